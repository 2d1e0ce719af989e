package timeline_test

import (
	"errors"
	"math/rand/v2"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// counted are the parsers of the views that count, each with what it makes of
// the filters alone.
var counted = map[string]func(url.Values) (any, timeline.Query, url.Values, error){
	"aggregate": func(v url.Values) (any, timeline.Query, url.Values, error) {
		q, err := timeline.ParseAggregateQuery(v)
		return q, q.Query, q.Values(), err
	},
	"facets": func(v url.Values) (any, timeline.Query, url.Values, error) {
		q, err := timeline.ParseFacetQuery(v)
		return q, q.Query, q.Values(), err
	},
	"histogram": func(v url.Values) (any, timeline.Query, url.Values, error) {
		q, err := timeline.ParseHistogramQuery(v)
		return q, q.Query, q.Values(), err
	},
	"network": func(v url.Values) (any, timeline.Query, url.Values, error) {
		q, err := timeline.ParseNetworkQuery(v)
		return q, q.Query, q.Values(), err
	},
}

// TestViewsTakeEveryFilter: what a view makes of filters is what the list
// makes of them, and it prints back.
func TestViewsTakeEveryFilter(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 8))
	for range 3000 {
		filters := randomQuery(r)
		for _, name := range []string{"order", "include", "limit", "cursor", "count", "fields"} {
			filters.Del(name)
		}
		want, err := timeline.ParseQuery(filters)
		if err != nil {
			t.Fatal(err)
		}
		for view, own := range map[string]url.Values{
			"aggregate": {"group": {[]string{"actor", "week", "auto,place", "role,year", "type,type"}[r.IntN(5)]}, "top": {strconv.Itoa(1 + r.IntN(1000))}, "other": {"true"},
				"measure": {[]string{"count", "estimate,count,possible,certain", "sum(fatalities),count,count", "min(a-1.b_2),max(x)"}[r.IntN(4)]}},
			"facets":    {"by": {[]string{"actor", "year,type", "type,year", "role,role"}[r.IntN(4)]}, "limit": {strconv.Itoa(1 + r.IntN(1000))}},
			"histogram": {"by": {timeline.Facets[r.IntN(len(timeline.Facets))]}, "interval": {timeline.HistogramIntervals[3+r.IntN(7)]}, "limit": {strconv.Itoa(1 + r.IntN(100))}},
			"network":   {"limit": {strconv.Itoa(1 + r.IntN(1000))}},
		} {
			for name, values := range filters {
				own[name] = values
			}
			q, inner, printed, err := counted[view](own)
			if err != nil && view == "histogram" && strings.Contains(err.Error(), "5000 buckets") {
				continue
			}
			if err != nil {
				t.Fatalf("%s?%s: %v", view, own.Encode(), err)
			}
			inner.Limit = want.Limit
			if !reflect.DeepEqual(inner, want) {
				t.Fatalf("%s?%s is read as\n%+v\nwant\n%+v", view, own.Encode(), inner, want)
			}
			again, _, twice, err := counted[view](printed)
			if err != nil || !reflect.DeepEqual(again, q) || twice.Encode() != printed.Encode() {
				t.Fatalf("%s?%s prints %s, which is read as\n%+v, %v\nwant\n%+v", view, own.Encode(), printed.Encode(), again, err, q)
			}
		}
	}
}

