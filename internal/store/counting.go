package store

import (
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// counting counts the events that a query asks for, by date whatever its order:
// with statements, or in memory.
type counting interface {
	total() (int, error)

	// facet is how many have each value of a facet: those in most first, and of as many
	// the first by value.
	facet(by string, limit int) ([]FacetValue, error)

	// spans calls fn with bounds and how many events have them, as the query's zone reads
	// them, several times for the same ones. By a facet it does so for each of some of
	// its values, or for every one where there are none, and tells their keys. Of events
	// that all lie in one interval, one of timeline.Intervals, it may tell the bounds of
	// any; without one all bounds are those of the events.
	spans(by string, values []FacetValue, interval string, fn func(date edtf.Bounds, key string, events int)) error

	// tuples calls fn with all that are in cells of a counter. Those that share their
	// values come one after the other.
	tuples(c *counter, fn func(t *tuple) error) error

	// network are the actors in most events, and how often each two of them appear
	// together.
	network(limit int) (Network, error)
}

// aggregate runs fn on what counts the events of a query. It is not called where nothing
// can be selected.
func (v *View) aggregate(q timeline.Query, fn func(c counting) error) error {
	v, err := v.at(q.AsOf)
	if err != nil {
		return err
	}
	q.Order = timeline.OrderDate
	indexed, never, err := v.indexed(q)
	switch {
	case err != nil || never:
		return err
	case indexed != nil:
		return fn(indexed)
	}
	sel, err := v.selection(q)
	if err != nil || sel.never {
		return err
	}
	return fn(&selected{v, sel, q})
}

// selection is that of a query in an order other than relevance.
func (v *View) selection(q timeline.Query) (*selection, error) {
	sel, err := selectEvents(v, q)
	if err == nil && !sel.never {
		sel.search(v, q.Search)
	}
	return sel, err
}
