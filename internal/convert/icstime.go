package convert

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/timeline"
)

// icsTime is a day, or the reading of a clock.
type icsTime struct {
	wall time.Time // as UTC
	day  bool
	zone *icsZone // nil where it is a time of no zone
}

// icsZone is a time zone of a calendar.
type icsZone struct {
	loc    *time.Location // of the IANA database; nil where the calendar defines it
	onsets []icsOnset     // in their order
	before int            // seconds east of UTC before the first of them
}

// icsOnset is when clocks are set to another offset: what they show until then.
type icsOnset struct {
	wall   time.Time
	offset int // seconds east of UTC from then on
}

var icsUTC = &icsZone{loc: time.UTC}

// offset is how many seconds the zone is east of UTC when its clocks show a time.
func (z *icsZone) offset(wall time.Time) int {
	if z.loc != nil {
		y, m, d := wall.Date()
		_, offset := time.Date(y, m, d, wall.Hour(), wall.Minute(), wall.Second(), 0, z.loc).Zone()
		return offset
	}
	at, found := slices.BinarySearchFunc(z.onsets, wall, func(o icsOnset, t time.Time) int { return o.wall.Compare(t) })
	if found {
		at++
	}
	if at == 0 {
		return z.before
	}
	return z.onsets[at-1].offset
}

// clock is what the zone's clocks show at an instant.
func (z *icsZone) clock(instant time.Time) time.Time {
	instant = instant.UTC()
	if z.loc != nil {
		_, offset := instant.In(z.loc).Zone()
		return instant.Add(time.Duration(offset) * time.Second)
	}
	guess := instant.Add(time.Duration(z.offset(instant)) * time.Second)
	return instant.Add(time.Duration(z.offset(guess)) * time.Second)
}

// instant is when the time is, as UTC; of a time without a zone, its reading.
func (t icsTime) instant() time.Time {
	if t.zone == nil {
		return t.wall
	}
	return t.wall.Add(-time.Duration(t.zone.offset(t.wall)) * time.Second)
}

// in is the time as the clock of another shows it.
func (t icsTime) in(of icsTime) icsTime {
	if t.day || of.day || t.zone == nil || of.zone == nil {
		return t
	}
	return icsTime{wall: of.zone.clock(t.instant()), zone: of.zone}
}

// at is another time of the same kind and zone.
func (t icsTime) at(wall time.Time) icsTime { return icsTime{wall: wall, day: t.day, zone: t.zone} }

// edtf spells the time. Calendars cannot leave out seconds, so that no seconds are
// taken for none stated.
func (t icsTime) edtf() string {
	if t.day {
		return t.wall.Format(time.DateOnly)
	}
	text := t.wall.Format("2006-01-02T15:04")
	if t.wall.Second() != 0 {
		text = t.wall.Format("2006-01-02T15:04:05")
	}
	if t.zone == nil {
		return text
	}
	if t.zone == icsUTC {
		return text + "Z"
	}
	offset := t.zone.offset(t.wall)
	if offset%60 != 0 {
		return text // an offset before there were time zones, which EDTF cannot spell
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	return fmt.Sprintf("%s%s%02d:%02d", text, sign, offset/3600, offset/60%60)
}

// id spells the time as the external ids of occurrences have it: the day alone for
// one that is at the time of day of its series.
func (t icsTime) id(series icsTime) string {
	if t = t.in(series); t.day || t.wall.Format(time.TimeOnly) == series.wall.Format(time.TimeOnly) {
		return t.wall.Format(time.DateOnly)
	}
	return t.wall.Format("2006-01-02T15:04:05")
}

// icsTimes reads the times of a property: of EXDATE and RDATE several. zones gives
// the zone of a name, nil where it knows none.
func icsTimes(p icsProp, zones func(name string) *icsZone) ([]icsTime, error) {
	var list []icsTime
	for text := range strings.SplitSeq(p.value, ",") {
		start, _, _ := strings.Cut(strings.TrimSpace(text), "/") // of a period its start
		t, err := icsTimeOf(start, p.param("TZID"), zones)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		list = append(list, t)
	}
	return list, nil
}

func icsTimeOf(text, tzid string, zones func(name string) *icsZone) (icsTime, error) {
	for _, form := range []string{"20060102", "20060102T150405", "20060102T150405Z", "20060102T1504", "20060102T1504Z"} {
		wall, err := time.Parse(form, strings.ToUpper(text))
		switch {
		case err != nil || len(text) != len(form):
			continue
		case len(form) == len("20060102"):
			return icsTime{wall: wall, day: true}, nil
		case strings.HasSuffix(form, "Z"):
			return icsTime{wall: wall, zone: icsUTC}, nil
		case tzid == "":
			return icsTime{wall: wall}, nil
		}
		return icsTime{wall: wall, zone: zones(tzid)}, nil
	}
	return icsTime{}, fmt.Errorf("%q is no date or time such as 20250305 or 20250305T143000Z", timeline.Clip(text, 40))
}

// icsDuration reads how long something takes: P1DT2H.
func icsDuration(text string) (days int, clock time.Duration, err error) {
	rest, found := strings.CutPrefix(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(text)), "+"), "P")
	fault := fmt.Errorf("DURATION: %q is no duration such as PT1H30M or P1D", timeline.Clip(text, 40))
	if !found || rest == "" {
		return 0, 0, fault
	}
	inClock := false
	for rest != "" {
		if rest[0] == 'T' && !inClock {
			inClock, rest = true, rest[1:]
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if end < 1 || end > 7 {
			return 0, 0, fault
		}
		n, _ := strconv.Atoi(rest[:end])
		switch unit := rest[end]; {
		case unit == 'W' && !inClock:
			days += 7 * n
		case unit == 'D' && !inClock:
			days += n
		case unit == 'H' && inClock:
			clock += time.Duration(n) * time.Hour
		case unit == 'M' && inClock:
			clock += time.Duration(n) * time.Minute
		case unit == 'S' && inClock:
			clock += time.Duration(n) * time.Second
		default:
			return 0, 0, fault
		}
		rest = rest[end+1:]
	}
	return days, clock, nil
}

