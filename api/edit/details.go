package edit

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// detailsForm is the form of the story: what was just sent, or what is saved.
func (s *server) detailsForm(ctx context.Context, c *gin.Context, w *work, sent shown) (page.DetailsInput, error) {
	if sent.details != nil {
		return *sent.details, nil
	}
	p, err := s.present(ctx, c, w, "story", w.story)
	if timeline.CodeOf(err) == timeline.NotFound { // that it was begun has been taken back
		return page.DetailsInput{}, nil
	}
	if err != nil {
		return page.DetailsInput{}, err
	}
	return detailsOf(s.frame(c).Language, p), nil
}

func detailsOf(l *page.Language, p *present) page.DetailsInput {
	story := p.Record.(*timeline.Story)
	in := page.DetailsInput{Title: story.Title, Summary: story.Summary, Language: story.Language, Topics: strings.Join(story.Topics, ", "), Visibility: story.Visibility}
	in.Since, in.Revision = p.since, p.base
	in.Faults = recordFaults(l, story)
	if words, is := p.typed["/topics"]; is {
		in.Topics = words
		_, in.Faults["topics"] = readTopics(l, words)
	}
	return in
}

// recordFaults is what is wrong with the fields of a story or source, in the language
// of a page, by the names of the fields.
func recordFaults(l *page.Language, r timeline.Record) map[string]string {
	faults := map[string]string{}
	var wrong *timeline.Error
	if !errors.As(timeline.Complete(r.Authored()), &wrong) {
		return faults
	}
	for _, f := range wrong.Faults {
		field, _ := firstOf(f.Pointer)
		switch field {
		case "url", "language", "visibility":
			faults[field] = l.FieldFault(field)
		case "title", "summary", "publisher":
			most, given := timeline.MaxTitle, map[string]string{"title": titleOf(r)}[field]
			if field == "summary" {
				most = timeline.MaxSummary
			}
			if faults[field] = l.TooLong(most); field == "title" && strings.TrimSpace(given) == "" {
				faults[field] = l.FieldFault("title")
			}
		}
	}
	return faults
}

func titleOf(r timeline.Record) string {
	switch r := r.(type) {
	case *timeline.Story:
		return r.Title
	case *timeline.Source:
		return r.Title
	case *timeline.Event:
		return r.Title
	}
	return ""
}

var topicPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,127}$`)

// readTopics reads topics that are parted by commas; fault says which is none.
func readTopics(l *page.Language, words string) (topics []string, fault string) {
	seen := map[string]bool{}
	for _, word := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(",;،、，\n", r) }) {
		topic := strings.Join(strings.Fields(strings.ToLower(word)), "-")
		switch {
		case topic == "" || seen[topic]:
			continue
		case !topicPattern.MatchString(topic):
			return nil, l.FieldFault("topics", "topic", strings.TrimSpace(word))
		}
		seen[topic] = true
		topics = append(topics, topic)
	}
	return topics, ""
}

// postDetails serves POST /edit/stories/{story}/details: it saves the form of the
// story in the draft.
func (s *server) postDetails(c *gin.Context, me store.Session) error {
	return s.saveForm(c, me, saving{
		entity: "story", id: c.Param("story"), what: "story.changed",
		fill:   fillDetails,
		faults: func(l *page.Language, p *present) map[string]string { return detailsOf(l, p).Faults },
		again: func(l *page.Language, p *present, form page.FormInput) shown {
			in := detailsOf(l, p)
			in.FormInput = form
			return shown{details: &in}
		},
		href: workPath(c.Param("story")) + "?pane=record",
	})
}

func fillDetails(l *page.Language, p *present, values url.Values) {
	story := p.Record.(*timeline.Story)
	set := func(name string, field *string) {
		if values.Has(name) {
			*field = strings.TrimSpace(values.Get(name))
		}
	}
	set("title", &story.Title)
	set("summary", &story.Summary)
	set("language", &story.Language)
	set("visibility", &story.Visibility)
	if !values.Has("topics") {
		return
	}
	delete(p.typed, "/topics")
	topics, fault := readTopics(l, values.Get("topics"))
	if fault != "" {
		p.typed["/topics"] = values.Get("topics")
		return
	}
	story.Topics = topics
}
