package store

import (
	"maps"
	"slices"
)

// names are the ids of the records of a resource, and which of them anybody may see, by
// number. Nobody writes to them.
type names struct {
	ids    []string
	public []bool
	led    []bool // retracted: perhaps merged into another, to which its id leads on

	// The numbers of ids: of most, and of those that came since these were put together.
	numbers map[string]uint32
	latest  map[string]uint32
}

// manyNames is how many ids come before all are put together anew.
const manyNames = 1000

// indexedNames are the resources whose ids and visibility the index holds.
var indexedNames = []*schema{&storySchema, &sourceSchema, &actorSchema, &placeSchema}

// names brings what a holding knows of other records from one change to its own.
func (r *indexReader) names(h *holding, since int64) error {
	all := map[*schema]*names{}
	for _, s := range indexedNames {
		old := h.known[s]
		if old == nil {
			old = &names{}
		}
		next, err := r.namesOf(s, old, since)
		if err != nil {
			return translate(err, "index "+s.table)
		}
		all[s] = next
	}
	h.known = all
	topics := slices.Clip(h.topics)
	err := eachRow(r.db.Raw("SELECT n, id FROM topics WHERE n >= ?", len(topics)), func(scan func(...any) error) error {
		var n int
		var id string
		err := scan(&n, &id)
		topics = put(topics, n, id)
		return err
	})
	h.topics = topics
	return translate(err, "index topics")
}

func (r *indexReader) namesOf(s *schema, old *names, since int64) (*names, error) {
	led := "0"
	if s.membership != nil {
		led = "retracted"
	}
	statement, args := "SELECT n, id, public, "+led+" FROM "+s.table, []any{}
	if since > 0 {
		statement += " WHERE n IN (SELECT c.n FROM changes c WHERE c.seq > ? AND c.entity = ?)"
		args = []any{since, s.resource}
	}
	next := old
	err := eachRow(r.db.Raw(statement, args...), func(scan func(...any) error) error {
		var n int
		var id string
		var public, led int
		if err := scan(&n, &id, &public, &led); err != nil {
			return err
		}
		if next == old {
			next = &names{slices.Clone(old.ids), slices.Clone(old.public), slices.Clone(old.led), old.numbers, maps.Clone(old.latest)}
		}
		next.put(n, id, public == 1, led != 0)
		return nil
	})
	if since == 0 || len(next.latest) >= manyNames {
		next.gather()
	}
	return next, err
}

func (l *names) put(n int, id string, public, led bool) {
	l.ids, l.public, l.led = put(l.ids, n, id), put(l.public, n, public), put(l.led, n, led)
	if _, known := l.numbers[id]; known {
		return
	}
	if l.latest == nil {
		l.latest = map[string]uint32{}
	}
	l.latest[id] = uint32(n)
}

// gather puts all numbers together.
func (l *names) gather() {
	all := make(map[string]uint32, len(l.numbers)+len(l.latest))
	maps.Copy(all, l.numbers)
	maps.Copy(all, l.latest)
	l.numbers, l.latest = all, nil
}

// number is that of an id, and whether there is one.
func (l *names) number(id string) (n uint32, known bool) {
	if n, known = l.numbers[id]; !known {
		n, known = l.latest[id]
	}
	return n, known
}

// numbered are the keys of ids, as View.numbersOf finds them: false where that is to be
// asked, since one leads on.
func (l *names) numbered(ids []string) (ns []int64, all bool) {
	for _, id := range ids {
		n, known := l.number(id)
		switch {
		case !known || !l.public[n]:
		case l.led[n]:
			return nil, false
		default:
			ns = append(ns, int64(n))
		}
	}
	slices.Sort(ns)
	return slices.Compact(ns), true
}

// numbers looks up the keys of ids of a resource, as View.numbers does.
func (x *indexed) numbers(s *schema) func(ids []string) ([]int64, error) {
	return func(ids []string) ([]int64, error) {
		if ns, all := x.known[s].numbered(ids); all {
			return ns, nil
		}
		return x.v.numbersOf(s, ids)
	}
}

func (h *holding) namesBytes() int64 {
	n := int64(0)
	for _, list := range h.known {
		n += int64(2 * len(list.public))
		for _, id := range list.ids {
			n += int64(len(id)) + 16 + 32 // and its place among the numbers
		}
	}
	return n
}

// put puts a value at a place of a list, which grows to have it.
func put[T any](list []T, at int, v T) []T {
	for len(list) <= at {
		var none T
		list = append(list, none)
	}
	list[at] = v
	return list
}
