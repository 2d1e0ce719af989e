package timeline

import (
	"example.org/dateline/internal/edtf"
)

// Match says which dates a range keeps.
const (
	MatchPossible = "possible" // those that overlap it
	MatchCertain  = "certain"  // those that touch it for certain
	MatchWithin   = "within"   // those that lie wholly inside it
)

// Matches lists them, the default first.
var Matches = []string{MatchPossible, MatchCertain, MatchWithin}

// What becomes of dates with an open or unknown bound.
const (
	UndatedInclude = "include"
	UndatedExclude = "exclude"
	UndatedOnly    = "only"
)

// Undateds lists these, the default first.
var Undateds = []string{UndatedInclude, UndatedExclude, UndatedOnly}

// What is known of a date at all: a bound on some side, or none.
const (
	KnownSome = "some"
	KnownNone = "none"
)

// Period narrows records to a range of dates. From and To are inclusive: from
// the first second that From can mean to the last that To can mean.
type Period struct {
	From, To edtf.Date // zero where that side is open
	Match    string    // one of Matches
	Undated  string    // one of Undateds
	Zone     *Zone     // in which the range is read, and what is counted by time; nil for UTC
	Known    string    // KnownSome, KnownNone or empty for both; no parameter asks for it
}

// anyPeriod lets every date through, with the defaults of the contract.
func anyPeriod() Period { return Period{Match: MatchPossible, Undated: UndatedInclude} }

// Interval is the range as a half-open span of seconds, as clocks of its zone read
// them.
func (p Period) Interval() edtf.Interval {
	i := edtf.Between(p.From, p.To)
	if p.From.Zoned()&edtf.ZonedEarliest != 0 {
		i.Earliest = p.Zone.Reading(i.Earliest)
	}
	if p.To.Zoned()&edtf.ZonedLatest != 0 {
		i.Latest = p.Zone.ReadingBefore(i.Latest)
	}
	return i
}

// Instants is the range as instants: a bound without a zone is when clocks of the
// period's zone first show it.
func (p Period) Instants() edtf.Interval {
	i := edtf.Between(p.From, p.To)
	if i.Earliest != edtf.OpenStart && p.From.Zoned()&edtf.ZonedEarliest == 0 {
		i.Earliest = p.Zone.Instant(i.Earliest)
	}
	if i.Latest != edtf.OpenEnd && p.To.Zoned()&edtf.ZonedLatest == 0 {
		i.Latest = p.Zone.Instant(i.Latest)
	}
	return i
}

// IsZero reports whether the period has no range.
func (p Period) IsZero() bool { return p.From.IsZero() && p.To.IsZero() }

// Keeps reports whether a date is in the period. Each of its bounds is compared by
// itself: one with a zone as an instant, any other as it reads.
func (p Period) Keeps(d edtf.Date) bool {
	b := d.Bounds()
	undated := b.Earliest == edtf.OpenStart || b.Latest == edtf.OpenEnd
	if p.Undated == UndatedExclude && undated || p.Undated == UndatedOnly && !undated {
		return false
	}
	if unknown := b.Earliest == edtf.OpenStart && b.Latest == edtf.OpenEnd; p.Known == KnownSome && unknown || p.Known == KnownNone && !unknown {
		return false
	}
	read, instants := p.Interval(), p.Instants()
	in := func(bound edtf.Zoned) edtf.Interval {
		if d.Zoned()&bound != 0 {
			return instants
		}
		return read
	}
	switch {
	case read.Earliest >= read.Latest:
		return false
	case p.Match == MatchCertain:
		return b.LatestStart <= in(edtf.ZonedLatestStart).Latest && b.EarliestEnd >= in(edtf.ZonedEarliestEnd).Earliest
	case p.Match == MatchWithin:
		return b.Earliest >= in(edtf.ZonedEarliest).Earliest && b.Latest <= in(edtf.ZonedLatest).Latest
	}
	return b.Earliest < in(edtf.ZonedEarliest).Latest && b.Latest > in(edtf.ZonedLatest).Earliest
}

// date has no place of its own in a query: `date=x` is `from=x&to=x`.
func periodParameters[Q any](at func(q *Q) *Period) parameters[Q] {
	return parameters[Q]{
		one("from", func(q *Q, v string) (err error) { at(q).From, err = parseBound(v); return },
			func(q *Q) string { return at(q).From.String() }),
		one("to", func(q *Q, v string) (err error) { at(q).To, err = parseBound(v); return },
			func(q *Q) string { return at(q).To.String() }),
		one("date", func(q *Q, v string) error {
			d, err := parseBound(v)
			at(q).From, at(q).To = d, d
			return err
		}, func(*Q) string { return "" }),
		word("match", Matches, func(q *Q) *string { return &at(q).Match }),
		word("undated", Undateds, func(q *Q) *string { return &at(q).Undated }),
		one("tz", func(q *Q, v string) (err error) { at(q).Zone, err = ParseZone(v); return },
			func(q *Q) string { return at(q).Zone.String() }),
	}
}

func parseBound(v string) (edtf.Date, error) {
	d, err := edtf.Parse(v)
	if err != nil {
		return d, invalid("", nil, "takes an EDTF date such as 2025-03-05, 2025-03 or 2025-02-26/2025-03-04, not %q: %s", Clip(v, 60), edtfMessage(err))
	}
	return d, nil
}

// check refuses what each bound alone could not show: both ways of naming a
// range at once, and a range that ends before it begins.
func (p Period) check(given func(name string) bool) error {
	if given("date") && (given("from") || given("to")) {
		return invalid("date", nil, "names both bounds; use it alone, or from and to")
	}
	i, as := p.Interval(), edtf.Between(p.From, p.To)
	instants := p.From.Zoned()&edtf.ZonedEarliest != 0 && p.To.Zoned()&edtf.ZonedLatest != 0
	if i.Earliest >= i.Latest || instants && as.Earliest >= as.Latest {
		return invalid("to", nil, "ends before from begins: %s is over before %s", p.To, p.From)
	}
	return nil
}
