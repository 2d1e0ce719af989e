package timeline_test

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

func query(t *testing.T, raw string) (timeline.Query, error) {
	t.Helper()
	values, err := url.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	return timeline.ParseQuery(values)
}

func mustQuery(t *testing.T, raw string) timeline.Query {
	t.Helper()
	q, err := query(t, raw)
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return q
}

func TestParseQuery(t *testing.T) {
	t.Parallel()
	q := mustQuery(t, "actor=b,a&actor=!c&type=call&from=2025-03&to=2025-04&match=certain&q=white+house&near=46.2,6.1,50&bbox=170,-10,-170,10"+
		"&updated_since=2025-03-05T12:00:00%2B02:00&order=-recorded&include=snippets,actors&limit=7&count=true&fields=id,date&cursor=abc&affiliated=true")
	want := timeline.NewQuery()
	want.Actor = []timeline.Clause{{Values: []string{"c"}, Exclude: true}, {Values: []string{"a", "b"}}}
	want.Type = []timeline.Clause{{Values: []string{"call"}}}
	want.Affiliated = true
	want.Period = timeline.Period{From: edtf.MustParse("2025-03"), To: edtf.MustParse("2025-04"), Match: "certain", Undated: "include"}
	want.Search = timeline.Search{Text: "white house", Terms: []timeline.Term{{Words: []string{"white"}}, {Words: []string{"house"}}}}
	want.Near = &timeline.Circle{Lat: 46.2, Lon: 6.1, Km: 50}
	want.Box = &timeline.Box{West: 170, South: -10, East: -170, North: 10}
	want.UpdatedSince = time.Date(2025, 3, 5, 10, 0, 0, 0, time.UTC)
	want.Order = "-recorded"
	want.Include = []string{"snippets", "actors"}
	want.Paging = timeline.Paging{Limit: 7, Cursor: "abc", Count: true, Fields: []string{"id", "date"}}
	if !reflect.DeepEqual(q, want) {
		t.Errorf("%+v\nwant %+v", q, want)
	}
	if empty := mustQuery(t, ""); !reflect.DeepEqual(empty, timeline.NewQuery()) || len(empty.Values()) != 0 {
		t.Errorf("no parameters: %+v", empty)
	}
	again, comma := mustQuery(t, "fields=title,date&fields=id&fields=date&include=sources&include=actors,sources"), mustQuery(t, "fields=title,date,id&include=actors,sources")
	if !reflect.DeepEqual(again, comma) {
		t.Errorf("lists given again: %+v\nwant %+v", again, comma)
	}
	if date := mustQuery(t, "date=2025-03"); date.Period.From != date.Period.To || date.Values().Encode() != "from=2025-03&to=2025-03" {
		t.Errorf("date: %+v", date.Period)
	}
}

