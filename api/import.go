package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/intake"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// Bounds of an import beside the size of its body.
const (
	shownRejects = 100 // rejected records that an answer tells of
	shownNotes   = 100 // what the reader noticed, as far as an answer tells it
)

// cluesOf are what a request says of its body.
func cluesOf(values url.Values, h http.Header) convert.Clues {
	media, _, _ := mime.ParseMediaType(h.Get("Content-Type")) // body has looked at it
	return convert.Clues{Format: values.Get("format"), Media: media}
}

// imported is the answer to an import.
type imported struct {
	Created   map[string]int     `json:"created"`
	Updated   map[string]int     `json:"updated"`
	Unchanged map[string]int     `json:"unchanged"`
	Retracted map[string]int     `json:"retracted"`
	Kept      []string           `json:"kept"`
	Rejected  int                `json:"rejected"`
	Rejects   []reject           `json:"rejects"`
	Warned    int                `json:"warned"`
	Warnings  []timeline.Warning `json:"warnings"`
	Notes     []string           `json:"notes"`
	DryRun    bool               `json:"dry_run"`
}

// reject is a record that was not imported.
type reject struct {
	File   string `json:"file,omitempty"` // in a packed body
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Reason string `json:"reason"`
	Raw    string `json:"raw"`
	Format string `json:"format"`
	Header string `json:"header,omitempty"`
}

// postImport serves POST /v1/import: whatever convert.Readers read.
func (s *server) postImport(c *gin.Context) error {
	author, values, err := s.toWrite(c, "reason", "format", "story", "file", "day_order", "encoding", "overwrite", "dry_run", "atomic")
	if err != nil {
		return err
	}
	body, err := s.Body(c, s.cfg.MaxImport, convert.ImportMedia...)
	if err != nil {
		return err
	}
	in := importing{answer: imported{Created: map[string]int{}, Updated: map[string]int{}, Unchanged: map[string]int{}, Retracted: map[string]int{}, Kept: []string{}, Rejects: []reject{}, Warnings: []timeline.Warning{}, Notes: []string{}, DryRun: values.Get("dry_run") == "true"}}
	if in.intake, err = s.intakeOf(c, author, values); err != nil {
		return err
	}
	whole := in.answer.DryRun || values.Get("atomic") == "true" // in one transaction, which is not to wait for the client
	once, body, done, err := spooled(c, body, whole)
	if err != nil {
		return err
	}
	defer done()
	if err := s.importOnce(c, once, &in, func(ctx context.Context) error {
		err := in.run(ctx, body, values.Get("file"))
		s.watch.notify() // batches that were written before a failure stay
		return err
	}); err != nil {
		return err
	}
	httpserver.Wrote(c, in.wrote)
	c.Header("Cache-Control", "no-store")
	return s.Send(c, jsonType, func(w *bytes.Buffer) error { return httpserver.WriteJSON(w, in.answer) })
}

// importOnce runs an import unless its answer is known, which then is that of in. Of
// those that come under one key at a time, one runs, and others are told to come
// again (draft-ietf-httpapi-idempotency-key-header-07, section 2.6). Where they come
// to several servers of one database, each may run, which changes nothing twice, and
// all answer what the first did.
func (s *server) importOnce(c *gin.Context, once *store.Once, in *importing, run func(ctx context.Context) error) error {
	ctx := c.Request.Context()
	if once == nil {
		return run(ctx)
	}
	name := fmt.Sprint(once.Token, " ", once.Key)
	if _, running := s.imports.LoadOrStore(name, true); running {
		c.Header("Retry-After", "1")
		return &timeline.Error{Code: timeline.Conflict, Message: "A request with this Idempotency-Key is under way: send it again when Retry-After says, and get its answer."}
	}
	defer s.imports.Delete(name)
	known, err := s.Store.Recall(ctx, once, &in.answer)
	if known || err != nil {
		return err
	}
	if err := run(ctx); err != nil {
		return err
	}
	if err := s.Store.Keep(ctx, once, in.answer); err != nil {
		return err
	}
	var kept imported
	if known, err = s.Store.Recall(ctx, once, &kept); known {
		in.answer = kept
	}
	return err
}

// spooled is the body of a request, kept in a file when all of it is to be there
// first: because it must be, or because the request names an Idempotency-Key,
// and what was asked for is known when all of it has come. Other bodies are
// read as they come.
func spooled(c *gin.Context, body io.Reader, must bool) (once *store.Once, from io.Reader, done func(), err error) {
	done = func() {}
	if once, err = onceFor(c, nil); err != nil || once == nil && !must {
		return once, body, done, err
	}
	file, err := intake.NewScratch()
	if err != nil {
		return nil, nil, done, err
	}
	done = func() { _ = file.Close() }
	sum := sha256.New()
	if once != nil {
		sum.Write(once.Digest)
	}
	if _, err := io.Copy(io.MultiWriter(file, sum), body); err != nil {
		done()
		return nil, nil, func() {}, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		done()
		return nil, nil, func() {}, fmt.Errorf("read the body again: %w", err)
	}
	if once != nil {
		once.Digest = sum.Sum(nil)
	}
	return once, file, done, nil
}
