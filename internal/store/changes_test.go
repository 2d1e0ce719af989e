package store_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// replica is a copy of a database that knows of it by its log alone.
type replica struct {
	*storetest.Access
	seq     int64
	records map[string]json.RawMessage // by resource/id
	order   []string                   // of their first entries
	holds   map[string]timeline.Holdings
}

func newReplica(st *storetest.Access) *replica {
	return &replica{Access: st, records: map[string]json.RawMessage{}, holds: map[string]timeline.Holdings{}}
}

// follow takes what the log has gained, in pages of up to limit entries.
func (r *replica) follow(t *testing.T, limit int) []timeline.Change {
	t.Helper()
	var taken []timeline.Change
	for {
		list, err := r.Changes(t.Context(), timeline.ChangeQuery{Since: r.seq, Limit: limit})
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range list.Entries {
			c := changeIn(t, entry)
			if c.Seq <= r.seq || c.Seq > list.Through || len(list.Entries) > limit {
				t.Fatalf("the change %d in a page of %d from %d through %d", c.Seq, len(list.Entries), r.seq, list.Through)
			}
			taken = append(taken, c)
			r.take(t, c)
		}
		if r.seq = list.Through; !list.More {
			return taken
		}
	}
}

func changeIn(t *testing.T, entry json.RawMessage) timeline.Change {
	t.Helper()
	var c timeline.Change
	if err := json.Unmarshal(entry, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func (r *replica) take(t *testing.T, c timeline.Change) {
	t.Helper()
	key := c.Entity + "/" + c.ID
	var stamped struct {
		ID       string
		Revision int
	}
	if err := json.Unmarshal(c.Record, &stamped); err != nil || stamped.ID != c.ID || stamped.Revision != c.Revision {
		t.Fatalf("the change %d of %s, revision %d, has the record %s (%v)", c.Seq, key, c.Revision, c.Record, err)
	}
	if _, known := r.records[key]; !known {
		r.order = append(r.order, key)
	}
	r.records[key] = c.Record
	if c.Holds != nil {
		r.holds[c.ID] = *c.Holds
	}
	if (c.Holds != nil) != (c.Entity == "story") || (c.Story != "") != slices.Contains([]string{"story", "event", "quote"}, c.Entity) {
		t.Errorf("the change %d of %s tells of its story %q, and of holdings %v", c.Seq, key, c.Story, c.Holds)
	}
}

// document puts a story together again.
func (r *replica) document(t *testing.T, story string) *timeline.Document {
	t.Helper()
	doc := &timeline.Document{Version: timeline.DocumentVersion, Story: held[timeline.Story](t, r, "story/"+story)}
	for _, id := range r.holds[story].Sources {
		doc.Sources = append(doc.Sources, held[timeline.Source](t, r, "source/"+id))
	}
	for _, id := range r.holds[story].Actors {
		doc.Actors = append(doc.Actors, held[timeline.Actor](t, r, "actor/"+id))
	}
	for _, id := range r.holds[story].Places {
		doc.Places = append(doc.Places, held[timeline.Place](t, r, "place/"+id))
	}
	for _, key := range r.order {
		if !strings.HasPrefix(key, "event/") {
			continue
		}
		if e := held[timeline.Event](t, r, key); e.Story == story {
			doc.Events = append(doc.Events, e.Stripped())
		}
	}
	return doc
}

func held[T any](t *testing.T, r *replica, key string) T {
	t.Helper()
	var record T
	if err := json.Unmarshal(r.records[key], &record); err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return record
}

// edits makes generated stories and edits of them, one after the other. What
// it yields has been put into the library.
func edits(t *testing.T, lib *library, n uint64, rounds int) iter.Seq[[]*timeline.Document] {
	return func(yield func([]*timeline.Document) bool) {
		seed := trial.Seed(t, n)
		w := storetest.NewWorld(70 + seed)
		ed := editor{rand.New(rand.NewPCG(seed, 7)), w}
		docs := []*timeline.Document{w.Story("one", timeline.Public, 30), w.Story("two", timeline.Public, 20), w.Story("three", timeline.Private, 10)}
		lib.put(t, docs...)
		for range rounds {
			if !yield(docs) {
				return
			}
			i := ed.IntN(len(docs))
			docs[i] = copied(docs[i])
			for range 1 + ed.IntN(4) {
				ed.edit(docs[i])
			}
			lib.put(t, docs[i])
		}
	}
}

// Whoever takes the log's entries one after the other has, after each write,
// what the database has: all of it, or what anybody may see.
func TestTheLogMakesACopy(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			lib := newLibrary(t)
			whole, open := newReplica(lib.Private()), newReplica(lib.Access)
			for docs := range edits(t, lib, seed, trial.Rounds(t, 15)) {
				before := whole.seq
				taken := whole.follow(t, 1+int(seed)*40)
				for i, c := range taken {
					if c.Seq != before+int64(i)+1 || c.At.After(lib.now) {
						t.Fatalf("the change after %d is %d, of %s", before+int64(i), c.Seq, c.At)
					}
				}
				open.follow(t, 50)
				if whole.seq != lib.seq(t) || open.seq != lib.publicSeq(t) {
					t.Fatalf("followed to %d and %d of %d and %d", whole.seq, open.seq, lib.seq(t), lib.publicSeq(t))
				}
				for _, doc := range docs {
					if got, want := authored(*whole.document(t, doc.Story.ID)), export(t, lib.Access, doc.Story.ID); got != want {
						t.Fatalf("the copy of %s is\n%s, want\n%s", doc.Story.ID, got, want)
					}
				}
				whole.compare(t)
				open.compare(t)
				if t.Failed() {
					t.FailNow()
				}
			}
		})
	}
}

