package store_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// naiveCell is a cell with the events that begin in it.
type naiveCell struct {
	start  string // an interval's start as seconds; empty without, "none" for what has none
	values []string
	begin  []*event
	all    []*event // in any interval, with these values
}

// rest is no value: it stands for those that are left out.
const rest = "\x00"

// cellsOf are the cells of a query, each written as a line; false where there are
// too many, of them or of buckets.
func (m *model) cellsOf(q timeline.AggregateQuery) (lines []string, fit bool) {
	kept := m.kept(q.Query)
	interval, buckets, fit := m.cellBuckets(q, kept)
	if !fit {
		return nil, false
	}
	facets := q.Facets()
	ranking := make([][]string, len(facets))
	for i, by := range facets {
		ranking[i] = m.rankedBy(q, kept, by)
	}
	found := map[string]*naiveCell{}
	series, seen := map[string][]*event{}, map[string]map[*event]bool{}
	m.eachCombination(q, kept, func(e *event, values []string) {
		key := strings.Join(values, "|")
		if seen[key] == nil {
			seen[key] = map[*event]bool{}
		}
		if seen[key][e] {
			return
		}
		seen[key][e] = true
		series[key] = append(series[key], e)
		start := ""
		if interval != "" {
			start = startOf(q, interval, buckets, e)
		}
		at := start + "|" + key
		if found[at] == nil {
			found[at] = &naiveCell{start: start, values: values}
		}
		found[at].begin = append(found[at].begin, e)
	}, ranking)
	for key, events := range series {
		if interval == "" || !q.Spreads() {
			break
		}
		counts, _ := spread(q.Period.Zone, events, buckets)
		for i, n := range counts {
			if at := fmt.Sprint(buckets[i].Earliest); n.Possible > 0 && found[at+"|"+key] == nil {
				found[at+"|"+key] = &naiveCell{start: at, values: strings.Split(key, "|")}
			}
		}
	}
	if len(found) > timeline.MaxCells {
		return nil, false
	}
	var cells []*naiveCell
	for at, cell := range found {
		_, key, _ := strings.Cut(at, "|")
		cell.all = series[key]
		cells = append(cells, cell)
	}
	slices.SortFunc(cells, func(a, b *naiveCell) int { return compareCells(q, ranking, a, b) })
	for _, cell := range cells {
		lines = append(lines, cell.line(q, buckets))
	}
	return lines, true
}

// cellBuckets are those over which events are spread.
func (m *model) cellBuckets(q timeline.AggregateQuery, kept []*event) (interval string, buckets []edtf.Interval, fit bool) {
	interval = q.Interval()
	span := q.Period.Interval()
	switch {
	case interval == "":
		return "", []edtf.Interval{span}, true
	case interval == timeline.AutoInterval:
		interval, span = bulkOf(q.Period.Zone, kept, span)
	case !q.Spreads():
		return interval, nil, true
	default:
		hull, _ := hullOf(q.Period.Zone, kept)
		if span.Earliest == edtf.OpenStart {
			span.Earliest = hull.Earliest
		}
		if span.Latest == edtf.OpenEnd {
			span.Latest = hull.Latest
		}
	}
	if span.Earliest >= span.Latest {
		return interval, nil, true
	}
	buckets = bucketsOver(interval, span, timeline.MaxBuckets)
	return interval, buckets, buckets != nil
}

// startOf is where an event begins.
func startOf(q timeline.AggregateQuery, interval string, buckets []edtf.Interval, e *event) string {
	if e.Date.EDTF.IsZero() || e.Date.EDTF.Interval().Earliest == edtf.OpenStart {
		return "none"
	}
	at := readIn(q.Period.Zone, e.Date).Earliest
	if q.Interval() == timeline.AutoInterval && !slices.ContainsFunc(buckets, func(b edtf.Interval) bool { return b.Earliest <= at && at < b.Latest }) {
		return "none"
	}
	b := bucketAround(interval, at)
	if b.Earliest == edtf.OpenStart {
		b.Earliest = at
	}
	return fmt.Sprint(b.Earliest)
}

