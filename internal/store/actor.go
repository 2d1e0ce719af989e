package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

type actorResource struct{}

var actorSchema = schema{
	resource: "actor", table: "actors",
	columns:    byName + "kind, country, " + byNameVersions,
	membership: &membershipTable{"story_actors", "actor"},
	references: references{[]string{`"affiliations":[{`, `"organization":"`, mergedMark}, "actor", dropFrom(dropGroups)},
	referrers: []referrer{
		{"event", "SELECT e.id FROM event_actors x JOIN events e ON e.n = x.event WHERE x.actor = @n AND x.roles <> 0 AND e.state IN (0, 2)"},
		{"quote", "SELECT q.id FROM quote_actors x JOIN quotes q ON q.n = x.quote WHERE x.actor = @n AND q.state IN (0, 2)"},
		{"actor", "SELECT a.id FROM actors a WHERE a.n <> @n AND a.retracted = 0 AND (replace(a.doc, @actor, '') <> a.doc OR replace(a.doc, @organization, '') <> a.doc)"},
	},
}

func (actorResource) schema() *schema { return &actorSchema }

// Actors lists actors by name.
func (v *View) Actors(q timeline.ActorQuery, after *Position) (List, error) {
	return listed(v, q, q.Paging, after, selectActors)
}

// EachActor is EachEvent for actors.
func (v *View) EachActor(q timeline.ActorQuery, fn func(doc json.RawMessage) error) error {
	return eachNamed(v, q, q.AsOf, selectActors, fn)
}

func selectActors(v *View, q timeline.ActorQuery) (*nameList, error) {
	l := &nameList{schema: &actorSchema, search: q.Search}
	if err := l.ids(v, q.ID, v.numbers(&actorSchema)); err != nil {
		return nil, err
	}
	l.where("kind", q.Kind)
	l.where("country", q.Country)
	if err := l.linked(q.Story, v.numbers(&storySchema), existsIn("story_actors", "actor"), "x.story"); err != nil {
		return nil, err
	}
	return l, l.linked(q.Affiliation, v.numbers(&actorSchema), existsIn("actor_affiliations", "actor"), "x.body")
}

// knownActor is what a transaction knows of an actor: what events show of it,
// and find of it.
type knownActor struct {
	n          int64
	name, kind string
	aliases    []string
	before     []string // the aliases that events are still found by; nil where they are the same
	changed    bool     // before is to be used
	retracted  bool
	into       string   // what it was merged into; empty where it was not
	erased     bool     // and its words are gone for good: what names it stays
	bodies     []termOf // that it belongs to; filled when first needed
	resolved   bool     // bodies is filled
}

func (actorResource) check(tx *Tx, r timeline.Record) (awaited bool, err error) {
	return tx.checkActor(r.(*timeline.Actor))
}

func (actorResource) write(tx *Tx, r timeline.Record) (awaited bool, err error) {
	a := r.(*timeline.Actor)
	if awaited, err := tx.checkActor(a); err != nil {
		return awaited, err
	}
	n, err := tx.putActor(*a)
	return false, tx.members.declare(&actorSchema, n, err)
}

func (actorResource) put(tx *Tx, r timeline.Record) (int64, error) {
	return tx.putActor(*r.(*timeline.Actor))
}

func (actorResource) retract(tx *Tx, r timeline.Record) error {
	r.SetRetraction(tx.retraction())
	_, err := tx.putActor(*r.(*timeline.Actor))
	return err
}

func (actorResource) words(r timeline.Record, about setting) (words, error) {
	a := r.(*timeline.Actor)
	return about.words("", []string{"title", "names"}, said("", a.Name), said("", a.Aliases...)), nil
}

