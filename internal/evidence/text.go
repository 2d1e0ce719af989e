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

// sourceText is a text with what is known of it.
type sourceText struct {
	*Text
	id     string
	cited  []cited // proved spans of events and quotes
	denied []cited // proved spans declared not factual
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