func TestViewsHaveTheirDefaults(t *testing.T) {
	t.Parallel()
	facets, err := timeline.ParseFacetQuery(url.Values{"by": {"type"}, "limit": {"50"}})
	if err != nil || facets.Limit != 50 || facets.Values().Encode() != "by=type" || !slices.Equal(facets.By, []string{"type"}) {
		t.Errorf("%+v, %v", facets, err)
	}
	histogram, err := timeline.ParseHistogramQuery(url.Values{"interval": {"auto"}, "limit": {"20"}})
	if err != nil || histogram.Interval != "auto" || histogram.Limit != 20 || histogram.By != "" || len(histogram.Values()) != 0 {
		t.Errorf("%+v, %v", histogram, err)
	}
	cells, err := timeline.ParseAggregateQuery(url.Values{"group": {"week,actor"}, "measure": {"count"}, "other": {"false"}})
	if err != nil || cells.Top != 0 || cells.Interval() != "week" || !slices.Equal(cells.Facets(), []string{"actor"}) || cells.Values().Encode() != "group=week%2Cactor" {
		t.Errorf("%+v, %v", cells, err)
	}
	network, err := timeline.ParseNetworkQuery(url.Values{"limit": {"50"}})
	if err != nil || network.Limit != 50 || len(network.Values()) != 0 {
		t.Errorf("%+v, %v", network, err)
	}
	for view, own := range map[string][]string{"aggregate": {"group", "top", "other", "measure", "fill"}, "facets": {"by", "limit"}, "histogram": {"interval", "by", "limit"}, "network": {"limit"}} {
		names := timeline.AggregateParameters()[view]
		if !slices.Equal(names[len(names)-len(own):], own) {
			t.Errorf("%s takes %q at the end, not %q", view, names, own)
		}
		for _, name := range names[:len(names)-len(own)] {
			if !slices.Contains(timeline.QueryParameters(), name) {
				t.Errorf("%s takes %s, which the list does not", view, name)
			}
		}
	}
}

