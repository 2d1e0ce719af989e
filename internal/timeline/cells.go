package timeline

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
)

// Groups are what events may be aggregated by: intervals of time and facets. A
// year is the interval here.
var Groups = slices.Concat(HistogramIntervals, slices.DeleteFunc(slices.Clone(Facets), func(by string) bool { return by == "year" }))

// Tallied are the measures of how many events a cell has: Counts, and `count`, of
// which each event is one where it begins.
var Tallied = []string{"count", "possible", "certain", "estimate"}

// Totals are the measures of a figure.
var Totals = []string{"sum", "min", "max"}

// Measure is what is told of each cell: one of Tallied or, with a figure, of
// Totals.
type Measure struct {
	Kind   string
	Figure string // the name of a figure, empty with one of Tallied
}

// Spread tells whether the measure is one of Counts, which an event adds to in
// each bucket that it may lie in.
func (m Measure) Spread() bool { return m.Figure == "" && m.Kind != "count" }

// String is the measure as the parameter has it, such as sum(fatalities).
func (m Measure) String() string {
	if m.Figure == "" {
		return m.Kind
	}
	return m.Kind + "(" + m.Figure + ")"
}

// Column names it in a row, such as sum_fatalities.
func (m Measure) Column() string {
	if m.Figure == "" {
		return m.Kind
	}
	return m.Kind + "_" + m.Figure
}

// The bounds of an aggregate.
const (
	MaxGroups   = 2
	MaxMeasures = 10
	MaxCells    = 10_000
)

// AggregateQuery asks for events in cells: of one or two groups, each combination
// that has some.
type AggregateQuery struct {
	Query
	Group   []string  // of Groups: one or two, of which one at most is an interval
	Top     int       // the most values of each facet, those with the largest first measure; 0 for all
	Other   bool      // whether what Top leaves out has cells of its own
	Measure []Measure // one at least
	Fill    bool      // whether intervals without anything have cells too; an interval is among the groups then
}

var aggregateParameters = slices.Concat(
	lift(filterParameters, func(q *AggregateQuery) *Query { return &q.Query }),
	parameters[AggregateQuery]{
		wordList("group", Groups, func(q *AggregateQuery) *[]string { return &q.Group }),
		one("top", func(q *AggregateQuery, v string) error {
			n, err := strconv.Atoi(v)
			if err != nil || n < 1 || n > MaxLimit {
				return invalid("", nil, "is a whole number from 1 to %d, not %q", MaxLimit, Clip(v, 40))
			}
			q.Top = n
			return nil
		}, func(q *AggregateQuery) string {
			if q.Top == 0 {
				return ""
			}
			return strconv.Itoa(q.Top)
		}),
		flag("other", func(q *AggregateQuery) *bool { return &q.Other }),
		measureParameter(),
		flag("fill", func(q *AggregateQuery) *bool { return &q.Fill }),
	},
)

// measureParameter reads a comma-separated list of measures, each once.
func measureParameter() parameter[AggregateQuery] {
	return parameter[AggregateQuery]{name: "measure", many: true,
		parse: func(q *AggregateQuery, values []string) error {
			var list []Measure
			for item := range strings.SplitSeq(strings.Join(values, ","), ",") {
				m, err := parseMeasure(item)
				if err != nil {
					return err
				}
				if !slices.Contains(list, m) {
					list = append(list, m)
				}
			}
			if len(list) > MaxMeasures {
				return invalid("", nil, "has %d measures; at most %d are taken", len(list), MaxMeasures)
			}
			q.Measure = list
			return nil
		},
		format: func(q *AggregateQuery) []string {
			if slices.Equal(q.Measure, []Measure{{Kind: "count"}}) {
				return nil
			}
			names := make([]string, len(q.Measure))
			for i, m := range q.Measure {
				names[i] = m.String()
			}
			return []string{strings.Join(names, ",")}
		}}
}

func parseMeasure(text string) (Measure, error) {
	if slices.Contains(Tallied, text) {
		return Measure{Kind: text}, nil
	}
	kind, rest, _ := strings.Cut(text, "(")
	name, closed := strings.CutSuffix(rest, ")")
	if slices.Contains(Totals, kind) && closed && IsSlug(name) {
		return Measure{kind, name}, nil
	}
	hints := suggest(text, Tallied)
	return Measure{}, invalid("", hints, "takes %s, and %s of a named figure, such as sum(fatalities), not %q",
		strings.Join(Tallied, ", "), strings.Join(Totals, ", "), Clip(text, 40))
}

