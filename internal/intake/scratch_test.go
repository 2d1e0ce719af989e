package intake_test

import (
	"io"
	"os"
	"runtime"
	"testing"

	"example.org/dateline/internal/intake"
)

// Nothing of a file is left by a program that is killed: it has no name while it is
// open, but on Windows, and none afterwards anywhere.
func TestScratchLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	t.Setenv("TMP", folder)
	file, err := intake.NewScratch()
	if err != nil {
		t.Fatal(err)
	}
	named := func() int {
		list, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if n := named(); n > 0 && runtime.GOOS != "windows" {
		t.Errorf("%d files can be found", n)
	}
	if _, err := io.WriteString(file, "kept"); err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(io.NewSectionReader(file, 0, 10))
	if err != nil || string(text) != "kept" {
		t.Errorf("%q %v", text, err)
	}
	if err := file.Close(); err != nil || named() != 0 {
		t.Errorf("%v, and %d files are left", err, named())
	}
}
