package timeline_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

const digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// base is a document with at least one of everything, all of it valid.
const base = `{
"dateline": 1,
"story": {"id": "s", "title": "Story", "summary": "What", "language": "en", "topics": ["a", "b"], "visibility": "private"},
"sources": [{"id": "src", "title": "Source", "publisher": "P", "url": "https://example.org/a?b=c#d", "published": "2025-03-05", "language": "pt-BR",
  "digest": "` + digest + `", "length": 100,
  "notes": [{"text": "N", "citations": [{"source": "src", "start": 0, "end": 100, "sha256": "` + digest + `"}]}],
  "not_factual": [{"source": "src", "start": 0, "end": 5, "sha256": "` + digest + `"}]}],
"actors": [
  {"id": "ann", "name": "Ann", "kind": "person", "aliases": ["A"], "description": "D", "country": "UA", "wikidata": "Q42",
   "offices": [{"title": "Chief", "organization": "body", "from": "2020", "to": "2021-05"}], "affiliations": [{"actor": "body", "from": "2020", "to": "2021"}]},
  {"id": "body", "name": "Body", "kind": "organization", "affiliations": ["land"]},
  {"id": "land", "name": "Land", "kind": "country"}],
"places": [{"id": "town", "name": "Town", "kind": "city", "lat": 0, "lon": -180, "country": "UA", "parent": "land"}, {"id": "land", "name": "Land", "kind": "country"}],
"events": [
  {"id": "e", "title": "Event", "summary": "S", "type": "call", "status": "occurred", "verification": "confirmed",
   "date": {"edtf": "2025-03", "basis": "inferred", "text": "days after", "earliest": "x", "latest": null, "precision": "day", "approximate": true, "uncertain": false},
   "actors": ["ann", {"id": "body", "role": "target", "name": "ignored", "kind": "ignored"}], "places": ["town", {"id": "land", "role": "subject"}], "topics": ["x"],
   "quotes": [{"id": "q", "speaker": "ann", "text": "Yes", "language": "en", "kind": "direct", "about": ["body"], "addressee": "body", "date": "2025",
     "citations": [{"source": "src", "start": 1, "end": 2, "sha256": "` + digest + `", "section": "Lead"}]}],
   "citations": [{"source": "src", "start": 99, "end": 100, "sha256": "` + digest + `"}],
   "relations": [{"type": "follows", "event": "f"}],
   "media": [{"url": "http://example.org/a.jpg", "type": "image/jpeg", "alt": "a", "caption": "c", "credit": "d", "width": 1, "height": 100000, "thumbnail": "https://example.org/s.jpg"}],
   "codes": ["cameo:040"], "external_ids": ["gdelt:1234"], "figures": [{"name": "fatalities", "value": 3, "low": 1, "high": 5, "unit": "people"}],
   "revision": 7, "recorded_at": "nonsense", "updated_at": 3},
  {"id": "f", "title": "Other", "type": "meeting"}]
}`

// gone takes a member away.
type gone struct{}

