package main

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/dateline/bench/drive"
)

// rival is a server that takes turns with others, and what it is sent.
type rival struct {
	name   string
	server *server
	load   drive.Load
}

// rounds is how often servers take turns within a cell, so that a slow moment
// of the machine hits all of them.
const rounds = 3

// takeTurns drives each server in turns, every other round backwards, and returns how
// they fared in their order. took is how long the first was driven.
func takeTurns(ctx context.Context, rivals []rival, span time.Duration) (all []measure, took time.Duration, err error) {
	turns := make([]*turn, len(rivals))
	for i, r := range rivals {
		turns[i] = &turn{rival: r}
	}
	order := slices.Clone(turns)
	for range rounds {
		for _, t := range order {
			if err := cmp.Or(ctx.Err(), t.take(span/rounds)); err != nil {
				return nil, 0, err
			}
		}
		slices.Reverse(order)
	}
	for _, t := range turns {
		all = append(all, t.measure())
	}
	return all, turns[0].all.Took, nil
}

// turn is a server's part in a cell.
type turn struct {
	rival
	all         drive.Sample
	perSecond   []float64 // of each round
	cpu, client time.Duration
}

// take warms up for a fifth of the time, and then measures.
func (t *turn) take(span time.Duration) error {
	if _, err := t.load.Run(t.server.addr, span/5); err != nil {
		return err
	}
	cpu, client := t.server.cpu(), ownCPU()
	sample, err := t.load.Run(t.server.addr, span)
	t.cpu += t.server.cpu() - cpu
	t.client += ownCPU() - client
	t.perSecond = append(t.perSecond, sample.PerSecond())
	t.all.Add(sample)
	return err
}

// once asks each of some paths once, one after the other.
func (t *turn) once(paths []string) (measure, error) {
	cpu, client, began := t.server.cpu(), ownCPU(), time.Now()
	for _, path := range paths {
		asked := time.Now()
		answer, err := drive.Fetch(t.server.addr, drive.Request(path, ""))
		switch {
		case err != nil:
			return measure{}, err
		case answer.Status != t.load.Status:
			t.all.Failed++
		default:
			t.all.Latencies = append(t.all.Latencies, time.Since(asked))
		}
	}
	t.all.Took = time.Since(began)
	t.cpu, t.client = t.server.cpu()-cpu, ownCPU()-client
	t.perSecond = []float64{t.all.PerSecond()}
	return t.measure(), nil
}

func (t *turn) measure() measure {
	slices.Sort(t.perSecond)
	m := measure{Answers: len(t.all.Latencies), Failed: t.all.Failed, PerSecond: t.perSecond[len(t.perSecond)/2]}
	m.P50, m.P99 = milliseconds(t.all.Percentile(50)), milliseconds(t.all.Percentile(99))
	if all := float64(m.Answers + m.Failed); all > 0 {
		m.CPU, m.Client = milliseconds(t.cpu)/all, milliseconds(t.client)/all
	}
	return m
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
