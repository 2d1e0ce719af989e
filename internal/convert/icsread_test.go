package convert_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

var _ = example("ics", calendarText(`BEGIN:VEVENT
UID:1
DTSTART:20250305T100000Z
SUMMARY:A call
END:VEVENT`))

// calendarText is a calendar of components, with the line ends of the standard.
func calendarText(components ...string) string {
	text := "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Desk//EN\n" + strings.Join(components, "\n") + "\nEND:VCALENDAR\n"
	return strings.ReplaceAll(text, "\n", "\r\n")
}

// vevent is a VEVENT with these properties.
func vevent(properties ...string) string {
	return "BEGIN:VEVENT\n" + strings.Join(properties, "\n") + "\nEND:VEVENT"
}

func TestICSEventRead(t *testing.T) {
	t.Parallel()
	read := readItems(t, "ics", calendarText(`X-WR-CALNAME:Ministry\, press
X-WR-CALDESC:What is planned
BEGIN:VEVENT
UID:a@example.org
DTSTAMP:20250101T000000Z
SEQUENCE:2
LAST-MODIFIED:20250110T101112Z
SUMMARY;LANGUAGE=en:Press conf
 erence\, with questions
DESCRIPTION:On the budget.\n\nBring a card.
DTSTART;TZID=Europe/Kyiv:20250305T143000
DTEND;TZID=Europe/Kyiv:20250305T153000
LOCATION:Hall 2\nMain Street
GEO:50.45;30.523333
ORGANIZER;CN="Press, Office";CUTYPE=GROUP:mailto:press@example.org
ATTENDEE;CN=Jane Roe;PARTSTAT=ACCEPTED:mailto:jane@example.org
ATTENDEE;CN=jane@example.org:mailto:jane@example.org
ATTENDEE;CN=John Doe;PARTSTAT=DECLINED:mailto:john@example.org
ATTENDEE;CN=Room 5;CUTYPE=ROOM:mailto:room@example.org
CATEGORIES:Budget,Élysée,Україна
CATEGORIES:MEETING
URL:https://example.org/a
ATTACH;FMTTYPE=image/png;FILENAME=poster.png:https://example.org/a.png
ATTACH:https://example.org/agenda.pdf
CLASS:CONFIDENTIAL
X-FEE:none
BEGIN:VALARM
DESCRIPTION:not of the event
END:VALARM
END:VEVENT`))
	if len(read.entries) != 2 || read.err != nil {
		t.Fatalf("%+v", read)
	}
	if s, ok := read.entries[0].Record.(*timeline.Story); !ok || s.Title != "Ministry, press" || s.Summary != "What is planned" {
		t.Errorf("the story is %+v", read.entries[0].Record)
	}
	e, row := read.events()[0], read.entries[1].Row
	itemSame(t, "event", e, `{"title": "Press conference, with questions", "summary": "On the budget.\n\nBring a card.", "type": "meeting", "status": "scheduled", "language": "en",
		"date": "2025-03-05T14:30+02:00/2025-03-05T15:30+02:00 stated",
		"actors": [{"id": "", "name": "Press, Office", "kind": "group", "role": "initiator"}, {"id": "", "name": "Jane Roe", "kind": "person", "role": "participant"}],
		"places": [{"id": "", "name": "Hall 2, Main Street", "kind": "place", "role": "location", "lat": 50.45, "lon": 30.523333}],
		"topics": ["budget", "elysee", "meeting"],
		"media": [{"url": "https://example.org/a.png", "type": "image/png", "caption": "poster.png"}],
		"citations": [{"source": "example-org-a-b5b10dd0", "url": "https://example.org/a"}, {"source": "example-org-agenda-pdf-`+row.Parts[1].RecordID()[23:]+`", "url": "https://example.org/agenda.pdf"}],
		"external_ids": ["ics:a@example.org"],
		"origin": {"ics": {"categories": ["Україна"], "class": "CONFIDENTIAL", "declined": ["John Doe"], "last_modified": "20250110T101112Z", "resources": ["Room 5"], "sequence": "2", "x_fee": "none"}}}`)
	if len(row.Parts) != 2 || row.Version != 1736503872 || !strings.Contains(itemWarnings(row), "CLASS:CONFIDENTIAL") || strings.Contains(itemSays(t, e), "@example.org\"") && strings.Contains(itemSays(t, e), "jane") {
		t.Errorf("it comes with %+v", row)
	}
	if got := read.entries[1]; got.Line != 6 || got.Header != "BEGIN:VCALENDAR\nPRODID:-//Example//Desk//EN\n" || !strings.HasPrefix(string(got.Raw), "BEGIN:VEVENT\nUID:a@") || !strings.HasSuffix(string(got.Raw), "END:VEVENT\n") {
		t.Errorf("line %d, header %q, raw %q", got.Line, got.Header, got.Raw)
	}
}

func TestICSDatesRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ properties, date, warning string }{
		{"DTSTART;VALUE=DATE:20250305", "2025-03-05 stated", ""},
		{"DTSTART:20250305", "2025-03-05 stated", ""},
		{"DTSTART;VALUE=DATE:20250305\nDTEND;VALUE=DATE:20250306", "2025-03-05 stated", ""},
		{"DTSTART;VALUE=DATE:20250305\nDTEND;VALUE=DATE:20250305", "2025-03-05 stated", ""},
		{"DTSTART;VALUE=DATE:20250305\nDTEND;VALUE=DATE:20250308", "2025-03-05/2025-03-07 stated", ""},
		{"DTSTART;VALUE=DATE:20250305\nDURATION:P3D", "2025-03-05/2025-03-07 stated", ""},
		{"DTSTART;VALUE=DATE:20250305\nDTEND;VALUE=DATE:20250301", "2025-03-05 stated “from 2025-03-05 to 2025-03-01”", "/date it ends, at 2025-03-01, before it begins, at 2025-03-05"},
		{"DTSTART:20250305T100000", "2025-03-05T10:00 stated", ""},
		{"DTSTART:20250305T100015Z", "2025-03-05T10:00:15Z stated", ""},
		{"DTSTART:20250305T100000\nDTEND:20250305T113000", "2025-03-05T10:00/2025-03-05T11:30 stated", ""},
		{"DTSTART:20250305T100000Z\nDURATION:PT1H30M", "2025-03-05T10:00Z/2025-03-05T11:30Z stated", ""},
		{"DTSTART:20250305T100000Z\nDURATION:PT0S", "2025-03-05T10:00Z stated", ""},
		{"DTSTART:20250305T100000Z\nDURATION:an hour", "2025-03-05T10:00Z stated", `/date line 7: DURATION: "an hour" is no duration such as PT1H30M or P1D`},
		{"DTSTART:20250305T100000Z\nDTEND:20250305T100000Z", "2025-03-05T10:00Z stated", ""},
		{"DTSTART;TZID=Europe/Kyiv:20250329T230000\nDURATION:PT6H", "2025-03-29T23:00+02:00/2025-03-30T06:00+03:00 stated", ""},
		{"DTSTART;TZID=America/New_York:20250305T100000\nDTEND;TZID=Europe/Paris:20250305T173000", "2025-03-05T10:00-05:00/2025-03-05T17:30+01:00 stated", ""},
		{"DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20250705T100000", "2025-07-05T10:00+02:00 stated", ""},
		{"DTSTART;TZID=UTC:20250305T100000", "2025-03-05T10:00Z stated", ""},
		{"DTSTART;TZID=Local:20250305T100000", "2025-03-05T10:00 stated", ""},
		{"DTSTART;TZID=../etc/passwd:20250305T100000", "2025-03-05T10:00 stated", ""},
		{"DTSTART:20250305T100000Z\nDTEND:20250305T090000Z", "2025-03-05T10:00Z stated “from 2025-03-05T10:00Z to 2025-03-05T09:00Z”", "/date it ends, at 2025-03-05T09:00Z, before it begins, at 2025-03-05T10:00Z"},
	} {
		e, row := theEvent(t, "ics", calendarText(vevent("UID:a\n"+tt.properties, "SUMMARY:A")))
		date := e.Date.EDTF.String() + " " + e.Date.Basis
		if e.Date.Text != "" {
			date += " “" + e.Date.Text + "”"
		}
		if date != tt.date || itemWarnings(row) != tt.warning {
			t.Errorf("%q: %s, %q; want %s, %q", tt.properties, date, itemWarnings(row), tt.date, tt.warning)
		}
	}
}

