package convert_test

import (
	"bytes"
	"encoding/json"
	"html"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// tlDocument is what the widget reads.
type tlDocument struct {
	Title  *tlSlide  `json:"title"`
	Events []tlSlide `json:"events"`
	Eras   []tlSlide `json:"eras"`
	Scale  string    `json:"scale"`
	Next   string    `json:"_next"`
}

type tlSlide struct {
	ID          string          `json:"unique_id"`
	Start       json.RawMessage `json:"start_date"`
	End         json.RawMessage `json:"end_date"`
	DisplayDate string          `json:"display_date"`
	Text        struct{ Headline, Text string }
	Media       map[string]string          `json:"media"`
	Group       string                     `json:"group"`
	Ours        map[string]json.RawMessage `json:"_dateline"`
}

func timelineJSOf(t *testing.T, about convert.About, list ...timeline.Event) (tlDocument, convert.Loss) {
	t.Helper()
	var out bytes.Buffer
	loss, err := convert.TimelineJSEvents.Write(&out, about, recordsOf(list...))
	if err != nil {
		t.Fatal(err)
	}
	var doc tlDocument
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatalf("%v\n%s", err, out.Bytes())
	}
	return doc, loss
}

func dated(date, basis string) timeline.Event {
	e := anEvent("e", "")
	e.Date = timeline.Date{EDTF: edtf.MustParse(date), Basis: basis}
	return e
}

func TestTimelineJSDates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		date, basis, start, end string
		imprecise               int
		csv                     string // the first eight cells
	}{
		{"2025-03-05", "stated", `{"year":2025,"month":3,"day":5}`, ``, 0, "2025,3,5,,,,,"},
		{"2025-03", "stated", `{"year":2025,"month":3}`, ``, 0, "2025,3,,,,,,"},
		{"2025", "stated", `{"year":2025}`, ``, 0, "2025,,,,,,,"},
		{"2025-03~", "stated", `{"year":2025,"month":3}`, ``, 1, "2025,3,,,,,,"},
		{"2025-03-XX", "stated", `{"year":2025,"month":3}`, ``, 1, "2025,3,,,,,,"},
		{"201X", "stated", `{"year":2010}`, ``, 1, "2010,,,,,,,"},
		{"2001-21", "stated", `{"year":2001,"month":3}`, ``, 1, "2001,3,,,,,,"},
		{"156X-12-25", "stated", `{"year":1560,"month":12,"day":25}`, ``, 1, "1560,12,25,,,,,"},
		{"2025-02-26/2025-03-04", "stated", `{"year":2025,"month":2,"day":26}`, `{"year":2025,"month":3,"day":4}`, 0, "2025,2,26,,2025,3,4,"},
		{"2025-02-26~/2025-03-04", "inferred", `{"year":2025,"month":2,"day":26}`, `{"year":2025,"month":3,"day":4}`, 1, "2025,2,26,,2025,3,4,"},
		{"2004-06-11/2004-06", "stated", `{"year":2004,"month":6,"day":11}`, `{"year":2004,"month":6,"day":30}`, 0, "2004,6,11,,2004,6,30,"},
		{"2004/2004", "stated", `{"year":2004}`, ``, 0, "2004,,,,,,,"},
		{"198X/199X", "stated", `{"year":1980}`, `{"year":1999}`, 1, "1980,,,,1999,,,"},
		{"2025-03-05/..", "stated", `{"year":2025,"month":3,"day":5}`, ``, 1, "2025,3,5,,,,,"},
		{"2025-03-05/", "inferred", `{"year":2025,"month":3,"day":5}`, ``, 1, "2025,3,5,,,,,"},
		{"[1667,1668,1670..1672]", "stated", `{"year":1667}`, ``, 1, "1667,,,,,,,"},
		{"2025-03-05/2025-03-07", "inferred", `{"year":2025,"month":3,"day":5}`, `{"year":2025,"month":3,"day":7}`, 0, "2025,3,5,,2025,3,7,"},
		{"[2025-03-05..2025-03-07]", "stated", `{"year":2025,"month":3,"day":5}`, ``, 1, "2025,3,5,,,,,"},
		{"[1760-12..]", "stated", `{"year":1760,"month":12}`, ``, 1, "1760,12,,,,,,"},
		{"2025-03-05T14:30Z", "stated", `{"year":2025,"month":3,"day":5,"hour":14,"minute":30}`, ``, 0, "2025,3,5,14:30,,,,"},
		{"2025-01-01T00:30:15.5+01:00", "stated", `{"year":2024,"month":12,"day":31,"hour":23,"minute":30,"second":15,"millisecond":500}`, ``, 0, "2024,12,31,23:30:15,,,,"},
		{"2025-03-05T10Z", "stated", `{"year":2025,"month":3,"day":5,"hour":10}`, ``, 0, "2025,3,5,10:00,,,,"},
		{"2025-03-05T10:00Z/2025-03-05", "stated", `{"year":2025,"month":3,"day":5,"hour":10,"minute":0}`, `{"year":2025,"month":3,"day":5,"hour":23,"minute":59}`, 0, "2025,3,5,10:00,2025,3,5,23:59"},
		{"-0043-03-15", "stated", `{"year":-44,"month":3,"day":15}`, ``, 0, "-44,3,15,,,,,"},
		{"0000", "stated", `{"year":-1}`, ``, 0, "-1,,,,,,,"},
		{"-01XX", "stated", `{"year":-200}`, ``, 1, "-200,,,,,,,"},
		{"Y-13800000000", "stated", `{"year":-13800000000}`, ``, 0, "-13800000000,,,,,,,"},
	} {
		e := dated(tt.date, tt.basis)
		doc, loss := timelineJSOf(t, convert.About{}, e)
		s := doc.Events[0]
		if string(s.Start) != tt.start || string(s.End) != tt.end || s.DisplayDate != convert.DateWords(e.Date) || loss.Imprecise != tt.imprecise {
			t.Errorf("%s: from %s to %s, %q, %d imprecise; want from %s to %s", tt.date, s.Start, s.End, s.DisplayDate, loss.Imprecise, tt.start, tt.end)
		}
		if got := string(s.Ours["edtf"]); got != `"`+e.Date.EDTF.String()+`"` {
			t.Errorf("%s: the extension has %s", tt.date, got)
		}
		row := strings.Split(csvText(t, convert.TimelineJSCSVEvents, convert.About{}, e), "\r\n")[1]
		if !strings.HasPrefix(row, tt.csv+",") {
			t.Errorf("%s: row %s, want %s", tt.date, row, tt.csv)
		}
	}
}

