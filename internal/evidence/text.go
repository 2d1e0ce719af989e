package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// byteRange is a part of a text in bytes, its end exclusive.
type byteRange struct{ start, end int }

// sourceText is a text with what is known of it. Its positions are code points,
// as those of citations are.
type sourceText struct {
	id      string
	text    string
	offsets []int             // of each code point in bytes, and of the end
	digests map[[2]int]string // of the spans asked for
	cited   []cited           // proved spans of events and quotes
	denied  []cited           // proved spans declared not factual
}

// cited is a span and the record that cites it.
type cited struct {
	start, end int
	record     string
}

// uncountable says why positions in a text would not be the contract's.
func uncountable(text string) string {
	switch {
	case !utf8.ValidString(text):
		return fmt.Sprintf("the text is not UTF-8, from byte %d on", timeline.InvalidUTF8At([]byte(text)))
	case strings.HasPrefix(text, "\uFEFF"):
		return "the text begins with a byte order mark, which would count as a character; save it without one"
	case strings.Contains(text, "\r"):
		return "the text has carriage returns, which would count as characters; end its lines with line feeds alone (LF)"
	}
	return ""
}

// Digest is the SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func (t *sourceText) length() int { return len(t.offsets) - 1 }

func (t *sourceText) span(start, end int) string { return t.text[t.offsets[start]:t.offsets[end]] }

func (t *sourceText) digest(start, end int) string {
	key := [2]int{start, end}
	d, known := t.digests[key]
	if !known {
		d = Digest(t.span(start, end))
		t.digests[key] = d
	}
	return d
}
