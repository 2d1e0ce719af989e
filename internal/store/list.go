package store

import (
	"encoding/json"
	"fmt"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Position is where a page ended: the sort key and the number of its last
// record. The next page begins after it, whatever was inserted meanwhile.
type Position struct {
	Tier int    // the rank of relevance, or the tier of the order of a story, for lists in these
	Key  int64  // the earliest second, for lists by date; or what stands for it in the order of a story
	Text string // the folded name, for lists by name
	N    int64  // the number of the record: no two have the same
}

// List is one page of records as stored JSON.
type List struct {
	Records  []json.RawMessage
	Next     *Position // nil on the last page
	Total    *int      // how many there are in all; nil unless asked for
	Included *Included // nil unless asked for
}

// States of events and quotes; see the first migration.
const (
	statePublic  = 0
	stateRetract = 1 // added when retracted
	statePrivate = 2 // added when the story is private
)

// Open starts are stored one second above what has no date at all, so that in
// date order the wholly unknown comes first of all.
const (
	storedUndated   = edtf.OpenStart
	storedOpenStart = edtf.OpenStart + 1
)

// storedBounds are a date's bounds as columns hold them.
func storedBounds(d timeline.Date) edtf.Bounds {
	b := d.Bounds()
	switch {
	case d.EDTF.IsZero():
		b.Earliest = storedUndated
	case b.Earliest == edtf.OpenStart:
		b.Earliest = storedOpenStart
	}
	if !d.EDTF.IsPeriod() {
		b.EarliestEnd = b.Earliest
	}
	return b
}

// boundsStored are the bounds of a date that storedBounds has put into columns.
func boundsStored(b edtf.Bounds) edtf.Bounds {
	if b.Earliest == storedOpenStart {
		b.Earliest = edtf.OpenStart
	}
	if b.EarliestEnd == storedOpenStart {
		b.EarliestEnd = edtf.OpenStart
	}
	return b
}

// bounded is the condition that a date has both bounds or lacks one, and that it
// has one or lacks both, where a period asks for it. It is not looked up in an index: whatever list it narrows
// is walked in the list's own order.
func bounded(d string, p timeline.Period) []cond {
	open := []any{storedOpenStart, edtf.OpenEnd}
	var conds []cond
	switch p.Undated {
	case timeline.UndatedExclude:
		conds = append(conds, cond{d + ".earliest + 0 > ? AND " + d + ".latest + 0 < ?", open})
	case timeline.UndatedOnly:
		conds = append(conds, cond{"(" + d + ".earliest + 0 <= ? OR " + d + ".latest + 0 = ?)", open})
	}
	switch p.Known {
	case timeline.KnownSome:
		conds = append(conds, cond{"(" + d + ".earliest + 0 > ? OR " + d + ".latest + 0 < ?)", open})
	case timeline.KnownNone:
		conds = append(conds, cond{d + ".earliest + 0 <= ? AND " + d + ".latest + 0 = ?", open})
	}
	return conds
}

// inPeriod is the condition that a date lies in a period. d names the table
// that has the columns of its bounds. earliest is d.earliest, or an expression of
// the same value, along whose index a statement is not to walk. Where the period has
// a zone it lets all through that may lie in it, and inZone decides.
func inPeriod(d, earliest string, p timeline.Period) []cond {
	conds := bounded(d, p)
	if p.IsZero() {
		return conds
	}
	span, at := p.Interval(), p.Instants()
	span = edtf.Interval{Earliest: min(span.Earliest, at.Earliest), Latest: max(span.Latest, at.Latest)}
	for _, c := range compared(p, span) {
		column := d + "." + c.column
		if c.column == "earliest" {
			column = earliest
		}
		conds = append(conds, cond{column + " " + c.sign + " ?", []any{c.bound(span)}})
	}
	return conds
}

// inZone is the condition that a date lies in a period with a zone, on {row}:
// bounds with a zone are compared as instants, all others as they read.
func inZone(p timeline.Period) []cond {
	if p.Zone == nil || p.IsZero() {
		return nil
	}
	var conds []cond
	read, at := p.Interval(), p.Instants()
	for _, c := range compared(p, read) {
		if c.bound(read) == c.bound(at) {
			continue // inPeriod says so
		}
		column := "{row}." + c.column + " " + c.sign + " ?"
		conds = append(conds, cond{fmt.Sprintf("({row}.zoned & %d = 0 AND %s OR {row}.zoned & %d <> 0 AND %s)", c.zoned, column, c.zoned, column),
			[]any{c.bound(read), c.bound(at)}})
	}
	return conds
}

// comparison is one of a bound of dates with one of a range.
type comparison struct {
	column, sign string
	zoned        edtf.Zoned // the bound, as a bit of the column zoned
	latest       bool       // with the end of the range, not its beginning
}

func (c comparison) bound(of edtf.Interval) int64 {
	if c.latest {
		return of.Latest
	}
	return of.Earliest
}

// compared are the comparisons that put dates into a range, as its match says.
func compared(p timeline.Period, span edtf.Interval) []comparison {
	var list []comparison
	from, to := span.Earliest != edtf.OpenStart, span.Latest != edtf.OpenEnd
	if to {
		// For certain dates, and those within, this follows from the last
		// condition, and lets the index end the scan early.
		list = append(list, comparison{"earliest", "<", edtf.ZonedEarliest, true})
	}
	switch {
	case from && p.Match == timeline.MatchWithin:
		list = append(list, comparison{"earliest", ">=", edtf.ZonedEarliest, false})
	case from && p.Match == timeline.MatchCertain:
		list = append(list, comparison{"earliest_end", ">=", edtf.ZonedEarliestEnd, false})
	case from:
		list = append(list, comparison{"latest", ">", edtf.ZonedLatest, false})
	}
	switch {
	case to && p.Match == timeline.MatchWithin:
		list = append(list, comparison{"latest", "<=", edtf.ZonedLatest, true})
	case to && p.Match == timeline.MatchCertain:
		list = append(list, comparison{"latest_start", "<=", edtf.ZonedLatestStart, true})
	}
	return list
}

// batch is how many records a walk through a whole answer holds at a time.
const batch = 500

// walk goes through all pages of a list.
func walk(page func(after *Position) (List, error), fn func(doc json.RawMessage) error) error {
	for after := (*Position)(nil); ; {
		l, err := page(after)
		if err != nil {
			return err
		}
		for _, doc := range l.Records {
			if err := fn(doc); err != nil {
				return err
			}
		}
		if after = l.Next; after == nil {
			return nil
		}
	}
}
