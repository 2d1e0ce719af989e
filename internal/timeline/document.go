package timeline

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// DocumentVersion is the only version of the story file there is.
const DocumentVersion = 1

// Document is a story file: a story with everything that belongs to it. It is
// complete in itself: whatever its records refer to is declared in it.
type Document struct {
	Version int     `json:"dateline" yaml:"dateline"`
	Story   Story   `json:"story" yaml:"story"`
	Sources Sources `json:"sources" yaml:"sources,omitempty"`
	Actors  Actors  `json:"actors" yaml:"actors,omitempty"`
	Places  Places  `json:"places" yaml:"places,omitempty"`
	Events  Events  `json:"events" yaml:"events,omitempty"`
}

// The lists of records in a Document.
type (
	Sources []Source
	Actors  []Actor
	Places  []Place
	Events  []Event
)

func (*Sources) recordList() {}
func (*Actors) recordList()  {}
func (*Places) recordList()  {}
func (*Events) recordList()  {}

// Declared are the records that the story holds, each with its JSON Pointer: what a
// record of another resource refers to comes before it.
func (d *Document) Declared() iter.Seq2[string, Record] {
	return func(yield func(string, Record) bool) {
		_ = declaredIn(d.Sources, "sources", yield) && declaredIn(d.Actors, "actors", yield) && declaredIn(d.Places, "places", yield)
	}
}

func declaredIn[T any, R interface {
	*T
	Record
}](list []T, name string, yield func(string, Record) bool) bool {
	for i := range list {
		if !yield(fmt.Sprintf("/%s/%d", name, i), R(&list[i])) {
			return false
		}
	}
	return true
}

// ReadDocument decodes and validates a story file. Every mistake is reported,
// in one *Error with code InvalidRecord, with its JSON Pointer and, where the
// nodes know it, its line and column.
func ReadDocument(root *Node) (*Document, error) {
	var doc Document
	var fs Faults
	if err := checkVersion(root); err != nil {
		return nil, err
	}
	decode(root, "", &doc, &fs)
	doc.checkOwners(newChecker(&fs))
	doc.complete()
	var rules Faults
	doc.validate(newChecker(&rules))
	if !fs.ofIDs() {
		newReferences(&doc, newChecker(&rules)).check()
	}
	fs.addOthers(rules)
	if err := fs.Err(root); err != nil {
		return nil, err
	}
	return &doc, nil
}

// checkVersion comes first: a file of another kind gets one clear fault
// instead of one for each of its fields.
func checkVersion(root *Node) error {
	var fs Faults
	if root.Kind != Object {
		fs.Add("", "expected a story file: an object that begins with `dateline: 1`")
		return fs.Err(root)
	}
	i := slices.IndexFunc(root.Members, func(m Member) bool { return m.Name == "dateline" })
	switch {
	case i < 0:
		fs.Add("", "no story file: the version line `dateline: 1` is missing")
	case root.Members[i].Value.Text != strconv.Itoa(DocumentVersion):
		fs.Add("/dateline", "this program reads version 1 of the story file, found %s", root.Members[i].Value.describe())
	}
	return fs.Err(root)
}

// checkOwners refuses records that say they belong elsewhere: a file need not
// name the owner, and would be read as if it had named this one.
func (d *Document) checkOwners(c checker) {
	for i, e := range d.Events {
		at := c.in("events").in(i)
		if e.Story != "" && e.Story != d.Story.ID {
			at.in("story").fault("the event is in the file of the story %q; leave the field out", d.Story.ID)
		}
		for j, q := range e.Quotes {
			if q.Event != "" && q.Event != e.ID {
				at.in("quotes").in(j).in("event").fault("the quote stands in the event %q; leave the field out", e.ID)
			}
		}
	}
}

func (d *Document) complete() {
	for i := range d.Sources {
		d.Sources[i].complete()
	}
	for i := range d.Events {
		d.Events[i].Story = d.Story.ID
		d.Events[i].complete()
	}
}

func (d *Document) validate(c checker) {
	d.Story.validate(c.in("story"))
	for i := range d.Sources {
		d.Sources[i].validate(c.in("sources").in(i))
	}
	for i := range d.Actors {
		d.Actors[i].validate(c.in("actors").in(i))
	}
	for i := range d.Places {
		d.Places[i].validate(c.in("places").in(i))
	}
	for i := range d.Events {
		d.Events[i].validate(c.in("events").in(i))
	}
}

// ofIDs tells whether mistakes keep records or their ids from being known: what refers
// to them would seem to refer to nothing.
func (fs *Faults) ofIDs() bool {
	return slices.ContainsFunc(fs.list, func(f Fault) bool {
		return strings.Count(f.Pointer, "/") <= 2 || strings.HasSuffix(f.Pointer, "/id")
	})
}
