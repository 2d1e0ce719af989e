package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	docs  = "../docs"
	shown = "shown"
)

// TestPageIsWrittenFromWhatIsShown writes the parts and pictures of docs/performance.md
// anew, and finds those that are not what the kept results say.
func TestPageIsWrittenFromWhatIsShown(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "images"), os.DirFS(filepath.Join(docs, "images"))); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(docs, "performance.md"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "performance.md"), page, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := plotCommand(shown, folder); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"performance.md", "images/speed.svg", "images/sizes.svg", "images/databases.svg"} {
		want, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join(docs, filepath.FromSlash(name))); err != nil || string(got) != string(want) {
			t.Errorf("docs/%s is not what `bin/bench plot bench/shown docs` writes; %v", name, err)
		}
	}
}

var (
	written = regexp.MustCompile("(?s)<!-- `make bench-plot` writes what follows.*?" + regexp.QuoteMeta(partEnd) + "|```.*?```")
	// figured is a number with a unit in which something is measured.
	figured = regexp.MustCompile(`\d[\d.,]*(?: |&nbsp;)?(?:ns|µs|ms|s|seconds|minutes|[kKMG]i?B|%|x|times|(?:answers|requests|events) a second)(?:[^\p{L}\d]|$)`)
)

// TestProseHasNoFigures finds figures on the page that no run has written: they would
// stay there when the next run says something else.
func TestProseHasNoFigures(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(docs, "performance.md"))
	if err != nil {
		t.Fatal(err)
	}
	prose := written.ReplaceAllString(string(page), "")
	if len(prose) == len(page) {
		t.Fatal("no part of the page is written by a run")
	}
	for _, line := range strings.Split(prose, "\n") {
		for _, found := range figured.FindAllString(line, -1) {
			t.Errorf("%q is a figure that no run has written, in %q", found, line)
		}
	}
	for text, want := range map[string]bool{"takes 12.5 ms here": true, "8 % of it": true, "1,000 events": false, "HTTP/1.1 says": false, "2 statements": false, "at 3 s.": true, "of 41 MB": true} {
		if figured.MatchString(text) != want {
			t.Errorf("%q: a figure is found: %v", text, !want)
		}
	}
}
