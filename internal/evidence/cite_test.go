package evidence_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

const report = `The Title of It All
Lead words came first. The war of words—“it’s over,” she said…

Key Findings
- The aid was paid on 5 March.
The aid   was
late. Foreword, forward, war.

Behind the Clash: A Catalyst for Peace?
Is this one?
The end, really?
Who was it, then, that knew?
CAPITALS said 和平谈判 today: 谈判。
`

func TestCite(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, words string
		want        []string // the words found, and the section
	}{
		{"exact", "Lead words", []string{"Lead words|"}},
		{"under a heading", "paid on 5 March", []string{"paid on 5 March|Key Findings"}},
		{"under a question in capitals", "CAPITALS", []string{"CAPITALS|Behind the Clash: A Catalyst for Peace?"}},
		{"a heading itself", "Key Findings", []string{"Key Findings|"}},
		{"the title", "The Title", []string{"The Title|"}},
		{"every place", "The aid", []string{"The aid|Key Findings", "The aid|Key Findings"}},
		{"whole words first", "war", []string{"war|", "war|Key Findings"}},
		{"part of a word where no other is", "arded", nil},
		{"part of a word", "oreword", []string{"oreword|Key Findings"}},
		{"space and line breaks", "The aid was late.", []string{"The aid   was\nlate.|Key Findings"}},
		{"space around", "  paid on \n", []string{"paid on|Key Findings"}},
		{"straight quotes", `"it's over," she`, []string{"“it’s over,” she|"}},
		{"dashes", "words-“it’s", []string{"words—“it’s|"}},
		{"three dots", "she said...", []string{"she said…|"}},
		{"not inside an ellipsis", "said..", nil},
		{"case", "lead WORDS came", []string{"Lead words came|"}},
		{"exact case first", "the end", []string{"The end|Behind the Clash: A Catalyst for Peace?"}},
		{"invisible", "pa\u00ADid on", []string{"paid on|Key Findings"}},
		{"scripts without spaces", "谈判", []string{"谈判|Behind the Clash: A Catalyst for Peace?", "谈判|Behind the Clash: A Catalyst for Peace?"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			list, err := evidence.Cite("src", report, tt.words)
			if (err != nil) != (tt.want == nil) || len(list) != len(tt.want) {
				t.Fatalf("%+v, %v", list, err)
			}
			for i, ct := range list {
				words := string([]rune(report)[ct.Start:ct.End])
				if ct.Source != "src" || ct.SHA256 != evidence.Digest(words) || words+"|"+ct.Section != tt.want[i] {
					t.Errorf("%+v: %q, want %q", ct, words, tt.want[i])
				}
			}
		})
	}
}

func TestCiteShowsTheClosestPassage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text, words string
		code        timeline.Code
		message     string
	}{
		{report, "the aid was paid on 6 March", timeline.NotFound, `"the aid was paid on 6 March" is not found; the closest passage is 99–127: "The aid was paid on 5 March."`},
		{report, "completely different thing", timeline.NotFound, `"completely different thing" is not found, and no passage comes close`},
		{report, " \n", timeline.InvalidRecord, "no words to look for"},
		{report, "\u00AD", timeline.NotFound, "is not found, and no passage comes close"},
		{report, "…", timeline.Code(""), ""},
		{"a\r\nb", "a", timeline.InvalidRecord, "the text has carriage returns"},
		{"\uFEFFa", "a", timeline.InvalidRecord, "byte order mark"},
		{"a\xff", "a", timeline.InvalidRecord, "not UTF-8"},
		{"", "a", timeline.NotFound, "no passage comes close"},
	}
	for _, tt := range tests {
		list, err := evidence.Cite("src", tt.text, tt.words)
		if tt.code == "" {
			if err != nil || len(list) != 1 {
				t.Errorf("%q: %v, %v", tt.words, list, err)
			}
			continue
		}
		if err == nil || timeline.CodeOf(err) != tt.code || !strings.Contains(err.Error(), tt.message) {
			t.Errorf("%q: %v, %v, want %s", tt.words, list, err, tt.message)
		}
	}
}

func ExampleCite() {
	text := "Talks\nThey met. “We’re hopeful,” she said."
	found, _ := evidence.Cite("report", text, `"We're hopeful,"`)
	for _, ct := range found {
		fmt.Println(ct.Start, ct.End, ct.SHA256[:8])
	}
	// Output: 16 32 ad9a18ca
}
