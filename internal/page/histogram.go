package page

import (
	"fmt"
	"math"
	"strconv"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
)

// Bucket is a stretch of time and the events in it, as far as they can be
// counted there.
type Bucket struct {
	Span   edtf.Interval
	Known  float64 // events that lie wholly in it
	Spread float64 // shares of events that may lie in it
	Ahead  float64 // shares of events that have not happened
}

// Counted is what a histogram is drawn from.
type Counted struct {
	Interval  string
	Intervals []string // those that the answer fits into
	Buckets   []Bucket
	Ends      edtf.Interval // from the first to the last of what is drawn
	Undrawn   int           // events with an open or unknown end, which have no place in it
	Outside   int           // events so far from the others that it does not reach them
	All       int
}

// Histogram is how events are spread over time: area equals events.
type Histogram struct {
	Counted
	Bars  []Column
	Lines []GridLine
	Ticks []Tick
	Rows  []Row
	Drawn int
	From  string
	To    string
}

// Column is one bar: what is certain, what is spread over it, and what is
// expected on top.
type Column struct {
	X, Width, SolidY, SolidHeight, FillY, FillHeight, AheadY, End string

	Href, Label string // its stretch as the range asked for, where the chart is a filter
	span        edtf.Interval
	events      float64
}

// GridLine is a height, and how many events that is.
type GridLine struct{ Y, TextY, Text string }

// Row is a line of the same as a table; several buckets alike are one.
type Row struct {
	When, Known, Spread, Ahead string

	Href string // its stretch as the range asked for
	span edtf.Interval
}

const (
	histHeight = 132
	histTop    = 22
)

// NewHistogram draws what is counted.
func NewHistogram(l *Language, c Counted) *Histogram {
	h := &Histogram{Counted: c, Drawn: c.All - c.Undrawn - c.Outside}
	if len(c.Buckets) == 0 {
		return h
	}
	a := axis{c.Buckets[0].Span.Earliest, c.Buckets[len(c.Buckets)-1].Span.Latest}
	h.Ticks = l.ticks(a, 9)
	h.From, h.To = instantDay(l.dates, c.Ends.Earliest), instantDay(l.dates, c.Ends.Latest-1)
	most := highest(c.Buckets)
	if most == 0 {
		return h
	}
	h.Bars = columns(c.Buckets, histHeight, histTop)
	y := func(n float64) float64 { return rounded1(histHeight - n*(histHeight-histTop)/most) }
	step := niceStep(most)
	for n := step; n <= most*1.02 && len(h.Lines) < 6; n += step {
		h.Lines = append(h.Lines, GridLine{num(y(n)), num(rounded1(y(n) + 4)), l.count("page.n_events", int(n))})
	}
	h.Rows = l.rows(c)
	for i := range h.Bars {
		b := &h.Bars[i]
		b.Label = l.bucket(c.Interval, b.span) + l.text("page.colon") + " " + share(l, b.events)
	}
	return h
}

// link makes each bar, and each row of the same as a table, a link to its
// stretch of time, whose first and last date to gets as EDTF.
func (h *Histogram) link(to func(from, to string) string) {
	for i := range h.Bars {
		h.Bars[i].Href = to(rangeOf(h.Interval, h.Bars[i].span))
	}
	for i := range h.Rows {
		h.Rows[i].Href = to(rangeOf(h.Interval, h.Rows[i].span))
	}
}

// rangeOf is the first and last date of a stretch, as coarse as its interval.
func rangeOf(interval string, span edtf.Interval) (from, to string) {
	at := func(seconds int64) string {
		c := edtf.CivilFromSeconds(seconds)
		year := edtfYear(c.Year)
		switch {
		case len(year) > 5 || interval == "year" || interval == "decade" || interval == "century" || interval == "millennium":
			return year
		case interval == "month" || interval == "quarter":
			return fmt.Sprintf("%s-%02d", year, c.Month)
		}
		return fmt.Sprintf("%s-%02d-%02d", year, c.Month, c.Day)
	}
	return at(span.Earliest), at(span.Latest - 1)
}

// edtfYear is an astronomical year as EDTF spells it.
func edtfYear(year int64) string {
	switch {
	case year > 9999 || year < -9999:
		return "Y" + strconv.FormatInt(year, 10)
	case year < 0:
		return fmt.Sprintf("-%04d", -year)
	}
	return fmt.Sprintf("%04d", year)
}

