package store

import (
	"slices"
	"strings"
)

// Two names are alike where each word of the one has a like word in the other, in
// whatever order, once both are written in Latin letters. Words are compared by the
// measure of Jaro and Winkler, which counts signs that stand at about the same place
// and thinks more of how words begin than of how they end, as those do who spell names.

// alikeWords is how alike two words are that may be one, from 0 to 1; alikeNames the
// same of names.
const (
	alikeWords = 0.86
	alikeNames = 0.93
)

// nameLikeness is how alike two names are, as the words of each in Latin letters: from
// 0 to 1, and 0 where they have a word each that the other has not.
func nameLikeness(a, b []string) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	// A word more is perhaps a second given name; two are somebody else, and so is
	// whoever shares a single word.
	if len(a) == 0 || len(b)-len(a) > 1 || len(a) < len(b) && len(a) < 2 {
		return 0
	}
	taken := make([]bool, len(b))
	sum, size := 0.0, 0
	for _, word := range a {
		best, at := 0.0, -1
		for i, other := range b {
			if like := wordLikeness(word, other); !taken[i] && like > best {
				best, at = like, i
			}
		}
		if best < alikeWords {
			return 0
		}
		taken[at] = true
		both := len(word) + len(b[at])
		sum += best * float64(both)
		size += both
	}
	like := sum / float64(size)
	if len(a) < len(b) {
		like *= 0.96
	}
	return like
}

// wordLikeness is the measure of Jaro and Winkler for two words in Latin letters.
func wordLikeness(a, b string) float64 {
	if a == b {
		return 1
	}
	reach := max(0, max(len(a), len(b))/2-1)
	used := make([]bool, len(b))
	var met []byte
	for i := range len(a) {
		for j := max(0, i-reach); j < min(len(b), i+reach+1); j++ {
			if !used[j] && a[i] == b[j] {
				used[j], met = true, append(met, a[i])
				break
			}
		}
	}
	if len(met) == 0 {
		return 0
	}
	turned, at := 0, 0
	for j, is := range used {
		if is {
			if met[at] != b[j] {
				turned++
			}
			at++
		}
	}
	m := float64(len(met))
	jaro := (m/float64(len(a)) + m/float64(len(b)) + (m-float64(turned)/2)/m) / 3
	prefix := 0
	for prefix < min(4, len(a), len(b)) && a[prefix] == b[prefix] {
		prefix++
	}
	return jaro + float64(prefix)*0.1*(1-jaro)
}

// soundless are the letters by which spellings of one name differ most.
var soundless = strings.NewReplacer("y", "", "j", "", "i", "", "a", "", "e", "", "o", "", "u", "", "h", "", "w", "v", "c", "k", "q", "k", "z", "s", "x", "ks")

// skeleton is what stays of a word in most of its spellings: slnsk of Zelensky,
// Zelenskyy and Zelenskiy alike.
func skeleton(word string) string {
	bones := []byte(soundless.Replace(word))
	if bones = slices.Compact(bones); len(bones) == 0 {
		return word
	}
	return string(bones)
}
