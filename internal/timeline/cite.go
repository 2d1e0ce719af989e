package timeline

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Cite finds words in a source's text and returns a citation of every place at
// which they stand: as they are or, where they stand nowhere so, without
// regard to case, the width of white space, line breaks and the shape of
// quotes, dashes and ellipses. A place inside a longer word counts only where
// no other is found.
//
// Section is the heading above the words, empty where there is none. The
// error has the code NotFound and shows the passage that comes closest, or
// InvalidRecord where the text cannot be counted in; see Verify.
func Cite(sourceID, text, words string) ([]Citation, error) {
	if problem := uncountable(text); problem != "" {
		return nil, &Error{Code: InvalidRecord, Message: problem}
	}
	words = strings.TrimSpace(words)
	if words == "" {
		return nil, &Error{Code: InvalidRecord, Message: "no words to look for"}
	}
	places := wholeWords(text, find(text, words))
	if len(places) == 0 {
		places = wholeWords(text, findLoosely(text, words))
	}
	if len(places) == 0 {
		return nil, &Error{Code: NotFound, Message: notFound(text, words)}
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
	var whole []byteRange
	for _, p := range places {
		before, _ := utf8.DecodeLastRuneInString(text[:p.start])
		first, _ := utf8.DecodeRuneInString(text[p.start:])
		last, _ := utf8.DecodeLastRuneInString(text[:p.end])
		after, _ := utf8.DecodeRuneInString(text[p.end:])
		if !isInsideWord(before, first) && !isInsideWord(last, after) {
			whole = append(whole, p)
		}
	}
	if len(whole) == 0 {
		return places
	}
	return whole
}

func isInsideWord(left, right rune) bool {
	joins := func(r rune) bool { return (isWordRune(r) || unicode.IsMark(r)) && !isUnspaced(r) }
	return joins(left) && joins(right)
}

// citationsAt turns places, which come in order, into citations.
func citationsAt(sourceID, text string, places []byteRange) []Citation {
	headings := headingsOf(text)
	list := make([]Citation, len(places))
	section, counted, runes := "", 0, 0
	for i, p := range places {
		runes += utf8.RuneCountInString(text[counted:p.start])
		counted = p.start
		for len(headings) > 0 && headings[0].end < p.start {
			section, headings = text[headings[0].start:headings[0].end], headings[1:]
		}
		words := text[p.start:p.end]
		list[i] = Citation{Source: sourceID, Start: runes, End: runes + utf8.RuneCountInString(words), SHA256: Digest(words), Section: section}
	}
	return list
}

// maxHeading is the longest line taken for a heading, in characters.
const maxHeading = 100

// headingsOf lists the lines that look like headings. The first line of a text
// is its title, and no section of it; a line that the next one goes on with in
// lower case is part of a paragraph.
func headingsOf(text string) []byteRange {
	var list []byteRange
	titled, candidate := false, false
	at := 0
	for line := range strings.Lines(text) {
		body := strings.TrimSpace(line)
		start := at + strings.Index(line, body)
		at += len(line)
		if first, _ := utf8.DecodeRuneInString(body); candidate && unicode.IsLower(first) {
			list = list[:len(list)-1]
		}
		candidate = titled && isHeading(body)
		if candidate {
			list = append(list, byteRange{start, start + len(body)})
		}
		titled = titled || body != ""
	}
	return list
}

// isHeading reports whether a line is short and no sentence: it ends without a
// stop or, for a question, has capitals throughout.
func isHeading(line string) bool {
	runes := []rune(line)
	if len(runes) > maxHeading || skipBullet(runes, 0) > 0 || !strings.ContainsFunc(line, unicode.IsLetter) {
		return false
	}
	last := len(runes) - 1
	for last > 0 && isCloser(runes[last]) {
		last--
	}
	switch {
	case strings.ContainsRune("?!", runes[last]):
		return isTitleCase(line)
	case isStop(runes[last]), strings.ContainsRune(":;,：；，、", runes[last]):
		return false
	}
	return true
}

// isTitleCase reports whether every word of four letters and more begins with
// a capital, and there is one.
func isTitleCase(line string) bool {
	capitals := 0
	for _, word := range Words(line) {
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case unicode.IsUpper(first):
			capitals++
		case unicode.IsLower(first) && utf8.RuneCountInString(word) >= 4:
			return false
		}
	}
	return capitals > 0
}

// notFound says which sentence of the text shares most words with those sought.
func notFound(text, words string) string {
	sought := map[string]bool{}
	for _, w := range Words(strings.ToLower(words)) {
		sought[w] = true
	}
	var closest Sentence
	most := 0
	for _, s := range Sentences(text) {
		shared := map[string]bool{}
		for _, w := range Words(strings.ToLower(s.Text)) {
			if sought[w] {
				shared[w] = true
			}
		}
		if len(shared) > most {
			closest, most = s, len(shared)
		}
	}
	if 2*most < len(sought) || most == 0 {
		return fmt.Sprintf("%q is not found, and no passage comes close", clip(words, 80))
	}
	return fmt.Sprintf("%q is not found; the closest passage is %d–%d: %q", clip(words, 80), closest.Start, closest.End, clip(closest.Text, 200))
}
