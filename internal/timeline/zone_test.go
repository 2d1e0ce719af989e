package timeline_test

import (
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// TestZoneVectors: what testdata/zones.tsv says of each date, range and zone.
func TestZoneVectors(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/zones.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(raw)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if cells[0] == "event_edtf" {
			continue
		}
		rows++
		for i, match := range timeline.Matches {
			values := url.Values{"match": {match}, "tz": {cells[3]}}
			for at, name := range []string{"from", "to"} {
				if cells[1+at] != "" {
					values.Set(name, cells[1+at])
				}
			}
			q, err := timeline.ParseQuery(values)
			if err != nil {
				t.Fatal(err)
			}
			if got := q.Period.Keeps(edtf.MustParse(cells[0])); got != (cells[4+i] == "yes") {
				t.Errorf("%s in %s: %t, want %s (%s)", cells[0], values.Encode(), got, cells[4+i], cells[7])
			}
		}
	}
	if rows < 40 {
		t.Errorf("only %d rows", rows)
	}
}

// TestRangesReversedInAZone: of an hour that clocks show twice, too.
func TestRangesReversedInAZone(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]bool{
		"from=2025-10-26T01:30:00Z&to=2025-10-26T01:20:00Z": false,
		"from=2025-10-26T01:20:00Z&to=2025-10-26T01:30:00Z": true,
		"from=2025-03-05T23:00:00Z&to=2025-03-05":           false, // it is the 6th in Kyiv
		"from=2025-03-05T21:00:00Z&to=2025-03-05":           true,
		"from=2025-03-30T03:10&to=2025-03-30T03:20":         true, // no clock shows it
	} {
		if _, err := query(t, raw+"&tz=Europe/Kyiv"); (err == nil) != want {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

// TestEveryZoneIsThere, under its name, and in order.
func TestEveryZoneIsThere(t *testing.T) {
	t.Parallel()
	names := timeline.Zones()
	if len(names) < 500 || !slices.IsSorted(names) || !slices.Contains(names, "Europe/Kyiv") {
		t.Fatalf("%d zones", len(names))
	}
	for _, name := range names {
		z, err := timeline.ParseZone(name)
		if err != nil || z.String() != name && z != nil {
			t.Errorf("%s: %v, %v", name, z, err)
		}
	}
}

func TestZonesThatAreNone(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Europe/Kyiw": "Europe/Kyiv", "europe/kyiv": "Europe/Kyiv", "Kyiv": "Europe/Kyiv", "New York": "America/New_York", "America/NewYork": "America/New_York",
		"Local": "", "": "", "../../etc/passwd": "", "Europe": "Europe/Kyiv", "+02:00": "", "Etc/GMT 5": "Etc/GMT+5",
	} {
		_, err := timeline.ParseQuery(url.Values{"tz": {name}})
		e, ok := err.(*timeline.Error) //nolint:errorlint // it is never wrapped
		if !ok || e.Parameter != "tz" || e.Code != timeline.InvalidParameter {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if want != "" && name != "Europe" && !slices.Contains(e.Suggestions, want) {
			t.Errorf("%q suggests %q, want %s", name, e.Suggestions, want)
		}
	}
}

// TestReadings: of instants and readings, each tells the other, in every zone:
// clocks have shown a reading by an instant exactly where its own is no later.
func TestReadings(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(21, 22))
	back := 0
	var name string
	var z *timeline.Zone
	var loc *time.Location
	for i := range 9000 {
		if i%100 == 0 {
			name = timeline.Zones()[r.IntN(len(timeline.Zones()))]
			var err error
			if z, err = timeline.ParseZone(name); err != nil {
				t.Fatal(err)
			}
			if loc, err = time.LoadLocation(name); err != nil {
				t.Fatal(err)
			}
		}
		at := r.Int64N(240*365*86400) - 120*365*86400
		if _, until := time.Unix(at, 0).In(loc).ZoneBounds(); !until.IsZero() && r.IntN(4) > 0 {
			at = until.Unix() + r.Int64N(4*3600) - 2*3600
		}
		shows := func(sec int64) int64 {
			_, off := time.Unix(sec, 0).In(loc).Zone()
			return sec + int64(off)
		}
		reading := z.Reading(at)
		if shown := shows(at); reading < shown {
			t.Fatalf("%s at %d: reads %d, and shows %d", name, at, reading, shown)
		} else if reading > shown {
			back++
		}
		for range 4 {
			other := reading + r.Int64N(3*3600) - r.Int64N(3*3600)
			if r.IntN(8) == 0 {
				other = reading
			}
			first := z.Instant(other)
			if (first <= at) != (other <= reading) {
				t.Fatalf("%s at %d: reads %d, and %d is first shown at %d", name, at, reading, other, first)
			}
			if shows(first) < other || shows(first-1) >= other {
				t.Fatalf("%s: %d is first shown at %d, when clocks show %d, after %d", name, other, first, shows(first), shows(first-1))
			}
		}
		if before := z.ReadingBefore(at); before != z.Reading(at-1)+1 {
			t.Fatalf("%s before %d: reads %d", name, at, before)
		}
	}
	if back < 100 {
		t.Errorf("only %d instants are of an hour shown before", back)
	}
}

// TestReadingsAtTheEndsOfTime stay within it.
func TestReadingsAtTheEndsOfTime(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Europe/Kyiv", "America/New_York", "Pacific/Kiritimati"} {
		z, err := timeline.ParseZone(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"Y-292277022656", "Y292277026595", "Y-13800000000", "-9999", "9999", "0000"} {
			span := edtf.MustParse(text).Interval()
			for _, sec := range []int64{span.Earliest, span.Latest, span.Earliest + 1} {
				if off := z.Instant(sec) - sec; off < -86400 || off > 86400 {
					t.Errorf("%s: %s is %d seconds off", name, text, off)
				}
			}
		}
	}
}

