package convert

import (
	"encoding/json"
	"html"
	"io"
	"strings"

	"example.org/dateline/internal/timeline"
)

// timelineJSEvents is the JSON of TimelineJS. The widget knows no vague dates:
// a slide stands where its date begins, with only those fields of it that are
// known, and shows the date in words; the EDTF is in _dateline, which the
// widget passes over. What has no known beginning cannot be a slide.
//
// An event of type era whose beginning and end are known is an era, the band
// behind the slides. Texts are HTML to the widget and are escaped, but for those of
// what came from TimelineJS and says the same still, which have their own markup.
var timelineJSEvents = Format[timeline.Event]{
	Name: "timelinejs", MediaType: "application/vnd.timelinejs+json", Extension: "json", Write: writeTimelineJS,
}

func writeTimelineJS(w io.Writer, about About, records Records[timeline.Event]) (Loss, error) {
	type head struct {
		Title *tlSlide `json:"title,omitempty"`
		Next  string   `json:"_next,omitempty"` // the next page's address
		Made  string   `json:"_generator"`
	}
	h := head{Title: tlTitleSlide(about), Next: about.Next, Made: "Dateline"}
	c := tlCollector{about: about, eras: []tlSlide{}, scale: tlScaleOf(about)}
	list := jsonList{head: h, array: "events", tail: func() any {
		return struct {
			Eras  []tlSlide `json:"eras"`
			Scale string    `json:"scale"`
		}{c.eras, c.scale}
	}}
	err := writeJSONList(w, list, c.slides(records), func(s *tlSlide) (any, error) { return s, nil })
	return c.loss, err
}

// tlCollector makes slides of events, and keeps what the document says behind
// them.
type tlCollector struct {
	about About
	eras  []tlSlide
	scale string
	loss  Loss
}

func (c *tlCollector) slides(records Records[timeline.Event]) Records[tlSlide] {
	return func(yield func(*tlSlide, error) bool) {
		for e, err := range records {
			if err != nil {
				yield(nil, err)
				return
			}
			when, ok := tlWhenOf(e.Date)
			if !ok {
				c.loss.Undated++
				continue
			}
			if !when.exact {
				c.loss.Imprecise++
			}
			if when.cosmological() {
				c.scale = "cosmological"
			}
			slide := tlSlideOf(c.about, e, when)
			if isEra(e, when) {
				c.eras = append(c.eras, slide)
				continue
			}
			if !yield(&slide, nil) {
				return
			}
		}
	}
}

// isEra reports whether an event is one of TimelineJS's eras, which need two
// ends: the widget shows nothing at all but an error where one has not.
func isEra(e *timeline.Event, when tlWhen) bool {
	return e.Type == timeline.Era && when.end != nil && !when.start.covers(*when.end)
}

type (
	tlSlide struct {
		ID          string   `json:"unique_id,omitempty"` // empty where the slide came without one
		Start       *tlDate  `json:"start_date,omitempty"`
		End         *tlDate  `json:"end_date,omitempty"`
		DisplayDate string   `json:"display_date,omitempty"`
		Text        tlText   `json:"text"`
		Media       *tlMedia `json:"media,omitempty"`
		Group       string   `json:"group,omitempty"`
		Autolink    bool     `json:"autolink"`
		Dateline    *tlOurs  `json:"_dateline,omitempty"`

		Background string                     `json:"-"` // address or colour, as a sheet has it
		given      map[string]json.RawMessage // members that go out as they came; nil leaves one out
	}
	tlText struct {
		Headline string `json:"headline"`
		Text     string `json:"text"`
	}
	tlMedia struct {
		URL       string `json:"url"`
		Caption   string `json:"caption,omitempty"`
		Credit    string `json:"credit,omitempty"`
		Alt       string `json:"alt,omitempty"`
		Thumbnail string `json:"thumbnail,omitempty"`
	}

	// tlOurs is what the slide's own fields cannot say.
	tlOurs struct {
		EDTF         string `json:"edtf"`
		Basis        string `json:"basis"`
		Text         string `json:"text,omitempty"`
		Story        string `json:"story,omitempty"`
		Type         string `json:"type"`
		Status       string `json:"status"`
		Verification string `json:"verification"`
		URL          string `json:"url,omitempty"`
	}
)

func tlSlideOf(about About, e *timeline.Event, when tlWhen) tlSlide {
	slide := tlSlide{
		ID: e.ID, Start: &when.start, End: when.end, DisplayDate: DateWords(e.Date),
		Text:  tlTexts(e),
		Group: e.Type,
		Dateline: &tlOurs{EDTF: e.Date.EDTF.String(), Basis: e.Date.Basis, Text: e.Date.Text, Story: e.Story, Type: e.Type,
			Status: e.Status, Verification: e.Verification, URL: urlOf(about, "event", e.ID)},
	}
	if len(e.Media) > 0 {
		m := e.Media[0]
		slide.Media = &tlMedia{URL: m.URL, Caption: html.EscapeString(m.Caption), Credit: html.EscapeString(m.Credit), Alt: m.Alt, Thumbnail: m.Thumbnail}
	}
	if kept := tlKeptOf(e.Origin, e.Type == timeline.Era); kept != nil {
		kept.giveBack(&slide, e)
	}
	return slide
}

// tlTexts are the texts of a slide in the event's own words.
func tlTexts(e *timeline.Event) tlText {
	return tlText{Headline: escaped(headline(e)), Text: tlHTML(e, paragraphs(e.Summary))}
}

// escaped is a text as HTML.
func escaped(text string) string { return html.EscapeString(text) }

// tlHTML is the text of a slide: what is not settled first, then the summary, which
// comes as HTML, then who said what.
func tlHTML(e *timeline.Event, summary string) string {
	var b strings.Builder
	var unsettled []string
	if e.Status != timeline.DefaultStatus {
		unsettled = append(unsettled, "Status: "+e.Status)
	}
	if e.Verification != timeline.DefaultVerification {
		unsettled = append(unsettled, "Verification: "+e.Verification)
	}
	if len(unsettled) > 0 {
		b.WriteString("<p><em>" + html.EscapeString(strings.Join(unsettled, ". ")) + ".</em></p>")
	}
	if strings.HasPrefix(summary, b.String()) { // a slide of ours, come back
		b.Reset()
	}
	b.WriteString(summary)
	for _, q := range e.Quotes {
		speaker := html.EscapeString(actorName(e, q.Speaker))
		if q.Kind == "indirect" {
			b.WriteString("<p>" + speaker + ", in paraphrase:</p>" + paragraphs(q.Text))
			continue
		}
		b.WriteString("<blockquote>" + paragraphs(q.Text) + "<cite>" + speaker + "</cite></blockquote>")
	}
	return b.String()
}

// paragraphs is a text as HTML: blank lines part paragraphs, line breaks stay.
func paragraphs(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var b strings.Builder
	for p := range strings.SplitSeq(s, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(p), "\n", "<br>") + "</p>")
		}
	}
	return b.String()
}
