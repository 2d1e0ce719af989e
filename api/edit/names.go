package edit

import (
	"encoding/json"
	"slices"
	"strings"

	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/threeway"
	"example.org/dateline/internal/timeline"
)

// directory finds actors and places by what somebody types: those that are published,
// and those of the draft, which go first.
type directory struct {
	drafted map[string][]store.Called    // by resource: those of the draft
	gone    map[string]bool              // resource/id of those that the draft takes out
	byID    map[string]store.Called      // by resource/id
	named   map[string][]store.Called    // by resource/name
	fresh   map[string]store.DraftRecord // by id: those of the draft that are nowhere else yet
	shared  map[string]bool              // ids that other events name
	changed []store.DraftEdit            // those that the form makes, or calls otherwise
	newID   func() string
}

// newDirectory begins with what a draft has.
func newDirectory(records []store.DraftRecord) (*directory, error) {
	d := &directory{drafted: map[string][]store.Called{}, gone: map[string]bool{}, byID: map[string]store.Called{}, named: map[string][]store.Called{}, fresh: map[string]store.DraftRecord{}, shared: map[string]bool{}, newID: placeholder}
	for _, r := range records {
		if r.Entity != "actor" && r.Entity != "place" {
			continue
		}
		if r.Document == nil {
			d.gone[r.Entity+"/"+r.ID] = true
			continue
		}
		c, err := store.CalledIn(r.Document)
		if err != nil {
			return nil, err
		}
		c.ID = r.ID
		d.drafted[r.Entity] = append(d.drafted[r.Entity], c)
		d.byID[r.Entity+"/"+r.ID] = c
		if r.Base == 0 {
			d.fresh[r.ID] = r
		}
	}
	return d, nil
}

// share takes note of whom another event names.
func (d *directory) share(e *timeline.Event) {
	ids, _ := namedIn(&page.DraftEvent{Event: *e})
	for _, list := range ids {
		for _, id := range list {
			d.shared[id] = true
		}
	}
}

// maxNames bounds how many names of one form are looked for.
const maxNames = 2000

// learn looks for records by their ids and by names that were typed.
func (d *directory) learn(v *store.View, resource string, ids, names []string) error {
	var unknown []string
	for _, id := range ids {
		if _, known := d.byID[resource+"/"+id]; !known && id != "" && !slices.Contains(unknown, id) && len(unknown) < maxNames {
			unknown = append(unknown, id)
		}
	}
	found, err := v.CalledByID(resource, unknown)
	if err != nil {
		return err
	}
	for _, c := range found {
		d.byID[resource+"/"+c.ID] = c
	}
	for i, name := range names {
		key := resource + "/" + name
		if _, known := d.named[key]; known || name == "" || i >= maxNames {
			continue
		}
		d.named[key] = slices.DeleteFunc(slices.Clone(d.drafted[resource]), func(c store.Called) bool { return !c.Is(name) })
		list, err := v.Named(resource, name)
		if err != nil {
			return err
		}
		for _, c := range list {
			if d.stands(resource, c.ID) {
				d.named[key] = append(d.named[key], c)
			}
		}
	}
	return nil
}

// stands tells whether the draft leaves a published record as it is.
func (d *directory) stands(resource, id string) bool {
	return !d.gone[resource+"/"+id] && !slices.ContainsFunc(d.drafted[resource], func(c store.Called) bool { return c.ID == id })
}

// find is the id of the actor or place that a name means: the one that was picked, if
// it has the name; the only one that has it; or, where nobody has it, the one that this
// form has made before, which is called so from now on, or where a kind is said, a new
// one. "" is for none.
func (d *directory) find(resource, name, picked, kind string) (id string, err error) {
	if name == "" {
		return "", nil
	}
	if c, known := d.byID[resource+"/"+picked]; known && c.Is(name) {
		return picked, nil
	}
	list := d.named[resource+"/"+name]
	if kind != "" {
		list = slices.DeleteFunc(slices.Clone(list), func(c store.Called) bool { return c.Kind != kind })
	}
	r, own := d.fresh[picked]
	switch {
	case len(list) == 1:
		return list[0].ID, nil
	case len(list) > 1:
		return "", nil
	case own && r.Entity == resource && !d.shared[picked]:
		c := d.byID[resource+"/"+picked]
		document, err := threeway.Take(r.Document, threeway.Conflict{Pointer: "/name", Mine: quoted(name)})
		d.put(resource, store.Called{ID: picked, Name: name, Kind: c.Kind}, store.DraftEdit{Since: r.Seq, Document: document})
		return picked, err
	case kind == "":
		return "", nil
	}
	var made timeline.Record = &timeline.Actor{ID: d.newID(), Name: name, Kind: kind}
	if resource == "place" {
		made = &timeline.Place{ID: made.RecordID(), Name: name, Kind: kind}
	}
	document, err := timeline.Encode(made)
	d.put(resource, store.Called{ID: made.RecordID(), Name: name, Kind: kind}, store.DraftEdit{Document: document})
	return made.RecordID(), err
}

