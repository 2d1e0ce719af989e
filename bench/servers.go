package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"example.org/dateline/bench/drive"
)

// server is a process that answers at an address.
type server struct {
	*process
	addr string
}

func startServer(ctx context.Context, log, program string, args ...string) (*server, error) {
	p, err := spawn(log, program, args...)
	if err != nil {
		return nil, err
	}
	addr, err := p.address(ctx)
	if err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return &server{p, addr}, nil
}

func startStatic(ctx context.Context, o options, known answers) (*server, error) {
	file := filepath.Join(o.scratch, "answers.json")
	if err := known.write(file); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return startServer(ctx, filepath.Join(o.scratch, "static.log"), self, "static", file)
}

// serving are the arguments with which Dateline is measured. Of a server that makes
// every answer anew, --cache-memory 0 follows. Profiles cost nothing while nobody asks for one.
func serving(db string) []string {
	return []string{"serve", "--addr", "127.0.0.1:0", "--db", db, "--no-sample", "--pprof", "127.0.0.1:0"}
}

// startMaking starts a Dateline that makes every answer anew, and waits until it counts
// in memory.
func startMaking(ctx context.Context, o options, db string) (*server, error) {
	s, err := startServer(ctx, filepath.Join(o.scratch, "making.log"), o.dateline, append(serving(db), "--cache-memory", "0")...)
	if err != nil {
		return nil, err
	}
	if _, err := s.said(ctx, indexed); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// indexSize is what a server logs of its index in memory.
var indexSize = regexp.MustCompile(`index in memory: .*bytes=([0-9]+)`)

// indexBytes is how large the index of a server is that counts in memory, 0 where it has
// none.
func (p *process) indexBytes() (int64, error) {
	text, err := os.ReadFile(p.log)
	if found := indexSize.FindSubmatch(text); err == nil && found != nil {
		return strconv.ParseInt(string(found[1]), 10, 64)
	}
	return 0, err
}

// starts is how often Dateline is started to see how long that takes.
const starts = 5

// startDateline starts Dateline several times, and leaves the last one running. ready is
// the median from the start of the process to the first answer of /readyz, counts the
// time until the last one counts in memory.
func startDateline(ctx context.Context, o options, db string) (s *server, ready, counts time.Duration, err error) {
	var all []time.Duration
	for range starts {
		if s != nil {
			if err := s.stop(); err != nil {
				return nil, 0, 0, err
			}
		}
		if s, err = startServer(ctx, filepath.Join(o.scratch, "dateline.log"), o.dateline, serving(db)...); err != nil {
			return nil, 0, 0, err
		}
		answer, err := drive.Fetch(s.addr, drive.Request("/readyz", ""))
		if err == nil && answer.Status != 200 {
			err = fmt.Errorf("/readyz: status %d", answer.Status)
		}
		if err != nil {
			return nil, 0, 0, errors.Join(err, s.stop())
		}
		all = append(all, time.Since(s.began))
	}
	if _, err := s.said(ctx, indexed); err != nil {
		return nil, 0, 0, errors.Join(err, s.stop())
	}
	counts = time.Since(s.began)
	slices.Sort(all)
	return s, all[starts/2], counts, nil
}
