package timeline

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
)

// Facets are the properties by which events can be counted. An event counts
// once under each value that it has.
var Facets = []string{"actor", "role", "type", "status", "verification", "place", "country", "topic", "source", "story", "year", "speaker", "basis", "evidence", "code"}

// FacetQuery asks how many events have each value of some properties.
type FacetQuery struct {
	Query
	By []string // of Facets
}

// DefaultFacetValues is how many values of a facet are answered unless limit
// says otherwise; MaxLimit is the most.
const DefaultFacetValues = 50

var facetParameters = slices.Concat(
	lift(filterParameters, func(q *FacetQuery) *Query { return &q.Query }),
	parameters[FacetQuery]{
		wordList("by", Facets, func(q *FacetQuery) *[]string { return &q.By }),
		limitParameter(func(q *FacetQuery) *int { return &q.Limit }, DefaultFacetValues),
	},
)

// ParseFacetQuery reads the query of a URL, as ParseQuery does.
func ParseFacetQuery(values url.Values) (FacetQuery, error) {
	q := FacetQuery{Query: NewQuery()}
	q.Limit = DefaultFacetValues
	if err := facetParameters.parse(values, &q); err != nil {
		return FacetQuery{}, err
	}
	if len(q.By) == 0 {
		return FacetQuery{}, invalid("by", nil, "is required: one or more of %s", strings.Join(Facets, ", "))
	}
	return q, q.Period.check(values.Has)
}

// Values prints the query back, canonically.
func (q FacetQuery) Values() url.Values { return facetParameters.values(&q) }

// Intervals are the widths of a histogram's buckets, finest first. Weeks begin
// on Monday (ISO 8601); decades, centuries and millennia with the years that end
// in 0, 00 and 000.
var Intervals = []string{"hour", "day", "week", "month", "quarter", "year", "decade", "century", "millennium"}

// HistogramIntervals are what a histogram's interval may be, the default first.
var HistogramIntervals = append([]string{AutoInterval}, Intervals...)

// HistogramQuery asks how events are spread over time.
type HistogramQuery struct {
	Query
	Interval string // of HistogramIntervals
	By       string // of Facets, or empty; Limit is the most values of it, those of most events
}

// The bounds of HistogramQuery.Limit.
const (
	DefaultSeries = 20
	MaxSeries     = 100
)

// MaxBuckets is the most buckets a histogram has.
const MaxBuckets = 5000

var histogramParameters = slices.Concat(
	lift(filterParameters, func(q *HistogramQuery) *Query { return &q.Query }),
	parameters[HistogramQuery]{
		word("interval", HistogramIntervals, func(q *HistogramQuery) *string { return &q.Interval }),
		wordOr("by", Facets, "", func(q *HistogramQuery) *string { return &q.By }),
		limitUpTo(MaxSeries, func(q *HistogramQuery) *int { return &q.Limit }, DefaultSeries),
	},
)

// ParseHistogramQuery reads the query of a URL, as ParseQuery does. A range
// that needs more than MaxBuckets is refused with the finest interval that
// fits.
func ParseHistogramQuery(values url.Values) (HistogramQuery, error) {
	q := HistogramQuery{Query: NewQuery(), Interval: AutoInterval}
	q.Limit = DefaultSeries
	if err := histogramParameters.parse(values, &q); err != nil {
		return HistogramQuery{}, err
	}
	if err := q.Period.check(values.Has); err != nil {
		return HistogramQuery{}, err
	}
	if span := q.Period.Interval(); span.Earliest != edtf.OpenStart && span.Latest != edtf.OpenEnd {
		if _, err := q.Buckets(nil); err != nil {
			return HistogramQuery{}, err
		}
	}
	return q, nil
}

// Buckets are those of the events asked for: they span the range of the query and,
// where it has no bound, the dates, or the bulk of them where the interval is
// automatic. There are none where that leaves nothing to span.
func (q HistogramQuery) Buckets(dates []Dated) (Buckets, error) {
	interval, span := q.Interval, q.Period.Interval()
	if interval == AutoInterval {
		interval, span = chosen(dates, span)
		if span.Earliest < span.Latest && countBuckets(interval, span) > MaxBuckets {
			return Buckets{}, invalid("interval", nil, "is auto, and even the widest, %s, parts %s to %s into more than %d buckets; narrow the range with from and to",
				interval, edtf.FormatInstant(span.Earliest), edtf.FormatInstant(span.Latest), MaxBuckets)
		}
	} else {
		span = hullOf(dates, span)
	}
	if span.Earliest >= span.Latest {
		return Buckets{interval: interval}, nil
	}
	return NewBuckets(interval, span)
}

// Values prints the query back, canonically.
func (q HistogramQuery) Values() url.Values { return histogramParameters.values(&q) }

// NetworkQuery asks which actors appear together in events.
type NetworkQuery struct {
	Query // Limit is the most actors answered: those in most events
}

var networkParameters = slices.Concat(
	lift(filterParameters, func(q *NetworkQuery) *Query { return &q.Query }),
	parameters[NetworkQuery]{limitParameter(func(q *NetworkQuery) *int { return &q.Limit }, DefaultLimit)},
)

// ParseNetworkQuery reads the query of a URL, as ParseQuery does.
func ParseNetworkQuery(values url.Values) (NetworkQuery, error) {
	q := NetworkQuery{Query: NewQuery()}
	if err := networkParameters.parse(values, &q); err != nil {
		return NetworkQuery{}, err
	}
	return q, q.Period.check(values.Has)
}

// Values prints the query back, canonically.
func (q NetworkQuery) Values() url.Values { return networkParameters.values(&q) }

// AggregateParameters names the query parameters of each view that counts
// events, by the last part of its path.
func AggregateParameters() map[string][]string {
	return map[string][]string{
		"aggregate": aggregateParameters.names(),
		"facets":    facetParameters.names(),
		"histogram": histogramParameters.names(),
		"network":   networkParameters.names(),
	}
}

// lift makes parameters of one query those of another that holds it.
func lift[Outer, Inner any](ps parameters[Inner], at func(*Outer) *Inner) parameters[Outer] {
	lifted := make(parameters[Outer], len(ps))
	for i, p := range ps {
		lifted[i] = parameter[Outer]{name: p.name, many: p.many,
			parse:  func(q *Outer, values []string) error { return p.parse(at(q), values) },
			format: func(q *Outer) []string { return p.format(at(q)) }}
	}
	return lifted
}

// tooManyBuckets names the finest interval that a span fits into.
func tooManyBuckets(interval string, span edtf.Interval) error {
	e := invalid("interval", nil, "is %s, which parts %s to %s into more than %d buckets",
		interval, edtf.FormatInstant(span.Earliest), edtf.FormatInstant(span.Latest), MaxBuckets)
	for _, coarser := range Intervals[slices.Index(Intervals, interval)+1:] {
		if countBuckets(coarser, span) <= MaxBuckets {
			e.Suggestions = []string{coarser}
			e.Message += fmt.Sprintf(" The finest that fits is %s.", coarser)
			return e
		}
	}
	e.Message += " So does every other; narrow the range with from and to."
	return e
}
