package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// example is a command of the documentation with the output it is said to have.
type example struct {
	line            int
	command, output string
}

// examples reads the ```console blocks of a Markdown text: a line that begins
// with "$ " is a command, indented lines after it and all up to the end of a
// here-document go on with it, and what follows is its output.
func examples(markdown string) []example {
	var list []example
	var heredoc string
	inBlock := false
	for i, line := range strings.Split(markdown, "\n") {
		switch {
		case !inBlock:
			inBlock = line == "```console"
			continue
		case line == "```":
			inBlock = false
			continue
		}
		last := len(list) - 1
		switch {
		case heredoc != "":
			list[last].command += "\n" + line
			if line == heredoc {
				heredoc = ""
			}
		case strings.HasPrefix(line, "$ "):
			list = append(list, example{line: i + 1, command: strings.TrimPrefix(line, "$ ")})
			if _, word, ok := strings.Cut(line, "<<'"); ok {
				heredoc, _, _ = strings.Cut(word, "'")
			}
		case last >= 0 && list[last].output == "" && strings.HasPrefix(line, "    "):
			list[last].command += "\n" + line
		case last >= 0:
			list[last].output += line + "\n"
		}
	}
	return list
}

// TestDocumentation runs every command that README.md and docs show, and
// compares what it prints with what they say.
func TestDocumentation(t *testing.T) {
	root := repositoryRoot(t)
	pages, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	pages = append(pages, filepath.Join(root, "README.md"))
	for _, tool := range []string{"curl", "jq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("the documentation's examples need %s: on Debian, apt-get install %s", tool, tool)
		}
	}
	ran := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if list := examples(string(text)); len(list) > 0 {
			name, _ := filepath.Rel(root, page)
			t.Run(name, func(t *testing.T) { runExamples(t, root, name, list) })
			ran += len(list)
		}
	}
	if ran < 15 {
		t.Errorf("only %d examples were found", ran)
	}
}

func runExamples(t *testing.T, root, page string, list []example) {
	article, articleErr := os.ReadFile(filepath.Join(root, "..", "shared", "articles", "us-ukraine-peace-talks.txt"))
	inFolder(t)
	server := startServer(t, "--db", "served.db")
	if err := os.Mkdir("bin", 0o750); err != nil {
		t.Fatal(err)
	}
	program := fmt.Sprintf("#!/bin/sh\nDATELINE_TEST_AS_PROGRAM=1 exec '%s' \"$@\"\n", os.Args[0])
	if err := os.WriteFile("bin/dateline", []byte(program), 0o700); err != nil {
		t.Fatal(err)
	}
	if articleErr == nil {
		write(t, "article.txt", string(article))
	}
	address := strings.TrimPrefix(server.url, "http://")
	for _, e := range list {
		if articleErr != nil && regexp.MustCompile(`article\.txt|changed\.txt`).MatchString(e.command) {
			if os.Getenv("CI") != "" {
				t.Fatalf("the article is missing: %v", articleErr)
			}
			t.Logf("%s:%d: not run: a copy of the article is needed", page, e.line)
			continue
		}
		cmd := exec.CommandContext(t.Context(), "bash", "-c", strings.ReplaceAll(e.command, "localhost:8080", address))
		cmd.Env = append(os.Environ(), "PATH="+filepath.Join(mustGetwd(t), "bin")+":"+os.Getenv("PATH"))
		output, _ := cmd.CombinedOutput() // a command may be there to show how it fails
		if got := strings.ReplaceAll(string(output), address, "localhost:8080"); got != e.output {
			t.Errorf("%s:%d: %s\nprints\n%s\nand the page says\n%s", page, e.line, e.command, got, e.output)
		}
	}
}

func mustGetwd(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// repositoryRoot is the folder of go.mod.
func repositoryRoot(t *testing.T) string {
	t.Helper()
	dir := mustGetwd(t)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
}

// Flags that docs/operations.md does not list, or lists with another default,
// are found here.
func TestOperationsListsEveryCommandAndFlagOfServe(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repositoryRoot(t), "docs", "operations.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range rootCommand().Commands() {
		if !strings.Contains(string(text), "`dateline "+c.Name()) {
			t.Errorf("docs/operations.md does not list the command %s", c.Name())
		}
	}
	serveCommand().Flags().VisitAll(func(f *pflag.Flag) {
		row := "| `--" + f.Name + "` | "
		if f.DefValue != "" && f.DefValue != "false" {
			row += "`" + f.DefValue + "`"
		}
		if !strings.Contains(string(text), row) {
			t.Errorf("docs/operations.md has no row %q", row)
		}
	})
}
