package edit

import (
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// getTokens serves GET /edit/tokens: the access tokens that programs send.
func (s *server) getTokens(c *gin.Context, me store.Session) error {
	return s.showTokens(c, me, http.StatusOK, page.TokensInput{Scope: store.ScopeRead})
}

// showTokens shows the tokens, and a form with what was filled in.
func (s *server) showTokens(c *gin.Context, me store.Session, status int, in page.TokensInput) error {
	if err := allowed(me, store.ScopeAdmin); err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	list, err := s.Store.Tokens(ctx)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	now := time.Now()
	in.EditFrame, in.Scopes = s.editFrame(c, me), store.Scopes
	for _, t := range list {
		in.Tokens = append(in.Tokens, page.TokenInput{Name: t.Name, Scope: t.Scope, State: t.State(now), Made: t.CreatedAt, Expires: t.ExpiresAt, Used: t.LastUsedAt})
	}
	return s.send(c, status, in.Language, page.NewTokens(in))
}

// postTokens serves POST /edit/tokens: it makes a token, and shows it once.
func (s *server) postTokens(c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeAdmin); err != nil {
		return err
	}
	values, err := s.form(c)
	if err != nil {
		return err
	}
	in := page.TokensInput{Name: strings.TrimSpace(values.Get("name")), Scope: values.Get("scope"), Expires: strings.TrimSpace(values.Get("expires"))}
	until, err := lastDay(in.Expires)
	if err == nil {
		ctx, cancel := s.Deadline(c)
		defer cancel()
		in.Secret, err = s.Store.CreateToken(ctx, in.Name, in.Scope, until)
		err = httpserver.Because(ctx, err)
	}
	switch {
	case timeline.CodeOf(err) == timeline.InvalidParameter:
		in.Mistake = mistake(err)
		return s.showTokens(c, me, http.StatusUnprocessableEntity, in)
	case err != nil:
		return err
	}
	return s.showTokens(c, me, http.StatusOK, page.TokensInput{Secret: in.Secret, Made: in.Name, Scope: store.ScopeRead})
}

// lastDay is when a token ends that is good on a day and no longer; zero for never.
func lastDay(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "expires", Message: "The last day is a date such as 2026-12-31."}
	}
	return day.AddDate(0, 0, 1), nil
}

// postRevocation serves POST /edit/tokens/revoke: it ends a token. One that is
// revoked already stays so.
func (s *server) postRevocation(c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeAdmin); err != nil {
		return err
	}
	values, err := s.form(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	if err := s.Store.RevokeToken(ctx, values.Get("name")); err != nil && timeline.CodeOf(err) != timeline.NotFound {
		return httpserver.Because(ctx, err)
	}
	return s.see(c, tokens)
}
