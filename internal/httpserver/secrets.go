package httpserver

import (
	"regexp"
	"strings"
)

// secretPattern finds a secret of the server's: a token, or what a link or a cookie has.
var secretPattern = regexp.MustCompile(`dl_[A-Za-z0-9_-]{20,}`)

// maxEscapes is how many times over a secret may be percent-encoded and still be found.
const maxEscapes = 8

// withoutSecrets hides a secret that somebody wrote into an address, percent-encoded or
// not: the log must not hold it. A text with one in it is shown as it reads.
func withoutSecrets(text string) string {
	if !strings.Contains(text, "%") && !strings.Contains(text, "dl_") {
		return text // as nearly always
	}
	text = secretPattern.ReplaceAllString(text, "dl_…")
	plain := text
	for range maxEscapes {
		read := unescaped(plain)
		if read == plain {
			return text
		}
		plain = read
		if secretPattern.MatchString(plain) {
			plain = secretPattern.ReplaceAllString(plain, "dl_…")
			text = plain
		}
	}
	return "…" // whoever encodes that often has something to hide
}

// unescaped is a text with each of its percent escapes read once. What is none stays.
func unescaped(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if high, low := hexOf(text[i+1]), hexOf(text[i+2]); high >= 0 && low >= 0 {
				b.WriteByte(byte(high<<4 | low))
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// hexOf is what a hexadecimal digit counts, -1 for none.
func hexOf(c byte) int {
	n := strings.IndexByte("0123456789abcdefABCDEF", c)
	if n > 15 {
		n -= 6
	}
	return n
}
