package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// A record that lines give to a story is held by it from then on, and the log
// says so, also where nothing else has changed.
func TestTheLogTellsWhatLinesDeclare(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	follower := newReplica(st)
	story := func(id string) string { return fmt.Sprintf(`{"entity":"story","id":%q,"title":"A story"}`, id) + "\n" }
	actor := func(id string) string {
		return fmt.Sprintf(`{"entity":"actor","id":%q,"name":"Somebody","kind":"person"}`, id) + "\n"
	}
	for _, step := range []struct {
		lines string
		story string
		holds []string
		told  []string // entries of the log, without creations
	}{
		{story("one") + actor("ann") + actor("ben"), "one", []string{"ann", "ben"}, []string{"story one"}},
		{story("one") + actor("ann"), "one", []string{"ann", "ben"}, nil},
		{story("one") + actor("cas"), "one", []string{"ann", "ben", "cas"}, []string{"story one"}},
		{story("two") + actor("ben"), "two", []string{"ben"}, nil}, // its creation tells of it
		{story("two") + actor("ann"), "two", []string{"ben", "ann"}, []string{"story two"}},
	} {
		loaded(t, st, step.lines, store.LoadOptions{})
		var told []string
		for _, c := range follower.follow(t, 10) {
			if c.Action != "create" {
				told = append(told, c.Entity+" "+c.ID)
			}
		}
		if got := follower.holds[step.story].Actors; !slices.Equal(got, step.holds) || !slices.Equal(told, step.told) {
			t.Errorf("after %s%s holds %v, and the log tells of %v; want %v and %v", step.lines, step.story, got, told, step.holds, step.told)
		}
	}
}

// A page of the log ends before stories have told too much of what they hold, and
// goes on behind that.
func TestPagesOfTheLogAreBounded(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	text := `{"entity":"story","id":"one","title":"A story"}` + "\n"
	for round := range 12 {
		for i := range 10 {
			text += fmt.Sprintf(`{"entity":"actor","id":"a-%d-%d","name":"Somebody","kind":"person"}`, round, i) + "\n"
		}
		loaded(t, st, text, store.LoadOptions{})
	}
	var seqs []int64
	pages := 0
	for since, more := int64(0), true; more; pages++ {
		list, err := st.Changes(t.Context(), timeline.ChangeQuery{Since: since, Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		held := 0
		for i, doc := range list.Entries {
			var c timeline.Change
			if err := json.Unmarshal(doc, &c); err != nil {
				t.Fatal(err)
			}
			seqs = append(seqs, c.Seq)
			if c.Holds != nil {
				if held > 20 {
					t.Errorf("entry %d of a page comes behind %d ids", i, held)
				}
				held += len(c.Holds.Actors)
			}
		}
		since, more = list.Through, list.More
	}
	v, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if last := v.Seq; pages < 5 || len(seqs) != int(last) || seqs[len(seqs)-1] != last || !slices.IsSorted(seqs) {
		t.Errorf("%d pages bring %d of %d entries", pages, len(seqs), last)
	}
}
