package draft

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"example.org/dateline/internal/datewords"
)

// lexicon is what a language has to say where dates and quotations stand: words
// and patterns, in expressions of Go's regexp.
type lexicon struct {
	tag string
	// Months and days of the week begin with a capital, which tells them from
	// other words: "may", "march".
	capitals bool
	weekdays [7]string      // from Monday
	months   map[string]int // that datewords does not write: "sept"
	numbers  map[string]int
	seasons  map[string]int
	units    map[string]unit
	forms    []form
	// Words that say in what direction a relative date lies.
	shifts map[string]int

	// What stands before a date, or between two, and makes one of them.
	since, by, before, after, until, from, between, and, to, onward, starting string
	early, mid, late, about                                                   string
	monthAfter, yearAfter                                                     string // what a lone month and a lone year follow
	yearSurely, yearBetween, function                                         string // of these, what nothing but a year follows; what a year follows like an adjective; words that do not name what a number counts
	every                                                                     string
	moved                                                                     string // verbs by which "from Monday to Friday" is no period
	hints                                                                     *tenses

	speech speechWords
}

// form is one way in which a language says a date. The groups of its pattern
// are filled in from {D} (a day), {M}, {W}, {Y} and the like; see expand.
type form struct {
	name    string
	pattern string
}

// tenses are the words that tell what was from what is to come.
type tenses struct {
	future, past, would map[string]bool
}

// reader is a lexicon made ready.
type reader struct {
	*lexicon
	months     map[string]int
	locale     *datewords.Locale
	forms      []compiledForm
	needs      []*regexp.Regexp
	connectors connectors
	quoting    quoting
}

type compiledForm struct {
	name string
	re   *regexp.Regexp
	at   map[string]int // the number of each group
	need int            // of reader.needs: without it in a line there is no such date
}

// needed are the parts that forms do not go without, by name; lines without one
// are passed over. A form that is not listed is looked for everywhere.
var needed = map[string]string{
	"day": "M", "days": "M", "month": "M", "monthOf": "M", "monthAlone": "M",
	"season": "S", "seasonOf": "S", "weekday": "W", "clockDay": "W",
	"unit": "U", "ago": "U", "contextUnit": "U", "contextAgo": "U",
	"typed": "0", "years": "0", "yearAlone": "0", "year": "0", "era": "0", "decade": "0", "clock": "0",
}

// connectors are expressions of what stands right before a date, or between two.
type connectors struct {
	since, by, before, after, until, from, between, and, to, onward, starting *regexp.Regexp
	early, mid, late, about, monthAfter, yearAfter                            *regexp.Regexp
	yearSurely, yearBetween, function, every, moved                           *regexp.Regexp
	weekdays                                                                  [7]*regexp.Regexp
}

var lexicons = []*lexicon{&english, &spanish, &ukrainian, &arabic, &chinese}

var readers sync.Map // of tags to *reader

// readerFor is the reader of a language; English where there is none.
func readerFor(tag string) *reader {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if r, ok := readers.Load(primary); ok {
		return r.(*reader)
	}
	i := slices.IndexFunc(lexicons, func(l *lexicon) bool { return l.tag == primary })
	r, _ := readers.LoadOrStore(lexicons[max(i, 0)].tag, compile(lexicons[max(i, 0)]))
	return r.(*reader)
}

// Languages are the tags of the languages whose dates and quotations are known;
// a text in another is read as English.
func Languages() []string {
	var tags []string
	for _, l := range lexicons {
		tags = append(tags, l.tag)
	}
	return tags
}

