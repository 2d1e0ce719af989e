package edtf

import "strings"

// Level is the lowest part of the standard that has a date's spelling.
type Level string

// The levels sort as strings, from the simplest grammar to the one beyond EDTF.
const (
	Level0   Level = "0"
	Level1   Level = "1"
	Level2   Level = "2"
	LevelISO Level = "iso" // clock times of ISO 8601-1 that EDTF lacks
)

// Precision is the finest unit that a date states wholly, reading from the
// left: 1985-04-XX has month precision, 156X-12-25 decade. It is "" where no
// unit listed here is coarse enough, as for 1XXX.
type Precision string

// PrecisionInterval is that of every interval and set, whatever its parts are.
// PrecisionSeason covers all sub-year groupings: quarters, semesters and so on.
const (
	PrecisionSecond   Precision = "second"
	PrecisionMinute   Precision = "minute"
	PrecisionHour     Precision = "hour"
	PrecisionDay      Precision = "day"
	PrecisionMonth    Precision = "month"
	PrecisionSeason   Precision = "season"
	PrecisionYear     Precision = "year"
	PrecisionDecade   Precision = "decade"
	PrecisionCentury  Precision = "century"
	PrecisionInterval Precision = "interval"
)

// Kind says how a date is put together.
type Kind uint8

// The zero Date is Single too.
const (
	Single Kind = iota // 2025-03-05
	Range              // 2025-02-26/2025-03-04
	OneOf              // [1667,1668]: one of these, we don't know which
	AllOf              // {1667,1668}: all of these
)

// Endpoint says what is known of one end of an interval.
type Endpoint uint8

// An Open and an Unknown end bound nothing; they differ in what they claim.
const (
	Known   Endpoint = iota
	Open             // "..": the interval goes on
	Unknown          // blank: it ends, but nobody says when
)

// Date is a parsed EDTF date. It is immutable and safe to copy, and == on it is
// Equal, so that it can be a map key. The zero Date is no date.
type Date struct {
	text      string // canonical: all else is derived from it
	span      Interval
	inner     inner // of a Range; zero for others
	precision Precision
	level     Level
	kind      Kind
	flags     qualifier
	zoned     Zoned
}

// String returns the canonical spelling, which Parse reads back to an equal
// Date. It differs from the input only in how qualifiers are distributed over
// components and in how an offset is written. The zero Date is "".
func (d Date) String() string { return d.text }

// IsZero reports whether d is no date. Parse never returns one without an error.
func (d Date) IsZero() bool { return d.text == "" }

// Equal reports whether d and e have the same canonical spelling. Dates that
// merely cover the same time, such as Y17E7 and Y170000000, differ in what
// they say: see Compare.
func (d Date) Equal(e Date) bool { return d.text == e.text }

// Level returns the level of the spelling, "" for the zero Date.
func (d Date) Level() Level { return d.level }

// Kind tells a single date from an interval and a set.
func (d Date) Kind() Kind { return d.kind }

// Precision returns the finest unit stated, or "" where it is left open.
func (d Date) Precision() Precision { return d.precision }

// Approximate reports whether any part of d is qualified by ~ or %.
func (d Date) Approximate() bool { return d.flags&approximate != 0 }

// Uncertain reports whether any part of d is qualified by ? or %.
func (d Date) Uncertain() bool { return d.flags&uncertain != 0 }

// Interval returns the hull of all that d may stand for. Qualifiers do not
// widen it. The zero Date may be at any time, and is open on both sides.
func (d Date) Interval() Interval {
	if d.IsZero() {
		return Interval{OpenStart, OpenEnd}
	}
	return d.span
}

// IsPeriod reports whether d says that something went on from one time to
// another, as intervals do: its duration is no doubt. All else is a moment, a
// set included: something that happened once, some time within its bounds.
func (d Date) IsPeriod() bool { return d.kind == Range }

// Bounds returns between which times d began and ended. A moment did both within
// its interval.
func (d Date) Bounds() Bounds {
	i := d.Interval()
	if d.kind != Range {
		return Moment(i)
	}
	return Bounds{i.Earliest, d.inner.latestStart, d.inner.earliestEnd, i.Latest}
}

// Start returns where a Range begins, and the zero Date where that is not
// Known. A Single date is its own start. A set has none: its start is Unknown.
func (d Date) Start() (Date, Endpoint) {
	if d.kind == Range {
		return endpoint(d.text[:strings.IndexByte(d.text, '/')])
	}
	return d.itself()
}

// End returns where a Range ends, as Start does where it begins.
func (d Date) End() (Date, Endpoint) {
	if d.kind == Range {
		return endpoint(d.text[strings.IndexByte(d.text, '/')+1:])
	}
	return d.itself()
}

func (d Date) itself() (Date, Endpoint) {
	if d.kind != Single || d.IsZero() {
		return Date{}, Unknown
	}
	return d, Known
}

func endpoint(text string) (Date, Endpoint) {
	switch text {
	case "":
		return Date{}, Unknown
	case "..":
		return Date{}, Open
	}
	return MustParse(text), Known
}

// Members returns the members of a set in the order written, nil for any other
// date. What a set writes with two dots is a Range: 1670..1672 is 1670/1672,
// and ..1984 is ../1984.
func (d Date) Members() []Date {
	if d.kind != OneOf && d.kind != AllOf {
		return nil
	}
	texts := strings.Split(d.text[1:len(d.text)-1], ",")
	members := make([]Date, len(texts))
	for i, text := range texts {
		from, to, ranged := strings.Cut(text, "..")
		switch {
		case !ranged:
		case from == "":
			text = "../" + to
		case to == "":
			text = from + "/.."
		default:
			text = from + "/" + to
		}
		members[i] = MustParse(text)
	}
	return members
}
