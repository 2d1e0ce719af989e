package store_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// follower keeps the answer to a query by what becomes of events, as a client
// of the stream does. Its connection breaks now and then.
type follower struct {
	*storetest.Access
	*rand.Rand
	query    timeline.Query
	question string
	seq      int64 // the last window that came to its end
	shown    map[string]string
	gone     map[string]int // why, and how often
	breaks   int
}

func follow(t *testing.T, st *storetest.Access, seq int64, q timeline.Query, question string, seed uint64) *follower {
	t.Helper()
	f := &follower{Access: st, Rand: rand.New(rand.NewPCG(seed, 8)), query: q, question: question, seq: seq, gone: map[string]int{}}
	f.query.Order, f.query.Include, f.query.Limit = timeline.OrderDate, nil, timeline.DefaultLimit
	f.shown = f.list(t)
	return f
}

// list is the whole answer, by id.
func (f *follower) list(t *testing.T) map[string]string {
	t.Helper()
	shown := map[string]string{}
	err := f.EachEvent(t.Context(), f.query, func(doc json.RawMessage) error {
		shown[idsOf(t, []json.RawMessage{doc})[0]] = string(doc)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return shown
}

// catchUp takes what the stream would send, until it is at the end.
func (f *follower) catchUp(t *testing.T) {
	t.Helper()
	for {
		w, err := f.EventWindow(t.Context(), f.seq)
		if err != nil {
			t.Fatal(err)
		}
		if w.To == w.From {
			return
		}
		if f.take(t, w) {
			f.seq = w.To
		} else {
			f.breaks++
		}
	}
}

// take takes the events of a window, all of them or those before the
// connection breaks.
func (f *follower) take(t *testing.T, w store.Window) (whole bool) {
	t.Helper()
	var last int64
	for after := (*store.Position)(nil); ; {
		changes, next, err := f.EventChanges(t.Context(), f.query, w, after)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			if f.IntN(12) == 0 {
				return false
			}
			if c.Seq < last || c.Seq <= w.From || c.Seq > w.To || (c.JSON == nil) != slices.Contains(store.Gone, c.Gone) {
				t.Fatalf("%s in the window %v after %d: %+v", c.ID, w, last, c)
			}
			last = c.Seq
			if c.JSON == nil {
				delete(f.shown, c.ID)
				f.gone[c.Gone]++
			} else {
				f.shown[c.ID] = string(c.JSON)
			}
		}
		if after = next; after == nil {
			return true
		}
	}
}

func (f *follower) compare(t *testing.T, what string) {
	t.Helper()
	want := f.list(t)
	for id, doc := range want {
		if f.shown[id] != doc {
			t.Errorf("%s, events?%s: %s is shown as\n%.200s, want\n%.200s", what, f.question, id, f.shown[id], doc)
		}
	}
	for id := range f.shown {
		if want[id] == "" {
			t.Errorf("%s, events?%s: %s is still shown", what, f.question, id)
		}
	}
}

// Whoever loads a list and takes what becomes of events has the list as it is,
// under every filter, however often the connection breaks and whatever was
// missed meanwhile.
func TestFollowingShowsTheList(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	breaks, gone := 0, map[string]int{}
	t.Cleanup(func() { // after all of them
		if breaks < 30 || gone[store.GoneFiltered] == 0 || gone[store.GoneRetracted] == 0 || gone[store.GoneWithheld] == 0 {
			t.Errorf("%d connections broke, and events were gone as in %v", breaks, gone)
		}
	})
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			lib := newLibrary(t)
			var all []*follower
			round := 0
			for range edits(t, lib, 40+seed, 18) {
				if round++; round == 1 {
					a := newAsker(t, &lib.model, seed)
					for i := range 10 {
						q, question := a.event(t)
						all = append(all, follow(t, lib.Access, lib.seq(t), q, question, uint64(i)), follow(t, lib.Private(), lib.seq(t), q, question, uint64(i)))
					}
					everything := timeline.NewQuery()
					all = append(all, follow(t, lib.Access, lib.seq(t), everything, "", 20), follow(t, lib.Private(), lib.seq(t), everything, "", 21))
					// What many an edit takes an event out of.
					for i, question := range []string{"verification=reported", "basis=stated", "to=2015", "from=2015&match=within"} {
						values, err := url.ParseQuery(question)
						if err != nil {
							t.Fatal(err)
						}
						q, err := timeline.ParseQuery(values)
						if err != nil {
							t.Fatal(err)
						}
						all = append(all, follow(t, lib.Private(), lib.seq(t), q, question, uint64(30+i)))
					}
					continue
				}
				for i, f := range all {
					if (round+i)%3 == 0 {
						continue // it is away
					}
					f.catchUp(t)
					f.compare(t, fmt.Sprintf("in round %d", round))
				}
				if t.Failed() {
					t.FailNow()
				}
			}
			mu.Lock()
			defer mu.Unlock()
			for _, f := range all {
				f.catchUp(t)
				f.compare(t, "at the end")
				breaks += f.breaks
				for why, n := range f.gone {
					gone[why] += n
				}
			}
		})
	}
}

