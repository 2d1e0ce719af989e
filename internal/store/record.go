package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
	"unsafe"

	"example.org/dateline/internal/timeline"
)

// Record is one record as stored JSON.
type Record struct {
	JSON      []byte
	Revision  int
	Touched   int64 // the change at which a name shown inside it changed, 0 when not since its revision
	UpdatedAt time.Time
	Secretive bool // it refers to something that only readers of what is private may see

	// Warnings are what is perhaps wrong in what was just written, the first
	// timeline.MaxWarnings of it; a record that is read has none.
	Warnings []timeline.Warning
}

// Record reads a record of a resource by id, also when it is retracted. One that the
// reader may not see does not exist: code NotFound.
func (v *View) Record(resource, id string) (Record, error) {
	var r Record
	var updated int64
	s := resourceNamed(resource).schema()
	seen := v.visible(s, "d")
	row := v.raw("SELECT d.doc, d.revision, d.touched, d.updated_at FROM "+s.from()+" d WHERE d.id = ? AND "+seen.sql, append([]any{id}, seen.args...)...)
	if err := scanOne(row, &r.JSON, &r.Revision, &r.Touched, &updated); err != nil {
		return Record{}, translate(err, "read "+resource+" "+id)
	}
	r.UpdatedAt = fromMicros(updated)
	var err error
	if v.private {
		r.Secretive, err = v.leadsToPrivate(s, r.JSON)
	} else {
		err = v.redact(s, &r.JSON)
	}
	v.tell(s, &r.JSON)
	return r, err
}

// fetch reads the documents of records, in the order of their numbers given.
func (v *View) fetch(s *schema, ns []int64) ([]json.RawMessage, error) {
	docs := make([]json.RawMessage, len(ns))
	if len(ns) == 0 {
		return docs, nil
	}
	at := make(map[int64]int, len(ns))
	for i, n := range ns {
		at[n] = i
	}
	c := in("n", ns, false)
	rows, err := v.raw("SELECT n, doc FROM "+s.from()+" WHERE "+c.sql, c.args...).Rows()
	if err != nil {
		return nil, translate(err, "read "+s.table)
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var doc string
		if err := rows.Scan(&n, &doc); err != nil {
			return nil, translate(err, "read "+s.table)
		}
		docs[at[n]] = own(doc)
	}
	if err := rows.Err(); err != nil {
		return nil, translate(err, "read "+s.table)
	}
	v.tell(s, pointers(docs)...)
	return docs, v.redact(s, pointers(docs)...)
}

// own is a string as bytes, without the copy that a conversion makes: for one that has just
// come from the driver, which nobody else holds.
func own(s string) []byte {
	return unsafe.Slice(unsafe.StringData(s), len(s)) //nolint:gosec // nobody else reads the string
}

// tell puts the origin that the view was told before the references of events to
// pictures that are kept here, in place.
func (v *View) tell(s *schema, docs ...*[]byte) {
	if s != &eventSchema || v.origin == "" {
		return
	}
	for _, doc := range docs {
		*doc = timeline.Told(*doc, v.origin)
	}
}

// pointers are those to documents that have been found.
func pointers(docs []json.RawMessage) []*[]byte {
	list := make([]*[]byte, 0, len(docs))
	for i := range docs {
		if docs[i] != nil {
			list = append(list, (*[]byte)(&docs[i]))
		}
	}
	return list
}

// numbers looks up the keys of ids of a resource. Ids that do not exist have none,
// and nor have those that only private stories hold.
func (v *View) numbers(s *schema) func(ids []string) ([]int64, error) {
	return func(ids []string) ([]int64, error) {
		if len(ids) == 0 {
			return nil, nil
		}
		return v.numbersOf(s, ids)
	}
}

// stored is a record as the database has it.
type stored struct {
	n      int64
	stamp  timeline.Stamp
	since  int64 // the change that made it what it is
	doc    []byte
	public bool // anybody may see it
	found  bool
}

