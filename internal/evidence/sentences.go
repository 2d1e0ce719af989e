package evidence

import (
	"slices"
	"strings"
	"unicode"
)

// Sentence is one sentence of a text, without the bullet or the space around
// it. Start and End count Unicode code points of the text, End exclusive, as
// citations do; Text is what stands between them.
type Sentence struct {
	Start, End int
	Text       string
}

// Sentences parts a text into sentences, in order and apart from each other.
// Every text has a reading: there is no error.
//
// Every line is a block of its own, so that a heading is a sentence too. In a
// line, a sentence ends at a full stop, exclamation mark, question mark or
// ellipsis, with the quotes and brackets that close behind it, when what
// follows begins like a sentence: not in lower case, and not after an
// abbreviation or an initial. Marks of Chinese and Japanese end one without a
// space behind them. A colon ends none: a label stays with what it labels.
// Lines that hold neither letter nor digit are no sentences; every letter and digit
// is in one. None begins or ends between a character and the accents, joiners and
// other signs that belong to it; signs without a width that follow a sentence, such as
// marks of direction, are part of it.
func Sentences(text string) []Sentence {
	var list []Sentence
	runes := []rune(text)
	for from := 0; from < len(runes); {
		to := from
		for to < len(runes) && !isLineBreak(runes[to]) {
			to++
		}
		list = lineSentences(list, runes[:to], from)
		from = to + 1
	}
	return list
}

func isLineBreak(r rune) bool { return r == '\n' || r == '\u2028' || r == '\u2029' }

// lineSentences appends those of runes[from:], which is one line.
func lineSentences(list []Sentence, runes []rune, from int) []Sentence {
	from = skipBullet(runes, skipSpace(runes, from))
	first := from
	for at := from; at < len(runes); {
		if !isStop(runes[at]) {
			at++
			continue
		}
		stop := at
		at = skipTrailing(runes, at, isStop)
		at = skipTrailing(runes, at, func(r rune) bool { return isCloser(r) && (!isWideStop(runes[stop]) || !isOpener(r)) })
		if endsSentence(runes, first, stop, at) {
			list = appendSentence(list, runes, from, at)
			from = skipSpace(runes, at)
			at = max(at, from)
		}
	}
	return appendSentence(list, runes, from, len(runes))
}

func appendSentence(list []Sentence, runes []rune, from, to int) []Sentence {
	for to > from && isSpace(runes, to-1) {
		to--
	}
	if !slices.ContainsFunc(runes[from:to], isWordRune) {
		return list
	}
	return append(list, Sentence{Start: from, End: to, Text: string(runes[from:to])})
}

func skipSpace(runes []rune, at int) int {
	for at < len(runes) && isSpace(runes, at) {
		at++
	}
	return at
}

// isSpace tells whether there is one that carries no accent: those are written on a
// space to be shown alone.
func isSpace(runes []rune, at int) bool {
	return unicode.IsSpace(runes[at]) && (at+1 == len(runes) || !extends(runes[at+1]))
}

// extends tells whether a sign is one character with what stands before it, as
// readers see it: accents, vowel signs, joiners, variants, colours of skin.
func extends(r rune) bool {
	return r >= '\u0300' && (unicode.In(r, unicode.M, unicode.Other_Grapheme_Extend) || r == '\u200D' || r >= '\U0001F3FB' && r <= '\U0001F3FF')
}