// A story that becomes private takes its events away from those who may not see
// them, by their ids alone; one that becomes public brings them.
func TestFollowingAPrivateStory(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(77)
	secret := copied(secretly(w))
	secret.Events = secret.Events[:15]
	for i := range secret.Events {
		secret.Events[i].Relations = nil
		if secret.Events[i].Verification == timeline.Retracted {
			secret.Events[i].Verification, secret.Events[i].Retracted = "reported", nil
		}
	}
	secret = copied(secret)
	lib.put(t, w.Story("open", timeline.Public, 10), copied(secret))
	asked := timeline.NewQuery()
	changes := func(from int64) (told string, kept, gone int) {
		var b strings.Builder
		for {
			w, err := lib.EventWindow(t.Context(), from)
			if err != nil {
				t.Fatal(err)
			}
			if from = w.To; w.From == w.To {
				return b.String(), kept, gone
			}
			for after := (*store.Position)(nil); ; {
				list, next, err := lib.EventChanges(t.Context(), asked, w, after)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range list {
					fmt.Fprintf(&b, "%s %s\n", c.JSON, c.Gone)
					if c.JSON == nil {
						gone++
					} else {
						kept++
					}
				}
				if after = next; after == nil {
					break
				}
			}
		}
	}
	for _, visibility := range []string{timeline.Private, timeline.Public, timeline.Private} {
		from := lib.publicSeq(t)
		secret = copied(secret)
		secret.Story.Visibility, secret.Story.Summary = visibility, secret.Story.Summary+"."
		lib.put(t, copied(secret))
		told, kept, gone := changes(from)
		switch {
		case visibility == timeline.Public && (kept != 15 || gone != 0 || !strings.Contains(told, "whisper")):
			t.Errorf("a published story brings %d events and takes %d", kept, gone)
		case visibility == timeline.Private && from < 100 && told != "":
			t.Errorf("a private story tells %s", told)
		}
	}
	from := lib.publicSeq(t)
	secret = copied(secret)
	secret.Story.Visibility = timeline.Public
	lib.put(t, copied(secret))
	public := lib.publicSeq(t)
	secret = copied(secret)
	secret.Story.Visibility = timeline.Private
	lib.put(t, copied(secret))
	told, kept, gone := changes(public)
	if kept != 0 || gone != 15 || strings.Contains(told, "whisper") || strings.Count(told, store.GoneWithheld) != 15 {
		t.Errorf("a story that becomes private brings %d events, takes %d, and tells\n%s", kept, gone, told)
	}
	asked.Search, _ = timeline.ParseSearch("no-such-word")
	if _, kept, gone := changes(public); kept != 0 || gone != 15 {
		t.Errorf("a search brings %d withheld events and takes %d, and so tells what is in them", kept, gone)
	}
	asked = timeline.NewQuery()
	if told, _, _ := changes(from); strings.Contains(told, "whisper") {
		t.Errorf("a story that was public for a time is told to who comes back:\n%s", told)
	}
	if _, err := lib.EventWindow(t.Context(), lib.publicSeq(t)+1); timeline.CodeOf(err) != timeline.InvalidParameter {
		t.Errorf("after the next change: %v", err)
	}
}
