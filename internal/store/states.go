package store

import (
	"encoding/json"
	"math"
	"slices"

	"example.org/dateline/internal/timeline"
)

// State is a record as a revision left it, with what the log says of that.
type State struct {
	timeline.Change
	Doc json.RawMessage // without references that the reader may not see; nil where he may not see the state
}

// States are at most so many revisions of a record before one (0: the last ones), the
// newest first, and the one before these, by which to tell what the last of them
// changed. A record that the reader may not see does not exist: code NotFound.
func (v *View) States(resource, id string, before, most int) ([]State, error) {
	var n int64
	s := resourceNamed(resource).schema()
	seen := v.visible(s, "d")
	if err := scanOne(v.db.Raw("SELECT d.n FROM "+s.table+" d WHERE d.id = ? AND "+seen.sql, append([]any{id}, seen.args...)...), &n); err != nil {
		return nil, translate(err, "read "+resource+" "+id)
	}
	if before == 0 {
		before = math.MaxInt32
	}
	listed := cond{sql: "1 = 1"}
	if !v.private {
		listed.sql = "c.public = 1"
	}
	made, err := v.made(resource, n, cond{"revision < ?", []any{before}}, listed, most+1)
	if err != nil {
		return nil, err
	}
	seqs := make([]int64, len(made))
	for i, m := range made {
		seqs[i] = m.Seq
	}
	docs := map[int64]json.RawMessage{}
	if err := v.recordsAt(resource, seqs, docs); err != nil {
		return nil, err
	}
	list := make([]State, len(made))
	for i, m := range made {
		list[i] = State{m.change(), docs[m.Seq]}
	}
	return list, nil
}

// Called is what records of a resource are called, by their ids: a title or name, and of
// a quote its words. Those that the reader may not see are left out.
func (v *View) Called(resource string, ids []string) (map[string]string, error) {
	s, called := resourceNamed(resource).schema(), map[string]string{}
	for part := range slices.Chunk(ids, maxValues) {
		c := and([]cond{in("d.id", part, false), v.visible(s, "d")})
		err := eachRow(v.raw("SELECT d.id, d.doc FROM "+s.from()+" d WHERE "+c.sql, c.args...), func(scan func(into ...any) error) error {
			var id string
			var doc []byte
			if err := scan(&id, &doc); err != nil {
				return err
			}
			r, err := timeline.StoredRecord(resource, doc)
			if err == nil {
				called[id] = calledBy(r)
			}
			return err
		})
		if err != nil {
			return nil, translate(err, "look up "+s.table)
		}
	}
	return called, nil
}
