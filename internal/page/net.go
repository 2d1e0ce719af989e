package page

import "fmt"

// Node is an actor of the network.
type Node struct {
	ID, Name string
	Href     string
	Events   int
	On       bool // asked for
	Y, R     string
}

// Edge is two actors that appear together.
type Edge struct {
	From, To int // positions among the nodes
	Events   int
	Href     string // both of them asked for
	Path     string
	Width    string
	Strong   bool
}

// Network is who appears with whom.
type Network struct {
	Nodes  []Node
	Edges  []Edge
	Height int
}

const (
	nodePitch = 26
	netX      = 140
)

// newNetwork lays the nodes under each other, and joins them by arcs.
func newNetwork(nodes []Node, edges []Edge) *Network {
	if len(nodes) < 2 || len(edges) == 0 {
		return nil
	}
	n := &Network{Nodes: nodes, Edges: edges, Height: len(nodes) * nodePitch}
	most := 1
	for _, node := range nodes {
		most = max(most, node.Events)
	}
	y := func(i int) float64 { return float64(i*nodePitch) + nodePitch/2 }
	for i := range n.Nodes {
		n.Nodes[i].Y = num(y(i))
		n.Nodes[i].R = num(rounded1(3.5 + 4.5*float64(n.Nodes[i].Events)/float64(most)))
	}
	heaviest := 1
	for _, e := range edges {
		heaviest = max(heaviest, e.Events)
	}
	for i := range n.Edges {
		e := &n.Edges[i]
		from, to := y(min(e.From, e.To)), y(max(e.From, e.To))
		ry := (to - from) / 2
		rx := min(netX-8, 18+ry*.95)
		e.Path = fmt.Sprintf("M%d %s A%s %s 0 0 0 %d %s", netX, num(from), num(rounded1(rx)), num(ry), netX, num(to))
		e.Strong = e.Events > 1
		e.Width = num(rounded1(1 + 4.8*float64(e.Events-1)/float64(max(1, heaviest-1))))
	}
	return n
}
