package edtf_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
)

// vector is a row of testdata/edtf.tsv, which says what each string means.
type vector struct {
	edtf                   string
	valid                  bool
	level                  edtf.Level
	earliest, latest       string
	precision              edtf.Precision
	approximate, uncertain string
	note                   string
}

func vectors(tb testing.TB) []vector {
	tb.Helper()
	var all []vector
	for _, row := range rows(tb, "testdata/edtf.tsv", 9) {
		all = append(all, vector{
			edtf: row[0], valid: row[1] == "yes", level: edtf.Level(row[2]),
			earliest: row[3], latest: row[4], precision: edtf.Precision(row[5]),
			approximate: row[6], uncertain: row[7], note: row[8],
		})
	}
	return all
}

// rows reads a tab-separated table without its header. Cells are not trimmed:
// some test spaces.
func rows(tb testing.TB, file string, columns int) [][]string {
	tb.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	var table [][]string
	for n, line := range strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			tb.Fatalf("%s:%d: %d cells, want %d", file, n+2, len(cells), columns)
		}
		table = append(table, cells)
	}
	return table
}

func TestVectors(t *testing.T) {
	t.Parallel()
	all := vectors(t)
	if len(all) < 250 {
		t.Fatalf("only %d vectors", len(all))
	}
	for n, v := range all {
		// The number keeps apart rows that differ only in invisible characters.
		t.Run(fmt.Sprintf("%d_%s", n+2, strings.ReplaceAll(v.edtf, "/", "|")), func(t *testing.T) {
			t.Parallel()
			d, err := edtf.Parse(v.edtf)
			if !v.valid {
				if err == nil {
					t.Fatalf("Parse(%q) = %q, want an error: %s", v.edtf, d, v.note)
				}
				if !d.IsZero() {
					t.Errorf("Parse(%q) returned %q beside its error", v.edtf, d)
				}
				t.Log(err)
				return
			}
			if err != nil {
				t.Fatalf("%v: %s", err, v.note)
			}
			checkVector(t, v, d)
			checkRoundTrip(t, d)
		})
	}
}

func checkVector(t *testing.T, v vector, d edtf.Date) {
	t.Helper()
	if d.String() != v.edtf && canonical[v.edtf] != d.String() {
		t.Errorf("String() = %q, want %q as written", d, v.edtf)
	}
	if got := d.Level(); got != v.level {
		t.Errorf("Level() = %q, want %q", got, v.level)
	}
	if got := d.Precision(); got != v.precision {
		t.Errorf("Precision() = %q, want %q", got, v.precision)
	}
	if got := fmt.Sprint(d.Approximate()); got != v.approximate {
		t.Errorf("Approximate() = %s, want %s", got, v.approximate)
	}
	if got := fmt.Sprint(d.Uncertain()); got != v.uncertain {
		t.Errorf("Uncertain() = %s, want %s", got, v.uncertain)
	}
	if got := bound(d.Interval().Earliest, edtf.OpenStart); got != v.earliest {
		t.Errorf("earliest = %q, want %q: %s", got, v.earliest, v.note)
	}
	if got := bound(d.Interval().Latest, edtf.OpenEnd); got != v.latest {
		t.Errorf("latest = %q, want %q: %s", got, v.latest, v.note)
	}
	checkBounds(t, d)
}

// checkBounds holds the bounds of a date to its ends, where it has any.
func checkBounds(t *testing.T, d edtf.Date) {
	t.Helper()
	b, i := d.Bounds(), d.Interval()
	if d.IsPeriod() != strings.Contains(d.String(), "/") {
		t.Errorf("IsPeriod() = %t", d.IsPeriod())
	}
	if b.Interval() != i {
		t.Errorf("the hull of the bounds %v is not the interval %v", b, i)
	}
	if !d.IsPeriod() {
		if b.LatestStart != i.Latest || b.EarliestEnd != i.Earliest {
			t.Errorf("the bounds of a moment are %v, its interval %v", b, i)
		}
		return
	}
	want := edtf.Bounds{Earliest: i.Earliest, LatestStart: i.Latest, EarliestEnd: i.Earliest, Latest: i.Latest}
	switch from, known := d.Start(); known {
	case edtf.Known:
		want.LatestStart = min(from.Interval().Latest, i.Latest)
	case edtf.Open:
		want.LatestStart = edtf.OpenStart
	}
	switch to, known := d.End(); known {
	case edtf.Known:
		want.EarliestEnd = max(to.Interval().Earliest, i.Earliest)
	case edtf.Open:
		want.EarliestEnd = edtf.OpenEnd
	}
	if b != want {
		t.Errorf("the bounds of a period are %v, want %v", b, want)
	}
}

// bound writes a bound as the vectors do: blank where it is open.
func bound(sec, open int64) string {
	if sec == open {
		return ""
	}
	return edtf.FormatInstant(sec)
}

// canonical lists the vectors that are not written canonically, with what
// String makes of them.
var canonical = map[string]string{
	"1985-04-12T23:20:30-04":    "1985-04-12T23:20:30-04:00",
	"2025-03-05T10:00:00+00:00": "2025-03-05T10:00:00Z",
	"?2004-06-~11":              "2004?-06-~11",
	"?-2004-06":                 "-2004?-06",
	"?2004-06~-10/2004-06-%11":  "2004%-~06-10/2004-06-%11",
}

// checkRoundTrip holds that the canonical spelling says all that d says.
func checkRoundTrip(t *testing.T, d edtf.Date) {
	t.Helper()
	e, err := edtf.Parse(d.String())
	if err != nil {
		t.Fatalf("the canonical spelling does not parse: %v", err)
	}
	if e != d || !e.Equal(d) {
		t.Errorf("Parse(%q) = %#v, want %#v", d, e, d)
	}
}

func TestMatchVectors(t *testing.T) {
	t.Parallel()
	for n, row := range rows(t, "testdata/match.tsv", 7) {
		t.Run(fmt.Sprintf("%d_%s", n+2, strings.ReplaceAll(row[0], "/", "|")), func(t *testing.T) {
			t.Parallel()
			date := edtf.MustParse(row[0])
			within := edtf.Between(filter(t, row[1]), filter(t, row[2]))
			for i, match := range []struct {
				name string
				got  bool
			}{
				{"possibly", date.Interval().Overlaps(within)},
				{"certainly", date.Bounds().Touches(within)},
				{"wholly", date.Interval().Within(within)},
			} {
				if want := row[3+i]; match.got != (want == "yes") {
					t.Errorf("%s %s in %q to %q: %t, want %s: %s", row[0], match.name, row[1], row[2], match.got, want, row[6])
				}
			}
		})
	}
}

// filter reads a filter bound, blank for none.
func filter(t *testing.T, s string) edtf.Date {
	t.Helper()
	if s == "" {
		return edtf.Date{}
	}
	d, err := edtf.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
