package store

import "example.org/dateline/internal/edtf"

// keptCounts reads what is kept of how many records are in stories now. A story that
// may be seen has no event, and names no actor or source, that may not.
func (v *View) keptCounts(stories []int64, all map[int64]*Overview) error {
	c := in("story", stories, false)
	return eachRow(v.db.Raw("SELECT story, events, actors, sources, quotes FROM story_counts WHERE "+c.sql, c.args...), func(scan func(...any) error) error {
		var story int64
		var o Overview
		err := scan(&story, &o.Events, &o.Actors, &o.Sources, &o.Quotes)
		*all[story] = o
		return err
	})
}

// keptDatesMost is up to how many different dates are read of a story.
const keptDatesMost = 3000

// keptSpreads reads what is kept of when the events of stories were, of each as exactly
// as it takes few dates. The first and the last are to the day nevertheless.
func (v *View) keptSpreads(stories []int64, all map[int64]*Overview) error {
	c := in("story", stories, false)
	bounded := "CASE WHEN earliest > ? AND latest < ? THEN "
	statement := "SELECT story, seconds, count(*), coalesce(min(" + bounded + "earliest END), 0), coalesce(max(" + bounded + "latest END), 0) FROM story_dates WHERE " + c.sql + " GROUP BY story, seconds ORDER BY story, seconds"
	by := map[int64][]int64{}
	chosen := map[int64]bool{}
	args := append([]any{storedOpenStart, edtf.OpenEnd, storedOpenStart, edtf.OpenEnd}, c.args...)
	err := eachRow(v.db.Raw(statement, args...), func(scan func(...any) error) error {
		var story, unit, dates int64
		var ends edtf.Interval
		if err := scan(&story, &unit, &dates, &ends.Earliest, &ends.Latest); err != nil {
			return err
		}
		if unit == dateUnits[0] {
			all[story].Spread.ends = ends
		}
		if !chosen[story] && (dates <= keptDatesMost || unit == dateUnits[len(dateUnits)-1]) {
			chosen[story], all[story].Spread.unit = true, unit
			by[unit] = append(by[unit], story)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, unit := range dateUnits {
		if err := v.addKeptDates(by[unit], unit, all); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) addKeptDates(stories []int64, unit int64, all map[int64]*Overview) error {
	if len(stories) == 0 {
		return nil
	}
	c := in("story", stories, false)
	statement := "SELECT story, earliest, latest, latest_start, earliest_end, status, events FROM story_dates WHERE " + c.sql + " AND seconds = ?"
	return eachRow(v.db.Raw(statement, append(c.args, unit)...), func(scan func(...any) error) error {
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
