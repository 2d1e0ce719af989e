package columns

import (
	"encoding/binary"
	"math/bits"

	"example.org/dateline/internal/edtf"
)

// windowRows is of how many rows of a segment the links are gathered at a time for a
// page, a multiple of 64. A page has few rows of one stretch of time, whoever it is about.
var windowRows uint32 = 1 << 14

// skipTerms is of how many rows a term has marks that say where its rows in each window begin.
var skipTerms uint32 = 1 << 9

// lengths are how long spans are, in seconds, that are found apart from shorter ones: more than
// a month, and more than a year. Of what began long before a range, a page has only these.
var lengths = [...]int64{40 * 86400, 400 * 86400}

// longer tells whether a span is longer than a number of seconds.
func (s *Span) longer(seconds int64) bool {
	return s.Latest == edtf.OpenEnd || s.Earliest == edtf.OpenStart || s.Latest-s.Earliest > seconds
}

// skip is where the rows of a term that are in a window begin.
type skip struct {
	at   uint32 // the place in posts
	last uint32 // the row before, from which the first gap is counted
}

// longs says which rows of a term are meant: all, or those longer than one of the lengths.
type longs int

const anyLength = longs(len(lengths))

// skipped are the places where rows of a term begin, for each window and behind the last; of terms with many rows.
type skipped [len(lengths) + 1]map[uint32][]skip

// markWindows finds the long rows, and where the rows of terms that many have begin in each window.
func (s *segment) markWindows() {
	for i, seconds := range lengths {
		s.long[i] = noRows(s.rows())
		for at := range s.spans {
			if s.spans[at].longer(seconds) {
				s.long[i].setBetween(s.begins[at], s.begins[at+1])
			}
		}
	}
	for i := range s.skips {
		s.skips[i] = map[uint32][]skip{}
	}
	var found, long []uint32
	for t := range uint32(len(s.terms)) {
		if s.counts[t] < skipTerms || s.dense[t] != nil {
			continue
		}
		found = found[:0]
		s.decode(skip{at: s.marks[t]}, s.marks[t+1], func(row uint32) { found = append(found, row) })
		s.skips[anyLength][t] = s.skipsOf(found, s.marks[t])
		for i := range lengths {
			long = long[:0]
			for _, row := range found {
				if s.long[i].has(row) {
					long = append(long, row)
				}
			}
			s.skips[i][t] = s.skipsOf(long, uint32(len(s.posts)))
			last := uint32(0)
			for _, row := range long {
				s.posts, last = binary.AppendUvarint(s.posts, uint64(row-last)), row
			}
		}
	}
}

// skipsOf are where some rows begin in each window, and where they end, when they are written from a place on.
func (s *segment) skipsOf(list []uint32, place uint32) []skip {
	skips := make([]skip, 0, uint32(s.rows())/windowRows+2)
	at := skip{at: place}
	for _, row := range list {
		for uint32(len(skips)) <= row/windowRows {
			skips = append(skips, at)
		}
		at.at += uint32(bits.Len32((row-at.last)|1)+6) / 7 // as long as its varint
		at.last = row
	}
	for len(skips) < cap(skips) {
		skips = append(skips, at)
	}
	return skips
}
