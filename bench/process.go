package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server or an import under way. What it says on standard error
// goes to a file, so that reading it costs nobody's time.
type process struct {
	cmd   *exec.Cmd
	log   string
	began time.Time
	done  chan error // gets what became of it, once
}

// spawn starts a program.
func spawn(log, program string, args ...string) (*process, error) {
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	p := &process{cmd: exec.Command(program, args...), log: log, done: make(chan error, 1)} //nolint:gosec,noctx // the program under test; stop ends it
	p.cmd.Stdout, p.cmd.Stderr = out, out
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // an interrupt is for us, who then end it
	p.began = time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { p.done <- p.cmd.Wait() }()
	return p, nil
}

// What servers log: where they listen, and that they count in memory from then on, or
// never will.
var (
	announced = regexp.MustCompile(`url=http://([0-9.:]+)`)
	indexed   = regexp.MustCompile(`((?:no )?index in memory)`)
)

// address waits until a server says where it listens.
func (p *process) address(ctx context.Context) (string, error) { return p.said(ctx, announced) }

// said waits until a server has logged something, and returns the first part of it.
func (p *process) said(ctx context.Context, what *regexp.Regexp) (string, error) {
	for {
		text, err := os.ReadFile(p.log)
		if err != nil {
			return "", err
		}
		if found := what.FindSubmatch(text); found != nil {
			return string(found[1]), nil
		}
		select {
		case err := <-p.done:
			p.done <- err
			if said, readErr := os.ReadFile(p.log); readErr == nil {
				text = said // it has perhaps said more since
			}
			return "", fmt.Errorf("%s ended: %w\n%s", filepath.Base(p.cmd.Path), err, text)
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

// wait waits for a program that ends by itself.
func (p *process) wait(ctx context.Context) error {
	select {
	case err := <-p.done:
		p.done <- err
		if err != nil {
			text, _ := os.ReadFile(p.log) // what it said is more than nothing
			return fmt.Errorf("%s: %w\n%s", strings.Join(p.cmd.Args, " "), err, text)
		}
		return nil
	case <-ctx.Done():
		return errors.Join(ctx.Err(), p.stop())
	}
}

// stop ends a program that would go on, and waits for that.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	err := <-p.done
	p.done <- err
	return nil
}

// ticksPerSecond is the unit of CPU time in /proc, the same on all Linux.
const ticksPerSecond = 100

// cpu is the CPU time that the process and those that it has started have used so far.
func (p *process) cpu() time.Duration {
	ticks, parents := map[int]int{}, map[int]int{}
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return 0
	}
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil {
			parents[pid], ticks[pid] = stat(pid)
		}
	}
	sum := 0
	for pid, used := range ticks {
		for at := pid; at > 1; at = parents[at] {
			if at == p.cmd.Process.Pid {
				sum += used
				break
			}
		}
	}
	return time.Duration(sum) * time.Second / ticksPerSecond
}

// stat reads the parent of a process and the ticks that it has used, 0 when it has ended.
func stat(pid int) (parent, ticks int) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0
	}
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	const ppid, utime, stime = 4 - 3, 14 - 3, 15 - 3 // as proc(5) counts, less those before the ")"
	number := func(i int) int {
		n, err := strconv.Atoi(string(fields[i]))
		if err != nil {
			return 0
		}
		return n
	}
	return number(ppid), number(utime) + number(stime)
}

// ended is the CPU time of a process that has ended.
func (p *process) ended() time.Duration {
	if p.cmd.ProcessState == nil {
		return 0
	}
	return p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
}

// memory reads a size of the process in bytes: VmRSS, what is resident, or
// VmHWM, the most that ever was.
func (p *process) memory(name string) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	return numberAfter(string(text), name, "kB") << 10
}

// forgetPeak has VmHWM begin anew at what is resident now.
func (p *process) forgetPeak() error {
	return os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", p.cmd.Process.Pid), []byte("5"), 0o200)
}

// written is how many bytes the process has had written to the disk so far, 0 when
// that is not to be known or it has ended.
func (p *process) written() int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/io", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	return numberAfter(string(text), "write_bytes", "\n")
}

// numberAfter is the number of a line of /proc that begins with a name.
func numberAfter(text, name, end string) int64 {
	_, rest, _ := strings.Cut(text, "\n"+name+":")
	value, _, _ := strings.Cut(rest, end)
	n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// ownCPU is the CPU time that this program has used so far.
func ownCPU() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
