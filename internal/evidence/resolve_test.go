package evidence_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

const minutes = "Minutes of the harbour board\nThe chair opened at nine. “We stay,” said Ann. The tariff rises in May.\nThe chair closed at noon. Überfällig: die Gebühr.\n"

// citing is a citation of words in a text, by their n-th place.
func citing(t *testing.T, text, words string, n int) timeline.Citation {
	t.Helper()
	found, err := evidence.Cite("minutes", text, words)
	if err != nil || len(found) <= n {
		t.Fatalf("%q: %v, %v", words, found, err)
	}
	ct := found[n]
	ct.Section = ""
	return ct
}

func TestReadText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, raw, text, problem string }{
		{"as it is", "a\nb", "a\nb", ""},
		{"line ends and a mark are folded", "\uFEFFa\r\nb\r\n", "a\nb\n", ""},
		{"a mark inside is a character", "a\uFEFF", "a\uFEFF", ""},
		{"what is set with care", "a\u00A0b\u00AD\u200B\u200F\u202Ec\x1b\v\uFFFD", "a\u00A0b\u00AD\u200B\u200F\u202Ec\x1b\v\uFFFD", ""},
		{"half of a surrogate pair", "a\xED\xA0\xBD", "", "not UTF-8, from byte 1"},
		{"carriage returns alone", "a\rb", "", "carriage returns"},
		{"not UTF-8", "ab\xff", "", "not UTF-8, from byte 2"},
		{"NUL", "a\x00b", "", "a NUL at byte 1"},
		{"empty", "\uFEFF \r\n", "", "empty"},
	} {
		text, err := evidence.ReadText([]byte(tt.raw))
		switch {
		case tt.problem == "" && (err != nil || text.String() != tt.text):
			t.Errorf("%s: %v, %v", tt.name, text, err)
		case tt.problem != "" && (timeline.CodeOf(err) != timeline.InvalidRecord || !strings.Contains(err.Error(), tt.problem)):
			t.Errorf("%s: %v, not %q", tt.name, err, tt.problem)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	text := evidence.NewText(minutes)
	whole := citing(t, minutes, "The tariff rises in May.", 0)
	for _, tt := range []struct {
		name  string
		ct    timeline.Citation
		words string // that it is then placed at
		field string // what contradicts, where something does
		says  string
	}{
		{"a span that holds", whole, "The tariff rises in May.", "", ""},
		{"words", timeline.Citation{Exact: "The tariff rises"}, "The tariff rises", "", ""},
		{"words beyond ASCII", timeline.Citation{Exact: "die Gebühr"}, "die Gebühr", "", ""},
		{"words that stand twice", timeline.Citation{Exact: "The chair"}, "", "exact", "at 29–38 and at 101–110"},
		{"told apart by what follows", timeline.Citation{Exact: "The chair", Suffix: "closed"}, "The chair", "", ""},
		{"told apart by what comes before", timeline.Citation{Exact: "The chair", Prefix: "in May.\n"}, "The chair", "", ""},
		{"nowhere with this around", timeline.Citation{Exact: "The chair", Prefix: "Ann."}, "", "exact", "nowhere with this prefix"},
		{"whole words first", timeline.Citation{Exact: "Minutes"}, "Minutes", "", ""},
		{"not in other case", timeline.Citation{Exact: "the tariff rises"}, "", "exact", "to the letter"},
		{"not with other quotation marks", timeline.Citation{Exact: `"We stay,"`}, "", "exact", "closest passage"},
		{"a link", timeline.Citation{Section: "Minutes"}, "", "", ""},
		{"past the end", timeline.Citation{Start: 10, End: 1000, SHA256: whole.SHA256}, "", "end", "has 151 characters"},
		{"other words there", timeline.Citation{Start: whole.Start + 1, End: whole.End + 1, SHA256: whole.SHA256}, "", "sha256", "other words stand there"},
		{"no span", timeline.Citation{Start: -4, End: 5, SHA256: whole.SHA256}, "", "start", "no span"},
		{"another prefix", timeline.Citation{Start: whole.Start, End: whole.End, SHA256: whole.SHA256, Exact: "The tariff rises in May.", Prefix: "Bob. "}, "", "prefix", "said Ann. "},
		{"another suffix", timeline.Citation{Start: whole.Start, End: whole.End, SHA256: whole.SHA256, Exact: "The tariff rises in May.", Suffix: "The board"}, "", "suffix", "The chair closed"},
	} {
		found, wrong := text.Resolve(tt.ct)
		words, _ := text.Words(found)
		switch {
		case tt.field == "" && (wrong != nil || words != tt.words):
			t.Errorf("%s: %q, %v", tt.name, words, wrong)
		case tt.field != "" && (wrong == nil || wrong.Field != tt.field || !strings.Contains(wrong.Message, tt.says)):
			t.Errorf("%s: %+v, not %s: %s", tt.name, wrong, tt.field, tt.says)
		}
	}
}

// A new version of a text has its citations at other places, or has lost them.
func TestDrift(t *testing.T) {
	t.Parallel()
	edited := strings.NewReplacer("opened at nine", "opened the meeting at nine", "The tariff rises", "Yes. The tariff rises", "closed at noon", "closed").Replace(minutes)
	exact := citing(t, minutes, "The tariff rises in May.", 0)
	exact.Exact, exact.Prefix = "The tariff rises in May.", "said Ann. "
	for _, tt := range []struct {
		name     string
		ct       timeline.Citation
		unknown  bool   // nobody has the version before
		at       string // the words before which it stands then, with it
		reason   string
		prefix   string
		stillNow bool // it stays as it is
	}{
		{name: "before all changes", ct: citing(t, minutes, "harbour board", 0), at: "harbour board\nThe"},
		{name: "by the words of the version before", ct: citing(t, minutes, "“We stay,”", 0), at: "“We stay,” said"},
		{name: "by its digest alone", ct: citing(t, minutes, "“We stay,”", 0), unknown: true, at: "“We stay,” said"},
		{name: "by its exact words, with what does not stand before them any more", ct: exact, unknown: true, at: "The tariff rises in May.\nThe chair", prefix: ""},
		{name: "the more like of two places", ct: citing(t, minutes, "The chair", 1), at: "The chair closed"},
		{name: "of two places with nothing to tell them apart", ct: citing(t, minutes, "The chair", 1), unknown: true, reason: "several places"},
		{name: "gone", ct: citing(t, minutes, "closed at noon", 0), reason: "do not stand in the text"},
		{name: "gone, and known by its digest alone", ct: citing(t, minutes, "closed at noon", 0), unknown: true, reason: "have the digest"},
		{name: "words that never had a place", ct: timeline.Citation{Exact: "die Gebühr"}, at: "die Gebühr."},
		{name: "words that stand twice stay", ct: timeline.Citation{Exact: "The chair"}, stillNow: true},
		{name: "words that are gone", ct: timeline.Citation{Exact: "closed at noon"}, reason: "to the letter"},
		{name: "a link stays", ct: timeline.Citation{Source: "minutes"}, stillNow: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			now := evidence.NewText(edited)
			var before *evidence.Text
			if !tt.unknown {
				before = evidence.NewText(minutes)
			}
			d := evidence.NewDrift(before, now)
			d.Seek(tt.ct)
			if err := d.Search(t.Context()); err != nil {
				t.Fatal(err)
			}
			found, reason := d.Find(tt.ct)
			if tt.reason != "" || tt.stillNow {
				if !found.Finds(tt.ct) || found.Start != tt.ct.Start || (reason == "") != tt.stillNow || !strings.Contains(reason, tt.reason) {
					t.Errorf("%+v, %q, not %q", found, reason, tt.reason)
				}
				return
			}
			words, ok := now.Words(found)
			if !ok || reason != "" || found.Prefix != tt.prefix {
				t.Fatalf("%+v: %q", found, reason)
			}
			if after := string([]rune(edited)[found.Start:]); !strings.HasPrefix(after, tt.at) || !strings.HasPrefix(tt.at, words) {
				t.Errorf("it stands at %.40q, not before %q", after, tt.at)
			}
		})
	}
}
