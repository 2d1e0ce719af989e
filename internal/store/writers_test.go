package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// errStale is the error of an edit of what somebody else has changed meanwhile.
var errStale = errors.New("somebody else was faster")

// writers write at the same time. Each write has a reason of its own, by which
// the log tells in what order they were made.
type writers struct {
	lib     *library
	mu      sync.Mutex
	made    map[string]timeline.Record // what each write wrote, by its reason
	stale   int
	refused int
	seq     int64 // of the last change that the model knows
}

// pen is one of them at work.
type pen struct {
	*rand.Rand
	*storetest.World
	*writers
	name  string
	count int
	meet  *sync.WaitGroup // where all wait, once, between reading and editing
}

// TestManyWriters holds a store that several writers write to at the same time,
// stale edits and forbidden ones among them, to a model that makes the same
// writes in the order of the log: every list now and at earlier moments, every
// record, and what the log itself says.
func TestManyWriters(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(trial.Seed(t, 90))
	ws := &writers{lib: newLibrary(t), made: map[string]timeline.Record{}}
	ws.lib.put(t, w.Story("one", timeline.Public, 30), w.Story("two", timeline.Public, 20), w.Story("three", timeline.Private, 12))
	ws.seq = ws.lib.seq(t)
	pens := make([]*pen, 4)
	for i := range pens {
		pens[i] = &pen{rand.New(rand.NewPCG(trial.Seed(t, uint64(i)), 9)), storetest.NewWorld(trial.Seed(t, 90)), ws, fmt.Sprintf("w%d", i), 0, nil}
	}
	pick := rand.New(rand.NewPCG(1, 9))
	batches := trial.Rounds(t, 5)
	for batch := range batches {
		ws.lib.now = ws.lib.now.Add(time.Minute)
		var all, meet sync.WaitGroup
		meet.Add(len(pens))
		for _, p := range pens {
			p.meet = &meet
			all.Go(func() {
				for range 80 {
					if err := p.write(t); err != nil {
						t.Errorf("%s-%d: %v", p.name, p.count, err)
						return
					}
				}
			})
		}
		all.Wait()
		history := ws.catchUp(t, pick)
		ws.lib.checkRecords(t)
		ws.lib.check(t, uint64(batch), 5)
		for i, then := range history {
			then.checkAs(t, ws.lib, timeline.Moment{Seq: then.seq}, (batch+i)%2 == 0, uint64(batch))
		}
		if t.Failed() {
			t.Fatalf("after batch %d", batch)
		}
	}
	ws.checkLog(t)
	if len(ws.made) < 180*batches || ws.stale < batches*(len(pens)-1) || ws.refused == 0 {
		t.Errorf("%d writes were made, %d were stale and %d refused", len(ws.made), ws.stale, ws.refused)
	}
}

// write makes one write, or tries to.
func (p *pen) write(t *testing.T) error {
	p.count++
	reason := fmt.Sprintf("%s-%d", p.name, p.count)
	st := p.lib.Private().By(store.Author{Name: p.name, Reason: reason})
	r, resource, err := p.attempt(t, st)
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case errors.Is(err, errStale):
		p.stale++
		return nil
	case timeline.CodeOf(err) == timeline.Conflict || timeline.CodeOf(err) == timeline.InvalidRecord:
		p.refused++
		return nil
	case err != nil:
		return err
	}
	e, err := timeline.StoredRecord(resource, r.JSON)
	if resource == "place" {
		e = e.Authored() // a stamp is no part of what events show
	}
	p.made[reason] = e
	return err
}

