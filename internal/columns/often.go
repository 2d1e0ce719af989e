package columns

import (
	"encoding/binary"
	"slices"
	"sync"
)

// What is asked of everything that has some link, as of one actor, is asked again: which
// rows these are, and how often each other value occurs in them, is found once for a
// segment, which does not change, and kept where they are many. What has been replaced
// since is taken away again.

// oftenRows is of how many rows what is found is kept, at least.
var oftenRows = 1 << 13

// often is what is kept of a segment.
type often struct {
	mu      sync.Mutex
	rows    map[string]rows // by the name that whole gives them; not to be written to
	tallies map[oftenKey]tally
	bytes   int64

	pairs sync.Map // distinct roles and through of the terms of a field, by it
}

// oftenKey says what was counted: by a field, the links with some of its distinct pairs
// of roles and through, of the rows with a name.
type oftenKey struct {
	field         Field
	counts, terms string
}

// oftenShare is which part of what a segment takes the kept of it may take.
const oftenShare = 4

func (o *often) findRows(terms string) rows {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.rows[terms]
}

func (o *often) findTally(k oftenKey) (tally, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	t, found := o.tallies[k]
	return t, found
}

// keepRows and keepTally keep what was found, at the cost of all else where there is no
// more room.
func (o *often) keepRows(terms string, in rows, most int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.rows[terms] == nil && o.makeRoom(int64(8*len(in)+len(terms)), most) {
		o.rows[terms] = in
	}
}

func (o *often) keepTally(k oftenKey, t tally, most int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, kept := o.tallies[k]; !kept && o.makeRoom(int64(8*len(t.values)+len(k.counts)+len(k.terms)), most) {
		o.tallies[k] = t
	}
}

// makeRoom counts so many bytes more, and reports whether they may be kept.
func (o *often) makeRoom(size, most int64) bool {
	if o.rows == nil || o.bytes+size > most {
		o.rows, o.tallies, o.bytes = map[string]rows{}, map[oftenKey]tally{}, 0
	}
	if size > most {
		return false
	}
	o.bytes += size
	return true
}

// whole are the terms of a query that selects all rows with one of them, and nothing
// else: a name for these rows, "" where it does not or they are few.
func (p part) whole(q *Query) string {
	if len(q.Links) != 1 || len(q.Columns) > 0 || q.Keep != nil || q.Links[0].Exclude {
		return ""
	}
	var name []byte
	events := 0
	p.eachTerm(q.Links[0], func(t int) {
		name = binary.AppendUvarint(name, uint64(t))
		events += int(p.counts[t])
	})
	if events < oftenRows {
		return ""
	}
	return string(name)
}

// tallyOften is tally for the rows that a name is of.
func (p *selected) tallyOften(f Field, counts func(roles, through uint8) bool) tally {
	key := oftenKey{f, p.pairsMet(f, counts), p.all}
	all, found := p.often.findTally(key)
	if !found {
		all = p.tallied(f, p.countBy(f, p.named(p.all)), counts)
		p.often.keepTally(key, all, p.bytes()/oftenShare)
	}
	if p.buried == 0 {
		return all
	}
	gone := slices.Clone(p.named(p.all))
	gone.and(p.dead)
	return all.without(p.tallied(f, p.countBy(f, gone), counts))
}

// without is a tally less another, of which each value is among its own.
func (t tally) without(gone tally) tally {
	left := tally{make([]uint32, 0, len(t.values)), make([]int32, 0, len(t.values))}
	at := 0
	for i, v := range t.values {
		n := t.events[i]
		if at < len(gone.values) && gone.values[at] == v {
			n -= gone.events[at]
			at++
		}
		if n > 0 {
			left.values, left.events = append(left.values, v), append(left.events, n)
		}
	}
	return left
}

// pairsMet is a name for a condition on the links of a field: which of the distinct
// pairs of roles and through meet it. "" is for every link.
func (s *segment) pairsMet(f Field, counts func(roles, through uint8) bool) string {
	if counts == nil {
		return ""
	}
	found, known := s.often.pairs.Load(f)
	if !known {
		found, _ = s.often.pairs.LoadOrStore(f, s.distinctPairs(f))
	}
	pairs := found.([][2]uint8)
	name := make([]byte, 1+len(pairs)/8) // never empty
	for i, pair := range pairs {
		if counts(pair[0], pair[1]) {
			name[i/8] |= 1 << (i % 8)
		}
	}
	return string(name)
}

func (s *segment) distinctPairs(f Field) [][2]uint8 {
	var met [1 << 16]bool
	pairs := [][2]uint8{}
	from, to := s.fieldTerms(f)
	for _, t := range s.terms[from:to] {
		if at := int(t.roles)<<8 | int(t.through); !met[at] {
			met[at] = true
			pairs = append(pairs, [2]uint8{t.roles, t.through})
		}
	}
	return pairs
}

// named are the rows that whole has named. They are not to be written to.
func (s *segment) named(terms string) rows {
	if kept := s.often.findRows(terms); kept != nil {
		return kept
	}
	all := noRows(s.rows())
	for list := []byte(terms); len(list) > 0; {
		t, n := binary.Uvarint(list)
		s.post(int(t), all)
		list = list[n:]
	}
	s.often.keepRows(terms, all, s.bytes()/oftenShare)
	return all
}
