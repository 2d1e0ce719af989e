package pages

import (
	"slices"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// part is one of the lists that a story's page is made of: what has a place in
// time, what still lies ahead, and what has no known date.
type part struct {
	query timeline.Query
	scope httpserver.Scope
	total int // events

	holds func(status string, known bool) bool // whether such an event is in it
}

// partsOf are the parts of a query in the order in which a page shows them.
func partsOf(q timeline.Query) []part {
	canonical := q.Values()
	q.Cursor = ""
	dated, expected := q, q
	statuses := slices.Sorted(slices.Values(page.Ahead()))
	dated.Status = append(slices.Clone(q.Status), timeline.Clause{Values: statuses, Exclude: true})
	expected.Status = append(slices.Clone(q.Status), timeline.Clause{Values: statuses})
	undated := dated
	dated.Period.Known, undated.Period.Known = timeline.KnownSome, timeline.KnownNone
	ahead := func(status string) bool { return slices.Contains(statuses, status) }
	list := []part{
		{query: dated, scope: httpserver.ScopeOf("story page, dated", canonical), holds: func(status string, known bool) bool { return known && !ahead(status) }},
		{query: expected, scope: httpserver.ScopeOf("story page, ahead", canonical), holds: func(status string, _ bool) bool { return ahead(status) }},
		{query: undated, scope: httpserver.ScopeOf("story page, undated", canonical), holds: func(status string, known bool) bool { return !known && !ahead(status) }},
	}
	if q.Order == timeline.OrderDateDesc {
		list[0], list[1] = list[1], list[0]
	}
	return list
}

// readEvents counts the events, all parts of them by one reading of when they were, and
// reads those of the page: those after the cursor, or of the page that holds an event, or
// the first.
func (s *server) readEvents(v *store.View, in *page.StoryInput, event string) error {
	parts := partsOf(in.Asked)
	at, after, err := s.cursorIn(parts, in.Asked.Cursor)
	if err != nil {
		return err
	}
	spread, err := v.Spread(in.Asked)
	if err != nil {
		return err
	}
	in.Total = 0
	for i := range parts {
		parts[i].total = spread.Count(parts[i].holds)
		in.Total += parts[i].total
	}
	if in.Total > stripMost {
		if in.Hist, err = histogramOf(in.Language, &spread, "", in.Total); err != nil {
			return err
		}
	}
	size := onePageMost
	if in.Total > size {
		size = storyPageSize
	}
	next, nextAt, err := eventsFrom(v, in, parts, at, after, size)
	if err != nil {
		return err
	}
	in.Later = in.Asked.Cursor != ""
	found := slices.ContainsFunc(in.Events, func(e timeline.Event) bool { return e.ID == event })
	if event != "" && !found && next != nil {
		here, before, err := pageWith(v, parts, event, size)
		if err != nil {
			return err
		}
		if next, nextAt, err = eventsFrom(v, in, parts, here.at, here.after, size); err != nil {
			return err
		}
		in.Later = here.after != nil || here.at > 0
		s.previous(in, parts, before)
	} else if in.Later && len(in.Events) > 0 {
		_, before, err := pageWith(v, parts, in.Events[0].ID, size)
		if err != nil {
			return err
		}
		s.previous(in, parts, before)
	}
	in.Next, in.Paged = "", next != nil || in.Later
	if next != nil {
		in.Next = s.Cursor(parts[nextAt].scope, *next)
	}
	return nil
}

// previous says where the page before begins, unless that is the first.
func (s *server) previous(in *page.StoryInput, parts []part, before begin) {
	if before.after != nil {
		in.Previous = s.Cursor(parts[before.at].scope, *before.after)
	}
}

// cursorIn is the part that a cursor belongs to, and the position in it.
func (s *server) cursorIn(parts []part, cursor string) (at int, after *store.Position, err error) {
	for at = range parts {
		if after, err = s.Position(parts[at].scope, cursor); err == nil {
			return at, after, nil
		}
	}
	return 0, nil, err
}

// begin is where a page begins: in which part, and after what, nil for its first
// event.
type begin struct {
	at    int
	after *store.Position
}

// pageWith finds where the page of a size begins that holds an event, and the page
// before it. Without such an event it is the first.
func pageWith(v *store.View, parts []part, event string, size int) (here, before begin, err error) {
	lists, held, index := make([][]store.Position, len(parts)), -1, -1
	for i, p := range parts {
		if p.total == 0 || held >= 0 {
			continue
		}
		positions, found, err := v.Positions(p.query, event, furthestEvent)
		if err != nil {
			return here, before, err
		}
		lists[i] = positions
		if found >= 0 {
			held, index = i, found
		}
	}
	for at, from := 0, 0; held >= 0; {
		nextAt, next := pageAfter(lists, at, from, size)
		if nextAt == len(lists) || held < nextAt || held == nextAt && index < next {
			break
		}
		at, from = nextAt, next
		here, before = begin{at: at}, here
		if from > 0 {
			here.after = &lists[at][from-1]
		}
	}
	return here, before, nil
}

// pageAfter is where the page begins that follows one, as eventsFrom parts them:
// in which list, len(lists) after the last page, and with which of it.
func pageAfter(lists [][]store.Position, at, from, size int) (nextAt, next int) {
	for taken := 0; at < len(lists); at, from = at+1, 0 {
		room := max(1, size-taken)
		if len(lists[at])-from > room {
			return at, from + room
		}
		taken += len(lists[at]) - from
	}
	return len(lists), 0
}

// eventsFrom reads a page of so many events that begins in a part after a position, and
// says where the next one begins.
func eventsFrom(v *store.View, in *page.StoryInput, parts []part, at int, after *store.Position, size int) (*store.Position, int, error) {
	in.Events = nil
	for i := at; i < len(parts); i++ {
		p := parts[i]
		if i > at {
			after = nil
		}
		if p.total == 0 {
			continue
		}
		p.query.Limit = max(1, size-len(in.Events))
		list, err := v.Events(p.query, after)
		if err != nil {
			return nil, 0, err
		}
		events, err := decodedAs[timeline.Event](list)
		if err != nil {
			return nil, 0, err
		}
		in.Events = append(in.Events, events...)
		if list.Next != nil {
			return list.Next, i, nil
		}
	}
	return nil, len(parts), nil
}
