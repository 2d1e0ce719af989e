package convert

import "hash/maphash"

// knownIDs remembers which ids a file has had and at which line, in bounded
// memory: at least the last rememberedIDs of them, and at most twice as many. An id
// that comes back after more than that is taken for a new one.
//
// It keeps a number of 64 bits for each, seeded anew for every file: that two ids
// of a file meet is less likely than that the machine reads one of them wrong.
type knownIDs struct {
	seed        maphash.Seed
	now, before map[uint64]int // by the number of an id, the line of the first
}

// rememberedIDs takes some 20 MB at most, with those before.
const rememberedIDs = 1 << 19

// add notes an id of a resource. Where it is known, it tells the line of the first.
func (k *knownIDs) add(resource, id string, line int) (first int, known bool) {
	if id == "" {
		return 0, false // one is yet to be made
	}
	if k.now == nil {
		k.seed, k.now = maphash.MakeSeed(), map[uint64]int{}
	}
	n := maphash.String(k.seed, resource+" "+id)
	if first, known = k.now[n]; known {
		return first, true
	}
	if first, known = k.before[n]; known {
		return first, true
	}
	if len(k.now) == rememberedIDs {
		k.now, k.before = map[uint64]int{}, k.now
	}
	k.now[n] = line
	return 0, false
}
