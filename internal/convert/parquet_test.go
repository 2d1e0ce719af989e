package convert_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// The rows as another program would declare them, not as the writer does.
type (
	readDate struct {
		EDTF            *string `parquet:"edtf,optional"`
		Earliest        *int64  `parquet:"earliest,optional,timestamp(microsecond)"`
		Latest          *int64  `parquet:"latest,optional,timestamp(microsecond)"`
		EarliestSeconds *int64  `parquet:"earliest_seconds,optional"`
		LatestSeconds   *int64  `parquet:"latest_seconds,optional"`
		Precision       *string `parquet:"precision,optional"`
		Approximate     bool    `parquet:"approximate"`
		Basis           string  `parquet:"basis"`
		DateText        *string `parquet:"date_text,optional"`
		DateWords       string  `parquet:"date_words"`
	}
	readEvent struct {
		ID              string  `parquet:"id"`
		Title           string  `parquet:"title"`
		Summary         *string `parquet:"summary,optional"`
		EDTF            *string `parquet:"edtf,optional"`
		Earliest        *int64  `parquet:"earliest,optional,timestamp(microsecond)"`
		Latest          *int64  `parquet:"latest,optional,timestamp(microsecond)"`
		EarliestSeconds *int64  `parquet:"earliest_seconds,optional"`
		LatestSeconds   *int64  `parquet:"latest_seconds,optional"`
		Precision       *string `parquet:"precision,optional"`
		Approximate     bool    `parquet:"approximate"`
		Basis           string  `parquet:"basis"`
		DateText        *string `parquet:"date_text,optional"`
		DateWords       string  `parquet:"date_words"`
		Actors          []struct {
			ID   string `parquet:"id"`
			Name string `parquet:"name,optional"`
			Kind string `parquet:"kind,optional"`
			Role string `parquet:"role"`
		} `parquet:"actors,list"`
		Places []struct {
			ID  string   `parquet:"id"`
			Lat *float64 `parquet:"lat,optional"`
		} `parquet:"places,list"`
		Topics []string `parquet:"topics,list"`
		Quotes []struct {
			ID    string   `parquet:"id"`
			Text  string   `parquet:"text"`
			About []string `parquet:"about,list"`
			EDTF  *string  `parquet:"edtf,optional"`
		} `parquet:"quotes,list"`
		Figures []struct {
			Value *float64 `parquet:"value,optional"`
			Low   *float64 `parquet:"low,optional"`
		} `parquet:"figures,list"`
		Revision   int    `parquet:"revision"`
		RecordedAt *int64 `parquet:"recorded_at,optional,timestamp(microsecond)"`
	}
)

