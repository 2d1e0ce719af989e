package convert_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// readICS reads a calendar with a library that is not the writer's, and checks
// the form of its lines.
func readICS(t *testing.T, text []byte) *ical.Calendar {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSuffix(string(text), "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n\u2028\u2029\u0085") {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
	}
	dec := ical.NewDecoder(bytes.NewReader(text))
	cal, err := dec.Decode()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if _, err := dec.Decode(); !errors.Is(err, io.EOF) {
		t.Errorf("something follows the calendar: %v", err)
	}
	// The encoder of the library knows which properties there must be, and how often.
	if err := ical.NewEncoder(io.Discard).Encode(cal); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	return cal
}

func calendarOf(t *testing.T, about convert.About, list ...timeline.Event) (*ical.Calendar, convert.Loss) {
	t.Helper()
	text, loss := written(t, named(t, convert.OutsideEvents, "ics"), about, list...)
	return readICS(t, text), loss
}

func icsProp(c *ical.Component, name string) string {
	p := c.Props.Get(name)
	if p == nil {
		return ""
	}
	if value := p.Params.Get("VALUE"); value != "" {
		return value + ":" + p.Value
	}
	if p.ValueType() != ical.ValueText && !strings.HasPrefix(name, "X-") {
		return p.Value
	}
	text, err := p.Text()
	if err != nil {
		return err.Error()
	}
	return text
}

func TestICSDates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		date, basis     string
		start, end      string // empty start: left out
		summary         string
		imprecise, left int
	}{
		{"2025-03-05", "stated", "DATE:20250305", "DATE:20250306", "A call", 0, 0},
		{"2024-12-31", "inferred", "DATE:20241231", "DATE:20250101", "A call", 0, 0},
		{"0001-01-01", "stated", "DATE:00010101", "DATE:00010102", "A call", 0, 0},
		{"2025-03-05T10:30:15Z", "stated", "20250305T103015Z", "", "A call", 0, 0},
		{"2025-03-05T10:30-05:00", "stated", "20250305T153000Z", "", "A call", 0, 0},
		{"2025-03-05T24:00:00Z", "stated", "20250306T000000Z", "", "A call", 0, 0},
		{"2025-03-05T10:00Z/2025-03-05T11:30Z", "stated", "20250305T100000Z", "20250305T113000Z", "A call", 0, 0},
		{"2025-03-05T10Z", "stated", "20250305T100000Z", "", "5 March 2025", 1, 0},
		{"2025-03-05T10:30", "stated", "20250305T103000", "", "A call", 0, 0}, // floating: no zone is invented
		{"2025-03-30T02:30:00", "stated", "20250330T023000", "", "A call", 0, 0},
		{"2025-03-05T10", "stated", "20250305T100000", "", "5 March 2025", 1, 0},
		{"2025-03-05T10:00/2025-03-05T11:30", "stated", "20250305T100000", "20250305T113000", "A call", 0, 0},
		{"2025-03-05/2025-03-06T11:30", "stated", "20250305T000000", "20250306T113100", "6 March 2025", 1, 0},
		{"2025-03-05T10:00/2025-03-05T11:30Z", "stated", "DATE:20250305", "DATE:20250306", "5 March 2025", 1, 0},
		{"2013-01-01/2013-01-01", "stated", "DATE:20130101", "DATE:20130102", "A call", 0, 0},
		{"[2025-02-26..2025-03-04]", "stated", "DATE:20250226", "", "between 26 February and 4 March 2025: A call", 1, 0},
		{"[2025-03-05..]", "stated", "DATE:20250305", "", "on or after 5 March 2025: A call", 1, 0},
		{"[..2025-03-05]", "stated", "", "", "", 0, 1},
		{"2004-06/2006-08", "stated", "DATE:20040601", "DATE:20060901", "June 2004", 1, 0},
		{"2025-02-26/2025-03-04", "stated", "DATE:20250226", "DATE:20250305", "A call", 0, 0},
		{"2025-02-26/2025-03-04", "inferred", "DATE:20250226", "DATE:20250305", "A call", 0, 0},
		{"2025-02-26~/2025-03-04", "stated", "DATE:20250226", "DATE:20250305", "about 26 February to 4 March 2025", 1, 0},
		{"2025-03-05/2025-03", "stated", "DATE:20250305", "DATE:20250401", "March 2025", 1, 0},
		{"2025-03-05T10:00Z/2025-03-06", "stated", "20250305T100000Z", "20250307T000000Z", "5 March 2025", 1, 0},
		{"2025-03~", "stated", "DATE:20250301", "", "about March 2025: A call", 1, 0},
		{"2025-03-05~", "stated", "DATE:20250305", "", "about 5 March 2025: A call", 1, 0},
		{"2025", "stated", "DATE:20250101", "", "2025: A call", 1, 0},
		{"2001-24", "stated", "DATE:20011201", "", "winter", 1, 0},
		{"[2025-03-01,2025-03-04]", "stated", "DATE:20250301", "", "1 or 4 March 2025: A call", 1, 0},
		{"19XX", "stated", "DATE:19000101", "", "20th century", 1, 0},
		{"2025-03-05/..", "stated", "", "", "", 0, 1},
		{"2025-03-05/", "inferred", "", "", "", 0, 1},
		{"../2025-03-05", "stated", "", "", "", 0, 1},
		{"/..", "inferred", "", "", "", 0, 1},
		{"-0043-03-15", "stated", "", "", "", 0, 1},
		{"0000", "stated", "", "", "", 0, 1},
		{"9999", "stated", "DATE:99990101", "", "9999", 1, 0},
		{"9998/9999", "stated", "", "", "", 0, 1},
		{"Y-13800000000", "stated", "", "", "", 0, 1},
		{"", "unknown", "", "", "", 0, 1},
	}
	for _, tt := range tests {
		t.Run(tt.date+" "+tt.basis, func(t *testing.T) {
			t.Parallel()
			e := anEvent("a", tt.date)
			e.Date.Basis = tt.basis
			cal, loss := calendarOf(t, onServer, e)
			if loss != (convert.Loss{Imprecise: tt.imprecise, Undated: tt.left}) {
				t.Errorf("loss = %+v", loss)
			}
			events := cal.Events()
			if len(events) != 1-tt.left {
				t.Fatalf("%d events", len(events))
			}
			if tt.left == 1 {
				return
			}
			c := events[0].Component
			if start, end := icsProp(c, "DTSTART"), icsProp(c, "DTEND"); start != tt.start || end != tt.end {
				t.Errorf("from %s to %s, want %s to %s", start, end, tt.start, tt.end)
			}
			summary := icsProp(c, "SUMMARY")
			if !strings.Contains(summary, tt.summary) || !strings.HasSuffix(summary, "A call") || (tt.imprecise == 0) != (summary == "A call") {
				t.Errorf("summary %q, want %q in it", summary, tt.summary)
			}
			if got := icsProp(c, "X-DATELINE-EDTF"); got != e.Date.EDTF.String() || icsProp(c, "X-DATELINE-BASIS") != tt.basis {
				t.Errorf("EDTF %q", got)
			}
		})
	}
}

