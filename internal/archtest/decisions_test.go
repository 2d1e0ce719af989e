package archtest_test

import (
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// required matches a direct dependency in a go.mod: a line of a require block
// or a line of its own.
var required = regexp.MustCompile(`(?m)^(?:\t|require )([^\s/]+\.[^\s/]+/\S+) v\S+$`)

// quoted matches what stands in backquotes on a line.
var quoted = regexp.MustCompile("`([^`\n]+)`")

// TestDependenciesAreDecided finds direct dependencies that no record in
// docs/decisions names.
func TestDependenciesAreDecided(t *testing.T) {
	records := map[string]string{}
	dependencies := map[string][]string{}
	written(t, func(name string, text []byte) {
		switch base := path.Base(name); {
		case strings.HasPrefix(name, "docs/decisions/") && base != "README.md":
			records[name] = string(text)
		case base == "go.mod":
			dependencies[name] = submatches(required, string(text))
		case base == "package.json":
			dependencies[name] = packages(t, name, text)
		}
	}, ".md", ".mod", ".json")
	if len(dependencies) < 8 || len(dependencies["go.mod"]) < 20 || len(records) < 20 {
		t.Fatalf("found %d dependencies of go.mod, %d lists and %d records", len(dependencies["go.mod"]), len(dependencies), len(records))
	}
	for list, names := range dependencies {
		for _, name := range undecided(names, slices.Collect(maps.Values(records))) {
			t.Errorf("%s: no record in docs/decisions names `%s`", list, name)
		}
	}
	index, err := os.ReadFile("../../docs/decisions/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range records {
		if base := filepath.Base(name); !strings.Contains(string(index), "]("+base+")") {
			t.Errorf("docs/decisions/README.md does not list %s", base)
		}
	}
}

// packages are what a package.json asks for.
func packages(t *testing.T, name string, text []byte) []string {
	t.Helper()
	var list struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return slices.Concat(slices.Collect(maps.Keys(list.Dependencies)), slices.Collect(maps.Keys(list.DevDependencies)))
}

// undecided are the dependencies that no record names in backquotes, by their
// path, or by the owner and name on GitHub. Modules of this project need none.
func undecided(names, records []string) []string {
	var named []string
	for _, text := range records {
		for _, words := range submatches(quoted, text) {
			named = append(named, strings.TrimPrefix(words, "github.com/"))
		}
	}
	var missing []string
	for _, name := range names {
		short, major := path.Split(strings.TrimPrefix(name, "github.com/"))
		if !majorVersion.MatchString(major) || strings.Count(short, "/") < 2 {
			short += major
		}
		short = strings.TrimSuffix(short, "/")
		if inModule(name) == "" && !slices.Contains(named, short) && !slices.Contains(named, strings.TrimPrefix(name, "github.com/")) {
			missing = append(missing, name)
		}
	}
	slices.Sort(missing)
	return missing
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

func TestUndecided(t *testing.T) {
	records := []string{"**Decided.** `evanphx/json-patch` merges; `github.com/gin-gonic/gin` routes.\n", "`golang.org/x/text` folds, `axe-core` checks, `@redocly/cli` lints, `jsonschema/v6` is close. lit is not in backquotes."}
	names := []string{
		"github.com/evanphx/json-patch/v5", "github.com/gin-gonic/gin", "golang.org/x/text", "axe-core", "@redocly/cli", module + "/bench", // named
		"github.com/pb33f/jsonschema/v6", "golang.org/x/tex", "lit", "github.com/gin-gonic/gin/extra", // not
	}
	want := []string{"github.com/gin-gonic/gin/extra", "github.com/pb33f/jsonschema/v6", "golang.org/x/tex", "lit"}
	if got := undecided(names, records); !slices.Equal(got, want) {
		t.Errorf("undecided = %q, want %q", got, want)
	}
	const mod = "module example.org/x\n\ngo 1.26.0\n\nrequire example.org/a/b v0.0.0\n\nrequire (\n\tgolang.org/x/text v0.43.0\n\tgithub.com/a/b v1.0.0 // indirect\n)\n"
	if got := submatches(required, mod); !slices.Equal(got, []string{"example.org/a/b", "golang.org/x/text"}) {
		t.Errorf("required = %q", got)
	}
}
