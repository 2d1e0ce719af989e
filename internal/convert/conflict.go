package convert

import (
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// What data sets of conflicts share: rows that say who, where and by whose account.

// maxListed is how many names one cell may have: more are no list of anybody's.
const maxListed = 200

// listed are the names in a cell, which semicolons part, each once.
func listed(cell string) []string {
	var list []string
	for name := range strings.SplitSeq(cell, ";") {
		if name = inOneLine(name); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// addActor adds an actor to an event, unless it takes part in that role already.
func addActor(e *timeline.Event, p timeline.Participant) {
	if p.Name != "" && !slices.Contains(e.Actors, p) {
		e.Actors = append(e.Actors, p)
	}
}

// addPlace adds a place to an event, unless one of that name and kind is there.
func addPlace(e *timeline.Event, v timeline.Venue) {
	same := func(o timeline.Venue) bool { return o.Name == v.Name && o.Kind == v.Kind }
	if v.Name != "" && !slices.ContainsFunc(e.Places, same) {
		v.Role = timeline.DefaultPlaceRole
		e.Places = append(e.Places, v)
	}
}

// names are those of the actors of an event, each once.
func names(list []timeline.Participant) []string {
	var all []string
	for _, p := range list {
		if !slices.Contains(all, p.Name) {
			all = append(all, p.Name)
		}
	}
	return all
}

// rowTitle is the title of an event whose row has none: what happened, to whom, and
// where, in a place of a kind.
func rowTitle(what string, who []string, where, kind string) string {
	if what == "" {
		what = "Event"
	}
	if len(who) > 0 {
		what += ": " + strings.Join(who, ", ")
	}
	switch {
	case where == "":
	case kind == "locality":
		what += " at " + where
	case kind == "area":
		what += " near " + where
	default:
		what += " in " + where
	}
	return timeline.Clip(what, timeline.MaxTitle)
}

// namedSource is a source of which a name alone is known. Its id is that name, where
// all of it can be in an id, so that every row and file cites the same source.
func namedSource(name string) *timeline.Source {
	id := slugOf(name, maxLinkSlug)
	if !isAllSlug(name) || len(name) > maxLinkSlug {
		id += "-" + digest(name)[:8]
	}
	return &timeline.Source{ID: id, Title: timeline.Clip(name, timeline.MaxTitle)}
}

// isAllSlug reports whether a text has nothing but letters a-z, digits and spaces, so
// that its slug says all of it.
func isAllSlug(text string) bool {
	return text != "" && !strings.ContainsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != ' '
	})
}

// cite adds a source to what an event cites and to what comes with its row, unless it
// is there.
func cite(list []timeline.Citation, parts []timeline.Record, s *timeline.Source) ([]timeline.Citation, []timeline.Record) {
	if slices.ContainsFunc(list, func(ct timeline.Citation) bool { return ct.Source == s.ID }) {
		return list, parts
	}
	return append(list, timeline.Citation{Source: s.ID}), append(parts, s)
}