func TestParseQueryNamesTheMistake(t *testing.T) {
	t.Parallel()
	many := func(name, value string, n int) string { return strings.Repeat(name+"="+value+"&", n) }
	tests := []struct{ raw, parameter, message string }{
		{"aktor=a", "aktor", `There is no parameter "aktor" here; did you mean "actor"?`},
		{"colour=red", "colour", `There is no parameter "colour" here.`},
		{"actor=", "actor", "The parameter actor has no value; leave the parameter out instead."},
		{"actor=Ann", "actor", `The parameter actor holds "Ann": expected 1 to 128 lower-case letters`},
		{"actor=a,,b", "actor", `has an empty value in its list "a,,b"`},
		{"actor=,", "actor", "has an empty value in its list"},
		{"actor=!", "actor", "has an empty value in its list"},
		{"actor=a,!b", "actor", "has a ! inside a list; one leading ! excludes the whole list"},
		{"actor=!!a", "actor", "has a ! inside a list"},
		{many("actor", "a", 21), "actor", "given 21 times; at most 20 are taken"},
		{"actor=" + strings.Repeat("a,", 100) + "a", "actor", "lists 101 values; at most 100 are taken"},
		{"actor=" + strings.Repeat("a", 2001), "actor", "has 2001 bytes; at most 2000 are taken"},
		{"actor=%ff", "actor", "is not UTF-8"},
		{"actor=a%00", "actor", "holds a control character"},
		{"role=hero", "role", `takes initiator, participant, speaker, target, affected, reporter, mentioned, not "hero"`},
		{"evidence=provd", "evidence", `did you mean "proved"?`},
		{"id=Call", "id", `holds "Call": expected 1 to 128 lower-case letters`},
		{"code=040", "code", `holds "040": expected scheme:value without spaces, such as cameo:040 or gdelt:1234`},
		{"external_id=2,gdelt:1", "external_id", `holds "2": expected scheme:value`},
		{"code=cameo:0%2040", "code", `holds "cameo:0 40"`},
		{"country=UKR", "country", `holds "UKR": expected a two-letter country code`},
		{"basis=sure", "basis", `takes stated, inferred, unknown, not "sure"`},
		{"place_role=subjekt", "place_role", `did you mean "subject"?`},
		{"role=speakr", "role", `did you mean "speaker"?`},
		{"status=done", "status", "takes occurred, ongoing"},
		{"verification=true", "verification", "takes reported, confirmed, disputed, retracted"},
		{"affiliated=yes", "affiliated", `is true or false, not "yes"`},
		{"from=soon", "from", `takes an EDTF date such as 2025-03-05, 2025-03 or 2025-02-26/2025-03-04, not "soon": `},
		{"to=2025-02-30", "to", "takes an EDTF date"},
		{"from=2025&from=2026", "from", "given 2 times; it is taken once"},
		{"from=2026&to=2025", "to", "ends before from begins: 2025 is over before 2026"},
		{"date=2025&from=2025", "date", "names both bounds; use it alone, or from and to"},
		{"date=2025&to=2025", "date", "names both bounds"},
		{"match=maybe", "match", `is one of possible, certain, within, not "maybe"`},
		{"q=%20", "q", "has no word to look for"},
		{"q=-a", "q", `takes words, "phrases", -excluded words and prefixes*; "-a" has no word to look for`},
		{`q="open`, "q", "a phrase is not closed"},
		{"q=a*", "q", `has the prefix "a*"; a prefix has at least 2 letters`},
		{"q=" + strings.Repeat("a+", 21), "q", "has more than 20 terms"},
		{"near=1,2", "near", `is lat,lon,km, such as 46.2,6.1,50, not "1,2"`},
		{"near=91,0,1", "near", "lat lies between -90 and 90"},
		{"near=0,181,1", "near", "lon lies between -180 and 180"},
		{"near=0,0,0", "near", "km is more than 0 and at most 20038"},
		{"near=0,0,NaN", "near", "is lat,lon,km"},
		{"near=0,0,0x10", "near", "is lat,lon,km"},
		{"near=0,0,Inf", "near", "is lat,lon,km"},
		{"near=0,+0, 1", "near", "is lat,lon,km"},
		{"bbox=1,2,3", "bbox", "is west,south,east,north in degrees, such as 22,44,41,53"},
		{"bbox=0,10,1,5", "bbox", "south, 10, is greater than north, 5"},
		{"bbox=-181,0,0,0", "bbox", "west and east lie between -180 and 180"},
		{"bbox=0,-91,0,0", "bbox", "south and north lie between -90 and 90"},
		{"updated_since=yesterday", "updated_since", `takes an RFC 3339 instant such as 2025-03-05T10:00:00Z, or a day, not "yesterday"`},
		{"updated_since=../2025", "updated_since", "is outside the years 0000 to 9999"},
		{"updated_since=Y10000", "updated_since", "is outside the years 0000 to 9999"},
		{"updated_since=9999-12-31T23:59:59-01:00", "updated_since", "is outside the years 0000 to 9999 in UTC"},
		{"updated_since=0000-01-01T00:00:00%2B01:00", "updated_since", "is outside the years 0000 to 9999 in UTC"},
		{"order=newest", "order", "is one of date, -date, story, recorded, -recorded, relevance"},
		{"order=relevance", "order", "is relevance, which needs a search in q"},
		{"include=snippets", "include", "asks for snippets, which need a search in q"},
		{"include=actors,plces", "include", `not "plces"; did you mean "places"?`},
		{"limit=0", "limit", `is a whole number from 1 to 1000, not "0"`},
		{"limit=1001", "limit", "from 1 to 1000"},
		{"limit=1e3", "limit", "is a whole number"},
		{"count=1", "count", "is true or false"},
		{"fields=id,titel", "fields", `did you mean "title"?`},
		{"fields=id&fields=titel", "fields", `did you mean "title"?`},
		{many("include", "actors", 21), "include", "given 21 times; at most 20 are taken"},
	}
	for _, tt := range tests {
		t.Run(tt.raw[:min(len(tt.raw), 40)], func(t *testing.T) {
			t.Parallel()
			_, err := query(t, strings.TrimSuffix(tt.raw, "&"))
			e, ok := errors.AsType[*timeline.Error](err)
			if !ok {
				t.Fatalf("accepted, or %v", err)
			}
			code := timeline.InvalidParameter
			if strings.HasPrefix(tt.message, "There is no") {
				code = timeline.UnknownParameter
			}
			if e.Code != code || e.Parameter != tt.parameter || !strings.Contains(e.Message, tt.message) || len(e.Message) > 700 {
				t.Errorf("%s for %s: %q\nwant %s for %s: %q", e.Code, e.Parameter, e.Message, code, tt.parameter, tt.message)
			}
			if end := e.Message[len(e.Message)-1]; end != '.' && end != '?' {
				t.Errorf("no sentence: %q", e.Message)
			}
		})
	}
}

