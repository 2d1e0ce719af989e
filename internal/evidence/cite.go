package evidence

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// Cite finds words in a source's text and returns a citation of every place at
// which they stand: as they are or, where they stand nowhere so, without
// regard to case, the width of white space, line breaks and the shape of
// quotes, dashes and ellipses. A place inside a longer word counts only where
// no other is found.
//
// The citations come in the order of the text. Start and End count its Unicode
// code points, End exclusive, SHA256 is of the words as they stand there, and
// Section is the heading above them, empty where there is none.
//
// The error is a *timeline.Error. Its code is NotFound where the words stand
// nowhere, and the message shows the passage that comes closest; it is
// InvalidRecord where there are no words, or where code points of the text
// cannot be counted: it is not UTF-8, begins with a byte order mark, or has
// carriage returns.
func Cite(sourceID, text, words string) ([]timeline.Citation, error) {
	if problem := uncountable(text); problem != "" {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: problem}
	}
	words = strings.TrimSpace(words)
	if words == "" {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: "no words to look for"}
	}
	places := wholeWords(text, find(text, words))
	if len(places) == 0 {
		places = wholeWords(text, findLoosely(text, words))
	}
	if len(places) == 0 {
		return nil, &timeline.Error{Code: timeline.NotFound, Message: notFound(text, words)}
	}
	return citationsAt(sourceID, text, places), nil
}

func find(text, words string) []byteRange {
	var places []byteRange
	for at := 0; words != ""; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		places = append(places, byteRange{at + i, at + i + len(words)})
		at += i + len(words)
	}
	return places
}

// findLoosely looks for the folded words in the folded text.
func findLoosely(text, words string) []byteRange {
	needle, _ := foldLoosely(words)
	hay, origins := foldLoosely(text)
	var places []byteRange
	for _, p := range find(hay, needle) {
		// A match inside the three dots of one ellipsis is none.
		whole := p.start == 0 || origins[p.start] != origins[p.start-1]
		if whole && (p.end == len(hay) || origins[p.end] != origins[p.end-1]) {
			start, last := origins[p.start], origins[p.end-1]
			_, size := utf8.DecodeRuneInString(text[last:])
			places = append(places, byteRange{start, last + size})
		}
	}
	return places
}

// foldLoosely spells a text without what typesetting adds, and tells for each
// byte of the result at which byte of the text its character begins.
func foldLoosely(text string) (folded string, origins []int) {
	var b strings.Builder
	spaced := true
	for at, r := range text {
		s := foldRune(r)
		if s == "" || (s == " " && spaced) {
			continue
		}
		spaced = s == " "
		b.WriteString(s)
		for range len(s) {
			origins = append(origins, at)
		}
	}
	return strings.TrimRight(b.String(), " "), origins
}

func foldRune(r rune) string {
	switch {
	case r == '…':
		return "..."
	case r == '\u00AD' || r == '\u200B' || r == '\uFEFF': // invisible
		return ""
	case unicode.IsSpace(r):
		return " "
	case strings.ContainsRune("‘’‚‛′ʼ`´", r):
		return "'"
	case strings.ContainsRune("“”„‟″«»", r):
		return `"`
	case unicode.Is(unicode.Pd, r) || r == '−':
		return "-"
	}
	return string(unicode.ToLower(r))
}

// wholeWords leaves out the places inside longer words, where there are others.
func wholeWords(text string, places []byteRange) []byteRange {
	whole := slices.DeleteFunc(slices.Clone(places), func(p byteRange) bool { return insideWord(text, p) })
	if len(whole) == 0 {
		return places
	}
	return whole
}

// insideWord tells whether a place begins or ends inside a word.
func insideWord(text string, p byteRange) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:p.start])
	first, _ := utf8.DecodeRuneInString(text[p.start:])
	last, _ := utf8.DecodeLastRuneInString(text[:p.end])
	after, _ := utf8.DecodeRuneInString(text[p.end:])
	return isInsideWord(before, first) || isInsideWord(last, after)
}

func isInsideWord(left, right rune) bool {
	joins := func(r rune) bool { return (isWordRune(r) || unicode.IsMark(r)) && !timeline.Unspaced(r) }
	return joins(left) && joins(right)
}

// citationsAt turns places, which come in order, into citations.
func citationsAt(sourceID, text string, places []byteRange) []timeline.Citation {
	headings := headingsOf(text)
	list := make([]timeline.Citation, len(places))
	section, counted, runes := "", 0, 0
	for i, p := range places {
		runes += utf8.RuneCountInString(text[counted:p.start])
		counted = p.start
		for len(headings) > 0 && headings[0].end < p.start {
			section, headings = text[headings[0].start:headings[0].end], headings[1:]
		}
		words := text[p.start:p.end]
		list[i] = timeline.Citation{Source: sourceID, Start: runes, End: runes + utf8.RuneCountInString(words), SHA256: Digest(words), Section: section}
	}
	return list
}

// notFound says which sentence of the text shares most words with those sought.
func notFound(text, words string) string {
	sought := map[string]bool{}
	for _, w := range timeline.Words(strings.ToLower(words)) {
		sought[w] = true
	}
	var closest Sentence
	most := 0
	for _, s := range Sentences(text) {
		shared := map[string]bool{}
		for _, w := range timeline.Words(strings.ToLower(s.Text)) {
			if sought[w] {
				shared[w] = true
			}
		}
		if len(shared) > most {
			closest, most = s, len(shared)
		}
	}
	if 2*most < len(sought) || most == 0 {
		return fmt.Sprintf("%q is not found, and no passage comes close", timeline.Clip(words, 80))
	}
	return fmt.Sprintf("%q is not found; the closest passage is %d–%d: %q", timeline.Clip(words, 80), closest.Start, closest.End, timeline.Clip(closest.Text, 200))
}
