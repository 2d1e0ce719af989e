package draft

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// atom is the shortest part of a line that says a date by itself, in bytes.
type atom struct {
	from, to int
	form     string
	when     when
	joined   string // what joins two days that share a month
	stamp    bool   // a clock time that opens its line
	followed bool   // by another's name: "Monday’s vote"
}

// atoms are those of a line, in order and apart from each other: of several that
// overlap, the one that begins first, and of those the longest. Each lies within
// one of the line's sentences.
func (r *reader) atoms(line string, sentences [][2]int) []atom {
	var found []atom
	for _, s := range sentences {
		for from := s[0]; from < s[1]; {
			to := cut(line, from, s[1])
			found = r.atomsBetween(line, from, to, found)
			from = to
		}
	}
	slices.SortStableFunc(found, func(a, b atom) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	kept := found[:0]
	for _, a := range found {
		if len(kept) == 0 || a.from >= kept[len(kept)-1].to {
			kept = append(kept, a)
		}
	}
	return kept
}

// maxSentence is how much is looked at in one go, in bytes: what the expressions
// cost grows faster than their text, and longer sentences nobody writes.
const maxSentence = 1200

// cut is where a part of a sentence that begins at from ends.
func cut(line string, from, end int) int {
	if end-from <= maxSentence {
		return end
	}
	to := from + maxSentence
	if space := strings.LastIndexByte(line[from:to], ' '); space > 0 {
		return from + space + 1
	}
	for !utf8.RuneStart(line[to]) {
		to--
	}
	return to
}

// atomsBetween adds those of a part of a line.
func (r *reader) atomsBetween(line string, from, to int, found []atom) []atom {
	windows := make([][][2]int, len(r.needs))
	for i, re := range r.needs {
		windows[i] = windowsAround(line, from, to, re)
	}
	whole := [][2]int{{from, to}}
	for _, f := range r.forms {
		in := whole
		if f.need >= 0 {
			in = windows[f.need]
		}
		for _, w := range in {
			found = r.atomsIn(line, f, w[0], w[1], found)
		}
	}
	return found
}

// atomsIn adds what one form finds in a part of a line.
func (r *reader) atomsIn(line string, f compiledForm, at, end int, found []atom) []atom {
	for at < end {
		m := f.re.FindStringSubmatchIndex(line[at:end])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		if m[1] > m[0] && apart(line, m[0], m[1]) {
			if a, ok := r.atom(line, f, m); ok {
				found = append(found, a)
				at = m[1]
				continue
			}
		}
		_, size := utf8.DecodeRuneInString(line[m[0]:])
		at = m[0] + size
	}
	return found
}

// reach is how far from its needed part a form may begin or end, in bytes.
const reach = 64

// windowsAround are the parts of a line in which forms that need an expression can be.
func windowsAround(line string, begin, end int, re *regexp.Regexp) [][2]int {
	var list [][2]int
	for _, m := range re.FindAllStringIndex(line[begin:end], -1) {
		from, to := max(begin+m[0]-reach, begin), min(begin+m[1]+reach, end)
		for from > begin && !utf8.RuneStart(line[from]) {
			from--
		}
		for to < end && !utf8.RuneStart(line[to]) {
			to++
		}
		if n := len(list) - 1; n >= 0 && from <= list[n][1] {
			list[n][1] = to
		} else {
			list = append(list, [2]int{from, to})
		}
	}
	return list
}

// near is how much before or behind a date is looked at, in bytes.
const near = 90

// ahead is what stands right before a place in a line.
func ahead(line string, at int) string { return lastOf(line[:at], near) }

// lastOf and firstOf are the ends of a text, in whole characters.
func lastOf(text string, most int) string {
	from := max(len(text)-most, 0)
	for from < len(text) && !utf8.RuneStart(text[from]) {
		from++
	}
	return text[from:]
}

func firstOf(text string, most int) string {
	to := min(len(text), most)
	for to > 0 && to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return text[:to]
}

// apart tells whether what stands at a place is not part of a longer word or number.
func apart(line string, from, to int) bool {
	before, size := utf8.DecodeLastRuneInString(line[:from])
	first, _ := utf8.DecodeRuneInString(line[from:])
	last, _ := utf8.DecodeLastRuneInString(line[:to])
	after, next := utf8.DecodeRuneInString(line[to:])
	if joins(before, first) || joins(last, after) {
		return false
	}
	if unicode.IsDigit(first) {
		if strings.ContainsRune("#$€£¥№", before) {
			return false
		}
		if strings.ContainsRune(".,:/", before) && from > size && endsInDigit(line[:from-size]) {
			return false
		}
	}
	if unicode.IsDigit(last) {
		rest := line[to+next:]
		if after == '%' || strings.ContainsRune(".,:/-", after) && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return false
		}
	}
	return true
}

