package stem

import (
	"strings"
	"unicode/utf8"
)

// ukrainian is a light stemmer: Snowball has none for Ukrainian, and a dictionary
// would be many times the size of this program. It takes off the endings of
// nouns and adjectives and the commonest ones of verbs, and then makes alike
// what declension alternates. Where a rule could part the forms of one word, it
// is applied to all of them: stems are compared, and need not be words.
func ukrainian(word string) string {
	w := strings.NewReplacer("ґ", "г", "'", "").Replace(word)
	if _, known := short[w]; known || utf8.RuneCountInString(w) < 4 {
		return shortened(w)
	}
	w, reflexive := withoutReflexive(w)
	base, ending := withoutEnding(w, reflexive)
	base = withoutSuffix(single(hardened(base, ending)))
	return shortened(alternated(base))
}

const ukrainianVowels = "аеєиіїоуюя"

// keeps reports whether what is left of a word can be a stem: at least n letters,
// and a vowel among them.
func keeps(base string, n int) bool {
	return utf8.RuneCountInString(base) >= n && strings.ContainsAny(base, ukrainianVowels)
}

// withoutReflexive takes -ся and -сь off what looks like a verb.
func withoutReflexive(w string) (string, bool) {
	for _, particle := range []string{"ся", "сь"} {
		base, cut := strings.CutSuffix(w, particle)
		if !cut || !keeps(base, 5) {
			continue
		}
		for _, end := range []string{"ти", "в", "ла", "ло", "ли", "ть", "є", "мо", "те", "ш", "чи", "но"} {
			if strings.HasSuffix(base, end) {
				return base, true
			}
		}
	}
	return w, false
}

// verbal are endings of verbs that no noun has as well, the longest first, with
// how many letters they must leave. An infinitive in -ати or -ити is told from the
// plural of a noun (дипломати, кредити) by the consonant before it.
var verbal = []struct {
	letters int
	endings []string
}{
	{3, []string{"уватимуть", "юватимуть", "уватиме", "юватиме", "уваєть", "уваємо", "увають", "увати", "ювати", "уває", "уючи", "юючи", "уєть", "юєть", "уємо", "юємо", "уєте", "юєте", "ують", "юють", "уєш", "юєш", "ує", "ює"}},
	{4, []string{"аєть", "яєть", "ають", "яють", "аємо", "яємо", "аєте", "яєте", "аючи", "яючи", "аєш", "яєш", "ає", "яє", "ано", "ить", "ять", "ать", "уть", "ють"}},
}

// nominal are the endings of nouns and adjectives, the longest first.
var nominal = []string{
	"ього", "ьому", "ьою", "ими", "їми", "іми", "ого", "ому", "ьої", "ами", "ями", "їх", "их", "іх", "им", "їм", "ім", "ий", "ій", "їй", "ої", "ою", "ею", "єю", "ую", "юю",
	"ам", "ям", "ах", "ях", "ом", "ем", "єм", "ей", "а", "я", "о", "е", "є", "и", "і", "ї", "у", "ю", "ь", "й",
}

func withoutEnding(w string, verb bool) (base, ending string) {
	for _, v := range verbal {
		for _, e := range v.endings {
			if base, cut := strings.CutSuffix(w, e); cut && keeps(base, v.letters) {
				return base, e
			}
		}
	}
	for _, infinitive := range []struct{ ending, after string }{{"ати", "сзвжчшщ"}, {"ити", "вбрнлмпчжш"}} {
		base, cut := strings.CutSuffix(w, infinitive.ending)
		if cut && keeps(base, 4) && (verb || endsInOneOf(base, infinitive.after)) {
			return base, infinitive.ending
		}
	}
	for _, e := range nominal {
		if base, cut := strings.CutSuffix(w, e); cut && keeps(base, 3) {
			return base, e
		}
	}
	return w, ""
}

func endsInOneOf(s, letters string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(letters, r)
}

