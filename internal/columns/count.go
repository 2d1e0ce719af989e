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
	for i := range sel.parts {
		p := &sel.parts[i]
		all = together(all, p.most(f, p.tally(f, counts), everything, nil))
	}
	return all
}

// Top is what Values finds, of those values that are shown the ones in most events: as
// many as asked for, and all that are in as many events as the last of them, in the order
// of values.
func (sel *Selection) Top(f Field, counts func(roles, through uint8) bool, limit int, shown func(v Value) bool) []Counted {
	if limit <= 0 {
		return nil
	}
	if len(sel.parts) == 1 {
		p := &sel.parts[0]
		return p.most(f, p.tally(f, counts), limit, shown)
	}
	all := sel.Values(f, counts)
	var floor floor
	for _, c := range all {
		if c.Events > floor.of(limit) && shown(c.Value) {
			floor.add(c.Events, limit)
		}
	}
	return slices.DeleteFunc(all, func(c Counted) bool { return c.Events < floor.of(limit) || !shown(c.Value) })
}

// everything is more values than there are.
const everything = math.MaxInt

// most are the values of a tally that Top finds; nil shows all.
func (p *selected) most(f Field, t tally, limit int, shown func(v Value) bool) []Counted {
	var floor floor
	shows := func(i int) bool { return shown == nil || shown(p.value(f, t.values[i])) }
	if limit < len(t.values) {
		for i, n := range t.events {
			if int(n) > floor.of(limit) && shows(i) {
				floor.add(int(n), limit)
			}
		}
	}
	list := make([]Counted, 0, min(len(t.values), limit))
	for i, n := range t.events {
		if int(n) >= floor.of(limit) && shows(i) {
			list = append(list, Counted{p.value(f, t.values[i]), int(n)})
		}
	}
	return list
}

// floor are the largest of some numbers, ascending.
type floor []int

// of is the least of them, as long as there are so many; 0 before.
func (f floor) of(limit int) int {
	if len(f) < limit {
		return 0
	}
	return f[0]
}

func (f *floor) add(n, limit int) {
	at, _ := slices.BinarySearch(*f, n)
	if len(*f) < limit {
		*f = slices.Insert(*f, at, n)
		return
	}
	copy((*f)[:at-1], (*f)[1:at])
	(*f)[at-1] = n
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

// tally is how many events have each value of a field in a segment, in the order of
// values: as the segment writes these, and only those that some have.
type tally struct {
	values []uint32
	events []int32
}

// tally counts the selected rows by a field. It is not to be written to.
func (p *selected) tally(f Field, counts func(roles, through uint8) bool) tally {
	if p.all != "" {
		return p.tallyOften(f, counts)
	}
	return p.tallied(f, p.countBy(f, p.rows), counts)
}

// tallied are the values of a field that some rows have, by how many have each code of
// its column, or each of its terms.
func (s *segment) tallied(f Field, in []int32, counted func(roles, through uint8) bool) tally {
	some := 0
	for _, n := range in {
		if n > 0 {
			some++
		}
	}
	t := tally{make([]uint32, 0, some), make([]int32, 0, some)}
	if f.single() {
		for i, n := range in {
			if n > 0 {
				t.values, t.events = append(t.values, s.columns[f].values[i]), append(t.events, n)
			}
		}
		return t
	}
	from, _ := s.fieldTerms(f)
	for i, n := range in {
		if n == 0 {
			continue
		}
		switch of := s.terms[from+i]; {
		case counted != nil && !counted(of.roles, of.through):
		case len(t.values) > 0 && t.values[len(t.values)-1] == of.value:
			t.events[len(t.events)-1] += n
		default:
			t.values, t.events = append(t.values, of.value), append(t.events, n)
		}
	}
	return t
}

// countBy is how many of some rows have each code of a column, or each term of a field.
func (s *segment) countBy(f Field, in rows) []int32 {
	if f.single() {
		return s.columns[f].count(in)
	}
	return s.countLinks(f, in)
}

// count is how many of some rows have each value.
func (c *column) count(in rows) []int32 {
	counts := make([]int32, len(c.values))
	switch {
	case c.narrow != nil:
		countCodes(in, c.narrow, counts)
	case c.middle != nil:
		countCodes(in, c.middle, counts)
	default:
		countCodes(in, c.wide, counts)
	}
	return counts
}

func countCodes[T uint8 | uint16 | uint32](in rows, codes []T, counts []int32) {
	in.each(func(row uint32) bool {
		counts[codes[row]]++
		return true
	})
}

// countLinks goes through some rows or, where they are most, through all others.
func (s *segment) countLinks(f Field, in rows) []int32 {
	from, to := s.fieldTerms(f)
	counts := make([]int32, to-from)
	if in.count() <= s.rows()/2 {
		s.addLinks(f, in, counts, 1)
		return counts
	}
	for i := range counts {
		counts[i] = int32(s.counts[from+i])
	}
	others := allRows(s.rows())
	others.andNot(in)
	s.addLinks(f, others, counts, -1)
	return counts
}

// addLinks adds to how many rows have each term of a field.
func (s *segment) addLinks(f Field, in rows, counts []int32, step int32) {
	from, to := s.fieldTerms(f)
	first, span := uint32(from), uint32(to-from)
	s.listing(f).each(in, func(links []uint32) {
		for _, t := range links {
			if i := t - first; i < span {
				counts[i] += step
			}
		}
	})
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
