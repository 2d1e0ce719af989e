package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

type quoteResource struct{}

var quoteSchema = schema{
	resource: "quote", table: "quotes",
	columns: "n, id, event, story, kind, evidence, " + datedVersions,
	dated:   true,
	links:   []linkTable{quoteActors},
}

// quoteActors are the people of a quote.
var quoteActors = linkTable{"quote_actors", "quote", "since", "actor, earliest, quote, latest, latest_start, earliest_end, state, roles"}

// What an actor is to a quote: bits of quote_actors.roles.
const (
	quoteSpeaker   = 1
	quoteAbout     = 2
	quoteAddressee = 4
	quoteVia       = 8
)

func (quoteResource) schema() *schema { return &quoteSchema }

// Quotes lists the quotes that a query asks for, after a position.
func (v *View) Quotes(q timeline.QuoteQuery, after *Position) (List, error) {
	v, err := v.at(q.AsOf)
	if err != nil {
		return List{}, err
	}
	sel, err := selectQuotes(v, q)
	if err != nil {
		return List{}, err
	}
	return v.quotes(sel, q, after)
}

// quotes are a page of a selection.
func (v *View) quotes(sel *selection, q timeline.QuoteQuery, after *Position) (List, error) {
	var l List
	var err error
	if q.Order == timeline.OrderRelevance {
		ranked := *sel // which counting adds to
		l, _, err = v.ranked(&ranked, timeline.Query{Paging: q.Paging, Search: q.Search}, after)
	} else {
		l, _, err = sel.list(v, q.Paging, after)
	}
	return l, err
}

// EachQuote is EachEvent for quotes.
func (v *View) EachQuote(q timeline.QuoteQuery, fn func(doc json.RawMessage) error) error {
	v, err := v.at(q.AsOf)
	if err != nil {
		return err
	}
	sel, err := selectQuotes(v, q)
	if err != nil {
		return err
	}
	q.Paging = timeline.Paging{Limit: batch}
	return walk(func(after *Position) (List, error) { return v.quotes(sel, q, after) }, fn)
}

// selectQuotes turns a query into a selection, which holds its search unless it
// is to rank by that.
func selectQuotes(v *View, q timeline.QuoteQuery) (*selection, error) {
	sel := &selection{schema: &quoteSchema, item: "quote", order: cmp.Or(q.Order, timeline.OrderDate), period: q.Period, states: v.states("{row}", false)}
	if err := sel.ids(q.ID, v.numbers(&quoteSchema)); err != nil {
		return nil, err
	}
	if err := sel.addIDs(q.Event, v.numbers(&eventSchema), link{key: "event"}); err != nil {
		return nil, err
	}
	for _, by := range quoteRoles {
		if err := sel.addPeople(v, by.asked(&q), by.bit, q.Affiliated); err != nil {
			return nil, err
		}
	}
	if err := sel.addIDs(q.Story, v.numbers(&storySchema), link{key: "story"}); err != nil {
		return nil, err
	}
	if err := sel.addTopics(v, q.Topic); err != nil {
		return nil, err
	}
	for _, c := range q.Kind {
		sel.rows = append(sel.rows, in("{row}.kind", c.Values, c.Exclude))
	}
	for _, c := range q.Evidence {
		sel.rows = append(sel.rows, in("{row}.evidence", c.Values, c.Exclude))
	}
	sel.rows = append(sel.rows, inZone(q.Period)...)
	if !q.UpdatedSince.IsZero() {
		sel.rows = append(sel.rows, cond{"{row}.updated_at >= ?", []any{q.UpdatedSince.UnixMicro()}})
	}
	if q.Order != timeline.OrderRelevance {
		sel.search(v, q.Search)
	}
	return sel, nil
}

// fewEvents is the number of events up to which their quotes are looked up, and
// not met with on the way through all. Tests make do with few.
var fewEvents = 200

// addTopics adds clauses on the topics of the quotes' events.
func (sel *selection) addTopics(v *View, clauses []timeline.Clause) error {
	for _, c := range clauses {
		ns, err := v.topicNumbers(c.Values)
		if err != nil {
			return err
		}
		if len(ns) == 0 {
			sel.never = sel.never || !c.Exclude
			continue
		}
		filed := in("x.topic", ns, false)
		var events int
		few := v.raw("SELECT count(*) FROM (SELECT 1 FROM {event_topics} x WHERE "+filed.sql+" LIMIT ?) AS few", append(slices.Clone(filed.args), fewEvents+1)...)
		if err := scanOne(few, &events); err != nil {
			return translate(err, "count the events of topics")
		}
		switch {
		case c.Exclude:
			filed.sql = "NOT EXISTS (SELECT 1 FROM {event_topics} x WHERE x.event = " + v.dialect.unindexed("{row}.event") + " AND " + filed.sql + ")"
		case events <= fewEvents:
			filed.sql = "{row}.event IN (SELECT x.event FROM {event_topics} x WHERE " + filed.sql + ")"
			sel.picked = true
		default:
			filed.sql = "EXISTS (SELECT 1 FROM {event_topics} x WHERE x.event = " + v.dialect.unindexed("{row}.event") + " AND " + filed.sql + ")"
		}
		sel.rows = append(sel.rows, filed)
	}
	return nil
}

