package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"example.org/dateline/internal/timeline"
)

func (eventResource) check(tx *Tx, r timeline.Record) (awaited bool, err error) {
	e := *r.(*timeline.Event)
	story, unfit := tx.storyOf(&e)
	_, err = tx.checkEvent(story, &e)
	return false, timeline.Together(unfit, err)
}

// storyOf is the story of an event that is to be written.
func (tx *Tx) storyOf(e *timeline.Event) (storyRow, error) {
	if e.Story == "" {
		return storyRow{}, refuse("/story", "the event names no story; add one, or say which with --story")
	}
	story, found, err := tx.story(e.Story)
	switch {
	case err != nil:
		return story, err
	case !found:
		return story, refuse("/story", "there is no story with the id %q", e.Story)
	case story.retracted && !e.IsRetracted():
		return story, refuse("/story", "the story %q is retracted", e.Story)
	}
	return story, nil
}

// write writes an event with the actors and places that it brings along, once
// all that it refers to is known to be there.
func (eventResource) write(tx *Tx, r timeline.Record) (awaited bool, err error) {
	e := *r.(*timeline.Event)
	story, err := tx.storyOf(&e)
	if err != nil {
		_, others := tx.checkEvent(story, &e)
		return false, timeline.Together(err, others)
	}
	if err := tx.writeEvent(story, &e); err != nil {
		return false, err
	}
	tx.warner.event(tx.at(""), &e)
	return false, nil
}

func (eventResource) retract(tx *Tx, r timeline.Record) error {
	e := r.(*timeline.Event)
	e.SetRetraction(tx.retraction())
	story, _, err := tx.story(e.Story)
	if err != nil {
		return err
	}
	return tx.putEvent(story, *e, "")
}

func (eventResource) words(r timeline.Record, about setting) (words, error) {
	e := r.(*timeline.Event)
	tag := languageTag(e, about.language)
	l := languageOf(e, about.language)
	var names []string
	var quotes []saying
	for _, a := range e.Actors {
		others, err := about.aliases(a.ID)
		if err != nil {
			return words{}, err
		}
		names = append(append(names, a.Name), others...)
	}
	for _, p := range e.Places {
		names = append(names, p.Name)
	}
	for i := range e.Quotes {
		quotes = append(quotes, saying{languageOf(&e.Quotes[i], tag), e.Quotes[i].Text})
	}
	cited, err := citedIn(e, tag, about)
	if err != nil {
		return words{}, err
	}
	return about.words(l, []string{"title", "names", "summary", "quotes"},
		said(l, e.Title), said(l, names...), said(l, e.Summary), append(quotes, cited...)), nil
}

// brought are the actors and places that come with an event and are to be made, and
// what is perhaps wrong with the others.
type brought struct {
	actors   []timeline.Actor
	places   []timeline.Place
	warnings []timeline.Warning
}

// writeEvent checks and puts an event of a story. What it brings without an id has
// one then.
func (tx *Tx) writeEvent(story storyRow, e *timeline.Event) error {
	with, err := tx.checkEvent(story, e)
	if err != nil {
		return err
	}
	err = tx.members.within(&story, func() error {
		for _, a := range with.actors {
			if _, err := tx.putActor(a); err != nil {
				return err
			}
		}
		for _, p := range with.places {
			if _, err := tx.putPlace(p); err != nil {
				return err
			}
		}
		if err := tx.cascade.closures(); err != nil {
			return err
		}
		return tx.putEvent(story, *e, "")
	})
	if err == nil {
		tx.warner.warn(tx.at(""), with.warnings...)
	}
	return err
}

