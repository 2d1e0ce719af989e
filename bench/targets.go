package main

import (
	"fmt"
	"io"
	"strings"
)

// printTargets sets what was measured beside what is to be reached at full
// size. Nothing fails here: times on a busy machine prove nothing.
func printTargets(out io.Writer, r *results, connections []int) error {
	first, last := &r.Sizes[0], &r.Sizes[len(r.Sizes)-1]
	// each says a value for every number of connections, in one string.
	each := func(value func(n int) string) string {
		list := make([]string, len(connections))
		for i, n := range connections {
			list[i] = fmt.Sprintf("%s (%d)", value(n), n)
		}
		return strings.Join(list, ", ")
	}
	share := func(name string) string {
		return each(func(n int) string {
			c := last.find(name, n)
			return percent(c.Dateline.PerSecond, c.Peers["static"].PerSecond)
		})
	}
	p50 := func(name string) string {
		return each(func(n int) string { return latency(last.find(name, n), func(m measure) float64 { return m.P50 }) })
	}
	t := table{{fmt.Sprintf("on %d events (connections)", last.Events), "must reach", "measured"}}
	t.row("main query, share of static", "12 %", share(mainQuery))
	t.row("main query, 304, share of static", "80 %", share(mainHeld))
	t.row("histogram, p50", "3 ms", p50(histogram))
	t.row("histogram, hottest actor, p50", "3 ms", p50(histogramHot))
	t.row("facets, p50", "3 ms", p50(facets))
	t.row("facets, hottest actor, p50", "3 ms", p50(facetsHot))
	t.row("two-word search, ranked, p99", "25 ms", each(func(n int) string {
		return latency(last.find(search, n), func(m measure) float64 { return m.P99 })
	}))
	if first != last {
		t.row(fmt.Sprintf("main query, p50 against %d events", first.Events), "1.5 x", each(func(n int) string {
			return times(last.find(mainQuery, n).Dateline.P50, first.find(mainQuery, n).Dateline.P50)
		}))
		t.row(fmt.Sprintf("import, peak memory against %d events", first.Events), "1 x", times(float64(last.Import.PeakBytes), float64(first.Import.PeakBytes)))
	}
	t.row("import, events a second", "12000", figure(last.Import.perSecond(last.Events)))
	t.row("import, bytes written to disk, of those that stay", "6 x", times(float64(last.Import.WrittenBytes), float64(last.Import.DatabaseBytes)))
	t.row("start to /readyz", "100 ms", figure(last.Start)+" ms")
	t.row(fmt.Sprintf("resident after %.0f s of load", last.Loaded), "150 MB", megabytes(last.Resident))
	t.row("main query during an import, p99 against quiet", "3 x", each(func(n int) string {
		for _, c := range last.Importing {
			if c.Connections == n {
				return times(c.Dateline.P99, c.Peers["quiet"].P99)
			}
		}
		return "–"
	}))
	if _, err := fmt.Fprintln(out); err != nil {
		return err
	}
	return t.write(out)
}

// latency is a time of Dateline's, and "–" where there was no answer.
func latency(c cell, of func(measure) float64) string {
	if c.Dateline.Answers == 0 {
		return "–"
	}
	return figure(of(c.Dateline)) + " ms"
}
