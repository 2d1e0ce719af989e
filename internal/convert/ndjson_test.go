package convert_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

func documents(docs ...*timeline.Document) iter.Seq2[convert.WholeStory, error] {
	return func(yield func(convert.WholeStory, error) bool) {
		for _, d := range docs {
			if !yield(convert.Whole(d), nil) {
				return
			}
		}
	}
}

// gathered makes documents of the lines of an archive again.
func gathered(tb testing.TB, text []byte) []*timeline.Document {
	tb.Helper()
	var docs []*timeline.Document
	for line, err := range convert.ReadNDJSON(bytes.NewReader(text)) {
		if err != nil {
			tb.Fatalf("%v\n%s", err, line.Raw)
		}
		if story, ok := line.Record.(*timeline.Story); ok {
			docs = append(docs, &timeline.Document{Version: 1, Story: *story})
			continue
		}
		d := docs[len(docs)-1]
		switch r := line.Record.(type) {
		case *timeline.Source:
			d.Sources = append(d.Sources, *r)
		case *timeline.Actor:
			d.Actors = append(d.Actors, *r)
		case *timeline.Place:
			d.Places = append(d.Places, *r)
		case *timeline.Event:
			d.Events = append(d.Events, *r)
		}
	}
	return docs
}

func TestArchiveRoundTrip(t *testing.T) {
	t.Parallel()
	docs := []*timeline.Document{bundledDocument(t)}
	for seed := range 60 {
		docs = append(docs, generator{rand.New(rand.NewPCG(uint64(seed), 6))}.document())
	}
	for _, doc := range docs {
		*doc = unstamped(*doc)
		var first, second bytes.Buffer
		if err := convert.WriteArchiveNDJSON(&first, documents(doc)); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(first.Bytes(), []byte("0001-01-01T")) {
			t.Fatalf("a stamp of a record without one:\n%s", first.Bytes())
		}
		again := gathered(t, first.Bytes())
		if len(again) != 1 || !reflect.DeepEqual(withoutEmpty(again[0]), withoutEmpty(doc)) {
			got, _ := json.MarshalIndent(again, "", " ")
			t.Fatalf("read back differently\n%s\n--- read\n%s", first.Bytes(), got)
		}
		if err := convert.WriteArchiveNDJSON(&second, documents(again...)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("the second archive differs:\n%s\n---\n%s", first.Bytes(), second.Bytes())
		}
	}
}

// unstamped is a document as an editor has it.
func unstamped(d timeline.Document) timeline.Document {
	d.Story.Stamp = timeline.Stamp{}
	for i := range d.Sources {
		d.Sources[i].Stamp = timeline.Stamp{}
	}
	for i := range d.Actors {
		d.Actors[i].Stamp = timeline.Stamp{}
	}
	for i := range d.Places {
		d.Places[i].Stamp = timeline.Stamp{}
	}
	for i := range d.Events {
		d.Events[i].Stamp = timeline.Stamp{}
		for j := range d.Events[i].Quotes {
			d.Events[i].Quotes[j].Stamp = timeline.Stamp{}
		}
	}
	return d
}

