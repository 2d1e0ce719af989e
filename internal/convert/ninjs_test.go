package convert_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

var _ = example("ninjs", `{"uri": "urn:example:1", "type": "event", "title": "A fair", "eventDetails": {"dates": {"expectedStartDate": "2025-03"}}}`)

// newsItem is an item with these dates.
func newsItem(dates string) string {
	return `{"uri":"urn:e:1","type":"event","title":"T","eventDetails":{"dates":{` + dates + `}}}`
}

func TestNinjsItem(t *testing.T) {
	t.Parallel()
	e, row := theEvent(t, "ninjs", `{
		"standard": {"name": "ninjs", "version": "3.1"}, "uri": "urn:example.org:fair 7", "type": "event", "versionCreated": "2025-01-10T10:11:12Z", "version": "2",
		"language": "sv", "title": "fair-2025", "urgency": 4, "edNote": "not for readers", "slugline": "fair",
		"headlines": [{"value": "The harbour <em>fair</em> & more", "contentType": "text/html"}],
		"descriptions": [{"contentType": "text/plain", "value": "It lasts two days."}],
		"bodies": [{"contentType": "text/html5", "value": "<p>Long.</p><p>See <a href=\"https://example.org/fair\">the fair</a>.</p>"}],
		"people": [{"name": "Jane Roe", "rel": "speaker", "uri": "https://www.wikidata.org/entity/Q42", "contactInfo": [{"type": "phone", "value": "070-1"}]}, {"name": "mail@example.org"}],
		"organisations": [{"name": "Harbour Board", "rel": "participant", "literal": "hb"}],
		"places": [{"name": "Quay", "contactInfo": [{"address": {"lines": ["Pier 1"], "locality": "Vilnius", "country": "Lithuania"}}], "geoJSON": {"type": "Point", "coordinates": [25.28, 54.69]}}],
		"subjects": [{"name": "Economy", "uri": "http://cv.iptc.org/newscodes/mediatopic/04000000"}, {"name": "Övrigt"}],
		"infoSources": [{"name": "TT"}, {"name": "Port", "uri": "https://example.org/port"}],
		"renditions": [{"name": "p", "href": "https://example.org/p.jpg", "contentType": "image/jpeg", "width": 20, "height": 10}],
		"events": {"name": "an object, where the standard has a list"},
		"plannedCoverage": [{"title": "ours"}],
		"eventDetails": {"eventStatus": "http://cv.iptc.org/newscodes/eventoccurstatus/eos4", "organiser": {"name": "Harbour Board", "contactInfo": [{"value": "a@b.c"}]},
			"dates": {"startDate": "2025-03-05T16:00:00+02:00", "expectedEndDate": "2025-03-06"}}}`)
	itemSame(t, "item", e, `{"title": "The harbour fair & more", "summary": "It lasts two days.\n\nLong.\n\nSee the fair.", "type": "other", "status": "expected", "language": "sv",
		"date": "2025-03-05T16:00+02:00/2025-03-06 stated",
		"actors": [{"id": "", "name": "Harbour Board", "kind": "organization", "role": "initiator"}, {"id": "", "name": "Jane Roe", "kind": "person", "role": "speaker"}],
		"places": [{"id": "", "name": "Quay", "kind": "place", "role": "location", "lat": 54.69, "lon": 25.28, "country": "LT"}],
		"topics": ["economy", "ovrigt"], "codes": ["medtop:04000000"],
		"citations": [{"source": "`+row.Parts[0].RecordID()+`", "url": "https://example.org/fair"}, {"source": "`+row.Parts[2].RecordID()+`"}, {"source": "`+row.Parts[3].RecordID()+`", "url": "https://example.org/port"}],
		"media": [{"url": "https://example.org/p.jpg", "type": "image/jpeg", "width": 20, "height": 10}],
		"external_ids": ["ninjs:urn:example.org:fair%207"],
		"origin": {"ninjs": {"addresses": ["Quay: Pier 1, Vilnius, Lithuania"], "events": {"name": "an object, where the standard has a list"}, "eventDetails": {"dates": {"expectedEndDate": "2025-03-06", "startDate": "2025-03-05T16:00:00+02:00"},
			"eventStatus": "http://cv.iptc.org/newscodes/eventoccurstatus/eos4", "organiser": {"name": "Harbour Board"}},
			"organisations": [{"literal": "hb", "name": "Harbour Board", "rel": "participant"}], "people": [{"name": "Jane Roe", "rel": "speaker", "uri": "https://www.wikidata.org/entity/Q42"}],
			"slugline": "fair", "subjects": [{"name": "Economy", "uri": "http://cv.iptc.org/newscodes/mediatopic/04000000"}, {"name": "Övrigt"}], "title": "fair-2025", "urgency": 4, "version": "2", "versionCreated": "2025-01-10T10:11:12Z"}}}`)
	if a, ok := row.Parts[1].(*timeline.Actor); !ok || a.Name != "Jane Roe" || a.Wikidata != "Q42" || row.Version != 1736503872 {
		t.Errorf("it comes with %+v", row)
	}
}

