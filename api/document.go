package api

import (
	"bytes"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

func documentFormats() []format[*timeline.Document] {
	return []format[*timeline.Document]{
		{name: "json", media: "application/json", write: func(w *bytes.Buffer, doc *timeline.Document) error { return convert.WriteStoryJSON(w, doc) }},
		{name: "yaml", media: "application/yaml", write: func(w *bytes.Buffer, doc *timeline.Document) error { return convert.WriteStoryYAML(w, doc) }},
	}
}

// getDocument serves GET /v1/stories/{id}/document: the story file.
func (s *server) getDocument(c *gin.Context) error {
	values, err := parameters(c.Request)
	if err != nil {
		return err
	}
	as, err := negotiate(c.Request, values, documentFormats())
	if err != nil {
		return err
	}
	if err := onlyParameters(values, timeline.AsOfParameter); err != nil {
		return err
	}
	st := s.reader(c)
	if values.Has(timeline.AsOfParameter) {
		moment, err := timeline.ParseMoment(values[timeline.AsOfParameter])
		if err != nil {
			return err
		}
		st = st.AsOf(*moment)
	}
	ctx, cancel := s.deadline(c)
	defer cancel()
	id := c.Param("id")
	if !timeline.IsSlug(id) {
		return stories().missing(id)
	}
	version, err := st.Version(ctx)
	if err != nil {
		return because(ctx, err)
	}
	// A story that is gone must not look unchanged.
	if _, err := st.Story(ctx, id); timeline.CodeOf(err) == timeline.NotFound {
		return stories().missing(id)
	} else if err != nil {
		return because(ctx, err)
	}
	tag := etag{weak: true, opaque: digest(s.cfg.Version, audience(c), "document", id, as.name, values.Get(timeline.AsOfParameter), strconv.FormatInt(version.Seq, 10))}
	if s.unchanged(c, tag, version.At) {
		return nil
	}
	doc, err := st.Document(ctx, id)
	if err != nil {
		return because(ctx, err)
	}
	return s.send(c, as.media, func(w *bytes.Buffer) error { return as.write(w, doc) })
}
