package store

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

func (w *writer) declareSources(story storyRow, list []timeline.Source) error {
	var ns []int64
	for _, rec := range list {
		rec.Notes = slices.Clone(rec.Notes) // encoding fills their lists
		st, err := w.find("sources", rec.ID)
		if err != nil {
			return err
		}
		var old timeline.Source
		how, err := settle(w, "source", "sources", &rec, &old, &st,
			func(r *timeline.Source) *timeline.Stamp { return &r.Stamp },
			func(r timeline.Source) timeline.Source { r.Stamp = timeline.Stamp{}; return r })
		if err != nil {
			return err
		}
		if err := w.save("sources", rec.ID, st, how, rec.Stamp, &rec, map[string]any{"sort_name": sortName(rec.Title), "public": 0}); err != nil {
			return err
		}
		if how != unchanged {
			err := w.dialect.index(w.tx, "sources_fts", st.n, []string{"title", "names"}, []string{searchable(rec.Title), searchable(rec.Publisher)})
			if err != nil {
				return fmt.Errorf("index source %s: %w", rec.ID, err)
			}
		}
		w.sources[rec.ID] = st.n
		ns = append(ns, st.n)
	}
	return w.declare("story_sources", "source", story.n, ns)
}

func (w *writer) declareActors(story storyRow, list []timeline.Actor) error {
	var ns []int64
	var regrouped bool
	for _, rec := range list {
		st, err := w.find("actors", rec.ID)
		if err != nil {
			return err
		}
		var old timeline.Actor
		how, err := settle(w, "actor", "actors", &rec, &old, &st,
			func(r *timeline.Actor) *timeline.Stamp { return &r.Stamp },
			func(r timeline.Actor) timeline.Actor { r.Stamp = timeline.Stamp{}; return r })
		if err != nil {
			return err
		}
		if err := w.save("actors", rec.ID, st, how, rec.Stamp, &rec, map[string]any{
			"sort_name": sortName(rec.Name), "kind": rec.Kind, "country": rec.Country, "public": 0}); err != nil {
			return err
		}
		if how != unchanged {
			regrouped = regrouped || len(rec.Affiliations)+len(old.Affiliations) > 0
			if err := w.dialect.index(w.tx, "actors_fts", st.n, []string{"title", "names"}, []string{searchable(rec.Name), searchable(rec.Aliases...)}); err != nil {
				return fmt.Errorf("index actor %s: %w", rec.ID, err)
			}
		}
		if how == updated {
			w.renamed = append(w.renamed, st.n)
		}
		w.actors[rec.ID] = &actorName{n: st.n, name: rec.Name, kind: rec.Kind, aliases: rec.Aliases}
		ns = append(ns, st.n)
	}
	if regrouped {
		if err := w.regroup(ns); err != nil {
			return err
		}
	}
	return w.declare("story_actors", "actor", story.n, ns)
}

