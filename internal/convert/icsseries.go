package convert

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// icsSeries are the components of one UID that recur, or are single occurrences.
type icsSeries struct {
	master *icsComponent // the first that recurs; nil where the file has none
	start  icsTime       // of it
	others []icsTime     // when the occurrences were meant to be that it says otherwise of
}

// release gives the events that waited for the end of the file.
func (r *icsRead) release() error {
	all := map[string]*icsSeries{}
	for _, c := range r.held {
		s := all[icsUID(c)]
		if s == nil {
			s = &icsSeries{}
			all[icsUID(c)] = s
		}
		if c.prop("RECURRENCE-ID").value == "" && s.master == nil {
			if list, err := icsTimes(c.prop("DTSTART"), r.zone); err == nil {
				s.master, s.start = c, list[0]
			}
		}
	}
	for _, c := range r.held {
		if p := c.prop("RECURRENCE-ID"); p.value != "" && icsUID(c) != "" {
			if list, err := icsTimes(p, r.zone); err == nil {
				s := all[icsUID(c)]
				s.others = append(s.others, list[0])
			}
		}
	}
	for _, c := range r.held {
		s := all[icsUID(c)]
		var err error
		switch {
		case c.prop("RECURRENCE-ID").value != "":
			err = r.occurrence(c, s)
		case c.prop("RRULE").value != "" || c.prop("RDATE").value != "":
			if c != s.master {
				s = &icsSeries{}
			}
			err = r.recurring(c, s)
		default:
			err = r.single(c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func icsUID(c *icsComponent) string { return strings.TrimSpace(icsUnescaped(c.prop("UID").value)) }

// occurrence gives one occurrence of which the calendar says otherwise than of its
// series.
func (r *icsRead) occurrence(c *icsComponent, s *icsSeries) error {
	w, err := r.build(c)
	if err != nil {
		return r.give(c, nil, err)
	}
	p := c.prop("RECURRENCE-ID")
	list, err := icsTimes(p, r.zone)
	if err != nil {
		return r.give(c, nil, rowFault(p.line, 1, "%v", err))
	}
	if strings.EqualFold(p.param("RANGE"), "THISANDFUTURE") {
		w.warn("/date", "the calendar says so of this occurrence and all that follow", "it is taken for this one; the others stand as their series says")
	}
	w.dated(w.start, w.end)
	series := s.start
	if s.master == nil {
		series = list[0]
	}
	w.keep("recurrence_id", p.value)
	w.ExternalIDs = []string{r.ids.of("ics", icsOccurrence(w.uid, list[0], series), w.says)}
	return r.give(c, &w.itemEvent, nil)
}

// icsOccurrence is the id of one occurrence, blank where the series has none.
func icsOccurrence(uid string, t, series icsTime) string {
	if uid == "" {
		return ""
	}
	return uid + "/" + t.id(series)
}

// recurring gives each occurrence of an event that recurs, or the event as one where
// there is no end to them, or are too many.
func (r *icsRead) recurring(c *icsComponent, s *icsSeries) error {
	w, err := r.build(c)
	if err != nil {
		return r.give(c, nil, err)
	}
	rules := c.all("RRULE")
	rule := ""
	if len(rules) > 0 {
		rule = strings.TrimSpace(rules[0].value)
	}
	rec := recurrence{start: w.start.wall, rule: rule, extra: r.walls(c, w, "RDATE"), without: r.walls(c, w, "EXDATE")}
	if w.start.zone != nil {
		rec.clock = w.start.zone.clock
	}
	for _, other := range s.others {
		rec.without = append(rec.without, other.in(w.start).wall)
	}
	found, err := r.expand(rec)
	switch {
	case len(rules) > 1:
		err = errors.New("it has several rules")
		fallthrough
	case err != nil:
		w.warn("/date", fmt.Sprintf("line %d: it recurs in a way that is not expanded: %v", rules[0].line, err), "it is kept as one event; list its dates as RDATE, or as events of their own")
		return r.asOne(c, w, rule, series{})
	case found.endless || found.many:
		return r.asOne(c, w, rule, found)
	}
	span := time.Duration(-1)
	if w.end != nil {
		span = w.span()
	}
	for _, wall := range found.dates {
		one := w.copied()
		start := w.start.at(wall)
		var end *icsTime
		if span >= 0 {
			last := w.end.in(w.start).at(wall.Add(span))
			end = &last
		}
		one.dated(start, end)
		one.ExternalIDs = []string{r.ids.of("ics", icsOccurrence(w.uid, start, w.start), w.says+start.id(icsTime{}))}
		if err := r.give(c, &one, nil); err != nil {
			return err
		}
	}
	return nil
}

// expand is when a series occurs, unless too many rules of the file never do.
func (r *icsRead) expand(rec recurrence) (series, error) {
	if rec.rule != "" && r.barren >= maxBarren {
		return series{}, fmt.Errorf("more than %d rules of the file never come true", maxBarren)
	}
	s, err := rec.expand()
	if errors.Is(err, errBarren) {
		r.barren++
	}
	return s, err
}

// walls are the times of a property as the clock of the event's start shows them.
func (r *icsRead) walls(c *icsComponent, w *icsWhole, name string) []time.Time {
	var list []time.Time
	for _, p := range c.all(name) {
		times, err := icsTimes(p, r.zone)
		if err != nil {
			w.warn("/date", fmt.Sprintf("line %d: %v", p.line, err), "the other dates are taken")
			continue
		}
		for _, t := range times {
			if t = t.in(w.start); t.day && !w.start.day {
				t.wall = t.wall.Add(time.Duration(w.start.wall.Hour())*time.Hour + time.Duration(w.start.wall.Minute())*time.Minute + time.Duration(w.start.wall.Second())*time.Second)
			}
			list = append(list, t.wall)
		}
	}
	return list
}

// asOne gives a series as one event, a period from its first day on, and says so.
func (r *icsRead) asOne(c *icsComponent, w *icsWhole, rule string, found series) error {
	w.asSeries(w.start, rule, found)
	w.ExternalIDs = []string{r.ids.of("ics", w.uid, w.says)}
	return r.give(c, &w.itemEvent, nil)
}

// asSeries dates an event that recurs and is kept as one: from its first day to its
// last where that is known, and otherwise without an end, or with one that nobody
// says.
func (e *itemEvent) asSeries(start icsTime, rule string, found series) {
	first := start.wall.Format(time.DateOnly)
	end, words := "", "It recurs, and is kept as one event"
	switch {
	case found.endless:
		end, words = "..", "It recurs, with no end stated, and is kept as one event"
	case found.many:
		if !found.last.IsZero() {
			end = found.last.Format(time.DateOnly)
		}
		words = fmt.Sprintf("It recurs more than %d times, and is kept as one event", maxOccurrences)
	}
	e.Date = timeline.Date{EDTF: edtf.MustParse(first + "/" + end), Basis: "stated"}
	if e.Date.Text = timeline.Clip(inOneLine(timeline.Printable(rule)), 500); e.Date.Text != "" {
		words += ": " + e.Date.Text
	}
	e.summed(words + ".")
}
