package store_test

import (
	"fmt"
	"slices"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// A record that lines give to a story is held by it from then on, and the log
// says so, also where nothing else has changed.
func TestTheLogTellsWhatLinesDeclare(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
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
