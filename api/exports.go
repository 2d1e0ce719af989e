package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
)

// each hands out the records of a whole answer, one after the other.
type each func(fn func(doc json.RawMessage) error) error

// exported makes the formats of a resource's list: JSON, which is ours, and those
// of convert.
func exported[T any](formats []convert.Format[T]) []format[page] {
	list := []format[page]{pageJSON()}
	for _, f := range formats {
		as := format[page]{name: f.Name, media: f.MediaType, extension: f.Extension, names: f.Names, fields: f.Fields,
			write: func(w *bytes.Buffer, p page) (err error) {
				*p.loss, err = f.Write(w, p.about, decoded[T](p.Records))
				return err
			}}
		if f.Whole {
			as.stream = func(w io.Writer, about convert.About, all each) (convert.Loss, error) {
				return f.Write(w, about, convert.Decoded[T](all))
			}
		}
		list = append(list, as)
	}
	return list
}

// exportedOne makes the formats of single records of those of a list: the same
// documents, with one record in each.
func exportedOne[T any](formats []convert.Format[T]) []format[entry] {
	list := []format[entry]{recordJSON()}
	for _, f := range formats {
		list = append(list, format[entry]{name: f.Name, media: f.MediaType, extension: f.Extension, names: f.Names, fields: f.Fields,
			write: func(w *bytes.Buffer, e entry) (err error) {
				*e.loss, err = f.Write(w, e.about, decoded[T]([]json.RawMessage{e.JSON}))
				return err
			}})
	}
	return list
}

// decoded are stored records as formats take them.
func decoded[T any](docs []json.RawMessage) convert.Records[T] {
	return convert.Decoded[T](func(fn func(doc json.RawMessage) error) error {
		for _, doc := range docs {
			if err := fn(doc); err != nil {
				return err
			}
		}
		return nil
	})
}

// disposition gives an answer the file name under which a browser saves it.
func (f format[T]) disposition(resource string) string {
	if f.extension == "" {
		return ""
	}
	return mime.FormatMediaType("inline", map[string]string{"filename": "dateline-" + resource + "." + f.extension})
}

// streamWhole answers with the whole of a list, as it is read, and with its total,
// of the same snapshot, where that is asked for.
//
// A stream holds a connection of the database for as long as its client reads,
// so there are only so many at a time (admission.Export), and none goes on for ever. What fails on
// the way cannot be a problem any more: the connection is cut, so that a client
// sees that the answer is not whole.
func (s *server) streamWhole(c *gin.Context, f format[page], resource, self string, about convert.About, total func(v *store.View) (int, error), all func(v *store.View, fn func(doc json.RawMessage) error) error) error {
	h := c.Writer.Header()
	h.Set("Content-Type", f.media)
	h.Set("Link", "<"+self+`>; rel="self"`)
	h.Set("Trailer", httpserver.LossHeader)
	if d := f.disposition(resource); d != "" {
		h.Set("Content-Disposition", d)
	}
	tell := func(v *store.View) error {
		if total == nil {
			return nil
		}
		n, err := total(v)
		h.Set(httpserver.TotalHeader, strconv.Itoa(n))
		return err
	}
	if httpserver.IsHead(c.Request) {
		if total != nil {
			ctx, cancel := s.Deadline(c)
			defer cancel()
			if err := s.Store.View(ctx, httpserver.Reader(c), tell); err != nil {
				return httpserver.Because(ctx, err)
			}
		}
		c.Writer.WriteHeader(http.StatusOK)
		return nil
	}
	defer s.OpenExport()()
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.cfg.StreamTimeout)
	defer cancel()
	var loss convert.Loss
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) (err error) {
		if err := tell(v); err != nil {
			return err
		}
		loss, err = f.stream(c.Writer, about, func(fn func(doc json.RawMessage) error) error { return all(v, fn) })
		return err
	})
	if err != nil && !c.Writer.Written() {
		return httpserver.Because(ctx, err)
	}
	if err != nil {
		s.LogFailure(c.Request, fmt.Errorf("stream %s: %w", resource, err))
		panic(http.ErrAbortHandler)
	}
	c.Writer.WriteHeaderNow()
	h.Set(httpserver.LossHeader, loss.String())
	return nil
}
