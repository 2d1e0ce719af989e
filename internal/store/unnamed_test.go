package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
)

// Lines without ids get readable ones, two that differ two, and a file that is
// loaded again changes nothing, in whatever batches.
func TestLoadWithoutIDs(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	text := `{"entity":"story","title":"The Lamp"}
{"entity":"source","title":"The Herald","publisher":"Herald"}
{"entity":"source","title":"The Herald","publisher":"Another"}
{"entity":"actor","name":"Carlos Muñoz","kind":"person","aliases":["Don Carlos"]}
{"entity":"actor","name":"Carlos Muñoz","kind":"person","description":"Another."}
{"entity":"place","name":"Київ","kind":"city"}
{"story":"s","title":"A call","type":"call","date":"2025-03-05","actors":["ann",{"name":"New Person","kind":"person"}],"places":[{"name":"Town","kind":"city"}],"quotes":[{"speaker":"ann","text":"Well."},{"speaker":"ann","text":"Well."}],"citations":[{"source":"paper","exact":"words"}]}
{"story":"s","title":"A call","type":"call","date":"2025-03-05","summary":"Another of the same day."}
{"story":"s","title":"A call","type":"call","date":"2025-03-06"}
{"story":"s","title":"A call","type":"call"}
{"story":"s","title":"A call","type":"call"}
{"story":"s","title":"A battle","type":"attack","date":"2025","external_ids":["acled:UKR1","other:2"]}
{"story":"s","title":"A fight","type":"attack","date":"2025","external_ids":["acled:UKR-1"]}
{"entity":"quote","event":"e1","speaker":"ann","text":"Later."}
`
	ids := func() []string {
		list := []string{}
		for line := range strings.Lines(archive(t, st)) {
			_, rest, _ := strings.Cut(line, `"id":"`)
			id, _, _ := strings.Cut(rest, `"`)
			list = append(list, id)
		}
		slices.Sort(list)
		return list
	}
	before := ids()
	report, rejects := loaded(t, st, text, store.LoadOptions{})
	if want := map[string]int{"story": 1, "source": 2, "actor": 3, "place": 1, "event": 6, "quote": 3}; len(rejects) > 0 || !maps.Equal(report.Created, want) {
		t.Errorf("created %v; rejected %q", report.Created, rejects)
	}
	made := slices.DeleteFunc(ids(), func(id string) bool { return slices.Contains(before, id) })
	for _, id := range []string{"the-lamp", "the-herald", "the-herald-2", "carlos-munoz", "carlos-munoz-2", "kyiv", "new-person", "a-call", "a-call-2", "a-call-3", "a-call-4", "acled-ukr1", "acled-ukr-1"} {
		if !slices.Contains(made, id) {
			t.Errorf("%s is not among those made: %q", id, made)
		}
	}
	written := archive(t, st)
	for _, opts := range []store.LoadOptions{{UpdateOptions: store.UpdateOptions{DryRun: true}}, {Atomic: true}, {}} {
		again, rejects := loaded(t, st, text, opts)
		if len(rejects) > 0 || again.Changed() || archive(t, st) != written {
			t.Errorf("again, %+v: created %v, updated %v, retracted %v; rejected %q", opts, again.Created, again.Updated, again.Retracted, rejects)
		}
	}
	changed := strings.Replace(text, `"A battle"`, `"A long battle"`, 1)
	report, _ = loaded(t, st, changed, store.LoadOptions{})
	if want := map[string]int{"event": 1}; len(report.Created) > 0 || !maps.Equal(report.Updated, want) {
		t.Errorf("a line with an external id that says something else: created %v, updated %v", report.Created, report.Updated)
	}
	report, _ = loaded(t, st, strings.Replace(text, "Another of", "One of", 1), store.LoadOptions{})
	if want := map[string]int{"event": 1}; !maps.Equal(report.Created, want) || report.Updated["event"] != 1 {
		t.Errorf("a line without one that says something else: created %v, updated %v", report.Created, report.Updated)
	}
	_, rejects = loaded(t, st, fmt.Sprintf("%[1]s\n%[1]s\n", `{"title":"T","type":"call"}`), store.LoadOptions{})
	if len(rejects) != 2 || !strings.Contains(rejects[0], "/story") {
		t.Errorf("without a story: %q", rejects)
	}
}
