package draft

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// trimmed is a place without the space and marks around its words.
func (f *quotationFinder) trimmed(p place) place {
	for p.from < p.to {
		r, size := utf8.DecodeRuneInString(f.line[p.from:p.to])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			break
		}
		p.from += size
	}
	for p.to > p.from {
		r, size := utf8.DecodeLastRuneInString(f.line[p.from:p.to])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' && strings.HasSuffix(f.line[p.from:p.to-1], "Jr") {
			break
		}
		p.to -= size
	}
	return p
}

// nameBefore is the subject that ends where a verb begins.
func (f *quotationFinder) nameBefore(p place) (place, bool) {
	segments := f.segments(p)
	n := len(segments) - 1
	last := f.withoutAdverbs(f.trimmed(segments[n]))
	if last.from == last.to && n >= 2 { // "X, the mayor, said"
		last = f.withoutAdverbs(f.trimmed(segments[n-2]))
	}
	if m := f.quoting.joins.FindStringIndex(f.words(last)); m != nil {
		last.from += m[1]
	}
	return last, f.isNamed(last)
}

// segments part a place at its commas and other marks.
func (f *quotationFinder) segments(p place) []place {
	var list []place
	from := p.from
	for i, r := range f.line[p.from:p.to] {
		at := p.from + i
		next, _ := utf8.DecodeRuneInString(f.line[at+utf8.RuneLen(r):])
		if strings.ContainsRune(";:—–()。，،", r) || r == ',' && unicode.IsSpace(next) {
			list = append(list, place{from, at})
			from = at + utf8.RuneLen(r)
		}
	}
	return append(list, place{from, p.to})
}

func (f *quotationFinder) withoutAdverbs(p place) place {
	for {
		m := f.quoting.adverbs.FindStringIndex(f.words(p))
		if m == nil {
			return p
		}
		p = f.trimmed(place{p.from, p.from + m[0]})
	}
}

// isNamed tells whether words can name a speaker.
func (f *quotationFinder) isNamed(p place) bool {
	words := f.words(p)
	return words != "" && len(strings.Fields(words)) <= 12 && !f.quoting.nobody.MatchString(words) && strings.ContainsFunc(words, unicode.IsLetter)
}

// nameAfter is who is named right behind a verb: "said the mayor of the town, who…".
func (f *quotationFinder) nameAfter(p place) (place, bool) {
	first := f.trimmed(f.segments(p)[0])
	words := f.words(first)
	if m := f.quoting.stops.FindStringIndex(words); m != nil {
		first = f.trimmed(place{first.from, first.from + m[0]})
		words = f.words(first)
	}
	for i, r := range words { // up to the end of the sentence
		if r == '.' && i > 3 && strings.HasPrefix(words[i:], ". ") {
			first.to = first.from + i
			break
		}
	}
	if f.quoting.stops.MatchString(" " + f.words(first)) {
		return first, false
	}
	return first, f.isNamed(first)
}

// leading is the subject that a sentence begins with: up to its first verb.
func (f *quotationFinder) leading(p place) (place, bool) {
	segments := f.segments(p)
	for _, s := range segments {
		s = f.trimmed(s)
		if f.quoting.openers.MatchString(f.words(s)) {
			continue
		}
		at := s.from
		for _, w := range strings.Fields(f.words(s)) {
			i := strings.Index(f.line[at:s.to], w)
			if f.isVerb(w) && at > s.from {
				s = f.trimmed(place{s.from, at + i})
				break
			}
			at += i + len(w)
		}
		s = f.withoutAdverbs(s)
		return s, f.isNamed(s)
	}
	return place{}, false
}

func (f *quotationFinder) isVerb(w string) bool {
	w = strings.ToLower(strings.Trim(w, ".,:;"))
	if f.hints == nil {
		return false
	}
	return f.hints.past[w] || f.hints.future[w] || strings.HasSuffix(w, "ed") || w == "is" || w == "are" || f.quoting.verb.MatchString(w) || strings.HasSuffix(w, "nks")
}

