package edit

import (
	"context"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/draft"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// maxSuggestions is how many events are suggested at once.
const maxSuggestions = 50

// suggest lists the events that a text of a source holds and no event cites yet, in its
// order. The passages of which somebody said that they make no event are left out. more
// is how many there are beyond the first ones.
func (s *server) suggest(ctx context.Context, c *gin.Context, w *work, source *timeline.Source, text *evidence.Text, only func(timeline.Citation) bool) (list []suggestion, more int, err error) {
	g := &suggester{work: w, source: source, text: text, margins: evidence.Margins(w.Document, source.ID, text), only: only,
		actors: w.Document.Actors, places: w.Document.Places}
	g.known = draft.KnownOf(g.actors, g.places)
	if w.begun {
		if g.without, err = s.Store.Dismissed(ctx, w.draft, source.ID); err != nil {
			return nil, 0, httpserver.Because(ctx, err)
		}
	}
	first, found := g.read()
	names, err := newDirectory(w.Records)
	if err != nil {
		return nil, 0, err
	}
	err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error { return g.learn(v, names, first, found.Events) })
	if err != nil {
		return nil, 0, httpserver.Because(ctx, err)
	}
	_, found = g.read()
	declared := map[string]string{} // speakers whom nobody knows, by the ids that the draft has for them
	for _, a := range found.Actors {
		if !slices.ContainsFunc(g.actors, func(k timeline.Actor) bool { return k.ID == a.ID }) {
			declared[a.ID] = a.Name
		}
	}
	for i := range found.Events {
		if len(list) == maxSuggestions {
			return list, len(found.Events) - i, nil
		}
		one, err := g.made(&found.Events[i], declared)
		if err != nil {
			return nil, 0, err
		}
		list = append(list, one)
	}
	return list, 0, nil
}

// suggested is what the work page shows of them.
func (s *server) suggested(ctx context.Context, c *gin.Context, w *work, source string) (*page.SuggestedInput, error) {
	text, err := s.text(ctx, c, w, source)
	if err != nil {
		return nil, err
	}
	list, more, err := s.suggest(ctx, c, w, w.source(source), text, nil)
	if err != nil {
		return nil, err
	}
	in := &page.SuggestedInput{More: more}
	for i := range list {
		one := &list[i]
		in.Events = append(in.Events, page.SuggestionInput{Event: one.Event, Words: one.passage.Exact, Start: one.passage.Start, End: one.passage.End, Who: one.who, Speakers: one.speakers})
	}
	return in, nil
}

// answerSuggestion takes the event that was suggested of the chosen words into the
// draft, or notes that it is none.
func (s *server) answerSuggestion(ctx context.Context, c *gin.Context, w *work, chosen *selection) (answerState, error) {
	source, passage := chosen.source.RecordID(), chosen.citations[0]
	if chosen.action == "dismiss" {
		if err := s.begin(ctx, w); err != nil {
			return answerState{}, err
		}
		err := s.Store.Dismiss(ctx, w.story, source, passage.SHA256)
		return answerState{href: suggestPath(w.story, source)}, httpserver.Because(ctx, err)
	}
	list, _, err := s.suggest(ctx, c, w, chosen.source.Record.(*timeline.Source), chosen.text, func(p timeline.Citation) bool { return p.SHA256 == passage.SHA256 && p.Start == passage.Start })
	if err != nil {
		return answerState{}, err
	}
	if len(list) == 0 {
		return answerState{}, refuse("This suggestion is not there any more: an event cites these words by now, or somebody has dismissed it.")
	}
	edit := store.DraftEdit{Entity: "event", ID: list[0].ID}
	if edit.Document, err = list[0].Document(); err != nil {
		return answerState{}, err
	}
	written, err := s.put(ctx, w, stepName("event.taken", list[0].Title), edit)
	if err != nil {
		return answerState{}, err
	}
	return answerState{event: edit.ID, since: written[0].Seq, href: eventPath(w.story, edit.ID, source)}, nil
}

// suggestPath is the work page with what is suggested of a source.
func suggestPath(story, source string) string {
	return workPath(story) + "?" + url.Values{"source": {source}, "suggest": {"1"}, "pane": {page.PaneRecord}}.Encode() + "#suggestions"
}
