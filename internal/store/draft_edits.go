package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/threeway"
	"example.org/dateline/internal/timeline"
)

const (
	maxDraftRecords = 20_000   // records of one draft
	maxDraftBytes   = 10 << 20 // of one record's document
	maxDraftEdits   = 5_000    // that are kept of one draft: older ones can't be undone
)

// DraftEdit is a record as somebody wants it.
type DraftEdit struct {
	Entity, ID string
	Since      int64           // the edit of the draft (DraftRecord.Seq) that it began with; 0 where the record was not in the draft
	Base       int             // then: the revision that it began with, 0 for a new record
	Document   json.RawMessage // nil: take it out of the draft, or, where it is published, retract it
}

// DraftConflictError says that others have changed the same fields of a record since an
// edit began. Nothing of that edit is written.
type DraftConflictError struct {
	Now    DraftRecord         // as it is by now
	Fields []threeway.Conflict // what both changed
}

func (c *DraftConflictError) Error() string {
	return fmt.Sprintf("%s has changed the same fields of %s %q meanwhile", c.Now.By, c.Now.Entity, c.Now.ID)
}

// DraftStep is an edit of a draft as it is told to people: what it was, and its number.
type DraftStep struct {
	Seq  int64
	What string
	By   string
	At   time.Time
}

// EditDraft writes edits of one draft, all or none, as one step that can be undone;
// what names it ("event.added"). Each is put together with what others have changed in
// that record since it began; where both changed the same field the error is a
// *DraftConflictError. It answers with the records as they are then. What changes nothing is
// no step.
func (s *Store) EditDraft(ctx context.Context, story string, person int64, what string, edits []DraftEdit) ([]DraftRecord, error) {
	var written []DraftRecord
	err := s.editDraft(ctx, story, func(db *gorm.DB, d Draft) (err error) {
		written, err = s.draftStep(db, d, person, what, 0, edits)
		return err
	})
	return written, err
}

// FirstEdit is EditDraft of a story that may have no draft yet: then one begins, unless
// the edits are refused.
func (s *Store) FirstEdit(ctx context.Context, story string, person int64, what string, edits []DraftEdit) ([]DraftRecord, error) {
	var written []DraftRecord
	err := s.draftWork(ctx, func(db *gorm.DB) error {
		now := s.now().UTC().UnixMicro()
		if err := db.Exec(insertDraft, story, person, now, now).Error; err != nil {
			return err
		}
		d, err := draftOf(db, story)
		if err == nil {
			written, err = s.draftStep(db, d, person, what, 0, edits)
		}
		return err
	})
	return written, err
}

// draftStep is EditDraft at work; undoes is the step that it takes back or makes again.
func (s *Store) draftStep(db *gorm.DB, d Draft, person int64, what string, undoes int64, edits []DraftEdit) ([]DraftRecord, error) {
	at := s.now().UTC().Truncate(time.Microsecond)
	seq := d.Seq + 1
	var written []DraftRecord
	changed := false
	for _, e := range edits {
		r, before, err := s.edited(db, d, e)
		if err != nil {
			return nil, err
		}
		if len(r.Document) > maxDraftBytes {
			return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("The %s is larger than %d MiB, which one record may have: leave something out.", e.Entity, maxDraftBytes>>20)}
		}
		if string(r.Document) == string(before) {
			written = append(written, r) // nothing to take back
			continue
		}
		r.Seq, r.At, changed = seq, at, true
		if err := r.put(db, d, person); err != nil {
			return nil, err
		}
		if err := db.Exec("INSERT INTO draft_edits (draft, seq, entity, id, before, after, what, person, made_at, undoes, undone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
			d.n, seq, e.Entity, e.ID, textOrNull(before), textOrNull(r.Document), what, person, at.UnixMicro(), undoes).Error; err != nil {
			return nil, fmt.Errorf("keep an edit: %w", err)
		}
		written = append(written, r)
	}
	if !changed {
		return written, nil
	}
	if err := db.Exec("UPDATE drafts SET seq = ?, updated_at = ? WHERE n = ?", seq, at.UnixMicro(), d.n).Error; err != nil {
		return nil, err
	}
	if err := db.Exec("DELETE FROM draft_edits WHERE draft = ? AND seq <= ?", d.n, seq-maxDraftEdits).Error; err != nil {
		return nil, err
	}
	return written, s.draftFits(db, d)
}

