package main

import (
	"regexp"
	"strings"
	"testing"
)

func TestUser(t *testing.T) {
	inFolder(t)
	write(t, "story.yaml", story)
	if code, _, stderr := dateline(t, "", "import", "story.yaml"); code != 0 {
		t.Fatal(stderr)
	}
	if code, stdout, stderr := dateline(t, "", "user", "list"); code != 0 || !strings.Contains(stderr, "dateline user invite NAME") || strings.Count(stdout, "\n") != 1 {
		t.Errorf("exit %d, %q, %q", code, stdout, stderr)
	}
	code, link, stderr := dateline(t, "", "user", "invite", "Olena Kovalenko", "--public-url", "https://timelines.example/")
	if code != 0 || !regexp.MustCompile(`^https://timelines\.example/edit/invitations/dl_[A-Za-z0-9_-]{43}\n$`).MatchString(link) {
		t.Fatalf("exit %d, %q, %q", code, link, stderr)
	}
	if !strings.Contains(stderr, "within 24 hours") || strings.Contains(stderr, "dl_") {
		t.Errorf("the note is %q", stderr)
	}
	if code, link, stderr := dateline(t, "", "user", "invite", "Chief", "--scope", "admin"); code != 0 || !strings.HasPrefix(link, "http://localhost:8080/edit/invitations/dl_") {
		t.Fatalf("exit %d, %q, %q", code, link, stderr)
	}
	code, list, stderr := dateline(t, "", "user", "list")
	if code != 0 || stderr != "" || strings.Contains(list, "dl_") {
		t.Fatalf("exit %d, %q, %q", code, list, stderr)
	}
	for i, pattern := range []string{
		`^NAME +SCOPE +CREATED +INVITED +LAST USED +DEVICES +STATE$`,
		`^Olena Kovalenko +write +20\d\d-\d\d-\d\dT\d\d:\d\dZ +20\d\d-\d\d-\d\dT\d\d:\d\dZ +never +0 +active$`,
		`^Chief +admin +20\d\d-\S+ +20\d\d-\S+ +never +0 +active$`,
	} {
		if line := strings.Split(list, "\n")[i]; !regexp.MustCompile(pattern).MatchString(line) {
			t.Errorf("line %d is %q", i, line)
		}
	}
	if code, stdout, stderr := dateline(t, "", "user", "revoke", "Olena Kovalenko"); code != 0 || stdout != "Olena Kovalenko is revoked\n" {
		t.Errorf("exit %d, %q, %q", code, stdout, stderr)
	}
	if _, list, _ := dateline(t, "", "user", "list"); !regexp.MustCompile(`(?m)^Olena Kovalenko .* no +never +0 +revoked$`).MatchString(list) {
		t.Errorf("afterwards: %q", list)
	}
	if _, list, _ := dateline(t, "", "token", "list"); strings.Contains(list, "Chief") {
		t.Errorf("a person is among the tokens: %q", list)
	}
}

func TestUserMistakesSayWhatToType(t *testing.T) {
	inFolder(t)
	write(t, "story.yaml", story)
	for _, args := range [][]string{{"import", "story.yaml"}, {"token", "create", "--name", "sync", "--scope", "read"}, {"user", "invite", "Olena"}} {
		if code, _, stderr := dateline(t, "", args...); code != 0 {
			t.Fatal(stderr)
		}
	}
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"user"}, 2, "say whether to invite, list or revoke somebody"},
		{[]string{"user", "invit"}, 2, `no command dateline user invit; did you mean "invite"?`},
		{[]string{"user", "invite"}, 2, "name one person"},
		{[]string{"user", "invite", "a", "b"}, 2, "name one person"},
		{[]string{"user", "invite", "n", "--scope", "read"}, 2, `--scope is one of write, admin, not "read"`},
		{[]string{"user", "invite", "n", "--public-url", "timelines.example"}, 2, "such as https://timelines.example"},
		{[]string{"user", "invite", "sync"}, 2, "choose another name"},
		{[]string{"user", "invite", "a\nb"}, 2, "text on one line"},
		{[]string{"token", "create", "--name", "Olena", "--scope", "read"}, 2, "A person is named"},
		{[]string{"user", "invite", "n", "--db", "none.db"}, 1, "there is no database none.db"},
		{[]string{"user", "list", "--db", "none.db"}, 1, "there is no database none.db"},
		{[]string{"user", "revoke", "n", "--db", "none.db"}, 1, "there is no database none.db"},
		{[]string{"user", "revoke"}, 2, "name one person"},
		{[]string{"user", "revoke", "Olna"}, 1, `did you mean "Olena"?`},
	} {
		code, stdout, stderr := dateline(t, "", tt.args...)
		if code != tt.code || stdout != "" || !strings.Contains(stderr, tt.want) {
			t.Errorf("%v: exit %d, stdout %q, stderr %q; want %d, %q", tt.args, code, stdout, stderr, tt.code, tt.want)
		}
	}
}
