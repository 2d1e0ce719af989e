package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// settleNames brings up to date what shows or finds events by the names that
// this write changed, and what belongs to whom. The events get no revision:
// they say the same. Those of a story whose visibility changed are refreshed,
// too, and logged, so that who follows the log learns of them.
func (w *writer) settleNames() error {
	if err := w.regroup(); err != nil {
		return err
	}
	if err := w.nest(); err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	regrouped, err := w.linkedTo("event_actors", "actor", w.rejoined, "actor_affiliations m", "m.actor", "m.body")
	if err != nil {
		return err
	}
	moved, err := w.linkedTo("event_places", "place", w.renested, "place_ancestors m", "m.place", "m.ancestor")
	if err != nil {
		return err
	}
	showing, err := w.linkedTo("event_actors", "actor", w.renamed, "", "", "")
	if err != nil {
		return err
	}
	located, err := w.linkedTo("event_places", "place", w.moved, "", "", "")
	if err != nil {
		return err
	}
	w.renamed, w.moved, w.rejoined, w.renested = nil, nil, nil, nil
	if err := w.refreshAll(append(regrouped, moved...), true); err != nil {
		return err
	}
	return w.refreshAll(append(showing, located...), false)
}

// linkedTo finds the events that name some records themselves or, where members
// names a table of those that belong to them, name one of these.
func (w *writer) linkedTo(table, column string, ns []int64, members, member, of string) ([]int64, error) {
	var events []int64
	for part := range slices.Chunk(ns, maxValues/2) {
		c := in("x."+column, part, false)
		if members != "" {
			m := in(of, part, false)
			c = cond{"(" + c.sql + " OR x." + column + " IN (SELECT " + member + " FROM " + members + " WHERE " + m.sql + "))", append(c.args, m.args...)}
		}
		found, err := w.ints("find events that show a changed name", "SELECT x.event FROM "+table+" x WHERE "+c.sql+" AND x.roles <> 0", c.args...)
		if err != nil {
			return nil, err
		}
		events = append(events, found...)
	}
	return events, nil
}

// refreshAll renders events anew that this write has not rendered yet.
func (w *writer) refreshAll(events []int64, links bool) error {
	slices.Sort(events)
	events = slices.DeleteFunc(slices.Compact(events), func(n int64) bool { return w.current[n] })
	for part := range slices.Chunk(events, refreshedAtOnce()) {
		if err := w.refresh(part, links); err != nil {
			return err
		}
	}
	return nil
}

// refreshedAtOnce is how many events are rendered anew by one round of
// statements.
func refreshedAtOnce() int { return min(500, maxValues-1) }

// shown is a stored event and its story.
type shown struct {
	n     int64
	doc   []byte
	story storyRow
}

