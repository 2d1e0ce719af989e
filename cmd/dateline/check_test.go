package main

import (
	"strings"
	"testing"
)

// A database that a server writes to is checked beside it. What is wrong is said with
// what to type next, and the exit code tells scripts.
func TestCheck(t *testing.T) {
	inFolder(t)
	refuses(t, "there is no database dateline.db", "check")
	startServer(t, "--db", "served.db")
	if said := ok(t, "check", "--db", "served.db"); !strings.HasPrefix(said, "nothing is wrong, up to change ") {
		t.Errorf("%q", said)
	}
	if said := ok(t, "check", "--repair", "--db", "served.db"); !strings.HasPrefix(said, "0 findings repaired\nnothing is wrong, up to change ") {
		t.Errorf("%q", said)
	}
}
