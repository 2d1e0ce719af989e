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

// histogram is the answer as JSON, after its buckets.
type histogram struct {
	Interval string  `json:"interval"` // of timeline.Intervals
	Earliest *string `json:"earliest"`
	Latest   *string `json:"latest"` // exclusive
	Undated  int     `json:"undated"`
	Outside  int     `json:"outside"`
}

func writeHistogramJSON(w *bytes.Buffer, h store.Histogram) error {
	answer := histogram{Interval: h.Buckets.Interval(), Undated: h.Undated, Outside: h.Outside}
	if h.Ends.Earliest < h.Ends.Latest {
		answer.Earliest, answer.Latest = new(h.Zone.Format(h.Ends.Earliest)), new(h.Zone.Format(h.Ends.Latest))
	}
	return writeData(w, answer, func() error { return writeBuckets(w, &h) })
}

// writeBuckets writes the bars of a histogram, each with those values that it has.
func writeBuckets(w *bytes.Buffer, h *store.Histogram) (err error) {
	type part struct {
		name   []byte
		counts []timeline.Counts
	}
	var parts []part
	for _, value := range slices.Sorted(maps.Keys(h.By)) {
		name, err := httpserver.AppendJSON(nil, value)
		if err != nil {
			return err
		}
		parts = append(parts, part{append(name, ':'), h.By[value]})
	}
	var b []byte
	for i, n := range h.Counts {
		span := h.Buckets.Bounds(i)
		b = append(b[:0], `{"start":"`...)
		b = append(b, h.Zone.Format(span.Earliest)...)
		b = append(b, `","end":"`...) // exclusive
		b = append(b, h.Zone.Format(span.Latest)...)
		b = append(b, `",`...)
		if b, err = appendCounts(b, n); err != nil {
			return err
		}
		by := `,"by":{`
		for _, p := range parts {
			if n := p.counts[i]; n.Possible > 0 {
				b = append(b, by...)
				b = append(b, p.name...)
				b = append(b, '{')
				if b, err = appendCounts(b, n); err != nil {
					return err
				}
				b = append(b, '}')
				by = ","
			}
		}
		if by == "," {
			b = append(b, '}')
		}
		b = append(b, '}')
		if i > 0 {
			w.WriteByte(',')
		}
		w.Write(b)
	}
	return nil
}

// appendCounts appends the members of counts.
func appendCounts(b []byte, n timeline.Counts) ([]byte, error) {
	b = strconv.AppendInt(append(b, `"certain":`...), int64(n.Certain), 10)
	b = strconv.AppendInt(append(b, `,"possible":`...), int64(n.Possible), 10)
	return httpserver.AppendJSON(append(b, `,"estimate":`...), rounded(n.Estimate))
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
