package columns

import "example.org/dateline/internal/edtf"

// Extent is where in time those of the selected events lie that have one value of a
// field, and a span that counts.
type Extent struct {
	Within edtf.Interval // from the first to the last of them; empty where there is none
	Most   edtf.Interval // from when one in twenty of them has begun until nineteen have: about, where an index has grown

	events int // in the part of the index that Most is of
}

// Extents are those of some values of a field of which events have one, in their order.
func (sel *Selection) Extents(f Field, values []Value, counts func(s *Span) bool) []Extent {
	all := make([]Extent, len(values))
	for i := range sel.parts {
		p := &sel.parts[i]
		for place, e := range p.extents(p.place(&Dimension{Field: f, Values: values}), counts) {
			so := &all[place]
			switch {
			case e.events == 0:
				continue
			case so.events == 0:
				so.Within = e.Within
			default:
				so.Within = edtf.Interval{Earliest: min(so.Within.Earliest, e.Within.Earliest), Latest: max(so.Within.Latest, e.Within.Latest)}
			}
			if e.events > so.events {
				so.Most, so.events = e.Most, e.events
			}
		}
	}
	return all
}

// extents are those of one part, by place.
func (p *selected) extents(at *placed, counts func(s *Span) bool) []Extent {
	all, first, last := make([]Extent, at.last), make([]int, at.last), make([]int, at.last)
	for code, n := range at.column.count(p.rows) {
		if place := at.places[code]; place >= 0 {
			first[place], last[place] = int(n)/20, int(n)-int(n)/20
		}
	}
	span, asked, counted := 0, -1, false
	p.rows.each(func(row uint32) bool {
		if span = p.spanOf(row, span); span != asked {
			asked, counted = span, counts(&p.spans[span])
		}
		place := at.places[at.column.at(row)]
		if !counted || place < 0 {
			return true
		}
		s, e := &p.spans[span], &all[place]
		if e.events == 0 {
			e.Within = edtf.Interval{Earliest: s.Earliest, Latest: s.Latest}
		}
		e.Within.Latest = max(e.Within.Latest, s.Latest)
		if e.events <= first[place] {
			e.Most.Earliest = s.Earliest
		}
		if e.events <= last[place] {
			e.Most.Latest = s.Earliest
		}
		e.events++
		return true
	})
	return all
}
