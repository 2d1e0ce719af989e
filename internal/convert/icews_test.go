package convert_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

const icewsHeader = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\t" +
	"Story ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"

// icewsRow is a row of ICEWS, with cells of its own in place of some.
func icewsRow(replace ...string) string {
	row := "30000001|2018-06-01|Foreign Affairs (Vietnam)|Executive,Foreign Ministry,Government|Vietnam|Consult|040|1|Russian Federation|NA|Russian Federation|47000001|2|Example \"Daily|Hanoi|NA|Ha Noi|Vietnam|21.0245|105.841"
	row = strings.NewReplacer(replace...).Replace(row)
	return strings.ReplaceAll(row, "|", "\t") + "\n"
}

var _ = example("icews", icewsHeader+icewsRow())

func TestReadICEWS(t *testing.T) {
	t.Parallel()
	entries, errs, _ := readRows(t, "icews", icewsHeader+icewsRow())
	if len(entries) != 1 || errs[0] != nil || entries[0].Line != 2 || entries[0].Header+"\n" != icewsHeader {
		t.Fatalf("%+v, %v", entries, errs)
	}
	e, row := entries[0].Record.(*timeline.Event), entries[0].Row
	want := `{"actors":[{"id":"","kind":"government","name":"Foreign Affairs (Vietnam)","role":"initiator"},{"id":"","kind":"country","name":"Russia","role":"target"}],` +
		`"citations":[{"section":"sentence 2","source":"icews-story-47000001"}],"codes":["cameo:040"],"date":"2018-06-01 stated","external_ids":["icews:30000001/2018-06-01"],` +
		`"figures":[{"name":"intensity","value":1}],"origin":{"icews":{"province":"Ha Noi","source_sectors":"Executive,Foreign Ministry,Government"}},` +
		`"places":[{"country":"VN","id":"","kind":"city","lat":21.0245,"lon":105.841,"name":"Hanoi","role":"location"}],` +
		`"title":"Consult: Foreign Affairs (Vietnam) → Russia at Hanoi","type":"meeting"}`
	if got := inShort(t, e); got != want {
		t.Errorf("read\n%s, want\n%s", got, want)
	}
	source := row.Parts[2].(*timeline.Source)
	if a := row.Parts[1].(*timeline.Actor); len(row.Parts) != 3 || a.Country != "RU" || a.Aliases[0] != "Russian Federation" || source.Publisher != `Example "Daily` || source.Title != `Example "Daily, story 47000001 of ICEWS` {
		t.Errorf("%+v, %+v", a, source)
	}
}

// An id may stand for two events: the day tells them apart, and else all that they say.
func TestICEWSIdentity(t *testing.T) {
	t.Parallel()
	swapped := icewsRow("30000001", "30000002", "Source", "Target", "Foreign Affairs (Vietnam)", "China", "Executive,Foreign Ministry,Government", "NA", "|Vietnam|Consult", "|China|Consult")
	text := icewsRow() + swapped + icewsRow("2018-06-01", "2018-06-02") + icewsRow("Consult", "Make statement") + icewsRow() + icewsRow("Consult", "Make statement")
	entries, errs, _ := readRows(t, "icews", icewsHeader+text)
	if errors.Join(errs...) != nil {
		t.Fatal(errs)
	}
	var ids []string
	for _, e := range entries {
		ids = append(ids, e.Record.(*timeline.Event).ExternalIDs[0])
	}
	if len(ids) != 6 || ids[0] != "icews:30000001/2018-06-01" || ids[1] != "icews:30000002/2018-06-01" || ids[2] != "icews:30000001/2018-06-02" ||
		!strings.HasPrefix(ids[3], "icews:content-") || ids[4] != ids[0] || ids[5] != ids[3] {
		t.Errorf("%q", ids)
	}
}

