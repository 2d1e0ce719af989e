package columns

// Index holds events. It is not changed any more: whoever has one may go on asking
// it while With makes the next.
type Index struct {
	parts []part // the largest first
	bytes int64
}

// part is a segment, and which of its rows have been replaced since.
type part struct {
	*segment
	dead   rows // nil for none
	buried int  // how many these are
}

func (p part) live() int { return p.rows() - p.buried }

// Index is one of the events that were added. The builder is used up.
func (b *Builder) Index() *Index { return newIndex([]part{{segment: b.segment()}}) }

func newIndex(parts []part) *Index {
	x := &Index{parts: parts}
	for _, p := range parts {
		x.bytes += p.bytes() + int64(8*len(p.dead))
	}
	return x
}

// Bytes is about how much memory it takes.
func (x *Index) Bytes() int64 { return x.bytes }

// Len is how many events it holds.
func (x *Index) Len() int {
	n := 0
	for _, p := range x.parts {
		n += p.live()
	}
	return n
}

// With is an index without the events of some numbers, and with what a builder
// has gathered: their next state, where they are still to be found, and new ones. Of
// what it shares with x, nothing is written to.
//
// A small segment is made of what comes, and merged with those before it when it is
// not much smaller than they are: so that there are few, and each event is put into
// a new one about as often as there are doublings in the number of events.
func (x *Index) With(changed []uint32, b *Builder) *Index {
	parts := make([]part, 0, len(x.parts)+1)
	gone := numbered(changed)
	for _, p := range x.parts {
		if p = p.without(gone); p.live() > 0 {
			parts = append(parts, p)
		}
	}
	if b.Len() > 0 {
		parts = append(parts, part{segment: b.segment()})
	}
	for n := len(parts); n > 1 && parts[n-1].live()*2 > parts[n-2].live(); n = len(parts) {
		parts = append(parts[:n-2], merged(parts[n-2:]))
	}
	if len(parts) > 0 && parts[0].buried > parts[0].live()/2 {
		parts = []part{merged(parts)}
	}
	return newIndex(parts)
}

func merged(parts []part) part {
	b := &Builder{}
	for _, p := range parts {
		b.addSegment(p.segment, p.dead)
	}
	return part{segment: b.segment()}
}

// numbered is the set of some numbers.
func numbered(list []uint32) rows {
	if len(list) == 0 {
		return nil
	}
	most := uint32(0)
	for _, n := range list {
		most = max(most, n)
	}
	set := noRows(int(most) + 1)
	for _, n := range list {
		set.set(n)
	}
	return set
}

// without is the part with more dead rows: those of some numbers.
func (p part) without(gone rows) part {
	copied := false
	for row, n := range p.numbers {
		row := uint32(row)
		if int(n/64) >= len(gone) || !gone.has(n) || p.dead != nil && p.dead.has(row) {
			continue
		}
		if !copied {
			dead := noRows(p.rows())
			copy(dead, p.dead)
			p.dead, copied = dead, true
		}
		p.dead.set(row)
		p.buried++
	}
	return p
}
