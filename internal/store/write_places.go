package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// placeName is what events show and find of a place.
type placeName struct {
	n         int64
	place     timeline.Place
	ancestors []int64
	known     bool // ancestors is filled
}

var placeKind = kind[timeline.Place]{"place", "places",
	func(p *timeline.Place) *timeline.Stamp { return &p.Stamp },
	func(p *timeline.Place) *timeline.Retraction { return p.Retracted },
	func(p timeline.Place) timeline.Place { p.Stamp = timeline.Stamp{}; return p }}

// putPlace writes a place, and returns its number. What it lies in and what
// shows it follows in settleNames.
func (w *writer) putPlace(rec timeline.Place) (int64, error) {
	old, st, how, err := settle(w, placeKind, rec.ID, &rec)
	if err != nil {
		return 0, err
	}
	w.places[rec.ID] = &placeName{n: st.n, place: rec}
	if how == unchanged {
		return st.n, nil
	}
	public := w.isPublic(st)
	columns := placeColumns(rec)
	columns["public"], columns["retracted"] = oneIf(public), oneIf(rec.Retracted != nil)
	if err := save(w, placeKind, rec.ID, &rec, st, how, 0, public, columns); err != nil {
		return 0, err
	}
	if how == updated {
		w.moved = append(w.moved, st.n)
		clear(w.current)
		if rec.Parent != old.Parent {
			w.renested = append(w.renested, st.n)
		}
	}
	if rec.Parent != old.Parent {
		w.nested = append(w.nested, st.n)
	}
	return st.n, w.index("places_fts", st.n, how == created, placeWords(&rec))
}

func placeColumns(p timeline.Place) map[string]any {
	columns := map[string]any{"sort_name": sortName(p.Name), "kind": p.Kind, "country": p.Country,
		"lat": nil, "lon": nil, "x": nil, "y": nil, "z": nil}
	if p.Lat != nil && p.Lon != nil {
		x, y, z := onSphere(*p.Lat, *p.Lon)
		columns["lat"], columns["lon"], columns["x"], columns["y"], columns["z"] = *p.Lat, *p.Lon, x, y, z
	}
	return columns
}

// place is what is known of a place by id.
func (w *writer) place(id string) (*placeName, error) {
	p, err := w.placeIfAny(id)
	if err == nil && p == nil {
		err = missing("place", id)
	}
	return p, err
}

// placeIfAny is nil where there is no such place.
func (w *writer) placeIfAny(id string) (*placeName, error) {
	if p, known := w.places[id]; known {
		return p, nil
	}
	st, err := w.find("places", id)
	if err != nil || !st.found {
		return nil, err
	}
	p := &placeName{n: st.n}
	if err := json.Unmarshal(st.doc, &p.place); err != nil {
		return nil, fmt.Errorf("decode place %s: %w", id, err)
	}
	w.places[id] = p
	return p, nil
}

// nest works out anew what the places that were given another parent, and
// those inside them, lie in.
func (w *writer) nest() error {
	if len(w.nested) == 0 {
		return nil
	}
	if err := w.flush(); err != nil {
		return err
	}
	all := slices.Clone(w.nested)
	for part := range slices.Chunk(w.nested, maxValues) {
		c := in("ancestor", part, false)
		inside, err := w.ints("read places", "SELECT DISTINCT place FROM place_ancestors WHERE "+c.sql, c.args...)
		if err != nil {
			return err
		}
		all = append(all, inside...)
	}
	slices.Sort(all)
	for _, n := range slices.Compact(all) {
		above, err := w.ancestry(n)
		if err != nil {
			return err
		}
		var rows [][]any
		for _, a := range above {
			rows = append(rows, []any{n, a})
		}
		if err := w.relink(datedLinks["place_ancestors"], n, rows); err != nil {
			return err
		}
	}
	w.nested = nil
	for _, p := range w.places {
		p.ancestors, p.known = nil, false
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

func (w *writer) ancestorsOf(p *placeName) ([]int64, error) {
	if p.known {
		return p.ancestors, nil
	}
	if err := w.flushed("place_ancestors"); err != nil {
		return nil, err
	}
	var err error
	p.ancestors, err = w.ints("read places", "SELECT ancestor FROM place_ancestors WHERE place = ?", p.n)
	p.known = err == nil
	return p.ancestors, err
}
