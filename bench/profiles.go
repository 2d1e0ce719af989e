package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"time"

	"example.org/dateline/bench/drive"
	"example.org/dateline/bench/layers"
)

// breakdown is where the CPU time of something goes, layer by layer.
type breakdown struct {
	Of     string         `json:"of"`
	Count  float64        `json:"count"` // of answers, or of events
	Layers []layers.Layer `json:"layers"`
}

// each is the part of a time that one answer or event has, in microseconds.
func (b *breakdown) each(d time.Duration) float64 {
	if b.Count == 0 {
		return 0
	}
	return float64(d) / float64(time.Microsecond) / b.Count
}

// profiling is where a server that was told to logs that it serves profiles.
var profiling = regexp.MustCompile(`flag=--pprof addr=([0-9.:]+)`)

// profileSeconds is how long a server is profiled, while it is driven: a hundred samples
// are taken in a second of CPU time.
func (o *options) profileSeconds() int {
	return int(max(o.span, 2*time.Second) / time.Second)
}

// profile drives a server with a load, and returns how its CPU time is parted.
func profile(ctx context.Context, o options, s *server, of string, load drive.Load) (b breakdown, err error) {
	addr, err := s.said(ctx, profiling)
	if err != nil {
		return b, err
	}
	seconds := o.profileSeconds()
	type taken struct {
		answer drive.Answer
		err    error
	}
	done := make(chan taken, 1)
	go func() {
		answer, err := drive.Fetch(addr, drive.Request(fmt.Sprintf("/debug/pprof/profile?seconds=%d", seconds), ""))
		done <- taken{answer, err}
	}()
	sample, err := load.Run(s.addr, time.Duration(seconds)*time.Second)
	got := <-done
	if err := errors.Join(err, got.err); err != nil {
		return b, err
	}
	if got.answer.Status != http.StatusOK {
		return b, fmt.Errorf("a profile was answered with status %d", got.answer.Status)
	}
	list, span, err := layers.Split(bytes.NewReader(got.answer.Body), layers.Request)
	return breakdown{of, sample.PerSecond() * span.Seconds(), list}, err
}

// importLayers reads the profile that an import has written.
func importLayers(file string) ([]layers.Layer, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	list, _, err := layers.Split(in, layers.Import)
	return list, err
}

// measureLayers profiles the main query in the three ways in which it is answered, at one
// connection.
func (f *field) measureLayers(ctx context.Context, s *size) error {
	for i := range f.list {
		k := &f.list[i]
		if !k.wide || len(k.paths) == 0 {
			continue
		}
		progress("%d events: profile of %s", s.Events, k.name)
		asked := f.making
		if k.kept {
			asked = f.dateline
		}
		b, err := profile(ctx, f.d.o, asked, k.name, k.load(f.known, 1))
		if err != nil {
			return fmt.Errorf("profile of %s: %w", k.name, err)
		}
		s.Layers = append(s.Layers, b)
	}
	return nil
}
