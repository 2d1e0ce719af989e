package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What stands on a damaged page is answered with a problem that names the check,
// which finds the page; what stands elsewhere is answered as ever.
func TestDamagedPage(t *testing.T) {
	db := filepath.Join(inFolder(t), "dateline.db")
	d := &desk{secret: newDatabase(t, db)}
	var lines strings.Builder
	for n := range 60 {
		name := "An actor"
		if n == 30 {
			name = "Marked"
		}
		fmt.Fprintf(&lines, `{"entity":"actor","id":"x-%d","name":%q,"kind":"person","description":%q}`+"\n", n, name, strings.Repeat("words ", 250))
	}
	if code, stdout, stderr := dateline(t, lines.String(), "import", "--db", db, "--format", "ndjson", "-"); code != 0 {
		t.Fatal(stdout, stderr)
	}
	file, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	damaged := 0
	for at := page; at < len(file); at += page {
		if one := file[at : at+page]; bytes.Contains(one, []byte(`"name":"Marked"`)) {
			copy(one, bytes.Repeat([]byte{0xff}, page))
			damaged++
		}
	}
	if damaged == 0 {
		t.Fatal("the record is on no page")
	}
	if err := os.WriteFile(db, file, 0o600); err != nil {
		t.Fatal(err)
	}
	d.process = startServer(t, "--no-sample", "--db", db)
	if r := d.send(t, http.MethodGet, "/v1/actors/x-30", ""); !r.is(http.StatusInternalServerError, "storage-failed", "dateline check") {
		t.Errorf("what is damaged is answered %s", r)
	}
	for _, id := range []string{"x-0", "x-59"} {
		if r := d.send(t, http.MethodGet, "/v1/actors/"+id, ""); r.status != http.StatusOK {
			t.Errorf("%s is answered %s", id, r)
		}
	}
	code, stdout, _ := dateline(t, "", "check", "--db", db)
	if code != 1 || !strings.Contains(stdout, "the file: ") || !strings.Contains(stdout, "restore") {
		t.Errorf("the check ends with %d and says %s", code, stdout)
	}
}

// Of a log that was cut off, wherever that was, the server takes the whole
// transactions before the cut, and goes on from there.
func TestCutLog(t *testing.T) {
	db := filepath.Join(inFolder(t), "dateline.db")
	d := &desk{secret: newDatabase(t, db)}
	d.process = startServer(t, "--no-sample", "--db", db)
	for range 10 {
		d.must(t)
	}
	if err := d.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = d.cmd.Wait() // it was killed
	file, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(db + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	last := -1
	for i, cut := range []int{0, 1, 31, 32, 33, len(log) / 4, len(log) / 2, len(log)/2 + 1, len(log) - 4096, len(log) - 1, len(log)} {
		db := fmt.Sprintf("cut-%d.db", i)
		if err := os.WriteFile(db, file, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(db+"-wal", log[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		var seq int
		if _, err := fmt.Sscanf(ok(t, "check", "--db", db), "nothing is wrong, up to change %d", &seq); err != nil {
			t.Fatal(err)
		}
		if seq < last {
			t.Errorf("with %d bytes of the log, %d changes are there, and %d with fewer", cut, seq, last)
		}
		last = seq
		if text := ok(t, "import", "--db", db, "--format", "ndjson", write(t, "more.ndjson", `{"entity":"actor","id":"more","name":"M","kind":"person"}`)); !strings.Contains(text, "1 actor created") {
			t.Errorf("with %d bytes of the log, an import says %q", cut, text)
		}
	}
	if last != len(d.made) {
		t.Errorf("with all of the log, %d changes are there, not %d", last, len(d.made))
	}
}
