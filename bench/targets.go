package main

import (
	"fmt"
	"io"
	"strings"
)

// targets sets what was measured beside what is to be reached at full size.
type targets struct {
	r           *results
	first, last *size
	table       table
}

// targetsOf is a table of them.
func targetsOf(r *results) table {
	t := targets{r: r, first: &r.Sizes[0], last: &r.Sizes[len(r.Sizes)-1]}
	t.table.row(fmt.Sprintf("on %d events (connections)", t.last.Events), "must reach", "measured")
	t.mains()
	t.counts()
	t.imports()
	return t.table
}

// printTargets prints them. Nothing fails here: times on a busy machine prove nothing.
func printTargets(out io.Writer, r *results) error {
	if _, err := fmt.Fprintln(out); err != nil {
		return err
	}
	return targetsOf(r).write(out)
}

// each says a value for every number of connections of a cell, in one string.
func (t *targets) each(s *size, name string, value func(c cell) string) string {
	var list []string
	for _, c := range s.Cells {
		if c.Name == name {
			list = append(list, fmt.Sprintf("%s (%d)", value(c), c.Connections))
		}
	}
	if len(list) == 0 {
		return "–"
	}
	return strings.Join(list, ", ")
}

func (t *targets) mains() {
	for _, way := range ways {
		t.table.row("main query, answers a second of "+way.name, "25 x", t.each(t.last, mainQuery, func(c cell) string {
			return times(c.Dateline.PerSecond, c.Peers[way.name].PerSecond)
		}))
	}
	for _, of := range []struct{ name, share string }{{mainQuery, "15 %"}, {mainKept, "80 %"}, {mainHeld, "80 %"}} {
		t.table.row(of.name+", share of static", of.share, t.each(t.last, of.name, func(c cell) string {
			return percent(c.Dateline.PerSecond, c.Peers["static"].PerSecond)
		}))
	}
	if t.first != t.last {
		t.table.row(fmt.Sprintf("main query, p50 against %d events", t.first.Events), "1.3 x", t.each(t.last, mainQuery, func(c cell) string {
			return times(c.Dateline.P50, t.first.find(mainQuery, c.Connections).Dateline.P50)
		}))
	}
	t.table.row("main query, p50 of the last year against the first", "1.3 x", t.each(t.last, mainLast, func(c cell) string {
		return times(c.Dateline.P50, t.last.find(mainFirst, c.Connections).Dateline.P50)
	}))
}

// aims are how many milliseconds the p50 of an answer may take at full size, at one
// connection.
var aims = map[string]float64{
	histogramOwn: 3, histogramFit: 3, facetsFirst: 3, network: 25, yearsType: 25, yearsActor: 25, histogramAuto: 25, monthsZone: 25, facetsFive: 25, facetsYear: 25,
	cellsAuto: 25, cellsTop: 25, cellsSpread: 25,
	histogram: 3, histogramHot: 3, facets: 3, facetsHot: 3, aggregate: 3, aggregateHot: 3, count: 3, countHot: 3,
	histogramAll: 25, facetsAll: 25, facetsMix: 25, aggregateAll: 25, countAll: 25, home: 50, storyPage: 50, explorePage: 50,
}

func (t *targets) counts() {
	for _, c := range t.last.Cells {
		if aim := aims[c.Name]; aim > 0 {
			t.table.row(c.Name+", p50", fmt.Sprintf("%g ms", aim), latency(c.Dateline, c.Dateline.P50))
		}
	}
	t.table.row(search+", p99", "15 ms", t.each(t.last, search, func(c cell) string { return latency(c.Dateline, c.Dateline.P99) }))
}

func (t *targets) imports() {
	s := t.last
	by := "" // an import that is kept may be of an earlier version
	if s.ImportedBy != t.r.Machine.Version {
		by = ", by " + s.ImportedBy
	}
	t.table.row("import into an empty database, events a second"+by, "12000", figure(s.Import.perSecond(s.Events)))
	t.table.row("import into this one, events a second", "6000", figure(s.Adding.perSecond(s.Added)))
	t.table.row("import, bytes written to disk, of those that stay"+by, "6 x", times(float64(s.Import.WrittenBytes), float64(s.Import.DatabaseBytes)))
	if t.first != t.last {
		t.table.row(fmt.Sprintf("import, peak memory against %d events", t.first.Events), "1 x", times(float64(s.Import.PeakBytes), float64(t.first.Import.PeakBytes)))
	}
	t.table.row("start to /readyz", "100 ms", figure(s.Start)+" ms")
	t.table.row(fmt.Sprintf("resident after %.0f s of load", s.Loaded), "300 MB", megabytes(s.Resident))
	var during []string
	for _, c := range s.Importing {
		during = append(during, fmt.Sprintf("%s (%d)", times(c.Dateline.P99, c.Peers["quiet"].P99), c.Connections))
	}
	t.table.row("main query during an import, p99 against quiet", "2 x", strings.Join(during, ", "))
	t.table.row("main query beside dear questions, p99 against alone", "3 x", times(s.Load.Beside.P99, s.Load.Alone.P99))
	t.table.row("good answers where twice as many are asked for, of the best", "80 %", percent(s.Load.Good, s.Load.Best))
}

// latency is a time of answers, and "–" where there was none.
func latency(m measure, ms float64) string {
	if m.Answers == 0 {
		return "–"
	}
	return figure(ms) + " ms"
}