func TestNinjsDates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ dates, date, status, warning string }{
		{`"expectedStartDate":"2025"`, "2025 stated", "expected", ""},
		{`"expectedStartDate":"2025-03"`, "2025-03 stated", "expected", ""},
		{`"estimatedStartDate":"2025-03-05","estimatedEndDate":"2025-03-05"`, "2025-03-05 stated", "expected", ""},
		{`"expectedStartDate":"2025-03-05","expectedEndDate":"2025-04"`, "2025-03-05/2025-04 stated", "expected", ""},
		{`"expectedStartDate":"2025-03Z"`, "2025-03 stated", "expected", ""},
		{`"expectedStartDate":"-0043-03-15"`, "-0043-03-15 stated", "expected", ""},
		{`"expectedStartDate":"12025"`, "Y12025 stated", "expected", ""},
		{`"expectedEndDate":"2025-03"`, "/2025-03 stated", "expected", ""},
		{`"startDate":"2025-03-05T16:00:00+02:00"`, "2025-03-05T16:00+02:00 stated", "scheduled", ""},
		{`"startDate":"2025-03-05T16:00:30.000Z"`, "2025-03-05T16:00:30Z stated", "scheduled", ""},
		{`"startDate":"2025-03-05T16:00:00"`, "2025-03-05T16:00 stated", "scheduled", ""},
		{`"startDate":"2025-03-05T16:00:00Z","endDate":"2025-03-05T16:00:00Z"`, "2025-03-05T16:00Z stated", "scheduled", ""},
		{`"startDate":"2025-03-05","expectedDuration":"P2D"`, "2025-03-05/2025-03-06 stated", "scheduled", ""},
		{`"startDate":"2025-03-05T16:00:00Z","expectedDuration":"PT90M"`, "2025-03-05T16:00Z/2025-03-05T17:30Z stated", "scheduled", ""},
		{`"startDate":"2025-03-05T16:00:00Z","expectedStartDate":"2025-03"`, "2025-03-05T16:00Z stated", "scheduled", "has a startDate"},
		{`"startDate":"2025-03-05","endDate":"2025-03-01"`, "2025-03-05 stated “from 2025-03-05 to 2025-03-01”", "scheduled", "before it begins"},
		{``, " unknown", "expected", ""},
	} {
		e, row := theEvent(t, "ninjs", newsItem(tt.dates))
		date := e.Date.EDTF.String() + " " + e.Date.Basis
		if e.Date.Text != "" {
			date += " “" + e.Date.Text + "”"
		}
		if date != tt.date || e.Status != tt.status || (tt.warning == "") != (len(row.Warnings) == 0) || !strings.Contains(itemWarnings(row), tt.warning) {
			t.Errorf("%s: %s, %s, %q", tt.dates, date, e.Status, itemWarnings(row))
		}
	}
	for _, dates := range []string{`"startDate":"2025-13-05"`, `"startDate":"2025-02-30"`, `"startDate":"5 March"`, `"endDate":"2025-03-05T25:00:00Z"`, `"expectedStartDate":"--03"`} {
		if read := readItems(t, "ninjs", newsItem(dates)); len(read.rejects) != 1 || !strings.Contains(read.rejects[0], "is no date such as") {
			t.Errorf("%s: %q", dates, read.rejects)
		}
	}
}

