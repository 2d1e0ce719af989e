package store

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"example.org/dateline/internal/columns"
)

// indexReader reads events for the index, in one transaction. It sees what anybody may
// see.
type indexReader struct{ db *gorm.DB }

// indexBatch is how many numbers of events are read at a time.
const indexBatch = 4000

// last is the last change of the log, and the last that showed to anybody.
func (r *indexReader) last() (seq, public int64, err error) {
	err = scanOne(r.db.Raw("SELECT seq, public_seq FROM meta"), &seq, &public)
	return seq, public, translate(err, "read the data version")
}

// changed are the numbers of the events that have changed after a change.
func (r *indexReader) changed(since int64) ([]uint32, error) {
	var ns []uint32
	err := r.db.Raw("SELECT n FROM events WHERE since > ? ORDER BY n", since).Scan(&ns).Error
	return ns, translate(err, "read what has changed")
}

// events adds some events, by their numbers in order.
func (r *indexReader) events(ns []uint32, to *columns.Builder) error {
	for part := range slices.Chunk(ns, maxValues) {
		if err := r.read(in(indexedNumber, part, false), to); err != nil {
			return err
		}
	}
	return nil
}

// between adds the events of a range of numbers.
func (r *indexReader) between(from, to int64, b *columns.Builder) error {
	return r.read(cond{indexedNumber + " BETWEEN ? AND ?", []any{from, to}}, b)
}

// indexedNumber stands for the column of an event's number, in conditions on which
// are read.
const indexedNumber = "{n}"

// indexedLinks are the tables of the fields of which an event has any number of values.
var indexedLinks = []struct {
	field columns.Field
	table linkTable
}{
	{columns.Actor, eventActors}, {columns.Place, eventPlaces}, {columns.Topic, eventTopics}, {columns.Source, eventSources},
	{columns.Speaker, eventSpeakers}, {columns.Country, eventCountries}, {columns.Code, eventCodes},
}

// read adds the events that meet a condition on their number.
func (r *indexReader) read(which cond, to *columns.Builder) error {
	var list []columns.Event
	at := map[int64]int{}
	own := which.of("n", "n")
	statement := "SELECT n, story, type, status, verification, evidence, basis, is_key, earliest, latest, latest_start, earliest_end, zoned FROM events WHERE state = 0 AND " + own.sql + " ORDER BY n"
	err := eachRow(r.db.Raw(statement, own.args...), func(scan func(...any) error) error {
		var e columns.Event
		v, sp, key := &e.Values, &e.Span, int64(0)
		err := scan(&e.Number, &v[columns.Story].Number, &v[columns.Type].Word, &v[columns.Status].Word, &v[columns.Verification].Word, &v[columns.Evidence].Word,
			&v[columns.Basis].Word, &key, &sp.Earliest, &sp.Latest, &sp.LatestStart, &sp.EarliestEnd, &sp.Zoned)
		if key != 0 {
			v[columns.Key].Word = keyEvent
		}
		at[int64(e.Number)] = len(list)
		list = append(list, e)
		return err
	})
	if err != nil {
		return fmt.Errorf("index events: %w", err)
	}
	for _, l := range indexedLinks {
		if err := r.links(l.field, l.table, which, func(event int64, link columns.Link) {
			if i, shown := at[event]; shown {
				list[i].Links = append(list[i].Links, link)
			}
		}); err != nil {
			return fmt.Errorf("index %s: %w", l.table.name, err)
		}
	}
	for i := range list {
		to.Add(&list[i])
	}
	return nil
}

// keyEvent is the word of the field of key events that these have, and others
// have none.
const keyEvent = "key"

func (r *indexReader) links(f columns.Field, t linkTable, which cond, fn func(event int64, l columns.Link)) error {
	own := which.of("event", "event")
	roles := strings.Contains(t.columns, "public_roles")
	statement := "SELECT event, " + t.target()
	if roles {
		statement += ", roles, public_roles"
		own.sql += " AND public_roles <> 0"
	}
	statement += " FROM " + t.name + " WHERE " + own.sql
	return eachRow(r.db.Raw(statement, own.args...), func(scan func(...any) error) error {
		var event int64
		l := columns.Link{Field: f}
		into := []any{&event, &l.Value.Number}
		switch {
		case f == columns.Country || f == columns.Code:
			into[1] = &l.Value.Word
		case roles:
			into = append(into, &l.Roles, &l.Through)
		}
		err := scan(into...)
		fn(event, l)
		return err
	})
}
