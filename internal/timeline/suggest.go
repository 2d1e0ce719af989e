package timeline

import (
	"fmt"
	"slices"
	"strings"
)

// suggest returns the candidates that word was perhaps meant to be, best
// first: those within a third of its length in edits, or that it begins.
func suggest(word string, candidates []string) []string {
	type scored struct {
		name string
		cost int
	}
	word = strings.ToLower(Clip(word, 64))
	most := max(1, len(word)/3)
	var near []scored
	for _, c := range candidates {
		cost := len(word) + len(c)
		if apart := len(word) - len(c); max(apart, -apart) <= most {
			cost = editDistance(word, strings.ToLower(c))
		}
		if len(word) >= 3 && (strings.HasPrefix(c, word) || strings.HasPrefix(word, c)) {
			cost = min(cost, 1)
		}
		if cost <= most {
			near = append(near, scored{c, cost})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int { return a.cost - b.cost })
	var names []string
	for _, s := range near[:min(3, len(near))] {
		names = append(names, s.name)
	}
	return names
}

// Suggest is suggest for other packages' vocabularies: commands, formats.
func Suggest(word string, candidates []string) []string { return suggest(word, candidates) }

// DidYouMean is the end of a sentence that offers those of the candidates that
// word was perhaps meant to be, such as `; did you mean "actor"?`, or nothing.
func DidYouMean(word string, candidates []string) string {
	return didYouMean(suggest(word, candidates))
}

// didYouMean is the end of a sentence that offers suggestions, or nothing.
func didYouMean(names []string) string {
	if len(names) == 0 {
		return ""
	}
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	return "; did you mean " + strings.Join(quoted, " or ") + "?"
}

// editDistance counts insertions, deletions, substitutions and exchanges of
// neighbours (optimal string alignment) between a and b, in bytes. What is
// longer than any id is as far as can be.
func editDistance(a, b string) int {
	var rows [3][MaxID + 1]int
	if len(a) > MaxID || len(b) > MaxID {
		return len(a) + len(b)
	}
	prev2, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
