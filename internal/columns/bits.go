package columns

import "math/bits"

// rows is a set of the rows of a segment.
type rows []uint64

func noRows(n int) rows { return make(rows, (n+63)/64) }

func allRows(n int) rows {
	r := noRows(n)
	for i := range r {
		r[i] = ^uint64(0)
	}
	if n%64 != 0 {
		r[len(r)-1] = 1<<(n%64) - 1
	}
	return r
}

func (r rows) set(i uint32)      { r[i/64] |= 1 << (i % 64) }
func (r rows) unset(i uint32)    { r[i/64] &^= 1 << (i % 64) }
func (r rows) has(i uint32) bool { return r[i/64]&(1<<(i%64)) != 0 }

func (r rows) or(s rows) {
	for i := range s {
		r[i] |= s[i]
	}
}

// and keeps what is in both, andNot what is not in the other.
func (r rows) and(s rows) {
	for i := range r {
		r[i] &= s[i]
	}
}

func (r rows) andNot(s rows) {
	for i := range s {
		r[i] &^= s[i]
	}
}

func (r rows) empty() bool {
	for _, w := range r {
		if w != 0 {
			return false
		}
	}
	return true
}

func (r rows) count() int {
	n := 0
	for _, w := range r {
		n += bits.OnesCount64(w)
	}
	return n
}

// between calls fn with each word that has rows of a half-open range, and a mask
// of those.
func (r rows) between(from, to uint32, fn func(word int, mask uint64)) {
	if from >= to {
		return
	}
	first, last := from/64, (to-1)/64
	for i := first; i <= last; i++ {
		mask := ^uint64(0)
		if i == first {
			mask &= ^uint64(0) << (from % 64)
		}
		if i == last {
			mask &= ^uint64(0) >> (63 - (to-1)%64)
		}
		fn(int(i), mask)
	}
}

// word is a word of the set, without what is not in a half-open range that has rows of
// that word.
func (r rows) word(i int, from, to uint32) uint64 {
	w := r[i]
	if i == int(from/64) {
		w &= ^uint64(0) << (from % 64)
	}
	if i == int((to-1)/64) {
		w &= ^uint64(0) >> (63 - (to-1)%64)
	}
	return w
}

func (r rows) countBetween(from, to uint32) int {
	if from < to && from/64 == (to-1)/64 { // as most spans are
		return bits.OnesCount64(r[from/64] >> (from % 64) << (63 - (to-1)%64 + from%64))
	}
	n := 0
	r.between(from, to, func(word int, mask uint64) { n += bits.OnesCount64(r[word] & mask) })
	return n
}

func (r rows) setBetween(from, to uint32) {
	r.between(from, to, func(word int, mask uint64) { r[word] |= mask })
}

func (r rows) clearBetween(from, to uint32) {
	r.between(from, to, func(word int, mask uint64) { r[word] &^= mask })
}

// each calls fn with every row, in order, until it returns false.
func (r rows) each(fn func(row uint32) bool) {
	for i, w := range r {
		for ; w != 0; w &= w - 1 {
			if !fn(uint32(i*64 + bits.TrailingZeros64(w))) {
				return
			}
		}
	}
}

// eachBetween calls fn with every row of a half-open range, in order.
func (r rows) eachBetween(from, to uint32, fn func(row uint32)) {
	r.between(from, to, func(word int, mask uint64) {
		for w := r[word] & mask; w != 0; w &= w - 1 {
			fn(uint32(word*64 + bits.TrailingZeros64(w)))
		}
	})
}

// next is the first row at or after one, and whether there is any.
func (r rows) next(from uint32) (uint32, bool) {
	for i := int(from / 64); i < len(r); i++ {
		w := r[i]
		if i == int(from/64) {
			w &= ^uint64(0) << (from % 64)
		}
		if w != 0 {
			return uint32(i*64 + bits.TrailingZeros64(w)), true
		}
	}
	return 0, false
}

// previous is the last row before one, and whether there is any.
func (r rows) previous(before uint32) (uint32, bool) {
	if before == 0 {
		return 0, false
	}
	last := before - 1
	for i := int(last / 64); i >= 0; i-- {
		w := r[i]
		if i == int(last/64) {
			w &= ^uint64(0) >> (63 - last%64)
		}
		if w != 0 {
			return uint32(i*64 + 63 - bits.LeadingZeros64(w)), true
		}
	}
	return 0, false
}
