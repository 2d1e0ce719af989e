package timeline

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // zones are the same where the system has none

	"example.org/dateline/internal/edtf"
)

// Zone is a time zone in which ranges and buckets are read. Instants are
// converted to what its clocks show; a calendar date, and a clock time without a
// zone, is what it is in every zone. Where clocks are set back an hour is shown
// twice: read as an instant it is the first, and the second counts as its last
// second, so that time never runs backwards. A nil Zone is UTC.
type Zone struct {
	name string
	loc  *time.Location
}

//go:embed zones.txt
var zoneNames string

// Zones lists the names of the IANA time zone database.
var Zones = sync.OnceValue(func() []string { return strings.Fields(zoneNames) })

// zones has those that were asked for. There are no more than names.
var zones sync.Map

// ParseZone reads the name of a zone.
func ParseZone(name string) (*Zone, error) {
	if z, ok := zones.Load(name); ok {
		return z.(*Zone), nil
	}
	if _, ok := slices.BinarySearch(Zones(), name); !ok {
		return nil, invalid("", suggestZones(name), "takes a time zone of the IANA database such as Europe/Kyiv, not %q", Clip(name, 60))
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("load the time zone %s: %w", name, err)
	}
	var z *Zone
	if !slices.Contains([]string{"UTC", "Etc/UTC"}, name) {
		z = &Zone{name, loc}
	}
	held, _ := zones.LoadOrStore(name, z)
	return held.(*Zone), nil
}

// suggestZones are the zones that a name was perhaps meant to be, by all of it or
// by the city alone.
func suggestZones(name string) []string {
	if near := suggest(name, Zones()); len(near) > 0 {
		return near
	}
	city := strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], " ", "_")
	in := map[string]string{}
	var cities []string
	for _, z := range Zones() {
		c := z[strings.LastIndexByte(z, '/')+1:]
		if in[c] == "" {
			in[c], cities = z, append(cities, c)
		}
	}
	var near []string
	for _, c := range suggest(city, cities) {
		near = append(near, in[c])
	}
	return near
}

// String is the name of the zone, empty for UTC.
func (z *Zone) String() string {
	if z == nil {
		return ""
	}
	return z.name
}

// farthest is as far from 1970, in seconds, as the rules of zones are looked up:
// beyond, the first and the last of them hold.
const farthest = 12_000 * 366 * 86400

// offset is how far clocks are ahead of UTC at an instant, since when and until
// when; OpenStart and OpenEnd where that has no end.
func (z *Zone) offset(sec int64) (seconds, since, until int64) {
	at := time.Unix(min(max(sec, -farthest), farthest), 0).In(z.loc)
	_, off := at.Zone()
	from, to := at.ZoneBounds()
	since, until = edtf.OpenStart, edtf.OpenEnd
	if !from.IsZero() {
		since = from.Unix()
	}
	if !to.IsZero() && sec < farthest {
		if until = to.Unix(); until <= sec { // of a rule, in leap years, Go ends the year a day early
			until = sec + 86400 - edtf.FloorMod(sec, 86400)
		}
	}
	return int64(off), since, until
}

// Reading is the latest that clocks have shown by an instant, as seconds of UTC
// that read alike.
func (z *Zone) Reading(sec int64) int64 {
	if z == nil {
		return sec
	}
	off, since, _ := z.offset(sec)
	shown := plus(sec, off)
	for since != edtf.OpenStart && sec-since < 2*86400 { // clocks may have been ahead until then
		before, earlier, _ := z.offset(since - 1)
		shown, since = max(shown, since-1+before), earlier
	}
	return shown
}

// ReadingBefore is the Reading of an instant as the end, exclusive, of what was.
func (z *Zone) ReadingBefore(sec int64) int64 {
	if z == nil {
		return sec
	}
	return z.Reading(sec-1) + 1
}

// Instant is the first instant at which clocks show a reading or a later one.
func (z *Zone) Instant(reading int64) int64 {
	if z == nil {
		return reading
	}
	off, since, until := z.offset(plus(reading, -2*86400))
	for {
		first := max(plus(reading, -off), since)
		if first < until || until == edtf.OpenEnd {
			return first
		}
		off, since, until = z.offset(until)
	}
}

// plus adds seconds, up to the ends of time.
func plus(sec, more int64) int64 {
	switch sum := sec + more; {
	case more > 0 && sum < sec:
		return edtf.OpenEnd
	case more < 0 && sum > sec:
		return edtf.OpenStart
	default:
		return sum
	}
}

// Bounds are a date's as clocks of the zone read them.
func (z *Zone) Bounds(b edtf.Bounds, zoned edtf.Zoned) edtf.Bounds {
	if z == nil {
		return b
	}
	if zoned&edtf.ZonedEarliest != 0 {
		b.Earliest = z.Reading(b.Earliest)
	}
	if zoned&edtf.ZonedLatestStart != 0 {
		b.LatestStart = z.ReadingBefore(b.LatestStart)
	}
	if zoned&edtf.ZonedEarliestEnd != 0 {
		b.EarliestEnd = z.Reading(b.EarliestEnd)
	}
	if zoned&edtf.ZonedLatest != 0 {
		b.Latest = z.ReadingBefore(b.Latest)
	}
	return b
}

// Format writes a reading as an instant of the zone, with its offset where the
// year is 0000 to 9999 and clocks were whole minutes from UTC, and as EDTF
// without a zone elsewhere.
func (z *Zone) Format(reading int64) string {
	text := edtf.FormatInstant(reading)
	local, clock := strings.CutSuffix(text, "Z")
	if z == nil || !clock {
		return text
	}
	switch off := reading - z.Instant(reading); {
	case off == 0:
		return text
	case off%60 != 0 || off <= -86400 || off >= 86400 || strings.HasPrefix(text, "-") || strings.HasPrefix(text, "Y"):
		return local
	case off < 0:
		return fmt.Sprintf("%s-%02d:%02d", local, -off/3600, -off/60%60)
	default:
		return fmt.Sprintf("%s+%02d:%02d", local, off/3600, off/60%60)
	}
}
