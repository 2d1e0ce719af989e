package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/card"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// CardInput is what the picture of a story, or of an event of it, is made from.
type CardInput struct {
	Story   timeline.Story
	Event   *timeline.Event  // nil for the whole story's
	Whole   []timeline.Event // every event of the story, or nil where they are too many to look at
	Hist    *Histogram       // how they are spread over time, where they are too many for marks
	Events  int              // of the story
	Sources int              // of the story
}

// CardLanguage is the language that a story's picture speaks: its own, where
// pages speak it and pictures can be written in it.
func CardLanguage(story *timeline.Story) *Language {
	if l, ok := LanguageOf(story.Language); ok && card.Drawable(l.Name) {
		return l
	}
	return Languages()[0]
}

// NewCard says what stands on a picture.
func NewCard(in CardInput) card.Card {
	l := CardLanguage(&in.Story)
	c := card.Card{Title: in.Story.Title, Facts: l.count("page.n_events", in.Events)}
	if in.Sources > 0 {
		c.Facts += cardJoin + l.count("page.sources", in.Sources)
	}
	if in.Whole != nil {
		c.When, _ = l.span(in.Whole)
	}
	l.drawCard(&c, in)
	if e := in.Event; e != nil {
		c.Kicker, c.Title = in.Story.Title, e.Title
		c.When = l.cardDate(e)
		c.Facts = ""
		if n := len(e.Sources()); n > 0 {
			c.Facts = l.count("page.sources", n)
		}
		if e.IsRetracted() {
			c.Facts = capital(l.word("verification", timeline.Retracted))
		}
	}
	return c
}

// cardJoin stands between figures.
const cardJoin = " · "

// cardDate is when an event was, in words.
func (l *Language) cardDate(e *timeline.Event) string { return l.date(l.dates, e).Span }

// drawCard draws the strip: marks, or bars where these would be too many.
func (l *Language) drawCard(c *card.Card, in CardInput) {
	if in.Hist != nil && len(in.Hist.Buckets) > 0 {
		c.Bars, c.Ticks = cardBars(in.Hist.Buckets), cardTicks(in.Hist.Ticks)
		return
	}
	if len(in.Whole) > stripMost {
		return
	}
	a, ok := stripAxis(in.Whole)
	if !ok {
		return
	}
	c.Ticks = cardTicks(l.ticks(a, 6))
	for i := range in.Whole {
		e := &in.Whole[i]
		span := e.Date.Interval()
		if (span.Earliest == edtf.OpenStart && span.Latest == edtf.OpenEnd) || span.Latest <= a.from || span.Earliest >= a.to {
			continue
		}
		mark := cardMark(a, e, span)
		mark.Faint = in.Event != nil && in.Event.ID != e.ID
		same := slices.IndexFunc(c.Marks, func(o card.Mark) bool { o.Faint = mark.Faint; return o == mark })
		switch {
		case same < 0:
			c.Marks = append(c.Marks, mark)
		case !mark.Faint:
			c.Marks[same].Faint = false
		}
	}
}

// cardMark is an event's mark on an axis, as it is on the strip of pages: what is
// known from one side alone stands at that side, and what looks the same is one.
func cardMark(a axis, e *timeline.Event, span edtf.Interval) card.Mark {
	drawn := markOf(e)
	m := card.Mark{
		From: a.at(span.Earliest) / 100, To: a.at(span.Latest) / 100, Left: span.Earliest < a.from, Right: span.Latest > a.to,
		Lane: map[string]card.Lane{"done": card.Done, "said": card.Said, "judged": card.Judged}[drawn.Lane],
		Fill: map[string]card.Fill{"solid": card.Solid, "hatched": card.Hatched, "hollow": card.Hollow}[drawn.Fill],
	}
	switch {
	case span.Earliest == edtf.OpenStart:
		m.From = max(0, m.To-barStub/100.)
	case span.Latest == edtf.OpenEnd:
		m.To = min(1, m.From+barStub/100.)
	}
	return m
}

// cardTicks are the ticks of an axis as shares of its width.
func cardTicks(ticks []Tick) []card.Tick {
	var list []card.Tick
	for _, tick := range ticks {
		if at, err := strconv.ParseFloat(strings.TrimSuffix(tick.X, "%"), 64); err == nil {
			list = append(list, card.Tick{At: at / 100, Text: tick.Text})
		}
	}
	return list
}

// cardBars are counts as shares of the width and of the highest.
func cardBars(buckets []Bucket) []card.Bar {
	most := highest(buckets)
	if most == 0 {
		return nil
	}
	a := axis{buckets[0].Span.Earliest, buckets[len(buckets)-1].Span.Latest}
	var bars []card.Bar
	for _, b := range buckets {
		bars = append(bars, card.Bar{
			From: a.at(b.Span.Earliest) / 100, To: a.at(b.Span.Latest) / 100, Known: b.Known / most, Spread: (b.Spread + b.Ahead) / most,
		})
	}
	return bars
}

// CardPath is where the picture of a story, or of an event of it, is.
func CardPath(story, event string) string {
	if event == "" {
		return "/stories/" + url.PathEscape(story) + "/card.png"
	}
	return "/stories/" + url.PathEscape(story) + "/events/" + url.PathEscape(event) + "/card.png"
}
