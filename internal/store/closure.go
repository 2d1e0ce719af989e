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
	links  linkTable
	owners *schema
	above  string // the column of what is above
	rows   func(tx *Tx, n int64) ([]closureRow, error)
	reset  func(k *known) // what a transaction knows of the closure

	// What follows from a change in it: one that shows, and one by way of what is
	// private alone.
	follows, hidden *dependency
}

// closureRow is what a closure holds of a record, in the order of its columns: the
// record, what is above it, when, and whether all between them is public.
type closureRow []int64

var (
	affiliations = &closure{actorAffiliations, &actorSchema, "body", (*Tx).bodiesAbove, func(k *known) {
		for _, a := range k.actors {
			a.bodies, a.resolved = nil, false
		}
	}, actorBodies, actorBodiesHidden}
	ancestry = &closure{placeAncestorsTable, &placeSchema, "ancestor", (*Tx).placesAbove, func(k *known) {
		for _, p := range k.places {
			p.ancestors, p.resolved = nil, false
		}
	}, placeAncestors, placeAncestorsHidden}
)

// Tables of links whose rows say themselves since when.
var (
	actorAffiliations   = linkTable{"actor_affiliations", "actor", "", "actor, body, earliest, latest, public"}
	placeAncestorsTable = linkTable{"place_ancestors", "place", "", "place, ancestor, public"}
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
		if err := tx.rebuildOne(c, n); err != nil {
			return err
		}
	}
	c.reset(&tx.known)
	return nil
}

// rebuildOne works a closure out anew for one record, and notes what has changed
// with it.
func (tx *Tx) rebuildOne(c *closure, n int64) error {
	rows, err := c.rows(tx, n)
	if err != nil {
		return err
	}
	was, err := tx.closureRows(c, n)
	if err != nil {
		return err
	}
	for _, list := range [][]closureRow{rows, was} {
		slices.SortFunc(list, slices.Compare)
	}
	same := func(a, b []closureRow) bool { return slices.EqualFunc(a, b, slices.Equal) }
	if same(was, rows) {
		return nil
	}
	links := make([][]any, len(rows))
	for i, r := range rows {
		links[i] = anys(r)
	}
	if err := tx.relink(c.links, n, links); err != nil {
		return err
	}
	if len(was) == 0 && tx.created[c.owners][n] {
		return nil // no event names it that has been linked yet
	}
	hidden := func(r closureRow) bool { return r[len(r)-1] == 0 }
	tx.cascade.moved(c, n, !same(slices.DeleteFunc(was, hidden), slices.DeleteFunc(rows, hidden)))
	return nil
}

// closureRows are what a closure holds of a record.
func (tx *Tx) closureRows(c *closure, n int64) ([]closureRow, error) {
	var list []closureRow
	err := eachRow(tx.db.Raw("SELECT "+c.links.columns+" FROM "+c.links.name+" WHERE "+c.links.owner+" = ?", n), func(scan func(...any) error) error {
		row := make(closureRow, len(c.links.names()))
		into := make([]any, len(row))
		for i := range row {
			into[i] = &row[i]
		}
		list = append(list, row)
		return scan(into...)
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", c.links.name, err)
	}
	return list, nil
}

// termOf is a body that an actor belongs to, when, and whether by way of public
// actors alone.
type termOf struct {
	body, earliest, latest int64
	public                 bool
}

// bodiesAbove are the rows of whom an actor belongs to, with the span in which
// every step of the way up holds.
func (tx *Tx) bodiesAbove(n int64) ([]closureRow, error) {
	terms := map[[3]int64]bool{}
	if err := tx.collectBodies(termOf{n, math.MinInt64, math.MaxInt64, true}, nil, terms); err != nil {
		return nil, err
	}
	var rows []closureRow
	for t, public := range terms {
		if t[0] != n {
			rows = append(rows, closureRow{n, t[0], t[1], t[2], int64(oneIf(public))})
		}
	}
	return rows, nil
}

// collectBodies gathers whom an actor belongs to, each with when, and whether one
// of the ways there is public. reached is the actor itself: when, and whether all
// before it on the path is public.
func (tx *Tx) collectBodies(reached termOf, path []int64, terms map[[3]int64]bool) error {
	n := reached.body
	if slices.Contains(path, n) {
		return nil
	}
	var doc []byte
	var own int64
	if err := scanOne(tx.db.Raw("SELECT doc, public FROM actors WHERE n = ?", n), &doc, &own); err != nil {
		return fmt.Errorf("read an actor: %w", err)
	}
	public := reached.public && (own == 1 || len(path) == 0) // the ends of a link are looked at where it is read
	path = append(path, n)
	var a timeline.Actor
	if err := json.Unmarshal(doc, &a); err != nil {
		return fmt.Errorf("decode an actor: %w", err)
	}
	for _, af := range a.Affiliations {
		term := edtf.Between(boundOf(af.From), boundOf(af.To))
		from, to := max(reached.earliest, term.Earliest), min(reached.latest, term.Latest)
		if from >= to {
			continue
		}
		body, err := tx.actor(af.Actor)
		if err != nil {
			return err
		}
		at := [3]int64{body.n, from, to}
		terms[at] = terms[at] || public
		if err := tx.collectBodies(termOf{body.n, from, to, public}, path, terms); err != nil {
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
	rows, err := tx.db.Raw("SELECT body, earliest, latest, public = 1 FROM actor_affiliations WHERE actor = ?", a.n).Rows()
	if err != nil {
		return nil, fmt.Errorf("read affiliations: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var t termOf
		if err := rows.Scan(&t.body, &t.earliest, &t.latest, &t.public); err != nil {
			return nil, fmt.Errorf("read affiliations: %w", err)
		}
		a.bodies = append(a.bodies, t)
	}
	a.resolved = true
	return a.bodies, rows.Err()
}

// placesAbove are the rows of what a place lies in. It stops where it would turn
// in a circle.
func (tx *Tx) placesAbove(n int64) ([]closureRow, error) {
	var above []int64
	var rows []closureRow
	public := true
	for at := n; ; {
		var doc []byte
		var own int64
		if err := scanOne(tx.db.Raw("SELECT doc, public FROM places WHERE n = ?", at), &doc, &own); err != nil {
			return nil, fmt.Errorf("read a place: %w", err)
		}
		public = public && (own == 1 || at == n)
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
		rows = append(rows, closureRow{n, parent.n, int64(oneIf(public))})
		at = parent.n
	}
}

// ancestor is a place that another lies in, and whether all between them is public.
type ancestor struct {
	place  int64
	public bool
}

// ancestorsOf are the places that a place lies in.
func (tx *Tx) ancestorsOf(p *knownPlace) ([]ancestor, error) {
	if p.resolved {
		return p.ancestors, nil
	}
	if err := tx.flushTable(placeAncestorsTable.name); err != nil {
		return nil, err
	}
	err := eachRow(tx.db.Raw("SELECT ancestor, public = 1 FROM place_ancestors WHERE place = ?", p.n), func(scan func(...any) error) error {
		var a ancestor
		err := scan(&a.place, &a.public)
		p.ancestors = append(p.ancestors, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	p.resolved = true
	return p.ancestors, nil
}
