package main

import (
	"bytes"
	"fmt"
	"net/http"

	"example.org/dateline/bench/drive"
	"example.org/dateline/bench/world"
)

// Names of cells, as tables show them and targets look them up.
const (
	mainQuery    = "main query"
	mainHot      = "main query, hottest actor"
	mainKept     = "main query, kept"
	mainHeld     = "main query, 304"
	histogram    = "histogram"
	histogramHot = "histogram, hottest actor"
	facets       = "facets"
	facetsHot    = "facets, hottest actor"
	histogramAll = "histogram of everything"
	facetsAll    = "facets of everything"
	aggregateAll = "aggregate of everything"
	count        = "count of five years"
	search       = "two-word search, ranked"
)

// kind is a kind of request: many different ones of the same sort, so that no
// server can live on having just been asked.
type kind struct {
	name  string
	paths []string
	held  bool // the client has the answer and asks whether it changed
	kept  bool // asked of the server that keeps answers, which has given each of these before
	full  bool // only what fills a page counts
}

// fits is of how many main queries the answers fit well into the memory that Dateline has
// for answers, so that all that are asked again are there.
const fits = 300

// kinds draws the requests. What counts all of an actor's events takes long
// where an actor is in many, so there are fewer of those.
func kinds(w *world.World) []kind {
	a, hottest := w.Asker(1), w.Actors[0].ID
	draw := func(n int, path func() string) []string {
		list := make([]string, n)
		for i := range list {
			list[i] = path()
		}
		return list
	}
	mains := draw(1000, func() string { return a.Main(a.Actor()) })
	return []kind{
		{name: mainQuery, paths: mains, full: true},
		{name: mainHot, paths: draw(20, func() string { return a.Main(hottest) }), full: true},
		{name: mainKept, paths: mains[:fits], full: true, kept: true},
		{name: mainHeld, paths: mains[:fits], full: true, kept: true, held: true},
		{name: histogram, paths: draw(100, func() string { return a.Histogram(a.Actor()) })},
		{name: histogramHot, paths: []string{a.Histogram(hottest)}},
		{name: facets, paths: draw(100, func() string { return a.Facets(a.Actor()) })},
		{name: facetsHot, paths: []string{a.Facets(hottest)}},
		{name: histogramAll, paths: []string{"/v1/events/histogram?interval=month"}},
		{name: facetsAll, paths: []string{"/v1/events/facets?by=type,actor"}},
		{name: aggregateAll, paths: []string{"/v1/events/aggregate?group=year,type"}},
		{name: count, paths: draw(20, a.Count)},
		{name: search, paths: draw(100, a.Search)},
	}
}

// ask asks each request once, and leaves out those that do not count: full
// pages are as much work at any size of the database. What Dateline refuses,
// because it takes too long, is left out too, and said.
func (k *kind) ask(addr string, known answers) error {
	var counted []string
	for _, path := range k.paths {
		answer, asked := known[path]
		if !asked {
			var err error
			if answer, err = drive.Fetch(addr, drive.Request(path, "")); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			if answer.Status != http.StatusOK {
				progress("left out: %s: status %d", path, answer.Status)
				continue
			}
		}
		if k.full && bytes.Contains(answer.Body, []byte(`"next":null}`)) {
			continue
		}
		known[path] = answer
		counted = append(counted, path)
	}
	k.paths = counted
	return nil
}

// load is the kind as requests to send.
func (k *kind) load(known answers, connections int) drive.Load {
	l := drive.Load{Status: http.StatusOK, Connections: connections}
	for _, path := range k.paths {
		etag := ""
		if k.held {
			etag, l.Status = known[path].Header["Etag"], http.StatusNotModified
		}
		l.Requests = append(l.Requests, drive.Request(path, etag))
	}
	return l
}

// bytes is the size of an answer's body, on average.
func (k *kind) bytes(known answers) int {
	if k.held {
		return 0
	}
	sum := 0
	for _, path := range k.paths {
		sum += len(known[path].Body)
	}
	return sum / len(k.paths)
}
