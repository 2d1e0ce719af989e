package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/trial"
)

// TestWhatStoriesComeToFollowsWrites: whatever is written again, retracted, taken from
// one event to another or made private, what is kept of the story is what a check works
// out of its events.
func TestWhatStoriesComeToFollowsWrites(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(trial.Seed(t, 25), 0))
	st := storetest.Use(storetest.Open(t))
	dates := []string{"", ", date: 2020-05", ", date: 1999/2003", ", date: 2020-05-01T10:00Z", ", date: ../1950", ", date: -0044-03-15", ", date: Y170000001"}
	for range trial.Rounds(t, 8) {
		var file strings.Builder
		file.WriteString("dateline: 1\nstory: {id: s, title: S, visibility: " + []string{"public", "private"}[r.IntN(2)] + "}\nsources: [{id: p, title: P}, {id: q, title: Q}]\nactors:\n")
		for i := range 4 {
			fmt.Fprintf(&file, "  - {id: a%d, name: A, kind: person}\n", i)
		}
		file.WriteString("events:\n")
		quoted := r.IntN(5)
		for i := range 5 {
			fmt.Fprintf(&file, "  - {id: e%d, title: E, type: call%s, actors: [a%d, {id: a%d, role: target}], status: %s", i, dates[r.IntN(len(dates))], r.IntN(4), r.IntN(4), []string{"occurred", "expected"}[r.IntN(2)])
			if r.IntN(3) == 0 {
				file.WriteString(", verification: retracted")
			}
			if r.IntN(2) == 0 {
				fmt.Fprintf(&file, ", citations: [{source: %s, start: 1, end: 2, sha256: %s}]", []string{"p", "q"}[r.IntN(2)], strings.Repeat("ab", 32))
			}
			if i == quoted {
				fmt.Fprintf(&file, ", quotes: [{id: said, speaker: a%d, text: Words}]", r.IntN(4))
			}
			file.WriteString("}\n")
		}
		doc, err := convert.ReadStory([]byte(file.String()))
		if err != nil {
			t.Fatalf("%v\n%s", err, file.String())
		}
		if _, err := st.Import(t.Context(), doc); err != nil {
			t.Fatalf("%v\n%s", err, file.String())
		}
		err = st.CheckIntegrity(t.Context(), false, func(f store.Finding) error { return fmt.Errorf("%v", f) })
		if err != nil {
			t.Fatalf("%v, after\n%s", err, file.String())
		}
	}
}
