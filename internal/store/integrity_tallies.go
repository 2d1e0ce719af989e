package store

import "fmt"

// kept is a table of what stories come to, and the statement that works out its rows
// anew, as migration 0025 does.
type kept struct{ table, columns, anew string }

// keptTables are in the order in which they are worked out.
var keptTables = []kept{
	{"story_names", "story, kind, n, events",
		`SELECT e.story, 0, x.actor, count(*) FROM events e JOIN event_actors x ON x.event = e.n AND x.roles <> 0 WHERE e.state % 2 = 0 GROUP BY e.story, x.actor
UNION ALL
SELECT e.story, 1, x.source, count(*) FROM events e JOIN event_sources x ON x.event = e.n WHERE e.state % 2 = 0 GROUP BY e.story, x.source`},
	{"story_dates", "story, seconds, earliest, latest, latest_start, earliest_end, status, events",
		`SELECT d.story, d.seconds, d.earliest, d.latest, d.latest_start, d.earliest_end, d.status, count(*)
FROM (SELECT e.story, u.seconds, e.status,
    CASE WHEN e.earliest BETWEEN -2305843009213693952 AND 2305843009213693952 THEN e.earliest - ((e.earliest % u.seconds) + u.seconds) % u.seconds ELSE e.earliest END AS earliest,
    CASE WHEN e.latest BETWEEN -2305843009213693952 AND 2305843009213693952 THEN e.latest + (u.seconds - ((e.latest % u.seconds) + u.seconds) % u.seconds) % u.seconds ELSE e.latest END AS latest,
    CASE WHEN e.latest_start BETWEEN -2305843009213693952 AND 2305843009213693952 THEN e.latest_start + (u.seconds - ((e.latest_start % u.seconds) + u.seconds) % u.seconds) % u.seconds ELSE e.latest_start END AS latest_start,
    CASE WHEN e.earliest_end BETWEEN -2305843009213693952 AND 2305843009213693952 THEN e.earliest_end - ((e.earliest_end % u.seconds) + u.seconds) % u.seconds ELSE e.earliest_end END AS earliest_end
  FROM events e CROSS JOIN (SELECT 86400 AS seconds UNION ALL SELECT 691200 UNION ALL SELECT 5529600 UNION ALL SELECT 44236800) u
  WHERE e.state % 2 = 0) d
GROUP BY d.story, d.seconds, d.earliest, d.latest, d.latest_start, d.earliest_end, d.status`},
	{"story_counts", "story, events, quotes, actors, sources",
		`SELECT c.story, c.events, (SELECT count(*) FROM quotes q WHERE q.story = c.story AND q.state % 2 = 0),
  (SELECT count(*) FROM story_names k WHERE k.story = c.story AND k.kind = 0), (SELECT count(*) FROM story_names k WHERE k.story = c.story AND k.kind = 1)
FROM (SELECT story, count(*) AS events FROM events WHERE state % 2 = 0 GROUP BY story) c`},
}

// checkTallies checks that what is kept of stories is what their events come to.
func (i *inspection) checkTallies() error {
	for _, k := range keptTables {
		there := "SELECT " + k.columns + " FROM " + k.table
		// Which of two set operations comes first needs no parentheses then, which SQLite does not take.
		wrong, err := i.ints("compare "+k.table, "SELECT story FROM (SELECT * FROM ("+k.anew+") a EXCEPT "+there+") missing UNION SELECT story FROM ("+there+" EXCEPT SELECT * FROM ("+k.anew+") a) extra ORDER BY story")
		if err != nil {
			return err
		}
		for _, n := range wrong {
			if err := i.mendTally(k, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// mendTally writes anew what a table keeps of one story.
func (i *inspection) mendTally(k kept, story int64) error {
	var id string
	if err := scanOne(i.db.Raw("SELECT id FROM stories WHERE n = ?", story), &id); err != nil {
		return fmt.Errorf("read a story: %w", err)
	}
	return i.mend("story "+id, "what "+k.table+" keeps of it is not what its events come to", func() error {
		if err := i.exec("repair "+k.table, "DELETE FROM "+k.table+" WHERE story = ?", story); err != nil {
			return err
		}
		return i.exec("repair "+k.table, "INSERT INTO "+k.table+" ("+k.columns+") SELECT * FROM ("+k.anew+") a WHERE a.story = ?", story)
	})
}