func TestZonesFormat(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ zone, reading, want string }{
		{"Europe/Kyiv", "2025-03-05", "2025-03-05T00:00:00+02:00"},
		{"Europe/Kyiv", "2025-07-01", "2025-07-01T00:00:00+03:00"},
		{"Europe/Kyiv", "2025-10-26T03:30:00", "2025-10-26T03:30:00+03:00"},
		{"Europe/Kyiv", "2025-03-30T03:00:00", "2025-03-30T03:00:00+02:00"}, // which is no other instant than four o'clock
		{"Europe/London", "2025-03-05", "2025-03-05T00:00:00Z"},
		{"America/New_York", "2025-03-05", "2025-03-05T00:00:00-05:00"},
		{"Asia/Kathmandu", "2025-03-05", "2025-03-05T00:00:00+05:45"},
		{"Europe/Kyiv", "1800", "1800-01-01T00:00:00"},
		{"Europe/Kyiv", "-0043", "-0043"},
		{"Europe/Kyiv", "-0043-03-15T10:00:00", "-0043-03-15T10:00:00"},
		{"Europe/Kyiv", "Y-13800000000", "Y-13800000000"},
		{"Europe/Kyiv", "9999", "9999-01-01T00:00:00+02:00"},
		{"UTC", "2025", "2025-01-01T00:00:00Z"},
	} {
		z, err := timeline.ParseZone(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := z.Format(edtf.MustParse(tt.reading).Interval().Earliest); got != tt.want {
			t.Errorf("%s in %s: %s, want %s", tt.reading, tt.zone, got, tt.want)
		}
		if d, err := edtf.Parse(tt.want); err != nil {
			t.Errorf("%s: %v", tt.want, err)
		} else if i := (timeline.Period{From: d, Zone: z}).Instants(); i.Earliest != z.Instant(edtf.MustParse(tt.reading).Interval().Earliest) {
			t.Errorf("from=%s in %s begins at %d", tt.want, tt.zone, i.Earliest)
		}
	}
}