// icsZoneNamed is a zone of the IANA database by its name, or by one that ends in it:
// /mozilla.org/20050126_1/Europe/Berlin. It is nil where there is none.
func icsZoneNamed(name string) *icsZone {
	names := []string{name}
	if parts := strings.Split(strings.Trim(name, "/"), "/"); len(parts) > 2 {
		names = append(names, strings.Join(parts[len(parts)-2:], "/"), strings.Join(parts[len(parts)-3:], "/"))
	}
	for _, n := range names {
		if n == "UTC" || n == "Etc/UTC" || n == "GMT" {
			return icsUTC
		}
		if _, known := slices.BinarySearch(timeline.Zones(), n); known {
			if loc, err := time.LoadLocation(n); err == nil {
				return &icsZone{loc: loc}
			}
		}
	}
	return nil
}

// icsObservance is a part of a VTIMEZONE: STANDARD or DAYLIGHT.
type icsObservance struct {
	start    string
	rule     string
	extra    []icsProp
	from, to string
}

// icsZoneOf is the zone that a calendar defines; nil where the definition cannot be
// read.
func icsZoneOf(parts []icsObservance) *icsZone {
	z := &icsZone{}
	none := func(string) *icsZone { return nil }
	for _, part := range parts {
		start, err := icsTimeOf(part.start, "", none)
		from, fromOK := icsOffset(part.from)
		to, toOK := icsOffset(part.to)
		if err != nil || !fromOK || !toOK {
			return nil
		}
		walls := []time.Time{start.wall}
		r := recurrence{start: start.wall, rule: part.rule, clock: func(t time.Time) time.Time { return t.Add(time.Duration(from) * time.Second) }}
		if part.rule != "" {
			option, err := r.option()
			if err != nil {
				return nil
			}
			if option.Until.IsZero() || option.Until.Year() > lastOnset {
				option.Until = time.Date(lastOnset, 12, 31, 0, 0, 0, 0, time.UTC)
			}
			ruled, _, err := occurrences(*option, lastOnset-firstOnset)
			if err != nil {
				return nil
			}
			walls = append(walls, ruled...)
		}
		for _, p := range part.extra {
			times, err := icsTimes(p, none)
			if err != nil {
				return nil
			}
			for _, t := range times {
				walls = append(walls, t.wall)
			}
		}
		for _, wall := range walls {
			z.onsets = append(z.onsets, icsOnset{wall: wall, offset: to})
		}
		if i := slices.MinFunc(z.onsets, func(a, b icsOnset) int { return a.wall.Compare(b.wall) }); i.wall.Equal(start.wall) {
			z.before = from
		}
	}
	slices.SortStableFunc(z.onsets, func(a, b icsOnset) int { return a.wall.Compare(b.wall) })
	if len(z.onsets) == 0 {
		return nil
	}
	return z
}

// The changes of clocks are reckoned up to lastOnset; what says when they began and
// does not know has the year that Windows counts from.
const (
	firstOnset = 1601
	lastOnset  = 2200
)

// icsOffset reads an offset from UTC as iCalendar spells it, in seconds.
func icsOffset(text string) (int, bool) {
	if len(text) != len("+0100") && len(text) != len("+010000") || text[0] != '+' && text[0] != '-' {
		return 0, false
	}
	n, err := strconv.ParseUint(text[1:], 10, 32)
	if err != nil {
		return 0, false
	}
	if len(text) == len("+0100") {
		n *= 100
	}
	seconds := int(n/10000*3600 + n/100%100*60 + n%100)
	if seconds >= 24*3600 {
		return 0, false
	}
	if text[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}
