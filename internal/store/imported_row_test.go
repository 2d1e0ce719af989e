package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// fileRow is a row of a foreign file, as an importer would make it.
type fileRow struct {
	id, title, date, actor, place string
	lat, lon                      float64
	link                          string // the source that it cites; empty for none
	era                           bool
}

// rowsOf are the entries of a file with some rows.
func rowsOf(t *testing.T, file string, rows ...fileRow) store.Entries {
	t.Helper()
	source := &timeline.Source{ID: "file-" + file, Title: file}
	return func(yield func(timeline.Entry, error) bool) {
		for i, r := range rows {
			e := &timeline.Event{ID: timeline.IDToBeMade, Title: r.title, Type: "attack", Status: "occurred", Verification: "reported", ExternalIDs: []string{"acled:" + r.id}}
			if r.era {
				e.Type = timeline.Era
			}
			date, err := edtf.Parse(r.date)
			if err != nil {
				t.Error(err)
				return
			}
			e.Date = timeline.Date{EDTF: date, Basis: "stated"}
			row := &timeline.Row{From: timeline.Citation{Source: source.ID, Section: fmt.Sprintf("line %d", i+2)}, Parts: []timeline.Record{source}}
			if r.actor != "" {
				e.Actors = []timeline.Participant{{Name: r.actor, Kind: "group", Role: "initiator"}}
				row.Parts = append(row.Parts, &timeline.Actor{Name: r.actor, Kind: "group", Country: "UA"})
			}
			if r.place != "" {
				e.Places = []timeline.Venue{{Name: r.place, Kind: "city", Role: "location", Lat: &r.lat, Lon: &r.lon, Country: "UA"}}
			}
			if r.link != "" {
				e.Citations = []timeline.Citation{{Source: r.link}}
				row.Parts = append(row.Parts, &timeline.Source{ID: r.link, Title: "The " + r.link})
			}
			if !yield(timeline.Entry{Line: i + 2, Raw: []byte(r.title), Record: e, NoID: true, Row: row}, nil) {
				return
			}
		}
	}
}

// imports loads rows into the story clashes, and says what came of it in a line.
func imports(t *testing.T, st *storetest.Access, rows store.Entries, opts store.LoadOptions) string {
	t.Helper()
	var rejects []string
	opts.Story = "clashes"
	opts.Reject = func(e timeline.Entry, why error) error {
		rejects = append(rejects, fmt.Sprintf("%d: %s", e.Line, timeline.Reason(why)))
		return nil
	}
	report, err := st.Load(t.Context(), rows, opts)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(fmt.Sprintf("created %v, updated %v, unchanged %v; %q", report.Created, report.Updated, report.Unchanged, rejects), "map", "")
}

