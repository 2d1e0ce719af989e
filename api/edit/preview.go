package edit

import (
	"errors"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/api/media"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// linkedPreview is what a link to a preview leads to.
const linkedPreview = "/edit/preview/:secret"

// getPreview serves GET /edit/stories/{story}/preview/…: a story with its draft, to who
// edits it.
func (s *server) getPreview(c *gin.Context, _ store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	story := c.Param("story")
	if !timeline.IsSlug(story) {
		return httpserver.Missing("story", story)
	}
	d, err := s.Store.Draft(ctx, story)
	if timeline.CodeOf(err) == timeline.NotFound {
		d, err = store.Draft{Story: story}, nil // as it is published
	}
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.showPreview(c, d, workPath(story)+"/preview")
}

// getLinkedPreview serves GET /edit/preview/{secret}/…: the same to whoever has a link
// to it.
func (s *server) getLinkedPreview(c *gin.Context) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	secret := c.Param("secret")
	d, err := s.Store.LinkedDraft(ctx, secret)
	if errors.Is(err, store.ErrDraftLink) {
		return &timeline.Error{Code: timeline.NotFound, Message: "This link leads to no preview any more: it has expired or was ended, or what it showed is published. Ask who gave it to you."}
	}
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.showPreview(c, d, "/edit/preview/"+secret)
}

// showPreview answers as the server of a preview does, below a prefix.
func (s *server) showPreview(c *gin.Context, d store.Draft, prefix string) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	p, done, err := s.previews.Of(ctx, s.Store, d)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	defer done()
	if digest, ok := strings.CutPrefix(c.Param("path"), timeline.MediaPath); ok && p.Shows(digest) {
		c.Params = append(c.Params, gin.Param{Key: "sha256", Value: digest})
		return media.Show(s.Server, c)
	}
	return p.Serve(c.Writer, c.Request, prefix, c.Param("path"))
}
