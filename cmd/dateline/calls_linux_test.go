//go:build cgo && sqlite_fts5

package main

import (
	"encoding/binary"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"example.org/dateline/internal/trial"
)

// orders are what testdata/fail.c is told: it maps the same file.
type orders struct {
	At, Lasting, Errno, Calls int32
}

// failing is a server some of whose calls of the system fail when they are to.
type failing struct {
	*desk
	control *os.File
	db      string
}

// newFailing makes a database and the library that fails calls on its files.
func newFailing(t *testing.T) (f *failing, library string) {
	t.Helper()
	library = filepath.Join(t.TempDir(), "fail.so")
	if said, err := exec.CommandContext(t.Context(), "cc", "-shared", "-fPIC", "-O1", "-o", library, "testdata/fail.c", "-ldl").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	folder := inFolder(t)
	control, err := os.Create(filepath.Join(folder, "control"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := control.Close(); err != nil {
			t.Error(err)
		}
	})
	f = &failing{desk: &desk{}, control: control, db: filepath.Join(folder, "dateline.db")}
	f.order(t, orders{})
	f.secret = newDatabase(t, f.db)
	return f, library
}

// order has the calls fail as told, and counts from now on.
func (f *failing) order(t *testing.T, o orders) {
	t.Helper()
	bytes, err := binary.Append(nil, binary.NativeEndian, o)
	if err == nil {
		_, err = f.control.WriteAt(bytes, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// calls counts those since the last order.
func (f *failing) calls(t *testing.T) int32 {
	t.Helper()
	bytes := make([]byte, binary.Size(orders{}))
	if _, err := f.control.ReadAt(bytes, 0); err != nil {
		t.Fatal(err)
	}
	var o orders
	if _, err := binary.Decode(bytes, binary.NativeEndian, &o); err != nil {
		t.Fatal(err)
	}
	return o.Calls
}

// start starts the server, with the library that fails its calls.
func (f *failing) start(t *testing.T, library string) {
	t.Helper()
	cmd := wrapped(t, nil, "--db", f.db)
	cmd.Env = append(cmd.Env, "LD_PRELOAD="+library, "DATELINE_FAIL_CONTROL="+f.control.Name(), "DATELINE_FAIL_FILES="+f.db)
	f.process = served(t, cmd)
}

// kill ends the server at once.
func (f *failing) kill(t *testing.T) {
	t.Helper()
	if err := f.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = f.cmd.Wait() // it was killed
	http.DefaultClient.CloseIdleConnections()
}

// Each call of the system that a write makes on the database's files fails once, and
// fails for good, one after the other: the answer says so, the server works on when
// the disk does, the write is made exactly once when it is sent again, and whatever was
// acknowledged is there after the server was killed. The disk is broken, or full.
func TestEveryCallOfAWriteFails(t *testing.T) {
	f, library := newFailing(t)
	for _, tt := range []struct {
		errno  syscall.Errno
		status int
		code   string
	}{
		{syscall.EIO, http.StatusInternalServerError, "storage-failed"},
		{syscall.ENOSPC, http.StatusInsufficientStorage, "storage-full"},
	} {
		for _, lasting := range []int32{0, 1} {
			f.start(t, library)
			f.must(t)
			failed := 0
			for n := int32(1); ; n++ {
				id := f.next()
				f.order(t, orders{At: n, Lasting: lasting, Errno: int32(tt.errno)})
				r := f.make(t, id)
				calls := f.calls(t)
				f.order(t, orders{})
				if r.status != http.StatusCreated {
					failed++
					if !r.is(tt.status, tt.code, "") {
						t.Errorf("%v of call %d: a write is answered %s", tt.errno, n, r)
					}
				}
				if again := f.make(t, id); again.status != http.StatusCreated {
					t.Errorf("%v of call %d: sent again, a write is answered %s", tt.errno, n, again)
				}
				if r := f.send(t, http.MethodGet, "/v1/actors/"+id, ""); r.status != http.StatusOK {
					t.Errorf("%v of call %d: a read is answered %s", tt.errno, n, r)
				}
				if calls < n {
					break // no call was left to fail
				}
				if n > 500 {
					t.Fatal("a write makes calls without end")
				}
			}
			if failed < 3 {
				t.Errorf("%v: only %d calls made a write fail", tt.errno, failed)
			}
			t.Logf("%v, lasting %d: %d writes failed", tt.errno, lasting, failed)
			f.kill(t)
			f.process = startServer(t, "--no-sample", "--db", f.db)
			f.holds(t, f.db)
			f.kill(t)
		}
	}
}

// A call fails while the log is written into the database, here and there among its
// hundreds: no write fails for it, and nothing is lost.
func TestCallsOfACheckpointFail(t *testing.T) {
	f, library := newFailing(t)
	f.start(t, library)
	random := rand.New(rand.NewPCG(trial.Seed(t, 1), 1))
	said, failed := strings.Repeat("said again ", 800), 0
	at := int32(300) // more than a write makes by itself
	for range 120 {
		f.order(t, orders{At: at, Errno: int32(syscall.EIO)})
		if r := f.makeOf(t, f.next(), said); r.status != http.StatusCreated {
			t.Errorf("call %d: a write is answered %s", at, r)
		}
		if f.calls(t) >= at { // it will be tried again with the next write
			failed++
			at = 120 + random.Int32N(180)
		}
	}
	f.order(t, orders{})
	if failed < 20 {
		t.Errorf("only %d calls have failed", failed)
	}
	f.kill(t)
	f.process = startServer(t, "--no-sample", "--db", f.db)
	f.holds(t, f.db)
}
