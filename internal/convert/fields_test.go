package convert_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

func TestAppendFields(t *testing.T) {
	t.Parallel()
	const record = `{"id":"a","title":"a \"b\", {c} \\","n":-1.5e3,"none":null,"yes":true,"list":[1,[2,{"title":"]"}]],"object":{"id":"x","title":["}"]},"last":""}`
	tests := []struct {
		name   string
		record string
		fields []string
		want   string
	}{
		{"nothing but id", record, nil, `{"id":"a"}`},
		{"a string full of signs", record, []string{"title"}, `{"id":"a","title":"a \"b\", {c} \\"}`},
		{"in the record's order", record, []string{"yes", "n", "id"}, `{"id":"a","n":-1.5e3,"yes":true}`},
		{"nested", record, []string{"list", "object"}, `{"id":"a","list":[1,[2,{"title":"]"}]],"object":{"id":"x","title":["}"]}}`},
		{"the last", record, []string{"last"}, `{"id":"a","last":""}`},
		{"one that is left out", record, []string{"absent"}, `{"id":"a"}`},
		{"empty", `{}`, []string{"title"}, `{}`},
		{"id in the middle", `{"x":1,"id":"a","y":2}`, []string{"y"}, `{"id":"a","y":2}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := string(convert.AppendFields([]byte("kept"), []byte(tt.record), tt.fields)); got != "kept"+tt.want {
				t.Errorf("answers %s, want kept%s", got, tt.want)
			}
		})
	}
}

// FuzzAppendFields compares the scanner with a decoder on any object that can
// be stored: compact, with names that hold no escapes.
func FuzzAppendFields(f *testing.F) {
	f.Add(`{"id":"a","title":"b\"","list":[{"x":"]}"}]}`)
	f.Add(`{"\\":1}`)
	f.Fuzz(func(t *testing.T, text string) {
		var object map[string]any
		if json.Unmarshal([]byte(text), &object) != nil || object == nil {
			t.Skip("no object")
		}
		record, err := timeline.Encode(&object)
		if err != nil {
			t.Skip("cannot be stored")
		}
		fields := []string{"title", "list"}
		want := map[string]any{}
		for name, value := range object {
			if name == "id" || slices.Contains(fields, name) {
				want[name] = value
			}
		}
		var got map[string]any
		if err := json.Unmarshal(convert.AppendFields(nil, record, fields), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: answers %v (%v), want %v", record, got, err, want)
		}
	})
}

// Formats that can hold some fields alone write these, and the id.
func TestFormatsWithSomeFields(t *testing.T) {
	t.Parallel()
	e := anEvent("a", "2025-03-05")
	e.Title = "=1+1"
	about := onServer
	about.Options.Fields = []string{"title", "places", "date", "retracted"}
	some := func(name string) string {
		text, _ := written(t, named(t, convert.EventFormats, name), about, e)
		return string(text)
	}
	if got, want := some("csv"), "id,title,places,place_names,lat,lon,date_edtf,date_kind,date_earliest,date_latest,date_latest_start,date_earliest_end,date_precision,date_basis,date_text,date_words\r\n"+
		"a,'=1+1,white-house:location,White House,38.8977,-77.0365,2025-03-05,moment,2025-03-05T00:00:00Z,2025-03-06T00:00:00Z,,,day,stated,,5 March 2025\r\n"; got != want {
		t.Errorf("CSV is\n%s\nwant\n%s", got, want)
	}
	var line map[string]any
	if err := json.Unmarshal([]byte(some("ndjson")), &line); err != nil || fmt.Sprint(slices.Sorted(maps.Keys(line))) != "[date entity id places title]" || line["entity"] != "event" {
		t.Errorf("NDJSON is %v, %v", line, err)
	}
	var geo struct {
		Features []struct {
			Geometry   any
			Properties map[string]any
		}
	}
	if err := json.Unmarshal([]byte(some("geojson")), &geo); err != nil || geo.Features[0].Geometry == nil || fmt.Sprint(slices.Sorted(maps.Keys(geo.Features[0].Properties))) != "[date id places title]" {
		t.Errorf("GeoJSON is %v, %v", geo, err)
	}
	about.Options.Fields = []string{"topics", "id", "date", "places"}
	file := some("parquet")
	rows, err := parquet.Read[struct {
		Topics   []string `parquet:"topics,list"`
		ID       string   `parquet:"id"`
		EDTF     *string  `parquet:"edtf,optional"`
		Earliest *int64   `parquet:"earliest,optional,timestamp(microsecond)"`
		Places   []struct {
			ID  string   `parquet:"id"`
			Lat *float64 `parquet:"lat,optional"`
		} `parquet:"places,list"`
	}](strings.NewReader(file), int64(len(file)))
	if err != nil || len(rows) != 1 || fmt.Sprint(rows[0].Topics) != "[peace-talks aid]" || rows[0].ID != "a" || *rows[0].EDTF != "2025-03-05" || *rows[0].Earliest != 1741132800000000 ||
		len(rows[0].Places) != 1 || *rows[0].Places[0].Lat != 38.8977 {
		t.Errorf("Parquet is %+v, %v", rows, err)
	}
	f, err := parquet.OpenFile(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, field := range f.Schema().Fields() {
		names = append(names, field.Name())
	}
	if got := strings.Join(names, " "); !strings.HasPrefix(got, "topics id edtf earliest latest ") || !strings.HasSuffix(got, " date_words places") || strings.Contains(got, "title") {
		t.Errorf("the columns are %s", got)
	}
}

// Every column of a table tells of a field: what is asked for by fields leaves none out.
func TestColumnsBelongToFields(t *testing.T) {
	t.Parallel()
	columnsOf(t, convert.EventFormats)
	columnsOf(t, convert.QuoteFormats)
	columnsOf(t, convert.ActorFormats)
	columnsOf(t, convert.PlaceFormats)
	columnsOf(t, convert.SourceFormats)
	columnsOf(t, convert.StoryFormats)
	columnsOf(t, convert.TopicFormats)
}

func columnsOf[T any](t *testing.T, formats []convert.Format[T]) {
	t.Helper()
	count := func(name string, fields []string) int {
		about := convert.About{Options: convert.Options{Fields: fields}}
		text, _ := written[T](t, named(t, formats, name), about)
		if name == "csv" {
			return strings.Count(string(text), ",") + 1
		}
		f, err := parquet.OpenFile(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		return len(f.Schema().Fields())
	}
	all := timeline.FieldNames(new(T))
	for _, name := range []string{"csv", "parquet"} {
		if got, want := count(name, all), count(name, nil); got != want {
			t.Errorf("%T in %s: all fields have %d columns of %d", new(T), name, got, want)
		}
		sum := 1 - len(all) // the id beside each
		for _, f := range all {
			sum += count(name, slices.Compact([]string{"id", f}))
		}
		if want := count(name, nil); sum != want {
			t.Errorf("%T in %s: the fields have %d columns of %d", new(T), name, sum, want)
		}
	}
}
