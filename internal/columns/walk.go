package columns

import (
	"cmp"
	"slices"
	"sort"

	"example.org/dateline/internal/edtf"
)

// walk is those rows of a part that meet conditions on links, gathered window by window. Rows
// that began too early, and are too short, to reach into the range of the query may be left out.
type walk struct {
	part
	conditions []condition
	early      [len(lengths)]uint32 // the rows before are not kept unless they are longer than that
	first, end uint32               // the rows of the window at hand
	rows, one  rows                 // which of these meet the conditions, the first at bit 0; and room for one condition
}

// condition has the terms of a condition on links.
type condition struct {
	exclude bool
	events  uint32   // how many rows have the terms, at most
	few     []uint32 // rows of the terms that few have
	all     rows     // the same, where these terms are so many that all rows are looked at
	many    []uint32 // terms of many
}

// fewRows is how many rows of terms that few have are listed; more of them are marked among all rows.
var fewRows = 1 << 12

func (p part) walk(q *Query) *walk {
	w := &walk{part: p, rows: noRows(int(windowRows)), one: noRows(int(windowRows))}
	for i, seconds := range lengths {
		if q.Keep != nil && q.After > edtf.OpenStart+seconds {
			w.early[i] = p.begins[p.begun(q.After-seconds)]
		}
	}
	for _, l := range q.Links {
		w.conditions = append(w.conditions, p.condition(l))
	}
	// The rarest first, so that the others are not looked at where it has no row.
	slices.SortStableFunc(w.conditions, func(a, b condition) int {
		if a.exclude != b.exclude {
			if a.exclude {
				return 1
			}
			return -1
		}
		return cmp.Compare(a.events, b.events)
	})
	return w
}

func (p part) condition(l Links) condition {
	c := condition{exclude: l.Exclude}
	p.eachTerm(l, func(t int) {
		c.events += p.counts[t]
		if p.dense[uint32(t)] != nil || p.skips[anyLength][uint32(t)] != nil {
			c.many = append(c.many, uint32(t))
			return
		}
		if c.all != nil {
			p.post(t, c.all)
			return
		}
		p.decode(skip{at: p.marks[t]}, p.marks[t+1], func(row uint32) {
			c.few = append(c.few, row)
		})
		if len(c.few) > fewRows {
			c.all = noRows(p.rows())
			for _, row := range c.few {
				c.all.set(row)
			}
			c.few = nil
		}
	})
	slices.Sort(c.few)
	return c
}

// gather makes the window at hand that with a row.
func (w *walk) gather(row uint32) {
	if row >= w.first && row < w.end {
		return
	}
	w.first = row / windowRows * windowRows
	w.end = min(w.first+windowRows, uint32(w.part.rows()))
	which := anyLength
	for i, early := range w.early {
		if w.end <= early {
			which = longs(i)
		}
	}
	if len(w.conditions) == 0 || w.conditions[0].exclude {
		clear(w.rows)
		w.rows.setBetween(0, w.end-w.first)
	}
	for i := range w.conditions {
		c := &w.conditions[i]
		switch {
		case c.exclude:
			w.gatherOne(c, which, w.one)
			w.rows.andNot(w.one)
		case i == 0:
			w.gatherOne(c, which, w.rows)
		default:
			w.gatherOne(c, which, w.one)
			w.rows.and(w.one)
		}
		if w.rows.empty() {
			return
		}
	}
	if w.dead != nil {
		w.rows.andNot(w.window(w.dead))
	}
	if which != anyLength {
		long := w.window(w.long[which]) // shorter than w.rows where the part ends amid a window
		w.rows[:len(long)].and(long)
	}
}

// window is the part of some rows that is in the window at hand.
func (w *walk) window(of rows) rows { return of[w.first/64 : (w.end+63)/64] }

// gatherOne makes some rows those of the window that have a term of a condition: all of the long ones, at least.
func (w *walk) gatherOne(c *condition, which longs, to rows) {
	clear(to)
	if c.all != nil {
		to.or(w.window(c.all))
	}
	at := sort.Search(len(c.few), func(i int) bool { return c.few[i] >= w.first })
	for ; at < len(c.few) && c.few[at] < w.end; at++ {
		to.set(c.few[at] - w.first)
	}
	for _, t := range c.many {
		if d := w.dense[t]; d != nil {
			to.or(w.window(d))
			continue
		}
		skips := w.skips[which][t]
		from := w.first / windowRows
		w.decode(skips[from], skips[from+1].at, func(row uint32) {
			to.set(row - w.first)
		})
	}
}

// next is the first row at or after one, and whether there is any.
func (w *walk) next(from uint32) (uint32, bool) {
	for from < uint32(w.part.rows()) {
		w.gather(from)
		if row, found := w.rows.next(from - w.first); found {
			return w.first + row, true
		}
		from = w.end
	}
	return 0, false
}

// previous is the last row before one, and whether there is any.
func (w *walk) previous(before uint32) (uint32, bool) {
	for before > 0 {
		w.gather(before - 1)
		if row, found := w.rows.previous(before - w.first); found {
			return w.first + row, true
		}
		before = w.first
	}
	return 0, false
}