// speaker is who the words name; for a pronoun, who was named before.
func (f *quotationFinder) speaker(verb, who place) *Speaker {
	s := &Speaker{Span: f.span(who)}
	if verb.to > verb.from {
		v := f.span(verb)
		s.Verb = &v
	}
	if !f.quoting.pronoun.MatchString(s.Exact) {
		s.Actor = actorIn(f.names, s.Span)
		return s
	}
	pronoun := s.Span
	if named, ok := f.antecedent(who); ok {
		s.Span, s.Actor, s.Pronoun = named, actorIn(f.names, named), &pronoun
	} else {
		s.Pronoun = &pronoun
	}
	return s
}

// antecedent is who a pronoun most likely means: the speaker before in this line;
// whoever spoke before and is named again in it ("the curator"); the first name of
// the sentences before; or who spoke last in the line before.
func (f *quotationFinder) antecedent(who place) (Span, bool) {
	for i := len(f.found) - 1; i >= f.inLine; i-- {
		if s := f.found[i].Speaker; s != nil {
			return s.Span, true
		}
	}
	if named, ok := f.namedAgain(who.from); ok {
		return named, true
	}
	here := f.text.sentenceIndex(f.offset + who.from)
	limit := f.text.runes(f.offset + who.from)
	for i := here; i >= 0 && i >= here-3 && f.text.bytes[i][0] >= f.offset; i-- {
		s := f.text.sentences[i]
		from, _ := slices.BinarySearchFunc(f.names, s.Start, func(n Name, at int) int { return cmp.Compare(n.Start, at) })
		for _, n := range f.names[from:] {
			if n.End > min(s.End, limit) {
				break
			}
			if n.isPerson() {
				return n.Span, true
			}
		}
	}
	if f.spoke != nil && f.spoke.Start >= f.text.runes(f.before) {
		return *f.spoke, true
	}
	return Span{}, false
}

// maxSpoken is how many speakers are remembered.
const maxSpoken = 30

// namedAgain looks before a place for earlier speakers, called without what tells
// more of them.
func (f *quotationFinder) namedAgain(before int) (Span, bool) {
	words := lastOf(f.line[:before], 8*near)
	start := before - len(words)
	best, at := Span{}, -1
	for _, s := range f.spoken {
		for _, the := range []string{"the ", "The "} {
			name := the + head(s.Exact)
			if i := strings.LastIndex(words, name); i > at && apart(words, i, i+len(name)) {
				best, at = f.span(place{start + i, start + i + len(name)}), i
			}
		}
	}
	return best, at >= 0
}

// head is what a speaker is called again: "a curator at the museum" is "curator".
func head(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if i > 0 && headEnds[w] {
			words = words[:i]
			break
		}
	}
	return words[len(words)-1]
}

var headEnds = wordSet("of at for in from who whose with on to by that which")

// remember keeps who spoke, in words of the text's own.
func (f *quotationFinder) remember(s Span) {
	f.spoke = &s
	if !f.quoting.pronoun.MatchString(s.Exact) {
		f.spoken = append(f.spoken[max(len(f.spoken)-maxSpoken, 0):], s)
	}
}

// reported remembers who speaks in a sentence of this line without quotations.
func (f *quotationFinder) reported(from, to int) {
	to = from + len(firstOf(f.line[from:to], maxSentence))
	p := place{from, to}
	words := f.words(p)
	who, ok := place{}, false
	if m := f.quoting.according.FindStringSubmatchIndex(words); m != nil {
		who, ok = f.nameAfter(place{from + m[3], to})
	} else if m := f.quoting.verb.FindStringSubmatchIndex(words); m != nil {
		who, ok = f.nameBefore(place{from, from + m[2]})
	}
	if ok && !f.quoting.pronoun.MatchString(f.words(who)) {
		f.remember(f.span(who))
	}
}
