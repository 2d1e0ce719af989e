package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Merge is what came of merging a record into another.
type Merge struct {
	Into    Record         // the other, as it is then
	Changed map[string]int // records that named the merged one and name the other now, by resource
	Aliases []string       // names that the other has gained
	Filled  []string       // fields of the other that were empty, and have what the merged one had
}

// merging is a merge at work.
type merging struct {
	*Tx
	schema   *schema
	id, into string
	n, onto  int64 // their numbers
	hides    bool  // the first is private and the other is not: nothing of what it says is told of the other
}

// lead tells of the ids that records name what they are to name from then on.
func (m *merging) lead(resource, id string) string {
	if resource == m.schema.resource && id == m.id {
		return m.into
	}
	return id
}

// Merge makes one record out of two sources, actors or places that are one. What named
// the first names the other, in a revision of its own each; the other gets its names
// and what it lacks; and the first stays as a tombstone that says what it was merged
// into. agree is told the present state of the first, and may refuse.
//
// With code Conflict it is refused where the first is retracted, where either names the
// other by way of a third, so that a circle would come about, and where the other is
// hidden from readers of the first. An other that is not there, is retracted or is the
// first itself has code InvalidRecord, as has a source whose text differs.
func (tx *Tx) Merge(resource, id, into string, agree func(now Record) error) (*Merge, error) {
	m := &merging{Tx: tx, schema: resourceNamed(resource).schema(), id: id, into: into}
	from, other, err := m.both(agree)
	if err != nil {
		return nil, err
	}
	if tx.merging != nil {
		return nil, fmt.Errorf("merge %s while %s is being merged", id, tx.merging.id)
	}
	tx.merging = m
	defer func() { tx.merging = nil }()
	done := &Merge{Changed: map[string]int{}}
	if err := m.write(from, other, done); err != nil {
		return nil, err
	}
	if err := tx.reconcile(); err != nil {
		return nil, m.explained("", err)
	}
	done.Into, err = tx.view().Record(resource, into)
	return done, err
}

func (m *merging) write(from, other timeline.Record, done *Merge) error {
	if err := m.moveText(from, other); err != nil {
		return err
	}
	if err := m.fill(from, done); err != nil {
		return err
	}
	before := maps.Clone(m.report.Updated)
	for _, step := range []func() error{m.declaredBy, m.named, m.cascade.closures, m.events, m.retractedQuotes, m.dropText} {
		if err := step(); err != nil {
			return err
		}
	}
	for name, n := range m.report.Updated {
		if n > before[name] {
			done.Changed[name] = n - before[name]
		}
	}
	return m.entomb(from)
}

// both are the two records as they are, once it is sure that they may become one.
func (m *merging) both(agree func(now Record) error) (from, other timeline.Record, err error) {
	resource := m.schema.resource
	now, retracted, err := m.current(m.schema, m.id)
	if err != nil {
		return nil, nil, err
	}
	if err := agree(now); err != nil {
		return nil, nil, err
	}
	if into, err := m.Tx.lead(resource, m.id); err != nil || into != m.id {
		return nil, nil, cmp.Or(err, alreadyMerged(resource, m.id, into))
	}
	if retracted {
		return nil, nil, &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The %s %q is retracted: nothing names it, and it need not be merged.", resource, m.id)}
	}
	if err := m.fits(); err != nil {
		return nil, nil, err
	}
	st, err := m.find(m.schema, m.id)
	if err != nil {
		return nil, nil, err
	}
	target, err := m.find(m.schema, m.into)
	if err != nil {
		return nil, nil, err
	}
	if st.public && !target.public {
		return nil, nil, &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf(
			"Anybody may read the %s %q, and only private stories hold %q: readers would lose the one, or see the other. Merge %q into %q, or name %q in a public story first.", resource, m.id, m.into, m.into, m.id, m.into)}
	}
	m.n, m.onto, m.hides = st.n, target.n, !st.public && target.public
	if from, err = timeline.StoredRecord(resource, st.doc); err == nil {
		other, err = timeline.StoredRecord(resource, target.doc)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("decode %s: %w", resource, err)
	}
	return from.Authored(), other.Authored(), m.uncircular(from, other)
}