// eachCombination calls fn with each event and each combination of the values that
// it has: those that the filters of both would keep it by. What is in no ranking is
// the rest, or left out.
func (m *model) eachCombination(q timeline.AggregateQuery, kept []*event, fn func(e *event, values []string), ranking [][]string) {
	facets := q.Facets()
	told := func(i int, value string) (string, bool) {
		switch {
		case slices.Contains(ranking[i], value):
			return value, true
		case q.Top > 0 && q.Other:
			return rest, true
		}
		return "", false
	}
	if len(facets) == 0 {
		for _, e := range kept {
			fn(e, []string{""})
		}
		return
	}
	firsts := m.having(q.Query, kept, facets[0])
	if len(facets) == 1 {
		for value, events := range firsts {
			if shown, ok := told(0, value); ok {
				for _, e := range events {
					fn(e, []string{shown})
				}
			}
		}
		return
	}
	seconds := map[*event][]string{}
	for value, events := range m.having(q.Query, kept, facets[1]) {
		for _, e := range events {
			seconds[e] = append(seconds[e], value)
		}
	}
	for one, events := range firsts {
		for _, e := range events {
			for _, two := range seconds[e] {
				if !m.keepsEvent(narrowed(narrowed(q.Query, facets[0], one), facets[1], two), e) {
					continue
				}
				a, shownA := told(0, one)
				b, shownB := told(1, two)
				if shownA && shownB {
					fn(e, []string{a, b})
				}
			}
		}
	}
}

// rankedBy are the values of a facet that have cells, the largest first measure first.
func (m *model) rankedBy(q timeline.AggregateQuery, kept []*event, by string) []string {
	having := m.having(q.Query, kept, by)
	size := map[string]float64{}
	var values []string
	for v, events := range having {
		whole := make([]timeline.Counts, 1)
		if q.Measure[0].Spread() {
			whole, _ = spread(q.Period.Zone, events, []edtf.Interval{q.Period.Interval()})
		}
		size[v] = math.Inf(-1)
		if n := measured(q.Measure[0], events, &whole[0]); n != nil {
			size[v] = *n
		}
		values = append(values, v)
	}
	slices.SortFunc(values, func(a, b string) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b)) })
	if q.Top > 0 {
		values = values[:min(q.Top, len(values))]
	}
	return values
}

// measured is a measure of events that begin in a cell, and of what is spread over it.
func measured(m timeline.Measure, begin []*event, spread *timeline.Counts) *float64 {
	var number float64
	switch {
	case m.Kind == "count":
		number = float64(len(begin))
	case m.Figure == "" && spread == nil:
		return nil
	case m.Kind == "possible":
		number = float64(spread.Possible)
	case m.Kind == "certain":
		number = float64(spread.Certain)
	case m.Kind == "estimate":
		number = math.Round(spread.Estimate*1e9) / 1e9
	default:
		var values []float64
		for _, e := range begin {
			for _, f := range e.Figures {
				if f.Name == m.Figure && f.Value != nil {
					values = append(values, *f.Value)
				}
			}
		}
		if len(values) == 0 {
			return nil
		}
		for _, v := range values {
			number += v
		}
		switch m.Kind {
		case "min":
			number = slices.Min(values)
		case "max":
			number = slices.Max(values)
		}
	}
	return &number
}

func compareCells(q timeline.AggregateQuery, ranking [][]string, a, b *naiveCell) int {
	facet := 0
	for _, group := range q.Group {
		var order int
		if slices.Contains(timeline.HistogramIntervals, group) {
			order = compareStartTexts(a.start, b.start)
		} else {
			rank := func(c *naiveCell) int {
				if i := slices.Index(ranking[facet], c.values[facet]); i >= 0 {
					return i
				}
				return len(ranking[facet])
			}
			order = cmp.Compare(rank(a), rank(b))
			facet++
		}
		if order != 0 {
			return order
		}
	}
	return 0
}

func compareStartTexts(a, b string) int {
	seconds := func(s string) int64 {
		if s == "none" {
			return math.MaxInt64
		}
		var n int64
		if _, err := fmt.Sscan(s, &n); err != nil {
			panic(err)
		}
		return n
	}
	return cmp.Compare(seconds(a), seconds(b))
}

// line is a cell as one.
func (c *naiveCell) line(q timeline.AggregateQuery, buckets []edtf.Interval) string {
	var counts *timeline.Counts
	for _, b := range buckets {
		if q.Spreads() && (q.Interval() == "" || fmt.Sprint(b.Earliest) == c.start) {
			list, _ := spread(q.Period.Zone, c.all, []edtf.Interval{b})
			counts = &list[0]
		}
	}
	values := c.values
	if len(q.Facets()) == 0 {
		values = nil
	}
	numbers := make([]*float64, len(q.Measure))
	for i, m := range q.Measure {
		numbers[i] = measured(m, c.begin, counts)
	}
	return cellLine(c.start, values, numbers)
}

func cellLine(start string, values []string, numbers []*float64) string {
	line := fmt.Sprintf("%s %q", start, values)
	for _, n := range numbers {
		if n == nil {
			line += " -"
		} else {
			line += fmt.Sprintf(" %.6g", *n)
		}
	}
	return line
}
