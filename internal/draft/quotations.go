package draft

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// speechWords are what a language has around quotations.
type speechWords struct {
	verbs     string // that say who speaks, in every form; alternatives
	according string // "according to", and the like
	adverbs   string // that stand between a speaker and the verb
	pronouns  string // of persons
	nobody    string // that a verb may follow, and that name nobody
	stops     string // that end the name of a speaker behind a verb
	openers   string // that begin a clause before its subject: "asked", prepositions
	joins     string // words that begin a clause with a speaker: "and", "but"
	unspaced  bool   // no space parts words
}

// quoting is speechWords made ready.
type quoting struct {
	verb, firstVerb, according, adverbs, pronoun, nobody, stops, openers, joins *regexp.Regexp
}

func compileQuoting(w *speechWords) quoting {
	before, after := `(?:^|[^\p{L}\p{N}])`, `(?:[^\p{L}\p{N}]|$)`
	if w.unspaced {
		before, after = "", ""
	}
	return quoting{
		verb:      optional(`(?i)`+before+`(`+w.verbs+`)`+after, w.verbs),
		firstVerb: optional(`(?i)^[\s,–—-]*(`+w.verbs+`)`+after, w.verbs),
		according: optional(`(?i)`+before+`(`+w.according+`)\s`, w.according),
		adverbs:   optional(`(?i)(?:\s|^)(?:`+w.adverbs+`)$`, w.adverbs),
		pronoun:   optional(`(?i)^(?:`+w.pronouns+`)$`, w.pronouns),
		nobody:    optional(`(?i)^(?:`+w.nobody+`)(?:\s|$)`, w.nobody),
		stops:     optional(`(?i)\s(?:`+w.stops+`)(?:\s|$)`, w.stops),
		openers:   optional(`(?i)^(?:`+w.openers+`)(?:\s|$)`, w.openers),
		joins:     optional(`(?i)^(?:`+w.joins+`)\s+`, w.joins),
	}
}

// quotationFinder goes through a text, line by line.
type quotationFinder struct {
	*reader
	text   *text
	names  []Name
	offset int
	line   string
	quotes []quoted
	found  []Quotation
	inLine int    // how many of found come before this line
	before int    // where the line before begins, in bytes
	spoke  *Span  // who spoke last
	spoken []Span // all who spoke
}

func (r *reader) quotations(t *text, names []Name) []Quotation {
	f := quotationFinder{reader: r, text: t, names: names}
	lines := strings.SplitAfter(t.words, "\n")
	carried := false
	for i, line := range lines {
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		f.line, f.quotes = line, quotedIn(line, next)
		f.inLine = len(f.found)
		f.inOrder(carried)
		carried = len(f.quotes) > 0 && f.quotes[len(f.quotes)-1].close == f.quotes[len(f.quotes)-1].to && f.quotes[len(f.quotes)-1].close >= len(strings.TrimRight(line, " \n"))
		if strings.TrimSpace(line) != "" {
			f.before = f.offset
		}
		f.offset += len(line)
	}
	return f.found
}

// inOrder goes through a line's sentences and quotations.
func (f *quotationFinder) inOrder(carried bool) {
	next := 0
	for i := max(f.text.sentenceIndex(f.offset), 0); i < len(f.text.bytes) && f.text.bytes[i][0] < f.offset+len(f.line); i++ {
		from, to := f.text.bytes[i][0]-f.offset, f.text.bytes[i][1]-f.offset
		if from < 0 {
			continue
		}
		begin := next
		for ; next < len(f.quotes) && f.quotes[next].open < to; next++ {
			f.add(next, carried && next == 0)
		}
		if begin == next && (begin == 0 || f.quotes[begin-1].close <= from) {
			f.reported(from, to)
		}
	}
	for ; next < len(f.quotes); next++ {
		f.add(next, carried && next == 0)
	}
}

// around is a quotation's sentence before and behind it, up to other quotations.
func (f *quotationFinder) around(i int) (before, after place) {
	q := f.quotes[i]
	start, _ := f.text.sentenceAt(f.offset+q.open, f.offset+q.open)
	_, end := f.text.sentenceAt(f.offset+max(q.to-1, q.open), f.offset+q.close)
	start, end = max(start-f.offset, 0), min(end-f.offset, len(f.line))
	if i > 0 {
		start = max(start, f.quotes[i-1].close)
	}
	if i+1 < len(f.quotes) {
		end = min(end, f.quotes[i+1].open)
	}
	start, end = min(start, q.open), max(end, q.close)
	start = q.open - len(lastOf(f.line[start:q.open], 8*near))
	return place{start, q.open}, place{q.close, q.close + len(firstOf(f.line[q.close:end], 8*near))}
}

