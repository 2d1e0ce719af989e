package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// MergeReport is what merging a record into another did, or would do.
type MergeReport struct {
	ID      string          `json:"id"`
	Into    string          `json:"into"`
	Changed map[string]int  `json:"changed"` // records that named the one and name the other, by resource
	Aliases []string        `json:"aliases"` // names that the other has gained
	Filled  []string        `json:"filled"`  // its fields that were empty
	DryRun  bool            `json:"dry_run"`
	Record  json.RawMessage `json:"record"` // the other, as it is then
}

// unite answers POST on …/{id}/merge: it makes one record out of two.
func (e edits) unite(s *server, c *gin.Context) error {
	author, values, err := s.toWrite(c, "reason", "dry_run")
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
	into, err := e.into(text)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	report := MergeReport{ID: c.Param("id"), Into: into, Aliases: []string{}, Filled: []string{}, DryRun: values.Get("dry_run") == "true"}
	opts := store.UpdateOptions{Author: author, LockTimeout: s.cfg.QueryTimeout, DryRun: report.DryRun}
	written, err := s.Store.Update(ctx, opts, func(tx *store.Tx) error {
		done, err := tx.Merge(e.resource, report.ID, into, cond.Holds)
		if err == nil {
			report.Changed, report.Record = done.Changed, done.Into.JSON
			report.Aliases, report.Filled = append(report.Aliases, done.Aliases...), append(report.Filled, done.Filled...)
		}
		return err
	})
	if err != nil {
		return e.named(c, httpserver.Because(ctx, err))
	}
	httpserver.Wrote(c, written)
	s.watch.notify()
	c.Header("Cache-Control", "no-store")
	return s.Send(c, jsonType, func(w *bytes.Buffer) error { return httpserver.WriteJSON(w, report) })
}

// into is the id that the body of a merge names.
func (e edits) into(text []byte) (string, error) {
	node, err := e.node(text)
	if err != nil {
		return "", err
	}
	var faults timeline.Faults
	var into string
	for _, m := range node.Members {
		if m.Name != "into" {
			faults.Add("/"+m.Name, "no such field; the body is {\"into\": \"ID\"}")
			continue
		}
		into = m.Value.Text
		if m.Value.Kind != timeline.String || !timeline.IsSlug(into) {
			faults.Add("/into", "expected the id of the %s that this one is merged into", e.resource)
		}
	}
	if !node.Has("into") {
		faults.Add("/into", "required: the id of the %s that this one is merged into", e.resource)
	}
	return into, faults.Err(node)
}

// ledOn tells whether a record was merged into another, and answers then with the
// address of that one: path, and what comes behind the id.
func (s *server) ledOn(c *gin.Context, v *store.View, resource, id, path, rest string) (bool, error) {
	into, err := v.MergedInto(resource, id)
	if err != nil || into == "" {
		return false, err
	}
	target := fmt.Sprintf("%s/%s%s", path, into, rest)
	if query := c.Request.URL.RawQuery; query != "" {
		target += "?" + query
	}
	h := c.Writer.Header()
	h.Set("Location", target)
	h.Set("Vary", "Accept-Encoding, Authorization")
	h.Set("Cache-Control", "public, max-age=10, stale-while-revalidate=60")
	if httpserver.TokenOf(c.Request) != nil {
		h.Set("Cache-Control", "private, max-age=0, must-revalidate")
	}
	c.Status(http.StatusPermanentRedirect)
	return true, nil
}
