package timeline_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

const spanOfYes = `"start":0,"end":3,"sha256":"85a39ab345d672ff8ca9b9c6876f3adcacf45ee7c1e2dbd2408fd338bd55e07e"`

func TestWeakCitations(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cited, grade, fault string // the place of the fault, with what it says; empty for none
	}{
		{`"paper"`, timeline.GradeLinked, ""},
		{`{"source":"paper"}`, timeline.GradeLinked, ""},
		{`{"source":"paper","grade":"proved","section":"Lead","url":"https://example.org/a#:~:text=Yes"}`, timeline.GradeLinked, ""},
		{`{"source":"paper","exact":"Yes","prefix":"said: ","suffix":"."}`, timeline.GradeQuoted, ""},
		{`{"source":"paper",` + spanOfYes + `}`, timeline.GradePlaced, ""},
		{`{"source":"paper",` + spanOfYes + `,"exact":"Yes"}`, timeline.GradePlaced, ""},
		{`{"source":"paper","supports":["/date","/actors/0","/title"]}`, timeline.GradeLinked, ""},

		{`{"source":"paper","start":0}`, "", "/start: start, end and sha256 come together"},
		{`{"source":"paper","end":0}`, "", "/end: start, end and sha256 come together"},
		{`{"source":"paper","end":3}`, "", "/sha256: required"},
		{`{"source":"paper","start":3,"sha256":"` + strings.Repeat("a", 64) + `"}`, "", "/end: 0 must be greater than start, 3"},
		{`{"source":"paper","exact":" "}`, "", "/exact: required, and not blank"},
		{`{"source":"paper","prefix":"said"}`, "", "/prefix: tells apart words"},
		{`{"source":"paper",` + spanOfYes + `,"exact":"No"}`, "", "/exact: the words have 2 characters, and the span 3"},
		{`{"source":"paper",` + spanOfYes + `,"exact":"Nos"}`, "", "/sha256: it is not the digest of the exact words"},
		{`{"source":"paper","url":"javascript:alert(1)"}`, "", "/url: "},
		{`{"source":"paper","supports":["/dates"]}`, "", `/supports/0: "/dates" is no field`},
		{`{"source":"paper","supports":["date"]}`, "", `/supports/0: "date" is no field`},
		{`{"source":"paper","supports":["/actors/1"]}`, "", `/supports/0: "/actors/1" is no field`},
		{`{"source":"paper","supports":["/actors/00"]}`, "", `/supports/0: "/actors/00" is no field`},
		{`{"source":"paper","supports":["/summary"]}`, "", `/supports/0: "/summary" is no field`},
		{`{"source":"paper","supports":["/date","/date"]}`, "", `/supports/1: "/date" stands twice`},
	} {
		node, err := timeline.ParseJSON([]byte(`{"id":"e","title":"T","type":"call","date":"2025","actors":["ann"],"citations":[` + c.cited + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		r, err := timeline.DecodeRecord("event", node)
		if c.fault != "" {
			if err == nil || !strings.Contains(err.Error(), "/citations/0"+c.fault) {
				t.Errorf("%s: %v; want %s", c.cited, err, c.fault)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.cited, err)
			continue
		}
		list := r.(*timeline.Event).Citations
		if list[0].Grade != "" || list[0].Stated() != c.grade || timeline.Evidence(list) != c.grade {
			t.Errorf("%s: %q, stated %s, evidence %s", c.cited, list[0].Grade, list[0].Stated(), timeline.Evidence(list))
		}
	}
}

func TestACitationIsWrittenWithWhatItHas(t *testing.T) {
	t.Parallel()
	for _, c := range []timeline.Citation{
		{Source: "a"},
		{Source: "a", Grade: timeline.GradeProved, Start: 0, End: 3, SHA256: strings.Repeat("a", 64)},
		{Source: "a", Exact: "<b> & c", Supports: []string{"/date"}},
	} {
		text, err := timeline.Encode(&c)
		if err != nil {
			t.Fatal(err)
		}
		var back timeline.Citation
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if again, _ := timeline.Encode(&back); string(again) != string(text) || strings.Contains(string(text), `"start":0`) != c.Placed() || strings.Contains(string(text), `\u003c`) {
			t.Errorf("%s, and again %s", text, again)
		}
	}
}

func TestEvidenceIsTheBestUnlessOneIsLost(t *testing.T) {
	t.Parallel()
	of := func(grades ...string) string {
		list := make([]timeline.Citation, len(grades))
		for i, g := range grades {
			list[i] = timeline.Citation{Source: "a", Grade: g}
		}
		return timeline.Evidence(list)
	}
	for want, list := range map[string][]string{
		"none": {}, "linked": {"linked"}, "quoted": {"linked", "quoted"}, "placed": {"placed", "linked"},
		"proved": {"linked", "proved", "placed"}, "lost": {"proved", "lost"},
	} {
		if got := of(list...); got != want || !slices.Contains(timeline.Grades, got) {
			t.Errorf("%v: %s, want %s", list, got, want)
		}
	}
}
