package draft_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/internal/draft"
	"example.org/dateline/internal/evidence"
)

// Of what is marked in each text at least 90 % is found, and of what is found at
// least 95 % right. Speakers are guesses, of which few are marked in each.
func TestRecallAndPrecision(t *testing.T) {
	files, err := filepath.Glob("testdata/marked/*.txt")
	if err != nil || len(files) < 4 {
		t.Fatalf("marked texts: %q, %v", files, err)
	}
	for _, file := range files {
		text, marks := read(t, file), read(t, strings.TrimSuffix(file, ".txt")+".json")
		m, err := draft.ReadMarks([]byte(marks), text)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Dates) < 20 || len(m.Quotations) < 5 {
			t.Fatalf("%s: %d dates and %d quotations are marked", file, len(m.Dates), len(m.Quotations))
		}
		d := draft.Read(text, draft.Options{Published: m.Published, Language: m.Language})
		dates := m.ScoreDates(d)
		quotations, speakers := m.ScoreQuotations(d)
		for _, c := range []struct {
			what           string
			tally          draft.Tally
			found, correct float64
		}{{"dates", dates, 0.90, 0.95}, {"quotations", quotations, 0.90, 0.95}, {"speakers", speakers, 0.85, 0.85}} {
			if c.tally.Recall() < c.found || c.tally.Precision() < c.correct {
				t.Errorf("%s: of %d %s %.0f %% are found, and %.0f %% of what is found is right", file, c.tally.Marked, c.what, 100*c.tally.Recall(), 100*c.tally.Precision())
			}
		}
	}
}

// The tally can tell bad from good.
func TestTallies(t *testing.T) {
	text := "They met on Wednesday. “Good,” he said."
	m, err := draft.ReadMarks([]byte(`{"dates": [{"start": 12, "end": 21, "exact": "Wednesday", "edtf": "2025-03-04"}], "quotations": [{"start": 0, "end": 4, "exact": "They"}]}`), text)
	if err != nil {
		t.Fatal(err)
	}
	d := draft.Read(text, draft.Options{Published: "2025-03-06", Language: "en"})
	dates := m.ScoreDates(d)
	quotations, _ := m.ScoreQuotations(d)
	for _, tally := range []draft.Tally{dates, quotations} {
		if tally.Recall() != 0 || tally.Precision() != 0 || len(tally.Missed) != 1 || len(tally.Wrong) != 1 {
			t.Errorf("%+v", tally)
		}
	}
	if _, err := draft.ReadMarks([]byte(`{"dates": [{"start": 0, "end": 2, "exact": "It"}]}`), text); err == nil {
		t.Error("marks of another text are taken")
	}
}

func read(tb testing.TB, file string) string {
	tb.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// checkDraft holds every span to the text.
func checkDraft(t *testing.T, text string, d *draft.Draft) {
	t.Helper()
	runes := []rune(text)
	check := func(s draft.Span) {
		if s.Start < 0 || s.End > len(runes) || s.Start >= s.End || string(runes[s.Start:s.End]) != s.Exact || evidence.Digest(s.Exact) != s.SHA256 {
			t.Errorf("no span of the text: %+v", s)
		}
	}
	for _, s := range d.Sentences {
		check(s)
	}
	end := 0
	for _, f := range d.Dates {
		check(f.Span)
		if f.Start < end {
			t.Errorf("%q overlaps the date before", f.Exact)
		}
		end = f.End
	}
	end = 0
	for _, q := range d.Quotations {
		check(q.Span)
		if q.Start < end {
			t.Errorf("%q overlaps the quotation before", q.Exact)
		}
		end = q.End
		if q.Speaker != nil {
			check(q.Speaker.Span)
		}
	}
	for _, n := range d.Names {
		check(n.Span)
	}
	if d.Length != len(runes) || d.Digest != evidence.Digest(text) {
		t.Errorf("length %d and digest %s", d.Length, d.Digest)
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range dateCases {
		f.Add(c.text, c.published, "en")
	}
	for _, c := range quotationCases {
		f.Add(c.text, "2025-03-06", "en")
	}
	f.Add("5 марта 2025 года и 2025年3月5日 و 5 مارس 2025; “ ‘ „«»", "9999-12-31", "uk")
	f.Add("“\u200F5\u00A0March\u200B 2025\u2011”, said\u202FAnn\u2069", "2025-03-06", "en")
	f.Add("next week, last month, 9 centuries ago, before 0001", "0001-01-01", "en")
	known := []draft.Known{{ID: "a", Name: "Wednesday"}, {ID: "b", Name: "They met", Aliases: []string{"", " ", "5"}}}
	f.Fuzz(func(t *testing.T, text, published, language string) {
		if !utf8.ValidString(text) {
			return // texts are UTF-8: evidence.ReadText sees to it
		}
		opts := draft.Options{Published: published, Language: language, Known: known}
		d := draft.Read(text, opts)
		checkDraft(t, text, d)
		if again := draft.Read(text, opts); !reflect.DeepEqual(d, again) {
			t.Error("reading twice gives two drafts")
		}
	})
}

// BenchmarkRead reads an article of 10,000 words.
func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	for words := 0; words < 10_000; {
		for _, name := range []string{"wire", "live", "court", "feature"} {
			part := read(b, "testdata/marked/"+name+".txt")
			text.WriteString(part)
			words += len(strings.Fields(part))
		}
	}
	known := make([]draft.Known, 1000)
	for i := range known {
		known[i] = draft.Known{ID: "actor", Name: "The name of somebody", Aliases: []string{"Somebody"}}
	}
	for b.Loop() {
		draft.Read(text.String(), draft.Options{Published: "2024-09-12", Language: "en", Known: known})
	}
}
