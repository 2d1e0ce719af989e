package store_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// kept are the events that a query keeps, in no order.
func (m *model) kept(q timeline.Query) []*event {
	var list []*event
	for _, e := range m.events.list {
		if m.keepsEvent(q, e) {
			list = append(list, e)
		}
	}
	return list
}

// facetOf are the values that an event has of a facet, some of them perhaps twice.
func (m *model) facetOf(q timeline.Query, e *event, by string) []string {
	var values []string
	switch by {
	case "actor":
		for _, p := range e.Actors {
			values = append(values, p.ID)
		}
	case "role":
		return m.rolesOf(q, e)
	case "place":
		for _, v := range e.Places {
			values = append(values, v.ID)
		}
	case "country":
		for _, v := range e.Places {
			if c := m.places.by[v.ID].Country; c != "" {
				values = append(values, c)
			}
		}
	case "year":
		return []string{onlyYear(e.Date)}
	case "topic":
		return e.Topics
	case "source":
		return sourcesOf(e)
	default:
		return []string{map[string]string{"type": e.Type, "status": e.Status, "verification": e.Verification, "story": e.Story, "evidence": timeline.Evidence(e.Citations)}[by]}
	}
	return values
}

// rolesOf are the roles of those whom a query names, or of all.
func (m *model) rolesOf(q timeline.Query, e *event) []string {
	var roles []string
	named := false
	for _, c := range q.Actor {
		for _, id := range c.Values {
			if has := m.peopleOf(e)[id]; !c.Exclude && q.Affiliated {
				roles = append(roles, has.all...)
			} else if !c.Exclude {
				roles = append(roles, has.own...)
			}
		}
		named = named || !c.Exclude
	}
	if !named {
		for _, p := range e.Actors {
			roles = append(roles, p.Role)
		}
	}
	return roles
}

// onlyYear is the year in which a date lies for certain.
func onlyYear(d timeline.Date) string {
	if !isBounded(d) {
		return ""
	}
	i := d.EDTF.Interval()
	text := yearText(calendar(i.Earliest).year)
	if !i.Within(edtf.MustParse(text).Interval()) {
		return ""
	}
	return text
}

// yearText is a year in EDTF.
func yearText(year int64) string {
	switch {
	case year >= 0 && year <= 9999:
		return fmt.Sprintf("%04d", year)
	case year < 0 && year >= -9999:
		return fmt.Sprintf("-%04d", -year)
	}
	return fmt.Sprintf("Y%d", year)
}

func isBounded(d timeline.Date) bool {
	return !d.EDTF.IsZero() && d.EDTF.Interval().Earliest != edtf.OpenStart && d.EDTF.Interval().Latest != edtf.OpenEnd
}

// nameOf is what a value of a facet is called.
func (m *model) nameOf(by, value string) string {
	switch by {
	case "actor":
		return m.actors.by[value].Name
	case "place":
		return m.places.by[value].Name
	case "source":
		return m.sources.by[value].Title
	case "story":
		return m.stories.by[value].Title
	case "year":
		return cmp.Or(value, "several years, or not known")
	}
	return value
}

// countBy counts events that a query keeps by their values of a facet.
func (m *model) countBy(q timeline.Query, kept []*event, by string) []store.FacetValue {
	counts := map[string]int{}
	for _, e := range kept {
		values := slices.Clone(m.facetOf(q, e, by))
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			counts[v]++
		}
	}
	var list []store.FacetValue
	for v, n := range counts {
		list = append(list, store.FacetValue{Value: v, Label: m.nameOf(by, v), Count: n})
	}
	slices.SortFunc(list, func(a, b store.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	return list
}

// networkOf is who appears with whom.
func (m *model) networkOf(q timeline.NetworkQuery) store.Network {
	var nw store.Network
	kept := m.kept(q.Query)
	counts := m.countBy(q.Query, kept, "actor")
	among := map[string]bool{}
	for _, v := range counts[:min(q.Limit, len(counts))] {
		nw.Nodes = append(nw.Nodes, store.NetworkNode{ID: v.Value, Name: v.Label, Kind: m.actors.by[v.Value].Kind, Events: v.Count})
		among[v.Value] = true
	}
	together := map[[2]string]int{}
	for _, e := range kept {
		ids := m.facetOf(q.Query, e, "actor")
		slices.Sort(ids)
		ids = slices.Compact(ids)
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				if among[a] && among[b] {
					together[[2]string{a, b}]++
				}
			}
		}
	}
	for pair, n := range together {
		nw.Edges = append(nw.Edges, store.NetworkEdge{Source: pair[0], Target: pair[1], Events: n})
	}
	slices.SortFunc(nw.Edges, func(a, b store.NetworkEdge) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), strings.Compare(a.Source, b.Source), strings.Compare(a.Target, b.Target))
	})
	return nw
}

