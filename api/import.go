package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
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
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Reason string `json:"reason"`
	Raw    string `json:"raw"`
}

// postImport serves POST /v1/import: whatever convert.Readers read.
func (s *server) postImport(c *gin.Context) error {
	author, values, err := s.toWrite(c, "reason", "format", "story", "dry_run", "atomic")
	if err != nil {
		return err
	}
	body, err := s.Body(c, s.cfg.MaxImport, convert.ImportMedia...)
	if err != nil {
		return err
	}
	control := http.NewResponseController(c.Writer)
	_ = control.SetWriteDeadline(time.Time{}) // the body's own pace bounds it until there is something to write
	in := importing{store: s.Store, author: author, values: values, clues: cluesOf(values, c.Request.Header), answer: imported{Kept: []string{}, Rejects: []reject{}, Warnings: []timeline.Warning{}, Notes: []string{}, DryRun: values.Get("dry_run") == "true"}}
	whole := in.answer.DryRun || values.Get("atomic") == "true" // in one transaction, which is not to wait for the client
	once, body, done, err := spooled(c, body, whole)
	if err != nil {
		return err
	}
	defer done()
	ctx := c.Request.Context()
	known, err := s.Store.Recall(ctx, once, &in.answer)
	if err != nil {
		return err
	}
	if !known {
		err := in.run(ctx, body)
		s.watch.notify() // batches that were written before a failure stay
		if err != nil {
			return err
		}
		if err := s.Store.Keep(ctx, once, in.answer); err != nil {
			return err
		}
	}
	_ = control.SetWriteDeadline(time.Now().Add(s.cfg.WriteStall))
	c.Header("Cache-Control", "no-store")
	return s.Send(c, jsonType, func(w *bytes.Buffer) error { return httpserver.WriteJSON(w, in.answer) })
}

// importing is an import at work.
type importing struct {
	store  *store.Store
	author store.Author
	values url.Values
	clues  convert.Clues

	mu     sync.Mutex // for what reject and note write: lines are read while others are written
	answer imported
}

func (in *importing) run(ctx context.Context, body io.Reader) error {
	reader, text, err := convert.ReaderOf(body, in.clues)
	if unknown, ok := errors.AsType[*convert.FormatError](err); ok {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("The format of the body cannot be told: %s. Say which it is, as in format=%s.", err, unknown.Formats[0])}
	}
	if err != nil {
		return err
	}
	read := in.records
	if reader.ReadWhole != nil {
		read = in.whole
	}
	report, err := read(ctx, reader, convert.Input{Text: text, Note: in.note})
	if err != nil {
		return err
	}
	in.answer.Created, in.answer.Updated, in.answer.Unchanged, in.answer.Retracted = report.Created, report.Updated, report.Unchanged, report.Retracted
	in.answer.Kept = append(in.answer.Kept, report.Kept...)
	in.answer.Warned, in.answer.Warnings = report.Warned, append(in.answer.Warnings, report.Warnings...)
	return nil
}

// options say how the import is written.
func (in *importing) options() store.UpdateOptions {
	return store.UpdateOptions{Author: in.author, DryRun: in.answer.DryRun}
}

// whole imports a document.
func (in *importing) whole(ctx context.Context, reader convert.Reader, text convert.Input) (*store.Report, error) {
	if in.values.Has("story") {
		return nil, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "story", Message: fmt.Sprintf("A %s names its story: leave the parameter story out.", reader.Title)}
	}
	doc, err := reader.ReadWhole(text)
	if err != nil {
		return nil, err
	}
	return in.store.Update(ctx, in.options(), func(tx *store.Tx) error { return tx.Import(doc) })
}

// records imports records as they come.
func (in *importing) records(ctx context.Context, reader convert.Reader, text convert.Input) (*store.Report, error) {
	atomic := in.values.Get("atomic") == "true"
	refuse := func(e timeline.Entry, why error) error {
		if atomic {
			return atLine(e.Line, why)
		}
		in.reject(e, why)
		return nil
	}
	opts := store.LoadOptions{UpdateOptions: in.options(), Story: in.values.Get("story"), Atomic: atomic, Reject: refuse}
	return in.store.Load(ctx, convert.Accepted(reader.Read(text), refuse), opts)
}

// maxRaw is how much of a rejected line an answer repeats, in bytes.
const maxRaw = 10_000

func (in *importing) reject(e timeline.Entry, why error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.answer.Rejected++
	if len(in.answer.Rejects) >= shownRejects {
		return
	}
	r := reject{Line: e.Line, Column: 1, Reason: timeline.Reason(why), Raw: httpserver.Clip(string(e.Raw), maxRaw)}
	if te, ok := errors.AsType[*timeline.Error](why); ok && len(te.Faults) > 0 {
		r.Column = max(1, te.Faults[0].Column)
	}
	in.answer.Rejects = append(in.answer.Rejects, r)
}

func (in *importing) note(text string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.answer.Notes) < shownNotes {
		in.answer.Notes = append(in.answer.Notes, text)
	}
}

// atLine names the line of what ends an import that is to be whole.
func atLine(line int, why error) error {
	te, ok := errors.AsType[*timeline.Error](why)
	if !ok || line == 0 {
		return why
	}
	same := *te
	same.Message = fmt.Sprintf("Line %d: %s Nothing is written.", line, te.Message)
	same.Faults = slices.Clone(te.Faults)
	for i := range same.Faults {
		same.Faults[i].Line = line
	}
	return &same
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
	file, err := os.CreateTemp("", "dateline-import-")
	if err != nil {
		return nil, nil, done, fmt.Errorf("keep the body: %w", err)
	}
	done = func() {
		_ = file.Close()
		_ = os.Remove(file.Name())
	}
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