// isUnseen tells signs without a width.
func isUnseen(r rune) bool {
	return r >= '\u00AD' && unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// openings are signs without a width that belong to what follows them.
const openings = "\u202A\u202B\u202D\u202E\u2066\u2067\u2068"

// skipTrailing leaves out characters of a kind, and signs that belong to them.
func skipTrailing(runes []rune, at int, kind func(rune) bool) int {
	for at < len(runes) && (kind(runes[at]) || extends(runes[at]) || isUnseen(runes[at]) && !strings.ContainsRune(openings, runes[at])) {
		at++
	}
	return at
}

// skipBullet leaves out the sign of a list item, or the dash that opens a line
// of dialogue.
func skipBullet(runes []rune, at int) int {
	if at+1 < len(runes) && strings.ContainsRune("-*•‣◦·–—", runes[at]) && isSpace(runes, at+1) {
		return skipSpace(runes, at+1)
	}
	return at
}

const (
	stops     = ".!?…؟۔।॥։።‼⁇⁈⁉" // these need a space behind them
	wideStops = "。！？｡．"          // these do not
	closers   = `"'”’»›)]}“‘」』）】》〉〗］`
	openers   = `"'“‘„‚«‹([{¿¡「『（【《〈〖［-–—`
)

func isStop(r rune) bool {
	return strings.ContainsRune(stops, r) || isWideStop(r)
}

func isWideStop(r rune) bool { return strings.ContainsRune(wideStops, r) }

// isOpener is true of the German and Slavic closing quotes, too, which open
// elsewhere.
func isOpener(r rune) bool { return strings.ContainsRune("“‘「『（【《〈", r) }

func isCloser(r rune) bool { return strings.ContainsRune(closers, r) }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// endsSentence reports whether the stop at runes[stop], with the closers up to
// after, ends a sentence. The line begins at first.
func endsSentence(runes []rune, first, stop, after int) bool {
	if after == len(runes) {
		return true
	}
	if isWideStop(runes[stop]) {
		return true
	}
	next := skipSpace(runes, after)
	if next == after {
		return false // inside a number, a name or an address
	}
	for next < len(runes) && (strings.ContainsRune(openers, runes[next]) || isSpace(runes, next) || isUnseen(runes[next])) {
		next++
	}
	if next == len(runes) {
		return true
	}
	if unicode.IsLower(runes[next]) {
		return false
	}
	more := slices.ContainsFunc(runes[stop+1:after], func(r rune) bool { return isStop(r) || isCloser(r) })
	return runes[stop] != '.' || more || !isAbbreviated(runes, first, stop, next)
}

// Words with a full stop that is part of them. Those in titles never end a
// sentence; the others may, when a word follows that often begins one.
var (
	titles = setOf(`mr mrs ms mx dr prof gen lt col maj capt sgt cmdr adm sen rep gov pres hon rev fr st mt
		vs cf e.g i.e viz approx акад проф ім им див см напр ред вул ул пл`)
	abbreviations = setOf(`etc inc ltd co corp jr sr bros dept est ave blvd ft ca al
		тис тыс млн млрд грн руб рр гг ін др обл р-н т.д т.п т.ін н.э н.е`)
	numbered = setOf(`no nos vol fig eq art p pp jan feb mar apr jun jul aug sep sept oct nov dec ст ч п`)
	starters = setOf(`the a an this that these those it its he she we they i you his her their our my
		but and or so yet however meanwhile in on at as after before when while if since for from with by to
		there here then now what who why how both each all some many no not one two analysts officials
		він вона вони це цей ця але проте однак у в на за до по з після коли якщо як
		он она они это этот эта но однако после когда если как`)
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// isAbbreviated reports whether the full stop belongs to the word before it
// and the sentence goes on with the word at next.
func isAbbreviated(runes []rune, first, stop, next int) bool {
	begin := stop
	for begin > first && !unicode.IsSpace(runes[begin-1]) && !strings.ContainsRune(openers[:len(openers)-len("-–—")], runes[begin-1]) {
		begin--
	}
	written := string(runes[begin:stop])
	word := strings.ToLower(written)
	switch {
	case word == "":
		return false
	case begin == first && strings.Trim(word, "0123456789") == "":
		return true // the number of a list item
	case titles[word]:
		return true
	case numbered[word]:
		return unicode.IsNumber(runes[next])
	case abbreviations[word] || isInitials(written):
		return !startsWithStarter(runes, next)
	}
	return false
}

// isInitials reports whether a word is single letters parted by full stops: an
// initial, or a name such as U.S. A lower-case Latin letter alone is none; a
// Cyrillic or Arabic one is how units and titles are written.
func isInitials(word string) bool {
	letters := 0
	for part := range strings.SplitSeq(word, ".") {
		runes := []rune(part)
		if len(runes) != 1 || !unicode.IsLetter(runes[0]) {
			return false
		}
		letters++
	}
	first := []rune(word)[0]
	return letters > 1 || unicode.IsUpper(first) || unicode.In(first, unicode.Cyrillic, unicode.Arabic)
}

func startsWithStarter(runes []rune, next int) bool {
	end := next
	for end < len(runes) && unicode.IsLetter(runes[end]) {
		end++
	}
	if end < len(runes) && runes[end] == '.' {
		return false // another initial
	}
	return starters[strings.ToLower(string(runes[next:end]))]
}
