package archtest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ran runs a script of this repository in a folder with a Makefile.
func ran(t *testing.T, makefile, script string, args ...string) (out string, ok bool) {
	t.Helper()
	return ranIn(t, nil, makefile, script, args...)
}

// ranIn is ran with some variables of the environment.
func ranIn(t *testing.T, environment []string, makefile, script string, args ...string) (out string, ok bool) {
	t.Helper()
	path, err := filepath.Abs("../../scripts/" + script)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = slices.DeleteFunc(os.Environ(), func(pair string) bool {
		return strings.HasPrefix(pair, "MAKE") || strings.HasPrefix(pair, "MFLAGS") || strings.HasPrefix(pair, "AT_ONCE=")
	}) // of make around this test
	cmd.Env = append(cmd.Env, environment...)
	if err := os.WriteFile(filepath.Join(cmd.Dir, "Makefile"), []byte(makefile), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := cmd.CombinedOutput()
	return string(text), err == nil
}

// The legs of CI end with the first that fails, and say how long each took.
func TestLegs(t *testing.T) {
	t.Parallel()
	const makefile = "good:\n\t@echo one line\nbad:\n\t@echo what is wrong; false\n"
	out, ok := ran(t, makefile, "legs", "good", "good")
	if want := `(?s)^one line\none line\n.*\ngood +\d+\.\d +\d+\.\d\ngood +\d+\.\d +\d+\.\d\ntotal +\d+\.\d +\d+\.\d\n$`; !ok || !regexp.MustCompile(want).MatchString(out) {
		t.Errorf("two that pass:\n%s", out)
	}
	out, ok = ran(t, makefile, "legs", "bad", "good")
	if want := `(?s)^what is wrong\n.*\nbad +\d+\.\d +\d+\.\d  failed\ntotal`; ok || !regexp.MustCompile(want).MatchString(out) || regexp.MustCompile("one line").MatchString(out) {
		t.Errorf("one that fails:\n%s", out)
	}
}

// Legs after -- run so many at a time as they are told, each with its lines together, and
// the first of them that fails stops the others.
func TestLegsAtTheSameTime(t *testing.T) {
	t.Parallel()
	// The legs a, b and c wait for one another: one after the other, they would not end.
	const makefile = "made:\n\t@echo made\nshort: made\n\t@echo four\n" +
		"a: made\n\t@mkfifo pipe; echo one; cat pipe\nb: made\n\t@until [ -p pipe ] && [ -e third ]; do sleep 0.01; done; echo two >pipe\n" +
		"c: made\n\t@touch third; echo three\n" +
		"bad: made\n\t@until [ -e begun ] && [ -p still ]; do sleep 0.01; done; echo what is wrong; false\n" +
		"ever: made\n\t@touch begun; echo it waits; mkfifo never; cat never\nstill: made\n\t@mkfifo still; cat still\n"
	out, ok := ranIn(t, []string{"AT_ONCE=3"}, makefile, "legs", "made", "--", "a", "b", "c", "short")
	if !ok || strings.Count(out, "made\n") != 1 || !strings.Contains(out, "one\ntwo\n") || !strings.Contains(out, "three\n") || !strings.Contains(out, "four\n") || !regexp.MustCompile(`(?m)^total +\d`).MatchString(out) {
		t.Errorf("four that pass:\n%s", out)
	}
	out, ok = ranIn(t, []string{"AT_ONCE=3"}, makefile, "legs", "made", "--", "ever", "still", "bad", "short")
	if ok || !strings.Contains(out, "what is wrong\n") || strings.Contains(out, "four\n") || !regexp.MustCompile(`(?m)^bad +\d+\.\d +\d+\.\d  failed\ntotal`).MatchString(out) {
		t.Errorf("one that fails beside two that wait:\n%s", out)
	}
}

// What runs at the same time is told apart, and each can fail.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	// The first waits for the second: one after the other, they would not end.
	pipe := filepath.Join(t.TempDir(), "pipe")
	out, ok := ran(t, "", "at-once", "mkfifo "+pipe+"; echo one; cat "+pipe+"; echo three", "until [ -p "+pipe+" ]; do sleep 0.01; done; echo two >"+pipe)
	if !ok || out != "one\ntwo\nthree\n" {
		t.Errorf("two that pass:\n%s", out)
	}
	if out, ok := ran(t, "", "at-once", "echo no; false", "echo yes"); ok || !regexp.MustCompile("(?m)^yes$").MatchString(out) || !regexp.MustCompile("(?m)^no$").MatchString(out) {
		t.Errorf("one that fails:\n%s", out)
	}
}
