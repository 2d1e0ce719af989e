package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// documentFormat is one spelling of the story file.
type documentFormat struct{ convert.StoryFormat }

// Names are what negotiation compares.
func (f documentFormat) Names() (name, media string) { return f.Name, f.MediaType }

func documentFormats() []documentFormat {
	return []documentFormat{{convert.StoryJSON}, {convert.StoryYAML}}
}

// getDocument serves GET /v1/stories/{id}/document: the story file. It is written
// as it is read, however many events there are.
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
	id := c.Param("id")
	if !timeline.IsSlug(id) {
		return stories().missing(id)
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.cfg.StreamTimeout)
	defer cancel()
	out := s.longAnswer(c, as.MediaType)
	err = s.Store.View(ctx, opts, func(v *store.View) error {
		version, err := v.Version()
		if err != nil {
			return err
		}
		if _, err := v.Record("story", id); err != nil { // a story that is gone must not look unchanged
			return err
		}
		tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.cfg.Version, httpserver.Audience(c), "document", id, as.Name, values.Get(timeline.AsOfParameter), strconv.FormatInt(version.Seq, 10))}
		if s.Unchanged(c, tag, version.At) {
			return nil
		}
		file, err := v.StoryFile(id)
		if err != nil {
			return err
		}
		if err := as.Write(out, convert.WholeStory{Head: &file.Head, Events: file.Events()}); err != nil {
			return err
		}
		return out.end()
	})
	switch {
	case err == nil, errors.Is(err, errHeadersAlone):
		return nil
	case out.begun: // the client has to see that the answer is not whole
		s.LogFailure(c.Request, fmt.Errorf("write the file of story %s: %w", id, err))
		panic(http.ErrAbortHandler)
	case timeline.CodeOf(err) == timeline.NotFound:
		return stories().missing(id)
	}
	return httpserver.Because(ctx, err)
}

// errHeadersAlone ends an answer that is to have no body.
var errHeadersAlone = errors.New("headers alone were asked for")

// heldMost is how many bytes of an answer are held before the first of them goes
// out.
const heldMost = 256 << 10

// longAnswer is an answer that may be as long as it likes. A short one goes out as
// a whole, and what fails on the way to it is a problem. A longer one is a stream
// from then on, which lasts for as long as its client reads it.
type longAnswer struct {
	server *server
	c      *gin.Context
	media  string
	held   bytes.Buffer
	stream io.Writer
	begun  bool // something of it is out, or might be
}

func (s *server) longAnswer(c *gin.Context, media string) *longAnswer {
	return &longAnswer{server: s, c: c, media: media}
}

// Write gathers the beginning of the answer, and passes on what comes after.
func (a *longAnswer) Write(p []byte) (int, error) {
	if a.stream == nil && a.held.Len()+len(p) <= heldMost {
		return a.held.Write(p)
	}
	if a.stream == nil {
		if err := a.begin(); err != nil {
			return 0, err
		}
	}
	return a.stream.Write(p)
}

// begin makes the answer a stream.
func (a *longAnswer) begin() error {
	a.stream, a.begun = a.c.Writer, true
	a.c.Header("Content-Type", a.media)
	if httpserver.IsHead(a.c.Request) {
		a.c.Writer.WriteHeader(http.StatusOK)
		return errHeadersAlone
	}
	_, err := a.held.WriteTo(a.stream)
	a.held = bytes.Buffer{}
	return err
}

// end sends an answer that is whole and was short.
func (a *longAnswer) end() error {
	if a.stream != nil {
		return nil
	}
	a.begun = true
	httpserver.Keep(a.c, "") // it holds all that its records lead to, of whatever story
	return a.server.Send(a.c, a.media, func(w *bytes.Buffer) error {
		_, err := a.held.WriteTo(w)
		return err
	})
}
