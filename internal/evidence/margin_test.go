package evidence_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

const harbour = "The harbour\n\nIt opened on 5 March. “We are glad,” she said. Nobody came.\nSign up here.\n"

func selected(t *testing.T, text *evidence.Text, words string) timeline.Citation {
	t.Helper()
	before, _, _ := strings.Cut(harbour, words)
	start := len([]rune(before))
	ct, err := text.Select("s", start, start+len([]rune(words)))
	if err != nil {
		t.Fatal(err)
	}
	return ct
}

func TestSelect(t *testing.T) {
	t.Parallel()
	text := evidence.NewText(harbour)
	ct := selected(t, text, " “We are glad,” she said. ")
	if ct.Exact != "“We are glad,” she said." || ct.Prefix != "It opened on 5 March. " || ct.Suffix != " Nobody came." {
		t.Errorf("%+v", ct)
	}
	if words, ok := text.Words(ct); !ok || words != ct.Exact {
		t.Errorf("%q, %v", words, ok)
	}
	if _, wrong := text.Resolve(ct); wrong != nil {
		t.Errorf("the text contradicts it: %+v", wrong)
	}
	for _, span := range [][2]int{{-1, 3}, {3, 3}, {5, 3}, {0, text.Length() + 1}, {11, 13}} {
		if _, err := text.Select("s", span[0], span[1]); timeline.CodeOf(err) != timeline.InvalidRecord {
			t.Errorf("%v: %v", span, err)
		}
	}
}

func TestMargins(t *testing.T) {
	t.Parallel()
	text := evidence.NewText(harbour)
	part := selected(t, text, "Nobody")
	part.Start, part.SHA256, part.Prefix, part.Suffix = part.Start+4, evidence.Digest("dy"), "", ""
	part.Exact = ""
	doc := &timeline.Document{
		Sources: timeline.Sources{{ID: "s", NotFactual: []timeline.Citation{selected(t, text, "Sign up here.")}}},
		Events: timeline.Events{
			{ID: "a", Citations: []timeline.Citation{{Source: "s", Exact: "It opened on 5 March. “We are"}, {Source: "other", Exact: "Nobody came."}, {Source: "s"}}},
			{ID: "b", Quotes: []timeline.Quote{{Citations: []timeline.Citation{selected(t, text, "We are glad")}}}, Citations: []timeline.Citation{part}},
		},
	}
	var got []string
	for _, m := range evidence.Margins(doc, "s", text) {
		covered, factual := "uncovered", "fact"
		if m.Covered {
			covered = "covered"
		}
		if m.NotFactual {
			factual = "none"
		}
		got = append(got, strings.Join([]string{string(rune('0' + m.Line)), strings.Join(m.Events, "+"), covered, factual, m.Text}, "|"))
	}
	want := []string{"0||uncovered|fact|The harbour", "2|a|covered|fact|It opened on 5 March.", "2|a+b|covered|fact|“We are glad,” she said.", "2|b|uncovered|fact|Nobody came.", "3||covered|none|Sign up here."}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
}