// TestQueriesThatMeanTheSame print the same.
func TestQueriesThatMeanTheSame(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"actor=a,b", "actor=b,a", "actor=a,b,a", "actor=b,a&actor=a,b", "actor=a,b&limit=50&match=possible&order=date&count=false"},
		{"actor=a&actor=b", "actor=b&actor=a", "actor=b&actor=a&actor=b"},
		{"type=!call,meeting", "type=!meeting,call"},
		{"from=2025-03&to=2025-03", "date=2025-03", "to=2025-03&from=2025-03"},
		{"code=b:1,a:1,a:2,3", "code=a:2,3,b:1,a:1", "code=a:2,3,a:1,b:1,a:1"},
		{"country=ua,US", "country=US,UA", "country=UA,us"},
		{"q=white+house", "q=+white++house+"},
		{"near=46.2,6.1,50", "near=46.20,6.10,5e1"},
		{"bbox=1,2,3,4", "bbox=1.0,%2B2,3,4"},
		{"updated_since=2025-03-05", "updated_since=2025-03-05T00:00:00Z", "updated_since=2025-03-05T02:00:00%2B02:00"},
		{"include=actors,places", "include=places,actors,places"},
	} {
		want := mustQuery(t, same[0]).Values().Encode()
		for _, raw := range same[1:] {
			if got := mustQuery(t, raw).Values().Encode(); got != want {
				t.Errorf("%s prints %s, %s prints %s", raw, got, same[0], want)
			}
		}
	}
	if a, b := mustQuery(t, "actor=a,b").Values().Encode(), mustQuery(t, "actor=a&actor=b").Values().Encode(); a == b {
		t.Error("OR prints as AND")
	}
}