// What a row does not tell of actors and places is not made up.
func TestICEWSNames(t *testing.T) {
	t.Parallel()
	if e, _ := eventOf(t, "icews", icewsHeader+icewsRow("30000001", "E-1", "|2|Example", "|II|Example")); e.ExternalIDs[0] != "icews:E-1/2018-06-01" || !strings.Contains(string(e.Origin), `"sentence_number":"II"`) {
		t.Errorf("of other signs: %+v", e)
	}
	for name, tt := range map[string]struct {
		replace []string
		want    string // title, actors, places
		kept    string // in the origin
	}{
		"nobody known":    {[]string{"Russian Federation|NA|Russian Federation", "Unspecified Actor|Unspecified|NA"}, "Consult: Foreign Affairs (Vietnam) at Hanoi; Foreign Affairs (Vietnam) government; Hanoi city VN 21.0245", `"target_name":"Unspecified Actor"`},
		"a name alone":    {[]string{"Russian Federation|NA|Russian Federation", "Example Name|Government,Executive|NA"}, "Consult: Foreign Affairs (Vietnam) → Example Name at Hanoi; Foreign Affairs (Vietnam) government, Example Name group; Hanoi city VN 21.0245", `"target_sectors":"Government,Executive"`},
		"an organization": {[]string{"Russian Federation|NA|Russian Federation", "ASEAN|Regional|NA"}, "Consult: Foreign Affairs (Vietnam) → Association of Southeast Asian Nations at Hanoi; Foreign Affairs (Vietnam) government, Association of Southeast Asian Nations alliance; Hanoi city VN 21.0245", `"target_sectors":"Regional"`},
		"a role":          {[]string{"Foreign Affairs (Vietnam)|Executive,Foreign Ministry,Government", "Citizen (Vietnam)|Social"}, "Consult: Citizen (Vietnam) → Russia at Hanoi; Citizen (Vietnam) group, Russia country; Hanoi city VN 21.0245", `"source_sectors":"Social"`},
		"no country":      {[]string{"Vietnam|Consult", "Atlantis|Consult"}, "Consult: Foreign Affairs (Vietnam) → Russia at Hanoi; Foreign Affairs (Vietnam) government, Russia country; Hanoi city VN 21.0245", `"source_country":"Atlantis"`},
		"a province":      {[]string{"Hanoi|NA", "NA|NULL"}, "Consult: Foreign Affairs (Vietnam) → Russia in Ha Noi; Foreign Affairs (Vietnam) government, Russia country; Ha Noi region VN 21.0245", ""},
		"a country":       {[]string{"Hanoi|NA|Ha Noi|Vietnam", "NA|NA|NA|Viet Nam"}, "Consult: Foreign Affairs (Vietnam) → Russia in Vietnam; Foreign Affairs (Vietnam) government, Russia country; Vietnam country VN 21.0245", ""},
		"nowhere":         {[]string{"Hanoi|NA|Ha Noi|Vietnam|21.0245|105.841", "NA|NA|NA|NA|NA|NA"}, "Consult: Foreign Affairs (Vietnam) → Russia; Foreign Affairs (Vietnam) government, Russia country; ", ""},
		"zeros":           {[]string{"21.0245|105.841", "0|0"}, "Consult: Foreign Affairs (Vietnam) → Russia at Hanoi; Foreign Affairs (Vietnam) government, Russia country; Hanoi city VN", ""},
		"a lost zero":     {[]string{"040", "40", "Consult|", "NA|"}, "Consult: Foreign Affairs (Vietnam) → Russia at Hanoi; Foreign Affairs (Vietnam) government, Russia country; Hanoi city VN 21.0245", ""},
	} {
		entries, errs, _ := readRows(t, "icews", icewsHeader+icewsRow(tt.replace...))
		if len(entries) != 1 || errs[0] != nil {
			t.Errorf("%s: %v", name, errs)
			continue
		}
		e := entries[0].Record.(*timeline.Event)
		var actors, places []string
		for _, a := range e.Actors {
			actors = append(actors, a.Name+" "+a.Kind)
		}
		for _, p := range e.Places {
			place := p.Name + " " + p.Kind + " " + p.Country
			if p.Lat != nil {
				place += fmt.Sprint(" ", *p.Lat)
			}
			places = append(places, place)
		}
		if got := e.Title + "; " + strings.Join(actors, ", ") + "; " + strings.Join(places, ", "); got != tt.want || !strings.Contains(string(e.Origin), tt.kept) || e.Codes[0] != "cameo:040" {
			t.Errorf("%s: %s, want %s; %s", name, got, tt.want, e.Origin)
		}
	}
}

func TestICEWSRejects(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ row, want string }{
		"no day":        {icewsRow("2018-06-01", "06/01/2018"), `event_date: "06/01/2018" is no day`},
		"no number":     {icewsRow("|1|", "|much|"), `"much" is no number`},
		"a tab missing": {strings.Replace(icewsRow(), "\t", " ", 1), "the row has 19 cells and the header 20"},
	} {
		entries, errs, _ := readRows(t, "icews", icewsHeader+tt.row+icewsRow())
		if len(entries) != 2 || errs[1] != nil || timeline.CodeOf(errs[0]) != timeline.InvalidRecord || !strings.Contains(errs[0].Error(), tt.want) || entries[0].Header == "" {
			t.Errorf("%s: %v", name, errs)
		}
	}
	if _, errs, _ := readRows(t, "icews", "a\tb\n1\t2\n"); len(errs) != 1 || !strings.Contains(errs[0].Error(), "This is not a table of ICEWS events: its first row has no column event_id") {
		t.Errorf("%v", errs)
	}
	e, row := eventOf(t, "icews", icewsHeader+icewsRow("47000001", "NA"))
	if s := row.Parts[2].(*timeline.Source); s.Title != `Example "Daily` || e.Citations[0].Source != s.ID || e.Citations[0].Section != "sentence 2" {
		t.Errorf("%+v", s)
	}
}
