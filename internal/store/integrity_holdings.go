package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"example.org/dateline/internal/timeline"
)

// checkHoldings checks that stories hold what their events name, and have their topics,
// and that what public stories hold is public. What is public and held by private
// stories alone may be so rightly: it was public before they came to hold it.
func (i *inspection) checkHoldings() error {
	err := i.rowsOf(eventSchema.table, []string{"n", "id", "doc"}, i.holdingsOf)
	if err != nil {
		return err
	}
	for _, s := range members() {
		if err := i.checkPublic(s); err != nil {
			return err
		}
	}
	return i.rowsOf(storySchema.table, []string{"n", "id", "since", "doc"}, func(rows []rowThere) error {
		for _, row := range rows {
			if err := i.topicsOf(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// holdingsOf checks that stories hold what some of their events name.
func (i *inspection) holdingsOf(events []rowThere) error {
	by := map[*schema]map[member]rowThere{}
	for _, row := range events {
		e, err := decodeEvent(row.doc)
		if err != nil {
			continue // it is told of elsewhere
		}
		story, found, err := i.story(e.Story)
		if err != nil && !ofRecord(err) {
			return err
		}
		if !found {
			continue
		}
		clear(i.members.needed)
		if err := i.members.nameAll(story, &e); err != nil && !ofRecord(err) {
			return err
		}
		for s, needed := range i.members.needed {
			if by[s] == nil {
				by[s] = map[member]rowThere{}
			}
			for m := range needed {
				if _, met := by[s][m]; !met {
					by[s][m] = row
				}
			}
		}
	}
	clear(i.members.needed)
	for _, s := range members() {
		byStory := map[int64][]int64{}
		for m := range by[s] {
			byStory[m.story] = append(byStory[m.story], m.n)
		}
		for _, story := range slices.Sorted(maps.Keys(byStory)) {
			if err := i.holds(s, story, byStory[story], by[s]); err != nil {
				return err
			}
		}
	}
	return nil
}

// holds checks that a story holds some records, which events of it name.
func (i *inspection) holds(s *schema, story int64, ns []int64, by map[member]rowThere) error {
	there, err := i.members.slots(s, story, ns)
	if err != nil {
		return err
	}
	slices.Sort(ns)
	for _, n := range ns {
		if _, held := there[n]; held {
			continue
		}
		event := by[member{story, n}]
		err := i.mend("event "+event.id, fmt.Sprintf("its story does not hold a record of %s that it names", s.table), func() error {
			var since int64
			err := scanOne(i.db.Raw("SELECT coalesce(min(seq), 0) FROM changes WHERE entity = ? AND n = ?", eventSchema.resource, event.n), &since)
			if err != nil {
				return err
			}
			base, err := i.members.base(s, story)
			if err != nil {
				return err
			}
			i.members.insert(s, story, slot{base, n}, since)
			return i.flush()
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// checkPublic checks that what public stories hold is public.
func (i *inspection) checkPublic(s *schema) error {
	t := s.membership
	type row struct {
		N  int64
		ID string
	}
	return eachBatch(i, "SELECT d.n, d.id FROM "+s.table+" d WHERE d.public = 0 AND EXISTS (SELECT 1 FROM "+t.table+" h JOIN stories s ON s.n = h.story WHERE h."+t.column+" = d.n AND s.public = 1)"+
		" AND d.n > ? ORDER BY d.n LIMIT ?", nil, func(r row) (int64, error) {
		return r.N, i.mend(s.resource+" "+r.ID, "is kept as private, and a public story holds it", func() error {
			return i.update(s, r.N, map[string]any{"public": 1})
		})
	})
}

// topicsOf checks the topics of a story.
func (i *inspection) topicsOf(row rowThere) error {
	record, err := timeline.StoredRecord(storySchema.resource, row.doc)
	if err != nil {
		return nil //nolint:nilerr // it is told of elsewhere
	}
	var rows [][]any
	for _, id := range record.(*timeline.Story).Topics {
		topic, err := i.topic(id)
		if err != nil {
			return err
		}
		rows = append(rows, []any{row.n, topic})
	}
	if !i.repair {
		i.inserts = newInserts() // a topic that is not there
	}
	if err := i.flush(); err != nil {
		return err
	}
	return i.sinceLinks(storyTopics, storySchema.resource, row, rows)
}

// checkClosures checks what belongs to, and lies in, what.
func (i *inspection) checkClosures() error {
	for _, c := range []*closure{affiliations, ancestry} {
		s := c.owners
		err := i.rowsOf(s.table, []string{"n", "id", "since", "doc"}, func(list []rowThere) error {
			for _, row := range list {
				rows, err := c.rows(i.Tx, row.n)
				if err != nil {
					if err = i.dangling(s.resource+" "+row.id, err); errors.Is(err, errUnreadable) {
						continue
					}
					return err
				}
				links := make([][]any, len(rows))
				for at, r := range rows {
					links[at] = anys(r)
				}
				if err := i.sinceLinks(c.links, s.resource, row, links); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		c.reset(&i.known)
	}
	return nil
}

// sinceLinks compares the links of a record, in a table that says of each since when it
// is there, with those that it ought to have, and repairs them. What has to be added
// counts from the record's present version on.
func (i *inspection) sinceLinks(l linkTable, resource string, row rowThere, rows [][]any) error {
	names := append(l.names(), "since")
	there, err := i.rows("SELECT "+l.columns+", since FROM "+l.name+" WHERE "+l.owner+" = ?", names, row.n)
	if err != nil {
		return err
	}
	since := map[string]any{}
	for _, r := range there {
		values := make([]any, len(names)-1)
		for at := range values {
			values[at] = r.values[names[at]]
		}
		since[spelled(values)] = r.values["since"]
	}
	wanted := 0
	for _, r := range rows {
		if _, held := since[spelled(r)]; held {
			wanted++
		}
	}
	if wanted == len(rows) && wanted == len(there) {
		return nil
	}
	what := fmt.Sprintf("its rows in %s are not what its document says: %d missing, %d too many", l.name, len(rows)-wanted, len(there)-wanted)
	return i.mend(resource+" "+row.id, what, func() error {
		if err := i.exec("repair "+l.name, "DELETE FROM "+l.name+" WHERE "+l.owner+" = ?", row.n); err != nil {
			return err
		}
		for _, r := range rows {
			from, held := since[spelled(r)]
			if !held {
				from = row.values["since"]
			}
			i.inserts.add(l.name, names, nil, append(slices.Clone(r), from))
		}
		return i.flush()
	})
}
