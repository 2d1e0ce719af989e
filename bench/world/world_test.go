package world_test

import (
	"bytes"
	"crypto/sha256"
	"net/url"
	"strings"
	"testing"

	"example.org/dateline/bench/world"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

func written(t *testing.T, seed uint64, name string, n int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := world.New(seed, n).Write(&out, name, n); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	first := sha256.Sum256(written(t, 1, "news", 300))
	if again := sha256.Sum256(written(t, 1, "news", 300)); again != first {
		t.Error("the same seed wrote other bytes")
	}
	if other := sha256.Sum256(written(t, 2, "news", 300)); other == first {
		t.Error("another seed wrote the same bytes")
	}
	if other := sha256.Sum256(written(t, 1, "late", 300)); other == first {
		t.Error("another name wrote the same bytes")
	}
}

// TestLinesAreValid reads what is written as the import does, and holds it to
// the order in which an import can take it.
func TestLinesAreValid(t *testing.T) {
	const n = 2000
	known := map[string]bool{}
	lines, quoted := map[string]int{}, 0
	precisions := map[edtf.Precision]int{}
	need := func(line int, resource, id string) {
		if id != "" && !known[resource+" "+id] {
			t.Errorf("line %d names the %s %s, which no line before it is", line, resource, id)
		}
	}
	for line, err := range convert.ReadNDJSON(bytes.NewReader(written(t, 1, "news", n))) {
		if err != nil {
			t.Fatalf("line %d: %v\n%s", line.Line, err, line.Raw)
		}
		lines[line.Entity]++
		switch r := line.Record.(type) {
		case *timeline.Story:
			known["story "+r.ID] = true
		case *timeline.Source:
			known["source "+r.ID] = true
		case *timeline.Actor:
			for _, a := range r.Affiliations {
				need(line.Line, "actor", a.Actor)
			}
			known["actor "+r.ID] = true
		case *timeline.Place:
			need(line.Line, "place", r.Parent)
			known["place "+r.ID] = true
		case *timeline.Event:
			need(line.Line, "story", r.Story)
			for _, a := range r.Actors {
				need(line.Line, "actor", a.ID)
			}
			for _, p := range r.Places {
				need(line.Line, "place", p.ID)
			}
			for _, id := range r.Sources() {
				need(line.Line, "source", id)
			}
			for _, q := range r.Quotes {
				need(line.Line, "actor", q.Speaker)
				need(line.Line, "actor", q.About[0])
				quoted++
			}
			precisions[r.Date.EDTF.Precision()]++
			if known["event "+r.ID] {
				t.Errorf("line %d: the event %s stands twice", line.Line, r.ID)
			}
			known["event "+r.ID] = true
		}
	}
	if lines["event"] != n || lines["story"] != 4 || lines["actor"] != 100 {
		t.Errorf("lines = %v, want %d events in 4 stories with all 100 actors", lines, n)
	}
	if quoted < n*25/100 || quoted > n*35/100 {
		t.Errorf("%d of %d events have a quote, want 30 %%", quoted, n)
	}
	if len(precisions) < 6 {
		t.Errorf("dates have the precisions %v, want at least 6 kinds", precisions)
	}
}

func TestFullSizeHasFiftyThousandActors(t *testing.T) {
	w := world.New(1, 1_000_000)
	kinds := map[string]int{}
	for _, a := range w.Actors {
		kinds[a.Kind]++
	}
	if len(w.Actors) != 50_000 || kinds["country"] != 200 || kinds["person"] < 30_000 {
		t.Errorf("%d actors of the kinds %v", len(w.Actors), kinds)
	}
}

func TestFirstRanksAreAskedForMost(t *testing.T) {
	w := world.New(1, 100_000)
	a := w.Asker(7)
	counts := map[string]int{}
	for range 20_000 {
		counts[a.Actor()]++
	}
	first, second, tenth := counts[w.Actors[0].ID], counts[w.Actors[1].ID], counts[w.Actors[9].ID]
	// By Zipf's law, of 5,000: 11 %, half of that, and a tenth of it.
	if first < 2000 || first > 2400 || second < first*4/10 || second > first*6/10 || tenth < first*6/100 || tenth > first*14/100 {
		t.Errorf("ranks 1, 2 and 10 were drawn %d, %d and %d times of 20,000", first, second, tenth)
	}
}

// TestQuestionsAreUnderstood parses questions as the server does.
func TestQuestionsAreUnderstood(t *testing.T) {
	a := world.New(1, 1000).Asker(1)
	for range 100 {
		for path, parse := range map[string]func(string) error{
			a.Main(a.Actor()):             parsed(timeline.ParseQuery),
			a.Main(a.Actor(), 2000, 2001): parsed(timeline.ParseQuery),
			a.Two():                       parsed(timeline.ParseQuery),
			a.Search():                    parsed(timeline.ParseQuery),
			a.Count(a.Actor()):            parsed(timeline.ParseQuery),
			a.CountAll():                  parsed(timeline.ParseQuery),
			a.Histogram(a.Actor()):        parsed(timeline.ParseHistogramQuery),
			a.Facets(a.Actor()):           parsed(timeline.ParseFacetQuery),
			a.Mix():                       parsed(timeline.ParseFacetQuery),
			a.Aggregate(a.Actor()):        parsed(timeline.ParseAggregateQuery),
		} {
			if _, query, _ := strings.Cut(path, "?"); parse(query) != nil {
				t.Errorf("%s: %v", path, parse(query))
			}
		}
	}
}

func parsed[Q any](parse func(url.Values) (Q, error)) func(query string) error {
	return func(query string) error {
		values, err := url.ParseQuery(query)
		if err != nil {
			return err
		}
		_, err = parse(values)
		return err
	}
}