// alreadyMerged is the error of a write to what was merged into another.
func alreadyMerged(resource, id, into string) error {
	return &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The %s %q was merged into %q: write that one.", resource, id, into), Suggestions: []string{into}}
}

// fits refuses what nothing can be merged into.
func (m *merging) fits() error {
	const pointer = "/into"
	resource := m.schema.resource
	if m.into == m.id {
		return refuse(pointer, "the %s %q cannot be merged into itself: name another", resource, m.id)
	}
	now, retracted, err := m.current(m.schema, m.into)
	switch {
	case timeline.CodeOf(err) == timeline.NotFound:
		return refuse(pointer, "there is no %s with the id %q", resource, timeline.Clip(m.into, timeline.MaxID))
	case err != nil || !retracted:
		return err
	}
	into, err := mergedIn(now.JSON)
	if err != nil {
		return err
	}
	if into != "" {
		if into, err = m.Tx.lead(resource, into); err != nil {
			return err
		}
		return refuse(pointer, "the %s %q was merged into %q: merge into that", resource, m.into, into)
	}
	return refuse(pointer, "the %s %q is retracted: merge into one that stands", resource, m.into)
}

// uncircular refuses to merge records one of which the other names by way of a third:
// that one would then belong to, or lie in, itself.
func (m *merging) uncircular(from, other timeline.Record) error {
	var above []string
	read, relation := affiliationsIn, "is affiliated with"
	switch r := other.(type) {
	case *timeline.Actor:
		for _, af := range r.Affiliations {
			above = append(above, af.Actor)
		}
	case *timeline.Place:
		read, relation = parentIn, "lies in"
		if r.Parent != "" {
			above = append(above, r.Parent)
		}
	default:
		return nil
	}
	for _, id := range above {
		if id == from.RecordID() {
			continue
		}
		circle, err := m.leadsTo(m.schema, id, from.RecordID(), read)
		if err != nil {
			return err
		}
		if circle {
			return &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The %s %q %s %q by way of %q, which would then be above itself: change that first.", m.schema.resource, m.into, relation, m.id, id)}
		}
	}
	return nil
}

// declaredBy has the stories that hold the merged record hold the other, which the log
// tells.
func (m *merging) declaredBy() error {
	t := m.schema.membership
	stories, err := m.ints("read "+t.table, "SELECT h.story FROM "+t.table+" h WHERE h."+t.column+" = ? AND NOT EXISTS (SELECT 1 FROM "+t.table+" x WHERE x.story = h.story AND x."+t.column+" = ?) ORDER BY h.story", m.n, m.onto)
	if err != nil {
		return err
	}
	for _, n := range stories {
		if err := m.members.within(&storyRow{n: n}, func() error { return m.members.declare(m.schema, m.onto, nil) }); err != nil {
			return err
		}
	}
	return nil
}

// namedBy are the fields by which records of a resource name others of it.
var namedBy = map[string][]string{"actor": {"actor", "organization", "merged_into"}, "place": {"parent", "merged_into"}, "source": {"source", "merged_into"}}

// named rewrites the other sources, actors and places that name the merged one, also
// those that are retracted.
func (m *merging) named() error {
	if err := m.flush(); err != nil {
		return err
	}
	var marked []cond
	for _, field := range namedBy[m.schema.resource] {
		marked = append(marked, cond{"replace(d.doc, ?, '') <> d.doc", []any{fmt.Sprintf(`"%s":"%s"`, field, m.id)}})
	}
	c := or(marked)
	var docs [][]byte
	err := eachRow(m.db.Raw("SELECT d.doc FROM "+m.schema.table+" d WHERE d.n NOT IN (?, ?) AND ("+c.sql+") ORDER BY d.n", append([]any{m.n, m.onto}, c.args...)...), func(scan func(into ...any) error) error {
		var doc []byte
		err := scan(&doc)
		docs = append(docs, doc)
		return err
	})
	if err != nil {
		return fmt.Errorf("find what names the %s %s: %w", m.schema.resource, m.id, err)
	}
	for _, doc := range docs {
		r, err := timeline.StoredRecord(m.schema.resource, doc)
		if err != nil {
			return fmt.Errorf("decode a record of %s: %w", m.schema.table, err)
		}
		led, changed := timeline.Led(r.Authored(), m.lead)
		if !changed {
			continue
		}
		if _, err := resourceNamed(m.schema.resource).(declarable).put(m.Tx, led); err != nil {
			return m.explained(fmt.Sprintf("the %s %q", m.schema.resource, led.RecordID()), err)
		}
	}
	return nil
}

