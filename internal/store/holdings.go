package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"example.org/dateline/internal/timeline"
)

// holding says that a story holds a source, actor or place: it declares it, or
// an event or quote of the story names it.
type holding struct{ story, n int64 }

// holdingTables are where holdings are kept, by the table of what is held.
var holdingTables = map[string]struct{ name, column string }{
	"sources": {"story_sources", "source"},
	"actors":  {"story_actors", "actor"},
	"places":  {"story_places", "place"},
}

// heldTables are the tables of what stories hold.
var heldTables = []string{"sources", "actors", "places"}

// hold notes that a story holds a record.
func (w *writer) hold(table string, story, n int64) {
	if w.held[table] == nil {
		w.held[table] = map[holding]int64{}
	}
	if _, known := w.held[table][holding{story, n}]; !known {
		w.held[table][holding{story, n}] = w.line
	}
}

// isPublic tells whether anybody may see a source, actor or place that is
// being written, as far as is known before holdings are settled.
func (w *writer) isPublic(st stored) bool {
	if st.found {
		return st.public
	}
	return w.holder == nil || !w.holder.private
}

// declare notes which records a story holds, in the order of its file. What it
// held before and its events may still use comes after.
func (w *writer) declare(table string, story storyRow, ns []int64) error {
	if err := w.flush(); err != nil {
		return err
	}
	t := holdingTables[table]
	var before []struct{ N, Since int64 }
	if err := w.tx.Raw("SELECT "+t.column+" AS n, since FROM "+t.name+" WHERE story = ? ORDER BY position, n", story.n).Scan(&before).Error; err != nil {
		return fmt.Errorf("read %s: %w", t.name, err)
	}
	since := map[int64]int64{}
	order, was := slices.Clone(ns), []int64{}
	for _, b := range before {
		since[b.N] = b.Since
		was = append(was, b.N)
	}
	slices.Sort(ns)
	for _, n := range was {
		if _, listed := slices.BinarySearch(ns, n); !listed {
			order = append(order, n)
		}
	}
	if slices.Equal(was, order) {
		return nil
	}
	if err := w.exec("write "+t.name, "DELETE FROM "+t.name+" WHERE story = ?", story.n); err != nil {
		return err
	}
	seq, err := w.logHoldings(story.id)
	if err != nil {
		return err
	}
	for position, n := range order {
		held, known := since[n]
		if !known {
			held = seq
			w.hold(table, story.n, n)
		}
		w.inserts.add(t.name, []string{"story", t.column, "position", "since"}, nil, []any{story.n, n, position, held})
	}
	return nil
}

// logHoldings logs that a story holds other records than before, or in another
// order, unless its own entry is the last of the log: who follows the log reads
// there what the story holds. It returns the number of that entry.
func (w *writer) logHoldings(story string) (int64, error) {
	st, err := w.find("stories", story)
	if err != nil {
		return 0, err
	}
	if last, told := w.told[st.n]; told && last == w.seq {
		return last, nil
	}
	return w.log(change{entity: "story", n: st.n, id: story, story: st.n, action: "update", revision: st.stamp.Revision, public: st.public}), nil
}

// settleHoldings writes the holdings that this write needs and that are not
// there, and settles who may see what is held: a record that only private
// stories hold is private with them.
func (w *writer) settleHoldings() error {
	if err := w.flush(); err != nil {
		return err
	}
	for _, table := range heldTables {
		affected := map[int64]bool{}
		byStory := map[int64][]int64{}
		for h := range w.held[table] {
			byStory[h.story] = append(byStory[h.story], h.n)
			affected[h.n] = true
		}
		for _, story := range slices.Sorted(maps.Keys(byStory)) {
			if err := w.addHoldings(table, story, byStory[story]); err != nil {
				return err
			}
		}
		t := holdingTables[table]
		for _, story := range w.flipped {
			ns, err := w.ints("read "+t.name, "SELECT "+t.column+" FROM "+t.name+" WHERE story = ?", story.n)
			if err != nil {
				return err
			}
			for _, n := range ns {
				affected[n] = true
			}
		}
		if err := w.flush(); err != nil {
			return err
		}
		if err := w.publish(table, slices.Sorted(maps.Keys(affected))); err != nil {
			return err
		}
	}
	clear(w.held)
	clear(w.declared)
	return nil
}

// slot is where among others a story holds a record: the order is that of
// positions, and of numbers where these are the same.
type slot struct{ position, n int64 }

func (p slot) after(other slot) bool {
	return cmp.Or(cmp.Compare(p.position, other.position), cmp.Compare(p.n, other.n)) > 0
}

// addHoldings adds what a story does not hold yet after what it does, and
// brings what a file declares into the file's order.
func (w *writer) addHoldings(table string, story int64, ns []int64) error {
	there, err := w.slots(table, story, ns)
	if err != nil {
		return err
	}
	base, err := w.base(table, story)
	if err != nil {
		return err
	}
	line := func(n int64) int64 { return w.held[table][holding{story, n}] }
	slices.SortFunc(ns, func(a, b int64) int { return cmp.Or(cmp.Compare(line(a), line(b)), cmp.Compare(a, b)) })
	var add, move []slot
	declares := false
	last, begun := w.placed[table][story]
	for _, n := range ns {
		at, held := there[n]
		declared := w.declared[table][holding{story, n}]
		if held && (!declared || !begun || at.after(last)) {
			if declared {
				last, begun = at, true
			}
			continue
		}
		at = slot{base + line(n), n}
		if held {
			move = append(move, at)
		} else {
			add = append(add, at)
		}
		if declared {
			last, begun, declares = at, true, true
		}
	}
	if w.placed[table] == nil {
		w.placed[table] = map[int64]slot{}
	}
	if begun {
		w.placed[table][story] = last
	}
	return w.writeHoldings(table, story, declares, add, move)
}

