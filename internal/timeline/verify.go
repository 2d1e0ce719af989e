package timeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Report is what Verify found.
type Report struct {
	Citations int // in the document
	Proved    int // citations whose words stand in the text as their digest says
	Unchecked int // citations of sources whose text was not given, or cannot be counted in

	Sentences int         // in the texts given
	Covered   int         // sentences that a record states or the source declares not factual
	Uncovered []Uncovered // the others, in the order of the texts

	Failures []Failure // of whole texts first, then in the order of the document
}

// OK reports whether nothing is wrong and no sentence is left out. What was
// not checked is no failure: see Unchecked.
func (r *Report) OK() bool { return len(r.Failures) == 0 && len(r.Uncovered) == 0 }

// Uncovered is a sentence of a source that no record cites.
type Uncovered struct {
	Source string
	Sentence
}

// String names the sentence's place and its words.
func (u Uncovered) String() string {
	return fmt.Sprintf("%s %d–%d: no record cites %q", u.Source, u.Start, u.End, clip(u.Text, 120))
}

// Failure is a record that the source's text does not bear out.
type Failure struct {
	Record     string // such as "event yermak-waltz-call"
	Source     string // the source's id
	Start, End int    // the span cited; both 0 where the whole text is at fault
	Message    string
}

// String is the failure on one line.
func (f Failure) String() string {
	if f.Start == 0 && f.End == 0 {
		return fmt.Sprintf("%s: %s", f.Record, f.Message)
	}
	return fmt.Sprintf("%s, %s %d–%d: %s", f.Record, f.Source, f.Start, f.End, f.Message)
}

