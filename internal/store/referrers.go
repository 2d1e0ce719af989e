package store

import (
	"fmt"
	"strings"

	"example.org/dateline/internal/timeline"
)

// referrers are statements that find what refers to a record, by its noun: the
// noun and id of each, but of none that is retracted. They are given the
// record's number and id.
var referrers = map[string][]struct{ noun, statement string }{
	"story": {
		{"event", "SELECT e.id FROM events e WHERE e.story = @n AND e.state IN (0, 2)"},
	},
	"source": {
		{"event", "SELECT e.id FROM event_sources x JOIN events e ON e.n = x.event WHERE x.source = @n AND e.state IN (0, 2)"},
		{"source", "SELECT s.id FROM sources s WHERE s.n <> @n AND s.retracted = 0 AND replace(s.doc, @source, '') <> s.doc"},
	},
	"actor": {
		{"event", "SELECT e.id FROM event_actors x JOIN events e ON e.n = x.event WHERE x.actor = @n AND x.roles <> 0 AND e.state IN (0, 2)"},
		{"quote", "SELECT q.id FROM quote_actors x JOIN quotes q ON q.n = x.quote WHERE x.actor = @n AND q.state IN (0, 2)"},
		{"actor", "SELECT a.id FROM actors a WHERE a.n <> @n AND a.retracted = 0 AND (replace(a.doc, @actor, '') <> a.doc OR replace(a.doc, @organization, '') <> a.doc)"},
	},
	"place": {
		{"event", "SELECT e.id FROM event_places x JOIN events e ON e.n = x.event WHERE x.place = @n AND x.roles <> 0 AND e.state IN (0, 2)"},
		{"place", "SELECT p.id FROM places p WHERE p.n <> @n AND p.retracted = 0 AND replace(p.doc, @parent, '') <> p.doc"},
	},
	"event": {
		{"event", "SELECT e.id FROM event_relations x JOIN events e ON e.n = x.event WHERE x.target = @id AND e.n <> @n AND e.state IN (0, 2)"},
	},
}

// maxReferrers is how many of those that refer to a record are named.
const maxReferrers = 5

// unreferenced refuses a record that others refer to, and says which.
func (w *writer) unreferenced(k nounTable, id string) error {
	st, err := w.find(k.table, id)
	if err != nil {
		return err
	}
	args := map[string]any{"n": st.n, "id": id, "limit": maxReferrers + 1}
	for _, field := range []string{"source", "actor", "organization", "parent"} {
		args[field] = fmt.Sprintf(`"%s":"%s"`, field, id)
	}
	var named []string
	more := false
	for _, r := range referrers[k.noun] {
		var ids []string
		if err := w.tx.Raw(r.statement+" ORDER BY 1 LIMIT @limit", args).Scan(&ids).Error; err != nil {
			return fmt.Errorf("find what refers to the %s %s: %w", k.noun, id, err)
		}
		for _, other := range ids {
			if more = more || len(named) == maxReferrers; more {
				break
			}
			named = append(named, fmt.Sprintf("the %s %q", r.noun, other))
		}
	}
	if len(named) == 0 {
		return nil
	}
	list := strings.Join(named, ", ")
	if more {
		list += " and others"
	}
	return &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The %s %q is named by %s: change or retract these first.", k.noun, id, list)}
}

// checkRelations checks that the events which an event is related to are there.
func (w *writer) checkRelations(e *timeline.Event) error {
	r := references{writer: w}
	for i, rel := range e.Relations {
		at := fmt.Sprintf("/relations/%d/event", i)
		st, err := w.find("events", rel.Event)
		switch {
		case err != nil:
			return err
		case rel.Event == e.ID:
			r.fault(at, "an event is not related to itself")
		case !st.found:
			r.fault(at, "there is no event with the id %q", rel.Event)
		}
	}
	return r.refused()
}