func TestICSEvent(t *testing.T) {
	t.Parallel()
	e := anEvent("a-call", "2025-03-05")
	lat, lon := 46.2, 6.15
	e.Places = append(e.Places,
		timeline.Venue{ID: "geneva", Name: "Geneva", Role: "candidate-venue", Lat: &lat, Lon: &lon}, timeline.Venue{ID: "donbas", Name: "Donbas", Role: "subject"})
	cal, _ := calendarOf(t, onServer, e)
	for name, want := range map[string]string{
		"VERSION": "2.0", "NAME": "Events & <more>", "X-WR-CALNAME": "Events & <more>", "REFRESH-INTERVAL": "DURATION:PT1H",
		"SOURCE": "URI:" + onServer.Self, "LAST-MODIFIED": "20260203T040506Z", "PRODID": "-//Dateline//Dateline//EN", "METHOD": "",
	} {
		if got := icsProp(cal.Component, name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	c := cal.Events()[0].Component
	for name, want := range map[string]string{
		"UID": "event-a-call@aa11", "SEQUENCE": "0", "DTSTAMP": "20260102T030405Z", "CREATED": "20260102T030405Z", "LAST-MODIFIED": "20260102T030405Z",
		"SUMMARY": "A call", "STATUS": "CONFIRMED", "TRANSP": "TRANSPARENT", "LOCATION": "White House", "GEO": "38.8977;-77.0365",
		"URL": "https://dateline.test/v1/events/a-call", "X-DATELINE-STATUS": "occurred", "X-DATELINE-VERIFICATION": "reported",
	} {
		if got := icsProp(c, name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if list, err := c.Props.Get("CATEGORIES").TextList(); err != nil || strings.Join(list, "|") != "call|peace-talks|aid" {
		t.Errorf("CATEGORIES = %q, %v", list, err)
	}
	description := icsProp(c, "DESCRIPTION")
	for _, want := range []string{"Date: 5 March 2025", "Two people spoke.", "Mike Waltz: “We want peace, now; always.”", "Candidate venues, not settled: Geneva", "Places it is about: Donbas"} {
		if !strings.Contains(description, want) {
			t.Errorf("the description lacks %q:\n%s", want, description)
		}
	}
}

func TestICSStatus(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]string{
		"occurred": "CONFIRMED", "ongoing": "CONFIRMED", "scheduled": "CONFIRMED", "expected": "TENTATIVE", "proposed": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED",
	} {
		e := anEvent("a", "2025-03-05")
		e.Status = status
		cal, _ := calendarOf(t, onServer, e)
		if got := icsProp(cal.Events()[0].Component, "STATUS"); got != want {
			t.Errorf("%s is %s, want %s", status, got, want)
		}
		e.Verification = timeline.Retracted
		cal, _ = calendarOf(t, onServer, e)
		if c := cal.Events()[0].Component; icsProp(c, "STATUS") != "CANCELLED" || icsProp(c, "SUMMARY") != "Retracted: A call" {
			t.Errorf("retracted: %s, %s", icsProp(c, "STATUS"), icsProp(c, "SUMMARY"))
		}
	}
}

// TestICSEdit: an edit keeps the UID, on every server, and raises SEQUENCE.
func TestICSEdit(t *testing.T) {
	t.Parallel()
	e := anEvent("a", "2025-03-05")
	before, _ := calendarOf(t, onServer, e)
	e.Title, e.Revision, e.UpdatedAt = "Another title", 3, updated
	after, _ := calendarOf(t, convert.About{Origin: "https://other.test", Database: "aa11"}, e)
	b, a := before.Events()[0].Component, after.Events()[0].Component
	if icsProp(a, "UID") != icsProp(b, "UID") || icsProp(a, "SEQUENCE") != "2" || icsProp(a, "DTSTAMP") <= icsProp(b, "DTSTAMP") || icsProp(a, "CREATED") != icsProp(b, "CREATED") {
		t.Errorf("before %v, after %v", b.Props, a.Props)
	}
}

func TestICSPlaces(t *testing.T) {
	t.Parallel()
	e := anEvent("a", "2025-03-05")
	e.Places = append(e.Places, e.Places[0])
	e.Places[1].Name = "Rose Garden; east, side"
	cal, _ := calendarOf(t, onServer, e)
	if c := cal.Events()[0].Component; icsProp(c, "LOCATION") != "White House; Rose Garden; east, side" || icsProp(c, "GEO") != "" {
		t.Errorf("LOCATION %q, GEO %q", icsProp(c, "LOCATION"), icsProp(c, "GEO"))
	}
	e.Places = e.Places[:1]
	e.Places[0].Role = "candidate-venue"
	cal, _ = calendarOf(t, onServer, e)
	if c := cal.Events()[0].Component; icsProp(c, "LOCATION") != "" || icsProp(c, "GEO") != "" {
		t.Error("a candidate venue stands as the location")
	}
}

func TestICSOfNastyTexts(t *testing.T) {
	t.Parallel()
	for i, e := range nastyEvents() {
		cal, loss := calendarOf(t, onServer, e)
		events := cal.Events()
		if len(events) != 1-loss.Undated {
			t.Fatalf("text %d: %d events", i, len(events))
		}
		for _, c := range events {
			if len(c.Props["ATTENDEE"]) > 0 {
				t.Errorf("text %d became a property", i)
			}
		}
	}
	e := anEvent("a", "2025-03-05")
	e.Title = `a\b;c,d` + "\r\ne\nf\u2028g" + strings.Repeat("é", 100)
	cal, _ := calendarOf(t, onServer, e)
	if got, want := icsProp(cal.Events()[0].Component, "SUMMARY"), `a\b;c,d`+"\ne\nf\ng"+strings.Repeat("é", 100); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestICSWithoutEvents: a calendar must have a component, so it has one that
// says nothing.
func TestICSWithoutEvents(t *testing.T) {
	t.Parallel()
	cal, _ := calendarOf(t, convert.About{})
	if len(cal.Children) != 1 || cal.Children[0].Name != ical.CompTimezone {
		t.Errorf("%v", cal.Children)
	}
}

func TestICSOfTheBundledStory(t *testing.T) {
	t.Parallel()
	doc := bundledDocument(t)
	cal, loss := calendarOf(t, onServer, doc.Events...)
	if n := len(cal.Events()); n+loss.Undated != len(doc.Events) || loss.Imprecise == 0 || n <= loss.Imprecise {
		t.Errorf("%d events, loss %+v", n, loss)
	}
	titles := map[string]string{}
	for _, e := range doc.Events {
		titles["event-"+e.ID+"@aa11"] = e.Title
	}
	exact := 0
	for _, e := range cal.Events() {
		if icsProp(e.Component, "SUMMARY") == titles[icsProp(e.Component, "UID")] {
			exact++
		}
	}
	if exact != len(cal.Events())-loss.Imprecise {
		t.Errorf("%d of %d events have their title alone, loss %+v", exact, len(cal.Events()), loss)
	}
}