// compare holds each record of a copy to the database.
func (r *replica) compare(t *testing.T) {
	t.Helper()
	get := byID(t, r.Access)
	for _, key := range r.order {
		resource, id, _ := strings.Cut(key, "/")
		now, err := get[resource](id)
		if err != nil {
			continue // it has become private
		}
		got, want := string(r.records[key]), now
		if resource == "event" {
			var a, b timeline.Event
			if json.Unmarshal([]byte(got), &a) != nil || json.Unmarshal([]byte(want), &b) != nil {
				t.Fatalf("no event: %s, %s", got, want)
			}
			if a.Revision != b.Revision {
				t.Errorf("%s has revision %d, want %d", key, a.Revision, b.Revision)
			}
			got, want = spelled(a.Stripped()), spelled(b.Stripped())
		}
		if got != want {
			t.Errorf("the copy of %s is\n%s, want\n%s", key, got, want)
		}
	}
	for resource, list := range r.listed(t) {
		for _, id := range list {
			if r.records[resource+"/"+id] == nil {
				t.Errorf("the copy lacks the %s %s", resource, id)
			}
		}
	}
}

// listed are the ids of all that lists show, by resource.
func (r *replica) listed(t *testing.T) map[string][]string {
	t.Helper()
	page := timeline.Paging{Limit: timeline.MaxLimit}
	stories, err := r.Stories(t.Context(), timeline.StoryQuery{Paging: page}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]string{
		"event": each(t, r.EachEvent, timeline.NewQuery()), "quote": each(t, r.EachQuote, timeline.QuoteQuery{Paging: page}),
		"actor": each(t, r.EachActor, timeline.ActorQuery{Paging: page}), "place": each(t, r.EachPlace, timeline.PlaceQuery{Paging: page}),
		"source": each(t, r.EachSource, timeline.SourceQuery{Paging: page}), "story": idsOf(t, stories.Records),
	}
}

// clause is one of some values, or none of them.
func clause(values ...string) []timeline.Clause {
	first, exclude := strings.CutPrefix(values[0], "!")
	return []timeline.Clause{{Values: append([]string{first}, values[1:]...), Exclude: exclude}}
}

