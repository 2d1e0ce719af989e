package edit

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/api/media"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// picturesShown are how many of the pictures that came last the page shows.
const picturesShown = 12

// getPictures serves GET /edit/media: a form to upload a picture, and those that came
// last.
func (s *server) getPictures(c *gin.Context, me store.Session) error {
	return s.showPictures(c, me, http.StatusOK, page.PicturesInput{})
}

// postPicture serves POST /edit/media: it takes in a picture. A script gets JSON, and a
// form the page.
func (s *server) postPicture(c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	asPage := httpserver.Prefers(c.Request, "text/html", "application/json")
	var a media.Answer
	var isNew bool
	err := s.countSent(c, me, c.Request.ContentLength)
	if err == nil {
		a, isNew, err = media.Take(s.Server, c, me.Person.Name, "")
	}
	switch {
	case err == nil && !asPage:
		return media.Taken(s.Server, c, a, isNew)
	case err == nil:
		return s.showPictures(c, me, http.StatusOK, page.PicturesInput{Made: &page.PictureInput{SHA256: a.SHA256, Width: a.Width, Height: a.Height}, Still: a.Still})
	case asPage && refusable(err):
		return s.showPictures(c, me, httpserver.Codes()[timeline.CodeOf(err)], page.PicturesInput{Mistake: mistake(err)})
	}
	return err
}

// countSent counts a picture or file that somebody sends, before it is read: so many
// bytes are announced, or -1 where none are. One too many is refused, and told when there
// is room again.
func (s *server) countSent(c *gin.Context, me store.Session, announced int64) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	err := s.Store.CountSent(ctx, me.Person.N, max(announced, 0))
	if late, is := errors.AsType[*store.SentTooMuchError](err); is {
		c.Header("Retry-After", strconv.Itoa(int(late.Wait.Seconds())+1))
	}
	return httpserver.Because(ctx, err)
}

func (s *server) showPictures(c *gin.Context, me store.Session, status int, in page.PicturesInput) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	list, err := s.Store.Pictures(ctx, picturesShown)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	in.EditFrame = s.editFrame(c, me)
	for _, p := range list {
		in.Pictures = append(in.Pictures, page.PictureInput{SHA256: p.SHA256, Width: p.Width, Height: p.Height})
	}
	return s.send(c, status, in.Language, page.NewPictures(in))
}

// getPicture serves GET /edit/media/{sha256}: a picture, published or not. The cookie
// is shown below /edit alone.
func (s *server) getPicture(c *gin.Context, _ store.Session) error { return media.Show(s.Server, c) }
