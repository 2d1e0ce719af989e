package page

import (
	"cmp"
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Bar is an event in the strip, or several of one date that look the same. It
// leads to the first of them.
type Bar struct {
	Class       string // solid, fill or hollow
	X, Width    string
	Y           string
	Height      string
	Left, Right string // where an arrow says that it goes on, "" where it does not
	Pin         string // the middle of what is too short to be seen at every width
	Tip         string
	Count       string // how many events it is, "" where it is one
	CountX      string // where that stands
	CountY      string
	CountEnd    bool // it stands before the mark
	Title, Href string
	When        string

	from, to float64 // what it takes of the width
	items    []barItem
}

// barItem is an event of a mark, in words.
type barItem struct{ title, when string }

const (
	barPitch  = 7
	countTall = 13  // the pitch of a row with a number in it
	countWide = 5   // hundredths of the width that a number takes
	countLast = 95  // hundredths of the width from which a number stands before its mark
	titleMost = 6   // events that a mark names
	barGap    = 1.5 // hundredths of the width between the marks of a row
	barStub   = 5   // how long a mark is of which one end alone is known
	barPinned = 2   // a mark that is shorter has a pin, of so many pixels whatever the width
	laneAbove = 4
	nowAbove  = 16 // room for what the band says
)

// item words an event for the mark that stands for it. What has not happened says so.
func (l *Language) item(e *timeline.Event) barItem {
	item := barItem{e.Title, l.dates.Text(e.Date.EDTF)}
	if isAhead(e) || e.Status == "cancelled" {
		item.title += " (" + l.word("status", e.Status) + ")"
	}
	return item
}

// bar is the mark of an event. What is known from one side only stands at that
// side, and an arrow says that the other is open.
func bar(a axis, e *timeline.Event, span edtf.Interval) Bar {
	m := markOf(e)
	b := Bar{Class: map[string]string{"solid": "solid", "hatched": "fill", "hollow": "hollow"}[m.Fill]}
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

// words names the events of a mark: their date, where they have the same, and
// as many of them as one takes in at once.
func (b *Bar) words(l *Language) string {
	same := !slices.ContainsFunc(b.items, func(i barItem) bool { return i.when != b.items[0].when })
	head := l.text("page.events")
	if same {
		head = capital(b.items[0].when)
	}
	if b.Count != "" {
		head += " (" + b.Count + ")"
	}
	lines := []string{head}
	for _, item := range b.items[:min(len(b.items), titleMost)] {
		if same {
			lines = append(lines, item.title)
		} else {
			lines = append(lines, capital(item.when)+l.text("page.colon")+" "+item.title)
		}
	}
	if more := len(b.items) - titleMost; more > 0 {
		lines = append(lines, l.count("page.more_events", more))
	}
	return strings.Join(lines, "\n")
}

// stack lays the marks of a lane into as few rows as they need: those that look
// the same are one with their number, and each is in the first row where it has room.
func (l *StripLane) stack(language *Language, first bool) {
	var bars []Bar
	for _, b := range l.Bars {
		if i := slices.IndexFunc(bars, func(o Bar) bool { return o.like(&b) }); i >= 0 {
			bars[i].items = append(bars[i].items, b.items...)
			continue
		}
		bars = append(bars, b)
	}
	slices.SortStableFunc(bars, func(a, b Bar) int { return cmp.Compare(a.from, b.from) })
	var rows []barRow
	at := make([]int, len(bars)) // the row of each
	for i := range bars {
		b := &bars[i]
		if len(b.items) > 1 {
			b.count(language)
		}
		at[i] = slices.IndexFunc(rows, func(r barRow) bool { return r.end+barGap <= b.from })
		if at[i] < 0 {
			at[i], rows = len(rows), append(rows, barRow{tall: barPitch})
		}
		row := &rows[at[i]]
		if row.end = b.to; b.Count != "" {
			row.tall = countTall
		}
	}
	l.Height = laneAbove
	if first {
		l.Height += nowAbove
	}
	for i := range rows {
		rows[i].y = float64(l.Height)
		l.Height += rows[i].tall
	}
	for i := range bars {
		bars[i].place(rows[at[i]].y, rows[at[i]].tall)
		bars[i].Title = bars[i].words(language)
	}
	l.Bars = bars
	l.Height += 2
	if len(rows) == 0 {
		l.Height += barPitch
	}
}

// barRow is a row of marks: how far it is taken, and where it stands.
type barRow struct {
	end  float64
	tall int
	y    float64
}

// count gives a mark the number of its events, and the room that it takes.
func (b *Bar) count(l *Language) {
	b.Count = l.number(int64(len(b.items)))
	if b.CountEnd = b.to+countWide > countLast; b.CountEnd {
		b.CountX = pct(b.from)
		b.from = max(0, b.from-countWide)
		return
	}
	b.CountX = pct(b.to)
	b.to += countWide
}

// place puts a mark into its row.
func (b *Bar) place(y float64, tall int) {
	y += float64(tall-barPitch) / 2
	b.Y, b.Height, b.Tip = num(y), "5", num(y+2.5)
	if b.Class == "hollow" {
		b.Y, b.Height = num(y+.5), "4"
	}
	b.CountY = num(y + 7)
}
