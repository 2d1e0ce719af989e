package store

import (
	"maps"
	"slices"
)

// A record may be shown, or found, through others. What has to be written anew
// when one changes is this graph:
//
//	an actor's name, kind, aliases      → the events that name it: documents and words
//	an actor's affiliations, and        → actor_affiliations of it and of those affiliated with it
//	whether anybody may see it          → the events that name those for whom these changed: links, documents and words
//	a place's name, kind, coordinates   → the events that name it: documents and words
//	a place's country                   → the events that name it: links, documents and words
//	a place's parent, and               → place_ancestors of it and of the places inside
//	whether anybody may see it          → the events that name those for which these changed: links, documents and words
//	a story's language                  → the words of its events and quotes
//	an event's language                 → the words of its quotes
//	a source's text, and whether        → what cites it: spans, which are revisions, grades and words (settle.go)
//	anybody may see it
//	a story's visibility                → its events and quotes: states, links and the log
//	                                    → what only private stories hold (membership.go)
//
// Rewritten events get no revision: they say the same.

// dependency is an edge of the graph: the events to be rendered anew when some
// records change.
type dependency struct {
	links  linkTable // from the events to the records that they name
	relink bool      // their links change, too
	hidden bool      // only those change that there are by way of what is private
}

var (
	actorLabels          = &dependency{links: eventActors}
	actorBodies          = &dependency{links: eventActors, relink: true}
	actorBodiesHidden    = &dependency{links: eventActors, relink: true, hidden: true}
	placeLabels          = &dependency{links: eventPlaces}
	placeCountry         = &dependency{links: eventPlaces, relink: true}
	placeAncestors       = &dependency{links: eventPlaces, relink: true}
	placeAncestorsHidden = &dependency{links: eventPlaces, relink: true, hidden: true}
)

// dependencies are the edges in the order in which they are followed: events
// whose links change are rendered whole, and need not be rendered once more.
var dependencies = []*dependency{actorBodies, placeAncestors, placeCountry, actorBodiesHidden, placeAncestorsHidden, actorLabels, placeLabels}

// cascade is what has to be written anew because of what a transaction wrote.
type cascade struct {
	tx        *Tx
	dirty     map[*dependency][]int64 // the records that changed
	stale     map[*closure][]int64    // the records whose closure may have changed
	flipped   []storyRow              // stories whose visibility changed
	published []string                // ids of sources whose visibility changed
	before    map[int64]string        // the language that each story had whose language changed
	spoke     map[string]string       // the language that each event had of its own whose language changed
	indexed   map[int64]bool          // quotes whose words are by the language that their event and story have now
	rendered  map[int64]bool          // events that show all else as it is now; none after a name has changed
}

func newCascade(tx *Tx) cascade {
	return cascade{tx: tx, dirty: map[*dependency][]int64{}, stale: map[*closure][]int64{}, rendered: map[int64]bool{}, before: map[int64]string{}, spoke: map[string]string{}, indexed: map[int64]bool{}}
}

// changed notes that a record changed in what others show of it.
func (c *cascade) changed(d *dependency, n int64) {
	c.dirty[d] = append(c.dirty[d], n)
	clear(c.rendered)
}

// moved notes that a record's closure changed, and whether anybody may see how.
func (c *cascade) moved(cl *closure, n int64, shows bool) {
	if shows {
		c.changed(cl.follows, n)
	} else {
		c.changed(cl.hidden, n)
	}
}

// rebuild notes that a record's closure has to be worked out anew.
func (c *cascade) rebuild(cl *closure, n int64) {
	c.stale[cl] = append(c.stale[cl], n)
}

// visibilityChanged notes that a story became public or private.
func (c *cascade) visibilityChanged(story storyRow) { c.flipped = append(c.flipped, story) }

// languageChanged notes that a story is in another language: what it holds is
// found by other stems.
func (c *cascade) languageChanged(story int64, before string) {
	if _, twice := c.before[story]; !twice {
		c.before[story] = before
	}
	clear(c.rendered)
	clear(c.indexed)
}

// eventLanguageChanged notes that an event is in another language, and so are those of
// its quotes that name none.
func (c *cascade) eventLanguageChanged(n int64, event, before string) error {
	if _, twice := c.spoke[event]; !twice {
		c.spoke[event] = before
	}
	if len(c.indexed) == 0 {
		return nil
	}
	if err := c.tx.flushTable(quoteSchema.table); err != nil {
		return err
	}
	quotes, err := c.tx.ints("read the quotes of an event", "SELECT n FROM quotes WHERE event = ?", n)
	for _, q := range quotes {
		delete(c.indexed, q)
	}
	return err
}

// closures works out anew what belongs to, and lies in, what.
func (c *cascade) closures() error {
	for _, cl := range []*closure{affiliations, ancestry} {
		ns := c.stale[cl]
		delete(c.stale, cl)
		if err := c.tx.rebuild(cl, ns); err != nil {
			return err
		}
	}
	return nil
}

// run brings up to date what shows or finds events by what this transaction
// changed.
func (c *cascade) run() error {
	if err := c.closures(); err != nil {
		return err
	}
	if err := c.tx.flush(); err != nil {
		return err
	}
	var whole, hidden, shown []int64
	for _, d := range dependencies {
		events, err := c.dependents(d)
		if err != nil {
			return err
		}
		switch {
		case d.hidden:
			hidden = append(hidden, events...)
		case d.relink:
			whole = append(whole, events...)
		default:
			shown = append(shown, events...)
		}
	}
	clear(c.dirty)
	for _, story := range slices.Sorted(maps.Keys(c.before)) {
		events, err := c.tx.ints("read the events of a story", "SELECT n FROM events WHERE story = ?", story)
		if err != nil {
			return err
		}
		shown = append(shown, events...)
	}
	named := map[int64]bool{}
	for _, n := range shown {
		named[n] = true
	}
	for _, n := range hidden {
		if named[n] {
			whole = append(whole, n)
		}
	}
	if err := c.render(whole, true, true); err != nil {
		return err
	}
	if err := c.render(hidden, true, false); err != nil {
		return err
	}
	if err := c.render(shown, false, true); err != nil {
		return err
	}
	return c.languages()
}

// dependents are the events at the far end of an edge.
func (c *cascade) dependents(d *dependency) ([]int64, error) {
	if len(c.dirty[d]) == 0 {
		return nil, nil
	}
	if err := c.tx.needIndexes(); err != nil {
		return nil, err
	}
	target := d.links.target()
	var events []int64
	for part := range slices.Chunk(c.dirty[d], maxValues/2) {
		named := in("x."+target, part, false)
		found, err := c.tx.ints("find events that show a changed name", "SELECT x.event FROM "+d.links.name+" x WHERE "+named.sql+d.links.own("x"), named.args...)
		if err != nil {
			return nil, err
		}
		events = append(events, found...)
	}
	return events, nil
}

// render renders those of some events anew that this transaction has not
// rendered yet.
func (c *cascade) render(events []int64, links, shows bool) error {
	slices.Sort(events)
	events = slices.DeleteFunc(slices.Compact(events), func(n int64) bool { return c.rendered[n] })
	for part := range slices.Chunk(events, renderedAtOnce()) {
		if err := c.tx.render(part, links, shows); err != nil {
			return err
		}
	}
	return nil
}