func quoted(text string) json.RawMessage {
	word, _ := json.Marshal(text) // of a string: it can be written
	return word
}

// put takes note of a record that the form makes or changes.
func (d *directory) put(resource string, c store.Called, edit store.DraftEdit) {
	d.byID[resource+"/"+c.ID] = c
	d.named[resource+"/"+c.Name] = append(d.named[resource+"/"+c.Name], c)
	edit.Entity, edit.ID = resource, c.ID
	d.changed = slices.DeleteFunc(d.changed, func(e store.DraftEdit) bool { return e.ID == c.ID })
	d.changed = append(d.changed, edit)
}

// drop takes those out of the draft that an event has named, and nothing names now.
func (d *directory) drop(before, now []string) {
	for i, id := range before {
		r, own := d.fresh[id]
		if !own || d.shared[id] || slices.Contains(now, id) || slices.Contains(before[:i], id) {
			continue
		}
		d.changed = slices.DeleteFunc(d.changed, func(e store.DraftEdit) bool { return e.ID == id })
		d.changed = append(d.changed, store.DraftEdit{Entity: r.Entity, ID: id, Since: r.Seq})
	}
}

// names are what a form shows of the directory.
func (d *directory) names(doc *timeline.Document) page.FormNames {
	n := page.FormNames{ByID: map[string]map[string]page.Called{}, Named: map[string]map[string][]page.Called{}, Known: map[string][]string{}}
	called := func(c store.Called) page.Called { return page.Called{ID: c.ID, Name: c.Name, Kind: c.Kind} }
	for key, c := range d.byID {
		resource, id, _ := strings.Cut(key, "/")
		if n.ByID[resource] == nil {
			n.ByID[resource] = map[string]page.Called{}
		}
		n.ByID[resource][id] = called(c)
	}
	for key, list := range d.named {
		resource, name, _ := strings.Cut(key, "/")
		if n.Named[resource] == nil {
			n.Named[resource] = map[string][]page.Called{}
		}
		for _, c := range list {
			n.Named[resource][name] = append(n.Named[resource][name], called(c))
		}
	}
	for i := range doc.Actors {
		n.Known["actor"] = append(n.Known["actor"], doc.Actors[i].Name)
	}
	for i := range doc.Places {
		n.Known["place"] = append(n.Known["place"], doc.Places[i].Name)
	}
	for resource, list := range n.Known {
		slices.Sort(list)
		list = slices.Compact(list)
		n.Known[resource] = list[:min(len(list), maxKnown)]
	}
	return n
}

// maxKnown bounds the names that a form suggests by itself.
const maxKnown = 300

// namedIn are the ids that an event names, and the words that name nobody yet, by the
// resource.
func namedIn(e *page.DraftEvent) (ids, words map[string][]string) {
	ids, words = map[string][]string{}, map[string][]string{}
	for _, p := range e.Actors {
		ids["actor"], words["actor"] = append(ids["actor"], p.ID), append(words["actor"], p.Name)
	}
	for _, v := range e.Places {
		ids["place"], words["place"] = append(ids["place"], v.ID), append(words["place"], v.Name)
	}
	for i := range e.Quotes {
		q := &e.Quotes[i]
		ids["actor"] = append(append(ids["actor"], q.Speaker, q.Via, q.Addressee), q.About...)
	}
	for pointer, typed := range e.Typed {
		if strings.HasPrefix(pointer, "/quotes/") {
			words["actor"] = append(words["actor"], strings.Split(typed, "\n")...)
		}
	}
	return ids, words
}