// edited is base with the values at JSON Pointers replaced, pair by pair.
func edited(t *testing.T, changes ...any) []byte {
	t.Helper()
	var root any
	if err := json.Unmarshal([]byte(base), &root); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(changes); i += 2 {
		steps := strings.Split(strings.TrimPrefix(changes[i].(string), "/"), "/")
		at := root
		for _, step := range steps[:len(steps)-1] {
			if list, ok := at.([]any); ok {
				n, _ := strconv.Atoi(step)
				at = list[n]
			} else {
				at = at.(map[string]any)[step]
			}
		}
		last := steps[len(steps)-1]
		switch parent := at.(type) {
		case []any:
			n, _ := strconv.Atoi(last)
			parent[n] = changes[i+1]
		case map[string]any:
			if _, remove := changes[i+1].(gone); remove {
				delete(parent, last)
			} else {
				parent[last] = changes[i+1]
			}
		}
	}
	data, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func readDocument(data []byte) (*timeline.Document, error) {
	root, err := timeline.ParseJSON(data)
	if err != nil {
		return nil, err
	}
	return timeline.ReadDocument(root)
}

func mustRead(t *testing.T, data []byte) *timeline.Document {
	t.Helper()
	doc, err := readDocument(data)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestReadDocument(t *testing.T) {
	t.Parallel()
	doc := mustRead(t, []byte(base))
	e := doc.Events[0]
	if e.Story != "s" || e.Quotes[0].Event != "e" {
		t.Errorf("owners are not filled in: %q, %q", e.Story, e.Quotes[0].Event)
	}
	if e.Revision != 0 || !e.RecordedAt.IsZero() {
		t.Errorf("the server's stamps are read from input: %+v", e.Stamp)
	}
	if want := []timeline.Participant{{ID: "ann", Role: "participant"}, {ID: "body", Role: "target", Name: "ignored", Kind: "ignored"}}; !reflect.DeepEqual(e.Actors, want) {
		t.Errorf("actors %+v, want %+v", e.Actors, want)
	}
	if e.Date.EDTF.String() != "2025-03" || e.Date.Basis != "inferred" || e.Date.Text != "days after" {
		t.Errorf("date %+v", e.Date)
	}
	f := doc.Events[1]
	if f.Status != "occurred" || f.Verification != "reported" || f.Date.Basis != "unknown" || !f.Date.IsZero() {
		t.Errorf("defaults: %+v", f)
	}
	if got := e.Sources(); !reflect.DeepEqual(got, []string{"src"}) {
		t.Errorf("sources %v", got)
	}
	defaults := mustRead(t, edited(t, "/story/visibility", gone{}, "/events/0/quotes/0/kind", gone{}, "/sources/0/not_factual/0/source", gone{}))
	if defaults.Story.Visibility != "" || defaults.Events[0].Quotes[0].Kind != "direct" || defaults.Sources[0].NotFactual[0].Source != "src" {
		t.Errorf("defaults: %+v", defaults)
	}
}

func long(n int) string { return strings.Repeat("é", n) }

func citation(changes ...any) map[string]any {
	m := map[string]any{"source": "src", "start": 1, "end": 2, "sha256": digest}
	for i := 0; i < len(changes); i += 2 {
		m[changes[i].(string)] = changes[i+1]
	}
	return m
}

func figure(members ...any) map[string]any {
	m := map[string]any{"name": "dead"}
	for i := 0; i < len(members); i += 2 {
		m[members[i].(string)] = members[i+1]
	}
	return m
}

// TestRules has a case for each rule of a record: the change that breaks it,
// and the pointer and message of the one fault that follows.
func TestRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		change  []any
		pointer string
		message string
	}{
		// Story
		{[]any{"/story/id", gone{}}, "/story/id", "required: expected 1 to 128"},
		{[]any{"/story/id", "S"}, "/story/id", `"S" is no slug`},
		{[]any{"/story/id", "a\n"}, "/story/id", "is no slug"},
		{[]any{"/story/id", "-a"}, "/story/id", "beginning with a letter or digit"},
		{[]any{"/story/id", strings.Repeat("a", 129)}, "/story/id", "1 to 128"},
		{[]any{"/story/title", " \t"}, "/story/title", "required, and not blank"},
		{[]any{"/story/title", long(301)}, "/story/title", "301 characters; at most 300"},
		{[]any{"/story/title", "a\u0085b"}, "/story/title", "control character U+0085"},
		{[]any{"/story/title", "a\x1bb"}, "/story/title", "control character U+001B"},
		{[]any{"/story/title", "a\x00b"}, "/story/title", "NUL"},
		{[]any{"/story/title", 7}, "/story/title", "expected a string, found a number (7): put it in quotes"},
		{[]any{"/story/title", true}, "/story/title", "found a boolean (true): put it in quotes"},
		{[]any{"/story/title", []any{}}, "/story/title", "expected a string, found a list"},
		{[]any{"/story/summary", long(10_001)}, "/story/summary", "10001 characters; at most 10000"},
		{[]any{"/story/language", "english!"}, "/story/language", "a language tag such as en or uk"},
		{[]any{"/story/visibility", "secret"}, "/story/visibility", `"secret" is none of public, private`},
		{[]any{"/story/topics/0", "No"}, "/story/topics/0", `"No" is not a slug`},
		{[]any{"/story/topics/1", "a"}, "/story/topics/1", `"a" stands twice in the list`},
		{[]any{"/story/topics/0", nil}, "/story/topics/0", `"" is not a slug`},
		{[]any{"/story/titel", "x"}, "/story/titel", `there is no such field; did you mean "title"?`},
		{[]any{"/story/xyz", "x"}, "/story/xyz", "there is no such field"},
		{[]any{"/story", nil}, "/story/id", "required"},
		{[]any{"/story", []any{}}, "/story", "expected an object, found a list"},
		{[]any{"/storey", nil}, "/storey", `did you mean "story"?`},

		// Source
		{[]any{"/sources/0/title", gone{}}, "/sources/0/title", "required"},
		{[]any{"/sources/0/publisher", long(301)}, "/sources/0/publisher", "at most 300"},
		{[]any{"/sources/0/url", "ftp://example.org"}, "/sources/0/url", "a web address that begins with http:// or https://"},
		{[]any{"/sources/0/url", "https://a b"}, "/sources/0/url", "a web address"},
		{[]any{"/sources/0/url", "javascript:alert(1)//https://x"}, "/sources/0/url", "a web address"},
		{[]any{"/sources/0/url", "https://" + strings.Repeat("a", 2000)}, "/sources/0/url", "at most 2000"},
		{[]any{"/sources/0/language", "e"}, "/sources/0/language", "a language tag"},
		{[]any{"/sources/0/digest", strings.ToUpper(digest)}, "/sources/0/digest", "64 lower-case hexadecimal digits"},
		{[]any{"/sources/0/length", -1}, "/sources/0/length", "-1 is negative"},
		{[]any{"/sources/0/length", 1.5}, "/sources/0/length", "expected a whole number, found a number (1.5)"},
		{[]any{"/sources/0/length", "9"}, "/sources/0/length", "expected a whole number, found a string (9)"},
		{[]any{"/sources/0/published", "5 March"}, "/sources/0/published", "is no EDTF date"},
		{[]any{"/sources/0/published", map[string]any{"basis": "guessed", "edtf": "2025"}}, "/sources/0/published/basis", `"guessed" is none of stated, inferred, unknown`},
		{[]any{"/sources/0/notes/0/text", ""}, "/sources/0/notes/0/text", "required"},
		{[]any{"/sources/0/notes/0/citations/0", citation("source", "scr")}, "/sources/0/notes/0/citations/0/source", `no source with the id "scr" is declared in this file; did you mean "src"?`},
		{[]any{"/sources/0/notes/0/citations/0", citation("end", 101)}, "/sources/0/notes/0/citations/0/end", "101 is past the end of the source, which has 100 characters"},
		{[]any{"/sources/0/not_factual/0", citation("end", 101)}, "/sources/0/not_factual/0/end", "101 is past the end"},
		{[]any{"/sources/0/not_factual/0", citation("sha256", "")}, "/sources/0/not_factual/0/sha256", "`dateline cite` prints it"},

		// Citation
		{[]any{"/events/0/citations/0", citation("source", "")}, "/events/0/citations/0/source", "required"},
		{[]any{"/events/0/citations/0", citation("start", -1)}, "/events/0/citations/0/start", "-1 is before the text begins"},
		{[]any{"/events/0/citations/0", citation("start", 2)}, "/events/0/citations/0/end", "2 must be greater than start, 2: the end is exclusive"},
		{[]any{"/events/0/citations/0", citation("sha256", digest[1:])}, "/events/0/citations/0/sha256", "64 lower-case hexadecimal digits"},
		{[]any{"/events/0/citations/0", citation("section", long(301))}, "/events/0/citations/0/section", "at most 300"},
		{[]any{"/events/0/citations/0", citation("source", "other")}, "/events/0/citations/0/source", `no source with the id "other"`},
		{[]any{"/events/0/citations/0", citation("end", 101)}, "/events/0/citations/0/end", "past the end of the source"},

		// Actor
		{[]any{"/actors/0/name", ""}, "/actors/0/name", "required"},
		{[]any{"/actors/0/kind", ""}, "/actors/0/kind", "required: one of person, organization"},
		{[]any{"/actors/0/kind", "persn"}, "/actors/0/kind", `did you mean "person"?`},
		{[]any{"/actors/0/aliases/0", " "}, "/actors/0/aliases/0", "required, and not blank"},
		{[]any{"/actors/0/description", long(10_001)}, "/actors/0/description", "at most 10000"},
		{[]any{"/actors/0/country", "ua"}, "/actors/0/country", "two-letter country code in capitals"},
		{[]any{"/actors/0/wikidata", "42"}, "/actors/0/wikidata", "a Wikidata item such as Q42"},
		{[]any{"/actors/0/offices/0/title", ""}, "/actors/0/offices/0/title", "required"},
		{[]any{"/actors/0/offices/0/organization", "A B"}, "/actors/0/offices/0/organization", "is no slug"},
		{[]any{"/actors/0/offices/0/organization", "bodi"}, "/actors/0/offices/0/organization", `did you mean "body"?`},
		{[]any{"/actors/0/offices/0/from", "soon"}, "/actors/0/offices/0/from", "is no EDTF date"},
		{[]any{"/actors/0/offices/0/to", "2025-02-30"}, "/actors/0/offices/0/to", "is no EDTF date"},
		{[]any{"/actors/0/affiliations/0/actor", "ann"}, "/actors/0/affiliations/0/actor", "an actor cannot be affiliated with itself"},
		{[]any{"/actors/0/affiliations/0/actor", "nobody"}, "/actors/0/affiliations/0/actor", `no actor with the id "nobody"`},
		{[]any{"/actors/0/affiliations/0/from", "x"}, "/actors/0/affiliations/0/from", "is no EDTF date"},
		{[]any{"/actors/0/affiliations/0/to", "x"}, "/actors/0/affiliations/0/to", "is no EDTF date"},
		{[]any{"/actors/0/affiliations/0", 5}, "/actors/0/affiliations/0", "expected an id or an object, found a number (5): put it in quotes"},
		{[]any{"/actors/0/affiliations/0", nil}, "/actors/0/affiliations/0/actor", "required"},
		{[]any{"/actors/2/id", "ann"}, "/actors/2/id", `the actor "ann" is declared already, at /actors/0`},

		// Place
		{[]any{"/places/0/name", ""}, "/places/0/name", "required"},
		{[]any{"/places/0/kind", ""}, "/places/0/kind", "required"},
		{[]any{"/places/0/country", "UKR"}, "/places/0/country", "two-letter country code"},
		{[]any{"/places/0/parent", "town"}, "/places/0/parent", "a place cannot lie inside itself"},
		{[]any{"/places/0/parent", "nowhere"}, "/places/0/parent", `no place with the id "nowhere"`},
		{[]any{"/places/0/lon", gone{}}, "/places/0", "lat and lon come together"},
		{[]any{"/places/0/lat", 90.01}, "/places/0/lat", "90.01 is outside -90 to 90 degrees"},
		{[]any{"/places/0/lon", 181}, "/places/0/lon", "181 is outside -180 to 180 degrees"},
		{[]any{"/places/0/lat", "1"}, "/places/0/lat", "expected a number, found a string (1)"},
		{[]any{"/places/0/lat", json.Number("1e999")}, "/places/0/lat", "1e999 is too large a number"},

		// Event
		{[]any{"/events/0/title", ""}, "/events/0/title", "required"},
		{[]any{"/events/0/summary", long(10_001)}, "/events/0/summary", "at most 10000"},
		{[]any{"/events/0/type", ""}, "/events/0/type", "required"},
		{[]any{"/events/0/type", "Phone call"}, "/events/0/type", "is no slug"},
		{[]any{"/events/0/status", "done"}, "/events/0/status", "is none of occurred, ongoing"},
		{[]any{"/events/0/verification", "true"}, "/events/0/verification", "is none of reported, confirmed, disputed, retracted"},
		{[]any{"/events/0/date", "2025-03-32"}, "/events/0/date", "is no EDTF date"},
		{[]any{"/events/0/date", []any{}}, "/events/0/date", "expected a date: an EDTF string such as 2025-03-05, or an object"},
		{[]any{"/events/0/date", true}, "/events/0/date", "found a boolean"},
		{[]any{"/events/0/date/edtf", "later"}, "/events/0/date/edtf", "is no EDTF date"},
		{[]any{"/events/0/date/edtf", nil}, "/events/0/date/edtf", `required where basis is "inferred"`},
		{[]any{"/events/0/date/basis", "unknown"}, "/events/0/date/basis", "leave edtf out where nothing is known"},
		{[]any{"/events/0/date/basis", "sure"}, "/events/0/date/basis", `"sure" is none of stated, inferred, unknown`},
		{[]any{"/events/0/date/text", " "}, "/events/0/date/text", "an inferred date needs the source's words"},
		{[]any{"/events/0/date/text", long(501)}, "/events/0/date/text", "501 characters; at most 500"},
		{[]any{"/events/0/date/edft", "2025"}, "/events/0/date/edft", `did you mean "edtf"?`},
		{[]any{"/events/0/actors/0", "an n"}, "/events/0/actors/0/id", "is no slug"},
		{[]any{"/events/0/actors/1/role", "villain"}, "/events/0/actors/1/role", "is none of initiator, participant"},
		{[]any{"/events/0/actors/1", "ann"}, "/events/0/actors/1", `"ann" stands twice as participant`},
		{[]any{"/events/0/actors/1/id", "anne"}, "/events/0/actors/1/id", `did you mean "ann"?`},
		{[]any{"/events/0/actors/0", false}, "/events/0/actors/0", "expected an id or an object, found a boolean (false)"},
		{[]any{"/events/0/actors/0", []any{}}, "/events/0/actors/0", "expected an object, found a list"},
		{[]any{"/events/0/places/1", "town"}, "/events/0/places/1", `"town" stands twice as location`},
		{[]any{"/events/0/places/1/role", "venue"}, "/events/0/places/1/role", "is none of location, candidate-venue, subject"},
		{[]any{"/events/0/places/0", "tow"}, "/events/0/places/0/id", `no place with the id "tow" is declared in this file; did you mean "town"?`},
		{[]any{"/places/0/retracted", map[string]any{"reason": "never was"}}, "/events/0/places/0/id", `the place "town" is retracted`},
		{[]any{"/story/retracted", map[string]any{"reason": "never was", "at": "yesterday"}}, "/story/retracted/at", `"yesterday" is no instant`},
		{[]any{"/events/0/topics", []any{"x", "x"}}, "/events/0/topics/1", "stands twice"},
		{[]any{"/events/0/relations/0/type", "before"}, "/events/0/relations/0/type", "is none of follows, caused-by"},
		{[]any{"/events/0/relations/0/event", ""}, "/events/0/relations/0/event", "required"},
		{[]any{"/events/0/relations/0/event", "e"}, "/events/0/relations/0/event", "an event cannot be related to itself"},
		{[]any{"/events/0/relations/0/event", "g"}, "/events/0/relations/0/event", `no event with the id "g"`},
		{[]any{"/events/0/relations", []any{map[string]any{"type": "follows", "event": "f"}, map[string]any{"type": "follows", "event": "f"}}}, "/events/0/relations/1", `"f" stands twice as follows`},
		{[]any{"/events/0/title", "\u200b"}, "/events/0/title", `required, and not blank: "\u200b" has no sign that can be seen`},
		{[]any{"/events/0/title", " \u2800\u3164\ufe0f\u0301\u00ad"}, "/events/0/title", "has no sign that can be seen"},
		{[]any{"/actors/0/name", "\u2060\u202e"}, "/actors/0/name", "has no sign that can be seen"},
		{[]any{"/story/title", "\ufeff"}, "/story/title", "has no sign that can be seen"},
		{[]any{"/events/0/language", "en_US"}, "/events/0/language", `"en_US" is not a language tag`},
		{[]any{"/events/0/key", "yes"}, "/events/0/key", "expected true or false, found a string (yes)"},
		{[]any{"/events/0/media/0/url", ""}, "/events/0/media/0/url", "required: a web address"},
		{[]any{"/events/0/media/0/url", "data:image/png,x"}, "/events/0/media/0/url", "a web address"},
		{[]any{"/events/0/media/0/type", "jpeg"}, "/events/0/media/0/type", "a media type such as image/jpeg"},
		{[]any{"/events/0/media/0/alt", long(10_001)}, "/events/0/media/0/alt", "at most 10000"},
		{[]any{"/events/0/media/0/caption", "\x01"}, "/events/0/media/0/caption", "U+0001"},
		{[]any{"/events/0/media/0/credit", long(301)}, "/events/0/media/0/credit", "at most 300"},
		{[]any{"/events/0/media/0/width", 0}, "/events/0/media/0/width", "0 is no size in pixels: expected 1 to 100000"},
		{[]any{"/events/0/media/0/height", 100_001}, "/events/0/media/0/height", "100001 is no size in pixels"},
		{[]any{"/events/0/media/0/height", -1}, "/events/0/media/0/height", "-1 is no size in pixels"},
		{[]any{"/events/0/media/0/width", 1.5}, "/events/0/media/0/width", "expected a whole number, found a number (1.5)"},
		{[]any{"/events/0/media/0/width", "640"}, "/events/0/media/0/width", "expected a whole number, found a string (640)"},
		{[]any{"/events/0/media/0/width", gone{}}, "/events/0/media/0/height", "stands without width: state both, or neither"},
		{[]any{"/events/0/media/0/height", gone{}}, "/events/0/media/0/width", "stands without height: state both, or neither"},
		{[]any{"/events/0/media/0/thumbnail", "javascript:alert(1)"}, "/events/0/media/0/thumbnail", "a web address"},
		{[]any{"/events/0/codes/0", "040"}, "/events/0/codes/0", "scheme:code, such as cameo:040"},
		{[]any{"/events/0/codes/0", ""}, "/events/0/codes/0", "scheme:code, such as cameo:040"},
		{[]any{"/events/0/codes", []any{"a:1", "a:1"}}, "/events/0/codes/1", "stands twice in the list"},
		{[]any{"/events/0/external_ids/0", "gdelt: 1"}, "/events/0/external_ids/0", "scheme:id, such as gdelt:1234"},
		{[]any{"/events/0/external_ids", []any{"a:1", "a:1"}}, "/events/0/external_ids/1", "stands twice in the list"},
		{[]any{"/events/0/figures/0", figure("name", "Dead", "value", 1)}, "/events/0/figures/0/name", "is no slug"},
		{[]any{"/events/0/figures/0", figure()}, "/events/0/figures/0", "a figure needs a value, low or high"},
		{[]any{"/events/0/figures/0", figure("value", 1, "unit", long(61))}, "/events/0/figures/0/unit", "at most 60"},
		{[]any{"/events/0/figures/0", figure("value", "3")}, "/events/0/figures/0/value", "expected a number, found a string (3)"},
		{[]any{"/events/0/story", "t"}, "/events/0/story", `the event is in the file of the story "s"; leave the field out`},
		{[]any{"/events/1/id", "e", "/events/0/relations", []any{}}, "/events/1/id", `the event "e" is declared already, at /events/0`},
		{[]any{"/events/0/codes", make([]string, 1001)}, "/events/0/codes", "the list has 1001 items; at most 1000 are taken"},
		{[]any{"/events", map[string]any{}}, "/events", "expected a list, found an object"},

		// Quote
		{[]any{"/events/0/quotes/0/id", ""}, "/events/0/quotes/0/id", "required"},
		{[]any{"/events/0/quotes/0/speaker", ""}, "/events/0/quotes/0/speaker", "required"},
		{[]any{"/events/0/quotes/0/speaker", "bob"}, "/events/0/quotes/0/speaker", `no actor with the id "bob"`},
		{[]any{"/events/0/quotes/0/text", "\n"}, "/events/0/quotes/0/text", "required, and not blank"},
		{[]any{"/events/0/quotes/0/text", long(20_001)}, "/events/0/quotes/0/text", "20001 characters; at most 20000"},
		{[]any{"/events/0/quotes/0/language", "?"}, "/events/0/quotes/0/language", "a language tag"},
		{[]any{"/events/0/quotes/0/kind", "rough"}, "/events/0/quotes/0/kind", "is none of direct, indirect"},
		{[]any{"/events/0/quotes/0/about/0", "who"}, "/events/0/quotes/0/about/0", `no actor with the id "who"`},
		{[]any{"/events/0/quotes/0/about", []any{"body", "body"}}, "/events/0/quotes/0/about/1", "stands twice"},
		{[]any{"/events/0/quotes/0/about/0", "W"}, "/events/0/quotes/0/about/0", "is not an actor's id"},
		{[]any{"/events/0/quotes/0/addressee", "x"}, "/events/0/quotes/0/addressee", `no actor with the id "x"`},
		{[]any{"/events/0/quotes/0/date", map[string]any{"edtf": "2025", "basis": "inferred"}}, "/events/0/quotes/0/date/text", "an inferred date needs"},
		{[]any{"/events/0/quotes/0/citations/0", citation("end", 1)}, "/events/0/quotes/0/citations/0/end", "must be greater than start"},
		{[]any{"/events/0/quotes/0/event", "f"}, "/events/0/quotes/0/event", `the quote stands in the event "e"`},

		// Version
		{[]any{"/dateline", gone{}}, "", "the version line `dateline: 1` is missing"},
		{[]any{"/dateline", 2}, "/dateline", "this program reads version 1 of the story file, found a number (2)"},
		{[]any{"/dateline", []any{1}}, "/dateline", "found a list"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.change...), func(t *testing.T) {
			t.Parallel()
			_, err := readDocument(edited(t, tt.change...))
			e, ok := errors.AsType[*timeline.Error](err)
			if !ok {
				t.Fatalf("accepted, or %v", err)
			}
			f := e.Faults[0]
			if e.Code != timeline.InvalidRecord || f.Pointer != tt.pointer || !strings.Contains(f.Message, tt.message) || f.Line < 1 || f.Column < 1 {
				t.Errorf("%v\nwant %s: …%s", err, tt.pointer, tt.message)
			}
			for _, other := range e.Faults[1:] { // a slug that is none is undeclared, too
				if !strings.Contains(other.Message, "is declared in this file") && tt.pointer != "/story/id" {
					t.Errorf("a second fault: %v", other)
				}
			}
		})
	}
}

