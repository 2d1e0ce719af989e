package edit

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/threeway"
)

// conflictField is how a form calls a field in conflict: by its pointer, without the
// slash at its start.
func conflictField(pointer string) string {
	if pointer == "" {
		return "record"
	}
	return strings.TrimPrefix(pointer, "/")
}

// decided tells whether a form says of every field in conflict which is to stand, and
// said so of the event as it is by now.
func decided(values url.Values, c *store.DraftConflictError) bool {
	_, undecided := choices(values)
	return !undecided && c.Now.Entity == "event" && values.Get("decided") == strconv.FormatInt(c.Now.Seq, 10) && !slices.ContainsFunc(c.Fields, func(f threeway.Conflict) bool {
		return !slices.Contains(values["conflict"], conflictField(f.Pointer))
	})
}

// asChosen is an event with the fields in conflict as they were chosen, and all else
// of both edits. It is an edit of what the others have made of the event.
func asChosen(values url.Values, began, mine json.RawMessage, c *store.DraftConflictError) (json.RawMessage, error) {
	theirs, _ := choices(values)
	if theirs["record"] {
		return c.Now.Document, nil
	}
	if c.Now.Document == nil {
		return mine, nil // it was taken out, and stays
	}
	document, _, err := threeway.Merge(began, c.Now.Document, mine) // mine where both have changed a field
	for _, f := range c.Fields {
		if err == nil && theirs[conflictField(f.Pointer)] {
			document, err = threeway.Take(document, threeway.Conflict{Pointer: f.Pointer, Mine: f.Theirs})
		}
	}
	return document, err
}

// eventInConflict asks whoever sent the form of an event which of the fields are to
// stand that others have changed meanwhile. Other errors are passed on.
func (s *server) eventInConflict(ctx context.Context, c *gin.Context, w *work, values url.Values, of filledEvent, wrong error) error {
	conflict, is := errors.AsType[*store.DraftConflictError](wrong)
	if !is {
		return wrong
	}
	l := s.frame(c).Language
	of.conflicts = conflicts(l, conflict, func(pointer string) (field, label string) {
		return conflictField(pointer), l.EventLabel(pointer, of.names.called(pointer))
	})
	_, undecided := choices(values)
	of.conflicts.Missing = undecided
	if wantsState(c.Request) {
		return s.sendConflict(c, l, of.conflicts)
	}
	form, err := s.eventFormOf(ctx, c, w, of)
	if err != nil {
		return err
	}
	return s.showWork(c, w.me, http.StatusConflict, shown{event: form}) //nolint:contextcheck // the page has its own deadline
}

// called is the name of the actor or place to which a pointer in conflict leads, "" for
// none.
func (d *directory) called(pointer string) string {
	_, id, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	for _, resource := range []string{"actor", "place"} {
		if c, known := d.byID[resource+"/"+id]; known {
			return c.Name
		}
	}
	return ""
}
