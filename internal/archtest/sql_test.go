package archtest_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// placeholders is the file in which conditions get the names that a statement has
// for their rows.
const placeholders = "internal/store/sql.go"

var patched = regexp.MustCompile(`strings\.(Replace|NewReplacer|Trim|Cut).*\bsql\b`)

// TestSQLIsNotPatched: what differs from statement to statement is a placeholder or
// a parameter. SQL that is replaced by its text says something else as soon as
// somebody writes a condition in another way.
func TestSQLIsNotPatched(t *testing.T) {
	files := map[string]string{}
	written(t, func(name string, text []byte) {
		if path.Dir(name) == path.Dir(placeholders) && !strings.HasSuffix(name, "_test.go") {
			files[name] = string(text)
		}
	}, ".go")
	if !patched.MatchString(files[placeholders]) {
		t.Fatalf("%s fills in no placeholders", placeholders)
	}
	for _, complaint := range checkSQL(files) {
		t.Error(complaint)
	}
}

// checkSQL returns a complaint for each line that edits SQL outside of placeholders.
func checkSQL(files map[string]string) []string {
	var complaints []string
	for name, text := range files {
		if name == placeholders {
			continue
		}
		for _, line := range strings.Split(text, "\n") {
			if patched.MatchString(line) {
				complaints = append(complaints, name+" patches SQL by its text: "+strings.TrimSpace(line))
			}
		}
	}
	slices.Sort(complaints)
	return complaints
}

func TestSQLCheckComplains(t *testing.T) {
	got := checkSQL(map[string]string{
		placeholders:   `return cond{strings.ReplaceAll(c.sql, "{row}", alias), c.args}`,
		"a/patched.go": "a\n\tc.sql = strings.ReplaceAll(c.sql, \"d.\", \"x.\")\nb",
		"a/parts.go":   "\tc.sql = strings.NewReplacer(\"d.\", \"x.\").Replace(c.sql)",
		"a/right.go":   "c := sel.states.on(\"x\")\nname := strings.ReplaceAll(name, \"-\", \"_\")",
	})
	want := []string{
		`a/parts.go patches SQL by its text: c.sql = strings.NewReplacer("d.", "x.").Replace(c.sql)`,
		`a/patched.go patches SQL by its text: c.sql = strings.ReplaceAll(c.sql, "d.", "x.")`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