// checkActor checks what an actor refers to, and that it is not affiliated with
// itself through others.
func (tx *Tx) checkActor(a *timeline.Actor) (awaited bool, err error) {
	c := checker{Tx: tx, tombstone: a.Retracted != nil}
	own := map[string]bool{a.ID: true}
	for i, o := range a.Offices {
		if err := c.hasActor(fmt.Sprintf("/offices/%d/organization", i), o.Organization, own); err != nil {
			return false, err
		}
	}
	for i, af := range a.Affiliations {
		if err := c.hasActor(fmt.Sprintf("/affiliations/%d/actor", i), af.Actor, nil); err != nil {
			return false, err
		}
	}
	if err := c.leadsOn(a); err != nil {
		return false, err
	}
	awaited = len(c.faults) > 0
	for i, af := range a.Affiliations {
		circle, err := tx.leadsTo(&actorSchema, af.Actor, a.ID, affiliationsIn)
		if err != nil {
			return false, err
		}
		if circle {
			c.fault(fmt.Sprintf("/affiliations/%d/actor", i), "%q is affiliated with %q, perhaps through others: this would be a circle", af.Actor, a.ID)
		}
	}
	return awaited, c.refused()
}

func affiliationsIn(doc []byte) ([]string, error) {
	var a timeline.Actor
	err := json.Unmarshal(doc, &a)
	var ids []string
	for _, af := range a.Affiliations {
		ids = append(ids, af.Actor)
	}
	return ids, err
}

// putActor writes an actor, and returns its number. What it belongs to and what
// shows its name follows with the cascade.
func (tx *Tx) putActor(rec timeline.Actor) (int64, error) {
	old, st, how, err := revise(tx, &rec)
	if err != nil {
		return 0, err
	}
	a := &knownActor{n: st.n, name: rec.Name, kind: rec.Kind, aliases: rec.Aliases, retracted: rec.Retracted != nil, into: rec.Retracted.MergedInto(), erased: rec.Retracted.IsErased()}
	if how == updated {
		a.before, a.changed = old.Aliases, true
		if known := tx.known.actors[rec.ID]; known != nil && known.changed {
			a.before = known.before
		}
	}
	tx.known.actors[rec.ID] = a
	if how == unchanged {
		return st.n, nil
	}
	public := tx.members.public(st)
	columns := map[string]any{"sort_name": sortName(rec.Name), "kind": rec.Kind, "country": rec.Country, "public": oneIf(public), "retracted": oneIf(a.retracted)}
	if err := tx.save(&rec, st, how, 0, public, columns); err != nil {
		return 0, err
	}
	if how == updated && !sameLabels(old, &rec) {
		tx.cascade.changed(actorLabels, st.n)
	}
	if len(rec.Affiliations)+len(old.Affiliations) > 0 {
		tx.cascade.rebuild(affiliations, st.n)
	}
	return st.n, nil
}

// sameLabels tells whether events show two actors alike, and are found by them alike.
func sameLabels(a, b *timeline.Actor) bool {
	return a.Name == b.Name && a.Kind == b.Kind && slices.Equal(a.Aliases, b.Aliases)
}

// actor is what is known of an actor by id.
func (tx *Tx) actor(id string) (*knownActor, error) {
	a, err := tx.actorIfAny(id)
	if err == nil && a == nil {
		err = missing("actor", id)
	}
	return a, err
}

// actorIfAny is nil where there is no such actor.
func (tx *Tx) actorIfAny(id string) (*knownActor, error) {
	if a, known := tx.known.actors[id]; known {
		return a, nil
	}
	st, err := tx.find(&actorSchema, id)
	if err != nil || !st.found {
		return nil, err
	}
	var rec timeline.Actor
	if err := json.Unmarshal(st.doc, &rec); err != nil {
		return nil, fmt.Errorf("decode actor %s: %w", id, err)
	}
	a := &knownActor{n: st.n, name: rec.Name, kind: rec.Kind, aliases: rec.Aliases, retracted: rec.Retracted != nil, into: rec.Retracted.MergedInto(), erased: rec.Retracted.IsErased()}
	tx.known.actors[id] = a
	return a, nil
}

// aliasesNow are the other names by which an actor's events are found.
func (tx *Tx) aliasesNow(id string) ([]string, error) {
	a, err := tx.actor(id)
	if err != nil {
		return nil, err
	}
	return a.aliases, nil
}

// aliasesBefore are those by which events are found that this transaction has
// not rendered yet.
func (tx *Tx) aliasesBefore(id string) ([]string, error) {
	a, err := tx.actor(id)
	if err != nil {
		return nil, err
	}
	if a.changed {
		return a.before, nil
	}
	return a.aliases, nil
}
