package httpserver

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// The codes of failures that are about the caller. Both go with a challenge;
// see refuse.
const (
	InvalidAuthorization timeline.Code = "invalid-authorization" // credentials given in a way that cannot be read
	Unauthorized         timeline.Code = "unauthorized"          // no token where one is needed, or none that is good
	Forbidden            timeline.Code = "forbidden"             // a good token that does not allow this
)

// realm is what tokens are for, as challenges name it (RFC 9110, section 11.5).
const realm = `Bearer realm="dateline"`

// authorized are the addresses under which callers are known by their tokens.
// Pages are the same for everybody.
var authorized = []string{"/v1/", timeline.MediaPath}

// hearsTokens reports whether callers are known by their tokens under an address.
func hearsTokens(path string) bool {
	return slices.ContainsFunc(authorized, func(prefix string) bool { return strings.HasPrefix(path, prefix) })
}

// bearer is an Authorization header with a token (RFC 6750, section 2.1).
var bearer = regexp.MustCompile(`^(?i:bearer) +([A-Za-z0-9._~+/-]+=*)$`)

// identify finds out who asks. A token that is no good is refused, even where
// none is needed: it must not look as if it had been heard.
func (s *Server) identify(c *gin.Context) error {
	if !hearsTokens(c.Request.URL.Path) {
		return nil
	}
	c.Header("Vary", "Accept-Encoding, Authorization")
	exchangeOf(c.Request).origin = s.Origin(c.Request)
	given := c.Request.Header.Values("Authorization")
	switch {
	case len(given) == 0 || c.Request.Method == http.MethodOptions:
		return nil
	case len(given) > 1:
		return refuse(c, InvalidAuthorization, "invalid_request", "The header Authorization is taken once.")
	case !isBearer(given[0]):
		return refuse(c, Unauthorized, "", "The header Authorization is to be Bearer and a token: another scheme is not known here.")
	}
	credentials := bearer.FindStringSubmatch(given[0])
	if credentials == nil {
		return refuse(c, Unauthorized, "invalid_token", "The header Authorization is to be Bearer, a space and a token, and nothing else.")
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	token, err := s.Store.Authenticate(ctx, credentials[1])
	if errors.Is(err, store.ErrToken) {
		return refuse(c, Unauthorized, "invalid_token", "The token is unknown, expired or revoked.")
	}
	if err != nil {
		return Because(ctx, err)
	}
	exchangeOf(c.Request).token = &token
	return nil
}

func isBearer(authorization string) bool {
	scheme, _, _ := strings.Cut(authorization, " ")
	return strings.EqualFold(scheme, "Bearer")
}

// refuse is the error of a caller whose credentials do not do, and the
// challenge that says why (RFC 6750, section 3). reason is the standard's word
// for it, "" for a caller who showed nothing that could be wrong. The sentence
// must be fit for a quoted string.
func refuse(c *gin.Context, code timeline.Code, reason, sentence string, more ...string) error {
	challenge := realm
	if reason != "" {
		challenge += fmt.Sprintf(`, error="%s", error_description="%s"`, reason, sentence)
	}
	c.Header("WWW-Authenticate", strings.Join(append([]string{challenge}, more...), ", "))
	return &timeline.Error{Code: code, Message: sentence}
}

// SignIn makes a person the one that a request is of, as a token does under the
// addresses that hear one.
func SignIn(r *http.Request, person store.Token) { exchangeOf(r).token = &person }

// TokenOf is the token that a request came with, nil for anonymous callers.
func TokenOf(r *http.Request) *store.Token { return exchangeOf(r).token }

// Audience names those who get the same answer to a request: everybody, or all
// who have a token. It is part of the tag of every answer that differs.
func Audience(c *gin.Context) string {
	if TokenOf(c.Request) == nil {
		return "everybody"
	}
	return "holders"
}

// Reader is what a caller may read: private stories too for those who have a
// token, whatever its scope. What it reads leaves the site, and has whole addresses;
// under those of pages it is as records have it.
func Reader(c *gin.Context) store.ViewOptions {
	return store.ViewOptions{Private: TokenOf(c.Request) != nil, Origin: exchangeOf(c.Request).origin}
}

// Author is under whose name a caller writes: the token's. Without a token that
// allows the scope it is the error to answer.
func Author(c *gin.Context, scope string) (store.Author, error) {
	token := TokenOf(c.Request)
	if token == nil {
		return store.Author{}, refuse(c, Unauthorized, "", "This needs a token: send it in the header Authorization, as Bearer and the token.")
	}
	if !token.Allows(scope) {
		return store.Author{}, refuse(c, Forbidden, "insufficient_scope",
			fmt.Sprintf("This needs a token of the scope %s, and this one has the scope %s.", scope, token.Scope), fmt.Sprintf(`scope="%s"`, scope))
	}
	return store.Author{Name: token.Name, Reason: c.Query("reason")}, nil
}
