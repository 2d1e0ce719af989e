package archtest_test

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

var (
	namedTest   = regexp.MustCompile("`(Test[A-Z]\\w*)`")
	namedTarget = regexp.MustCompile("`make ([a-z-]+)")
	makeTarget  = regexp.MustCompile(`(?m)^([a-z-]+):`)
)

// TestNamedProofsAreThere holds the documentation to the tree: each test and each
// target of the Makefile that a page names as proof of what it says is there.
func TestNamedProofsAreThere(t *testing.T) {
	t.Parallel()
	tests, targets := map[string]bool{}, map[string]bool{}
	written(t, func(name string, text []byte) {
		if strings.HasSuffix(name, "_test.go") {
			for _, m := range testFunc.FindAllSubmatch(text, -1) {
				tests["Test"+string(m[1])] = true
			}
		}
	}, ".go")
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range makeTarget.FindAllSubmatch(makefile, -1) {
		targets[string(m[1])] = true
	}
	named := 0
	written(t, func(name string, text []byte) {
		if path.Dir(name) != "docs" {
			return
		}
		named += len(namedTest.FindAll(text, -1))
		for _, complaint := range checkProofs(string(text), tests, targets) {
			t.Errorf("%s %s", name, complaint)
		}
	}, ".md")
	if named == 0 {
		t.Error("no page names a test")
	}
}

// checkProofs returns a complaint for each test and target that a text names and that
// is not there.
func checkProofs(text string, tests, targets map[string]bool) []string {
	var complaints []string
	for _, kind := range []struct {
		what  string
		named *regexp.Regexp
		there map[string]bool
	}{{"the test", namedTest, tests}, {"make", namedTarget, targets}} {
		for _, m := range kind.named.FindAllStringSubmatch(text, -1) {
			if !kind.there[m[1]] {
				complaints = append(complaints, fmt.Sprintf("names %s %s, which is not there", kind.what, m[1]))
			}
		}
	}
	return complaints
}

func TestProofsCheckComplains(t *testing.T) {
	t.Parallel()
	there := map[string]bool{"TestA": true, "run": true}
	got := checkProofs("`TestA`, `TestB`, `make run`, `make run ADDR=:9000`, `make walk`, Tests", there, there)
	if want := "names the test TestB, which is not there; names make walk, which is not there"; strings.Join(got, "; ") != want {
		t.Errorf("the check says %q", got)
	}
}
