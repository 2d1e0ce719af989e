package store_test

import (
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// chained are a public story and a private one, whose actor and place stand
// between public ones.
func chained() (open, secret *timeline.Document) {
	person := func(id, of string) timeline.Actor {
		a := timeline.Actor{ID: id, Name: id, Kind: "person"}
		if of != "" {
			a.Affiliations = []timeline.Affiliation{{Actor: of}}
		}
		return a
	}
	open = &timeline.Document{Version: 1, Story: timeline.Story{ID: "open", Title: "Open", Visibility: timeline.Public},
		Actors: timeline.Actors{person("agent", ""), person("union", ""), person("clerk", "union")},
		Places: timeline.Places{{ID: "hall", Name: "Hall", Kind: "building"}, {ID: "realm", Name: "Realm", Kind: "country"}}}
	for _, actor := range []string{"agent", "clerk"} {
		open.Events = append(open.Events, timeline.Event{ID: "by-" + actor, Story: "open", Title: "Meeting", Type: "meeting", Actors: []timeline.Participant{{ID: actor, Role: "speaker"}},
			Places: []timeline.Venue{{ID: "hall", Role: "location"}}})
	}
	secret = &timeline.Document{Version: 1, Story: timeline.Story{ID: "closed", Title: "Closed", Visibility: timeline.Private},
		Actors: timeline.Actors{person("agent", "cell"), person("cell", "union"), person("union", "")},
		Places: timeline.Places{{ID: "hall", Name: "Hall", Kind: "building", Parent: "quarter"}, {ID: "quarter", Name: "Quarter", Kind: "region", Parent: "realm"}, {ID: "realm", Name: "Realm", Kind: "country"}}}
	return copied(open), copied(secret)
}

// leads tells what is found by way of others.
func leads(t *testing.T, st *storetest.Access) string {
	t.Helper()
	return strings.Join([]string{answer(t, st, "events", "actor=union&affiliated=true"), answer(t, st, "events", "place=realm"),
		answer(t, st, "actors", "affiliation=union"), answer(t, st, "places", "parent=realm")}, "\n")
}

// A private record between two public ones leads nobody from one to the other
// but those who may see it, now and in the past. It leads everybody as soon as it
// is published, and nobody when it is withdrawn.
func TestPrivateRecordsLeadNobody(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	open, secret := chained()
	for _, visibility := range []string{timeline.Private, timeline.Public, timeline.Private} {
		secret = copied(secret)
		secret.Story.Visibility = visibility
		for _, doc := range []*timeline.Document{open, secret} {
			if _, err := st.Import(t.Context(), doc); err != nil {
				t.Fatal(err)
			}
		}
		// The public story's file says less of the records: the private one's stands.
		for who, told := range map[string]string{"anybody": leads(t, st), "a holder of a token": leads(t, st.Private())} {
			hidden := who == "anybody" && visibility == timeline.Private
			if got := strings.Contains(told, "by-agent"); got == hidden {
				t.Errorf("%s story: %s is told %s", visibility, who, told)
			}
			if !strings.Contains(told, "by-clerk") {
				t.Errorf("%s story: %s is not told what public records lead to: %s", visibility, who, told)
			}
		}
	}
}

// A database from before links said whether their ways are public is given it.
func TestMigratedLinksLeadNobody(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	st := storetest.Use(storetest.OpenAt(t, dsn, time.Now))
	open, secret := chained()
	for _, doc := range []*timeline.Document{open, secret} {
		if _, err := st.Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	want, whole := leads(t, st), leads(t, st.Private())
	if err := st.MigrateDown(t.Context(), 8); err != nil {
		t.Fatal(err)
	}
	st = storetest.Use(storetest.OpenAt(t, dsn, time.Now))
	if got := leads(t, st); got != want {
		t.Errorf("migrated, anybody is told %s, want %s", got, want)
	}
	if got := leads(t, st.Private()); got != whole {
		t.Errorf("migrated, a holder of a token is told %s, want %s", got, whole)
	}
	all, err := st.Version(t.Context())
	if seen, errFor := st.VersionFor(t.Context(), store.ViewOptions{}); err != nil || errFor != nil || seen != all {
		t.Errorf("the version of what anybody may see is %v of %v (%v, %v)", seen, all, err, errFor)
	}
}

// What anybody may see, and no story holds, stays public when a private story
// comes to hold it, and the version that anybody is told with it.
func TestPrivateStoriesWithdrawNothing(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	if _, err := st.Create(t.Context(), &timeline.Actor{ID: "known", Name: "Known", Kind: "person"}, store.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	before, err := st.VersionFor(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	secret := copied(&timeline.Document{Version: 1, Story: timeline.Story{ID: "closed", Title: "Closed", Visibility: timeline.Private},
		Actors: timeline.Actors{{ID: "known", Name: "Known", Kind: "person"}, {ID: "unknown", Name: "Unknown", Kind: "person"}}})
	if _, err := st.Import(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if _, err := st.Actor(t.Context(), "known"); err != nil {
		t.Errorf("a private story has withdrawn a public actor: %v", err)
	}
	if _, err := st.Actor(t.Context(), "unknown"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("the actor of a private story is told: %v", err)
	}
	if after, err := st.VersionFor(t.Context(), store.ViewOptions{}); err != nil || after != before {
		t.Errorf("a private write takes the version from %v to %v (%v)", before, after, err)
	}
}
