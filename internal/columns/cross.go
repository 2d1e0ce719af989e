package columns

import (
	"math/bits"
	"slices"
)

// Dimension is what the cells of Cross are told apart by: some values of a field, each
// with the place that it has here, or roles that actors have in an event.
type Dimension struct {
	Field  Field
	Values []Value
	Counts func(roles, through uint8) bool // which links count; nil for all

	// Rest tells which other values have the place behind these in common: an event is
	// there once, however many of them it has. nil for none.
	Rest func(v Value) bool

	// Roles makes it one of the roles of some bits, in the places that these have in Bits;
	// with Others all other roles have the one behind. Field, Values, Counts and
	// Rest are then not looked at.
	Roles  *Roles
	Bits   []uint8
	Others bool
}

// places is how many there are, without that of the rest.
func (d *Dimension) places() int { return max(len(d.Values), len(d.Bits)) }

// Roles says which roles an event has: those that a link has which meets one of
// the conditions, of each condition, and that are in all of these.
type Roles struct {
	Of      []Links // of actors; none for all roles of everybody in it
	Through bool    // by way of others, too

	// Beside makes the roles those of the actor, in the dimension before, of whom a
	// cell is.
	Beside bool
}

// Cell is where an event is counted: its place in each dimension.
type Cell [2]int

// maxDirect is up to how many cells have a slot each from the beginning.
const maxDirect = 1 << 16

// crossing counts in cells.
type crossing struct {
	dims   []Dimension
	width  int     // of a row of cells: the places of the second dimension
	grain  *Grain  // nil where it does not matter when events were
	direct []int32 // slot by cell, 0 for none, where there are few cells
	others map[int]int32
	cells  []Cell
	counts []int     // by slot, where spans are not told apart
	dated  [][]dated // by slot, where they are
	now    []int     // by slot: events of the span at hand
	linked linkedIn
	met    []int32                              // slots that have some
	coded  [1 << 12]int32                       // of a group: events by their codes in columns
	tell   func(place int, s *Span, events int) // is told of each at once; nil where they are kept
}

// dated is a number of events of one span.
type dated struct {
	span   *Span
	events int
}

// Cross counts the selected events in cells, of one or two dimensions or none, and calls
// fn with each that has some; with a grain, once for each span of its events that this
// tells apart, and with the first of those that are alike. Calls for one
// cell come one after the other. An error of fn ends it.
func (sel *Selection) Cross(dims []Dimension, g *Grain, fn func(c Cell, s *Span, events int) error) error {
	x := &crossing{dims: dims, width: 1, grain: g}
	size := 1
	for i, d := range dims {
		size *= d.places() + 1
		if i == 1 {
			x.width = d.places() + 1
		}
	}
	if size <= maxDirect {
		x.direct = make([]int32, size)
	} else {
		x.others = map[int]int32{}
	}
	for i := range sel.parts {
		x.count(&sel.parts[i])
	}
	for slot, c := range x.cells {
		if g == nil {
			if err := fn(c, nil, x.counts[slot]); err != nil {
				return err
			}
			continue
		}
		for _, d := range x.dated[slot] {
			if err := fn(c, d.span, d.events); err != nil {
				return err
			}
		}
	}
	return nil
}

// Spread calls fn with each place in a dimension that some of the selected events
// have, and each span of these that a grain tells apart, in no order; of those that are
// alike, with the first.
func (sel *Selection) Spread(d Dimension, g *Grain, fn func(place int, s *Span, events int)) {
	x := &crossing{dims: []Dimension{d}, width: 1, grain: g, direct: make([]int32, d.places()+1), tell: fn}
	for i := range sel.parts {
		x.count(&sel.parts[i])
	}
}

func (x *crossing) count(p *selected) {
	at := make([]*placed, len(x.dims))
	for i := range x.dims {
		at[i] = p.place(&x.dims[i])
	}
	all := []groups{{p.rows, []uint32{0, uint32(len(p.spans))}}}
	if x.grain != nil {
		all = p.alike(x.grain)
	}
	if len(at) == 1 && at[0].fewLinks(p) {
		x.countPlaces(p, all, at[0])
		return
	}
	for _, g := range all {
		x.countIn(p, &g, at)
	}
}

// countIn counts some of the selected rows, group by group.
func (x *crossing) countIn(p *selected, g *groups, at []*placed) {
	columns := !slices.ContainsFunc(at, func(a *placed) bool { return a.column == nil })
	count := func(row uint32) {
		for _, a := range at {
			a.look(row)
		}
		x.countRow(p, row, at)
	}
	if columns {
		count = func(row uint32) { x.countCodes(row, at) }
	}
	x.eachGroup(p, g, func(from, to uint32) {
		if columns && g.spans != nil {
			x.countColumns(g.rows, from, to, at)
			return
		}
		g.rows.eachBetween(from, to, count)
	})
}

// eachGroup calls fn with the rows of each group that has some, and puts down what it
// has counted.
func (x *crossing) eachGroup(p *selected, g *groups, fn func(from, to uint32)) {
	group, span := 0, 0 // of the row at hand
	for row, more := g.rows.next(0); more; {
		var end uint32
		end, span = g.after(p, row, &group, span)
		fn(row, end)
		x.endSpan(p, span)
		row, more = g.rows.next(end)
	}
}

