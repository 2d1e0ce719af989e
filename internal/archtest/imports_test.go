package archtest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const (
	module     = "example.org/dateline"
	everything = "*"
	root       = "." // the module's own package, which embeds openapi.yaml
)

// allowed lists, for each package, every package of this module it may import.
// A package that is missing here fails the test: adding one is a decision.
var allowed = map[string][]string{
	root:                       {},
	"data":                     {},
	"web":                      {},
	"client":                   {"internal/timeline", "internal/edtf"},
	"internal/archtest":        {},
	"internal/codes":           {"data"},
	"internal/contract":        {},
	"internal/edtf":            {},
	"internal/datewords":       {"internal/edtf", "web/locales"},
	"internal/timeline":        {"internal/edtf"},
	"internal/evidence":        {"internal/timeline"},
	"internal/article":         {"internal/timeline", "internal/evidence"},
	"internal/draft":           {"internal/timeline", "internal/edtf", "internal/datewords", "internal/evidence"},
	"internal/draft/measure":   {"internal/draft"},
	"internal/stem":            {},
	"internal/threeway":        {},
	"internal/trial":           {},
	"internal/columns":         {"internal/edtf"},
	"internal/store":           {"internal/columns", "internal/timeline", "internal/edtf", "internal/stem", "internal/evidence", "internal/threeway"},
	"internal/store/storetest": {"internal/store", "internal/evidence", "internal/convert", "internal/timeline", "internal/edtf", "data"},
	"internal/convert":         {"internal/timeline", "internal/edtf", "internal/datewords", "internal/codes"},
	"internal/intake":          {"internal/convert", "internal/store", "internal/timeline"},
	"internal/card":            {},
	"internal/metrics":         {"internal/store"},
	"internal/picture":         {"internal/timeline"},
	"internal/page":            {"internal/timeline", "internal/edtf", "internal/datewords", "internal/convert", "internal/card", "web/locales", "web/strip", "web/styles", "web"},
	"web/locales":              {},
	"web/strip":                {},
	"web/styles":               {},
	"internal/admission":       {},
	"internal/httpserver":      {"internal/admission", "internal/timeline", "internal/store"},
	"api/pages":                {"internal/admission", "internal/httpserver", "internal/page", "internal/card", "internal/store", "internal/timeline", root, "web"},
	"api/preview":              {"internal/httpserver", "internal/store", "internal/timeline", "internal/evidence"},
	"api/edit":                 {"internal/admission", "api/preview", "internal/httpserver", "internal/page", "internal/picture", "internal/store", "internal/timeline", "api/media", "internal/intake", "internal/convert", "internal/article", "internal/draft", "internal/edtf", "internal/evidence", "internal/threeway"},
	"api":                      {"internal/admission", "api/pages", "api/edit", "internal/httpserver", "internal/timeline", "internal/store", "internal/evidence", "internal/intake", "internal/convert", "internal/edtf", "internal/contract", "api/media", root},
	"api/media":                {"internal/admission", "internal/httpserver", "internal/picture", "internal/store", "internal/timeline"},
	"cmd/dateline":             {everything},
	"tools/endure":             {},
	"tools/release":            {},
}

// allowedInTests lists what a package's tests may import beyond that. Any test
// may import its own package.
var allowedInTests = map[string][]string{
	"client":           {"api", "internal/store", "internal/store/storetest", "internal/trial", "internal/timeline", "data"},
	"internal/columns": {"internal/trial"},
	"internal/store":   {"internal/store/storetest", "internal/trial", "internal/convert", "data"},
	"internal/codes":   {"internal/timeline"},
	"internal/intake":  {"internal/store/storetest"},
	"internal/convert": {"internal/evidence", "data"},
	"internal/draft":   {"internal/convert"},
	"api":              {"internal/store/storetest", "internal/trial", "internal/convert", "data"},
	"api/edit":         {"internal/convert"},
	"api/pages":        {"api", "internal/store/storetest", "internal/convert"},
}

