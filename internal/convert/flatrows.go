package convert

import (
	"io"
	"time"

	"github.com/parquet-go/parquet-go"
)

// FlatKind is what the cells of a column of a flat table hold, each of which may be
// nil.
type FlatKind int

// The kinds of columns, and the Go type of their cells.
const (
	FlatText   FlatKind = iota // string
	FlatCount                  // int64
	FlatNumber                 // float64
	FlatFlag                   // bool
	FlatTime                   // time.Time, with microseconds
)

// FlatColumn is a column of a flat table. One that is required has no nil.
type FlatColumn struct {
	Name     string
	Kind     FlatKind
	Required bool
}

// WriteFlatParquet writes rows without lists or structures as Apache Parquet.
func WriteFlatParquet(w io.Writer, columns []FlatColumn, rows [][]any) error {
	group, fields := parquet.Group{}, make([]parquet.Field, len(columns))
	for _, c := range columns {
		group[c.Name] = c.node()
	}
	for _, f := range group.Fields() {
		for i, c := range columns {
			if c.Name == f.Name() {
				fields[i] = f
			}
		}
	}
	out := parquet.NewWriter(w, append(parquetOptions(About{}), parquet.NewSchema("row", parquetColumns{group, fields}))...)
	for _, row := range rows {
		cells := make(parquet.Row, len(columns))
		for i, c := range columns {
			cells[i] = c.value(row[i]).Level(0, c.level(row[i]), i)
		}
		if _, err := out.WriteRows([]parquet.Row{cells}); err != nil {
			return err
		}
	}
	return out.Close()
}

func (c FlatColumn) node() parquet.Node {
	node := map[FlatKind]parquet.Node{
		FlatText: parquet.Encoded(parquet.String(), &parquet.RLEDictionary), FlatCount: parquet.Int(64), FlatNumber: parquet.Leaf(parquet.DoubleType),
		FlatFlag: parquet.Leaf(parquet.BooleanType), FlatTime: parquet.Timestamp(parquet.Microsecond),
	}[c.Kind]
	if !c.Required {
		return parquet.Optional(node)
	}
	return node
}

// level is the definition level of a cell: 1 where a column may have none and this
// one does.
func (c FlatColumn) level(cell any) int {
	if c.Required || cell == nil {
		return 0
	}
	return 1
}

func (c FlatColumn) value(cell any) parquet.Value {
	if at, ok := cell.(time.Time); ok {
		cell = at.UnixMicro()
	}
	return parquet.ValueOf(cell)
}
