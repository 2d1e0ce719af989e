package columns

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// Builder gathers events for an index. It is for one goroutine.
type Builder struct {
	numbers []uint32
	spans   interned[Span]
	when    []uint32 // of each event: the place of its span
	values  [singles]interned[Value]
	codes   [singles][]uint32
	links   interned[Link]
	offsets []uint32
	of      []uint32 // the links of all events: places in links
}

// interned gives each of some values a number, in the order in which they come.
type interned[T comparable] struct {
	numbers map[T]uint32
	list    []T
}

func (i *interned[T]) number(v T) uint32 {
	n, known := i.numbers[v]
	if !known {
		if i.numbers == nil {
			i.numbers = map[T]uint32{}
		}
		n = uint32(len(i.list))
		i.numbers[v], i.list = n, append(i.list, v)
	}
	return n
}

// Len is how many events it holds.
func (b *Builder) Len() int { return len(b.numbers) }

// Bytes is about what an index of its events takes.
func (b *Builder) Bytes() int64 {
	const (
		perEvent = 4 + 8 + 8 // its number, the offsets of its links, and its columns
		perLink  = 4 + 2     // there and back
		perSpan  = 44
		perTerm  = 20
	)
	return int64(perEvent*len(b.numbers) + perLink*len(b.of) + perSpan*len(b.spans.list) + perTerm*len(b.links.list))
}

// Add takes an event, of which it keeps nothing but words.
func (b *Builder) Add(e *Event) {
	b.add(e.Number, b.spans.number(e.Span))
	for f, v := range e.Values {
		b.codes[f] = append(b.codes[f], b.values[f].number(v))
	}
	for _, l := range e.Links {
		b.of = append(b.of, b.links.number(l))
	}
}

func (b *Builder) add(number, span uint32) {
	b.numbers, b.when = append(b.numbers, number), append(b.when, span)
	b.offsets = append(b.offsets, uint32(len(b.of)))
}

// addSegment takes the events of a segment that are not dead, and of spans, words
// and links those that these have.
func (b *Builder) addSegment(s *segment, dead rows) {
	spans := once(len(s.spans), func(i uint32) uint32 { return b.spans.number(s.spans[i]) })
	links := once(len(s.terms), func(i uint32) uint32 {
		t := s.terms[i]
		return b.links.number(Link{t.field, s.value(t.field, t.value), t.roles, t.through})
	})
	var values [singles]func(uint32) uint32
	for f := range values {
		column := s.columns[f].values
		values[f] = once(len(column), func(i uint32) uint32 {
			return b.values[f].number(s.value(Field(f), column[i]))
		})
	}
	span := 0
	for row := range uint32(s.rows()) {
		if span = s.spanOf(row, span); dead != nil && dead.has(row) {
			continue
		}
		b.add(s.numbers[row], spans(uint32(span)))
		for f := range values {
			b.codes[f] = append(b.codes[f], values[f](s.columns[f].at(row)))
		}
		for _, list := range [2]*lists{&s.actors, &s.others} {
			for _, t := range list.of(row) {
				b.of = append(b.of, links(t))
			}
		}
	}
}

// once remembers what a function of small numbers yields.
func once(n int, fn func(i uint32) uint32) func(i uint32) uint32 {
	known, is := make([]uint32, n), make([]bool, n)
	return func(i uint32) uint32 {
		if !is[i] {
			known[i], is[i] = fn(i), true
		}
		return known[i]
	}
}

// ranking are the places of values when they are sorted: of each, by the number
// that it had before.
func ranking[T any](list []T, compare func(a, b T) int) (sorted []T, places []uint32) {
	order := make([]uint32, len(list))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return compare(list[a], list[b]) })
	sorted, places = make([]T, len(list)), make([]uint32, len(list))
	for place, n := range order {
		sorted[place], places[n] = list[n], uint32(place)
	}
	return sorted, places
}

// segment is what was added, in rows. The builder is used up.
func (b *Builder) segment() *segment {
	s := &segment{}
	b.offsets = append(b.offsets, uint32(len(b.of)))
	order := b.order(s)
	s.numbers = make([]uint32, len(order))
	for row, i := range order {
		s.numbers[row] = b.numbers[i]
	}
	b.gatherWords(s)
	for f := range s.columns {
		b.column(s, Field(f), order)
	}
	b.linkRows(s, order)
	s.postRows()
	s.markWindows()
	return s
}

