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
	mainQuery     = "main query"
	mainKept      = "main query, kept"
	mainHeld      = "main query, 304"
	mainHot       = "main query, hottest actor"
	mainFirst     = "main query, first year"
	mainLast      = "main query, last year"
	mainTwo       = "main query, two actors together"
	mainThen      = "main query, as of an earlier change"
	histogram     = "histogram"
	histogramHot  = "histogram, hottest actor"
	histogramOwn  = "histogram, hottest actor, by actor"
	histogramFit  = "histogram, hottest actor, automatic"
	histogramAll  = "histogram of everything"
	yearsType     = "histogram of everything by type"
	yearsActor    = "histogram of everything by actor"
	histogramAuto = "histogram of everything, automatic"
	monthsZone    = "histogram of everything in a time zone"
	facets        = "facets"
	facetsHot     = "facets, hottest actor"
	facetsFirst   = "facets of the ten hottest, first asked"
	facetsAll     = "facets of everything"
	facetsFive    = "facets of everything by five"
	facetsYear    = "facets of everything by year"
	facetsMix     = "facets under a mix of filters"
	aggregate     = "aggregate"
	aggregateHot  = "aggregate, hottest actor"
	aggregateAll  = "aggregate of everything"
	cellsAuto     = "aggregate of everything, automatic"
	cellsTop      = "aggregate of everything, top ten and others"
	cellsSpread   = "aggregate of everything, spread"
	network       = "network of the hottest actor"
	count         = "count"
	countHot      = "count, hottest actor"
	countAll      = "count of five years"
	search        = "two-word search, ranked"
	home          = "the home page, /"
	storyPage     = "a story's page"
	explorePage   = "/explore"
)

// kind is a kind of request: many different ones of the same sort, so that no
// server can live on having just been asked.
type kind struct {
	name  string
	paths []string
	held  bool // the client has the answer and asks whether it changed
	kept  bool // asked of the server that keeps answers, which has given each of these before
	full  bool // only what fills a page counts
	first bool // measured when it is asked for the first time since the start, each once
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
	ten := func(path func(actor string) string) (list []string) {
		for _, actor := range w.Actors[:10] {
			list = append(list, path(actor.ID))
		}
		return list
	}
	hot := func(year int) []string {
		return ten(func(actor string) string { return a.Main(actor, year, year) })
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
		{name: histogramOwn, paths: []string{a.Histogram(hottest) + "&by=actor"}},
		{name: histogramFit, paths: []string{"/v1/events/histogram?actor=" + hottest}},
		{name: histogramAll, paths: []string{"/v1/events/histogram?interval=month"}},
		{name: yearsType, paths: []string{"/v1/events/histogram?interval=year&by=type"}},
		{name: yearsActor, paths: []string{"/v1/events/histogram?interval=year&by=actor"}},
		{name: histogramAuto, paths: []string{"/v1/events/histogram"}},
		{name: monthsZone, paths: []string{"/v1/events/histogram?interval=month&tz=Europe/Kyiv"}},
		{name: facets, paths: draw(100, func() string { return a.Facets(a.Actor()) })},
		{name: facetsHot, paths: []string{a.Facets(hottest)}},
		{name: facetsFirst, paths: ten(a.Facets), first: true},
		{name: facetsAll, paths: []string{"/v1/events/facets?by=type,actor"}},
		{name: facetsFive, paths: []string{"/v1/events/facets?by=type,status,place,topic,story"}},
		{name: facetsYear, paths: []string{"/v1/events/facets?by=year"}},
		{name: facetsMix, paths: draw(100, a.Mix)},
		{name: aggregate, paths: draw(100, func() string { return a.Aggregate(a.Actor()) })},
		{name: aggregateHot, paths: []string{a.Aggregate(hottest)}},
		{name: aggregateAll, paths: []string{"/v1/events/aggregate?group=year,type"}},
		{name: cellsAuto, paths: []string{"/v1/events/aggregate?group=auto,type"}},
		{name: cellsTop, paths: []string{"/v1/events/aggregate?group=month,actor&top=10&other=true"}},
		{name: cellsSpread, paths: []string{"/v1/events/aggregate?group=year,type&measure=possible,estimate"}},
		{name: network, paths: []string{"/v1/events/network?actor=" + hottest}},
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
