package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"example.org/dateline/bench/drive"
	"example.org/dateline/bench/world"
)

// Names of cells, as tables show them and targets look them up.
const (
	mainQuery    = "main query"
	mainKept     = "main query, kept"
	mainHeld     = "main query, 304"
	mainHot      = "main query, hottest actor"
	mainFirst    = "main query, first year"
	mainLast     = "main query, last year"
	mainTwo      = "main query, two actors together"
	mainThen     = "main query, as of an earlier change"
	histogram    = "histogram"
	histogramHot = "histogram, hottest actor"
	histogramAll = "histogram of everything"
	facets       = "facets"
	facetsHot    = "facets, hottest actor"
	facetsAll    = "facets of everything"
	facetsMix    = "facets under a mix of filters"
	aggregate    = "aggregate"
	aggregateHot = "aggregate, hottest actor"
	aggregateAll = "aggregate of everything"
	count        = "count"
	countHot     = "count, hottest actor"
	countAll     = "count of five years"
	search       = "two-word search, ranked"
	home         = "the home page, /"
	storyPage    = "a story's page"
	explorePage  = "/explore"
)

// kind is a kind of request: many different ones of the same sort, so that no
// server can live on having just been asked.
type kind struct {
	name  string
	paths []string
	held  bool // the client has the answer and asks whether it changed
	kept  bool // asked of the server that keeps answers, which has given each of these before
	full  bool // only what fills a page counts
	wide  bool // measured with every number of connections, and beside a static handler
}

// fits is of how many main queries the answers fit well into the memory that Dateline has
// for answers, so that all that are asked again are there.
const fits = 300

func draw(n int, path func() string) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = path()
	}
	return list
}

// mains are main queries.
func mains(w *world.World) kind {
	a := w.Asker(1)
	return kind{name: mainQuery, paths: draw(1000, func() string { return a.Main(a.Actor()) }), full: true, wide: true}
}

// kinds draws the requests. seq is the number of the last change. What counts all of an
// actor's events takes long where an actor is in many, so there are fewer of those.
func kinds(w *world.World, seq string) ([]kind, error) {
	last, err := strconv.Atoi(seq)
	if err != nil {
		return nil, fmt.Errorf("no number of the last change: %w", err)
	}
	a, hottest, main := w.Asker(2), w.Actors[0].ID, mains(w)
	hot := func(year int) (list []string) {
		for _, actor := range w.Actors[:10] {
			list = append(list, a.Main(actor.ID, year, year))
		}
		return list
	}
	first := main.paths[:fits]
	return []kind{
		main,
		{name: mainKept, paths: first, full: true, kept: true, wide: true},
		{name: mainHeld, paths: first, full: true, kept: true, held: true, wide: true},
		{name: mainHot, paths: draw(20, func() string { return a.Main(hottest) }), full: true},
		{name: mainFirst, paths: hot(world.FirstYear), full: true},
		{name: mainLast, paths: hot(world.LastYear), full: true},
		{name: mainTwo, paths: draw(100, a.Two)},
		{name: mainThen, paths: draw(20, func() string { return fmt.Sprintf("%s&as_of=%d", a.Main(a.Actor()), last/10*9) })},
		{name: histogram, paths: draw(100, func() string { return a.Histogram(a.Actor()) })},
		{name: histogramHot, paths: []string{a.Histogram(hottest)}},
		{name: histogramAll, paths: []string{"/v1/events/histogram?interval=month"}},
		{name: facets, paths: draw(100, func() string { return a.Facets(a.Actor()) })},
		{name: facetsHot, paths: []string{a.Facets(hottest)}},
		{name: facetsAll, paths: []string{"/v1/events/facets?by=type,actor"}},
		{name: facetsMix, paths: draw(100, a.Mix)},
		{name: aggregate, paths: draw(100, func() string { return a.Aggregate(a.Actor()) })},
		{name: aggregateHot, paths: []string{a.Aggregate(hottest)}},
		{name: aggregateAll, paths: []string{"/v1/events/aggregate?group=year,type"}},
		{name: count, paths: draw(100, func() string { return a.Count(a.Actor()) })},
		{name: countHot, paths: []string{a.Count(hottest)}},
		{name: countAll, paths: draw(20, a.CountAll)},
		{name: search, paths: draw(100, a.Search)},
		{name: home, paths: []string{"/"}},
		{name: storyPage, paths: []string{"/stories/news-000", "/stories/news-001", "/stories/news-002", "/stories/news-003"}},
		{name: explorePage, paths: []string{"/explore"}},
	}, nil
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
