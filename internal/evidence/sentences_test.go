package evidence_test

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"example.org/dateline/internal/evidence"
)

func TestSentences(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"two", "One is here. Two is there.", []string{"One is here.", "Two is there."}},
		{"without an end", "A heading\nAnd a line", []string{"A heading", "And a line"}},
		{"marks", "Really?! Yes! No… Well. ", []string{"Really?!", "Yes!", "No…", "Well."}},
		{"three dots", "He waited... and left. They waited... Then left.", []string{"He waited... and left.", "They waited...", "Then left."}},
		{"closing quotes", "He said, “We go.” Then he went. (It rained.) The end.", []string{"He said, “We go.”", "Then he went.", "(It rained.)", "The end."}},
		{"straight quotes", `"Stop!" She ran. "Go," he said.`, []string{`"Stop!"`, "She ran.", `"Go," he said.`}},
		{"a quote goes on", "“Stop!” he said. “Why?” she asked.", []string{"“Stop!” he said.", "“Why?” she asked."}},
		{"quote opens", "He left. “Come back.” [Sic.] ‘No.’", []string{"He left.", "“Come back.”", "[Sic.]", "‘No.’"}},
		{"guillemets", "Он сказал: «Да.» Потом ушёл.", []string{"Он сказал: «Да.»", "Потом ушёл."}},
		{"German quotes", "Er sagte: „Ja.“ Dann ging er.", []string{"Er sagte: „Ja.“", "Dann ging er."}},
		{"bullets", "- One.\n  * Two is\n• Three. Four.\n– Five", []string{"One.", "Two is", "Three.", "Four.", "Five"}},
		{"no bullet", "-5 degrees.\n--- \n* * *", []string{"-5 degrees."}},
		{"numbered", "1. First item. More.\n2) Second", []string{"1. First item.", "More.", "2) Second"}},
		{"label", "Key Points: Leverage is used. More: later.", []string{"Key Points: Leverage is used.", "More: later."}},
		{"numbers", "It grew by 3.5 percent to 1.250.000. Then 2 more.", []string{"It grew by 3.5 percent to 1.250.000.", "Then 2 more."}},
		{"addresses", "See example.org. Or e.g. a.b.c, i.e. Mail. Ok.", []string{"See example.org.", "Or e.g. a.b.c, i.e. Mail.", "Ok."}},
		{"titles", "Mr. Smith met Dr. Jones and Gen. Lee. Prof. X came.", []string{"Mr. Smith met Dr. Jones and Gen. Lee.", "Prof. X came."}},
		{"initials", "Donald J. Trump met J. D. Vance. George W. Bush did not.", []string{"Donald J. Trump met J. D. Vance.", "George W. Bush did not."}},
		{"U.S. goes on", "The U.S. President and U.S. aid.", []string{"The U.S. President and U.S. aid."}},
		{"U.S. at the end", "He came to the U.S. The visit was short. It was in the U.S.", []string{"He came to the U.S.", "The visit was short.", "It was in the U.S."}},
		{"companies", "Acme Inc. Chairman Bob left Acme Inc. He was tired.", []string{"Acme Inc. Chairman Bob left Acme Inc.", "He was tired."}},
		{"months and numbers", "On Jan. 5 he met No. 10. He said no. Then he left.", []string{"On Jan. 5 he met No. 10.", "He said no.", "Then he left."}},
		{"art", "He loves art. She does not (fig. 3).", []string{"He loves art.", "She does not (fig. 3)."}},
		{"time of day", "At 3 p.m. Kyiv time they met. It was 3 p.m. They left.", []string{"At 3 p.m. Kyiv time they met.", "It was 3 p.m.", "They left."}},
		{"Ukrainian", "Президент В. Зеленський прибув. У 2025 р. Україна і ЄС домовились. Ціна — 5 млн. грн. Це багато!", []string{"Президент В. Зеленський прибув.", "У 2025 р. Україна і ЄС домовились.", "Ціна — 5 млн. грн.", "Це багато!"}},
		{"Russian", "Он ушёл в 5 ч. вечера. Что дальше? Неизвестно…", []string{"Он ушёл в 5 ч. вечера.", "Что дальше?", "Неизвестно…"}},
		{"Russian dialogue", "— Да, — сказал он. — Иду.", []string{"Да, — сказал он.", "— Иду."}},
		{"Arabic", "هل جاء؟ نعم جاء. ثم ذهب!", []string{"هل جاء؟", "نعم جاء.", "ثم ذهب!"}},
		{"Urdu", "وہ آیا۔ وہ گیا۔", []string{"وہ آیا۔", "وہ گیا۔"}},
		{"Hebrew", "הוא בא. היא הלכה.", []string{"הוא בא.", "היא הלכה."}},
		{"Hindi", "वह आया। वह गया।", []string{"वह आया।", "वह गया।"}},
		{"Chinese", "他来了。她走了！“真的吗？”是的。", []string{"他来了。", "她走了！", "“真的吗？”", "是的。"}},
		{"Japanese", "「行こう。」彼は言った。雨が降った。", []string{"「行こう。」", "彼は言った。", "雨が降った。"}},
		{"Spanish", "Vino ayer. ¿Por qué? ¡No sé!", []string{"Vino ayer.", "¿Por qué?", "¡No sé!"}},
		{"no-break space", "One.\u00A0Two.", []string{"One.", "Two."}},
		{"carriage returns", "One.\r\nTwo.\r\n", []string{"One.", "Two."}},
		{"line separators", "One\u2028Two\u2029Three", []string{"One", "Two", "Three"}},
		{"marks of direction", "وصل.\u200F ثم ذهب. He left.\u200E\u2069 \u2067Then.” Mr.\u200E Smith came.", []string{"وصل.\u200F", "ثم ذهب.", "He left.\u200E\u2069", "\u2067Then.”", "Mr.\u200E Smith came."}},
		{"goes on behind a mark", "He waited... \u200Eand left.", []string{"He waited... \u200Eand left."}},
		{"signs in colour", "What⁉\uFE0F Next‼\uFE0F Then!", []string{"What⁉\uFE0F", "Next‼\uFE0F", "Then!"}},
		{"accents on stops and spaces", "他来了。\u0301次の。One. \u0301Two.\n- \u0308a. B", []string{"他来了。\u0301", "次の。", "One. \u0301Two.", "- \u0308a.", "B"}},
		{"nothing", " \n\n . \n", nil},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range evidence.Sentences(tt.text) {
				got = append(got, s.Text)
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%q\nwant %q", got, tt.want)
			}
			checkSentences(t, tt.text)
		})
	}
}

