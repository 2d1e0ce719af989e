package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how much of a file has been read, where somebody looks on.
type progress struct{ bar *progressbar.ProgressBar }

// newProgress shows a bar where w is a terminal and the file's size is known.
func newProgress(w io.Writer, name string, size int64) progress {
	file, ok := w.(*os.File)
	if !ok || size == 0 || !term.IsTerminal(int(file.Fd())) {
		return progress{}
	}
	return progress{progressbar.NewOptions64(size, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(name),
		progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())}
}

// Write counts what was read.
func (p progress) Write(text []byte) (int, error) {
	if p.bar != nil {
		_ = p.bar.Add(len(text)) // a bar that cannot be drawn is no reason to stop
	}
	return len(text), nil
}

func (p progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
