package columns

import (
	"encoding/binary"
	"math/bits"
	"sort"
	"unsafe"
)

// segment are events that are not changed any more. Rows are sorted by span, and
// by number within one.
type segment struct {
	numbers []uint32 // of the event in each row
	spans   []Span   // each once, sorted
	begins  []uint32 // the first row of each span, and the number of rows
	latest  []int64  // of each block of spans: the latest end in it
	columns [singles]column
	words   []string // each once, sorted

	terms  []term // each once, sorted
	actors lists  // the links of rows to actors, which are asked about most
	others lists  // and all others

	// The rows with term t are posts[marks[t]:marks[t+1]]: the first, and then how far
	// each is from the one before, as varints. A hot term takes a byte a row, a rare
	// one three, and none has a cost of its own.
	marks  []uint32
	posts  []byte
	counts []uint32        // of the rows of each term
	dense  map[uint32]rows // of the hottest terms instead, which are found at once
	skips  skipped         // of terms with many rows, and behind all posts those of their long rows
	long   [len(lengths)]rows

	grains grains
	often  often
}

// block is how many spans are passed over at once where none of them ends late enough.
const block = 16

// term is a distinct link. Its value is a number, or a place in words.
type term struct {
	value          uint32
	field          Field
	roles, through uint8
}

// lists are lists of links, one for each row: places in terms, ascending.
type lists struct {
	offsets []uint32 // where the list of a row begins, and at last how long all are together
	links   []uint32
}

func (l *lists) of(row uint32) []uint32 { return l.links[l.offsets[row]:l.offsets[row+1]] }

// each calls fn with the list of each of some rows. Where a list begins, and what is in
// it, waits for memory, which answers many such questions at a time where nothing is
// decided by the answers in between: so that is asked for many rows ahead.
func (l *lists) each(in rows, fn func(links []uint32)) {
	const ahead = 128
	var from, to [ahead]uint32
	n := 0
	flush := func() {
		touch(l.links, from[:n])
		for i := range n {
			fn(l.links[from[i]:to[i]])
		}
		n = 0
	}
	in.each(func(row uint32) bool {
		from[n], to[n] = l.offsets[row], l.offsets[row+1]
		if n++; n == ahead {
			flush()
		}
		return true
	})
	flush()
}

// touch reads some places of a list, so that they are near when they are needed. It is
// not for the compiler to see that the sum is not.
//
//go:noinline
func touch(list, places []uint32) (sum uint32) {
	for _, at := range places {
		if int(at) < len(list) {
			sum += list[at]
		}
	}
	return sum
}

func (l *lists) end() { l.offsets = append(l.offsets, uint32(len(l.links))) }

// listing has the links of a field.
func (s *segment) listing(f Field) *lists {
	if f == Actor {
		return &s.actors
	}
	return &s.others
}

// column has a value for each row, as a place in values: in the narrowest of three
// lists that holds them.
type column struct {
	values []uint32 // numbers, or places in words; each once, sorted
	narrow []uint8
	middle []uint16
	wide   []uint32
}

func newColumn(values, codes []uint32) column {
	c := column{values: values}
	switch {
	case len(values) <= 1<<8:
		c.narrow = narrowed[uint8](codes)
	case len(values) <= 1<<16:
		c.middle = narrowed[uint16](codes)
	default:
		c.wide = codes
	}
	return c
}

func narrowed[T uint8 | uint16](codes []uint32) []T {
	list := make([]T, len(codes))
	for i, c := range codes {
		list[i] = T(c)
	}
	return list
}

func (c *column) at(row uint32) uint32 {
	switch {
	case c.narrow != nil:
		return uint32(c.narrow[row])
	case c.middle != nil:
		return uint32(c.middle[row])
	}
	return c.wide[row]
}

// keep leaves out of some rows those whose value is not kept.
func (c *column) keep(in rows, kept []bool) {
	switch {
	case c.narrow != nil:
		keepCodes(in, c.narrow, kept)
	case c.middle != nil:
		keepCodes(in, c.middle, kept)
	default:
		keepCodes(in, c.wide, kept)
	}
}