// TestLimitsAreReached: the longest of everything is still taken.
func TestLimitsAreReached(t *testing.T) {
	t.Parallel()
	mustRead(t, edited(t, "/story/title", long(300), "/story/summary", long(10_000), "/story/id", strings.Repeat("a", 128), "/places/0/lat", -90, "/places/0/lon", 180,
		"/events/0/quotes/0/text", long(20_000), "/events/0/date/text", long(500), "/events/0/type", "a.type_of-our.own", "/events/0/summary", "two\nlines\tand a tab\r\n"))
}

func TestCircles(t *testing.T) {
	t.Parallel()
	place := func(id, parent string) map[string]any {
		return map[string]any{"id": id, "name": id, "kind": "city", "parent": parent}
	}
	actor := func(id string, affiliations ...any) map[string]any {
		return map[string]any{"id": id, "name": id, "kind": "group", "affiliations": affiliations}
	}
	_, err := readDocument(edited(t,
		"/places", []any{place("town", "land"), place("land", "sky"), place("sky", "land"), place("x", "")},
		"/actors", []any{actor("ann", "body"), actor("body", "x", "land"), actor("land", "body"), actor("x")}))
	var got []string
	if e, ok := errors.AsType[*timeline.Error](err); ok {
		for _, f := range e.Faults {
			got = append(got, f.Pointer+": "+f.Message)
		}
	}
	want := []string{
		`/places/1/parent: the place "land" lies inside itself, through sky`,
		`/places/2/parent: the place "sky" lies inside itself, through land`,
		`/actors/1/affiliations: the actor "body" is affiliated with itself, in a circle`,
		`/actors/2/affiliations: the actor "land" is affiliated with itself, in a circle`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestManyMistakesAreBounded: in time, too, whatever a file gets wrong.
func TestManyMistakesAreBounded(t *testing.T) {
	t.Parallel()
	var actors, events []any
	for i := range 1500 {
		actors = append(actors, map[string]any{"id": fmt.Sprintf("actor-number-%d", i), "name": "A", "kind": "person"})
		events = append(events, map[string]any{"id": fmt.Sprintf("e%d", i), "title": "T", "type": "call", "actors": []any{fmt.Sprintf("actr-number-%d", i)}})
	}
	_, err := readDocument(edited(t, "/actors", actors, "/events", events))
	e, ok := errors.AsType[*timeline.Error](err)
	if !ok || len(e.Faults) != 100 || e.Message != "The record breaks 100 rules." {
		t.Fatalf("%d faults: %v", len(e.Faults), e.Message)
	}
	again, _ := errors.AsType[*timeline.Error](func() error { _, err := readDocument(edited(t, "/actors", actors, "/events", events)); return err }())
	if !reflect.DeepEqual(e.Faults, again.Faults) {
		t.Error("the same file gets other faults the second time")
	}
}

// TestLongChains: a file of many places, each inside the next, is checked in
// time that grows with its length alone.
func TestLongChains(t *testing.T) {
	t.Parallel()
	var places []any
	for i := range 20_000 {
		places = append(places, map[string]any{"id": fmt.Sprintf("p%d", i), "name": "P", "kind": "city", "parent": fmt.Sprintf("p%d", i+1)})
	}
	places = append(places, map[string]any{"id": "p20000", "name": "P", "kind": "city"})
	mustRead(t, edited(t, "/places", places, "/events", []any{}))
}

func TestFaultString(t *testing.T) {
	t.Parallel()
	_, err := readDocument([]byte("{\"dateline\": 1,\n \"story\": {\"id\": \"s\", \"title\": 5}}"))
	if got, want := err.Error(), "2:32: /story/title: expected a string, found a number (5): put it in quotes"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if timeline.CodeOf(fmt.Errorf("import: %w", err)) != timeline.InvalidRecord || timeline.CodeOf(errors.New("x")) != timeline.Internal {
		t.Error("CodeOf")
	}
	wrapped := &timeline.Error{Code: timeline.Internal, Message: "No.", Err: errors.New("disk")}
	if wrapped.Error() != "No.: disk" || !errors.Is(wrapped, wrapped.Err) {
		t.Errorf("%v", wrapped)
	}
}

// TestEncodeReadsBack: an event as the API shows it can be sent back whole.
func TestEncodeReadsBack(t *testing.T) {
	t.Parallel()
	doc := mustRead(t, []byte(base))
	data, err := timeline.Encode(doc)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), ":null,\"aliases") || !strings.Contains(string(data), `"aliases":[]`) || strings.HasSuffix(string(data), "\n") {
		t.Errorf("%s", data)
	}
	again, err := timeline.Encode(mustRead(t, data))
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("read back differently, %v:\n%s\nwas\n%s", err, again, data)
	}
}
