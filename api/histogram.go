package api

import (
	"bytes"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func histogramView() view[timeline.HistogramQuery, store.Histogram] {
	return view[timeline.HistogramQuery, store.Histogram]{
		name:  "histogram",
		parse: timeline.ParseHistogramQuery,
		find:  (*store.View).Histogram,
		formats: []format[store.Histogram]{
			{name: "json", media: "application/json", write: writeHistogramJSON},
			{name: "csv", media: "text/csv; charset=utf-8", extension: "csv", write: writeHistogramCSV},
		},
		parameters: timeline.AggregateParameters()["histogram"],
	}
}

// getHistogram serves GET /v1/events/histogram.
func (s *server) getHistogram(c *gin.Context) error {
	return show(s, c, histogramView(), "/v1/events/histogram", asAsked[timeline.HistogramQuery])
}

// bucket is one bar of a histogram.
type bucket struct {
	Start    string                     `json:"start"`
	End      string                     `json:"end"` // exclusive
	Certain  int                        `json:"certain"`
	Possible int                        `json:"possible"`
	Estimate float64                    `json:"estimate"`
	By       map[string]timeline.Counts `json:"by,omitempty"` // only values that the bucket has
}

// histogram is the answer as JSON.
type histogram struct {
	Data     []bucket `json:"data"`
	Interval string   `json:"interval"` // of timeline.Intervals
	Earliest *string  `json:"earliest"`
	Latest   *string  `json:"latest"` // exclusive
	Undated  int      `json:"undated"`
	Outside  int      `json:"outside"`
}

func writeHistogramJSON(w *bytes.Buffer, h store.Histogram) error {
	answer := histogram{Data: make([]bucket, len(h.Counts)), Interval: h.Buckets.Interval(), Undated: h.Undated, Outside: h.Outside}
	if h.Ends.Earliest < h.Ends.Latest {
		answer.Earliest, answer.Latest = new(h.Zone.Format(h.Ends.Earliest)), new(h.Zone.Format(h.Ends.Latest))
	}
	for i, n := range h.Counts {
		span := h.Buckets.Bounds(i)
		b := bucket{h.Zone.Format(span.Earliest), h.Zone.Format(span.Latest), n.Certain, n.Possible, rounded(n.Estimate), nil}
		for value, counts := range h.By {
			if n := counts[i]; n.Possible > 0 {
				if b.By == nil {
					b.By = map[string]timeline.Counts{}
				}
				n.Estimate = rounded(n.Estimate)
				b.By[value] = n
			}
		}
		answer.Data[i] = b
	}
	return httpserver.WriteJSON(w, answer)
}

// rounded drops what is left of sums of fractions.
func rounded(f float64) float64 { return math.Round(f*1e9) / 1e9 }

// writeHistogramCSV writes a row for each bucket or, where the histogram is parted
// by a facet, one for each value that a bucket has.
func writeHistogramCSV(w *bytes.Buffer, h store.Histogram) error {
	rows := [][]string{{"start", "end", "value", "certain", "possible", "estimate"}}
	row := func(span edtf.Interval, value string, n timeline.Counts) {
		rows = append(rows, []string{h.Zone.Format(span.Earliest), h.Zone.Format(span.Latest), value,
			strconv.Itoa(n.Certain), strconv.Itoa(n.Possible), strconv.FormatFloat(rounded(n.Estimate), 'f', -1, 64)})
	}
	values := slices.Sorted(maps.Keys(h.By))
	for i, n := range h.Counts {
		span := h.Buckets.Bounds(i)
		if h.By == nil {
			row(span, "", n)
		}
		for _, v := range values {
			if n := h.By[v][i]; n.Possible > 0 {
				row(span, v, n)
			}
		}
	}
	// What is no date is a number, or an id or word, none of which a minus begins.
	return convert.WriteTable(w, rows, func(row []string, _ int) bool { return row[0] != "start" })
}
