package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// Erasure is for what the law asks to be forgotten. Everything else that is changed
// stays in the history, and this alone rewrites it: the words leave the record, each of
// its states before, what other records show or cite of them, and the index. The log
// keeps its entries, and gains one that says what was erased, why and by whom.

// Erasing says what is to be erased of a record.
type Erasing struct {
	Fields []string // pointers, each as timeline.Erasable lists them; none for all of it
	Quotes bool     // with an actor, all that it says in quotes, too
}

// Erased is what an erasure has taken out.
type Erased struct {
	Record   Record             // as it is then
	Fields   []string           // "" alone for all of it
	Versions int                // states of the past that have been rewritten, of this record and of others
	Merged   []string           // ids of what was merged into the record, from which it was erased, too
	Quotes   []string           // ids of the quotes that were erased with it
	Citing   []string           // what cited its words, such as "event brussels"
	Text     bool               // the text that was held of a source is gone
	Warnings []timeline.Warning // what may still say what was erased
}

// erasedPart is what is erased of one record.
type erasedPart struct {
	s      *schema
	n      int64
	id     string
	fields []string // none for all of it
	source string   // whose cited words alone are erased; empty otherwise
	logged bool
}

// pointers are what the log says was erased.
func (p *erasedPart) pointers() []string {
	if len(p.fields) == 0 {
		return []string{""}
	}
	return p.fields
}

// takes tells whether a field is erased.
func (p *erasedPart) takes(field string) bool {
	return len(p.fields) == 0 || slices.Contains(p.fields, field)
}

// from takes the words out of a state of the record. why is for the tombstone where
// all is erased.
func (p *erasedPart) from(r timeline.Record, why timeline.Retraction) {
	switch {
	case p.source != "":
		timeline.EraseCited(r, p.source)
	case len(p.fields) == 0:
		timeline.EraseAll(r, why)
	default:
		timeline.EraseFields(r, p.fields)
	}
}

// eraser is an erasure at work.
type eraser struct {
	*Tx
	parts []*erasedPart // in the order in which they are written
	why   timeline.Retraction
	out   Erased
	past  map[*schema]map[int64]bool // states of the past whose words are to be indexed anew
}

// Erase takes words out of a record and of all its history, for the reason of the
// transaction's author. agree is told the present state, and may refuse. A record
// that has been erased whole stays as it is. A story that holds events is not erased
// whole: code Conflict. A field that holds no words is refused with code InvalidRecord,
// and its place in the list.
func (tx *Tx) Erase(resource, id string, what Erasing, agree func(now Record) error) (*Erased, error) {
	s := resourceNamed(resource).schema()
	now, _, err := tx.current(s, id)
	if err != nil {
		return nil, err
	}
	if err := agree(now); err != nil {
		return nil, err
	}
	if err := checkErasing(resource, what); err != nil {
		return nil, err
	}
	r, err := timeline.StoredRecord(resource, now.JSON)
	if err != nil {
		return nil, fmt.Errorf("decode %s %s: %w", resource, id, err)
	}
	fields := what.Fields
	if len(fields) == 0 {
		fields = []string{""}
	}
	e := &eraser{Tx: tx, why: *tx.retraction(), past: map[*schema]map[int64]bool{}, out: Erased{Record: now, Fields: fields}}
	if r.Retraction().IsErased() {
		return &e.out, nil
	}
	e.warnOf(s, r)
	return e.run(s, id, what)
}

// warnOf tells of an id that says what the record does: ids stay.
func (e *eraser) warnOf(s *schema, r timeline.Record) {
	if id := r.RecordID(); tells(id, readableID(s, r)) {
		e.out.Warnings = append(e.out.Warnings, timeline.Warning{Pointer: "/id", Message: fmt.Sprintf("the id %q is made of words of the record, and stays", id),
			Hint: "where these are to be forgotten as well, start anew from an archive in which it has another id"})
	}
}

// telling is how long a word is at least that says something by itself.
const telling = 4

// tells tells whether an id has a word of what a record is called, which is made into an
// id, too.
func tells(id, called string) bool {
	words := strings.Split(called, "-")
	return slices.ContainsFunc(strings.Split(id, "-"), func(word string) bool { return len(word) >= telling && slices.Contains(words, word) })
}

// checkErasing refuses what cannot be erased of a resource's records.
func checkErasing(resource string, what Erasing) error {
	var c checker
	known := timeline.Erasable(resource)
	for i, field := range what.Fields {
		at := fmt.Sprintf("/fields/%d", i)
		switch {
		case slices.Contains(what.Fields[:i], field):
			c.fault(at, "%q stands twice in the list", timeline.Clip(field, 60))
		case !slices.Contains(known, field):
			c.fault(at, "%q is no field whose words can be erased of the %s: %s are, and all of it where no field is named", timeline.Clip(field, 60), resource, strings.Join(known, ", "))
		}
	}
	if what.Quotes && resource != actorSchema.resource {
		c.fault("/quotes", "quotes are erased with the actor that speaks, and this is the %s", resource)
	}
	return c.refused()
}

func (e *eraser) run(s *schema, id string, what Erasing) (*Erased, error) {
	if s == &storySchema && len(what.Fields) == 0 {
		if err := e.unreferenced(s, id); err != nil {
			return nil, err
		}
	}
	if err := e.dialect.overwrite(e.Tx); err != nil {
		return nil, err
	}
	st, err := e.find(s, id)
	if err != nil {
		return nil, err
	}
	if err := e.planMerged(s, id, what); err != nil {
		return nil, err
	}
	if err := e.plan(&erasedPart{s: s, n: st.n, id: id, fields: what.Fields}, what); err != nil {
		return nil, err
	}
	e.once()
	e.erasing = map[recordKey]*erasedPart{}
	for _, p := range e.parts {
		e.erasing[recordKey{p.s.resource, p.id}] = p
	}
	for _, step := range []func() error{e.forgetTexts, e.present, e.reconcile, e.logOthers, e.history, e.rows, e.answers, e.drafts, e.flush} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	e.erasing = nil
	if e.out.Record, err = e.view().Record(s.resource, id); err != nil {
		return nil, err
	}
	return &e.out, nil
}

