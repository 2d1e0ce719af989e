package edit

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// sourcePane is the source that the address names, else the one whose form was just
// sent, else the first; nil where the story has none.
func (s *server) sourcePane(ctx context.Context, c *gin.Context, w *work, sent shown) (*page.SourceInput, error) {
	id := c.Query("source")
	if sent.sourced != "" {
		id = sent.sourced
	}
	if id == "" {
		for i := range w.Document.Sources {
			if w.Document.Sources[i].Retracted == nil {
				id = w.Document.Sources[i].ID
				break
			}
		}
	}
	switch {
	case id == "":
		return nil, nil //nolint:nilnil // the page goes without it
	case w.source(id) == nil:
		return nil, httpserver.Missing("source", id)
	}
	text, err := s.text(ctx, c, w, id)
	if err != nil {
		return nil, err
	}
	in := &page.SourceInput{ID: id, Known: text != nil}
	if text != nil {
		margins := evidence.Margins(w.Document, id, text)
		in.Cited = covered(margins)
		for i, m := range margins {
			in.Sentences = append(in.Sentences, page.SentenceInput{Start: m.Start, End: m.End, Text: m.Text, Line: m.Line, Events: m.Events, NotFactual: m.NotFactual, Covered: m.Covered,
				Chosen: slices.Contains(sent.chosen, strconv.Itoa(i+1))})
		}
	}
	if source := w.source(id); text == nil && source.Digest != "" && source.Length > 0 {
		in.Device = &page.KeptInput{Digest: source.Digest, Length: source.Length, Places: page.PlacesOf(w.Document, id)}
	}
	if sent.source != nil {
		in.Form = *sent.source
		return in, nil
	}
	p, err := s.present(ctx, c, w, "source", id)
	if err != nil {
		return nil, err
	}
	in.Form = sourceOf(s.frame(c).Language, p)
	return in, nil
}

// sourceOf is the form of a source as it is saved.
func sourceOf(l *page.Language, p *present) page.SourceFormInput {
	source := p.Record.(*timeline.Source)
	in := page.SourceFormInput{Title: source.Title, Publisher: source.Publisher, URL: source.URL, Language: source.Language}
	in.Since, in.Revision = p.since, p.base
	in.Faults = recordFaults(l, source)
	if source.Published != nil {
		in.Published = l.DateField(*source.Published, source.Language)
	}
	if words, is := p.typed["/published"]; is {
		in.Published = words
		_, in.Faults["published"] = l.ReadDate(words, source.Language)
	}
	for i, n := range source.Notes {
		note := page.NoteInput{N: i + 1, Text: n.Text}
		for _, ct := range n.Citations {
			note.Words = strings.TrimSpace(note.Words + " " + ct.Exact)
		}
		note.Cited = page.CitedOf(source, n.Citations...)
		in.Notes = append(in.Notes, note)
	}
	return in
}

// fillSource takes the fields of a form over into a source. A date that is not
// understood is kept as it was typed, and the source has none until it is.
func fillSource(l *page.Language, p *present, values url.Values) {
	source := p.Record.(*timeline.Source)
	for name, field := range map[string]*string{"title": &source.Title, "publisher": &source.Publisher, "url": &source.URL, "language": &source.Language} {
		if values.Has(name) {
			*field = strings.TrimSpace(values.Get(name))
		}
	}
	if values.Has("published") {
		fillPublished(l, p, source, strings.TrimSpace(values.Get("published")))
	}
	if values.Has("note") {
		fillNotes(source, values["note"])
	}
}

func fillPublished(l *page.Language, p *present, source *timeline.Source, words string) {
	delete(p.typed, "/published")
	date, fault := l.ReadDate(words, source.Language)
	parsed, err := edtf.Parse(date)
	switch {
	case fault != "":
		p.typed["/published"] = words
		source.Published = nil
	case words == "":
		source.Published = nil
	case err == nil && (source.Published == nil || source.Published.EDTF.String() != parsed.String()):
		source.Published = &timeline.Date{EDTF: parsed, Basis: "stated"}
	}
}

// fillNotes gives the notes of a source their texts, in their order. One that loses
// its words goes; one that has yet to get some stays.
func fillNotes(source *timeline.Source, texts []string) {
	var kept []timeline.Note
	for i, n := range source.Notes {
		if i < len(texts) {
			text := strings.TrimSpace(texts[i])
			if text == "" && n.Text != "" {
				continue
			}
			n.Text = text
		}
		kept = append(kept, n)
	}
	source.Notes = kept
}

// postSource serves POST /edit/stories/{story}/sources/{source}: it saves the form of
// a source in the draft.
func (s *server) postSource(c *gin.Context, me store.Session) error {
	story, id := c.Param("story"), c.Param("source")
	return s.saveForm(c, me, saving{
		entity: "source", id: id, what: "source.changed",
		fill:   fillSource,
		faults: func(l *page.Language, p *present) map[string]string { return sourceOf(l, p).Faults },
		shown: func(l *page.Language, p *present) map[string]page.Shown {
			in := sourceOf(l, p)
			if date := l.DateShown(in.Published, in.Language); in.Faults["published"] == "" && date.EDTF != "" {
				return map[string]page.Shown{"published": date}
			}
			return nil
		},
		again: func(l *page.Language, p *present, form page.FormInput) shown {
			in := sourceOf(l, p)
			in.FormInput = form
			return shown{source: &in, sourced: id}
		},
		href: sourcePath(story, id),
	})
}

// sourcePath is the work page with a source.
func sourcePath(story, id string) string {
	return workPath(story) + "?" + url.Values{"source": {id}, "pane": {page.PaneSource}}.Encode()
}
