package store

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"example.org/dateline/internal/trial"
)

// TestMarked holds what finds marks in documents to a plain search.
func TestMarked(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(trial.Seed(t, 7), 1))
	pieces := []string{`"`, `[`, `{`, `:`, `"relations":[{`, `"relations":[`, `relations":[{`, `"parent":"`, `x`}
	found := 0
	for range trial.Rounds(t, 2000) {
		var doc []byte
		for range r.IntN(8) {
			doc = append(doc, pieces[r.IntN(len(pieces))]...)
		}
		for _, mark := range []string{`"relations":[{`, `"parent":"`, `[{`} {
			want := bytes.Contains(doc, []byte(mark))
			if got := marked(doc, mark); got != want {
				t.Fatalf("%s in %s: %t, want %t", mark, doc, got, want)
			}
			if want {
				found++
			}
		}
	}
	if found == 0 {
		t.Error("nothing was found")
	}
}
