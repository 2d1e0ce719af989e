package api

import (
	"bytes"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
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
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return err
	}
	as, err := httpserver.Negotiate(c.Request, values, documentFormats())
	if err != nil {
		return err
	}
	if err := httpserver.OnlyParameters(values, timeline.AsOfParameter); err != nil {
		return err
	}
	st := s.Reader(c)
	if values.Has(timeline.AsOfParameter) {
		moment, err := timeline.ParseMoment(values[timeline.AsOfParameter])
		if err != nil {
			return err
		}
		st = st.AsOf(*moment)
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	id := c.Param("id")
	if !timeline.IsSlug(id) {
		return stories().missing(id)
	}
	version, err := st.Version(ctx)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	// A story that is gone must not look unchanged.
	if _, err := st.Story(ctx, id); timeline.CodeOf(err) == timeline.NotFound {
		return stories().missing(id)
	} else if err != nil {
		return httpserver.Because(ctx, err)
	}
	tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.cfg.Version, httpserver.Audience(c), "document", id, as.name, values.Get(timeline.AsOfParameter), strconv.FormatInt(version.Seq, 10))}
	if s.Unchanged(c, tag, version.At) {
		return nil
	}
	doc, err := st.Document(ctx, id)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.Send(c, as.media, func(w *bytes.Buffer) error { return as.write(w, doc) })
}