func TestNinjsStatus(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]string{"https://cv.iptc.org/newscodes/speventstatus/pre-event": "scheduled", "http://x/canceled": "cancelled", "eventstat:Postponed": "postponed", "http://x/mid-event": "ongoing",
		"http://x/post-event": "occurred", "http://x/eos2": "proposed", "http://x/eos5": "scheduled", "http://x/eos6": "cancelled", "http://x/what": "scheduled"} {
		e, _ := theEvent(t, "ninjs", `{"uri":"u","title":"T","eventDetails":{"eventStatus":"`+status+`","dates":{"startDate":"2025-03-05"}}}`)
		if e.Status != want {
			t.Errorf("%s is %s, want %s", status, e.Status, want)
		}
	}
}

func TestNinjsRecurrence(t *testing.T) {
	t.Parallel()
	for recurrence, want := range map[string][]string{
		`"recurrenceRules":[{"frequency":"weekly","count":2}]`:                                  {"ninjs:urn:e:1/2025-03-05 2025-03-05T23:00-04:00/2025-03-06T01:00-04:00", "ninjs:urn:e:1/2025-03-12 2025-03-12T23:00-04:00/2025-03-13T01:00-04:00"},
		`"recurrenceRules":[{"frequency":"daily","interval":2,"until":"2025-03-08T03:00:00Z"}]`: {"ninjs:urn:e:1/2025-03-05 2025-03-05T23:00-04:00/2025-03-06T01:00-04:00", "ninjs:urn:e:1/2025-03-07 2025-03-07T23:00-04:00/2025-03-08T01:00-04:00"},
		`"recurrenceDates":["2025-04-01T23:00:00-04:00"]`:                                       {"ninjs:urn:e:1/2025-03-05 2025-03-05T23:00-04:00/2025-03-06T01:00-04:00", "ninjs:urn:e:1/2025-04-01 2025-04-01T23:00-04:00/2025-04-02T01:00-04:00"},
		`"recurrenceRules":[{"frequency":"yearly"}]`:                                            {"ninjs:urn:e:1 2025-03-05/.."},
		`"recurrenceRules":[{"frequency":"daily","count":5000}]`:                                {"ninjs:urn:e:1 2025-03-05/2038-11-11"},
		`"recurrenceRules":[{"frequency":"often","count":5}]`:                                   {"ninjs:urn:e:1 2025-03-05/"},
		`"recurrenceRules":[{"frequency":"daily","count":5},{"frequency":"yearly"}]`:            {"ninjs:urn:e:1 2025-03-05/"},
		`"recurrenceRules":[{"frequency":"daily","until":"soon"}]`:                              {"ninjs:urn:e:1 2025-03-05/"},
		`"recurrenceDates":"2025-04"`:                                                           {"ninjs:urn:e:1 2025-03-05/"},
	} {
		read := readItems(t, "ninjs", newsItem(`"startDate":"2025-03-05T23:00:00-04:00","endDate":"2025-03-06T01:00:00-04:00","recurrence":{`+recurrence+`}`))
		var got []string
		for _, e := range read.events() {
			got = append(got, e.ExternalIDs[0]+" "+e.Date.EDTF.String())
		}
		if !slices.Equal(got, want) || len(read.rejects) > 0 {
			t.Errorf("%s: %q, want %q; %q", recurrence, got, want, read.rejects)
		}
	}
}

