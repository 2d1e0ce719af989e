package page

import (
	"math"
	"slices"
	"strconv"

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
	Names       []StripName
	NamesHeight int
	Key         []string // the kinds of marks that the events have, as the key calls them
	Since, Till string   // the ends of the axis in seconds, for choosing a range; "" where its years have more than four figures
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
	if a.from >= firstYear && a.to <= lastYear {
		s.Since, s.Till = strconv.FormatInt(a.from, 10), strconv.FormatInt(a.to, 10)
	}
	for _, lane := range lanes {
		s.Lanes = append(s.Lanes, StripLane{Lane: laneClass(lane), Word: capital(l.word("lane", lane))})
	}
	s.band(l, a, written)
	var kinds []string
	var keys []timeline.Event
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
			b := bar(a, e, span)
			b.Href, b.items = "#"+eventID(e.ID), []barItem{l.item(e)}
			lane.Bars = append(lane.Bars, b)
			if e.Key {
				keys = append(keys, *e)
			}
		}
	}
	s.name(keys, func(e *timeline.Event) float64 {
		b := bar(a, e, e.Date.Interval())
		if b.Left != "" {
			return b.to
		}
		return b.from
	})
	for _, kind := range markKinds {
		if slices.Contains(kinds, kind) {
			s.Key = append(s.Key, kind)
		}
	}
	for i := range s.Lanes {
		s.Lanes[i].stack(l, i == 0 && s.Band)
	}
	return s
}

// The years that have four figures, in seconds of 1970.
const (
	firstYear = -62167219200
	lastYear  = 253402300800
)

// instantDay words the day of an instant, or its year where few think in days.
func instantDay(words *datewords.Locale, sec int64) string {
	c := edtf.CivilFromSeconds(sec)
	if c.Year < 0 || c.Year > 9999 {
		return words.Parts(edtf.Parts{Precision: edtf.PrecisionYear, Year: c.Year}, datewords.Form{})
	}
	return words.Day(c, datewords.Form{})
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
