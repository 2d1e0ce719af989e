package columns

import (
	"math"
	"slices"
	"sort"
)

// begun is how many of the spans begin before an instant.
func (s *segment) begun(before int64) int {
	if before == math.MaxInt64 {
		return len(s.spans)
	}
	return sort.Search(len(s.spans), func(i int) bool { return s.spans[i].Earliest >= before })
}

// Counted is a value of a field, and how many events have it.
type Counted struct {
	Value  Value
	Events int
}

// Values counts the selected events by a field: the values that some have, in
// order. Of a field of which events have any number, those links make a value count that
// a condition on their roles lets through, or all where it is nil.
func (sel *Selection) Values(f Field, counts func(roles, through uint8) bool) []Counted {
	var all []Counted
	for _, p := range sel.parts {
		if f.single() {
			all = together(all, p.columnValues(f))
		} else {
			all = together(all, p.linkedValues(f, counts))
		}
	}
	return all
}

// together adds up two lists, each of which is sorted.
func together(a, b []Counted) []Counted {
	if len(a) == 0 {
		return b
	}
	list := make([]Counted, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch order := a[0].Value.compare(b[0].Value); {
		case order < 0:
			list, a = append(list, a[0]), a[1:]
		case order > 0:
			list, b = append(list, b[0]), b[1:]
		default:
			list = append(list, Counted{a[0].Value, a[0].Events + b[0].Events})
			a, b = a[1:], b[1:]
		}
	}
	return slices.Concat(list, a, b)
}

func (p *selected) columnValues(f Field) []Counted {
	c := &p.columns[f]
	counts := make([]int, len(c.values))
	switch {
	case c.narrow != nil:
		countCodes(p.rows, c.narrow, counts)
	case c.middle != nil:
		countCodes(p.rows, c.middle, counts)
	default:
		countCodes(p.rows, c.wide, counts)
	}
	var list []Counted
	for i, n := range counts {
		if n > 0 {
			list = append(list, Counted{p.value(f, c.values[i]), n})
		}
	}
	return list
}

func countCodes[T uint8 | uint16 | uint32](in rows, codes []T, counts []int) {
	in.each(func(row uint32) bool {
		counts[codes[row]]++
		return true
	})
}

// linkedValues goes through the rows that are selected or, where they are most, through
// all others.
func (p *selected) linkedValues(f Field, counted func(roles, through uint8) bool) []Counted {
	from, to := p.fieldTerms(f)
	counts := make([]int32, to-from)
	most := p.n > p.segment.rows()/2
	through, step := p.rows, int32(1)
	if most {
		through, step = allRows(p.segment.rows()), -1
		through.andNot(p.rows)
		for i := range counts {
			counts[i] = int32(p.counts[from+i])
		}
	}
	first, span := uint32(from), uint32(to-from)
	p.listing(f).each(through, func(links []uint32) {
		for _, t := range links {
			if i := t - first; i < span {
				counts[i] += step
			}
		}
	})
	some := 0
	for _, n := range counts {
		if n > 0 {
			some++
		}
	}
	values := make([]Counted, 0, some)
	last := uint32(0)
	for i, n := range counts {
		if n == 0 {
			continue
		}
		switch t := p.terms[from+i]; {
		case counted != nil && !counted(t.roles, t.through):
		case len(values) > 0 && last == t.value:
			values[len(values)-1].Events += int(n)
		default:
			values, last = append(values, Counted{p.value(f, t.value), int(n)}), t.value
		}
	}
	return values
}

// Pairs counts how many of the selected events have links to each two of some values
// of a field, by their places: at a times their number, and b, of a pair of a and a
// larger b.
func (sel *Selection) Pairs(d *Dimension) []int32 {
	n := len(d.Values)
	pairs := make([]int32, n*n)
	for i := range sel.parts {
		p := &sel.parts[i]
		at := p.place(d)
		p.rows.each(func(row uint32) bool {
			at.look(row)
			for i, a := range at.seen {
				for _, b := range at.seen[i+1:] {
					pairs[min(a, b)*n+max(a, b)]++
				}
			}
			return true
		})
	}
	return pairs
}

// Masks counts the selected events by the roles that they have: by their mask.
func (sel *Selection) Masks(r *Roles) (events [1 << 8]int) {
	d := &Dimension{Roles: r}
	for i := range sel.parts {
		p := &sel.parts[i]
		at := p.place(d)
		p.rows.each(func(row uint32) bool {
			events[at.rolesIn(row)]++
			return true
		})
	}
	return events
}
