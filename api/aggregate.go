package api

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// aggregate are cells with the question that they answer, which names their columns.
type aggregate struct {
	timeline.AggregateQuery
	store.Aggregation
}

func aggregateView() view[timeline.AggregateQuery, aggregate] {
	return view[timeline.AggregateQuery, aggregate]{
		name:  "aggregate",
		parse: timeline.ParseAggregateQuery,
		find: func(v *store.View, q timeline.AggregateQuery) (aggregate, error) {
			cells, err := v.Cells(q)
			return aggregate{q, cells}, err
		},
		formats: []format[aggregate]{
			{name: "json", media: "application/json", write: writeAggregateJSON},
			{name: "csv", media: "text/csv; charset=utf-8", extension: "csv", write: writeAggregateCSV},
			{name: "ndjson", media: "application/x-ndjson", extension: "ndjson", write: writeAggregateLines},
			{name: "parquet", media: "application/vnd.apache.parquet", extension: "parquet", write: writeAggregateParquet},
		},
		parameters: timeline.AggregateParameters()["aggregate"],
	}
}

// getAggregate serves GET /v1/events/aggregate.
func (s *server) getAggregate(c *gin.Context) error {
	return show(s, c, aggregateView(), "/v1/events/aggregate", asAsked[timeline.AggregateQuery])
}

// aggregated is the answer as JSON, after its rows.
type aggregated struct {
	Group    []string `json:"group"`
	Measure  []string `json:"measure"`
	Interval string   `json:"interval,omitempty"` // of timeline.Intervals; this and the next where a group is one
	Undated  *int     `json:"undated,omitempty"`
	Outside  *int     `json:"outside,omitempty"`
}

func writeAggregateJSON(w *bytes.Buffer, a aggregate) error {
	answer := aggregated{Group: a.Group, Interval: a.Aggregation.Interval}
	for _, m := range a.Measure {
		answer.Measure = append(answer.Measure, m.String())
	}
	if a.Aggregation.Interval != "" {
		answer.Undated, answer.Outside = &a.Undated, &a.Outside
	}
	return writeData(w, answer, func() error {
		between := ""
		return a.eachObject(func(row []byte) {
			w.WriteString(between)
			w.Write(row)
			between = ","
		})
	})
}

// writeData writes an object whose member data is a list that rows writes the items of,
// before the members of what is around it, of which there are some.
func writeData(w *bytes.Buffer, around any, rows func() error) error {
	w.WriteString(`{"data":[`)
	if err := rows(); err != nil {
		return err
	}
	w.WriteString("],")
	var rest bytes.Buffer
	err := httpserver.WriteJSON(&rest, around)
	w.Write(bytes.TrimPrefix(rest.Bytes(), []byte("{")))
	return err
}

func writeAggregateLines(w *bytes.Buffer, a aggregate) error {
	return a.eachObject(func(row []byte) {
		w.Write(row)
		w.WriteByte('\n')
	})
}

// eachObject calls fn with each row as JSON, its members in the order of the columns. The
// row is good until fn returns.
func (a aggregate) eachObject(fn func(row []byte)) (err error) {
	columns := a.columns()
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = "," + strconv.Quote(c.Name) + ":" // letters of slugs and words of ours, which JSON spells alike
	}
	var row []byte
	for i := range a.Cells {
		row = row[:0]
		for at, cell := range a.row(&a.Cells[i], a.writtenStart) {
			row = append(row, names[at]...)
			if row, err = httpserver.AppendJSON(row, cell); err != nil {
				return err
			}
		}
		row[0] = '{'
		row = append(row, '}')
		fn(row)
	}
	return nil
}

func writeAggregateCSV(w *bytes.Buffer, a aggregate) error {
	columns := a.columns()
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.Name
	}
	rows := [][]string{header}
	for i := range a.Cells {
		var row []string
		for _, cell := range a.row(&a.Cells[i], a.writtenDay) {
			row = append(row, cellText(cell))
		}
		rows = append(rows, row)
	}
	// What is no label is a date, a number, or an id or word, none of which a minus begins.
	return convert.WriteTable(w, rows, func(_ []string, column int) bool { return !strings.HasSuffix(header[column], "_label") })
}

