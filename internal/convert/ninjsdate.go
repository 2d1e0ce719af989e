package convert

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// ninjsDates are when an event is: as it is settled, and as it is expected. A sample
// of IPTC calls the latter estimated.
type ninjsDates struct {
	Start          string `json:"startDate"`
	End            string `json:"endDate"`
	ExpectedStart  string `json:"expectedStartDate"`
	ExpectedEnd    string `json:"expectedEndDate"`
	EstimatedStart string `json:"estimatedStartDate"`
	EstimatedEnd   string `json:"estimatedEndDate"`
	Duration       string `json:"expectedDuration"`
	Recurrence     struct {
		Dates json.RawMessage `json:"recurrenceDates"` // a list, or one
		Rules []ninjsRule     `json:"recurrenceRules"`
	} `json:"recurrence"`
}

type ninjsRule struct {
	Frequency string `json:"frequency"`
	Interval  *int   `json:"interval"`
	Until     string `json:"until"`
	Count     *int   `json:"count"`
}

// ninjsTime is a date of ninjs: of a year, a month, a day or an instant.
type ninjsTime struct {
	text string   // as EDTF
	at   *icsTime // where it is a day or a clock time
}

var (
	ninjsTruncated = regexp.MustCompile(`^(-?\d{4,9})(-\d{2})?(-\d{2})?(?:Z|[+-]\d{2}:\d{2})?$`)
	ninjsInstant   = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$`)
)

// ninjsTimeOf reads a date, which may be truncated. Of an instant, seconds that are 00
// are not taken for stated: the format cannot leave them out.
func ninjsTimeOf(name, text string) (ninjsTime, error) {
	text = strings.TrimSpace(text)
	if m := ninjsTruncated.FindStringSubmatch(text); m != nil {
		year := m[1]
		if len(strings.TrimPrefix(year, "-")) > 4 {
			year = "Y" + year
		}
		t := ninjsTime{text: year + m[2] + m[3]}
		if _, err := edtf.Parse(t.text); err != nil {
			return ninjsTime{}, notADate(name, text)
		}
		if day, err := time.Parse(time.DateOnly, t.text); err == nil {
			t.at = &icsTime{wall: day, day: true}
		}
		return t, nil
	}
	m := ninjsInstant.FindStringSubmatch(text)
	if m == nil {
		return ninjsTime{}, notADate(name, text)
	}
	wall, err := time.Parse("2006-01-02T15:04:05", m[1]+"T"+m[2]+":"+nameOr(m[3], "00"))
	if err != nil {
		return ninjsTime{}, notADate(name, text)
	}
	t := icsTime{wall: wall}
	if m[4] == "Z" {
		t.zone = icsUTC
	} else if m[4] != "" {
		offset, ok := icsOffset(strings.ReplaceAll(m[4], ":", ""))
		if !ok {
			return ninjsTime{}, notADate(name, text)
		}
		t.zone = &icsZone{loc: time.FixedZone("", offset)}
	}
	return ninjsTime{text: t.edtf(), at: &t}, nil
}

// ninjsDate gives the event its date, and tells its start.
func (e *itemEvent) ninjsDate(d ninjsDates) (*icsTime, error) {
	name, text := firstStated("startDate", d.Start, "expectedStartDate", d.ExpectedStart, "estimatedStartDate", d.EstimatedStart)
	endName, endText := firstStated("endDate", d.End, "expectedEndDate", d.ExpectedEnd, "estimatedEndDate", d.EstimatedEnd)
	if d.Start != "" && d.ExpectedStart != "" {
		e.warn("/date", "it has a startDate, "+d.Start+", and an expectedStartDate, "+d.ExpectedStart, "the standard has one of them: the startDate is taken")
	}
	var start, end ninjsTime
	var err error
	if text != "" {
		if start, err = ninjsTimeOf(name, text); err != nil {
			return nil, err
		}
	}
	if endText != "" {
		if end, err = ninjsTimeOf(endName, endText); err != nil {
			return nil, err
		}
	} else if d.Duration != "" && start.at != nil {
		if end, err = start.after(d.Duration); err != nil {
			e.warn("/date", err.Error(), "the start is taken, and no end")
		}
	}
	e.between(start.text, end.text)
	return start.at, nil
}

func firstStated(namesAndTexts ...string) (name, text string) {
	for i := 0; i < len(namesAndTexts); i += 2 {
		if text := strings.TrimSpace(namesAndTexts[i+1]); text != "" {
			return namesAndTexts[i], text
		}
	}
	return "", ""
}

// after is the end of what takes so long; of days, the last.
func (t ninjsTime) after(duration string) (ninjsTime, error) {
	days, clock, err := icsDuration(duration)
	if err != nil {
		return ninjsTime{}, fmt.Errorf("expected%w", err)
	}
	if t.at.day {
		last := t.at.at(t.at.wall.AddDate(0, 0, max(0, days-1)))
		return ninjsTime{text: last.edtf(), at: &last}, nil
	}
	last := t.at.at(t.at.wall.AddDate(0, 0, days).Add(clock))
	return ninjsTime{text: last.edtf(), at: &last}, nil
}

// between dates the event by its start and end as EDTF, either of which may be
// missing. An end before the start is kept in words.
func (e *itemEvent) between(start, end string) {
	text := start
	switch {
	case start == "" && end == "":
		return
	case start == "":
		text = "/" + end
	case end != "" && end != start:
		from, _ := edtf.Parse(start)
		to, err := edtf.Parse(end)
		whole, wrong := edtf.Parse(start + "/" + end)
		if err == nil && wrong == nil && to.Interval().Latest > from.Interval().Earliest && !whole.IsZero() {
			text = start + "/" + end
			break
		}
		e.warn("/date", "it ends, at "+end+", before it begins, at "+start, "the start is taken as its date")
		e.Date.Text = "from " + start + " to " + end
	}
	e.Date.EDTF, _ = edtf.Parse(text)
	e.Date.Basis = "stated"
}

// recurrence is the rule by which the event recurs, and its further dates.
func (d ninjsDates) recurrence() (rules []string, dates []string, recurs bool) {
	for _, r := range d.Recurrence.Rules {
		rule := "FREQ=" + strings.ToUpper(r.Frequency)
		if r.Interval != nil {
			rule += fmt.Sprintf(";INTERVAL=%d", *r.Interval)
		}
		if r.Count != nil {
			rule += fmt.Sprintf(";COUNT=%d", *r.Count)
		}
		if until, err := ninjsTimeOf("until", r.Until); r.Until != "" {
			switch {
			case err != nil || until.at == nil:
				rule += ";UNTIL=" + r.Until // which is refused
			case until.at.day:
				rule += ";UNTIL=" + until.at.wall.Format("20060102")
			default:
				rule += ";UNTIL=" + until.at.instant().Format("20060102T150405Z")
			}
		}
		rules = append(rules, rule)
	}
	if raw := d.Recurrence.Dates; len(raw) > 0 {
		var one string
		if json.Unmarshal(raw, &one) == nil && one != "" {
			dates = []string{one}
		} else {
			_ = json.Unmarshal(raw, &dates)
		}
	}
	return rules, dates, len(rules)+len(dates) > 0
}

// series gives each occurrence of an event that recurs, or it as one.
func (r *ninjsRead) series(w *itemEvent, raw []byte, external string, start *icsTime, d ninjsDates, rules, extra []string) error {
	w.ExternalIDs = []string{external}
	asOne := func(why string, found series) error {
		if why != "" {
			w.warn("/date", "it recurs in a way that is not expanded: "+why, "it is kept as one event")
		}
		if start != nil {
			w.asSeries(*start, strings.Join(rules, "; "), found)
		}
		return r.finish(w, raw)
	}
	switch {
	case start == nil:
		return asOne("its start is no day", series{})
	case len(rules) > 1:
		return asOne("it has several rules", series{})
	}
	rec := recurrence{start: start.wall}
	if len(rules) == 1 {
		rec.rule = rules[0]
	}
	if start.zone != nil {
		rec.clock = start.zone.clock
	}
	for _, text := range extra {
		t, err := ninjsTimeOf("recurrence.recurrenceDates", text)
		if err != nil || t.at == nil {
			return asOne(timeline.Clip(text, 40)+" is no day", series{})
		}
		if !start.day && t.at.day {
			t.at.wall = t.at.wall.Add(start.wall.Sub(start.wall.Truncate(24 * time.Hour)))
		}
		rec.extra = append(rec.extra, t.at.in(*start).wall)
	}
	found, err := rec.expand()
	if err != nil {
		return asOne(err.Error(), series{})
	}
	if found.endless || found.many {
		return asOne("", found)
	}
	return r.occurrences(w, raw, external, *start, d, found.dates)
}

// occurrences gives an event for each date.
func (r *ninjsRead) occurrences(w *itemEvent, raw []byte, external string, start icsTime, d ninjsDates, dates []time.Time) error {
	var last *icsTime
	if name, text := firstStated("endDate", d.End, "expectedEndDate", d.ExpectedEnd); text != "" {
		if end, err := ninjsTimeOf(name, text); err == nil && end.at != nil {
			last = end.at
		}
	} else if end, err := (ninjsTime{at: &start}).after(d.Duration); d.Duration != "" && err == nil {
		last = end.at
	}
	for _, wall := range dates {
		one := w.copied()
		at, end := start.at(wall), ""
		if last != nil {
			moved := last.at(last.wall.Add(wall.Sub(start.wall)))
			end = moved.edtf()
		}
		one.Date = timeline.Date{}
		one.between(at.edtf(), end)
		one.ExternalIDs = []string{external + "/" + at.id(start)}
		if err := r.finish(&one, raw); err != nil {
			return err
		}
	}
	return nil
}
