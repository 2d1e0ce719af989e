package convert

import (
	"io"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// parquetWriter writes rows to a file, whole or some of their columns.
type parquetWriter[R any] interface {
	Write(rows []R) (int, error)
	Flush() error
	Close() error
}

// parquetWriterOf is a writer of all columns, or of those of some fields of T.
func parquetWriterOf[T any, R parquetRow](w io.Writer, about About) (parquetWriter[R], error) {
	options := parquetOptions(about)
	if about.Options.Fields == nil {
		return parquet.NewGenericWriter[R](w, options...), nil
	}
	whole := parquet.SchemaOf(new(R))
	columns := chosen[T](whole.Fields(), parquet.Field.Name, about.Options.Fields)
	some := parquet.NewSchema(whole.Name(), parquetColumns{parquet.Group{}, columns})
	convert, err := parquet.Convert(some, whole)
	if err != nil {
		return nil, err
	}
	return &parquetPart[R]{parquet.NewWriter(w, append(options, some)...), whole, convert, nil}, nil
}

// parquetColumns are columns in the order asked for: those of a Group are sorted.
type parquetColumns struct {
	parquet.Group
	columns []parquet.Field
}

func (c parquetColumns) Fields() []parquet.Field { return slices.Clone(c.columns) }

// parquetPart writes some columns of rows.
type parquetPart[R any] struct {
	*parquet.Writer
	whole   *parquet.Schema
	convert parquet.Conversion
	rows    []parquet.Row
}

func (p *parquetPart[R]) Write(rows []R) (int, error) {
	p.rows = p.rows[:0]
	for i := range rows {
		p.rows = append(p.rows, p.whole.Deconstruct(nil, &rows[i]))
	}
	if n, err := p.convert.Convert(p.rows); err != nil {
		return n, err
	}
	return p.WriteRows(p.rows)
}