// slots are where a story holds those records that it does.
func (w *writer) slots(table string, story int64, ns []int64) (map[int64]slot, error) {
	t := holdingTables[table]
	there := map[int64]slot{}
	for part := range slices.Chunk(ns, maxValues-1) {
		c := in(t.column, part, false)
		var held []struct{ N, Position int64 }
		err := w.tx.Raw("SELECT "+t.column+" AS n, position FROM "+t.name+" WHERE story = ? AND "+c.sql, append([]any{story}, c.args...)...).Scan(&held).Error
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", t.name, err)
		}
		for _, h := range held {
			there[h.N] = slot{h.Position, h.N}
		}
	}
	return there, nil
}

// writeHoldings writes what a story holds from now on, and what it holds
// elsewhere in its order. declares tells that the log is to say so.
func (w *writer) writeHoldings(table string, story int64, declares bool, add, move []slot) error {
	t := holdingTables[table]
	since := w.seq
	if declares {
		var id string
		err := scanOne(w.tx.Raw("SELECT id FROM stories WHERE n = ?", story), &id)
		if err != nil {
			return fmt.Errorf("read a story: %w", err)
		}
		if since, err = w.logHoldings(id); err != nil {
			return err
		}
	}
	for _, p := range add {
		w.inserts.add(t.name, []string{"story", t.column, "position", "since"}, nil, []any{story, p.n, p.position, since})
	}
	for _, p := range move {
		if err := w.exec("order "+t.name, "UPDATE "+t.name+" SET position = ? WHERE story = ? AND "+t.column+" = ?", p.position, story, p.n); err != nil {
			return err
		}
	}
	return nil
}

// base is the position after all that a story held before this write, or before
// the file that this write is a part of: so a story holds records in the order
// of the file's lines, whenever each of them could be written.
func (w *writer) base(table string, story int64) (int64, error) {
	if base, known := w.bases[table][story]; known {
		return base, nil
	}
	var base int64
	t := holdingTables[table]
	if err := scanOne(w.tx.Raw("SELECT coalesce(max(position), -1) + 1 FROM "+t.name+" WHERE story = ?", story), &base); err != nil {
		return 0, fmt.Errorf("read %s: %w", t.name, err)
	}
	if w.bases[table] == nil {
		w.bases[table] = map[int64]int64{}
	}
	w.bases[table][story] = base
	return base, nil
}

// publish settles who may see records: anybody, unless stories hold them and
// all of these are private. A record that this changes is logged, so that who
// follows the log learns of it.
func (w *writer) publish(table string, ns []int64) error {
	t := holdingTables[table]
	for part := range slices.Chunk(ns, maxValues) {
		c := in("d.n", part, false)
		var changed []struct {
			N, Public, Revision int64
			ID                  string
		}
		statement := "SELECT n, public, revision, id FROM (SELECT d.n, d.id, d.revision, d.public AS was, CASE WHEN" +
			" EXISTS (SELECT 1 FROM " + t.name + " h WHERE h." + t.column + " = d.n) AND NOT EXISTS (SELECT 1 FROM " + t.name + " h JOIN stories s ON s.n = h.story WHERE h." + t.column + " = d.n AND s.public = 1)" +
			" THEN 0 ELSE 1 END AS public FROM " + table + " d WHERE " + c.sql + ") v WHERE v.was <> v.public ORDER BY v.n"
		if err := w.tx.Raw(statement, c.args...).Scan(&changed).Error; err != nil {
			return fmt.Errorf("publish %s: %w", table, err)
		}
		for _, r := range changed {
			entity := nounOf(table)
			seq := w.log(change{entity: entity, n: r.N, id: r.ID, action: "update", revision: int(r.Revision), public: r.Public == 1})
			if err := w.replace(table, r.N, map[string]any{"public": r.Public, "since": seq}); err != nil {
				return err
			}
			if r.Public == 0 {
				if err := w.hideLog("entity = ? AND n = ?", entity, r.N); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// hideLog takes entries of the log from the sight of those who may see public
// records only.
func (w *writer) hideLog(which string, args ...any) error {
	if err := w.flush(); err != nil {
		return err
	}
	return w.exec("hide changes", "UPDATE changes SET public = 0 WHERE public = 1 AND "+which, args...)
}

// usedBy notes that a story holds what an event or quote of it names.
func (w *writer) usedBy(story storyRow, e *timeline.Event) error {
	var actors []string
	for _, a := range e.Actors {
		actors = append(actors, a.ID)
	}
	for _, q := range e.Quotes {
		actors = append(append(actors, q.Speaker, q.Addressee), q.About...)
	}
	for _, id := range actors {
		if id == "" {
			continue
		}
		a, err := w.actor(id)
		if err != nil {
			return err
		}
		w.hold("actors", story.n, a.n)
	}
	for _, v := range e.Places {
		p, err := w.place(v.ID)
		if err != nil {
			return err
		}
		w.hold("places", story.n, p.n)
	}
	for _, id := range e.Sources() {
		s, found, err := w.sourceOf(id)
		if err != nil {
			return err
		}
		if !found {
			return missing("source", id)
		}
		w.hold("sources", story.n, s.n)
	}
	return nil
}

// missing is the error of a reference to what is not there.
func missing(noun, id string) error {
	return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("There is no %s with the id %q.", noun, id)}
}