// countColumns counts the rows of a range, of which there is one value in each
// dimension: by all combinations of codes first, where these are few.
func (x *crossing) countColumns(in rows, from, to uint32, at []*placed) {
	size := 1
	for _, a := range at {
		size *= len(a.places)
	}
	if size > len(x.coded) {
		in.eachBetween(from, to, func(row uint32) { x.countCodes(row, at) })
		return
	}
	counts := x.coded[:size]
	clear(counts)
	switch {
	case len(at) == 0:
		counts[0] = int32(in.countBetween(from, to))
	case len(at) == 1 && at[0].column.narrow != nil:
		countNarrow(in, from, to, at[0].column.narrow, counts)
	case len(at) == 2 && at[0].column.narrow != nil && at[1].column.narrow != nil:
		countNarrowPairs(in, from, to, at[0].column.narrow, at[1].column.narrow, len(at[1].places), counts)
	default:
		in.eachBetween(from, to, func(row uint32) {
			code := uint32(0)
			for _, a := range at {
				code = code*uint32(len(a.places)) + a.column.at(row)
			}
			counts[code]++
		})
	}
	for code, events := range counts {
		if events > 0 {
			x.addCoded(code, int(events), at)
		}
	}
}

// countNarrow counts the rows of a range, which is not empty, by their codes.
func countNarrow(in rows, from, to uint32, codes []uint8, counts []int32) {
	first, last := int(from/64), int((to-1)/64)
	for i := first; i <= last; i++ {
		w := in.word(i, from, to)
		for of := codes[i*64:]; w != 0; w &= w - 1 {
			counts[of[bits.TrailingZeros64(w)]]++
		}
	}
}

// countNarrowPairs counts them by two codes, of which the second is less than a width.
func countNarrowPairs(in rows, from, to uint32, one, two []uint8, width int, counts []int32) {
	first, last := int(from/64), int((to-1)/64)
	for i := first; i <= last; i++ {
		w := in.word(i, from, to)
		for first, second := one[i*64:], two[i*64:]; w != 0; w &= w - 1 {
			bit := bits.TrailingZeros64(w)
			counts[int(first[bit])*width+int(second[bit])]++
		}
	}
}

// addCoded counts events with a combination of codes.
func (x *crossing) addCoded(code, events int, at []*placed) {
	cell, width := 0, 1
	for i := len(at) - 1; i >= 0; i-- {
		place := at[i].places[code%len(at[i].places)]
		if place < 0 {
			return
		}
		code /= len(at[i].places)
		cell, width = cell+int(place)*width, x.width
	}
	x.addEvents(cell, events)
}

// countCodes counts one event, of which there is one value in each dimension.
func (x *crossing) countCodes(row uint32, at []*placed) {
	cell := 0
	for _, a := range at {
		place := a.places[a.column.at(row)]
		if place < 0 {
			return
		}
		cell = cell*x.width + int(place)
	}
	x.add(cell)
}

// countRow counts one event: once in each cell, and of those with a place among the
// rest, too.
func (x *crossing) countRow(p *selected, row uint32, at []*placed) {
	switch len(at) {
	case 0:
		x.add(0)
	case 1:
		first := at[0].seen
		for i, place := range first {
			if place < at[0].last || !slices.Contains(first[:i], place) {
				x.add(place)
			}
		}
	case 2:
		x.countPairs(p, row, at[0], at[1])
	}
}

func (x *crossing) countPairs(p *selected, row uint32, one, two *placed) {
	beside := two.Roles != nil && two.Roles.Beside
	var others uint8
	if beside {
		others = two.rolesIn(row)
	}
	var rest [8]int // cells with a place among the rest, of which the first are remembered here
	repeated := rest[:0]
	for i, place := range one.seen {
		if beside {
			two.addRoles(others & two.Roles.mask(p.terms[one.term[i]]))
		}
		for _, second := range two.seen {
			cell := place*x.width + second
			if place == one.last || second == two.last {
				if slices.Contains(repeated, cell) {
					continue
				}
				repeated = append(repeated, cell)
			}
			x.add(cell)
		}
	}
}

func (x *crossing) add(cell int) { x.addEvents(cell, 1) }

func (x *crossing) addEvents(cell, events int) {
	slot := x.slot(cell)
	if x.grain == nil {
		x.counts[slot] += events
		return
	}
	if x.now[slot] == 0 {
		x.met = append(x.met, slot)
	}
	x.now[slot] += events
}

// slot is where a cell is counted.
func (x *crossing) slot(cell int) int32 {
	var slot int32
	if x.direct != nil {
		slot = x.direct[cell]
	} else {
		slot = x.others[cell]
	}
	if slot > 0 {
		return slot - 1
	}
	x.cells = append(x.cells, Cell{cell / x.width, cell % x.width})
	slot = int32(len(x.cells))
	if x.direct != nil {
		x.direct[cell] = slot
	} else {
		x.others[cell] = slot
	}
	if x.grain != nil {
		x.now, x.dated = append(x.now, 0), append(x.dated, nil)
	} else {
		x.counts = append(x.counts, 0)
	}
	return slot - 1
}

// endSpan puts down what was counted of a span.
func (x *crossing) endSpan(p *selected, span int) {
	for _, slot := range x.met {
		if x.tell != nil {
			x.tell(x.cells[slot][0], &p.spans[span], x.now[slot])
		} else {
			x.dated[slot] = append(x.dated[slot], dated{&p.spans[span], x.now[slot]})
		}
		x.now[slot] = 0
	}
	x.met = x.met[:0]
}
