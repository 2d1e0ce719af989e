package columns

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// fewLinks tells whether the rows with each place are found for less than it takes to look
// at the links of all selected rows.
func (at *placed) fewLinks(p *selected) bool {
	if at.list == nil || at.Roles != nil || p.segment.rows() == 0 {
		return false
	}
	links := 0
	for i, place := range at.places {
		if place >= 0 && int(place) < at.last {
			links += int(p.counts[int(at.first)+i])
		}
	}
	const dearer = 4 // to come upon a link of a row, than to find a row by a link
	return links < dearer*(p.n+p.n*len(at.list.links)/p.segment.rows())
}

// linkedIn is what is counted of the rows with a link, by group of spans.
type linkedIn struct {
	rows   rows     // room for some
	groups []uint32 // those that have some
	counts []int32  // of each group
	first  []uint32 // of each that has some: a row
}

// countPlaces counts the events of each place, one place after the other: of a value by
// the rows of its terms, no two of which have a row in common, and of the rest by the
// links of all rows.
func (x *crossing) countPlaces(p *selected, all []groups, at *placed) {
	terms := make([][]int, at.last+1)
	for i, place := range at.places {
		if place >= 0 {
			terms[place] = append(terms[place], int(at.first)+i)
		}
	}
	for place, list := range terms[:at.last] {
		for _, t := range list {
			if dense := p.dense[uint32(t)]; dense != nil {
				x.countDense(p, all, place, dense)
			} else {
				x.countTerm(p, all, place, t)
			}
		}
		x.endGroups(p, &all[0], place)
	}
	if len(terms[at.last]) == 0 {
		return
	}
	for i := range all {
		g := groups{at.restOf(all[i].rows), all[i].spans}
		x.eachGroup(p, &g, func(from, to uint32) { x.addEvents(at.last, g.rows.countBetween(from, to)) })
	}
}

// restOf are those of some rows that have a link with a place among the rest.
func (at *placed) restOf(in rows) rows {
	rest := noRows(len(at.places)) // of terms, which bits hold near
	for i, place := range at.places {
		if int(place) == at.last {
			rest.set(uint32(i))
		}
	}
	found := make(rows, len(in))
	for i, word := range in {
		kept := uint64(0)
		for ; word != 0; word &= word - 1 {
			bit := bits.TrailingZeros64(word)
			links := at.list.of(uint32(i*64 + bit))
			for n := len(links) - 1; n >= 0; n-- { // the last came to be named last, and is seldom one of the most named
				if term := links[n] - at.first; term < uint32(len(at.places)) && rest.has(term) {
					kept |= 1 << bit
					break
				}
			}
		}
		found[i] = kept
	}
	return found
}

// countDense counts the rows of a term that are bits.
func (x *crossing) countDense(p *selected, all []groups, place int, dense rows) {
	for _, g := range all {
		x.linked.rows = append(x.linked.rows[:0], dense...)
		x.linked.rows.and(g.rows)
		g.rows = x.linked.rows
		x.eachGroup(p, &g, func(from, to uint32) { x.addEvents(place, g.rows.countBetween(from, to)) })
	}
}

// countTerm counts the rows of a term in the first of the groups and, where there are two,
// those whose spans are told apart, which are put down at once.
func (x *crossing) countTerm(p *selected, all []groups, place, t int) {
	together, apart := &all[0], &all[len(all)-1]
	if n := len(together.spans); n > len(x.linked.counts) {
		x.linked.counts, x.linked.first = make([]int32, n), make([]uint32, n)
	}
	group, end, span, row := 0, uint32(0), 0, uint64(0)
	for list := p.posts[p.marks[t]:p.marks[t+1]]; len(list) > 0; {
		gap, n := uint64(list[0]), 1
		if gap >= 0x80 {
			gap, n = binary.Uvarint(list)
		}
		row, list = row+gap, list[n:]
		at := uint32(row)
		switch {
		case together.spans != nil && together.rows.has(at):
			if at >= end {
				group = p.groupOf(together, at, group)
				end = p.begins[together.spans[group+1]]
			}
			if x.linked.counts[group] == 0 {
				x.linked.groups, x.linked.first[group] = append(x.linked.groups, uint32(group)), at
			}
			x.linked.counts[group]++
		case apart.spans == nil && apart.rows.has(at):
			if next := p.spanOf(at, span); next != span {
				x.endSpan(p, span)
				span = next
			}
			x.addEvents(place, 1)
		}
	}
	x.endSpan(p, span)
}

// endGroups puts down what was counted of a place in groups.
func (x *crossing) endGroups(p *selected, g *groups, place int) {
	for _, group := range x.linked.groups {
		x.addEvents(place, int(x.linked.counts[group]))
		x.endSpan(p, p.spanOf(x.linked.first[group], int(g.spans[group])))
		x.linked.counts[group] = 0
	}
	x.linked.groups = x.linked.groups[:0]
}

// groupOf is the group of a row, at or after another.
func (s *segment) groupOf(g *groups, row uint32, from int) int {
	last := len(g.spans) - 1
	step := 1
	for from+step < last && s.begins[g.spans[from+step]] <= row {
		from += step
		step *= 2
	}
	end := min(from+step, last)
	at, found := slices.BinarySearchFunc(g.spans[from:end], row, func(span, row uint32) int { return int(s.begins[span]) - int(row) })
	if !found {
		at--
	}
	return from + at
}
