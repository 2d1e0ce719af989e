package api

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// The codes of failures of conditional writes.
const (
	PreconditionRequired timeline.Code = "precondition-required" // If-Match is missing
	PreconditionFailed   timeline.Code = "precondition-failed"   // somebody else was faster
)

// condition is the If-Match header of a write (RFC 9110, section 13.1.1): the
// revisions that it may replace.
type condition struct {
	any       bool
	revisions []int
}

// required reads the condition that a write must have.
func required(c *gin.Context) (condition, error) {
	given := c.Request.Header.Values("If-Match")
	if len(given) == 0 {
		return condition{}, &timeline.Error{Code: PreconditionRequired,
			Message: "Say which revision this is to replace: read the record and send its ETag in the header If-Match, so that nobody's work is overwritten unseen."}
	}
	var cond condition
	for tag := range strings.SplitSeq(strings.Join(given, ","), ",") {
		if tag = strings.TrimSpace(tag); tag == "*" {
			cond.any = true
		} else if n, ok := revisionOf(tag); ok {
			cond.revisions = append(cond.revisions, n)
		}
	}
	return cond, nil
}

// revisionOf is the revision in an entity tag: whatever was shown of it, and
// however it was compressed. A weak tag matches nothing.
func revisionOf(tag string) (int, bool) {
	opaque, quoted := strings.CutPrefix(tag, `"`)
	opaque, closed := strings.CutSuffix(opaque, `"`)
	if !quoted || !closed {
		return 0, false
	}
	if end := strings.IndexAny(opaque, "-."); end >= 0 {
		opaque = opaque[:end]
	}
	n, err := strconv.Atoi(opaque)
	return n, err == nil
}

// holds refuses a record that is not what the client has seen.
func (cond condition) holds(now store.Record) error {
	if cond.any {
		return nil
	}
	for _, n := range cond.revisions {
		if n == now.Revision {
			return nil
		}
	}
	return &timeline.Error{Code: PreconditionFailed,
		Message: fmt.Sprintf("The record has revision %d, which is none that If-Match names: read it again and make the change to that.", now.Revision)}
}
