package columns

import "slices"

// Query says which events are selected: those that meet all of its conditions.
type Query struct {
	// Keep tells whether a span is kept; nil for all. Those that it keeps begin before
	// Before, edtf.OpenEnd where that is not known, and end after After, or edtf.OpenStart:
	// it is not asked of all others.
	Keep          func(s *Span) bool
	Before, After int64

	Columns []Column
	Links   []Links
}

// Column is a condition on a field of which an event has one value: that it is one
// of some or, where they are excluded, none of them.
type Column struct {
	Field   Field
	Values  []Value
	Exclude bool
}

// Links is a condition on the links of an event: that one leads to one of some
// values and counts or, where they are excluded, that none does.
type Links struct {
	Field   Field
	Values  []Value                         // nil for any
	Counts  func(roles, through uint8) bool // nil where every link does
	Exclude bool
}

// Selection is the events that a query keeps.
type Selection struct {
	parts []selected
}

// selected are the rows of a part that are kept.
type selected struct {
	part
	rows rows // not to be written to
	n    int
	all  string // the name of the rows where they are all that live of those with some terms; see whole
}

// Select finds the events that a query keeps.
func (x *Index) Select(q *Query) *Selection {
	sel := &Selection{}
	for _, p := range x.parts {
		if kept := p.choose(q); kept.n > 0 {
			sel.parts = append(sel.parts, kept)
		}
	}
	return sel
}

// Count is how many events are selected.
func (sel *Selection) Count() int {
	n := 0
	for _, p := range sel.parts {
		n += p.n
	}
	return n
}

func (p part) choose(q *Query) selected {
	if all := p.whole(q); all != "" {
		s := selected{part: p, all: all, rows: p.named(all)}
		if p.dead != nil {
			s.rows = slices.Clone(s.rows)
			s.rows.andNot(p.dead)
		}
		s.n = s.rows.count()
		return s
	}
	s := selected{part: p, rows: p.linked(q)}
	p.keepSpans(q, s.rows)
	for _, c := range q.Columns {
		p.columns[c.Field].keep(s.rows, p.kept(c))
	}
	s.n = s.rows.count()
	return s
}

// linked are the rows of a part that meet the conditions on links.
func (p part) linked(q *Query) rows {
	var met rows
	for _, l := range q.Links {
		if l.Exclude {
			continue
		}
		one := noRows(p.rows())
		p.gather(l, one)
		if met == nil {
			met = one
		} else {
			met.and(one)
		}
	}
	if met == nil {
		met = allRows(p.rows())
	}
	if p.dead != nil {
		met.andNot(p.dead)
	}
	for _, l := range q.Links {
		if l.Exclude {
			one := noRows(p.rows())
			p.gather(l, one)
			met.andNot(one)
		}
	}
	return met
}

// gather adds the rows that have a link of a condition.
func (s *segment) gather(l Links, to rows) { s.eachTerm(l, func(t int) { s.post(t, to) }) }

// eachTerm calls fn with the terms that meet a condition, whether or not it excludes.
func (s *segment) eachTerm(l Links, fn func(t int)) {
	each := func(from, end int) {
		for t := from; t < end; t++ {
			if l.Counts == nil || l.Counts(s.terms[t].roles, s.terms[t].through) {
				fn(t)
			}
		}
	}
	if l.Values == nil {
		each(s.fieldTerms(l.Field))
		return
	}
	for _, v := range l.Values {
		if value, held := s.find(l.Field, v); held {
			each(s.valueTerms(l.Field, value))
		}
	}
}

// kept tells which codes of a column meet a condition on it.
func (s *segment) kept(cond Column) []bool {
	values := s.columns[cond.Field].values
	kept := make([]bool, len(values))
	for i, v := range values {
		kept[i] = cond.Exclude
		for _, asked := range cond.Values {
			if value, held := s.find(cond.Field, asked); held && value == v {
				kept[i] = !cond.Exclude
			}
		}
	}
	return kept
}

// few is how many rows there may be for each of a segment's spans before it costs
// less to go through the spans.
const few = 8

// keepSpans leaves out of some rows those whose span is not kept.
func (s *segment) keepSpans(q *Query, in rows) {
	if q.Keep == nil {
		return
	}
	end := s.begun(q.Before)
	in.clearBetween(s.begins[end], uint32(s.rows()))
	for i, latest := range s.latest {
		if latest <= q.After {
			in.clearBetween(s.begins[i*block], s.begins[min((i+1)*block, len(s.spans))])
		}
	}
	if in.count() > end/few {
		for i := 0; i < end; i++ {
			if i%block == 0 && s.latest[i/block] <= q.After {
				i += block - 1
				continue
			}
			if s.begins[i] < s.begins[i+1] && !q.Keep(&s.spans[i]) {
				in.clearBetween(s.begins[i], s.begins[i+1])
			}
		}
		return
	}
	span, asked, kept := 0, -1, false
	in.each(func(row uint32) bool {
		if span = s.spanOf(row, span); span != asked {
			asked, kept = span, q.Keep(&s.spans[span])
		}
		if !kept {
			in.unset(row)
		}
		return true
	})
}
