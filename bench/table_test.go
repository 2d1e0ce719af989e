package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/dateline/bench/layers"
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

// made are results of two sizes with numbers that are easy to divide.
func made(seed uint64, perSecond float64) *results {
	r := &results{Seed: seed}
	for _, events := range []int{10_000, 1_000_000} {
		s := size{Events: events, Import: imported{Seconds: 40, DatabaseBytes: 100, WrittenBytes: 400, PeakBytes: int64(events) * 100}, Start: 80, Resident: 120e6, Loaded: 60, ImportedBy: "dateline 1", PostgresBy: "dateline 2",
			Added: 50_000, Adding: imported{Seconds: 10}, Agreement: 0.98, PostgresImport: imported{Seconds: 100},
			Load: load{Alone: measure{P99: 2}, Beside: measure{P99: 5}, Best: 1000, Good: 900}}
		for _, name := range []string{mainQuery, mainHeld, mainFirst, mainLast, histogram, histogramHot, facets, facetsHot, search} {
			c := cell{Name: name, Connections: 1, Dateline: measure{Answers: 100, PerSecond: perSecond, P50: float64(events) / 1e5, P99: 20, CPU: 1},
				Peers: map[string]measure{onPostgres: {Answers: 9, PerSecond: 10, P50: 33}}}
			if name == mainQuery || name == mainHeld {
				c.Peers["static"] = measure{PerSecond: 8000, P50: 0.1, CPU: 0.1}
				c.Peers[ways[0].name], c.Peers[ways[1].name] = measure{PerSecond: 20}, measure{PerSecond: 50}
			}
			s.Cells = append(s.Cells, c)
		}
		s.Importing = []cell{{Name: mainQuery, Connections: 1, Dateline: measure{P99: 6}, Peers: map[string]measure{"quiet": {P99: 3}}}}
		s.Layers = []breakdown{
			{mainQuery, 1000, []layers.Layer{{Name: "words", CPU: 200 * time.Millisecond, SQLite: 100 * time.Millisecond}, {Name: "rest", CPU: 600 * time.Millisecond}}},
			{mainKept, 1000, []layers.Layer{{Name: "words", CPU: 40 * time.Millisecond}, {Name: "rest"}}},
		}
		s.Import.Layers = []layers.Layer{{Name: "words", CPU: 3 * time.Millisecond * time.Duration(events)}, {Name: "rest", CPU: time.Millisecond * time.Duration(events)}}
		s.Adding.Layers = []layers.Layer{{Name: "words", CPU: 500 * time.Millisecond, System: 500 * time.Millisecond}, {Name: "rest", CPU: 1500 * time.Millisecond}}
		s.Adding.DatabaseBytes = 100e6
		s.Limits = limits{Copy: 3, Documents: 90, Decode: 30, Insert: 6, Disk: 100e6}
		r.Sizes = append(r.Sizes, s)
	}
	return r
}

// linesOf are lines of text by their words, parted by one space.
func linesOf(text string) map[string]bool {
	lines := map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		lines[strings.Join(strings.Fields(line), " ")] = true
	}
	return lines
}

func TestTargetsAreSetBesideTheLargestSize(t *testing.T) {
	var out strings.Builder
	if err := printTargets(&out, made(1, 1000)); err != nil {
		t.Fatal(err)
	}
	lines := linesOf(out.String())
	for _, want := range []string{
		"on 1000000 events (connections) must reach measured",
		"main query, answers a second of PocketBase, relations 25 x 50.0 x (1)",
		"main query, answers a second of PocketBase, documents 25 x 20.0 x (1)",
		"main query, share of static 15 % 12.5 % (1)",
		"main query, kept, share of static 80 % –",
		"main query, p50 against 10000 events 1.3 x 100 x (1)",
		"main query, p50 of the last year against the first 1.3 x 1.00 x (1)",
		"histogram, p50 3 ms 10.0 ms",
		"two-word search, ranked, p99 15 ms 20.0 ms (1)",
		"import into an empty database, events a second, by dateline 1 12000 25000",
		"import into this one, events a second 6000 5000",
		"import, bytes written to disk, of those that stay, by dateline 1 6 x 4.00 x",
		"import, peak memory against 10000 events 1 x 100 x",
		"start to /readyz 100 ms 80.0 ms",
		"resident after 60 s of load 300 MB 120 MB",
		"main query during an import, p99 against quiet 2 x 2.00 x (1)",
		"main query beside dear questions, p99 against alone 3 x 2.50 x",
		"good answers where twice as many are asked for, of the best 80 % 90.0 %",
	} {
		if !lines[want] {
			t.Errorf("no line %q in\n%s", want, out.String())
		}
	}
}

