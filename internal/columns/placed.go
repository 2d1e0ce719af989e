package columns

import (
	"math/bits"
	"slices"
)

// placed are the places of the values of a dimension in one segment.
type placed struct {
	*Dimension
	last   int // the place of the rest
	column *column
	list   *lists  // of links
	places []int32 // by code in the column, by term, less first, or by bit; negative for none
	first  uint32  // term of the field, and the one after the last
	end    uint32
	masks  [][]bool // of roles: the terms of actors that meet each condition
	roles  []uint8  // and the roles of each of these terms that count
	seen   []int    // places of the row at hand
	term   []uint32 // and the links that they are of
}

func (p *selected) place(d *Dimension) *placed {
	at := &placed{Dimension: d, last: d.places()}
	field := d.Field
	switch {
	case d.Roles != nil:
		field = Actor
		at.placeRoles(p)
	case field.single():
		at.placeCodes(p)
		return at
	default:
		at.placeTerms(p)
	}
	from, to := p.fieldTerms(field)
	at.first, at.end = uint32(from), uint32(to)
	at.list = p.listing(field)
	return at
}

// unplaced are n places of which none is given yet.
func unplaced(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

func (at *placed) placeCodes(p *selected) {
	at.column = &p.columns[at.Field]
	at.places = unplaced(len(at.column.values))
	for place, v := range at.Values {
		if value, held := p.find(at.Field, v); held {
			if code, met := slices.BinarySearch(at.column.values, value); met {
				at.places[code] = int32(place)
			}
		}
	}
	for code, place := range at.places {
		if place < 0 && at.Rest != nil && at.Rest(p.value(at.Field, at.column.values[code])) {
			at.places[code] = int32(at.last)
		}
	}
}

func (at *placed) placeTerms(p *selected) {
	from, to := p.fieldTerms(at.Field)
	at.places = unplaced(to - from)
	for place, v := range at.Values {
		value, held := p.find(at.Field, v)
		if !held {
			continue
		}
		first, end := p.valueTerms(at.Field, value)
		for t := first; t < end; t++ {
			at.places[t-from] = int32(place)
		}
	}
	for i, place := range at.places {
		t := p.terms[from+i]
		switch {
		case at.Counts != nil && !at.Counts(t.roles, t.through):
			at.places[i] = -1
		case place < 0 && at.Rest != nil && at.Rest(p.value(at.Field, t.value)):
			at.places[i] = int32(at.last)
		}
	}
}

func (at *placed) placeRoles(p *selected) {
	at.places = unplaced(8)
	for place, bit := range at.Bits {
		at.places[bit] = int32(place)
	}
	for bit, place := range at.places {
		if place < 0 && at.Others {
			at.places[bit] = int32(at.last)
		}
	}
	_, actors := p.fieldTerms(Actor) // the first of all terms
	at.roles = make([]uint8, actors)
	for t := range at.roles {
		if at.roles[t] = p.terms[t].roles; len(at.Roles.Of) > 0 {
			at.roles[t] = at.Roles.mask(p.terms[t])
		}
	}
	for _, of := range at.Roles.Of {
		met := make([]bool, actors)
		for t := range met {
			met[t] = p.meets(of, p.terms[t])
		}
		at.masks = append(at.masks, met)
	}
}

// meets tells whether a link meets a condition that does not exclude.
func (s *segment) meets(l Links, t term) bool {
	if t.field != l.Field || l.Counts != nil && !l.Counts(t.roles, t.through) {
		return false
	}
	for _, v := range l.Values {
		if value, held := s.find(l.Field, v); held && value == t.value {
			return true
		}
	}
	return l.Values == nil
}

// look finds the places of a row.
func (at *placed) look(row uint32) {
	at.seen, at.term = at.seen[:0], at.term[:0]
	if at.column != nil {
		at.add(at.places[at.column.at(row)], 0)
		return
	}
	if at.Roles != nil {
		if !at.Roles.Beside {
			at.addRoles(at.rolesIn(row))
		}
		return
	}
	for _, t := range at.list.of(row) {
		if t >= at.end {
			return
		}
		if t >= at.first {
			at.add(at.places[t-at.first], t)
		}
	}
}

func (at *placed) add(place int32, t uint32) {
	if place >= 0 {
		at.seen, at.term = append(at.seen, int(place)), append(at.term, t)
	}
}

func (at *placed) addRoles(mask uint8) {
	at.seen = at.seen[:0]
	for ; mask != 0; mask &= mask - 1 {
		if place := at.places[bits.TrailingZeros8(mask)]; place >= 0 {
			at.seen = append(at.seen, int(place))
		}
	}
}

func (r *Roles) mask(t term) uint8 {
	if r.Through {
		return t.through
	}
	return t.roles
}

// rolesIn are the roles that a row has.
func (at *placed) rolesIn(row uint32) uint8 {
	all := ^uint8(0)
	if len(at.masks) == 0 {
		if at.Roles.Beside {
			return all
		}
		all = 0
		for _, t := range at.list.of(row) {
			all |= at.roles[t]
		}
		return all
	}
	for _, met := range at.masks {
		one := uint8(0)
		for _, t := range at.list.of(row) {
			if met[t] {
				one |= at.roles[t]
			}
		}
		all &= one
	}
	return all
}
