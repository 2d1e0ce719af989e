package api_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

func TestViews(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	const call = "actor=andriy-yermak&date=2025-03-05&match=certain"
	tests := []struct{ name, target, want string }{
		{"a facet", "/v1/events/facets?by=type&" + call, `{"data":{"type":[{"value":"call","label":"call","count":1}]}}`},
		{"facets under all filters", "/v1/events/facets?by=role,country,topic&q=phone&" + call,
			`{"data":{"country":[],"role":[{"value":"participant","label":"participant","count":1}],"topic":[{"value":"peace-talks","label":"peace-talks","count":1}]}}`},
		{"the roles of all", "/v1/events/facets?by=role&q=phone&limit=2",
			`{"data":{"role":[{"value":"mentioned","label":"mentioned","count":1},{"value":"participant","label":"participant","count":1}]}}`},
		{"a facet given twice counts once", "/v1/events/facets?by=year,year&" + call, `{"data":{"year":[{"value":"2025","label":"2025","count":1}]}}`},
		{"facets of nothing", "/v1/events/facets?by=actor,year&actor=nobody", `{"data":{"actor":[],"year":[]}}`},
		{"a histogram, zeros and all", "/v1/events/histogram?interval=day&from=2025-03-04&to=2025-03-06&match=certain&by=actor&type=call",
			`{"data":[{"start":"2025-03-04T00:00:00Z","end":"2025-03-05T00:00:00Z","certain":0,"possible":0,"estimate":0},` +
				`{"start":"2025-03-05T00:00:00Z","end":"2025-03-06T00:00:00Z","certain":1,"possible":1,"estimate":1,"by":{` +
				`"andriy-yermak":{"certain":1,"possible":1,"estimate":1},"kyiv-post":{"certain":1,"possible":1,"estimate":1},` +
				`"mike-waltz":{"certain":1,"possible":1,"estimate":1},"russia":{"certain":1,"possible":1,"estimate":1}}},` +
				`{"start":"2025-03-06T00:00:00Z","end":"2025-03-07T00:00:00Z","certain":0,"possible":0,"estimate":0}],"interval":"day","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","undated":0,"outside":0}`},
		{"the same by the role of one", "/v1/events/histogram?date=2025-03-05&interval=year&match=certain&by=role&actor=russia&type=call",
			`{"data":[{"start":"2025-01-01T00:00:00Z","end":"2026-01-01T00:00:00Z","certain":1,"possible":1,"estimate":1,"by":{"mentioned":{"certain":1,"possible":1,"estimate":1}}}],"interval":"year","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","undated":0,"outside":0}`},
		{"a histogram of nothing in a range", "/v1/events/histogram?interval=century&date=-0043-03-15&match=certain",
			`{"data":[{"start":"-0100","end":"0000-01-01T00:00:00Z","certain":0,"possible":0,"estimate":0}],"interval":"century","earliest":null,"latest":null,"undated":0,"outside":0}`},
		{"a histogram of what cannot be, in a range", "/v1/events/histogram?interval=century&date=Y-13800000000&actor=nobody&by=type",
			`{"data":[{"start":"Y-13800000000","end":"Y-13799999900","certain":0,"possible":0,"estimate":0}],"interval":"century","earliest":null,"latest":null,"undated":0,"outside":0}`},
		{"a histogram of nothing", "/v1/events/histogram?actor=nobody", `{"data":[],"interval":"day","earliest":null,"latest":null,"undated":0,"outside":0}`},
		{"a histogram in a time zone", "/v1/events/histogram?interval=day&date=2025-03-05&type=call&tz=America/New_York",
			`{"data":[{"start":"2025-03-05T00:00:00-05:00","end":"2025-03-06T00:00:00-05:00","certain":1,"possible":1,"estimate":1}],"interval":"day","earliest":"2025-03-05T00:00:00-05:00","latest":"2025-03-06T00:00:00-05:00","undated":0,"outside":0}`},
		{"a network", "/v1/events/network?type=dispute", `{"data":{"edges":[{"source":"donald-trump","target":"volodymyr-zelensky","events":1}],` +
			`"nodes":[{"id":"donald-trump","name":"Donald Trump","kind":"person","events":1},{"id":"volodymyr-zelensky","name":"Volodymyr Zelensky","kind":"person","events":1}]}}`},
		{"an actor's network", "/v1/actors/donald-trump/network?type=dispute&limit=1",
			`{"data":{"edges":[],"nodes":[{"id":"donald-trump","name":"Donald Trump","kind":"person","events":1}]}}`},
		{"an actor's network with another", "/v1/actors/donald-trump/network?actor=andriy-yermak", `{"data":{"edges":[],"nodes":[]}}`},
		{"an actor's network by role", "/v1/actors/russia/network?type=call&role=!mentioned", `{"data":{"edges":[],"nodes":[]}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if rec := get(t, h, tt.target); rec.Code != http.StatusOK || rec.Body.String() != tt.want {
				t.Errorf("answers %d: %s\nwant %s", rec.Code, rec.Body, tt.want)
			}
		})
	}
}

// TestCountsAgree counts the events of a list in every way there is.
func TestCountsAgree(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, filter := range []string{"", "&topic=peace-talks", "&actor=ukraine&affiliated=true", "&place=ukraine", "&q=talks", "&type=!statement&from=2025-03", "&status=expected,proposed"} {
		total := *list(t, h, "/v1/events?limit=1&count=true"+filter).Page.Total
		for _, by := range []string{"type", "status", "verification", "story", "year"} {
			facets := parsed[struct {
				Data map[string][]struct{ Count int }
			}](t, get(t, h, "/v1/events/facets?limit=1000&by="+by+filter))
			sum := 0
			for _, v := range facets.Data[by] {
				sum += v.Count
			}
			if sum != total {
				t.Errorf("%s: the counts by %s add up to %d, and there are %d events", filter, by, sum, total)
			}
		}
		histogram := parsed[struct {
			Data    []struct{ Estimate float64 }
			Undated int
		}](t, get(t, h, "/v1/events/histogram?interval=week"+filter))
		sum := float64(histogram.Undated)
		for _, b := range histogram.Data {
			sum += b.Estimate
		}
		if !strings.Contains(filter, "from") && (sum < float64(total)-1e-6 || sum > float64(total)+1e-6) {
			t.Errorf("%s: a histogram tells of %v events, and there are %d", filter, sum, total)
		}
	}
}

func TestViewsAsCSV(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	tests := []struct {
		name, target string
		want         [][]string
	}{
		{"facets in their order", "/v1/events/facets?by=year,type&type=call,dispute", [][]string{{"facet", "value", "label", "count"},
			{"year", "", "several years, or not known", "1"}, {"year", "2025", "2025", "1"}, {"type", "call", "call", "1"}, {"type", "dispute", "dispute", "1"}}},
		{"what has no year", "/v1/events/facets?by=year&type=proposal&place=geneva", [][]string{{"facet", "value", "label", "count"}, {"year", "", "several years, or not known", "1"}}},
		{"a histogram", "/v1/events/histogram?interval=month&from=2025-02&to=2025-03&type=dispute,call", [][]string{{"start", "end", "value", "certain", "possible", "estimate"},
			{"2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z", "", "0", "0", "0"}, {"2025-03-01T00:00:00Z", "2025-04-01T00:00:00Z", "", "1", "1", "1"}}},
		{"a histogram by type, a row a cell", "/v1/events/histogram?interval=month&from=2025-02&to=2025-03&type=dispute,call&by=type", [][]string{{"start", "end", "value", "certain", "possible", "estimate"},
			{"2025-03-01T00:00:00Z", "2025-04-01T00:00:00Z", "call", "1", "1", "1"}}},
		{"a histogram of nothing", "/v1/events/histogram?actor=nobody", [][]string{{"start", "end", "value", "certain", "possible", "estimate"}}},
		{"a network", "/v1/events/network?type=dispute", [][]string{{"source", "target", "events"}, {"donald-trump", "volodymyr-zelensky", "1"}}},
		{"an actor's network", "/v1/actors/mike-waltz/network?limit=2", [][]string{{"source", "target", "events"}, {"mike-waltz", "russia", "2"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec := get(t, h, tt.target, "Accept", "text/csv")
			rows, err := csv.NewReader(rec.Body).ReadAll()
			if err != nil || fmt.Sprint(rows) != fmt.Sprint(tt.want) {
				t.Errorf("%v %q\nwant %q", err, rows, tt.want)
			}
			if got := rec.Header().Get("Content-Type"); got != "text/csv; charset=utf-8" {
				t.Errorf("Content-Type is %q", got)
			}
			if named := get(t, h, tt.target+"&format=csv"); strings.Contains(named.Header().Get("Link"), "format=csv") == strings.Contains(rec.Header().Get("Link"), "format=csv") {
				t.Error("the address repeats what Accept chose, or not what format did")
			}
		})
	}
}

// TestViewsRunNoFormulas: what a record is called must not run in a
// spreadsheet, and is not changed elsewhere.
func TestViewsRunNoFormulas(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	importing(t, st, `{"dateline": 1, "story": {"id": "sly", "title": "+1"}, "actors": [{"id": "cmd", "name": "=cmd|' /C calc'!A0", "kind": "person"}, {"id": "at", "name": "@x", "kind": "group"}],
		"places": [{"id": "here", "name": "-2+3", "kind": "city"}], "events": [{"id": "e", "title": "t", "type": "call", "date": "-0043", "actors": ["cmd", "at"], "places": ["here"]}]}`)
	h := api.New(st, api.Config{})
	for target, cells := range map[string][]string{
		"/v1/events/facets?by=actor":                {"'=cmd|' /C calc'!A0", "'@x"},
		"/v1/events/facets?by=place":                {"'-2+3"},
		"/v1/events/facets?by=story":                {"'+1"},
		"/v1/events/facets?by=year":                 {"-0043"}, // a year, and no formula
		"/v1/events/histogram?interval=year":        {"-0043", "-0042"},
		"/v1/events/histogram?interval=day&by=type": {"-0043", "-0043-01-02"},
		"/v1/events/aggregate?group=year,actor":     {"-0043", "'=cmd|' /C calc'!A0", "'@x"},
		"/v1/events/aggregate?group=place,story":    {"'-2+3", "'+1"},
	} {
		rec := get(t, h, target, "Accept", "text/csv")
		rows, err := csv.NewReader(rec.Body).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		all := slices.Concat(rows...)
		for _, cell := range cells {
			if !slices.Contains(all, cell) {
				t.Errorf("%s lacks the cell %q: %q", target, cell, all[:min(len(all), 12)])
			}
		}
		for _, cell := range all {
			if _, err := edtf.Parse(cell); err == nil {
				continue // we spelled it, and nobody is called so
			}
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Errorf("%s has the cell %q", target, cell)
			}
		}
	}
	expect(t, get(t, h, "/v1/events/facets?by=actor").Body.String(), `"label":"=cmd|' /C calc'!A0"`, "")
}

func importing(t *testing.T, st *store.Store, file string) {
	t.Helper()
	doc, err := convert.ReadStory([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
}

// views are addresses of every view, with all that it can tell.
func views() []string {
	targets := []string{"/v1/events/facets?limit=1000&by=" + strings.Join(timeline.Facets, ","), "/v1/events/network?limit=1000",
		"/v1/actors/andriy-yermak/network", "/v1/actors/ukraine/network?affiliated=true&limit=1000"}
	for _, interval := range timeline.HistogramIntervals {
		targets = append(targets, "/v1/events/histogram?from=2025-02&to=2025-04&interval="+interval)
	}
	for _, by := range timeline.Facets {
		targets = append(targets, "/v1/events/histogram?by="+by)
	}
	for _, group := range timeline.Groups {
		targets = append(targets, "/v1/events/aggregate?top=3&other=true&group="+group)
		if !slices.Contains(timeline.HistogramIntervals, group) {
			targets = append(targets, "/v1/events/aggregate?measure=estimate,count,sum(fatalities)&from=2025-02&to=2025-04&tz=Europe/Kyiv&top=2&other=true&group=month,"+group)
		}
	}
	return targets
}

// TestPrivateStoriesLeaveNoTrace compares every view before and after a
// private story came that shares actors, places and topics with a public one.
func TestPrivateStoriesLeaveNoTrace(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	before := map[string]*httptest.ResponseRecorder{}
	for _, target := range views() {
		for _, accept := range []string{"application/json", "text/csv"} {
			before[target+" "+accept] = get(t, h, target, "Accept", accept)
		}
	}
	file, err := storetest.Use(st).Document(t.Context(), "us-ukraine-peace-talks")
	if err != nil {
		t.Fatal(err)
	}
	file.Story.ID, file.Story.Visibility, file.Story.Topics = "secret", timeline.Private, []string{"secret-topic"}
	file.Actors = append(file.Actors, timeline.Actor{ID: "agent", Name: "An Agent", Kind: "person"})
	for i := range file.Events {
		e := &file.Events[i]
		e.ID, e.Story, e.Type, e.Quotes, e.Relations, e.Topics = "secret-"+e.ID, "secret", "secret-type", nil, nil, append(e.Topics, "secret-topic")
		e.Actors = append(e.Actors, timeline.Participant{ID: "agent", Role: "initiator"})
	}
	if _, err := storetest.Use(st).Import(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	for at, was := range before {
		target, accept, _ := strings.Cut(at, " ")
		now := get(t, h, target, "Accept", accept)
		if was.Code != http.StatusOK || now.Code != http.StatusOK || now.Body.String() != was.Body.String() {
			t.Errorf("%s answers %d: %s\nand before the private story came %d: %s", at, now.Code, now.Body, was.Code, was.Body)
		}
		if now.Header().Get("ETag") != was.Header().Get("ETag") {
			t.Errorf("%s has another ETag after a private write", at)
		}
	}
	refused(t, get(t, h, "/v1/actors/agent/network"), http.StatusNotFound, "not-found")
	for _, filter := range []string{"story=secret", "actor=agent", "topic=secret-topic", "type=secret-type"} {
		expect(t, get(t, h, "/v1/events/facets?by=actor&"+filter).Body.String(), `{"data":{"actor":[]}}`, "")
		expect(t, get(t, h, "/v1/events/histogram?"+filter).Body.String(), `{"data":[],"interval":"day","earliest":null,"latest":null,"undated":0,"outside":0}`, "")
		expect(t, get(t, h, "/v1/events/network?"+filter).Body.String(), `{"data":{"edges":[],"nodes":[]}}`, "")
		expect(t, get(t, h, "/v1/events/aggregate?group=actor,type&top=1&other=true&"+filter).Body.String(), `{"data":[],"group":["actor","type"],"measure":["count"]}`, "")
	}
}

func TestNetworksOfNobody(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	for _, id := range []string{"no-such", "Andriy-Yermak", "%00", "%ff", "a%20b", strings.Repeat("a", 129), "geneva"} {
		p := refused(t, get(t, h, "/v1/actors/"+id+"/network"), http.StatusNotFound, "not-found")
		if !strings.HasPrefix(p.Detail, "There is no actor ") {
			t.Errorf("%s: %s", id, p.Detail)
		}
	}
}

func TestViewsRefuse(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	tests := []struct {
		target, code, parameter, detail string
		suggestions                     []string
	}{
		{"facets", "invalid-parameter", "by", "is required: one or more of actor, role, type", nil},
		{"facets?by=actr", "invalid-parameter", "by", `not "actr"; did you mean "actor"?`, []string{"actor"}},
		{"facets?by=type,countri", "invalid-parameter", "by", `did you mean "country"?`, []string{"country"}},
		{"histogram?by=type&by=actor", "invalid-parameter", "by", "given 2 times", nil},
		{"facets?by=type&interval=day", "unknown-parameter", "interval", "", nil},
		{"facets?by=type&limit=0", "invalid-parameter", "limit", "from 1 to 1000", nil},
		{"facets?by=type&order=date", "unknown-parameter", "order", "", nil},
		{"facets?by=type&formt=csv", "unknown-parameter", "formt", "", []string{"format"}},
		{"facets?by=type&actor=A", "invalid-parameter", "actor", "expected 1 to 128 lower-case letters", nil},
		{"histogram?interval=monthly", "invalid-parameter", "interval", `is one of auto, hour, day, week, month, quarter, year, decade, century, millennium, not "monthly"; did you mean "month"?`, []string{"month"}},
		{"histogram?by=typ", "invalid-parameter", "by", `did you mean "type"?`, []string{"type"}},
		{"histogram?by=x", "invalid-parameter", "by", `is one of actor, role, type, status, verification, place, country, topic, source, story, year, speaker, basis, evidence, code, not "x".`, nil},
		{"histogram?by=type,actor", "invalid-parameter", "by", `not "type,actor"`, []string{"type"}},
		{"histogram?interval=hour&from=2000&to=2025", "invalid-parameter", "interval", "more than 5000 buckets. The finest that fits is week.", []string{"week"}},
		{"histogram?from=Y-13800000000&to=2025", "invalid-parameter", "interval", "is auto, and even the widest, millennium, parts Y-13800000000 to 2026-01-01T00:00:00Z into more than 5000 buckets; narrow the range with from and to.", nil},
		{"histogram?interval=day&from=Y-13800000000&to=2025", "invalid-parameter", "interval", "So does every other; narrow the range with from and to.", nil},
		{"histogram?tz=Kyiv", "invalid-parameter", "tz", `such as Europe/Kyiv, not "Kyiv"; did you mean "Europe/Kyiv"?`, []string{"Europe/Kyiv"}},
		{"facets?by=year&tz=Local", "invalid-parameter", "tz", "takes a time zone of the IANA database", nil},
		{"histogram?from=2025&to=2024", "invalid-parameter", "to", "ends before from begins", nil},
		{"histogram?limit=101", "invalid-parameter", "limit", "from 1 to 100", nil},
		{"network?by=actor", "unknown-parameter", "by", "", nil},
		{"aggregate", "invalid-parameter", "group", "is required: one or two of auto, hour,", nil},
		{"aggregate?group=week,yeer", "invalid-parameter", "group", `did you mean "year"?`, []string{"year"}},
		{"aggregate?group=type&measure=totals", "invalid-parameter", "measure", "takes count, possible, certain, estimate, and sum, min, max of a named figure, such as sum(fatalities), not", nil},
		{"aggregate?group=hour,actor&measure=possible&from=2000&to=2025", "invalid-parameter", "group", "The interval in the parameter group is hour, which parts 2000-01-01T00:00:00Z to 2026-01-01T00:00:00Z into more than 5000 buckets. The finest that fits is week.", []string{"week"}},
		{"aggregate?group=auto&from=Y-13800000000&to=2025", "invalid-parameter", "group", "The interval in the parameter group is auto, and even the widest,", nil},
		{"aggregate?group=type&limit=5", "unknown-parameter", "limit", "", nil},
		{"network?cursor=x", "unknown-parameter", "cursor", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.target, func(t *testing.T) {
			t.Parallel()
			p := refused(t, get(t, h, "/v1/events/"+tt.target), http.StatusBadRequest, tt.code)
			if p.Parameter != tt.parameter || !strings.Contains(p.Detail, tt.detail) || !slices.Equal(p.Suggestions, tt.suggestions) {
				t.Errorf("%s, suggesting %q: %s", p.Parameter, p.Suggestions, p.Detail)
			}
		})
	}
	p := refused(t, get(t, h, "/v1/events/facets?by=type&format=xlsx"), http.StatusNotAcceptable, "not-acceptable")
	if p.Parameter != "format" {
		t.Errorf("the parameter is %q", p.Parameter)
	}
	refused(t, get(t, h, "/v1/events/network", "Accept", "image/png"), http.StatusNotAcceptable, "not-acceptable")
}

// TestViewsAreCached: an answer that the caller holds is not sent again, and
// no two that differ share a tag.
func TestViewsAreCached(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	seen := map[string]string{}
	for _, target := range append(views(), "/v1/events/facets?by=type", "/v1/events/facets?by=type&limit=1", "/v1/events/network", "/v1/events/network?type=call", "/v1/actors/mike-waltz/network") {
		for _, accept := range []string{"application/json", "text/csv"} {
			rec := get(t, h, target, "Accept", accept)
			tag := rec.Header().Get("ETag")
			if other, taken := seen[tag]; taken {
				t.Errorf("%s as %s shares its tag with %s", target, accept, other)
			}
			seen[tag] = target + " as " + accept
			again := get(t, h, target, "Accept", accept, "If-None-Match", tag)
			if again.Code != http.StatusNotModified || again.Header().Get("ETag") != tag || again.Body.Len() > 0 {
				t.Errorf("%s with its tag answers %d: %s", target, again.Code, again.Body)
			}
			head := ask(t, h, http.MethodHead, target, "Accept", accept, "X-Request-Id", "a")
			if whole := get(t, h, target, "Accept", accept, "X-Request-Id", "a"); fmt.Sprint(head.Header()) != fmt.Sprint(whole.Header()) {
				t.Errorf("HEAD %s has the headers %v, and GET %v", target, head.Header(), whole.Header())
			}
		}
	}
	for _, same := range [][2]string{
		{"/v1/events/histogram", "/v1/events/histogram?interval=auto&match=possible"},
		{"/v1/events/facets?by=type&actor=b,a", "/v1/events/facets?limit=50&actor=a,b&by=type,type"},
		{"/v1/events/network?date=2025", "/v1/events/network?from=2025&to=2025&limit=50"},
		{"/v1/events/aggregate?group=week,type", "/v1/events/aggregate?measure=count&other=false&group=week&group=type"},
	} {
		if one, other := get(t, h, same[0]).Header(), get(t, h, same[1]).Header(); one.Get("ETag") != other.Get("ETag") || one.Get("Link") != other.Get("Link") {
			t.Errorf("%s and %s have the tags %s and %s, the addresses %s and %s", same[0], same[1], one.Get("ETag"), other.Get("ETag"), one.Get("Link"), other.Get("Link"))
		}
	}
}

// TestNoRecordIsHidden: an id that a path beside /v1/events/{id} has is no
// event's, and so for every resource.
func TestNoRecordIsHidden(t *testing.T) {
	t.Parallel()
	for _, r := range api.Routes() {
		for resource, path := range map[string]string{"event": "/v1/events/", "quote": "/v1/quotes/", "actor": "/v1/actors/", "place": "/v1/places/", "source": "/v1/sources/", "story": "/v1/stories/"} {
			name, found := strings.CutPrefix(r.Path, path)
			if found && name[0] != ':' && !slices.Contains(timeline.Reserved(resource), name) {
				t.Errorf("a record may have the id %s, and %s is not the record", name, r.Path)
			}
		}
	}
}

// TestViewsOfAnEmptyDatabase have nothing to tell, and say so.
func TestViewsOfAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	h := api.New(storetest.Open(t), api.Config{})
	for target, want := range map[string]string{
		"/v1/events/facets?by=actor,year":              `{"data":{"actor":[],"year":[]}}`,
		"/v1/events/histogram":                         `{"data":[],"interval":"day","earliest":null,"latest":null,"undated":0,"outside":0}`,
		"/v1/events/histogram?date=2025&interval=year": `{"data":[{"start":"2025-01-01T00:00:00Z","end":"2026-01-01T00:00:00Z","certain":0,"possible":0,"estimate":0}],"interval":"year","earliest":null,"latest":null,"undated":0,"outside":0}`,
		"/v1/events/network":                           `{"data":{"edges":[],"nodes":[]}}`,
		"/v1/events/aggregate?group=actor":             `{"data":[],"group":["actor"],"measure":["count"]}`,
		"/v1/events/aggregate?group=auto":              `{"data":[],"group":["auto"],"measure":["count"],"interval":"day","undated":0,"outside":0}`,
	} {
		if rec := get(t, h, target); rec.Body.String() != want {
			t.Errorf("%s answers %s", target, rec.Body)
		}
	}
}
