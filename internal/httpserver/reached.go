package httpserver

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// reachedMost is how long a request waits for a change that it wants to see and that this
// server has not met yet.
const reachedMost = time.Second

// awaited holds a request that names a change until this server knows of it, or refuses
// it. Whoever has written to one server of a database reads it from the others so.
func (s *Server) awaited(c *gin.Context) error {
	given := c.Request.Header[SeqHeader]
	if given == nil || c.Request.Method != http.MethodGet || !hearsTokens(c.Request.URL.Path) {
		return nil
	}
	seq, ok := seqIn(given)
	if !ok {
		return &timeline.Error{Code: InvalidHeader, Message: "The header Dateline-Seq is the number of a change, once, as answers have it."}
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), reachedMost)
	defer cancel()
	reached, err := s.Store.Reached(ctx, Reader(c), seq)
	if err == nil && !reached {
		err = &timeline.Error{Code: timeline.Unavailable,
			Message: fmt.Sprintf("The change %d has not come to this server within a second, or is not for you to see. Try again later, or without the header Dateline-Seq.", seq)}
	}
	return err
}

func seqIn(given []string) (seq int64, ok bool) {
	seq, err := strconv.ParseInt(given[0], 10, 64)
	return seq, err == nil && len(given) == 1 && seq >= 0
}

// Wrote says in the answer to a write which change it was, for who reads it from another
// server. It says nothing of a write that has changed nothing.
func Wrote(c *gin.Context, report *store.Report) {
	if report != nil && report.Seq > 0 {
		c.Header(SeqHeader, strconv.FormatInt(report.Seq, 10))
	}
}

// wantsLater reports whether a request names a change that is not known yet.
func wantsLater(r *http.Request, head *store.Head) bool {
	given := r.Header[SeqHeader]
	if given == nil {
		return false
	}
	seq, ok := seqIn(given)
	return !ok || seq > head.Data.Seq
}

// Versions are those that an answer to a caller shows: of all data, and of the story that
// it is about alone, where one is given. Where answers are kept, those of what anybody may
// see are remembered.
func (s *Server) Versions(ctx context.Context, c *gin.Context, story string) (store.Versions, error) {
	if s.kept != nil && TokenOf(c.Request) == nil {
		return s.Store.HeadVersions(ctx, story)
	}
	return s.Store.VersionsFor(ctx, Reader(c), story)
}