// namers are the statements that find the events that name a record of a resource, and
// the retracted quotes that do.
var namers = map[string]struct{ events, quotes string }{
	"actor": {"SELECT event FROM event_actors WHERE actor = @n AND roles <> 0 UNION SELECT q.event FROM quote_actors x JOIN quotes q ON q.n = x.quote WHERE x.actor = @n ORDER BY 1",
		"SELECT q.doc FROM quote_actors x JOIN quotes q ON q.n = x.quote WHERE x.actor = @n AND q.state IN (1, 3) ORDER BY q.n"},
	"place": {"SELECT event FROM event_places WHERE place = @n AND roles <> 0 ORDER BY 1", ""},
	"source": {"SELECT event FROM event_sources WHERE source = @n ORDER BY 1",
		"SELECT q.doc FROM quotes q WHERE q.state IN (1, 3) AND replace(q.doc, @source, '') <> q.doc ORDER BY q.n"},
}

// events rewrites the events that name the merged record, with their quotes.
func (m *merging) events() error {
	if err := m.flush(); err != nil {
		return err
	}
	ns, err := m.ints("find events that name a record", namers[m.schema.resource].events, map[string]any{"n": m.n})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ns, renderedAtOnce()) {
		list, err := m.storedEvents(part)
		if err != nil {
			return err
		}
		for _, stored := range list {
			if err := m.event(stored); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *merging) event(stored storedEvent) error {
	e, err := decodeEvent(stored.doc)
	if err != nil {
		return fmt.Errorf("decode an event: %w", err)
	}
	revision := e.Revision
	e = e.Stripped()
	led, changed := timeline.Led(&e, m.lead)
	if !changed {
		return nil
	}
	story, _, err := m.story(e.Story)
	if err != nil {
		return err
	}
	if err := m.putEvent(story, *led.(*timeline.Event), ""); err != nil {
		return m.explained(fmt.Sprintf("the event %q", e.ID), err)
	}
	// A row that made the event has not been edited by this.
	return m.exec("follow an imported row", "UPDATE imported_rows SET revision = ? WHERE event = ? AND revision = ?", m.wrote.revision, stored.n, revision)
}

// retractedQuotes rewrites quotes that no event holds any more.
func (m *merging) retractedQuotes() error {
	statement := namers[m.schema.resource].quotes
	if statement == "" {
		return nil
	}
	if err := m.flush(); err != nil {
		return err
	}
	quotes, err := decodeAll[timeline.Quote](m.db.Raw(statement, map[string]any{"n": m.n, "source": fmt.Sprintf(`"source":"%s"`, m.id)}))
	if err != nil {
		return err
	}
	for i := range quotes {
		led, changed := timeline.Led(quotes[i].Authored(), m.lead)
		q := *led.(*timeline.Quote)
		if !changed || q.Retracted == nil {
			continue // its event is retracted, and holds it
		}
		e, story, err := m.eventOf(q.Event)
		if err != nil {
			return err
		}
		if err := m.putRetractedQuote(story, e, q); err != nil {
			return m.explained(fmt.Sprintf("the quote %q", q.ID), err)
		}
	}
	return nil
}

// entomb leaves the merged record as a tombstone that leads to the other.
func (m *merging) entomb(from timeline.Record) error {
	r := m.retraction()
	r.Into = m.into
	r.Reason = cmp.Or(r.Reason, fmt.Sprintf("It is one with %s.", m.into))
	from.SetRetraction(r)
	_, err := resourceNamed(m.schema.resource).(declarable).put(m.Tx, from)
	return err
}

// explained is why two records cannot become one, where that is for what a record that
// names the first would then say.
func (m *merging) explained(where string, err error) error {
	te, ok := err.(*timeline.Error) //nolint:errorlint // our own, fresh and unwrapped
	if !ok || te.Code != timeline.InvalidRecord || len(te.Faults) == 0 {
		return err
	}
	if where == "" {
		where = "what names them"
	}
	return refuse("/into", "%s would contradict itself or others with one %s in place of two: %s", where, m.schema.resource, te.Faults[0].Message)
}
