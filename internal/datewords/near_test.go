package datewords_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
)

// TestTypedNear reads dates that leave out the year beside one that does not.
func TestTypedNear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, text, near, want, taken string }{
		{"en", "5 March", "2025-03-10", "2025-03-05", "2025"},
		{"en", "March 5", "2025-03-10", "2025-03-05", "2025"},
		{"en", "March", "2025-03-10", "2025-03", "2025"},
		{"en", "28 December", "2025-01-03", "2024-12-28", "2024"},
		{"en", "2 January", "2024-12-30", "2025-01-02", "2025"},
		{"en", "29 February", "2025-03-10", "2024-02-29", "2024"},
		{"en", "about 5 March", "2025-03", "2025-03-05~", "2025"},
		{"en", "between 26 February and 4 March", "2025-03-10", "[2025-02-26..2025-03-04]", "2025"},
		{"en", "5–7 March", "2025-03-10", "2025-03-05/2025-03-07", "2025"},
		{"en", "by 5 March", "2025-03-10", "[..2025-03-05]", "2025"},
		{"en", "early March", "2025-03-10", "[2025-03-01..2025-03-10]", "2025"},
		{"en", "late February", "2024-03-10", "[2024-02-21..2024-02-29]", "2024"},
		{"en", "5 March 2019", "2025-03-10", "2019-03-05", ""},
		{"en", "early 2025", "", "2025-37", ""},
		{"en", "mid-2025", "", "2025-38", ""},
		{"en", "late March 2025", "", "[2025-03-21..2025-03-31]", ""},
		{"en", "5 March", "", "", ""},
		{"en", "5 March", "../..", "", ""},
		{"en", "5 March", "Y-13800000000", "", ""},
		{"en", "5", "2025-03-10", "0005", ""},
		{"en", "5 Marhc", "2025-03-10", "", ""},
		{"en", "", "2025-03-10", "", ""},
		{"uk", "5 березня", "2025-03-10", "2025-03-05", "2025"},
		{"uk", "на початку 2025 року", "", "2025-37", ""},
		{"uk", "наприкінці березня", "2025-03-10", "[2025-03-21..2025-03-31]", "2025"},
		{"es", "el 5 de marzo", "2025-03-10", "2025-03-05", "2025"},
		{"es", "a mediados de marzo", "2025-03-10", "[2025-03-11..2025-03-20]", "2025"},
		{"ar", "٥ مارس", "2025-03-10", "2025-03-05", "2025"},
		{"ar", "أوائل 2025", "", "2025-37", ""},
		{"zh", "3月5日", "2025-03-10", "2025-03-05", "2025"},
		{"zh", "2025年初", "", "2025-37", ""},
	} {
		l, _ := datewords.For(c.lang)
		got, taken := l.TypedNear(c.text, date(t, c.near))
		if strings.Join(got, " ") != c.want || taken != c.taken {
			t.Errorf("%s: %q near %s is read as %q with the year %q, want %q with %q", c.lang, c.text, c.near, got, taken, c.want, c.taken)
		}
	}
}

// TestTypedWithin finds the date in words that say more than dates can.
func TestTypedWithin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, text, want string }{
		{"en", "some days after 5 March", "2025-03-05"},
		{"en", "days before March 2025", "2025-03"},
		{"en", "after they met", ""},
		{"en", "5 March", ""},
		{"en", strings.Repeat("after ", 100) + "5 March", ""},
		{"uk", "через кілька днів після 5 березня", "2025-03-05"},
		{"es", "días después del 5 de marzo", "2025-03-05"},
		{"zh", "在3月5日", "2025-03-05"},
	} {
		l, _ := datewords.For(c.lang)
		if got := l.TypedWithin(c.text, date(t, "2025-03-10")); got != c.want {
			t.Errorf("%s: %q ends with %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

func date(t *testing.T, text string) edtf.Date {
	t.Helper()
	if text == "" {
		return edtf.Date{}
	}
	d, err := edtf.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
