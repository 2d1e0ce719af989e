package pages_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// object is a part of a story file.
type object = map[string]any

// asked is a server over a store whose statements are counted.
type asked struct {
	http.Handler
	statements []string
}

// over is a server with some stories, the first of which has relations to events
// of the last.
func over(t *testing.T, relations int, stories ...object) *asked {
	t.Helper()
	st := storetest.Open(t)
	for _, file := range stories {
		text, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := convert.ReadStory(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	lines := related(t, stories[0], stories[len(stories)-1], relations)
	if _, err := st.Load(t.Context(), entries(lines), store.LoadOptions{}); err != nil {
		t.Fatal(err)
	}
	a := &asked{Handler: api.New(st, api.Config{})}
	if err := st.Watch(func(s store.Statement) { a.statements = append(a.statements, s.SQL) }); err != nil {
		t.Fatal(err)
	}
	return a
}

// entries are the records of lines of NDJSON.
func entries(lines io.Reader) store.Entries {
	return func(yield func(timeline.Entry, error) bool) {
		for line, err := range convert.ReadNDJSON(lines) {
			if !yield(line.Entry, err) || err != nil {
				return
			}
		}
	}
}

// related are the events of a story, as lines, with as many relations to those of
// another, in turn. A story file cannot have them.
func related(t *testing.T, file, other object, relations int) io.Reader {
	t.Helper()
	events, others := file["events"].([]object), other["events"].([]object)
	for i := range relations {
		e := events[i%len(events)]
		list, _ := e["relations"].([]object)
		e["relations"] = append(list, object{"type": "follows", "event": others[i]["id"]})
	}
	var lines bytes.Buffer
	for _, e := range events {
		e["entity"], e["story"] = "event", file["story"].(object)["id"]
		if err := json.NewEncoder(&lines).Encode(e); err != nil {
			t.Fatal(err)
		}
	}
	return &lines
}

// page is the body of a page, whose parts must be in it, and how many statements
// it took.
func (a *asked) page(t *testing.T, target string, parts ...string) int {
	t.Helper()
	a.statements = nil
	rec := httptest.NewRecorder()
	a.ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, http.NoBody))
	if rec.Code != http.StatusOK {
		t.Fatalf("%s answers %d: %s", target, rec.Code, rec.Body)
	}
	for _, part := range parts {
		if !strings.Contains(rec.Body.String(), part) {
			t.Errorf("%s lacks %q", target, part)
		}
	}
	return len(a.statements)
}

// story is a story file of as many events, each at a place, with an actor, a
// source and a quote of its own.
func story(id string, events int) object {
	file := object{"dateline": 1, "story": object{"id": id, "title": "Story " + id}}
	var sources, actors, places, list []object
	for i := range events {
		of := fmt.Sprintf("%s-%d", id, i)
		sources = append(sources, object{"id": "source-" + of, "title": "Source " + of})
		actors = append(actors, object{"id": "actor-" + of, "name": "Actor " + of, "kind": "person"})
		places = append(places, object{"id": "place-" + of, "name": "Place " + of, "kind": "city"})
		list = append(list, object{
			"id": "event-" + of, "title": "Event " + of, "type": "call", "date": fmt.Sprintf("%d-%02d-%02d", 2020+i/336, 1+i/28%12, 1+i%28),
			"actors": []string{"actor-" + of}, "places": []string{"place-" + of}, "quotes": []object{{"id": "quote-" + of, "speaker": "actor-" + of, "text": "Said " + of}},
		})
	}
	file["sources"], file["actors"], file["places"], file["events"] = sources, actors, places, list
	return file
}

// However much is on a page, it takes as many statements.
func TestStatementsDoNotGrowWithPages(t *testing.T) {
	t.Parallel()
	few, many := over(t, 1, story("a", 5), story("b", 500)), over(t, 500, story("a", 5), story("b", 500))
	files := []object{story("s00", 2)}
	one := over(t, 0, files...)
	files = files[:0]
	for i := range 40 {
		files = append(files, story(fmt.Sprintf("s%02d", i), 2))
	}
	forty := over(t, 0, files...)
	for _, tt := range []struct {
		target, fewer, more string
		few, many           *asked
	}{
		{"/", "Story s00", "Story s19", one, forty},
		{"/explore", "Place s00-1", "Story s00", one, forty},
		{"/explore?type=call&status=occurred&story=s00", "Place s00-1", "Story s00", one, forty},
		{"/explore?from=2020&to=2021", "Place s00-1", "Story s00", one, forty},
		{"/stories/a", "Event b-0", "Event b-499", few, many},
		{"/stories/a?actor=actor-a-0", "Event b-0", "Event b-495", few, many},
		{"/embed/a", "Event a-0", "Event a-4", few, many},
	} {
		fewer, more := tt.few.page(t, tt.target, tt.fewer), tt.many.page(t, tt.target, tt.more)
		if fewer != more || fewer == 0 || fewer > 45 {
			slices.Sort(tt.many.statements)
			t.Errorf("%s: %d statements for little, %d for much: %s", tt.target, fewer, more, strings.Join(tt.many.statements, "\n"))
		}
	}
}

// The page that holds an event takes hardly more statements the farther away that is:
// the way to it is read in parts, each twice as long as the one before.
func TestStatementsHardlyGrowWithTheWayToAnEvent(t *testing.T) {
	t.Parallel()
	a := over(t, 0, story("long", 1100))
	const target = "/stories/long?event=event-long-"
	third := a.page(t, target+"250", `id="e-event-long-200"`, `id="e-event-long-299"`)
	last := a.page(t, target+"1050", `id="e-event-long-1000"`, `id="e-event-long-1099"`)
	if last > third+4 || third > 45 {
		t.Errorf("%d statements for an event on the third page, %d for one on the last", third, last)
	}
}

// A story of more events than the list of stories looks at takes no more
// statements than another beside it.
func TestLargeStoriesOnTheHomePage(t *testing.T) {
	t.Parallel()
	one := over(t, 0, story("large-1", 310)).page(t, "/", "310")
	three := over(t, 0, story("large-1", 310), story("large-2", 320), story("large-3", 330)).page(t, "/", "310", "320", "330")
	if one != three {
		t.Errorf("%d statements for one large story, %d for three", one, three)
	}
}