// randomQuery fills parameters with values that each is said to take.
func randomQuery(r *rand.Rand) url.Values {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	clause := func(list ...string) string {
		var chosen []string
		for range 1 + r.IntN(4) {
			chosen = append(chosen, pick(list...))
		}
		return pick("", "", "!") + strings.Join(chosen, ",")
	}
	slug := func() []string { return []string{"a", "b-c", "d.e", "0", "no", strings.Repeat("x", 128)} }
	one := map[string]func() string{
		"affiliated": func() string { return pick("true", "false") },
		"key":        func() string { return pick("true", "false") },
		"match":      func() string { return pick(timeline.Matches...) },
		"undated":    func() string { return pick(timeline.Undateds...) },
		"q": func() string {
			return pick("white house", `"a phrase" -not pre*`, "中文", "é -\"x y\"", "foo-bar", `a "b cd"*`)
		},
		"near": func() string {
			return fmt.Sprintf("%v,%v,%v", r.Float64()*180-90, r.Float64()*360-180, r.Float64()*20000+1e-9)
		},
		"bbox": func() string {
			south := r.Float64()*180 - 90
			return fmt.Sprintf("%v,%v,%v,%v", r.Float64()*360-180, south, r.Float64()*360-180, south+r.Float64()*(90-south))
		},
		"updated_since": func() string {
			return pick("2025", "2025-03-05", "2025-03-05T10:00:00.123456789+05:30", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "0001-01-01")
		},
		"order":   func() string { return pick(timeline.Orders...) },
		"include": func() string { return pick("actors", "places,sources", "sources,actors") },
		"limit":   func() string { return strconv.Itoa(1 + r.IntN(1000)) },
		"cursor":  func() string { return pick("abc", "a+b/c=", "é&=") },
		"count":   func() string { return pick("true", "false") },
		"fields":  func() string { return pick("id", "title,id", "date,id,date") },
	}
	many := map[string]func() string{
		"role": func() string { return clause(timeline.ActorRoles...) }, "place_role": func() string { return clause(timeline.PlaceRoles...) }, "basis": func() string { return clause(timeline.Bases...) }, "country": func() string { return clause("UA", "us", "Fr") },
		"code": func() string { return clause("cameo:040", "acled:a,b", "x:!,") }, "external_id": func() string { return clause("gdelt:1", "x:é", "gdelt:1:2") }, "status": func() string { return clause(timeline.Statuses...) },
		"verification": func() string { return clause(timeline.Verifications...) },
		"evidence":     func() string { return clause(timeline.Grades...) },
	}
	for _, name := range timeline.FilterParameters() {
		if one[name] == nil && many[name] == nil && !slices.Contains([]string{"from", "to", "date", "tz", "as_of"}, name) {
			many[name] = func() string { return clause(slug()...) } // ids, and open vocabularies
		}
	}
	v := url.Values{}
	for name, value := range one {
		if r.IntN(3) == 0 {
			v.Set(name, value())
		}
	}
	for name, value := range many {
		for range r.IntN(3) {
			v.Add(name, value())
		}
	}
	switch r.IntN(4) {
	case 0:
		v.Set("from", pick("2025-03", "../1985", "-0043", "2025-03-05T12:00:00+02:00"))
	case 1:
		v.Set("date", pick("2025-03~", "202X", "2025-02-26/2025-03-04", "Y-13800000000", "[1667,1668..1670]"))
	case 2:
		v.Set("from", "2004-06-~01")
		v.Set("to", "2025?")
	}
	if v.Get("q") == "" && v.Get("order") == "relevance" {
		v.Del("order")
	}
	return v
}

func TestQueriesPrintBack(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		values := randomQuery(r)
		q, err := timeline.ParseQuery(values)
		if err != nil {
			t.Fatalf("%s: %v", values.Encode(), err)
		}
		printed := q.Values()
		again, err := timeline.ParseQuery(printed)
		if err != nil || !reflect.DeepEqual(again, q) {
			t.Fatalf("%s prints %s, which is read as\n%+v, %v\nwant %+v", values.Encode(), printed.Encode(), again, err, q)
		}
		if twice := again.Values().Encode(); twice != printed.Encode() {
			t.Fatalf("%s prints %s, and then %s", values.Encode(), printed.Encode(), twice)
		}
	}
}

func TestShowsRetracted(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]bool{"": false, "verification=retracted": true, "verification=reported,retracted": true, "verification=!retracted": false, "verification=reported": false} {
		if got := mustQuery(t, raw).ShowsRetracted(); got != want {
			t.Errorf("%s: %v", raw, got)
		}
	}
}

