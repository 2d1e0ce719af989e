package columns

import (
	"encoding/binary"
	"slices"
	"sync"
)

// What is asked of everything that has some link, as of one actor, is asked again: how
// often each other value occurs in these rows is counted once for a segment, which does
// not change, and kept where they are many. What has been replaced since is taken away
// again.

// oftenRows is of how many rows counts are kept, at least.
var oftenRows = 1 << 13

// often are counts of a segment that are kept.
type often struct {
	mu    sync.Mutex
	lists map[oftenKey][]int32
	bytes int64
}

// oftenKey says what was counted: by a field, of the rows with one of some terms.
type oftenKey struct {
	field Field
	terms string
}

// oftenShare is which part of what a segment takes the kept counts of it may take.
const oftenShare = 4

func (o *often) find(k oftenKey) []int32 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.lists[k]
}

// keep keeps counts, at the cost of all others where there is no more room.
func (o *often) keep(k oftenKey, counts []int32, most int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	size := int64(4*len(counts) + len(k.terms))
	if o.lists == nil || o.bytes+size > most {
		o.lists, o.bytes = map[oftenKey][]int32{}, 0
	}
	if size <= most && o.lists[k] == nil {
		o.lists[k], o.bytes = counts, o.bytes+size
	}
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

// countedOften is counted for the rows that a name is of.
func (p *selected) countedOften(f Field) []int32 {
	key := oftenKey{f, p.all}
	counts := p.often.find(key)
	if p.buried == 0 && counts != nil {
		return counts
	}
	all := p.named(p.all)
	if counts == nil {
		counts = p.countBy(f, all)
		p.often.keep(key, counts, p.bytes()/oftenShare)
	}
	if p.buried == 0 {
		return counts
	}
	all.and(p.dead)
	left := slices.Clone(counts)
	for i, n := range p.countBy(f, all) {
		left[i] -= n
	}
	return left
}

// named are the rows that whole has named.
func (s *segment) named(terms string) rows {
	all := noRows(s.rows())
	for list := []byte(terms); len(list) > 0; {
		t, n := binary.Uvarint(list)
		s.post(int(t), all)
		list = list[n:]
	}
	return all
}
