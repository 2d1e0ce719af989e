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
	testLists = regexp.MustCompile(`(?ms)^(WALKS|ALIKE) +:= \^Test\((.*?)\)\$\$$`)
	walkFolds = regexp.MustCompile(`(?m)^WALK_PKG = \$\(if \$\(filter \./\.\.\.,\$\(PKG\)\),([^,]*),`)
)

// TestWalksAreThere: what the race detector's leg skips it runs without it, in the
// packages of WALK_PKG; a test of that name in another package would not be run at all.
func TestWalksAreThere(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string][]string{}
	written(t, func(name string, text []byte) {
		for _, f := range testFunc.FindAllStringSubmatch(string(text), -1) {
			tests[f[1]] = append(tests[f[1]], path.Dir(name))
		}
	}, ".go")
	for _, complaint := range checkWalks(string(makefile), tests) {
		t.Error(complaint)
	}
}

// checkWalks returns a complaint for each name in the Makefile's lists that no test
// has, and for each walk in a package that the walks are not run in. tests are the
// folders of each name.
func checkWalks(makefile string, tests map[string][]string) []string {
	var complaints []string
	lists, folders := testLists.FindAllStringSubmatch(strings.ReplaceAll(makefile, "$(\\\n)", ""), -1), walkFolds.FindStringSubmatch(makefile)
	if len(lists) != 2 || folders == nil {
		return []string{"the Makefile has no WALKS, ALIKE or WALK_PKG"}
	}
	run := func(folder string) bool {
		return slices.ContainsFunc(strings.Fields(folders[1]), func(pkg string) bool {
			whole, deep := strings.CutSuffix(strings.TrimPrefix(pkg, "./"), "/...")
			return folder == whole || deep && strings.HasPrefix(folder, whole+"/")
		})
	}
	for _, list := range lists {
		for one := range strings.SplitSeq(list[2], "|") {
			matches, found := regexp.MustCompile("^(?:"+one+")$"), false
			for name, in := range tests {
				if !matches.MatchString(name) {
					continue
				}
				found = true
				for _, folder := range in {
					if list[1] == "WALKS" && !run(folder) {
						complaints = append(complaints, "Test"+name+" of "+folder+" is one of WALKS, and not in WALK_PKG")
					}
				}
			}
			if !found {
				complaints = append(complaints, list[1]+" names no test with "+one)
			}
		}
	}
	slices.Sort(complaints)
	return complaints
}

func TestWalksCheckComplains(t *testing.T) {
	const makefile = "WALKS   := ^Test(Lists|Gone$(\\\n)|Plans.*)$$\nWALK_PKG = $(if $(filter ./...,$(PKG)),./store ./api/...,$(PKG))\nALIKE   := ^Test(PlansOfLists|Cards)$$\n"
	got := checkWalks(makefile, map[string][]string{"Lists": {"store", "page"}, "PlansOfLists": {"api/pages"}, "Other": {"page"}})
	want := []string{"ALIKE names no test with Cards", "TestLists of page is one of WALKS, and not in WALK_PKG", "WALKS names no test with Gone"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := checkWalks("", nil); len(got) != 1 {
		t.Errorf("%q of no Makefile", got)
	}
}
