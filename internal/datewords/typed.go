package datewords

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/edtf"
)

// maxTyped is how many bytes of text Typed looks at: dates in words are shorter.
const maxTyped = 200

// Typed returns the dates, as EDTF, that a text may mean to who types in the
// language: "5 March 2025", "March 2025", "the 1990s", "44 BC", "about 2013",
// "26 February to 4 March 2025", 5.3.2025, and EDTF itself. It returns none
// where it does not understand the text, and several where it can't tell: in
// English 05/03/2025 is a day of May and of March. What the language's own words
// for a date say is understood as that date, as far as one day, month, season,
// year, decade or century, with or without a qualifier, or two of them bound it.
func (l *Locale) Typed(text string) []string {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxTyped {
		return nil
	}
	plain := plainDigits(norm.NFKC.String(text))
	for _, spelled := range []string{text, plain} {
		if d, err := edtf.Parse(spelled); err == nil {
			return []string{d.String()}
		}
	}
	s := l.speech()
	return s.date(plainWords(plain))
}

// plainDigits writes the digits of any script, such as Arabic's, as ASCII.
func plainDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 || !unicode.Is(unicode.Nd, r) {
			return r
		}
		zero := r
		for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + (r - zero)
	}, text)
}

// plainWords is a text as patterns are compared with it: in lower case, with one
// kind of dash and of space, and without dots and commas but those in numbers.
func plainWords(text string) string {
	runes := []rune(strings.ToLower(norm.NFKC.String(text)))
	var b strings.Builder
	for i, r := range runes {
		switch {
		case unicode.Is(unicode.Dash, r):
			b.WriteByte('-')
		case unicode.Is(unicode.Cf, r): // marks of direction, which pages copy along
		case strings.ContainsRune(".,،、", r):
			if i > 0 && i+1 < len(runes) && digit(runes[i-1]) && digit(runes[i+1]) {
				b.WriteRune(r)
			} else {
				b.WriteByte(' ')
			}
		default:
			b.WriteRune(r)
		}
	}
	plain := strings.Join(strings.Fields(b.String()), " ")
	return beforeHan.ReplaceAllString(behindHan.ReplaceAllString(plain, "$1"), "$1")
}

// Writers of Chinese set spaces between signs and numbers, or leave them out.
var behindHan, beforeHan = regexp.MustCompile(`(\p{Han}) `), regexp.MustCompile(` (\p{Han})`)

func digit(r rune) bool { return '0' <= r && r <= '9' }