// A zone that the file defines is that of its times, wherever it stands; one that
// nobody knows is noted, and its times are local.
func TestICSZones(t *testing.T) {
	t.Parallel()
	zone := `BEGIN:VTIMEZONE
TZID:Desk time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`
	winter, summer := vevent("UID:w", "SUMMARY:W", "DTSTART;TZID=Desk time:20250329T120000"), vevent("UID:s", "SUMMARY:S", `DTSTART;TZID="Desk time":20250330T120000`)
	for _, text := range []string{calendarText(zone, winter, summer), calendarText(winter, summer, zone)} {
		read := readItems(t, "ics", text)
		var dates []string
		for _, e := range read.events() {
			dates = append(dates, e.Date.EDTF.String())
		}
		if !slices.Equal(dates, []string{"2025-03-29T12:00+01:00", "2025-03-30T12:00+02:00"}) || len(read.notes) > 0 {
			t.Errorf("%q, %q in %s", dates, read.notes, text)
		}
	}
	read := readItems(t, "ics", calendarText(winter, summer))
	if len(read.notes) != 1 || !strings.Contains(read.notes[0], `"Desk time" is neither`) || read.events()[0].Date.EDTF.String() != "2025-03-29T12:00" {
		t.Errorf("%q, %v", read.notes, read.events()[0].Date)
	}
}

func TestICSStatusRead(t *testing.T) {
	t.Parallel()
	for properties, want := range map[string]string{"": "scheduled", "STATUS:CONFIRMED": "scheduled", "STATUS:tentative": "proposed", "STATUS:CANCELLED": "cancelled", "STATUS:DRAFT": "scheduled"} {
		e, _ := theEvent(t, "ics", calendarText(vevent("UID:a\nDTSTART:20250305\nSUMMARY:A\n"+properties)))
		if e.Status != want {
			t.Errorf("%q is %s, want %s", properties, e.Status, want)
		}
	}
	if e, _ := theEvent(t, "ics", calendarText("METHOD:CANCEL", vevent("UID:a", "DTSTART:20250305", "SUMMARY:A"))); e.Status != "cancelled" {
		t.Errorf("what a calendar cancels is %s", e.Status)
	}
}

// Titles are never blank, and say what is named.
func TestICSTitles(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("words ", 80)
	for properties, want := range map[string]string{
		"SUMMARY:A": "A", "SUMMARY: \nDESCRIPTION:First line.\\nSecond": "First line.", "LOCATION:Hall 2": "Calendar entry at Hall 2", "": "Calendar entry of Desk",
		"SUMMARY:\u200b\nLOCATION:Hall": "Calendar entry at Hall", "DESCRIPTION:<p>One</p><p>Two</p>": "One", "SUMMARY:" + long: timeline.Clip(strings.TrimSpace(long), 300),
	} {
		e, _ := theEvent(t, "ics", calendarText("X-WR-CALNAME:Desk", vevent("UID:a\nDTSTART:20250305\n"+properties)))
		if e.Title != want {
			t.Errorf("%q is %q, want %q", properties, e.Title, want)
		}
		if strings.HasPrefix(properties, "SUMMARY:words") && e.Summary != strings.TrimSpace(long) {
			t.Errorf("the rest of a long title is lost: %q", e.Summary)
		}
	}
}

