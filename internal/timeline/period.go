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
	Known    string    // KnownSome, KnownNone or empty for both; no parameter asks for it
}

// anyPeriod lets every date through, with the defaults of the contract.
func anyPeriod() Period { return Period{Match: MatchPossible, Undated: UndatedInclude} }

// Interval is the range as a half-open span of seconds.
func (p Period) Interval() edtf.Interval { return edtf.Between(p.From, p.To) }

// IsZero reports whether the period has no range.
func (p Period) IsZero() bool { return p.From.IsZero() && p.To.IsZero() }

// Keeps reports whether a date with the given bounds is in the period.
func (p Period) Keeps(b edtf.Bounds) bool {
	undated := b.Earliest == edtf.OpenStart || b.Latest == edtf.OpenEnd
	if p.Undated == UndatedExclude && undated || p.Undated == UndatedOnly && !undated {
		return false
	}
	if unknown := b.Earliest == edtf.OpenStart && b.Latest == edtf.OpenEnd; p.Known == KnownSome && unknown || p.Known == KnownNone && !unknown {
		return false
	}
	switch p.Match {
	case MatchCertain:
		return b.Touches(p.Interval())
	case MatchWithin:
		return b.Interval().Within(p.Interval())
	}
	return b.Interval().Overlaps(p.Interval())
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
	if i := p.Interval(); i.Earliest >= i.Latest {
		return invalid("to", nil, "ends before from begins: %s is over before %s", p.To, p.From)
	}
	return nil
}
