package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"example.org/dateline/internal/httpserver"
)

// pieces are what a log is written in.
type pieces chan string

func (p pieces) Write(text []byte) (int, error) {
	p <- string(text)
	return len(text), nil
}

// Lines of requests are written together with what comes next, or soon by themselves, and
// all others at once, in the order in which they came.
func TestLinesOfRequestsWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, linesOfRequestsWait) // where no time passes while anything goes on
}

func linesOfRequestsWait(t *testing.T) {
	written := make(pieces, 100)
	lines := &lineWriter{to: written}
	log := slog.New(requestsWait{slog.NewTextHandler(lines, nil), lines, true}).With("server", 1)
	log.Info("serving")
	if got := <-written; !strings.Contains(got, "serving") {
		t.Errorf("%q comes first", got)
	}
	log.Info(httpserver.RequestLine, "n", 1)
	log.Info(httpserver.RequestLine, "n", 2)
	log.Warn("trouble")
	if got := <-written; strings.Count(got, "\n") != 3 || !strings.Contains(got, "n=2\n") || !strings.HasSuffix(got, "msg=trouble server=1\n") {
		t.Errorf("written together is %q", got)
	}
	log.WithGroup("g").Info(httpserver.RequestLine, "n", 3)
	if got := <-written; !strings.Contains(got, "g.n=3") {
		t.Errorf("%q comes by itself", got)
	}
	long := strings.Repeat("x", lineBytes)
	log.Info(httpserver.RequestLine, "path", long)
	if got := <-written; !strings.Contains(got, long) {
		t.Errorf("%d bytes are written of what is long", len(got))
	}
	log.Info(httpserver.RequestLine, "n", 4)
	lines.flush()
	if got := <-written; !strings.Contains(got, "n=4") {
		t.Errorf("in the end %q", got)
	}
	if len(written) > 0 {
		t.Errorf("%d more pieces", len(written))
	}
}

// FuzzLinesOfRequests holds lines of requests to those of slog's handler.
func FuzzLinesOfRequests(f *testing.F) {
	for _, word := range []string{"", "/v1/events", "a=b", `say "no"`, "with space", `back\slash`, "tab\t", "new\nline", "Київ", "a\xffb", "\x7f", "dl_…"} {
		f.Add(word, int64(len(word)))
	}
	f.Fuzz(func(t *testing.T, word string, n int64) {
		var want, got bytes.Buffer
		r := slog.NewRecord(time.Unix(n%1e9, n%1e9), slog.LevelInfo, httpserver.RequestLine, 0)
		r.AddAttrs(slog.String("path", word), slog.Int64("bytes", n), slog.Duration("duration", time.Duration(n)), slog.Int("status", int(n%600)), slog.String("query", "q="+word))
		if err := slog.NewTextHandler(&want, nil).Handle(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if line, plain := appendRecord(nil, r); plain {
			got.Write(line)
		} else if ascii(word) {
			t.Fatalf("%q is plain", word)
		} else {
			return
		}
		if got.String() != want.String() {
			t.Errorf("%q\nwant %q", got.String(), want.String())
		}
	})
}

func ascii(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf })
}
