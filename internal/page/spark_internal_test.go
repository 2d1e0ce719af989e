package page

import (
	"testing"

	"example.org/dateline/internal/edtf"
)

// TestSpark: each kind of shape is one path, bars stand on the base line and on one
// another, and what is not there is not drawn.
func TestSpark(t *testing.T) {
	t.Parallel()
	at := func(i int64) edtf.Interval { return edtf.Interval{Earliest: i * 100, Latest: (i + 1) * 100} }
	buckets := []Bucket{{Span: at(0), Known: 2, Spread: 2}, {Span: at(1)}, {Span: at(2), Spread: 1, Ahead: 1}, {Span: at(3), Known: 1}}
	want := Spark{Solid: "M1.2 16h247.6V30H1.2M751.2 23h247.6V30H751.2", Fill: "M1.2 2h247.6V16H1.2M501.2 23h247.6V30H501.2", Ahead: "M501.2 15h247.6"}
	if got := newSpark(buckets); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := newSpark(buckets[1:2]); got != (Spark{}) {
		t.Errorf("nothing is drawn as %+v", got)
	}
}
