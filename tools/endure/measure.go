package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// traceEvery is how often a traced server logs its goroutines.
const traceEvery = 2 * time.Second

// traced has the runtime of a server log its goroutines and each collection, and keep
// its own memory within a limit, as on a small machine: what grows is then not what
// it has yet to clear.
var traced = []string{fmt.Sprintf("GODEBUG=schedtrace=%d,scheddetail=1,gctrace=1", traceEvery.Milliseconds()), "GOMEMLIMIT=400MiB"}

// measure is what a server at rest holds of its machine.
type measure struct {
	memory, highest, log int64 // bytes: resident, at most so far, of the database's write-ahead log
	live                 int64 // bytes that a collection has left in use while little was asked
	goroutines, files    int
}

func (m measure) String() string {
	return fmt.Sprintf("%4d MB resident (at most %d MB), %3d MB in use, %3d goroutines, %3d descriptors, %5.1f MB of log", m.memory>>20, m.highest>>20, m.live>>20, m.goroutines, m.files, float64(m.log)/(1<<20))
}

// What a server may hold more at rest in the end than in the middle. SQLite keeps up to
// 16 MB of pages on each connection, and fills them as the database grows; Go gives
// memory back over minutes.
const (
	moreMemory     = 160 << 20
	moreLive       = 32 << 20
	moreGoroutines = 8
	moreFiles      = 8
	largestLog     = 80 << 20
)

// grown says what has grown beyond bounds from one measure to the next.
func grown(before, after measure) error {
	var errs []error
	for _, bound := range []struct {
		what    string
		is, may int64
	}{
		{"bytes of memory", after.memory, before.memory + moreMemory},
		{"bytes in use", after.live, before.live + moreLive},
		{"goroutines", int64(after.goroutines), int64(before.goroutines + moreGoroutines)},
		{"descriptors", int64(after.files), int64(before.files + moreFiles)},
		{"bytes of log", after.log, largestLog},
	} {
		if bound.is > bound.may {
			errs = append(errs, fmt.Errorf("%d %s at the end, more than %d", bound.is, bound.what, bound.may))
		}
	}
	return errors.Join(errs...)
}

var (
	residentNow  = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)
	residentMost = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)
	leftInUse    = regexp.MustCompile(`(?m)^gc \d+ @.* \d+->\d+->(\d+) MB`)
	goroutine    = regexp.MustCompile(`(?m)^ +G\d+: status=(\d+)`)
)

// collected is how often a server has collected its memory so far.
func (s *server) collected() (int, error) {
	said, err := os.ReadFile(s.log)
	return len(leftInUse.FindAllSubmatch(said, -1)), err
}

// deadGoroutine is the runtime's status of one that has ended.
const deadGoroutine = "6"

// measure looks at a server by what the system and its log say of it, in the log
// since so many collections.
func (s *server) measure(d *database, since int) (m measure, err error) {
	proc := fmt.Sprintf("/proc/%d/", s.cmd.Process.Pid)
	status, err := os.ReadFile(proc + "status")
	if err != nil {
		return m, err
	}
	for to, pattern := range map[*int64]*regexp.Regexp{&m.memory: residentNow, &m.highest: residentMost} {
		found := pattern.FindSubmatch(status)
		if found == nil {
			return m, fmt.Errorf("the server has ended: %s", status)
		}
		kilobytes, err := strconv.ParseInt(string(found[1]), 10, 64)
		if err != nil {
			return m, err
		}
		*to = kilobytes << 10
	}
	open, err := os.ReadDir(proc + "fd")
	if err != nil {
		return m, err
	}
	m.files = len(open)
	said, err := os.ReadFile(s.log)
	if err != nil {
		return m, err
	}
	traces := strings.Split(string(said), "SCHED ")
	if len(traces) < 3 {
		return m, fmt.Errorf("the server says nothing of its goroutines")
	}
	for _, g := range goroutine.FindAllStringSubmatch(traces[len(traces)-2], -1) { // the last one may be cut off
		if g[1] != deadGoroutine {
			m.goroutines++
		}
	}
	m.live = math.MaxInt64 // where nothing was collected
	collections := leftInUse.FindAllSubmatch(said, -1)
	for _, c := range collections[since:] {
		megabytes, err := strconv.ParseInt(string(c[1]), 10, 64)
		if err != nil {
			return m, err
		}
		m.live = min(m.live, megabytes<<20)
	}
	log, err := os.Stat(d.dsn + "-wal")
	switch {
	case err == nil:
		m.log = log.Size()
	case !errors.Is(err, fs.ErrNotExist): // PostgreSQL has none of ours
		return m, err
	}
	return m, nil
}
