package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"example.org/dateline/internal/timeline"
)

// membership is which story holds what: a story holds a source, actor or place
// where it declares it, or where an event or quote of it names it. A record that
// only private stories hold is private with them.
type membership struct {
	tx    *Tx
	owner *storyRow // the story that records without one of their own are written for; nil for none
	line  int64     // where what is being written stands in its file; 0 where there is none

	needed   map[*schema]map[member]int64 // what this transaction needs to be held, and its line
	declared map[*schema]map[member]bool  // what of that is declared, whether or not an event names it
	order    memberOrder
}

// member says that a story holds a record, by their numbers.
type member struct{ story, n int64 }

// memberOrder is where the members of a file stand, so that a story holds them in
// the order of the file's lines, in however many transactions it is read.
type memberOrder struct {
	base map[memberList]int64 // the position before the first line of the file
	last map[memberList]slot  // where what the file declared last is held
}

// memberList is what a story holds of one resource.
type memberList struct {
	schema *schema
	story  int64
}

// slot is where among others a story holds a record: the order is that of
// positions, and of numbers where these are the same.
type slot struct{ position, n int64 }

func (p slot) after(other slot) bool {
	return cmp.Or(cmp.Compare(p.position, other.position), cmp.Compare(p.n, other.n)) > 0
}

func newMemberOrder() memberOrder {
	return memberOrder{map[memberList]int64{}, map[memberList]slot{}}
}

func newMembership(tx *Tx) membership {
	return membership{tx: tx, needed: map[*schema]map[member]int64{}, declared: map[*schema]map[member]bool{}, order: newMemberOrder()}
}

// within runs fn with a story as the owner of what is written.
func (m *membership) within(story *storyRow, fn func() error) error {
	before := m.owner
	m.owner = story
	defer func() { m.owner = before }()
	return fn()
}

// public tells whether anybody may see a source, actor or place that is being
// written, as far as is known before memberships are reconciled.
func (m *membership) public(st stored) bool {
	if st.found {
		return st.public
	}
	return m.owner == nil || !m.owner.private
}

// need notes that a story holds a record.
func (m *membership) need(s *schema, story, n int64) {
	if m.needed[s] == nil {
		m.needed[s] = map[member]int64{}
	}
	if _, known := m.needed[s][member{story, n}]; !known {
		m.needed[s][member{story, n}] = m.line
	}
}

// declare notes that the owner, if there is one, declares what was written. It
// passes on the error of writing it.
func (m *membership) declare(s *schema, n int64, err error) error {
	if err == nil && m.owner != nil {
		m.need(s, m.owner.n, n)
		if m.declared[s] == nil {
			m.declared[s] = map[member]bool{}
		}
		m.declared[s][member{m.owner.n, n}] = true
	}
	return err
}

// nameAll notes that a story holds what an event or quote of it names.
func (m *membership) nameAll(story storyRow, e *timeline.Event) error {
	var actors []string
	for _, a := range e.Actors {
		actors = append(actors, a.ID)
	}
	for _, q := range e.Quotes {
		actors = append(append(actors, q.Speaker, q.Via, q.Addressee), q.About...)
	}
	for _, id := range actors {
		if id == "" {
			continue
		}
		a, err := m.tx.actor(id)
		if err != nil {
			return err
		}
		m.need(&actorSchema, story.n, a.n)
	}
	for _, v := range e.Places {
		p, err := m.tx.place(v.ID)
		if err != nil {
			return err
		}
		m.need(&placeSchema, story.n, p.n)
	}
	for _, id := range e.Sources() {
		s, found, err := m.tx.source(id)
		if err != nil {
			return err
		}
		if !found {
			return missing("source", id)
		}
		m.need(&sourceSchema, story.n, s.n)
	}
	return nil
}