// hardened undoes what a final -і does to г and к, where no other noun ends so:
// безпеці is безпека, but столиці may be столиця.
func hardened(base, ending string) string {
	if ending != "і" {
		return base
	}
	for _, e := range []string{"іц", "тиц", "риц", "зиц", "ец", "уц", "чц", "шц", "жц"} {
		if stem, cut := strings.CutSuffix(base, e); cut && utf8.RuneCountInString(base) > 3 {
			return stem + strings.TrimSuffix(e, "ц") + "к"
		}
	}
	for _, e := range []string{"моз", "ваз"} {
		if stem, cut := strings.CutSuffix(base, e); cut && utf8.RuneCountInString(base) > 3 {
			return stem + strings.TrimSuffix(e, "з") + "г"
		}
	}
	return base
}

// withoutSuffix takes off what forms cases of nouns (-ів, -ові), adjectives of
// nouns (-овий) and the past of verbs (-ав, -ала). It is taken off nouns that
// only look so as well, in all of their cases, and so is -ем of проблема, which
// looks like an ending in проблем.
func withoutSuffix(base string) string {
	base = cutOne(cutOne(base, 3, closing...), 3, "ов", "ев", "єв", "ів", "їв")
	base = cutOne(base, 3, closing...)
	if cut := cutOne(base, 3, "увал", "ювал", "ував", "ював"); cut != base {
		return cut
	}
	return cutOne(cutOne(base, 4, "ал", "ил", "ав", "ив"), 3, "ом", "ем", "єм", "им", "ім", "ам", "ям")
}

// closing are vowels that an ending leaves: those of делегація, музей.
var closing = []string{"і", "и", "е", "о"}

// cutOne takes the first suffix off that leaves so many letters.
func cutOne(base string, letters int, suffixes ...string) string {
	for _, s := range suffixes {
		if stem, cut := strings.CutSuffix(base, s); cut && keeps(stem, letters) {
			return stem
		}
	}
	return base
}

// single makes a double consonant at the end one: питання has it, and питань not.
func single(base string) string {
	last, size := utf8.DecodeLastRuneInString(base)
	rest := base[:len(base)-size]
	if before, _ := utf8.DecodeLastRuneInString(rest); before == last && !isVowel(last) && keeps(rest, 3) {
		return rest
	}
	return base
}

// alternated makes alike what alternates at the end of a stem: vowels that come
// and go (українець, українця; ринок, ринку), and і in closed syllables (вибір,
// вибору; незалежність, незалежності).
func alternated(base string) string {
	runes := []rune(base)
	n := len(runes)
	last := func(i int) rune { return runes[n-i] }
	switch {
	case n >= 5 && !isVowel(last(3)) && fleeting(last(2), last(1)):
		runes[n-2] = last(1)
		runes = runes[:n-1]
	case n >= 5 && isVowel(last(3)) && last(2) == 'є' && last(1) == 'ц':
		runes[n-2] = 'й'
	case n >= 6 && string(runes[n-3:]) == "іст":
		runes[n-3] = 'о'
	case n >= 5 && last(2) == 'і' && !isVowel(last(1)):
		runes[n-2] = 'о'
	case n >= 4 && string(runes[n-2:]) == "їв":
		runes[n-2] = 'є'
	}
	return string(runes)
}

func isVowel(r rune) bool { return strings.ContainsRune(ukrainianVowels, r) }

// fleeting tells whether a vowel before a final consonant may come and go.
func fleeting(vowel, consonant rune) bool {
	return vowel == 'о' && consonant == 'к' || (vowel == 'е' || vowel == 'є') && strings.ContainsRune("цнл", consonant)
}

// short are stems of common short words, which the rules leave apart.
var short = map[string]string{
	"рік": "рок", "роц": "рок", "бік": "бок", "боц": "бок", "хід": "ход", "схід": "сход", "ніч": "ноч", "рід": "род", "ніс": "нос", "кінь": "кон", "кін": "кон",
	"ноз": "ног", "доріз": "дорог", "дороз": "дорог", "праз": "праг", "книз": "книг", "ден": "дн", "день": "дн", "дня": "дн", "дню": "дн", "дні": "дн", "днем": "дн", "днів": "дн",
	"бій": "бо", "боїв": "бо", "бою": "бо", "боєм": "бо", "бої": "бо", "думц": "думк", "радіо": "радіо",
}

func shortened(base string) string {
	if s, known := short[base]; known {
		return s
	}
	return base
}
