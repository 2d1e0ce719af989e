package store

import (
	"encoding/json"
	"errors"
	"math"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Holds fails with code NotFound where there is no record of a resource under an id,
// or none that may be seen.
func (v *View) Holds(resource, id string) error {
	_, err := v.numberOf(resource, id)
	return err
}

// numberOf is the number that a record was given when it came.
func (v *View) numberOf(resource, id string) (n int64, err error) {
	s := resourceNamed(resource).schema()
	seen := v.visible(s, "d")
	err = scanOne(v.db.Raw("SELECT d.n FROM "+s.table+" d WHERE d.id = ? AND "+seen.sql, append([]any{id}, seen.args...)...), &n)
	if err != nil {
		return 0, translate(err, "read "+resource+" "+id)
	}
	return n, nil
}

// Revisions lists the versions of a record of a resource, the newest first, each
// with what differs from the one before. Those made while the record was
// private are left out for those who may not see what is; so is what they said,
// unless it was shown later.
func (v *View) Revisions(resource, id string, p timeline.Paging, after *Position) (List, error) {
	n, err := v.numberOf(resource, id)
	if err != nil {
		return List{}, err
	}
	below := int64(math.MaxInt32)
	if after != nil {
		below = after.N
	}
	listed := cond{sql: "1 = 1"}
	if !v.private {
		listed.sql = "c.public = 1"
	}
	page, err := v.made(resource, n, cond{"revision < ?", []any{below}}, listed, p.Limit+1)
	if err != nil || len(page) == 0 {
		return List{}, err
	}
	var l List
	if len(page) > p.Limit {
		page = page[:p.Limit]
		l.Next = &Position{N: int64(page[p.Limit-1].Revision)}
	}
	first, last := page[0].Revision, page[len(page)-1].Revision
	all, err := v.made(resource, n, cond{"revision BETWEEN ? AND ?", []any{last - 1, first}}, cond{sql: "1 = 1"}, first-last+2)
	if err != nil {
		return List{}, err
	}
	texts, err := v.fieldsOf(resource, all)
	if err != nil {
		return List{}, err
	}
	for _, m := range page {
		c := m.change()
		r := timeline.Revision{Revision: c.Revision, Seq: c.Seq, At: c.At, Action: c.Action, By: c.By, Reason: c.Reason,
			Changes: differences(texts[c.Revision-1], texts[c.Revision])}
		doc, err := timeline.Encode(&r)
		if err != nil {
			return List{}, err
		}
		l.Records = append(l.Records, doc)
	}
	return l, nil
}

// made are the entries that made revisions of a record, the last first, and
// whether anybody may see the record as it was. The log may have more entries
// with the same revision: they changed nothing in it.
func (v *View) made(resource string, n int64, which, listed cond, limit int) ([]logged, error) {
	var list []logged
	statement := "SELECT " + loggedColumns + ", g.shown FROM (SELECT min(seq) AS seq, max(public) AS shown FROM changes WHERE entity = ? AND n = ? AND " + which.sql +
		" GROUP BY revision) g JOIN changes c ON c.seq = g.seq WHERE " + listed.sql + " ORDER BY c.revision DESC LIMIT ?"
	err := v.db.Raw(statement, slices.Concat([]any{resource, n}, which.args, listed.args, []any{limit})...).Scan(&list).Error
	return list, translate(err, "read the log")
}

// fields are the fields of a record that say something.
type fields struct {
	names []string                   // of all there may be, in their order
	plain map[string]json.RawMessage // to compare: without what the server adds
	whole map[string]json.RawMessage // as the record has them
}

// fieldsOf are the fields of a record in its revisions; those that the reader
// may not see have none.
func (v *View) fieldsOf(resource string, list []logged) (map[int]fields, error) {
	var seqs []int64
	for _, m := range list {
		if v.private || m.Shown == 1 {
			seqs = append(seqs, m.Seq)
		}
	}
	records := map[int64]json.RawMessage{}
	if err := v.recordsAt(resource, seqs, records); err != nil {
		return nil, err
	}
	found := map[int]fields{}
	for _, m := range list {
		doc := records[m.Seq]
		if doc == nil {
			continue
		}
		var err error
		if found[m.Revision], err = fieldsIn(resource, doc); err != nil {
			return nil, translate(err, "read a revision of "+m.ID)
		}
	}
	return found, nil
}

// stamps are what a record without its stamp has in their place.
var stamps = []string{"revision", "recorded_at", "updated_at"}

// fieldsIn reads the fields of a stored document.
func fieldsIn(resource string, doc []byte) (fields, error) {
	record, err := timeline.StoredRecord(resource, doc)
	if err != nil {
		return fields{}, err
	}
	f := fields{names: timeline.FieldNames(record)}
	text, err := timeline.Encode(record.Authored())
	if err != nil {
		return f, err
	}
	if err := errors.Join(json.Unmarshal(text, &f.plain), json.Unmarshal(doc, &f.whole)); err != nil {
		return f, err
	}
	for name, value := range f.plain {
		if text := string(value); text == "[]" || text == "null" || slices.Contains(stamps, name) {
			delete(f.plain, name)
		}
	}
	return f, nil
}

// differences are the fields that differ between two revisions of a record.
func differences(before, after fields) []timeline.FieldChange {
	var list []timeline.FieldChange
	for _, name := range after.names {
		a, b := before.plain[name], after.plain[name]
		if string(a) == string(b) {
			continue
		}
		c := timeline.FieldChange{Field: name}
		if a != nil {
			c.Before = before.whole[name]
		}
		if b != nil {
			c.After = after.whole[name]
		}
		list = append(list, c)
	}
	return list
}