// find reads a record of a resource by id, in whatever state.
func (tx *Tx) find(s *schema, id string) (stored, error) {
	var st stored
	if tx.absent[s.table][id] || !storable(id) {
		return st, nil
	}
	if err := tx.flushTable(s.table); err != nil {
		return st, err
	}
	var recorded, updated, state int64
	hidden := "2 * (1 - public)"
	if s.dated {
		hidden = "state"
	}
	rows, err := tx.db.Raw("SELECT n, revision, recorded_at, updated_at, since, "+hidden+", doc FROM "+s.table+" WHERE id = ?", id).Rows()
	if err != nil {
		return st, fmt.Errorf("read %s %s: %w", s.resource, id, err)
	}
	defer rows.Close()
	if rows.Next() {
		if err := rows.Scan(&st.n, &st.stamp.Revision, &recorded, &updated, &st.since, &state, &st.doc); err != nil {
			return st, fmt.Errorf("read %s %s: %w", s.resource, id, err)
		}
		st.found, st.public = true, state < statePrivate
		st.stamp.RecordedAt, st.stamp.UpdatedAt = fromMicros(recorded), fromMicros(updated)
	}
	return st, rows.Err()
}

// storable tells whether a database takes a text; no id that it does not take is of
// a record.
func storable(text string) bool { return strings.IndexByte(text, 0) < 0 && utf8.ValidString(text) }

// outcome is what became of a record.
type outcome int

const (
	unchanged outcome = iota
	created
	updated
)

// revise compares a record with what is stored and stamps it: revision 1 when
// it is new, the next one when it differs, the stored one when it does not. old
// is the stored record, and an empty one when it is new.
func revise[R timeline.Record](tx *Tx, record R) (old R, st stored, how outcome, err error) {
	s := schemaOf(record)
	old, _ = timeline.NewRecord(s.resource).(R)
	if st, err = tx.find(s, record.RecordID()); err != nil {
		return old, st, unchanged, err
	}
	stamp := record.ServerStamp()
	if !st.found {
		if st.n, err = tx.numberFor(s.table); err != nil {
			return old, st, unchanged, err
		}
		delete(tx.absent[s.table], record.RecordID())
		*stamp = timeline.Stamp{Revision: 1, RecordedAt: tx.now, UpdatedAt: tx.now}
		tx.report.Created[countedAs(record)]++
		if s.membership != nil {
			if tx.created[s] == nil {
				tx.created[s] = map[int64]bool{}
			}
			tx.created[s][st.n] = true
		}
		return old, st, created, tx.report.list(old, record, created)
	}
	if err := json.Unmarshal(st.doc, old); err != nil {
		return old, st, unchanged, fmt.Errorf("decode a record of %s: %w", s.table, err)
	}
	if err := tx.staysErased(old, record); err != nil {
		return old, st, unchanged, err
	}
	same, err := equal(old.Authored(), record.Authored())
	if err != nil {
		return old, st, unchanged, err
	}
	if same {
		*stamp = st.stamp
		tx.report.Unchanged[countedAs(record)]++
		return old, st, unchanged, tx.report.list(old, record, unchanged)
	}
	if s.dated {
		if err := tx.needIndexes(); err != nil {
			return old, st, unchanged, err
		}
	}
	if tx.isNew(s, st.n) {
		tx.created[s][st.n] = false
	}
	*stamp = timeline.Stamp{Revision: st.stamp.Revision + 1, RecordedAt: st.stamp.RecordedAt, UpdatedAt: tx.now}
	tx.report.Updated[countedAs(record)]++
	if s.membership != nil && len(tx.known.called) > 0 {
		clear(tx.known.called) // a name may have changed
	}
	return old, st, updated, tx.report.list(old, record, updated)
}

func equal(a, b timeline.Record) (bool, error) {
	x, err := timeline.Encode(a)
	if err != nil {
		return false, err
	}
	y, err := timeline.Encode(b)
	return slices.Equal(x, y), err
}

