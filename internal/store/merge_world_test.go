package store_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// asking lists the ids of what filters by a record of a resource keep, under names.
func asking(t *testing.T, st *storetest.Access, resource, id string) map[string][]string {
	t.Helper()
	is := []timeline.Clause{{Values: []string{id}}}
	found := map[string][]string{}
	events := func(name string, change func(q *timeline.Query)) {
		q := timeline.NewQuery()
		change(&q)
		must(t, st.EachEvent(t.Context(), q, func(doc json.RawMessage) error {
			found[name] = append(found[name], idOf(t, doc))
			return nil
		}))
	}
	quotes := func(name string, q timeline.QuoteQuery) {
		must(t, st.EachQuote(t.Context(), q, func(doc json.RawMessage) error {
			found[name] = append(found[name], idOf(t, doc))
			return nil
		}))
	}
	switch resource {
	case "actor":
		events("actor", func(q *timeline.Query) { q.Actor = is })
		events("retracted", func(q *timeline.Query) {
			q.Actor, q.Verification = is, []timeline.Clause{{Values: []string{timeline.Retracted}}}
		})
		events("speaker", func(q *timeline.Query) { q.Speaker = is })
		quotes("spoken", timeline.QuoteQuery{Speaker: is})
		quotes("about", timeline.QuoteQuery{About: is})
	case "place":
		events("place", func(q *timeline.Query) { q.Place = is })
	case "source":
		events("source", func(q *timeline.Query) { q.Source = is })
	}
	return found
}

func idOf(t *testing.T, doc []byte) string {
	t.Helper()
	var r struct{ ID string }
	must(t, json.Unmarshal(doc, &r))
	return r.ID
}

// TestMergedWorld merges records of a made-up world: whoever asks for the one that was
// merged, or for what it was merged into, gets what named either before, nothing names
// the merged one any more, and the past is as it was.
func TestMergedWorld(t *testing.T) {
	t.Parallel()
	lib := newWorld(t)
	all := lib.Private()
	random := rand.New(rand.NewPCG(trial.Seed(t, 1), 7))
	ids := map[string][]string{"actor": {}, "place": {}, "source": {}}
	for _, s := range []struct {
		resource string
		each     func(func(json.RawMessage) error) error
	}{
		{"actor", func(fn func(json.RawMessage) error) error {
			return all.EachActor(t.Context(), timeline.ActorQuery{Kind: []timeline.Clause{{Values: []string{"person"}}}}, fn)
		}},
		{"place", func(fn func(json.RawMessage) error) error {
			return all.EachPlace(t.Context(), timeline.PlaceQuery{}, fn)
		}},
		{"source", func(fn func(json.RawMessage) error) error {
			return all.EachSource(t.Context(), timeline.SourceQuery{}, fn)
		}},
	} {
		must(t, s.each(func(doc json.RawMessage) error {
			ids[s.resource] = append(ids[s.resource], idOf(t, doc))
			return nil
		}))
	}
	merged, rounds := 0, trial.Rounds(t, 12)
	for range rounds {
		resource := []string{"actor", "place", "source"}[random.IntN(3)]
		from, into := ids[resource][random.IntN(len(ids[resource]))], ids[resource][random.IntN(len(ids[resource]))]
		if mergesHere(t, lib, resource, from, into) {
			ids[resource] = slices.DeleteFunc(ids[resource], func(id string) bool { return id == from })
			merged++
		}
	}
	if merged < rounds/4 {
		t.Errorf("of %d pairs only %d were merged", rounds, merged)
	}
	sound(t, all)
}

// mergesHere merges two records, and tells whether they could be.
func mergesHere(t *testing.T, lib *library, resource, from, into string) bool {
	t.Helper()
	all := lib.Private()
	before, version := map[bool][2]map[string][]string{}, versionNow(t, all)
	for _, st := range []*storetest.Access{lib.Access, all} {
		before[st == all] = [2]map[string][]string{asking(t, st, resource, from), asking(t, st, resource, into)}
	}
	_, err := lib.Merge(t.Context(), resource, from, into)
	if code := timeline.CodeOf(err); err != nil && (code == timeline.Conflict || code == timeline.InvalidRecord) {
		t.Logf("%s %s into %s: %v", resource, from, into, err)
		return false
	}
	if err != nil {
		t.Fatalf("%s %s into %s: %v", resource, from, into, err)
	}
	for _, st := range []*storetest.Access{lib.Access, all} {
		was := before[st == all]
		then := st.AsOf(timeline.Moment{Seq: version.Seq})
		for i, id := range []string{from, into} {
			now := asking(t, st, resource, id)
			for name := range now {
				want := slices.Concat(was[0][name], was[1][name])
				slices.Sort(want)
				want = slices.Compact(want)
				got := slices.Sorted(slices.Values(now[name]))
				if !slices.Equal(got, want) {
					t.Errorf("%s %s into %s, private %t: %s of %s keeps %d, want %d", resource, from, into, st == all, name, id, len(got), len(want))
				}
			}
			past := asking(t, then, resource, id)
			for name := range was[i] {
				if !slices.Equal(past[name], was[i][name]) {
					t.Errorf("%s %s into %s: as of before, %s of %s keeps %d, want %d", resource, from, into, name, id, len(past[name]), len(was[i][name]))
				}
			}
		}
	}
	everything := timeline.NewQuery()
	everything.Verification = []timeline.Clause{{Values: timeline.Verifications}}
	must(t, all.EachEvent(t.Context(), everything, func(doc json.RawMessage) error {
		r, err := timeline.StoredRecord("event", doc)
		if _, led := timeline.Led(r, func(of, id string) string {
			if of == resource && id == from {
				return into
			}
			return id
		}); led {
			t.Errorf("%s still names the %s %s", r.RecordID(), resource, from)
		}
		return err
	}))
	return true
}

func versionNow(t *testing.T, st *storetest.Access) store.Version {
	t.Helper()
	version, err := st.Version(t.Context())
	must(t, err)
	return version
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sound fails a test whose database is not as the program writes it.
func sound(t *testing.T, st *storetest.Access) {
	t.Helper()
	var found []string
	must(t, st.CheckIntegrity(t.Context(), false, func(f store.Finding) error {
		found = append(found, f.String())
		return nil
	}))
	if len(found) > 0 {
		t.Errorf("the database is not sound:\n%s", strings.Join(found, "\n"))
	}
}
