package edit

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// selection is words of a source that somebody chose, and what they are for.
type selection struct {
	story     *timeline.Document
	source    *present
	text      *evidence.Text      // nil where it is on a device alone
	citations []timeline.Citation // one for each run of words that stand together
	action    string
	event     string // that the words are for; "" for none
	first     int    // the number of the first sentence, from 1 on
	words     string // those of a quote, where the text is not here
	marked    bool   // and these stand in quotation marks
}

// maxSentences is how many sentences may be chosen at once.
const maxSentences = 1000

// postSelection serves POST /edit/stories/{story}/select: it makes of words of a source
// a new event, evidence or a quote of an event, a note, or words that state no fact; or it
// takes or dismisses the event that was suggested of them.
func (s *server) postSelection(c *gin.Context, me store.Session) error {
	values, err := s.formOf(c, maxForm)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	w, err := s.openWork(ctx, c, me)
	if err != nil {
		return err
	}
	chosen, err := s.selected(ctx, c, w, values)
	var made answerState
	if err == nil {
		made, err = s.use(ctx, c, w, chosen)
	}
	switch {
	case timeline.CodeOf(err) == timeline.InvalidRecord && !wantsState(c.Request):
		return s.showWork(c, me, http.StatusUnprocessableEntity, shown{wrong: err, sourced: sourceShown(w, values), opened: values.Get("event"), chosen: values["sentence"]})
	case err != nil:
		return err
	}
	return s.answer(c, me, made)
}

// sourceShown is the source that a form was sent from, where there is such a one.
func sourceShown(w *work, values url.Values) string {
	if id := values.Get("source"); w.source(id) != nil {
		return id
	}
	return ""
}

// overlaps tells whether a citation of the source has any of the chosen words.
func (chosen *selection) overlaps(ct timeline.Citation) bool {
	return slices.ContainsFunc(chosen.citations, func(of timeline.Citation) bool { return ct.Start < of.End && of.Start < ct.End })
}

func refuse(message string) error {
	return &timeline.Error{Code: timeline.InvalidRecord, Message: message}
}

// selected reads what was chosen: a span in code points, or sentences by their numbers.
func (s *server) selected(ctx context.Context, c *gin.Context, w *work, values url.Values) (*selection, error) {
	chosen := &selection{story: w.Document, action: values.Get("action"), event: values.Get("event")}
	id := values.Get("source")
	if w.source(id) == nil {
		return nil, refuse("The source of these words is not there: load the page again.")
	}
	var err error
	if chosen.source, err = s.present(ctx, c, w, "source", id); err != nil {
		return nil, err
	}
	if chosen.text, err = s.text(ctx, c, w, id); err != nil {
		return nil, err
	}
	if chosen.text == nil {
		return chosen, chosen.placed(values)
	}
	spans, err := spansOf(values, chosen)
	if err != nil {
		return nil, err
	}
	for _, span := range spans {
		ct, err := chosen.text.Select(id, span[0], span[1])
		if err != nil {
			return nil, err
		}
		if ct.End-ct.Start > timeline.MaxText {
			return nil, refuse("That is more than one citation holds: choose fewer sentences at once.")
		}
		chosen.citations = append(chosen.citations, ct)
	}
	return chosen, nil
}

