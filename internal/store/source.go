package store

import (
	"encoding/json"
	"fmt"

	"example.org/dateline/internal/timeline"
)

type sourceResource struct{}

var sourceSchema = schema{
	resource: "source", table: "sources",
	columns:    byName + byNameVersions,
	membership: &membershipTable{"story_sources", "source"},
	references: references{[]string{`"citations":[{`, mergedMark}, "source", dropFrom(dropCited)},
	referrers: []referrer{
		{"event", "SELECT e.id FROM event_sources x JOIN events e ON e.n = x.event WHERE x.source = @n AND e.state IN (0, 2)"},
		{"source", "SELECT s.id FROM sources s WHERE s.n <> @n AND s.retracted = 0 AND replace(s.doc, @source, '') <> s.doc"},
	},
}

func (sourceResource) schema() *schema { return &sourceSchema }

// Sources lists sources by title.
func (v *View) Sources(q timeline.SourceQuery, after *Position) (List, error) {
	return listed(v, q, q.Paging, after, selectSources)
}

// EachSource is EachEvent for sources.
func (v *View) EachSource(q timeline.SourceQuery, fn func(doc json.RawMessage) error) error {
	return eachNamed(v, q, q.AsOf, selectSources, fn)
}

func selectSources(v *View, q timeline.SourceQuery) (*nameList, error) {
	l := &nameList{schema: &sourceSchema, search: q.Search}
	if err := l.ids(v, q.ID, v.numbers(&sourceSchema)); err != nil {
		return nil, err
	}
	return l, l.linked(q.Story, v.numbers(&storySchema), existsIn("story_sources", "source"), "x.story")
}

// sourceText is what citations need to know of a source.
type sourceText struct {
	n         int64
	length    int    // of its text in code points; 0 where it is not known
	digest    string // of its text; empty where it is not known
	language  string
	retracted bool
	erased    bool // and its words are gone for good: what cites it stays, without them
	public    bool
	into      string // what it was merged into; empty where it was not
}

func sourceTextOf(rec *timeline.Source, n int64, public bool) sourceText {
	return sourceText{n, rec.Length, rec.Digest, rec.Language, rec.Retracted != nil, rec.Retracted.IsErased(), public, rec.Retracted.MergedInto()}
}

func (sourceResource) check(tx *Tx, r timeline.Record) (awaited bool, err error) {
	return tx.checkSource(r.(*timeline.Source))
}

func (sourceResource) write(tx *Tx, r timeline.Record) (awaited bool, err error) {
	s := r.(*timeline.Source)
	if awaited, err := tx.checkSource(s); err != nil {
		return awaited, err
	}
	n, err := tx.putSource(*s)
	return false, tx.members.declare(&sourceSchema, n, err)
}

func (sourceResource) put(tx *Tx, r timeline.Record) (int64, error) {
	return tx.putSource(*r.(*timeline.Source))
}

func (sourceResource) retract(tx *Tx, r timeline.Record) error {
	r.SetRetraction(tx.retraction())
	_, err := tx.putSource(*r.(*timeline.Source))
	return err
}

func (sourceResource) words(r timeline.Record, about setting) (words, error) {
	s, l := r.(*timeline.Source), languageOf(r, "")
	return about.words(l, []string{"title", "names"}, said(l, s.Title), said(l, s.Publisher)), nil
}

