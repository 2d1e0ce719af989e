package api

import (
	"bytes"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// view is a way to look at events other than as a list: counted, spread over
// time, or as a network. Each has its file.
type view[Q query, A any] struct {
	name       string // the last part of its path
	parse      func(url.Values) (Q, error)
	find       func(*store.View, Q) (A, error)
	formats    []format[A]
	parameters []string // what it takes, without format and bom
}

// show answers GET on a view at a path.
func show[Q query, A any](s *server, c *gin.Context, v view[Q, A], path string, narrow func(Q) Q) error {
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return err
	}
	shown := presentation{format: values.Get("format")}
	as, err := httpserver.Negotiate(c.Request, values, v.formats)
	if err != nil {
		return err
	}
	if shown.bom, err = wantsBOM(values, as.extension); err != nil {
		return err
	}
	q, err := v.parse(values)
	if timeline.CodeOf(err) == timeline.UnknownParameter {
		return httpserver.OnlyParameters(values, append(slices.Clone(v.parameters), "format", "bom")...) // the same, but knowing these too
	}
	if err != nil {
		return err
	}
	canonical := q.Values()
	httpserver.Asked(c.Request, canonical)
	self := address(path, canonical, shown)
	ctx, cancel := s.Deadline(c)
	defer cancel()
	story := ""
	if c.Param("id") == "" { // whose record the answer depends on, too
		story = storyAsked(canonical)
	}
	versions, err := s.Versions(ctx, c, story)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	version := versions.Own
	showsUpTo(c, versions.Data, canonical)
	tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.cfg.Version, httpserver.Audience(c), self, as.name, strconv.FormatInt(version.Seq, 10))}
	if s.Unchanged(c, tag, httpserver.LastWrite(version)) {
		return nil
	}
	var answer A
	err = s.Store.View(ctx, httpserver.Reader(c), func(data *store.View) (err error) {
		answer, err = v.find(data, narrow(q))
		return err
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	httpserver.Keep(c, story)
	c.Header("Link", "<"+self+`>; rel="self"`)
	if d := as.disposition(v.name); d != "" {
		c.Header("Content-Disposition", d)
	}
	return s.Send(c, as.media, func(w *bytes.Buffer) error {
		if shown.bom {
			w.WriteString("\uFEFF")
		}
		return as.write(w, answer)
	})
}

func asAsked[Q query](q Q) Q { return q }
