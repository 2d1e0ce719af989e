package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// rowThere is a row of a resource as the database has it.
type rowThere struct {
	n      int64
	id     string
	doc    []byte
	values map[string]any // of all columns, as plain values
}

// rowsOf calls fn with the rows of a resource's table, a bounded number at a time.
func (i *inspection) rowsOf(table string, columns []string, fn func([]rowThere) error) error {
	size := min(batch, maxValues)
	for after := int64(-1); ; {
		if err := i.ctx.Err(); err != nil {
			return err
		}
		list, err := i.rows("SELECT "+strings.Join(columns, ", ")+" FROM "+table+" WHERE n > ? ORDER BY n LIMIT ?", columns, after, size)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			if err := fn(list); err != nil {
				return err
			}
			after = list[len(list)-1].n
			i.forget()
		}
		if len(list) < size {
			return nil
		}
	}
}

// rows reads the rows of a statement whole.
func (i *inspection) rows(statement string, columns []string, args ...any) ([]rowThere, error) {
	var list []rowThere
	err := eachRow(i.db.Raw(statement, args...), func(scan func(...any) error) error {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for c := range values {
			into[c] = &values[c]
		}
		if err := scan(into...); err != nil {
			return err
		}
		r := rowThere{values: make(map[string]any, len(columns))}
		for c, name := range columns {
			r.values[name] = plain(values[c])
		}
		r.n, _ = r.values["n"].(int64)
		r.id, _ = r.values["id"].(string)
		if doc, ok := r.values["doc"].(string); ok {
			r.doc = []byte(doc)
		}
		list = append(list, r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	return list, nil
}

// plain is a value as int64, float64, string or nil, whatever a driver or the program
// make of it.
func plain(v any) any {
	if b, ok := v.([]byte); ok {
		return string(b)
	}
	r := reflect.ValueOf(v)
	switch {
	case v == nil:
		return nil
	case r.CanInt():
		return r.Int()
	case r.CanUint():
		return int64(r.Uint())
	case r.CanFloat():
		return r.Float()
	case r.Kind() == reflect.String:
		return r.String()
	}
	return fmt.Sprint(v)
}

// columnsOf are the columns of a resource's table that are compared, and the document.
func columnsOf(s *schema) []string { return strings.Split(s.columns, ", ") }

// record reads the document of a row. Where it cannot be read, it tells so and returns
// nil.
func (i *inspection) record(s *schema, r rowThere) (timeline.Record, error) {
	record, err := timeline.StoredRecord(s.resource, r.doc)
	if err != nil {
		return nil, i.wrong(s.resource+" "+r.id, "its document cannot be read: %v", err)
	}
	return record, nil
}

// compare compares the columns of a row with what its document says, and repairs them.
func (i *inspection) compare(s *schema, r rowThere, record timeline.Record, derived map[string]any) error {
	where, stamp := s.resource+" "+r.id, record.ServerStamp()
	if record.RecordID() != r.id {
		return i.wrong(where, "its document is that of %q", record.RecordID())
	}
	if revision, _ := r.values["revision"].(int64); int(revision) != stamp.Revision {
		return i.wrong(where, "has revision %d, and its document is of revision %d", revision, stamp.Revision)
	}
	derived["recorded_at"], derived["updated_at"] = stamp.RecordedAt.UnixMicro(), stamp.UpdatedAt.UnixMicro()
	differ := map[string]any{}
	var says []string
	for _, name := range slices.Sorted(maps.Keys(derived)) {
		if want := plain(derived[name]); want != r.values[name] {
			differ[name] = derived[name]
			says = append(says, fmt.Sprintf("%s is %v, and its document says %v", name, shownValue(r.values[name]), shownValue(want)))
		}
	}
	if len(says) == 0 {
		return nil
	}
	return i.mend(where, strings.Join(says, "; "), func() error { return i.update(s, r.n, differ) })
}

func shownValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(v)
}

// checkNamed checks the rows of stories, sources, actors and places.
func (i *inspection) checkNamed() error {
	for _, r := range resources {
		s := r.schema()
		if s.dated {
			continue
		}
		err := i.rowsOf(s.table, columnsOf(s), func(rows []rowThere) error {
			for _, row := range rows {
				record, err := i.record(s, row)
				if err != nil || record == nil {
					return err
				}
				if err := i.compare(s, row, record, namedColumns(record)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// namedColumns are the columns that follow from the document of a story, source, actor
// or place.
func namedColumns(r timeline.Record) map[string]any {
	columns := map[string]any{}
	switch r := r.(type) {
	case *timeline.Story:
		columns["public"] = oneIf(r.Visibility != timeline.Private)
	case *timeline.Actor:
		columns["kind"], columns["country"] = r.Kind, r.Country
	case *timeline.Place:
		columns = placeColumns(*r)
	}
	columns["sort_name"], columns["retracted"] = sortedBy(r), oneIf(r.Retraction() != nil)
	return columns
}

// checkDated checks the rows of events and quotes, with the links by which they are found.
func (i *inspection) checkDated() error {
	for _, each := range []struct {
		s  *schema
		fn func(rowThere) error
	}{{&eventSchema, i.event}, {&quoteSchema, i.quote}} {
		err := i.rowsOf(each.s.table, columnsOf(each.s), func(rows []rowThere) error {
			expected := map[string]map[int64][][]any{}
			var owners []int64
			ids := map[int64]string{}
			for _, row := range rows {
				if err := i.expect(each.s, row, each.fn, expected, &owners); err != nil {
					return err
				}
				ids[row.n] = row.id
			}
			return i.compareLinks(each.s, owners, ids, expected)
		})
		if err != nil {
			return err
		}
		for _, l := range linksOf(each.s) {
			if err := i.strays(l, each.s); err != nil {
				return err
			}
		}
	}
	return nil
}

// eventRelations are which events an event says that it is related to: links to ids.
var eventRelations = linkTable{"event_relations", "event", "", "target, event"}

// linksOf are the tables of links whose rows follow from a record's document.
func linksOf(s *schema) []linkTable {
	if s == &eventSchema {
		return append(slices.Clone(s.links), eventRelations)
	}
	return s.links
}

// expect checks the row of a record by fn, which leaves the links that it ought to have
// waiting to be inserted: they are taken from there.
func (i *inspection) expect(s *schema, row rowThere, fn func(rowThere) error, expected map[string]map[int64][][]any, owners *[]int64) error {
	err := fn(row)
	if errors.Is(err, errUnreadable) {
		i.inserts = newInserts()
		return nil
	}
	if err != nil {
		return err
	}
	*owners = append(*owners, row.n)
	for _, l := range linksOf(s) {
		if expected[l.name] == nil {
			expected[l.name] = map[int64][][]any{}
		}
		p := i.inserts.tables[l.name]
		if p == nil {
			continue
		}
		for part := range slices.Chunk(p.values, len(p.columns)) {
			expected[l.name][row.n] = append(expected[l.name][row.n], slices.Clone(part))
		}
		i.inserts.count -= p.rows
		delete(i.inserts.tables, l.name)
	}
	if !i.repair {
		i.inserts = newInserts() // a topic, perhaps, that is not there
	}
	return nil
}

// errUnreadable is that of a record nothing can be worked out, and that this was told.
var errUnreadable = errors.New("unreadable")

// event checks the row of an event, and works out its links.
func (i *inspection) event(row rowThere) error {
	record, err := i.record(&eventSchema, row)
	if err != nil {
		return err
	}
	if record == nil {
		return errUnreadable
	}
	e := record.(*timeline.Event)
	story, found, err := i.story(e.Story)
	if err != nil {
		return i.dangling("event "+row.id, err)
	}
	if !found {
		return errors.Join(i.wrong("event "+row.id, "there is no story with the id %q", e.Story), errUnreadable)
	}
	if err := i.compare(&eventSchema, row, e, eventColumns(story, e)); err != nil {
		return err
	}
	if err := i.shows(row, e); err != nil {
		return i.dangling("event "+row.id, err)
	}
	if err := i.linkEvent(story, row.n, e); err != nil {
		return i.dangling("event "+row.id, err)
	}
	return i.relateEvent(row.n, e, true)
}

// dangling tells that a record names one that is not there, or cannot be read.
func (i *inspection) dangling(where string, err error) error {
	if !ofRecord(err) {
		return err
	}
	return errors.Join(i.wrong(where, "names a record that is not there, or cannot be read: %v", err), errUnreadable)
}

// ofRecord tells whether an error is that of a record, and not one of the database.
func ofRecord(err error) bool {
	_, syntax := errors.AsType[*json.SyntaxError](err)
	_, kind := errors.AsType[*json.UnmarshalTypeError](err)
	return err != nil && (syntax || kind || timeline.CodeOf(err) != timeline.Internal)
}

// shows checks what an event shows of the actors and places that it names.
func (i *inspection) shows(row rowThere, e *timeline.Event) error {
	if err := i.denormalize(e); err != nil {
		return err
	}
	doc, err := timeline.Encode(e)
	if err != nil || bytes.Equal(doc, row.doc) {
		return err
	}
	return i.mend("event "+row.id, "its document shows actors and places otherwise than they are now", func() error {
		return i.update(&eventSchema, row.n, map[string]any{"doc": string(doc)})
	})
}

// quote checks the row of a quote, and works out its links.
func (i *inspection) quote(row rowThere) error {
	record, err := i.record(&quoteSchema, row)
	if err != nil {
		return err
	}
	if record == nil {
		return errUnreadable
	}
	q := record.(*timeline.Quote)
	var event int64
	var eventDoc []byte
	err = scanOne(i.db.Raw("SELECT n, doc FROM events WHERE id = ?", q.Event), &event, &eventDoc)
	if errors.Is(err, sql.ErrNoRows) {
		return errors.Join(i.wrong("quote "+row.id, "there is no event with the id %q", q.Event), errUnreadable)
	}
	if err != nil {
		return fmt.Errorf("read event %s: %w", q.Event, err)
	}
	e, err := decodeEvent(eventDoc)
	if err != nil || q.Date == nil {
		return errUnreadable // the event has been told of
	}
	story, found, err := i.story(e.Story)
	if err != nil || !found {
		return i.dangling("quote "+row.id, cmp.Or(err, missing(storySchema.resource, e.Story)))
	}
	state := stateOf(story, &e)
	if q.Retracted != nil {
		state = retractedState(story)
	}
	if err := i.compare(&quoteSchema, row, q, quoteColumns(story.n, event, q, state)); err != nil {
		return err
	}
	if err := i.linkQuote(row.n, q, state); err != nil {
		return i.dangling("quote "+row.id, err)
	}
	return nil
}
