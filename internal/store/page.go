package store

import "example.org/dateline/internal/timeline"

// finder finds the keys of what a query asks for, in its order.
type finder interface {
	keys(after *Position, limit int) ([]Position, error)
}

// totaller counts what a query asks for.
type totaller interface{ total() (int, error) }

// page is a page of documents, with its successor's position and, when asked, the
// number of all records; and their numbers.
func (v *View) page(s *schema, by finder, all totaller, p timeline.Paging, after *Position) (List, []int64, error) {
	var l List
	keys, err := by.keys(after, p.Limit+1)
	if err != nil {
		return l, nil, err
	}
	if len(keys) > p.Limit {
		keys = keys[:p.Limit]
		l.Next = &keys[len(keys)-1]
	}
	ns := make([]int64, len(keys))
	for i, k := range keys {
		ns[i] = k.N
	}
	if l.Records, err = v.fetch(s, ns); err != nil {
		return l, nil, err
	}
	if p.Count {
		n, err := all.total()
		if err != nil {
			return l, nil, translate(err, "count "+s.table)
		}
		l.Total = &n
	}
	return l, ns, nil
}

func nothing(p timeline.Paging) List {
	l := List{}
	if p.Count {
		l.Total = new(int)
	}
	return l
}

// events are what finds the events of a query in an order other than relevance, and what
// counts them; none where nothing can meet it.
func (v *View) events(q timeline.Query) (by finder, all totaller, err error) {
	x, never, err := v.indexed(q)
	if err != nil || never {
		return nil, nil, err
	}
	if x != nil && x.finds() {
		return x, x, nil
	}
	sel, err := v.selection(q)
	if err != nil || sel.never {
		return nil, nil, err
	}
	found := &selected{v, sel, q}
	if x != nil && q.Count {
		return found, x, nil
	}
	return found, found, nil
}
