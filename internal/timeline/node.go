package timeline

import (
	"slices"
	"strconv"
	"strings"
)

// NodeKind is the JSON type of a Node.
type NodeKind int

// The JSON types.
const (
	Null NodeKind = iota
	Bool
	Number
	String
	Array
	Object
)

// String names the kind as an error message does.
func (k NodeKind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "a list", "an object"}[k]
}

// Node is a value of a JSON or YAML document together with the place where it
// was written, so that one decoder serves every input and each mistake can be
// named by line and column.
type Node struct {
	Kind         NodeKind
	Text         string   // a scalar's text: a string's content, a number or boolean as written
	Members      []Member // of an Object, in the order written
	Items        []*Node  // of an Array
	Line, Column int      // 1-based, in characters; 0 when unknown
}

// Member is a name and a value of an Object.
type Member struct {
	Name         string
	Value        *Node
	Line, Column int // of the name
}

// Nearest returns the node at a JSON Pointer, or the closest one above it that
// exists: a missing field is reported at the object that lacks it.
func (n *Node) Nearest(pointer string) *Node {
	at := n
	if pointer == "" {
		return at
	}
	for step := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		next := at.child(pointerUnescapes.Replace(step))
		if next == nil {
			return at
		}
		at = next
	}
	return at
}

func (n *Node) child(step string) *Node {
	switch n.Kind {
	case Object:
		for i := range n.Members {
			if m := &n.Members[i]; m.Name == step {
				if m.Value.Line == 0 {
					return &Node{Kind: m.Value.Kind, Line: m.Line, Column: m.Column}
				}
				return m.Value
			}
		}
	case Array:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Items) {
			return n.Items[i]
		}
	}
	return nil
}

// Has tells whether an object has a member that is not null.
func (n *Node) Has(name string) bool {
	return slices.ContainsFunc(n.Members, func(m Member) bool { return m.Name == name && m.Value.Kind != Null })
}

// Set sets a member of an object to a string.
func (n *Node) Set(name, value string) {
	n.Members = slices.DeleteFunc(n.Members, func(m Member) bool { return m.Name == name })
	n.Members = append(n.Members, Member{Name: name, Value: &Node{Kind: String, Text: value}})
}
