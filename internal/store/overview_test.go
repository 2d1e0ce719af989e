package store_test

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// What is read of many records at a time is what single reads find, for every
// reader and of the past: nothing more of private stories, and nothing less.
func TestReadsOfMany(t *testing.T) {
	t.Parallel()
	lib := newWorld(t)
	v, err := lib.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	earlier := timeline.Moment{Seq: v.Seq - 100} // some of the last import is there
	for name, st := range map[string]*storetest.Access{
		"anybody": lib.Access, "holder": lib.Private(),
		"anybody, before": lib.AsOf(earlier), "holder, before": lib.Private().AsOf(earlier),
	} {
		t.Run(name, func(t *testing.T) {
			ids := someIDs(lib)
			sameOneByOne(t, "event", ids["event"], st.RelatedEvents, st.Event)
			sameOneByOne(t, "place", ids["place"], st.PlacesByID, st.Place)
			sameOneByOne(t, "story", ids["story"], st.StoriesByID, st.Story)
			checkOverviews(t, st, ids["story"], strings.HasSuffix(name, "before"))
		})
	}
	t.Run("spread", lib.checkSpreads)
	t.Run("positions", lib.checkPositions)
}

func someIDs(lib *library) map[string][]string {
	ids := map[string][]string{
		"event": {"nobody-has-this"}, "place": {"nobody-has-this"}, "story": {"nobody-has-this", "first", "second", "secret", "third", "first"},
	}
	for i, id := range lib.events.ids {
		if i%7 == 0 {
			ids["event"] = append(ids["event"], id)
		}
	}
	ids["place"] = append(ids["place"], lib.places.ids...)
	return ids
}

// sameOneByOne holds what is read of many ids to what is read of each.
func sameOneByOne[T any](t *testing.T, resource string, ids []string, many func(ctx context.Context, ids []string) (map[string]T, error), one func(context.Context, string) (store.Record, error)) {
	t.Helper()
	got, err := many(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]T{}
	for _, id := range ids {
		r, err := one(t.Context(), id)
		if timeline.CodeOf(err) == timeline.NotFound {
			continue
		}
		var record T
		if err == nil {
			err = json.Unmarshal(r.JSON, &record)
		}
		if err != nil {
			t.Fatal(err)
		}
		want[id] = record
	}
	if !reflect.DeepEqual(got, want) || len(want) == 0 || len(want) == len(ids) {
		t.Errorf("%s: %d of %d records are read, want %d, or they differ", resource, len(got), len(ids), len(want))
	}
}