func readParquet[R any](t *testing.T, text []byte) []R {
	t.Helper()
	rows, err := parquet.Read[R](bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestParquetDates(t *testing.T) {
	t.Parallel()
	day := func(s string) *int64 {
		at, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		micros := at.UnixMicro()
		return &micros
	}
	tests := []struct {
		date             string
		earliest, latest *int64
		open             [2]bool
	}{
		{"2025-03-05", day("2025-03-05"), day("2025-03-06"), [2]bool{}},
		{"2025-03~", day("2025-03-01"), day("2025-04-01"), [2]bool{}},
		{"0001-01-01", day("0001-01-01"), day("0001-01-02"), [2]bool{}},
		{"2025-03-05/..", day("2025-03-05"), nil, [2]bool{false, true}},
		{"../2025-03-05", nil, day("2025-03-06"), [2]bool{true, false}},
		{"-0043-03-15", nil, nil, [2]bool{}},
		{"9999", day("9999-01-01"), nil, [2]bool{}},
		{"Y-13800000000", nil, nil, [2]bool{}},
		{"", nil, nil, [2]bool{true, true}},
	}
	var list []timeline.Event
	for _, tt := range tests {
		list = append(list, anEvent("a", tt.date))
	}
	text, loss := written(t, named(t, convert.OutsideEvents, "parquet"), onServer, list...)
	if loss != (convert.Loss{}) {
		t.Errorf("loss %+v", loss)
	}
	for i, row := range readParquet[readEvent](t, text) {
		tt := tests[i]
		if !reflect.DeepEqual(row.Earliest, tt.earliest) || !reflect.DeepEqual(row.Latest, tt.latest) {
			t.Errorf("%s: from %v to %v", tt.date, row.Earliest, row.Latest)
		}
		span := list[i].Date.Interval()
		if (row.EarliestSeconds == nil) != tt.open[0] || (row.LatestSeconds == nil) != tt.open[1] ||
			!tt.open[0] && *row.EarliestSeconds != span.Earliest || !tt.open[1] && *row.LatestSeconds != span.Latest {
			t.Errorf("%s: seconds %v to %v", tt.date, row.EarliestSeconds, row.LatestSeconds)
		}
		if (row.EDTF == nil) != (tt.date == "") || row.EDTF != nil && *row.EDTF != list[i].Date.EDTF.String() || row.DateWords != convert.DateWords(list[i].Date) {
			t.Errorf("%s: %+v", tt.date, row)
		}
	}
}

func TestParquetEvent(t *testing.T) {
	t.Parallel()
	bare := timeline.Event{ID: "bare", Title: "Bare", Type: "other", Date: timeline.Date{Basis: "unknown"}}
	text, _ := written(t, named(t, convert.OutsideEvents, "parquet"), onServer, anEvent("a", "2025-03-05"), bare)
	rows := readParquet[readEvent](t, text)
	r := rows[0]
	if r.ID != "a" || *r.Summary != "Two people spoke." || len(r.Actors) != 2 || r.Actors[0].Name != "Mike Waltz" || r.Actors[1].Role != "target" ||
		*r.Places[0].Lat != 38.8977 || strings.Join(r.Topics, " ") != "peace-talks aid" || r.Quotes[0].About[0] != "ukraine" || *r.Quotes[0].EDTF != "2025-03-06" ||
		*r.Figures[0].Value != 3 || r.Figures[0].Low != nil || r.Revision != 1 || *r.RecordedAt != recorded.UnixMicro() {
		t.Errorf("%+v", r)
	}
	if r := rows[1]; r.Summary != nil || len(r.Actors)+len(r.Quotes)+len(r.Topics) > 0 || r.RecordedAt != nil {
		t.Errorf("%+v", r)
	}

	file, err := parquet.OpenFile(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	if title, _ := file.Lookup("dateline.title"); title != onServer.Title {
		t.Errorf("title %q", title)
	}
	schema := file.Schema().String()
	for _, want := range []string{
		"optional int64 earliest (TIMESTAMP(isAdjustedToUTC=true,unit=MICROS))", "optional int64 earliest_seconds", "required group actors (LIST)", "optional binary edtf (STRING)",
	} {
		if !strings.Contains(schema, want) {
			t.Errorf("the schema lacks %q:\n%s", want, schema)
		}
	}
	for _, column := range file.Metadata().RowGroups[0].Columns {
		if column.MetaData.Codec.String() != "ZSTD" {
			t.Errorf("%v is %v", column.MetaData.PathInSchema, column.MetaData.Codec)
		}
	}
}

func TestParquetRecords(t *testing.T) {
	t.Parallel()
	doc := bundledDocument(t)
	published := timeline.Date{EDTF: edtf.MustParse("2025-03"), Basis: "stated"}
	doc.Sources[0].Published = &published
	doc.Sources = append(doc.Sources, timeline.Source{ID: "bare", Title: "Bare"})
	text, _ := written(t, named(t, convert.OutsideSources, "parquet"), onServer, doc.Sources...)
	sources := readParquet[struct {
		ID        string    `parquet:"id"`
		Published *readDate `parquet:"published,optional"`
		Length    *int      `parquet:"length,optional"`
		Notes     []struct {
			Text string `parquet:"text"`
		} `parquet:"notes,list"`
	}](t, text)
	if s := sources[0]; *s.Published.EDTF != "2025-03" || *s.Length != doc.Sources[0].Length || len(s.Notes) != len(doc.Sources[0].Notes) || sources[1].Published != nil || sources[1].Length != nil {
		t.Errorf("%+v", sources)
	}

	text, _ = written(t, named(t, convert.OutsideActors, "parquet"), onServer, doc.Actors...)
	actors := readParquet[struct {
		ID      string   `parquet:"id"`
		Aliases []string `parquet:"aliases,list"`
		Offices []struct {
			Title string `parquet:"title"`
		} `parquet:"offices,list"`
	}](t, text)
	for i, a := range actors {
		if a.ID != doc.Actors[i].ID || fmt.Sprint(a.Aliases) != fmt.Sprint(doc.Actors[i].Aliases) || len(a.Offices) != len(doc.Actors[i].Offices) {
			t.Errorf("%+v, want %+v", a, doc.Actors[i])
		}
	}

	text, _ = written(t, named(t, convert.OutsidePlaces, "parquet"), onServer, doc.Places...)
	places := readParquet[struct {
		ID     string   `parquet:"id"`
		Lon    *float64 `parquet:"lon,optional"`
		Parent *string  `parquet:"parent,optional"`
	}](t, text)
	for i, p := range places {
		if want := doc.Places[i]; p.ID != want.ID || !reflect.DeepEqual(p.Lon, want.Lon) || (p.Parent == nil) != (want.Parent == "") {
			t.Errorf("%+v, want %+v", p, want)
		}
	}

	quote := anEvent("a", "").Quotes[0]
	text, _ = written(t, named(t, convert.OutsideQuotes, "parquet"), onServer, quote)
	quotes := readParquet[struct {
		Speaker string  `parquet:"speaker"`
		EDTF    *string `parquet:"edtf,optional"`
	}](t, text)
	if q := quotes[0]; q.Speaker != "mike-waltz" || *q.EDTF != "2025-03-06" {
		t.Errorf("%+v", q)
	}
}

// TestParquetNulls: what is empty is null in each column, whatever stands in
// the rows around it. The library gets this wrong for optional strings.
func TestParquetNulls(t *testing.T) {
	t.Parallel()
	for _, seed := range []uint64{1, 2, 3} {
		g := generator{rand.New(rand.NewPCG(seed, 4))}
		var list []timeline.Event
		for len(list) < 300 {
			e := anEvent("a", "")
			e.Date = g.date()
			e.Summary = g.maybe("x")
			list = append(list, e)
		}
		text, _ := written(t, named(t, convert.OutsideEvents, "parquet"), onServer, list...)
		for i, row := range readParquet[readEvent](t, text) {
			d, span := list[i].Date, list[i].Date.Interval()
			if (row.Summary == nil) != (list[i].Summary == "") || (row.DateText == nil) != (d.Text == "") || (row.EDTF == nil) != d.EDTF.IsZero() ||
				(row.EarliestSeconds == nil) != (span.Earliest == edtf.OpenStart) || (row.LatestSeconds == nil) != (span.Latest == edtf.OpenEnd) {
				t.Fatalf("row %d is %+v, of %+v", i, row, list[i])
			}
		}
	}
}

// TestParquetStreams: memory does not grow with the file, and a group of rows
// is closed when its texts are long, too.
func TestParquetStreams(t *testing.T) {
	e := anEvent("a", "2025-03-05")
	e.Summary = strings.Repeat("word ", 2000)
	const rows = 20_000 // 10 kB each
	var peak uint64
	seen := 0
	var many convert.Records[timeline.Event] = func(yield func(*timeline.Event, error) bool) {
		for i := range rows {
			e.ID = fmt.Sprint("event-", i)
			e.Summary = e.Summary[:len(e.Summary)-8] + fmt.Sprintf("%08d", i)
			if i%1000 == 999 {
				// What is not garbage: how much of that lies about is up to the collector.
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
			seen++
			if !yield(&e, nil) {
				return
			}
		}
	}
	var b bytes.Buffer
	if _, err := named(t, convert.OutsideEvents, "parquet").Write(&b, onServer, many); err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(file.RowGroups()); file.NumRows() != rows || n < 10 || n > 18 || seen != rows {
		t.Errorf("%d rows in %d groups of %d", file.NumRows(), n, seen)
	}
	if peak > 120<<20 {
		t.Errorf("%d MB held for a file of %d kB", peak>>20, b.Len()>>10)
	}
	reader := parquet.NewGenericReader[readEvent](bytes.NewReader(b.Bytes()))
	defer reader.Close()
	last := make([]readEvent, 1)
	if err := reader.SeekToRow(rows - 1); err != nil {
		t.Fatal(err)
	}
	if _, err := reader.Read(last); err != nil && !errors.Is(err, io.EOF) || last[0].ID != fmt.Sprint("event-", rows-1) {
		t.Errorf("%v, %v", last[0].ID, err)
	}
}
