package edtf_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
)

func TestParseErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text    string
		offset  int
		message string // a part of it
	}{
		{"2025-13", 5, "month 13 does not exist (01-12, or 21-41 for seasons)"},
		{"2025-", 5, "a month of two digits, but the date ends here"},
		{"2025-3-5", 6, "a month of two digits, not '-'"},
		{"1900-02-29", 8, "February of 1900 has 28 days"},
		{"2025-04-31T10:00:00Z", 8, "April of 2025 has 30 days"},
		{"2025-03-5", 9, "a day of two digits, but the date ends here"},
		{"2025-03-00", 8, "day 00 does not exist"},
		{"2024/2025-13", 10, "month 13 does not exist"},
		{"2025-13/2024", 5, "month 13 does not exist"},
		{"[2024,2025-13]", 11, "month 13 does not exist"},
		{"19/2025", 2, "a year of four digits, but the date ends here"},
		{"/", 0, "an interval needs a date or .. on one side"},
		{"[1667/1668]", 5, "a set writes its ranges with .."},
		{"[1667]/1670", 6, "a set stands alone"},
		{"1667/[1670]", 5, "a set stands alone"},
		{"{2025-03-05T10:00:00Z}", 11, "a set has no clock times"},
		{"[1667..16]", 9, "a year of four digits, but the date ends here"},
		{"[1667...1672]", 7, "a year of four digits, not '.'"},
		{"?1984?~", 6, "one qualifier says it all"},
		{"??1984", 1, "a year of four digits, not '?'"},
		{"2025-03~-05T10:00:00Z", 11, "a date with a clock time has no qualifiers"},
		{"2025-03-XXT10:00:00Z", 10, "needs a complete date"},
		{"2025-03-05T10:00:00,5Z", 19, "complete before ','"},
		{"2025-03-05T10:00:00.Z", 20, "digits of the fraction"},
		{"2025-03-05T24:00Z", 11, "only as 24:00:00"},
		{"2025-03-05T24:00:00.5Z", 11, "only as 24:00:00"},
		{"2025-03-05T1000Z", 13, "complete before '0'"},
		{"19XXS2", 4, "a year with X has no significant digits"},
		{"1950S5", 5, "more digits than the year has"},
		{"1950S99999999999999999999", 5, "more digits than the year has"},
		{"1950S2-04", 6, "stands alone"},
		{"Y0E9", 1, "starts with a digit from 1 to 9"},
		{"Y10E2", 0, "this one is written 1000"},
		{"Y-17E2", 0, "this one is written -1700"},
		{"Y17000000X", 9, "complete before 'X'"},
		{"XXX1-02-29", 0, "no day of the calendar fits XXX1-02-29"},
		{"2025-00", 5, "month 00 does not exist"},
		{"2025-20", 5, "month 20 does not exist"},
		{"2025-X9-31", 0, "no day of the calendar fits 2025-X9-31"},
		{"2025\x00", 4, `complete before '\x00'`},
		{"2025\xff", 4, "a byte that is not UTF-8"},
	} {
		t.Run(fmt.Sprintf("%q", c.text), func(t *testing.T) {
			t.Parallel()
			_, err := edtf.Parse(c.text)
			syntax, ok := errors.AsType[*edtf.SyntaxError](err)
			if !ok {
				t.Fatalf("error is %T, want *SyntaxError", err)
			}
			if syntax.Input != c.text || syntax.Offset != c.offset {
				t.Errorf("points at byte %d of %q, want %d of %q", syntax.Offset, syntax.Input, c.offset, c.text)
			}
			if !strings.Contains(syntax.Message, c.message) {
				t.Errorf("says %q, want %q in it", syntax.Message, c.message)
			}
		})
	}
}

// Spellings that the vectors don't list. An empty want means that the text is
// canonical already.
func TestCanonicalSpelling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, want string
		level      edtf.Level
	}{
		{"?2004-06", "2004?-06", "2"},
		{"2004?-06?", "?2004-?06", "2"}, // 2004-06? would be level 1
		{"?2004-?06-?11", "", "2"},
		{"2004-06-11?", "", "1"},
		{"%2001", "", "2"},
		{"?1984~", "%1984", "2"},
		{"?Y17E7", "Y17E7?", "2"}, // level 2 either way
		{"%Y170000002", "", "2"},
		{"?2004-?25", "2004-25?", "2"},
		{"2004-?06-11~", "2004~-%06-~11", "2"},
		{"2004-06-XX?", "", "1"},
		{"2004-06?-XX", "", "2"},
		{"[~1960-~12..,2004?-06?]", "[~1960-~12..,?2004-?06]", "2"},
		{"2004?/2006-06~", "", "1"},
		{"~1984/..", "", "2"},
		{"Y17E7", "", "2"},
		{"Y170E6", "", "2"},
		{"1950S4~", "", "2"},
		{"0050S1", "", "2"},
		{"[1667]", "", "2"},
		{"[1667..1667]", "", "2"},
		{"[1800..,..1760]", "", "2"},
		{"201X-21", "", "2"},
		{"2001?-21", "", "2"},
		{"2025-03-05T10:00:00.50Z", "", "iso"},
		{"2025-03-05T10:00:00.50-04", "2025-03-05T10:00:00.50-04:00", "iso"},
		{"2025-03-05T10+00", "2025-03-05T10Z", "iso"},
		{"2025-03-05T10-04", "2025-03-05T10-04:00", "iso"},
		{"2025-03-05T24:00:00", "", "0"},
		{"2025-XX/2025-12-05T10Z", "", "iso"},
	} {
		t.Run(strings.ReplaceAll(c.text, "/", "|"), func(t *testing.T) {
			t.Parallel()
			d, err := edtf.Parse(c.text)
			if err != nil {
				t.Fatal(err)
			}
			want := c.want
			if want == "" {
				want = c.text
			}
			if d.String() != want {
				t.Errorf("String() = %q, want %q", d, want)
			}
			if d.Level() != c.level {
				t.Errorf("Level() = %q, want %q", d.Level(), c.level)
			}
			checkRoundTrip(t, d)
		})
	}
}

