package draft_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/draft"
)

// found says what is found in a text, by the words as they are typed.
func found(t *testing.T, text, language string) string {
	t.Helper()
	d := draft.Read(text, draft.Options{Published: "2025-03-12", Language: language, Known: []draft.Known{{ID: "ann-lee", Name: "Ann Lee", Kind: "person"}, {ID: "bay", Name: "South Bay", Kind: "city", Place: true}}})
	checkDraft(t, text, d)
	var list []string
	for _, f := range d.Dates {
		list = append(list, f.EDTF)
	}
	for _, q := range d.Quotations {
		who := "?"
		if q.Speaker != nil {
			who = q.Speaker.Actor
		}
		list = append(list, who+" said so")
	}
	for _, n := range d.Names {
		list = append(list, n.Actor+n.Place)
	}
	return fmt.Sprint(len(d.Sentences), list)
}

// How a text is set hides nothing that is in it: no-break and thin spaces, spaces
// without width, marks of direction, hyphens that do not break. The spans are those
// of the text as it is.
func TestTypesettingHidesNothing(t *testing.T) {
	t.Parallel()
	texts := map[string]string{
		"en": "They met on 5 March 2025 and on March 7, 2025, in South Bay. “We agree,” said Ann Lee last week. It ends on the twenty-first of March.\nOn Wednesday, Ann Lee said: “No.” Early 2024 was quiet.",
		"uk": "Вони зустрілися 5 березня 2025 року, а минулого тижня знову. «Так», — сказала Ann Lee у середу.",
		"es": "Se vieron el 5 de marzo de 2025. «Sí», dijo Ann Lee el lunes pasado.",
		"ar": "التقيا في 5 مارس 2025. وقالت Ann Lee يوم الأربعاء: «نعم».",
		"zh": "他们于2025年3月5日见面。 Ann Lee 说：“好。”",
	}
	settings := map[string]*strings.Replacer{
		"no-break spaces":    strings.NewReplacer(" ", "\u00A0"),
		"narrow spaces":      strings.NewReplacer(" ", "\u202F"),
		"no-break hyphens":   strings.NewReplacer("-", "\u2011"),
		"within words":       strings.NewReplacer("a", "a\u200B", "е", "е\u00AD", "م", "م\u2060"),
		"marks of direction": strings.NewReplacer(" ", " \u200F", "“", "“\u2067", "”", "\u2069”", "2025", "\u202A2025\u202C"),
		"carriage returns":   strings.NewReplacer("\n", "\r\n"),
	}
	for language, text := range texts {
		want := found(t, text, language)
		for setting, replacer := range settings {
			if got := found(t, replacer.Replace(text), language); got != want {
				t.Errorf("%s, %s: %s, want %s", language, setting, got, want)
			}
		}
	}
	text := "“\u200FIt is 5\u00A0March\u200B,” said\u00A0Ann\u200D Lee."
	d := draft.Read(text, draft.Options{Published: "2025-03-12", Language: "en"})
	checkDraft(t, text, d)
	if len(d.Dates) != 1 || d.Dates[0].Exact != "5\u00A0March" || len(d.Quotations) != 1 || d.Quotations[0].Exact != "It is 5\u00A0March" {
		t.Errorf("%+v", d)
	}
}

// A text that nobody meant to be one is read as well.
func TestReadOfOddTexts(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"control characters": "On 5 March\x00\x07 2025\x1b[1m they met.\u0085",
		"invisible":          "\u200B\u200F\uFEFF\u2060",
		"blank":              " \u00A0\n\t\u3000",
		"replacements":       "\uFFFD on 5 March 2025 \uFFFD\uFFFD",
		"directions":         "\u202Eon 5 March 2025\u202C \u2066\u2067\u2068",
		"marks alone":        "\u0301\u0302 \u0301",
		"one long word":      strings.Repeat("a", 100_000),
		"many marks":         "5 March 2025" + strings.Repeat("\u0301", 100_000),
		"many invisible":     "5" + strings.Repeat("\u200B", 100_000) + " March 2025.",
		"many spaces":        "5 March" + strings.Repeat("\u00A0", 100_000) + "2025.",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkDraft(t, text, draft.Read(text, draft.Options{Published: "2025-03-12", Language: "en"}))
		})
	}
}
