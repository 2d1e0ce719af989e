package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain lets the test binary be the program itself, for the tests that need
// it as a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv("DATELINE_TEST_AS_PROGRAM") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// dateline calls the program in this process.
func dateline(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

// inFolder makes a fresh folder the current one.
func inFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	return dir
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

const story = `dateline: 1
story: {id: lighthouse, title: The lighthouse}
actors: [{id: board, name: Harbour Board, kind: organization}]
events:
  - {id: kept, title: The post is kept, type: ruling, date: 1911-03~, actors: [board]}
  - {id: lit, title: The light is lit, type: other, date: 1911-04-02}
`

func TestMistakesSayWhatToType(t *testing.T) {
	inFolder(t)
	write(t, "text.txt", "no database at all, but long enough for a header")
	write(t, "bad.yaml", strings.Replace(story, "1911-04-02", "April 1911", 1))
	tests := []struct {
		name string
		args []string
		code int
		want string
	}{
		{"unknown command", []string{"serv"}, 2, `unknown command "serv" for "dateline"; did you mean "serve"?`},
		{"unknown flag", []string{"serve", "--adr", "x"}, 2, "unknown flag: --adr; see dateline serve --help"},
		{"argument too many", []string{"serve", "now"}, 2, `takes no arguments, found "now"`},
		{"bad duration", []string{"serve", "--query-timeout", "soon"}, 2, "see dateline serve --help"},
		{"log level", []string{"serve", "--log-level", "loud"}, 2, "debug, info, warn or error"},
		{"public URL", []string{"serve", "--public-url", "timelines.example"}, 2, "such as https://timelines.example"},
		{"import of nothing", []string{"import"}, 2, "no file named"},
		{"import of a missing file", []string{"import", "gone.yaml"}, 1, "cannot read gone.yaml: no such file or directory"},
		{"import of a format that is none", []string{"import", "--format", "storry", "bad.yaml"}, 2, "--format is one of auto, story, ndjson"},
		{"import of a mistake", []string{"import", "bad.yaml"}, 1, "bad.yaml:6:59: /events/1/date:"},
		{"export without a database", []string{"export"}, 1, "there is no database dateline.db"},
		{"database that is none", []string{"export", "--db", "text.txt"}, 1, "text.txt is not a SQLite database"},
		{"database of another kind", []string{"export", "--db", "mysql://x"}, 1, `"mysql" is not supported`},
		{"folder missing", []string{"serve", "--db", "no/such/x.db"}, 1, "the folder of no/such/x.db does not exist"},
		{"verify without a text", []string{"verify", "us-ukraine-peace-talks"}, 2, "--source us-ukraine-forge-path=FILE"},
		{"verify of an unknown story", []string{"verify", "nothing", "--source", "a=b"}, 1, "there is no database"},
		{"verify of a bad pair", []string{"verify", "us-ukraine-peace-talks", "--source", "text.txt"}, 2, "--source takes ID=FILE"},
		{"cite without words", []string{"cite", "--source", "text.txt"}, 2, "give the words to cite"},
		{"cite without a text", []string{"cite", "words"}, 2, "--source FILE"},
		{"cite of words that are not there", []string{"cite", "--source", "text.txt", "long enuf for"}, 1, "closest passage"},
		{"unreachable PostgreSQL", []string{"migrate", "--db", "postgres://u:secret@127.0.0.1:1/x"}, 1, "cannot reach PostgreSQL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := dateline(t, "", tt.args...)
			if code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			if !strings.Contains(stderr, tt.want) {
				t.Errorf("stderr %q does not hold %q", stderr, tt.want)
			}
			if strings.Contains(stderr, "secret") {
				t.Errorf("a password is shown: %q", stderr)
			}
			if !strings.HasPrefix(stderr, "dateline: ") || stdout != "" {
				t.Errorf("an error belongs on stderr, after the program's name: %q, stdout %q", stderr, stdout)
			}
		})
	}
	for _, name := range []string{"dateline.db", "no"} {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("a failed command left %s behind", name)
		}
	}
}

