package convert_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// backAgain is what a file of TimelineJS becomes when it is read, and written again in
// either format. edit changes the events on their way.
func backAgain(t *testing.T, from, text, to string, edit func(e *timeline.Event)) string {
	t.Helper()
	about := convert.About{}
	var list []timeline.Event
	got := readAs(t, from, text, convert.ReadOptions{})
	if len(got.faults) > 0 {
		t.Fatalf("%q", got.faults)
	}
	for i, e := range got.entries {
		switch record := e.Record.(type) {
		case *timeline.Story:
			about.Title, about.Story = record.Title, record
		case *timeline.Event:
			if record.ID = fmt.Sprintf("e%d", i); edit != nil {
				edit(record)
			}
			list = append(list, *record)
		}
	}
	format := convert.TimelineJSEvents
	if to == "timelinejs-csv" {
		format = convert.TimelineJSCSVEvents
	}
	var out bytes.Buffer
	if _, err := format.Write(&out, about, recordsOf(list...)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// slidesOf is a timeline as what each member of each slide says, by paths such as
// /events/0/media/url. What is blank is not there, and what is ours is left out.
func slidesOf(t *testing.T, text string) map[string]string {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal([]byte(text), &root); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	all := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, value := range v {
				if !strings.HasPrefix(name, "_") {
					walk(path+"/"+name, value)
				}
			}
		case []any:
			for i, value := range v {
				walk(path+"/"+strconv.Itoa(i), value)
			}
		case nil:
		default:
			if said := fmt.Sprint(v); strings.TrimSpace(said) != "" {
				all[strings.Replace(path, "uniqueid", "unique_id", 1)] = said
			}
		}
	}
	walk("", root)
	return all
}

// What TimelineJS had comes back field by field.
func TestTimelineJSThereAndBack(t *testing.T) {
	t.Parallel()
	compareSlides(t, "harbour", harbour, backAgain(t, "timelinejs", harbour, "timelinejs", nil))
	random := rand.New(rand.NewPCG(15, 3)) //nolint:gosec // made-up slides
	for i := range 60 {
		text := madeUpTimeline(t, random)
		compareSlides(t, fmt.Sprintf("made-up timeline %d", i), text, backAgain(t, "timelinejs", text, "timelinejs", nil))
	}
}

func compareSlides(t *testing.T, name, before, after string) {
	t.Helper()
	was, is := slidesOf(t, before), slidesOf(t, after)
	if was["/scale"] == "" { // which the export always states
		delete(is, "/scale")
	}
	for path, said := range was {
		if is[path] != said {
			t.Errorf("%s: %s was %q, and is %q", name, path, said, is[path])
		}
	}
	for path, said := range is {
		if _, known := was[path]; !known {
			t.Errorf("%s: %s was nothing, and is %q", name, path, said)
		}
	}
	if t.Failed() {
		t.Fatalf("of %s\nbecame %s", before, after)
	}
}