// What is wrong with one component rejects that alone, by its line.
func TestICSRejects(t *testing.T) {
	t.Parallel()
	good := vevent("UID:g", "DTSTART:20250305", "SUMMARY:G")
	for name, tt := range map[string]struct{ text, reject string }{
		"no start":            {calendarText(vevent("UID:a", "SUMMARY:A"), good), "4:1: the document: the VEVENT has no DTSTART"},
		"no date":             {calendarText(vevent("UID:a", "DTSTART:5 March"), good), `6:1: the document: DTSTART: "5 March" is no date or time`},
		"a day not there":     {calendarText(vevent("UID:a", "DTSTART:20250230"), good), `6:1: the document: DTSTART: "20250230" is no date or time`},
		"no end":              {calendarText(good, "BEGIN:VEVENT\nUID:a"), "9:1: the document: the VEVENT ends with END:VCALENDAR"},
		"cut off":             {"BEGIN:VCALENDAR\n" + good + "\nBEGIN:VEVENT\nUID:a\nDTSTART:2025", "7:1: the document: the VEVENT has no END:VEVENT"},
		"no UTF-8":            {calendarText(vevent("UID:a", "DTSTART:20250305", "SUMMARY:\xff"), good), "7:1: the document: the text is not valid UTF-8"},
		"a long property":     {calendarText(vevent("UID:a", "DTSTART:20250305", "SUMMARY:"+strings.Repeat("x", 1<<20)), good), "7:1: the document: a property is longer than 1048576 bytes"},
		"a folded long one":   {calendarText(vevent("UID:a", "DTSTART:20250305", "SUMMARY:"+strings.Repeat("x\n ", 1<<19)), good), "7:1: the document: a property is longer than 1048576 bytes"},
		"too many properties": {calendarText(vevent("UID:a", "DTSTART:20250305", strings.Repeat("X-A:1\n", 20_001)), good), "20005:1: the document: the VEVENT has more than 20000 properties"},
	} {
		read := readItems(t, "ics", tt.text)
		if len(read.events()) != 1 || read.events()[0].Title != "G" || len(read.rejects) != 1 || !strings.Contains(read.rejects[0], tt.reject) || read.err != nil {
			t.Errorf("%s: %d events, %q, %v", name, len(read.events()), read.rejects, read.err)
		}
	}
	e, row := theEvent(t, "ics", calendarText(vevent("UID:a", "DTSTART:20250305", "SUMMARY:A", "no property", "X;A=b")))
	if e.Title != "A" || !strings.Contains(itemWarnings(row), `line 8: "no property" is no property`) || !strings.Contains(itemWarnings(row), "line 9: X has no colon") {
		t.Errorf("lines that are none: %q", itemWarnings(row))
	}
	for text, want := range map[string]string{"": "it is empty", "\n\n": "it is empty", "<html>": `it begins with "<html>"`, "a,b\n1,2": `it begins with "a,b"`} {
		if read := readItems(t, "ics", text); read.err == nil || !strings.Contains(read.err.Error(), want) {
			t.Errorf("%q: %v", text, read.err)
		}
	}
	if read := readItems(t, "ics", calendarText("BEGIN:VTODO\nSUMMARY:T\nEND:VTODO")); !slices.Equal(read.notes, []string{"1 VTODO passed over: of a calendar its VEVENTs are events", "there is no VEVENT in it"}) {
		t.Errorf("%q", read.notes)
	}
}