// spansOf are the runs of words that were chosen.
func spansOf(values url.Values, chosen *selection) ([][2]int, error) {
	sentences := evidence.Sentences(chosen.text.String())
	if values.Get("start") != "" || values.Get("end") != "" {
		start, wrong := strconv.Atoi(values.Get("start"))
		end, bad := strconv.Atoi(values.Get("end"))
		if wrong != nil || bad != nil {
			return nil, refuse("The fields start and end are positions in the text, in code points.")
		}
		i, _ := slices.BinarySearchFunc(sentences, start+1, func(s evidence.Sentence, at int) int { return s.End - at })
		chosen.first = min(i, len(sentences)-1) + 1
		return [][2]int{{start, end}}, nil
	}
	var numbers []int
	for _, text := range values["sentence"] {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(sentences) {
			return nil, refuse("A sentence that was chosen is not in the text: load the page again.")
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	switch {
	case len(numbers) == 0:
		return nil, refuse("Nothing was chosen: mark a sentence first, then say what it is for.")
	case len(numbers) > maxSentences:
		return nil, refuse("That is more than one citation holds: choose fewer sentences at once.")
	}
	chosen.first = numbers[0]
	var spans [][2]int
	for i, n := range numbers {
		s := sentences[n-1]
		if i > 0 && numbers[i-1] == n-1 {
			spans[len(spans)-1][1] = s.End
			continue
		}
		spans = append(spans, [2]int{s.Start, s.End})
	}
	return spans, nil
}

// use does with the words what they were chosen for.
func (s *server) use(ctx context.Context, c *gin.Context, w *work, chosen *selection) (answerState, error) {
	switch chosen.action {
	case "event":
		return s.makeEvent(ctx, w, chosen)
	case "evidence", "quote":
		return s.addTo(ctx, c, w, chosen)
	case "note", "not-factual":
		return s.remark(ctx, w, chosen)
	case "take", "dismiss":
		return s.answerSuggestion(ctx, c, w, chosen)
	}
	return answerState{}, refuse("Say what the words are for: action is event, evidence, quote, note, not-factual, take or dismiss.")
}

// eventPath is the work page with an event open, beside the source that was in view.
func eventPath(story, event, source string) string {
	return workPath(story) + "?" + url.Values{"event": {event}, "source": {source}, "pane": {page.PaneRecord}}.Encode() + "#record"
}

// makeEvent makes an event of the words. Its title is left to whoever made it: the
// words of a source are not ours.
func (s *server) makeEvent(ctx context.Context, w *work, chosen *selection) (answerState, error) {
	e := &timeline.Event{
		ID: placeholder(), Story: w.story, Type: "other", Status: timeline.DefaultStatus, Verification: timeline.DefaultVerification,
		Citations: chosen.citations,
	}
	found := chosen.read()
	e.Date = found.date
	if found.ahead {
		e.Status = "expected"
	}
	edit, err := (&present{Record: e}).edit()
	if err != nil {
		return answerState{}, err
	}
	written, err := s.put(ctx, w, "event.added", edit)
	if err != nil {
		return answerState{}, err
	}
	return answerState{event: e.ID, since: written[0].Seq, href: eventPath(w.story, e.ID, chosen.source.RecordID())}, nil
}

// addTo adds the words to an event, as evidence or as a quote.
func (s *server) addTo(ctx context.Context, c *gin.Context, w *work, chosen *selection) (answerState, error) {
	if chosen.event == "" || w.event(chosen.event) == nil {
		return answerState{}, refuse("Choose the event that these words belong to, or make a new one of them.")
	}
	p, err := s.present(ctx, c, w, "event", chosen.event)
	if err != nil {
		return answerState{}, err
	}
	e, what := p.Record.(*timeline.Event), "event.cited"
	if chosen.action == "quote" {
		if len(chosen.citations) > 1 {
			return answerState{}, refuse("A quote is words that stand together: choose one run of them.")
		}
		what = "event.quoted"
		e.Quotes = append(e.Quotes, chosen.quote())
	} else {
		for _, ct := range chosen.citations {
			if !slices.ContainsFunc(e.Citations, func(have timeline.Citation) bool {
				return have.Source == ct.Source && have.Start == ct.Start && have.End == ct.End && have.SHA256 == ct.SHA256
			}) {
				e.Citations = append(e.Citations, ct)
			}
		}
	}
	edit, err := p.edit()
	if err != nil {
		return answerState{}, err
	}
	written, err := s.put(ctx, w, stepName(what, e.Title), edit)
	if err != nil {
		return answerState{}, err
	}
	return answerState{event: e.ID, since: written[0].Seq, href: eventPath(w.story, e.ID, chosen.source.RecordID())}, nil
}

// remark notes something on the source: a note that has yet to get its text, or that
// the words state no fact. Words that are not factual already become so no more.
func (s *server) remark(ctx context.Context, w *work, chosen *selection) (answerState, error) {
	source, what := chosen.source.Record.(*timeline.Source), "source.noted"
	var fragment string
	if chosen.action == "note" {
		source.Notes = append(source.Notes, timeline.Note{Citations: chosen.citations})
		fragment = "#note-" + strconv.Itoa(len(source.Notes))
	} else {
		what = "source.not-factual"
		fragment = "#s" + strconv.Itoa(chosen.first)
		before := len(source.NotFactual)
		source.NotFactual = slices.DeleteFunc(source.NotFactual, func(ct timeline.Citation) bool { return chosen.overlaps(ct) })
		if len(source.NotFactual) == before {
			source.NotFactual = append(source.NotFactual, chosen.citations...)
		}
	}
	edit, err := chosen.source.edit()
	if err != nil {
		return answerState{}, err
	}
	written, err := s.put(ctx, w, stepName(what, source.Title), edit)
	if err != nil {
		return answerState{}, err
	}
	return answerState{since: written[0].Seq, href: sourcePath(w.story, source.ID) + fragment}, nil
}
