package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// TextReport says what a text did to what is cited of its source.
type TextReport struct {
	Digest string
	Length int // in code points
	Proved int // citations that stand in the text
	Filled int // of these, quoted words that have a span now and had none
	Lost   []LostCitation
}

// LostCitation is one that the text does not bear out. It is kept, and graded lost.
type LostCitation struct {
	Resource, ID string // the record
	Pointer      string // the citation in it
	Reason       string

	citation timeline.Citation
}

// PutText keeps a copy of a source's text, in place of the one before. What the
// source says of digest and length follows it; what is cited of the source, by
// whatever record, is looked up in it: where it has moved, or has its first span, the
// record gets its next revision, and all get their grade. agree is told the source as
// it is, and may refuse.
func (tx *Tx) PutText(source string, text *evidence.Text, agree func(now Record) error) (*TextReport, error) {
	n, err := tx.sourceWithText(source, agree)
	if err != nil {
		return nil, err
	}
	before, err := tx.textOf(n)
	if err != nil {
		return nil, err
	}
	err = tx.exec("keep a text", "INSERT INTO source_texts (source, digest, body) VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET digest = excluded.digest, body = excluded.body", n, text.Digest(), text.String())
	if err != nil {
		return nil, err
	}
	same := before.text != nil && before.text.Digest() == text.Digest()
	return tx.replaceText(source, n, before, heldText{text, true}, !same)
}

// ForgetText forgets the copy of a source's text. What it proved is placed from then
// on, and what is lost stays lost. Without a copy the error has code NotFound.
func (tx *Tx) ForgetText(source string, agree func(now Record) error) error {
	n, err := tx.sourceWithText(source, agree)
	if err != nil {
		return err
	}
	before, err := tx.textOf(n)
	if err != nil {
		return err
	}
	if before.text == nil {
		return errNoText(source)
	}
	return tx.forgetText(source, n, before)
}

func (tx *Tx) forgetText(source string, n int64, before heldText) error {
	if err := tx.exec("forget a text", "UPDATE source_texts SET body = NULL WHERE source = ?", n); err != nil {
		return err
	}
	if _, err := tx.replaceText(source, n, before, heldText{met: true}, true); err != nil {
		return err
	}
	return tx.forgetWords(n)
}

// sourceWithText is the number of a source that may have a text.
func (tx *Tx) sourceWithText(id string, agree func(now Record) error) (int64, error) {
	now, retracted, err := tx.current(&sourceSchema, id)
	if timeline.CodeOf(err) == timeline.NotFound {
		err = &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is no source %q.", timeline.Clip(id, timeline.MaxID))}
	}
	if err != nil {
		return 0, err
	}
	if err := agree(now); err != nil {
		return 0, err
	}
	if retracted {
		return 0, &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The source %q is retracted, and stays as it is.", id)}
	}
	s, _, err := tx.source(id)
	return s.n, err
}

func (tx *Tx) replaceText(source string, n int64, before, now heldText, differs bool) (*TextReport, error) {
	h := &tx.known.texts
	h.looked, h.none = true, false
	h.keep(n, now)
	if differs {
		if h.before == nil {
			h.before = map[int64]heldText{}
		}
		h.before[n] = before
	}
	s := &settling{tx: tx, id: source, n: n, before: before.text, now: now.text, differs: differs}
	if now.text != nil {
		s.report.Digest, s.report.Length = now.text.Digest(), now.text.Length()
	}
	return &s.report, s.run()
}

// settling brings what cites a source in line with its text.
type settling struct {
	tx          *Tx
	id          string // of the source
	n           int64
	before, now *evidence.Text // nil where there is none
	differs     bool
	drift       *evidence.Drift
	report      TextReport
}