func (w *writer) shown(ns []int64) ([]shown, error) {
	c := in("e.n", ns, false)
	rows, err := w.tx.Raw("SELECT e.n, e.doc, s.n, s.id, s.public FROM events e JOIN stories s ON s.n = e.story WHERE "+c.sql+" ORDER BY e.n", c.args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	defer rows.Close()
	var list []shown
	for rows.Next() {
		var s shown
		var public int
		if err := rows.Scan(&s.n, &s.doc, &s.story.n, &s.story.id, &public); err != nil {
			return nil, fmt.Errorf("read an event: %w", err)
		}
		s.story.private = public == 0
		list = append(list, s)
	}
	return list, rows.Err()
}

// refresh renders events anew, as of the last change, with their links or with
// the words alone by which they are found.
func (w *writer) refresh(ns []int64, links bool) error {
	list, err := w.shown(ns)
	if err != nil {
		return err
	}
	w.decoded = make(map[int64]*timeline.Event, len(list))
	defer func() { w.decoded = nil }()
	for _, s := range list {
		e, err := decodeEvent(s.doc)
		if err != nil {
			return fmt.Errorf("decode an event: %w", err)
		}
		w.decoded[s.n] = &e
	}
	if err := w.supersede("events", ns, w.seq, links); err != nil {
		return err
	}
	if err := w.unlink(ns, links); err != nil {
		return err
	}
	for _, s := range list {
		if err := w.render(s, w.decoded[s.n], links); err != nil {
			return err
		}
		w.current[s.n] = true
	}
	return w.flush()
}

func (w *writer) render(s shown, e *timeline.Event, links bool) error {
	if err := w.dress(e); err != nil {
		return err
	}
	after, err := timeline.Encode(e)
	if err != nil {
		return err
	}
	columns := map[string]any{"since": w.seq, "state": stateOf(s.story, e)}
	if string(after) != string(s.doc) {
		e.UpdatedAt = w.now
		if after, err = timeline.Encode(e); err != nil {
			return err
		}
		columns["doc"], columns["updated_at"], columns["touched"] = string(after), w.now.UnixMicro(), w.seq
	}
	if links {
		columns["linked"] = w.seq
	}
	if err := w.update("events", s.n, columns); err != nil {
		return err
	}
	if links {
		return w.link(s.story, s.n, e)
	}
	return w.indexEvent(s.n, e)
}

// settleVisibility gives the events and quotes of stories whose visibility
// changed their state, and logs them.
func (w *writer) settleVisibility() error {
	for _, story := range w.flipped {
		events, err := w.unsettled("event", "events", story)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(events, refreshedAtOnce()) {
			if err := w.logFlipped("event", "events", story, part); err != nil {
				return err
			}
			if err := w.refresh(part, true); err != nil {
				return err
			}
		}
		quotes, err := w.unsettled("quote", "quotes", story)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(quotes, refreshedAtOnce()) {
			if err := w.logFlipped("quote", "quotes", story, part); err != nil {
				return err
			}
			if err := w.flipQuotes(story, part); err != nil {
				return err
			}
		}
		if story.private {
			if err := w.hideLog("story = ?", story.n); err != nil {
				return err
			}
		}
	}
	w.flipped = nil
	return nil
}

// unsettled are the records of a story whose visibility changed that have the
// other state yet, or have been given theirs without an entry in the log: by a
// new name of somebody in them.
func (w *writer) unsettled(entity, table string, story storyRow) ([]int64, error) {
	if err := w.flush(); err != nil {
		return nil, err
	}
	other := "d.state >= 2"
	if story.private {
		other = "d.state < 2"
	}
	return w.ints("read "+table, "SELECT d.n FROM "+table+" d WHERE d.story = ? AND ("+other+
		" OR NOT EXISTS (SELECT 1 FROM changes c WHERE c.entity = ? AND c.n = d.n AND c.seq > ?)) ORDER BY d.n", story.n, entity, w.began)
}

// logFlipped logs records as they are, because others may see them now.
func (w *writer) logFlipped(entity, table string, story storyRow, ns []int64) error {
	c := in("n", ns, false)
	var list []struct {
		N, State int64
		Revision int
		ID       string
	}
	if err := w.tx.Raw("SELECT n, id, revision, state FROM "+table+" WHERE "+c.sql+" ORDER BY n", c.args...).Scan(&list).Error; err != nil {
		return fmt.Errorf("read %s: %w", table, err)
	}
	for _, r := range list {
		action := "update"
		if r.State&stateRetract != 0 {
			action = "retract"
		}
		w.log(change{entity: entity, n: r.N, id: r.ID, story: story.n, action: action, revision: r.Revision, public: !story.private})
	}
	return nil
}

func (w *writer) flipQuotes(story storyRow, ns []int64) error {
	if err := w.supersede("quotes", ns, w.seq, true); err != nil {
		return err
	}
	private := 0
	if story.private {
		private = statePrivate
	}
	c, x := in("n", ns, false), in("quote", ns, false)
	err := w.exec("restate quotes", "UPDATE quotes SET since = ?, state = (state & 1) + ? WHERE "+c.sql, append([]any{w.seq, private}, c.args...)...)
	if err != nil {
		return err
	}
	return w.exec("restate quotes", "UPDATE quote_actors SET state = (state & 1) + ? WHERE "+x.sql, append([]any{private}, x.args...)...)
}
