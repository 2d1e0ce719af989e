package main

import (
	"errors"
	"os"
	"strconv"
	"syscall"
)

// giveWay lets others have the processor first, as nice(1) has it: servers of the same
// machine go on answering while this process works, and where nobody wants the processor
// it has all of it. Linux gives each thread a niceness of its own, which those that a
// thread starts have, too. A process that was started with a greater one keeps it.
func giveWay(nice int) error {
	const threads = "/proc/self/task"
	// A thread may start another between the list and its turn: so until none is new.
	for done := map[int]bool{}; ; {
		entries, err := os.ReadDir(threads)
		if err != nil {
			return err
		}
		found := false
		for _, e := range entries {
			id, err := strconv.Atoi(e.Name())
			if err != nil || done[id] {
				continue
			}
			done[id], found = true, true
			if err := giveWayOf(id, nice); err != nil {
				return err
			}
		}
		if !found {
			return nil
		}
	}
}

func giveWayOf(thread, nice int) error {
	now, err := syscall.Getpriority(syscall.PRIO_PROCESS, thread)
	if err == nil && 20-now < nice { // the call of the system tells 20 less what is meant
		err = syscall.Setpriority(syscall.PRIO_PROCESS, thread, nice)
	}
	if errors.Is(err, syscall.ESRCH) {
		return nil // the thread has ended
	}
	return err
}
