package client

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
)

// ImportOptions are what an import may be told.
type ImportOptions struct {
	Write         // Story: of events that name none; it is made where it is missing
	Format string // one of those of docs/formats.md, such as ndjson; found out when empty
	Atomic bool   // NDJSON in one transaction: all of it or, after a mistake, nothing
	DryRun bool   // only say what would change
}

// ImportReport says what became of the records of an import, by resource.
type ImportReport struct {
	Created   map[string]int `json:"created"`
	Updated   map[string]int `json:"updated"`
	Unchanged map[string]int `json:"unchanged"`
	Retracted map[string]int `json:"retracted"` // quotes that their event has no more
	Kept      []string       `json:"kept"`      // events of the story that its file does not hold; they stay
	Rejected  int            `json:"rejected"`  // lines that were not written
	Rejects   []Reject       `json:"rejects"`   // the first of them
	Warned    int            `json:"warned"`    // how much is perhaps wrong in what was imported
	Warnings  []Warning      `json:"warnings"`  // the first of that
	Notes     []string       `json:"notes"`     // what was noticed that is no mistake
	DryRun    bool           `json:"dry_run"`
}

// Reject is a line that was not imported.
type Reject struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Reason string `json:"reason"`
	Raw    string `json:"raw"`
}

// Import sends a story file or NDJSON. Lines that are rejected are in the
// report, and no error. A body that can be read again, being an io.Seeker, is
// sent again where that may help, and is then imported once.
func (c *Client) Import(ctx context.Context, body io.Reader, o ImportOptions) (ImportReport, error) {
	req := &request{method: http.MethodPost, path: "/v1/import", query: o.query()}
	req.set("Content-Type", "application/octet-stream")
	for name, set := range map[string]bool{"atomic": o.Atomic, "dry_run": o.DryRun} {
		if set {
			req.query.Set(name, "true")
		}
	}
	if o.Format != "" {
		req.query.Set("format", o.Format)
	}
	if err := req.read(body, o.Write); err != nil {
		return ImportReport{}, err
	}
	var report ImportReport
	_, err := c.decoded(ctx, req, &report)
	return report, err
}

// read makes a stream the body.
func (r *request) read(body io.Reader, w Write) error {
	seeker, again := body.(io.Seeker)
	if !again {
		r.set("Idempotency-Key", w.IdempotencyKey)
		r.once = true
		r.body = func() (io.Reader, error) { return io.NopCloser(body), nil }
		return nil
	}
	r.set("Idempotency-Key", w.key())
	start, err := seeker.Seek(0, io.SeekCurrent)
	if err != nil {
		return fmt.Errorf("read what is to be sent: %w", err)
	}
	last := &attempt{}
	r.body = func() (io.Reader, error) {
		last.end()
		if _, err := seeker.Seek(start, io.SeekStart); err != nil {
			return nil, err
		}
		last = &attempt{body: body}
		return last, nil
	}
	return nil
}

// attempt is a body as it is sent once. A transport may read on when it has the
// answer; it reads nothing any more after end, and the body is free for the next.
type attempt struct {
	reading sync.Mutex
	body    io.Reader // nil at the end
}

func (a *attempt) Read(p []byte) (int, error) {
	a.reading.Lock()
	defer a.reading.Unlock()
	if a.body == nil {
		return 0, io.ErrClosedPipe
	}
	return a.body.Read(p)
}

func (a *attempt) end() {
	a.reading.Lock()
	defer a.reading.Unlock()
	a.body = nil
}