func (s *Store) draftFits(db *gorm.DB, d Draft) error {
	var records int
	if err := scanOne(db.Raw("SELECT count(*) FROM draft_records WHERE draft = ?", d.n), &records); err != nil {
		return err
	}
	if records > maxDraftRecords {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("A draft has at most %d records: publish this one first, or import a file.", maxDraftRecords)}
	}
	return nil
}

// DraftBegan is the document that an edit began with, by its Since and Base: nil for a
// new record, and for one that was taken out of the draft by then.
func (s *Store) DraftBegan(ctx context.Context, d Draft, e DraftEdit) (json.RawMessage, error) {
	_, began, err := s.began(s.read.WithContext(ctx), d, e)
	return began, err
}

// edited is a record of a draft as an edit makes it, and as it was before.
func (s *Store) edited(db *gorm.DB, d Draft, e DraftEdit) (r DraftRecord, before json.RawMessage, err error) {
	r, began, err := s.began(db, d, e)
	if err != nil {
		return r, nil, err
	}
	before = r.Document
	r.Merged = string(began) != string(before)
	if r.Document, err = together(r, began, e.Document); err != nil {
		return r, nil, err
	}
	return r, before, nil
}

// began is a record as it is, in its draft or else as it is published, and the
// document that an edit of it began with.
func (s *Store) began(db *gorm.DB, d Draft, e DraftEdit) (r DraftRecord, began json.RawMessage, err error) {
	r, found, err := draftRecord(db, d, e.Entity, e.ID)
	if err != nil {
		return r, nil, err
	}
	switch {
	case !found && e.Base == 0:
		r = DraftRecord{Entity: e.Entity, ID: e.ID}
	case !found:
		r = DraftRecord{Entity: e.Entity, ID: e.ID}
		v := &View{ctx: db.Statement.Context, db: db, dialect: s.dialect, asOf: present, private: true}
		if r.Document, r.Base, err = v.Authored(e.Entity, e.ID); err != nil {
			return r, nil, err
		}
		began, err = v.AuthoredAt(e.Entity, e.ID, e.Base)
	case e.Since == r.Seq:
		began = r.Document
	default:
		began, err = draftAt(db, d, r, e.Since)
	}
	return r, began, err
}

// together is what becomes of a record that somebody began with one state and left
// with another, while it may have been changed by others.
func together(now DraftRecord, began, mine json.RawMessage) (json.RawMessage, error) {
	switch {
	case string(began) == string(now.Document):
		return mine, nil
	case mine == nil, now.Document == nil: // removed on one side, and changed on the other
		return nil, &DraftConflictError{now, []threeway.Conflict{{Pointer: "", Base: orNull(began), Mine: orNull(mine), Theirs: orNull(now.Document)}}}
	}
	merged, conflicts, err := threeway.Merge(began, mine, now.Document)
	if err != nil {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: "The record is not a JSON object.", Err: err}
	}
	if len(conflicts) > 0 {
		return nil, &DraftConflictError{now, conflicts}
	}
	return merged, nil
}

func orNull(document json.RawMessage) json.RawMessage {
	if document == nil {
		return json.RawMessage("null")
	}
	return document
}

// draftAt is a record of a draft as it was after one of its edits.
func draftAt(db *gorm.DB, d Draft, r DraftRecord, seq int64) (json.RawMessage, error) {
	var document sql.NullString
	err := scanOne(db.Raw("SELECT x.document FROM (SELECT 1 AS nearness, seq, after AS document FROM draft_edits WHERE draft = ? AND entity = ? AND id = ? AND seq <= ?"+
		" UNION ALL SELECT 2, -seq, before FROM draft_edits WHERE draft = ? AND entity = ? AND id = ? AND seq > ?) x ORDER BY x.nearness, x.seq DESC LIMIT 1",
		d.n, r.Entity, r.ID, seq, d.n, r.Entity, r.ID, seq), &document)
	if err != nil {
		return nil, translate(err, "read an edit")
	}
	return documentOf(document), nil
}