// attempt makes one write. Where the pens are to meet, all edit the same record,
// so that one is in time.
func (p *pen) attempt(t *testing.T, st *storetest.Access) (store.Record, string, error) {
	if p.meet != nil {
		return p.edit(t, st, "story", "one", func(r timeline.Record) { r.(*timeline.Story).Title = fmt.Sprint(p.name, p.count) })
	}
	m := &p.lib.model
	event := m.events.list[p.IntN(len(m.events.list))]
	actor := m.actors.list[p.IntN(len(m.actors.list))]
	place := m.places.list[p.IntN(len(m.places.list))]
	switch p.IntN(12) {
	case 0, 1:
		return p.create(t, st, p.event())
	case 2:
		return p.create(t, st, &timeline.Actor{ID: p.id(), Name: p.Words(1, 3), Kind: "person", Affiliations: []timeline.Affiliation{{Actor: actor.ID}}})
	case 3, 4, 5:
		return p.edit(t, st, "event", event.ID, func(r timeline.Record) { p.change(r.(*timeline.Event)) })
	case 6:
		return p.edit(t, st, "actor", actor.ID, func(r timeline.Record) { r.(*timeline.Actor).Name = p.Words(1, 3) })
	case 7:
		return p.edit(t, st, "actor", actor.ID, func(r timeline.Record) {
			a := r.(*timeline.Actor)
			a.Aliases, a.Affiliations = []string{p.Words(1, 2)}, []timeline.Affiliation{{Actor: m.actors.list[p.IntN(len(m.actors.list))].ID}}
		})
	case 8:
		return p.edit(t, st, "place", place.ID, func(r timeline.Record) {
			in := r.(*timeline.Place)
			in.Name, in.Parent = p.Words(1, 2), m.places.list[p.IntN(len(m.places.list))].ID
		})
	case 9:
		story := m.stories.list[p.IntN(len(m.stories.list))]
		return p.edit(t, st, "story", story.ID, func(r timeline.Record) {
			s := r.(*timeline.Story)
			s.Title = p.Words(1, 4)
			if p.IntN(4) == 0 {
				s.Visibility = timeline.Visibilities[p.IntN(2)]
			}
		})
	case 10:
		if len(event.Quotes) > 0 && !event.IsRetracted() {
			r, err := st.Retract(t.Context(), "quote", event.Quotes[0].ID, agreed)
			return r, "quote", err
		}
		r, err := st.Retract(t.Context(), "event", event.ID, agreed)
		return r, "event", err
	}
	r, err := st.Retract(t.Context(), "actor", actor.ID, agreed)
	return r, "actor", err
}

func (p *pen) id() string { return fmt.Sprintf("%s-new-%d", p.name, p.count) }

// event is a new event.
func (p *pen) event() *timeline.Event {
	m := &p.lib.model
	e := &timeline.Event{ID: p.id(), Story: m.stories.list[p.IntN(len(m.stories.list))].ID}
	p.change(e)
	if p.IntN(2) == 0 {
		e.Relations = []timeline.Relation{{Type: "follows", Event: m.events.list[p.IntN(len(m.events.list))].ID}}
	}
	return e
}

// change gives an event other contents.
func (p *pen) change(e *timeline.Event) {
	m := &p.lib.model
	actor := func() string { return m.actors.list[p.IntN(len(m.actors.list))].ID }
	e.Title, e.Date, e.Type, e.Status, e.Verification, e.Retracted = p.Words(1, 4), p.Date(), "call", "occurred", "reported", nil
	e.Actors, e.Places, e.Quotes = nil, nil, nil
	for range p.IntN(3) {
		one := timeline.Participant{ID: actor(), Role: timeline.ActorRoles[p.IntN(len(timeline.ActorRoles))]}
		if !slices.Contains(e.Actors, one) { // twice the same would be refused
			e.Actors = append(e.Actors, one)
		}
	}
	if p.IntN(2) == 0 {
		e.Places = []timeline.Venue{{ID: m.places.list[p.IntN(len(m.places.list))].ID, Role: "location"}}
	}
	for i := range p.IntN(3) {
		e.Quotes = append(e.Quotes, timeline.Quote{ID: fmt.Sprintf("%s-q%d", e.ID, i), Event: e.ID, Speaker: actor(), Text: p.Words(1, 8), Kind: "direct", About: []string{actor()}})
	}
	e.Topics = []string{p.Topics[p.IntN(len(p.Topics))]}
}

func (p *pen) create(t *testing.T, st *storetest.Access, record timeline.Record) (store.Record, string, error) {
	resource := record.Resource()
	sent, err := timeline.Encode(record)
	if err != nil {
		return store.Record{}, resource, err
	}
	r, err := decoded(resource, string(sent)) // as it would come
	if err != nil {
		return store.Record{}, resource, err
	}
	made, err := st.Create(t.Context(), r, store.CreateOptions{})
	return made, resource, err
}

// edit changes a record that was read, unless another has changed it since.
func (p *pen) edit(t *testing.T, st *storetest.Access, resource, id string, change func(r timeline.Record)) (store.Record, string, error) {
	before, err := st.Record(t.Context(), resource, id)
	if p.meet != nil {
		p.meet.Done()
		p.meet.Wait()
		p.meet = nil
	}
	if err != nil {
		return before, resource, err
	}
	after, err := st.Edit(t.Context(), resource, id, func(now store.Record) (timeline.Record, error) {
		if now.Revision != before.Revision {
			return nil, errStale
		}
		e, err := timeline.StoredRecord(resource, now.JSON)
		change(e)
		return e, err
	})
	return after, resource, err
}

