package draft

import (
	"sort"
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

// text is what is read, with where its sentences and code points are.
type text struct {
	words     string
	marks     []int // where in code points every step-th byte lies
	sentences []evidence.Sentence
	bytes     [][2]int // where each sentence begins and ends
}

const step = 64

func newText(words string) *text {
	t := &text{words: words, sentences: evidence.Sentences(words)}
	runes := 0
	for at := range words {
		for len(t.marks)*step <= at {
			t.marks = append(t.marks, runes)
		}
		runes++
	}
	at, counted := 0, 0
	for _, s := range t.sentences {
		for counted < s.Start {
			_, size := utf8.DecodeRuneInString(words[at:])
			at, counted = at+size, counted+1
		}
		t.bytes = append(t.bytes, [2]int{at, at + len(s.Text)})
		at, counted = at+len(s.Text), s.End
	}
	return t
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

func (t *text) span(from, to int) Span {
	words := t.words[from:to]
	start := t.runes(from)
	return Span{Start: start, End: start + utf8.RuneCountInString(words), SHA256: evidence.Digest(words), Exact: words}
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
