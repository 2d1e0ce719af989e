package convert

import (
	"hash/maphash"
	"strings"
)

// versions remembers which events a file has had and in which version, in memory
// bounded as that of knownIDs is.
type versions struct {
	seed        maphash.Seed
	now, before map[uint64]seenVersion
	older       int // rows that were older than what the file had before them
}

// seenVersion is the newest row of an event.
type seenVersion struct {
	line    int
	version int64
	says    uint64
}

// How a row stands to an earlier one of the same event.
type standing int

const (
	newer standing = iota // or the first, or it says the same
	older
	other // neither is newer, and they say different things
)

// add notes the row of an event, and tells how it stands to the one before, at which
// line.
func (v *versions) add(id string, row *namedRow, version int64) (line int, how standing) {
	if v.now == nil {
		v.seed, v.now = maphash.MakeSeed(), map[uint64]seenVersion{}
	}
	key := maphash.String(v.seed, id)
	this := seenVersion{row.line, version, maphash.String(v.seed, strings.Join(row.cells, "\x00"))}
	seen, known := v.now[key]
	if !known {
		seen, known = v.before[key]
	}
	switch {
	case known && version < seen.version:
		v.older++
		return seen.line, older
	case known && version == seen.version:
		if this.says != seen.says {
			return seen.line, other
		}
		return seen.line, newer
	}
	if len(v.now) >= rememberedIDs {
		v.now, v.before = map[uint64]seenVersion{}, v.now
	}
	v.now[key] = this
	return seen.line, newer
}