// TestTimelineJSLeavesOut counts what has no known beginning.
func TestTimelineJSLeavesOut(t *testing.T) {
	t.Parallel()
	list := []timeline.Event{anEvent("undated", ""), dated("/..", "inferred"), dated("../1985", "stated"), dated("/1985", "stated"), dated("[..1984]", "stated"), dated("2025", "stated")}
	doc, loss := timelineJSOf(t, convert.About{}, list...)
	if len(doc.Events) != 1 || loss != (convert.Loss{Undated: 5}) {
		t.Errorf("%d slides, loss %q", len(doc.Events), loss)
	}
	rows := csvRows(t, csvText(t, convert.TimelineJSCSVEvents, convert.About{}, list...))
	if len(rows) != 1 {
		t.Errorf("%d rows", len(rows))
	}
}

func TestTimelineJSSlide(t *testing.T) {
	t.Parallel()
	e := anEvent("a-call", "2025-03-05")
	e.Title, e.Summary, e.Status, e.Verification = `"Talks" & <talk>`, "One\nline.\n\nAnother.", "expected", "disputed"
	e.Quotes = append(e.Quotes, timeline.Quote{Speaker: "somebody", Kind: "indirect", Text: "It went <well>."})
	doc, _ := timelineJSOf(t, onServer, e)
	s := doc.Events[0]
	if s.ID != "a-call" || s.Group != "call" || s.Text.Headline != "&#34;Talks&#34; &amp; &lt;talk&gt;" || doc.Next != onServer.Next || doc.Scale != "human" {
		t.Errorf("%+v", s)
	}
	if want := "<p><em>Status: expected. Verification: disputed.</em></p><p>One<br>line.</p><p>Another.</p>" +
		"<blockquote><p>We want peace, now; always.</p><cite>Mike Waltz</cite></blockquote><p>somebody, in paraphrase:</p><p>It went &lt;well&gt;.</p>"; s.Text.Text != want {
		t.Errorf("text %s", s.Text.Text)
	}
	if s.Media["url"] != "https://example.org/p.jpg" || s.Media["alt"] != "Two phones" || s.Media["credit"] != "A. Photographer" || s.Media["thumbnail"] != "https://example.org/s.jpg" {
		t.Errorf("media %v", s.Media)
	}
	if string(s.Ours["url"]) != `"https://dateline.test/v1/events/a-call"` || string(s.Ours["status"]) != `"expected"` {
		t.Errorf("extension %s", s.Ours)
	}
	if doc.Title.ID != "_title" || doc.Title.Text.Headline != "Events &amp; &lt;more&gt;" {
		t.Errorf("title %+v", doc.Title)
	}
	if without, _ := timelineJSOf(t, convert.About{}); without.Title != nil || without.Events == nil || without.Eras == nil {
		t.Errorf("without a title or events: %+v", without)
	}
	e.Verification = timeline.Retracted
	if doc, _ = timelineJSOf(t, convert.About{}, e); !strings.HasPrefix(doc.Events[0].Text.Headline, "Retracted: ") {
		t.Errorf("headline %q", doc.Events[0].Text.Headline)
	}
}

