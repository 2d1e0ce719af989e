package httpserver

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

// Condition is the If-Match header of a write (RFC 9110, section 13.1.1): the
// revisions that it may replace.
type Condition struct {
	any       bool
	revisions []int
	weak      string // a weak tag among the others, as it was given
}

// Required reads the condition that a write must have.
func Required(c *gin.Context) (Condition, error) {
	given := c.Request.Header.Values("If-Match")
	if len(given) == 0 {
		return Condition{}, &timeline.Error{Code: PreconditionRequired,
			Message: "Say which revision this is to replace: read the record and send its ETag in the header If-Match, so that nobody's work is overwritten unseen."}
	}
	cond, ok := conditionIn(strings.Join(given, ","))
	if !ok {
		return Condition{}, &timeline.Error{Code: InvalidHeader,
			Message: "The header If-Match is * or a list of entity tags, each as an ETag has it, with its quotation marks: If-Match: \"1\"."}
	}
	return cond, nil
}

// Optional reads the condition that a write may have: without one, any revision does.
func Optional(c *gin.Context) (Condition, error) {
	if len(c.Request.Header.Values("If-Match")) == 0 {
		return Condition{any: true}, nil
	}
	return Required(c)
}

// conditionIn reads * or a list of at least one entity tag, in which there may
// be empty places.
func conditionIn(list string) (cond Condition, ok bool) {
	if strings.Trim(list, " \t") == "*" {
		return Condition{any: true}, true
	}
	for {
		if list = strings.TrimLeft(list, " \t,"); list == "" {
			return cond, ok
		}
		strong, weak := strings.CutPrefix(list, "W/")
		opened, quoted := strings.CutPrefix(strong, `"`)
		opaque, rest, closed := strings.Cut(opened, `"`)
		rest = strings.TrimLeft(rest, " \t")
		if !quoted || !closed || strings.ContainsFunc(opaque, func(r rune) bool { return r <= ' ' || r == 0x7f }) || rest != "" && rest[0] != ',' {
			return cond, false
		}
		if weak {
			cond.weak = `W/"` + opaque + `"`
		} else if n, known := revisionOf(opaque); known {
			cond.revisions = append(cond.revisions, n)
		}
		list, ok = rest, true
	}
}

// revisionOf is the revision in a strong entity tag: whatever was shown of it,
// and however it was compressed.
func revisionOf(opaque string) (int, bool) {
	if end := strings.IndexAny(opaque, "-."); end >= 0 {
		opaque = opaque[:end]
	}
	n, err := strconv.Atoi(opaque)
	return n, err == nil
}

// Holds refuses a record that is not what the client has seen.
func (cond Condition) Holds(now store.Record) error {
	if cond.any {
		return nil
	}
	for _, n := range cond.revisions {
		if n == now.Revision {
			return nil
		}
	}
	message := fmt.Sprintf("The record has revision %d, which is none that If-Match names: read it again and make the change to that.", now.Revision)
	if cond.weak != "" {
		message = fmt.Sprintf("The record has revision %d. %s in If-Match is a weak tag, which never matches: read the record again and send its ETag as it is.", now.Revision, Clip(cond.weak, 80))
	}
	return &timeline.Error{Code: PreconditionFailed, Message: message}
}
