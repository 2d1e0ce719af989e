package store

import (
	"context"
	"encoding/json"

	"example.org/dateline/internal/timeline"
)

// batch is how many records a walk through a whole answer holds at a time.
const batch = 500

// EachEvent calls fn with the document of every event that a query asks for,
// in its order and without regard to its limit, on a view of the data that no
// write changes meanwhile. It holds a bounded number of documents at a time.
// An error of fn ends the walk and is returned.
func (s *Store) EachEvent(ctx context.Context, q timeline.Query, fn func(doc json.RawMessage) error) error {
	return s.look(ctx, q.AsOf, func(v *view) error {
		sel, err := selectEvents(v, q)
		if err != nil {
			return err
		}
		p := timeline.Page{Limit: batch}
		if q.Order != timeline.OrderRelevance {
			if !q.Search.IsZero() {
				sel.search(v, q.Search)
			}
			return walk(func(after *Position) (List, error) {
				l, _, err := sel.list(v, p, after)
				return l, err
			}, fn)
		}
		q.Page = p
		return walk(func(after *Position) (List, error) {
			l, _, err := v.ranked(sel, q, after)
			return l, err
		}, fn)
	})
}

// EachQuote is EachEvent for quotes.
func (s *Store) EachQuote(ctx context.Context, q timeline.QuoteQuery, fn func(doc json.RawMessage) error) error {
	return s.look(ctx, q.AsOf, func(v *view) error {
		sel, err := selectQuotes(v, q)
		if err != nil {
			return err
		}
		return walk(func(after *Position) (List, error) {
			l, _, err := sel.list(v, timeline.Page{Limit: batch}, after)
			return l, err
		}, fn)
	})
}

// EachActor is EachEvent for actors.
func (s *Store) EachActor(ctx context.Context, q timeline.ActorQuery, fn func(doc json.RawMessage) error) error {
	return s.eachNamed(ctx, q.AsOf, fn, func(v *view) (*named, error) { return selectActors(v, q) })
}

// EachPlace is EachEvent for places.
func (s *Store) EachPlace(ctx context.Context, q timeline.PlaceQuery, fn func(doc json.RawMessage) error) error {
	return s.eachNamed(ctx, q.AsOf, fn, func(v *view) (*named, error) { return selectPlaces(v, q) })
}

// EachSource is EachEvent for sources.
func (s *Store) EachSource(ctx context.Context, q timeline.SourceQuery, fn func(doc json.RawMessage) error) error {
	return s.eachNamed(ctx, q.AsOf, fn, func(v *view) (*named, error) { return selectSources(v, q) })
}

func (s *Store) eachNamed(ctx context.Context, moment *timeline.Moment, fn func(doc json.RawMessage) error, selectNamed func(v *view) (*named, error)) error {
	return s.look(ctx, moment, func(v *view) error {
		l, err := selectNamed(v)
		if err != nil {
			return err
		}
		return walk(func(after *Position) (List, error) {
			return v.listNamed(l, timeline.Page{Limit: batch}, after)
		}, fn)
	})
}

// walk goes through all pages of a list.
func walk(page func(after *Position) (List, error), fn func(doc json.RawMessage) error) error {
	for after := (*Position)(nil); ; {
		l, err := page(after)
		if err != nil {
			return err
		}
		for _, doc := range l.Records {
			if err := fn(doc); err != nil {
				return err
			}
		}
		if after = l.Next; after == nil {
			return nil
		}
	}
}
