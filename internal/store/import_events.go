package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// event writes one event with its quotes and links.
func (w *writer) event(story storyRow, rec timeline.Event, pointer string) (int64, outcome, error) {
	rec = rec.Stripped() // a copy of all that is written to below
	st, err := w.find("events", rec.ID)
	if err != nil {
		return 0, unchanged, err
	}
	var old timeline.Event
	how, err := settle(w, "event", "events", &rec, &old, &st,
		func(r *timeline.Event) *timeline.Stamp { return &r.Stamp }, timeline.Event.Stripped)
	if err != nil {
		return 0, unchanged, err
	}
	if st.duplicate && old.Story != rec.Story {
		return 0, unchanged, taken(pointer+"/id", "the event %q belongs to the story %q: give this one another id", rec.ID, old.Story)
	}
	if how == unchanged {
		w.report.Unchanged["quote"] += len(rec.Quotes)
		return st.n, how, nil
	}
	if err := w.dress(&rec); err != nil {
		return 0, unchanged, err
	}
	quotes, err := w.settleQuotes(&rec, pointer)
	if err != nil {
		return 0, unchanged, err
	}
	if err := w.save("events", rec.ID, st, how, rec.Stamp, &rec, eventColumns(story, &rec)); err != nil {
		return 0, unchanged, err
	}
	if err := w.saveQuotes(story, st.n, &rec, quotes); err != nil {
		return 0, unchanged, err
	}
	return st.n, how, w.link(story, st.n, &rec)
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

// settledQuote is a quote of an event with what is stored of it.
type settledQuote struct {
	st  stored
	how outcome
}

// settleQuotes stamps the quotes of an event, so that the event can show them.
// A quote may come over from another event of the file, which has it no more.
func (w *writer) settleQuotes(e *timeline.Event, pointer string) ([]settledQuote, error) {
	list := make([]settledQuote, len(e.Quotes))
	for i := range e.Quotes {
		q := &e.Quotes[i]
		st, err := w.find("quotes", q.ID)
		if err != nil {
			return nil, err
		}
		var old timeline.Quote
		how, err := settle(w, "quote", "quotes", q, &old, &st,
			func(r *timeline.Quote) *timeline.Stamp { return &r.Stamp },
			func(r timeline.Quote) timeline.Quote { r.Stamp = timeline.Stamp{}; return r })
		if err != nil {
			return nil, err
		}
		if st.duplicate && old.Event != e.ID && !w.inFile[old.Event] {
			return nil, taken(fmt.Sprintf("%s/quotes/%d/id", pointer, i), "the quote %q belongs to the event %q: give this one another id", q.ID, old.Event)
		}
		list[i] = settledQuote{st, how}
	}
	return list, nil
}

// saveQuotes writes an event's quotes, and notes those it no longer has.
func (w *writer) saveQuotes(story storyRow, event int64, e *timeline.Event, quotes []settledQuote) error {
	kept := []int64{0}
	for _, q := range quotes {
		kept = append(kept, q.st.n)
	}
	gone := in("n", kept, true)
	var left []leftQuote
	if err := w.tx.Raw("SELECT n, event FROM quotes WHERE event = ? AND "+gone.sql, append([]any{event}, gone.args...)...).Scan(&left).Error; err != nil {
		return fmt.Errorf("read quotes: %w", err)
	}
	w.left = append(w.left, left...)
	for i := range quotes {
		q := &e.Quotes[i]
		earliest, latest := storedSpan(*q.Date)
		columns := map[string]any{"event": event, "story": story.n, "earliest": earliest, "latest": latest, "state": stateOf(story, e)}
		if err := w.save("quotes", q.ID, quotes[i].st, quotes[i].how, q.Stamp, q, columns); err != nil {
			return err
		}
		if err := w.linkQuote(story, quotes[i].st.n, e, q); err != nil {
			return err
		}
	}
	// A quote that says the same may yet be of an event newly retracted.
	return w.exec("save quotes of "+e.ID, "UPDATE quotes SET state = ? WHERE event = ? AND state <> ?", stateOf(story, e), event, stateOf(story, e))
}

// leftQuote is a quote that its event has no more.
type leftQuote struct{ N, Event int64 }

// dropQuotes drops the quotes that no other event of the file has taken over.
func (w *writer) dropQuotes() error {
	for _, q := range w.left {
		dropped := w.tx.Exec("DELETE FROM quotes WHERE n = ? AND event = ?", q.N, q.Event)
		if dropped.Error != nil {
			return fmt.Errorf("drop a quote: %w", dropped.Error)
		}
		if dropped.RowsAffected == 0 {
			continue
		}
		if err := w.exec("drop a quote", "DELETE FROM quotes_fts WHERE rowid = ?", q.N); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) linkQuote(story storyRow, n int64, e *timeline.Event, q *timeline.Quote) error {
	earliest, latest := storedSpan(*q.Date)
	roles := map[int64]int{}
	var order []int64
	add := func(id string, role int) error {
		if id == "" {
			return nil
		}
		a, err := w.actor(id)
		if err != nil {
			return err
		}
		if roles[a.n] == 0 {
			order = append(order, a.n)
		}
		roles[a.n] |= role
		return nil
	}
	if err := add(q.Speaker, quoteSpeaker); err != nil {
		return err
	}
	if err := add(q.Addressee, quoteAddressee); err != nil {
		return err
	}
	for _, id := range q.About {
		if err := add(id, quoteAbout); err != nil {
			return err
		}
	}
	if err := w.exec("link quote "+q.ID, "DELETE FROM quote_actors WHERE quote = ?", n); err != nil {
		return err
	}
	var rows [][]any
	for _, actor := range order {
		rows = append(rows, []any{actor, earliest, n, latest, stateOf(story, e), roles[actor]})
	}
	if err := w.insertRows("quote_actors", []string{"actor", "earliest", "quote", "latest", "state", "roles"}, rows); err != nil {
		return err
	}
	return w.dialect.index(w.tx, "quotes_fts", n, []string{"title"}, []string{searchable(q.Text)})
}

// link writes the rows by which queries find an event.
func (w *writer) link(story storyRow, n int64, e *timeline.Event) error {
	for _, table := range []string{"event_actors", "event_places", "event_topics", "event_sources"} {
		if err := w.exec("link event "+e.ID, "DELETE FROM "+table+" WHERE event = ?", n); err != nil {
			return err
		}
	}
	earliest, latest := storedSpan(e.Date)
	state := stateOf(story, e)
	actors, names, err := w.actorRoles(e, earliest, latest)
	if err != nil {
		return err
	}
	if err := w.linkRoles("event_actors", "actor", actors, n, earliest, latest, state); err != nil {
		return err
	}
	places, placeNames, err := w.placeRoles(e)
	if err != nil {
		return err
	}
	if err := w.linkRoles("event_places", "place", places, n, earliest, latest, state); err != nil {
		return err
	}
	var topics, sources [][]any
	for _, id := range e.Topics {
		t, err := w.topic(id)
		if err != nil {
			return err
		}
		topics = append(topics, []any{t, earliest, n, latest, state})
	}
	if err := w.insertRows("event_topics", []string{"topic", "earliest", "event", "latest", "state"}, topics); err != nil {
		return err
	}
	for _, id := range e.Sources() {
		src, known := w.sources[id]
		if !known {
			return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("There is no source with the id %q.", id)}
		}
		sources = append(sources, []any{src, earliest, n, latest, state})
	}
	if err := w.insertRows("event_sources", []string{"source", "earliest", "event", "latest", "state"}, sources); err != nil {
		return err
	}
	var quotes []string
	for _, q := range e.Quotes {
		quotes = append(quotes, q.Text)
	}
	return w.dialect.index(w.tx, "events_fts", n, []string{"title", "names", "summary", "quotes"},
		[]string{searchable(e.Title), searchable(append(names, placeNames...)...), searchable(e.Summary), searchable(quotes...)})
}

// held are the roles in which something takes part in an event: by itself,
// and through what belongs to it as well.
type held struct{ own, all int64 }

type roleSet struct {
	of    map[int64]held
	order []int64
}

func (r *roleSet) add(n int64, own, all int64) {
	if r.of == nil {
		r.of = map[int64]held{}
	}
	h, seen := r.of[n]
	if !seen {
		r.order = append(r.order, n)
	}
	r.of[n] = held{h.own | own, h.all | all}
}

func (w *writer) actorRoles(e *timeline.Event, earliest, latest int64) (roles roleSet, names []string, err error) {
	for _, p := range e.Actors {
		a, err := w.actor(p.ID)
		if err != nil {
			return roles, nil, err
		}
		bit := roleMask(timeline.ActorRoles, []string{p.Role})
		roles.add(a.n, bit, bit)
		names = append(append(names, a.name), a.aliases...)
		bodies, err := w.bodiesOf(a)
		if err != nil {
			return roles, nil, err
		}
		for _, t := range bodies {
			if t.earliest < latest && earliest < t.latest {
				roles.add(t.body, 0, bit)
			}
		}
	}
	return roles, names, nil
}

func (w *writer) placeRoles(e *timeline.Event) (roles roleSet, names []string, err error) {
	for _, v := range e.Places {
		p, err := w.place(v.ID)
		if err != nil {
			return roles, nil, err
		}
		bit := roleMask(timeline.PlaceRoles, []string{v.Role})
		roles.add(p.n, bit, bit)
		names = append(names, p.place.Name)
		above, err := w.ancestorsOf(p)
		if err != nil {
			return roles, nil, err
		}
		for _, n := range above {
			roles.add(n, 0, bit)
		}
	}
	return roles, names, nil
}

func (w *writer) linkRoles(table, column string, roles roleSet, event, earliest, latest int64, state int) error {
	var rows [][]any
	for _, n := range roles.order {
		rows = append(rows, []any{n, earliest, event, latest, state, roles.of[n].own, roles.of[n].all})
	}
	return w.insertRows(table, []string{column, "earliest", "event", "latest", "state", "roles", "all_roles"}, rows)
}

// refreshTouched brings up to date what shows or finds events by the names
// that this write changed, without giving them a revision: they say the same.
// A story whose visibility changed has all its events refreshed.
func (w *writer) refreshTouched(story storyRow, written map[int64]bool) error {
	var events []int64
	collect := func(statement string, args ...any) error {
		var ns []int64
		if err := w.tx.Raw(statement, args...).Scan(&ns).Error; err != nil {
			return fmt.Errorf("find events that show a changed name: %w", err)
		}
		events = append(events, ns...)
		return nil
	}
	for part := range slices.Chunk(w.renamed, maxValues/2) {
		c, m := in("x.actor", part, false), in("m.body", part, false)
		err := collect("SELECT x.event FROM event_actors x WHERE ("+c.sql+" OR x.actor IN (SELECT m.actor FROM actor_affiliations m WHERE "+m.sql+")) AND x.roles <> 0", append(c.args, m.args...)...)
		if err != nil {
			return err
		}
	}
	for part := range slices.Chunk(w.moved, maxValues/2) {
		c, m := in("x.place", part, false), in("m.ancestor", part, false)
		err := collect("SELECT x.event FROM event_places x WHERE ("+c.sql+" OR x.place IN (SELECT m.place FROM place_ancestors m WHERE "+m.sql+")) AND x.roles <> 0", append(c.args, m.args...)...)
		if err != nil {
			return err
		}
	}
	if story.flipped {
		if err := collect("SELECT n FROM events WHERE story = ?", story.n); err != nil {
			return err
		}
	}
	slices.Sort(events)
	for _, n := range slices.Compact(events) {
		if !written[n] {
			if err := w.refresh(n); err != nil {
				return err
			}
		}
	}
	return nil
}

// refresh renders one event anew.
func (w *writer) refresh(n int64) error {
	var doc []byte
	var story storyRow
	var public int
	row := w.tx.Raw("SELECT e.doc, s.n, s.public FROM events e JOIN stories s ON s.n = e.story WHERE e.n = ?", n)
	if err := scanOne(row, &doc, &story.n, &public); err != nil {
		return fmt.Errorf("read an event: %w", err)
	}
	story.private = public == 0
	e, err := decodeEvent(doc)
	if err != nil {
		return fmt.Errorf("decode an event: %w", err)
	}
	if err := w.dress(&e); err != nil {
		return err
	}
	for _, id := range e.Sources() {
		if _, known := w.sources[id]; !known {
			st, err := w.find("sources", id)
			if err != nil {
				return err
			}
			w.sources[id] = st.n
		}
	}
	before := string(doc)
	e.UpdatedAt = w.now
	after, err := timeline.Encode(&e)
	if err != nil {
		return err
	}
	if stamped, err := sameBut(before, e); err != nil || stamped {
		return w.relink(story, n, &e, err)
	}
	err = w.exec("refresh event "+e.ID, "UPDATE events SET doc = ?, touched = ?, updated_at = ? WHERE n = ?", string(after), w.seq, w.now.UnixMicro(), n)
	return w.relink(story, n, &e, err)
}

// sameBut reports whether an event shows the same as its stored document, but
// for the time of its last change.
func sameBut(doc string, e timeline.Event) (bool, error) {
	old, err := decodeEvent([]byte(doc))
	if err != nil {
		return false, err
	}
	e.UpdatedAt = old.UpdatedAt
	return equal(old, e)
}

func (w *writer) relink(story storyRow, n int64, e *timeline.Event, err error) error {
	if err != nil {
		return err
	}
	state := stateOf(story, e)
	if err := w.exec("refresh event "+e.ID, "UPDATE events SET state = ? WHERE n = ?", state, n); err != nil {
		return err
	}
	if err := w.exec("refresh quotes of "+e.ID, "UPDATE quotes SET state = ? WHERE event = ?", state, n); err != nil {
		return err
	}
	err = w.exec("refresh quotes of "+e.ID, "UPDATE quote_actors SET state = ? WHERE quote IN (SELECT n FROM quotes WHERE event = ?)", state, n)
	if err != nil {
		return err
	}
	return w.link(story, n, e)
}
