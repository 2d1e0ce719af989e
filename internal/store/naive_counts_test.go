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

// having are the events that each value of a facet would keep, were its filter put
// beside those of a query, which keeps the events kept.
func (m *model) having(q timeline.Query, kept []*event, by string) map[string][]*event {
	found := map[string][]*event{}
	add := func(e *event, values ...string) {
		for _, v := range values {
			if list := found[v]; len(list) == 0 || list[len(list)-1] != e {
				found[v] = append(list, e)
			}
		}
	}
	switch by {
	case "actor":
		m.eachPaired(q, by, func(e *event, with func(id string) timeline.Query) {
			for id := range m.peopleOf(e) {
				if m.keepsPeople(with(id), e) {
					add(e, id)
				}
			}
		})
	case "place":
		m.eachPaired(q, by, func(e *event, with func(id string) timeline.Query) {
			for id := range m.placesOf(e) {
				if m.keepsPlaces(with(id), e) {
					add(e, id)
				}
			}
		})
	case "year":
		for _, e := range kept {
			add(e, onlyYear(q.Period.Zone, e.Date))
		}
	case "role":
		for _, e := range kept {
			for _, role := range timeline.ActorRoles {
				if m.keepsPeople(narrowed(q, by, role), e) {
					add(e, role)
				}
			}
		}
	default:
		for _, e := range kept {
			add(e, clauseFilters[by].of(m, e)...)
		}
	}
	return found
}

// eachPaired calls fn with each event that may be kept by a value beside a query,
// and with what makes the query of both. Where the query names nobody, or no place,
// its roles are then those of the value.
func (m *model) eachPaired(q timeline.Query, by string, fn func(e *event, with func(id string) timeline.Query)) {
	loose := narrowed(q, by, "anybody")
	if by == "actor" {
		loose.Actor, loose.Role = q.Actor, nil
	} else {
		loose.Place, loose.PlaceRole = q.Place, nil
	}
	for _, e := range m.kept(loose) {
		fn(e, func(id string) timeline.Query { return narrowed(q, by, id) })
	}
}

// narrowed is a query with the filter of a facet beside its own.
func narrowed(q timeline.Query, by, value string) timeline.Query {
	if by == "year" {
		q.Period.From, q.Period.To, q.Period.Match = edtf.MustParse(value), edtf.MustParse(value), timeline.MatchWithin
		return q
	}
	list := clauseFilters[by].asked(&q)
	*list = append(slices.Clone(*list), timeline.Clause{Values: []string{value}})
	return q
}

// onlyYear is the year in which a date lies for certain.
func onlyYear(z *timeline.Zone, d timeline.Date) string {
	if !isBounded(d) {
		return ""
	}
	i := readIn(z, d).Interval()
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
	case "actor", "speaker":
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

// countBy counts events by their values of a facet.
func (m *model) countBy(by string, having map[string][]*event) []store.FacetValue {
	var list []store.FacetValue
	for v, events := range having {
		list = append(list, store.FacetValue{Value: v, Label: m.nameOf(by, v), Count: len(events)})
	}
	slices.SortFunc(list, func(a, b store.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	return list
}

// quotesBy counts quotes that a query keeps by their values of a facet.
func (m *model) quotesBy(q timeline.QuoteQuery, kept []*said, by string) []store.FacetValue {
	counts := map[string]int{}
	for _, s := range kept {
		values := slices.Clone(m.quoteFacet(q, s, by))
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			counts[v]++
		}
	}
	var list []store.FacetValue
	for v, n := range counts {
		label := m.nameOf(by, v)
		if slices.Contains([]string{"speaker", "via", "about", "addressee"}, by) {
			label = m.nameOf("actor", v)
		} else if by == "event" {
			label = m.events.by[v].Title
		}
		list = append(list, store.FacetValue{Value: v, Label: label, Count: n})
	}
	slices.SortFunc(list, func(a, b store.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	return list
}

// quoteFacet are the values that a quote has of a facet.
func (m *model) quoteFacet(q timeline.QuoteQuery, s *said, by string) []string {
	switch by {
	case "speaker", "via", "about", "addressee":
		return m.people(q, s, by)
	case "topic":
		return s.in.Topics
	case "year":
		return []string{onlyYear(q.Period.Zone, s.date())}
	}
	return []string{map[string]string{"kind": s.Kind, "story": s.in.Story, "event": s.in.ID, "evidence": timeline.Evidence(s.Citations)}[by]}
}

// networkOf is who appears with whom.
func (m *model) networkOf(q timeline.NetworkQuery) store.Network {
	var nw store.Network
	kept := m.kept(q.Query)
	part := map[string][]*event{}
	for _, e := range kept {
		for _, id := range participants(e) {
			part[id] = append(part[id], e)
		}
	}
	counts := m.countBy("actor", part)
	among := map[string]bool{}
	for _, v := range counts[:min(q.Limit, len(counts))] {
		nw.Nodes = append(nw.Nodes, store.NetworkNode{ID: v.Value, Name: v.Label, Kind: m.actors.by[v.Value].Kind, Events: v.Count})
		among[v.Value] = true
	}
	together := map[[2]string]int{}
	for _, e := range kept {
		ids := participants(e)
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

// participants are those who take part in an event, each once.
func participants(e *event) []string {
	var ids []string
	for _, p := range e.Actors {
		ids = append(ids, p.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// spread looks at each event for each bucket.
func spread(z *timeline.Zone, events []*event, buckets []edtf.Interval) (counts []timeline.Counts, undated int) {
	counts = make([]timeline.Counts, len(buckets))
	for _, e := range events {
		if !isBounded(e.Date) {
			undated++
			continue
		}
		read := readIn(z, e.Date)
		date := read.Interval()
		length := exactly(date)
		for i, b := range buckets {
			period := e.Date.EDTF.Kind() == edtf.Range
			if z != nil {
				if read.LatestStart <= b.Latest && read.EarliestEnd >= b.Earliest {
					counts[i].Certain++
				}
			} else if !period && date.Within(b) || period && begunBy(e.Date.EDTF, b.Latest) && lastsTo(e.Date.EDTF, b.Earliest) {
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