func TestArchiveOrder(t *testing.T) {
	t.Parallel()
	one := generator{rand.New(rand.NewPCG(1, 7))}.document()
	two := *one
	two.Story.ID = "another"
	two.Events = nil
	var out bytes.Buffer
	if err := convert.WriteArchiveNDJSON(&out, documents(one, &two)); err != nil {
		t.Fatal(err)
	}
	var order []string
	for line, err := range convert.ReadNDJSON(&out) {
		if err != nil {
			t.Fatal(err)
		}
		if len(order) == 0 || order[len(order)-1] != line.Entity {
			order = append(order, line.Entity)
		}
	}
	// What the second story shares with the first is not written again.
	if got, want := strings.Join(order, " "), "story source actor place event story"; got != want {
		t.Errorf("order %s, want %s", got, want)
	}
	broken := func(yield func(convert.WholeStory, error) bool) {
		_ = yield(convert.Whole(one), nil) && yield(convert.WholeStory{}, errBroken)
	}
	if err := convert.WriteArchiveNDJSON(io.Discard, broken); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

// TestNDJSONRoundTrip reads back what each format writes, but for the stamps.
func TestNDJSONRoundTrip(t *testing.T) {
	t.Parallel()
	e := anEvent("e", "2025-03~")
	lines := func(text []byte, err error) (list []convert.Line) {
		t.Helper()
		for line, err := range convert.ReadNDJSON(bytes.NewReader(text)) {
			if err != nil {
				t.Fatalf("%v\n%s", err, line.Raw)
			}
			list = append(list, line)
		}
		return list
	}
	var out bytes.Buffer
	if _, err := convert.NDJSONEvents.Write(&out, convert.About{}, recordsOf(anEvent("f", "2025-03~"), e)); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), `{"entity":"event","id":"f","story":"a-story",`) || strings.Count(out.String(), "\n") != 2 {
		t.Errorf("%s", out.String())
	}
	list := lines(out.Bytes(), nil)
	want := e
	want.Stamp, want.Quotes[0].Stamp = timeline.Stamp{}, timeline.Stamp{}
	wanted, _ := timeline.Encode(&want)
	got, _ := timeline.Encode(list[1].Record)
	if len(list) != 2 || list[1].Line != 2 || string(got) != string(wanted) {
		t.Errorf("read %s, want %s", got, wanted)
	}
	out.Reset()
	_, err := convert.NDJSONQuotes.Write(&out, convert.About{}, recordsOf(e.Quotes...))
	if q := lines(out.Bytes(), err)[0].Record.(*timeline.Quote); q.Event != "e" || q.Speaker != "mike-waltz" {
		t.Errorf("%+v", q)
	}
	out.Reset()
	_, err = convert.NDJSONActors.Write(&out, convert.About{}, recordsOf(timeline.Actor{ID: "a", Name: "A", Kind: "group"}))
	if a := lines(out.Bytes(), err)[0].Record.(*timeline.Actor); a.ID != "a" {
		t.Errorf("%+v", a)
	}
	out.Reset()
	_, err = convert.NDJSONPlaces.Write(&out, convert.About{}, recordsOf(timeline.Place{ID: "p", Name: "P", Kind: "city"}))
	if p := lines(out.Bytes(), err)[0].Record.(*timeline.Place); p.ID != "p" {
		t.Errorf("%+v", p)
	}
	out.Reset()
	_, err = convert.NDJSONSources.Write(&out, convert.About{}, recordsOf(timeline.Source{ID: "s", Title: "S"}))
	if s := lines(out.Bytes(), err)[0].Record.(*timeline.Source); s.ID != "s" {
		t.Errorf("%+v", s)
	}
}

func TestReadNDJSON(t *testing.T) {
	t.Parallel()
	long := `{"id":"long","type":"call","title":"T","summary":"` + strings.Repeat("x", 9_000) + `","codes":["a:` + strings.Repeat("y", 200) + `"]}`
	text := "\uFEFF" + `{"id":"a","type":"call","title":"no entity","date":"2025-03-05","actors":["x",{"id":"new","name":"New One","kind":"person","role":"speaker"}],"places":[{"id":"town","name":"Town","kind":"city","lat":1,"lon":2}],"revision":7,"recorded_at":"2025-01-01T00:00:00Z","updated_at":"x"}` + "\r\n" +
		"\n  \n" +
		`{"id":"b","entity":"event","title":"T"` + "\n" +
		long + "\n" +
		`{"entity":"evnt","id":"c"}` + "\n" +
		`{"entity":5}` + "\n" +
		`{"entity":"actor","id":"d","name":"D","kind":"persn"}` + "\n" +
		`[1]` + "\n" +
		`{"entity":"event","id":"e","titel":"T","type":"call"}` + "\n" +
		`{"entity":"event","id":"e","title":"T","type":"call","quotes":[{"id":"q","event":"other","speaker":"s","text":"t"}]}` + "\n" +
		`{"entity":"event","id":"e","title":"T","type":"call","places":[{"id":"p","lat":91,"lon":0}],"actors":[{"id":"a","kind":"robot"}]}` + "\n" +
		`{"entity":"story","id":"s","title":"last, without a line end"}`
	want := []string{
		"1 event ok",
		"4:39 the JSON ends too early",
		"5 event ok",
		`6:11 entity "evnt" is none of story, source, actor, place, event, quote`,
		"7:11 entity is a number; expected one of story, source, actor, place, event, quote",
		`8:46 "persn" is none of person, organization, government, country, alliance, group; did you mean "person"?`,
		"9:1 expected an object, found a list",
		`10:28 there is no such field; did you mean "title"?`,
		`11:82 the quote stands in the event "e"; leave the field out`,
		`12:120 "robot" is none of person, organization, government, country, alliance, group`,
		"13 story ok",
	}
	var got []string
	var first timeline.Event
	for line, err := range convert.ReadNDJSON(strings.NewReader(text)) {
		if line.Line == 1 {
			first = *line.Record.(*timeline.Event)
		}
		if err == nil {
			got = append(got, strings.TrimSpace(strings.Join([]string{itoa(line.Line), line.Entity, "ok"}, " ")))
			continue
		}
		checkFaults(t, err)
		e, _ := errors.AsType[*timeline.Error](err)
		f := e.Faults[0]
		holds := line.Line >= 10 && line.Line <= 12 // an event, of which the store may tell more
		if f.Line != line.Line || len(line.Raw) == 0 || (line.Record != nil) != holds {
			t.Errorf("line %d: %+v", line.Line, f)
		}
		got = append(got, itoa(f.Line)+":"+itoa(f.Column)+" "+f.Message)
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Errorf("line %d\n got %s\nwant %s", i, at0(got, i), at0(want, i))
		}
	}
	if first.Actors[1].Name != "New One" || first.Actors[1].Kind != "person" || first.Actors[0].Role != "participant" || *first.Places[0].Lon != 2 || first.Revision != 0 {
		t.Errorf("%+v", first)
	}
}

