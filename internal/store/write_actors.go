package store

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// actorName is what events show and find of an actor.
type actorName struct {
	n          int64
	name, kind string
	aliases    []string
	before     []string // the aliases that events are still found by; nil where they are the same
	changed    bool     // before is to be used
	retracted  bool
	bodies     []termOf // filled when first needed
	known      bool     // bodies is filled
}

// termOf is a body that an actor belongs to, and when.
type termOf struct{ body, earliest, latest int64 }

var actorKind = kind[timeline.Actor]{"actor", "actors",
	func(a *timeline.Actor) *timeline.Stamp { return &a.Stamp },
	func(a *timeline.Actor) *timeline.Retraction { return a.Retracted },
	func(a timeline.Actor) timeline.Actor { a.Stamp = timeline.Stamp{}; return a }}

// putActor writes an actor, and returns its number. What it belongs to and what
// shows its name follows in settleNames.
func (w *writer) putActor(rec timeline.Actor) (int64, error) {
	old, st, how, err := settle(w, actorKind, rec.ID, &rec)
	if err != nil {
		return 0, err
	}
	a := &actorName{n: st.n, name: rec.Name, kind: rec.Kind, aliases: rec.Aliases, retracted: rec.Retracted != nil}
	if how == updated {
		a.before, a.changed = old.Aliases, true
		if known := w.actors[rec.ID]; known != nil && known.changed {
			a.before = known.before
		}
	}
	w.actors[rec.ID] = a
	if how == unchanged {
		return st.n, nil
	}
	public := w.isPublic(st)
	columns := map[string]any{"sort_name": sortName(rec.Name), "kind": rec.Kind, "country": rec.Country, "public": oneIf(public), "retracted": oneIf(a.retracted)}
	if err := save(w, actorKind, rec.ID, &rec, st, how, 0, public, columns); err != nil {
		return 0, err
	}
	if how == updated && !alike(&old, &rec) {
		w.renamed = append(w.renamed, st.n)
		clear(w.current)
	}
	if how == updated && !slices.Equal(old.Affiliations, rec.Affiliations) {
		w.rejoined = append(w.rejoined, st.n)
		clear(w.current)
	}
	if len(rec.Affiliations)+len(old.Affiliations) > 0 {
		w.joined = append(w.joined, st.n)
	}
	return st.n, w.index("actors_fts", st.n, how == created, actorWords(&rec))
}

// alike tells whether events show two actors alike, and are found by them alike.
func alike(a, b *timeline.Actor) bool {
	return a.Name == b.Name && a.Kind == b.Kind && slices.Equal(a.Aliases, b.Aliases)
}

// actor is what is known of an actor by id.
func (w *writer) actor(id string) (*actorName, error) {
	a, err := w.actorIfAny(id)
	if err == nil && a == nil {
		err = missing("actor", id)
	}
	return a, err
}

// actorIfAny is nil where there is no such actor.
func (w *writer) actorIfAny(id string) (*actorName, error) {
	if a, known := w.actors[id]; known {
		return a, nil
	}
	st, err := w.find("actors", id)
	if err != nil || !st.found {
		return nil, err
	}
	var rec timeline.Actor
	if err := json.Unmarshal(st.doc, &rec); err != nil {
		return nil, fmt.Errorf("decode actor %s: %w", id, err)
	}
	a := &actorName{n: st.n, name: rec.Name, kind: rec.Kind, aliases: rec.Aliases, retracted: rec.Retracted != nil}
	w.actors[id] = a
	return a, nil
}

// aliasesNow are the other names by which an actor's events are found.
func (w *writer) aliasesNow(id string) ([]string, error) {
	a, err := w.actor(id)
	if err != nil {
		return nil, err
	}
	return a.aliases, nil
}

// aliasesBefore are those by which events are found that this write has not
// rendered yet.
func (w *writer) aliasesBefore(id string) ([]string, error) {
	a, err := w.actor(id)
	if err != nil {
		return nil, err
	}
	if a.changed {
		return a.before, nil
	}
	return a.aliases, nil
}

// regroup works out anew whom the actors that were given other affiliations,
// and those affiliated with them, belong to.
func (w *writer) regroup() error {
	if len(w.joined) == 0 {
		return nil
	}
	if err := w.flush(); err != nil {
		return err
	}
	all := slices.Clone(w.joined)
	for part := range slices.Chunk(w.joined, maxValues) {
		c := in("body", part, false)
		members, err := w.ints("read affiliations", "SELECT DISTINCT actor FROM actor_affiliations WHERE "+c.sql, c.args...)
		if err != nil {
			return err
		}
		all = append(all, members...)
	}
	slices.Sort(all)
	for _, n := range slices.Compact(all) {
		terms := map[termOf]bool{}
		if err := w.climb(n, math.MinInt64, math.MaxInt64, nil, terms); err != nil {
			return err
		}
		var rows [][]any
		for t := range terms {
			if t.body != n {
				rows = append(rows, []any{n, t.body, t.earliest, t.latest})
			}
		}
		if err := w.relink(datedLinks["actor_affiliations"], n, rows); err != nil {
			return err
		}
	}
	w.joined = nil
	for _, a := range w.actors {
		a.bodies, a.known = nil, false
	}
	return nil
}

// climb collects the bodies above an actor, with the span in which every step
// of the way up holds.
func (w *writer) climb(n, earliest, latest int64, path []int64, terms map[termOf]bool) error {
	if slices.Contains(path, n) {
		return nil
	}
	path = append(path, n)
	var doc []byte
	if err := scanOne(w.tx.Raw("SELECT doc FROM actors WHERE n = ?", n), &doc); err != nil {
		return fmt.Errorf("read an actor: %w", err)
	}
	var a timeline.Actor
	if err := json.Unmarshal(doc, &a); err != nil {
		return fmt.Errorf("decode an actor: %w", err)
	}
	for _, af := range a.Affiliations {
		term := edtf.Between(boundOf(af.From), boundOf(af.To))
		from, to := max(earliest, term.Earliest), min(latest, term.Latest)
		if from >= to {
			continue
		}
		body, err := w.actor(af.Actor)
		if err != nil {
			return err
		}
		terms[termOf{body.n, from, to}] = true
		if err := w.climb(body.n, from, to, path, terms); err != nil {
			return err
		}
	}
	return nil
}

// boundOf is an end of a term; empty for one that is not stated.
func boundOf(s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		return edtf.Date{}
	}
	return d
}

// bodiesOf are the bodies that an actor belongs to.
func (w *writer) bodiesOf(a *actorName) ([]termOf, error) {
	if a.known {
		return a.bodies, nil
	}
	if err := w.flushed("actor_affiliations"); err != nil {
		return nil, err
	}
	rows, err := w.tx.Raw("SELECT body, earliest, latest FROM actor_affiliations WHERE actor = ?", a.n).Rows()
	if err != nil {
		return nil, fmt.Errorf("read affiliations: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var t termOf
		if err := rows.Scan(&t.body, &t.earliest, &t.latest); err != nil {
			return nil, fmt.Errorf("read affiliations: %w", err)
		}
		a.bodies = append(a.bodies, t)
	}
	a.known = true
	return a.bodies, rows.Err()
}
