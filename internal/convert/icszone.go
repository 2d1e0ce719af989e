package convert

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/timeline"
)

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
			f, err := follow(*option, lastOnset-firstOnset)
			if err != nil {
				return nil
			}
			walls = append(walls, f.dates...)
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
