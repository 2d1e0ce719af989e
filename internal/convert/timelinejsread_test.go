package convert_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

var _ = example("timelinejs", `{"title": {"text": {"headline": "A lighthouse"}}, "events": [{"start_date": {"year": "1911"}, "text": {"headline": "It is built"}}]}`)

// harbour is a timeline with what TimelineJS writes, and how people write it.
const harbour = `{
  "scale": "cosmological",
  "events": [
    {
      "unique_id": "lamp",
      "start_date": {"year": "1911", "month": "03", "day": "", "format": "mmmm yyyy"},
      "end_date": {"year": 1912},
      "display_date": "Winter &amp; spring",
      "text": {"headline": "The <i>lamp</i> is lit", "text": "<p>It is <a href=\"https://example.org/lamp?a=1&amp;b=2\">seen</a> from afar.</p><p>See <a href=\"notes.html\">the notes</a>.</p>"},
      "media": {"url": "https://example.org/lamp.jpg", "caption": "The <b>lamp</b>", "credit": "A. Keeper", "alt": "A light", "thumbnail": "https://example.org/lamp-small.jpg", "link": "https://example.org/more"},
      "group": "Works", "background": {"url": null, "color": "#aabbcc"}, "autolink": false
    },
    {"uniqueid": "", "start_date": {"year": "-44"}, "text": {"headline": "", "text": "A fire is kept.\nEvery night."}, "media": {"url": "<blockquote>Keep <em>watch</em>.</blockquote>", "credit": null}},
    {"start_date": {"year": "-13,800,000,000"}, "text": {"headline": "All begins"}, "group": "statement"}
  ],
  "eras": [{"start_date": {"year": "1900"}, "end_date": {"year": "1910"}, "text": {"headline": "The old tower"}}],
  "title": {"text": {"headline": "A harbour", "text": "<p>Its lights.</p>"}, "media": {"url": "tower.png"}, "background": {"color": "red"}}
}
`

// gotten is what a reader makes of a text: its entries, with their faults, and its notes.
type gotten struct {
	entries []timeline.Entry
	faults  []string
	notes   []string
}

func readAs(t *testing.T, format, text string, options convert.ReadOptions) (got gotten) {
	t.Helper()
	i := slices.IndexFunc(convert.Readers, func(r convert.Reader) bool { return r.Name == format })
	in := convert.Input{Text: strings.NewReader(text), Name: "harbour." + format, ReadOptions: options, Note: func(note string) { got.notes = append(got.notes, note) }}
	for e, err := range convert.Readers[i].Read(in) {
		if e.Raw = slices.Clone(e.Raw); err != nil {
			got.faults = append(got.faults, err.Error())
			continue
		}
		got.entries = append(got.entries, e)
	}
	return got
}

