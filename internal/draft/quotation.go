package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quotation is words that the text gives as somebody's own.
type Quotation struct {
	Span             // the words without their quotation marks
	Speaker *Speaker `json:"speaker,omitempty"` // most likely; nil where the text does not tell
}

// Speaker is who most likely says a quotation.
type Speaker struct {
	Span           // the words that name the speaker
	Verb    *Span  `json:"verb,omitempty"`    // "said"
	Pronoun *Span  `json:"pronoun,omitempty"` // where the words at hand are "he", and Span is who was named before
	Carried bool   `json:"carried,omitempty"` // the speaker of the quotation before, which this one goes on with
	Actor   string `json:"actor,omitempty"`   // the id of the one known name in it
}

// quoted is a quotation as it stands in its line, in bytes: the marks, and the
// words between them.
type quoted struct {
	open, from, to, close int
}

// pairs are the marks that open and close quotations. Single ones are apart, as
// they are apostrophes, too.
var pairs = map[rune]string{'“': "”", '«': "»", '„': "“”", '"': `"`, '「': "」", '『': "』", '‟': "”"}

// quotedIn finds what stands between quotation marks in a line, outermost only. One
// that the next line goes on with ends with its line.
func quotedIn(line, next string) []quoted {
	var list []quoted
	closed := closings(line)
	trimmed := len(strings.TrimRight(line, " \n"))
	for at := 0; at < len(line); {
		r, size := utf8.DecodeRuneInString(line[at:])
		end, isClosed := closed[at]
		if !isClosed {
			end = -1
		}
		switch {
		case !isClosed && pairs[r] != "" && goesOn(next, r):
			end = trimmed
		case (r == '‘' || r == '\'') && opensSingle(line, at):
			end = closingSingle(line, at+size, r)
		}
		if end < 0 {
			at += size
			continue
		}
		_, closeSize := utf8.DecodeRuneInString(line[end:])
		if end >= trimmed {
			closeSize = 0
		}
		q := quoted{at, at + size, end, end + closeSize}
		q.from += len(line[q.from:q.to]) - len(strings.TrimLeft(line[q.from:q.to], " "))
		q.to -= len(line[q.from:q.to]) - len(strings.TrimRight(line[q.from:q.to], " ,،，"))
		if q.to > q.from {
			list = append(list, q)
		}
		at = max(q.close, at+size)
	}
	return list
}

// closings are where the mark stands that closes each that opens, in one pass.
func closings(line string) map[int]int {
	closed := map[int]int{}
	type opening struct {
		at   int
		mark rune
	}
	var open []opening
	for at, r := range line {
		if n := len(open) - 1; n >= 0 && strings.ContainsRune(pairs[open[n].mark], r) {
			closed[open[n].at] = at
			open = open[:n]
		} else if pairs[r] != "" {
			open = append(open, opening{at, r})
		}
	}
	return closed
}

// goesOn tells whether a line begins with the mark that opened one before it.
func goesOn(next string, opener rune) bool {
	return opener != '"' && strings.HasPrefix(strings.TrimLeft(next, " "), string(opener))
}

func opensSingle(line string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	_, size := utf8.DecodeRuneInString(line[at:])
	after, _ := utf8.DecodeRuneInString(line[at+size:])
	return (at == 0 || unicode.IsSpace(before) || strings.ContainsRune("([—–", before)) && (unicode.IsLetter(after) || strings.ContainsRune("[…", after))
}

// maxSingle is the longest quotation between single marks, in bytes.
const maxSingle = 2000

// closingSingle finds the single mark that is no apostrophe: no letter follows it.
// Where a plural's apostrophe looks alike, what ends a clause is preferred.
func closingSingle(line string, at int, opener rune) int {
	closer := '’'
	if opener == '\'' {
		closer = '\''
	}
	first := -1
	for i, r := range firstOf(line[at:], maxSingle) {
		here := at + i
		if r == opener && opener != closer && opensSingle(line, here) {
			break
		}
		if r != closer {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(line[:here])
		after, _ := utf8.DecodeRuneInString(line[here+utf8.RuneLen(closer):])
		if unicode.IsLetter(after) || unicode.IsDigit(after) || unicode.IsSpace(before) {
			continue
		}
		if strings.ContainsRune(",.?!…—", before) {
			return here
		}
		if first < 0 {
			first = here
		}
		if before != 's' {
			break
		}
	}
	if opener == '\'' && first >= 0 && strings.Count(line[at:first], " ") == 0 {
		return -1 // a word with an apostrophe before and behind it
	}
	return first
}

// isName tells whether quoted words are a title or a slogan rather than speech:
// they begin with capitals, all but the little ones, and have no mark at the end, not
// even the comma before who says it.
func isName(words string) bool {
	last, _ := utf8.DecodeLastRuneInString(words)
	if strings.ContainsRune(".,?!…", last) {
		return false
	}
	list := strings.Fields(words)
	upper := 0
	for i, w := range list {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(first) || unicode.IsDigit(first):
			upper++
		case i == 0 || utf8.RuneCountInString(w) > 3:
			return false
		}
	}
	return upper > 1 || len(list) == 1 && upper == 1
}
