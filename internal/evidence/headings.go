package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

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
	for _, word := range timeline.Words(line) {
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
