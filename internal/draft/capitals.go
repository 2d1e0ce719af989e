package draft

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// capitalised are runs of words that begin with capitals, with the little words
// that stand within names.
var capitalised = regexp.MustCompile(`(?:\p{Lu}\.)*(?:\p{Lu}[\p{L}\p{M}-]+|\p{Lu}[’']\p{Lu}[\p{L}\p{M}-]+)(?: (?:(?:of the|of|de la|de|del|da|van der|van|von|bin|ibn|al) )?(?:(?:\p{Lu}\.)+|\p{Lu}[’']\p{Lu}[\p{L}\p{M}-]+|\p{Lu}[\p{L}\p{M}-]+))+`)

// notNames are words that begin with capitals and are no part of a name.
var notNames = wordSet(`the a an this that these those it its he she we they i you his her their our my but and or so yet in on at as after before when while if
	since for from with by to there here then now what who why how both each all some many no not one two monday tuesday wednesday thursday friday saturday sunday
	january february march april may june july august september october november december another only even under over during between until
	el la los las un una en de del lunes martes miércoles jueves viernes sábado domingo у в на за до по з після`)

// unnamed adds the names that no list knows: runs of several capitalised words,
// and the last words of these wherever they stand alone.
func unnamed(t *text, known []Name) []Name {
	taken := func(start, end int) bool {
		i, _ := slices.BinarySearchFunc(known, start, func(n Name, at int) int { return cmp.Compare(n.End, at+1) })
		return i < len(known) && known[i].Start < end
	}
	var runs []Name
	surnames := map[string]bool{}
	for _, m := range capitalised.FindAllStringIndex(t.words, -1) {
		from, to := withoutStarters(t.words, m[0], m[1])
		words := t.words[from:to]
		if !strings.Contains(words, " ") || inHeading(t.words, from, to) {
			continue
		}
		span := t.span(from, to)
		if taken(span.Start, span.End) {
			continue
		}
		runs = append(runs, Name{Span: span})
		list := strings.Fields(words)
		if last := list[len(list)-1]; utf8.RuneCountInString(last) > 3 {
			surnames[last] = true
		}
	}
	all := slices.Concat(known, runs)
	slices.SortFunc(all, func(a, b Name) int { return cmp.Compare(a.Start, b.Start) })
	known = all
	var single []Name
	for _, m := range oneCapital.FindAllStringIndex(t.words, -1) {
		from, to := m[0], m[0]+len(withoutGenitive(t.words[m[0]:m[1]]))
		if !surnames[t.words[from:to]] || !apart(t.words, from, to) {
			continue
		}
		if span := t.span(from, to); !taken(span.Start, span.End) {
			single = append(single, Name{Span: span})
		}
	}
	all = append(all, single...)
	slices.SortFunc(all, func(a, b Name) int { return cmp.Compare(a.Start, b.Start) })
	return all
}

// maxHeading is the longest line taken for a heading, in bytes.
const maxHeading = 200

// inHeading tells whether a place is in a line that begins most of its words with
// capitals: they say nothing of names.
func inHeading(words string, from, to int) bool {
	before, behind := lastOf(words[:from], maxHeading), firstOf(words[to:], maxHeading)
	begin := from - len(before) + strings.LastIndexByte(before, '\n') + 1
	end := to + len(behind)
	if i := strings.IndexByte(behind, '\n'); i >= 0 {
		end = to + i
	}
	if end-begin > maxHeading {
		return false
	}
	list := strings.Fields(words[begin:end])
	upper := 0
	for _, w := range list {
		if startsUpper(w) || utf8.RuneCountInString(w) < 4 {
			upper++
		}
	}
	last, _ := utf8.DecodeLastRuneInString(list[len(list)-1])
	return 5*upper > 4*len(list) && !strings.ContainsRune(".!:”\"", last)
}

var oneCapital = regexp.MustCompile(`\p{Lu}[\p{L}\p{M}’'-]+`)

// withoutStarters leaves out words at the ends of a run that are no part of a name.
func withoutStarters(words string, from, to int) (int, int) {
	for {
		first, rest, found := strings.Cut(words[from:to], " ")
		if !notNames[strings.ToLower(strings.Trim(first, ".,’'"))] {
			break
		}
		if !found {
			return to, to
		}
		from += len(first) + 1 + len(rest) - len(strings.TrimLeft(rest, " "))
	}
	for {
		i := strings.LastIndexByte(words[from:to], ' ')
		last := words[from+i+1 : to]
		if i < 0 || !notNames[strings.ToLower(strings.Trim(last, ".,’'"))] {
			break
		}
		to = from + i
	}
	words = strings.TrimRight(words[from:to], ". ")
	return from, from + len(withoutGenitive(words))
}

func withoutGenitive(words string) string {
	for _, end := range []string{"’s", "'s", "’", "'"} {
		if rest, found := strings.CutSuffix(words, end); found {
			return rest
		}
	}
	return words
}
