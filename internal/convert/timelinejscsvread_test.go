package convert_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

const (
	sheetOf2013 = "Start Date,End Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Tag"
	sheetOf2015 = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background"
)

var _ = example("timelinejs-csv", sheetOf2015+"\r\n1911,,,,,,,,,It is built,,,,,,,,\r\n")

// harbourSheet is the timeline harbour as a sheet, without what a sheet has no column
// for.
var harbourSheet = strings.Join([]string{
	"\uFEFFYear,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Alt Text,Type,Group,Background",
	`1911,03,,,1912,,,,Winter &amp; spring,The <i>lamp</i> is lit,"<p>It is <a href=""https://example.org/lamp?a=1&amp;b=2"">seen</a> from afar.</p><p>See <a href=""notes.html"">the notes</a>.</p>",https://example.org/lamp.jpg,A. Keeper,The <b>lamp</b>,https://example.org/lamp-small.jpg,A light,,Works,#aabbcc`,
	"-44,,,,,,,,,,\"A fire is kept.\nEvery night.\",<blockquote>Keep <em>watch</em>.</blockquote>,,,,,,,",
	`"-13,800,000,000",,,,,,,,,All begins,,,,,,,,statement,`,
	",,,,,,,,,,,,,,,,,,",
	",,,,,,,,,A harbour,<p>Its lights.</p>,tower.png,,,,,title,,red",
	"1900,,,,1910,,,,,The old tower,,,,,,,Era,,", "",
}, "\r\n")

// A sheet and the JSON of one timeline are the same records.
func TestReadTimelineJSCSV(t *testing.T) {
	t.Parallel()
	sheet := readAs(t, "timelinejs-csv", harbourSheet, convert.ReadOptions{})
	if len(sheet.faults) > 0 || len(sheet.entries) != 5 {
		t.Fatalf("%d entries, %q", len(sheet.entries), sheet.faults)
	}
	lines := []int{7, 2, 3, 5, 8}
	bare := strings.NewReplacer(`"scale": "cosmological",`, "", `"unique_id": "lamp",`, "", `, "format": "mmmm yyyy"`, "", `"year": 1912`, `"year": "1912"`, `, "link": "https://example.org/more"`, "", `, "autolink": false`, "",
		`"-13,800,000,000"`, `"-13800000000"`).Replace(harbour)
	for i, e := range readAs(t, "timelinejs", bare, convert.ReadOptions{}).entries {
		if got, want := asJSON(t, sheet.entries[i].Record), asJSON(t, e.Record); got != want {
			t.Errorf("entry %d is\n%s, want\n%s", i, got, want)
		}
		if e := sheet.entries[i]; e.Line != lines[i] || !e.NoID || e.Row == nil || len(e.Row.Warnings) > 0 || !strings.HasPrefix(e.Header, "Year,Month,") || len(e.Raw) == 0 {
			t.Errorf("entry %d: line %d, %+v, %q", i, e.Line, e.Row, e.Header)
		}
	}
}

