package timeline

import "slices"

// NodeRoom is room for the nodes of one text at a time: whoever reads many texts, one
// after the other, uses it again. The zero value is ready for use, by one goroutine.
type NodeRoom struct {
	chunks  [][]Node
	used    int // of chunks
	members []Member
	items   []*Node
}

const (
	nodesAtOnce = 64

	// maxRoom is how many nodes, members or items a room keeps, about: a text of more has
	// room of its own.
	maxRoom = 10_000
)

// ParseJSON is the function of that name, with nodes that are valid until it is called
// again.
func (r *NodeRoom) ParseJSON(data []byte) (*Node, error) {
	if len(r.chunks) > maxRoom/nodesAtOnce || cap(r.members) > maxRoom || cap(r.items) > maxRoom {
		*r = NodeRoom{}
	}
	r.used, r.members, r.items = 0, r.members[:0], r.items[:0]
	return parseJSON(data, r)
}

// nodes are empty ones.
func (r *NodeRoom) nodes() []Node {
	if r == nil {
		return make([]Node, nodesAtOnce)
	}
	if r.used == len(r.chunks) {
		r.chunks = append(r.chunks, make([]Node, nodesAtOnce))
	} else {
		clear(r.chunks[r.used])
	}
	r.used++
	return r.chunks[r.used-1]
}

func (r *NodeRoom) copyMembers(list []Member) []Member {
	if r == nil {
		return slices.Clone(list)
	}
	return copied(&r.members, list)
}

func (r *NodeRoom) copyItems(list []*Node) []*Node {
	if r == nil {
		return slices.Clone(list)
	}
	return copied(&r.items, list)
}

// copied is a copy of a list in room, whose other copies stay where they are.
func copied[T any](room *[]T, list []T) []T {
	if cap(*room)-len(*room) < len(list) {
		*room = make([]T, 0, 2*cap(*room)+len(list))
	}
	start := len(*room)
	*room = append(*room, list...)
	return slices.Clip((*room)[start:])
}
