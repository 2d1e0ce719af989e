package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// A full disk, and a file that may not grow: a write is refused with 507 and changes
// nothing, reads go on, and writes do when there is room.
func TestNoRoom(t *testing.T) {
	t.Run("disk", func(t *testing.T) {
		disk := filepath.Join(inFolder(t), "disk")
		if err := os.Mkdir(disk, 0o700); err != nil {
			t.Fatal(err)
		}
		err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=12m")
		if errors.Is(err, syscall.EPERM) {
			t.Log("only root has small disks: the limit on a file's size stands for them here")
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
				t.Error(err)
			}
		})
		filler := filepath.Join(disk, "filler")
		noRoom(t, filepath.Join(disk, "dateline.db"), func(*desk) {
			if err := os.WriteFile(filler, make([]byte, 12<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
				t.Fatalf("the disk is not full: %v", err)
			}
		}, func(*desk) {
			if err := os.Remove(filler); err != nil {
				t.Fatal(err)
			}
		}, http.StatusInsufficientStorage, "storage-full")
	})
	t.Run("limit", func(t *testing.T) {
		db := filepath.Join(inFolder(t), "dateline.db")
		limit := func(d *desk, bytes string) {
			if said, err := exec.CommandContext(t.Context(), "prlimit", "--pid", fmt.Sprint(d.cmd.Process.Pid), "--fsize="+bytes+":unlimited").CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, said)
			}
		}
		status, code := http.StatusInsufficientStorage, "storage-full"
		if inPureGo() { // whose driver does not tell why a call failed
			status, code = http.StatusInternalServerError, "storage-failed"
		}
		noRoom(t, db, func(d *desk) {
			log, err := os.Stat(db + "-wal")
			if err != nil {
				t.Fatal(err)
			}
			limit(d, fmt.Sprint(log.Size()))
		}, func(d *desk) { limit(d, "unlimited") }, status, code)
	})
}

// noRoom writes to a database before its place is full, while it is and after.
func noRoom(t *testing.T, db string, fill, clear func(*desk), status int, code string) {
	t.Helper()
	d := &desk{secret: newDatabase(t, db)}
	d.process = startServer(t, "--no-sample", "--db", db)
	d.must(t)
	fill(d)
	refused := ""
	for range 200 { // what SQLite has room for in its log is taken
		id := d.next()
		if r := d.make(t, id); r.status != http.StatusCreated {
			if !r.is(status, code, "") {
				t.Errorf("without room, a write is answered %s", r)
			}
			refused = id
			break
		}
	}
	if refused == "" {
		t.Fatal("there is room without end")
	}
	if r := d.make(t, d.next()); r.status != status {
		t.Errorf("the next write is answered %s", r)
	}
	d.n-- // its id is free
	if r := d.send(t, http.MethodGet, "/v1/actors?count=true", ""); r.status != http.StatusOK || !strings.Contains(r.text, fmt.Sprintf(`"total":%d`, len(d.made))) {
		t.Errorf("without room, a read is answered %s", r)
	}
	clear(d)
	if r := d.make(t, refused); r.status != http.StatusCreated {
		t.Errorf("when there is room again, a write is answered %s", r)
	}
	d.must(t)
	d.holds(t, db)
}

// inPureGo reports whether SQLite is the one in pure Go.
func inPureGo() bool {
	info, _ := debug.ReadBuildInfo()
	return slices.ContainsFunc(info.Settings, func(s debug.BuildSetting) bool { return s.Key == "CGO_ENABLED" && s.Value == "0" })
}

// A file or folder that may not be written is told of when the server starts, with
// what to type.
func TestReadOnly(t *testing.T) {
	inFolder(t)
	by := []string{}
	if os.Geteuid() == 0 { // who may write everything, but for this
		by = []string{"setpriv", "--bounding-set", "-dac_override,-dac_read_search"}
	}
	for _, tt := range []struct {
		name         string
		file, folder os.FileMode
	}{{"file", 0o400, 0o700}, {"folder", 0o600, 0o500}, {"both", 0o400, 0o500}} {
		db := filepath.Join(tt.name, "dateline.db")
		if err := os.Mkdir(tt.name, 0o700); err != nil {
			t.Fatal(err)
		}
		newDatabase(t, db)
		for path, mode := range map[string]os.FileMode{db: tt.file, tt.name: tt.folder} {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
		}
		said, err := wrapped(t, by, "--db", db).CombinedOutput()
		if err == nil || !strings.Contains(string(said), db) || !strings.Contains(string(said), "chmod u+rw "+db) {
			t.Errorf("%s: %v, %s", tt.name, err, said)
		}
		if err := os.Chmod(tt.name, 0o700); err != nil { // so that it can be removed
			t.Fatal(err)
		}
	}
}

// A server whose descriptors are used up answers again when there are some: those
// that are connected get an answer or 503, and none ends it.
func TestDescriptorsUsedUp(t *testing.T) {
	db := filepath.Join(inFolder(t), "dateline.db")
	d := &desk{secret: newDatabase(t, db)}
	const most = 40
	d.process = served(t, wrapped(t, []string{"sh", "-c", fmt.Sprintf(`ulimit -n %d; exec "$0" "$@"`, most)}, "--db", db))
	d.must(t)
	idle := d.useUp(t, most)
	for range 8 { // on the connection that is there already
		if r := d.make(t, d.next()); r.status != http.StatusCreated && !r.is(http.StatusServiceUnavailable, "unavailable", "") {
			t.Errorf("without descriptors, a write is answered %s", r)
		}
		if r := d.send(t, http.MethodGet, "/v1/actors?count=true&limit=5", ""); r.status != http.StatusOK && !r.is(http.StatusServiceUnavailable, "unavailable", "") {
			t.Errorf("without descriptors, a read is answered %s", r)
		}
	}
	for _, c := range idle {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	http.DefaultClient.CloseIdleConnections()
	d.must(t) // over a new connection, as soon as the server takes one
	d.holds(t, db)
}
