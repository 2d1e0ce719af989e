package store

import (
	"cmp"
	"math"
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// The order of a story is merged from the lists of three tiers, each of which an
// index yields in its order: what has a known start stands where it begins, what
// is known by its end alone right before the day on which that lies, and what has
// neither comes last.
const (
	tierEnding  = iota // before what begins on the same day
	tierBegun          //
	tierUndated        // by number
)

// Of the tier of known ends, bounds are spelled out as in the indexes of migration
// 0014: SQLite takes a partial index for no argument, whatever its value.
const (
	ending  = "d.earliest + 0 = -9223372036854775807 AND d.latest < 9223372036854775807" // storedOpenStart, edtf.OpenEnd
	lastDay = "(d.latest - 1 - ((d.latest - 1) % 86400 + 86400) % 86400)"                // the first second of the day that latest is the end of, or lies in
)

// tier is the selection of the events of one tier.
func (sel *selection) tier(tier int) *selection {
	part := *sel
	switch tier {
	case tierEnding:
		part.order, part.key = timeline.OrderDate, lastDay
		part.kinds = []cond{{sql: ending}}
	case tierBegun:
		part.order = timeline.OrderDate
	default:
		part.order = timeline.OrderRecorded
		part.kinds = []cond{{"d.earliest = ?", []any{storedUndated}}, {"d.earliest = ? AND d.latest = ?", []any{storedOpenStart, edtf.OpenEnd}}}
	}
	return &part
}

// storyKeys finds a page of up to limit keys in the order of a story.
func (sel *selection) storyKeys(v *View, after *Position, limit int) ([]Position, error) {
	var keys []Position
	if sel.period.Known != timeline.KnownNone && (after == nil || after.Tier < tierUndated) {
		for tier := tierEnding; tier < tierUndated; tier++ {
			found, err := sel.tierKeys(v, tier, afterIn(tier, after), limit)
			if err != nil {
				return nil, err
			}
			keys = append(keys, found...)
		}
		slices.SortFunc(keys, func(a, b Position) int {
			return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Tier, b.Tier), cmp.Compare(a.N, b.N))
		})
		keys, after = keys[:min(len(keys), limit)], nil
	}
	if len(keys) == limit || sel.period.Known == timeline.KnownSome {
		return keys, nil
	}
	found, err := sel.tierKeys(v, tierUndated, after, limit-len(keys))
	return append(keys, found...), err
}

// afterIn is the position in one of the first two tiers that stands for one in
// either of them.
func afterIn(tier int, after *Position) *Position {
	switch {
	case after == nil && tier == tierEnding:
		return nil
	case after == nil, tier == tierBegun && after.Key <= storedOpenStart:
		return &Position{Key: storedOpenStart, N: math.MaxInt64}
	case after.Tier == tier:
		return after
	case tier == tierBegun:
		return &Position{Key: after.Key, N: math.MinInt64}
	}
	return &Position{Key: after.Key, N: math.MaxInt64}
}

func (sel *selection) tierKeys(v *View, tier int, after *Position, limit int) ([]Position, error) {
	keys, err := sel.tier(tier).keys(v, after, limit)
	for i := range keys {
		keys[i].Tier = tier
	}
	return keys, err
}
