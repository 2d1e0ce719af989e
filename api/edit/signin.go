package edit

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// cookieName is what the cookie of a session is called. Over https browsers hold
// it to that by its prefix.
func (s *server) cookieName(r *http.Request) string {
	if s.secure(r) {
		return "__Secure-dateline-session"
	}
	return "dateline-session"
}

func (s *server) secure(r *http.Request) bool { return strings.HasPrefix(s.Origin(r), "https://") }

// setCookie lets a browser show a session's secret, here and nowhere else; an empty
// one is forgotten.
func (s *server) setCookie(c *gin.Context, secret string) {
	cookie := &http.Cookie{ //nolint:gosec // Secure wherever the site is served over https, which it need not be on localhost
		Name: s.cookieName(c.Request), Value: secret, Path: home, MaxAge: int(store.SessionLasts.Seconds()),
		HttpOnly: true, Secure: s.secure(c.Request), SameSite: http.SameSiteStrictMode,
	}
	if secret == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(c.Writer, cookie)
}

// session is the one that a request shows, or store.ErrSession.
func (s *server) session(c *gin.Context) (store.Session, error) {
	cookie, err := c.Request.Cookie(s.cookieName(c.Request))
	if err != nil {
		return store.Session{}, store.ErrSession
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	me, err := s.Store.Session(ctx, cookie.Value)
	if errors.Is(err, store.ErrSession) {
		return me, err
	}
	return me, httpserver.Because(ctx, err)
}

// challenge says how to sign in, as every 401 has to (RFC 9110, section 11.6.1).
const challenge = `Cookie realm="dateline", form-action="/edit"`

// askToSignIn answers who is not signed in. Who comes from another site does not
// show the cookie, and may be signed in all the same: a link on our page shows it.
func (s *server) askToSignIn(c *gin.Context) error {
	if c.Request.Method == http.MethodGet && c.FullPath() == home {
		return s.signInPage(c, http.StatusOK, nil)
	}
	return s.signInPage(c, http.StatusUnauthorized, nil)
}

// signInPage says how to sign in, and what was wrong with a passkey.
func (s *server) signInPage(c *gin.Context, status int, wrong error) error {
	in := page.SignInInput{Frame: s.frame(c), Mistake: mistake(wrong)}
	from := c.GetHeader("Sec-Fetch-Site")
	in.Elsewhere = c.Request.Method == http.MethodGet && from != "same-origin" && from != "none"
	var err error
	if in.Challenge, err = s.challengeToSignIn(c); err != nil {
		return err
	}
	if status == http.StatusUnauthorized {
		c.Header("WWW-Authenticate", challenge)
	}
	return s.send(c, status, in.Language, page.NewSignIn(in))
}

// getInvitation serves GET /edit/invitations/{secret}. It uses nothing up: programs
// that look through mail open every link.
func (s *server) getInvitation(c *gin.Context) error {
	return s.showInvitation(c, http.StatusOK, "", nil)
}

// showInvitation shows what a link is for, with what was wrong with a name.
func (s *server) showInvitation(c *gin.Context, status int, name string, wrong error) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	in := page.InvitationInput{Frame: s.frame(c), Name: name, Mistake: mistake(wrong)}
	inv, err := s.Store.Invitation(ctx, c.Param("secret"))
	switch {
	case errors.Is(err, store.ErrInvitation):
		in.Over = true
	case err != nil:
		return httpserver.Because(ctx, err)
	case !inv.First:
		in.Name = inv.Name
	}
	in.First = inv.First
	return s.send(c, status, in.Language, page.NewInvitation(in))
}

// mistake is what to say of a form that was filled in wrongly, "" for none.
func mistake(err error) string {
	if e, ok := errors.AsType[*timeline.Error](err); ok {
		return e.Message
	}
	return ""
}

// postInvitation serves POST /edit/invitations/{secret}: it uses the link up, and
// signs in the device that it is opened on.
func (s *server) postInvitation(c *gin.Context) error {
	values, err := s.form(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	name := strings.TrimSpace(values.Get("name"))
	secret, err := s.Store.Enter(ctx, c.Param("secret"), name, c.Request.UserAgent())
	switch {
	case errors.Is(err, store.ErrInvitation):
		c.Header("WWW-Authenticate", challenge)
		return s.showInvitation(c, http.StatusUnauthorized, "", nil)
	case timeline.CodeOf(err) == timeline.InvalidParameter:
		return s.showInvitation(c, http.StatusUnprocessableEntity, name, err)
	case err != nil:
		return httpserver.Because(ctx, err)
	}
	s.setCookie(c, secret)
	return s.see(c, home)
}

// postSignOut serves POST /edit/sign-out: it ends the session of this device.
func (s *server) postSignOut(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	if err := s.Store.EndSession(ctx, me.Person.N, me.N); err != nil {
		return httpserver.Because(ctx, err)
	}
	s.setCookie(c, "")
	return s.see(c, home)
}
