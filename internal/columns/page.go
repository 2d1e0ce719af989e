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

// Page lists the selected events by date, up to limit of them: the first, or the
// last first, after a position where that is given.
func (sel *Selection) Page(after *Position, limit int, descending bool) []Position {
	var list []Position
	for i := range sel.parts {
		p := &sel.parts[i]
		if descending {
			list = append(list, p.last(after, limit)...)
		} else {
			list = append(list, p.first(after, limit)...)
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

// first are the first rows after a position.
func (p *selected) first(after *Position, limit int) []Position {
	from := 0
	if after != nil {
		from = p.begun(after.Earliest)
	}
	var list []Position
	for row, more := p.rows.next(p.begins[from]); more && len(list) < limit; {
		from = p.spanOf(row, from)
		end := p.begunWith(p.spans[from].Earliest)
		list = append(list, p.sameStart(row, p.begins[end], p.spans[from].Earliest, func(at Position) bool { return after == nil || at.compare(*after) > 0 }, false)...)
		row, more = p.rows.next(p.begins[end])
	}
	return list[:min(len(list), limit)]
}

// last are the last rows before a position, the last first.
func (p *selected) last(after *Position, limit int) []Position {
	end := len(p.spans)
	if after != nil {
		end = p.begunWith(after.Earliest)
	}
	var list []Position
	for row, more := p.rows.previous(p.begins[end]); more && len(list) < limit; {
		earliest := p.spans[p.spanOf(row, 0)].Earliest
		begin := p.begins[p.begun(earliest)]
		list = append(list, p.sameStart(begin, row+1, earliest, func(at Position) bool { return after == nil || at.compare(*after) < 0 }, true)...)
		row, more = p.rows.previous(begin)
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

// sameStart lists selected rows of a range that all begin at the same time.
func (p *selected) sameStart(from, to uint32, earliest int64, wanted func(at Position) bool, descending bool) []Position {
	var list []Position
	for row, more := p.rows.next(from); more && row < to; row, more = p.rows.next(row + 1) {
		if at := (Position{earliest, p.numbers[row]}); wanted(at) {
			list = append(list, at)
		}
	}
	sortPositions(list, descending)
	return list
}
