package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Author says who makes a change and why. Both are kept in the log.
type Author struct {
	Name   string // of the token, or of the command
	Reason string // empty where none is given
}

// change is an entry of the log, but for its number and time.
type change struct {
	entity   string
	n        int64
	id       string
	story    int64
	action   string
	revision int
	public   bool
}

var changeColumns = []string{"seq", "at", "entity", "n", "id", "story", "action", "revision", "author", "reason", "public"}

// log writes the next entry of the log, and returns its number.
func (w *writer) log(c change) int64 {
	w.seq++
	if c.entity == storyKind.entity {
		w.told[c.n] = w.seq
	}
	w.report.logged++
	w.inserts.add("changes", changeColumns, nil, []any{w.seq, w.now.UnixMicro(), c.entity, c.n, c.id, c.story, c.action, c.revision, w.author.Name, w.author.Reason, oneIf(c.public)})
	return w.seq
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// versioned are the columns that a table of nouns shares with its past.
var versioned = map[string]string{
	"stories": "n, id, sort_name, public, retracted, revision, recorded_at, updated_at, touched, since, doc",
	"sources": "n, id, sort_name, public, retracted, revision, recorded_at, updated_at, touched, since, doc",
	"actors":  "n, id, sort_name, kind, country, public, retracted, revision, recorded_at, updated_at, touched, since, doc",
	"places":  "n, id, sort_name, kind, country, lat, lon, x, y, z, public, retracted, revision, recorded_at, updated_at, touched, since, doc",
	"events":  "n, id, story, type, status, verification, earliest, latest, state, revision, recorded_at, updated_at, touched, since, doc",
	"quotes":  "n, id, event, story, earliest, latest, state, revision, recorded_at, updated_at, touched, since, doc",
}

// ownedLinks are the tables whose rows belong to a record and are versioned
// with it, by the table of their owner.
var ownedLinks = map[string][]linkTable{
	"events": {
		{"event_actors", "event", "linked", "actor, earliest, event, latest, state, roles, all_roles"},
		{"event_places", "event", "linked", "place, earliest, event, latest, state, roles, all_roles"},
		{"event_topics", "event", "linked", "topic, earliest, event, latest, state"},
		{"event_sources", "event", "linked", "source, earliest, event, latest, state"},
	},
	"quotes": {{"quote_actors", "quote", "since", "actor, earliest, quote, latest, state, roles"}},
}

// datedLinks are the tables of links whose rows say themselves since when.
var datedLinks = map[string]linkTable{
	"actor_affiliations": {"actor_affiliations", "actor", "", "actor, body, earliest, latest"},
	"place_ancestors":    {"place_ancestors", "place", "", "place, ancestor"},
	"story_topics":       {"story_topics", "story", "", "story, topic"},
}

// linkTable is a table of links: whose they are, the column in which their owner
// says since when they are as they are, where they do not say it themselves, and
// their columns.
type linkTable struct{ name, owner, since, columns string }

// replace gives a row other values as of the change columns["since"]. What it
// was goes into the past, unless that very change made it.
func (w *writer) replace(table string, n int64, columns map[string]any) error {
	since, _ := columns["since"].(int64)
	if err := w.supersede(table, []int64{n}, since, true); err != nil {
		return err
	}
	return w.update(table, n, columns)
}

// update gives a row other values and leaves the past alone.
func (w *writer) update(table string, n int64, columns map[string]any) error {
	names := slices.Sorted(maps.Keys(columns))
	args := make([]any, len(names), len(names)+1)
	for i, name := range names {
		args[i] = columns[name]
	}
	return w.exec("write "+table, "UPDATE "+table+" SET "+strings.Join(names, " = ?, ")+" = ? WHERE n = ?", append(args, n)...)
}

// supersede copies rows with their words into the past, and with their links
// where these are to change: until a change they were as they are. There are at
// most maxValues of them.
func (w *writer) supersede(table string, ns []int64, until int64, links bool) error {
	if err := w.flush(); err != nil {
		return err
	}
	columns, c := versioned[table], in("n", ns, false)
	for _, l := range ownedLinks[table] {
		if !links {
			break
		}
		owned := in("x."+l.owner, ns, false)
		err := w.exec("keep the past of "+l.name, "INSERT INTO "+l.name+"_past ("+l.columns+", since, until) SELECT x."+strings.ReplaceAll(l.columns, ", ", ", x.")+", o."+l.since+", ? FROM "+l.name+" x JOIN "+table+" o ON o.n = x."+l.owner+" WHERE "+owned.sql+" AND o."+l.since+" < ?",
			slices.Concat([]any{until}, owned.args, []any{until})...)
		if err != nil {
			return err
		}
	}
	doc := "doc"
	if w.decoded != nil {
		doc = "''" // it has been read
	}
	rows, err := w.tx.Raw("INSERT INTO "+table+"_past ("+columns+", until) SELECT "+columns+", ? FROM "+table+" WHERE "+c.sql+" AND since < ? RETURNING v, n, "+doc,
		slices.Concat([]any{until}, c.args, []any{until})...).Rows()
	if err != nil {
		return fmt.Errorf("keep the past of %s: %w", table, err)
	}
	defer rows.Close()
	var kept []version
	for rows.Next() {
		var v version
		if err := rows.Scan(&v.v, &v.n, &v.doc); err != nil {
			return fmt.Errorf("keep the past of %s: %w", table, err)
		}
		kept = append(kept, v)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("keep the past of %s: %w", table, err)
	}
	return w.keepWords(table, kept)
}

// version is a row of the past.
type version struct {
	v, n int64
	doc  []byte
}

// relink replaces the links of one owner by others, as of the last change.
func (w *writer) relink(l linkTable, owner int64, rows [][]any) error {
	if err := w.flush(); err != nil {
		return err
	}
	err := w.exec("keep the past of "+l.name, "INSERT INTO "+l.name+"_past ("+l.columns+", since, until) SELECT "+l.columns+", since, ? FROM "+l.name+" WHERE "+l.owner+" = ? AND since < ?", w.seq, owner, w.seq)
	if err != nil {
		return err
	}
	if err := w.exec("write "+l.name, "DELETE FROM "+l.name+" WHERE "+l.owner+" = ?", owner); err != nil {
		return err
	}
	w.addLinks(l, rows)
	return nil
}

// addLinks adds links of a kind that says since when, as of the last change.
func (w *writer) addLinks(l linkTable, rows [][]any) {
	names := append(strings.Split(l.columns, ", "), "since")
	for _, r := range rows {
		w.inserts.add(l.name, names, nil, append(r, w.seq))
	}
}