// catchUp makes the writes of the log in the model, in their order, and returns
// what the model was at some moments.
func (ws *writers) catchUp(t *testing.T, pick *rand.Rand) []snapshot {
	t.Helper()
	var history []snapshot
	var at time.Time
	last := ""
	finish := func() {
		if e, made := ws.made[last]; made {
			ws.lib.apply(e, at)
			if pick.IntN(200) == 0 {
				history = append(history, snapshot{model: ws.lib.clone(), seq: ws.seq})
			}
		}
	}
	done := map[string]bool{}
	err := ws.lib.Private().EachChange(t.Context(), timeline.ChangeQuery{Since: ws.seq}, func(doc json.RawMessage) error {
		var c timeline.Change
		if err := json.Unmarshal(doc, &c); err != nil {
			return err
		}
		if c.Seq != ws.seq+1 {
			return fmt.Errorf("the log goes on from %d with %d", ws.seq, c.Seq)
		}
		if c.Reason != last {
			finish()
			if done[c.Reason] {
				return fmt.Errorf("the changes of %s stand apart", c.Reason)
			}
			done[c.Reason], last, at = true, c.Reason, c.At
		}
		ws.seq = c.Seq
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	finish()
	if seq := ws.lib.seq(t); seq != ws.seq {
		t.Errorf("the log ends at %d, and the data version is %d", ws.seq, seq)
	}
	return history
}

// apply does what a write of one record does. One that says the same changes
// nothing, and is in no log.
func (m *model) apply(record timeline.Record, now time.Time) {
	shown := map[string]bool{}
	switch r := record.(type) {
	case *timeline.Story:
		m.putStory(*r)
	case *timeline.Actor:
		m.putActor(*r, shown)
	case *timeline.Place:
		m.putPlace(*r, shown)
	case *timeline.Quote:
		of := m.quotes.by[r.ID].in.Event
		of.Quotes = slices.DeleteFunc(slices.Clone(of.Quotes), func(q timeline.Quote) bool { return q.ID == r.ID })
		m.putEvent(of, now)
	case *timeline.Event:
		m.putEvent(*r, now)
		for _, p := range r.Actors {
			m.hold(r.Story, "actor", p.ID, false)
		}
		for _, v := range r.Places {
			m.hold(r.Story, "place", v.ID, false)
		}
		for _, q := range r.Quotes {
			for _, id := range append([]string{q.Speaker}, q.About...) {
				m.hold(r.Story, "actor", id, false)
			}
		}
	}
	m.settle(shown, now)
}

// checkLog replays the log from its beginning: what it leaves is what there is.
func (ws *writers) checkLog(t *testing.T) {
	t.Helper()
	left := map[string]string{}
	err := ws.lib.Private().EachChange(t.Context(), timeline.ChangeQuery{}, func(doc json.RawMessage) error {
		var c struct {
			Entity, ID string
			Record     json.RawMessage
		}
		err := json.Unmarshal(doc, &c)
		left[c.Entity+"/"+c.ID] = string(c.Record)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]string{}
	for resource, get := range byID(t, ws.lib.Private()) {
		for _, key := range slices.Sorted(maps.Keys(left)) {
			if id, ok := strings.CutPrefix(key, resource+"/"); ok {
				if have[key], err = get(id); err != nil {
					t.Fatalf("%s: %v", key, err)
				}
			}
		}
	}
	for key, record := range left {
		if !strings.HasPrefix(key, "event/") { // events show others' names, which have changes of their own
			if record != have[key] {
				t.Errorf("%s in the log: %s\nand there is: %s", key, record, have[key])
			}
			continue
		}
		var logged, there timeline.Event
		if err := errors.Join(json.Unmarshal([]byte(record), &logged), json.Unmarshal([]byte(have[key]), &there)); err != nil {
			t.Fatal(err)
		}
		if spelled(logged.Stripped()) != spelled(there.Stripped()) || logged.Revision != there.Revision {
			t.Errorf("%s in the log: %s\nand there is: %s", key, record, have[key])
		}
	}
	if events := len(ws.lib.events.list); events != strings.Count(strings.Join(slices.Collect(maps.Keys(left)), " ")+" ", "event/") {
		t.Errorf("the log has other events than the %d that were made", events)
	}
}
