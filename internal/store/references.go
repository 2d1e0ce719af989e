package store

import (
	"bytes"
	"encoding/json"
	"slices"

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

func dropGroups(a *timeline.Actor, gone func(id string) bool) {
	a.Affiliations = slices.DeleteFunc(a.Affiliations, func(af timeline.Affiliation) bool { return gone(af.Actor) })
	for i := range a.Offices {
		if o := &a.Offices[i]; o.Organization != "" && gone(o.Organization) {
			o.Organization = ""
		}
	}
}

func dropParent(p *timeline.Place, gone func(id string) bool) {
	if p.Parent != "" && gone(p.Parent) {
		p.Parent = ""
	}
}

func dropCited(s *timeline.Source, gone func(id string) bool) {
	for i := range s.Notes {
		s.Notes[i].Citations = slices.DeleteFunc(s.Notes[i].Citations, func(c timeline.Citation) bool { return gone(c.Source) })
	}
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

// redact takes the references to what the reader may not see out of documents,
// in place, and reports whether there was one.
func (v *View) redact(s *schema, docs ...*[]byte) (bool, error) {
	r := s.references
	if v.private || r.drop == nil {
		return false, nil
	}
	var referring []*[]byte
	var ids []string
	for _, doc := range docs {
		if !slices.ContainsFunc(r.marks, func(mark string) bool { return bytes.Contains(*doc, []byte(mark)) }) {
			continue
		}
		referring = append(referring, doc)
		if _, err := r.drop(*doc, func(id string) bool { ids = append(ids, id); return false }); err != nil {
			return false, translate(err, "read what records of "+s.table+" refer to")
		}
	}
	hidden, err := v.hidden(resourceNamed(r.resource).schema(), ids)
	if err != nil || len(hidden) == 0 {
		return false, err
	}
	changed := false
	for _, doc := range referring {
		clean, err := r.drop(*doc, func(id string) bool { return hidden[id] })
		if err != nil {
			return false, translate(err, "read what records of "+s.table+" refer to")
		}
		changed = changed || !bytes.Equal(clean, *doc)
		*doc = clean
	}
	return changed, nil
}