// ParseAggregateQuery reads the query of a URL, as ParseQuery does.
func ParseAggregateQuery(values url.Values) (AggregateQuery, error) {
	q := AggregateQuery{Query: NewQuery(), Measure: []Measure{{Kind: "count"}}}
	if err := aggregateParameters.parse(values, &q); err != nil {
		return AggregateQuery{}, err
	}
	if err := q.checkGroups(); err != nil {
		return AggregateQuery{}, err
	}
	return q, q.Period.check(values.Has)
}

func (q AggregateQuery) checkGroups() error {
	switch facets := q.Facets(); {
	case len(q.Group) == 0:
		return invalid("group", nil, "is required: one or two of %s", strings.Join(Groups, ", "))
	case len(q.Group) > MaxGroups:
		return invalid("group", nil, "has %d groups; at most %d are taken", len(q.Group), MaxGroups)
	case len(q.Group)-len(facets) > 1:
		return invalid("group", nil, "has two intervals, of which one holds the other; give one of them, and a property beside it")
	case q.Fill && q.Interval() == "":
		return invalid("fill", nil, "adds rows for intervals without anything, and the parameter group has no interval; add one, such as week, or leave fill out")
	}
	return nil
}

// Values prints the query back, canonically.
func (q AggregateQuery) Values() url.Values { return aggregateParameters.values(&q) }

// Interval is the interval among the groups, empty where there is none.
func (q AggregateQuery) Interval() string {
	for _, g := range q.Group {
		if slices.Contains(HistogramIntervals, g) {
			return g
		}
	}
	return ""
}

// Facets are the facets among the groups, in their order.
func (q AggregateQuery) Facets() []string {
	return slices.DeleteFunc(slices.Clone(q.Group), func(g string) bool { return slices.Contains(HistogramIntervals, g) })
}

// Spreads tells whether a measure is one of Counts.
func (q AggregateQuery) Spreads() bool { return slices.ContainsFunc(q.Measure, Measure.Spread) }

// Buckets are those over which events are spread: as a histogram has them or,
// without an interval, the one that the query's range is.
func (q AggregateQuery) Buckets(dates []Dated) (Buckets, error) {
	interval := q.Interval()
	if interval == "" {
		span := q.Period.Interval()
		return Buckets{bounds: []int64{span.Earliest, span.Latest}}, nil
	}
	b, err := HistogramQuery{Query: q.Query, Interval: interval}.Buckets(dates)
	if e, ok := err.(*Error); ok && e.Parameter == "interval" { //nolint:errorlint // our own, fresh and unwrapped
		e.Parameter, e.Message = "group", strings.Replace(e.Message, "The parameter interval is ", "The interval in the parameter group is ", 1)
	}
	return b, err
}

// TooManyCells is the refusal of a query that makes more than MaxCells.
func (q AggregateQuery) TooManyCells() error {
	ways := []string{"narrow the query with from, to and other filters"}
	if q.Interval() != "" {
		ways = append(ways, "take a wider interval")
	}
	if len(q.Facets()) > 0 {
		ways = append(ways, "keep fewer values with top")
	}
	return invalid("group", nil, "makes more than %d cells: %s", MaxCells, strings.Join(ways, ", or "))
}

// StartOf is the start of the interval of a kind that holds an instant.
func StartOf(interval string, sec int64) int64 { return floorTo(interval, sec) }

// FinestInterval is the finest of Intervals that parts a span into no more than so many,
// or the widest.
func FinestInterval(span edtf.Interval, most int) string {
	for _, name := range Intervals {
		if span.Earliest >= span.Latest || countBuckets(name, span) <= int64(most) {
			return name
		}
	}
	return Intervals[len(Intervals)-1]
}

// IntervalOf is the interval that holds an instant; an empty one of no date, and so far
// off that the calendar may end in it.
func IntervalOf(interval string, sec int64) edtf.Interval {
	const farthest = 1 << 62
	if sec < -farthest || sec > farthest {
		return edtf.Interval{}
	}
	from := floorTo(interval, sec)
	to, ok := after(interval, sec)
	if !ok {
		return edtf.Interval{}
	}
	return edtf.Interval{Earliest: from, Latest: to}
}