// Times of day are read as Excel and Google spell them, and dates of old sheets month
// first, unless the file or whoever imports it says otherwise.
func TestTimelineJSCSVDates(t *testing.T) {
	t.Parallel()
	for row, want := range map[string]string{
		"2025,3,5,14:30":             "2025-03-05T14:30",
		"2025,3,5,2:30 PM":           "2025-03-05T14:30",
		"2025,3,5,2:30:15\u202fpm":   "2025-03-05T14:30:15",
		"2025,3,5,12:05 a.m.":        "2025-03-05T00:05",
		"2025,3,5,12 PM":             "2025-03-05T12",
		"2025,3,5,14:30:15.5":        "2025-03-05T14:30:15.500",
		"2025,3,5,14:00:00,2025,3,6": "2025-03-05T14:00:00/2025-03-06",
		"2025.0,03,05":               "2025-03-05",
		"2025,3,5,13:00 PM":          `2:10: the document: "13:00 PM" is no time of day: expected one such as 14:30 or 2:30 PM`,
		"2025,3,5,0.604":             `2:10: the document: "0.604" is no time of day: expected one such as 14:30 or 2:30 PM`,
		"2025,3,5,24:00":             `2:10: the document: "24" is no hour: expected a number from 0 to 23, or nothing`,
		"2025,Mar-46":                `2:6: the document: "Mar-46" is no month: expected a number from 1 to 12, or nothing`,
		",3,5":                       "2:1: the document: the date has no year",
	} {
		checkRow(t, sheetOf2015, row+strings.Repeat(",", 9-strings.Count(row, ","))+"x", convert.ReadOptions{}, want)
	}
	const noted = "dates such as 1/12/2012 are read month first, as TimelineJS does; --day-order dmy reads them day first"
	for _, tt := range []struct{ dates, order, want, note string }{
		{"1/12/2012,1/12/2012", "", "2012-01-12", noted},
		{"11/16/2011,11/17/2011", "", "2011-11-16/2011-11-17", ""},
		{"1/12/2012,", "dmy", "2012-12-01", ""},
		{"1/12/2012,23/12/2012", "", "2012-12-01/2012-12-23", "dates such as 23/1/2012 show that the day comes first in this file: all are read so"},
		{"12/13/2012,23/12/2012", "", `2:12: the document: "23/12/2012" has no month 23 where the month comes first, as in TimelineJS: --day-order says otherwise (dmy, ymd)`, ""},
		{"2012/12/1,", "", "2012-12-01", ""},
		{"112/12/1,", "ymd", "0112-12-01", ""},
		{"1/2012,2013", "", "2012-01/2013", ""},
		{"-44,", "", "-0043", ""},
		{"\"-13,800,000,000\",", "", "Y-13800000000", ""},
		{"2012-12-01,", "", "2012-12-01", ""},
		{"1/12/2012 14:30,", "mdy", "2012-01-12T14:30", ""},
		{"1/12/12,", "mdy", `2:1: the document: "1/12/12" does not tell the century: write the year in full`, ""},
		{"1.12.2012,", "", `2:1: the document: "1.12.2012" is no date that TimelineJS has: expected a year, or month/day/year`, ""},
	} {
		got := checkRow(t, sheetOf2013, tt.dates+",x,,,,,,,", convert.ReadOptions{DayOrder: tt.order}, tt.want)
		if strings.Join(got.notes, "; ") != tt.note {
			t.Errorf("%s: notes %q, want %q", tt.dates, got.notes, tt.note)
		}
	}
}

// checkRow holds the date of a row, or its fault.
func checkRow(t *testing.T, header, row string, options convert.ReadOptions, want string) gotten {
	t.Helper()
	got := readAs(t, "timelinejs-csv", header+"\n"+row+"\n", options)
	said := strings.Join(got.faults, "; ")
	if len(got.entries) == 1 {
		said = got.entries[0].Record.(*timeline.Event).Date.EDTF.String()
	}
	if said != want {
		t.Errorf("%s: %s, want %s", row, said, want)
	}
	return got
}

// A sheet is known by its columns, in whatever order and dialect, and what else is in it
// is kept.
func TestTimelineJSCSVColumns(t *testing.T) {
	t.Parallel()
	const text = "Headline;Year;Text;Background;Media;My notes;Tag;Type\nA;1911;a;//example.org/b.jpg;;see me;Works;\nB;1912;b\nC;1913;c;;;;;;stray\nT;;t;;;;;title\nU;1914;u;;;;;TITLE\n"
	got := readAs(t, "timelinejs-csv", text, convert.ReadOptions{})
	events := got.events()
	if a := events["A"]; a == nil || string(a.Origin) != `{"timelinejs":{"start_date":{"year":"1911"},"text":{"headline":"A","text":"a"},"group":"Works","background":{"url":"//example.org/b.jpg"},"My notes":"see me"}}` {
		t.Errorf("A is %s", asJSON(t, a))
	}
	if events["B"] == nil || events["U"] == nil || len(events) != 3 || got.entries[0].Record.Resource() != "story" {
		t.Errorf("%s", asJSON(t, got.entries))
	}
	if want := []string{"4:15: the document: the row has 9 cells and the header 8: a separator stands in a cell without quotes, or a column has no name"}; !slices.Equal(got.faults, want) {
		t.Errorf("faults %q", got.faults)
	}
	for text, want := range map[string]string{
		"a,b\n1,2\n": "This is not the spreadsheet of TimelineJS: its first row has no column Headline beside Year or Start Date.",
	} {
		if got := readAs(t, "timelinejs-csv", text, convert.ReadOptions{}); !slices.Equal(got.faults, []string{want}) {
			t.Errorf("%q: %q", text, got.faults)
		}
	}
	if got := readAs(t, "timelinejs-csv", "", convert.ReadOptions{}); !slices.Equal(got.notes, []string{"there is no row in it"}) {
		t.Errorf("nothing: %+v", got)
	}
}

func FuzzReadTimelineJSCSV(f *testing.F) {
	for _, seed := range []string{harbourSheet, readable["timelinejs-csv"], sheetOf2013 + "\n1/12/2012,23/1/2013,x,,,,,,title,\n1/2/2012", "Headline\tYear\nx\t-44", "sep=;\nHeadline;Year;Time\nx;1;2 PM"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkReader(t, "timelinejs-csv", text) })
}
