package store

import (
	"cmp"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// Network is who appears with whom.
type Network struct {
	Nodes []NetworkNode
	Edges []NetworkEdge
}

// NetworkNode is an actor and the number of events it took part in.
type NetworkNode struct {
	ID, Name, Kind string
	Events         int
}

// NetworkEdge is two actors and the number of events that both took part in.
// Source comes before Target by id.
type NetworkEdge struct {
	Source, Target string
	Events         int
}

// Network is the network of the events that a query asks for: the actors in
// most of them, up to its limit, and how often each two of those appear
// together.
func (v *View) Network(q timeline.NetworkQuery) (nw Network, err error) {
	err = v.aggregate(q.Query, func(c counting) error {
		nw, err = c.network(q.Limit)
		return err
	})
	return nw, err
}

func (s *selected) network(limit int) (Network, error) {
	v, sel := s.v, *s.sel
	var nodes []struct {
		N      int64
		ID     string
		Kind   string
		Doc    string
		Events int
	}
	sel.alone = true
	held := sel.linkedTo(eventActors, cond{sql: "{row}.roles <> 0"})
	err := v.raw("SELECT d.n, d.id, d.kind, d.doc, c.events FROM (SELECT h.value AS actor, count(*) AS events FROM ("+held.sql+
		") h GROUP BY h.value) c JOIN {actors} d ON d.n = c.actor AND "+v.public("d").sql+" ORDER BY c.events DESC, d.id LIMIT ?",
		append(held.args, limit)...).Scan(&nodes).Error
	var nw Network
	if err != nil || len(nodes) == 0 {
		return nw, translate(err, "count actors")
	}
	ids := map[int64]string{}
	ns := make([]int64, len(nodes))
	for i, n := range nodes {
		nw.Nodes = append(nw.Nodes, NetworkNode{n.ID, nameOf(n.Doc), n.Kind, n.Events})
		ids[n.N], ns[i] = n.ID, n.N
	}
	m := union(sel.arms(nil))
	// An event has few actors: to go through them costs less than to look up each of those shown.
	x, y := in(v.dialect.unindexed("x.actor"), ns, false), in(v.dialect.unindexed("y.actor"), ns, false)
	var edges []struct{ A, B, Events int64 }
	err = v.raw("SELECT x.actor AS a, y.actor AS b, count(*) AS events FROM ("+m.sql+") m CROSS JOIN {event_actors} x CROSS JOIN {event_actors} y"+
		" WHERE x.event = m.n AND x.roles <> 0 AND "+x.sql+" AND y.event = m.n AND y.roles <> 0 AND y.actor > x.actor AND "+y.sql+
		" GROUP BY x.actor, y.actor", slices.Concat(m.args, x.args, y.args)...).Scan(&edges).Error
	for _, e := range edges {
		nw.Edges = append(nw.Edges, newEdge(ids[e.A], ids[e.B], int(e.Events)))
	}
	sortEdges(nw.Edges)
	return nw, translate(err, "count pairs of actors")
}

func newEdge(a, b string, events int) NetworkEdge {
	return NetworkEdge{min(a, b), max(a, b), events}
}

func sortEdges(edges []NetworkEdge) {
	slices.SortFunc(edges, func(a, b NetworkEdge) int {
		return cmp.Or(b.Events-a.Events, strings.Compare(a.Source, b.Source), strings.Compare(a.Target, b.Target))
	})
}
