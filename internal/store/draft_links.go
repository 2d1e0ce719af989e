package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// DraftLinkDays are how many days a link to the preview of a draft may last.
var DraftLinkDays = []int{1, 7, 30}

// maxDraftLinks bounds the links of one draft that are good.
const maxDraftLinks = 20

// ErrDraftLink says that a secret is that of no link, or of one that has expired, was
// revoked, or whose draft is published or dropped.
var ErrDraftLink = errors.New("the link is unknown or over")

// DraftLink is a link by which somebody without an account sees the preview of a
// draft, without its secret.
type DraftLink struct {
	N         int64
	By        string // who gave it
	CreatedAt time.Time
	ExpiresAt time.Time
}

// CreateDraftLink makes a link to the preview of a story's draft that is good for some
// days, one of DraftLinkDays, and returns its secret, which cannot be had again.
func (s *Store) CreateDraftLink(ctx context.Context, story string, person int64, days int) (secret string, err error) {
	if !slices.Contains(DraftLinkDays, days) {
		return "", badToken("days", "A link is good for 1, 7 or 30 days, not %d.", days)
	}
	secret = newSecret()
	err = s.editDraft(ctx, story, func(db *gorm.DB, d Draft) error {
		now := s.now().UTC()
		if err := db.Exec("DELETE FROM draft_links WHERE draft = ? AND expires_at <= ?", d.n, now.UnixMicro()).Error; err != nil {
			return err
		}
		var links int
		if err := scanOne(db.Raw("SELECT count(*) FROM draft_links WHERE draft = ?", d.n), &links); err != nil {
			return err
		}
		if links >= maxDraftLinks {
			return &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("There are %d links to this draft already: revoke one first.", maxDraftLinks)}
		}
		return db.Exec("INSERT INTO draft_links (draft, person, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
			d.n, person, hashOf(secret), now.UnixMicro(), now.AddDate(0, 0, days).UnixMicro()).Error
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

// DraftLinks lists the links to a draft that are good, the first one first.
func (s *Store) DraftLinks(ctx context.Context, d Draft) ([]DraftLink, error) {
	var list []DraftLink
	err := eachRow(s.read.WithContext(ctx).Raw("SELECT l.n, t.name, l.created_at, l.expires_at FROM draft_links l JOIN tokens t ON t.n = l.person WHERE l.draft = ? AND l.expires_at > ? ORDER BY l.n", d.n, s.now().UTC().UnixMicro()), func(scan func(into ...any) error) error {
		var l DraftLink
		var created, expires int64
		err := scan(&l.N, &l.By, &created, &expires)
		l.CreatedAt, l.ExpiresAt = fromMicros(created), fromMicros(expires)
		list = append(list, l)
		return err
	})
	return list, translate(err, "list the links to a draft")
}

// RevokeDraftLink ends a link to a draft at once. One that is over already, or of
// another draft, changes nothing.
func (s *Store) RevokeDraftLink(ctx context.Context, d Draft, n int64) error {
	_, err := s.alone(ctx, "DELETE FROM draft_links WHERE n = ? AND draft = ?", n, d.n)
	return translate(err, "revoke a link to a draft")
}

// LinkedDraft is the draft that a link leads to, or ErrDraftLink.
func (s *Store) LinkedDraft(ctx context.Context, secret string) (Draft, error) {
	list, err := drafts(s.read.WithContext(ctx), cond{"d.n = (SELECT draft FROM draft_links WHERE hash = ? AND expires_at > ?)", []any{hashOf(secret), s.now().UTC().UnixMicro()}})
	if err == nil && len(list) == 0 {
		return Draft{}, ErrDraftLink
	}
	if err != nil {
		return Draft{}, translate(err, "look for a draft")
	}
	return list[0], nil
}
