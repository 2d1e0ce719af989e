package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// tallies are what a transaction adds to what is kept of stories: how many events and
// quotes each has, whom and what they name, and when they were. What is retracted is
// left out. Whether a story is private makes no difference: all of it is, or nothing.
type tallies struct {
	tx     *Tx
	counts map[int64]tallyCounts // by story
	names  map[tallyName]int64
	dates  map[tallyDate]int64
}

// tallyCounts are of one story.
type tallyCounts struct{ events, quotes int64 }

// tallyName is an actor or a source that events of a story name.
type tallyName struct{ story, kind, n int64 }

// The kinds of names.
const (
	namedActor  int64 = 0
	namedSource int64 = 1
)

// tallyDate is a date of events of a story, its bounds widened to whole multiples of
// some seconds.
type tallyDate struct {
	story, seconds int64
	edtf.Bounds
	status string
}

// dateUnits are the multiples, finest first: a day, 8, 64 and 512 of them.
var dateUnits = []int64{86400, 8 * 86400, 64 * 86400, 512 * 86400}

func newTallies(tx *Tx) tallies {
	return tallies{tx, map[int64]tallyCounts{}, map[tallyName]int64{}, map[tallyDate]int64{}}
}

// replace notes that a story has an event instead of what is stored of it.
func (t *tallies) replace(story int64, st stored, e *timeline.Event) error {
	if st.found {
		old, err := decodeEvent(st.doc)
		if err != nil {
			return fmt.Errorf("decode event %s: %w", e.ID, err)
		}
		if err := t.add(story, &old, -1); err != nil {
			return err
		}
	}
	return t.add(story, e, 1)
}

// add adds an event, or takes it away.
func (t *tallies) add(story int64, e *timeline.Event, by int64) error {
	if e.IsRetracted() {
		return nil
	}
	c := t.counts[story]
	c.events, c.quotes = c.events+by, c.quotes+by*int64(len(e.Quotes))
	t.counts[story] = c
	named := map[tallyName]bool{}
	for _, p := range e.Actors {
		a, err := t.tx.actor(p.ID)
		if err != nil {
			return err
		}
		named[tallyName{story, namedActor, a.n}] = true
	}
	for _, id := range e.Sources() {
		s, found, err := t.tx.source(id)
		if err != nil {
			return err
		}
		if !found {
			return missing("source", id)
		}
		named[tallyName{story, namedSource, s.n}] = true
	}
	for name := range named {
		t.names[name] += by
	}
	for _, seconds := range dateUnits {
		t.dates[tallyDate{story, seconds, widened(storedBounds(e.Date), seconds), e.Status}] += by
	}
	return nil
}

// farOff is beyond what bounds are widened: open ends, and what would not fit any more.
const farOff = 1 << 61

// widened are bounds as columns hold them, widened to whole multiples of some seconds:
// nothing is more certain in them than it was.
func widened(b edtf.Bounds, seconds int64) edtf.Bounds {
	down := func(v int64) int64 {
		if v < -farOff || v > farOff {
			return v
		}
		return v - (v%seconds+seconds)%seconds
	}
	up := func(v int64) int64 { return -down(-v) }
	return edtf.Bounds{Earliest: down(b.Earliest), Latest: up(b.Latest), LatestStart: up(b.LatestStart), EarliestEnd: down(b.EarliestEnd)}
}

// write adds up what was noted.
func (t *tallies) write() error {
	if len(t.counts) == 0 {
		return nil
	}
	var names, dates, counts [][]any
	for k, by := range t.names {
		names = append(names, []any{k.story, k.kind, k.n, by})
	}
	for k, by := range t.dates {
		dates = append(dates, []any{k.story, k.seconds, k.Earliest, k.Latest, k.LatestStart, k.EarliestEnd, k.status, by})
	}
	stories := slices.Sorted(maps.Keys(t.counts))
	for _, story := range stories {
		counts = append(counts, []any{story, t.counts[story].quotes, t.counts[story].events})
	}
	clear(t.names)
	clear(t.dates)
	clear(t.counts)
	if err := t.addUp("story_names", []string{"story", "kind", "n", "events"}, 3, names); err != nil {
		return err
	}
	if err := t.addUp("story_dates", []string{"story", "seconds", "earliest", "latest", "latest_start", "earliest_end", "status", "events"}, 7, dates); err != nil {
		return err
	}
	if err := t.addUp("story_counts", []string{"story", "quotes", "events"}, 1, counts); err != nil {
		return err
	}
	for _, story := range stories {
		err := t.tx.exec("count names", "UPDATE story_counts SET actors = (SELECT count(*) FROM story_names k WHERE k.story = ? AND k.kind = ?), sources = (SELECT count(*) FROM story_names k WHERE k.story = ? AND k.kind = ?) WHERE story = ?",
			story, namedActor, story, namedSource, story)
		if err != nil {
			return err
		}
	}
	return nil
}

// addUp adds rows to those that a table has by a key, its first columns. The others
// are numbers, the last of which says how many events the row counts: one of none goes.
func (t *tallies) addUp(table string, columns []string, key int, rows [][]any) error {
	rows = slices.DeleteFunc(rows, func(row []any) bool {
		return !slices.ContainsFunc(row[key:], func(n any) bool { return n != int64(0) })
	})
	slices.SortFunc(rows, func(a, b []any) int { return compareKeys(a[:key], b[:key]) }) // as they lie in the table
	sums := make([]string, 0, len(columns)-key)
	for _, name := range columns[key:] {
		sums = append(sums, name+" = "+table+"."+name+" + excluded."+name)
	}
	row := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
	names := strings.Join(columns[:key], ", ")
	head, tail := "INSERT INTO "+table+" ("+strings.Join(columns, ", ")+") VALUES "+row, " ON CONFLICT ("+names+") DO UPDATE SET "+strings.Join(sums, ", ")
	whole := head + strings.Repeat(", "+row, rowsAtOnce-1) + tail
	for rest := rows; len(rest) > 0; {
		statement, n := head+tail, 1
		if len(rest) >= rowsAtOnce {
			statement, n = whole, rowsAtOnce
		}
		if err := t.tx.exec("count in "+table, statement, slices.Concat(rest[:n]...)...); err != nil {
			return err
		}
		rest = rest[n:]
	}
	for _, row := range rows {
		if by, _ := row[len(row)-1].(int64); by >= 0 {
			continue
		}
		err := t.tx.exec("count in "+table, "DELETE FROM "+table+" WHERE "+strings.Join(columns[:key], " = ? AND ")+" = ? AND events = 0", row[:key]...)
		if err != nil {
			return err
		}
	}
	return nil
}

// compareKeys compares keys of numbers and texts.
func compareKeys(a, b []any) int {
	for i := range a {
		var order int
		switch x := a[i].(type) {
		case int64:
			y, _ := b[i].(int64)
			order = cmp.Compare(x, y)
		case string:
			y, _ := b[i].(string)
			order = cmp.Compare(x, y)
		}
		if order != 0 {
			return order
		}
	}
	return 0
}
