package store_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// markedDoubles are records that are one, with words of each.
const markedDoubles = `{"entity":"story","id":"st","title":"Of many"}
{"entity":"source","id":"wire","title":"Qwxwire","publisher":"Qwxwire"}
{"entity":"source","id":"agency","title":"Qwxagency"}
{"entity":"actor","id":"a1","name":"Qwxfirst","kind":"person","aliases":["Qwxnick"],"description":"Qwxchair"}
{"entity":"actor","id":"a2","name":"Qwxsecond","kind":"person"}
{"entity":"actor","id":"a3","name":"Qwxthird","kind":"person"}
{"entity":"actor","id":"a4","name":"Qwxother","kind":"person"}
{"entity":"place","id":"p1","name":"Qwxharbor","kind":"port","country":"SG"}
{"entity":"place","id":"p2","name":"Qwxharbour","kind":"port"}
{"entity":"event","id":"ev","title":"Told","type":"call","actors":[{"id":"a1","role":"speaker"},"a4"],"places":["p1"],"citations":[{"source":"wire","exact":"Qwxcited words"}],"quotes":[{"id":"q","speaker":"a1","kind":"indirect","text":"Qwxsaid so"}]}
`

// What was merged into a record is the same person, place or source: its words are
// erased with it, be it by way of a third.
func TestErasureReachesWhatWasMerged(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		resource, id string
		merges       [][2]string
		what         store.Erasing
		gone, stay   []string
		merged       []string
	}{
		{"actor", "a3", [][2]string{{"a1", "a2"}, {"a2", "a3"}}, store.Erasing{Quotes: true}, []string{"qwxfirst", "qwxsecond", "qwxthird", "qwxnick", "qwxchair", "qwxsaid"}, []string{"qwxother", "qwxwire"}, []string{"a1", "a2"}},
		{"actor", "a3", [][2]string{{"a1", "a2"}, {"a2", "a3"}}, store.Erasing{Fields: []string{"/name", "/aliases"}}, []string{"qwxfirst", "qwxsecond", "qwxthird", "qwxnick"}, []string{"qwxchair", "qwxsaid"}, []string{"a1", "a2"}},
		{"place", "p2", [][2]string{{"p1", "p2"}}, store.Erasing{}, []string{"qwxharbor", "qwxharbour"}, []string{"qwxfirst"}, []string{"p1"}},
		{"source", "agency", [][2]string{{"wire", "agency"}}, store.Erasing{}, []string{"qwxwire", "qwxagency", "qwxcited", "qwxheld"}, []string{"qwxfirst"}, []string{"wire"}},
		{"actor", "a4", [][2]string{{"a1", "a2"}}, store.Erasing{}, []string{"qwxother"}, []string{"qwxfirst"}, nil},
	} {
		t.Run(tt.resource+" "+strings.Join(tt.what.Fields, ","), func(t *testing.T) {
			t.Parallel()
			st := storetest.Use(storetest.Open(t)).By(store.Author{Name: "desk", Reason: "asked for"})
			if _, rejects := loaded(t, st, markedDoubles, store.LoadOptions{}); len(rejects) > 0 {
				t.Fatal(rejects)
			}
			if _, err := st.PutText(t.Context(), "wire", "Qwxcited words. Qwxheld.\n", false); err != nil {
				t.Fatal(err)
			}
			for _, pair := range tt.merges {
				must(t, onlyNew(st.Merge(t.Context(), tt.resource, pair[0], pair[1])))
			}
			before := versionNow(t, st)
			erased, err := st.Erase(t.Context(), tt.resource, tt.id, tt.what)
			must(t, err)
			if !slices.Equal(erased.Merged, tt.merged) {
				t.Errorf("it says that %q went with it", erased.Merged)
			}
			left := func(word string) []string {
				return slices.DeleteFunc(inTables(t, raw(t, st), word), func(at string) bool { return strings.Contains(at, "_fts_") }) // what is not merged yet
			}
			for _, word := range tt.gone {
				if found := left(word); len(found) > 0 {
					t.Errorf("%s is left in %.1500s", word, strings.Join(found, "\n"))
				}
			}
			for _, word := range tt.stay {
				if len(left(word)) == 0 {
					t.Errorf("%s is gone, too", word)
				}
			}
			for _, id := range tt.merged {
				checkErasure(t, st, tt.resource, id, tt.what, before.Seq)
				one, err := st.Record(t.Context(), tt.resource, id)
				must(t, err)
				r, err := timeline.StoredRecord(tt.resource, one.JSON)
				must(t, err)
				if r.Retraction().MergedInto() == "" {
					t.Errorf("%s leads nowhere any more", id)
				}
			}
			isClean(t, st)
		})
	}
}
