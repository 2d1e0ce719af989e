package archtest_test

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	vetted   = regexp.MustCompile(`(?m)^PURE +:= (.+)$`)
	ofPureGo = regexp.MustCompile(`(?m)^//go:build .*!(cgo|sqlite_fts5)\b`)
)

// TestFilesOfPureGoAreVetted: `make lint` vets the build with cgo, and `make vet` that in
// pure Go in the folders of PURE alone; a file that only the latter has must lie there.
func TestFilesOfPureGoAreVetted(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	list := vetted.FindStringSubmatch(string(makefile))
	if list == nil {
		t.Fatal("the Makefile has no PURE")
	}
	folders := strings.Fields(list[1])
	found := map[string]bool{}
	written(t, func(name string, text []byte) {
		if !ofPureGo.Match(text) {
			return
		}
		folder := "./" + path.Dir(name)
		found[folder] = true
		if !slices.Contains(folders, folder) {
			t.Errorf("%s is in the build in pure Go alone, and its folder not in PURE", name)
		}
	}, ".go")
	for _, folder := range folders {
		if !found[folder] {
			t.Errorf("%s is in PURE and has no file that is in the build in pure Go alone", folder)
		}
	}
}
