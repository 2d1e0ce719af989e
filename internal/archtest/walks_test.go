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
	testFunc  = regexp.MustCompile(`(?m)^func Test([A-Z]\w*)\(t \*testing\.T\)`)
	walkFolds = regexp.MustCompile(`(?m)^WALK_PKG = \$\(if \$\(filter \./\.\.\.,\$\(PKG\)\),([^,]*),`)
)

// TestWalksAreThere: what the race detector's leg skips it runs without it, in the
// packages of WALK_PKG; a test of that name in another package would not be run at all.
func TestWalksAreThere(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	tests := map[string][]string{}
	written(t, func(name string, text []byte) {
		for _, f := range testFunc.FindAllStringSubmatch(string(text), -1) {
			tests[f[1]] = append(tests[f[1]], path.Dir(name))
		}
	}, ".go")
	for _, complaint := range checkWalks(read("Makefile"), read(".ci/walks"), read(".ci/alike"), tests) {
		t.Error(complaint)
	}
}

// checkWalks returns a complaint for each pattern of the two lists that no test has, and
// for each walk in a package that the walks are not run in. tests are the folders of
// each name.
func checkWalks(makefile, walks, alike string, tests map[string][]string) []string {
	folders := walkFolds.FindStringSubmatch(makefile)
	if folders == nil {
		return []string{"the Makefile has no WALK_PKG"}
	}
	run := func(folder string) bool {
		return slices.ContainsFunc(strings.Fields(folders[1]), func(pkg string) bool {
			whole, deep := strings.CutSuffix(strings.TrimPrefix(pkg, "./"), "/...")
			return folder == whole || deep && strings.HasPrefix(folder, whole+"/")
		})
	}
	var complaints []string
	for list, text := range map[string]string{"walks": walks, "alike": alike} {
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			one := strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "Test")
			matches, found := regexp.MustCompile("^(?:"+one+")$"), false
			for name, in := range tests {
				if !matches.MatchString(name) {
					continue
				}
				found = true
				for _, folder := range in {
					if list == "walks" && !run(folder) {
						complaints = append(complaints, "Test"+name+" of "+folder+" is one of .ci/walks, and not in WALK_PKG")
					}
				}
			}
			if !found {
				complaints = append(complaints, ".ci/"+list+" names no test with Test"+one)
			}
		}
	}
	slices.Sort(complaints)
	return complaints
}

func TestWalksCheckComplains(t *testing.T) {
	const makefile = "WALK_PKG = $(if $(filter ./...,$(PKG)),./store ./api/...,$(PKG))\n"
	got := checkWalks(makefile, "# why\nTestLists\nTestGone\nTestPlans.*\n", "TestPlansOfLists\nTestCards\n",
		map[string][]string{"Lists": {"store", "page"}, "PlansOfLists": {"api/pages"}, "Other": {"page"}})
	want := []string{".ci/alike names no test with TestCards", ".ci/walks names no test with TestGone", "TestLists of page is one of .ci/walks, and not in WALK_PKG"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := checkWalks("", "", "", nil); len(got) != 1 {
		t.Errorf("%q of no Makefile", got)
	}
}
