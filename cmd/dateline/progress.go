package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progressLines is how often a line tells of long work where no terminal shows a bar.
const progressLines = 10 * time.Second

// progress shows how much of a text has been read, how fast, and how long the rest
// takes: a bar on a terminal, and lines elsewhere.
type progress struct {
	bar *progressbar.ProgressBar

	lines       io.Writer
	name        string
	size, done  int64
	began, told time.Time
	now         func() time.Time
}

// newProgress shows the reading of a text of so many bytes; 0 where that is not known.
func newProgress(w io.Writer, name string, size int64) *progress {
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		if size == 0 {
			size = -1
		}
		return &progress{bar: progressbar.NewOptions64(size, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(name),
			progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())}
	}
	began := time.Now()
	return &progress{lines: w, name: name, size: size, began: began, told: began, now: time.Now}
}

// Write counts what was read. That it cannot be shown is no reason to stop.
func (p *progress) Write(text []byte) (int, error) {
	if p.bar != nil {
		_ = p.bar.Add(len(text))
		return len(text), nil
	}
	p.done += int64(len(text))
	if now := p.now(); now.Sub(p.told) >= progressLines {
		p.told = now
		_, _ = fmt.Fprintln(p.lines, p.line(now.Sub(p.began)))
	}
	return len(text), nil
}

// line tells what was read so far, and what is left.
func (p *progress) line(taken time.Duration) string {
	rate := float64(p.done) / max(taken.Seconds(), 0.001)
	line := fmt.Sprintf("%s: %d MB read, %.1f MB a second", p.name, p.done/1_000_000, rate/1_000_000)
	if p.size > 0 && rate > 0 {
		left := time.Duration(float64(max(0, p.size-p.done))/rate) * time.Second
		line += fmt.Sprintf(", %d %%, %v left", min(100, 100*p.done/p.size), left)
	}
	return line
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
