package store

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"example.org/dateline/internal/timeline"
)

// What is asked of one story has a version of its own, in story_versions: the last write
// that changed anything shown of the story, wherever that stands. A transaction notes
// what it touches, and gives the stories that show it their next version at its end:
//
//	an event, a quote, a story              → its story
//	an event that is rendered anew          → its story
//	a source, actor or place                → the stories that hold it, or hold what belongs to it or lies in it
//	one that others were merged into, when  → the same: the old id leads to it from then on, or no more
//	those come or go
//	who may see a record                    → the stories of what refers to it
//	an event                                → the stories of events that are related to it: pages show its title
//	what a story holds, and in which order  → the story
//
// Too many stories cost their readers a question; one too few is a wrong answer.

// touched is what a transaction has touched, and of each whether that shows to anybody.
type touched struct {
	stories map[int64]bool
	held    map[*schema]map[int64]bool
	events  map[string]bool // by id: those that others may be related to
}

func newTouched() touched {
	return touched{stories: map[int64]bool{}, held: map[*schema]map[int64]bool{}, events: map[string]bool{}}
}

// story notes that what is shown of a story has changed.
func (t *touched) story(n int64, shows bool) { t.stories[n] = t.stories[n] || shows }

// record notes that a source, actor or place has changed.
func (t *touched) record(s *schema, n int64, shows bool) {
	if t.held[s] == nil {
		t.held[s] = map[int64]bool{}
	}
	t.held[s][n] = t.held[s][n] || shows
}

// touch notes what an entry of the log is about. What is new and of no story is held by
// stories that come to hold it, which is noted by itself.
func (tx *Tx) touch(c change) {
	shows := c.public || c.before
	s := resourceNamed(c.entity).schema()
	switch {
	case s.membership == nil:
		tx.touched.story(c.story, shows)
	case !tx.isNew(s, c.n):
		tx.touched.record(s, c.n, shows)
	}
	if s == &eventSchema {
		tx.touched.events[c.id] = tx.touched.events[c.id] || shows
	}
}

// touchLed notes what a record leads to, or has led to until now, as one that is merged
// into another.
func (tx *Tx) touchLed(s *schema, record timeline.Record, st stored) error {
	if s.membership == nil {
		return nil
	}
	led := []string{record.Retraction().MergedInto()}
	if bytes.Contains(st.doc, []byte(mergedMark)) {
		before, err := mergedIn(st.doc)
		if err != nil {
			return err
		}
		led = append(led, before)
	}
	for _, id := range led {
		if id == "" {
			continue
		}
		into, err := tx.find(s, id)
		if err != nil {
			return err
		}
		if into.found {
			tx.touched.record(s, into.n, into.public)
		}
	}
	return nil
}

// touchShown notes records of which something else is shown now than before.
func (tx *Tx) touchShown(s *schema, ns []int64) error {
	if s.membership == nil {
		return tx.touchFound(true, "SELECT DISTINCT e.story, s.public FROM "+s.table+" e JOIN stories s ON s.n = e.story WHERE e.n IN ?", ns)
	}
	for _, n := range ns {
		tx.touched.record(s, n, true)
	}
	return nil
}

// stampStories gives the stories that show what was touched the transaction's last
// change as their version. shows tells that it changes what anybody may see.
func (tx *Tx) stampStories(shows bool) error {
	if err := tx.flush(); err != nil {
		return err
	}
	if err := tx.touchHolding(); err != nil {
		return err
	}
	if err := tx.touchRelating(); err != nil {
		return err
	}
	at := tx.now.UnixMicro()
	var public []int64
	for part := range slices.Chunk(slices.Sorted(maps.Keys(tx.touched.stories)), maxValues-4) {
		c := in("n", part, false)
		err := tx.exec("write the versions of stories", "INSERT INTO story_versions (story, seq, changed_at, public_seq, public_changed_at) SELECT n, CAST(? AS bigint), CAST(? AS bigint), 0, 0 FROM stories WHERE "+c.sql+
			" ON CONFLICT (story) DO UPDATE SET seq = excluded.seq, changed_at = excluded.changed_at", slices.Concat([]any{tx.seq, at}, c.args)...)
		if err != nil {
			return err
		}
		for _, n := range part {
			if tx.touched.stories[n] {
				public = append(public, n)
			}
		}
	}
	if !shows {
		return nil
	}
	for part := range slices.Chunk(public, maxValues) {
		c := in("story", part, false)
		if err := tx.exec("write the versions of stories", "UPDATE story_versions SET public_seq = seq, public_changed_at = changed_at WHERE "+c.sql+
			" AND (public_seq > 0 OR EXISTS (SELECT 1 FROM stories s WHERE s.n = story_versions.story AND s.public = 1))", c.args...); err != nil {
			return err
		}
	}
	return nil
}

// holdings are the statements that find the stories which hold some records, or what
// belongs to these or lies in them, with their records.
var holdings = map[*schema][]string{
	&sourceSchema: {"SELECT DISTINCT h.story, s.public FROM story_sources h JOIN stories s ON s.n = h.story WHERE h.source IN ?"},
	&actorSchema: {"SELECT DISTINCT h.story, s.public FROM story_actors h JOIN stories s ON s.n = h.story WHERE h.actor IN ?",
		"SELECT DISTINCT h.story, s.public FROM actor_affiliations a JOIN story_actors h ON h.actor = a.actor JOIN stories s ON s.n = h.story WHERE a.body IN ?"},
	&placeSchema: {"SELECT DISTINCT h.story, s.public FROM story_places h JOIN stories s ON s.n = h.story WHERE h.place IN ?",
		"SELECT DISTINCT h.story, s.public FROM place_ancestors a JOIN story_places h ON h.place = a.place JOIN stories s ON s.n = h.story WHERE a.ancestor IN ?"},
}

// touchHolding notes the stories that hold records which were touched.
func (tx *Tx) touchHolding() error {
	for _, s := range members() {
		for _, shows := range []bool{false, true} {
			var ns []int64
			for n, shown := range tx.touched.held[s] {
				if shown == shows {
					ns = append(ns, n)
				}
			}
			slices.Sort(ns)
			for part := range slices.Chunk(ns, maxValues) {
				for _, statement := range holdings[s] {
					if err := tx.touchFound(shows, statement, part); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// touchRelating notes the stories of events that are related to events which were
// touched.
func (tx *Tx) touchRelating() error {
	for _, shows := range []bool{false, true} {
		var ids []string
		for id, shown := range tx.touched.events {
			if shown == shows {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
		for part := range slices.Chunk(ids, maxValues) {
			err := tx.touchFound(shows, "SELECT DISTINCT e.story, s.public FROM event_relations r JOIN events e ON e.n = r.event JOIN stories s ON s.n = e.story WHERE r.target IN ?", part)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// touchFound notes the stories that a statement finds.
func (tx *Tx) touchFound(shows bool, statement string, about any) error {
	err := eachRow(tx.db.Raw(statement, about), func(scan func(...any) error) error {
		var story, public int64
		err := scan(&story, &public)
		tx.touched.story(story, shows && public == 1)
		return err
	})
	if err != nil {
		return fmt.Errorf("find stories that show a change: %w", err)
	}
	return nil
}