func TestImportAndExport(t *testing.T) {
	inFolder(t)
	write(t, "story.yaml", story)
	step := func(want string, args ...string) string {
		t.Helper()
		code, stdout, stderr := dateline(t, story, args...)
		if code != 0 || !strings.Contains(stdout, want) {
			t.Fatalf("%v: exit %d, stdout %q, stderr %q; want %q", args, code, stdout, stderr, want)
		}
		return stdout
	}
	step("1 story would be created, 1 actor would be created, 2 events would be created", "import", "--dry-run", "story.yaml")
	step("2 events created", "import", "story.yaml")
	step("nothing to change", "import", "-")
	write(t, "less.yaml", strings.Split(story, "  - {id: lit")[0])
	step("less.yaml: 1 event not in the file but stay in the database: lit", "import", "less.yaml")
	write(t, "edited.yaml", strings.Replace(story, "is lit", "burns", 1))
	step("1 event would be updated", "import", "--dry-run", "edited.yaml")
	step("1 event updated", "import", "edited.yaml")

	first := step("The light burns", "export")
	step("", "export", "-o", "again.yaml")
	step("", "import", "--db", "other.db", "again.yaml")
	if second := step("", "export", "--db", "other.db"); second != first {
		t.Errorf("exported twice:\n%s\nand\n%s", first, second)
	}
	asJSON := step(`"dateline": 1`, "export", "--format", "story-json", "--story", "lighthouse")
	write(t, "story.json", asJSON)
	step("nothing to change", "import", "story.json")
	if left, _ := filepath.Glob(".again*"); len(left) > 0 {
		t.Errorf("temporary files were left: %v", left)
	}
}

func TestFlagsFromTheEnvironment(t *testing.T) {
	inFolder(t)
	write(t, "story.yaml", story)
	t.Setenv("DATELINE_DB", "named.db")
	if code, _, stderr := dateline(t, "", "import", "story.yaml"); code != 0 {
		t.Fatal(stderr)
	}
	if _, err := os.Stat("named.db"); err != nil {
		t.Error("DATELINE_DB was not heard")
	}
	if code, _, stderr := dateline(t, "", "import", "--db", "flag.db", "story.yaml"); code != 0 {
		t.Fatal(stderr)
	}
	if _, err := os.Stat("flag.db"); err != nil {
		t.Error("the command line does not win over the environment")
	}
	t.Setenv("DATELINE_QUERY_TIMEOUT", "soon")
	if code, _, stderr := dateline(t, "", "serve"); code != 2 || !strings.Contains(stderr, "DATELINE_QUERY_TIMEOUT=soon") {
		t.Errorf("exit %d, %q", code, stderr)
	}
}

func TestHelpAndVersion(t *testing.T) {
	for _, c := range rootCommand().Commands() {
		code, stdout, stderr := dateline(t, "", c.Name(), "--help")
		if code != 0 || !strings.Contains(stdout, "Usage:") || stderr != "" {
			t.Errorf("%s --help: exit %d, %q, %q", c.Name(), code, stdout, stderr)
		}
	}
	if _, stdout, _ := dateline(t, "", "version"); !strings.HasPrefix(stdout, "dateline ") {
		t.Errorf("version: %q", stdout)
	}
}

func TestMigrate(t *testing.T) {
	inFolder(t)
	if code, _, stderr := dateline(t, "", "migrate", "--check"); code != 1 || !strings.Contains(stderr, "there is no database") {
		t.Errorf("exit %d, %q", code, stderr)
	}
	for _, args := range [][]string{{"migrate"}, {"migrate", "--check"}} {
		code, stdout, stderr := dateline(t, "", args...)
		if code != 0 || !strings.Contains(stdout, "up to date") {
			t.Errorf("%v: exit %d, %q, %q", args, code, stdout, stderr)
		}
	}
}
