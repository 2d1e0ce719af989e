package store_test

import (
	"encoding/json"
	"slices"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// searchFor lists the events that a search finds, in each order alike.
func searchFor(t *testing.T, st *storetest.Access, search timeline.Search) []string {
	t.Helper()
	q := timeline.NewQuery()
	q.Search, q.Limit = search, timeline.MaxLimit
	byDate, _ := all(t, q.Limit, func(after *store.Position) (store.List, error) { return st.Events(t.Context(), q, after) })
	q.Order = timeline.OrderRelevance
	byRank, _ := all(t, q.Limit, func(after *store.Position) (store.List, error) { return st.Events(t.Context(), q, after) })
	if sorted, other := slices.Sorted(slices.Values(byDate)), slices.Sorted(slices.Values(byRank)); !slices.Equal(sorted, other) {
		t.Errorf("%s by date: %v, by rank: %v", search.Text, sorted, other)
	}
	return byDate
}

func search(t *testing.T, st *storetest.Access, text string) []string {
	t.Helper()
	search, err := timeline.ParseSearch(text)
	if err != nil {
		t.Fatal(err)
	}
	return searchFor(t, st, search)
}

// A new name shows inside the events of every story, and searches find it
// and no longer the old one.
func TestRenaming(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(61)
	w.Actors[0].Name, w.Actors[0].Aliases = "Oldonia", []string{"Oldalias Kingdom"}
	w.Places[0].Name = "Oldtown"
	one, two := w.Story("one", timeline.Public, 60), w.Story("two", timeline.Public, 60)
	lib.put(t, one, two)
	actor, place := w.Actors[0].ID, w.Places[0].ID
	acting, located := names(one, two, actor), names(one, two, place)
	for _, tt := range []struct {
		search string
		want   []string
	}{{"oldonia", acting}, {`"oldalias kingdom"`, acting}, {"oldtown", located}, {"newland", nil}} {
		sameSet(t, tt.search, search(t, lib.Access, tt.search), tt.want)
	}
	two = copied(two)
	two.Actors[0].Name, two.Actors[0].Aliases = "Newland", []string{"Newalias"}
	at := slices.IndexFunc(two.Places, func(p timeline.Place) bool { return p.ID == place })
	two.Places[at].Name = "Newtown"
	lib.put(t, two)
	for _, tt := range []struct {
		search string
		want   []string
	}{
		{"oldonia", nil}, {`"oldalias kingdom"`, nil}, {"kingdom", nil}, {"oldtown", nil},
		{"newland", acting}, {"newalias", acting}, {"newtown", located}, {"new*", append(slices.Clone(acting), located...)},
	} {
		sameSet(t, tt.search, search(t, lib.Access, tt.search), tt.want)
	}
	lib.checkRecords(t)
	version := lib.seq(t)
	for _, id := range acting {
		if r, err := lib.Event(t.Context(), id); err != nil || r.Touched != version || r.Revision != 1 {
			t.Errorf("%s: %+v, %v; want it touched by %d", id, r, err, version)
		}
	}
	for _, list := range []struct {
		typed string
		want  int
	}{{"newl", 1}, {"oldo", 0}, {"newali", 1}, {"king", 0}} {
		q := timeline.ActorQuery{Paging: timeline.Paging{Limit: 10}}
		q.Search, _ = timeline.ParseSearch(list.typed)
		if got := each(t, lib.EachActor, q); len(got) != list.want {
			t.Errorf("actors?q=%s: %v", list.typed, got)
		}
	}
}

// names are the events of both stories that name an actor or a place.
func names(one, two *timeline.Document, id string) []string {
	var ids []string
	for _, name := range append(with(one, id), with(two, id)...) {
		event := name[len("event "):]
		if e := find(one, two, event); !e.IsRetracted() {
			ids = append(ids, event)
		}
	}
	return ids
}

func find(one, two *timeline.Document, id string) *timeline.Event {
	for _, doc := range []*timeline.Document{one, two} {
		for i := range doc.Events {
			if doc.Events[i].ID == id {
				return &doc.Events[i]
			}
		}
	}
	return nil
}

func sameSet(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Compact(slices.Sorted(slices.Values(want)))
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Who belongs to whom, and what lies where, is asked of the world as it is.
func TestRegrouping(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	doc := &timeline.Document{Version: 1,
		Story: timeline.Story{ID: "s", Title: "S", Visibility: timeline.Public},
		Actors: timeline.Actors{
			{ID: "ann", Name: "Ann", Kind: "person", Affiliations: []timeline.Affiliation{{Actor: "office", From: "2024", To: "2025-03"}}},
			{ID: "office", Name: "Office", Kind: "organization", Affiliations: []timeline.Affiliation{{Actor: "state", From: "2025-03-03"}}},
			{ID: "state", Name: "State", Kind: "country"}, {ID: "union", Name: "Union", Kind: "alliance"}},
		Places: timeline.Places{{ID: "room", Name: "Room", Kind: "room", Parent: "house"}, {ID: "house", Name: "House", Kind: "building"}, {ID: "town", Name: "Town", Kind: "city"}},
	}
	for id, date := range map[string]string{"before": "2024-05-01", "during": "2025-03-05", "after": "2025-04-01", "undated": ""} {
		e := timeline.Event{ID: id, Title: id, Type: "call", Actors: []timeline.Participant{{ID: "ann"}}, Places: []timeline.Venue{{ID: "room"}}}
		if e.Date.Basis = "unknown"; date != "" {
			if err := json.Unmarshal([]byte(`"`+date+`"`), &e.Date); err != nil {
				t.Fatal(err)
			}
		}
		doc.Events = append(doc.Events, e)
	}
	doc = copied(doc)
	check := func(step, actors, places string, want ...string) {
		t.Helper()
		q := timeline.NewQuery()
		q.Affiliated = true
		if actors != "" {
			q.Actor = []timeline.Clause{{Values: []string{actors}}}
		}
		if places != "" {
			q.Place = []timeline.Clause{{Values: []string{places}}}
		}
		got := each(t, lib.EachEvent, q)
		sameSet(t, step+": "+actors+places, got, want)
		sameSet(t, step+" by the model: "+actors+places, got, lib.findEvents(q))
	}
	put := func(change func(d *timeline.Document)) {
		t.Helper()
		doc = copied(doc)
		change(doc)
		lib.put(t, doc)
	}
	all := []string{"before", "during", "after", "undated"}
	put(func(*timeline.Document) {})
	check("at first", "office", "", "before", "during", "undated")
	check("at first", "state", "", "during", "undated")
	check("at first", "union", "")
	check("at first", "", "house", all...)
	check("at first", "", "town")
	put(func(d *timeline.Document) { d.Actors[1].Affiliations[0].From = "" })
	check("the office always was the state's", "state", "", "before", "during", "undated")
	put(func(d *timeline.Document) { d.Actors[2].Affiliations = []timeline.Affiliation{{Actor: "union"}} })
	check("the state joins", "union", "", "before", "during", "undated")
	put(func(d *timeline.Document) { d.Actors[0].Affiliations[0].To = "" })
	check("Ann stays", "union", "", all...)
	put(func(d *timeline.Document) { d.Actors[1].Affiliations = nil })
	check("the office is nobody's", "union", "")
	check("the office is nobody's", "office", "", all...)
	put(func(d *timeline.Document) { d.Places[1].Parent = "town" })
	check("the house is in town", "", "town", all...)
	// Another story's file, which knows neither Ann nor the room.
	other := &timeline.Document{Version: 1, Story: timeline.Story{ID: "o", Title: "O", Visibility: timeline.Public},
		Actors: timeline.Actors{{ID: "office", Name: "Office", Kind: "organization", Affiliations: []timeline.Affiliation{{Actor: "union", To: "2024"}}}, {ID: "union", Name: "Union", Kind: "alliance"}},
		Places: timeline.Places{{ID: "house", Name: "House", Kind: "building", Parent: "land"}, {ID: "land", Name: "Land", Kind: "country"}}}
	lib.put(t, copied(other))
	check("the office was the union's", "union", "", "before", "undated")
	check("the house is in the country", "", "land", all...)
	check("the house is in the country", "", "town")
	doc.Actors[1].Affiliations, doc.Places[1].Parent = nil, ""
	put(func(d *timeline.Document) { d.Places[0].Parent = "" })
	check("the room is nowhere", "", "town")
	check("the room is nowhere", "", "house")
	check("the room is nowhere", "", "room", all...)
}
