package page

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// stripMost is how many events a strip has room for. Beyond, a histogram shows
// more.
const stripMost = 80

// Strip shows where events lie: a bar for each, as long as what is not known
// of its date.
type Strip struct {
	Lanes       []StripLane
	Ticks       []Tick
	From, To    string // the first and the last date drawn, in words
	Drawn, All  int
	Unbounded   int    // events without any bound
	Beyond      []Bar  // events that lie wholly outside, with their titles
	Band        bool   // when the newest source was written is known as far as a band
	BandX       string // its edges
	BandWidth   string
	BandOpen    bool // it has no end
	BandText    string
	BandTextEnd bool
	Stated      int
	Key         []string // the kinds of marks that the events have, as the key calls them
}

// markKinds are those of the key, in its order.
var markKinds = []string{"stated", "between", "about", "open", "ahead", "unknown"}

// kindsOf are the kinds of a mark.
func kindsOf(m Mark) []string {
	kinds := map[string]string{"solid": "stated", "hatched": "between", "hollow": "ahead"}
	if m.Shape == "unknown" {
		return []string{"unknown"}
	}
	list := []string{kinds[m.Fill]}
	if m.About || m.Start == "dots" || m.End == "dots" {
		list = append(list, "about")
	}
	if m.Start == "tip" || m.End == "tip" {
		list = append(list, "open")
	}
	return list
}

// StripLane is a lane of the strip.
type StripLane struct {
	Lane   string // as the style sheet calls it
	Word   string
	Events int
	Height int
	Bars   []Bar
}

// Bar is an event in the strip, or several of one date that look the same.
type Bar struct {
	Class       string // solid, fill or hollow
	X, Width    string
	Y           string
	Height      string
	Left, Right string // where an arrow says that it goes on, "" where it does not
	Pin         string // the middle of what is too short to be seen at every width
	Tip         string
	Title, Href string
	When        string

	from, to float64 // what it takes of the width
	titles   []string
}

const (
	barPitch  = 7
	barGap    = 1.5 // hundredths of the width between the marks of a row
	barStub   = 5   // how long a mark is of which one end alone is known
	barPinned = 2   // a mark that is shorter has a pin, of so many pixels whatever the width
	laneAbove = 4
	nowAbove  = 16 // room for what the band says
)

// newStrip draws events, or is nil where none of them is bounded or where there
// are too many.
func newStrip(l *Language, events []timeline.Event, written []timeline.Source) *Strip {
	if len(events) > stripMost {
		return nil
	}
	a, ok := stripAxis(events)
	if !ok {
		return nil
	}
	s := &Strip{All: len(events), Ticks: l.ticks(a, 10)}
	s.From, s.To = l.ends(events, a)
	for _, lane := range lanes {
		s.Lanes = append(s.Lanes, StripLane{Lane: laneClass(lane), Word: capital(l.word("lane", lane))})
	}
	s.band(l, a, written)
	var kinds []string
	for i := range events {
		e := &events[i]
		kinds = append(kinds, kindsOf(markOf(e))...)
		lane := &s.Lanes[slices.Index(lanes, laneOf(e.Type))]
		lane.Events++
		if e.Date.Basis == "stated" {
			s.Stated++
		}
		span := e.Date.Interval()
		switch {
		case span.Earliest == edtf.OpenStart && span.Latest == edtf.OpenEnd:
			s.Unbounded++
		case span.Latest <= a.from || span.Earliest >= a.to:
			s.Beyond = append(s.Beyond, Bar{Title: e.Title, Href: "#" + eventID(e.ID), When: l.dates.Text(e.Date.EDTF)})
		default:
			s.Drawn++
			lane.Bars = append(lane.Bars, bar(a, e, span))
		}
	}
	for _, kind := range markKinds {
		if slices.Contains(kinds, kind) {
			s.Key = append(s.Key, kind)
		}
	}
	for i := range s.Lanes {
		s.Lanes[i].stack(i == 0 && s.Band)
	}
	return s
}

// instantDay words the day of an instant, or its year where few think in days.
func instantDay(words *datewords.Locale, sec int64) string {
	c := edtf.CivilFromSeconds(sec)
	if c.Year < 0 || c.Year > 9999 {
		return words.Parts(edtf.Parts{Precision: edtf.PrecisionYear, Year: c.Year}, datewords.Form{})
	}
	return words.Day(c, datewords.Form{})
}

// bar is the mark of an event. What is known from one side only stands at that
// side, and an arrow says that the other is open.
func bar(a axis, e *timeline.Event, span edtf.Interval) Bar {
	m := markOf(e)
	b := Bar{Class: map[string]string{"solid": "solid", "hatched": "fill", "hollow": "hollow"}[m.Fill], titles: []string{e.Title}}
	from, to := a.at(span.Earliest), a.at(span.Latest)
	switch {
	case span.Earliest == edtf.OpenStart:
		from = max(0, to-barStub)
		b.Left = pct(from)
	case span.Earliest < a.from:
		b.Left = pct(0)
	}
	switch {
	case span.Latest == edtf.OpenEnd:
		to = min(100, from+barStub)
		b.Right = pct(to)
	case span.Latest > a.to:
		b.Right = pct(100)
	}
	if to-from < barPinned {
		b.Pin = pct((from + to) / 2)
	}
	b.X, b.Width = pct(from), pct(to-from)
	b.from, b.to = from, max(to, from+barPinned)
	return b
}

