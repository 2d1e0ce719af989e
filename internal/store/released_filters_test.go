package store_test

import (
	"encoding/json"
	"slices"
	"testing"

	"example.org/dateline/internal/timeline"
)

// filters expects what queries ask of events to have been brought from their
// documents to the tables, those of now and of every moment of the past.
func (r release) filters(t *testing.T) {
	t.Helper()
	v, err := r.store.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for seq := int64(1); seq <= v.Seq; seq += max(1, v.Seq/40) {
		having := map[string]map[string][]string{"speaker": {}, "code": {}, "external_id": {}, "country": {}, "basis": {}}
		q := timeline.NewQuery()
		q.AsOf = &timeline.Moment{Seq: seq}
		err := r.store.Private().EachEvent(t.Context(), q, func(doc json.RawMessage) error {
			var e timeline.Event
			if err := json.Unmarshal(doc, &e); err != nil {
				return err
			}
			has := func(filter, value string) {
				if list := having[filter][value]; value != "" && !slices.Contains(list, e.ID) {
					having[filter][value] = append(list, e.ID)
				}
			}
			for _, quote := range e.Quotes {
				has("speaker", quote.Speaker)
			}
			for _, venue := range e.Places {
				has("country", venue.Country)
			}
			for _, code := range e.Codes {
				has("code", code)
			}
			for _, id := range e.ExternalIDs {
				has("external_id", id)
			}
			has("basis", e.Date.Basis)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for filter, values := range having {
			for value, want := range values {
				found[filter]++
				q := timeline.NewQuery()
				q.AsOf = &timeline.Moment{Seq: seq}
				*clauseFilters[filter].asked(&q) = []timeline.Clause{{Values: []string{value}}}
				got := each(t, r.store.Private().EachEvent, q)
				if !slices.Equal(got, want) {
					t.Errorf("%s as of %d: %s=%s keeps %v, want %v", r.folder, seq, filter, value, got, want)
				}
			}
		}
	}
	if len(found) < 3 {
		t.Errorf("%s: only %v of what filters ask for", r.folder, found)
	}
}