func eventOf(t *testing.T, st *storetest.Access, id string) timeline.Event {
	t.Helper()
	r, err := st.Event(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var e timeline.Event
	if err := json.Unmarshal(r.JSON, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func sectionsOf(e timeline.Event) string {
	var list []string
	for _, ct := range e.Citations {
		list = append(list, strings.TrimSpace(ct.Source+" "+ct.Section))
	}
	return strings.Join(list, ", ")
}

// A row is known again in whatever file. The same changes nothing and logs nothing,
// another is a revision, and one of an event that was edited here is rejected unless
// the import overwrites.
func TestRowsKnownAgain(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	first := []fileRow{{id: "UKR1", title: "Shelling", date: "2025-03-05", actor: "Forces of A", place: "Town", lat: 50, lon: 30, link: "herald"},
		{id: "UKR2", title: "Clash", date: "2025-03-06", actor: "Forces of A", place: "Town", lat: 50.01, lon: 30.01}, {id: "E1", title: "The war", date: "2022/..", era: true}}
	expect := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %s\nwant %s", what, got, want)
		}
	}
	expect("dry run", imports(t, st, rowsOf(t, "a", first...), store.LoadOptions{UpdateOptions: store.UpdateOptions{DryRun: true}}), `created [actor:1 era:1 event:2 place:1 source:2 story:1], updated [], unchanged []; []`)
	expect("first", imports(t, st, rowsOf(t, "a", first...), store.LoadOptions{}), `created [actor:1 era:1 event:2 place:1 source:2 story:1], updated [], unchanged []; []`)
	expect("its citations", sectionsOf(eventOf(t, st, "acled-ukr1")), "herald, file-a line 2")
	actor, err := st.Actor(t.Context(), "forces-of-a")
	if err != nil || !strings.Contains(string(actor.JSON), `"country":"UA"`) {
		t.Errorf("the actor is not as full as the row has it: %s, %v", actor.JSON, err)
	}
	was, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	moved := append([]fileRow{{id: "UKR0", title: "Shelling", date: "2025-03-05", link: "herald"}}, first...)
	for _, opts := range []store.LoadOptions{{}, {Atomic: true}, {Overwrite: true}} {
		expect("the same in another file", imports(t, st, rowsOf(t, "b", moved[1:]...), opts), `created [], updated [], unchanged [era:1 event:2]; []`)
	}
	if now, err := st.Version(t.Context()); err != nil || now != was {
		t.Errorf("the same rows have changed the log from %+v to %+v, %v", was, now, err)
	}
	expect("one more", imports(t, st, rowsOf(t, "b", moved...), store.LoadOptions{}), `created [event:1 source:1], updated [], unchanged [era:1 event:2]; []`)

	changed := slices.Clone(first)
	changed[0].title, changed[0].link = "Heavy shelling", "tribune"
	expect("changed", imports(t, st, rowsOf(t, "c", changed...), store.LoadOptions{}), `created [source:2], updated [event:1], unchanged [era:1 event:1]; []`)
	if e := eventOf(t, st, "acled-ukr1"); e.Revision != 2 || e.Title != "Heavy shelling" || sectionsOf(e) != "tribune, file-c line 2" {
		t.Errorf("the changed row: %+v, cites %s", e.Stamp, sectionsOf(e))
	}
	expect("changed, again", imports(t, st, rowsOf(t, "d", changed...), store.LoadOptions{}), `created [], updated [], unchanged [era:1 event:2]; []`)

	edited := eventOf(t, st, "acled-ukr1").Stripped()
	edited.Summary = "What an editor adds."
	edited.Citations = append(edited.Citations, timeline.Citation{Source: "herald", Section: "page 3"})
	if _, err := st.Edit(t.Context(), "event", edited.ID, func(store.Record) (timeline.Record, error) { return &edited, nil }); err != nil {
		t.Fatal(err)
	}
	expect("edited, the row as before", imports(t, st, rowsOf(t, "d", changed...), store.LoadOptions{}), `created [], updated [], unchanged [era:1 event:2]; []`)
	changed[0].title = "Very heavy shelling"
	expect("edited, and another row", imports(t, st, rowsOf(t, "e", changed...), store.LoadOptions{}),
		`created [], updated [], unchanged [era:1 event:1]; ["2: the document: the event \"acled-ukr1\" was edited here, and the row says something else than it: the event is kept; import with overwrite to take the row"]`)
	if e := eventOf(t, st, "acled-ukr1"); e.Summary == "" || e.Revision != 3 {
		t.Errorf("the edit is lost: %+v", e)
	}
	expect("overwritten", imports(t, st, rowsOf(t, "e", changed...), store.LoadOptions{Overwrite: true}), `created [source:1], updated [event:1], unchanged [era:1 event:1]; []`)
	if e := eventOf(t, st, "acled-ukr1"); e.Summary != "" || sectionsOf(e) != "tribune, file-e line 2, herald page 3" {
		t.Errorf("overwritten: %q, cites %s", e.Summary, sectionsOf(e))
	}
	if _, err := st.Retract(t.Context(), "event", "acled-ukr2", func(store.Record) error { return nil }); err != nil {
		t.Fatal(err)
	}
	changed[1].date = "2025-03-07"
	expect("retracted", imports(t, st, rowsOf(t, "f", changed...), store.LoadOptions{Overwrite: true}),
		`created [], updated [], unchanged [era:1 event:1]; ["3: the document: the event \"acled-ukr2\" is retracted here, and the row says something else than before: let it stand again before importing the row"]`)
}

// What came by an archive is known again by its external id, too: as unchanged where
// it says what the row says, and otherwise as edited here.
func TestRowsOfAnArchive(t *testing.T) {
	t.Parallel()
	from, to := storetest.Use(storetest.Open(t)), storetest.Use(storetest.Open(t))
	rows := []fileRow{{id: "1", title: "One", date: "2025-03-05", actor: "A", place: "Town", lat: 50, lon: 30, link: "herald"}, {id: "2", title: "Two", date: "2025-03-05"}}
	imports(t, from, rowsOf(t, "a", rows...), store.LoadOptions{})
	if _, rejects := loaded(t, to, archive(t, from), store.LoadOptions{}); len(rejects) > 0 {
		t.Fatal(rejects)
	}
	rows[1].title = "Another"
	got := imports(t, to, rowsOf(t, "b", rows...), store.LoadOptions{})
	if !strings.HasPrefix(got, "created [], updated [], unchanged [event:1]; [\"3: ") || !strings.Contains(got, "was edited here") {
		t.Error(got)
	}
	if got := imports(t, to, rowsOf(t, "b", rows[0]), store.LoadOptions{}); got != `created [], updated [], unchanged [event:1]; []` {
		t.Errorf("again: %s", got)
	}
}

// Places of one name far apart are two, near each other one; an actor that is there is
// taken and not changed.
func TestPartsOfRows(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	lat, lon := 50.0, 30.0
	for _, r := range []timeline.Record{&timeline.Story{ID: "own", Title: "Own", Visibility: "public"}, &timeline.Actor{ID: "aliased", Name: "Other", Kind: "group", Aliases: []string{"Forces of A"}},
		&timeline.Place{ID: "old-town", Name: "Town", Kind: "city", Lat: &lat, Lon: &lon}} {
		opts := store.CreateOptions{Story: "own"}
		if r.Resource() == "story" {
			opts.Story = ""
		}
		if _, err := st.Create(t.Context(), r, opts); err != nil {
			t.Fatal(err)
		}
	}
	got := imports(t, st, rowsOf(t, "a", fileRow{id: "1", title: "One", date: "2025", actor: "Forces of A", place: "Town", lat: 50.02, lon: 30.01},
		fileRow{id: "2", title: "Two", date: "2025", actor: "Forces of A", place: "Town", lat: 44, lon: 30}, fileRow{id: "3", title: "Three", date: "2025", actor: "Forces of A", place: "Town", lat: 44.01, lon: 30}), store.LoadOptions{})
	if want := `created [event:3 place:1 source:1 story:1], updated [], unchanged []; []`; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	one, three := eventOf(t, st, "acled-1"), eventOf(t, st, "acled-3")
	if one.Places[0].ID != "old-town" || three.Places[0].ID != "town" || one.Actors[0].ID != "aliased" || three.Actors[0].Name != "Other" {
		t.Errorf("%+v %+v, %+v", one.Places, three.Places, one.Actors)
	}
}

// Mentions add citations to events that are there, and no more the second time; a row
// that says something else keeps them.
func TestMentions(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	row := fileRow{id: "1", title: "One", date: "2025"}
	mention := func(ids ...string) store.Entries {
		return func(yield func(timeline.Entry, error) bool) {
			for i, id := range ids {
				source := &timeline.Source{ID: fmt.Sprintf("article-%d", i), Title: "An article"}
				e := timeline.Entry{Line: i + 1, Record: &timeline.Event{ID: timeline.IDToBeMade, ExternalIDs: []string{"acled:" + id}, Citations: []timeline.Citation{{Source: source.ID, Section: "sentence 3"}}},
					NoID: true, Row: &timeline.Row{Mention: true, Parts: []timeline.Record{source}}}
				if !yield(e, nil) {
					return
				}
			}
		}
	}
	imports(t, st, rowsOf(t, "a", row), store.LoadOptions{})
	if got, want := imports(t, st, mention("1", "1", "2"), store.LoadOptions{}), `created [citation:2 source:2], updated [event:1], unchanged []; ["3: /external_ids/0: there is no event known as acled:2 in the story \"clashes\": import the events first"]`; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got, want := imports(t, st, mention("1", "1"), store.LoadOptions{}), `created [], updated [], unchanged [citation:2]; []`; got != want {
		t.Errorf("again: %s\nwant %s", got, want)
	}
	row.title = "Another"
	if got, want := imports(t, st, rowsOf(t, "b", row), store.LoadOptions{}), `created [source:1], updated [event:1], unchanged []; []`; got != want {
		t.Errorf("the row changed: %s\nwant %s", got, want)
	}
	if e := eventOf(t, st, "acled-1"); sectionsOf(e) != "file-b line 2, article-0 sentence 3, article-1 sentence 3" || e.Revision != 3 {
		t.Errorf("revision %d cites %s", e.Revision, sectionsOf(e))
	}
}
