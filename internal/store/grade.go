package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// Citations are resolved before a record is compared with what is stored: where the
// text of their source is held, quoted words get their span, and each gets its
// grade. So whoever writes the same again changes nothing.

// resolution resolves the citations of one record.
type resolution struct {
	*checker

	// stored are the citations that the record has, with their grades: what the text
	// contradicts may stay, where it was there before the text.
	stored func() ([]timeline.Citation, error)

	// covers tells whether a source's text says anything to the readers of the
	// record; nil where all do.
	covers func(sourceText) bool

	met []citedAt // the spans so far whose source has no text here: few
}

// citedAt is a span of a source, by its id, and its digest.
type citedAt struct {
	source     string
	start, end int
	digest     string
}

// resolve resolves citations at a pointer. Those that contradict the text of their
// source are faults, unless the record is retracted or has them already: then they
// are lost, or stay quoted where their words stand at several places.
func (r *resolution) resolve(pointer string, list []timeline.Citation) ([]timeline.Citation, error) {
	list = slices.Clone(list)
	none, err := r.noTexts()
	if err != nil {
		return nil, err
	}
	for i := range list {
		ct, at := &list[i], pointer+"/"+strconv.Itoa(i)
		ct.Grade = ct.Stated()
		if err := r.withoutErased(at, ct); err != nil {
			return nil, err
		}
		if none {
			r.agree(at, ct)
			continue
		}
		s, found, err := r.source(ct.Source)
		if err != nil {
			return nil, err
		}
		if !found || r.covers != nil && !r.covers(s) {
			continue
		}
		held, err := r.textOf(s.n)
		if err != nil {
			return nil, err
		}
		if held.text == nil {
			r.agree(at, ct)
		}
		if !held.met {
			continue
		}
		if err := r.against(held.text, at, ct); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// withoutErased faults words of a source that has lost its own for good.
func (r *resolution) withoutErased(at string, ct *timeline.Citation) error {
	if ct.Exact == "" {
		return nil
	}
	s, _, err := r.source(ct.Source)
	if err == nil && s.erased {
		r.fault(at+"/exact", "the words of the source %q were erased here: cite it without them", ct.Source)
	}
	return err
}

// agree faults a span that the record cites with another digest already.
func (r *resolution) agree(at string, ct *timeline.Citation) {
	if !ct.Placed() || r.tombstone || r.settling != nil {
		return
	}
	for _, m := range r.met {
		if m.source == ct.Source && m.start == ct.Start && m.end == ct.End && m.digest != ct.SHA256 {
			r.fault(at+"/sha256", "the record cites characters %d–%d of the source %q with another digest already, %s", ct.Start, ct.End, ct.Source, m.digest)
			return
		}
	}
	r.met = append(r.met, citedAt{ct.Source, ct.Start, ct.End, ct.SHA256})
}

// against resolves one citation by a text, nil for one that is not there any more.
func (r *resolution) against(text *evidence.Text, at string, ct *timeline.Citation) error {
	var wrong *evidence.Contradiction
	if text != nil {
		if *ct, wrong = text.Resolve(*ct); wrong == nil {
			if ct.Placed() {
				ct.Grade = timeline.GradeProved
			}
			return nil
		}
	}
	stored, err := r.stored()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(stored, func(old timeline.Citation) bool { return old.SameAs(*ct) || !ct.Placed() && old.Finds(*ct) })
	switch {
	case wrong == nil && i >= 0:
		ct.Start, ct.End, ct.SHA256 = stored[i].Start, stored[i].End, stored[i].SHA256
		if ct.Grade = ct.Stated(); stored[i].Grade == timeline.GradeLost {
			ct.Grade = timeline.GradeLost
		}
	case wrong == nil:
	case i >= 0 || r.tombstone || r.settling != nil:
		if i >= 0 {
			ct.Start, ct.End, ct.SHA256 = stored[i].Start, stored[i].End, stored[i].SHA256
		}
		if ct.Grade = timeline.GradeLost; wrong.Ambiguous && !ct.Placed() {
			ct.Grade = timeline.GradeQuoted
		}
	default:
		r.fault(at+"/"+wrong.Field, "%s", wrong.Message)
	}
	return nil
}

// once runs a read when it is first needed.
func once[T any](read func() (T, error)) func() (T, error) {
	var known bool
	var value T
	return func() (T, error) {
		if known {
			return value, nil
		}
		var err error
		value, err = read()
		known = err == nil
		return value, err
	}
}

// storedCitations are the citations of a stored record.
func storedCitations[R timeline.Record](tx *Tx, s *schema, id string, of func(R) []timeline.Citation) func() ([]timeline.Citation, error) {
	return once(func() ([]timeline.Citation, error) {
		st, err := tx.find(s, id)
		if err != nil || !st.found {
			return nil, err
		}
		old := timeline.NewRecord(s.resource).(R)
		if err := json.Unmarshal(st.doc, old); err != nil {
			return nil, fmt.Errorf("decode a record of %s: %w", s.table, err)
		}
		if tx.merging != nil {
			led, _ := timeline.Led(old, tx.merging.lead)
			old = led.(R)
		}
		return of(old), nil
	})
}

// resolveEvent resolves what an event and its quotes cite.
func (c *checker) resolveEvent(pointer string, e *timeline.Event) (err error) {
	own := resolution{checker: c, stored: storedCitations(c.Tx, &eventSchema, e.ID, func(old *timeline.Event) []timeline.Citation { return old.Citations })}
	if e.Citations, err = own.resolve(pointer+"/citations", e.Citations); err != nil {
		return err
	}
	e.Quotes = slices.Clone(e.Quotes)
	for i := range e.Quotes {
		if err := c.resolveQuote(fmt.Sprintf("%s/quotes/%d", pointer, i), &e.Quotes[i]); err != nil {
			return err
		}
	}
	return nil
}

// resolveQuote resolves what a quote cites.
func (c *checker) resolveQuote(pointer string, q *timeline.Quote) (err error) {
	own := resolution{checker: c, stored: storedCitations(c.Tx, &quoteSchema, q.ID, func(old *timeline.Quote) []timeline.Citation { return old.Citations })}
	q.Citations, err = own.resolve(pointer+"/citations", q.Citations)
	return err
}

// resolveSource resolves what a source's remarks cite, and what it declares. A text
// that only who reads what is private may know of says nothing of public remarks.
func (c *checker) resolveSource(pointer string, s *timeline.Source, public bool) (err error) {
	own := resolution{checker: c, covers: func(cited sourceText) bool { return cited.public || !public },
		stored: storedCitations(c.Tx, &sourceSchema, s.ID, func(old *timeline.Source) []timeline.Citation {
			all := slices.Clone(old.NotFactual)
			for i := range old.Notes {
				all = append(all, old.Notes[i].Citations...)
			}
			return all
		})}
	s.Notes = slices.Clone(s.Notes)
	for i := range s.Notes {
		if s.Notes[i].Citations, err = own.resolve(fmt.Sprintf("%s/notes/%d/citations", pointer, i), s.Notes[i].Citations); err != nil {
			return err
		}
	}
	s.NotFactual, err = own.resolve(pointer+"/not_factual", s.NotFactual)
	return err
}

// standing are the words at a citation's span, where the text of its source is held.
func (tx *Tx) standing(ct timeline.Citation) (string, bool) {
	if ct.Grade != timeline.GradeProved {
		return "", false
	}
	s, found, err := tx.source(ct.Source)
	if err != nil || !found {
		return "", false
	}
	held, err := tx.textOf(s.n)
	if err != nil || held.text == nil {
		return "", false
	}
	return held.text.Words(ct)
}
