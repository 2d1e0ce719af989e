package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// A public record may refer to one that only private stories hold: a private
// story's file can say that a well-known actor belongs to a secret body. Who may
// not see the body is shown the record without the reference.

// references are how records of a resource refer to others.
type references struct {
	marks    []string // one of them stands in every document that refers to something
	resource string   // of what is referred to
	drop     func(doc []byte, gone func(id string) bool) ([]byte, error)
}

func dropFrom[T any](drop func(record *T, gone func(id string) bool)) func([]byte, func(string) bool) ([]byte, error) {
	return func(doc []byte, gone func(id string) bool) ([]byte, error) {
		var record T
		if err := json.Unmarshal(doc, &record); err != nil {
			return nil, err
		}
		drop(&record, gone)
		return timeline.Encode(&record)
	}
}

// mergedMark stands in the documents of what was merged into another.
const mergedMark = `"merged_into":"`

// dropMerged takes from a tombstone what it leads to.
func dropMerged(of **timeline.Retraction, gone func(id string) bool) {
	if into := (*of).MergedInto(); into != "" && gone(into) {
		own := **of
		own.Into = ""
		*of = &own
	}
}

func dropGroups(a *timeline.Actor, gone func(id string) bool) {
	a.Affiliations = slices.DeleteFunc(a.Affiliations, func(af timeline.Affiliation) bool { return gone(af.Actor) })
	for i := range a.Offices {
		if o := &a.Offices[i]; o.Organization != "" && gone(o.Organization) {
			o.Organization = ""
		}
	}
	dropMerged(&a.Retracted, gone)
}

func dropParent(p *timeline.Place, gone func(id string) bool) {
	if p.Parent != "" && gone(p.Parent) {
		p.Parent = ""
	}
	dropMerged(&p.Retracted, gone)
}

func dropCited(s *timeline.Source, gone func(id string) bool) {
	for i := range s.Notes {
		s.Notes[i].Citations = slices.DeleteFunc(s.Notes[i].Citations, func(c timeline.Citation) bool { return gone(c.Source) })
	}
	dropMerged(&s.Retracted, gone)
}

func dropRelations(e *timeline.Event, gone func(id string) bool) {
	e.Relations = slices.DeleteFunc(e.Relations, func(r timeline.Relation) bool { return gone(r.Event) })
}

// maxReferences is how many references one statement looks up: those of any
// page but the strangest.
const maxReferences = 10_000

// hidden are those of some ids whose records the reader may not see.
func (v *View) hidden(s *schema, ids []string) (map[string]bool, error) {
	hidden := map[string]bool{}
	if v.private {
		return hidden, nil
	}
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), maxReferences) {
		c, seen := in("now.id", part, false), v.visible(s, "now")
		var secret []string
		err := v.db.Raw("SELECT now.id FROM "+s.table+" now WHERE "+c.sql+" AND NOT ("+seen.sql+")", slices.Concat(c.args, seen.args)...).Scan(&secret).Error
		if err != nil {
			return nil, translate(err, "look up "+s.table)
		}
		for _, id := range secret {
			hidden[id] = true
		}
	}
	return hidden, nil
}

// marked tells whether a mark stands in a document. It looks for the bracket of a mark,
// where there is one: documents are full of quotation marks.
func marked(doc []byte, mark string) bool {
	before := strings.IndexByte(mark, '[')
	if before < 0 {
		return bytes.Contains(doc, []byte(mark))
	}
	for at := 0; ; at++ {
		next := bytes.IndexByte(doc[at:], '[')
		if next < 0 {
			return false
		}
		at += next
		if at >= before && bytes.HasPrefix(doc[at-before:], []byte(mark)) {
			return true
		}
	}
}

// idsIn are the ids that a document refers to.
func (r references) idsIn(doc []byte) (ids []string, err error) {
	if !slices.ContainsFunc(r.marks, func(mark string) bool { return marked(doc, mark) }) {
		return nil, nil
	}
	_, err = r.drop(doc, func(id string) bool { ids = append(ids, id); return false })
	return ids, err
}

// redact takes the references to what the reader may not see out of documents,
// in place.
func (v *View) redact(s *schema, docs ...*[]byte) error {
	r := s.references
	if v.private || r.drop == nil {
		return nil
	}
	var referring []*[]byte
	var ids []string
	for _, doc := range docs {
		its, err := r.idsIn(*doc)
		if err != nil {
			return translate(err, "read what records of "+s.table+" refer to")
		}
		if len(its) > 0 {
			referring, ids = append(referring, doc), append(ids, its...)
		}
	}
	hidden, err := v.hidden(resourceNamed(r.resource).schema(), ids)
	if err != nil || len(hidden) == 0 {
		return err
	}
	for _, doc := range referring {
		if *doc, err = r.drop(*doc, func(id string) bool { return hidden[id] }); err != nil {
			return translate(err, "read what records of "+s.table+" refer to")
		}
	}
	return nil
}

// leadsToPrivate tells whether a document refers to what not everybody may see.
func (v *View) leadsToPrivate(s *schema, doc []byte) (bool, error) {
	r := s.references
	if r.drop == nil {
		return false, nil
	}
	ids, err := r.idsIn(doc)
	if err != nil || len(ids) == 0 {
		return false, translate(err, "read what records of "+s.table+" refer to")
	}
	anybody := *v
	anybody.private = false
	hidden, err := anybody.hidden(resourceNamed(r.resource).schema(), ids)
	return len(hidden) > 0, err
}

// touchReferring gives the records that refer to some of a resource, whose
// visibility has changed, another entity tag: what anybody is shown of them has
// changed as well.
func (tx *Tx) touchReferring(to *schema, ids []string) error {
	for _, n := range resources {
		s := n.schema()
		if s.references.drop == nil || s.references.resource != to.resource || len(ids) == 0 {
			continue
		}
		ns, err := tx.referring(s, ids)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(ns, maxValues-1) {
			if err := tx.touchShown(s, part); err != nil {
				return err
			}
			c := in("n", part, false)
			for _, table := range []string{s.table, s.table + "_past"} {
				if err := tx.exec("touch "+table, "UPDATE "+table+" SET touched = ? WHERE "+c.sql, append([]any{tx.seq}, c.args...)...); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// referring are the records that refer to some of those ids. Events have a table
// of them; of the other resources, which are fewer, the documents are read.
func (tx *Tx) referring(s *schema, ids []string) ([]int64, error) {
	if err := tx.flush(); err != nil {
		return nil, err
	}
	var ns []int64
	if s == &eventSchema {
		for part := range slices.Chunk(ids, maxValues) {
			c := in("target", part, false)
			found, err := tx.ints("read relations", "SELECT DISTINCT event FROM event_relations WHERE "+c.sql, c.args...)
			if err != nil {
				return nil, err
			}
			ns = append(ns, found...)
		}
		return ns, nil
	}
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	var marked []cond
	for _, mark := range s.references.marks {
		marked = append(marked, cond{"replace(doc, ?, '') <> doc", []any{mark}})
	}
	c := or(marked)
	err := eachRow(tx.db.Raw("SELECT n, doc FROM "+s.table+" WHERE "+c.sql, c.args...), func(scan func(...any) error) error {
		var n int64
		var doc []byte
		if err := scan(&n, &doc); err != nil {
			return err
		}
		its, err := s.references.idsIn(doc)
		if slices.ContainsFunc(its, func(id string) bool { return wanted[id] }) {
			ns = append(ns, n)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what records of %s refer to: %w", s.table, err)
	}
	return ns, nil
}
