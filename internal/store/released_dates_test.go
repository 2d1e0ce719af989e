package store_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// dates expects the documents of now and of every moment of the past to have
// their dates as this version writes them, and the tables to repeat their bounds.
func (r release) dates(t *testing.T) {
	t.Helper()
	db, err := r.store.Readers()
	if err != nil {
		t.Fatal(err)
	}
	var last int64
	if err := db.QueryRowContext(t.Context(), "SELECT max(seq) FROM changes").Scan(&last); err != nil || last < 10 {
		t.Fatalf("%s: %d changes, %v", r.folder, last, err)
	}
	periods := 0
	for seq := int64(1); seq <= last; seq += max(1, last/40) {
		q := timeline.NewQuery()
		q.AsOf = &timeline.Moment{Seq: seq}
		err := r.store.Private().EachEvent(t.Context(), q, func(doc json.RawMessage) error {
			var e timeline.Event
			if err := json.Unmarshal(doc, &e); err != nil {
				return err
			}
			periods += bytes.Count(doc, []byte(`"kind":"period"`))
			if again, err := timeline.Encode(&e); err != nil || !bytes.Equal(again, doc) {
				t.Errorf("%s as of %d: the event is kept as\n%s\nand would be written as\n%s\n%v", r.folder, seq, doc, again, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if periods == 0 {
		t.Errorf("%s: no period in it", r.folder)
	}
	for _, owner := range []string{"event", "quote"} {
		rows := "(SELECT n, since, 9223372036854775807 AS until, earliest, latest, latest_start, earliest_end, zoned, doc FROM " + owner + "s" +
			" UNION ALL SELECT n, since, until, earliest, latest, latest_start, earliest_end, zoned, doc FROM " + owner + "s_past) d"
		r.boundsOf(t, "SELECT doc, earliest, latest, latest_start, earliest_end, zoned FROM "+rows)
		links := map[string][]string{"event": {"event_actors", "event_places", "event_topics", "event_sources"}, "quote": {"quote_actors"}}[owner]
		for _, link := range links {
			same := " AND d.earliest = x.earliest AND d.latest = x.latest AND d.latest_start = x.latest_start AND d.earliest_end = x.earliest_end"
			for _, statement := range []string{
				"SELECT count(*) FROM " + link + " x WHERE NOT EXISTS (SELECT 1 FROM " + owner + "s d WHERE d.n = x." + owner + same + ")",
				"SELECT count(*) FROM " + link + "_past x WHERE NOT EXISTS (SELECT 1 FROM " + rows + " WHERE d.n = x." + owner + " AND d.since <= x.since AND d.until > x.since" + same + ")",
			} {
				var wrong int
				if err := db.QueryRowContext(t.Context(), statement).Scan(&wrong); err != nil || wrong > 0 {
					t.Errorf("%s: %d links differ, %v: %s", r.folder, wrong, err, statement)
				}
			}
		}
	}
}

// boundsOf expects rows to have the bounds that their documents state.
func (r release) boundsOf(t *testing.T, statement string) {
	t.Helper()
	db, err := r.store.Readers()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(t.Context(), statement)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := 0
	for rows.Next() {
		found++
		var doc []byte
		var got [5]int64
		if err := rows.Scan(&doc, &got[0], &got[1], &got[2], &got[3], &got[4]); err != nil {
			t.Fatal(err)
		}
		var record struct{ Date timeline.Date }
		if err := json.Unmarshal(doc, &record); err != nil {
			t.Fatal(err)
		}
		for _, i := range []int{0, 3} {
			if got[i] == edtf.OpenStart+1 { // as an open start is kept
				got[i] = edtf.OpenStart
			}
		}
		b := record.Date.Bounds()
		if want := [5]int64{b.Earliest, b.Latest, b.LatestStart, b.EarliestEnd, int64(record.Date.EDTF.Zoned())}; got != want {
			t.Errorf("%s: the bounds of %s are %v, want %v", r.folder, doc, got, want)
		}
	}
	if err := rows.Err(); err != nil || found == 0 {
		t.Errorf("%s: %d rows of %s, %v", r.folder, found, statement, err)
	}
}
