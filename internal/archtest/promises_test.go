package archtest_test

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

var (
	promised  = regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w*)`")
	testNames = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Z]\w*)\(\w+ \*testing\.[TF]\)`)
)

// TestPromisesHaveTests holds docs/security.md to the tests that it names.
func TestPromisesHaveTests(t *testing.T) {
	text, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	var there []string
	written(t, func(_ string, text []byte) { there = append(there, submatches(testNames, string(text))...) }, ".go")
	for _, name := range untested(string(text), there) {
		t.Errorf("docs/security.md names %s, and there is no such test", name)
	}
	if len(submatches(promised, string(text))) == 0 {
		t.Error("docs/security.md names no test")
	}
}

// untested are the tests that a text names and that are not there.
func untested(text string, there []string) []string {
	return slices.DeleteFunc(submatches(promised, text), func(name string) bool { return slices.Contains(there, name) })
}

func TestPromisesCheckComplains(t *testing.T) {
	got := untested("`TestThere`, `TestGone`, `FuzzGone` and TestNot", []string{"TestThere"})
	if want := []string{"TestGone", "FuzzGone"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
