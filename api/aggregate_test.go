package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// battles are events with figures, two of them in a private story.
func battles(t *testing.T) *store.Store {
	t.Helper()
	st := storetest.Open(t)
	importing(t, st, `{"dateline": 1, "story": {"id": "war", "title": "War"},
		"actors": [{"id": "north", "name": "The North", "kind": "government"}, {"id": "south", "name": "The South", "kind": "government"}, {"id": "town", "name": "A Town", "kind": "group"}],
		"events": [
			{"id": "a", "title": "a", "type": "attack", "date": "2024-01-02", "actors": ["north", "south"], "figures": [{"name": "fatalities", "value": 3}, {"name": "fatalities", "value": 0.1}]},
			{"id": "b", "title": "b", "type": "attack", "date": "2024-01-03", "actors": ["north", "town"], "figures": [{"name": "fatalities", "value": 0.2}, {"name": "injured", "value": 7}]},
			{"id": "c", "title": "c", "type": "attack", "date": "2024-01-31T23:30:00Z", "actors": ["south", "town"], "figures": [{"name": "fatalities", "low": 1, "high": 9}]},
			{"id": "d", "title": "d", "type": "protest", "date": "[..2024-01-05]", "figures": [{"name": "fatalities", "value": -1e300}]},
			{"id": "e", "title": "e", "type": "call", "date": "-0043-03-15", "figures": [{"name": "cost", "value": 1e308}]},
			{"id": "f", "title": "f", "type": "call", "date": "2024-01-09/..", "figures": [{"name": "cost", "value": 1e308}]}]}`)
	importing(t, st, `{"dateline": 1, "story": {"id": "hidden", "title": "Hidden", "visibility": "private"},
		"actors": [{"id": "north", "name": "The North", "kind": "government"}, {"id": "spy", "name": "A Spy", "kind": "person"}],
		"events": [{"id": "x", "title": "x", "type": "attack", "date": "2024-01-02", "actors": ["north", "spy"], "figures": [{"name": "fatalities", "value": 100}]},
			{"id": "y", "title": "y", "type": "secret", "date": "2024-05", "actors": ["spy"]}]}`)
	return st
}

