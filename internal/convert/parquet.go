package convert

import (
	"io"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"example.org/dateline/internal/timeline"
)

// The parquet formats are Apache Parquet, for analysis: a column for each
// field of a record, lists and structures for what it holds several of.
var (
	parquetEvents  = parquetFormat(parquetEventOf)
	parquetQuotes  = parquetFormat(parquetQuoteOf)
	parquetActors  = parquetFormat(parquetActorOf)
	parquetPlaces  = parquetFormat(parquetPlaceOf)
	parquetSources = parquetFormat(parquetSourceOf)
	parquetStories = parquetFormat(parquetStoryOf)
	parquetTopics  = parquetFormat(parquetTopicOf)
)

// A row group is held in memory until it is full: of rows or, where they are
// long, of text. Small groups cost readers time, large ones cost us memory.
const (
	parquetGroupRows  = 16_384
	parquetGroupBytes = 16 << 20
	parquetBatch      = 256 // rows handed over at a time
)

// parquetCodec keeps its encoders, which are large, from one file to the next.
var parquetCodec = &zstd.Codec{Level: zstd.SpeedDefault}

// parquetRow is a record as a row of the file.
type parquetRow interface {
	// size is about how many bytes of text the row has.
	size() int
}

// parquetFormat writes no footer after an error, and no file is read without.
func parquetFormat[T any, R parquetRow](row func(*T) R) Format[T] {
	return Format[T]{
		Name: "parquet", MediaType: "application/vnd.apache.parquet", Extension: "parquet", Whole: true, Fields: true,
		Write: func(w io.Writer, about About, records Records[T]) (Loss, error) {
			out, err := parquetWriterOf[T, R](w, about)
			if err != nil {
				return Loss{}, err
			}
			group := parquetGroup[R]{out: out}
			for r, err := range records {
				if err != nil {
					return Loss{}, err
				}
				if err := group.add(row(r)); err != nil {
					return Loss{}, err
				}
			}
			if err := group.write(); err != nil {
				return Loss{}, err
			}
			return Loss{}, out.Close()
		},
	}
}

func parquetOptions(about About) []parquet.WriterOption {
	options := []parquet.WriterOption{
		parquet.Compression(parquetCodec),
		parquet.CreatedBy("Dateline", "", ""),
		parquet.PageBufferSize(64 << 10),
	}
	for name, value := range map[string]string{"title": about.Title, "source": about.Self} {
		if value != "" {
			options = append(options, parquet.KeyValueMetadata("dateline."+name, value))
		}
	}
	if !about.Updated.IsZero() {
		options = append(options, parquet.KeyValueMetadata("dateline.updated", about.Updated.UTC().Format(time.RFC3339Nano)))
	}
	return options
}

// parquetGroup gathers rows into batches, and batches into row groups.
type parquetGroup[R parquetRow] struct {
	out   parquetWriter[R]
	batch []R
	rows  int
	bytes int
}

func (g *parquetGroup[R]) add(row R) error {
	g.batch = append(g.batch, row)
	g.rows++
	g.bytes += row.size()
	full := g.rows >= parquetGroupRows || g.bytes >= parquetGroupBytes
	if !full && len(g.batch) < parquetBatch {
		return nil
	}
	if err := g.write(); err != nil || !full {
		return err
	}
	g.rows, g.bytes = 0, 0
	return g.out.Flush()
}

func (g *parquetGroup[R]) write() error {
	_, err := g.out.Write(g.batch)
	g.batch = g.batch[:0]
	return err
}

// parquetStamp is what the server itself says of a record; null where it was
// never stored.
type parquetStamp struct {
	Revision   int    `parquet:"revision"`
	RecordedAt *int64 `parquet:"recorded_at,optional,timestamp(microsecond)"`
	UpdatedAt  *int64 `parquet:"updated_at,optional,timestamp(microsecond)"`
}

func parquetStampOf(s timeline.Stamp) parquetStamp {
	stamp := parquetStamp{Revision: s.Revision}
	if !s.RecordedAt.IsZero() {
		at := s.RecordedAt.UnixMicro()
		stamp.RecordedAt = &at
	}
	if !s.UpdatedAt.IsZero() {
		at := s.UpdatedAt.UnixMicro()
		stamp.UpdatedAt = &at
	}
	return stamp
}