// TestTimelineJSEras: an era went on, and is no doubt about one time. The widget shows an error and nothing else where an era
// has one end, or two that it takes for one.
func TestTimelineJSEras(t *testing.T) {
	t.Parallel()
	var list []timeline.Event
	for _, date := range []string{"1950/1960", "195X", "1950", "1950/..", "1950/1950-06", "1950-06/1950", "-0050/-0043"} {
		e := dated(date, "stated")
		e.ID, e.Type = date, "era"
		list = append(list, e)
	}
	doc, _ := timelineJSOf(t, convert.About{Title: "T"}, list...)
	ids := func(slides []tlSlide) (ids []string) {
		for _, s := range slides {
			ids = append(ids, s.ID)
		}
		return ids
	}
	if got := ids(doc.Eras); !slices.Equal(got, []string{"1950/1960", "1950-06/1950", "-0050/-0043"}) {
		t.Errorf("eras %q", got)
	}
	if got := ids(doc.Events); !slices.Equal(got, []string{"195X", "1950", "1950/..", "1950/1950-06"}) {
		t.Errorf("slides %q", got)
	}
	var types []string
	for _, row := range csvRows(t, csvText(t, convert.TimelineJSCSVEvents, convert.About{Title: "T"}, list...)) {
		types = append(types, row["Type"])
	}
	slices.Sort(types)
	if !slices.Equal(types, []string{"", "", "", "", "era", "era", "era", "title"}) {
		t.Errorf("types %q", types)
	}
}

func TestTimelineJSScale(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]string{"Y-13800000000": "cosmological", "Y275760": "cosmological", "2025": "human", "Y-271819": "human", "2025/Y300000": "cosmological"} {
		if doc, _ := timelineJSOf(t, convert.About{}, dated("2025", "stated"), dated(date, "stated")); doc.Scale != want {
			t.Errorf("%s: scale %q, want %q", date, doc.Scale, want)
		}
	}
}

func TestTimelineJSCSVRows(t *testing.T) {
	t.Parallel()
	doc := bundledDocument(t)
	i := slices.IndexFunc(doc.Events, func(e timeline.Event) bool { return e.ID == "yermak-waltz-call" })
	call := doc.Events[i]
	call.Summary = "Two men <talk>."
	call.Media = []timeline.Media{{URL: "https://example.org/p.jpg", Alt: "-alt", Credit: "=credit", Caption: "A & B", Thumbnail: "https://example.org/s.jpg"}}
	want := "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Alt Text,Type,Group,Background\r\n" +
		",,,,,,,,,US & Ukraine,,,,,,,title,,\r\n" +
		"2025,3,5,,,,,,5 March 2025,Yermak and Waltz speak by phone about negotiating with Russia,\"<p>Two men &lt;talk&gt;.</p><p>Kyiv Post, in paraphrase:</p>" +
		"<p>The call was about settling where and when talks with Russia would be held and who would be in the delegations.</p>\"," +
		"https://example.org/p.jpg,\"&#61;credit\",\"A &amp; B\",https://example.org/s.jpg,'-alt,,call,\r\n"
	got := strings.ReplaceAll(csvText(t, convert.TimelineJSCSVEvents, convert.About{Title: "US & Ukraine"}, call), `"US &amp; Ukraine"`, "US & Ukraine")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestTimelineJSCSVHeader is the header of the sheets that the widget's makers
// hand out, column by column.
func TestTimelineJSCSVHeader(t *testing.T) {
	t.Parallel()
	const template = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Alt Text,Type,Group,Background"
	if got := strings.Join(convert.TimelineJSColumns, ","); got != template {
		t.Errorf("%s", got)
	}
}

// TestTimelineJSOfNastyTexts looks at texts as the widget does, as HTML.
func TestTimelineJSOfNastyTexts(t *testing.T) {
	t.Parallel()
	for _, s := range nasty {
		e := anEvent("e", "2025")
		e.Title, e.Summary, e.Quotes[0].Text, e.Actors[0].Name = s, s, s, s
		e.Media[0].Caption, e.Media[0].Credit = s, s
		doc, _ := timelineJSOf(t, convert.About{Title: s}, e)
		for _, text := range []string{doc.Title.Text.Headline, doc.Events[0].Text.Headline, doc.Events[0].Media["caption"], convert.SafeHTML(html.EscapeString(s))} {
			checkMarkup(t, s, text)
			if got, want := strings.TrimLeft(html.UnescapeString(text), " \t\r\n"), strings.TrimLeft(s, " \t\r\n"); got != want && utf8.ValidString(s) && !strings.ContainsAny(s, "\r\x00") {
				t.Errorf("%q is shown as %q", want, got)
			}
		}
		checkMarkup(t, s, doc.Events[0].Text.Text, "p", "em", "br", "blockquote", "cite")
	}
}

// checkMarkup fails where a text of a record became markup: where more than
// the tags allowed, bare ones, is left of it.
func checkMarkup(t *testing.T, of, text string, allowed ...string) {
	t.Helper()
	for _, tag := range allowed {
		text = strings.NewReplacer("<"+tag+">", "", "</"+tag+">", "").Replace(text)
	}
	if strings.ContainsAny(text, `<>"'`) {
		t.Errorf("%q became markup: %s", of, text)
	}
}
