package edit

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
)

// conflictState is what a script is told where somebody else has changed the same
// fields meanwhile: nothing was written.
type conflictState struct {
	Title     string          `json:"title"`
	Conflicts []page.Conflict `json:"conflicts"`
	Since     int64           `json:"since"` // for the form's next try
	By        string          `json:"by"`
}

// conflicts words what is in conflict; name gives the field of the form that a JSON
// Pointer leads to, and its label, "" for the text edit.field.NAME.
func conflicts(l *page.Language, found *store.DraftConflictError, name func(pointer string) (field, label string)) *page.Conflicts {
	var list []page.ConflictInput
	for _, f := range found.Fields {
		in := page.ConflictInput{Field: "record", Mine: f.Mine, Theirs: f.Theirs}
		if f.Pointer != "" {
			in.Field, in.Label = name(f.Pointer)
		}
		list = append(list, in)
	}
	return page.NewConflicts(l, found.Now.By, found.Now.Seq, list)
}

// firstOf names the field of a form by the first part of a JSON Pointer.
func firstOf(pointer string) (field, label string) {
	field, _, _ = strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	return field, ""
}

// sendConflict answers a script with what is in conflict.
func (s *server) sendConflict(c *gin.Context, l *page.Language, in *page.Conflicts) error {
	state := conflictState{Title: in.Title(l), Conflicts: in.Fields, Since: in.Since, By: in.By}
	return s.SendAs(c, http.StatusConflict, "application/json", func(b *bytes.Buffer) error { return httpserver.WriteJSON(b, state) })
}

// choices reads what somebody chose where fields were in conflict: which are to stay as
// the other one wants them, and whether any is undecided.
func choices(values url.Values) (theirs map[string]bool, undecided bool) {
	theirs = map[string]bool{}
	for _, field := range values["conflict"] {
		switch values.Get("keep-" + field) {
		case "mine":
		case "theirs":
			theirs[field] = true
		default:
			undecided = true
		}
	}
	return theirs, undecided
}
