package store

import (
	"slices"

	"example.org/dateline/internal/timeline"
)

// positionsAtOnce is how many positions are read first; each time after that, twice as
// many.
const positionsAtOnce = 500

// Positions are those of the events that a query asks for, in its order, which is not by
// relevance: up to the event with an id, whose index at is, or up to a number of them,
// where it is -1. A list after one of them begins with the next. Where there is no such
// event none are read.
func (v *View) Positions(q timeline.Query, id string, most int) (list []Position, at int, err error) {
	if v, err = v.at(q.AsOf); err != nil {
		return nil, -1, err
	}
	var n []int64
	if err := v.raw("SELECT d.n FROM {events} d WHERE d.id = ?", id).Scan(&n).Error; err != nil || len(n) == 0 {
		return nil, -1, translate(err, "look up event "+id)
	}
	by, _, err := v.events(q)
	if by == nil || err != nil {
		return nil, -1, translate(err, "list events")
	}
	var after *Position
	for size := positionsAtOnce; len(list) < most; size *= 2 {
		size = min(size, most-len(list))
		found, err := by.keys(after, size)
		if err != nil {
			return nil, -1, translate(err, "list events")
		}
		if i := slices.IndexFunc(found, func(p Position) bool { return p.N == n[0] }); i >= 0 {
			return append(list, found[:i+1]...), len(list) + i, nil
		}
		if list = append(list, found...); len(found) < size {
			break
		}
		after = &list[len(list)-1]
	}
	return list, -1, nil
}