// checkSentences holds the list to what any list must be: spans of the text,
// in order, apart, trimmed, with every letter and digit in one of them, and between
// characters as readers see them.
func checkSentences(t *testing.T, text string) {
	t.Helper()
	runes := []rune(text)
	between := map[int]bool{0: true}
	for graphemes, at := uniseg.NewGraphemes(text), 0; graphemes.Next(); {
		at += len(graphemes.Runes())
		between[at] = true
	}
	leaves := func(from, to int) {
		if left := string(runes[from:to]); strings.ContainsFunc(left, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			t.Fatalf("%q: %q is in no sentence", text, left)
		}
	}
	at := 0
	for _, s := range evidence.Sentences(text) {
		if s.Start < at || s.End <= s.Start || s.End > len(runes) || string(runes[s.Start:s.End]) != s.Text {
			t.Fatalf("%q: %+v", text, s)
		}
		if carries := !between[s.Start+1]; s.Text != strings.TrimSpace(s.Text) && !carries { // an accent on a space is no space
			t.Fatalf("%q: %+v has space around it", text, s)
		}
		if !between[s.Start] || !between[s.End] && !trimmedBehindSign(runes, s.End) {
			t.Fatalf("%q: %+v begins or ends within a character", text, s)
		}
		leaves(at, s.Start)
		at = s.End
	}
	leaves(at, len(runes))
}

// trimmedBehindSign is true of an end before a space that Unicode counts to the sign
// before it, such as that of Arabic numbers without its number: nobody sees it.
func trimmedBehindSign(runes []rune, end int) bool {
	return end < len(runes) && unicode.IsSpace(runes[end])
}

func FuzzSentences(f *testing.F) {
	for _, seed := range []string{"One. Two (U.S. The end.)\n- x: 1. A", "他来了。\u2028«Да.» т. д. 3.5 ...", ". . .\" A", "- -. a", "a.\u200F B⁉\uFE0F \u0301c.\u0600 D。\U0001F3FBe\r\n- \u200Df"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) {
			checkSentences(t, text)
		}
	})
}

// TestSentencesAreLinear: a text made to be slow is not.
func TestSentencesAreLinear(t *testing.T) {
	t.Parallel()
	for name, part := range map[string]string{"stops": ".", "spaced stops": ". ", "brackets": ". (", "openers": "((", "spaces": "  ", "initials": "A.", "words": "word", "quotes": `."`, "lines": "\n", "bullets": "- "} {
		start := time.Now()
		evidence.Sentences(strings.Repeat(part, 200_000))
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}
