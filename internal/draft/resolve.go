package draft

import (
	"strings"
	"time"
	"unicode"
)

// How a date was derived.
const (
	Stated   = "stated"   // the text says all of it
	Relative = "relative" // to when the text was published
	Context  = "context"  // from another date of the text
	Open     = "open"     // what it is relative to is not known: there is no EDTF
)

// scene is what dates of a text are relative to, in the order of the text.
type scene struct {
	published   when
	isPublished bool
	day         *when // the last day in this line
	last        *when // the last date in it of any kind
	year        *when // the last day or month of this line whose year the text states
	stamp       *when // the last stamp of the text
}

// direction says on which side of publication a date lies.
type direction int

const (
	past   direction = -1
	unsure direction = 0
	future direction = 1
	// A date after another in the past: "the ships would reach Suez on 20 November".
	afterwards direction = 2
)

// resolve fills in what a date leaves out, and says how. It is false where
// nothing settles it.
func (s *scene) resolve(w when, d direction) (when, string, bool) {
	switch w.relation {
	case ofWeekday, lastWeekday, nextWeekday:
		return s.ofWeekday(w, d)
	case fromPublished:
		return s.fromPublished(w, d)
	case fromContext:
		return s.fromContext(w)
	}
	if w.unit == unitClock || !w.yearless {
		return w, Stated, w.unit != unitClock
	}
	return s.withYear(w, d)
}

func (s *scene) hasDay() bool { return s.isPublished && s.published.unit == unitDay }

// ofWeekday finds the day of the week nearest to publication. "Last Tuesday" and
// "next Tuesday" may be of this week or of the one beside it: where the two
// differ it is one of them.
func (s *scene) ofWeekday(w when, d direction) (when, string, bool) {
	if !s.hasDay() {
		return w, Open, false
	}
	today := s.published.time()
	back := (weekdayOf(today) - w.weekday + 7) % 7
	ahead := (w.weekday - weekdayOf(today) + 7) % 7
	monday := today.AddDate(0, 0, 1-weekdayOf(today))
	var days []time.Time
	switch {
	case w.relation == lastWeekday:
		days = []time.Time{monday.AddDate(0, 0, w.weekday-8), today.AddDate(0, 0, -(back+6)%7-1)}
	case w.relation == nextWeekday:
		days = []time.Time{today.AddDate(0, 0, (ahead+6)%7+1), monday.AddDate(0, 0, w.weekday+6)}
	case w.shift > 0 || d >= future:
		days = []time.Time{today.AddDate(0, 0, ahead)}
	default:
		days = []time.Time{today.AddDate(0, 0, -back)}
	}
	near := func(t time.Time) bool { hours := t.Sub(today).Hours(); return hours <= 24 && hours >= -24 }
	if len(days) == 2 && near(days[0]) {
		days = days[1:]
	} else if len(days) == 2 && near(days[1]) {
		days = days[:1]
	}
	found := dayOf(days[0])
	found.clock = w.clock
	if len(days) == 2 && !days[0].Equal(days[1]) {
		found.oneOf = []string{found.spelled(), dayOf(days[1]).spelled()}
	}
	return found, Relative, true
}

func (s *scene) fromPublished(w when, d direction) (when, string, bool) {
	p := s.published
	if !s.isPublished || w.unit == unitDay && p.unit != unitDay || (w.unit == unitWeek || w.unit == unitWeekend) && p.unit != unitDay || w.unit == unitMonth && p.unit == unitYear {
		return w, Open, false
	}
	found := at(p.time(), w.unit)
	found.approx, found.season = w.approx, w.season
	switch {
	case w.unit == unitMonth && w.month > 0: // "last March"
		w.relation, w.yearless = absolute, true
		towards := map[int]direction{-1: past, 1: future, 0: unsure}[w.shift]
		found, _, ok := s.withYear(w, towards)
		if w.shift == 0 {
			found.year = p.year
		}
		return found, Relative, ok
	case w.unit == unitSeason:
		return s.seasonNear(w)
	case w.unit == unitWeekend && w.shift == 0 && d == past && weekdayOf(p.time()) < 6:
		found = found.moved(-1)
	}
	return found.moved(w.shift), Relative, true
}