func checkOverviews(t *testing.T, st *storetest.Access, ids []string, exact bool) {
	const whole = 450
	got, err := st.Overviews(t.Context(), ids, whole)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[bool]int{}
	for _, id := range ids {
		if _, err := st.Story(t.Context(), id); timeline.CodeOf(err) == timeline.NotFound {
			if o, told := got[id]; told {
				t.Errorf("%s: %d events are told of", id, o.Events)
			}
			continue
		}
		o, q := got[id], timeline.NewQuery()
		q.Story, q.Limit = []timeline.Clause{{Values: []string{id}}}, timeline.MaxLimit
		facets, err := st.Facets(t.Context(), timeline.FacetQuery{Query: q, By: []string{"status", "actor", "source"}})
		if err != nil {
			t.Fatal(err)
		}
		events := 0
		for _, v := range facets["status"] {
			events += v.Count
		}
		quotes, err := st.Quotes(t.Context(), timeline.QuoteQuery{Paging: timeline.Paging{Limit: 1, Count: true}, Story: q.Story}, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := [4]int{events, len(facets["actor"]), len(facets["source"]), *quotes.Total}
		if counts := [4]int{o.Events, o.Actors, o.Sources, o.Quotes}; counts != want {
			t.Errorf("%s: counts %v, want %v", id, counts, want)
		}
		kinds[o.Whole != nil]++
		if o.Whole == nil {
			if exact {
				sameSpread(t, st, id, &o.Spread, timeline.HistogramQuery{Query: q, Interval: "quarter", By: "status"})
			} else {
				widerSpread(t, st, id, &o.Spread, q)
			}
			continue
		}
		var all []timeline.Event
		err = st.EachEvent(t.Context(), q, func(doc json.RawMessage) error {
			var e timeline.Event
			all = append(all, e)
			return json.Unmarshal(doc, &all[len(all)-1])
		})
		if err != nil || !reflect.DeepEqual(o.Whole, all) || len(all) > whole {
			t.Errorf("%s: %d events, want %d, or they differ: %v", id, len(o.Whole), len(all), err)
		}
	}
	if kinds[true] == 0 || kinds[false] == 0 {
		t.Errorf("stories small and large: %v", kinds)
	}
}

func (lib *library) checkSpreads(t *testing.T) {
	a := newAsker(t, &lib.model, 8)
	found, rounds := 0, trial.Rounds(t, 80)
	for range rounds {
		q, question := a.event(t)
		spread, err := lib.Spread(t.Context(), q)
		if err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		for _, interval := range timeline.Intervals[1:] {
			found += sameSpread(t, lib.Access, question, &spread, timeline.HistogramQuery{Query: q, Interval: interval, By: "status"})
		}
	}
	if found < 2*rounds {
		t.Errorf("only %d buckets in all", found)
	}
}

// Positions are those of the events that a list finds, as far as one of them, and a list
// goes on after each.
func (lib *library) checkPositions(t *testing.T) {
	a := newAsker(t, &lib.model, 9)
	found, rounds := 0, trial.Rounds(t, 120)
	for range rounds {
		q, question := a.event(t)
		q.Limit, q.Count = 1000, false
		if q.Order == timeline.OrderRelevance {
			continue
		}
		want := lib.findEvents(q)
		id, i := "nobody-has-this", -1
		if len(want) > 0 && a.IntN(8) > 0 {
			i = a.IntN(len(want))
			id = want[i]
		}
		list, at, err := lib.Positions(t.Context(), q, id, 700)
		if err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		wantAt, positions := i, i+1
		if i >= 700 {
			wantAt, positions = -1, 700
		}
		if len(list) != positions || at != wantAt {
			t.Errorf("%s: %d positions, and %d for the event at %d of %d", question, len(list), at, i, len(want))
			continue
		}
		if at < 0 {
			continue
		}
		found++
		rest, err := lib.Events(t.Context(), q, &list[at])
		if err != nil {
			t.Fatal(err)
		}
		sameIDs(t, "after one of "+question, idsOf(t, rest.Records), want[at+1:min(len(want), at+1+q.Limit)])
	}
	if found < rounds/3 {
		t.Errorf("only %d events were found", found)
	}
}

// sameSpread compares the histogram of a spread with the one that the store
// counts, and returns how many buckets it has.
func sameSpread(t *testing.T, st *storetest.Access, what string, spread *store.Spread, q timeline.HistogramQuery) int {
	t.Helper()
	want, refused := st.Histogram(t.Context(), q)
	got, err := spread.Histogram(q.Interval)
	if timeline.CodeOf(refused) == timeline.InvalidParameter {
		if timeline.CodeOf(err) != timeline.InvalidParameter {
			t.Errorf("%s by %s: %v, want %v", what, q.Interval, err, refused)
		}
		return 0
	}
	if err != nil || refused != nil {
		t.Fatal(what, err, refused)
	}
	if !reflect.DeepEqual(got.Buckets, want.Buckets) || got.Undated != want.Undated || got.Ends != want.Ends || !alike(got.Counts, want.Counts) || !maps.EqualFunc(got.By, want.By, alike) {
		t.Errorf("%s by %s\ngot  %v\nwant %v", what, q.Interval, got, want)
	}
	return want.Buckets.Len()
}

// widerSpread compares a spread of dates that are kept widened with the exact one: no
// event is more certain or less possible than it is, all together they are as many, and
// the ends are to the day.
func widerSpread(t *testing.T, st *storetest.Access, what string, spread *store.Spread, q timeline.Query) {
	t.Helper()
	exact, err := st.Spread(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	from, _ := edtf.SecondsFromCivil(edtf.Civil{Year: 1900, Month: 1, Day: 1})
	to, _ := edtf.SecondsFromCivil(edtf.Civil{Year: 2100, Month: 1, Day: 1})
	buckets, err := timeline.NewBuckets("quarter", edtf.Interval{Earliest: from, Latest: to})
	if err != nil {
		t.Fatal(err)
	}
	got, want := spread.Over(buckets), exact.Over(buckets)
	var all, wanted float64
	for i := range want.Counts {
		all, wanted = all+got.Counts[i].Estimate, wanted+want.Counts[i].Estimate
		if got.Counts[i].Certain > want.Counts[i].Certain || got.Counts[i].Possible < want.Counts[i].Possible {
			t.Errorf("%s, bucket %d: %v, which is not wider than %v", what, i, got.Counts[i], want.Counts[i])
		}
	}
	if math.Abs(all-wanted) > wanted/20 || got.Undated != want.Undated || wanted < 10 {
		t.Errorf("%s: %v events in all and %d undated, want %v and %d", what, all, got.Undated, wanted, want.Undated)
	}
}

// alike compares counts but for what sums of fractions lose.
func alike(a, b []timeline.Counts) bool {
	return slices.EqualFunc(a, b, func(a, b timeline.Counts) bool {
		return a.Certain == b.Certain && a.Possible == b.Possible && math.Abs(a.Estimate-b.Estimate) < 1e-6
	})
}
