package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// UndoDraft takes back the last step that a person made in a draft, and RedoDraft
// makes the one again that they took back last. Both answer with the step and the
// records as they are then. Where others have changed the same fields since, nothing
// happens and the error is a *DraftConflictError; where there is no such step it has the
// code Conflict.
func (s *Store) UndoDraft(ctx context.Context, story string, person int64) (DraftStep, []DraftRecord, error) {
	return s.turnBack(ctx, story, person, false)
}

// RedoDraft is described at UndoDraft.
func (s *Store) RedoDraft(ctx context.Context, story string, person int64) (DraftStep, []DraftRecord, error) {
	return s.turnBack(ctx, story, person, true)
}

// DraftSteps are the step that a person would undo in a draft, and the one that they
// would redo; nil where there is none.
func (s *Store) DraftSteps(ctx context.Context, d Draft, person int64) (undo, redo *DraftStep, err error) {
	db := s.read.WithContext(ctx)
	if undo, err = nextStep(db, d, person, false); err != nil {
		return nil, nil, err
	}
	redo, err = nextStep(db, d, person, true)
	return undo, redo, err
}

// nextStep finds the step to undo, or to redo. A new edit ends what could be redone.
func nextStep(db *gorm.DB, d Draft, person int64, redo bool) (*DraftStep, error) {
	which := "e.undone = 0 ORDER BY e.seq DESC"
	if redo {
		which = "e.undone = 1 AND NOT EXISTS (SELECT 1 FROM draft_edits l WHERE l.draft = e.draft AND l.person = e.person AND l.undoes = 0 AND l.undone = 0 AND l.seq > e.seq) ORDER BY e.seq"
	}
	step := &DraftStep{}
	var at int64
	err := scanOne(db.Raw("SELECT e.seq, e.what, t.name, e.made_at FROM draft_edits e JOIN tokens t ON t.n = e.person WHERE e.draft = ? AND e.person = ? AND e.undoes = 0 AND "+which+" LIMIT 1", d.n, person),
		&step.Seq, &step.What, &step.By, &at)
	var none *timeline.Error
	switch err = translate(err, "look for a step of a draft"); {
	case errors.As(err, &none):
		return nil, nil //nolint:nilnil // no step is no mistake
	case err != nil:
		return nil, err
	}
	step.At = fromMicros(at)
	return step, nil
}

func (s *Store) turnBack(ctx context.Context, story string, person int64, redo bool) (step DraftStep, written []DraftRecord, err error) {
	err = s.editDraft(ctx, story, func(db *gorm.DB, d Draft) error {
		next, err := nextStep(db, d, person, redo)
		if err != nil {
			return err
		}
		if next == nil {
			return &timeline.Error{Code: timeline.Conflict, Message: "There is no step of yours left in this draft."}
		}
		step = *next
		edits, err := reversed(db, d, step.Seq, redo)
		if err != nil {
			return err
		}
		for _, e := range edits {
			r, err := s.turned(db, d, e)
			if err != nil {
				return err
			}
			written = append(written, r)
		}
		now := make([]DraftEdit, len(written))
		for i, r := range written {
			now[i] = DraftEdit{Entity: r.Entity, ID: r.ID, Since: r.Seq, Base: r.Base, Document: r.Document}
		}
		if written, err = s.draftStep(db, d, person, step.What, step.Seq, now); err != nil {
			return err
		}
		return db.Exec("UPDATE draft_edits SET undone = ? WHERE draft = ? AND seq = ?", oneIf(!redo), d.n, step.Seq).Error
	})
	return step, written, err
}

// turning is an edit of a record the other way round.
type turning struct {
	entity, id string
	from, to   sql.NullString
}

// reversed reads the edits of a step so that they lead back, or on again.
func reversed(db *gorm.DB, d Draft, seq int64, redo bool) ([]turning, error) {
	columns := "after, before"
	if redo {
		columns = "before, after"
	}
	rows, err := db.Raw("SELECT entity, id, "+columns+" FROM draft_edits WHERE draft = ? AND seq = ? ORDER BY entity, id", d.n, seq).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []turning
	for rows.Next() {
		var t turning
		if err := rows.Scan(&t.entity, &t.id, &t.from, &t.to); err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, rows.Err()
}

// turned is a record of a draft with one edit turned round.
func (s *Store) turned(db *gorm.DB, d Draft, t turning) (DraftRecord, error) {
	r, found, err := draftRecord(db, d, t.entity, t.id)
	if err == nil && !found {
		err = fmt.Errorf("%s %s has edits and is not in its draft", t.entity, t.id)
	}
	if err != nil {
		return r, err
	}
	r.Document, err = together(r, documentOf(t.from), documentOf(t.to))
	return r, err
}
