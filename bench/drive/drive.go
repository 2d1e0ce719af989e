package drive

import (
	"errors"
	"slices"
	"sync"
	"time"
)

// Load is a number of connections that send requests one after the other, each
// from another place of the list on.
type Load struct {
	Requests    [][]byte
	Status      int // of an answer as it should be
	Connections int

	// Rate is how many requests are sent in a second by all connections together, as
	// far as they have had their answers; 0 for as fast as these come.
	Rate float64
}

// Sample is what came of a load: how long each answer took, in no order.
type Sample struct {
	Latencies []time.Duration
	Failed    int // answers with another status; they are not in Latencies
	Took      time.Duration
}

// Run drives a server for a time. Requests under way at the end are waited for
// and counted.
func (l Load) Run(addr string, span time.Duration) (Sample, error) {
	samples, errs := make([]Sample, l.Connections), make([]error, l.Connections)
	var ready, done sync.WaitGroup
	begin := make(chan time.Time)
	ready.Add(l.Connections)
	for i := range l.Connections {
		done.Go(func() {
			c, err := dial(addr)
			ready.Done()
			until := <-begin
			if errs[i] = err; err != nil {
				return
			}
			defer c.close()
			errs[i] = l.drive(c, i*len(l.Requests)/l.Connections, until, &samples[i])
		})
	}
	ready.Wait()
	began := time.Now()
	for range l.Connections {
		begin <- began.Add(span)
	}
	done.Wait()
	var all Sample
	for _, s := range samples {
		all.Latencies = append(all.Latencies, s.Latencies...)
		all.Failed += s.Failed
	}
	all.Took = time.Since(began)
	return all, errors.Join(errs...)
}

func (l Load) drive(c *connection, at int, until time.Time, s *Sample) error {
	interval := time.Duration(0)
	if l.Rate > 0 {
		interval = time.Duration(float64(l.Connections) / l.Rate * float64(time.Second))
		time.Sleep(interval * time.Duration(at%l.Connections) / time.Duration(l.Connections)) // not all at the same time
	}
	for began := time.Now(); began.Before(until); at++ {
		status, err := c.ask(l.Requests[at%len(l.Requests)], nil, nil)
		if err != nil {
			return err
		}
		ended := time.Now()
		if status == l.Status {
			s.Latencies = append(s.Latencies, ended.Sub(began))
		} else {
			s.Failed++
		}
		if next := began.Add(interval); next.After(ended) {
			time.Sleep(next.Sub(ended))
			ended = next
		}
		began = ended
	}
	return nil
}

// Add takes another sample of the same load in.
func (s *Sample) Add(other Sample) {
	s.Latencies = append(s.Latencies, other.Latencies...)
	s.Failed += other.Failed
	s.Took += other.Took
}

// PerSecond is the number of good answers a second.
func (s *Sample) PerSecond() float64 {
	if s.Took <= 0 {
		return 0
	}
	return float64(len(s.Latencies)) / s.Took.Seconds()
}

// Percentile is the latency that p percent of the answers did not exceed
// (nearest rank), and 0 where there is none.
func (s *Sample) Percentile(p float64) time.Duration {
	if len(s.Latencies) == 0 {
		return 0
	}
	slices.Sort(s.Latencies)
	return s.Latencies[rank(p, len(s.Latencies))-1]
}

// rank is the nearest rank of a percentile among n, from 1.
func rank(p float64, n int) int {
	exact := p / 100 * float64(n)
	r := int(exact)
	if float64(r) < exact {
		r++
	}
	return min(max(r, 1), n)
}
