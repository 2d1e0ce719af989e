package store

import (
	"encoding/json"
	"fmt"

	"example.org/dateline/internal/timeline"
)

type placeResource struct{}

var placeSchema = schema{
	resource: "place", table: "places",
	columns:    byName + "kind, country, lat, lon, x, y, z, " + byNameVersions,
	membership: &membershipTable{"story_places", "place"},
	references: references{[]string{`"parent":"`, mergedMark}, "place", dropFrom(dropParent)},
	referrers: []referrer{
		{"event", "SELECT e.id FROM event_places x JOIN events e ON e.n = x.event WHERE x.place = @n AND x.roles <> 0 AND e.state IN (0, 2)"},
		{"place", "SELECT p.id FROM places p WHERE p.n <> @n AND p.retracted = 0 AND replace(p.doc, @parent, '') <> p.doc"},
	},
}

func (placeResource) schema() *schema { return &placeSchema }

// Places lists places by name.
func (v *View) Places(q timeline.PlaceQuery, after *Position) (List, error) {
	return listed(v, q, q.Paging, after, selectPlaces)
}

// EachPlace is EachEvent for places.
func (v *View) EachPlace(q timeline.PlaceQuery, fn func(doc json.RawMessage) error) error {
	return eachNamed(v, q, q.AsOf, selectPlaces, fn)
}

func selectPlaces(v *View, q timeline.PlaceQuery) (*nameList, error) {
	l := &nameList{schema: &placeSchema, search: q.Search}
	if err := l.ids(v, q.ID, v.numbers(&placeSchema)); err != nil {
		return nil, err
	}
	l.where("kind", q.Kind)
	l.where("country", q.Country)
	if err := l.linked(q.Story, v.numbers(&storySchema), existsIn("story_places", "place"), "x.story"); err != nil {
		return nil, err
	}
	return l, l.linked(q.Parent, v.numbers(&placeSchema), existsIn("place_ancestors", "place"), "x.ancestor")
}

// knownPlace is what a transaction knows of a place.
type knownPlace struct {
	n         int64
	place     timeline.Place
	ancestors []ancestor // filled when first needed
	resolved  bool       // ancestors is filled
}

func (placeResource) check(tx *Tx, r timeline.Record) (awaited bool, err error) {
	return tx.checkPlace(r.(*timeline.Place))
}

func (placeResource) write(tx *Tx, r timeline.Record) (awaited bool, err error) {
	p := r.(*timeline.Place)
	if awaited, err := tx.checkPlace(p); err != nil {
		return awaited, err
	}
	n, err := tx.putPlace(*p)
	return false, tx.members.declare(&placeSchema, n, err)
}

func (placeResource) put(tx *Tx, r timeline.Record) (int64, error) {
	return tx.putPlace(*r.(*timeline.Place))
}

func (placeResource) retract(tx *Tx, r timeline.Record) error {
	r.SetRetraction(tx.retraction())
	_, err := tx.putPlace(*r.(*timeline.Place))
	return err
}

func (placeResource) words(r timeline.Record, about setting) (words, error) {
	return about.words("", []string{"title"}, said("", r.(*timeline.Place).Name)), nil
}

// checkPlace checks what a place lies in, and that this is not itself.
func (tx *Tx) checkPlace(p *timeline.Place) (awaited bool, err error) {
	c := checker{Tx: tx, tombstone: p.Retracted != nil}
	if err := c.hasPlace("/parent", p.Parent); err != nil {
		return false, err
	}
	if err := c.leadsOn(p); err != nil {
		return false, err
	}
	if len(c.faults) > 0 || p.Parent == "" {
		return len(c.faults) > 0, c.refused()
	}
	circle, err := tx.leadsTo(&placeSchema, p.Parent, p.ID, parentIn)
	if err != nil {
		return false, err
	}
	if circle {
		c.fault("/parent", "%q lies in %q, perhaps through others: this would be a circle", p.Parent, p.ID)
	}
	return false, c.refused()
}

func parentIn(doc []byte) ([]string, error) {
	var p timeline.Place
	err := json.Unmarshal(doc, &p)
	if p.Parent == "" {
		return nil, err
	}
	return []string{p.Parent}, err
}

// putPlace writes a place, and returns its number. What it lies in and what
// shows it follows with the cascade.
func (tx *Tx) putPlace(rec timeline.Place) (int64, error) {
	old, st, how, err := revise(tx, &rec)
	if err != nil {
		return 0, err
	}
	tx.known.places[rec.ID] = &knownPlace{n: st.n, place: rec}
	if how == unchanged {
		return st.n, nil
	}
	public := tx.members.public(st)
	columns := placeColumns(rec)
	columns["public"], columns["retracted"] = oneIf(public), oneIf(rec.Retracted != nil)
	if err := tx.save(&rec, st, how, 0, public, columns); err != nil {
		return 0, err
	}
	if how == updated {
		tx.cascade.changed(placeLabels, st.n)
	}
	if how == updated && rec.Country != old.Country {
		tx.cascade.changed(placeCountry, st.n)
	}
	if rec.Parent != old.Parent {
		tx.cascade.rebuild(ancestry, st.n)
	}
	return st.n, nil
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
func (tx *Tx) place(id string) (*knownPlace, error) {
	p, err := tx.placeIfAny(id)
	if err == nil && p == nil {
		err = missing("place", id)
	}
	return p, err
}

// placeIfAny is nil where there is no such place.
func (tx *Tx) placeIfAny(id string) (*knownPlace, error) {
	if p, known := tx.known.places[id]; known {
		return p, nil
	}
	st, err := tx.find(&placeSchema, id)
	if err != nil || !st.found {
		return nil, err
	}
	p := &knownPlace{n: st.n}
	if err := json.Unmarshal(st.doc, &p.place); err != nil {
		return nil, fmt.Errorf("decode place %s: %w", id, err)
	}
	tx.known.places[id] = p
	return p, nil
}
