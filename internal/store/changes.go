package store

import (
	"encoding/json"
	"slices"
	"strconv"

	"example.org/dateline/internal/timeline"
)

// ChangeList is a part of the log, each entry as JSON.
type ChangeList struct {
	Entries []json.RawMessage
	Through int64 // the last change that the list covers, whether it is in it or not
	More    bool  // there are later changes
}

// searched is how many entries of the log one list covers at most: whoever asks
// for few of many gets short lists, each as soon as any.
const searched = 100_000

// Changes lists the log after a change, as far as the reader may see it. A
// change that has yet to be made is refused with code InvalidParameter.
func (v *View) Changes(q timeline.ChangeQuery) (ChangeList, error) {
	last, err := v.last()
	if err != nil {
		return ChangeList{}, err
	}
	list := ChangeList{Through: min(last, q.Since+searched)}
	switch {
	case q.Since > last:
		return list, notYet(timeline.SinceParameter, last)
	case q.Since == last:
		return list, nil
	}
	which, never, err := v.asked(q)
	if err != nil || never {
		list.Through = last
		return list, err
	}
	seq := "c.seq"
	if slices.ContainsFunc(q.ID, func(c timeline.Clause) bool { return !c.Exclude }) {
		// A few records have few entries, which an index finds wherever they are.
		seq, list.Through = v.dialect.unindexed(seq), last
	}
	where := and(append([]cond{{seq + " > ? AND " + seq + " <= ?", []any{q.Since, list.Through}}}, which...))
	var found []logged
	err = v.db.Raw("SELECT "+loggedColumns+", coalesce(s.id, '') AS story_id FROM changes c LEFT JOIN stories s ON s.n = c.story WHERE "+where.sql+" ORDER BY c.seq LIMIT ?",
		append(where.args, q.Limit+1)...).Scan(&found).Error
	if err != nil {
		return list, translate(err, "read the log")
	}
	if len(found) > q.Limit {
		found = found[:q.Limit]
		list.Through = found[len(found)-1].Seq
	}
	if list.Entries, err = v.entries(found); err != nil {
		return list, err
	}
	if n := len(list.Entries); n < len(found) {
		list.Through = found[n-1].Seq
	}
	list.More = list.Through < last
	return list, nil
}

// EachChange calls fn with every entry after a change that a query asks for,
// without regard to its limit; see EachEvent.
func (v *View) EachChange(q timeline.ChangeQuery, fn func(doc json.RawMessage) error) error {
	q.Limit = batch
	for {
		list, err := v.Changes(q)
		if err != nil {
			return err
		}
		for _, entry := range list.Entries {
			if err := fn(entry); err != nil {
				return err
			}
		}
		if q.Since = list.Through; !list.More {
			return nil
		}
	}
}

// last is the last change of the log that the reader may know of.
func (v *View) last() (int64, error) {
	version, err := v.Version()
	return version.Seq, err
}

// notYet is the error of a parameter that names a change to come.
func notYet(parameter string, last int64) error {
	return &timeline.Error{Code: timeline.InvalidParameter, Parameter: parameter,
		Message: "The parameter " + parameter + " names a change that has not been made: the last one is " + strconv.FormatInt(last, 10) + "."}
}

// logged is an entry of the log as it is stored, with the id of its story.
type logged struct {
	Seq, At, N, Story, Public int64
	Entity, ID, StoryID       string
	Action, Author, Reason    string
	Revision                  int
	Shown                     int64 // see made
}

func (l logged) change() timeline.Change {
	return timeline.Change{Seq: l.Seq, At: fromMicros(l.At), Entity: l.Entity, ID: l.ID, Story: l.StoryID,
		Action: l.Action, Revision: l.Revision, By: l.Author, Reason: l.Reason}
}

const loggedColumns = "c.seq, c.at, c.entity, c.n, c.id, c.story, c.action, c.revision, c.author, c.reason, c.public"

// asked are the conditions of a query on c, the log. never tells that nothing
// can meet them.
func (v *View) asked(q timeline.ChangeQuery) (conds []cond, never bool, err error) {
	if !v.private {
		conds = append(conds, cond{sql: "c.public = 1"})
	}
	if q.Entities != nil {
		conds = append(conds, in(v.dialect.unindexed("c.entity"), q.Entities, false))
	}
	if q.Actions != nil {
		conds = append(conds, in("c.action", q.Actions, false))
	}
	for _, c := range q.By {
		conds = append(conds, in("c.author", c.Values, c.Exclude))
	}
	for _, c := range q.ID {
		if c.Exclude {
			conds = append(conds, in("c.id", c.Values, true))
			continue
		}
		its, err := v.entriesOf(c.Values)
		if err != nil || its.sql == "" {
			return nil, true, err
		}
		conds = append(conds, its)
	}
	if q.Story == "" {
		return conds, false, nil
	}
	stories, err := v.numbers(&storySchema)([]string{q.Story})
	if err != nil || len(stories) == 0 {
		return nil, true, err
	}
	story := stories[0]
	its := []cond{{v.dialect.unindexed("c.story") + " = ?", []any{story}}}
	for _, s := range members() {
		m := s.membership
		its = append(its, cond{"c.entity = '" + s.resource + "' AND EXISTS (SELECT 1 FROM " + m.table + " h WHERE h.story = ? AND h." + m.column + " = c.n)", []any{story}})
	}
	held := or(its)
	return append(conds, cond{"(" + held.sql + ")", held.args}), false, nil
}