// madeUpTimeline has every member that the format documents, some of them in each slide.
func madeUpTimeline(t *testing.T, random *rand.Rand) string {
	t.Helper()
	words := []string{"plain", "<p>One <b>two</b>.</p><p>Three</p>", "a & b &amp; c", "* one\n* two", "“Щось” <a href=\"https://example.org/x?a=1&b=2\">там</a>", "=1+1", "<blockquote>Said. <cite>Who</cite></blockquote>", "  spaced  ", "a<b and c>d", "<img src=\"https://example.org/p.png\" alt=\"P\">", "x; -y\n@z"}
	some := func(of ...string) string { return of[random.IntN(len(of))] }
	set := func(object map[string]any, name string, value any) {
		if random.IntN(3) > 0 {
			object[name] = value
		}
	}
	number := func(n int) any {
		if random.IntN(2) == 0 {
			return strconv.Itoa(n)
		}
		return n
	}
	date := func(year int) map[string]any {
		d := map[string]any{"year": number(year)}
		for _, f := range []struct {
			name     string
			from, to int
		}{{"month", 1, 12}, {"day", 1, 28}, {"hour", 0, 23}, {"minute", 0, 59}, {"second", 0, 59}, {"millisecond", 0, 999}} {
			if random.IntN(3) == 0 {
				break
			}
			d[f.name] = number(f.from + random.IntN(f.to-f.from+1))
		}
		set(d, "display_date", some("spring", "long ago"))
		set(d, "format", some("", "yyyy"))
		return d
	}
	slide := func(id string) map[string]any {
		s := map[string]any{"unique_id": id}
		year := random.IntN(4000) - 2000
		if year == 0 {
			year = -13_800_000_000
		}
		s["start_date"] = date(year)
		set(s, "end_date", date(max(year+random.IntN(3), 1)))
		set(s, "display_date", some(words...))
		text := map[string]any{}
		set(text, "headline", some(words...))
		set(text, "text", some(words...)+some(words...))
		s["text"] = text
		media := map[string]any{}
		for _, name := range []string{"caption", "credit", "alt", "title"} {
			set(media, name, some(words...))
		}
		set(media, "url", some("https://example.org/a.jpg", "a.jpg", "//example.org/b", words[6], "<iframe src=\"https://example.org/f\"></iframe>", "spotify:track:1"))
		set(media, "thumbnail", some("https://example.org/t.jpg", "t.jpg"))
		set(media, "link", "https://example.org/more")
		set(media, "link_target", "_blank")
		set(s, "media", media)
		set(s, "group", some("Works", "call", "-x"))
		background := map[string]any{}
		set(background, "url", "https://example.org/bg.png")
		set(background, "color", "#123456")
		set(background, "alt", some(words...))
		set(s, "background", background)
		set(s, "autolink", random.IntN(2) == 0)
		set(s, "unknown", map[string]any{"a": []any{1, "b"}})
		return s
	}
	timelineOf := map[string]any{"title": slide("t")}
	timelineOf["title"].(map[string]any)["text"].(map[string]any)["headline"] = some(words...)
	var events, eras []any
	for i := range 1 + random.IntN(4) {
		events = append(events, slide(fmt.Sprintf("s %d", i)))
	}
	for i := range random.IntN(3) {
		eras = append(eras, map[string]any{"start_date": map[string]any{"year": 1900 + i}, "end_date": map[string]any{"year": "1950"}, "text": map[string]any{"headline": some(words...)}})
	}
	timelineOf["events"] = events
	set(timelineOf, "eras", eras)
	if text := asJSON(t, timelineOf); !strings.Contains(text, "-13800000000") {
		set(timelineOf, "scale", some("human", "cosmological"))
	} else {
		timelineOf["scale"] = "cosmological"
	}
	return asJSON(t, timelineOf)
}

// A sheet comes back cell by cell, and so does what it has of a timeline in JSON.
func TestTimelineJSCSVThereAndBack(t *testing.T) {
	t.Parallel()
	back := backAgain(t, "timelinejs-csv", harbourSheet, "timelinejs-csv", nil)
	was, is := csvRows(t, strings.TrimPrefix(harbourSheet, "\uFEFF")), csvRows(t, back)
	was = slices.DeleteFunc(was, func(row map[string]string) bool { return strings.Join(slices.Collect(maps.Values(row)), "") == "" })
	for _, row := range was {
		row["Type"] = strings.ToLower(row["Type"])
		if row["Month"] == "03" {
			row["Month"] = "3"
		}
		row["Year"] = strings.ReplaceAll(row["Year"], ",", "")
		if !slices.ContainsFunc(is, func(other map[string]string) bool { return reflect.DeepEqual(row, other) }) {
			t.Errorf("%q is not in\n%s", row, back)
		}
	}
	if len(was) != len(is) {
		t.Errorf("%d rows became %d", len(was), len(is))
	}
	random := rand.New(rand.NewPCG(15, 4)) //nolint:gosec // made-up slides
	for range 30 {
		sheet := backAgain(t, "timelinejs", madeUpTimeline(t, random), "timelinejs-csv", nil)
		if again := backAgain(t, "timelinejs-csv", sheet, "timelinejs-csv", nil); again != sheet {
			t.Fatalf("the sheet\n%s\nbecame\n%s", sheet, again)
		}
	}
}