// place is a part of the line, in bytes.
type place struct{ from, to int }

func (f *quotationFinder) words(p place) string { return f.line[p.from:p.to] }

func (f *quotationFinder) span(p place) Span { return f.text.span(f.offset+p.from, f.offset+p.to) }

// add adds a quotation, unless it is no more than a name or a phrase in quotes.
func (f *quotationFinder) add(i int, carried bool) {
	q := f.quotes[i]
	words := f.line[q.from:q.to]
	marked := strings.TrimRight(f.line[q.from:q.close], "”\"’'»“」』 ") // with the comma, if any
	if !strings.ContainsFunc(words, unicode.IsLetter) {
		return
	}
	before, after := f.around(i)
	verb, who, ok := f.attribution(before, after)
	alone := strings.Trim(f.words(before), " \t*•–—-(") == "" && !strings.ContainsFunc(f.words(after), unicode.IsLetter)
	found := Quotation{Span: f.span(place{q.from, q.to})}
	switch {
	case carried || alone && len(f.found) > f.inLine:
		if len(f.found) > 0 && f.found[len(f.found)-1].Speaker != nil {
			s := *f.found[len(f.found)-1].Speaker
			s.Carried, s.Verb = true, nil
			found.Speaker = &s
		}
	case ok:
		if isName(marked) && !strings.HasSuffix(strings.TrimSpace(f.words(before)), ":") {
			return
		}
		found.Speaker = f.speaker(verb, who)
	case verb.to > verb.from: // somebody says it, and the text does not tell who
		if isName(marked) {
			return
		}
	case !f.isSpeech(words, before, alone):
		return
	}
	if found.Speaker != nil {
		f.remember(found.Speaker.Span)
	}
	f.found = append(f.found, found)
}

// isSpeech judges words that nothing around them introduces.
func (f *quotationFinder) isSpeech(words string, before place, alone bool) bool {
	if isName(words) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(words)
	ended := strings.ContainsRune(".?!…。！？", last)
	count := len(strings.Fields(words))
	introduced := strings.HasSuffix(strings.TrimSpace(f.words(before)), ":") || strings.HasSuffix(strings.TrimSpace(f.words(before)), "：")
	switch {
	case introduced:
		return true
	case alone:
		return ended && count > 2
	}
	return ended && count > 3 || count > 7
}

// attribution finds the verb that says who speaks, and the words for who does. It
// is false where those are none; the verb alone may be there.
func (f *quotationFinder) attribution(before, after place) (verb, who place, ok bool) {
	q := &f.quoting
	behind := f.words(after)
	if m := q.firstVerb.FindStringSubmatchIndex(behind); m != nil {
		verb = place{after.from + m[2], after.from + m[3]}
		if who, ok = f.nameAfter(place{verb.to, after.to}); ok {
			return verb, who, true
		}
	}
	if m := q.verb.FindStringSubmatchIndex(behind); m != nil {
		verb = place{after.from + m[2], after.from + m[3]}
		if who, ok = f.nameBefore(place{after.from, verb.from}); ok && strings.Count(f.words(who), " ") < 12 {
			return verb, who, true
		}
		verb = place{}
	}
	if m := q.according.FindStringSubmatchIndex(behind); m != nil {
		at := place{after.from + m[2], after.from + m[3]}
		if who, ok = f.nameAfter(place{at.to, after.to}); ok {
			return at, who, true
		}
	}
	ahead := f.words(before)
	for from := before.from; ; {
		m := q.verb.FindStringSubmatchIndex(f.line[from:before.to])
		if m == nil {
			break
		}
		v := place{from + m[2], from + m[3]}
		from = v.to
		verb = v
		if name, found := f.nameBefore(place{before.from, v.from}); found {
			who, ok = name, true
		}
	}
	if ok {
		return verb, who, true
	}
	if m := q.according.FindStringSubmatchIndex(ahead); m != nil {
		at := place{before.from + m[2], before.from + m[3]}
		if who, ok = f.nameAfter(place{at.to, before.to}); ok {
			return at, who, true
		}
	}
	if strings.HasSuffix(strings.TrimSpace(ahead), ":") {
		if verb.to > verb.from {
			if who, ok = f.nameAfter(place{verb.to, before.to}); ok { // "Said the mayor:"
				return verb, who, true
			}
		}
		if who, ok = f.leading(before); ok {
			return verb, who, true
		}
	}
	return verb, who, false
}
