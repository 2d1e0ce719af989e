package datewords_test

import (
	"os"
	"strings"
	"testing"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
)

var tags = []string{"en", "es", "uk", "ar", "zh"}

func locale(t *testing.T, tag string) *datewords.Locale {
	t.Helper()
	l, ok := datewords.For(tag)
	if !ok {
		t.Fatalf("there are no words in %s", tag)
	}
	return l
}

// rows reads a file of tab-separated cells, without its head.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]string
	for line := range strings.Lines(string(text)) {
		list = append(list, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return list[1:]
}

// TestWords holds the package to the vectors, which web/widget/test reads too.
func TestWords(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, row := range rows(t, "testdata/words.tsv") {
		if len(row) != 1+len(tags) || seen[row[0]] {
			t.Errorf("the row of %s has %d cells, or is not the first", row[0], len(row))
			continue
		}
		seen[row[0]] = true
		for i, tag := range tags {
			if got := locale(t, tag).Text(edtf.MustParse(row[0])); got != row[1+i] {
				t.Errorf("%s in %s is %q, want %q", row[0], tag, got, row[1+i])
			}
		}
	}
	if len(seen) < 80 {
		t.Errorf("only %d dates", len(seen))
	}
}

// TestWordsOfEveryKind words every date that the vectors of EDTF know.
func TestWordsOfEveryKind(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, row := range rows(t, "../edtf/testdata/edtf.tsv") {
		if row[1] != "yes" {
			continue
		}
		seen++
		for _, tag := range tags {
			checkText(t, locale(t, tag), edtf.MustParse(row[0]))
		}
	}
	if seen < 150 {
		t.Errorf("only %d vectors", seen)
	}
}

func checkText(t *testing.T, l *datewords.Locale, d edtf.Date) {
	t.Helper()
	text := l.Text(d)
	if text == "" || strings.ContainsAny(text, "\r\n\t{}") || strings.Contains(text, "  ") || strings.TrimSpace(text) != text {
		t.Errorf("%s in %s is %q", d, l.Tag, text)
	}
	if len(text) > 80*len(d.String())+120 {
		t.Errorf("%s in %s takes %d bytes", d, l.Tag, len(text))
	}
}

// FuzzText words every date that there is, in few words.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"2025-03-05", "?-2004-06", "Y-138E8S3", "[..1760,1800..]", "1X-X2-3X", "/..", "2025-03-05T24:00:00Z", "XXXX-1X-3X", "{X0X0~..}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, written string) {
		d, err := edtf.Parse(written)
		if err != nil {
			return
		}
		for _, tag := range tags {
			checkText(t, locale(t, tag), d)
		}
	})
}

// TestDocs holds the table of docs/dates.md to the words.
func TestDocs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/dates.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## In words\n")
	section, _, _ = strings.Cut(section, "\n## ")
	seen := 0
	for line := range strings.Lines(section) {
		cells := strings.Split(line, " | ")
		written, ok := strings.CutPrefix(cells[0], "| `")
		if !ok {
			continue
		}
		seen++
		d := edtf.MustParse(strings.TrimSuffix(written, "`"))
		if got := datewords.English().Text(d); got != cells[1] {
			t.Errorf("%s is %q, and %q in docs/dates.md", d, got, cells[1])
		}
	}
	if seen < 10 {
		t.Errorf("only %d dates", seen)
	}
}

func TestNoDate(t *testing.T) {
	t.Parallel()
	if got := datewords.English().Text(edtf.Date{}); got != "date unknown" {
		t.Errorf("no date is %q", got)
	}
}

func TestFor(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{"en": "en", "uk-UA": "uk", "ZH-Hant": "zh", "de": "", "": ""} {
		l, ok := datewords.For(tag)
		if ok != (want != "") || ok && l.Tag != want {
			t.Errorf("%q has words: %v, want those of %q", tag, ok, want)
		}
	}
}