// order sorts the rows, and gives the segment its spans.
func (b *Builder) order(s *segment) []uint32 {
	var places []uint32
	s.spans, places = ranking(b.spans.list, Span.compare)
	s.begins = make([]uint32, len(s.spans)+1)
	for _, span := range b.when {
		s.begins[places[span]+1]++
	}
	for i := range s.spans {
		s.begins[i+1] += s.begins[i]
	}
	next, order := slices.Clone(s.begins), make([]uint32, len(b.when))
	for i, span := range b.when {
		order[next[places[span]]] = uint32(i)
		next[places[span]]++
	}
	byNumber := func(i, j uint32) int { return cmp.Compare(b.numbers[i], b.numbers[j]) }
	for i := range s.spans {
		if group := order[s.begins[i]:s.begins[i+1]]; !slices.IsSortedFunc(group, byNumber) {
			slices.SortFunc(group, byNumber)
		}
	}
	for i, span := range s.spans {
		if i%block == 0 {
			s.latest = append(s.latest, span.Latest)
		}
		s.latest[i/block] = max(s.latest[i/block], span.Latest)
	}
	b.spans, b.when = interned[Span]{}, nil
	return order
}

func (b *Builder) gatherWords(s *segment) {
	seen := map[string]bool{}
	gather := func(f Field, v Value) {
		if f.worded() && !seen[v.Word] {
			seen[v.Word], s.words = true, append(s.words, v.Word)
		}
	}
	for f := range b.values {
		for _, v := range b.values[f].list {
			gather(Field(f), v)
		}
	}
	for _, l := range b.links.list {
		gather(l.Field, l.Value)
	}
	slices.Sort(s.words)
}

func (b *Builder) column(s *segment, f Field, order []uint32) {
	sorted, places := ranking(b.values[f].list, Value.compare)
	values, codes := make([]uint32, len(sorted)), make([]uint32, len(order))
	for i, v := range sorted {
		values[i], _ = s.find(f, v)
	}
	for row, i := range order {
		codes[row] = places[b.codes[f][i]]
	}
	s.columns[f] = newColumn(values, codes)
	b.values[f], b.codes[f] = interned[Value]{}, nil
}

func (b *Builder) linkRows(s *segment, order []uint32) {
	sorted, places := ranking(b.links.list, func(l, m Link) int {
		return cmp.Or(cmp.Compare(l.Field, m.Field), l.Value.compare(m.Value), cmp.Compare(l.Roles, m.Roles), cmp.Compare(l.Through, m.Through))
	})
	s.terms = make([]term, len(sorted))
	for i, l := range sorted {
		value, _ := s.find(l.Field, l.Value)
		s.terms[i] = term{value, l.Field, l.Roles, l.Through}
	}
	_, actors := s.fieldTerms(Actor) // the first of all terms
	for _, list := range [2]*lists{&s.actors, &s.others} {
		list.offsets = append(make([]uint32, 0, len(order)+1), 0)
	}
	n := 0
	for _, l := range b.of {
		if int(places[l]) < actors {
			n++
		}
	}
	s.actors.links, s.others.links = make([]uint32, 0, n), make([]uint32, 0, len(b.of)-n)
	for _, i := range order {
		for _, l := range b.of[b.offsets[i]:b.offsets[i+1]] {
			list := &s.others
			if int(places[l]) < actors {
				list = &s.actors
			}
			list.links = append(list.links, places[l])
		}
		for _, list := range [2]*lists{&s.actors, &s.others} {
			slices.Sort(list.links[list.offsets[len(list.offsets)-1]:])
			list.end()
		}
	}
	b.links, b.of, b.offsets = interned[Link]{}, nil, nil
}

// hot is of which part of all rows a term is linked to that has a bit for each row.
const hot = 32

// postRows writes down, of each term, its rows.
func (s *segment) postRows() {
	s.counts, s.marks, s.dense = make([]uint32, len(s.terms)), make([]uint32, len(s.terms)+1), map[uint32]rows{}
	s.eachLink(func(_, t uint32) { s.counts[t]++ })
	for t, n := range s.counts {
		if int(n) > s.rows()/hot {
			s.dense[uint32(t)] = noRows(s.rows())
		}
	}
	last := make([]uint32, len(s.terms))
	var buffer [binary.MaxVarintLen32]byte
	s.eachLink(func(row uint32, t uint32) {
		if int(s.counts[t]) > s.rows()/hot {
			s.dense[t].set(row)
			return
		}
		s.marks[t+1] += uint32(binary.PutUvarint(buffer[:], uint64(row-last[t])))
		last[t] = row
	})
	for i := range s.terms {
		s.marks[i+1] += s.marks[i]
	}
	s.posts = make([]byte, s.marks[len(s.terms)])
	next := slices.Clone(s.marks)
	clear(last)
	s.eachLink(func(row uint32, t uint32) {
		if int(s.counts[t]) > s.rows()/hot {
			return
		}
		n := binary.PutUvarint(buffer[:], uint64(row-last[t]))
		copy(s.posts[next[t]:], buffer[:n])
		next[t] += uint32(n)
		last[t] = row
	})
}

func (s *segment) eachLink(fn func(row, t uint32)) {
	for row := range uint32(s.rows()) {
		for _, list := range [2]*lists{&s.actors, &s.others} {
			for _, t := range list.of(row) {
				fn(row, t)
			}
		}
	}
}
