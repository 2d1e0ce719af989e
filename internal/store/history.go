package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// change is an entry of the log, but for its number and time.
type change struct {
	entity   string
	n        int64
	id       string
	story    int64
	action   string
	revision int
	public   bool // anybody may see the record
	before   bool // anybody might before
}

var changeColumns = []string{"seq", "at", "entity", "n", "id", "story", "action", "revision", "author", "reason", "public"}

// log writes the next entry of the log, and returns its number.
func (tx *Tx) log(c change) int64 {
	tx.seq++
	if c.entity == storySchema.resource {
		tx.storyLogged[c.n] = tx.seq
	}
	tx.report.logged++
	tx.showed = tx.showed || c.before
	tx.inserts.add("changes", changeColumns, nil, []any{tx.seq, tx.now.UnixMicro(), c.entity, c.n, c.id, c.story, c.action, c.revision, tx.author.Name, tx.author.Reason, oneIf(c.public)})
	return tx.seq
}

// shows tells whether the transaction changes what anybody may see: it has changed
// what was public before it, or logged what is public after it.
func (tx *Tx) shows() (bool, error) {
	if tx.showed {
		return true, nil
	}
	if err := tx.flush(); err != nil {
		return false, err
	}
	found, err := tx.ints("read the log", "SELECT seq FROM changes WHERE seq > ? AND public = 1 LIMIT 1", tx.began)
	return len(found) > 0, err
}

// isNew tells whether a record came with this transaction.
func (tx *Tx) isNew(s *schema, n int64) bool {
	_, made := tx.created[s][n]
	return made
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// replace gives a row other values as of the change columns["since"]. What it
// was goes into the past, unless that very change made it.
func (tx *Tx) replace(s *schema, n int64, columns map[string]any) error {
	since, _ := columns["since"].(int64)
	if err := tx.supersede(s, []int64{n}, since, true); err != nil {
		return err
	}
	return tx.update(s, n, columns)
}

// update gives a row other values and leaves the past alone.
func (tx *Tx) update(s *schema, n int64, columns map[string]any) error {
	names := slices.Sorted(maps.Keys(columns))
	args := make([]any, len(names), len(names)+1)
	for i, name := range names {
		args[i] = columns[name]
	}
	return tx.exec("write "+s.table, "UPDATE "+s.table+" SET "+strings.Join(names, " = ?, ")+" = ? WHERE n = ?", append(args, n)...)
}

// supersede copies rows with their words into the past, and with their links
// where these are to change: until a change they were as they are. There are at
// most maxValues of them.
func (tx *Tx) supersede(s *schema, ns []int64, until int64, links bool) error {
	if s.dated {
		if err := tx.needIndexes(); err != nil {
			return err
		}
	}
	if err := tx.flush(); err != nil {
		return err
	}
	table, columns, c := s.table, s.columns, in("n", ns, false)
	for _, l := range s.links {
		if !links {
			break
		}
		owned := in("x."+l.owner, ns, false)
		err := tx.exec("keep the past of "+l.name, "INSERT INTO "+l.name+"_past ("+l.columns+", since, until) SELECT x."+strings.Join(l.names(), ", x.")+", o."+l.since+", ? FROM "+l.name+" x JOIN "+table+" o ON o.n = x."+l.owner+" WHERE "+owned.sql+" AND o."+l.since+" < ?",
			slices.Concat([]any{until}, owned.args, []any{until})...)
		if err != nil {
			return err
		}
	}
	doc, story := "doc", "0"
	if tx.decoded != nil && s == &eventSchema {
		doc = "''" // it has been read
	}
	if s.dated {
		story = "story"
	}
	rows, err := tx.db.Raw("INSERT INTO "+table+"_past ("+columns+", until) SELECT "+columns+", ? FROM "+table+" WHERE "+c.sql+" AND since < ? RETURNING v, n, "+story+", "+doc,
		slices.Concat([]any{until}, c.args, []any{until})...).Rows()
	if err != nil {
		return fmt.Errorf("keep the past of %s: %w", table, err)
	}
	defer rows.Close()
	var kept []version
	for rows.Next() {
		var v version
		if err := rows.Scan(&v.v, &v.n, &v.story, &v.doc); err != nil {
			return fmt.Errorf("keep the past of %s: %w", table, err)
		}
		kept = append(kept, v)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("keep the past of %s: %w", table, err)
	}
	return tx.indexPast(s, kept)
}

// version is a row of the past.
type version struct {
	v, n  int64
	story int64 // 0 where it belongs to none
	doc   []byte
}

// relink replaces the links of one owner by others, as of the last change.
func (tx *Tx) relink(l linkTable, owner int64, rows [][]any) error {
	if err := tx.flush(); err != nil {
		return err
	}
	err := tx.exec("keep the past of "+l.name, "INSERT INTO "+l.name+"_past ("+l.columns+", since, until) SELECT "+l.columns+", since, ? FROM "+l.name+" WHERE "+l.owner+" = ? AND since < ?", tx.seq, owner, tx.seq)
	if err != nil {
		return err
	}
	if err := tx.exec("write "+l.name, "DELETE FROM "+l.name+" WHERE "+l.owner+" = ?", owner); err != nil {
		return err
	}
	tx.addLinks(l, rows)
	return nil
}

// addLinks adds links of a kind that says since when, as of the last change.
func (tx *Tx) addLinks(l linkTable, rows [][]any) {
	names := append(l.names(), "since")
	for _, r := range rows {
		tx.inserts.add(l.name, names, nil, append(r, tx.seq))
	}
}
