package draft

import (
	"fmt"
	"strings"
)

// Date is a date that the text says, in the text's own words.
type Date struct {
	Span
	EDTF    string `json:"edtf,omitempty"`  // empty where Derived is open
	Derived string `json:"derived"`         // stated, relative, context or open
	Stamp   bool   `json:"stamp,omitempty"` // it is the time at the head of an entry of a live blog
}

// dateFinder goes through a text, line by line.
type dateFinder struct {
	*reader
	text   *text
	scene  scene
	stamps int
	line   string
	offset int // of the line in the text, in bytes
	atoms  []atom
	found  []Date
}

func (r *reader) dates(t *text, published string) []Date {
	f := dateFinder{reader: r, text: t}
	f.scene.published, f.scene.isPublished = whenOf(published)
	lines := make([][]atom, 0, 64)
	at := 0
	for line := range strings.Lines(t.words) {
		list := r.atoms(line, t.sentencesIn(at, len(line)))
		at += len(line)
		if len(list) > 0 && list[0].stamp {
			f.stamps++
		}
		lines = append(lines, list)
	}
	n := 0
	for line := range strings.Lines(t.words) {
		f.line, f.atoms = line, lines[n]
		n++
		f.scene.day, f.scene.year, f.scene.last = nil, nil, nil
		f.compose()
		f.offset += len(line)
	}
	return f.found
}

// compose makes dates of a line's atoms, each with what stands around it.
func (f *dateFinder) compose() {
	end := 0 // of the date before
	for i := 0; i < len(f.atoms); i++ {
		a := f.atoms[i]
		if a.stamp {
			f.addStamp(a)
			end = a.to
			continue
		}
		if next := i + 1; next < len(f.atoms) && f.joinClock(&a, f.atoms[next]) {
			i = next
		}
		if a.when.unit == unitClock {
			if a.when.weekday == 0 {
				continue // a time of an unknown day
			}
			a.when.unit, a.when.relation = unitDay, ofWeekday
		}
		lead := lastOf(f.line[end:a.from], near)
		if next := i + 1; next < len(f.atoms) && f.addPair(lead, a, f.atoms[next]) {
			i = next
		} else {
			f.addOne(lead, a)
		}
		end = f.atoms[i].to
	}
}

// joinClock joins a clock time and the day beside it.
func (f *dateFinder) joinClock(a *atom, next atom) bool {
	if next.from-a.to > near {
		return false
	}
	between := strings.Trim(f.line[a.to:next.from], " ,")
	switch {
	case a.when.unit == unitClock && a.when.weekday == 0 && next.when.unit == unitDay && (between == "" || between == "on"):
		clock := a.when.clock
		a.when, a.to, a.followed = next.when, next.to, next.followed
		a.when.clock = clock
	case a.when.unit == unitDay && next.when.unit == unitClock && next.when.weekday == 0 && (between == "" || between == "at"):
		a.when.clock, a.to = next.when.clock, next.to
	default:
		return false
	}
	return true
}

// addStamp takes the time at the head of an entry, where there are several, for
// one of the day of publication; past midnight it is of the day after.
func (f *dateFinder) addStamp(a atom) {
	if f.stamps < 2 || !f.scene.hasDay() {
		return
	}
	w := f.scene.published
	if s := f.scene.stamp; s != nil {
		w = *s
	}
	if a.when.weekday > 0 {
		ahead := (a.when.weekday - weekdayOf(w.time()) + 7) % 7
		if ahead > 3 {
			ahead -= 7
		}
		w = w.moved(ahead)
	}
	w.clock = a.when.clock
	f.scene.stamp = &w
	f.add(a.from, a.to, w.spelled(), Relative, true)
}

// part is what a word before a date makes of it.
func (f *dateFinder) part(lead string, a *atom) string {
	c := &f.connectors
	for _, p := range []struct {
		is     bool
		season int
		m      []int
	}{
		{a.when.unit == unitYear, 37, c.early.FindStringIndex(lead)}, {a.when.unit == unitYear, 38, c.mid.FindStringIndex(lead)}, {a.when.unit == unitYear, 39, c.late.FindStringIndex(lead)},
	} {
		if p.m == nil || a.when.to != nil {
			continue
		}
		begin := p.m[0]
		for begin < len(lead) && !isLetterAt(lead, begin) {
			begin++
		}
		a.from -= len(lead) - begin
		if p.is && a.when.relation == absolute {
			a.when.unit, a.when.season, a.when.approx = unitSeason, p.season, true
		}
		return lead[:begin]
	}
	if m := c.about.FindStringIndex(lead); m != nil && a.when.unit >= unitMonth && a.when.unit != unitClock {
		begin := m[0]
		for begin < len(lead) && !isLetterAt(lead, begin) {
			begin++
		}
		a.from -= len(lead) - begin
		a.when.approx = true
		return lead[:begin]
	}
	return lead
}

func isLetterAt(text string, at int) bool {
	c := text[at]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// sentence is what stands before and behind a place in its sentence.
func (f *dateFinder) sentence(from, to int) (before, after string) {
	start, end := f.text.sentenceAt(f.offset+from, f.offset+to)
	start, end = max(start-f.offset, 0), min(end-f.offset, len(f.line))
	return lastOf(f.line[min(start, from):from], 4*near), firstOf(f.line[to:max(end, to)], 4*near)
}

func (f *dateFinder) direction(a atom) direction { return f.directionOf(f.sentence(a.from, a.to)) }

// resolved resolves an atom, and remembers it for those behind it.
func (f *dateFinder) resolved(a atom, d direction) (when, string, bool) {
	w, how, ok := f.scene.resolve(a.when, d)
	if !ok {
		return w, how, false
	}
	if !w.yearless {
		last := w
		f.scene.last = &last
	}
	if w.unit == unitDay && len(w.oneOf) == 0 && !w.yearless {
		day := w
		f.scene.day = &day
	}
	if how == Stated && (w.unit == unitDay || w.unit == unitMonth) && !w.yearless {
		year := w
		f.scene.year = &year
	}
	return w, how, true
}

func (f *dateFinder) add(from, to int, edtf, how string, stamp bool) {
	if edtf != "" && !valid(edtf) {
		return
	}
	f.found = append(f.found, Date{Span: f.text.span(f.offset+from, f.offset+to), EDTF: edtf, Derived: how, Stamp: stamp})
}

func interval(from, to string) string { return fmt.Sprintf("%s/%s", from, to) }
