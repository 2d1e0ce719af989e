package archtest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// repository is a clone made for a test, with the commits that it is given.
type repository string

func newRepository(t *testing.T, subjects ...string) repository {
	t.Helper()
	r := repository(t.TempDir())
	r.git(t, "init", "--quiet", "--initial-branch=work")
	for _, subject := range subjects {
		r.commit(t, subject)
	}
	return r
}

func (r repository) git(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", string(r), "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"}, args...)...)
	// What the commands around this test set is of another repository.
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_DIR="+filepath.Join(string(r), ".git"), "GIT_WORK_TREE="+string(r))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r repository) commit(t *testing.T, subject string) {
	t.Helper()
	r.git(t, "commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "-m", subject)
}

// checked runs scripts/check-subjects in the repository.
func (r repository) checked(t *testing.T, args ...string) (out string, ok bool) {
	t.Helper()
	script, err := filepath.Abs("../../scripts/check-subjects")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(script, args...)
	cmd.Dir = string(r)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(pair string) bool { return strings.HasPrefix(pair, "GIT_") })
	text, err := cmd.CombinedOutput()
	return string(text), err == nil
}

// Subjects of commits are `area: what changes`: CONTRIBUTING.md says so.
func TestSubjectsOfCommits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ subject, fault string }{
		{"api, store: change two things alike", ""},
		{"api, : change a thing", "may have lower-case letters"},
		{"store: reject a source shorter than its cited spans", ""},
		{"store,api: keep the order", ""},
		{"web/widget: show dates: all of them", ""},
		{"docs/decisions: 0013 says what each leg of CI proves", ""},
		{"go.mod: raise gorm to 1.32", ""},
		{"ci: " + strings.Repeat("ї", 96), ""},
		{"Keep a source as long as what is cited of it", "names no area"},
		{"store:no space", "names no area"},
		{"store : a space before", `the area "store "`},
		{"Store: a capital", `the area "Store"`},
		{"the store: two words", `the area "the store"`},
		{": nothing before", `the area ""`},
		{"store:  two spaces", "does not say what changes"},
		{"store: end with a full stop.", "full stop"},
		{"store: " + strings.Repeat("x", 94), "101 characters"},
		{`Revert "store: reject a source"`, `the area "Revert`},
	} {
		t.Run(tt.subject, func(t *testing.T) {
			t.Parallel()
			r := newRepository(t, "Before the rule", tt.subject, "api: change another thing")
			out, ok := r.checked(t, "HEAD~2")
			switch {
			case tt.fault == "" && (!ok || !strings.Contains(out, "2 subjects since HEAD~2: nothing to complain of")):
				t.Errorf("refused:\n%s", out)
			case tt.fault != "" && (ok || !strings.Contains(out, tt.subject+"\n    ") || !strings.Contains(out, tt.fault) || !strings.Contains(out, "1 of 2 subjects")):
				t.Errorf("want a complaint that says %q, have\n%s", tt.fault, out)
			case strings.Contains(out, "another thing"):
				t.Errorf("a good subject is complained of:\n%s", out)
			}
		})
	}
}

// What a clone does not hold cannot be checked, which is said and no fault.
func TestSubjectsWithoutTheirBase(t *testing.T) {
	t.Parallel()
	const unchecked = "could not be checked"
	r := newRepository(t, "Wrong one", "Wrong two")
	if out, ok := r.checked(t); !ok || !strings.Contains(out, unchecked) {
		t.Errorf("with neither base:\n%s", out)
	}
	if out, ok := r.checked(t, "0123456789012345678901234567890123456789"); !ok || !strings.Contains(out, unchecked) {
		t.Errorf("with a base that is not there:\n%s", out)
	}
	r.git(t, "update-ref", "refs/remotes/origin/main", "HEAD")
	if out, ok := r.checked(t); !ok || !strings.Contains(out, unchecked) {
		t.Errorf("with nothing newer than origin/main:\n%s", out)
	}
	r.commit(t, "Wrong three")
	if out, ok := r.checked(t); ok || !strings.Contains(out, "Wrong three") || strings.Contains(out, "Wrong two") {
		t.Errorf("with origin/main as the base:\n%s", out)
	}
	shallow := repository(filepath.Join(t.TempDir(), "shallow"))
	if out, err := exec.Command("git", "clone", "--quiet", "--depth=1", "file://"+string(r), string(shallow)).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, ok := shallow.checked(t); !ok || !strings.Contains(out, unchecked) {
		t.Errorf("in a shallow clone:\n%s", out)
	}
	if out, ok := repository(t.TempDir()).checked(t); !ok || !strings.Contains(out, "this is no clone") {
		t.Errorf("in no clone:\n%s", out)
	}
}

// The subject of a merge is git's.
func TestSubjectsOfMerges(t *testing.T) {
	t.Parallel()
	r := newRepository(t, "Before the rule")
	base := r.git(t, "rev-parse", "HEAD")
	r.git(t, "checkout", "--quiet", "-b", "side")
	r.commit(t, "store: change something")
	r.git(t, "checkout", "--quiet", "work")
	r.commit(t, "api: change something else")
	r.git(t, "merge", "--quiet", "--no-ff", "-m", "Merge branch 'side'", "side")
	if out, ok := r.checked(t, base); !ok || !strings.Contains(out, "2 subjects") {
		t.Errorf("%s", out)
	}
}
