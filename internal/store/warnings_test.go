package store_test

import (
	"fmt"
	"slices"
	"testing"

	"example.org/dateline/internal/store"
)

func places(report *store.Report) []string {
	list := []string{}
	for _, w := range report.Warnings {
		list = append(list, fmt.Sprintf("%d:%s", w.Line, w.Pointer))
	}
	return list
}

// Relations are held against the dates as a batch leaves them, in both directions,
// whether the records change or not. Open and unknown bounds contradict nothing, nor
// does what is retracted, and a private event is told of to who writes.
func TestWarningsOfALoad(t *testing.T) {
	t.Parallel()
	st := newsroom(t)
	record(t, st, "story", `{"id":"hidden","title":"Hidden","visibility":"private"}`)
	text := `{"id":"a","story":"s","type":"call","title":"A","date":"2025-03-01","relations":[{"type":"follows","event":"b"},{"type":"part-of","event":"c"}]}
{"id":"b","story":"s","type":"call","title":"B","date":"2025-03-02","relations":[{"type":"follows","event":"c"},{"type":"follows","event":"d"},{"type":"follows","event":"e"}]}
{"id":"c","story":"s","type":"call","title":"C","date":"../2025-03-04"}
{"id":"d","story":"s","type":"call","title":"D","date":{"basis":"unknown"}}
{"id":"e","story":"hidden","type":"call","title":"E","date":"2025-03-05/.."}
{"id":"f","story":"s","type":"call","title":"F","date":"2024","verification":"retracted","relations":[{"type":"follows","event":"e"}]}
{"id":"g","story":"s","type":"call","title":"G","date":"2024","relations":[{"type":"follows","event":"f"},{"type":"responds-to","event":"nothing"}]}
{"id":"h","story":"s","type":"call","title":"H","date":"../2000","relations":[{"type":"follows","event":"c"},{"type":"caused-by","event":"g"}]}
`
	want := []string{"1:/relations/0/event", "2:/relations/2/event", "8:/relations/1/event"}
	for _, opts := range []store.LoadOptions{{UpdateOptions: store.UpdateOptions{DryRun: true}}, {Atomic: true}, {}} {
		report, rejects := loaded(t, st, text, opts)
		if got := places(report); len(rejects) > 0 || !slices.Equal(got, want) || report.Warned != len(want) {
			t.Errorf("%+v: %q and %d; rejected %q", opts, got, report.Warned, rejects)
		}
	}
	report, rejects := loaded(t, st, `{"id":"n","story":"s","type":"attack","title":"N","figures":[{"name":"fatalities","low":0,"value":3,"high":0}]}`, store.LoadOptions{})
	if got := places(report); len(rejects) > 0 || !slices.Equal(got, []string{"1:/figures/0/value"}) {
		t.Errorf("a figure outside its range: %q; rejected %q", got, rejects)
	}
	report, _ = loaded(t, st, `{"id":"e","story":"hidden","type":"call","title":"E","date":"2025-03-06"}`, store.LoadOptions{})
	if got := places(report); !slices.Equal(got, []string{"1:/date"}) {
		t.Errorf("the other alone: %q", got)
	}
}