// highest is the most events of a bucket.
func highest(buckets []Bucket) float64 {
	most := 0.0
	for _, b := range buckets {
		most = max(most, b.Known+b.Spread+b.Ahead)
	}
	return most
}

// columns draws buckets side by side, on a base line at a height and no higher
// than to a top.
func columns(buckets []Bucket, height, top float64) []Column {
	most := highest(buckets)
	if most == 0 {
		return nil
	}
	a := axis{buckets[0].Span.Earliest, buckets[len(buckets)-1].Span.Latest}
	y := func(n float64) float64 { return rounded1(height - n*(height-top)/most) }
	var list []Column
	for _, b := range buckets {
		if b.Known+b.Spread+b.Ahead == 0 {
			continue
		}
		from, to := a.at(b.Span.Earliest), a.at(b.Span.Latest)
		gap := min(.24, (to-from)/8)
		column := Column{X: pct(from + gap/2), Width: pct(to - from - gap), End: pct(to), span: b.Span, events: b.Known + b.Spread + b.Ahead}
		if b.Known > 0 {
			column.SolidY, column.SolidHeight = num(y(b.Known)), num(rounded1(height-y(b.Known)))
		}
		if tall := rounded1(y(b.Known) - y(b.Known+b.Spread)); b.Spread > 0 && tall > 0 {
			column.FillY, column.FillHeight = num(y(b.Known+b.Spread)), num(tall)
		}
		if b.Ahead > 0 {
			column.AheadY = num(rounded1(max(1, y(b.Known+b.Spread+b.Ahead)-1)))
		}
		list = append(list, column)
	}
	return list
}

func rounded1(n float64) float64 { return math.Round(n*10) / 10 }

// niceStep is a round number of events for lines across.
func niceStep(most float64) float64 {
	step := 1.0
	for most/step > 3 {
		for _, factor := range []float64{2, 2.5, 2} {
			step = math.Round(step * factor)
			if most/step <= 3 {
				return step
			}
		}
	}
	return step
}

// rows is the same as a table.
func (l *Language) rows(c Counted) []Row {
	var rows []Row
	for i := 0; i < len(c.Buckets); {
		j := i + 1
		for j < len(c.Buckets) && alike(c.Buckets[i], c.Buckets[j]) {
			j++
		}
		b := c.Buckets[i]
		row := Row{When: l.bucket(c.Interval, b.Span), Known: share(l, b.Known), Spread: share(l, b.Spread), Ahead: share(l, b.Ahead), span: b.Span}
		row.span.Latest = c.Buckets[j-1].Span.Latest
		if j > i+1 {
			row.When = l.fill("page.each", "from", row.When, "to", l.bucket(c.Interval, c.Buckets[j-1].Span))
		}
		rows = append(rows, row)
		i = j
	}
	return rows
}

func alike(a, b Bucket) bool {
	near := func(m, n float64) bool { return math.Abs(m-n) < .005 }
	return near(a.Known, b.Known) && near(a.Spread, b.Spread) && near(a.Ahead, b.Ahead)
}

func share(l *Language, n float64) string {
	whole := math.Trunc(n)
	text := l.number(int64(whole))
	if part := math.Round((n - whole) * 100); part >= 1 && part < 100 {
		digits := strconv.Itoa(int(part))
		if part < 10 {
			digits = "0" + digits
		}
		text += l.text("dates.decimal_separator") + digits
	}
	return text
}

// bucket puts a stretch of an interval into words.
func (l *Language) bucket(interval string, span edtf.Interval) string {
	c, last := edtf.CivilFromSeconds(span.Earliest), edtf.CivilFromSeconds(span.Latest-1)
	p := edtf.Parts{Precision: edtf.PrecisionDay, Year: c.Year, Month: c.Month, Day: c.Day}
	switch interval {
	case "hour":
		p.Precision, p.Hour = edtf.PrecisionHour, c.Hour
	case "week":
		return l.dates.PartsSpan(p, edtf.Parts{Precision: edtf.PrecisionDay, Year: last.Year, Month: last.Month, Day: last.Day})
	case "month":
		p.Precision = edtf.PrecisionMonth
	case "quarter":
		p.Precision, p.Season = edtf.PrecisionSeason, 33+(c.Month-1)/3
	case "year":
		return l.year(c.Year)
	case "decade", "century", "millennium":
		return l.dates.FromTo(l.year(c.Year), l.year(last.Year))
	}
	return l.dates.Parts(p, datewords.Form{})
}