// declareAll notes which records of a resource a story holds, in the order of its
// file. What it held before and its events may still use comes after.
func (m *membership) declareAll(s *schema, story storyRow, ns []int64) error {
	if err := m.tx.flush(); err != nil {
		return err
	}
	t := s.membership
	var before []struct{ N, Since int64 }
	if err := m.tx.db.Raw("SELECT "+t.column+" AS n, since FROM "+t.table+" WHERE story = ? ORDER BY position, n", story.n).Scan(&before).Error; err != nil {
		return fmt.Errorf("read %s: %w", t.table, err)
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
	m.tx.touched.story(story.n, !story.private)
	if err := m.tx.exec("write "+t.table, "DELETE FROM "+t.table+" WHERE story = ?", story.n); err != nil {
		return err
	}
	seq, err := m.log(story.id)
	if err != nil {
		return err
	}
	for position, n := range order {
		held, known := since[n]
		if !known {
			held = seq
			m.need(s, story.n, n)
		}
		m.insert(s, story.n, slot{int64(position), n}, held)
	}
	return nil
}

func (m *membership) insert(s *schema, story int64, at slot, since int64) {
	t := s.membership
	m.tx.inserts.add(t.table, []string{"story", t.column, "position", "since"}, nil, []any{story, at.n, at.position, since})
}

// log logs that a story holds other records than before, or in another order,
// unless its own entry is the last of the log: who follows the log reads there
// what the story holds. It returns the number of that entry.
func (m *membership) log(story string) (int64, error) {
	st, err := m.tx.find(&storySchema, story)
	if err != nil {
		return 0, err
	}
	if last, logged := m.tx.storyLogged[st.n]; logged && last == m.tx.seq {
		return last, nil
	}
	return m.tx.log(change{entity: storySchema.resource, n: st.n, id: story, story: st.n, action: timeline.ActionUpdate, revision: st.stamp.Revision, public: st.public, before: st.public && st.since <= m.tx.began}), nil
}

// reconcile writes the memberships that this transaction needs and that are not
// there, and says of the records concerned who may see them.
func (m *membership) reconcile() error {
	if err := m.tx.flush(); err != nil {
		return err
	}
	for _, s := range members() {
		affected := map[int64]bool{}
		byStory := map[int64][]int64{}
		for held := range m.needed[s] {
			byStory[held.story] = append(byStory[held.story], held.n)
			affected[held.n] = true
		}
		for _, story := range slices.Sorted(maps.Keys(byStory)) {
			if err := m.add(s, story, byStory[story]); err != nil {
				return err
			}
		}
		t := s.membership
		for _, story := range m.tx.cascade.flipped {
			ns, err := m.tx.ints("read "+t.table, "SELECT "+t.column+" FROM "+t.table+" WHERE story = ?", story.n)
			if err != nil {
				return err
			}
			for _, n := range ns {
				affected[n] = true
			}
		}
		if err := m.tx.flush(); err != nil {
			return err
		}
		if err := m.publish(s, slices.Sorted(maps.Keys(affected))); err != nil {
			return err
		}
	}
	clear(m.needed)
	clear(m.declared)
	return nil
}

// add adds what a story does not hold yet after what it does, and brings what a
// file declares into the file's order.
func (m *membership) add(s *schema, story int64, ns []int64) error {
	there, err := m.slots(s, story, ns)
	if err != nil {
		return err
	}
	base, err := m.base(s, story)
	if err != nil {
		return err
	}
	line := func(n int64) int64 { return m.needed[s][member{story, n}] }
	slices.SortFunc(ns, func(a, b int64) int { return cmp.Or(cmp.Compare(line(a), line(b)), cmp.Compare(a, b)) })
	var add, move []slot
	declares := false
	key := memberList{s, story}
	last, begun := m.order.last[key]
	for _, n := range ns {
		at, held := there[n]
		declared := m.declared[s][member{story, n}]
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
	if begun {
		m.order.last[key] = last
	}
	return m.write(s, story, declares, add, move)
}

// slots are where a story holds those records that it does.
func (m *membership) slots(s *schema, story int64, ns []int64) (map[int64]slot, error) {
	t := s.membership
	there := map[int64]slot{}
	for part := range slices.Chunk(ns, maxValues-1) {
		c := in(t.column, part, false)
		var held []struct{ N, Position int64 }
		err := m.tx.db.Raw("SELECT "+t.column+" AS n, position FROM "+t.table+" WHERE story = ? AND "+c.sql, append([]any{story}, c.args...)...).Scan(&held).Error
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", t.table, err)
		}
		for _, h := range held {
			there[h.N] = slot{h.Position, h.N}
		}
	}
	return there, nil
}

// write writes what a story holds from now on, and what it holds elsewhere in its
// order. declares tells that the log is to say so.
func (m *membership) write(s *schema, story int64, declares bool, add, move []slot) error {
	t := s.membership
	since := m.tx.seq
	if len(add)+len(move) > 0 {
		m.tx.touched.story(story, true)
	}
	if declares {
		var id string
		err := scanOne(m.tx.db.Raw("SELECT id FROM stories WHERE n = ?", story), &id)
		if err != nil {
			return fmt.Errorf("read a story: %w", err)
		}
		if since, err = m.log(id); err != nil {
			return err
		}
	}
	for _, at := range add {
		m.insert(s, story, at, since)
	}
	for _, at := range move {
		if err := m.tx.exec("order "+t.table, "UPDATE "+t.table+" SET position = ? WHERE story = ? AND "+t.column+" = ?", at.position, story, at.n); err != nil {
			return err
		}
	}
	return nil
}

// base is the position after all that a story held before this transaction, or
// before the file that it is a part of.
func (m *membership) base(s *schema, story int64) (int64, error) {
	key := memberList{s, story}
	if base, known := m.order.base[key]; known {
		return base, nil
	}
	var base int64
	t := s.membership
	if err := scanOne(m.tx.db.Raw("SELECT coalesce(max(position), -1) + 1 FROM "+t.table+" WHERE story = ?", story), &base); err != nil {
		return 0, fmt.Errorf("read %s: %w", t.table, err)
	}
	m.order.base[key] = base
	return base, nil
}

// publish says who may see records: anybody, unless stories hold them and all of
// these are private. What anybody may see stays so whatever private stories come
// to hold it: it is withdrawn with the last public story alone. A record that this
// changes is logged, so that who follows the log learns of it.
func (m *membership) publish(s *schema, ns []int64) error {
	t := s.membership
	withdrawn, err := m.withdrawn(s)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ns, maxValues) {
		c := in("d.n", part, false)
		var changed []struct {
			N, Public, Revision int64
			ID                  string
		}
		statement := "SELECT n, public, revision, id FROM (SELECT d.n, d.id, d.revision, d.public AS was, CASE WHEN" +
			" EXISTS (SELECT 1 FROM " + t.table + " h WHERE h." + t.column + " = d.n) AND NOT EXISTS (SELECT 1 FROM " + t.table + " h JOIN stories s ON s.n = h.story WHERE h." + t.column + " = d.n AND s.public = 1)" +
			" THEN 0 ELSE 1 END AS public FROM " + s.table + " d WHERE " + c.sql + ") v WHERE v.was <> v.public ORDER BY v.n"
		if err := m.tx.db.Raw(statement, c.args...).Scan(&changed).Error; err != nil {
			return fmt.Errorf("publish %s: %w", s.table, err)
		}
		var ids []string
		for _, r := range changed {
			if r.Public == 0 && !m.tx.isNew(s, r.N) && !withdrawn[r.N] {
				continue
			}
			if !m.tx.isNew(s, r.N) {
				ids = append(ids, r.ID)
			}
			if s == &sourceSchema {
				delete(m.tx.known.sources, r.ID)
				m.tx.cascade.published = append(m.tx.cascade.published, r.ID)
			}
			if s == &actorSchema {
				m.tx.cascade.rebuild(affiliations, r.N)
			}
			if s == &placeSchema {
				m.tx.cascade.rebuild(ancestry, r.N)
			}
			seq := m.tx.log(change{entity: s.resource, n: r.N, id: r.ID, action: timeline.ActionUpdate, revision: int(r.Revision), public: r.Public == 1, before: r.Public == 0 && !m.tx.isNew(s, r.N)})
			if err := m.tx.replace(s, r.N, map[string]any{"public": r.Public, "since": seq}); err != nil {
				return err
			}
			if r.Public == 0 {
				if err := m.tx.hideChanges("entity = ? AND n = ?", s.resource, r.N); err != nil {
					return err
				}
			}
		}
		if err := m.tx.touchReferring(s, ids); err != nil {
			return err
		}
	}
	return nil
}

// withdrawn are the records of a resource that stories hold which have become
// private.
func (m *membership) withdrawn(s *schema) (map[int64]bool, error) {
	t := s.membership
	found := map[int64]bool{}
	for _, story := range m.tx.cascade.flipped {
		if !story.private {
			continue
		}
		ns, err := m.tx.ints("read "+t.table, "SELECT "+t.column+" FROM "+t.table+" WHERE story = ?", story.n)
		if err != nil {
			return nil, err
		}
		for _, n := range ns {
			found[n] = true
		}
	}
	return found, nil
}
