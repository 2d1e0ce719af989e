package store

import (
	"slices"

	"example.org/dateline/internal/timeline"
)

// Window is a stretch of the log: the changes after From, up to To. To is the
// last change of a write: amid one, who may see what is not settled.
type Window struct{ From, To int64 }

// Why an event that a query kept is not kept any more.
const (
	GoneRetracted = "retracted" // it was taken back
	GoneFiltered  = "filtered"  // it does not meet the query any more
	GoneWithheld  = "withheld"  // it is not for this reader to see any more
)

// Gone lists them.
var Gone = []string{GoneRetracted, GoneFiltered, GoneWithheld}

// EventChange is what became of an event in a window: it is kept by the query
// at its end, or was kept before it and is not any more.
type EventChange struct {
	ID   string
	Seq  int64  // of the change that made the event what it is
	JSON []byte // nil where it is not kept any more
	Gone string // why; empty where it is kept
}

// Bounds on what one step of following events reads. Tests make do with few.
var (
	windowEvents = 500 // versions of events in a window, but for those of its last write
	partEvents   = 50  // events in an answer of EventChanges
)

// EventWindow is the stretch of the log after a change that EventChanges is to
// be asked about next: up to the last change, or up to one that bounds how many
// events there are to look at. A change that has yet to be made is refused with
// code InvalidParameter.
func (v *View) EventWindow(from int64) (w Window, err error) {
	w.From = from
	if w.To, err = v.last(); err != nil {
		return w, err
	}
	if from > w.To {
		return w, notYet(timeline.SinceParameter, w.To)
	}
	if from == w.To {
		return w, nil
	}
	shown := ""
	if !v.private {
		shown = " AND since = public_since" // each version that anybody may see, once
	}
	var bound []int64
	err = v.db.Raw("SELECT since FROM (SELECT since FROM events WHERE since > ?"+shown+" UNION ALL SELECT since FROM events_past WHERE until > ? AND since > ?"+shown+") AS versions ORDER BY since LIMIT 1 OFFSET ?",
		from, from, from, windowEvents).Scan(&bound).Error
	if err != nil || len(bound) == 0 {
		return w, translate(err, "read what has changed")
	}
	last := w.To
	err = scanOne(v.db.Raw("SELECT max(c.seq) FROM changes c WHERE c.at = (SELECT o.at FROM changes o WHERE o.seq = ?)", bound[0]), &w.To)
	w.To = min(w.To, last)
	return w, translate(err, "read when changes were made")
}

// EventChanges tells what became in a window of the events that a query asks
// for, in the order of their changes: a part of them, and where the next part
// begins, nil for the last. Parts of one window agree with one another whatever is
// written meanwhile. What is private now is not told, but that it is gone.
func (v *View) EventChanges(q timeline.Query, w Window, after *Position) (changes []EventChange, next *Position, err error) {
	last, err := versionOf(v.db, true)
	if err != nil {
		return nil, nil, err
	}
	now, before := *v, *v
	if last.Seq > w.To {
		now.asOf = w.To
	}
	touched, err := now.touched(w, after)
	if err != nil {
		return nil, nil, err
	}
	if len(touched) > partEvents {
		touched = touched[:partEvents]
		end := touched[partEvents-1]
		next = &Position{Key: end.Since, N: end.N}
	}
	before.asOf, before.formerlyPublic = w.From, true
	changes, err = now.became(&before, q, touched)
	return changes, next, err
}

// touch is an event that a window touched, and the change that made it what it
// was at the end.
type touch struct {
	N, Since int64
	ID       string
}

// touched are the events that a window touched, some more than a part of them.
func (v *View) touched(w Window, after *Position) ([]touch, error) {
	since := "d.since"
	if !v.private {
		since = "d.public_since" // who may not see why an event was written anew is not told that it was
	}
	which := cond{since + " > ? AND " + since + " <= ?", []any{w.From, w.To}}
	if after != nil {
		which = cond{since + " >= ? AND " + since + " <= ? AND (" + since + " > ? OR d.n > ?)", []any{after.Key, w.To, after.Key, after.N}}
	}
	columns := "SELECT d.n, " + since + " AS since, d.id FROM "
	statement, args := columns+"events d WHERE "+which.sql, which.args
	if v.asOf != present {
		statement += " AND d.since <= ? UNION ALL " + columns + "events_past d WHERE d.since <= ? AND d.until > ? AND " + which.sql
		args = slices.Concat(args, []any{w.To, w.To, w.To}, which.args)
	}
	var list []touch
	err := v.db.Raw("SELECT n, since, id FROM ("+statement+") AS touched ORDER BY since, n LIMIT ?", append(args, partEvents+1)...).Scan(&list).Error
	return list, translate(err, "read what has changed")
}