func keepCodes[T uint8 | uint16 | uint32](in rows, codes []T, kept []bool) {
	const most = 16 // rows of a word up to which each is looked at; all 64 cost as much, for nothing is decided
	met := make([]uint8, len(kept))
	for code, keep := range kept {
		if keep {
			met[code] = 1
		}
	}
	for i, word := range in {
		if word == 0 {
			continue
		}
		of, found := codes[i*64:min(i*64+64, len(codes))], uint64(0)
		if bits.OnesCount64(word) <= most {
			for w := word; w != 0; w &= w - 1 {
				bit := bits.TrailingZeros64(w)
				found |= uint64(met[of[bit]]) << bit
			}
		} else {
			for bit, code := range of {
				found |= uint64(met[code]) << (bit & 63)
			}
		}
		in[i] = word & found
	}
}

func (s *segment) rows() int { return len(s.numbers) }

// bytes is about what it takes.
func (s *segment) bytes() int64 {
	n := 4*len(s.numbers) + int(unsafe.Sizeof(Span{}))*len(s.spans) + 4*len(s.begins) + 8*len(s.latest) + int(unsafe.Sizeof(term{}))*len(s.terms) +
		4*(len(s.actors.offsets)+len(s.actors.links)+len(s.others.offsets)+len(s.others.links)+len(s.marks)+len(s.counts)) + len(s.posts)
	for i := range s.columns {
		c := &s.columns[i]
		n += 4*len(c.values) + len(c.narrow) + 2*len(c.middle) + 4*len(c.wide)
	}
	for _, d := range s.dense {
		n += 8 * len(d)
	}
	for _, terms := range s.skips {
		for _, list := range terms {
			n += 8 * len(list)
		}
	}
	for _, d := range s.long {
		n += 8 * len(d)
	}
	for _, w := range s.words {
		n += len(w) + 16
	}
	return int64(n)
}

// value is what the place or number of a field's value stands for.
func (s *segment) value(f Field, v uint32) Value {
	if f.worded() {
		return Value{Word: s.words[v]}
	}
	return Value{Number: v}
}

// find is how the segment writes a value of a field, and whether it may hold it.
func (s *segment) find(f Field, v Value) (uint32, bool) {
	if !f.worded() {
		return v.Number, true
	}
	i := sort.SearchStrings(s.words, v.Word)
	return uint32(i), i < len(s.words) && s.words[i] == v.Word
}

// fieldTerms are the places of the terms of a field.
func (s *segment) fieldTerms(f Field) (from, to int) {
	from = sort.Search(len(s.terms), func(i int) bool { return s.terms[i].field >= f })
	return from, sort.Search(len(s.terms), func(i int) bool { return s.terms[i].field > f })
}

// valueTerms are the places of the terms of a value.
func (s *segment) valueTerms(f Field, value uint32) (from, to int) {
	from = sort.Search(len(s.terms), func(i int) bool {
		t := s.terms[i]
		return t.field > f || t.field == f && t.value >= value
	})
	to = from
	for to < len(s.terms) && s.terms[to].field == f && s.terms[to].value == value {
		to++
	}
	return from, to
}

// post adds the rows of a term to others.
func (s *segment) post(t int, to rows) {
	if d := s.dense[uint32(t)]; d != nil {
		to.or(d)
		return
	}
	s.decode(skip{at: s.marks[t]}, s.marks[t+1], to.set)
}

// decode calls fn with the rows of a term from a place on, up to the end of its rows, until it returns false.
func (s *segment) decode(from skip, end uint32, fn func(row uint32)) {
	row := uint64(from.last)
	for list := s.posts[from.at:end]; len(list) > 0; {
		gap, n := uint64(list[0]), 1
		if gap >= 0x80 {
			gap, n = binary.Uvarint(list)
		}
		row, list = row+gap, list[n:]
		fn(uint32(row))
	}
}

// spanOf is the place of the span of a row, at or after the place of another.
func (s *segment) spanOf(row uint32, from int) int {
	// Mostly it is this one or the next; else the step is doubled until it is passed.
	step := 1
	for from+step < len(s.spans) && s.begins[from+step] <= row {
		from += step
		step *= 2
	}
	end := min(from+step, len(s.spans))
	return from + sort.Search(end-from, func(i int) bool { return s.begins[from+i+1] > row })
}
