package store

import (
	"context"

	"example.org/dateline/internal/timeline"
)

// Positions are those of the events that a query asks for, in its order and up
// to a number of them, and at is the index of the event with an id among them, or
// -1. A list after one of them begins with the next.
func (s *Store) Positions(ctx context.Context, q timeline.Query, id string, most int) (list []Position, at int, err error) {
	err = s.look(ctx, q.AsOf, func(v *view) error {
		list, at, err = v.positions(q, id, most)
		return err
	})
	return list, at, err
}

func (v *view) positions(q timeline.Query, id string, most int) (list []Position, at int, err error) {
	sel, err := selectEvents(v, q)
	if err != nil || sel.never {
		return nil, -1, err
	}
	if q.Order == timeline.OrderRelevance {
		list, err = v.rankedPositions(sel, q, most)
	} else {
		if !q.Search.IsZero() {
			sel.search(v, q.Search)
		}
		c := sel.page(nil, most)
		err = eachRow(v.raw(c.sql, c.args...), func(scan func(...any) error) error {
			var p Position
			if sel.byNumber() {
				err = scan(&p.N)
			} else {
				err = scan(&p.Key, &p.N)
			}
			list = append(list, p)
			return err
		})
	}
	if err != nil {
		return nil, -1, translate(err, "list events")
	}
	var n []int64
	if err := v.raw("SELECT d.n FROM events d WHERE d.id = ?", id).Scan(&n).Error; err != nil {
		return nil, -1, translate(err, "look up event "+id)
	}
	for i, p := range list {
		if len(n) == 1 && p.N == n[0] {
			return list, i, nil
		}
	}
	return list, -1, nil
}

func (v *view) rankedPositions(sel *selection, q timeline.Query, most int) ([]Position, error) {
	sel.order = timeline.OrderRecordedDesc
	var list []Position
	for tier := range ranks {
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
