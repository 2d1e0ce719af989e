package page

import (
	"strconv"
	"strings"
)

const (
	sparkHeight = 30
	sparkParts  = 56
)

// Spark is a small chart of when the events of a story were, as paths of SVG: in a box
// 1000 wide, which is stretched to the width that there is, and one higher than its base
// line. One path a kind, as many stories are in a list; "" where there is none.
type Spark struct {
	Solid string // what is certain
	Fill  string // what is spread over a bar, on top of it
	Ahead string // a line above what has not happened
}

// newSpark draws buckets side by side; nothing where no event is in any.
func newSpark(buckets []Bucket) Spark {
	const top = 2
	most := highest(buckets)
	if most == 0 {
		return Spark{}
	}
	a := axis{buckets[0].Span.Earliest, buckets[len(buckets)-1].Span.Latest}
	y := func(n float64) float64 { return rounded1(sparkHeight - n*(sparkHeight-top)/most) }
	var solid, fill, ahead strings.Builder
	for _, b := range buckets {
		from, to := 10*a.at(b.Span.Earliest), 10*a.at(b.Span.Latest)
		gap := min(2.4, (to-from)/8)
		x, width := rounded1(from+gap/2), rounded1(to-from-gap)
		bar := func(path *strings.Builder, low, high float64) {
			if low > high {
				place(path, 'M', x, high)
				place(path, 'h', width)
				place(path, 'V', low)
				place(path, 'H', x)
			}
		}
		bar(&solid, sparkHeight, y(b.Known))
		bar(&fill, y(b.Known), y(b.Known+b.Spread))
		if b.Ahead > 0 {
			place(&ahead, 'M', x, rounded1(max(1, y(b.Known+b.Spread+b.Ahead)-1)))
			place(&ahead, 'h', width)
		}
	}
	return Spark{solid.String(), fill.String(), ahead.String()}
}

// place adds a command to a path.
func place(path *strings.Builder, command byte, at ...float64) {
	path.WriteByte(command)
	for i, n := range at {
		if i > 0 {
			path.WriteByte(' ')
		}
		path.WriteString(strconv.FormatFloat(n, 'f', -1, 64))
	}
}
