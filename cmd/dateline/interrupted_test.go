package main

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// readFunc is a reader.
type readFunc func(p []byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }

// TestInterrupted ends an import by a signal while it reads: it says so and what to do next,
// whatever the database says of work that is broken off.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	stdin := io.MultiReader(strings.NewReader(records), readFunc(func([]byte) (int, error) {
		interrupt()
		return 0, io.EOF
	}))
	db := filepath.Join(t.TempDir(), "lamp.db")
	var out, errs bytes.Buffer
	if code := run(ctx, []string{"import", "--db", db, "--format", "ndjson", "-"}, stdin, &out, &errs); code != exitFailure {
		t.Errorf("code %d", code)
	}
	want := "dateline: interrupted: what is in the database by now stays; run the same import again for the rest\n"
	if !strings.HasSuffix(errs.String(), want) || strings.Contains(errs.String(), "context") {
		t.Errorf("said %q, want %q", errs.String(), want)
	}
	out.Reset()
	if code := run(t.Context(), []string{"import", "--db", db, "--format", "ndjson", "-"}, strings.NewReader(records), &out, &errs); code != 0 || !strings.Contains(out.String(), "1 event created") {
		t.Errorf("again: code %d, %s%s", code, &out, &errs)
	}
}