// Items come alone, in a list, a line each, or in a package; a bad one is rejected by its line.
func TestNinjsLayouts(t *testing.T) {
	t.Parallel()
	one, two := strings.ReplaceAll(newsItem(""), `"T"`, `"One"`), strings.NewReplacer(`"T"`, `"Two"`, "urn:e:1", "urn:e:2").Replace(newsItem(""))
	bad, text := `{"uri": 5, "eventDetails": {}}`, `{"uri":"urn:e:3","type":"text","eventDetails":{}}`
	for name, tt := range map[string]struct {
		text    string
		lines   []int
		rejects []string
	}{
		"one":            {"\n" + one, []int{2}, nil},
		"on many lines":  {"{\n\"uri\": \"urn:e:1\",\n\"title\": \"One\", \"eventDetails\": {}\n}\n", []int{1}, nil},
		"a list":         {"[\n" + one + ",\n\n" + bad + " ,\n " + two + "\n]", []int{2, 5}, []string{"4:1: the document: uri is a number"}},
		"a line each":    {one + "\n\n" + bad + "\n" + text + "\n{\n" + two, []int{1, 6}, []string{"3:1: ", `4:1: the document: the item is of the type "text"`, "5:1: the document: it is no JSON"}},
		"a package":      {"{\"title\": \"All\",\n\"items\": [\n" + one + ",\n" + two + "]}", []int{3, 4}, nil},
		"associations":   {"{\"uri\": \"p\", \"type\": \"composite\", \"standard\": {},\n\"associations\": [" + one + ",\n" + two + "]}", []int{2, 3}, nil},
		"a type alone":   {"[" + text + "]", nil, []string{"items of the type event"}},
		"withheld":       {`[{"uri":"u","pubStatus":"withheld","eventDetails":{}}]`, nil, []string{`pubStatus is "withheld"`}},
		"an empty list":  {"[]", nil, nil},
		"wrong in depth": {"[{\"uri\":\"u\",\n\"eventDetails\": {\n\"dates\": {\"startDate\": 2025}}}]", nil, []string{"3:1: the document: eventDetails.dates.startDate is a number"}},
	} {
		read := readItems(t, "ninjs", tt.text)
		var lines []int
		for _, e := range read.entries {
			lines = append(lines, e.Line)
		}
		if !slices.Equal(lines, tt.lines) || len(read.rejects) != len(tt.rejects) || read.err != nil {
			t.Fatalf("%s: lines %v, %q, %v", name, lines, read.rejects, read.err)
		}
		for i, want := range tt.rejects {
			if !strings.Contains(read.rejects[i], want) {
				t.Errorf("%s: %q, want %q", name, read.rejects[i], want)
			}
		}
	}
	for text, want := range map[string]string{"": "no ninjs", "a,b": "no ninjs", "[" + one + ",": "the list", "[" + one + "\n{": "line 2: the list", "{\n": ""} {
		if read := readItems(t, "ninjs", text); read.err == nil && len(read.rejects) == 0 || read.err != nil && !strings.Contains(read.err.Error(), want) {
			t.Errorf("%q: %v", text, read.err)
		}
	}
}

// Two versions of an item are one event, and what has no URI, or one that stands for two, is known by its content.
func TestNinjsIdentity(t *testing.T) {
	t.Parallel()
	read := readItems(t, "ninjs", `[{"uri":"a","title":"A","versionCreated":"2025-01-01T00:00:00Z","eventDetails":{}},{"uri":"a","title":"A2","versionCreated":"2025-01-02T00:00:00Z","eventDetails":{}},
		{"uri":"b","title":"B","eventDetails":{}},{"uri":"b","title":"C","eventDetails":{}},{"title":"D","eventDetails":{}},{"title":"D","eventDetails":{}}]`)
	var ids []string
	for _, e := range read.events() {
		ids = append(ids, e.ExternalIDs[0])
	}
	if len(ids) != 6 || ids[0] != "ninjs:a" || ids[1] != "ninjs:a" || ids[2] != "ninjs:b" || !strings.HasPrefix(ids[3], "ninjs:content-") || ids[5] != ids[4]+"-2" {
		t.Errorf("%q", ids)
	}
}

func FuzzReadNinjs(f *testing.F) {
	f.Add(readable["ninjs"])
	f.Add("[" + newsItem(`"startDate":"2025-03-05T23:00:00-04:00","recurrence":{"recurrenceRules":[{"frequency":"daily","count":3}]}`) + ",\n{}]")
	f.Add("{\"items\":[\n" + newsItem(`"expectedStartDate":"2025","expectedDuration":"P1D"`) + "]}")
	f.Fuzz(func(t *testing.T, text string) { readItems(t, "ninjs", text) })
}
