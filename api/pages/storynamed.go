package pages

import (
	"cmp"
	"maps"
	"slices"

	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// peopleAmong is how many of the actors in most events of a large story are looked
// through for people to narrow it to.
const peopleAmong = 60

// sourcesMost is up to how many sources of a large story are read: more are not looked
// through by anybody, and only those are that the page cites.
const sourcesMost = 200

// readNamed reads the actors and sources of the story, or those alone that the page
// names: the actors of a large story, and what there is more of than a list holds.
func readNamed(v *store.View, in *page.StoryInput) error {
	whole := timeline.NewQuery()
	whole.Story = only(in.Story.ID)
	whole.Limit = timeline.MaxLimit
	large := in.All > wholeStoryMost
	if large {
		whole.Limit = peopleAmong
	}
	if err := readCounts(v, in, whole, "actor"); err != nil {
		return err
	}
	paging := timeline.Paging{Limit: timeline.MaxLimit}
	actors, err := store.List{}, error(nil)
	if !large {
		actors, err = v.Actors(timeline.ActorQuery{Paging: paging, Story: whole.Story}, nil)
	}
	switch {
	case err != nil:
		return err
	case large || actors.Next != nil:
		err = readActorsNamed(v, in)
	default:
		in.Actors, err = decodedAs[timeline.Actor](actors)
	}
	if err != nil {
		return err
	}
	if large {
		paging.Limit = sourcesMost
	}
	sources, err := v.Sources(timeline.SourceQuery{Paging: paging, Story: whole.Story}, nil)
	switch {
	case err != nil:
		return err
	case sources.Next != nil:
		return readSourcesCited(v, in)
	}
	in.Sources, err = decodedAs[timeline.Source](sources)
	return err
}

// readActorsNamed reads the actors whom the page names otherwise than with an event, and
// those in most events.
func readActorsNamed(v *store.View, in *page.StoryInput) error {
	ids := slices.Collect(maps.Keys(in.Counts["actor"]))
	for i := range in.Events {
		for _, q := range in.Events[i].Quotes {
			ids = append(ids, q.Speaker, q.Via)
		}
	}
	ids = append(ids, askedFor(in.Asked.Actor, in.Asked.Speaker)...)
	actors, err := v.ActorsByID(ids)
	if err != nil {
		return err
	}
	maps.DeleteFunc(actors, func(_ string, a timeline.Actor) bool { return a.Retracted != nil })
	var offices []string // where those hold them
	for _, a := range actors {
		for _, o := range a.Offices {
			if _, known := actors[o.Organization]; !known {
				offices = append(offices, o.Organization)
			}
		}
	}
	more, err := v.ActorsByID(offices)
	maps.Copy(actors, more)
	in.Actors = slices.SortedFunc(maps.Values(actors), func(a, b timeline.Actor) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return err
}

// readSourcesCited counts the sources of the story, and reads those that events of the
// page cite and those asked for.
func readSourcesCited(v *store.View, in *page.StoryInput) error {
	counts, err := v.Counts(in.Story.ID)
	if err != nil {
		return err
	}
	in.AllSources = counts.Sources
	ids := askedFor(in.Asked.Source)
	for i := range in.Events {
		ids = append(ids, in.Events[i].Sources()...)
	}
	sources, err := v.SourcesByID(ids)
	maps.DeleteFunc(sources, func(_ string, s timeline.Source) bool { return s.Retracted != nil })
	in.Sources = slices.SortedFunc(maps.Values(sources), func(a, b timeline.Source) int { return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID)) })
	return err
}

// askedFor are the ids that clauses name.
func askedFor(clauses ...[]timeline.Clause) []string {
	var ids []string
	for _, list := range clauses {
		for _, c := range list {
			ids = append(ids, c.Values...)
		}
	}
	return ids
}
