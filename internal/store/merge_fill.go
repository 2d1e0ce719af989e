package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// fill writes the other record with what it gains: the names of the merged one, and
// what it said in fields that are empty. Nothing is overwritten, and nothing that only
// private stories hold is told of what anybody may read.
func (m *merging) fill(from timeline.Record, done *Merge) error {
	st, err := m.find(m.schema, m.into)
	if err != nil {
		return err
	}
	stored, err := timeline.StoredRecord(m.schema.resource, st.doc)
	if err != nil {
		return fmt.Errorf("decode %s %s: %w", m.schema.resource, m.into, err)
	}
	other, _ := timeline.Led(stored.Authored(), m.lead)
	from, _ = timeline.Led(from, m.lead)
	if !m.hides {
		switch to := other.(type) {
		case *timeline.Actor:
			err = m.fillActor(to, from.(*timeline.Actor), done)
		case *timeline.Place:
			err = m.fillPlace(to, from.(*timeline.Place), done)
		case *timeline.Source:
			fillSource(to, from.(*timeline.Source), done)
		}
	}
	if err != nil {
		return err
	}
	r := resourceNamed(m.schema.resource)
	if _, err := r.check(m.Tx, other); err != nil {
		return m.explained(fmt.Sprintf("the %s %q", m.schema.resource, m.into), err)
	}
	if _, err := r.(declarable).put(m.Tx, other); err != nil {
		return m.explained(fmt.Sprintf("the %s %q", m.schema.resource, m.into), err)
	}
	return nil
}

func (m *merging) fillActor(to, from *timeline.Actor, done *Merge) error {
	to.Aliases = slices.Clone(to.Aliases)
	for _, name := range append([]string{from.Name}, from.Aliases...) {
		so := func(other string) bool { return exactName(other) == exactName(name) }
		if !so(to.Name) && !slices.ContainsFunc(to.Aliases, so) {
			to.Aliases, done.Aliases = append(to.Aliases, name), append(done.Aliases, name)
		}
	}
	fillField(done, "description", &to.Description, from.Description)
	if len(to.Offices) == 0 && len(from.Offices) > 0 {
		to.Offices, done.Filled = from.Offices, append(done.Filled, "offices")
	}
	fillField(done, "country", &to.Country, from.Country)
	fillField(done, "wikidata", &to.Wikidata, from.Wikidata)
	if len(to.Affiliations) > 0 {
		return nil
	}
	for _, af := range from.Affiliations {
		circle, err := m.leadsTo(m.schema, af.Actor, m.into, affiliationsIn)
		if err != nil {
			return err
		}
		if !circle {
			to.Affiliations = append(to.Affiliations, af)
		}
	}
	if len(to.Affiliations) > 0 {
		done.Filled = append(done.Filled, "affiliations")
	}
	return nil
}

func (m *merging) fillPlace(to, from *timeline.Place, done *Merge) error {
	if to.Lat == nil && from.Lat != nil {
		to.Lat, to.Lon, done.Filled = from.Lat, from.Lon, append(done.Filled, "lat", "lon")
	}
	fillField(done, "country", &to.Country, from.Country)
	if from.Parent == "" {
		return nil
	}
	circle, err := m.leadsTo(m.schema, from.Parent, m.into, parentIn)
	if err == nil && !circle {
		fillField(done, "parent", &to.Parent, from.Parent)
	}
	return err
}

func fillSource(to, from *timeline.Source, done *Merge) {
	fillField(done, "publisher", &to.Publisher, from.Publisher)
	fillField(done, "url", &to.URL, from.URL)
	fillField(done, "published", &to.Published, from.Published)
	fillField(done, "language", &to.Language, from.Language)
	fillField(done, "digest", &to.Digest, from.Digest)
	fillField(done, "length", &to.Length, from.Length)
	if len(to.Notes) == 0 && len(from.Notes) > 0 {
		to.Notes, done.Filled = from.Notes, append(done.Filled, "notes")
	}
	if len(to.NotFactual) == 0 && len(from.NotFactual) > 0 {
		to.NotFactual, done.Filled = from.NotFactual, append(done.Filled, "not_factual")
	}
}

// fillField gives a field that is empty another value, if that is not empty.
func fillField[T comparable](done *Merge, name string, to *T, from T) {
	var empty T
	if *to == empty && from != empty {
		*to, done.Filled = from, append(done.Filled, name)
	}
}

// moveText has the source that another is merged into hold the other's text, where it
// has none itself. Two different ones are refused.
func (m *merging) moveText(from, other timeline.Record) error {
	old, ok := from.(*timeline.Source)
	if !ok {
		return nil
	}
	kept := other.(*timeline.Source)
	if old.Digest != "" && kept.Digest != "" && old.Digest != kept.Digest {
		return refuse("/into", "the sources %q and %q have different texts, with the digests %s and %s: two sources, or two versions of one. Where they are versions, give both the newer text first: PUT /v1/sources/%s/text", m.id, m.into, old.Digest, kept.Digest, m.id)
	}
	held, err := m.textOf(m.n)
	if err != nil || !held.met {
		return err
	}
	there, err := m.textOf(m.onto)
	if err != nil {
		return err
	}
	switch {
	case there.text != nil:
		return nil
	case m.hides:
		return refuse("/into", "anybody may read the source %q, and only private stories hold %q and its text: hand the text over for %q first, if it may be used there", m.into, m.id, m.into)
	case held.text != nil:
		_, err = m.PutText(m.into, held.text, func(Record) error { return nil })
	case !there.met:
		err = m.exec("follow a text", "UPDATE source_texts SET source = ? WHERE source = ?", m.onto, m.n)
		m.known.texts.keep(m.onto, held)
	}
	return err
}

// dropText forgets the text of a source that is merged: the other has it.
func (m *merging) dropText() error {
	if m.schema != &sourceSchema {
		return nil
	}
	m.known.texts.keep(m.n, heldText{})
	return m.exec("forget a text", "DELETE FROM source_texts WHERE source = ?", m.n)
}
