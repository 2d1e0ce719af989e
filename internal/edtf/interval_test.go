package edtf_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"example.org/dateline/internal/edtf"
)

// What lies wholly in a range that is not empty possibly falls in it too.
func TestWithinImpliesOverlaps(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 7))
	bound := func() int64 {
		switch random.IntN(8) {
		case 0:
			return edtf.OpenStart
		case 1:
			return edtf.OpenEnd
		}
		return random.Int64N(12) - 6 // few values, so that bounds often touch
	}
	wholly := 0
	for range 100_000 {
		event := edtf.Interval{Earliest: bound(), Latest: bound()}
		within := edtf.Interval{Earliest: bound(), Latest: bound()}
		if event.Earliest >= event.Latest {
			continue
		}
		if within.Earliest < within.Latest && event.Overlaps(within) != within.Overlaps(event) {
			t.Fatalf("%v and %v overlap in one direction only", event, within)
		}
		if event.Within(within) {
			wholly++
			if !event.Overlaps(within) {
				t.Fatalf("%v lies within %v but does not overlap it", event, within)
			}
		}
		if within.Earliest >= within.Latest && (event.Overlaps(within) || event.Within(within)) {
			t.Fatalf("the empty range %v holds %v", within, event)
		}
	}
	if wholly == 0 {
		t.Error("no case was within")
	}
}

// What is wholly in a range certainly falls in it, what certainly does possibly
// does, and a moment does both or neither.
func TestTouches(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 8))
	side := func() string {
		switch random.IntN(6) {
		case 0:
			return ".."
		case 1:
			return ""
		case 2:
			return fmt.Sprintf("2025-%02d", 1+random.IntN(3))
		}
		return fmt.Sprintf("2025-%02d-%02d", 1+random.IntN(3), 1+random.IntN(3))
	}
	counted := map[string]int{}
	for range 50_000 {
		text := side()
		if random.IntN(4) > 0 {
			text += "/" + side()
		}
		d, err := edtf.Parse(text)
		if err != nil {
			continue // reversed, or no date at all
		}
		within := edtf.Interval{Earliest: edtf.OpenStart, Latest: edtf.OpenEnd}
		if from, err := edtf.Parse(side()); err == nil {
			within.Earliest = from.Interval().Earliest
		}
		if to, err := edtf.Parse(side()); err == nil {
			within.Latest = to.Interval().Latest
		}
		wholly, certainly, possibly := d.Interval().Within(within), d.Bounds().Touches(within), d.Interval().Overlaps(within)
		if wholly && !certainly || certainly && !possibly || !d.IsPeriod() && wholly != certainly {
			t.Fatalf("%s in %v: wholly %t, certainly %t, possibly %t", d, within, wholly, certainly, possibly)
		}
		counted[fmt.Sprint(wholly, certainly, possibly)]++
	}
	if len(counted) != 4 {
		t.Errorf("cases: %v", counted)
	}
}

func TestBetween(t *testing.T) {
	t.Parallel()
	march, none := edtf.MustParse("2025-03"), edtf.Date{}
	for _, c := range []struct {
		name     string
		from, to edtf.Date
		want     edtf.Interval
	}{
		{"both", march, march, march.Interval()},
		{"from alone", march, none, edtf.Interval{Earliest: march.Interval().Earliest, Latest: edtf.OpenEnd}},
		{"to alone", none, march, edtf.Interval{Earliest: edtf.OpenStart, Latest: march.Interval().Latest}},
		{"neither", none, none, edtf.Interval{Earliest: edtf.OpenStart, Latest: edtf.OpenEnd}},
	} {
		if got := edtf.Between(c.from, c.to); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	reversed := edtf.Between(edtf.MustParse("2026"), edtf.MustParse("2024"))
	if edtf.MustParse("../..").Interval().Overlaps(reversed) {
		t.Error("a reversed range holds a date")
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	want := []string{
		"../1985", "Y-13800000000", "-0044", "-0043", "-0043-03-15", "0000", "1985-04", "1985-04/..", "1985-04-12",
		"2025-03-05", "2025-03-05T10:00:00Z", "2025-03-05T10:00Z", "2025-03-05T10Z", "2025-03-06",
	}
	dates := make([]edtf.Date, len(want))
	for i, text := range want {
		dates[i] = edtf.MustParse(text)
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(dates), func(i, j int) { dates[i], dates[j] = dates[j], dates[i] })
	slices.SortFunc(dates, edtf.Compare)
	for i, d := range dates {
		if d.String() != want[i] {
			t.Fatalf("sorted %v, want %v", dates, want)
		}
	}
	if edtf.Compare(edtf.MustParse("Y17E7"), edtf.MustParse("Y170000000")) != 0 {
		t.Error("the same year differs by its spelling")
	}
}