// save inserts or replaces the row of a record with its words, and logs the
// change. columns come beside the ones that every resource has; story is 0 where the
// record belongs to none.
func (tx *Tx) save(record timeline.Record, st stored, how outcome, story int64, public bool, columns map[string]any) error {
	if how == unchanged {
		return nil
	}
	s, stamp := schemaOf(record), record.ServerStamp()
	action, erased := timeline.ActionUpdate, tx.erasing[recordKey{s.resource, record.RecordID()}]
	switch {
	case how == created:
		action = timeline.ActionCreate
	case erased != nil:
		action = timeline.ActionErase
	case record.Retraction() != nil:
		action = timeline.ActionRetract
	}
	seq := tx.log(change{entity: s.resource, n: st.n, id: record.RecordID(), story: story, action: action, revision: stamp.Revision, public: public, before: st.public && st.since <= tx.began})
	if err := tx.logErased(erased, seq); err != nil {
		return err
	}
	if err := tx.touchLed(s, record, st); err != nil {
		return err
	}
	for _, l := range s.links {
		if l.since != "since" {
			columns[l.since] = seq
		}
	}
	if s.followed && (public || st.public) {
		columns["public_since"] = seq
	}
	columns["revision"], columns["updated_at"], columns["touched"], columns["since"] = stamp.Revision, stamp.UpdatedAt.UnixMicro(), 0, seq
	said, err := tx.wordsNow(record, story)
	if err != nil {
		return err
	}
	if how == created {
		if s.followed && !public {
			columns["public_since"] = 0
		}
		columns["n"], columns["id"], columns["recorded_at"] = st.n, record.RecordID(), stamp.RecordedAt.UnixMicro()
		if err := tx.insertNew(s, record, st.n, columns, said); err != nil {
			return err
		}
	} else {
		doc, err := timeline.Encode(record)
		if err != nil {
			return err
		}
		columns["doc"] = string(doc)
		if err := tx.replace(s, st.n, columns); err != nil {
			return err
		}
	}
	if e, ok := record.(*timeline.Event); ok {
		if err := tx.tallies.replace(story, st, e); err != nil {
			return err
		}
	}
	if err := tx.keepSpans(s, record, st.n, how); err != nil {
		return err
	}
	if s == &quoteSchema {
		tx.cascade.indexed[st.n] = true
	}
	if how == created {
		return nil
	}
	return tx.index(s.fts(), st.n, false, said.by(tx.lexicon))
}

// wordsNow are the words of a record as it is written, still to be looked up.
func (tx *Tx) wordsNow(record timeline.Record, story int64) (words, error) {
	about, err := tx.settingNow(story)
	if err != nil {
		return words{}, err
	}
	if about, err = about.of(tx, record); err != nil {
		return words{}, err
	}
	about.lexicon = nil
	return resourceNamed(record.Resource()).words(record, about)
}

// insertNew inserts the row of a new record and its words. Its document and words are
// worked out meanwhile, where that may be: record does not change any more.
func (tx *Tx) insertNew(s *schema, record timeline.Record, n int64, columns map[string]any, said words) error {
	whole := func(x *lexicon) ([]any, error) {
		doc, err := timeline.Encode(record)
		return append([]any{string(doc)}, tx.dialect.wordValues(said.by(x))...), err
	}
	names, holders := tx.dialect.wordColumns(said)
	if tx.ahead == nil {
		values, err := whole(tx.lexicon)
		if err != nil {
			return err
		}
		columns["doc"], values[0] = values[0], n
		tx.inserts.row(s.table, columns)
		tx.inserts.add(s.fts(), names, holders, values)
		return nil
	}
	w := tx.ahead.start(whole)
	values := []any{n}
	for range names[1:] {
		values = append(values, late{w, len(values)})
	}
	columns["doc"] = late{w, 0}
	tx.inserts.row(s.table, columns)
	tx.inserts.tables[s.table].late = true
	tx.inserts.addLate(s.fts(), names, holders, values)
	return nil
}
