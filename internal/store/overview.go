package store

import (
	"encoding/json"
	"maps"
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Overview is what there is in a story, without what is retracted.
type Overview struct {
	Events, Actors, Sources, Quotes int

	Whole  []timeline.Event // its events by date, nil where they are more than asked for
	Spread Spread           // when they were, in that case; of the present as exactly as it takes for a chart of some 60 bars, or to 1, 8, 64 or 512 days
}

// Overviews are those of some stories by id, with all events of a story that has
// no more than whole of them. What the reader may not see is left out.
func (v *View) Overviews(stories []string, whole int) (map[string]Overview, error) {
	found := make(map[string]Overview, len(stories))
	for part := range slices.Chunk(stories, maxValues) {
		if err := v.addOverviews(part, whole, found); err != nil {
			return nil, translate(err, "count what is in stories")
		}
	}
	return found, nil
}

// Counts is the overview of a story without its events and when they were. All of one
// that the reader may not see is 0.
func (v *View) Counts(story string) (Overview, error) {
	_, numbers, all, err := v.counted([]string{story})
	if err != nil || len(numbers) == 0 {
		return Overview{}, translate(err, "count what is in story "+story)
	}
	return *all[numbers[0]], nil
}

// counted counts what is in stories: by their numbers, which are told with their ids and
// in order.
func (v *View) counted(stories []string) (ids map[int64]string, numbers []int64, all map[int64]*Overview, err error) {
	ids, all = map[int64]string{}, map[int64]*Overview{}
	c := and([]cond{in("d.id", stories, false), v.public("d")})
	err = eachRow(v.raw("SELECT d.n, d.id FROM {stories} d WHERE "+c.sql, c.args...), func(scan func(...any) error) error {
		var n int64
		var id string
		err := scan(&n, &id)
		ids[n], all[n] = id, &Overview{}
		return err
	})
	if err != nil || len(ids) == 0 {
		return nil, nil, nil, err
	}
	numbers = slices.Sorted(maps.Keys(ids))
	count := v.countIn
	if v.asOf == present {
		count = v.keptCounts
	}
	return ids, numbers, all, count(numbers, all)
}

// addOverviews counts in a number of statements that does not depend on how many
// stories there are.
func (v *View) addOverviews(stories []string, whole int, found map[string]Overview) error {
	ids, numbers, all, err := v.counted(stories)
	if err != nil || len(numbers) == 0 {
		return err
	}
	var small, large []int64
	for _, n := range numbers {
		if all[n].Events <= whole {
			all[n].Whole = make([]timeline.Event, 0, all[n].Events)
			small = append(small, n)
		} else {
			large = append(large, n)
		}
	}
	if err := v.addWhole(small, all); err != nil {
		return err
	}
	if err := v.spreadLarge(large, ids, all); err != nil {
		return err
	}
	for n, o := range all {
		found[ids[n]] = *o
	}
	return nil
}

// spreadIntervals is about how many intervals of its dates are told apart of a story that
// is not looked at whole.
const spreadIntervals = 60

// spreadLarge counts when the events of large stories were: in the index in memory, or
// by what is kept of them, or as they were.
func (v *View) spreadLarge(stories []int64, ids map[int64]string, all map[int64]*Overview) error {
	if len(stories) == 0 {
		return nil
	}
	if v.asOf != present {
		return v.addSpreads(stories, all)
	}
	q, of := timeline.NewQuery(), timeline.Clause{}
	for _, n := range stories {
		of.Values = append(of.Values, ids[n])
	}
	q.Story = []timeline.Clause{of}
	indexed, never, err := v.indexed(q)
	switch {
	case err != nil || never:
		return err
	case indexed != nil:
		return indexed.addSpreads(stories, all, spreadIntervals)
	}
	return v.keptSpreads(stories, all)
}

// countIn counts the records that were in stories at an earlier moment.
func (v *View) countIn(stories []int64, all map[int64]*Overview) error {
	shown := and([]cond{in("d.story", stories, false), v.states("d", false)})
	for _, count := range []struct {
		statement string
		into      func(o *Overview) *int
	}{
		{"SELECT d.story, count(*) FROM {events} d WHERE " + shown.sql + " GROUP BY d.story",
			func(o *Overview) *int { return &o.Events }},
		{"SELECT d.story, count(DISTINCT x.actor) FROM {events} d JOIN {event_actors} x ON x.event = d.n AND x.roles <> 0 JOIN {actors} t ON t.n = x.actor AND " + v.public("t").sql + " WHERE " + shown.sql + " GROUP BY d.story",
			func(o *Overview) *int { return &o.Actors }},
		{"SELECT d.story, count(DISTINCT x.source) FROM {events} d JOIN {event_sources} x ON x.event = d.n JOIN {sources} t ON t.n = x.source AND " + v.public("t").sql + " WHERE " + shown.sql + " GROUP BY d.story",
			func(o *Overview) *int { return &o.Sources }},
		{"SELECT d.story, count(*) FROM {quotes} d WHERE " + shown.sql + " GROUP BY d.story",
			func(o *Overview) *int { return &o.Quotes }},
	} {
		err := eachRow(v.raw(count.statement, shown.args...), func(scan func(...any) error) error {
			var story int64
			var n int
			err := scan(&story, &n)
			if err == nil {
				*count.into(all[story]) = n
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// addWhole reads all events of stories.
func (v *View) addWhole(stories []int64, all map[int64]*Overview) error {
	if len(stories) == 0 {
		return nil
	}
	c := and([]cond{in("d.story", stories, false), v.states("d", false)})
	var of []int64
	var docs []json.RawMessage
	err := eachRow(v.raw("SELECT d.story, d.doc FROM {events} d WHERE "+c.sql+" ORDER BY d.story, d.earliest, d.n", c.args...), func(scan func(...any) error) error {
		var story int64
		var doc []byte
		err := scan(&story, &doc)
		of, docs = append(of, story), append(docs, doc)
		return err
	})
	if err != nil {
		return err
	}
	if err := v.redact(&eventSchema, pointers(docs)...); err != nil {
		return err
	}
	for i, doc := range docs {
		e, err := decodeEvent(doc)
		if err != nil {
			return err
		}
		all[of[i]].Whole = append(all[of[i]].Whole, e)
	}
	return nil
}

// addSpreads reads when the events that were in stories at an earlier moment were.
func (v *View) addSpreads(stories []int64, all map[int64]*Overview) error {
	c := and([]cond{in("d.story", stories, false), v.states("d", false)})
	statement := "SELECT d.story, d.earliest, d.latest, d.latest_start, d.earliest_end, d.status, count(*) FROM {events} d WHERE " + c.sql +
		" GROUP BY d.story, d.earliest, d.latest, d.latest_start, d.earliest_end, d.status"
	return eachRow(v.raw(statement, c.args...), func(scan func(...any) error) error {
		var story int64
		var date edtf.Bounds
		var status string
		var events int
		if err := scan(&story, &date.Earliest, &date.Latest, &date.LatestStart, &date.EarliestEnd, &status, &events); err != nil {
			return err
		}
		all[story].Spread.add(boundsStored(date), status, events)
		return nil
	})
}
