package store

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// closure is a table that holds, for each record of a hierarchy, all those above
// it: queries pay nothing for the hierarchy, and writes keep it right.
type closure struct {
	links linkTable
	above string // the column of what is above
	rows  func(tx *Tx, n int64) ([][]any, error)
	reset func(k *known) // what a transaction knows of the closure
}

var (
	affiliations = &closure{actorAffiliations, "body", (*Tx).bodiesAbove, func(k *known) {
		for _, a := range k.actors {
			a.bodies, a.resolved = nil, false
		}
	}}
	ancestry = &closure{placeAncestorsTable, "ancestor", (*Tx).placesAbove, func(k *known) {
		for _, p := range k.places {
			p.ancestors, p.resolved = nil, false
		}
	}}
)

// Tables of links whose rows say themselves since when.
var (
	actorAffiliations   = linkTable{"actor_affiliations", "actor", "", "actor, body, earliest, latest"}
	placeAncestorsTable = linkTable{"place_ancestors", "place", "", "place, ancestor"}
	storyTopics         = linkTable{"story_topics", "story", "", "story, topic"}
)

var datedLinks = []linkTable{actorAffiliations, placeAncestorsTable, storyTopics}

// rebuild works a closure out anew for records, and for those below them.
func (tx *Tx) rebuild(c *closure, ns []int64) error {
	if len(ns) == 0 {
		return nil
	}
	if err := tx.flush(); err != nil {
		return err
	}
	all := slices.Clone(ns)
	for part := range slices.Chunk(ns, maxValues) {
		above := in(c.above, part, false)
		below, err := tx.ints("read "+c.links.name, "SELECT DISTINCT "+c.links.owner+" FROM "+c.links.name+" WHERE "+above.sql, above.args...)
		if err != nil {
			return err
		}
		all = append(all, below...)
	}
	slices.Sort(all)
	for _, n := range slices.Compact(all) {
		rows, err := c.rows(tx, n)
		if err != nil {
			return err
		}
		if err := tx.relink(c.links, n, rows); err != nil {
			return err
		}
	}
	c.reset(&tx.known)
	return nil
}

// termOf is a body that an actor belongs to, and when.
type termOf struct{ body, earliest, latest int64 }

// bodiesAbove are the rows of whom an actor belongs to, with the span in which
// every step of the way up holds.
func (tx *Tx) bodiesAbove(n int64) ([][]any, error) {
	terms := map[termOf]bool{}
	if err := tx.collectBodies(n, math.MinInt64, math.MaxInt64, nil, terms); err != nil {
		return nil, err
	}
	var rows [][]any
	for t := range terms {
		if t.body != n {
			rows = append(rows, []any{n, t.body, t.earliest, t.latest})
		}
	}
	return rows, nil
}

func (tx *Tx) collectBodies(n, earliest, latest int64, path []int64, terms map[termOf]bool) error {
	if slices.Contains(path, n) {
		return nil
	}
	path = append(path, n)
	var doc []byte
	if err := scanOne(tx.db.Raw("SELECT doc FROM actors WHERE n = ?", n), &doc); err != nil {
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
		body, err := tx.actor(af.Actor)
		if err != nil {
			return err
		}
		terms[termOf{body.n, from, to}] = true
		if err := tx.collectBodies(body.n, from, to, path, terms); err != nil {
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
func (tx *Tx) bodiesOf(a *knownActor) ([]termOf, error) {
	if a.resolved {
		return a.bodies, nil
	}
	if err := tx.flushTable(actorAffiliations.name); err != nil {
		return nil, err
	}
	rows, err := tx.db.Raw("SELECT body, earliest, latest FROM actor_affiliations WHERE actor = ?", a.n).Rows()
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
	a.resolved = true
	return a.bodies, rows.Err()
}

// placesAbove are the rows of what a place lies in. It stops where it would turn
// in a circle.
func (tx *Tx) placesAbove(n int64) ([][]any, error) {
	var above []int64
	var rows [][]any
	for at := n; ; {
		var doc []byte
		if err := scanOne(tx.db.Raw("SELECT doc FROM places WHERE n = ?", at), &doc); err != nil {
			return nil, fmt.Errorf("read a place: %w", err)
		}
		var p timeline.Place
		if err := json.Unmarshal(doc, &p); err != nil {
			return nil, fmt.Errorf("decode a place: %w", err)
		}
		if p.Parent == "" {
			return rows, nil
		}
		parent, err := tx.place(p.Parent)
		if err != nil {
			return nil, err
		}
		if parent.n == n || slices.Contains(above, parent.n) {
			return rows, nil
		}
		above = append(above, parent.n)
		rows = append(rows, []any{n, parent.n})
		at = parent.n
	}
}

// ancestorsOf are the places that a place lies in.
func (tx *Tx) ancestorsOf(p *knownPlace) ([]int64, error) {
	if p.resolved {
		return p.ancestors, nil
	}
	if err := tx.flushTable(placeAncestorsTable.name); err != nil {
		return nil, err
	}
	var err error
	p.ancestors, err = tx.ints("read places", "SELECT ancestor FROM place_ancestors WHERE place = ?", p.n)
	p.resolved = err == nil
	return p.ancestors, err
}
