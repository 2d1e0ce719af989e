package archtest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
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

// TestCalmPackagesDoNothingAtTheSameTime: the race detector never sees the packages of
// CALM, so that nothing in them may start or share anything.
func TestCalmPackagesDoNothingAtTheSameTime(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?m)^CALM +:= ((?:.+\\\n)*.+)$`).FindSubmatch(makefile)
	if list == nil {
		t.Fatal("the Makefile has no CALM")
	}
	for folder := range strings.FieldsSeq(strings.ReplaceAll(string(list[1]), "\\\n", " ")) {
		files, err := filepath.Glob(filepath.Join("../..", folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no files: %v", folder, err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, complaint := range checkCalm(filepath.Base(name), text) {
				t.Errorf("%s: %s", folder, complaint)
			}
		}
	}
}

// checkCalm returns a complaint for each statement of a Go file that starts something,
// and each import of what guards what is shared.
func checkCalm(name string, text []byte) []string {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return []string{err.Error()}
	}
	var complaints []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			complaints = append(complaints, fset.Position(n.Pos()).String()+" starts something: race the package")
		case *ast.ImportSpec:
			if path := strings.Trim(n.Path.Value, `"`); path == "sync" || path == "sync/atomic" || strings.HasSuffix(path, "/errgroup") {
				complaints = append(complaints, fset.Position(n.Pos()).String()+" guards what is shared: race the package")
			}
		}
		return true
	})
	return complaints
}

func TestCalmCheckComplains(t *testing.T) {
	got := checkCalm("x.go", []byte("package x\n\nimport \"sync\"\n\nvar m sync.Mutex\n\nfunc f() { go f() }\n"))
	want := []string{"x.go:3:8 guards what is shared: race the package", "x.go:7:12 starts something: race the package"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
