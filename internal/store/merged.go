package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// A record that was merged into another stays as a tombstone that says into which.
// Whoever asks for it, or names it, means that one: filters look up its number in
// place of the tombstone's, and what is written names it.

// maxMerges bounds how many merges are followed from one record. A merge leads all
// that led to its record on, so that one step is the rule; more come from files.
const maxMerges = 20

// numbersOf are the keys of ids of a resource, in place of one that was merged the key
// of what it was merged into. Ids that do not exist have none, and nor have those that
// the reader may not see.
func (v *View) numbersOf(s *schema, ids []string) ([]int64, error) {
	merged := "''"
	if s.membership != nil {
		merged = "CASE WHEN d.retracted = 1 THEN d.doc ELSE '' END"
	}
	var ns []int64
	for range maxMerges {
		c := and([]cond{in("d.id", ids, false), v.visible(s, "d")})
		var into []string
		err := eachRow(v.raw("SELECT d.n, "+merged+" FROM "+s.from()+" d WHERE "+c.sql, c.args...), func(scan func(into ...any) error) error {
			var n int64
			var tombstone []byte
			if err := scan(&n, &tombstone); err != nil {
				return err
			}
			id, err := mergedIn(tombstone)
			if id == "" {
				ns = append(ns, n)
			} else {
				into = append(into, id)
			}
			return err
		})
		if err != nil {
			return nil, translate(err, "look up "+s.table)
		}
		if ids = into; len(ids) == 0 {
			break
		}
	}
	slices.Sort(ns)
	return slices.Compact(ns), nil
}

// MergedInto is the id of the record that one of a resource was merged into, be it by
// way of others; empty where it was not, or where the reader may not see either.
func (v *View) MergedInto(resource, id string) (string, error) {
	s := resourceNamed(resource).schema()
	if s.membership == nil {
		return "", nil
	}
	known, err := v.ledIDs(s, []string{id})
	if err != nil || known[0] == id {
		return "", err
	}
	return known[0], nil
}

// ledIDs are ids of a resource, each merged one led on to what it was merged into, as
// far as the reader may see it.
func (v *View) ledIDs(s *schema, ids []string) ([]string, error) {
	led := slices.Clone(ids)
	if s == nil || s.membership == nil {
		return led, nil // such as topics, which have no schema
	}
	for range maxMerges {
		c := and([]cond{in("d.id", led, false), {sql: "d.retracted = 1"}, v.visible(s, "d")})
		into := map[string]string{}
		err := eachRow(v.raw("SELECT d.id, d.doc FROM "+s.from()+" d WHERE "+c.sql, c.args...), func(scan func(into ...any) error) error {
			var id string
			var tombstone []byte
			if err := scan(&id, &tombstone); err != nil {
				return err
			}
			other, err := mergedIn(tombstone)
			if other != "" {
				into[id] = other
			}
			return err
		})
		if err != nil {
			return nil, translate(err, "look up "+s.table)
		}
		targets, err := v.hidden(s, values(into))
		if err != nil {
			return nil, err
		}
		further := false
		for i, id := range led {
			if other := into[id]; other != "" && !targets[other] {
				led[i], further = other, true
			}
		}
		if !further {
			break
		}
	}
	return led, nil
}

func values(m map[string]string) []string {
	list := make([]string, 0, len(m))
	for _, v := range m {
		list = append(list, v)
	}
	return list
}

// mergedIn is the id that a tombstone, as it is stored, leads to; empty for none.
func mergedIn(doc []byte) (string, error) {
	if len(doc) == 0 {
		return "", nil
	}
	var known struct{ Retracted *timeline.Retraction }
	if err := json.Unmarshal(doc, &known); err != nil {
		return "", fmt.Errorf("decode a tombstone: %w", err)
	}
	return known.Retracted.MergedInto(), nil
}