// seasonNear is the last season of that name before publication, or the next.
func (s *scene) seasonNear(w when) (when, string, bool) {
	if s.published.unit == unitYear {
		return w, Open, false
	}
	begins := 3 * (w.season - 20) // March for spring; those of the south know better
	w.year, w.yearless, w.relation = s.published.year, false, absolute
	switch {
	case w.shift < 0 && begins+3 > s.published.month:
		w.year--
	case w.shift > 0 && begins <= s.published.month:
		w.year++
	}
	return w, Relative, true
}

// fromContext counts from the last day that the line has named.
func (s *scene) fromContext(w when) (when, string, bool) {
	if s.last != nil && w.unit == unitYear && s.last.unit == unitYear {
		return s.last.moved(w.shift), Context, true
	}
	if s.day == nil {
		return w, Open, false
	}
	found := at(s.day.time(), w.unit)
	found.approx = w.approx
	return found.moved(w.shift), Context, true
}

// withYear gives a day or month its year: that of a date before it in the line,
// where that lies years back; else the one nearest to publication.
func (s *scene) withYear(w when, d direction) (when, string, bool) {
	w.yearless = false
	if s.year != nil && (!s.isPublished || s.published.year-s.year.year >= 2 && d != future) && !w.thisYear {
		w.year = s.year.year
		if valid(w.spelled()) {
			return w, Context, true
		}
	}
	if !s.isPublished {
		w.yearless = true
		return w, Stated, true
	}
	w.year = s.published.year
	if w.thisYear || s.published.unit == unitYear {
		return w, Relative, true
	}
	best, found := when{}, false
	for year := w.year - 3; year <= w.year+3; year++ {
		c := w
		c.year = year
		if !valid(c.spelled()) || c.weekday > 0 && weekdayOf(c.time()) != c.weekday || !s.lies(c, d) {
			continue
		}
		if !found || s.distance(c) < s.distance(best) {
			best, found = c, true
		}
	}
	if !found && w.weekday > 0 {
		w.weekday = 0 // the text names the wrong day of the week
		return s.withYear(w, d)
	}
	return best, Relative, found
}

// lies tells whether a date is on a side of publication.
func (s *scene) lies(w when, d direction) bool {
	days := int(w.time().Sub(s.published.time()).Hours() / 24)
	if w.unit == unitMonth || s.published.unit == unitMonth {
		months := 12*(w.year-s.published.year) + w.month - s.published.month
		return d == unsure || d == past && months <= 0 || d >= future && months >= 0
	}
	return d == unsure || d == past && days <= 0 || d >= future && days >= 0
}

func (s *scene) distance(w when) time.Duration {
	d := w.time().Sub(s.published.time())
	return max(d, -d)
}

// directionOf looks for the verb that a date goes with: the nearest before it in
// its sentence, and where there is none, the first behind it.
func (r *reader) directionOf(before, after string) direction {
	if r.hints == nil {
		return unsure
	}
	words := wordsOf(before)
	for i := len(words) - 1; i >= 0; i-- {
		if d := r.tense(words, i); d != unsure {
			return d
		}
	}
	words = wordsOf(after)
	for i := range words {
		if d := r.tense(words, i); d != unsure {
			return d
		}
	}
	return unsure
}

// tense is what one word says, with those before it.
func (r *reader) tense(words []string, i int) direction {
	if d := r.toCome(words, i); d != unsure {
		return d
	}
	w := words[i]
	if !r.hints.past[w] && (!strings.HasSuffix(w, "ed") || len(w) < 4) {
		return unsure
	}
	for n := i - 1; n >= max(i-3, 0); n-- { // "will be opened"
		if d := r.toCome(words, n); d != unsure {
			return d
		}
	}
	return past
}

// toCome tells whether a word says what is to come.
func (r *reader) toCome(words []string, i int) direction {
	switch w := words[i]; {
	case r.hints.future[w] || w == "to" && i > 0 && isBe(words[i-1]):
		return future
	case r.hints.would[w]:
		return afterwards
	}
	return unsure
}

func isBe(w string) bool {
	return w == "is" || w == "are" || w == "am" || w == "was" || w == "were" || w == "be"
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '\'' && r != '-' })
}