// owners lists, for each outside package by the start of its path, who may
// import it, in code and in tests. An outside package that is missing here
// fails the test: taking one on is a decision, with a line in docs/decisions.
// Of the standard library, only what is listed is held to its owners.
var owners = map[string][]string{
	"net/http":     {"internal/admission", "internal/httpserver", "api", "api/pages", "api/edit", "api/media", "api/preview", "cmd/dateline", "client", "internal/metrics", "tools/endure"},
	"database/sql": {"internal/store", "internal/store/storetest"},

	"codeberg.org/readeck":             {"internal/article"},
	"github.com/KimMachineGun":         {"cmd/dateline"},
	"github.com/bep/imagemeta":         {"internal/picture"},
	"github.com/blevesearch":           {"internal/stem"},
	"github.com/emersion/go-ical":      {"internal/convert"},
	"github.com/evanphx/json-patch":    {"api"},
	"github.com/gin-gonic/gin":         {"internal/httpserver", "api", "api/pages", "api/edit", "api/media"},
	"github.com/go-fonts/liberation":   {"internal/card"},
	"github.com/go-webauthn":           {"api/edit"},
	"github.com/goccy/go-yaml":         {"internal/contract", "internal/convert", "internal/page"},
	"github.com/jackc/pgx":             {"internal/store", "internal/store/storetest"},
	"github.com/klauspost/compress":    {"internal/httpserver", "api"},
	"github.com/maypok86/otter":        {"internal/httpserver"},
	"github.com/mmcdole/gofeed":        {"internal/convert"},
	"github.com/paulmach/orb":          {"internal/convert"},
	"github.com/mattn/go-sqlite3":      {"internal/store"},
	"github.com/parquet-go/parquet-go": {"internal/convert", "api"},
	"github.com/pb33f":                 {"api"},
	"github.com/pressly/goose":         {"internal/store"},
	"github.com/prometheus":            {"internal/metrics"},
	"github.com/rivo/uniseg":           {"internal/evidence"},
	"github.com/schollz/progressbar":   {"cmd/dateline"},
	"github.com/sergi/go-diff":         {"internal/page"},
	"github.com/spf13/cobra":           {"cmd/dateline"},
	"github.com/spf13/pflag":           {"cmd/dateline"},
	"github.com/xuri/excelize":         {"internal/convert"},
	"github.com/teambition/rrule-go":   {"internal/convert"},
	"github.com/yuin/goldmark":         {"internal/article"},
	"golang.org/x/image":               {"internal/card", "internal/picture"},
	"golang.org/x/net":                 {"api", "api/preview", "internal/article", "internal/convert"},
	"golang.org/x/sync":                {"api", "api/pages", "api/preview", "internal/picture"},
	"golang.org/x/term":                {"cmd/dateline"},
	"golang.org/x/time":                {"internal/admission"},
	"golang.org/x/text":                {"internal/card", "internal/convert", "internal/datewords", "internal/draft", "internal/store"},
	"gorm.io":                          {"internal/store"},
	"modernc.org/sqlite":               {"internal/store"},
}

// listed is what the test needs of a package in `go list -json`.
type listed struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// check returns a complaint for each import that the tables do not allow.
func check(pkgs []listed) []string {
	var complaints []string
	for _, p := range pkgs {
		name := inModule(p.ImportPath)
		may, known := allowed[name]
		if !known {
			complaints = append(complaints, name+" is not in the table of allowed imports")
			continue
		}
		complaints = append(complaints, checkImports(name, "", may, p.Imports)...)
		may = slices.Concat(may, allowedInTests[name], []string{name})
		tests := slices.Concat(p.TestImports, p.XTestImports)
		complaints = append(complaints, checkImports(name, "the tests of ", may, tests)...)
	}
	slices.Sort(complaints)
	return slices.Compact(complaints)
}

// checkImports checks what one package, or its tests, import.
func checkImports(name, whose string, may, imports []string) []string {
	var complaints []string
	for _, path := range imports {
		if dep := inModule(path); dep != "" {
			if !slices.Contains(may, dep) && !slices.Contains(may, everything) {
				complaints = append(complaints, fmt.Sprintf("%s%s must not import %s", whose, name, dep))
			}
			continue
		}
		who, owned := ownersOf(path)
		switch {
		case owned && !slices.Contains(who, name):
			complaints = append(complaints, fmt.Sprintf("%s%s must not import %s: only %s may", whose, name, path, strings.Join(who, ", ")))
		case !owned && outside(path):
			complaints = append(complaints, fmt.Sprintf("%s%s imports %s, which is not in the table of owners", whose, name, path))
		}
	}
	return complaints
}

// inModule returns a package's path inside this module, or "" for another's.
func inModule(path string) string {
	if path == module {
		return root
	}
	inside, _ := strings.CutPrefix(path, module+"/")
	if inside == path {
		return ""
	}
	return inside
}

// ownersOf finds who may import a path.
func ownersOf(path string) ([]string, bool) {
	row := ownersRow(path)
	return owners[row], row != ""
}

// ownersRow finds the row that is the path or a folder above it.
func ownersRow(path string) string {
	for prefix := range owners {
		if path == prefix || strings.HasPrefix(path, prefix+"/") {
			return prefix
		}
	}
	return ""
}