// became compares what a query kept of some events before with what it keeps.
func (v *View) became(before *View, q timeline.Query, touched []touch) ([]EventChange, error) {
	ns := make([]int64, len(touched))
	for i, t := range touched {
		ns[i] = t.N
	}
	slices.Sort(ns)
	kept, err := v.kept(q, ns)
	if err != nil {
		return nil, err
	}
	left := slices.DeleteFunc(ns, func(n int64) bool { return kept[n] != nil })
	why, err := v.whyGone(left, q.ShowsRetracted())
	if err != nil {
		return nil, err
	}
	was, err := before.keptBefore(q, left, why)
	if err != nil {
		return nil, err
	}
	var changes []EventChange
	for _, t := range touched {
		if doc := kept[t.N]; doc != nil {
			changes = append(changes, EventChange{ID: t.ID, Seq: t.Since, JSON: doc})
		} else if slices.Contains(was, t.N) {
			changes = append(changes, EventChange{ID: t.ID, Seq: t.Since, Gone: why[t.N]})
		}
	}
	return changes, nil
}

// keptBefore are those of some events that a query kept at the view, or that are
// withheld since. Of these the query is not asked: it would tell what is in them to
// whoever begins at an earlier change.
func (v *View) keptBefore(q timeline.Query, ns []int64, why map[int64]string) ([]int64, error) {
	var withheld, others []int64
	for _, n := range ns {
		if why[n] == GoneWithheld {
			withheld = append(withheld, n)
		} else {
			others = append(others, n)
		}
	}
	was, err := v.among(q, others)
	if err != nil {
		return nil, err
	}
	all := timeline.NewQuery()
	if q.ShowsRetracted() {
		all.Verification = []timeline.Clause{{Values: timeline.Verifications}}
	}
	public, err := v.among(all, withheld)
	return append(was, public...), err
}

// kept are the documents of those events of some that a query keeps.
func (v *View) kept(q timeline.Query, ns []int64) (map[int64][]byte, error) {
	found, err := v.among(q, ns)
	if err != nil {
		return nil, err
	}
	kept := map[int64][]byte{}
	for part := range slices.Chunk(found, maxValues) {
		docs, err := v.fetch(&eventSchema, part)
		if err != nil {
			return nil, err
		}
		for i, n := range part {
			kept[n] = docs[i]
		}
	}
	return kept, nil
}

// among are those of some events that a query keeps.
func (v *View) among(q timeline.Query, ns []int64) ([]int64, error) {
	if len(ns) == 0 {
		return nil, nil
	}
	sel, err := selectEvents(v, q)
	if err != nil || sel.never {
		return nil, err
	}
	sel.search(v, q.Search)
	var kept []int64
	for part := range slices.Chunk(ns, maxValues) {
		c := sel.among(part)
		var found []int64
		if err := v.raw(c.sql, c.args...).Scan(&found).Error; err != nil {
			return nil, translate(err, "look which events are kept")
		}
		kept = append(kept, found...)
	}
	return kept, nil
}

// whyGone tells why events are kept no more.
func (v *View) whyGone(ns []int64, retracted bool) (map[int64]string, error) {
	why := map[int64]string{}
	for part := range slices.Chunk(ns, maxValues) {
		for _, n := range part {
			why[n] = GoneWithheld
		}
		c, seen := in("d.n", part, false), v.states("d", true)
		var found []struct{ N, State int64 }
		if err := v.raw("SELECT d.n, d.state FROM {events} d WHERE "+c.sql+" AND "+seen.sql, slices.Concat(c.args, seen.args)...).Scan(&found).Error; err != nil {
			return nil, translate(err, "look why events are gone")
		}
		for _, f := range found {
			if why[f.N] = GoneFiltered; f.State&stateRetract != 0 && !retracted {
				why[f.N] = GoneRetracted
			}
		}
	}
	return why, nil
}
