package evidence

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// Verify checks a document against the texts of its sources, by source id. It
// changes neither, and returns no error: what is wrong is in the report. A
// citation is proved when the words of its span, from the code point Start to
// before End, have its SHA-256.
//
// Texts are taken as they are: UTF-8 with lines that end in a line feed, as
// citations count them. One with carriage returns or a byte order mark is
// reported and its citations are left unchecked, because a text that is put
// right in silence would prove positions that nobody else can find.
//
// A sentence is covered when proved citations of events and quotes, and spans
// declared not factual, hold at least half of its letters and digits. Notes
// are remarks about the source and cover nothing.
//
// A direct quote has a citation. The words that a date rests on are proved like
// a quote: a citation of its record holds them to the letter, where the texts
// of all that the record cites are given. Those that a source's own date is inferred
// from stand in its text.
func Verify(doc *timeline.Document, texts map[string]string) Report {
	v := verification{sources: make(map[string]*sourceText, len(texts))}
	declared := map[string]bool{}
	for i := range doc.Sources {
		s := &doc.Sources[i]
		declared[s.ID] = true
		if text, given := texts[s.ID]; given {
			v.open(s, text)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		if !declared[id] {
			ids := slices.Sorted(maps.Keys(declared))
			v.fail(Failure{Record: "source " + id, Source: id, Message: "no source with this id is declared in the document" + timeline.DidYouMean(id, ids)})
		}
	}
	for i := range doc.Sources {
		v.source(&doc.Sources[i])
	}
	for i := range doc.Events {
		v.event(&doc.Events[i])
	}
	for i := range doc.Sources {
		if t := v.sources[doc.Sources[i].ID]; t != nil {
			v.contradictions(t)
			v.sentences(t)
		}
	}
	return v.report
}

type verification struct {
	report  Report
	sources map[string]*sourceText // those that can be counted in
}

func (v *verification) fail(f Failure) { v.report.Failures = append(v.report.Failures, f) }

// open checks the text as a whole.
func (v *verification) open(s *timeline.Source, text string) {
	wrong := func(format string, args ...any) {
		v.fail(Failure{Record: "source " + s.ID, Source: s.ID, Message: fmt.Sprintf(format, args...)})
	}
	if problem := uncountable(text); problem != "" {
		wrong("%s", problem)
		return
	}
	t := &sourceText{Text: NewText(text), id: s.ID}
	v.sources[s.ID] = t
	if s.Length > 0 && s.Length != t.length {
		wrong("the text has %d characters; the source says %d", t.length, s.Length)
	}
	if digest := t.Digest(); s.Digest != "" && s.Digest != digest {
		wrong("the text is not the one described: its digest is %s; the source says %s", digest, s.Digest)
	}
}

func (v *verification) source(s *timeline.Source) {
	for i, n := range s.Notes {
		record := fmt.Sprintf("note %d of source %s", i+1, s.ID)
		for _, ct := range n.Citations {
			v.prove(record, ct)
		}
	}
	if t, d := v.sources[s.ID], s.Published; t != nil && d != nil && d.Basis == "inferred" && !strings.Contains(t.text, d.Text) {
		v.fail(Failure{Record: "source " + s.ID, Message: fmt.Sprintf("the words that its date rests on do not stand in its text: %q", timeline.Clip(d.Text, 120))})
	}
	record := "not_factual of source " + s.ID
	for _, ct := range s.NotFactual {
		if t := v.prove(record, ct); t != nil {
			t.denied = append(t.denied, cited{ct.Start, ct.End, record})
		}
	}
}

func (v *verification) event(e *timeline.Event) {
	v.record("event "+e.ID, e.Citations, "")
	v.date("event "+e.ID, e.Date, e.Citations)
	for _, q := range e.Quotes {
		record, verbatim := "quote "+q.ID, ""
		if q.Kind == timeline.DefaultQuoteKind {
			verbatim = q.Text
		}
		v.record(record, q.Citations, verbatim)
		if verbatim != "" && len(q.Citations) == 0 && len(v.sources) > 0 {
			v.fail(Failure{Record: record, Message: "a direct quote, and no citation holds its words; cite them, or make it indirect"})
		}
		if q.Date != nil {
			v.date(record, *q.Date, slices.Concat(q.Citations, e.Citations))
		}
	}
}

// date proves the words that a date rests on by the citations of its record, and
// for a quote by those of its event too. Where a text that may hold them is not
// given, nothing is said.
func (v *verification) date(record string, d timeline.Date, citations []timeline.Citation) {
	for _, ct := range citations {
		if v.sources[ct.Source] == nil {
			return
		}
	}
	if len(v.sources) == 0 || d.Text == "" {
		return
	}
	holds := func(ct timeline.Citation) bool {
		t := v.sources[ct.Source]
		return t.has(ct.Start, ct.End) && strings.Contains(t.span(ct.Start, ct.End), d.Text)
	}
	if !slices.ContainsFunc(citations, holds) {
		v.fail(Failure{Record: record, Message: fmt.Sprintf("the words that its date rests on stand in none of its citations: %q", timeline.Clip(d.Text, 120))})
	}
}

// record proves the citations of an event or a quote. verbatim, if not empty,
// must stand in each of them.
func (v *verification) record(record string, citations []timeline.Citation, verbatim string) {
	for _, ct := range citations {
		t := v.prove(record, ct)
		if t == nil {
			continue
		}
		t.cited = append(t.cited, cited{ct.Start, ct.End, record})
		if !strings.Contains(t.span(ct.Start, ct.End), verbatim) {
			v.failCitation(record, ct, "the words quoted do not stand there: %q", timeline.Clip(verbatim, 120))
		}
	}
}

// prove checks a citation's span and digest. It returns the text that bears
// it out, or nil.
func (v *verification) prove(record string, ct timeline.Citation) *sourceText {
	v.report.Citations++
	t := v.sources[ct.Source]
	switch {
	case t == nil || !ct.Placed():
		v.report.Unchecked++
	case ct.Start < 0 || ct.End <= ct.Start:
		v.failCitation(record, ct, "no span: the end, which is exclusive, must lie behind the start")
	case ct.End > t.length:
		v.failCitation(record, ct, "ends past the text, which has %d characters", t.length)
	case t.digest(ct.Start, ct.End) != ct.SHA256:
		v.failCitation(record, ct, "other words stand there than were cited: %q", timeline.Clip(t.span(ct.Start, ct.End), 120))
	default:
		v.report.Proved++
		return t
	}
	return nil
}

func (v *verification) failCitation(record string, ct timeline.Citation, format string, args ...any) {
	v.fail(Failure{Record: record, Source: ct.Source, Start: ct.Start, End: ct.End, Message: fmt.Sprintf(format, args...)})
}

// contradictions reports spans declared not factual that a record cites as fact.
func (v *verification) contradictions(t *sourceText) {
	cites := slices.SortedStableFunc(slices.Values(t.cited), func(a, b cited) int { return cmp.Compare(a.start, b.start) })
	denied := slices.SortedStableFunc(slices.Values(t.denied), func(a, b cited) int { return cmp.Compare(a.start, b.start) })
	for _, d := range denied {
		for len(cites) > 0 && cites[0].end <= d.start {
			cites = cites[1:] // and before every later span
		}
		for _, c := range cites {
			if c.start >= d.end {
				break
			}
			if from, to := max(c.start, d.start), min(c.end, d.end); from < to && strings.ContainsFunc(t.span(from, to), isWordRune) {
				v.fail(Failure{Record: c.record, Source: t.id, Start: c.start, End: c.end,
					Message: fmt.Sprintf("cites what the source declares not factual, at %d–%d", d.start, d.end)})
			}
		}
	}
}
