package store_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// zonedDates have bounds with a zone and without, around midnight and where
// clocks are set.
var zonedDates = []string{"2025-03-05T21:59:59Z", "2025-03-05T22:00:00Z", "2025-03-05T23:30:00", "2025-03-06", "2025-03-05T18Z", "2025-03-05T18:40+05:45",
	"2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z", "2025-10-26T03:30:00", "2025-10-26T03", "2025-10-26", "2025-03-30T00:59:59Z", "2025-03-30T01:00:00Z", "2025-03-30T03:30:00",
	"2025-03-05T22:30:00Z/2025-03-07", "2025-03-04/2025-03-05T22:30:00Z", "2025-03-05T22:30:00Z/2025-10-26T01:30:00Z", "2025-03-05T22:30:00Z/..", "2025-03-05T22:30:00Z/",
	"../2025-10-26T01:30:00Z", "/2025-10-26T01:30:00Z", "2024-12-31T23:30:00Z", "2025-01-01T10Z", "2011-12-30T12:00:00Z", "2011-12-30", "1883-11-18T17:00:00Z", "2025-11-02T05:30:00Z",
	"2025-11-02T06:30:00Z", "2025-11-02T01:30", "2025", "2025-03", "2025-03-05/2025-03-06", "[..2025-03-05]", ""}

// zones are ahead of UTC and behind, by whole hours and not, with clocks that are
// set and with days that were left out.
var zones = []string{"Europe/Kyiv", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"}

// newZoned is a library whose events have dates of zones, some of them changed
// since.
func newZoned(t *testing.T) *library {
	lib, w, r := newLibrary(t), storetest.NewWorld(31), rand.New(rand.NewPCG(trial.Seed(t, 32), 1))
	for _, id := range []string{"one", "hidden", "two"} {
		doc := w.Story(id, map[bool]string{true: timeline.Private, false: timeline.Public}[id == "hidden"], 300)
		for range 2 {
			for i := range doc.Events {
				if e := &doc.Events[i]; r.IntN(3) > 0 {
					e.Date = timeline.Date{Basis: "unknown"}
					if text := zonedDates[r.IntN(len(zonedDates))]; text != "" {
						e.Date = timeline.Date{EDTF: edtf.MustParse(text), Basis: "stated"}
					}
					for j := range e.Quotes {
						e.Quotes[j].Date = nil
					}
				}
			}
			lib.put(t, doc)
		}
	}
	return lib
}

// zone makes up a zone and a range in it.
func (a asker) zone(p *timeline.Period) string {
	z, err := timeline.ParseZone(zones[a.IntN(len(zones))])
	if err != nil {
		panic(err)
	}
	p.Zone = z
	date := func() edtf.Date {
		for {
			if text := zonedDates[a.IntN(len(zonedDates))]; text != "" {
				return edtf.MustParse(text)
			}
		}
	}
	for p.From, p.To = (edtf.Date{}), (edtf.Date{}); ; {
		switch a.IntN(4) {
		case 0:
			p.From = date()
		case 1:
			p.To = date()
		case 2:
			p.From, p.To = date(), date()
		}
		if i := p.Interval(); i.Earliest < i.Latest {
			break
		}
	}
	p.Match = timeline.Matches[a.IntN(3)]
	return fmt.Sprintf(" from %q to %q, %s, in %s", p.From, p.To, p.Match, z)
}

// Every list and count in a time zone is held to what a look at each record would
// find, second by second.
func TestZones(t *testing.T) {
	t.Parallel()
	newZoned(t).checkZones(t)
}

func (lib *library) checkZones(t *testing.T) {
	a := newAsker(t, &lib.model, 33)
	found, rounds := 0, lib.rounds(t, 300)
	for i := range rounds {
		q, question := a.event(t)
		if i%3 == 0 {
			q = timeline.NewQuery()
		}
		question += a.zone(&q.Period)
		want := lib.findEvents(q)
		q.Limit, q.Count = a.limit(len(want)), true
		got, total := all(t, q.Limit, func(after *store.Position) (store.List, error) { return lib.Events(t.Context(), q, after) })
		sameIDs(t, question, got, want)
		sameTotal(t, question, q.Paging, total, len(want))
		found += min(len(want), 1)

		facets, err := lib.Facets(t.Context(), timeline.FacetQuery{Query: q, By: []string{"year", "actor"}})
		if err != nil {
			t.Fatal(err)
		}
		kept := lib.kept(q)
		for by, values := range facets {
			want := lib.countBy(by, lib.having(q, kept, by))
			if got := plainly(values); fmt.Sprint(got) != fmt.Sprint(plainly(want[:min(q.Limit, len(want))])) {
				t.Fatalf("by %s of %s\ngot  %v\nwant %v", by, question, got, plainly(want))
			}
		}

		quotes, question := a.quote(t)
		question += a.zone(&quotes.Period)
		quotes.Limit, quotes.Order = 1000, timeline.OrderDate
		spoken, _ := all(t, quotes.Limit, func(after *store.Position) (store.List, error) { return lib.Quotes(t.Context(), quotes, after) })
		sameIDs(t, "quotes "+question, spoken, lib.findQuotes(quotes))
	}
	if found < rounds/2 {
		t.Errorf("only %d of the questions have an answer", found)
	}
}

func TestHistogramsInZones(t *testing.T) {
	t.Parallel()
	newZoned(t).checkHistogramsInZones(t)
}

func (lib *library) checkHistogramsInZones(t *testing.T) {
	a := newAsker(t, &lib.model, 34)
	told := map[string]int{}
	rounds := lib.rounds(t, 200)
	for range rounds {
		asked, question := a.histogram(t)
		question += a.zone(&asked.Period)
		if a.IntN(2) == 0 {
			asked.Interval = timeline.AutoInterval
		}
		interval, span := asked.Interval, asked.Period.Interval()
		kept := lib.kept(asked.Query)
		if interval == timeline.AutoInterval {
			interval, span = bulkOf(asked.Period.Zone, kept, span)
		} else {
			hull, _ := hullOf(asked.Period.Zone, kept)
			if span.Earliest == edtf.OpenStart {
				span.Earliest = hull.Earliest
			}
			if span.Latest == edtf.OpenEnd {
				span.Latest = hull.Latest
			}
		}
		if span.Earliest < span.Latest && bucketsOver(interval, span, timeline.MaxBuckets) == nil {
			continue
		}
		h := lib.checkHistogram(t, asked, question, span)
		told[h.Buckets.Interval()] += h.Buckets.Len()
	}
	if len(told) < min(4, 1+rounds/10) {
		t.Errorf("too few of each kind: %v", told)
	}
}

// TestZoneVectors asks the database what internal/timeline/testdata/zones.tsv says:
// of events, by their actors' links and by search too, and of quotes.
func TestZoneVectors(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../timeline/testdata/zones.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(raw)) {
		if row := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); row[0] != "event_edtf" {
			rows = append(rows, row)
		}
	}
	st, ids := datedStory(t, rows)
	for _, row := range rows {
		for i, match := range timeline.Matches {
			for _, filter := range []string{"", "&actor=someone", "&speaker=someone", "&q=so&order=relevance"} {
				values, err := url.ParseQuery("limit=1000&match=" + match + filter)
				if err != nil {
					t.Fatal(err)
				}
				values.Set("tz", row[3])
				for at, name := range []string{"from", "to"} {
					if row[1+at] != "" {
						values.Set(name, row[1+at])
					}
				}
				id := ids[row[0]]
				if values.Has("speaker") {
					id += "-quote"
				}
				if got := holds(t, st, values, id); got != (row[4+i] == "yes") {
					t.Errorf("%s in %v: %t, want %s (%s)", row[0], values, got, row[4+i], row[7])
				}
			}
		}
	}
}