// checkSource checks what a source refers to. Its own spans end inside it.
func (tx *Tx) checkSource(s *timeline.Source) (awaited bool, err error) {
	c := checker{Tx: tx, tombstone: s.Retracted != nil}
	own := func(pointer string, list []timeline.Citation) error {
		for i, ct := range list {
			at := fmt.Sprintf("%s/%d", pointer, i)
			if ct.Source != s.ID {
				if err := c.cited(pointer, list[i:i+1]); err != nil {
					return err
				}
			} else if held, err := tx.ownText(s.ID); err != nil {
				return err
			} else if s.Length > 0 && ct.End > s.Length && !held.met {
				c.fault(at+"/end", "%d is past the end of the source, which has %d characters", ct.End, s.Length)
			}
		}
		return nil
	}
	if err := own("/not_factual", s.NotFactual); err != nil {
		return false, err
	}
	for i, n := range s.Notes {
		if err := own(fmt.Sprintf("/notes/%d/citations", i), n.Citations); err != nil {
			return false, err
		}
	}
	if err := c.shortened(s); err != nil {
		return false, err
	}
	if err := c.leadsOn(s); err != nil {
		return false, err
	}
	return len(c.faults) > 0, c.refused()
}

// shortened checks that a source does not end before what events cite of it.
func (c *checker) shortened(s *timeline.Source) error {
	before, found, err := c.source(s.ID)
	if err != nil || !found || s.Length == 0 || before.length > 0 && before.length <= s.Length {
		return err
	}
	if err := c.flush(); err != nil {
		return err
	}
	events, err := decodeAll[timeline.Event](c.db.Raw("SELECT e.doc FROM event_sources x JOIN events e ON e.n = x.event WHERE x.source = ? AND e.state IN (0, 2) ORDER BY e.n", before.n))
	if err != nil {
		return err
	}
	for i := range events {
		e := &events[i]
		for _, list := range append([][]timeline.Citation{e.Citations}, citationsOfQuotes(e)...) {
			for _, ct := range list {
				if ct.Source == s.ID && ct.End > s.Length {
					c.fault("/length", "the event %q cites the source up to character %d", e.ID, ct.End)
					return nil
				}
			}
		}
	}
	return nil
}

func citationsOfQuotes(e *timeline.Event) [][]timeline.Citation {
	lists := make([][]timeline.Citation, len(e.Quotes))
	for i := range e.Quotes {
		lists[i] = e.Quotes[i].Citations
	}
	return lists
}

// putSource writes a source, and returns its number.
func (tx *Tx) putSource(rec timeline.Source) (int64, error) {
	if err := tx.resolveBefore(&rec); err != nil {
		return 0, err
	}
	_, st, how, err := revise(tx, &rec)
	if err != nil {
		return 0, err
	}
	tx.known.sources[rec.ID] = sourceTextOf(&rec, st.n, tx.members.public(st))
	if how == unchanged {
		return st.n, nil
	}
	public := tx.members.public(st)
	columns := map[string]any{"sort_name": sortName(rec.Title), "public": oneIf(public), "retracted": oneIf(rec.Retracted != nil)}
	return st.n, tx.save(&rec, st, how, 0, public, columns)
}

// resolveBefore resolves what a source cites, and holds it to its text, before it is
// compared with what is stored.
func (tx *Tx) resolveBefore(rec *timeline.Source) error {
	none, err := tx.noTexts()
	if err != nil {
		return err
	}
	var st stored
	c := checker{Tx: tx, tombstone: rec.Retracted != nil}
	if !none {
		if st, err = tx.find(&sourceSchema, rec.ID); err != nil {
			return err
		}
		if err := c.describeText(rec, st); err != nil {
			return err
		}
	}
	if err := c.resolveSource("", rec, tx.members.public(st)); err != nil {
		return err
	}
	return c.refused()
}

// source is what is known of a source by id.
func (tx *Tx) source(id string) (s sourceText, found bool, err error) {
	if s, known := tx.known.sources[id]; known {
		return s, true, nil
	}
	st, err := tx.find(&sourceSchema, id)
	if err != nil || !st.found {
		return sourceText{}, false, err
	}
	var rec timeline.Source
	if err := json.Unmarshal(st.doc, &rec); err != nil {
		return sourceText{}, false, fmt.Errorf("decode source %s: %w", id, err)
	}
	s = sourceTextOf(&rec, st.n, st.public)
	tx.known.sources[id] = s
	return s, true, nil
}