func TestViewsNameTheMistake(t *testing.T) {
	t.Parallel()
	tests := []struct{ view, raw, parameter, message, suggestion string }{
		{"aggregate", "", "group", "The parameter group is required: one or two of auto, hour, day, week, month, quarter, year, decade, century, millennium, actor, role, type,", ""},
		{"aggregate", "group=weeks", "group", `not "weeks"; did you mean "week"?`, "week"},
		{"aggregate", "group=week,actor,type", "group", "has 3 groups; at most 2 are taken.", ""},
		{"aggregate", "group=week&group=year", "group", "has two intervals, of which one holds the other; give one of them, and a property beside it.", ""},
		{"aggregate", "group=type&measure=cuont", "measure", `takes count, possible, certain, estimate, and sum, min, max of a named figure, such as sum(fatalities), not "cuont"; did you mean "count"?`, "count"},
		{"aggregate", "group=type&measure=sum", "measure", `such as sum(fatalities), not "sum".`, ""},
		{"aggregate", "group=type&measure=sum(Dead)", "measure", `not "sum(Dead)".`, ""},
		{"aggregate", "group=type&measure=avg(dead)", "measure", `not "avg(dead)".`, ""},
		{"aggregate", "group=type&measure=sum(a", "measure", `not "sum(a".`, ""},
		{"aggregate", "group=type&measure=count,", "measure", `not "".`, ""},
		{"aggregate", "group=type&measure=sum(a),sum(b),sum(c),sum(d),sum(e),sum(f),sum(g),sum(h),sum(i),sum(j),sum(k)", "measure", "has 11 measures; at most 10 are taken.", ""},
		{"aggregate", "group=type&top=0", "top", "is a whole number from 1 to 1000, not", ""},
		{"aggregate", "group=type&other=yes", "other", "is true or false", ""},
		{"aggregate", "group=type&limit=5", "limit", "There is no parameter", ""},
		{"aggregate", "group=type&date=2025&from=2024", "date", "names both bounds", ""},
		{"facets", "", "by", "The parameter by is required: one or more of actor, role, type, status, verification, place, country, topic, source, story, year, speaker, basis, evidence, code.", ""},
		{"facets", "by=", "by", "has no value; leave the parameter out instead", ""},
		{"facets", "by=actor,", "by", `not ""`, ""},
		{"facets", "by=actor,tpye", "by", `did you mean "type"?`, "type"},
		{"facets", "by=Actor", "by", `did you mean "actor"?`, "actor"},
		{"facets", "by=colour", "by", "takes actor, role, type, status, verification, place, country, topic, source, story, year, speaker, basis, evidence, code, not \"colour\".", ""},
		{"histogram", "by=type&by=actor", "by", "given 2 times; it is taken once", ""},
		{"facets", "by=type&by=aktor", "by", "takes actor, role, type", "actor"},
		{"facets", "by=type&limit=1001", "limit", "from 1 to 1000", ""},
		{"facets", "by=type&from=2026&to=2025", "to", "ends before from begins", ""},
		{"facets", "by=type&order=date", "order", "There is no parameter", ""},
		{"facets", "by=type&intervall=day", "intervall", "There is no parameter", ""},
		{"histogram", "interval=monht", "interval", `is one of auto, hour, day, week, month, quarter, year, decade, century, millennium, not "monht"; did you mean "month"?`, "month"},
		{"histogram", "interval=years", "interval", `did you mean "year"?`, "year"},
		{"histogram", "interval=fortnight", "interval", `not "fortnight".`, ""},
		{"histogram", "by=y", "by", `is one of actor, role, type, status, verification, place, country, topic, source, story, year, speaker, basis, evidence, code, not "y".`, ""},
		{"histogram", "by=", "by", "has no value", ""},
		{"histogram", "by=places", "by", `did you mean "place"?`, "place"},
		{"histogram", "limit=101", "limit", "from 1 to 100, not", ""},
		{"histogram", "limits=1", "limits", "There is no parameter", "limit"},
		{"histogram", "date=2025&from=2024", "date", "names both bounds", ""},
		{"histogram", "interval=day&from=2000&to=2025", "interval", "The parameter interval is day, which parts 2000-01-01T00:00:00Z to 2026-01-01T00:00:00Z into more than 5000 buckets. The finest that fits is week.", "week"},
		{"histogram", "interval=hour&date=-0044", "interval", "is hour, which parts -0044 to -0043 into more than 5000 buckets. The finest that fits is day.", "day"},
		{"histogram", "interval=century&from=Y-13800000000&to=2025", "interval", "So does every other; narrow the range with from and to.", ""},
		{"histogram", "from=Y-13800000000&to=2025", "interval", "is auto, and even the widest, millennium, parts Y-13800000000 to 2026-01-01T00:00:00Z into more than 5000 buckets; narrow the range with from and to.", ""},
		{"histogram", "interval=decade&from=Y-4900000&to=2025", "interval", "The finest that fits is millennium.", "millennium"},
		{"network", "by=actor", "by", "There is no parameter", ""},
		{"network", "limit=0", "limit", "from 1 to 1000", ""},
		{"network", "limits=2", "limits", `did you mean "limit"?`, "limit"},
	}
	for _, tt := range tests {
		t.Run(tt.view+"?"+tt.raw, func(t *testing.T) {
			t.Parallel()
			values, err := url.ParseQuery(tt.raw)
			if err != nil {
				t.Fatal(err)
			}
			_, _, _, err = counted[tt.view](values)
			e, ok := errors.AsType[*timeline.Error](err)
			if !ok {
				t.Fatalf("accepted, or %v", err)
			}
			if e.Parameter != tt.parameter || !strings.Contains(e.Message, tt.message) || strings.Join(e.Suggestions, " ") != tt.suggestion {
				t.Errorf("%s, suggesting %q: %q\nwant %s, %q: %q", e.Parameter, e.Suggestions, e.Message, tt.parameter, tt.suggestion, tt.message)
			}
			if end := e.Message[len(e.Message)-1]; end != '.' && end != '?' {
				t.Errorf("no sentence: %q", e.Message)
			}
		})
	}
}

// TestOpenRangesAreNotParted: how far they reach, only the events say.
func TestOpenRangesAreNotParted(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{"interval=hour&from=Y-13800000000", "interval=hour&to=2025", "interval=hour&from=../0001&to=2025", "interval=hour&date=2025/.."} {
		values, _ := url.ParseQuery(raw)
		if _, err := timeline.ParseHistogramQuery(values); err != nil {
			t.Errorf("%s: %v", raw, err)
		}
	}
}
