package evidence

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// Text is the text of a source, in which citations are looked up. Its positions
// are those of citations: Unicode code points from 0. It never changes, but
// remembers digests: it is for one goroutine.
type Text struct {
	text    string
	marks   []int // where in bytes every step-th code point begins
	length  int   // in code points
	whole   string
	digests map[[2]int]string // of the spans asked for
}

// step is how many code points lie between two marks: a text of megabytes is not
// to take ten times as much memory.
const step = 64

// maxDigests bounds what a text remembers.
const maxDigests = 10_000

// ReadText is a source's text as it came, with its byte order mark left out and
// CR LF as line feeds. Every other character stays, for citations count them: no-break
// spaces, soft hyphens, marks of direction, control characters. The error, a
// *timeline.Error with code InvalidRecord, says why it is none: it is not UTF-8, as
// half of a surrogate pair is not, has a NUL or a CR alone, or nothing but space. How
// long it may be says who takes it.
func ReadText(raw []byte) (*Text, error) {
	text := strings.ReplaceAll(strings.TrimPrefix(string(raw), "\uFEFF"), "\r\n", "\n")
	refuse := func(message string) (*Text, error) {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: message}
	}
	if problem := uncountable(text); problem != "" {
		return refuse("A source's text is plain text in UTF-8: " + problem + ".")
	}
	if at := strings.IndexByte(text, 0); at >= 0 {
		return refuse(fmt.Sprintf("A source's text is plain text: there is a NUL at byte %d.", at))
	}
	if strings.TrimSpace(text) == "" {
		return refuse("The text is empty: send the words of the source, as plain text in UTF-8.")
	}
	return NewText(text), nil
}

// NewText prepares a text that ReadText has read.
func NewText(text string) *Text {
	t := &Text{text: text, digests: map[[2]int]string{}, marks: make([]int, 0, len(text)/step+1)}
	for at := range text {
		if t.length%step == 0 {
			t.marks = append(t.marks, at)
		}
		t.length++
	}
	return t
}

// String is the text itself.
func (t *Text) String() string { return t.text }

// Length is that of the text in code points.
func (t *Text) Length() int { return t.length }

// Digest is the SHA-256 of the whole text.
func (t *Text) Digest() string {
	if t.whole == "" {
		t.whole = Digest(t.text)
	}
	return t.whole
}

// offset is where in bytes a code point begins; that of the length is the end.
func (t *Text) offset(at int) int {
	if at == t.length {
		return len(t.text)
	}
	bytes := t.marks[at/step]
	for range at % step {
		_, size := utf8.DecodeRuneInString(t.text[bytes:])
		bytes += size
	}
	return bytes
}

// position is which code point begins at a byte.
func (t *Text) position(bytes int) int {
	lo, hi := 0, len(t.marks)
	for lo < hi { // the last mark that is not behind it
		if mid := (lo + hi) / 2; t.marks[mid] <= bytes {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0
	}
	return (lo-1)*step + utf8.RuneCountInString(t.text[t.marks[lo-1]:bytes])
}

// has tells whether a span lies in the text.
func (t *Text) has(start, end int) bool { return 0 <= start && start < end && end <= t.length }

func (t *Text) span(start, end int) string { return t.text[t.offset(start):t.offset(end)] }

func (t *Text) digest(start, end int) string {
	key := [2]int{start, end}
	d, known := t.digests[key]
	if !known {
		if len(t.digests) >= maxDigests {
			clear(t.digests)
		}
		d = Digest(t.span(start, end))
		t.digests[key] = d
	}
	return d
}

// Words are those of a citation's span, where they stand in the text as its digest
// says; ok tells whether they do.
func (t *Text) Words(ct timeline.Citation) (words string, ok bool) {
	if !t.has(ct.Start, ct.End) || t.digest(ct.Start, ct.End) != ct.SHA256 {
		return "", false
	}
	return t.span(ct.Start, ct.End), true
}
