package timeline_test

import (
	"reflect"
	"testing"

	"example.org/dateline/internal/timeline"
)

// TestLed has records name what others were merged into.
func TestLed(t *testing.T) {
	t.Parallel()
	lead := func(resource, id string) string {
		if to := map[string]string{"actor ann": "anna", "place kiev": "kyiv", "source wire": "agency"}[resource+" "+id]; to != "" {
			return to
		}
		return id
	}
	cites := func(source string, supports ...string) timeline.Citation {
		return timeline.Citation{Source: source, Supports: supports}
	}
	for _, c := range []struct {
		name       string
		give, want timeline.Record
	}{
		{"an event that names an actor twice in a role names it once, and supports follows",
			&timeline.Event{ID: "e", Title: "Talks",
				Actors:    []timeline.Participant{{ID: "anna", Role: "speaker"}, {ID: "ann", Role: "speaker"}, {ID: "ann", Role: "target"}, {ID: "bob", Role: "target"}},
				Places:    []timeline.Venue{{ID: "kiev", Role: "location"}},
				Citations: []timeline.Citation{cites("wire", "/actors/1", "/actors/3/role", "/title"), cites("agency", "/actors/0", "/actors/2/role", "/title")}},
			&timeline.Event{ID: "e", Title: "Talks",
				Actors:    []timeline.Participant{{ID: "anna", Role: "speaker"}, {ID: "anna", Role: "target"}, {ID: "bob", Role: "target"}},
				Places:    []timeline.Venue{{ID: "kyiv", Role: "location"}},
				Citations: []timeline.Citation{cites("agency", "/actors/0", "/actors/2/role", "/title"), cites("agency", "/actors/0", "/actors/1/role", "/title")}}},
		{"citations that say the same then are one",
			&timeline.Event{ID: "e", Citations: []timeline.Citation{cites("wire"), cites("agency"), cites("other")}},
			&timeline.Event{ID: "e", Citations: []timeline.Citation{cites("agency"), cites("other")}}},
		{"nobody reports their own words",
			&timeline.Quote{ID: "q", Speaker: "ann", Via: "anna", Addressee: "ann", About: []string{"ann", "bob", "anna"}, Citations: []timeline.Citation{cites("x", "/about/2", "/via", "/about/1")}},
			&timeline.Quote{ID: "q", Speaker: "anna", Addressee: "anna", About: []string{"anna", "bob"}, Citations: []timeline.Citation{cites("x", "/about/0", "/about/1")}}},
		{"an event's citations follow in its quotes",
			&timeline.Event{ID: "e", Quotes: []timeline.Quote{{ID: "q", Speaker: "bob", About: []string{"ann", "anna", "bob"}}}, Citations: []timeline.Citation{cites("x", "/quotes/0/about/2")}},
			&timeline.Event{ID: "e", Quotes: []timeline.Quote{{ID: "q", Speaker: "bob", About: []string{"anna", "bob"}}}, Citations: []timeline.Citation{cites("x", "/quotes/0/about/1")}}},
		{"an actor is not affiliated with itself",
			&timeline.Actor{ID: "anna", Affiliations: []timeline.Affiliation{{Actor: "ann"}, {Actor: "bob"}}, Offices: []timeline.Office{{Title: "Chair", Organization: "ann"}}},
			&timeline.Actor{ID: "anna", Affiliations: []timeline.Affiliation{{Actor: "bob"}}, Offices: []timeline.Office{{Title: "Chair", Organization: "anna"}}}},
		{"a place does not lie in itself", &timeline.Place{ID: "kyiv", Parent: "kiev"}, &timeline.Place{ID: "kyiv"}},
		{"a tombstone leads on", &timeline.Place{ID: "kijow", Retracted: &timeline.Retraction{Into: "kiev"}}, &timeline.Place{ID: "kijow", Retracted: &timeline.Retraction{Into: "kyiv"}}},
		{"notes cite", &timeline.Source{ID: "s", Notes: []timeline.Note{{Text: "n", Citations: []timeline.Citation{cites("wire")}}}},
			&timeline.Source{ID: "s", Notes: []timeline.Note{{Text: "n", Citations: []timeline.Citation{cites("agency")}}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			before, err := timeline.Encode(c.give)
			if err != nil {
				t.Fatal(err)
			}
			got, led := timeline.Led(c.give, lead)
			if !led || !reflect.DeepEqual(got, c.want) {
				t.Errorf("led is %t\n%+v, want\n%+v", led, got, c.want)
			}
			if after, _ := timeline.Encode(c.give); string(after) != string(before) {
				t.Errorf("the record given has become %s", after)
			}
			if again, led := timeline.Led(got, lead); led || again != got {
				t.Error("what is led is led again")
			}
		})
	}
}
