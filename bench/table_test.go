package main

import (
	"strings"
	"testing"
)

func TestTableIsAligned(t *testing.T) {
	var out strings.Builder
	tab := table{{"what", "p50", "share"}}
	tab.row("main query", "0.5", "12 %")
	tab.row("304", "1234.5", "–")
	if err := tab.write(&out); err != nil {
		t.Fatal(err)
	}
	want := "what           p50  share\n" +
		"main query     0.5   12 %\n" +
		"304         1234.5      –\n"
	if out.String() != want {
		t.Errorf("wrote\n%s\nwant\n%s", out.String(), want)
	}
}

func TestFigures(t *testing.T) {
	for f, want := range map[float64]string{0: "0", 0.01234: "0.012", 1.234: "1.23", 12.34: "12.3", 123.4: "123", 25_000: "25000"} {
		if got := figure(f); got != want {
			t.Errorf("figure(%v) = %s, want %s", f, got, want)
		}
	}
	for got, want := range map[string]string{percent(1, 8): "12.5 %", percent(1, 0): "–", times(3, 2): "1.50 x", times(3, 0): "–", megabytes(150_000_000): "150 MB"} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// run of two sizes with numbers that are easy to divide.
func made(seed uint64, perSecond float64) *results {
	r := &results{Seed: seed}
	for _, events := range []int{10_000, 1_000_000} {
		s := size{Events: events, Import: imported{Seconds: 40, DatabaseBytes: 100, WrittenBytes: 400, PeakBytes: int64(events) * 100}, Start: 80, Resident: 120e6, Loaded: 60}
		for _, name := range []string{mainQuery, mainHeld, histogram, histogramHot, facets, facetsHot, search} {
			s.Cells = append(s.Cells, cell{Name: name, Connections: 1, Dateline: measure{Answers: 100, PerSecond: perSecond, P50: float64(events) / 1e5, P99: 20, CPU: 1},
				Peers: map[string]measure{"static": {PerSecond: 8000, P50: 0.1, CPU: 0.1}}})
		}
		s.Importing = []cell{{Name: mainQuery, Connections: 1, Dateline: measure{P99: 6}, Peers: map[string]measure{"quiet": {P99: 3}}}}
		r.Sizes = append(r.Sizes, s)
	}
	return r
}

func TestTargetsAreSetBesideTheLargestSize(t *testing.T) {
	var out strings.Builder
	if err := printTargets(&out, made(1, 1000), []int{1}); err != nil {
		t.Fatal(err)
	}
	lines := map[string]string{}
	for _, line := range strings.Split(out.String(), "\n") {
		if fields := strings.Fields(line); len(fields) > 0 {
			lines[strings.Join(fields, " ")] = line
		}
	}
	for _, want := range []string{
		"on 1000000 events (connections) must reach measured",
		"main query, share of static 12 % 12.5 % (1)",
		"histogram, p50 3 ms 10.0 ms (1)",
		"two-word search, ranked, p99 25 ms 20.0 ms (1)",
		"main query, p50 against 10000 events 1.5 x 100 x (1)",
		"import, peak memory against 10000 events 1 x 100 x",
		"import, events a second 12000 25000",
		"import, bytes written to disk, of those that stay 6 x 4.00 x",
		"start to /readyz 100 ms 80.0 ms",
		"resident after 60 s of load 150 MB 120 MB",
		"main query during an import, p99 against quiet 3 x 2.00 x (1)",
	} {
		if lines[want] == "" {
			t.Errorf("no line %q in\n%s", want, out.String())
		}
	}
}

func TestCompareSetsRunsSideBySide(t *testing.T) {
	files := make([]string, 3)
	for i, r := range []*results{made(1, 1000), made(1, 2000), made(2, 1000)} {
		var err error
		if files[i], err = r.keep(t.TempDir()); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	if err := compare(&out, files[0], files[1]); err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(strings.Fields(out.String()), " "); !strings.Contains(text, "1000000 facets 1 12.5 % 25.0 % 10.0 10.0 1.00 1.00 1.00 x") {
		t.Errorf("compare wrote\n%s", out.String())
	}
	if err := compare(&out, files[0], files[2]); err == nil {
		t.Error("runs with other questions were compared")
	}
}
