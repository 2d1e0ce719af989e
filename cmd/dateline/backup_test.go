package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"example.org/dateline/internal/store"
)

// ok calls the program, which does what it is asked, and returns what it prints.
func ok(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := dateline(t, "", args...)
	if code != 0 {
		t.Fatalf("%v: exit %d, %s", args, code, stderr)
	}
	return stdout
}

// refuses calls the program, which says no in some words.
func refuses(t *testing.T, words string, args ...string) {
	t.Helper()
	if code, stdout, stderr := dateline(t, "", args...); code != 1 || !strings.Contains(stderr, words) || strings.Count(stderr, "\n") != 1 {
		t.Errorf("%v: exit %d, %q, %q; it does not say %q", args, code, stdout, stderr, words)
	}
}

func leftOver(t *testing.T) {
	t.Helper()
	if left, err := filepath.Glob(".*"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A backup that is made while many write is one state of the database, whole: what is
// restored of it exports what that exported, and its log ends where the backup says.
func TestBackupUnderWriters(t *testing.T) {
	inFolder(t)
	server := startServer(t, "--db", "served.db")
	secret := strings.TrimSpace(ok(t, "token", "create", "--name", "desk", "--scope", "write", "--db", "served.db"))
	var writers sync.WaitGroup
	stop, some := make(chan struct{}), make(chan struct{}, 8)
	for w := range 3 {
		writers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				body := fmt.Sprintf(`{"id":"e-%d-%d","story":"us-ukraine-peace-talks","title":"Event %d","type":"other","date":"2025-03-%02d"}`, w, i, i, i%28+1)
				req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.url+"/v1/events", strings.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				req.Header.Set("Authorization", "Bearer "+secret)
				req.Header.Set("Content-Type", "application/json")
				res, err := http.DefaultClient.Do(req)
				if err != nil || res.StatusCode != http.StatusCreated {
					t.Errorf("%v, %v", res, err)
					return
				}
				_ = res.Body.Close()
				select {
				case some <- struct{}{}:
				default:
				}
			}
		})
	}
	seqs := map[string]int64{}
	for _, name := range []string{"one.db", "two.db"} {
		for range cap(some) {
			<-some
		}
		said := ok(t, "backup", name, "--db", "served.db")
		var seq int64
		if _, err := fmt.Sscanf(said, name+": whole, up to change %d\n", &seq); err != nil {
			t.Fatalf("%q: %v", said, err)
		}
		seqs[name] = seq
	}
	close(stop)
	writers.Wait()
	if seqs["one.db"] >= seqs["two.db"] {
		t.Errorf("%v: nothing was written between the two", seqs)
	}
	for name, seq := range seqs {
		original := ok(t, "export", "--format", "archive", "--db", name)
		if said := ok(t, "restore", name, "--db", "back-"+name); said != fmt.Sprintf("back-%s: restored, up to change %d\n", name, seq) {
			t.Errorf("%q", said)
		}
		if again := ok(t, "export", "--format", "archive", "--db", "back-"+name); again != original || len(again) < 10_000 {
			t.Errorf("%s: another export, %d and %d bytes", name, len(original), len(again))
		}
		var last int64
		err := withStore(t.Context(), "back-"+name, store.Options{}, func(st *store.Store) error {
			v, err := st.Version(t.Context())
			last = v.Seq
			return err
		})
		if err != nil || last != seq {
			t.Errorf("%s: the last change is %d, not %d; %v", name, last, seq, err)
		}
	}
	// What the server has when all is written, to the byte.
	ok(t, "backup", "last.db", "--db", "served.db")
	ok(t, "restore", "last.db", "--db", "back.db")
	if ok(t, "export", "--format", "archive", "--db", "served.db") != ok(t, "export", "--format", "archive", "--db", "back.db") {
		t.Error("the restored database exports something else")
	}
	if info, err := os.Stat("last.db"); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: others may read it", info.Mode(), err)
	}
	leftOver(t)
}

func TestRestoreReplacesNothingInUse(t *testing.T) {
	inFolder(t)
	server := startServer(t, "--db", "served.db")
	ok(t, "backup", "copy.db", "--db", "served.db")
	refuses(t, "served.db is there already: name another file, or replace it with --force", "restore", "copy.db", "--db", "served.db")
	refuses(t, "a server or another command has it open: stop that first", "restore", "copy.db", "--db", "served.db", "--force")
	if status, _ := server.get(t, "/v1/events"); status != http.StatusOK {
		t.Errorf("the server answers %d", status)
	}
	refuses(t, "is there already", "backup", "copy.db", "--db", "served.db")
	refuses(t, "is the database itself", "backup", "served.db", "--db", "served.db", "--force")
	ok(t, "backup", "copy.db", "--db", "served.db", "--force")
	if err := server.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = server.cmd.Wait() // it was killed, and leaves its WAL

	write(t, "more.yaml", story)
	ok(t, "import", "more.yaml", "--db", "served.db")
	ok(t, "restore", "copy.db", "--db", "served.db", "--force")
	if left, err := filepath.Glob("served.db-*"); err != nil || len(left) > 0 {
		t.Errorf("left of the old database: %v, %v", left, err)
	}
	if text := ok(t, "export", "--format", "archive", "--db", "served.db"); strings.Contains(text, "lighthouse") {
		t.Error("the database is the old one")
	}
	leftOver(t)
}

func TestBackupSaysWhatToType(t *testing.T) {
	inFolder(t)
	refuses(t, "there is no database dateline.db", "backup", "copy.db")
	refuses(t, "pg_dump --format=custom --file=copy.dump", "backup", "copy.dump", "--db", "postgres://me:hunter2@localhost/news")
	refuses(t, "pg_restore", "restore", "copy.dump", "--db", "postgres://me:hunter2@localhost/news")
	for _, command := range []string{"backup", "restore"} {
		if code, _, stderr := dateline(t, "", command); code != 2 || !strings.Contains(stderr, "name one file; see dateline "+command+" --help") {
			t.Errorf("exit %d, %q", code, stderr)
		}
	}
}