// A database from before dates said which of their bounds have a zone is given it,
// for now and for the past, without a revision.
func TestZonesOfAnOlderDatabase(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	st := storetest.Use(storetest.OpenAt(t, dsn, time.Now))
	doc := storetest.NewWorld(40).Story("one", timeline.Public, 2*len(zonedDates))
	for round := range 2 {
		for i := range doc.Events {
			e := &doc.Events[i]
			e.Date, e.Quotes = timeline.Date{Basis: "unknown"}, e.Quotes[:min(len(e.Quotes), 1)]
			if text := zonedDates[(i+7*round)%len(zonedDates)]; text != "" {
				e.Date = timeline.Date{EDTF: edtf.MustParse(text), Basis: "stated"}
			}
			for j := range e.Quotes {
				e.Quotes[j].Date = nil
			}
		}
		imported(t, st, doc)
	}
	want, version := zonesKept(t, st), fmt.Sprint(st.Version(t.Context()))
	for _, table := range []string{"events", "events_past", "quotes", "quotes_past"} {
		if !strings.Contains(want, " "+table+" 15") || !strings.Contains(want, " "+table+" 3") {
			t.Fatalf("too few zones in %s:%s", table, want)
		}
	}
	if err := st.MigrateDown(t.Context(), 12); err != nil {
		t.Fatal(err)
	}
	st = storetest.Use(storetest.OpenAt(t, dsn, time.Now))
	if got := zonesKept(t, st); got != want {
		t.Errorf("migrated, dates have the zones%s\nwant%s", got, want)
	}
	if got := fmt.Sprint(st.Version(t.Context())); got != version {
		t.Errorf("migrated, the version is %s, want %s", got, version)
	}
}

// zonesKept are the zones of all dates in rows, of now and of the past.
func zonesKept(t *testing.T, st *storetest.Access) string {
	t.Helper()
	db, err := st.Readers()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, table := range []string{"events", "events_past", "quotes", "quotes_past"} {
		rows, err := db.QueryContext(t.Context(), "SELECT zoned, n, since FROM "+table+" ORDER BY n, since")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var zoned, n, since int64
			if err := rows.Scan(&zoned, &n, &since); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, " %s %d of %d since %d\n", table, zoned, n, since)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}
