package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// planMerged plans the same for all that was merged into a record, be it by way of
// others: they are one person, place or source, and their tombstones and their past have
// its words. One that has been erased whole stays as it is.
func (e *eraser) planMerged(s *schema, id string, what Erasing) error {
	if s.membership == nil {
		return nil
	}
	into := []string{id}
	for len(into) > 0 {
		found, err := e.mergedInto(s, into[0])
		if err != nil {
			return err
		}
		into = into[1:]
		for _, p := range found {
			if p.id == id || slices.Contains(e.out.Merged, p.id) {
				continue
			}
			into = append(into, p.id)
			e.out.Merged = append(e.out.Merged, p.id)
			p.fields = what.Fields
			if err := e.plan(p, what); err != nil {
				return err
			}
		}
	}
	slices.Sort(e.out.Merged)
	return nil
}

// mergedInto are the tombstones of a resource that lead to a record, and have words.
func (e *eraser) mergedInto(s *schema, id string) ([]*erasedPart, error) {
	var list []*erasedPart
	err := eachRow(e.db.Raw("SELECT n, doc FROM "+s.table+" WHERE retracted = 1 AND replace(doc, ?, '') <> doc ORDER BY n", fmt.Sprintf(`"merged_into":"%s"`, id)), func(scan func(into ...any) error) error {
		p := &erasedPart{s: s}
		var doc []byte
		if err := scan(&p.n, &doc); err != nil {
			return err
		}
		r, err := timeline.StoredRecord(s.resource, doc)
		if err != nil {
			return fmt.Errorf("decode a tombstone: %w", err)
		}
		if why := r.Retraction(); why.MergedInto() == id && !why.IsErased() {
			p.id = r.RecordID()
			e.warnOf(s, r)
			list = append(list, p)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find what was merged into the %s %s: %w", s.resource, id, err)
	}
	return list, nil
}

// once leaves in the plan one part for each record and source: several of the merged
// records may be named, or cited, by the same ones.
func (e *eraser) once() {
	type key struct {
		recordKey
		source string
	}
	seen := map[key]bool{}
	e.parts = slices.DeleteFunc(e.parts, func(p *erasedPart) bool {
		k := key{recordKey{p.s.resource, p.id}, p.source}
		was := seen[k]
		seen[k] = true
		return was
	})
	slices.Sort(e.out.Quotes)
	e.out.Quotes = slices.Compact(e.out.Quotes)
	slices.Sort(e.out.Citing)
	e.out.Citing = slices.Compact(e.out.Citing)
}
