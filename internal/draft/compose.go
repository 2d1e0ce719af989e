package draft

import (
	"regexp"
	"strings"
)

// addPair makes one date of two that bound a period; false where they are apart.
func (f *dateFinder) addPair(lead string, a, b atom) bool {
	c := &f.connectors
	if a.when.to != nil || b.when.to != nil || a.when.unit == unitClock || b.when.unit == unitClock || len(a.when.oneOf)+len(b.when.oneOf) > 0 {
		return false
	}
	if b.from-a.to > near {
		return false
	}
	gap := f.part(f.line[a.to:b.from], &b)
	opening := c.from
	switch {
	case c.between.MatchString(lead) && c.and.MatchString(gap):
		opening = c.between
	case !c.to.MatchString(gap):
		return false
	case c.from.MatchString(lead):
		if c.moved.MatchString(lead) {
			return false
		}
	case a.when.unit != b.when.unit || !dashOrTo.MatchString(gap):
		return false
	default:
		opening = never
	}
	whole := a
	if lead = f.part(lead, &a); a.from < whole.from {
		whole.from = a.from
	}
	from, to, how, ok := f.bounds(a, b)
	if !ok {
		return false
	}
	f.addSpan(opening, lead, whole.from, b.to, interval(from.first(), to.last()), how)
	return true
}

var dashOrTo = regexp.MustCompile(`^\s*(?:[-–—]|to|through|à|al?|до|по|إلى|至|到)(?: the)?\s*$`)

// bounds resolves two dates of which one may leave out what the other says.
func (f *dateFinder) bounds(a, b atom) (from, to when, how string, ok bool) {
	before, _ := f.sentence(a.from, a.to)
	_, after := f.sentence(b.from, b.to)
	d := f.directionOf(before, after)
	switch {
	case a.when.yearless && !b.when.yearless && b.when.relation == absolute && b.when.year != 0:
		a.when.year, a.when.yearless = b.when.year, false
		if b.when.month > 0 && a.when.month > b.when.month {
			a.when.year--
		}
	case a.when.yearless:
		d = min(d, unsure) // a period is told by how it began
	}
	from, how, ok = f.resolved(a, d)
	if !ok {
		return from, to, how, false
	}
	if b.when.yearless {
		b.when.year, b.when.yearless = from.year, from.yearless
		if b.when.month < from.month {
			b.when.year++
		}
		to = b.when
	} else {
		var second string
		if to, second, ok = f.resolved(b, d); !ok {
			return from, to, how, false
		}
		if how == Stated {
			how = second
		}
	}
	if from.unit == unitDay && to.unit == unitDay && from.time().After(to.time()) && a.when.relation == ofWeekday {
		if d >= future {
			to = to.moved(7)
		} else {
			from = from.moved(-7)
		}
	}
	if to.unit == unitDay {
		day := to
		f.scene.day = &day
	}
	return from, to, how, from.spelled() != to.spelled() && !from.time().After(to.time())
}

// addOne makes a date of one atom and the words before it.
func (f *dateFinder) addOne(lead string, a atom) {
	c := &f.connectors
	bound := c.until.MatchString(lead) || c.by.MatchString(lead) || c.since.MatchString(lead)
	if !bound {
		lead = f.part(lead, &a)
	}
	d := f.direction(a)
	if a.when.to != nil {
		f.addDays(lead, a, d)
		return
	}
	w, how, ok := f.resolved(a, d)
	if !ok {
		if how == Open && a.when.relation != fromContext {
			f.add(a.from, a.to, "", Open, false)
		}
		return
	}
	if len(w.oneOf) > 0 {
		f.add(a.from, a.to, w.moment(), how, false)
		return
	}
	rest := firstOf(f.line[a.to:], near)
	onward := c.onward.FindStringIndex(rest)
	later := f.scene.hasDay() && w.unit <= unitMonth && w.time().After(f.scene.published.time())
	switch {
	case c.since.MatchString(lead):
		f.addSpan(c.since, lead, a.from, a.to, interval(w.first(), ".."), how)
	case c.from.MatchString(lead) && onward != nil:
		f.addSpan(c.from, lead, a.from, a.to+onward[1], interval(w.first(), ".."), how)
	case c.starting.MatchString(lead):
		f.addSpan(c.starting, lead, a.from, a.to, interval(w.first(), ".."), how)
	case c.from.MatchString(lead) && later:
		f.addSpan(c.from, lead, a.from, a.to, interval(w.first(), ".."), how)
	case c.until.MatchString(lead):
		f.addSpan(c.until, lead, a.from, a.to, interval("", w.last()), how)
	case c.by.MatchString(lead) && !a.followed:
		f.addSpan(c.by, lead, a.from, a.to, "[.."+w.last()+"]", how)
	case c.before.MatchString(lead) && !a.followed && w.unit != unitSeason:
		f.addSpan(c.before, lead, a.from, a.to, "[.."+w.moved(-1).last()+"]", how)
	case c.after.MatchString(lead) && !a.followed && w.unit != unitSeason:
		f.addSpan(c.after, lead, a.from, a.to, "["+w.moved(1).first()+"..]", how)
	default:
		f.add(a.from, a.to, w.moment(), how, false)
	}
}

// addDays makes a date of what names two days of a month, or two years.
func (f *dateFinder) addDays(lead string, a atom, d direction) {
	second := *a.when.to
	first := a
	first.when.to = nil
	w, how, ok := f.resolved(first, min(d, unsure)) // a period is told by how it began
	if !ok {
		return
	}
	if second.yearless {
		second.year, second.yearless = w.year, w.yearless
	}
	if second.unit == unitDay && second.year == w.year && second.month < w.month {
		w.year--
	}
	day := second
	if second.unit == unitDay && !second.yearless {
		f.scene.day = &day
	}
	c := &f.connectors
	opening, edtf := never, interval(w.spelled(), second.spelled())
	switch joined := strings.TrimSpace(strings.ToLower(a.joined)); {
	case c.between.MatchString(lead):
		opening = c.between
	case joined == "and" || joined == "y" || joined == "та" || joined == "і" || joined == "و" || joined == "和":
		edtf = "{" + w.spelled() + "," + second.spelled() + "}"
	case joined == "or":
		edtf = "[" + w.spelled() + "," + second.spelled() + "]"
	case c.from.MatchString(lead):
		opening = c.from
	}
	f.addSpan(opening, lead, a.from, a.to, edtf, how)
}

// addSpan adds a date with the word before it that is part of what it says.
func (f *dateFinder) addSpan(opening *regexp.Regexp, lead string, from, to int, edtf, how string) {
	if m := opening.FindStringIndex(lead); m != nil {
		begin := m[0]
		for begin < len(lead) && !isLetterAt(lead, begin) {
			begin++
		}
		from -= len(lead) - begin
	}
	for to > from && strings.ContainsRune(" ,.;", rune(f.line[to-1])) {
		to--
	}
	f.add(from, to, edtf, how, false)
}