func (s *settling) run() error {
	if s.tx.settling != nil {
		return fmt.Errorf("settle %s while %s is being settled", s.id, s.tx.settling.id)
	}
	s.tx.settling = s
	defer func() { s.tx.settling = nil }()
	if err := s.tx.flush(); err != nil {
		return err
	}
	events, err := s.tx.ints("find events that cite a source", "SELECT event FROM event_sources WHERE source = ? ORDER BY event", s.n)
	if err != nil {
		return err
	}
	if err := s.seek(events); err != nil {
		return err
	}
	if err := s.sources(); err != nil {
		return err
	}
	for part := range slices.Chunk(events, renderedAtOnce()) {
		if err := s.events(part); err != nil {
			return err
		}
	}
	if err := s.retractedQuotes(); err != nil {
		return err
	}
	return s.spans()
}

// spans says of the spans that stand in the text which version they are of. Those
// that are lost are of none.
func (s *settling) spans() error {
	if s.now == nil || !s.differs {
		return nil
	}
	if err := s.tx.flush(); err != nil {
		return err
	}
	for _, l := range s.report.Lost {
		st, err := s.tx.find(resourceNamed(l.Resource).schema(), l.ID)
		if err != nil {
			return err
		}
		if err := s.tx.exec("forget a span", "DELETE FROM cited_spans WHERE resource = ? AND record = ? AND source = ? AND start_at = ? AND end_at = ?", l.Resource, st.n, s.n, l.citation.Start, l.citation.End); err != nil {
			return err
		}
	}
	return s.tx.exec("write the version of spans", "UPDATE cited_spans SET version = ? WHERE source = ?", s.now.Digest(), s.n)
}

// seek looks for the words of all citations at once.
func (s *settling) seek(events []int64) error {
	if s.now == nil {
		return nil
	}
	s.drift = evidence.NewDrift(s.before, s.now)
	note := func(list []timeline.Citation) {
		for _, ct := range list {
			if ct.Source == s.id {
				s.drift.Seek(ct)
			}
		}
	}
	for part := range slices.Chunk(events, renderedAtOnce()) {
		list, err := s.tx.storedEvents(part)
		if err != nil {
			return err
		}
		for _, stored := range list {
			e, err := decodeEvent(stored.doc)
			if err != nil {
				return fmt.Errorf("decode an event: %w", err)
			}
			note(e.Citations)
			for i := range e.Quotes {
				note(e.Quotes[i].Citations)
			}
		}
	}
	if err := s.eachSource(func(rec *timeline.Source, _ stored) error {
		note(rec.NotFactual)
		for i := range rec.Notes {
			note(rec.Notes[i].Citations)
		}
		return nil
	}); err != nil {
		return err
	}
	return s.drift.Search(s.tx.ctx)
}

// citations are those of a record at a pointer, as they stand in the text. moved
// tells whether any differs.
func (s *settling) citations(resource, id, pointer string, list []timeline.Citation) (settled []timeline.Citation, moved bool) {
	settled = slices.Clone(list)
	for i, ct := range list {
		if ct.Source != s.id || s.now == nil {
			continue
		}
		found, reason := s.drift.Find(ct)
		settled[i] = found
		moved = moved || !found.SameAs(ct)
		switch {
		case reason != "":
			s.report.Lost = append(s.report.Lost, LostCitation{resource, id, fmt.Sprintf("%s/%d", pointer, i), reason, ct})
		case found.Placed():
			s.report.Proved++
			if !ct.Placed() {
				s.report.Filled++
			}
		}
	}
	return settled, moved
}

// sources settles the source itself, whose change is the first in the log, and
// those whose remarks cite it.
func (s *settling) sources() error {
	return s.eachSource(func(rec *timeline.Source, st stored) error {
		own := rec.ID == s.id
		before := *rec
		moved := false
		settle := func(pointer string, list *[]timeline.Citation) {
			settled, m := s.citations(sourceSchema.resource, rec.ID, pointer, *list)
			*list, moved = settled, moved || m
		}
		if covered := own || !st.public || s.public(); covered {
			settle("/not_factual", &rec.NotFactual)
			rec.Notes = slices.Clone(rec.Notes)
			for i := range rec.Notes {
				settle(fmt.Sprintf("/notes/%d/citations", i), &rec.Notes[i].Citations)
			}
		}
		if own && s.now != nil {
			moved = moved || rec.Digest != s.now.Digest() || rec.Length != s.now.Length()
			rec.Digest, rec.Length = s.now.Digest(), s.now.Length()
		}
		rec.Stamp = timeline.Stamp{}
		if moved {
			_, err := s.tx.putSource(*rec)
			return err
		}
		return s.regradeSource(&before, st, own && s.differs)
	})
}

