package convert_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// occurrencesOf are the ids and dates of what a calendar gives.
func occurrencesOf(t *testing.T, components ...string) ([]string, itemRead) {
	t.Helper()
	read := readItems(t, "ics", calendarText(components...))
	if read.err != nil || len(read.rejects) > 0 {
		t.Fatalf("%q, %v", read.rejects, read.err)
	}
	var list []string
	for _, e := range read.events() {
		list = append(list, strings.TrimPrefix(e.ExternalIDs[0], "ics:")+" "+e.Date.EDTF.String())
	}
	return list, read
}

func TestICSRecurrence(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		properties string
		want       []string
	}{
		"counted":                      {"DTSTART;VALUE=DATE:20250305\nRRULE:FREQ=WEEKLY;COUNT=3", []string{"u/2025-03-05 2025-03-05", "u/2025-03-12 2025-03-12", "u/2025-03-19 2025-03-19"}},
		"until a day":                  {"DTSTART:20250305T100000\nRRULE:FREQ=DAILY;UNTIL=20250306", []string{"u/2025-03-05 2025-03-05T10:00", "u/2025-03-06 2025-03-06T10:00"}},
		"until an instant":             {"DTSTART;TZID=America/New_York:20250305T200000\nRRULE:FREQ=DAILY;UNTIL=20250307T010000Z", []string{"u/2025-03-05 2025-03-05T20:00-05:00", "u/2025-03-06 2025-03-06T20:00-05:00"}},
		"over a change of clocks":      {"DTSTART;TZID=Europe/Kyiv:20250329T100000\nDTEND;TZID=Europe/Kyiv:20250329T110000\nRRULE:FREQ=DAILY;COUNT=2", []string{"u/2025-03-29 2025-03-29T10:00+02:00/2025-03-29T11:00+02:00", "u/2025-03-30 2025-03-30T10:00+03:00/2025-03-30T11:00+03:00"}},
		"days of several":              {"DTSTART;VALUE=DATE:20250101\nDTEND;VALUE=DATE:20250103\nRRULE:FREQ=YEARLY;COUNT=2", []string{"u/2025-01-01 2025-01-01/2025-01-02", "u/2026-01-01 2026-01-01/2026-01-02"}},
		"the last Friday":              {"DTSTART;VALUE=DATE:20250131\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", []string{"u/2025-01-31 2025-01-31", "u/2025-02-28 2025-02-28"}},
		"without a date":               {"DTSTART;VALUE=DATE:20250305\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20250306", []string{"u/2025-03-05 2025-03-05", "u/2025-03-07 2025-03-07"}},
		"without an instant":           {"DTSTART;TZID=Europe/Kyiv:20250305T100000\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20250305T080000Z", []string{"u/2025-03-06 2025-03-06T10:00+02:00"}},
		"more dates":                   {"DTSTART;VALUE=DATE:20250305\nRDATE;VALUE=DATE:20250401,20250402\nEXDATE;VALUE=DATE:20250402", []string{"u/2025-03-05 2025-03-05", "u/2025-04-01 2025-04-01"}},
		"at another time of the day":   {"DTSTART:20250305T100000\nRDATE:20250305T180000", []string{"u/2025-03-05 2025-03-05T10:00", "u/2025-03-05T18:00:00 2025-03-05T18:00"}},
		"hours":                        {"DTSTART:20250305T100000Z\nRRULE:FREQ=HOURLY;COUNT=2", []string{"u/2025-03-05 2025-03-05T10:00Z", "u/2025-03-05T11:00:00 2025-03-05T11:00Z"}},
		"a start that is not the rule": {"DTSTART;VALUE=DATE:20250305\nRRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2", []string{"u/2025-03-05 2025-03-05", "u/2025-03-07 2025-03-07"}},
		"none left":                    {"DTSTART;VALUE=DATE:20250305\nRRULE:FREQ=DAILY;COUNT=1\nEXDATE;VALUE=DATE:20250305", nil},
	} {
		if got, _ := occurrencesOf(t, vevent("UID:u\nSUMMARY:U\n"+tt.properties)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	got, _ := occurrencesOf(t, vevent("UID:u", "DTSTART;VALUE=DATE:20240101", "RRULE:FREQ=DAILY;COUNT=366"))
	if len(got) != 366 || got[365] != "u/2024-12-31 2024-12-31" {
		t.Errorf("a year is %d, to %s", len(got), got[len(got)-1])
	}
}

// Without an end, or with too many dates, a series is one event that says so.
func TestICSSeriesAsOne(t *testing.T) {
	t.Parallel()
	for rule, tt := range map[string]struct{ date, words, warning string }{
		"FREQ=WEEKLY;BYDAY=WE":                        {"2025-03-05/..", "It recurs, with no end stated, and is kept as one event: FREQ=WEEKLY;BYDAY=WE.", ""},
		"FREQ=DAILY;COUNT=367":                        {"2025-03-05/2026-03-06", "It recurs more than 366 times, and is kept as one event: FREQ=DAILY;COUNT=367.", ""},
		"FREQ=DAILY;UNTIL=20301231":                   {"2025-03-05/2030-12-31", "more than 366 times", ""},
		"FREQ=DAILY;COUNT=1000000":                    {"2025-03-05/", "more than 366 times", ""},
		"FREQ=HOURLY;BYHOUR=3;COUNT=5":                {"2025-03-05/", "It recurs, and is kept as one event", "is not expanded"},
		"FREQ=OFTEN":                                  {"2025-03-05/", "It recurs, and is kept as one event: FREQ=OFTEN.", "undefined frequency"},
		"FREQ=DAILY;COUNT=0":                          {"2025-03-05/", "", "COUNT is none of"},
		"FREQ=DAILY;INTERVAL=0;COUNT=3":               {"2025-03-05/", "", "INTERVAL is none of"},
		"FREQ=MONTHLY;BYDAY=-53MO;COUNT=3":            {"2025-03-05/", "", "weekday number -53"},
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3": {"2025-03-05/", "", "no occurrence up to the year 9999"},
		"FREQ=YEARLY;BYEASTER=999999;COUNT=3":         {"2025-03-05/", "", "BYEASTER"},
		"FREQ=DAILY;COUNT=3;BYHOUR=1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=" + numbersTo(20): {"2025-03-05/", "", "more than 100 times"},
	} {
		e, row := theEvent(t, "ics", calendarText(vevent("UID:u", "SUMMARY:U", "DTSTART:20250305T100000Z", "RRULE:"+rule)))
		if e.ExternalIDs[0] != "ics:u" || e.Date.EDTF.String() != tt.date || e.Date.Text != rule || !strings.Contains(e.Summary, tt.words) || (tt.warning == "") != (len(row.Warnings) == 0) || !strings.Contains(itemWarnings(row), tt.warning) {
			t.Errorf("%s: %s\n%s", rule, itemSays(t, e), itemWarnings(row))
		}
	}
}

func numbersTo(to int) string {
	var list []string
	for i := range to {
		list = append(list, strconv.Itoa(i))
	}
	return strings.Join(list, ",")
}

// What a calendar says of one occurrence stands in place of what its series says,
// wherever it is in the file.
func TestICSOccurrence(t *testing.T) {
	t.Parallel()
	series := vevent("UID:u", "SUMMARY:U", "DTSTART;TZID=Europe/Kyiv:20250305T100000", "RRULE:FREQ=DAILY;COUNT=3")
	other := vevent("UID:u", "SUMMARY:Moved", "RECURRENCE-ID:20250306T080000Z", "DTSTART;TZID=Europe/Kyiv:20250306T150000")
	gone := vevent("UID:u", "SUMMARY:Gone", "STATUS:CANCELLED", "RECURRENCE-ID;TZID=Europe/Kyiv:20250307T100000", "DTSTART;TZID=Europe/Kyiv:20250307T100000")
	want := []string{"u/2025-03-05 2025-03-05T10:00+02:00", "u/2025-03-06 2025-03-06T15:00+02:00", "u/2025-03-07 2025-03-07T10:00+02:00"}
	for _, parts := range [][]string{{series, other, gone}, {gone, other, series}} {
		got, read := occurrencesOf(t, parts...)
		slices.Sort(got)
		i := slices.IndexFunc(read.events(), func(e *timeline.Event) bool { return e.Title == "Gone" })
		if !slices.Equal(got, want) || read.events()[i].Status != "cancelled" {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got, _ := occurrencesOf(t, other); !slices.Equal(got, []string{"u/2025-03-06 2025-03-06T15:00+02:00"}) {
		t.Errorf("without its series: %q", got)
	}
}

// Entries that come of one component are each their own: what is added to one is in no other.
func TestICSOccurrencesShareNothing(t *testing.T) {
	t.Parallel()
	_, read := occurrencesOf(t, vevent("UID:u", "SUMMARY:U", "DTSTART:20250305", "RRULE:FREQ=DAILY;COUNT=2", "URL:https://example.org/", "LOCATION:Hall", "ORGANIZER;CN=A:x", "CLASS:PRIVATE"))
	first, second := read.entries[0], read.entries[1]
	first.Row.Parts = append(first.Row.Parts, &timeline.Source{ID: "x"})
	second.Row.Parts = append(second.Row.Parts, &timeline.Source{ID: "y"})
	a, b := first.Record.(*timeline.Event), second.Record.(*timeline.Event)
	a.Actors[0].ID, a.Places[0].ID, a.Citations[0].Source = "x", "x", "x"
	if first.Row.Parts[1].RecordID() != "x" || b.Actors[0].ID != "" || b.Places[0].ID != "" || b.Citations[0].Source == "x" || len(second.Row.Warnings) != 1 {
		t.Errorf("%+v", second)
	}
}
