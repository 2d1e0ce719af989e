package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// TestMatchVectors asks the server what internal/edtf/testdata/match.tsv says of
// each date and range.
func TestMatchVectors(t *testing.T) {
	t.Parallel()
	h, rows := vectors(t)
	for _, row := range rows {
		for i, match := range timeline.Matches {
			values := url.Values{"match": {match}, "fields": {"id"}, "limit": {"1000"}}
			for at, name := range []string{"from", "to"} {
				if row[1+at] != "" {
					values.Set(name, row[1+at])
				}
			}
			rec := raw(h, http.MethodGet, "/v1/events?"+values.Encode())
			var answer listed
			if err := json.Unmarshal(rec.Body.Bytes(), &answer); err != nil || rec.Code != http.StatusOK {
				t.Fatalf("%v: %d %s", values, rec.Code, rec.Body)
			}
			if got := slices.Contains(answer.ids(), row[6]); got != (row[3+i] == "yes") {
				t.Errorf("%s in %v: %t, want %s", row[0], values, got, row[3+i])
			}
		}
	}
}

// TestCountsFollowMatch: what facets and histograms count of a year is what the
// filter gives, and the value of a year is what the filter takes.
func TestCountsFollowMatch(t *testing.T) {
	t.Parallel()
	h, _ := vectors(t)
	total := func(query string) int { return *list(t, h, "/v1/events?limit=1&count=true&"+query).Page.Total }
	var counted struct {
		Data struct {
			Year []struct {
				Value *string
				Count int
			}
		}
	}
	rec := get(t, h, "/v1/events/facets?by=year&limit=1000")
	if err := json.Unmarshal(rec.Body.Bytes(), &counted); err != nil || len(counted.Data.Year) < 8 {
		t.Fatalf("%v: %s", err, rec.Body)
	}
	for _, year := range counted.Data.Year {
		if year.Value == nil {
			continue
		}
		if got := total("match=within&date=" + *year.Value); got != year.Count {
			t.Errorf("the facet counts %d in %s, the filter gives %d", year.Count, *year.Value, got)
		}
	}
	var spread struct {
		Data []struct {
			Start             string
			Certain, Possible int
		}
	}
	rec = get(t, h, "/v1/events/histogram?interval=year&from=2021&to=2026")
	if err := json.Unmarshal(rec.Body.Bytes(), &spread); err != nil || len(spread.Data) != 6 {
		t.Fatalf("%v: %s", err, rec.Body)
	}
	for _, bucket := range spread.Data {
		date := "undated=exclude&date=" + bucket.Start[:4]
		if certain, possible := total(date+"&match=certain"), total(date); certain != bucket.Certain || possible != bucket.Possible {
			t.Errorf("the histogram counts %+v, the filter gives %d certain and %d possible", bucket, certain, possible)
		}
	}
}

// vectors is a server with an event for each row of the vectors, and the rows,
// which end in the event's id.
func vectors(t *testing.T) (http.Handler, [][]string) {
	t.Helper()
	text, err := os.ReadFile("../internal/edtf/testdata/match.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	doc := timeline.Document{Story: timeline.Story{ID: "vectors", Title: "Vectors", Language: "en", Visibility: timeline.Public}}
	for line := range strings.Lines(string(text)) {
		row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if row[0] == "event_edtf" {
			continue
		}
		row[6] = fmt.Sprintf("row-%d", len(rows))
		rows = append(rows, row)
		doc.Events = append(doc.Events, timeline.Event{ID: row[6], Story: "vectors", Title: row[0], Type: "other", Status: "occurred",
			Verification: "reported", Date: timeline.Date{EDTF: edtf.MustParse(row[0]), Basis: "stated"}})
	}
	st := storetest.Open(t)
	if _, err := storetest.Use(st).Import(t.Context(), &doc); err != nil {
		t.Fatal(err)
	}
	return api.New(st, api.Config{}), rows
}