// plan works out of which records words are erased: those that speak with an actor, that
// an event holds, or that cite a source.
func (e *eraser) plan(first *erasedPart, what Erasing) error {
	var err error
	switch {
	case first.s == &actorSchema && what.Quotes:
		err = e.addQuotes("SELECT quote FROM quote_actors WHERE actor = ? AND "+spoken+" UNION SELECT quote FROM quote_actors_past WHERE actor = ? AND "+spoken, first.n, first.n)
	case first.s == &eventSchema && len(what.Fields) == 0:
		err = e.addQuotes("SELECT n FROM quotes WHERE event = ? UNION SELECT n FROM quotes_past WHERE event = ?", first.n, first.n)
	case first.s == &eventSchema && first.takes("/date"):
		err = e.addDated(first)
	case first.s == &sourceSchema && first.takes(timeline.SourceText):
		err = e.addCiting(first)
	}
	e.parts = append(e.parts, first)
	return err
}

// spoken is the condition that a link from a quote is to who speaks.
var spoken = fmt.Sprintf("roles %% 2 = %d", quoteSpeaker)

// addQuotes adds quotes, whole.
func (e *eraser) addQuotes(which string, args ...any) error {
	ns, err := e.ints("find quotes", which+" ORDER BY 1", args...)
	if err != nil {
		return err
	}
	return e.eachNamed(&quoteSchema, ns, func(n int64, id string) {
		e.parts = append(e.parts, &erasedPart{s: &quoteSchema, n: n, id: id})
		e.out.Quotes = append(e.out.Quotes, id)
	})
}

// addCiting adds the records that cite, or ever cited, words of a source: of these alone.
func (e *eraser) addCiting(source *erasedPart) error {
	events, err := e.ints("find what cites a source", "SELECT event FROM event_sources WHERE source = ? UNION SELECT event FROM event_sources_past WHERE source = ? ORDER BY 1", source.n, source.n)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(events, maxValues) {
		if err := e.addCitingOf(source, &eventSchema, "/citations", in("n", part, false)); err != nil {
			return err
		}
		if err := e.addCitingOf(source, &quoteSchema, "/citations", in("event", part, false)); err != nil {
			return err
		}
	}
	return e.addCitingOf(source, &sourceSchema, "/notes", cond{"n <> ? AND doc LIKE ?", []any{source.n, `%"notes":[{%`}})
}

// addCitingOf adds the records of a resource that have words of a source, of those that may.
func (e *eraser) addCitingOf(source *erasedPart, s *schema, field string, among cond) error {
	cite, err := e.ever(s, among, func(r timeline.Record) bool { return timeline.EraseCited(r, source.id) })
	if err != nil {
		return err
	}
	return e.eachNamed(s, cite, func(n int64, id string) {
		e.parts = append(e.parts, &erasedPart{s: s, n: n, id: id, fields: []string{field}, source: source.id})
		e.out.Citing = append(e.out.Citing, s.resource+" "+id)
	})
}

// addDated adds the quotes of an event that have, or had, its date as theirs.
func (e *eraser) addDated(event *erasedPart) error {
	texts := map[string]bool{}
	_, err := e.ever(&eventSchema, cond{"n = ?", []any{event.n}}, func(r timeline.Record) bool {
		texts[r.(*timeline.Event).Date.Text] = true
		return false
	})
	if err != nil {
		return err
	}
	dated, err := e.ever(&quoteSchema, cond{"event = ?", []any{event.n}}, func(r timeline.Record) bool {
		d := r.(*timeline.Quote).Date
		return d != nil && d.Text != "" && texts[d.Text]
	})
	if err != nil {
		return err
	}
	return e.eachNamed(&quoteSchema, dated, func(n int64, id string) {
		e.parts = append(e.parts, &erasedPart{s: &quoteSchema, n: n, id: id, fields: []string{"/date"}})
	})
}

// ever are those records, of some of a resource, of which something is, or was, so.
func (e *eraser) ever(s *schema, among cond, so func(timeline.Record) bool) ([]int64, error) {
	found := map[int64]bool{}
	for _, table := range []string{s.table, s.table + "_past"} {
		err := eachRow(e.db.Raw("SELECT n, doc FROM "+table+" WHERE "+among.sql, among.args...), func(scan func(into ...any) error) error {
			var n int64
			var doc []byte
			if err := scan(&n, &doc); err != nil || found[n] {
				return err
			}
			r, err := timeline.StoredRecord(s.resource, doc)
			if err == nil && so(r) {
				found[n] = true
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", table, err)
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// eachNamed calls fn with the records of some numbers and their ids.
func (e *eraser) eachNamed(s *schema, ns []int64, fn func(n int64, id string)) error {
	for part := range slices.Chunk(ns, maxValues) {
		c := in("n", part, false)
		var rows []struct {
			N  int64
			ID string
		}
		if err := e.db.Raw("SELECT n, id FROM "+s.table+" WHERE "+c.sql+" ORDER BY n", c.args...).Scan(&rows).Error; err != nil {
			return fmt.Errorf("look up %s: %w", s.table, err)
		}
		for _, row := range rows {
			fn(row.N, row.ID)
		}
	}
	return nil
}
