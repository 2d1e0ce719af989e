package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// DraftSummary is a draft as a list of them shows it.
type DraftSummary struct {
	Draft
	Title    string // of the story as it is to be, or as it is; "" for none
	Language string // of that, BCP 47; "" where nothing is said
	Records  int    // that the draft has
}

// Drafts lists the drafts there are, the one that was edited last first, up to a limit.
func (s *Store) Drafts(ctx context.Context, limit int) ([]DraftSummary, error) {
	rows, err := s.read.WithContext(ctx).Raw("SELECT "+draftColumns+", (SELECT count(*) FROM draft_records r WHERE r.draft = d.n), o.document, s.doc"+
		" FROM drafts d JOIN tokens t ON t.n = d.person"+
		" LEFT JOIN draft_records o ON o.draft = d.n AND o.entity = 'story' AND o.id = d.story"+
		" LEFT JOIN stories s ON s.id = d.story ORDER BY d.updated_at DESC, d.n DESC LIMIT ?", limit).Rows()
	if err != nil {
		return nil, translate(err, "list the drafts")
	}
	defer rows.Close()
	var list []DraftSummary
	for rows.Next() {
		var d DraftSummary
		var drafted, published sql.NullString
		var created, updated int64
		if err := rows.Scan(&d.n, &d.Story, &d.By, &d.Seq, &created, &updated, &d.Records, &drafted, &published); err != nil {
			return nil, translate(err, "list the drafts")
		}
		d.CreatedAt, d.UpdatedAt = fromMicros(created), fromMicros(updated)
		for _, doc := range []sql.NullString{published, drafted} {
			if !doc.Valid {
				continue
			}
			var story struct{ Title, Language string }
			if err := json.Unmarshal([]byte(doc.String), &story); err != nil {
				return nil, fmt.Errorf("decode the story of a draft: %w", err)
			}
			d.Title, d.Language = story.Title, story.Language
		}
		list = append(list, d)
	}
	return list, translate(rows.Err(), "list the drafts")
}
