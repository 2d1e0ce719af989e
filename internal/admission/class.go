// Package admission decides which requests are answered now, which wait a moment
// and which are told to come again. It knows what a request costs and whom it
// comes from; it reads no records and writes no answer.
package admission

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Class is what a request costs. Requests of one class wait for each other alone,
// so that what is cheap never waits behind what is dear.
type Class string

// The classes, cheapest first.
const (
	Cached    Class = "cached"    // from memory or one row: files, health, what there is not
	Page      Class = "page"      // a page of a list, a record, a page that people read
	Aggregate Class = "aggregate" // counts over all that a query keeps
	AsOf      Class = "as_of"     // any of these as of an earlier moment
	Export    Class = "export"    // all that a query keeps, for as long as the client reads
	Stream    Class = "stream"    // what changes, for as long as the client listens
	Write     Class = "write"     // a change
	Import    Class = "import"    // a file: it comes for long, so changes do not wait behind it
)

// Classes are all of them.
var Classes = []Class{Cached, Page, Aggregate, AsOf, Export, Stream, Write, Import}

// Limit is how many requests of a class are answered at once, how many may wait
// for their turn, and for how long. One address gets at most half of each.
type Limit struct {
	AtOnce int
	Queue  int
	Wait   time.Duration
}

// Limits are those of the classes.
type Limits map[Class]Limit

// Default are limits that suit a number of processors, at least 1. What is dear
// gets at most half of them at a time, so that the others answer everybody else.
func Default(processors int) Limits {
	p := max(processors, 1)
	return Limits{
		Cached:    {AtOnce: 64 * p, Queue: 64 * p, Wait: time.Second},
		Page:      {AtOnce: 4 * p, Queue: 32 * p, Wait: 5 * time.Second},
		Aggregate: {AtOnce: max(1, p/2), Queue: 16 * p, Wait: 5 * time.Second},
		AsOf:      {AtOnce: max(1, p/4), Queue: 8 * p, Wait: 5 * time.Second},
		Export:    {AtOnce: max(4, 2*p), Queue: 4 * p, Wait: 5 * time.Second},
		Stream:    {AtOnce: 500},
		Write:     {AtOnce: 16 * p, Queue: 32 * p, Wait: 10 * time.Second},
		Import:    {AtOnce: max(4, 2*p), Queue: 4 * p, Wait: 10 * time.Second},
	}
}

// With are the limits with others in their place. Classes that others do not name
// stay.
func (l Limits) With(others Limits) Limits {
	all := Limits{}
	for class, limit := range l {
		all[class] = limit
	}
	for class, limit := range others {
		all[class] = limit
	}
	return all
}

// AtOnce are limits with other numbers of requests at once, by the name of their
// class. It fails on a name that is no class and on a number below 1.
func (l Limits) AtOnce(numbers map[string]int) (Limits, error) {
	all := l.With(nil)
	for name, n := range numbers {
		class := Class(name)
		if !slices.Contains(Classes, class) {
			return nil, fmt.Errorf("there is no class %q: the classes are %s", name, listed())
		}
		if n < 1 {
			return nil, fmt.Errorf("of the class %s at least 1 request is answered at once, not %d", name, n)
		}
		limit := all[class]
		limit.AtOnce = n
		all[class] = limit
	}
	return all, nil
}

func listed() string {
	var names []string
	for _, c := range Classes {
		names = append(names, string(c))
	}
	return strings.Join(names, ", ")
}

// Readers is how many of the requests answered at once may each read from the
// database for long: with fewer connections, cheap ones would wait for dear ones
// after all.
func (l Limits) Readers() int {
	return l[Page].AtOnce + l[Aggregate].AtOnce + l[AsOf].AtOnce + l[Export].AtOnce + spareReaders
}

// spareReaders are for what asks for a row and is done: tokens, versions, health.
const spareReaders = 4