// TestOtherLists: each list reads its own parameters and prints them back.
func TestOtherLists(t *testing.T) {
	t.Parallel()
	parsers := map[string]func(url.Values) (url.Values, error){
		"quotes":  func(v url.Values) (url.Values, error) { q, err := timeline.ParseQuoteQuery(v); return q.Values(), err },
		"actors":  func(v url.Values) (url.Values, error) { q, err := timeline.ParseActorQuery(v); return q.Values(), err },
		"places":  func(v url.Values) (url.Values, error) { q, err := timeline.ParsePlaceQuery(v); return q.Values(), err },
		"sources": func(v url.Values) (url.Values, error) { q, err := timeline.ParseSourceQuery(v); return q.Values(), err },
		"stories": func(v url.Values) (url.Values, error) { q, err := timeline.ParseStoryQuery(v); return q.Values(), err },
		"topics":  func(v url.Values) (url.Values, error) { q, err := timeline.ParseTopicQuery(v); return q.Values(), err },
	}
	good := map[string]string{
		"quotes":  "about=a&addressee=b&affiliated=true&event=e&evidence=proved&from=2025&id=x,y&kind=direct&order=-recorded&q=yes&speaker=!c,d&story=s&to=2026&topic=t&updated_since=2025-03-05T00%3A00%3A00Z&via=v",
		"actors":  "affiliation=nato&country=NO,UA&id=!a&kind=person&q=yer*&story=s",
		"places":  "country=CH&id=a,b&kind=city&parent=switzerland&q=gen",
		"sources": "id=a&limit=3&q=kyiv+post&story=s",
		"stories": "count=true&fields=id,title&id=a&topic=peace-talks",
		"topics":  "cursor=x&id=a&story=s",
	}
	bad := map[string]string{"quotes": "date=2025&to=2025", "actors": "kind=robot", "places": "country=ua", "sources": "topic=a", "stories": "story=a", "topics": "q=a"}
	lists := timeline.ListParameters()
	if len(lists) != len(parsers)+1 || !slices.Equal(lists["events"], timeline.QueryParameters()) {
		t.Errorf("ListParameters names %d lists", len(lists))
	}
	for name, parse := range parsers {
		values, _ := url.ParseQuery(good[name])
		if printed, err := parse(values); err != nil || printed.Encode() != values.Encode() {
			t.Errorf("%s: %s is read as %s, %v", name, values.Encode(), printed.Encode(), err)
		}
		for parameter := range values {
			if !slices.Contains(lists[name], parameter) {
				t.Errorf("%s does not list %s", name, parameter)
			}
		}
		values, _ = url.ParseQuery(bad[name])
		if _, err := parse(values); timeline.CodeOf(err) != timeline.InvalidParameter && timeline.CodeOf(err) != timeline.UnknownParameter {
			t.Errorf("%s: %s: %v", name, bad[name], err)
		}
	}
}

// TestPeriodKeeps follows the table that says which dates a range keeps.
func TestPeriodKeeps(t *testing.T) {
	t.Parallel()
	file, err := os.Open("../edtf/testdata/match.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		cells := strings.Split(lines.Text(), "\t")
		if cells[0] == "event_edtf" {
			continue
		}
		rows++
		for match, want := range map[string]string{"possible": cells[3], "certain": cells[4], "within": cells[5]} {
			values := url.Values{"match": {match}}
			for i, name := range []string{"from", "to"} {
				if cells[1+i] != "" {
					values.Set(name, cells[1+i])
				}
			}
			q, err := timeline.ParseQuery(values)
			if err != nil {
				t.Errorf("%v: %v", cells, err)
				continue
			}
			if got := q.Period.Keeps(edtf.MustParse(cells[0])); got != (want == "yes") {
				t.Errorf("%s from %q to %q, match=%s: %v, want %s (%s)", cells[0], cells[1], cells[2], match, got, want, cells[6])
			}
		}
	}
	if rows < 40 {
		t.Errorf("only %d rows", rows)
	}
}
