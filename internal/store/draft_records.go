package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// DraftRecord is a record of a draft as it is to be. Its document is that of the
// record (timeline), as its author has it, and may have mistakes: it is checked when
// it is published.
type DraftRecord struct {
	Entity   string // the resource: story, source, actor, place or event; quotes stand in their events
	ID       string
	Base     int             // the revision that it was taken from; 0 for a record that is not there yet
	Document json.RawMessage // nil: taken out of the draft, or, with a Base, to be retracted
	Seq      int64           // of the draft's edit that it is from
	By       string          // who made that
	At       time.Time
	Merged   bool // of one that was edited just now: others had changed it since the edit began
}

// DraftRecords lists the records of a draft that differ, or did, from what is
// published, in the order of their entities and ids.
func (s *Store) DraftRecords(ctx context.Context, d Draft) ([]DraftRecord, error) {
	list, err := draftRecords(s.read.WithContext(ctx), d, cond{sql: "1 = 1"})
	return list, translate(err, "read a draft")
}

// DraftRecord is a record of a draft; found is false where the draft has none of that
// entity and id.
func (s *Store) DraftRecord(ctx context.Context, d Draft, entity, id string) (r DraftRecord, found bool, err error) {
	return draftRecord(s.read.WithContext(ctx), d, entity, id)
}

func draftRecord(db *gorm.DB, d Draft, entity, id string) (r DraftRecord, found bool, err error) {
	list, err := draftRecords(db, d, cond{"r.entity = ? AND r.id = ?", []any{entity, id}})
	if err != nil || len(list) == 0 {
		return DraftRecord{}, false, translate(err, "read a record of a draft")
	}
	return list[0], true, nil
}

func draftRecords(db *gorm.DB, d Draft, which cond) ([]DraftRecord, error) {
	rows, err := db.Raw("SELECT r.entity, r.id, r.base, r.document, r.seq, t.name, r.updated_at FROM draft_records r JOIN tokens t ON t.n = r.person WHERE r.draft = ? AND "+which.sql+" ORDER BY r.entity, r.id",
		append([]any{d.n}, which.args...)...).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []DraftRecord
	for rows.Next() {
		var r DraftRecord
		var document sql.NullString
		var at int64
		if err := rows.Scan(&r.Entity, &r.ID, &r.Base, &document, &r.Seq, &r.By, &at); err != nil {
			return nil, err
		}
		r.Document, r.At = documentOf(document), fromMicros(at)
		list = append(list, r)
	}
	return list, rows.Err()
}

func documentOf(text sql.NullString) json.RawMessage {
	if !text.Valid {
		return nil
	}
	return json.RawMessage(text.String)
}

func textOrNull(document json.RawMessage) sql.NullString {
	return sql.NullString{String: string(document), Valid: document != nil}
}

// put writes the state of a record in its draft.
func (r *DraftRecord) put(db *gorm.DB, d Draft, person int64) error {
	err := db.Exec("INSERT INTO draft_records (draft, entity, id, base, document, seq, person, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "+
		"ON CONFLICT (draft, entity, id) DO UPDATE SET base = excluded.base, document = excluded.document, seq = excluded.seq, person = excluded.person, updated_at = excluded.updated_at",
		d.n, r.Entity, r.ID, r.Base, textOrNull(r.Document), r.Seq, person, r.At.UnixMicro()).Error
	if err != nil {
		return fmt.Errorf("write %s %s of a draft: %w", r.Entity, r.ID, err)
	}
	return nil
}

// AuthoredAt is a record as its author has it in one of its revisions, without what
// the server adds; nil where that revision is not there. It is what an edit of that
// revision began with.
func (v *View) AuthoredAt(resource, id string, revision int) (json.RawMessage, error) {
	s := resourceNamed(resource).schema()
	var n int64
	if err := scanOne(v.db.Raw("SELECT d.n FROM "+s.table+" d WHERE d.id = ?", id), &n); err != nil {
		return nil, translate(err, "read "+resource+" "+id)
	}
	made, err := v.made(resource, n, cond{"revision = ?", []any{revision}}, cond{sql: "1 = 1"}, 1)
	if err != nil || len(made) == 0 {
		return nil, err
	}
	records := map[int64]json.RawMessage{}
	if err := v.recordsAt(resource, []int64{made[0].Seq}, records); err != nil {
		return nil, err
	}
	return authored(resource, records[made[0].Seq])
}

// Authored is a record as its author has it now, with its revision.
func (v *View) Authored(resource, id string) (json.RawMessage, int, error) {
	r, err := v.Record(resource, id)
	if err != nil {
		return nil, 0, err
	}
	document, err := authored(resource, r.JSON)
	return document, r.Revision, err
}

// authored is a stored document as its author has it; nil for none.
func authored(resource string, doc json.RawMessage) (json.RawMessage, error) {
	if doc == nil {
		return nil, nil
	}
	record, err := timeline.StoredRecord(resource, doc)
	if err != nil {
		return nil, fmt.Errorf("decode a %s: %w", resource, err)
	}
	return timeline.Encode(record.Authored())
}
