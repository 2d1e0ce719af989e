package draft

import (
	"strings"
	"unicode"
)

// How many words, and of scripts without spaces how many signs, a likely name has.
const (
	maxNameWords = 4
	maxNameSigns = 6
)

// Likely are the words of a text that may name somebody or somewhere, each once and in
// the order of the text: words that stand together, of which the first begins with a
// capital or is of a script that has none, and signs of scripts without spaces. It
// returns at most so many, and finds far more than names: look them up.
func Likely(words string, most int) []string {
	var list []string
	seen := map[string]bool{}
	add := func(name string) bool {
		if !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
		return len(list) < most
	}
	for _, run := range strings.FieldsFunc(words, func(r rune) bool {
		return strings.ContainsRune(",;:!?()[]\"“”„«»‘\n\t，。、；：！？（）《》「」،؛؟", r)
	}) {
		if !likelyIn(run, add) {
			break
		}
	}
	return list[:min(len(list), most)]
}

// likelyIn adds those of a run of words between two marks; false where there is to be
// no more.
func likelyIn(run string, add func(name string) bool) bool {
	parts := strings.Fields(run)
	for i, first := range parts {
		signs := []rune(first)
		switch {
		case unicode.Is(unicode.Han, signs[0]):
			if !likelySigns(signs, add) {
				return false
			}
			continue
		case !unicode.IsLetter(signs[0]) || unicode.IsLower(signs[0]):
			continue
		}
		for n := 1; n <= maxNameWords && i+n <= len(parts); n++ {
			if !add(strings.TrimRight(withoutGenitive(strings.Join(parts[i:i+n], " ")), ".-–—")) {
				return false
			}
		}
	}
	return true
}

func likelySigns(signs []rune, add func(name string) bool) bool {
	for i := range signs {
		for n := 2; n <= maxNameSigns && i+n <= len(signs); n++ {
			if !add(string(signs[i : i+n])) {
				return false
			}
		}
	}
	return true
}
