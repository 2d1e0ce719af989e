package evidence

import (
	"cmp"
	"slices"
)

// sentences counts those that are covered and lists the others. Sentences and
// spans are walked together, both from the left.
func (v *verification) sentences(t *sourceText) {
	spans := merged(slices.Concat(t.cited, t.denied))
	next := 0
	for _, s := range Sentences(t.text) {
		v.report.Sentences++
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
		if 2*covered >= wordRunes(s.Text) {
			v.report.Covered++
		} else {
			v.report.Uncovered = append(v.report.Uncovered, Uncovered{t.id, s})
		}
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
