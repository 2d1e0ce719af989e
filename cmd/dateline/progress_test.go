package main

import (
	"strings"
	"testing"
	"time"
)

// Where no terminal shows a bar, a line tells every ten seconds how far the work is.
func TestProgressLines(t *testing.T) {
	var out strings.Builder
	p := newProgress(&out, "a.csv", 40_000_000)
	at := p.began
	p.now = func() time.Time { return at }
	for range 4 {
		at = at.Add(5 * time.Second)
		if _, err := p.Write(make([]byte, 5_000_000)); err != nil {
			t.Fatal(err)
		}
	}
	p.finish()
	if want := "a.csv: 10 MB read, 1.0 MB a second, 25 %, 30s left\na.csv: 20 MB read, 1.0 MB a second, 50 %, 20s left\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	out.Reset()
	p.size = 0
	at = at.Add(time.Minute)
	_, _ = p.Write(nil)
	if want := "a.csv: 20 MB read, 0.2 MB a second\n"; out.String() != want {
		t.Errorf("of unknown size: %q, want %q", out.String(), want)
	}
}
