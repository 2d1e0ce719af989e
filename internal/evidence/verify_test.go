package evidence_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

const prose = "A Heading\n“Да, we — met.” They left.\n- Nobody knows.\nRead on!"

// cite is a citation of words in prose.
func cite(t *testing.T, words string) timeline.Citation {
	t.Helper()
	list, err := evidence.Cite("src", prose, words)
	if err != nil || len(list) != 1 {
		t.Fatalf("%q: %v, %v", words, list, err)
	}
	list[0].Section = ""
	return list[0]
}

func proseDocument(t *testing.T) *timeline.Document {
	t.Helper()
	return &timeline.Document{
		Version: 1,
		Sources: timeline.Sources{{ID: "src", Title: "S", Digest: evidence.Digest(prose), Length: utf8.RuneCountInString(prose),
			Notes:      []timeline.Note{{Text: "N", Citations: []timeline.Citation{cite(t, "A Heading")}}},
			NotFactual: []timeline.Citation{cite(t, "A Heading"), cite(t, "Read on!")}}},
		Events: timeline.Events{
			{ID: "e", Citations: []timeline.Citation{cite(t, "They left.")}, Quotes: []timeline.Quote{{ID: "q", Kind: "direct", Text: "Да, we — met.", Citations: []timeline.Citation{cite(t, "“Да, we — met.”")}}}},
			{ID: "f", Citations: []timeline.Citation{cite(t, "Nobody knows.")}},
		},
	}
}

func TestVerify(t *testing.T) {
	t.Parallel()
	type doc = *timeline.Document
	tests := []struct {
		name      string
		change    func(d doc)
		failures  []string // each is the beginning of one
		uncovered []string
	}{
		{"nothing wrong", func(doc) {}, nil, nil},
		{"no digest and length", func(d doc) { d.Sources[0].Digest, d.Sources[0].Length = "", 0 }, nil, nil},
		{"source digest", func(d doc) { d.Sources[0].Digest = evidence.Digest("x") }, []string{"source src: the text is not the one described: its digest is "}, nil},
		{"source length", func(d doc) { d.Sources[0].Length = 5 }, []string{"source src: the text has 61 characters; the source says 5"}, nil},
		{"event's digest", func(d doc) { d.Events[0].Citations[0].SHA256 = evidence.Digest("x") },
			[]string{`event e, src 26–36: other words stand there than were cited: "They left."`}, []string{"They left."}},
		{"quote's digest", func(d doc) { d.Events[0].Quotes[0].Citations[0].SHA256 = evidence.Digest("x") },
			[]string{"quote q, src 10–25: other words stand there"}, []string{"“Да, we — met.”"}},
		{"note's digest", func(d doc) { d.Sources[0].Notes[0].Citations[0].SHA256 = "" }, []string{"note 1 of source src, src 0–9: other words stand there"}, nil},
		{"declared span's digest", func(d doc) { d.Sources[0].NotFactual[1].SHA256 = "" }, []string{"not_factual of source src, src 53–61: other words"}, []string{"Read on!"}},
		{"no span", func(d doc) { d.Events[1].Citations[0].End = 39 }, []string{"event f, src 39–39: no span"}, []string{"Nobody knows."}},
		{"negative", func(d doc) { d.Events[1].Citations[0].Start = -1 }, []string{"event f, src -1–52: no span"}, []string{"Nobody knows."}},
		{"past the end", func(d doc) { d.Events[1].Citations[0].End = 62 }, []string{"event f, src 39–62: ends past the text, which has 61 characters"}, []string{"Nobody knows."}},
		{"words not quoted", func(d doc) { d.Events[0].Quotes[0].Text = "Да, we - met." }, []string{`quote q, src 10–25: the words quoted do not stand there: "Да, we - met."`}, nil},
		{"quote in one of two spans", func(d doc) {
			q := &d.Events[0].Quotes[0]
			q.Citations = append(q.Citations, cite(t, "They left."))
		}, []string{"quote q, src 26–36: the words quoted do not stand there"}, nil},
		{"indirect quotes are ours", func(d doc) { d.Events[0].Quotes[0].Kind, d.Events[0].Quotes[0].Text = "indirect", "They met" }, nil, nil},
		{"a direct quote without a citation", func(d doc) {
			q := d.Events[0].Quotes[0]
			q.ID, q.Citations = "p", nil
			d.Events[0].Quotes = append(d.Events[0].Quotes, q)
		}, []string{"quote p: a direct quote, and no citation holds its words"}, nil},
		{"an indirect quote without a citation", func(d doc) {
			d.Events[0].Quotes = append(d.Events[0].Quotes, timeline.Quote{ID: "p", Kind: "indirect", Text: "They met"})
		}, nil, nil},
		{"the words of a date", func(d doc) { d.Events[0].Date = timeline.Date{Basis: "inferred", Text: "They left"} }, nil, nil},
		{"the words of a date, changed", func(d doc) { d.Events[0].Date = timeline.Date{Basis: "inferred", Text: "they left"} },
			[]string{`event e: the words that its date rests on stand in none of its citations: "they left"`}, nil},
		{"the words of a stated date", func(d doc) { d.Events[0].Date = timeline.Date{Basis: "stated", Text: "today"} },
			[]string{"event e: the words that its date rests on stand in none of its citations"}, nil},
		{"the words of a date, cited by another event", func(d doc) { d.Events[0].Date.Text = "Nobody knows" },
			[]string{"event e: the words that its date rests on stand in none of its citations"}, nil},
		{"the words of a quote's date, cited by its event", func(d doc) { d.Events[0].Quotes[0].Date = &timeline.Date{Basis: "unknown", Text: "left"} }, nil, nil},
		{"the words of a quote's date", func(d doc) { d.Events[0].Quotes[0].Date = &timeline.Date{Basis: "unknown", Text: "knows"} },
			[]string{"quote q: the words that its date rests on stand in none of its citations"}, nil},
		{"the words of a source's date", func(d doc) { d.Sources[0].Published = &timeline.Date{Basis: "inferred", Text: "knows"} }, nil, nil},
		{"the words of a source's date, changed", func(d doc) { d.Sources[0].Published = &timeline.Date{Basis: "inferred", Text: "yesterday"} },
			[]string{`source src: the words that its date rests on do not stand in its text: "yesterday"`}, nil},
		{"uncited", func(d doc) { d.Events = d.Events[:1] }, nil, []string{"Nobody knows."}},
		{"a note covers nothing", func(d doc) {
			d.Sources[0].Notes[0].Citations[0] = cite(t, "Nobody knows.")
			d.Events = d.Events[:1]
		}, nil, []string{"Nobody knows."}},
		{"less than half", func(d doc) { d.Events[1].Citations[0] = cite(t, "knows") }, nil, []string{"Nobody knows."}},
		{"more than half", func(d doc) { d.Events[1].Citations[0] = cite(t, "Nobody") }, nil, nil},
		{"two halves", func(d doc) { d.Events[1].Citations = []timeline.Citation{cite(t, "Nob"), cite(t, "know")} }, nil, nil},
		{"the same half twice", func(d doc) { d.Events[1].Citations = []timeline.Citation{cite(t, "Nob"), cite(t, "Nobo")} }, nil, []string{"Nobody knows."}},
		{"one citation of all", func(d doc) {
			d.Events[1].Citations[0] = cite(t, prose[strings.Index(prose, "They"):strings.Index(prose, "\nRead")])
		}, nil, nil},
		{"cited and declared not factual", func(d doc) { d.Events[1].Citations = append(d.Events[1].Citations, cite(t, "on")) }, []string{"event f, src 58–60: cites what the source declares not factual, at 53–61"}, nil},
		{"another source's", func(d doc) { d.Events[1].Citations[0].Source = "other" }, nil, []string{"Nobody knows."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := proseDocument(t)
			tt.change(d)
			r := evidence.Verify(d, map[string]string{"src": prose})
			var failures, uncovered []string
			for _, f := range r.Failures {
				failures = append(failures, f.String())
			}
			for _, u := range r.Uncovered {
				uncovered = append(uncovered, u.Text)
			}
			if !slices.EqualFunc(failures, tt.failures, strings.HasPrefix) || !slices.Equal(uncovered, tt.uncovered) {
				t.Errorf("failures %q\nwant %q\nuncovered %q, want %q", failures, tt.failures, uncovered, tt.uncovered)
			}
			if r.OK() != (len(tt.failures)+len(tt.uncovered) == 0) || r.Sentences != 5 || r.Covered != 5-len(tt.uncovered) {
				t.Errorf("OK %v, %d of %d sentences covered", r.OK(), r.Covered, r.Sentences)
			}
		})
	}
}