// Two calendars in one file, blank lines inside folded properties, lines folded by
// tabs, and what stands behind a calendar.
func TestICSLayout(t *testing.T) {
	t.Parallel()
	text := "BEGIN:VCALENDAR\nVERSION\n\n :2.0\nBEGIN:VEVENT\nUID\n\n :1\nSUMMARY\n\n :One\nDTSTART\n\n ;VALUE=DATE\n :20031225\nEND:VEVENT\nEND:VCALENDAR\n" +
		"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:2\nDTSTART:20220222T183000Z\nSUMMARY;ALTREP=\"data:text/html,%3Cp%3\n\tE;:,\":Two \\\"so\\\"\\; a\n\tnd so\nEND:VEVENT\nEND:VCALENDAR\nX-COMMENT:behind\n"
	read := readItems(t, "ics", text)
	var got []string
	for _, e := range read.entries {
		event := e.Record.(*timeline.Event)
		got = append(got, fmt.Sprint(e.Line, " ", event.ExternalIDs[0], " ", event.Title, " ", event.Date.EDTF))
	}
	if !slices.Equal(got, []string{"5 ics:1 One 2003-12-25", `19 ics:2 Two "so"; and so 2022-02-22T18:30Z`}) || read.err != nil {
		t.Errorf("%q, %v", got, read.err)
	}
}

// Ids that are blank or stand twice are of the content, and the same in a file that was exported anew.
func TestICSIdentity(t *testing.T) {
	t.Parallel()
	ids := func(stamp string) []string {
		e := func(uid, title string) string {
			return vevent("UID:"+uid, "DTSTAMP:"+stamp, "DTSTART:20250305", "SUMMARY:"+title)
		}
		var list []string
		for _, event := range readItems(t, "ics", calendarText(e("a", "A"), e("a", "B"), e("", "C"), e("", "C"), e("d e%", "D"))).events() {
			list = append(list, event.ExternalIDs...)
		}
		return list
	}
	first, again := ids("20250101T000000Z"), ids("20250102T000000Z")
	if !slices.Equal(first, again) || first[0] != "ics:a" || !strings.HasPrefix(first[1], "ics:content-") || first[3] != first[2]+"-2" || first[4] != "ics:d%20e%25" {
		t.Errorf("%q and %q", first, again)
	}
}

// A calendar that Dateline wrote gives back what it says in its own properties.
func TestICSOfOurs(t *testing.T) {
	t.Parallel()
	for _, date := range []string{"2025-03~", "[2025-02-26..2025-03-04]", "2025-03-05T10:30-05:00", "2025-02-26/2025-03-04"} {
		e := anEvent("a", date)
		e.Status, e.Type = "expected", "call"
		text, _ := written(t, named(t, convert.OutsideEvents, "ics"), onServer, e)
		got, row := theEvent(t, "ics", string(text))
		if !got.Date.EDTF.Equal(e.Date.EDTF) || got.Date.Basis != e.Date.Basis || got.Status != "expected" || got.Type != "call" || got.Title != e.Title || got.ExternalIDs[0] != "ics:event-a@aa11" || len(row.Warnings) > 0 {
			t.Errorf("%s: %s", date, itemSays(t, got))
		}
		if strings.Contains(got.Summary, "Date: ") || !strings.Contains(got.Summary, e.Summary) {
			t.Errorf("the summary is %q", got.Summary)
		}
	}
	inferred := anEvent("b", "2025-03")
	inferred.Date.Basis, inferred.Date.Text = "inferred", "days after"
	text, _ := written(t, named(t, convert.OutsideEvents, "ics"), onServer, inferred)
	if got, _ := theEvent(t, "ics", string(text)); got.Date.Basis != "inferred" || got.Date.Text != "days after" {
		t.Errorf("%+v", got.Date)
	}
}

func FuzzReadICS(f *testing.F) {
	f.Add(calendarText(vevent("UID:a", "DTSTART;TZID=Europe/Kyiv:20250305T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO", "EXDATE:20250310T100000", "ATTENDEE;CN=\"A\":mailto:a@b.c")))
	f.Add("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250305\nRRULE:FREQ=MONTHLY;BYDAY=-5MO;BYSETPOS=-1;UNTIL=20260101\nRDATE:20250601,20250602\n :\n\nEND:VEVENT")
	f.Add("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=x:20250305T000000\nGEO:1;2\nEND:VEVENT")
	f.Add("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:00000101\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT")
	f.Fuzz(func(t *testing.T, text string) { readItems(t, "ics", text) })
}
