package store

import (
	"context"

	"gorm.io/gorm"
)

// Dismiss notes that a passage of a source, by the SHA-256 of its words in hex, makes
// no event, for as long as the draft of the story is there. Saying so twice is the same
// as once.
func (s *Store) Dismiss(ctx context.Context, story, source, sha256 string) error {
	return s.editDraft(ctx, story, func(db *gorm.DB, d Draft) error {
		return db.Exec("INSERT INTO draft_dismissals (draft, source, sha256) VALUES (?, ?, ?) ON CONFLICT (draft, source, sha256) DO NOTHING", d.n, source, sha256).Error
	})
}

// Dismissed are the passages of a source that were dismissed in a draft, by the SHA-256
// of their words.
func (s *Store) Dismissed(ctx context.Context, d Draft, source string) (map[string]bool, error) {
	var list []string
	err := s.read.WithContext(ctx).Raw("SELECT sha256 FROM draft_dismissals WHERE draft = ? AND source = ?", d.n, source).Scan(&list).Error
	found := make(map[string]bool, len(list))
	for _, sha256 := range list {
		found[sha256] = true
	}
	return found, translate(err, "read what was dismissed")
}
