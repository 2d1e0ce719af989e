package archtest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSuitesImportTheirTests: the tests in JavaScript that share one browser are run by a
// file that imports each of theirs; one that it does not name would not be run at all.
func TestSuitesImportTheirTests(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"../../web/test", "../../tools/readers"} {
		suite, err := os.ReadFile(filepath.Join(dir, "all.js"))
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.test.js"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no tests: %v", dir, err)
		}
		for _, name := range notImported(string(suite), files) {
			t.Errorf("%s/all.js does not import %s", dir, name)
		}
	}
}

// notImported are the names of the files that a suite does not import.
func notImported(suite string, files []string) []string {
	var left []string
	for _, file := range files {
		if name := filepath.Base(file); !slices.Contains(strings.Split(suite, "\n"), "import './"+name+"'") {
			left = append(left, name)
		}
	}
	return left
}

func TestSuitesCheckComplains(t *testing.T) {
	t.Parallel()
	if got := notImported("import './a.test.js'\n// import './b.test.js'\n", []string{"x/a.test.js", "x/b.test.js"}); !slices.Equal(got, []string{"b.test.js"}) {
		t.Errorf("%q is not imported, want b.test.js", got)
	}
}
