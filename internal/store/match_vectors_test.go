package store_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// TestMatchVectors asks the database what internal/edtf/testdata/match.tsv says
// of each date and range: of events, by their actors' links too, and of quotes.
func TestMatchVectors(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../edtf/testdata/match.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(raw)) {
		if row := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); row[0] != "event_edtf" {
			rows = append(rows, row)
		}
	}
	if len(rows) < 60 {
		t.Fatalf("only %d rows", len(rows))
	}
	st, ids := datedStory(t, rows)
	for _, row := range rows {
		for i, match := range timeline.Matches {
			for _, filter := range []string{"", "&actor=someone", "&speaker=someone", "&undated=only"} {
				values, err := url.ParseQuery("limit=1000&match=" + match + filter)
				if err != nil {
					t.Fatal(err)
				}
				for at, name := range []string{"from", "to"} {
					if row[1+at] != "" {
						values.Set(name, row[1+at])
					}
				}
				want := row[3+i] == "yes"
				if b := edtf.MustParse(row[0]).Interval(); filter == "&undated=only" && b.Earliest != edtf.OpenStart && b.Latest != edtf.OpenEnd {
					want = false
				}
				id := ids[row[0]]
				if values.Has("speaker") {
					id += "-quote"
				}
				if got := holds(t, st, values, id); got != want {
					t.Errorf("%s in %v: %t, want %t (%s)", row[0], values, got, want, row[6])
				}
			}
		}
	}
}

// datedStory is a story with an event for each date of rows of vectors, and the
// ids of the events by date.
func datedStory(t *testing.T, rows [][]string) (st *storetest.Access, ids map[string]string) {
	t.Helper()
	ids = map[string]string{}
	doc := timeline.Document{Story: timeline.Story{ID: "vectors", Title: "Vectors", Language: "en", Visibility: timeline.Public},
		Actors: []timeline.Actor{{ID: "someone", Name: "Someone", Kind: "person"}}}
	for _, row := range rows {
		if ids[row[0]] != "" {
			continue
		}
		ids[row[0]] = fmt.Sprintf("vector-%d", len(ids))
		date := timeline.Date{EDTF: edtf.MustParse(row[0]), Basis: "stated"}
		doc.Events = append(doc.Events, timeline.Event{
			ID: ids[row[0]], Story: "vectors", Title: row[0], Type: "other", Status: "occurred", Verification: "reported", Date: date,
			Actors: []timeline.Participant{{ID: "someone", Role: "participant"}},
			Quotes: []timeline.Quote{{ID: ids[row[0]] + "-quote", Event: ids[row[0]], Speaker: "someone", Text: "So it was.", Language: "en", Kind: "indirect", Date: &date}},
		})
	}
	st = storetest.Use(storetest.Open(t))
	imported(t, st, &doc)
	return st, ids
}

// holds tells whether a list holds a record: of quotes, where a speaker is named.
func holds(t *testing.T, st *storetest.Access, values url.Values, id string) bool {
	t.Helper()
	found := false
	look := func(doc json.RawMessage) error {
		var record struct{ ID string }
		err := json.Unmarshal(doc, &record)
		found = found || record.ID == id
		return err
	}
	if values.Has("speaker") {
		q, err := timeline.ParseQuoteQuery(values)
		if err != nil {
			t.Fatal(err)
		}
		err = st.EachQuote(t.Context(), q, look)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	q, err := timeline.ParseQuery(values)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.EachEvent(t.Context(), q, look); err != nil {
		t.Fatal(err)
	}
	return found
}