// What was edited here goes out in its new words, and the rest as it came.
func TestTimelineJSEdited(t *testing.T) {
	t.Parallel()
	edited := func(edit func(e *timeline.Event)) map[string]string {
		return slidesOf(t, backAgain(t, "timelinejs", harbour, "timelinejs", func(e *timeline.Event) {
			if slices.Contains(e.ExternalIDs, "timelinejs:lamp") {
				edit(e)
			}
		}))
	}
	const at = "/events/0/"
	was := slidesOf(t, harbour)
	for name, tt := range map[string]struct {
		edit func(e *timeline.Event)
		want map[string]string // what is otherwise than it was
	}{
		"the title":   {func(e *timeline.Event) { e.Title = "Lit <at last>" }, map[string]string{"text/headline": "Lit &lt;at last&gt;"}},
		"the summary": {func(e *timeline.Event) { e.Summary = "Seen & known." }, map[string]string{"text/text": "<p>Seen &amp; known.</p>"}},
		"the date": {func(e *timeline.Event) { e.Date = dated("1913-02", "stated").Date }, map[string]string{
			"start_date/year": "1913", "start_date/month": "2", "start_date/format": "", "end_date/year": "", "display_date": "February 1913"}},
		"the media": {func(e *timeline.Event) {
			e.Media = []timeline.Media{{URL: "https://example.org/new.jpg", Caption: "N & M"}}
		}, map[string]string{"media/url": "https://example.org/new.jpg", "media/caption": "N &amp; M", "media/credit": "", "media/alt": "", "media/thumbnail": "", "media/link": ""}},
		"no media":    {func(e *timeline.Event) { e.Media = nil }, map[string]string{"media/url": "", "media/caption": "", "media/credit": "", "media/alt": "", "media/thumbnail": "", "media/link": ""}},
		"a link less": {func(e *timeline.Event) { e.Media = e.Media[:1] }, nil},
		"the type":    {func(e *timeline.Event) { e.Type = "publication" }, nil},
		"its status":  {func(e *timeline.Event) { e.Status = "expected" }, map[string]string{"text/text": "<p><em>Status: expected.</em></p>" + was[at+"text/text"]}},
		"taken back":  {func(e *timeline.Event) { e.Verification = timeline.Retracted }, map[string]string{"text/headline": "Retracted: " + was[at+"text/headline"], "text/text": "<p><em>Verification: retracted.</em></p>" + was[at+"text/text"]}},
		"the origin":  {func(e *timeline.Event) { e.Origin = nil }, map[string]string{"group": "other", "background/color": "", "text/headline": "The lamp is lit", "unique_id": "e1", "start_date/format": "", "start_date/month": "3", "media/link": "", "media/caption": "The lamp", "display_date": "March 1911 to 1912", "text/text": "<p>It is seen from afar.</p><p>See the notes.</p>"}},
		"a script": {func(e *timeline.Event) {
			e.Origin = timeline.Origin(strings.Replace(string(e.Origin), `"text":{`, `"text":{"x":"<svg onload=alert(1)>",`, 1))
		}, map[string]string{"group": "other", "background/color": "", "text/headline": "The lamp is lit", "unique_id": "e1", "start_date/format": "", "start_date/month": "3", "media/link": "", "media/caption": "The lamp", "display_date": "March 1911 to 1912", "text/text": "<p>It is seen from afar.</p><p>See the notes.</p>"}},
	} {
		is := edited(tt.edit)
		for path, said := range was {
			rest, own := strings.CutPrefix(path, at)
			if want, other := tt.want[rest]; own && other {
				said = want
			}
			if is[path] != said && path != at+"autolink" {
				t.Errorf("%s: %s is %q, want %q", name, path, is[path], said)
			}
		}
	}
}

// A slide whose group is one of the core types follows the event's type.
func TestTimelineJSGroupAndType(t *testing.T) {
	t.Parallel()
	text := `{"events":[{"start_date":{"year":"1911"},"group":"call","text":{"headline":"x"}}]}`
	if got := slidesOf(t, backAgain(t, "timelinejs", text, "timelinejs", func(e *timeline.Event) { e.Type = "meeting" }))["/events/0/group"]; got != "meeting" {
		t.Errorf("group %q", got)
	}
}

// What Dateline wrote for TimelineJS brings back its date and what else a slide has no
// field for.
func TestTimelineJSOfOurs(t *testing.T) {
	t.Parallel()
	e := anEvent("a-call", "2025-03-05")
	e.Date, e.Status, e.Verification, e.Type = dated("2025-03~", "stated").Date, "expected", "disputed", "something"
	var out bytes.Buffer
	if _, err := convert.TimelineJSEvents.Write(&out, convert.About{Title: "T"}, recordsOf(e)); err != nil {
		t.Fatal(err)
	}
	got := readAs(t, "timelinejs", out.String(), convert.ReadOptions{})
	if len(got.entries) != 2 {
		t.Fatalf("%+v", got)
	}
	back := got.entries[1].Record.(*timeline.Event)
	if back.Date != e.Date || back.Status != e.Status || back.Verification != e.Verification || back.Type != e.Type || strings.Contains(string(back.Origin), "_dateline") {
		t.Errorf("%s", asJSON(t, back))
	}
	again := backAgain(t, "timelinejs", out.String(), "timelinejs", nil)
	compareSlides(t, "ours", out.String(), again)
}
