package columns

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// Position is where an event stands in a list by date: by when it began at the
// earliest, and of those by its number.
type Position struct {
	Earliest int64
	Number   uint32
}

func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Earliest, q.Earliest), cmp.Compare(p.Number, q.Number))
}

// Page lists the events that a query keeps by date, up to limit of them: the first, or
// the last first, after a position where that is given. It looks at no more of them
// than it takes to fill the page.
func (x *Index) Page(q *Query, after *Position, limit int, descending bool) []Position {
	var list []Position
	for _, p := range x.parts {
		s := p.sieve(q)
		if descending {
			list = append(list, s.last(after, limit)...)
		} else {
			list = append(list, s.first(after, limit)...)
		}
	}
	sortPositions(list, descending)
	return list[:min(len(list), limit)]
}

func sortPositions(list []Position, descending bool) {
	slices.SortFunc(list, func(a, b Position) int {
		if descending {
			a, b = b, a
		}
		return a.compare(b)
	})
}

// sieve finds those rows of a part that a query keeps, one by one.
type sieve struct {
	part
	q       *Query
	rows    *walk    // that meet the conditions on links
	columns [][]bool // of each condition on a column: which codes meet it
}

func (p part) sieve(q *Query) *sieve {
	s := &sieve{part: p, q: q, rows: p.walk(q)}
	for _, c := range q.Columns {
		s.columns = append(s.columns, p.kept(c))
	}
	return s
}

// ended tells whether all spans of the block of one end too early.
func (s *sieve) ended(span int) bool { return s.q.Keep != nil && s.latest[span/block] <= s.q.After }

// keeps tells whether the row of a span is kept.
func (s *sieve) keeps(row uint32, span int) bool {
	for i, c := range s.q.Columns {
		if !s.columns[i][s.part.columns[c.Field].at(row)] {
			return false
		}
	}
	return s.within(span)
}

// within tells whether a span is kept.
func (s *sieve) within(span int) bool {
	if s.q.Keep == nil {
		return true
	}
	at := &s.spans[span]
	return at.Latest > s.q.After && s.q.Keep(at)
}

// beginning is the place of the first span that no row is kept from.
func (s *sieve) beginning() int {
	if s.q.Keep == nil {
		return len(s.spans)
	}
	return s.begun(s.q.Before)
}

// first are the first rows after a position.
func (s *sieve) first(after *Position, limit int) []Position {
	from, end := 0, s.beginning()
	if after != nil {
		from = s.begun(after.Earliest)
	}
	list := make([]Position, 0, limit)
	for row, more := s.nextIn(from); more && len(list) < limit; {
		if from = s.spanOf(row, from); from >= end {
			break
		}
		if s.ended(from) {
			row, more = s.nextIn(from)
			continue
		}
		if !s.within(from) {
			row, more = s.rows.next(s.begins[from+1])
			continue
		}
		earliest := s.spans[from].Earliest
		next := s.begins[s.begunWith(earliest)]
		list = s.sameStart(list, row, next, from, func(at Position) bool { return after == nil || at.compare(*after) > 0 }, false)
		row, more = s.rows.next(next)
	}
	return list[:min(len(list), limit)]
}

// nextIn is the first row from a span on that is not in a block that ended too early.
func (s *sieve) nextIn(span int) (uint32, bool) {
	if span < len(s.spans) && s.ended(span) {
		at := span/block + 1
		for at < len(s.latest) && s.ended(at*block) {
			at++
		}
		span = min(at*block, len(s.spans))
	}
	return s.rows.next(s.begins[span])
}

// last are the last rows before a position, the last first.
func (s *sieve) last(after *Position, limit int) []Position {
	end := s.beginning()
	if after != nil {
		end = min(end, s.begunWith(after.Earliest))
	}
	list := make([]Position, 0, limit)
	for row, more := s.rows.previous(s.begins[end]); more && len(list) < limit; {
		span := s.spanOf(row, 0)
		if s.ended(span) {
			before := span / block
			for before > 0 && s.ended((before-1)*block) {
				before--
			}
			row, more = s.rows.previous(s.begins[before*block])
			continue
		}
		if !s.within(span) {
			row, more = s.rows.previous(s.begins[span])
			continue
		}
		begun := s.begun(s.spans[span].Earliest)
		list = s.sameStart(list, s.begins[begun], row+1, begun, func(at Position) bool { return after == nil || at.compare(*after) < 0 }, true)
		row, more = s.rows.previous(s.begins[begun])
	}
	return list[:min(len(list), limit)]
}

// begunWith is how many of the spans begin at an instant or before.
func (s *segment) begunWith(earliest int64) int {
	if earliest == math.MaxInt64 {
		return len(s.spans)
	}
	return sort.Search(len(s.spans), func(i int) bool { return s.spans[i].Earliest > earliest })
}

// sameStart adds to a list the rows of a range that are kept. All of them begin at the same
// time; span is that of the first, or one before.
func (s *sieve) sameStart(list []Position, from, to uint32, span int, wanted func(at Position) bool, descending bool) []Position {
	begin := len(list)
	for row, more := s.rows.next(from); more && row < to; row, more = s.rows.next(row + 1) {
		span = s.spanOf(row, span)
		if at := (Position{s.spans[span].Earliest, s.numbers[row]}); wanted(at) && s.keeps(row, span) {
			list = append(list, at)
		}
	}
	if len(list) > begin+1 {
		sortPositions(list[begin:], descending)
	}
	return list
}