// checkEvent checks what an event and its quotes refer to, and that their ids
// are not another's. Actors and places that are not there may come along with
// their name and kind: those to be made are returned.
func (tx *Tx) checkEvent(story storyRow, e *timeline.Event) (with brought, err error) {
	c := &checker{Tx: tx, tombstone: e.IsRetracted()}
	if with.warnings, err = c.identify(story, e); err != nil {
		return with, err
	}
	come := map[string]bool{}
	for i, p := range e.Actors {
		known, err := tx.actorIfAny(p.ID)
		if err != nil {
			return with, err
		}
		if known == nil && p.Name != "" && p.Kind != "" {
			if !come[p.ID] {
				with.actors = append(with.actors, tx.fullerActor(timeline.Actor{ID: p.ID, Name: p.Name, Kind: p.Kind}))
			}
			come[p.ID] = true
		}
		if err := c.hasActor("/actors/"+strconv.Itoa(i)+"/id", p.ID, come); err != nil {
			return with, err
		}
	}
	for i, v := range e.Places {
		known, err := tx.placeIfAny(v.ID)
		if err != nil {
			return with, err
		}
		if known == nil && v.Name != "" && v.Kind != "" {
			if !slices.ContainsFunc(with.places, func(p timeline.Place) bool { return p.ID == v.ID }) {
				with.places = append(with.places, tx.fullerPlace(timeline.Place{ID: v.ID, Name: v.Name, Kind: v.Kind, Lat: v.Lat, Lon: v.Lon, Country: v.Country}))
			}
			continue
		}
		if err := c.hasPlace("/places/"+strconv.Itoa(i)+"/id", v.ID); err != nil {
			return with, err
		}
	}
	if err := c.cited("/citations", e.Citations); err != nil {
		return with, err
	}
	if err := c.resolveEvent("", e); err != nil {
		return with, err
	}
	if err := c.ownsEventID(e); err != nil {
		return with, err
	}
	if err := c.notPartOfItself(e); err != nil {
		return with, err
	}
	first := map[string]int{}
	for i := range e.Quotes {
		if at, twice := first[e.Quotes[i].ID]; twice {
			c.fault(fmt.Sprintf("/quotes/%d/id", i), "the quote %q is in the event already, at /quotes/%d: give this one another id", e.Quotes[i].ID, at)
			continue
		}
		first[e.Quotes[i].ID] = i
		if err := c.quote(fmt.Sprintf("/quotes/%d", i), &e.Quotes[i], e.ID, come); err != nil {
			return with, err
		}
	}
	return with, c.refused()
}

// ownsEventID checks that an event's id is not that of another story's.
func (c *checker) ownsEventID(e *timeline.Event) error {
	st, err := c.find(&eventSchema, e.ID)
	if err != nil || !st.found {
		return err
	}
	old, err := decodeEvent(st.doc)
	if err != nil {
		return fmt.Errorf("decode event %s: %w", e.ID, err)
	}
	if old.Story != e.Story {
		c.fault("/id", "the event %q belongs to the story %q: give this one another id", e.ID, old.Story)
	}
	return nil
}

// maxWholes bounds how many events are looked at above one.
const maxWholes = 1000

// notPartOfItself checks that an event is not part of itself, through what others
// are part of.
func (c *checker) notPartOfItself(e *timeline.Event) error {
	seen := map[string]bool{}
	for i, rel := range e.Relations {
		if rel.Type != timeline.PartOf || rel.Event == e.ID {
			continue // itself is a fault of the record alone
		}
		for next := []string{rel.Event}; len(next) > 0 && len(seen) < maxWholes; {
			id := next[0]
			if next = next[1:]; seen[id] {
				continue
			}
			seen[id] = true
			st, err := c.find(&eventSchema, id)
			if err != nil {
				return err
			}
			if !st.found {
				continue
			}
			whole, err := decodeEvent(st.doc)
			if err != nil {
				return fmt.Errorf("decode event %s: %w", id, err)
			}
			above := whole.PartOf()
			if slices.Contains(above, e.ID) {
				c.fault(fmt.Sprintf("/relations/%d/event", i), "%q is itself part of this event, %q, directly or through others: leave one of the relations out", rel.Event, e.ID)
				break
			}
			next = append(next, above...)
		}
	}
	return nil
}

