package pages

import (
	"slices"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// part is one of the two lists that a story's page is made of: what was
// reported, and what still lies ahead.
type part struct {
	query timeline.Query
	scope httpserver.Scope
}

// partsOf are the parts of a query in the order in which a page shows them.
func partsOf(q timeline.Query) []part {
	canonical := q.Values()
	q.Limit, q.Count, q.Cursor = storyPageSize, true, ""
	reported, expected := q, q
	statuses := slices.Sorted(slices.Values(page.Ahead()))
	reported.Status = append(slices.Clone(q.Status), timeline.Clause{Values: statuses, Exclude: true})
	expected.Status = append(slices.Clone(q.Status), timeline.Clause{Values: statuses})
	list := []part{{reported, httpserver.ScopeOf("story page, reported", canonical)}, {expected, httpserver.ScopeOf("story page, ahead", canonical)}}
	if q.Order == timeline.OrderDateDesc {
		slices.Reverse(list)
	}
	return list
}

// readEvents reads the events of the page: those after the cursor, or of the
// page that holds an event, or the first.
func (s *server) readEvents(v *store.View, in *page.StoryInput, event string) error {
	parts := partsOf(in.Asked)
	at, after := 0, (*store.Position)(nil)
	if in.Asked.Cursor != "" {
		var err error
		if after, err = s.Position(parts[0].scope, in.Asked.Cursor); err != nil {
			at = 1
			if after, err = s.Position(parts[1].scope, in.Asked.Cursor); err != nil {
				return err
			}
		}
	}
	next, nextAt, err := eventsFrom(v, in, parts, at, after)
	if err != nil {
		return err
	}
	in.Later = in.Asked.Cursor != ""
	found := slices.ContainsFunc(in.Events, func(e timeline.Event) bool { return e.ID == event })
	if event != "" && !found && next != nil {
		here, before, err := pageWith(v, parts, event)
		if err != nil {
			return err
		}
		if next, nextAt, err = eventsFrom(v, in, parts, here.at, here.after); err != nil {
			return err
		}
		in.Later = here.after != nil || here.at > 0
		if before.after != nil {
			in.Previous = s.Cursor(parts[before.at].scope, *before.after)
		}
	}
	in.Next, in.Paged = "", next != nil || in.Later
	if next != nil {
		in.Next = s.Cursor(parts[nextAt].scope, *next)
	}
	return nil
}

// begin is where a page begins: in which part, and after what, nil for its first
// event.
type begin struct {
	at    int
	after *store.Position
}

// pageWith finds where the page begins that holds an event, and the page before
// it. Without such an event it is the first.
func pageWith(v *store.View, parts []part, event string) (here, before begin, err error) {
	lists, held, index := make([][]store.Position, len(parts)), -1, -1
	for i, p := range parts {
		positions, found, err := v.Positions(p.query, event, furthestPage*storyPageSize)
		if err != nil {
			return here, before, err
		}
		lists[i] = positions
		if found >= 0 {
			held, index = i, found
		}
	}
	for at, from := 0, 0; held >= 0; {
		nextAt, next := pageAfter(lists, at, from)
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
func pageAfter(lists [][]store.Position, at, from int) (nextAt, next int) {
	for taken := 0; at < len(lists); at, from = at+1, 0 {
		room := max(1, storyPageSize-taken)
		if len(lists[at])-from > room {
			return at, from + room
		}
		taken += len(lists[at]) - from
	}
	return len(lists), 0
}

// eventsFrom reads a page of events that begins in a part after a position, and
// says where the next one begins.
func eventsFrom(v *store.View, in *page.StoryInput, parts []part, at int, after *store.Position) (*store.Position, int, error) {
	in.Events, in.Total = nil, 0
	var next *store.Position
	nextAt := at
	for i, p := range parts {
		switch {
		case i < at || next != nil:
			p.query.Limit = 1 // for the count alone
		default:
			p.query.Limit = max(1, storyPageSize-len(in.Events))
		}
		from := after
		if i != at {
			from = nil
		}
		list, err := v.Events(p.query, from)
		if err != nil {
			return nil, 0, err
		}
		in.Total += *list.Total
		if i < at || next != nil {
			continue
		}
		events, err := decodedAs[timeline.Event](list)
		if err != nil {
			return nil, 0, err
		}
		in.Events = append(in.Events, events...)
		next, nextAt = list.Next, i
	}
	return next, nextAt, nil
}
