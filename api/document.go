package api

import (
	"bytes"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
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
	opts := httpserver.Reader(c)
	if values.Has(timeline.AsOfParameter) {
		if opts.AsOf, err = timeline.ParseMoment(values[timeline.AsOfParameter]); err != nil {
			return err
		}
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	id := c.Param("id")
	if !timeline.IsSlug(id) {
		return stories().missing(id)
	}
	var doc *timeline.Document
	held := false
	err = s.Store.View(ctx, opts, func(v *store.View) error {
		version, err := v.Version()
		if err != nil {
			return err
		}
		if _, err := v.Record("story", id); err != nil { // a story that is gone must not look unchanged
			return err
		}
		tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.cfg.Version, httpserver.Audience(c), "document", id, as.name, values.Get(timeline.AsOfParameter), strconv.FormatInt(version.Seq, 10))}
		if held = s.Unchanged(c, tag, version.At); held {
			return nil
		}
		doc, err = v.Document(id)
		return err
	})
	switch {
	case timeline.CodeOf(err) == timeline.NotFound && err != nil:
		return stories().missing(id)
	case err != nil:
		return httpserver.Because(ctx, err)
	case held:
		return nil
	}
	httpserver.Keep(c, "") // it holds all that its records lead to, of whatever story
	return s.Send(c, as.media, func(w *bytes.Buffer) error { return as.write(w, doc) })
}
