package store

import (
	"fmt"
	"time"

	"example.org/dateline/internal/timeline"
)

var eventKind = kind[timeline.Event]{"event", "events",
	func(e *timeline.Event) *timeline.Stamp { return &e.Stamp },
	func(e *timeline.Event) *timeline.Retraction {
		if !e.IsRetracted() {
			return nil
		}
		return e.Retracted
	},
	timeline.Event.Stripped}

// putEvent writes an event with its quotes and links. All that it refers to is
// there. pointer is where it stands in what is being imported.
func (w *writer) putEvent(story storyRow, rec timeline.Event, pointer string) error {
	rec = rec.Stripped() // a copy of all that is written to below
	if err := w.withdraw(&rec); err != nil {
		return err
	}
	old, st, how, err := settle(w, eventKind, rec.ID, &rec)
	if err != nil {
		return err
	}
	if st.found && old.Story != rec.Story {
		return taken(pointer+"/id", "the event %q belongs to the story %q: give this one another id", rec.ID, old.Story)
	}
	if how == unchanged {
		if n := len(rec.Quotes); n > 0 {
			w.report.Unchanged["quote"] += n
		}
		return nil
	}
	if err := w.dress(&rec); err != nil {
		return err
	}
	quotes, err := w.settleQuotes(&rec, pointer)
	if err != nil {
		return err
	}
	if err := save(w, eventKind, rec.ID, &rec, st, how, story.n, !story.private, eventColumns(story, &rec)); err != nil {
		return err
	}
	if err := w.saveQuotes(story, st, &rec, quotes); err != nil {
		return err
	}
	if err := w.usedBy(story, &rec); err != nil {
		return err
	}
	if how == updated {
		if err := w.unlink([]int64{st.n}, true, "event_relations"); err != nil {
			return err
		}
	}
	if err := w.link(story, st.n, &rec); err != nil {
		return err
	}
	w.relate(st.n, &rec)
	w.current[st.n] = true
	return nil
}

// withdraw completes the retraction of an event that says only that it is
// retracted: as it was stored before, or as of now.
func (w *writer) withdraw(e *timeline.Event) error {
	if !e.IsRetracted() || e.Retracted != nil {
		return nil
	}
	st, err := w.find("events", e.ID)
	if err != nil {
		return err
	}
	if st.found {
		old, err := decodeEvent(st.doc)
		if err != nil {
			return fmt.Errorf("decode event %s: %w", e.ID, err)
		}
		e.Retracted = old.Retracted
	}
	if e.Retracted == nil {
		e.Retracted = w.retraction()
	}
	return nil
}

// retraction is one made now.
func (w *writer) retraction() *timeline.Retraction {
	return &timeline.Retraction{Reason: w.author.Reason, At: w.now.Format(time.RFC3339Nano), By: w.author.Name}
}

// taken is the error of an id that something else has.
func taken(pointer, format string, args ...any) error {
	f := timeline.Fault{Pointer: pointer, Message: fmt.Sprintf(format, args...)}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: "The record breaks one rule.", Faults: []timeline.Fault{f}}
}

func eventColumns(story storyRow, e *timeline.Event) map[string]any {
	earliest, latest := storedSpan(e.Date)
	return map[string]any{"story": story.n, "type": e.Type, "status": e.Status, "verification": e.Verification,
		"earliest": earliest, "latest": latest, "state": stateOf(story, e)}
}

func stateOf(story storyRow, e *timeline.Event) int {
	state := statePublic
	if e.IsRetracted() {
		state += stateRetract
	}
	if story.private {
		state += statePrivate
	}
	return state
}

// dress adds to an event what answers show: names, kinds, coordinates and its
// quotes' dates.
func (w *writer) dress(e *timeline.Event) error {
	for i := range e.Actors {
		a, err := w.actor(e.Actors[i].ID)
		if err != nil {
			return err
		}
		e.Actors[i].Name, e.Actors[i].Kind = a.name, a.kind
	}
	for i := range e.Places {
		p, err := w.place(e.Places[i].ID)
		if err != nil {
			return err
		}
		v := &e.Places[i]
		v.Name, v.Kind, v.Lat, v.Lon, v.Country = p.place.Name, p.place.Kind, p.place.Lat, p.place.Lon, p.place.Country
	}
	for i := range e.Quotes {
		if e.Quotes[i].Date == nil {
			date := e.Date
			e.Quotes[i].Date = &date
		}
	}
	return nil
}

// relate notes which other events an event says that it is related to.
func (w *writer) relate(n int64, e *timeline.Event) {
	targets := map[string]bool{}
	for _, r := range e.Relations {
		if !targets[r.Event] {
			targets[r.Event] = true
			w.inserts.add("event_relations", []string{"target", "event"}, nil, []any{r.Event, n})
		}
	}
}
