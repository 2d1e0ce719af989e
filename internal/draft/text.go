package draft

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/dateline/internal/evidence"
)

// Span is words of the text: from the code point Start to before End, as
// citations count them, with the SHA-256 of exactly these words.
type Span struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	SHA256 string `json:"sha256"`
	Exact  string `json:"exact"`
}

// text is what is read, with where its sentences and code points are. Words are the
// text as one types it; positions are those of the text as it is.
type text struct {
	words     string
	marks     []int // where in code points every step-th byte of words lies
	sentences []evidence.Sentence
	bytes     [][2]int // where in words each sentence begins and ends
	whole     []rune   // the text as it is
	places    []int    // where in it each code point of words stands; nil where words are all of it
}

const step = 64

func newText(words string) *text {
	t := &text{whole: []rune(words)}
	t.words, t.places = typed(words)
	t.sentences = evidence.Sentences(t.words)
	runes := 0
	for at := range t.words {
		for len(t.marks)*step <= at {
			t.marks = append(t.marks, runes)
		}
		runes++
	}
	at, counted := 0, 0
	for _, s := range t.sentences {
		for counted < s.Start {
			_, size := utf8.DecodeRuneInString(t.words[at:])
			at, counted = at+size, counted+1
		}
		t.bytes = append(t.bytes, [2]int{at, at + len(s.Text)})
		at, counted = at+len(s.Text), s.End
	}
	return t
}

// typed is a text as one types it, for patterns to find what is set with more care:
// every space is a plain one, every hyphen too, and signs that say where a word may be
// broken or which way it is written are left out. places tells for each code point
// where in the text it stands; it is nil where nothing differs.
func typed(words string) (plain string, places []int) {
	if !strings.ContainsFunc(words, func(r rune) bool { return typedKey(r) != r }) {
		return words, nil
	}
	var b strings.Builder
	at := 0
	for _, r := range words {
		if key := typedKey(r); key >= 0 {
			b.WriteRune(key)
			places = append(places, at)
		}
		at++
	}
	return b.String(), places
}

// typedKey is what one types for a character, -1 for nothing.
func typedKey(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return r
	case r == '\u2010' || r == '\u2011':
		return '-'
	case r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF' || unicode.Is(unicode.Bidi_Control, r):
		return -1
	case unicode.Is(unicode.Zs, r):
		return ' '
	}
	return r
}

// runes is how many code points stand before a byte at which one begins.
func (t *text) runes(at int) int {
	mark := min(at/step, len(t.marks)-1)
	if mark < 0 {
		return 0
	}
	// The mark counts what stands before the first character at or after its byte.
	begin := mark * step
	for begin < len(t.words) && !utf8.RuneStart(t.words[begin]) {
		begin++
	}
	return t.marks[mark] + utf8.RuneCountInString(t.words[begin:max(at, begin)])
}

// span is a part of words, as it stands in the text.
func (t *text) span(from, to int) Span {
	start := t.runes(from)
	end := start + utf8.RuneCountInString(t.words[from:to])
	if t.places != nil {
		start, end = t.places[start], t.places[end-1]+1
	}
	exact := string(t.whole[start:end])
	return Span{Start: start, End: end, SHA256: evidence.Digest(exact), Exact: exact}
}

// sentenceAt is where the sentences around a place begin and end, in bytes.
func (t *text) sentenceAt(from, to int) (start, end int) {
	i := t.sentenceIndex(from)
	if i < 0 {
		return from, to
	}
	return t.bytes[i][0], max(t.bytes[i][1], to)
}

// sentenceIndex is the number of the last sentence that begins at or before a byte.
func (t *text) sentenceIndex(at int) int {
	return sort.Search(len(t.bytes), func(i int) bool { return t.bytes[i][0] > at }) - 1
}

// sentencesIn are where the sentences of a line begin and end in it, in bytes.
func (t *text) sentencesIn(at, length int) [][2]int {
	var list [][2]int
	first := sort.Search(len(t.bytes), func(i int) bool { return t.bytes[i][0] >= at })
	for _, s := range t.bytes[first:] {
		if s[0] >= at+length {
			break
		}
		list = append(list, [2]int{s[0] - at, min(s[1]-at, length)})
	}
	return list
}
