package stem_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/stem"
)

func TestStem(t *testing.T) {
	t.Parallel()
	for language, forms := range map[stem.Language][]string{
		"en": {"delegation delegations delegation's", "negotiate negotiated negotiating", "zelensky zelensky's", "party parties"},
		"ru": {"переговоры переговоров переговорами", "санкция санкции санкций", "украинский украинского украинском", "самолёт самолета самолеты"},
		"de": {"verhandlung verhandlungen", "gespräch gespräche gesprächen", "land landes"},
		"fr": {"négociation négociations", "accord accords", "européen européens européennes"},
		"es": {"negociación negociaciones negociacion", "acuerdo acuerdos", "extensión extension extensiones"}, //nolint:misspell // Spanish
		"ar": {"دولة الدولة", "رئيس الرئيس"},
		"uk": {"переговори переговорів переговорами", "кам'янець кам'янця камянець"},
	} {
		for _, list := range forms {
			words := strings.Fields(list)
			for _, w := range words[1:] {
				if got, want := stem.Stem(language, w), stem.Stem(language, words[0]); got != want {
					t.Errorf("%s: %s is %s, but %s is %s", language, w, got, words[0], want)
				}
			}
		}
	}
	for _, same := range []struct {
		language stem.Language
		word     string
	}{
		{"en", "переговорами"}, {"uk", "delegations"}, {"ar", "delegations"}, {"en", "f16s"}, {"", "delegations"}, {"ja", "delegations"}, {"en", ""},
		{"en", strings.Repeat("delegations", 10)}, {"de", "переговоров"},
	} {
		if got := stem.Stem(same.language, same.word); got != same.word {
			t.Errorf("%s: %s is %s", same.language, same.word, got)
		}
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]stem.Language{"en": "en", "EN-gb": "en", "uk": "uk", "es-419": "es", "ar-Latn": "ar", "": "", "x": "", "eng": "", "ja": "", "en-": "en"} {
		if got := stem.Of(tag); got != want {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
	for _, l := range stem.Languages {
		if len(l) != 2 || stem.Of(string(l)) != l {
			t.Errorf("%q is no language of two letters", l)
		}
	}
}

// A stem is found whatever the word, and is one for each word.
func FuzzStem(f *testing.F) {
	for _, w := range []string{"delegation's", "переговорами", "المفاوضات", "кам'янець", "négociations", "''", "ь", "ії", "ся", "ться"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, l := range stem.Languages {
			s := stem.Stem(l, word)
			if (s == "") != (word == "") || s != stem.Stem(l, word) || len(s) > len(word)+8 {
				t.Errorf("%s: %q is %q", l, word, s)
			}
		}
	})
}