// putEvent writes an event with its quotes and links. All that it refers to is
// there. pointer is where it stands in what is being imported.
func (tx *Tx) putEvent(story storyRow, rec timeline.Event, pointer string) error {
	rec = rec.Stripped() // a copy of all that is written to below
	if err := tx.completeRetraction(&rec); err != nil {
		return err
	}
	tx.stands(pointer, &rec)
	c := checker{Tx: tx, tombstone: rec.IsRetracted()}
	if err := c.resolveEvent(pointer, &rec); err != nil {
		return err
	}
	if err := c.keepPictures(pointer, &rec); err != nil {
		return err
	}
	if err := c.refused(); err != nil {
		return err
	}
	old, st, how, err := revise(tx, &rec)
	if err != nil {
		return err
	}
	if st.found && old.Story != rec.Story {
		return refuse(pointer+"/id", "the event %q belongs to the story %q: give this one another id", rec.ID, old.Story)
	}
	tx.wrote = eventVersion{st.n, rec.Revision}
	if how == unchanged {
		if n := len(rec.Quotes); n > 0 {
			tx.report.Unchanged[quoteSchema.resource] += n
		}
		return nil
	}
	tx.spoken[rec.ID] = rec.Language
	if how == updated && old.Language != rec.Language {
		if err := tx.cascade.eventLanguageChanged(st.n, rec.ID, old.Language); err != nil {
			return err
		}
	}
	if err := tx.denormalize(&rec); err != nil {
		return err
	}
	quotes, err := tx.reviseQuotes(&rec, pointer)
	if err != nil {
		return err
	}
	if err := tx.save(&rec, st, how, story.n, !story.private, eventColumns(story, &rec)); err != nil {
		return err
	}
	if err := tx.saveQuotes(story, st, &rec, quotes); err != nil {
		return err
	}
	delete(tx.spoken, rec.ID) // there are as many as events
	if err := tx.members.nameAll(story, &rec); err != nil {
		return err
	}
	if how == updated {
		if err := tx.unlinkEvents([]int64{st.n}); err != nil {
			return err
		}
	}
	if err := tx.linkEvent(story, st.n, &rec); err != nil {
		return err
	}
	if err := tx.relateEvent(st.n, &rec, how == created); err != nil {
		return err
	}
	tx.cascade.rendered[st.n] = true
	return nil
}

// completeRetraction fills in the retraction of an event that says only that it
// is retracted: as it was stored before, or as of now.
func (tx *Tx) completeRetraction(e *timeline.Event) error {
	if !e.IsRetracted() || e.Retracted != nil {
		return nil
	}
	st, err := tx.find(&eventSchema, e.ID)
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
		e.Retracted = tx.retraction()
	}
	return nil
}

func eventColumns(story storyRow, e *timeline.Event) map[string]any {
	b := storedBounds(e.Date)
	return map[string]any{"story": story.n, "type": e.Type, "status": e.Status, "verification": e.Verification, "is_key": oneIf(e.Key),
		"evidence": timeline.Evidence(e.Citations), "basis": e.Date.Basis,
		"earliest": b.Earliest, "latest": b.Latest, "latest_start": b.LatestStart, "earliest_end": b.EarliestEnd, "zoned": e.Date.EDTF.Zoned(), "state": stateOf(story, e)}
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

// denormalize adds to an event what answers show of others: names, kinds,
// coordinates, and its own date to quotes without one.
func (tx *Tx) denormalize(e *timeline.Event) error {
	for i := range e.Actors {
		a, err := tx.actor(e.Actors[i].ID)
		if err != nil {
			return err
		}
		e.Actors[i].Name, e.Actors[i].Kind = a.name, a.kind
	}
	for i := range e.Places {
		p, err := tx.place(e.Places[i].ID)
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

// decodeEvent reads a stored document back.
func decodeEvent(doc []byte) (timeline.Event, error) {
	var e timeline.Event
	err := json.Unmarshal(doc, &e)
	return e, err
}
