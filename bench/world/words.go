package world

import (
	"math/rand/v2"
	"strings"
)

// common are the words used most; the rest of the vocabulary is made up.
var common = strings.Fields(`talks aid peace ceasefire border grain energy trade law election statement minister government army
	report support agreement meeting country leader president security council region official plan attack call summit deal
	sanction export port power gas water court vote party budget tax strike road bridge market price bank loan treaty delegation
	troops defence weapons mission visit press source week claim reply offer limit`)

var syllables = strings.Fields(`ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bran cler drin folt grun hask jelm kort`)

// vocabulary is n different words, most used first.
func vocabulary(random *rand.Rand, n int) []string {
	words := append(make([]string, 0, n), common...)
	seen := make(map[string]bool, n)
	for _, w := range words {
		seen[w] = true
	}
	for len(words) < n {
		var b strings.Builder
		for range 2 + random.IntN(3) {
			b.WriteString(syllables[random.IntN(len(syllables))])
		}
		if w := b.String(); !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words
}

// text is a sentence of some words.
func (w *writer) text(least, most int) string {
	var b strings.Builder
	for i := range least + w.random.IntN(most-least+1) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.words[w.word.draw(w.random)])
	}
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}
