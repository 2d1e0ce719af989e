package store

import (
	"slices"
	"time"
)

// EventsChanged is when an event of each of some stories last changed, a
// retraction included, by id; a story without events has no entry. What the
// reader may not see does not count.
func (v *View) EventsChanged(stories []string) (map[string]time.Time, error) {
	found := make(map[string]time.Time, len(stories))
	for part := range slices.Chunk(stories, maxValues) {
		c := and([]cond{in("s.id", part, false), v.public("s"), v.states("d", true)})
		statement := "SELECT s.id, max(d.updated_at) FROM {stories} s JOIN {events} d ON d.story = s.n WHERE " + c.sql + " GROUP BY s.id"
		err := eachRow(v.raw(statement, c.args...), func(scan func(...any) error) error {
			var id string
			var micros int64
			err := scan(&id, &micros)
			found[id] = fromMicros(micros)
			return err
		})
		if err != nil {
			return nil, translate(err, "read when events changed")
		}
	}
	return found, nil
}
