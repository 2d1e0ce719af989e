package edtf

import (
	"fmt"
	"unicode/utf8"
)

// SyntaxError says why a string is not a date that Parse reads.
type SyntaxError struct {
	Input   string
	Offset  int    // in bytes, where the trouble starts; len(Input) if something is missing at the end
	Message string // what was expected, such as "month 13 does not exist (01-12, or 21-41 for seasons)"
}

// Error quotes the input, cut short where it is long.
func (e *SyntaxError) Error() string {
	const longest = 80
	quoted := fmt.Sprintf("%q", e.Input)
	if len(e.Input) > longest {
		quoted = fmt.Sprintf("%q…", e.Input[:longest])
	}
	return fmt.Sprintf("date %s: %s (at byte %d)", quoted, e.Message, e.Offset)
}

// faultAt builds the error for s at a byte offset.
func faultAt(s string, offset int, format string, args ...any) *SyntaxError {
	return &SyntaxError{Input: s, Offset: offset, Message: fmt.Sprintf(format, args...)}
}

// missing is the error for a byte at offset, up to end, that is not what was
// wanted there.
func missing(s string, offset, end int, wanted string) *SyntaxError {
	if offset >= end {
		return faultAt(s, offset, "expected %s, but the date ends here", wanted)
	}
	return faultAt(s, offset, "expected %s, not %s", wanted, describe(s[offset:]))
}

// surplus is the error for what stands after a date that was already complete.
func surplus(s string, offset int) *SyntaxError {
	return faultAt(s, offset, "the date is complete before %s", describe(s[offset:]))
}

// describe names the first character of rest, with advice where it betrays a
// usual slip or another notation.
func describe(rest string) string {
	r, size := utf8.DecodeRuneInString(rest)
	if r == utf8.RuneError && size <= 1 {
		return "a byte that is not UTF-8"
	}
	if r >= utf8.RuneSelf {
		return fmt.Sprintf("%q (U+%04X): dates are written in ASCII", r, r)
	}
	if hint, ok := hints[r]; ok {
		return fmt.Sprintf("%q: %s", r, hint)
	}
	return fmt.Sprintf("%q", r)
}

var hints = map[rune]string{
	' ': "there are no spaces in a date",
	'+': "a plus sign only starts the offset of a clock time",
	',': "only a set, in [] or {}, has several members",
	'.': "an open end is written .. beside a slash or in a set",
	'/': "a set writes its ranges with ..",
	'(': "parentheses were dropped from EDTF",
	'[': "a set stands alone",
	'{': "a set stands alone",
	'^': "season qualifiers were dropped from EDTF",
	'?': "one qualifier says it all, and % is both ? and ~",
	'~': "one qualifier says it all, and % is both ? and ~",
	'%': "one qualifier says it all, and % is both ? and ~",
	'P': "durations are not part of EDTF",
	'T': "a clock time needs a complete date without qualifiers",
	'W': "week dates are not part of EDTF",
	'e': "letters are upper-case",
	'o': "an open end is written ..",
	's': "letters are upper-case",
	't': "letters are upper-case",
	'u': "an unstated digit is an upper-case X",
	'x': "an unstated digit is an upper-case X",
	'y': "letters are upper-case",
	'z': "letters are upper-case",
}
