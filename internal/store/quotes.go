package store

import (
	"context"

	"example.org/dateline/internal/timeline"
)

// What an actor is to a quote: bits of quote_actors.roles.
const (
	quoteSpeaker   = 1
	quoteAbout     = 2
	quoteAddressee = 4
)

// Quotes lists quotes by date.
func (s *Store) Quotes(ctx context.Context, q timeline.QuoteQuery, after *Position) (list List, err error) {
	err = s.look(ctx, q.AsOf, func(v *view) error {
		sel, err := selectQuotes(v, q)
		if err != nil {
			return err
		}
		list, _, err = sel.list(v, q.Page, after)
		return err
	})
	return list, err
}

func selectQuotes(v *view, q timeline.QuoteQuery) (*selection, error) {
	sel := &selection{table: "quotes", item: "quote", order: timeline.OrderDate, period: q.Period, states: v.states("d", false)}
	for _, by := range []struct {
		clauses []timeline.Clause
		role    int
	}{{q.Speaker, quoteSpeaker}, {q.About, quoteAbout}, {q.Addressee, quoteAddressee}} {
		l := link{table: "quote_actors", key: "actor", extra: cond{"x.roles & ? <> 0", []any{by.role}}}
		if err := sel.addIDs(v, by.clauses, "actors", l); err != nil {
			return nil, err
		}
	}
	if err := sel.addIDs(v, q.Story, "stories", link{key: "story"}); err != nil {
		return nil, err
	}
	if !q.Search.IsZero() {
		sel.search(v, q.Search)
	}
	return sel, nil
}

// Quote reads a quote by id.
func (s *Store) Quote(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, "quotes", id)
}
