package store

import (
	"context"
	"time"
)

// visitLasts is how long somebody counts as being at a draft after their last sign.
const visitLasts = time.Minute

// VisitDraft takes note that a person has a draft open, and names the others who have,
// in the order of their names.
func (s *Store) VisitDraft(ctx context.Context, d Draft, person int64) (others []string, err error) {
	now := s.now().UTC()
	_, err = s.alone(ctx, "INSERT INTO draft_visits (draft, person, at) VALUES (?, ?, ?) ON CONFLICT (draft, person) DO UPDATE SET at = excluded.at", d.n, person, now.UnixMicro())
	if err != nil {
		return nil, translate(err, "take note of a visit")
	}
	err = s.read.WithContext(ctx).Raw("SELECT t.name FROM draft_visits v JOIN tokens t ON t.n = v.person WHERE v.draft = ? AND v.person <> ? AND v.at > ? ORDER BY t.name",
		d.n, person, now.Add(-visitLasts).UnixMicro()).Scan(&others).Error
	return others, translate(err, "look for other people")
}
