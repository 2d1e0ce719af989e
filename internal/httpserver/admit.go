package httpserver

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/timeline"
)

// The codes of requests that come when there are too many.
const (
	Overloaded      timeline.Code = "overloaded"        // as many of their kind as are answered at once are under way
	TooManyRequests timeline.Code = "too-many-requests" // the address has sent as many as it may
)

// Costs is the class of a request of the route. It is known before anything is opened
// for it.
func (r Route) Costs(req *http.Request) admission.Class {
	if r.Whole != nil && r.Whole(req) {
		return admission.Export
	}
	if r.Class != admission.Page && r.Class != admission.Aggregate || req.URL.RawQuery == "" {
		return r.Class
	}
	switch values := req.URL.Query(); {
	case values.Has(timeline.AsOfParameter):
		return admission.AsOf
	case values.Has("count"):
		return admission.Aggregate
	}
	return r.Class
}

// admitted lets a request of a route be handled when its turn comes: after its
// body, which may be slow, and after its address was counted. Files and what there
// is not are not counted, and who shows a token only when it is no good.
func (s *Server) admitted(c *gin.Context, route Route) error {
	x := exchangeOf(c.Request)
	if err := readBody(x); err != nil {
		return err
	}
	a := s.Config.Admission
	if a == nil {
		return s.handle(c, route)
	}
	address, class := a.Address(c.Request), route.Costs(c.Request)
	shown := hearsTokens(c.Request.URL.Path) && c.Request.Header.Get("Authorization") != ""
	if !shown && class != admission.Cached {
		if err := s.count(c, address); err != nil {
			return err
		}
	}
	var err error
	if x.place, err = s.enter(c.Request, class, address); err != nil {
		return full(c, err)
	}
	defer x.place.Leave()
	x.place.Work(c.Request.Context())
	err = s.handle(c, route)
	if shown && x.token == nil {
		err = errors.Join(s.count(c, address), err)
	}
	return err
}

func (s *Server) handle(c *gin.Context, route Route) error {
	if err := s.identify(c); err != nil {
		return err
	}
	if err := s.awaited(c); err != nil {
		return err
	}
	return route.Handle(c)
}

// count takes the request out of its address's allowance, says what is left of
// it, and refuses it where nothing was.
func (s *Server) count(c *gin.Context, address string) error {
	left := s.Config.Admission.Count(address, time.Now())
	if left.Rate.Requests == 0 {
		return nil
	}
	c.Header("RateLimit-Policy", left.Policy())
	c.Header("RateLimit", left.Limit())
	if !left.Spent {
		return nil
	}
	retryAfter(c, left.After)
	return &timeline.Error{Code: TooManyRequests,
		Message: "From this address come more than " + strconv.Itoa(left.Rate.Requests) + " requests in " + span(left.Rate.Per) + ". Wait as long as Retry-After says; a token has no such limit."}
}

// span is a time without the zeros that Go writes behind minutes.
func span(d time.Duration) string {
	return strings.TrimSuffix(strings.TrimSuffix(d.String(), "0s"), "0m")
}

// full is the error of a request that was not let in.
func full(c *gin.Context, err error) error {
	reason, ok := errors.AsType[*admission.FullError](err)
	if !ok {
		return err
	}
	retryAfter(c, reason.After)
	whose := "are under way"
	if reason.Own {
		whose = "from this address are under way"
	}
	return &timeline.Error{Code: Overloaded, Err: err,
		Message: "As many requests like this one (" + string(reason.Class) + ") as are answered at a time " + whose + ". Try again when Retry-After says."}
}

// retryAfter says in how many seconds it is worth trying again.
func retryAfter(c *gin.Context, d time.Duration) {
	c.Header("Retry-After", strconv.Itoa(int((d+time.Second-1)/time.Second)))
}