// like reports whether two marks would be drawn the same at the same place.
func (b *Bar) like(o *Bar) bool {
	return b.Class == o.Class && b.X == o.X && b.Width == o.Width && b.Left == o.Left && b.Right == o.Right
}

// stack lays the marks of a lane into as few rows as they need: those that look
// the same are one, and each is in the first row where it has room.
func (l *StripLane) stack(first bool) {
	var bars []Bar
	for _, b := range l.Bars {
		if i := slices.IndexFunc(bars, func(o Bar) bool { return o.like(&b) }); i >= 0 {
			bars[i].titles = append(bars[i].titles, b.titles...)
			continue
		}
		bars = append(bars, b)
	}
	slices.SortStableFunc(bars, func(a, b Bar) int { return cmp.Compare(a.from, b.from) })
	top := laneAbove
	if first {
		top = nowAbove + laneAbove
	}
	var ends []float64 // of each row
	for i := range bars {
		b := &bars[i]
		row := slices.IndexFunc(ends, func(end float64) bool { return end+barGap <= b.from })
		if row < 0 {
			row, ends = len(ends), append(ends, 0)
		}
		ends[row] = b.to
		y := float64(top + row*barPitch)
		b.Y, b.Height, b.Tip = num(y), "5", num(y+2.5)
		if b.Class == "hollow" {
			b.Y, b.Height = num(y+.5), "4"
		}
		b.Title = strings.Join(b.titles, "\n")
	}
	l.Bars = bars
	l.Height = top + max(1, len(ends))*barPitch + 2
}

// stripAxis is what the strip covers: what is bounded of the events. A few that
// lie far off would press all others into a corner; they are named instead.
func stripAxis(events []timeline.Event) (axis, bool) {
	var spans []edtf.Interval
	for i := range events {
		span := events[i].Date.Interval()
		switch {
		case span.Earliest == edtf.OpenStart && span.Latest == edtf.OpenEnd:
			continue
		case span.Earliest == edtf.OpenStart:
			span.Earliest = span.Latest - secondsPerDay
		case span.Latest == edtf.OpenEnd:
			span.Latest = span.Earliest + secondsPerDay
		}
		spans = append(spans, span)
	}
	if len(spans) == 0 {
		return axis{}, false
	}
	hull := hullOf(spans)
	for drop := max(1, len(spans)/20); drop > 0 && len(spans) > 3; drop-- {
		i := extreme(spans)
		rest := slices.Delete(slices.Clone(spans), i, i+1)
		narrower := hullOf(rest)
		if length(narrower) > length(hull)/4 {
			break
		}
		spans, hull = rest, narrower
	}
	// Room at the ends, so that no mark touches them and arrows have where to go.
	margin := int64(length(hull) / 8)
	margin = max(margin, secondsPerDay)
	from, to := hull.Earliest-margin, hull.Latest+margin
	if from > hull.Earliest {
		from = hull.Earliest
	}
	if to < hull.Latest {
		to = hull.Latest
	}
	return axis{edtf.FloorDiv(from, secondsPerDay) * secondsPerDay, to}, true
}

func length(span edtf.Interval) float64 { return float64(span.Latest) - float64(span.Earliest) }

func hullOf(spans []edtf.Interval) edtf.Interval {
	hull := edtf.Interval{Earliest: math.MaxInt64, Latest: math.MinInt64}
	for _, s := range spans {
		hull = edtf.Interval{Earliest: min(hull.Earliest, s.Earliest), Latest: max(hull.Latest, s.Latest)}
	}
	return hull
}

// extreme is the span without which the hull would be the shortest.
func extreme(spans []edtf.Interval) int {
	best, shortest := 0, math.Inf(1)
	for i := range spans {
		rest := slices.Delete(slices.Clone(spans), i, i+1)
		if l := length(hullOf(rest)); l < shortest {
			best, shortest = i, l
		}
	}
	return best
}

// band marks when the newest source was written.
func (s *Strip) band(l *Language, a axis, written []timeline.Source) {
	var newest *timeline.Date
	for i := range written {
		d := written[i].Published
		if d != nil && !d.EDTF.IsZero() && d.Interval().Earliest != edtf.OpenStart && (newest == nil || d.Interval().Earliest > newest.Interval().Earliest) {
			newest = d
		}
	}
	if newest == nil {
		return
	}
	span := newest.Interval()
	if span.Latest < a.from || span.Earliest > a.to {
		return
	}
	from, to := a.at(span.Earliest), a.at(span.Latest)
	s.Band, s.BandX, s.BandWidth = true, pct(from), pct(to-from)
	s.BandOpen = span.Latest == edtf.OpenEnd || span.Latest > a.to
	s.BandTextEnd = from > 60
	s.BandText = l.text("dates.source_written")
	if span.Latest == edtf.OpenEnd {
		s.BandText = l.text("dates.source_written_later")
	}
}
