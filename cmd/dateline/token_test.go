package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/store"
)

func TestToken(t *testing.T) {
	inFolder(t)
	write(t, "story.yaml", story)
	if code, _, stderr := dateline(t, "", "import", "story.yaml"); code != 0 {
		t.Fatal(stderr)
	}
	if code, stdout, stderr := dateline(t, "", "token", "list"); code != 0 || !strings.Contains(stderr, "dateline token create") || strings.Count(stdout, "\n") != 1 {
		t.Errorf("exit %d, %q, %q", code, stdout, stderr)
	}
	code, secret, stderr := dateline(t, "", "token", "create", "--name", "desk", "--scope", "write")
	if code != 0 || !regexp.MustCompile(`^dl_[A-Za-z0-9_-]{43}\n$`).MatchString(secret) {
		t.Fatalf("exit %d, %q, %q", code, secret, stderr)
	}
	if !strings.Contains(stderr, `"desk". It is not shown again.`) || strings.Contains(stderr, strings.TrimSpace(secret)) {
		t.Errorf("the note is %q", stderr)
	}
	if code, _, stderr := dateline(t, "", "token", "create", "--name", "guest", "--scope", "read", "--expires", "2999-12-31"); code != 0 {
		t.Fatal(stderr)
	}
	code, list, stderr := dateline(t, "", "token", "list")
	if code != 0 || stderr != "" || strings.Contains(list, strings.TrimSpace(secret)) {
		t.Fatalf("exit %d, %q, %q", code, list, stderr)
	}
	for i, pattern := range []string{
		`^NAME +SCOPE +CREATED +EXPIRES +LAST USED +STATE$`,
		`^desk +write +20\d\d-\d\d-\d\dT\d\d:\d\dZ +never +never +active$`,
		`^guest +read +20\d\d-\d\d-\d\dT\d\d:\d\dZ +3000-01-01T00:00Z +never +active$`,
	} {
		if line := strings.Split(list, "\n")[i]; !regexp.MustCompile(pattern).MatchString(line) {
			t.Errorf("line %d is %q", i, line)
		}
	}
	for _, args := range [][]string{{"token", "revoke", "desk"}, {"token", "revoke", "--name", "guest"}} {
		if code, stdout, stderr := dateline(t, "", args...); code != 0 || !strings.HasSuffix(stdout, " is revoked\n") {
			t.Errorf("%v: exit %d, %q, %q", args, code, stdout, stderr)
		}
	}
	if _, list, _ := dateline(t, "", "token", "list"); strings.Count(list, "revoked") != 2 || strings.Contains(list, "active") {
		t.Errorf("after both are revoked: %q", list)
	}
	if code, _, stderr := dateline(t, "", "token", "revoke", "desk"); code != 1 || !strings.Contains(stderr, `no token named "desk"`) {
		t.Errorf("revoked twice: exit %d, %q", code, stderr)
	}
}

func TestTokenMistakesSayWhatToType(t *testing.T) {
	inFolder(t)
	write(t, "story.yaml", story)
	for _, args := range [][]string{{"import", "story.yaml"}, {"token", "create", "--name", "newsdesk", "--scope", "read"}} {
		if code, _, stderr := dateline(t, "", args...); code != 0 {
			t.Fatal(stderr)
		}
	}
	create := func(args ...string) []string {
		return append([]string{"token", "create", "--name", "n", "--scope", "read"}, args...)
	}
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"token"}, 2, "say whether to create, list or revoke"},
		{[]string{"token", "creat"}, 2, `no command dateline token creat; did you mean "create"?`},
		{[]string{"token", "create"}, 2, "--name newsdesk"},
		{[]string{"token", "create", "--name", "n"}, 2, `--scope is one of read, write, admin, not ""`},
		{[]string{"token", "create", "--name", "n", "--scope", "all"}, 2, `--scope is one of read, write, admin, not "all"`},
		{[]string{"token", "create", "--name", "newsdesk", "--scope", "read"}, 2, "revoke it first"},
		{[]string{"token", "create", "--name", "a\nb", "--scope", "read"}, 2, "text on one line"},
		{create("--expires", "soon"), 2, "such as 720h"},
		{create("--expires", "2026-02-30"), 2, "such as 720h"},
		{create("--expires", "2001-01-01"), 2, "is past"},
		{create("--expires", "-1h"), 2, "is past"},
		{create("--db", "none.db"), 1, "there is no database none.db"},
		{[]string{"token", "list", "--db", "none.db"}, 1, "there is no database none.db"},
		{[]string{"token", "revoke", "x", "--db", "none.db"}, 1, "there is no database none.db"},
		{[]string{"token", "revoke"}, 2, "such as dateline token revoke newsdesk"},
		{[]string{"token", "revoke", "a", "b"}, 2, "name one token"},
		{[]string{"token", "revoke", "a", "--name", "a"}, 2, "name one token"},
		{[]string{"token", "revoke", "newsdek"}, 1, `did you mean "newsdesk"?`},
	} {
		code, stdout, stderr := dateline(t, "", tt.args...)
		if code != tt.code || stdout != "" || !strings.Contains(stderr, tt.want) {
			t.Errorf("%v: exit %d, stdout %q, stderr %q; want %d, %q", tt.args, code, stdout, stderr, tt.code, tt.want)
		}
	}
	if _, list, _ := dateline(t, "", "token", "list"); strings.Count(list, "\n") != 2 {
		t.Errorf("a mistake made a token: %q", list)
	}
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, time.June, 2, 14, 5, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"720h":                      "2025-07-02T14:05:00Z",
		"90m":                       "2025-06-02T15:35:00Z",
		"2025-12-31":                "2026-01-01T00:00:00Z",
		"2025-12-31T18:00:00+02:00": "2025-12-31T16:00:00Z",
	} {
		got, err := expiry(text, now)
		if err != nil || got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%s is %s, %v; want %s", text, got, err, want)
		}
	}
	if got, err := expiry("", now); err != nil || !got.IsZero() {
		t.Errorf("nothing is %s, %v", got, err)
	}
	if state := (store.Token{}).State(now); state != "active" {
		t.Errorf("a token that never expires is %s", state)
	}
}