// Speakers are the names of those who speak in some quotes, by id, as of the
// moment of a query.
func (v *View) Speakers(q timeline.QuoteQuery, quotes []json.RawMessage) (map[string]string, error) {
	v, err := v.at(q.AsOf)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, doc := range quotes {
		var quote struct{ Speaker string }
		if err := json.Unmarshal(doc, &quote); err != nil {
			return nil, fmt.Errorf("decode a quote: %w", err)
		}
		ids = append(ids, quote.Speaker)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	names := make(map[string]string, len(ids))
	for part := range slices.Chunk(ids, maxValues) {
		c := in("d.id", part, false)
		actors, err := decodeAll[timeline.Actor](v.raw("SELECT d.doc FROM {actors} d WHERE "+c.sql+" AND "+v.public("d").sql, c.args...))
		if err != nil {
			return nil, err
		}
		for _, a := range actors {
			names[a.ID] = a.Name
		}
	}
	return names, nil
}

func (quoteResource) check(tx *Tx, r timeline.Record) (awaited bool, err error) {
	q := *r.(*timeline.Quote)
	e, _, err := tx.eventOf(q.Event)
	if err == nil && e.IsRetracted() && q.Retracted == nil {
		err = refuse("/event", "the event %q is retracted", q.Event)
	}
	c := checker{Tx: tx, tombstone: q.Retracted != nil}
	if err := c.quote("", &q, q.Event, nil); err != nil {
		return false, err
	}
	return false, timeline.Together(err, c.refused())
}

// write writes a quote as its event with that quote in it.
func (quoteResource) write(tx *Tx, r timeline.Record) (awaited bool, err error) {
	q := *r.(*timeline.Quote)
	e, story, err := tx.eventOf(q.Event)
	switch {
	case err != nil || e.IsRetracted() && q.Retracted == nil:
		_, all := quoteResource{}.check(tx, &q)
		return false, timeline.Together(err, all)
	case q.Retracted != nil:
		return false, tx.putRetractedQuote(story, e, q)
	}
	tx.alone = recordKey{quoteSchema.resource, q.ID}
	at := slices.IndexFunc(e.Quotes, func(other timeline.Quote) bool { return other.ID == q.ID })
	if at < 0 {
		at = len(e.Quotes)
		e.Quotes = append(e.Quotes, q)
	}
	e.Quotes[at] = q
	if err := tx.writeEvent(story, &e); err != nil {
		return false, trimPointers(err, fmt.Sprintf("/quotes/%d", at))
	}
	tx.warner.quote(tx.at(""), &e, &q)
	return false, nil
}

// retract writes a quote's event without it: the quote is then orphaned.
func (quoteResource) retract(tx *Tx, r timeline.Record) error {
	q := r.(*timeline.Quote)
	e, story, err := tx.eventOf(q.Event)
	switch {
	case err != nil:
		return err
	case e.IsRetracted():
		return refuse("/event", "the event %q is retracted", q.Event)
	}
	e.Quotes = slices.DeleteFunc(slices.Clone(e.Quotes), func(other timeline.Quote) bool { return other.ID == q.ID })
	return tx.putEvent(story, e, "")
}

func (quoteResource) words(r timeline.Record, about setting) (words, error) {
	l := languageOf(r, about.language)
	return about.words(l, []string{"title"}, said(l, r.(*timeline.Quote).Text)), nil
}

// eventOf is a stored event that a quote says it belongs to, and its story.
func (tx *Tx) eventOf(id string) (e timeline.Event, story storyRow, err error) {
	st, err := tx.find(&eventSchema, id)
	if err != nil {
		return e, story, err
	}
	if !st.found {
		return e, story, refuse("/event", "there is no event with the id %q", id)
	}
	if e, err = decodeEvent(st.doc); err != nil {
		return e, story, fmt.Errorf("decode event %s: %w", id, err)
	}
	e = e.Stripped()
	story, _, err = tx.story(e.Story)
	return e, story, err
}

// quote checks what a quote of an event refers to, and that its id is not that
// of another event's.
func (c *checker) quote(pointer string, q *timeline.Quote, event string, brought map[string]bool) error {
	st, err := c.find(&quoteSchema, q.ID)
	if err != nil {
		return err
	}
	var old timeline.Quote
	if st.found {
		if err := json.Unmarshal(st.doc, &old); err != nil {
			return fmt.Errorf("decode quote %s: %w", q.ID, err)
		}
		if old.Event != event && !c.mayMove(&old, st.n) {
			c.fault(pointer+"/id", "the quote %q belongs to the event %q: give this one another id", q.ID, old.Event)
		}
	}
	if err := c.hasActor(pointer+"/speaker", q.Speaker, brought); err != nil {
		return err
	}
	if err := c.hasActor(pointer+"/via", q.Via, brought); err != nil {
		return err
	}
	if err := c.hasActor(pointer+"/addressee", q.Addressee, brought); err != nil {
		return err
	}
	for i, id := range q.About {
		if err := c.hasActor(fmt.Sprintf("%s/about/%d", pointer, i), id, brought); err != nil {
			return err
		}
	}
	c.verbatim(pointer, q, &old)
	return c.cited(pointer+"/citations", q.Citations)
}

// verbatim checks that a direct quote is in the words that it cites. One that is
// stored as it is was taken before it was checked, and stays. What is retracted is
// not held to it.
func (c *checker) verbatim(pointer string, q, old *timeline.Quote) {
	if c.tombstone || c.settling != nil || c.merging != nil || q.Retracted != nil || q.SaysAs(old) {
		return
	}
	if words := q.Unproved(c.standing); words != "" {
		c.fault(pointer+"/text", "a direct quote is in the words that it cites, to the letter, and %q is not: they are within a citation's exact words, or those of its span by the digest, or pieces around … with a citation for each; other words are an indirect quote", timeline.Clip(words, 120))
	}
}