// Verify checks a document against the texts of its sources, by source id.
//
// Texts are taken as they are: UTF-8 with lines that end in a line feed, as
// citations count them. One with carriage returns or a byte order mark is
// reported and its citations are left unchecked, because a text that is put
// right in silence would prove positions that nobody else can find.
//
// A sentence is covered when proved citations of events and quotes, and spans
// declared not factual, hold at least half of its letters and digits. Notes
// are remarks about the source and cover nothing.
func Verify(doc *Document, texts map[string]string) Report {
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
			v.fail(Failure{Record: "source " + id, Source: id, Message: "no source with this id is declared in the document" + didYouMean(suggest(id, ids))})
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

// sourceText is a text with what is known of it.
type sourceText struct {
	id      string
	text    string
	offsets []int             // of each code point in bytes, and of the end
	digests map[[2]int]string // of the spans asked for
	cited   []cited           // proved spans of events and quotes
	denied  []cited           // proved spans declared not factual
}

// cited is a span and the record that cites it.
type cited struct {
	start, end int
	record     string
}

func (v *verification) fail(f Failure) { v.report.Failures = append(v.report.Failures, f) }

// open checks the text as a whole.
func (v *verification) open(s *Source, text string) {
	wrong := func(format string, args ...any) {
		v.fail(Failure{Record: "source " + s.ID, Source: s.ID, Message: fmt.Sprintf(format, args...)})
	}
	if problem := uncountable(text); problem != "" {
		wrong("%s", problem)
		return
	}
	t := &sourceText{id: s.ID, text: text, digests: map[[2]int]string{}}
	t.offsets = make([]int, 0, len(text)+1)
	for at := range text {
		t.offsets = append(t.offsets, at)
	}
	t.offsets = append(t.offsets, len(text))
	v.sources[s.ID] = t
	if s.Length > 0 && s.Length != t.length() {
		wrong("the text has %d characters; the source says %d", t.length(), s.Length)
	}
	if digest := Digest(text); s.Digest != "" && s.Digest != digest {
		wrong("the text is not the one described: its digest is %s; the source says %s", digest, s.Digest)
	}
}

// uncountable says why positions in a text would not be the contract's.
func uncountable(text string) string {
	switch {
	case !utf8.ValidString(text):
		return fmt.Sprintf("the text is not UTF-8, from byte %d on", invalidUTF8At([]byte(text)))
	case strings.HasPrefix(text, "\uFEFF"):
		return "the text begins with a byte order mark, which would count as a character; save it without one"
	case strings.Contains(text, "\r"):
		return "the text has carriage returns, which would count as characters; end its lines with line feeds alone (LF)"
	}
	return ""
}

// Digest is the SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func (t *sourceText) length() int { return len(t.offsets) - 1 }

func (t *sourceText) span(start, end int) string { return t.text[t.offsets[start]:t.offsets[end]] }

func (t *sourceText) digest(start, end int) string {
	key := [2]int{start, end}
	d, known := t.digests[key]
	if !known {
		d = Digest(t.span(start, end))
		t.digests[key] = d
	}
	return d
}

func (v *verification) source(s *Source) {
	for i, n := range s.Notes {
		record := fmt.Sprintf("note %d of source %s", i+1, s.ID)
		for _, ct := range n.Citations {
			v.prove(record, ct)
		}
	}
	record := "not_factual of source " + s.ID
	for _, ct := range s.NotFactual {
		if t := v.prove(record, ct); t != nil {
			t.denied = append(t.denied, cited{ct.Start, ct.End, record})
		}
	}
}

func (v *verification) event(e *Event) {
	v.record("event "+e.ID, e.Citations, "")
	for _, q := range e.Quotes {
		verbatim := ""
		if q.Kind == DefaultQuoteKind {
			verbatim = q.Text
		}
		v.record("quote "+q.ID, q.Citations, verbatim)
	}
}

// record proves the citations of an event or a quote. verbatim, if not empty,
// must stand in each of them.
func (v *verification) record(record string, citations []Citation, verbatim string) {
	for _, ct := range citations {
		t := v.prove(record, ct)
		if t == nil {
			continue
		}
		t.cited = append(t.cited, cited{ct.Start, ct.End, record})
		if !strings.Contains(t.span(ct.Start, ct.End), verbatim) {
			v.failCitation(record, ct, "the words quoted do not stand there: %q", clip(verbatim, 120))
		}
	}
}

// prove checks a citation's span and digest. It returns the text that bears
// it out, or nil.
func (v *verification) prove(record string, ct Citation) *sourceText {
	v.report.Citations++
	t := v.sources[ct.Source]
	switch {
	case t == nil:
		v.report.Unchecked++
	case ct.Start < 0 || ct.End <= ct.Start:
		v.failCitation(record, ct, "no span: the end, which is exclusive, must lie behind the start")
	case ct.End > t.length():
		v.failCitation(record, ct, "ends past the text, which has %d characters", t.length())
	case t.digest(ct.Start, ct.End) != ct.SHA256:
		v.failCitation(record, ct, "other words stand there than were cited: %q", clip(t.span(ct.Start, ct.End), 120))
	default:
		v.report.Proved++
		return t
	}
	return nil
}

func (v *verification) failCitation(record string, ct Citation, format string, args ...any) {
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

// sentences counts those that are covered and lists the others. Sentences and
// spans are walked together, both from the left.
func (v *verification) sentences(t *sourceText) {
	spans := merged(slices.Concat(t.cited, t.denied))
	next := 0
	for _, s := range Sentences(t.text) {
		v.report.Sentences++
		for next < len(spans) && spans[next].end <= s.Start {
			next++
		}
		covered := 0
		for _, span := range spans[next:] {
			if span.start >= s.End {
				break
			}
			covered += wordRunes(t.span(max(span.start, s.Start), min(span.end, s.End)))
		}
		if 2*covered >= wordRunes(s.Text) {
			v.report.Covered++
		} else {
			v.report.Uncovered = append(v.report.Uncovered, Uncovered{t.id, s})
		}
	}
}

// merged sorts spans and joins those that touch.
func merged(spans []cited) []cited {
	slices.SortFunc(spans, func(a, b cited) int { return cmp.Compare(a.start, b.start) })
	var joined []cited
	for _, s := range spans {
		if last := len(joined) - 1; last >= 0 && s.start <= joined[last].end {
			joined[last].end = max(joined[last].end, s.end)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

func wordRunes(s string) int {
	n := 0
	for _, r := range s {
		if isWordRune(r) {
			n++
		}
	}
	return n
}