func TestAggregates(t *testing.T) {
	t.Parallel()
	st := battles(t)
	h := api.New(st, api.Config{})
	d := desk{h, st, tokenFor(t, st, "reader", store.ScopeRead)}
	tests := []struct{ name, query, want string }{
		{"figures, of all values that are stated", "group=type&measure=sum(fatalities),min(fatalities),max(fatalities),count&type=attack",
			`{"type":"attack","type_label":"attack","sum_fatalities":3.3,"min_fatalities":0.1,"max_fatalities":3,"count":3}`},
		{"null where no figure is", "group=type&measure=count,sum(injured)&type=attack,protest",
			`{"type":"attack","type_label":"attack","count":3,"sum_injured":7} {"type":"protest","type_label":"protest","count":1,"sum_injured":null}`},
		{"sums no larger than numbers get", "group=type&measure=sum(cost)&type=call", `{"type":"call","type_label":"call","sum_cost":1.7976931348623157e+308}`},
		{"the largest first measure, and nothing last", "group=actor&measure=sum(fatalities)&top=2&type=attack",
			`{"actor":"north","actor_label":"The North","sum_fatalities":3.3} {"actor":"south","actor_label":"The South","sum_fatalities":3.1}`},
		{"an event once among the rest", "group=actor&top=1&other=true&measure=count,sum(fatalities)&type=attack",
			`{"actor":"north","actor_label":"The North","rest":false,"count":2,"sum_fatalities":3.3} {"actor":null,"actor_label":null,"rest":true,"count":3,"sum_fatalities":3.3}`},
		{"in the order of the groups", "group=actor,month&top=1&type=attack", `{"actor":"north","actor_label":"The North","month":"2024-01-01T00:00:00Z","count":2}`},
		{"in another zone", "group=month&type=attack&tz=Europe/Kyiv&measure=count,certain",
			`{"month":"2024-01-01T00:00:00+02:00","count":2,"certain":2} {"month":"2024-02-01T00:00:00+02:00","count":1,"certain":1}`},
		{"what has no start, in a row with null", "group=year&from=2024&measure=count,possible,sum(fatalities)",
			`{"year":"2024-01-01T00:00:00Z","count":4,"possible":3,"sum_fatalities":3.3} {"year":null,"count":1,"possible":null,"sum_fatalities":-1e+300}`},
		{"what begins before the range", "group=year&from=2025&measure=count,possible", `{"year":"2024-01-01T00:00:00Z","count":1,"possible":null}`},
		{"far off, and automatic", "group=auto&measure=count", `{"auto":"2024-01-02T00:00:00Z","interval":"day","count":1} {"auto":"2024-01-03T00:00:00Z","interval":"day","count":1}` +
			` {"auto":"2024-01-09T00:00:00Z","interval":"day","count":1} {"auto":"2024-01-31T00:00:00Z","interval":"day","count":1} {"auto":null,"interval":"day","count":2}`},
		{"of nothing, where intervals are filled", "group=week,type&from=2024-01-01&to=2024-01-14&fill=true&measure=count,sum(fatalities)&match=within",
			`{"week":"2024-01-01T00:00:00Z","type":"attack","type_label":"attack","count":2,"sum_fatalities":3.3} {"week":"2024-01-08T00:00:00Z","type":"attack","type_label":"attack","count":0,"sum_fatalities":null}`},
		{"filled over the range, whatever was in it", "group=day&date=2020-02-28/2020-03-01&fill=true&measure=count,estimate&type=call&undated=exclude",
			`{"day":"2020-02-28T00:00:00Z","count":0,"estimate":0} {"day":"2020-02-29T00:00:00Z","count":0,"estimate":0} {"day":"2020-03-01T00:00:00Z","count":0,"estimate":0}`},
		{"filled from the first row to the last", "group=auto&fill=true&type=attack&to=2024-01-05&match=within", `{"auto":"2024-01-02T00:00:00Z","interval":"day","count":1} {"auto":"2024-01-03T00:00:00Z","interval":"day","count":1}` +
			` {"auto":"2024-01-04T00:00:00Z","interval":"day","count":0} {"auto":"2024-01-05T00:00:00Z","interval":"day","count":0}`},
		{"in a range, without an interval", "group=type&type=call&date=2024&measure=count,possible,estimate", `{"type":"call","type_label":"call","count":1,"possible":0,"estimate":0}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := get(t, h, "/v1/events/aggregate?format=ndjson&"+strings.ReplaceAll(tt.query, "+", "%2B"))
			if got := strings.Join(strings.Fields(strings.ReplaceAll(rec.Body.String(), "The ", "The\u00a0")), " "); strings.ReplaceAll(got, "The\u00a0", "The ") != tt.want {
				t.Errorf("%d\n%s\nwant\n%s", rec.Code, got, tt.want)
			}
		})
	}
	if got := get(t, h, "/v1/events/aggregate?group=actor,type&top=1&other=true&measure=count,sum(fatalities)").Body.String(); strings.Contains(got, "spy") || strings.Contains(got, "100") || strings.Contains(got, "secret") {
		t.Errorf("what is private is counted: %s", got)
	}
	if got := d.send(t, "GET", "/v1/events/aggregate?group=actor&measure=sum(fatalities)&top=1", "").Body.String(); !strings.Contains(got, `"actor":"north","actor_label":"The North","sum_fatalities":103.3`) {
		t.Errorf("a holder of a token is told %s", got)
	}
}

// TestAggregatesAsParquet reads back what JSON tells, and instants.
func TestAggregatesAsParquet(t *testing.T) {
	t.Parallel()
	h := api.New(battles(t), api.Config{})
	file := get(t, h, "/v1/events/aggregate?group=year,type&top=1&other=true&measure=count,possible,sum(fatalities)&tz=Europe/Kyiv&format=parquet")
	if got := file.Header().Get("Content-Disposition"); file.Code != 200 || !strings.Contains(got, "dateline-aggregate.parquet") {
		t.Fatalf("%d %s: %s", file.Code, got, file.Body)
	}
	type row struct {
		Year     *int64   `parquet:"year,optional,timestamp(microsecond)"`
		Seconds  *int64   `parquet:"year_seconds,optional"`
		Type     *string  `parquet:"type,optional"`
		Label    *string  `parquet:"type_label,optional"`
		Rest     bool     `parquet:"rest"`
		Count    int64    `parquet:"count"`
		Possible *int64   `parquet:"possible,optional"`
		Sum      *float64 `parquet:"sum_fatalities,optional"`
	}
	rows, err := parquet.Read[row](bytes.NewReader(file.Body.Bytes()), int64(file.Body.Len()))
	if err != nil {
		t.Fatal(err)
	}
	written, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	// Midnight of 1 January in Kyiv is 22:00 of the day before; −43 is no year that readers hold.
	want := `[{"Year":null,"Seconds":-63524138524,"Type":null,"Label":null,"Rest":true,"Count":1,"Possible":1,"Sum":null},` +
		`{"Year":1704060000000000,"Seconds":1704060000,"Type":"attack","Label":"attack","Rest":false,"Count":3,"Possible":3,"Sum":3.3},` +
		`{"Year":1704060000000000,"Seconds":1704060000,"Type":null,"Label":null,"Rest":true,"Count":1,"Possible":0,"Sum":null},` +
		`{"Year":null,"Seconds":null,"Type":null,"Label":null,"Rest":true,"Count":1,"Possible":null,"Sum":-1e+300}]`
	if string(written) != want {
		t.Errorf("%s\nwant\n%s", written, want)
	}
}

// TestAggregatesOfTooMany: cells are bounded, whatever makes them many, and the
// refusal says what to narrow.
func TestAggregatesOfTooMany(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	var actors, events []string
	for i := range 105 {
		actors = append(actors, fmt.Sprintf(`{"id": "a%d", "name": "A %d", "kind": "person"}`, i, i))
	}
	all := make([]string, len(actors))
	for i := range all {
		all[i] = fmt.Sprintf(`"a%d"`, i)
	}
	for i := range 100 {
		events = append(events, fmt.Sprintf(`{"id": "e%d", "title": "t", "type": "type-%d", "date": "%d", "actors": [%s]}`, i, i, 1900+i, strings.Join(all, ",")))
	}
	importing(t, st, `{"dateline": 1, "story": {"id": "s", "title": "S"}, "actors": [`+strings.Join(actors, ",")+`], "events": [`+strings.Join(events, ",")+`]}`)
	h := api.New(st, api.Config{})
	const narrow = "The parameter group makes more than 10000 cells: narrow the query with from, to and other filters"
	for query, want := range map[string]string{
		"group=type,actor":                         narrow + ", or keep fewer values with top.",
		"group=year,actor":                         narrow + ", or take a wider interval, or keep fewer values with top.",
		"group=month,actor&top=9&measure=possible": narrow + ", or take a wider interval, or keep fewer values with top.",
	} {
		if p := refused(t, get(t, h, "/v1/events/aggregate?"+query), 400, string(timeline.InvalidParameter)); p.Parameter != "group" || p.Detail != want {
			t.Errorf("%s: %s: %s", query, p.Parameter, p.Detail)
		}
	}
	if got := get(t, h, "/v1/events/aggregate?group=type,actor&top=100"); got.Code != 200 || strings.Count(got.Body.String(), `"count":1}`) != timeline.MaxCells {
		t.Errorf("%d: %.200s", got.Code, got.Body)
	}
}

// TestAggregatesForSpreadsheets: the start of an interval is what a spreadsheet takes for
// a date, and a file begins with a byte order mark where that is asked for.
func TestAggregatesForSpreadsheets(t *testing.T) {
	t.Parallel()
	h := api.New(battles(t), api.Config{})
	tests := []struct{ query, want string }{
		{"group=month&type=attack&tz=Europe/Kyiv", "month,count\r\n2024-01-01,2\r\n2024-02-01,1\r\n"},
		{"group=hour&type=attack&date=2024-02-01&tz=Europe/Kyiv", "hour,count\r\n2024-02-01T01:00:00+02:00,1\r\n"},
		{"group=auto&type=attack&date=2024-01-02", "auto,interval,count\r\n2024-01-02,day,1\r\n"},
		{"group=year&date=-0043", "year,count\r\n-0043,1\r\n,1\r\n"},
		{"group=actor&top=1&bom=true", "\uFEFFactor,actor_label,count\r\nnorth,The North,2\r\n"},
		{"group=actor&top=1&bom=false", "actor,actor_label,count\r\nnorth,The North,2\r\n"},
	}
	for _, tt := range tests {
		if got := get(t, h, "/v1/events/aggregate?format=csv&"+tt.query); got.Code != 200 || got.Body.String() != tt.want {
			t.Errorf("%s: %d %q, want %q", tt.query, got.Code, got.Body, tt.want)
		}
	}
	for _, path := range []string{"/v1/events/facets?by=type", "/v1/events/histogram?interval=year&from=2024", "/v1/events/network?limit=1", "/v1/actors/north/network?limit=1", "/v1/quotes/facets?by=speaker"} {
		plain, marked := get(t, h, path+"&format=csv"), get(t, h, path+"&format=csv&bom=true")
		if marked.Code != 200 || marked.Body.String() != "\uFEFF"+plain.Body.String() || marked.Header().Get("ETag") == plain.Header().Get("ETag") {
			t.Errorf("%s: %d %q %s", path, marked.Code, marked.Body, marked.Header())
		}
		refused(t, get(t, h, path+"&bom=true"), 400, string(timeline.InvalidParameter))
	}
	if p := refused(t, get(t, h, "/v1/events/aggregate?group=actor&fill=true"), 400, string(timeline.InvalidParameter)); p.Parameter != "fill" {
		t.Errorf("%s: %s", p.Parameter, p.Detail)
	}
}