// public tells whether anybody may see the source.
func (s *settling) public() bool {
	source, found, err := s.tx.source(s.id)
	return err == nil && found && source.public
}

// eachSource calls fn with the source itself, and then with those that cite it.
func (s *settling) eachSource(fn func(rec *timeline.Source, st stored) error) error {
	if err := s.tx.flush(); err != nil {
		return err
	}
	named, err := json.Marshal(s.id)
	if err != nil {
		return err
	}
	var ids []string
	statement := "SELECT id FROM sources WHERE n <> ? AND replace(doc, ?, '') <> doc ORDER BY n"
	if err := s.tx.db.Raw(statement, s.n, `"source":`+string(named)).Scan(&ids).Error; err != nil {
		return fmt.Errorf("find sources that cite another: %w", err)
	}
	for _, id := range append([]string{s.id}, ids...) {
		st, err := s.tx.find(&sourceSchema, id)
		if err != nil {
			return err
		}
		var rec timeline.Source
		if err := json.Unmarshal(st.doc, &rec); err != nil {
			return fmt.Errorf("decode source %s: %w", id, err)
		}
		if err := fn(&rec, st); err != nil {
			return err
		}
	}
	return nil
}

// events settles events with their quotes: those in which a citation has moved get
// their next revision, and the others their grades and words.
func (s *settling) events(ns []int64) error {
	list, err := s.tx.storedEvents(ns)
	if err != nil {
		return err
	}
	var unmoved []int64
	for _, stored := range list {
		e, err := decodeEvent(stored.doc)
		if err != nil {
			return fmt.Errorf("decode an event: %w", err)
		}
		e = e.Stripped()
		var moved bool
		e.Citations, moved = s.citations(eventSchema.resource, e.ID, "/citations", e.Citations)
		for i := range e.Quotes {
			q := &e.Quotes[i]
			settled, m := s.citations(quoteSchema.resource, q.ID, "/citations", q.Citations)
			q.Citations, moved = settled, moved || m
		}
		if !moved {
			unmoved = append(unmoved, stored.n)
			continue
		}
		story, _, err := s.tx.story(e.Story)
		if err != nil {
			return err
		}
		if err := s.tx.putEvent(story, e, ""); err != nil {
			return err
		}
	}
	if len(unmoved) == 0 || !s.differs {
		return nil
	}
	return s.tx.render(unmoved, false, true)
}

// retractedQuotes settles quotes that no event holds any more.
func (s *settling) retractedQuotes() error {
	if err := s.tx.flush(); err != nil {
		return err
	}
	named, err := json.Marshal(s.id)
	if err != nil {
		return err
	}
	quotes, err := decodeAll[timeline.Quote](s.tx.db.Raw("SELECT doc FROM quotes WHERE state IN (?, ?) AND replace(doc, ?, '') <> doc ORDER BY n",
		stateRetract, statePrivate+stateRetract, `"source":`+string(named)))
	if err != nil {
		return err
	}
	for i := range quotes {
		q := &quotes[i]
		if q.Retracted == nil {
			continue // its event is retracted, and holds it
		}
		e, story, err := s.tx.eventOf(q.Event)
		if err != nil {
			return err
		}
		settled, moved := s.citations(quoteSchema.resource, q.ID, "/citations", q.Citations)
		if q.Citations = settled; moved {
			q.Stamp = timeline.Stamp{}
			err = s.tx.putRetractedQuote(story, e, *q)
		} else {
			_, err = s.tx.regradeQuote(q)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
