package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// erasure is the answer to an erasure.
type erasure struct {
	Record   json.RawMessage    `json:"record"`
	Fields   []string           `json:"fields"`
	Versions int                `json:"versions"`
	Merged   []string           `json:"merged"`
	Quotes   []string           `json:"quotes"`
	Citing   []string           `json:"citing"`
	Text     bool               `json:"text"`
	Warnings []timeline.Warning `json:"warnings"`
	DryRun   bool               `json:"dry_run"`
}

// erase answers POST on a record's erase: what the law asks to be forgotten.
func (e edits) erase(s *server, c *gin.Context) error {
	author, values, err := s.allowed(c, store.ScopeAdmin, "dry_run")
	if err != nil {
		return err
	}
	cond, err := httpserver.Required(c)
	if err != nil {
		return err
	}
	text, err := s.text(c, jsonType)
	if err != nil {
		return err
	}
	what, err := e.toErase(text, &author.Reason)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	opts := store.UpdateOptions{Author: author, LockTimeout: s.cfg.QueryTimeout, DryRun: values.Get("dry_run") == "true"}
	var erased *store.Erased
	written, err := s.Store.Update(ctx, opts, func(tx *store.Tx) (err error) {
		erased, err = tx.Erase(e.resource, c.Param("id"), what, cond.Holds)
		return err
	})
	if err != nil {
		return e.named(c, httpserver.Because(ctx, err))
	}
	httpserver.Wrote(c, written)
	s.watch.notify()
	answer := erasure{erased.Record.JSON, erased.Fields, erased.Versions, some(erased.Merged), some(erased.Quotes), some(erased.Citing), erased.Text, some(erased.Warnings), opts.DryRun}
	h := c.Writer.Header()
	h.Set("Etag", revisionTag(erased.Record, "").With(""))
	httpserver.SetModified(h, erased.Record.UpdatedAt)
	h.Set("Cache-Control", "no-store")
	return s.SendAs(c, http.StatusOK, jsonType, func(w *bytes.Buffer) error { return httpserver.WriteJSON(w, answer) })
}

// some is a list that is none in JSON, and not null.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// toErase reads what is to be erased, and why.
func (e edits) toErase(text []byte, reason *string) (store.Erasing, error) {
	node, err := e.node(text)
	if err != nil {
		return store.Erasing{}, err
	}
	var what store.Erasing
	var faults timeline.Faults
	for _, m := range node.Members {
		at, v := "/"+m.Name, m.Value
		switch {
		case m.Name == "reason" && v.Kind == timeline.String:
			*reason = v.Text
		case m.Name == "quotes" && v.Kind == timeline.Bool:
			what.Quotes = v.Text == "true"
		case m.Name == "fields" && v.Kind == timeline.Array && len(v.Items) > 0:
			for i, item := range v.Items {
				if item.Kind != timeline.String {
					faults.Add(fmt.Sprintf("/fields/%d", i), "expected a JSON Pointer such as /summary, found %s", item.Kind)
				}
				what.Fields = append(what.Fields, item.Text)
			}
		case m.Name == "fields":
			faults.Add(at, "expected a list of JSON Pointers such as /summary; left out, all of the record is erased")
		case m.Name == "quotes":
			faults.Add(at, "expected true or false, found %s", v.Kind)
		case m.Name != "reason":
			faults.Add(at, "there is no such field: there are reason, fields and quotes")
		}
	}
	if n := utf8.RuneCountInString(*reason); n == 0 || n > maxReason {
		faults.Add("/reason", "required: why it is erased, in 1 to %d characters, which readers of the tombstone will see", maxReason)
	}
	return what, faults.Err(node)
}
