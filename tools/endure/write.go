package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// write is a request that changes something, and what became of it.
type write struct {
	method, path, media, body string
	key                       string // its Idempotency-Key; empty where the method takes none
	about                     string // the id of its record; empty for an import
	says                      string // the name that its record has then; empty when it is retracted

	status int    // of the answer; 0 for a write that was not answered
	answer []byte // its body
}

const (
	jsonMedia  = "application/json"
	patchMedia = "application/merge-patch+json"
	linesMedia = "application/x-ndjson"
)

// send sends a write, again as long as it is put off, and keeps its answer. An error is
// that none came.
func (s *server) send(ctx context.Context, token string, w *write) error {
	for {
		status, answer, err := s.sendAgain(ctx, token, w)
		if err != nil {
			return err
		}
		if status != http.StatusServiceUnavailable {
			w.status, w.answer = status, answer
			return nil
		}
		wait(ctx, time.Second) // others write, and this one was not begun
	}
}

// sendAgain sends a write without keeping its answer.
func (s *server) sendAgain(ctx context.Context, token string, w *write) (status int, answer []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, w.method, s.url+w.path, strings.NewReader(w.body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if w.body != "" {
		req.Header.Set("Content-Type", w.media)
	}
	if w.key != "" {
		req.Header.Set("Idempotency-Key", w.key)
	} else {
		req.Header.Set("If-Match", "*")
	}
	return s.do(req)
}

// done reports whether a write was acknowledged.
func (w *write) done() bool { return w.status >= 200 && w.status < 300 }

func (w *write) String() string {
	return fmt.Sprintf("%s %s %.200s", w.method, w.path, w.body)
}
