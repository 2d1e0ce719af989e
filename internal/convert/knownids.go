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
	now, before map[uint64]seenLine // by the number of an id, the first with it
}

// seenLine is a line by its number in the file, and by one of what it says.
type seenLine struct {
	number int
	says   uint64
}

// rememberedIDs takes some 40 MB at most, with those before.
const rememberedIDs = 1 << 19

// add notes an id of a resource. Where another line has it that says something else,
// it tells which. The same said again is no contradiction: it declares a record for
// the story that it comes after.
func (k *knownIDs) add(resource, id string, line int, text []byte) (first int, known bool) {
	if id == "" {
		return 0, false // one is yet to be made
	}
	if k.now == nil {
		k.seed, k.now = maphash.MakeSeed(), map[uint64]seenLine{}
	}
	n := maphash.String(k.seed, resource+" "+id)
	says := maphash.Bytes(k.seed, text)
	for _, part := range []map[uint64]seenLine{k.now, k.before} {
		if seen, known := part[n]; known {
			return seen.number, seen.says != says
		}
	}
	if len(k.now) == rememberedIDs {
		k.now, k.before = map[uint64]seenLine{}, k.now
	}
	k.now[n] = seenLine{line, says}
	return 0, false
}
