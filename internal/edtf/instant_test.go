package edtf_test

import (
	"fmt"
	"testing"
	"time"

	"example.org/dateline/internal/edtf"
)

func TestFormatInstant(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		civil edtf.Civil
		want  string
	}{
		{edtf.Civil{Year: 1970, Month: 1, Day: 1}, "1970-01-01T00:00:00Z"},
		{edtf.Civil{Year: 0, Month: 1, Day: 1}, "0000-01-01T00:00:00Z"},
		{edtf.Civil{Year: 9999, Month: 12, Day: 31, Hour: 23, Minute: 59, Second: 59}, "9999-12-31T23:59:59Z"},
		{edtf.Civil{Year: 10000, Month: 1, Day: 1}, "Y10000"},
		{edtf.Civil{Year: 10000, Month: 3, Day: 1}, "Y10000-03-01"},
		{edtf.Civil{Year: 10000, Month: 1, Day: 1, Minute: 30}, "Y10000-01-01T00:30:00Z"},
		{edtf.Civil{Year: -1, Month: 1, Day: 1}, "-0001"},
		{edtf.Civil{Year: -1, Month: 12, Day: 1}, "-0001-12-01"},
		{edtf.Civil{Year: -43, Month: 3, Day: 15, Hour: 12}, "-0043-03-15T12:00:00Z"},
		{edtf.Civil{Year: -9999, Month: 1, Day: 1}, "-9999"},
		{edtf.Civil{Year: -10000, Month: 1, Day: 1}, "Y-10000"},
	} {
		sec, ok := edtf.SecondsFromCivil(c.civil)
		if got := edtf.FormatInstant(sec); !ok || got != c.want {
			t.Errorf("FormatInstant(%+v) = %q, want %q", c.civil, got, c.want)
		}
	}
}

// What FormatInstant writes is the same second when read back, wherever EDTF
// can say it.
func TestFormatInstantParses(t *testing.T) {
	t.Parallel()
	parsed := 0
	for sec := range instants {
		year := edtf.CivilFromSeconds(sec).Year
		if year < edtf.MinYear || year > edtf.MaxYear {
			continue
		}
		if year < -9999 || year > 9999 { // only whole years have a form there
			sec, _ = edtf.SecondsFromCivil(edtf.Civil{Year: year, Month: 1, Day: 1})
		}
		text := edtf.FormatInstant(sec)
		d, err := edtf.Parse(text)
		if err != nil {
			t.Fatalf("FormatInstant(%d): %v", sec, err)
		}
		if got := d.Interval().Earliest; got != sec {
			t.Fatalf("FormatInstant(%d) = %q, which starts at %d", sec, text, got)
		}
		if 0 <= year && year <= 9999 {
			if at, err := time.Parse(time.RFC3339, text); err != nil || at.Unix() != sec {
				t.Fatalf("FormatInstant(%d) = %q is no RFC 3339: %v", sec, text, err)
			}
		}
		parsed++
	}
	if parsed < 10_000 {
		t.Errorf("only %d instants were tried", parsed)
	}
}

// Beyond four digits the text is still exact, though EDTF has no name for it.
func TestFormatInstantFarAway(t *testing.T) {
	t.Parallel()
	for sec := range instants {
		c := edtf.CivilFromSeconds(sec)
		if -9999 <= c.Year && c.Year <= 9999 {
			continue
		}
		want := fmt.Sprintf("Y%d", c.Year)
		if c != (edtf.Civil{Year: c.Year, Month: 1, Day: 1}) {
			want += fmt.Sprintf("-%02d-%02d", c.Month, c.Day)
		}
		if c.Hour != 0 || c.Minute != 0 || c.Second != 0 {
			want += fmt.Sprintf("T%02d:%02d:%02dZ", c.Hour, c.Minute, c.Second)
		}
		if got := edtf.FormatInstant(sec); got != want {
			t.Fatalf("FormatInstant(%d) = %q, want %q", sec, got, want)
		}
	}
}