// regroup works out anew whom actors, and those affiliated with them, belong
// to.
func (w *writer) regroup(ns []int64) error {
	all := slices.Clone(ns)
	for part := range slices.Chunk(ns, maxValues) {
		c := in("body", part, false)
		var members []int64
		if err := w.tx.Raw("SELECT DISTINCT actor FROM actor_affiliations WHERE "+c.sql, c.args...).Scan(&members).Error; err != nil {
			return fmt.Errorf("read affiliations: %w", err)
		}
		all = append(all, members...)
	}
	slices.Sort(all)
	for _, n := range slices.Compact(all) {
		terms := map[termOf]bool{}
		if err := w.climb(n, math.MinInt64, math.MaxInt64, nil, terms); err != nil {
			return err
		}
		if err := w.exec("write affiliations", "DELETE FROM actor_affiliations WHERE actor = ?", n); err != nil {
			return err
		}
		var rows [][]any
		for t := range terms {
			if t.body != n {
				rows = append(rows, []any{n, t.body, t.earliest, t.latest})
			}
		}
		if err := w.insertRows("actor_affiliations", []string{"actor", "body", "earliest", "latest"}, rows); err != nil {
			return err
		}
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

// actor is what is known of an actor by id.
func (w *writer) actor(id string) (*actorName, error) {
	if a, known := w.actors[id]; known {
		return a, nil
	}
	st, err := w.find("actors", id)
	if err != nil {
		return nil, err
	}
	if !st.duplicate {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("There is no actor with the id %q.", id)}
	}
	var rec timeline.Actor
	if err := json.Unmarshal(st.doc, &rec); err != nil {
		return nil, fmt.Errorf("decode actor %s: %w", id, err)
	}
	a := &actorName{n: st.n, name: rec.Name, kind: rec.Kind, aliases: rec.Aliases}
	w.actors[id] = a
	return a, nil
}

// bodiesOf are the bodies that an actor belongs to.
func (w *writer) bodiesOf(a *actorName) ([]termOf, error) {
	if !a.known {
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
		if err := rows.Err(); err != nil {
			return nil, fmt.Errorf("read affiliations: %w", err)
		}
		a.known = true
	}
	return a.bodies, nil
}

func (w *writer) declarePlaces(story storyRow, list []timeline.Place) error {
	var ns []int64
	var nested bool
	for _, rec := range list {
		st, err := w.find("places", rec.ID)
		if err != nil {
			return err
		}
		var old timeline.Place
		how, err := settle(w, "place", "places", &rec, &old, &st,
			func(r *timeline.Place) *timeline.Stamp { return &r.Stamp },
			func(r timeline.Place) timeline.Place { r.Stamp = timeline.Stamp{}; return r })
		if err != nil {
			return err
		}
		if err := w.save("places", rec.ID, st, how, rec.Stamp, &rec, placeColumns(rec)); err != nil {
			return err
		}
		if how != unchanged {
			nested = nested || rec.Parent != old.Parent
			if err := w.dialect.index(w.tx, "places_fts", st.n, []string{"title"}, []string{searchable(rec.Name)}); err != nil {
				return fmt.Errorf("index place %s: %w", rec.ID, err)
			}
		}
		if how == updated {
			w.moved = append(w.moved, st.n)
		}
		w.places[rec.ID] = &placeName{n: st.n, place: rec}
		ns = append(ns, st.n)
	}
	if nested {
		if err := w.nest(ns); err != nil {
			return err
		}
	}
	return w.declare("story_places", "place", story.n, ns)
}

func placeColumns(p timeline.Place) map[string]any {
	columns := map[string]any{"sort_name": sortName(p.Name), "kind": p.Kind, "country": p.Country, "public": 0,
		"lat": nil, "lon": nil, "x": nil, "y": nil, "z": nil}
	if p.Lat != nil && p.Lon != nil {
		x, y, z := onSphere(*p.Lat, *p.Lon)
		columns["lat"], columns["lon"], columns["x"], columns["y"], columns["z"] = *p.Lat, *p.Lon, x, y, z
	}
	return columns
}

// nest works out anew what places, and those inside them, lie in.
func (w *writer) nest(ns []int64) error {
	all := slices.Clone(ns)
	for part := range slices.Chunk(ns, maxValues) {
		c := in("ancestor", part, false)
		var inside []int64
		if err := w.tx.Raw("SELECT DISTINCT place FROM place_ancestors WHERE "+c.sql, c.args...).Scan(&inside).Error; err != nil {
			return fmt.Errorf("read places: %w", err)
		}
		all = append(all, inside...)
	}
	slices.Sort(all)
	for _, n := range slices.Compact(all) {
		var rows [][]any
		above, err := w.ancestry(n)
		if err != nil {
			return err
		}
		for _, a := range above {
			rows = append(rows, []any{n, a})
		}
		if err := w.exec("write places", "DELETE FROM place_ancestors WHERE place = ?", n); err != nil {
			return err
		}
		if err := w.insertRows("place_ancestors", []string{"place", "ancestor"}, rows); err != nil {
			return err
		}
	}
	return nil
}

// ancestry follows parents up from a place, and stops where it would turn in
// a circle.
func (w *writer) ancestry(n int64) ([]int64, error) {
	var above []int64
	for at := n; ; {
		var doc []byte
		if err := scanOne(w.tx.Raw("SELECT doc FROM places WHERE n = ?", at), &doc); err != nil {
			return nil, fmt.Errorf("read a place: %w", err)
		}
		var p timeline.Place
		if err := json.Unmarshal(doc, &p); err != nil {
			return nil, fmt.Errorf("decode a place: %w", err)
		}
		if p.Parent == "" {
			return above, nil
		}
		parent, err := w.place(p.Parent)
		if err != nil {
			return nil, err
		}
		if parent.n == n || slices.Contains(above, parent.n) {
			return above, nil
		}
		above = append(above, parent.n)
		at = parent.n
	}
}

// place is what is known of a place by id.
func (w *writer) place(id string) (*placeName, error) {
	if p, known := w.places[id]; known {
		return p, nil
	}
	st, err := w.find("places", id)
	if err != nil {
		return nil, err
	}
	if !st.duplicate {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("There is no place with the id %q.", id)}
	}
	p := &placeName{n: st.n}
	if err := json.Unmarshal(st.doc, &p.place); err != nil {
		return nil, fmt.Errorf("decode place %s: %w", id, err)
	}
	w.places[id] = p
	return p, nil
}

func (w *writer) ancestorsOf(p *placeName) ([]int64, error) {
	if !p.known {
		if err := w.tx.Raw("SELECT ancestor FROM place_ancestors WHERE place = ?", p.n).Scan(&p.ancestors).Error; err != nil {
			return nil, fmt.Errorf("read places: %w", err)
		}
		p.known = true
	}
	return p.ancestors, nil
}
