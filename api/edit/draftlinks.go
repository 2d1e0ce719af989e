package edit

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/api/preview"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// linkDays is for how many days a link is good unless another number is chosen.
const linkDays = 7

// getLinks serves GET /edit/stories/{story}/links: the links to the preview of a draft.
func (s *server) getLinks(c *gin.Context, me store.Session) error {
	return s.showLinks(c, me, http.StatusOK, page.DraftLinksInput{Chosen: linkDays})
}

// showLinks shows the links, and what was wrong with a new one.
func (s *server) showLinks(c *gin.Context, me store.Session, status int, in page.DraftLinksInput) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	d, err := s.begunDraft(ctx, c, me)
	if err != nil {
		return err
	}
	drafted, _, err := preview.Drafted(ctx, s.Store, d)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	list, err := s.Store.DraftLinks(ctx, d)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	in.EditFrame, in.Story, in.Days = s.editFrame(c, me), &drafted.Document.Story, store.DraftLinkDays
	for _, l := range list {
		in.Links = append(in.Links, page.DraftLinkInput{N: l.N, By: l.By, Made: l.CreatedAt, Until: l.ExpiresAt})
	}
	return s.send(c, status, in.Language, page.NewDraftLinks(in))
}

// postLink serves POST /edit/stories/{story}/links: it makes a link, and shows it once.
func (s *server) postLink(c *gin.Context, me store.Session) error {
	values, err := s.form(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	d, err := s.begunDraft(ctx, c, me)
	if err != nil {
		return err
	}
	days := linkDays
	if values.Has("days") {
		days, _ = strconv.Atoi(values.Get("days")) // 0, which no link lasts, for what is no number
	}
	in := page.DraftLinksInput{Chosen: linkDays}
	in.Secret, err = s.Store.CreateDraftLink(ctx, d.Story, me.Person.N, days)
	switch code := timeline.CodeOf(err); {
	case err == nil:
		return s.showLinks(c, me, http.StatusOK, in)
	case code == timeline.InvalidParameter, code == timeline.Conflict:
		in.Mistake = mistake(err)
		return s.showLinks(c, me, http.StatusUnprocessableEntity, in)
	}
	return httpserver.Because(ctx, err)
}

// postLinkRevocation serves POST /edit/stories/{story}/links/revoke: it ends a link.
func (s *server) postLinkRevocation(c *gin.Context, me store.Session) error {
	values, err := s.form(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	d, err := s.begunDraft(ctx, c, me)
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(values.Get("link"), 10, 64)
	if err != nil {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: "The field link is the number of one of the links."}
	}
	if err := s.Store.RevokeDraftLink(ctx, d, n); err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.see(c, workPath(d.Story)+"/links")
}
