package page

import (
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// The lanes: said is not done, and judged is neither. An unknown type belongs
// to what was done.
const (
	laneDone     = "done"
	laneSaid     = "said"
	laneAssessed = "assessed"
)

var lanes = []string{laneDone, laneSaid, laneAssessed}

var (
	saidTypes     = []string{"statement", "reaction", "proposal", "publication"}
	assessedTypes = []string{"assessment"}
)

// laneOf is the lane of a type.
func laneOf(kind string) string {
	switch {
	case slices.Contains(saidTypes, kind):
		return laneSaid
	case slices.Contains(assessedTypes, kind):
		return laneAssessed
	}
	return laneDone
}

// laneClass is a lane as the style sheet calls it.
func laneClass(lane string) string {
	if lane == laneAssessed {
		return "judged"
	}
	return lane
}

// Mark is how a date is drawn. Shape says how wide it is, fill who says so, and
// a broken outline that it has not happened.
type Mark struct {
	Lane       string // done, said or judged
	Shape      string // dot, band or unknown
	Fill       string // solid: the source's; hatched: inferred; hollow: not yet
	Core       bool   // a day that is announced, and not yet here
	Start, End string // caps of a band: edge, dots for about, tip for open
	About      bool   // a dot that is near the day, or perhaps on it
}

const secondsPerDay = 86400

// markOf is the mark of an event's date.
func markOf(e *timeline.Event) Mark {
	d := e.Date.EDTF
	m := Mark{Lane: laneClass(laneOf(e.Type)), Fill: "hatched"}
	notYet := isAhead(e) || e.Status == "cancelled"
	switch {
	case notYet:
		m.Fill = "hollow"
	case e.Date.Basis == "stated":
		m.Fill = "solid"
	}
	span := d.Interval()
	openStart, openEnd := span.Earliest == edtf.OpenStart, span.Latest == edtf.OpenEnd
	switch {
	case openStart && openEnd:
		m.Shape = "unknown"
	case !openStart && !openEnd && span.Latest-span.Earliest <= secondsPerDay:
		m.Shape = "dot"
		m.About = doubtful(d)
		m.Core = notYet && e.Date.Basis == "stated"
	default:
		m.Shape = "band"
		from, _ := d.Start()
		to, _ := d.End()
		m.Start, m.End = cap1(from, openStart), cap1(to, openEnd)
	}
	return m
}

// cap1 is the cap of one end.
func cap1(d edtf.Date, open bool) string {
	switch {
	case open:
		return "tip"
	case doubtful(d):
		return "dots"
	}
	return "edge"
}

func doubtful(d edtf.Date) bool { return strings.ContainsAny(d.String(), "~?%") }
