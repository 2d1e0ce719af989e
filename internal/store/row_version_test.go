package store_test

import (
	"encoding/json"
	"iter"
	"slices"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// versioned are rows of one event, each with its version and what it says.
func versioned(t *testing.T, rows ...timeline.Entry) iter.Seq2[timeline.Entry, error] {
	t.Helper()
	return func(yield func(timeline.Entry, error) bool) {
		for i, e := range rows {
			e.Line = i + 2
			if !yield(e, nil) {
				return
			}
		}
	}
}

func versionedRow(t *testing.T, version int64, title string) timeline.Entry {
	t.Helper()
	e := &timeline.Event{ID: timeline.IDToBeMade, Title: title, Type: "attack", ExternalIDs: []string{"acled:SYL1"}}
	if err := timeline.Complete(e); err != nil {
		t.Fatal(err)
	}
	file := &timeline.Source{ID: "file-a", Title: "a.csv"}
	return timeline.Entry{Raw: []byte(title), NoID: true, Record: e, Row: &timeline.Row{From: timeline.Citation{Source: file.ID, Section: "line 2"}, Parts: []timeline.Record{file}, Version: version}}
}

// What a row contradicts itself in is told each time that it is imported.
func TestUnchangedRowsAreWarnedOf(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	for range 2 {
		e := versionedRow(t, 0, "a")
		low, value := 2.0, 1.0
		e.Record.(*timeline.Event).Figures = []timeline.Figure{{Name: "fatalities", Low: &low, Value: &value}}
		report, err := st.Load(t.Context(), versioned(t, e), store.LoadOptions{Story: "s"})
		if err != nil || !slices.Equal(places(report), []string{"2:/figures/0/value"}) {
			t.Errorf("%v, %+v", err, report)
		}
	}
}

// A row that is older than the one on file changes nothing, in the same file or in
// another. One that does not say how old it is is taken.
func TestOlderRowsChangeNothing(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	says := func() string {
		t.Helper()
		stored, err := st.Event(t.Context(), "acled-syl1")
		if err != nil {
			t.Fatal(err)
		}
		var e timeline.Event
		if err := json.Unmarshal(stored.JSON, &e); err != nil {
			t.Fatal(err)
		}
		return e.Title
	}
	for _, step := range []struct {
		rows      []timeline.Entry
		want      string
		changed   int // how often the event was made or changed
		unchanged int
	}{
		{[]timeline.Entry{versionedRow(t, 20, "b"), versionedRow(t, 30, "c"), versionedRow(t, 10, "a")}, "c", 2, 1},
		{[]timeline.Entry{versionedRow(t, 20, "b"), versionedRow(t, 30, "c"), versionedRow(t, 10, "a")}, "c", 0, 3},
		{[]timeline.Entry{versionedRow(t, 40, "d")}, "d", 1, 0},
		{[]timeline.Entry{versionedRow(t, 30, "c")}, "d", 0, 1},
		{[]timeline.Entry{versionedRow(t, 40, "e")}, "e", 1, 0},
		{[]timeline.Entry{versionedRow(t, 0, "f")}, "f", 1, 0},
		{[]timeline.Entry{versionedRow(t, 10, "a")}, "a", 1, 0},
	} {
		var rejects []string
		report, err := st.Load(t.Context(), versioned(t, step.rows...), store.LoadOptions{Story: "s", Reject: func(_ timeline.Entry, why error) error {
			rejects = append(rejects, why.Error())
			return nil
		}})
		if err != nil || len(rejects) > 0 {
			t.Fatalf("%v, %q", err, rejects)
		}
		if got := says(); got != step.want || report.Created["event"]+report.Updated["event"] != step.changed || report.Unchanged["event"] != step.unchanged {
			t.Errorf("behind %s it says %s: %+v", step.rows[0].Raw, got, report)
		}
	}
}