// entriesOf is the condition on c, the log, that an entry is of a record of any
// resource with one of some ids; empty where there is none. It looks at no one's
// right to see the records: the entries say that of themselves.
func (v *View) entriesOf(ids []string) (cond, error) {
	var its []cond
	for _, r := range resources {
		s, c := r.schema(), in("id", ids, false)
		var ns []int64
		if err := v.db.Raw("SELECT n FROM "+s.table+" WHERE "+c.sql, c.args...).Scan(&ns).Error; err != nil {
			return cond{}, translate(err, "look up "+s.table)
		}
		if len(ns) > 0 {
			c := in("c.n", ns, false)
			its = append(its, cond{"(c.entity = '" + s.resource + "' AND " + c.sql + ")", c.args})
		}
	}
	if len(its) == 0 {
		return cond{}, nil
	}
	c := or(its)
	return cond{"(" + c.sql + ")", c.args}, nil
}

// entries are entries of the log as JSON, with their records; only the first of
// them where stories hold so much that a page would not.
func (v *View) entries(found []logged) ([]json.RawMessage, error) {
	found, held, err := v.membersAt(found)
	if err != nil {
		return nil, err
	}
	seqs := map[string][]int64{}
	for _, l := range found {
		seqs[l.Entity] = append(seqs[l.Entity], l.Seq)
	}
	erased, err := v.erasedAt(found)
	if err != nil {
		return nil, err
	}
	records := map[int64]json.RawMessage{}
	for entity, list := range seqs {
		if err := v.recordsAt(entity, list, records); err != nil {
			return nil, err
		}
	}
	docs := make([]json.RawMessage, len(found))
	for i, l := range found {
		c := l.change()
		c.Record, c.Holds, c.Erased = records[l.Seq], held[l.Seq], erased[l.Seq]
		if docs[i], err = timeline.Encode(&c); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// recordsAt reads the records of one resource as entries of the log left them.
func (v *View) recordsAt(entity string, seqs []int64, into map[int64]json.RawMessage) error {
	s := resourceNamed(entity).schema()
	for part := range slices.Chunk(seqs, max(1, maxValues/2)) {
		of, docs, err := v.docsAt(s.table, part)
		if err != nil {
			return translate(err, "read "+s.table+" of the log")
		}
		v.tell(s, pointers(docs)...)
		if err := v.redact(s, pointers(docs)...); err != nil {
			return err
		}
		for i, seq := range of {
			into[seq] = docs[i]
		}
	}
	return nil
}

// docsAt reads the documents of a table as entries of the log left them, with
// the entry of each.
func (v *View) docsAt(table string, seqs []int64) (of []int64, docs []json.RawMessage, err error) {
	c := in("c.seq", seqs, false)
	rows, err := v.db.Raw("SELECT c.seq, d.doc FROM changes c JOIN "+table+" d ON d.n = c.n WHERE "+c.sql+" AND "+v.dialect.unindexed("d.since")+" <= c.seq"+
		" UNION ALL SELECT c.seq, d.doc FROM changes c JOIN "+table+"_past d ON d.n = c.n WHERE "+c.sql+" AND d.since <= c.seq AND d.until > c.seq",
		slices.Concat(c.args, c.args)...).Rows()
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var doc []byte
		if err := rows.Scan(&seq, &doc); err != nil {
			return nil, nil, err
		}
		docs, of = append(docs, doc), append(of, seq)
	}
	return of, docs, rows.Err()
}

// maxMembers bounds how many ids of what stories hold a page of the log has, beside
// those of its first story. Tests make do with few.
var maxMembers = 50_000

// membersAt reads what stories held at entries of theirs in the log, and returns
// the entries up to where that is too much for a page.
func (v *View) membersAt(found []logged) ([]logged, map[int64]*timeline.Holdings, error) {
	held, sum := map[int64]*timeline.Holdings{}, 0
	for i, l := range found {
		if l.Entity != storySchema.resource {
			continue
		}
		if sum > maxMembers {
			return found[:i], held, nil
		}
		h := &timeline.Holdings{}
		for _, s := range members() {
			m, ids := s.membership, h.Of(s.resource)
			err := v.db.Raw("SELECT d.id FROM "+m.table+" h JOIN "+s.table+" d ON d.n = h."+m.column+" WHERE h.story = ? AND h.since <= ? ORDER BY h.position, d.n", l.N, l.Seq).Scan(ids).Error
			if err != nil {
				return nil, nil, translate(err, "read "+m.table+" of the log")
			}
			sum += len(*ids)
		}
		held[l.Seq] = h
	}
	return found, held, nil
}
