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
	h := api.New(st, api.Config{})
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
