package datewords_test

import (
	"os"
	"strings"
	"testing"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
)

// TestTyped reads dates as people type them in each language.
func TestTyped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, text, want string }{
		{"en", "5 March 2025", "2025-03-05"},
		{"en", " 5  march  2025 ", "2025-03-05"},
		{"en", "5 Mar 2025", "2025-03-05"},
		{"en", "March 5, 2025", "2025-03-05"},
		{"en", "5th of March 2025", "2025-03-05"},
		{"en", "the 1st of May 2025", "2025-05-01"},
		{"en", "May 2025", "2025-05"},
		{"en", "March, 2025", "2025-03"},
		{"en", "2025", "2025"},
		{"en", "44 BC", "-0043"},
		{"en", "15 March 44 BC", "-0043-03-15"},
		{"en", "AD 44", "0044"},
		{"en", "the 1990s", "199X"},
		{"en", "the 19th century", "18XX"},
		{"en", "spring 2001", "2001-21"},
		{"en", "Q3 2024", "2024-35"},
		{"en", "the second half of 2024", "2024-41"},
		{"en", "about 2013", "2013~"},
		{"en", "perhaps 5 March 2025", "2025-03-05?"},
		{"en", "between 26 February and 4 March 2025", "[2025-02-26..2025-03-04]"},
		{"en", "26 February to 4 March 2025", "2025-02-26/2025-03-04"},
		{"en", "from 26 February to 4 March 2025", ""},
		{"en", "5–7 March 2025", "2025-03-05/2025-03-07"},
		{"en", "2013 to 2014", "2013/2014"},
		{"en", "by 5 March 2025", "[..2025-03-05]"},
		{"en", "on or after 5 March 2025", "[2025-03-05..]"},
		{"en", "from 5 March 2025", "2025-03-05/.."},
		{"en", "2025-03-05", "2025-03-05"},
		{"en", "2025/03/05", "2025-03-05"},
		{"en", "2025-3-5", "2025-03-05"},
		{"en", "5.3.2025", "2025-03-05"},
		{"en", "05/03/2025", "2025-03-05 2025-05-03"},
		{"en", "25/03/2025", "2025-03-25"},
		{"en", "03/25/2025", "2025-03-25"},
		{"en", "03/2025", "2025-03"},
		{"en", "31 June 2025", ""},
		{"en", "5 March", ""},
		{"en", "yesterday", ""},
		{"en", "", ""},
		{"en", "2025-02-30", ""},
		{"en", strings.Repeat("5 March 2025 ", 100), ""},
		{"es", "5 de marzo de 2025", "2025-03-05"},
		{"es", "5 de marzo del 2025", "2025-03-05"},
		{"es", "el 5 de marzo de 2025", "2025-03-05"},
		{"es", "5/3/2025", "2025-03-05"},
		{"es", "marzo 2025", "2025-03"},
		{"es", "44 a. C.", "-0043"},
		{"es", "siglo XX", ""},
		{"es", "el siglo XX", "19XX"},
		{"uk", "5 березня 2025", "2025-03-05"},
		{"uk", "5 березня 2025 р.", "2025-03-05"},
		{"uk", "5 березня 2025 року", "2025-03-05"},
		{"uk", "05.03.2025", "2025-03-05"},
		{"uk", "березень 2025", "2025-03"},
		{"uk", "2025 рік", "2025"},
		{"uk", "близько 2013 року", "2013~"},
		{"ar", "5 مارس 2025", "2025-03-05"},
		{"ar", "٥ مارس ٢٠٢٥", "2025-03-05"},
		{"ar", "٥/٣/٢٠٢٥", "2025-03-05"},
		{"ar", "مارس 2025", "2025-03"},
		{"zh", "2025年3月5日", "2025-03-05"},
		{"zh", "2025 年 3 月 5 日", "2025-03-05"},
		{"zh", "2025年11月", "2025-11"},
		{"zh", "2025年", "2025"},
		{"zh", "公元前44年", "-0043"},
		{"zh", "2025/3/5", "2025-03-05"},
	} {
		l, _ := datewords.For(c.lang)
		if got := strings.Join(l.Typed(c.text), " "); got != c.want {
			t.Errorf("%s: %q is read as %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

// TestTypedReadsItsOwnWords reads what the words of a language say, and never
// finds another date in them.
func TestTypedReadsItsOwnWords(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	languages := strings.Split(lines[0], "\t")[1:]
	understood := map[string]int{}
	for _, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		for i, lang := range languages {
			l, _ := datewords.For(lang)
			got := l.Typed(cells[i+1])
			if len(got) == 0 {
				continue
			}
			understood[lang]++
			if said := said(t, l, got); !strings.HasPrefix(said, cells[i+1]) { // what is open is said behind it
				t.Errorf("%s: %q is read as %v, which is %q", lang, cells[i+1], got, said)
			}
		}
	}
	for _, lang := range languages {
		if n := understood[lang]; n < 90 {
			t.Errorf("%s: only %d of %d are understood", lang, n, len(lines)-1)
		}
	}
}

// said puts the one date that was read into words again.
func said(t *testing.T, l *datewords.Locale, dates []string) string {
	t.Helper()
	if len(dates) != 1 {
		return strings.Join(dates, " or ")
	}
	d, err := edtf.Parse(dates[0])
	if err != nil {
		t.Fatal(err)
	}
	return l.Text(d)
}