func TestParseLimits(t *testing.T) {
	t.Parallel()
	first, last := edtf.MustParse(fmt.Sprintf("Y%d", edtf.MinYear)), edtf.MustParse(fmt.Sprintf("Y%d", edtf.MaxYear))
	for _, d := range []edtf.Date{first, last} {
		if i := d.Interval(); i.Latest-i.Earliest < 365*86400 || i.Latest-i.Earliest > 366*86400 {
			t.Errorf("%s lasts from %d to %d", d, i.Earliest, i.Latest)
		}
	}
	for _, text := range []string{
		fmt.Sprintf("Y%d", edtf.MinYear-1),
		fmt.Sprintf("Y%d", edtf.MaxYear+1),
		"Y292277026595S1", // 200 to 299 thousand million
		"Y-292277022656S2",
		"Y1E11E1",
		"Y9223372036854775807",
		"Y9223372036854775808",
		"Y-9223372036854775808",
		"Y1E9223372036854775808",
		"Y5E18",
		"Y" + strings.Repeat("9", 500),
		strings.Repeat("2", edtf.MaxLength+1),
		strings.Repeat("[", 1<<20),
		"[2025" + strings.Repeat(",2025", 200) + "]",
	} {
		if d, err := edtf.Parse(text); err == nil {
			t.Errorf("Parse(%.40q) = %q, want an error", text, d)
		} else if len(err.Error()) > 500 {
			t.Errorf("Parse(%.40q) has an error of %d bytes", text, len(err.Error()))
		}
	}
}

// The canonical spelling may be longer than the input. It must be readable too.
func TestCanonicalLengthIsLimited(t *testing.T) {
	t.Parallel()
	text := "[2004-?06-11~" + strings.Repeat(",2004-?06-11~", 38) + "]"
	if len(text) > edtf.MaxLength {
		t.Fatalf("the test is %d bytes long", len(text))
	}
	if d, err := edtf.Parse(text); err == nil {
		t.Errorf("read a date of %d bytes", len(d.String()))
	}
}

// hull is the plain way to the interval of a pattern with X: put in every digit.
func hull(pattern string) (span edtf.Interval, ok bool) {
	if at := strings.IndexByte(pattern, 'X'); at >= 0 {
		for digit := byte('0'); digit <= '9'; digit++ {
			part, found := hull(pattern[:at] + string(digit) + pattern[at+1:])
			switch {
			case found && !ok:
				span, ok = part, true
			case found:
				span.Earliest = min(span.Earliest, part.Earliest)
				span.Latest = max(span.Latest, part.Latest)
			}
		}
		return span, ok
	}
	if len(pattern) >= 7 && pattern[len(pattern)-2] > '1' && strings.Count(pattern[1:], "-") == 1 {
		return span, false // X does not stand for seasons
	}
	d, err := edtf.Parse(pattern)
	return d.Interval(), err == nil
}

func TestHullMatchesEnumeration(t *testing.T) {
	t.Parallel()
	masks := []string{
		"2025-1X", "2025-X2", "2024-XX", "2025-2X", "2024-02-XX", "2023-02-3X", "2023-02-X9", "2024-02-X9",
		"2023-XX-31", "2023-X2-30", "2023-X2-3X", "2023-0X-31", "202X-02-29", "202X-X2-29", "20X1-02-29",
		"19X0-02-29", "X900-02-29", "XX00-02-29", "0XX0-02-29", "-000X", "-00X0", "-0X00", "-X000", "-000X-02-29",
		"-0X0X-06-15", "-156X", "-1XX3", "XXXX-02-29", "-XXXX-02-29", "1X1X-1X", "-XXXX", "-XXXX-12",
		"000X-02-29", "190X-XX-29", "20XX-09-3X", "20XX-09-31", "9X99-12-3X", "12X4-X1-X1",
	}
	for _, mask := range masks {
		t.Run(mask, func(t *testing.T) {
			t.Parallel()
			want, exists := hull(mask)
			d, err := edtf.Parse(mask)
			if (err == nil) != exists {
				t.Fatalf("error is %v, but a date that fits exists: %t", err, exists)
			}
			if err == nil && d.Interval() != want {
				t.Errorf("Interval() = %v, want %v", d.Interval(), want)
			}
		})
	}
}
