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

// facets are counts by facet, in the order asked for.
type facets struct {
	by     []string
	counts map[string][]store.FacetValue
}

func facetView() view[timeline.FacetQuery, facets] {
	return view[timeline.FacetQuery, facets]{
		name:  "facets",
		parse: timeline.ParseFacetQuery,
		find: func(v *store.View, q timeline.FacetQuery) (facets, error) {
			counts, err := v.Facets(q)
			return facets{q.By, counts}, err
		},
		formats: []format[facets]{
			{name: "json", media: "application/json", write: writeFacetsJSON},
			{name: "csv", media: "text/csv; charset=utf-8", extension: "csv", write: writeFacetsCSV},
		},
		parameters: timeline.AggregateParameters()["facets"],
	}
}

// getFacets serves GET /v1/events/facets.
func (s *server) getFacets(c *gin.Context) error {
	return show(s, c, facetView(), "/v1/events/facets", asAsked[timeline.FacetQuery])
}

func quoteFacetView() view[timeline.QuoteFacetQuery, facets] {
	return view[timeline.QuoteFacetQuery, facets]{
		name:  "quote-facets",
		parse: timeline.ParseQuoteFacetQuery,
		find: func(v *store.View, q timeline.QuoteFacetQuery) (facets, error) {
			counts, err := v.QuoteFacets(q)
			return facets{q.By, counts}, err
		},
		formats:    facetView().formats,
		parameters: timeline.QuoteFacetParameters(),
	}
}

// getQuoteFacets serves GET /v1/quotes/facets.
func (s *server) getQuoteFacets(c *gin.Context) error {
	return show(s, c, quoteFacetView(), "/v1/quotes/facets", asAsked[timeline.QuoteFacetQuery])
}

// facetValue is one count. Value is null for what has no value of the facet.
type facetValue struct {
	Value *string `json:"value"`
	Label string  `json:"label"`
	Count int     `json:"count"`
}

func writeFacetsJSON(w *bytes.Buffer, f facets) error {
	data := map[string][]facetValue{}
	for _, by := range f.by {
		list := make([]facetValue, len(f.counts[by]))
		for i, v := range f.counts[by] {
			list[i] = facetValue{Label: v.Label, Count: v.Count}
			if v.Value != "" {
				list[i].Value = &v.Value
			}
		}
		data[by] = list
	}
	return httpserver.WriteJSON(w, map[string]any{"data": data})
}

func writeFacetsCSV(w *bytes.Buffer, f facets) error {
	rows := [][]string{{"facet", "value", "label", "count"}}
	for _, by := range f.by {
		for _, v := range f.counts[by] {
			rows = append(rows, []string{by, v.Value, v.Label, strconv.Itoa(v.Count)})
		}
	}
	return convert.WriteTable(w, rows, func(row []string, _ int) bool { return row[0] == "year" }) // -0043 is a year
}
