package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/httpserver"
)

// newLogger is the log of a server, on its standard error. flush writes what waits, and
// is called in the end.
func newLogger(cmd *cobra.Command, o serveOptions) (logger *slog.Logger, flush func(), err error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(o.logLevel)); err != nil {
		return nil, nil, usage(cmd, "--log-level is debug, info, warn or error, not %q", o.logLevel)
	}
	handlers := map[string]func(io.Writer, *slog.HandlerOptions) slog.Handler{
		"text": func(w io.Writer, opts *slog.HandlerOptions) slog.Handler { return slog.NewTextHandler(w, opts) },
		"json": func(w io.Writer, opts *slog.HandlerOptions) slog.Handler { return slog.NewJSONHandler(w, opts) },
	}
	make, known := handlers[o.logFormat]
	if !known {
		return nil, nil, usage(cmd, "--log-format is text or json, not %q", o.logFormat)
	}
	lines := &lineWriter{to: cmd.ErrOrStderr()}
	return slog.New(requestsWait{make(lines, &slog.HandlerOptions{Level: level}), lines, o.logFormat == "text"}), lines.flush, nil
}

// How long lines of requests wait to be written with others, and how many bytes of them
// do: the call of the system for each was a twentieth of what a 304 costs.
const (
	lineDelay = 100 * time.Millisecond
	lineBytes = 32 << 10
)

// lineWriter gathers lines. It is safe for concurrent use.
type lineWriter struct {
	to io.Writer

	mu      sync.Mutex
	waiting bytes.Buffer
	due     bool // somebody will flush
}

// Write takes a line. It is written out with those that come soon after.
func (w *lineWriter) Write(line []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting.Write(line)
	if w.waiting.Len() >= lineBytes {
		w.writeOut()
	} else if !w.due {
		w.due = true
		time.AfterFunc(lineDelay, func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.due = false
			w.writeOut()
		})
	}
	return len(line), nil
}

func (w *lineWriter) flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writeOut()
}

func (w *lineWriter) writeOut() {
	if w.waiting.Len() > 0 {
		_, _ = w.to.Write(w.waiting.Bytes()) // there is nowhere to say that the log cannot be written
		w.waiting.Reset()
	}
}

// requestsWait writes all lines at once but those of requests, of which there may be
// thousands a second.
type requestsWait struct {
	slog.Handler
	lines *lineWriter
	text  bool // lines are text, and have nothing in front that the handler was told
}

// Handle logs a record.
func (h requestsWait) Handle(ctx context.Context, r slog.Record) error {
	request := r.Message == httpserver.RequestLine && r.Level == slog.LevelInfo
	if request && h.text && h.lines.add(r) {
		return nil
	}
	err := h.Handler.Handle(ctx, r)
	if !request {
		h.lines.flush()
	}
	return err
}

// WithAttrs is of slog.Handler.
func (h requestsWait) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestsWait{h.Handler.WithAttrs(attrs), h.lines, false}
}

// WithGroup is of slog.Handler.
func (h requestsWait) WithGroup(name string) slog.Handler {
	return requestsWait{h.Handler.WithGroup(name), h.lines, false}
}

// add writes a record as slog's handler of text does, for less. It
// reports false, and has written nothing, where the record is not as plain as nearly all are.
func (w *lineWriter) add(r slog.Record) bool {
	var space [512]byte
	line, plain := appendRecord(space[:0], r)
	if plain {
		_, _ = w.Write(line) // to memory
	}
	return plain
}

func appendRecord(b []byte, r slog.Record) (line []byte, plain bool) {
	b = append(b, "time="...)
	b = r.Time.AppendFormat(b, "2006-01-02T15:04:05.000Z07:00")
	b = append(append(b, " level="...), r.Level.String()...)
	b = append(append(b, " msg="...), r.Message...)
	plain = true
	r.Attrs(func(a slog.Attr) bool {
		b = append(append(append(b, ' '), a.Key...), '=')
		switch a.Value.Kind() {
		case slog.KindString:
			b, plain = appendWord(b, a.Value.String())
		case slog.KindInt64:
			b = strconv.AppendInt(b, a.Value.Int64(), 10)
		case slog.KindDuration:
			b = append(b, a.Value.Duration().String()...)
		default:
			plain = false
		}
		return plain
	})
	return append(b, '\n'), plain
}

// appendWord appends a value of ASCII, in quotation marks where it needs them.
func appendWord(b []byte, word string) (line []byte, plain bool) {
	quoted := word == ""
	for i := range len(word) {
		switch c := word[i]; {
		case c >= utf8.RuneSelf:
			return b, false
		case c <= ' ', c == '"', c == '=':
			quoted = true
		}
	}
	if quoted {
		return strconv.AppendQuote(b, word), true
	}
	return append(b, word...), true
}
