package archtest_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestOtherSystemsCompile checks the types of the command for a system that is
// released and that no test runs on. A compiler takes minutes for SQLite's code;
// the types of our own are found wrong in seconds.
func TestOtherSystemsCompile(t *testing.T) {
	t.Parallel()
	for _, complaint := range compile(t, "../..", "./cmd/dateline", "windows", "arm64") {
		t.Error(complaint)
	}
}

func TestCompileComplains(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":  "module example.org/dateline/tried\n\ngo 1.26\n",
		"main.go": "package main\n\nimport \"syscall\"\n\nfunc main() { _ = syscall.Mkfifo(\"x\", 0) }\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := strings.Join(compile(t, folder, ".", "windows", "arm64"), "\n")
	if !strings.Contains(got, "main.go:5:27: undefined: syscall.Mkfifo") {
		t.Errorf("compile = %q", got)
	}
}

// source is what the check of types needs of a package in `go list -json`.
type source struct {
	ImportPath, Dir string
	GoFiles         []string
	ImportMap       map[string]string
}

// compile checks the types of a package and of all that it needs, and returns
// what is wrong in ours. Of others it reads the declarations alone.
func compile(t *testing.T, dir, pattern, system, processor string) []string {
	t.Helper()
	c := checker{fset: token.NewFileSet(), done: map[string]*types.Package{"unsafe": types.Unsafe}, sizes: types.SizesFor("gc", processor)}
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,ImportMap", pattern)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; { // each package comes after those that it imports
		var s source
		err := dec.Decode(&s)
		if errors.Is(err, io.EOF) {
			return c.complaints
		}
		if err != nil {
			t.Fatalf("go list's answer: %v", err)
		}
		if err := c.check(s); err != nil {
			t.Fatal(err)
		}
	}
}

type checker struct {
	fset       *token.FileSet
	done       map[string]*types.Package
	sizes      types.Sizes
	complaints []string
}

func (c *checker) check(s source) error {
	if s.ImportPath == "unsafe" {
		return nil
	}
	ours := inModule(s.ImportPath) != ""
	var files []*ast.File
	for _, name := range s.GoFiles {
		file, err := parser.ParseFile(c.fset, filepath.Join(s.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	config := types.Config{Importer: imports{c, s.ImportMap}, Sizes: c.sizes, IgnoreFuncBodies: !ours, Error: func(err error) {
		if ours {
			c.complaints = append(c.complaints, err.Error())
		}
	}}
	pkg, err := config.Check(s.ImportPath, c.fset, files, nil)
	if pkg == nil {
		return err
	}
	c.done[s.ImportPath] = pkg
	return nil
}

// imports finds a package that is checked already by the path that a file gives.
type imports struct {
	*checker
	as map[string]string // where the standard library holds a copy of another module's
}

func (i imports) Import(path string) (*types.Package, error) {
	if mapped, is := i.as[path]; is {
		path = mapped
	}
	if pkg, is := i.done[path]; is {
		return pkg, nil
	}
	return nil, errors.New("not listed: " + path)
}
