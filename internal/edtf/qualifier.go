package edtf

// qualifier is what ?, ~ or % says about a component: the bits of its two
// independent meanings.
type qualifier uint8

const (
	uncertain   qualifier = 1 << iota // the source is doubted
	approximate                       // the value is near, not exact
)

// qualifierOf returns 0 for a byte that is no qualifier.
func qualifierOf(c byte) qualifier {
	switch c {
	case '?':
		return uncertain
	case '~':
		return approximate
	case '%':
		return uncertain | approximate
	}
	return 0
}

func (q qualifier) append(dst []byte) []byte {
	if q == 0 {
		return dst
	}
	return append(dst, " ?~%"[q])
}

// qualifiers holds what is said of year, month and day, in this order.
type qualifiers struct {
	of [3]qualifier

	// parted says that some qualifier is not one at the very end: the latter is
	// level 1, any other level 2.
	parted bool
}

// before notes a qualifier to the left of component n, which it alone concerns.
func (q *qualifiers) before(n int, v qualifier) {
	q.of[n] |= v
	q.parted = true
}

// after notes a qualifier to the right of component n, which concerns all up
// to there.
func (q *qualifiers) after(n int, v qualifier) {
	for i := range n + 1 {
		q.of[i] |= v
	}
}

func (q *qualifiers) all() qualifier { return q.of[0] | q.of[1] | q.of[2] }

// head counts the leading components, of n, that are qualified alike.
func (q *qualifiers) head(n int) int {
	if q.of[0] == 0 {
		return 0
	}
	k := 1
	for k < n && q.of[k] == q.of[0] {
		k++
	}
	return k
}