// Every filter keeps of the log what it says, and pages cover all of it.
func TestPartsOfTheLog(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	for range edits(t, lib, 9, trial.Rounds(t, 10)) {
	}
	st := lib.Private()
	everything := newReplica(st).follow(t, timeline.MaxLimit)
	for _, q := range []timeline.ChangeQuery{
		{}, {Since: 100}, {Since: lib.seq(t)}, {Entities: []string{"event"}}, {Entities: []string{"story", "actor"}, Since: 20},
		{Actions: []string{"update"}}, {Actions: []string{"create", "retract"}, Entities: []string{"quote", "event"}}, {By: clause("ann", "nobody-has-this")}, {By: clause("!ann")},
		{ID: clause("one")}, {ID: clause("one-0001", "pact", "country-0"), Since: 4}, {ID: clause("!pact", "one-0001")}, {ID: clause("nobody-has-this")}, {ID: clause("pact"), Story: "two", Actions: []string{"update"}},
		{Story: "one"}, {Story: "three", Since: 5}, {Story: "two", Entities: []string{"place", "quote"}}, {Story: "nobody-has-this"},
	} {
		var want, got, walked []int64
		for _, c := range everything {
			if c.Seq > q.Since && allMeet(q.ID, c.ID) && allMeet(q.By, c.By) && (q.Actions == nil || slices.Contains(q.Actions, c.Action)) && (q.Entities == nil || slices.Contains(q.Entities, c.Entity)) && (q.Story == "" || c.Story == q.Story || lib.holdsNow(q.Story, c)) {
				want = append(want, c.Seq)
			}
		}
		if err := st.EachChange(t.Context(), q, func(doc json.RawMessage) error {
			got = append(got, changeIn(t, doc).Seq)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		part := q
		part.Limit = 7
		for more := true; more; {
			list, err := st.Changes(t.Context(), part)
			if err != nil {
				t.Fatal(err)
			}
			for _, entry := range list.Entries {
				walked = append(walked, changeIn(t, entry).Seq)
			}
			if more = list.More; !more && list.Through != lib.seq(t) {
				t.Errorf("the last part covers %d of %d changes", list.Through, lib.seq(t))
			}
			part.Since = list.Through
		}
		if !slices.Equal(got, want) || !slices.Equal(walked, want) {
			t.Errorf("%+v\nhas  %v\nand  %v\nwant %v", q, got, walked, want)
		}
	}
	if _, err := st.Changes(t.Context(), timeline.ChangeQuery{Since: lib.seq(t) + 1, Limit: 1}); timeline.CodeOf(err) != timeline.InvalidParameter {
		t.Errorf("after the next change: %v", err)
	}
}

// holdsNow tells whether a story holds the record of a change.
func (lib *library) holdsNow(story string, c timeline.Change) bool {
	return c.Story == "" && slices.Contains(lib.holds[story], c.Entity+"/"+c.ID)
}

// What is private leaves no entry in the log for those who may not see it, nor
// a name in the entries of what is public.
func TestPrivateChanges(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(71)
	secret := secretly(w)
	lib.put(t, w.Story("open", timeline.Public, 40), copied(secret))
	told := func() string {
		var b strings.Builder
		if err := lib.EachChange(t.Context(), timeline.ChangeQuery{}, func(doc json.RawMessage) error {
			b.Write(append(doc, '\n'))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, visibility := range []string{timeline.Private, timeline.Public, timeline.Private} {
		secret = copied(secret)
		secret.Story.Visibility = visibility
		lib.put(t, secret)
		log := told()
		if hidden := visibility == timeline.Private; strings.Contains(log, "whisper") == hidden || strings.Contains(log, "secret") == hidden {
			t.Errorf("a %s story is hidden: %t", visibility, hidden)
		}
		list, err := lib.Changes(t.Context(), timeline.ChangeQuery{Story: "secret", Limit: 10})
		if err != nil || (len(list.Entries) == 0) != (visibility == timeline.Private) {
			t.Errorf("the log of a %s story has %d entries: %v", visibility, len(list.Entries), err)
		}
	}
}
