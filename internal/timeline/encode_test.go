package timeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dateline/internal/edtf"
)

// A record is read by whoever shares it while it is encoded: nothing in it changes.
func TestEncodeOnlyReads(t *testing.T) {
	t.Parallel()
	made := func() *Event {
		return &Event{
			ID:        "opened",
			Citations: []Citation{{Source: "report"}},
			Actors:    []Participant{{ID: "mayor"}},
			Quotes:    []Quote{{ID: "said", Text: "It is open."}},
		}
	}
	event := made()
	text, err := Encode(event)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(event, made()) {
		t.Errorf("encoded, the event is\n%+v\nand was\n%+v", event, made())
	}
	if shown := string(text); !strings.Contains(shown, `"places":[]`) || strings.Count(shown, `"citations":[`) != 2 {
		t.Errorf("lists are not all there: %s", shown)
	}
}

// What Encode writes is what encoding/json does of the same record with no list nil.
func TestEncodeAsTheStandardLibrary(t *testing.T) {
	t.Parallel()
	for round := range uint64(100) {
		rng := rand.New(rand.NewPCG(61, round))
		for _, v := range []any{new(Event), new(Quote), new(Story), new(Source), new(Actor), new(Place), new(Document), new(Topic), new([]Warning)} {
			fill(rng, reflect.ValueOf(v).Elem(), 0)
			got, err := Encode(v)
			if err != nil {
				t.Fatal(err)
			}
			var want bytes.Buffer
			enc := json.NewEncoder(&want)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(withLists(v)); err != nil {
				t.Fatal(err)
			}
			if string(got)+"\n" != want.String() {
				t.Fatalf("round %d: %T is\n%s\nand not\n%s", round, v, got, want.String())
			}
		}
	}
}

// fill makes up a value: often empty, and with texts that JSON has to escape.
func fill(rng *rand.Rand, v reflect.Value, depth int) {
	if rng.IntN(4) == 0 || depth > 5 {
		return
	}
	switch v.Type() {
	case reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(rng.Int64N(1<<33), rng.Int64N(1e9)).UTC()))
		return
	case reflect.TypeFor[Origin]():
		v.SetBytes([]byte(`{"a<":"\u2028 <b>"}`))
		return
	case reflect.TypeFor[edtf.Date]():
		d, err := edtf.Parse([]string{"2016", "1911-04-02", "1911-04-02T10:00:00Z", "2016-10?/2017", "../1900~"}[rng.IntN(5)])
		if err != nil {
			panic(err)
		}
		v.Set(reflect.ValueOf(d))
		return
	}
	switch v.Kind() {
	case reflect.String:
		for range rng.IntN(3) {
			v.SetString(v.String() + []string{"plain", "The \"gate\"", "a\\b", "<b> & c", "\u2028", "\u2029", "\x00\x1f\n\t", "élan", "日本", "\xff", "😀", "\u007f"}[rng.IntN(12)])
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(rng.Int64N(1<<40) - 1<<20)
	case reflect.Float64:
		v.SetFloat([]float64{0.1, -15.263, 1e21, 1e-7, 1e20, 3}[rng.IntN(6)])
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), rng.IntN(3), 3))
		for i := range v.Len() {
			fill(rng, v.Index(i), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(rng, v.Field(i), depth+1)
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(rng, v.Elem(), depth+1)
	}
}

// withLists is a copy of a record in which every nil list is an empty one, so
// that JSON shows [] and never null. v must be a pointer.
func withLists(v any) any {
	record := reflect.ValueOf(v).Elem()
	filled := reflect.New(record.Type())
	filled.Elem().Set(record)
	fillLists(filled.Elem())
	return filled.Interface()
}

// fillLists fills a value that is a copy, and copies what it shares before it
// fills that.
func fillLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() || v.Type() == reflect.TypeFor[Origin]() {
			return // JSON already
		}
		if v.Len() == 0 {
			if v.IsNil() {
				v.Set(reflect.MakeSlice(v.Type(), 0, 0))
			}
			return
		}
		if kind := v.Type().Elem().Kind(); kind != reflect.Struct && kind != reflect.Slice && kind != reflect.Pointer {
			return // of values without lists
		}
		items := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(items, v)
		v.Set(items)
		for i := range v.Len() {
			fillLists(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[Citation]() {
			return // shows its list where it has one
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillLists(v.Field(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			item := reflect.New(v.Type().Elem())
			item.Elem().Set(v.Elem())
			v.Set(item)
			fillLists(item.Elem())
		}
	}
}

// TestEncodeAtTheSameTime has several encode a type that nobody has encoded before: its
// writer is made once, and whoever comes meanwhile waits for it.
func TestEncodeAtTheSameTime(t *testing.T) {
	t.Parallel()
	for n := range 200 {
		kind := reflect.StructOf([]reflect.StructField{{
			Name: fmt.Sprint("Field", n), Type: reflect.TypeFor[[]map[string]int](), Tag: `json:"list"`,
		}})
		begin := make(chan struct{})
		var done sync.WaitGroup
		for range 8 {
			done.Go(func() {
				<-begin
				got, err := Encode(reflect.New(kind).Interface())
				if err != nil || string(got) != `{"list":[]}` {
					t.Errorf("%s, %v", got, err)
				}
			})
		}
		close(begin)
		done.Wait()
	}
}