// spread looks at each event for each bucket.
func spread(events []*event, buckets []edtf.Interval) (counts []timeline.Counts, undated int) {
	counts = make([]timeline.Counts, len(buckets))
	for _, e := range events {
		if !isBounded(e.Date) {
			undated++
			continue
		}
		date := e.Date.EDTF.Interval()
		length := exactly(date)
		for i, b := range buckets {
			period := e.Date.EDTF.Kind() == edtf.Range
			if !period && date.Within(b) || period && begunBy(e.Date.EDTF, b.Latest) && lastsTo(e.Date.EDTF, b.Earliest) {
				counts[i].Certain++
			}
			if date.Overlaps(b) {
				counts[i].Possible++
				counts[i].Estimate += exactly(edtf.Interval{Earliest: max(date.Earliest, b.Earliest), Latest: min(date.Latest, b.Latest)}) / length
			}
		}
	}
	return counts, undated
}

// exactly is the length of an interval in seconds.
func exactly(i edtf.Interval) float64 {
	f, _ := new(big.Float).SetInt(new(big.Int).Sub(big.NewInt(i.Latest), big.NewInt(i.Earliest))).Float64()
	return f
}

// eraSeconds are the seconds of 400 years, after which the calendar repeats.
const eraSeconds = 146097 * 86400

// moment is an instant: a time in the years 2000 to 2399, and the year.
type moment struct {
	like time.Time
	eras int64 // of 400 years, from like
	year int64
}

func calendar(sec int64) moment {
	const from = 946684800 // 2000-01-01
	era, rest := new(big.Int).DivMod(new(big.Int).Sub(big.NewInt(sec), big.NewInt(from)), big.NewInt(eraSeconds), new(big.Int))
	m := moment{like: time.Unix(from+rest.Int64(), 0).UTC(), eras: era.Int64()}
	m.year = int64(m.like.Year()) + 400*m.eras
	return m
}

// seconds is an instant of the same 400 years, or the end of all time beyond it.
func (m moment) seconds(like time.Time) int64 {
	sec := new(big.Int).Add(big.NewInt(like.Unix()), new(big.Int).Mul(big.NewInt(m.eras), big.NewInt(eraSeconds)))
	switch {
	case sec.IsInt64():
		return sec.Int64()
	case sec.Sign() < 0:
		return edtf.OpenStart
	}
	return edtf.OpenEnd
}

// bucketAround is the interval of a kind that holds an instant.
func bucketAround(kind string, sec int64) edtf.Interval {
	m := calendar(sec)
	y, month, d := m.like.Date()
	day := time.Date(y, month, d, 0, 0, 0, 0, time.UTC)
	first := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	var from, to time.Time
	switch kind {
	case "hour":
		from = time.Date(y, month, d, m.like.Hour(), 0, 0, 0, time.UTC)
		to = from.Add(time.Hour)
	case "day":
		from, to = day, day.AddDate(0, 0, 1)
	case "week":
		for day.Weekday() != time.Monday {
			day = day.AddDate(0, 0, -1)
		}
		from, to = day, day.AddDate(0, 0, 7)
	case "month":
		from = time.Date(y, month, 1, 0, 0, 0, 0, time.UTC)
		to = from.AddDate(0, 1, 0)
	case "quarter":
		from = time.Date(y, []time.Month{1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10}[month-1], 1, 0, 0, 0, 0, time.UTC)
		to = from.AddDate(0, 3, 0)
	case "year":
		from, to = first, first.AddDate(1, 0, 0)
	case "decade":
		from = first.AddDate(-(y % 10), 0, 0)
		to = from.AddDate(10, 0, 0)
	case "century":
		from = first.AddDate(-(y % 100), 0, 0)
		to = from.AddDate(100, 0, 0)
	case "millennium":
		from = first.AddDate(-int((m.year%1000+1000)%1000), 0, 0)
		to = from.AddDate(1000, 0, 0)
	}
	return edtf.Interval{Earliest: m.seconds(from), Latest: m.seconds(to)}
}

// bucketsOver part a span; nil where that makes more than most.
func bucketsOver(kind string, span edtf.Interval, most int) []edtf.Interval {
	var list []edtf.Interval
	for at := span.Earliest; at < span.Latest; {
		if len(list) == most {
			return nil
		}
		b := bucketAround(kind, at)
		if b.Earliest == edtf.OpenStart {
			b.Earliest = span.Earliest
		}
		if b.Latest == edtf.OpenEnd {
			b.Latest = span.Latest
		}
		list = append(list, b)
		at = b.Latest
	}
	return list
}
