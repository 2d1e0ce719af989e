package store

import (
	"example.org/dateline/internal/timeline"
)

// Positions are those of the events that a query asks for, in its order and up
// to a number of them, and at is the index of the event with an id among them, or
// -1. A list after one of them begins with the next.
func (v *View) Positions(q timeline.Query, id string, most int) (list []Position, at int, err error) {
	if v, err = v.at(q.AsOf); err != nil {
		return nil, -1, err
	}
	if q.Order == timeline.OrderRelevance {
		list, err = v.rankedPositions(q, most)
	} else {
		var by finder
		if by, _, err = v.events(q); by != nil {
			list, err = by.keys(nil, most)
		}
	}
	if err != nil || len(list) == 0 {
		return nil, -1, translate(err, "list events")
	}
	var n []int64
	if err := v.raw("SELECT d.n FROM {events} d WHERE d.id = ?", id).Scan(&n).Error; err != nil {
		return nil, -1, translate(err, "look up event "+id)
	}
	for i, p := range list {
		if len(n) == 1 && p.N == n[0] {
			return list, i, nil
		}
	}
	return list, -1, nil
}

func (v *View) rankedPositions(q timeline.Query, most int) ([]Position, error) {
	sel, err := selectEvents(v, q)
	if err != nil || sel.never {
		return nil, err
	}
	sel.order = timeline.OrderRecordedDesc
	var list []Position
	for tier := range ranksOf(sel.schema, q.Search) {
		found, err := v.rank(sel, q, tier, nil, most-len(list))
		if err != nil {
			return nil, err
		}
		for _, n := range found {
			list = append(list, Position{Tier: tier, N: n})
		}
	}
	return list, nil
}
