package page

import (
	"io"
	"net/url"
	"slices"
	"time"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// HomeInput is what the list of stories is made from.
type HomeInput struct {
	Frame
	Stories []StorySummary
	Next    string // cursor of the next page, "" on the last
}

// StorySummary is a story with what there is in it.
type StorySummary struct {
	Story                           timeline.Story
	Updated                         time.Time
	Events, Actors, Quotes, Sources int
	Whole                           []timeline.Event // its events by date, nil where they are too many to look at
	Buckets                         []Bucket         // how they are spread, in that case
	Ends                            edtf.Interval    // from the first to the last of them
}

// Home is the list of stories.
type Home struct {
	HomeInput
	Rows     []HomeRow
	NextPage string
	Example  string // the address of a query to try
}

// HomeRow is a story in the list.
type HomeRow struct {
	StorySummary
	Href                      string
	Tongue                    Tongue
	Span, Until               string
	Dated                     bool
	Stated, Inferred, Unknown int
	UpdatedDay                string
	Spark                     Spark
	From, To                  string
}

// NewHome makes the list of stories.
func NewHome(in HomeInput) *Home {
	h := &Home{HomeInput: in}
	h.Title, h.Description = in.Language.text("page.stories"), in.Language.text("page.home_description")
	h.Indexed = len(in.Query) == 0
	for _, s := range in.Stories {
		h.Rows = append(h.Rows, h.row(s))
	}
	if in.Next != "" {
		h.NextPage = h.Link(addressOf("/", url.Values{"cursor": {in.Next}}))
	}
	h.Example = "/v1/events?actor=mike-waltz&from=2025-03-05&to=2025-03-05"
	return h
}

func (h *Home) row(s StorySummary) HomeRow {
	r := HomeRow{StorySummary: s, Href: h.Link("/stories/" + s.Story.ID), Tongue: TongueOf(s.Story.Language), Dated: s.Whole != nil}
	r.Story.Summary = firstSentences(s.Story.Summary, 220)
	r.UpdatedDay = h.Language.dayOf(s.Updated)
	for i := range s.Whole {
		switch s.Whole[i].Date.Basis {
		case "stated":
			r.Stated++
		case "inferred":
			r.Inferred++
		default:
			r.Unknown++
		}
	}
	r.Span, r.Until = h.Language.span(s.Whole)
	words := h.Language.dates.Short()
	if span, ok := reach(s.Whole); ok {
		a := axis{span.Earliest, span.Latest} // no more, as the names of its ends stand at its ends
		r.From, r.To = ends(words, s.Whole, a)
		r.Spark = newSpark(spread(s.Whole, a, sparkParts))
	} else if len(s.Buckets) > 0 && s.Ends.Earliest < s.Ends.Latest {
		r.From, r.To = instantDay(words, s.Ends.Earliest), instantDay(words, s.Ends.Latest-1)
		r.Span = words.FromTo(r.From, r.To)
		r.Spark = newSpark(s.Buckets)
	}
	return r
}

// spread counts bounded events in equal parts of an axis.
func spread(events []timeline.Event, a axis, parts int) []Bucket {
	step := max(1, (a.to-a.from)/int64(parts))
	var buckets []Bucket
	for at := a.from; at < a.to && len(buckets) < parts; at += step {
		buckets = append(buckets, Bucket{Span: edtf.Interval{Earliest: at, Latest: min(at+step, a.to)}})
	}
	for i := range events {
		e := &events[i]
		span := e.Date.Interval()
		if span.Earliest == edtf.OpenStart || span.Latest == edtf.OpenEnd {
			continue
		}
		known := slices.IndexFunc(buckets, func(b Bucket) bool { return b.Span.Earliest <= span.Earliest && span.Latest <= b.Span.Latest })
		for j := range buckets {
			b := &buckets[j]
			from, to := max(b.Span.Earliest, span.Earliest), min(b.Span.Latest, span.Latest)
			if to <= from {
				continue
			}
			part := float64(to-from) / float64(span.Latest-span.Earliest)
			switch {
			case isAhead(e):
				b.Ahead += part
			case known == j || (e.Date.Basis == "stated" && span.Latest-span.Earliest <= secondsPerDay):
				b.Known += part
			default:
				b.Spread += part
			}
		}
	}
	return buckets
}

// Render writes the list of stories.
func (h *Home) Render(w io.Writer) error { return render(w, "home", h.Language, h) }

// dayOf words the day of an instant of our own.
func (l *Language) dayOf(t time.Time) string {
	return l.dates.Day(edtf.CivilFromSeconds(t.Unix()), datewords.Form{})
}
