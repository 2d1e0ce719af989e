package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const erasableStory = `dateline: 1
story: {id: st, title: A story}
actors: [{id: jane-doe, name: Jane Doe, kind: person}, {id: town, name: The town, kind: government}]
events: [{id: visit, title: A visit, type: meeting, date: 2025, summary: Qwxvisit, actors: [jane-doe], quotes: [{id: said, speaker: jane-doe, kind: indirect, text: Qwxsaid}]}]
`

// What is erased by the command is in no file of the database, and the check is clean.
func TestErase(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "d.db"), filepath.Join(dir, "story.yaml")
	t.Setenv("DATELINE_DB", db)
	if err := os.WriteFile(file, []byte(erasableStory), 0o600); err != nil {
		t.Fatal(err)
	}
	must := func(args ...string) string {
		t.Helper()
		code, stdout, stderr := dateline(t, "", args...)
		if code != 0 {
			t.Fatalf("%v exits with %d: %s", args, code, stderr)
		}
		return stdout
	}
	holds := func(word string) bool {
		t.Helper()
		text, err := os.ReadFile(db)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(strings.ToLower(string(text)), word)
	}
	must("import", file)
	if out := must("erase", "actor", "jane-doe", "--reason", "asked for", "--with-quotes", "--dry-run"); !strings.Contains(out, "quote said: erased\n") || !strings.Contains(out, `warning: the id "jane-doe"`) || !strings.HasSuffix(out, "nothing was written\n") {
		t.Errorf("a dry run says %s", out)
	}
	if out := must("export", "--story", "st", "--format", "story"); !strings.Contains(out, "Jane Doe") {
		t.Errorf("a dry run has erased: %s", out)
	}
	if out := must("erase", "event", "visit", "--field", "/summary", "--reason", "asked for"); !strings.HasPrefix(out, "event visit: erased /summary, and in 1 state of the past\n") || holds("qwxvisit") {
		t.Errorf("it says %s, and the file holds the words: %v", out, holds("qwxvisit"))
	}
	must("erase", "actor", "jane-doe", "--reason", "asked for", "--with-quotes", "--no-rewrite")
	if out := must("erase", "--rewrite"); out != "the files are written anew\n" || holds("qwxsaid") || holds("jane doe") {
		t.Errorf("it says %s, and the file holds the words: %v, %v", out, holds("qwxsaid"), holds("jane doe"))
	}
	must("check")
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"erase"}, 2, "name what is to be erased"},
		{[]string{"erase", "actr", "x", "--reason", "x"}, 2, `did you mean "actor"?`},
		{[]string{"erase", "actor", "town"}, 2, "say why with --reason"},
		{[]string{"erase", "--rewrite", "actor"}, 2, "--rewrite erases no record"},
		{[]string{"erase", "actor", "nobody", "--reason", "x"}, 1, `there is no actor "nobody"`},
		{[]string{"erase", "actor", "town", "--reason", "x", "--field", "/nam"}, 1, "/name, /aliases"},
	} {
		if code, _, stderr := dateline(t, "", tt.args...); code != tt.code || !strings.Contains(stderr, tt.want) {
			t.Errorf("%v exits with %d: %s", tt.args, code, stderr)
		}
	}
}