func at0(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

func itoa(n int) string { return string(must(json.Marshal(n))) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestReadNDJSONIsBounded reads a line that does not end for long.
func TestReadNDJSONIsBounded(t *testing.T) {
	t.Parallel()
	good := `{"id":"a","type":"call","title":"T"}`
	for _, over := range []int{-1, 0, 1, 40 << 20} {
		filler := convert.MaxNDJSONLine + over - len(good)
		in := io.MultiReader(strings.NewReader(strings.Replace(good, "a", "b", 1)+"\n"+good), io.LimitReader(spaces{}, int64(filler)), strings.NewReader("\r\n"+strings.Replace(good, "a", "c", 1)+"\n"))
		var numbers, faulty int
		for line, err := range convert.ReadNDJSON(in) {
			numbers++
			if len(line.Raw) > convert.MaxNDJSONLine {
				t.Errorf("%d bytes of a line", len(line.Raw))
			}
			if err != nil {
				checkFaults(t, err)
				faulty++
				if line.Line != 2 || !strings.Contains(err.Error(), "longer than 10485760 bytes") {
					t.Errorf("line %d: %v", line.Line, err)
				}
			}
		}
		if want := map[bool]int{true: 1}[over > 0]; numbers != 3 || faulty != want {
			t.Errorf("%+d: %d lines, %d of them bad; want 3 and %d", over, numbers, faulty, want)
		}
	}
}

type spaces struct{}

func (spaces) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

func TestReadNDJSONReportsTheReader(t *testing.T) {
	t.Parallel()
	in := io.MultiReader(strings.NewReader(`{"id":"a","type":"call","title":"T"}`+"\n"+`{"id":`), brokenReader{})
	var errs []error
	for _, err := range convert.ReadNDJSON(in) {
		errs = append(errs, err)
	}
	if len(errs) != 2 || errs[0] != nil || !errors.Is(errs[1], errBroken) || timeline.CodeOf(errs[1]) == timeline.InvalidRecord {
		t.Errorf("%v", errs)
	}
	for range convert.ReadNDJSON(strings.NewReader("{}\n{}\n")) {
		break // must not go on
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errBroken }

func FuzzReadNDJSON(f *testing.F) {
	f.Add([]byte(`{"entity":"event","id":"a","type":"call","title":"T","date":"2025"}` + "\n\n{\r\n"))
	f.Add([]byte(`{"entity":"place","id":"a","name":"A","kind":"city","lat":1,"lon":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for line, err := range convert.ReadNDJSON(bytes.NewReader(data)) {
			if err != nil {
				checkFaults(t, err)
				continue
			}
			if line.Entity != "event" {
				continue
			}
			var out bytes.Buffer
			if _, err := convert.NDJSONEvents.Write(&out, convert.About{}, recordsOf(*line.Record.(*timeline.Event))); err != nil {
				t.Fatal(err)
			}
			for again, err := range convert.ReadNDJSON(&out) {
				if err != nil {
					t.Fatalf("%v\n%s", err, again.Raw)
				}
			}
		}
	})
}