func TestVerifyWithoutTexts(t *testing.T) {
	t.Parallel()
	r := evidence.Verify(proseDocument(t), nil)
	if !r.OK() || r.Citations != 6 || r.Unchecked != 6 || r.Proved != 0 || r.Sentences != 0 {
		t.Errorf("%+v", r)
	}
	r = evidence.Verify(proseDocument(t), map[string]string{"scr": prose})
	if r.OK() || r.Unchecked != 6 || r.Failures[0].String() != `source scr: no source with this id is declared in the document; did you mean "src"?` {
		t.Errorf("%+v", r)
	}
	u := evidence.Uncovered{Source: "src", Sentence: evidence.Sentence{Start: 1, End: 3, Text: "No"}}
	if u.String() != `src 1–3: no record cites "No"` {
		t.Error(u)
	}
}

// TestVerifyIsLinear: many citations of a long text take no longer than
// reading them.
func TestVerifyIsLinear(t *testing.T) {
	t.Parallel()
	const n = 20_000
	text := strings.Repeat("Ten chars\n", n)
	d := &timeline.Document{Sources: timeline.Sources{{ID: "src"}}}
	sum := evidence.Digest("Ten chars")
	for i := range n {
		ct := timeline.Citation{Source: "src", Start: 10 * i, End: 10*i + 9, SHA256: sum}
		d.Events = append(d.Events, timeline.Event{ID: fmt.Sprint(i), Citations: []timeline.Citation{ct}})
		d.Sources[0].NotFactual = append(d.Sources[0].NotFactual, ct)
	}
	start := time.Now()
	r := evidence.Verify(d, map[string]string{"src": text})
	if len(r.Failures) != n || r.Covered != n || time.Since(start) > 30*time.Second {
		t.Errorf("%d failures, %d covered, %v", len(r.Failures), r.Covered, time.Since(start))
	}
}