func TestSizesArePrintedBesideTheirPeers(t *testing.T) {
	var out strings.Builder
	if err := printSize(&out, &made(1, 1000).Sizes[1]); err != nil {
		t.Fatal(err)
	}
	lines := linesOf(out.String())
	for _, want := range []string{
		"main query 1 0 1000 12.5 % 10.0 20.0 1.00 0 0",
		"PocketBase, documents 1 0 50.0 0.625 % 0 0 0 0 0",
		"facets 1 0 10.0 20.0 1.00 0 33.0 0 0 0",
		"import into PostgreSQL (dateline 2): 10000 events/s",
		"PocketBase's answers have 98.0 % of the events in Dateline's",
	} {
		if !lines[want] {
			t.Errorf("no line %q in\n%s", want, out.String())
		}
	}
}

// TestPicturesAreDrawn draws those of a run, and looks for one that nobody measured.
func TestPicturesAreDrawn(t *testing.T) {
	r := made(1, 1000)
	for i := range r.Sizes {
		for _, name := range []string{mainQuery, mainKept, mainHeld} {
			c := r.Sizes[i].find(mainQuery, 1)
			c.Name, c.Connections = name, crowded
			r.Sizes[i].Cells = append(r.Sizes[i].Cells, c)
		}
	}
	m := &memoryResults{Events: 200, Spent: []spent{{What: "/", Status: 200, Bytes: 5, CPU: time.Second, Idle: 90e6, Peak: 100e6}, {What: "import", Peak: 200e6}}}
	shown, folder := t.TempDir(), t.TempDir()
	page := filepath.Join(folder, "performance.md")
	text := "# Performance\n"
	for name := range parts(r, m) {
		text += fmt.Sprintf(partBegin, name) + "old\n" + partEnd
	}
	err := errors.Join(writeJSON(filepath.Join(shown, shownRun), r), writeJSON(filepath.Join(shown, shownMemory), m),
		os.Mkdir(filepath.Join(folder, "images"), 0o755), os.WriteFile(page, []byte(text+"\nThe end.\n"), 0o644))
	if err != nil {
		t.Fatal(err)
	}
	if err := plotCommand(shown, folder); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"speed.svg": "PocketBase, relations: 20.0", "sizes.svg": "histogram: 0.1, 10.0, aim 3.00", "databases.svg": "facets: 10.0, 33.0"} {
		text, err := os.ReadFile(filepath.Join(folder, "images", name))
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s, %v: no %q in\n%s", name, err, want, text)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# Performance\n", "| histogram, p50 | 3 ms | 10.0 ms |\n", "- import into PostgreSQL (dateline 2): 10000 events/s\n", "| words | 200 | 25.0 % | 100 | 0 | 40.0 |\n",
		"| its documents, from SQLite by a prepared statement | 90.0 |\n", "| words | 3000 | 75.0 % | 0 | 0 | 10.0 | 25.0 % | 0 | 10.0 |\n",
		"| what stays of it written to this disk at once, at 100 MB/s | 20.0 |\n", "| / | 200 | 5 | 1.00 | 90.0 MB | 100 MB |\n", "\nThe end.\n"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(string(got), "old") {
		t.Errorf("old figures stay:\n%s", got)
	}
	if err := os.WriteFile(page, []byte("# Performance\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := plotCommand(shown, folder); err == nil {
		t.Error("figures were written where there is no place for them")
	}
	if err := plotCommand(folder, folder); err == nil {
		t.Error("a folder without results was drawn")
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
	if text := strings.Join(strings.Fields(out.String()), " "); !strings.Contains(text, "1000000 main query 1 12.5 % 25.0 % 10.0 10.0 1.00 1.00 1.00 x") {
		t.Errorf("compare wrote\n%s", out.String())
	}
	if err := compare(&out, files[0], files[2]); err == nil {
		t.Error("runs with other questions were compared")
	}
}
