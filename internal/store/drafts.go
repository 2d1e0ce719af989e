package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// Draft is what people have edited in a story, or in one that is not there yet, and
// not published: its records as they are to be, and every edit since it began. There
// is one draft of a story at most, and all who edit it share that. It is no change of
// the data: nothing of it is in any view, list, log or export.
type Draft struct {
	n         int64
	Story     string // the id that the story has, or will have
	By        string // the name of who began it
	Seq       int64  // of its last edit, from 1 on; 0 for none
	CreatedAt time.Time
	UpdatedAt time.Time
}

// errNoDraft says that a story has no draft.
func errNoDraft(story string) error {
	return &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is no draft of %q.", story)}
}

const draftColumns = "d.n, d.story, t.name, d.seq, d.created_at, d.updated_at"

func (d *Draft) scan(rows *sql.Rows) error {
	var created, updated int64
	err := rows.Scan(&d.n, &d.Story, &d.By, &d.Seq, &created, &updated)
	d.CreatedAt, d.UpdatedAt = fromMicros(created), fromMicros(updated)
	return err
}

// drafts reads drafts by a condition on d.
func drafts(db *gorm.DB, which cond) ([]Draft, error) {
	rows, err := db.Raw("SELECT "+draftColumns+" FROM drafts d JOIN tokens t ON t.n = d.person WHERE "+which.sql, which.args...).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Draft
	for rows.Next() {
		var d Draft
		if err := d.scan(rows); err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, rows.Err()
}

// Draft is that of a story, or an error with code NotFound.
func (s *Store) Draft(ctx context.Context, story string) (Draft, error) {
	return draftOf(s.read.WithContext(ctx), story)
}

func draftOf(db *gorm.DB, story string) (Draft, error) {
	list, err := drafts(db, cond{"d.story = ?", []any{story}})
	switch {
	case err != nil:
		return Draft{}, translate(err, "read a draft")
	case len(list) == 0:
		return Draft{}, errNoDraft(story)
	}
	return list[0], nil
}

// BeginDraft makes sure that a story has a draft. The story need not be there.
func (s *Store) BeginDraft(ctx context.Context, person int64, story string) (Draft, error) {
	now := s.now().UTC().UnixMicro()
	if _, err := s.alone(ctx, insertDraft, story, person, now, now); err != nil {
		return Draft{}, translate(err, "begin a draft")
	}
	return s.Draft(ctx, story)
}

// insertDraft takes the story, who begins its draft, and the time twice.
const insertDraft = "INSERT INTO drafts (story, person, seq, created_at, updated_at) VALUES (?, ?, 0, ?, ?) ON CONFLICT (story) DO NOTHING"

// BeginStory begins the draft of a story that is not there yet, under a readable id
// made from its title, which no story has and no other draft.
func (s *Store) BeginStory(ctx context.Context, person int64, title string) (Draft, error) {
	base := readableID(&storySchema, &timeline.Story{Title: title})
	var begun Draft
	err := s.apart(ctx, func(db *gorm.DB) error {
		id, err := freeAmong(base, func(id string) (bool, error) {
			var taken bool
			err := scanOne(db.Raw("SELECT EXISTS (SELECT 1 FROM stories WHERE id = ?) OR EXISTS (SELECT 1 FROM drafts WHERE story = ?)", id, id), &taken)
			return taken, err
		})
		if err != nil {
			return err
		}
		now := s.now().UTC().UnixMicro()
		if err := db.Exec("INSERT INTO drafts (story, person, seq, created_at, updated_at) VALUES (?, ?, 0, ?, ?)", id, person, now, now).Error; err != nil {
			return err
		}
		begun, err = draftOf(db, id)
		return err
	})
	return begun, translate(err, "begin the draft of a story")
}

// DropDraft forgets the draft of a story with all its edits. One that is not there
// changes nothing.
func (s *Store) DropDraft(ctx context.Context, story string) error {
	_, err := s.alone(ctx, "DELETE FROM drafts WHERE story = ?", story)
	return translate(err, "drop a draft")
}

// editDraft runs fn on a draft that nobody else edits meanwhile.
func (s *Store) editDraft(ctx context.Context, story string, fn func(db *gorm.DB, d Draft) error) error {
	return s.draftWork(ctx, func(db *gorm.DB) error {
		d, err := draftOf(db, story)
		if err != nil {
			return err
		}
		return fn(db, d)
	})
}

// draftWork runs fn in a transaction that writes drafts.
func (s *Store) draftWork(ctx context.Context, fn func(db *gorm.DB) error) error {
	err := s.apart(ctx, fn)
	if _, known := errors.AsType[*timeline.Error](err); known {
		return err
	}
	return translate(err, "edit a draft")
}
