package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

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

// Speakers are the names of those who speak in some quotes, by id, as of the
// moment of a query.
func (s *Store) Speakers(ctx context.Context, q timeline.QuoteQuery, quotes []json.RawMessage) (map[string]string, error) {
	var ids []string
	for _, doc := range quotes {
		var quote struct{ Speaker string }
		if err := json.Unmarshal(doc, &quote); err != nil {
			return nil, fmt.Errorf("decode a quote: %w", err)
		}
		ids = append(ids, quote.Speaker)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	names := make(map[string]string, len(ids))
	err := s.look(ctx, q.AsOf, func(v *view) error {
		for part := range slices.Chunk(ids, maxValues) {
			c := in("d.id", part, false)
			actors, err := decodeAll[timeline.Actor](v.raw("SELECT d.doc FROM actors d WHERE "+c.sql+" AND "+v.public("d").sql, c.args...))
			if err != nil {
				return err
			}
			for _, a := range actors {
				names[a.ID] = a.Name
			}
		}
		return nil
	})
	return names, err
}

// Quote reads a quote by id.
func (s *Store) Quote(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, "quotes", id)
}