func joins(left, right rune) bool {
	word := func(r rune) bool {
		return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !unicode.Is(unicode.Han, r)
	}
	han := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	if unicode.IsDigit(left) && unicode.IsDigit(right) {
		return true
	}
	return word(left) && word(right) && !han(left) && !han(right)
}

func endsInDigit(text string) bool {
	return text != "" && text[len(text)-1] >= '0' && text[len(text)-1] <= '9'
}

// groupsOf are the words that a form's groups stand for.
type groupsOf struct {
	line string
	form compiledForm
	m    []int
}

func (g groupsOf) get(name string) string {
	i, ok := g.form.at[name]
	if !ok || g.m[2*i] < 0 {
		return ""
	}
	return g.line[g.m[2*i]:g.m[2*i+1]]
}

func (g groupsOf) number(name string) int {
	n, _ := strconv.Atoi(plainDigits(g.get(name)))
	return n
}

// plainDigits are the digits of any script as ASCII.
func plainDigits(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		}
		return r
	}, text)
}

// atom reads what a form has matched; false where it is no date after all.
func (r *reader) atom(line string, f compiledForm, m []int) (atom, bool) {
	g := groupsOf{line, f, m}
	a := atom{from: m[0], to: m[1], form: f.name}
	for _, name := range []string{"m", "m2", "w"} {
		if word := g.get(name); word != "" && r.capitals && !startsUpper(word) {
			return a, false
		}
	}
	w := when{unit: unitDay, month: r.months[strings.ToLower(g.get("m"))], day: g.number("d"), year: g.number("y"), weekday: r.weekday(g.get("w"))}
	w.yearless = w.year == 0
	ok := r.fill(&a, &w, g)
	a.when = w
	if month, dotted := strings.CutSuffix(line[a.from:a.to], "."); dotted && w.unit != unitClock && w.clock == "" && !abbreviated(month) {
		a.to--
	}
	a.followed = genitive(line[a.to:])
	return a, ok
}

// abbreviated tells whether a full stop behind words belongs to the last of them.
func abbreviated(words string) bool {
	last := words[strings.LastIndexByte(words, ' ')+1:]
	return utf8.RuneCountInString(last) <= 4 && last != "May" && last != "June" && last != "July" && !endsInDigit(last)
}

func genitive(rest string) bool {
	return strings.HasPrefix(rest, "’s ") || strings.HasPrefix(rest, "'s ")
}

func startsUpper(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// weekday is the number of a day of the week, from 1 on a Monday.
func (r *reader) weekday(word string) int {
	if word == "" {
		return 0
	}
	for i := range r.weekdays {
		if r.connectors.weekdays[i].MatchString(word) {
			return i + 1
		}
	}
	return 0
}

// count is a number in digits or in words.
func (r *reader) count(word string) int {
	if n, err := strconv.Atoi(plainDigits(word)); err == nil {
		return n
	}
	return r.numbers[strings.ToLower(word)]
}

// word looks for a word whatever its case.
func word[V any](m map[string]V, text string) V { return m[strings.ToLower(text)] }
