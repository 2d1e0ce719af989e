package archtest_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxLines is how long a Go file may be before it needs a reason.
const maxLines = 500

// long lists the files that may be longer, each with its reason.
var long = map[string]string{}

// skipped are the folders that hold nothing written by hand here.
var skipped = []string{".git", ".tools", "bin", "node_modules", "dist"}

// written calls visit for each file of the repository whose name ends so.
func written(t *testing.T, visit func(name string, text []byte), endings ...string) {
	t.Helper()
	repo := os.DirFS("../..")
	err := fs.WalkDir(repo, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains(skipped, path.Base(name)):
			return fs.SkipDir
		case entry.IsDir() || !slices.Contains(endings, path.Ext(name)):
			return nil
		}
		text, err := fs.ReadFile(repo, name)
		if err != nil {
			return err
		}
		visit(name, text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFilesAreShort(t *testing.T) {
	lines := map[string]int{}
	written(t, func(name string, text []byte) { lines[name] = bytes.Count(text, []byte("\n")) }, ".go")
	if len(lines) == 0 {
		t.Fatal("found no Go files")
	}
	for _, complaint := range checkLengths(lines, long) {
		t.Error(complaint)
	}
}

// checkLengths returns a complaint for each file that is too long without a
// reason, and for each reason that is no longer needed.
func checkLengths(lines map[string]int, reasons map[string]string) []string {
	var complaints []string
	for name, n := range lines {
		if n > maxLines && reasons[name] == "" {
			complaints = append(complaints, fmt.Sprintf("%s has %d lines, more than %d: does it hold one thing? If so, list it with the reason", name, n, maxLines))
		}
	}
	for name := range reasons {
		if lines[name] <= maxLines {
			complaints = append(complaints, name+" is listed as long and is not")
		}
	}
	slices.Sort(complaints)
	return complaints
}

func TestLengthsCheckComplains(t *testing.T) {
	lines := map[string]int{"short.go": 500, "long.go": 501, "excused.go": 900, "mended.go": 80}
	reasons := map[string]string{"excused.go": "one table", "mended.go": "one table", "gone.go": "one table"}
	want := []string{
		"gone.go is listed as long and is not",
		"long.go has 501 lines, more than 500: does it hold one thing? If so, list it with the reason",
		"mended.go is listed as long and is not",
	}
	if got := checkLengths(lines, reasons); !slices.Equal(got, want) {
		t.Errorf("checkLengths = %q, want %q", got, want)
	}
}

// mark matches a note of unfinished work, and numbered the one kind allowed: a
// note that names its issue, as in (#12) right behind it.
var (
	mark     = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME)\b`)
	numbered = regexp.MustCompile(`^\(#[0-9]+\)`)
)

func TestUnfinishedWorkHasAnIssue(t *testing.T) {
	written(t, func(name string, text []byte) {
		for _, line := range unnumbered(string(text)) {
			t.Errorf("%s:%d: unfinished work without the number of its issue", name, line)
		}
	}, ".go", ".ts", ".js", ".mjs", ".css", ".sql", ".yaml", ".yml", ".md", ".sh", "")
}

// unnumbered returns the lines that hold a mark without an issue's number.
func unnumbered(text string) []int {
	var found []int
	for i, line := range strings.Split(text, "\n") {
		for _, at := range mark.FindAllStringIndex(line, -1) {
			if !numbered.MatchString(line[at[1]:]) {
				found = append(found, i+1)
				break
			}
		}
	}
	return found
}

func TestUnnumbered(t *testing.T) {
	text := strings.Join([]string{
		"// TO" + "DO: later",          // 1
		"// TO" + "DO(#12): later",     // 2
		"// FIX" + "ME (#12) later",    // 3: not right behind it
		"mas" + "TO" + "DON",           // 4: another word
		"// TO" + "DO(#1), FIX" + "ME", // 5: the second has none
	}, "\n")
	if got, want := unnumbered(text), []int{1, 3, 5}; !slices.Equal(got, want) {
		t.Errorf("unnumbered = %v, want %v", got, want)
	}
}