func compile(l *lexicon) *reader {
	locale, _ := datewords.For(l.tag)
	r := &reader{lexicon: l, months: locale.Months(), locale: locale}
	maps.Copy(r.months, l.months)
	groups := r.groups()
	parts := []string{"M", "S", "W", "U", "0"}
	groups["0"] = `[\d٠-٩]`
	for _, part := range parts {
		r.needs = append(r.needs, regexp.MustCompile(`(?i)`+groups[part]))
	}
	for _, f := range l.forms {
		re := regexp.MustCompile(`(?i)` + expand(f.pattern, groups))
		c := compiledForm{name: f.name, re: re, at: map[string]int{}, need: slices.Index(parts, needed[f.name])}
		for i, name := range re.SubexpNames() {
			if name != "" {
				c.at[name] = i
			}
		}
		r.forms = append(r.forms, c)
	}
	ending := func(words string) *regexp.Regexp {
		return optional(`(?i)(?:^|[^\p{L}\p{N}])(?:`+words+`)[\s]*$`, words)
	}
	whole := func(words string) *regexp.Regexp { return optional(`(?i)^\s*(?:`+words+`)\s*$`, words) }
	beginning := func(words string) *regexp.Regexp { return optional(`(?i)^,?\s*(?:`+words+`)`, words) }
	r.connectors = connectors{
		since: ending(l.since), by: ending(l.by), before: ending(l.before), after: ending(l.after), until: ending(l.until),
		from: ending(l.from), between: ending(l.between), and: whole(l.and), to: whole(l.to), onward: beginning(l.onward), starting: ending(l.starting),
		early: ending(l.early), mid: ending(l.mid), late: ending(l.late), about: ending(l.about),
		monthAfter: ending(l.monthAfter), yearAfter: ending(l.yearAfter),
		yearSurely: ending(l.yearSurely), yearBetween: ending(l.yearBetween), function: beginning(`(?:` + l.function + `)(?:[^\p{L}]|$)`),
		every: ending(l.every), moved: optional(`(?i)(?:^|[^\p{L}])(?:`+l.moved+`)[^.;]*$`, l.moved),
	}
	for i, names := range l.weekdays {
		r.connectors.weekdays[i] = regexp.MustCompile(`(?i)^(?:` + names + `)$`)
	}
	r.quoting = compileQuoting(&l.speech)
	return r
}

// never matches nothing: a language without such a word.
var never = regexp.MustCompile(`[^\s\S]`)

func optional(pattern, words string) *regexp.Regexp {
	if words == "" {
		return never
	}
	return regexp.MustCompile(pattern)
}

// groups are what the placeholders of forms stand for.
func (r *reader) groups() map[string]string {
	months := alternatives(keys(r.months))
	weekdays := strings.Join(r.weekdays[:], "|")
	numbers := alternatives(keys(r.numbers))
	return map[string]string{
		"D":  `(?P<d>[0-3]?\d)(?:st|nd|rd|th|º|-?[еій]|-го)?`,
		"D2": `(?P<d2>[0-3]?\d)(?:st|nd|rd|th|º|-?[еій]|-го)?`,
		"M":  `(?P<m>` + months + `)\.?`,
		"M2": `(?P<m2>` + months + `)\.?`,
		"Y":  `(?P<y>\d{4})`,
		"W":  `(?P<w>` + weekdays + `)`,
		"N":  `(?P<n>\d{1,3}|` + numbers + `)`,
		"S":  `(?P<s>` + alternatives(keys(r.seasons)) + `)`,
		"U":  `(?P<u>` + alternatives(keys(r.units)) + `)`,
		"R":  `(?P<r>` + alternatives(keys(r.shifts)) + `)`,
		"T":  `(?P<h>[012]?\d)(?:[:.](?P<min>[0-5]\d))?`,
		"Z":  `(?P<z>Z|GMT|UTC|EDT|EST|CDT|CST|PDT|PST|BST|CET|CEST|EET|EEST|MSK)`,
	}
}

var placeholder = regexp.MustCompile(`\{[A-Z]\d?\}`)

func expand(pattern string, groups map[string]string) string {
	return placeholder.ReplaceAllStringFunc(pattern, func(p string) string {
		if group, known := groups[p[1:len(p)-1]]; known {
			return group
		}
		return p // a class of characters, as in \p{L}
	})
}

func keys[V any](m map[string]V) []string {
	list := make([]string, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	return list
}

// alternatives matches any of the words, the longest first.
func alternatives(words []string) string {
	if len(words) == 0 {
		return `[^\s\S]`
	}
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return strings.Join(quoted, "|")
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
