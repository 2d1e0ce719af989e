package evidence

import (
	"cmp"
	"slices"
)

// sentences counts those that are covered and lists the others.
func (v *verification) sentences(t *sourceText) {
	t.eachSentence(slices.Concat(t.cited, t.denied), func(s Sentence, covered bool) {
		v.report.Sentences++
		if covered {
			v.report.Covered++
		} else {
			v.report.Uncovered = append(v.report.Uncovered, Uncovered{t.id, s})
		}
	})
}

// eachSentence visits the sentences of a text and tells whether spans cover at least
// half the letters of each. Both are walked together, from the left.
func (t *Text) eachSentence(spans []cited, visit func(s Sentence, covered bool)) {
	spans = merged(spans)
	next := 0
	for _, s := range Sentences(t.text) {
		for next < len(spans) && spans[next].end <= s.Start {
			next++
		}
		covered := 0
		for _, span := range spans[next:] {
			if span.start >= s.End {
				break
			}
			covered += wordRunes(t.span(max(span.start, s.Start), min(span.end, s.End)))
		}
		visit(s, 2*covered >= wordRunes(s.Text))
	}
}

// merged sorts spans and joins those that touch.
func merged(spans []cited) []cited {
	slices.SortFunc(spans, func(a, b cited) int { return cmp.Compare(a.start, b.start) })
	var joined []cited
	for _, s := range spans {
		if last := len(joined) - 1; last >= 0 && s.start <= joined[last].end {
			joined[last].end = max(joined[last].end, s.end)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

func wordRunes(s string) int {
	n := 0
	for _, r := range s {
		if isWordRune(r) {
			n++
		}
	}
	return n
}