// outside says whether a path belongs to neither this module nor the standard
// library, whose paths begin with a word without a dot.
func outside(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

// TestImports holds the tree to the tables, in both builds: each has files that
// the other leaves out. What neither needs has no place in the tables.
func TestImports(t *testing.T) {
	builds := []struct{ name, cgo, tags string }{
		{"cgo", "1", "sqlite_fts5"},
		{"pure Go", "0", ""},
	}
	var both []listed
	for _, build := range builds {
		pkgs := list(t, build.cgo, build.tags)
		both = append(both, pkgs...)
		for _, complaint := range check(pkgs) {
			t.Errorf("%s: %s", build.name, complaint)
		}
	}
	for _, complaint := range unused(both) {
		t.Error(complaint)
	}
}

// list asks the go command for this module's packages.
func list(t *testing.T, cgo, tags string) []listed {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-tags", tags, "-json=ImportPath,Imports,TestImports,XTestImports", module+"/...")
	cmd.Env = append(os.Environ(), "CGO_ENABLED="+cgo)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	var pkgs []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("go list's answer: %v", err)
		}
		pkgs = append(pkgs, p)
	}
	if !slices.ContainsFunc(pkgs, func(p listed) bool { return inModule(p.ImportPath) == "internal/archtest" }) {
		t.Fatalf("go list found %d packages, and not this one", len(pkgs))
	}
	return pkgs
}

// TestCheckComplains shows that the check can fail, and does not when it should not.
func TestCheckComplains(t *testing.T) {
	tests := []struct {
		name string
		pkg  listed
		want []string
	}{
		{
			"what is allowed",
			listed{
				ImportPath:   module + "/internal/store",
				Imports:      []string{"context", "gorm.io/gorm", module + "/internal/timeline"},
				XTestImports: []string{"testing", module + "/internal/store", module + "/internal/store/storetest"},
			},
			nil,
		},
		{
			"the command may import all of ours",
			listed{ImportPath: module + "/cmd/dateline", Imports: []string{module, module + "/api", "net/http", "github.com/spf13/cobra"}},
			nil,
		},
		{
			"the wrong way round",
			listed{ImportPath: module + "/internal/store", Imports: []string{module + "/api"}},
			[]string{"internal/store must not import api"},
		},
		{
			"the root package counts as ours",
			listed{ImportPath: module + "/internal/edtf", Imports: []string{module}},
			[]string{"internal/edtf must not import ."},
		},
		{
			"a name that only begins like a package of ours",
			listed{ImportPath: module + "/internal/timeline", Imports: []string{module + "/internal/edtf2"}},
			[]string{"internal/timeline must not import internal/edtf2"},
		},
		{
			"a test helper in code",
			listed{ImportPath: module + "/api", Imports: []string{module + "/internal/store/storetest"}},
			[]string{"api must not import internal/store/storetest"},
		},
		{
			"a test's import",
			listed{ImportPath: module + "/internal/timeline", TestImports: []string{module + "/internal/store"}},
			[]string{"the tests of internal/timeline must not import internal/store"},
		},
		{
			"a new package",
			listed{ImportPath: module + "/internal/util"},
			[]string{"internal/util is not in the table of allowed imports"},
		},
		{
			"an outside package in the wrong place",
			listed{ImportPath: module + "/api", Imports: []string{"gorm.io/gorm/clause", "net/http/httptest"}},
			[]string{"api must not import gorm.io/gorm/clause: only internal/store may"},
		},
		{
			"a part of the standard library in the wrong place",
			listed{ImportPath: module + "/internal/timeline", XTestImports: []string{"net/http/httptest", "net/url"}},
			[]string{"the tests of internal/timeline must not import net/http/httptest: only internal/admission, internal/httpserver, api, api/pages, api/edit, api/media, api/preview, cmd/dateline, client, internal/metrics, tools/endure may"},
		},
		{
			"an outside package that nobody chose",
			listed{ImportPath: module + "/cmd/dateline", Imports: []string{"github.com/spf13/viper"}},
			[]string{"cmd/dateline imports github.com/spf13/viper, which is not in the table of owners"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := check([]listed{tt.pkg}); !slices.Equal(got, tt.want) {
				t.Errorf("check = %q, want %q", got, tt.want)
			}
		})
	}
}

// TestTables finds rows that name a package no table knows: a typing mistake
// there would allow nothing, or forbid nothing.
func TestTables(t *testing.T) {
	for _, table := range []map[string][]string{allowed, allowedInTests, owners} {
		for row, names := range table {
			for _, name := range names {
				if _, known := allowed[name]; !known && name != everything {
					t.Errorf("row %s names %s, which is not a package of the table", row, name)
				}
			}
		}
	}
	for row := range allowedInTests {
		if _, known := allowed[row]; !known {
			t.Errorf("the tests' table has a row %s, which is not a package of the table", row)
		}
	}
}