// into is the id of what a source, actor or place was merged into; empty where it was
// not, or is not there.
func (tx *Tx) into(resource, id string) (string, error) {
	switch resource {
	case actorSchema.resource:
		a, err := tx.actorIfAny(id)
		if err != nil || a == nil {
			return "", err
		}
		return a.into, nil
	case placeSchema.resource:
		p, err := tx.placeIfAny(id)
		if err != nil || p == nil {
			return "", err
		}
		return p.place.Retracted.MergedInto(), nil
	case sourceSchema.resource:
		s, _, err := tx.source(id)
		return s.into, err
	}
	return "", nil
}

// lead is the id of what a source, actor or place was merged into, be it by way of
// others; the id itself where it was not.
func (tx *Tx) lead(resource, id string) (string, error) {
	for range maxMerges {
		into, err := tx.into(resource, id)
		if err != nil || into == "" {
			return id, err
		}
		id = into
	}
	return id, nil
}

// ledAs is a record that names what was merged by what it was merged into, with a
// warning for each.
func (tx *Tx) ledAs(r timeline.Record) (timeline.Record, []timeline.Warning, error) {
	var failed error
	var warnings []timeline.Warning
	told := map[string]bool{}
	led, _ := timeline.Led(r, func(resource, id string) string {
		into, err := tx.lead(resource, id)
		if err != nil {
			failed = err
			return id
		}
		if key := resource + " " + id; into != id && !told[key] {
			told[key] = true
			warnings = append(warnings, mergedWarning(resource, id, into, "it is named in its place"))
		}
		return into
	})
	return led, warnings, failed
}

// ledEvent is ledAs for an event.
func (tx *Tx) ledEvent(e *timeline.Event) (*timeline.Event, []timeline.Warning, error) {
	led, warnings, err := tx.ledAs(e)
	return led.(*timeline.Event), warnings, err
}

// mergedWarning tells that something names a record that was merged, and what becomes
// of that.
func mergedWarning(resource, id, into, what string) timeline.Warning {
	return timeline.Warning{Message: fmt.Sprintf("the %s %q was merged into %q: %s", resource, id, into, what),
		Hint: fmt.Sprintf("name %q", into)}
}

// superseded is a record that is imported as it is stored, where it was merged into
// another here: it does not come back. A warning says so, unless the import has it as
// merged, too. Then the story that is imported holds both. Others are not found.
func (tx *Tx) superseded(r timeline.Record, at location) (stored, error) {
	s := schemaOf(r)
	if s.membership == nil || tx.unmerged[s.table][r.RecordID()] {
		return stored{}, nil
	}
	into, err := tx.lead(s.resource, r.RecordID())
	if err != nil || into == r.RecordID() {
		return stored{}, err
	}
	tx.report.Unchanged[countedAs(r)]++
	if r.Retraction().MergedInto() == "" {
		tx.warner.warn(at, mergedWarning(s.resource, r.RecordID(), into, "it stays so, and what names it names that"))
		other, err := tx.find(s, into)
		if err != nil {
			return stored{}, err
		}
		if tx.members.owner != nil && other.found {
			tx.members.need(s, tx.members.owner.n, other.n)
		}
	}
	return tx.find(s, r.RecordID())
}

// leadsOn checks that what a tombstone says it was merged into is there, and does not
// lead back to it.
func (c *checker) leadsOn(r timeline.Record) error {
	into := r.Retraction().MergedInto()
	if into == "" {
		return nil
	}
	const pointer = "/retracted/merged_into"
	s := schemaOf(r)
	st, err := c.find(s, into)
	switch {
	case err != nil:
		return err
	case !st.found:
		c.fault(pointer, "there is no %s with the id %q", s.resource, into)
		return nil
	}
	circle, err := c.leadsTo(s, into, r.RecordID(), func(doc []byte) ([]string, error) {
		next, err := mergedIn(doc)
		if next == "" {
			return nil, err
		}
		return []string{next}, err
	})
	if circle {
		c.fault(pointer, "%q was merged into %q, perhaps by way of others: this would be a circle", into, r.RecordID())
	}
	return err
}
