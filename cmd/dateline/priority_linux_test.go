package main

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

const niceEnv = "DATELINE_TEST_NICE"

// TestGivesWay lets a process of its own give way, since what is given is not taken back.
func TestGivesWay(t *testing.T) {
	t.Parallel()
	if os.Getenv(niceEnv) != "" {
		for _, nice := range []int{7, 3} { // the second is less, and changes nothing
			if err := giveWay(nice); err != nil {
				t.Fatal(err)
			}
		}
		for range 8 { // each starts a thread
			go func() { runtime.LockOSThread(); select {} }()
		}
		runtime.Gosched()
		threads, err := os.ReadDir("/proc/self/task")
		if err != nil || len(threads) < 2 {
			t.Fatalf("%d threads: %v", len(threads), err)
		}
		for _, thread := range threads {
			id, err := strconv.Atoi(thread.Name())
			if err != nil {
				t.Fatal(err)
			}
			if now, err := syscall.Getpriority(syscall.PRIO_PROCESS, id); err != nil || 20-now < 7 {
				t.Errorf("thread %d has niceness %d: %v", id, 20-now, err)
			}
		}
		return
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestGivesWay$", "-test.v")
	child.Env = append(os.Environ(), niceEnv+"=1")
	out, err := child.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestGivesWay") {
		t.Errorf("%v\n%s", err, out)
	}
}