// events are those among the entries, by their titles.
func (r gotten) events() map[string]*timeline.Event {
	events := map[string]*timeline.Event{}
	for _, e := range r.entries {
		if event, ok := e.Record.(*timeline.Event); ok {
			events[event.Title] = event
		}
	}
	return events
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestReadTimelineJS(t *testing.T) {
	t.Parallel()
	got := readAs(t, "timelinejs", harbour, convert.ReadOptions{})
	want := []struct {
		line   int
		record timeline.Record
	}{
		{17, &timeline.Story{ID: timeline.IDToBeMade, Title: "A harbour", Summary: "Its lights.",
			Origin: timeline.Origin(`{"timelinejs":{"scale":"cosmological","title":{"text":{"headline":"A harbour","text":"<p>Its lights.</p>"},"media":{"url":"tower.png"},"background":{"color":"red"}}}}`)}},
		{4, &timeline.Event{ID: timeline.IDToBeMade, Title: "The lamp is lit", Summary: "It is seen from afar.\n\nSee the notes.", Type: "other", Status: "occurred", Verification: "reported",
			Date: timeline.Date{EDTF: edtf.MustParse("1911-03/1912"), Basis: "stated", Text: "Winter & spring"},
			Media: []timeline.Media{
				{URL: "https://example.org/lamp.jpg", Type: "image/jpeg", Alt: "A light", Caption: "The lamp", Credit: "A. Keeper", Thumbnail: "https://example.org/lamp-small.jpg"},
				{URL: "https://example.org/lamp?a=1&b=2", Caption: "seen"}},
			ExternalIDs: []string{"timelinejs:lamp"},
			Origin: timeline.Origin(`{"timelinejs":{"unique_id":"lamp","start_date":{"year":"1911","month":"03","format":"mmmm yyyy"},"end_date":{"year":1912},"display_date":"Winter &amp; spring",` +
				`"text":{"headline":"The <i>lamp</i> is lit","text":"<p>It is <a href=\"https://example.org/lamp?a=1&amp;b=2\">seen</a> from afar.</p><p>See <a href=\"notes.html\">the notes</a>.</p>"},` +
				`"media":{"url":"https://example.org/lamp.jpg","caption":"The <b>lamp</b>","credit":"A. Keeper","alt":"A light","thumbnail":"https://example.org/lamp-small.jpg","link":"https://example.org/more"},` +
				`"group":"Works","background":{"color":"#aabbcc"},"autolink":false}}`)}},
		{13, &timeline.Event{ID: timeline.IDToBeMade, Title: "A fire is kept.", Summary: "A fire is kept.\nEvery night.\n\nKeep watch.", Type: "other", Status: "occurred", Verification: "reported",
			Date: timeline.Date{EDTF: edtf.MustParse("-0043"), Basis: "stated"}, ExternalIDs: []string{"timelinejs:content-c7a4ddc23f5e02f1a1e1ba1e"},
			Origin: timeline.Origin(`{"timelinejs":{"start_date":{"year":"-44"},"text":{"text":"A fire is kept.\nEvery night."},"media":{"url":"<blockquote>Keep <em>watch</em>.</blockquote>"}}}`)}},
		{14, &timeline.Event{ID: timeline.IDToBeMade, Title: "All begins", Type: "statement", Status: "occurred", Verification: "reported",
			Date: timeline.Date{EDTF: edtf.MustParse("Y-13800000000"), Basis: "stated"}, ExternalIDs: []string{"timelinejs:content-"},
			Origin: timeline.Origin(`{"timelinejs":{"start_date":{"year":"-13,800,000,000"},"text":{"headline":"All begins"},"group":"statement"}}`)}},
		{16, &timeline.Event{ID: timeline.IDToBeMade, Title: "The old tower", Type: "era", Status: "occurred", Verification: "reported",
			Date: timeline.Date{EDTF: edtf.MustParse("1900/1910"), Basis: "stated"}, ExternalIDs: []string{"timelinejs:content-"},
			Origin: timeline.Origin(`{"timelinejs":{"start_date":{"year":"1900"},"end_date":{"year":"1910"},"text":{"headline":"The old tower"}}}`)}},
	}
	if len(got.entries) != len(want) || len(got.faults) > 0 {
		t.Fatalf("%d entries, %q", len(got.entries), got.faults)
	}
	for i, e := range got.entries {
		if event, ok := e.Record.(*timeline.Event); ok {
			if id := &event.ExternalIDs[0]; strings.HasPrefix(*id, "timelinejs:content-") { // made of the content
				*id = want[i].record.(*timeline.Event).ExternalIDs[0]
			}
		}
		if got, want := asJSON(t, e.Record), asJSON(t, want[i].record); got != want {
			t.Errorf("entry %d is\n%s, want\n%s", i, got, want)
		}
		if e.Line != want[i].line || !e.NoID || e.Row == nil || len(e.Row.Warnings) > 0 || e.Row.From.Section != "" || e.Header != "" || !json.Valid(e.Raw) {
			t.Errorf("entry %d: line %d, %+v, %s", i, e.Line, e.Row, e.Raw)
		}
	}
	if want := []string{"media of slides that has no address of the web (a file's name, HTML) is kept for exports to TimelineJS alone: 1, the first of them <blockquote>Keep <em>watch</em>.</blockquote>"}; !slices.Equal(got.notes, want) {
		t.Errorf("notes %q", got.notes)
	}
}

// A slide's date is as exact as its fields, and what they cannot mean is told of.
func TestTimelineJSTimes(t *testing.T) {
	t.Parallel()
	for slide, want := range map[string]string{
		`"start_date":{"year":2025,"month":3,"day":5}`:                                                         "2025-03-05",
		`"start_date":{"year":"2025","month":"3.0","day":"5","hour":"14","minute":"05"}`:                       "2025-03-05T14:05",
		`"start_date":{"year":"2025","month":"3","day":"5","hour":14}`:                                         "2025-03-05T14",
		`"start_date":{"year":"2025","month":"3","day":"5","hour":0,"minute":0,"second":9,"millisecond":7}`:    "2025-03-05T00:00:09.007",
		`"start_date":{"year":"602"}`:                                                                          "0602",
		`"start_date":{"year":"-1"}`:                                                                           "0000",
		`"start_date":{"year":"-44","month":"3","day":"15"}`:                                                   "-0043-03-15",
		`"start_date":{"year":"12,000"}`:                                                                       "Y12000",
		`"start_date":{"year":"-12001"}`:                                                                       "Y-12000",
		`"start_date":{"year":"12000","month":"3"}`:                                                            "Y12000; 1: the date has a month in a year of five digits or more: it is read as the year alone",
		`"start_date":{"year":"2025","month":"3"},"end_date":{"year":"2025","month":"3"}`:                      "2025-03",
		`"start_date":{"year":"2025","month":"03"},"end_date":{"year":2025,"month":3,"day":""}`:                "2025-03",
		`"start_date":{"year":"2025","month":"3"},"end_date":{"year":"2025"}`:                                  "2025-03/2025",
		`"start_date":{"year":"2025","month":"3"},"end_date":{"year":""}`:                                      "2025-03",
		`"start_date":{"year":"2025"},"end_date":{"year":"2024"}`:                                              "2025; 1: the end, 2024, is before the start, 2025: the event has its start alone",
		`"end_date":{"year":"2024"}`:                                                                           "/2024; 1: the slide has an end and no start: TimelineJS would not show it",
		`"text":{"headline":"x"}`:                                                                              "; 1: the slide has no date: TimelineJS would not show it",
		`"text":{"headline":"x"},"display_date":"long ago"`:                                                    " (long ago); 1: the slide has no date: TimelineJS would not show it",
		`"start_date":{"year":"2025","display_date":"spring"},"end_date":{"year":"2026","display_date":"now"}`: "2025/2026 (spring – now)",
		`"start_date":{"year":"2025","day":"5","hour":"0"}`:                                                    "2025; 1: the date has the day 5 and no month: it is read without it",
		`"start_date":{"year":"2025","month":"3","hour":"5"}`:                                                  "2025-03; 1: the date has the hour 5 and no day: it is read without it",
		`"start_date":{"year":"2025","month":"13"}`:                                                            `1:49: the document: "13" is no month: expected a number from 1 to 12, or nothing`,
		`"start_date":{"year":"2025","month":"March"}`:                                                         `1:49: the document: "March" is no month: expected a number from 1 to 12, or nothing`,
		`"start_date":{"year":"2025","month":2,"day":30}`:                                                      `1:26: the document: 2025-02-30 is no date: February of 2025 has 28 days`,
		`"start_date":{"year":"2.02E+13"}`:                                                                     `1:34: the document: "2.02E+13" is no year: expected a whole number, negative before Christ`,
		`"start_date":{"year":"0"}`:                                                                            `1:34: the document: there is no year 0: the year before 1 is -1`,
		`"start_date":{"month":"3"}`:                                                                           `1:26: the document: the date has no year`,
		`"start_date":"2025-03-05"`:                                                                            `1:26: the document: 2025-03-05 is no date: expected an object with year, month and day`,
		`"start_date":{"year":"99999999999999"}`:                                                               `1:34: the document: "99999999999999" is no year: expected a whole number, negative before Christ`,
		`"start_date":{"year":"9999999999999"}`:                                                                `1:26: the document: Y9999999999999 is no date: the year is beyond what can be counted in seconds (Y-292277022656 to Y292277026595)`,
	} {
		got := readAs(t, "timelinejs", `{"events":[{`+slide+`}]}`, convert.ReadOptions{})
		said := strings.Join(got.faults, "; ")
		if len(got.entries) == 1 {
			date := got.entries[0].Record.(*timeline.Event).Date
			if said = date.EDTF.String(); date.Text != "" {
				said += " (" + date.Text + ")"
			}
			for _, w := range got.entries[0].Row.Warnings {
				said += fmt.Sprintf("; %d: %s", w.Line, w.Message)
			}
		}
		if said != want {
			t.Errorf("%s: %s, want %s", slide, said, want)
		}
	}
}

// Version 1 has other names, dates in one string, and often a script around it.
func TestReadTimelineJSOfVersion1(t *testing.T) {
	t.Parallel()
	const text = `storyjs_jsonp_data = {
	"timeline": {
		"headline": "A harbour", "type": "default", "text": "<p>Its lights.</p>", "startDate": "1900", "asset": {"media": "//example.org/tower.png", "credit": "A. Keeper"},
		"date": [
			{"startDate": "1968,12,9", "endDate": "1968,12,10", "headline": "The lamp", "text": "It is lit.", "tag": "Works", "asset": {"media": "//example.org/lamp.jpg", "credit": "", "caption": "Lit"}},
			{"startDate": "2011,12,10,07,02", "headline": "A storm", "classname": "dark"},
			{"startDate": "12/9/1968", "headline": "Month first"},
			{"startDate": "Summer", "headline": "No date"}
		],
		"era": [{"startDate": "1900", "endDate": "1910", "headline": "The old tower"}]
	}
};`
	got := readAs(t, "timelinejs", text, convert.ReadOptions{})
	events := got.events()
	if story, ok := got.entries[0].Record.(*timeline.Story); !ok || story.Title != "A harbour" || story.Summary != "Its lights." ||
		string(story.Origin) != `{"timelinejs":{"title":{"start_date":{"year":"1900"},"text":{"headline":"A harbour","text":"<p>Its lights.</p>"},"media":{"url":"//example.org/tower.png","credit":"A. Keeper"}}}}` {
		t.Errorf("the story is %s", asJSON(t, got.entries[0].Record))
	}
	lamp := events["The lamp"]
	if lamp == nil || lamp.Date.EDTF.String() != "1968-12-09/1968-12-10" || lamp.Summary != "It is lit." || lamp.Media[0].URL != "https://example.org/lamp.jpg" || lamp.Media[0].Caption != "Lit" ||
		string(lamp.Origin) != `{"timelinejs":{"start_date":{"year":"1968","month":"12","day":"9"},"end_date":{"year":"1968","month":"12","day":"10"},"text":{"headline":"The lamp","text":"It is lit."},"media":{"url":"//example.org/lamp.jpg","caption":"Lit"},"group":"Works"}}` {
		t.Errorf("the lamp is %s", asJSON(t, lamp))
	}
	for title, date := range map[string]string{"A storm": "2011-12-10T07:02", "Month first": "1968-12-09", "The old tower": "1900/1910"} {
		if e := events[title]; e == nil || e.Date.EDTF.String() != date {
			t.Errorf("%s: %s", title, asJSON(t, e))
		}
	}
	if events["The old tower"].Type != "era" || !strings.Contains(string(events["A storm"].Origin), `"classname":"dark"`) {
		t.Errorf("%s", asJSON(t, events))
	}
	if want := []string{`8:18: the document: "Summer" is no date that TimelineJS has: expected a year, or month/day/year`}; !slices.Equal(got.faults, want) {
		t.Errorf("faults %q", got.faults)
	}
	for order, date := range map[string]string{convert.DayFirst: "1968-09-12", convert.MonthFirst: "1968-12-09"} {
		if e := readAs(t, "timelinejs", text, convert.ReadOptions{DayOrder: order}).events()["Month first"]; e.Date.EDTF.String() != date {
			t.Errorf("%s: %s", order, e.Date.EDTF)
		}
	}
}

// Every slide has an identity that it has in the next file, too, and no other slide.
func TestTimelineJSIdentities(t *testing.T) {
	t.Parallel()
	slide := func(id, year, headline, text string) string {
		return fmt.Sprintf(`{"unique_id":%q,"start_date":{"year":%q},"text":{"headline":%q,"text":%q}}`, id, year, headline, text)
	}
	ids := func(slides ...string) (ids []string) {
		for _, e := range readAs(t, "timelinejs", `{"events":[`+strings.Join(slides, ",")+`]}`, convert.ReadOptions{}).entries {
			ids = append(ids, e.Record.(*timeline.Event).ExternalIDs[0])
		}
		return ids
	}
	first := ids(slide("a b", "1911", "X", ""), slide("", "1911", "X", ""), slide("", "1911", "X", ""), slide("", "1912", "X", ""), slide("a b", "1913", "Y", ""), slide("", "1911", "<b>Z</b>", ""))
	again := ids(slide("", "1911", "Z", "more"), slide("", "1912", "X", "more"), slide("", "1911", "X", "more"), slide("a b", "1999", "other", ""))
	if first[0] != "timelinejs:a%20b" || again[3] != first[0] || first[2] != first[1]+"-2" || again[2] != first[1] || again[1] != first[3] || again[0] != first[5] {
		t.Errorf("%q, then %q", first, again)
	}
	slices.Sort(first)
	if len(slices.Compact(first)) != 6 {
		t.Errorf("slides share an identity: %q", first)
	}
}

// What is wrong in one slide is told of it with its place, and the others are read.
func TestTimelineJSMistakes(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		text   string
		events int
		faults []string
	}{
		"no slide":       {`{"events":[7,{"start_date":{"year":"1911"}},null,{}]}`, 1, []string{"1:12: the document: a number is no slide: expected an object", "1:45: the document: null is no slide: expected an object", "1:1: the document: there is nothing in the slide"}},
		"it breaks off":  {"{\"events\":[\n{\"start_date\":{\"year\":\"1911\"}},\n{\"start_date\":", 1, []string{"3:15: the document: the JSON breaks off or is wrong here: it ends too early"}},
		"a comma more":   {"{\"events\":[\n{\"start_date\":{\"year\":\"1911\"}},\n]}", 1, []string{"3:1: the document: the JSON breaks off or is wrong here: invalid character ']' looking for beginning of value"}},
		"a name twice":   {`{"events":[{"start_date":{"year":"1911","year":"1912"}}]}`, 0, []string{`1:41: the document: "year" stands twice in one object`}},
		"no list":        {`{"events":{"a":1},"scale":"human"}`, 0, []string{"1:11: the document: events is no list of slides"}},
		"another object": {`{"a":1}`, 0, []string{"This is not TimelineJS: expected an object with events, of which each has a start_date, or that of version 1 with a timeline."}},
		"no object":      {`[1]`, 0, []string{"1:2: the document: the JSON breaks off or is wrong here: expected an object"}},
		"a control sign": {`{"events":[{"start_date":{"year":"1911"},"text":{"headline":"a\u0007b"}}]}`, 0, []string{"1:1: /title: holds the control character U+0007"}},
		"a long text":    {`{"events":[{"start_date":{"year":"1911"},"text":{"headline":"a","text":"` + strings.Repeat("x", 10_001) + `"}}]}`, 0, []string{"1:1: /summary: 10001 characters; at most 10000 are taken"}},
		"single slides":  {"{\"start_date\":{\"year\":\"1911\"}}\n{\"startDate\":\"1912,2\",\"headline\":\"x\"}\n", 2, nil},
	} {
		got := readAs(t, "timelinejs", tt.text, convert.ReadOptions{})
		if len(got.entries) != tt.events || !slices.Equal(got.faults, tt.faults) {
			t.Errorf("%s: %d events, %q", name, len(got.entries), got.faults)
		}
	}
	for text, want := range map[string]string{`{"events":[],"scale":"human"}`: "there is no slide in it", "": "there is no slide in it"} {
		if got := readAs(t, "timelinejs", text, convert.ReadOptions{}); !slices.Equal(got.notes, []string{want}) || len(got.entries)+len(got.faults) > 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// A slide that is too long for an origin keeps its words; one that runs a script is told
// of. Where all stands on one line, slides have numbers.
func TestTimelineJSWarnings(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("<b>слово</b> ", 1500)
	got := readAs(t, "timelinejs", `{"events":[{"start_date":{"year":"1911"},"text":{"headline":"Long","text":"`+long+`"}},{"start_date":{"year":"1912"},"text":{"headline":"<img src=x onerror=alert(1)>Bad"}}]}`, convert.ReadOptions{})
	if len(got.entries) != 2 || len(got.faults) > 0 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []string{"the slide has more than 16384 bytes: the markup of its text is not kept for exports to TimelineJS, its words are", "the slide's HTML runs a script: exports to TimelineJS will have its words alone"} {
		e := got.entries[i]
		if w := e.Row.Warnings; len(w) != 1 || w[0].Message != want || e.Row.From.Section != fmt.Sprintf("slide %d", i+1) {
			t.Errorf("%d: %+v", i, e.Row)
		}
	}
	if e := got.entries[0].Record.(*timeline.Event); string(e.Origin) != `{"timelinejs":{"start_date":{"year":"1911"},"text":{"headline":"Long"}}}` || !strings.HasPrefix(e.Summary, "слово слово") {
		t.Errorf("%s %.40s", e.Origin, e.Summary)
	}
}

// FuzzReadTimelineJS holds the reader to its contract on any bytes.
func FuzzReadTimelineJS(f *testing.F) {
	for _, seed := range []string{harbour, readable["timelinejs"], `{"timeline":{"headline":"x","date":[{"startDate":"1968,12,9"}]}}`, "var a = {\"events\":[{}]};", `{"events":[{"start_date":{"year":"1"},"end_date":{"year":"-1"}}`, "{", `{"title":{}}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkReader(t, "timelinejs", text) })
}

// checkReader fails unless every entry has a record that can be written, or a fault
// with a place.
func checkReader(t *testing.T, format, text string) {
	t.Helper()
	i := slices.IndexFunc(convert.Readers, func(r convert.Reader) bool { return r.Name == format })
	convert.Readers[i].Detect([]byte(text))
	for e, err := range convert.Readers[i].Read(convert.Input{Text: strings.NewReader(text)}) {
		switch {
		case e.Line < 1:
			t.Fatalf("line %d", e.Line)
		case timeline.CodeOf(err) == timeline.InvalidParameter:
		case err != nil:
			checkFaults(t, err)
		case e.Record == nil || e.Row == nil || !e.NoID:
			t.Fatalf("%+v", e)
		default:
			if event, ok := e.Record.(*timeline.Event); ok && len(event.ExternalIDs) != 1 {
				t.Fatalf("external ids %q", event.ExternalIDs)
			}
			if err := timeline.Complete(e.Record); err != nil {
				t.Fatal(err)
			}
		}
	}
}
