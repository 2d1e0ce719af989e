package archtest_test

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

var (
	madeInText = regexp.MustCompile("(?m)(?:^|`)make ([a-z][a-z-]*)")
	target     = regexp.MustCompile(`(?m)^([a-z][a-z-]*):`)
)

// TestMakeTargetsInDocsExist keeps the documentation from naming a make target
// that is not, or no longer, there.
func TestMakeTargetsInDocsExist(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	targets := submatches(target, string(makefile))
	named := 0
	written(t, func(name string, text []byte) {
		for _, word := range submatches(madeInText, string(text)) {
			named++
			if !slices.Contains(targets, word) {
				t.Errorf("%s: there is no make target %s", name, word)
			}
		}
	}, ".md")
	if named == 0 {
		t.Error("found no make command in the documentation")
	}
}

// submatches returns what the pattern's first group matched, each time.
func submatches(pattern *regexp.Regexp, text string) []string {
	var found []string
	for _, match := range pattern.FindAllStringSubmatch(text, -1) {
		found = append(found, match[1])
	}
	return found
}
