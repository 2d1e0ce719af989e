package convert

import (
	"fmt"
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
