package datewords_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
)

// marked writes a phrase with its values in brackets, each with what a machine
// reads there.
func marked(p datewords.Phrase) string {
	var b strings.Builder
	for _, one := range p {
		switch {
		case one.Machine != "":
			b.WriteString("[" + one.Text + "|" + one.Machine + "]")
		case one.Value:
			b.WriteString("[" + one.Text + "]")
		default:
			b.WriteString(one.Text)
		}
	}
	return b.String()
}

func TestPieces(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"2025-03-05":                          "[5 March 2025|2025-03-05]",
		"2025-03~":                            "about [March 2025|2025-03]",
		"0044":                                "[AD 44|0044]",
		"0000":                                "[1 BC]",
		"-0043-03-15":                         "[15 March 44 BC]",
		"201X":                                "[the 2010s]",
		"2001-21":                             "[spring 2001]",
		"XXXX-12-25":                          "[25 December] of an unstated year",
		"1985-04-XX":                          "a day in [April 1985|1985-04]",
		"2025-02-26/2025-03-04":               "[26 February|2025-02-26] to [4 March 2025|2025-03-04]",
		"[2025-03-05..2025-03-07]":            "between [5|2025-03-05] and [7 March 2025|2025-03-07]",
		"2025-03-05/..":                       "from [5 March 2025|2025-03-05]",
		"2025-03-05T10:00Z":                   "[5 March 2025, 10:00 UTC|2025-03-05T10:00Z]",
		"2025-03-05T10Z":                      "[5 March 2025, the hour from 10:00 UTC]",
		"2025-03-05T10:00:00.5Z":              "[5 March 2025, 10:00:00.5 UTC]",
		"2025-03-05T24:00:00Z":                "[6 March 2025, 00:00:00 UTC]",
		"2025-03-05T10:00Z/2025-03-05T12:00Z": "[5 March 2025, 10:00|2025-03-05T10:00Z] to [12:00 UTC|2025-03-05T12:00Z]",
		"[1667,1668,1670..1672]":              "one of [1667, 1668 or 1670 to 1672]",
	} {
		date, _ := datewords.English().Date(edtf.MustParse(written))
		if got := marked(date); got != want {
			t.Errorf("%s is %s, want %s", written, got, want)
		}
	}
}

func TestEvent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ tag, written, status, want string }{
		{"en", "2025-06-12", "occurred", "12 June 2025"},
		{"en", "2025-06-12", "scheduled", "scheduled for 12 June 2025"},
		{"en", "[2025-06-12..2025-06-14]", "scheduled", "scheduled between 12 and 14 June 2025"},
		{"en", "2025-06-12/..", "expected", "expected from 12 June 2025 | no end stated"},
		{"en", "2025-06-12", "cancelled", "cancelled, was 12 June 2025"},
		{"en", "", "scheduled", "date unknown | scheduled, no date"},
		{"en", "", "postponed", "date unknown"},
		{"es", "2025-06-12", "scheduled", "previsto para el 12 de junio de 2025"},
		{"es", "2025-06-12/2025-06-14", "scheduled", "previsto desde el 12 hasta el 14 de junio de 2025"},
		{"uk", "2025-06", "expected", "очікується: червень 2025 р."},
		{"uk", "2025-06-12", "scheduled", "заплановано на дату: 12 червня 2025 р."},
		{"ar", "2025", "expected", "متوقع عام 2025"},
		{"zh", "[..2025-06-12]", "scheduled", "定于不晚于2025年6月12日"},
	} {
		var d edtf.Date
		if tt.written != "" {
			d = edtf.MustParse(tt.written)
		}
		date, note := locale(t, tt.tag).Event(d, tt.status)
		if got := strings.TrimSuffix(date.String()+" | "+note, " | "); got != tt.want {
			t.Errorf("%s, %s is %q, want %q", tt.written, tt.status, got, tt.want)
		}
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	en, zh := locale(t, "en"), locale(t, "zh")
	span := func(l *datewords.Locale, from, to string) string {
		return l.Short().Span(edtf.MustParse(from), edtf.MustParse(to))
	}
	got := []string{
		span(en, "2025-02-26~", "2025-03-04"), span(en, "2025-03-05", "2025-03-07"), span(en, "2024-12-30", "2025-01"),
		span(en, "2025-03-05", "2025-03-05"), span(zh, "2025-02-26", "2025-03-04"),
		en.PartsSpan(edtf.Parts{Precision: edtf.PrecisionYear, Year: 1990}, edtf.Parts{Precision: edtf.PrecisionYear, Year: 1999}),
		locale(t, "es").From(edtf.MustParse("2025-03-05")), en.Until(edtf.MustParse("2025-03~")),
	}
	want := []string{
		"26 Feb – 4 Mar 2025", "5–7 Mar 2025", "30 Dec 2024 – Jan 2025", "5 Mar 2025", "2025年2月26日–3月4日", "1990 – 1999",
		"desde el 5 de marzo de 2025", "until about March 2025",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