func cellText(cell any) string {
	switch v := cell.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// writeAggregateParquet writes the start of an interval as an instant, and as seconds
// from 1970, which reach as far as dates do.
func writeAggregateParquet(w *bytes.Buffer, a aggregate) error {
	columns := a.columns()
	rows := make([][]any, len(a.Cells))
	at := slices.IndexFunc(columns, func(c convert.FlatColumn) bool { return c.Name == a.AggregateQuery.Interval() })
	if at >= 0 {
		columns[at].Kind = convert.FlatTime
		columns = slices.Insert(columns, at+1, convert.FlatColumn{Name: columns[at].Name + "_seconds", Kind: convert.FlatCount})
	}
	for i := range a.Cells {
		row := a.row(&a.Cells[i], func(int64) any { return nil })
		if at >= 0 {
			row = slices.Insert(row, at+1, any(nil))
			if start := a.Cells[i].Start; start != nil {
				sec := a.Zone.Instant(*start)
				row[at], row[at+1] = instant(sec), sec
			}
		}
		rows[i] = row
	}
	return convert.WriteFlatParquet(w, columns, rows)
}

// instant is nil outside of the years that readers of Parquet can hold.
func instant(sec int64) any {
	if year := edtf.CivilFromSeconds(sec).Year; year < 1 || year > 9999 {
		return nil
	}
	return time.Unix(sec, 0)
}

// columns are those of each row.
func (a aggregate) columns() []convert.FlatColumn {
	var list []convert.FlatColumn
	for _, group := range a.Group {
		list = append(list, convert.FlatColumn{Name: group})
		switch {
		case group == timeline.AutoInterval:
			list = append(list, convert.FlatColumn{Name: "interval", Required: true})
		case group != a.AggregateQuery.Interval():
			list = append(list, convert.FlatColumn{Name: group + "_label"})
		}
	}
	if a.Other {
		list = append(list, convert.FlatColumn{Name: "rest", Kind: convert.FlatFlag, Required: true})
	}
	for _, m := range a.Measure {
		c := convert.FlatColumn{Name: m.Column(), Kind: convert.FlatNumber}
		if m.Figure == "" && m.Kind != "estimate" {
			c.Kind, c.Required = convert.FlatCount, m.Kind == "count"
		}
		list = append(list, c)
	}
	return list
}

// row is a cell in columns; nil stands for null.
func (a aggregate) row(cell *store.Cell, start func(reading int64) any) []any {
	var row []any
	rest, values := false, cell.Values
	for _, group := range a.Group {
		if group == a.AggregateQuery.Interval() {
			var at any
			if cell.Start != nil {
				at = start(*cell.Start)
			}
			row = append(row, at)
			if group == timeline.AutoInterval {
				row = append(row, a.Aggregation.Interval)
			}
			continue
		}
		if value := values[0]; value != nil {
			row = append(row, value.Value, value.Label)
		} else {
			row, rest = append(row, nil, nil), true
		}
		values = values[1:]
	}
	if a.Other {
		row = append(row, rest)
	}
	for i, m := range a.Measure {
		switch n := cell.Measures[i]; {
		case n == nil:
			row = append(row, nil)
		case m.Figure == "" && m.Kind != "estimate":
			row = append(row, int64(*n))
		default:
			row = append(row, *n)
		}
	}
	return row
}

// writtenStart is the start of an interval as the histogram writes it.
func (a aggregate) writtenStart(reading int64) any { return a.Zone.Format(reading) }

// writtenDay is the start of an interval as a calendar day, which spreadsheets take for a
// date as they take no instant; of an hour it is the instant.
func (a aggregate) writtenDay(reading int64) any {
	text := a.Zone.Format(reading)
	if a.Aggregation.Interval == "hour" {
		return text
	}
	day, _, _ := strings.Cut(text, "T")
	return day
}
