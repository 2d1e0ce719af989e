package api

import (
	"bytes"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func networkView() view[timeline.NetworkQuery, store.Network] {
	return view[timeline.NetworkQuery, store.Network]{
		name:  "network",
		parse: timeline.ParseNetworkQuery,
		find:  (*store.View).Network,
		formats: []format[store.Network]{
			{name: "json", media: "application/json", write: writeNetworkJSON},
			{name: "csv", media: "text/csv; charset=utf-8", extension: "csv", write: writeNetworkCSV},
		},
		parameters: timeline.AggregateParameters()["network"],
	}
}

// getNetwork serves GET /v1/events/network.
func (s *server) getNetwork(c *gin.Context) error {
	return show(s, c, networkView(), "/v1/events/network", asAsked[timeline.NetworkQuery])
}

// getActorNetwork serves GET /v1/actors/{id}/network: the network of the
// events that an actor took part in.
func (s *server) getActorNetwork(c *gin.Context) error {
	id := c.Param("id")
	if !timeline.IsSlug(id) {
		return actors().missing(id)
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	led := false
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		if _, err := v.Record("actor", id); err != nil || c.Query(timeline.AsOfParameter) != "" {
			return err // as the filter, which follows, has it at that moment
		}
		var err error
		led, err = s.ledOn(c, v, "actor", id, actors().path(), "/network")
		return err
	})
	switch {
	case timeline.CodeOf(err) == timeline.NotFound && err != nil:
		return actors().missing(id)
	case err != nil || led:
		return httpserver.Because(ctx, err)
	}
	return show(s, c, networkView(), "/v1/actors/"+id+"/network", func(q timeline.NetworkQuery) timeline.NetworkQuery {
		q.Actor = append([]timeline.Clause{{Values: []string{id}}}, q.Actor...)
		return q
	})
}

// networkNode and networkEdge are the answer's as JSON.
type (
	networkNode struct {
		ID     string `json:"id"`
		Name   string `json:"name"`
		Kind   string `json:"kind"`
		Events int    `json:"events"`
	}
	networkEdge struct {
		Source string `json:"source"`
		Target string `json:"target"`
		Events int    `json:"events"`
	}
)

func writeNetworkJSON(w *bytes.Buffer, n store.Network) error {
	nodes, edges := make([]networkNode, len(n.Nodes)), make([]networkEdge, len(n.Edges))
	for i, node := range n.Nodes {
		nodes[i] = networkNode(node)
	}
	for i, edge := range n.Edges {
		edges[i] = networkEdge(edge)
	}
	return httpserver.WriteJSON(w, map[string]any{"data": map[string]any{"nodes": nodes, "edges": edges}})
}

// writeNetworkCSV writes the edges, as tools that draw networks read them.
func writeNetworkCSV(w *bytes.Buffer, n store.Network) error {
	rows := [][]string{{"source", "target", "events"}}
	for _, e := range n.Edges {
		rows = append(rows, []string{e.Source, e.Target, strconv.Itoa(e.Events)})
	}
	return convert.WriteTable(w, rows, nil)
}
