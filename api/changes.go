package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// changeFormats are those of the log: a page of it as JSON, all the rest of it
// as lines.
var changeFormats = []format[page]{pageJSON(), {name: "ndjson", media: "application/x-ndjson", extension: "ndjson", write: writeLines, stream: streamLines}}

// listChanges serves GET /v1/changes: the log, for those who keep a copy.
func (s *server) listChanges(c *gin.Context) error {
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return err
	}
	shown := presentation{format: values.Get("format")}
	as, err := httpserver.Negotiate(c.Request, values, changeFormats)
	if err != nil {
		return err
	}
	if as.name != plainFormat {
		shown.format = as.name
	}
	q, err := timeline.ParseChangeQuery(values)
	if timeline.CodeOf(err) == timeline.UnknownParameter {
		return httpserver.OnlyParameters(values, append(timeline.ChangeParameters(), "format")...) // the same, but knowing format too
	}
	if err != nil {
		return err
	}
	canonical := q.Values()
	httpserver.Asked(c.Request, canonical)
	ctx, cancel := s.Deadline(c)
	defer cancel()
	version, err := s.Store.VersionFor(ctx, httpserver.Reader(c))
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	self := address("/v1/changes", canonical, shown)
	tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.cfg.Version, httpserver.Audience(c), self, strconv.FormatInt(version.Seq, 10))}
	if s.Unchanged(c, tag, httpserver.LastWrite(version)) {
		return nil
	}
	if as.stream != nil && !values.Has("limit") {
		return s.streamWhole(c, as, "changes", self, convert.About{}, nil, func(v *store.View, fn func(doc json.RawMessage) error) error {
			return v.EachChange(q, fn)
		})
	}
	var found store.ChangeList
	err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) (err error) {
		found, err = v.Changes(q)
		return err
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	p := page{limit: q.Limit, self: self, seq: &found.Through}
	p.Records = found.Entries
	if found.More {
		p.cursor = strconv.FormatInt(found.Through, 10)
		canonical.Set("since", p.cursor)
		p.next = address("/v1/changes", canonical, shown)
	}
	c.Header("Link", p.links())
	if d := as.disposition("changes"); d != "" {
		c.Header("Content-Disposition", d)
	}
	return s.Send(c, as.media, func(w *bytes.Buffer) error { return as.write(w, p) })
}

// writeLines writes a page as one record a line.
func writeLines(w *bytes.Buffer, p page) error {
	_, err := streamLines(w, p.about, func(fn func(doc json.RawMessage) error) error {
		for _, doc := range p.Records {
			if err := fn(doc); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// streamLines writes records as they come, one a line.
func streamLines(w io.Writer, _ convert.About, all each) (convert.Loss, error) {
	out := bufio.NewWriterSize(w, 32<<10)
	err := all(func(doc json.RawMessage) error {
		if _, err := out.Write(doc); err != nil {
			return err
		}
		return out.WriteByte('\n')
	})
	return convert.Loss{}, errors.Join(err, out.Flush())
}
