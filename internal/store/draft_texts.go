package store

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"
)

// PutDraftText keeps the text of a source in a draft until it is published: UTF-8 with
// LF, as evidence.ReadText gives it.
func (s *Store) PutDraftText(ctx context.Context, story, source, text string) error {
	return s.editDraft(ctx, story, func(db *gorm.DB, d Draft) error {
		return db.Exec("INSERT INTO draft_texts (draft, source, body) VALUES (?, ?, ?) ON CONFLICT (draft, source) DO UPDATE SET body = excluded.body", d.n, source, text).Error
	})
}

// DraftText is the text of a source in a draft; found is false where the draft has
// none, and the source may have one that is published (View.SourceText).
func (s *Store) DraftText(ctx context.Context, d Draft, source string) (text string, found bool, err error) {
	err = scanOne(s.read.WithContext(ctx).Raw("SELECT body FROM draft_texts WHERE draft = ? AND source = ?", d.n, source), &text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return text, err == nil, translate(err, "read a text of a draft")
}
