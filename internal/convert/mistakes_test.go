package convert_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// faults reads a file that must be refused and returns what is wrong with it,
// a line each.
func faults(t *testing.T, data string) []string {
	t.Helper()
	doc, err := convert.ReadStory([]byte(data))
	if err == nil {
		t.Fatalf("accepted as %+v", doc)
	}
	checkFaults(t, err)
	e, _ := errors.AsType[*timeline.Error](err)
	list := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		list[i] = f.String()
	}
	return list
}

// head is a story file up to its first list, 3 lines long.
const head = "dateline: 1\nstory: {id: s, title: A story}\nactors: [{id: ann, name: Ann, kind: person}]\n"

// event is an event that lacks only its closing brace.
const event = "events:\n- {id: e, title: T, type: call"

func TestMistakesAreNamedByLineAndColumn(t *testing.T) {
	t.Parallel()
	sha := strings.Repeat("0a", 32)
	tests := []struct {
		name, file string
		want       string // the first fault begins with it
		expected   string // and says this
	}{
		// Fields and values
		{"unknown field", head + event + ", titel: X}", "5:33: /events/0/titel: ", `there is no such field; did you mean "title"?`},
		{"unknown field in a block", head + "events:\n- id: e\n  title: T\n  type: call\n  summmary: X", "8:3: /events/0/summmary: ", `did you mean "summary"?`},
		{"unknown section", head + "event: []", "4:1: /event: ", `did you mean "events"?`},
		{"bad EDTF", head + event + ", date: 2025-13-01}", "5:39: /events/0/date: ", `"2025-13-01" is no EDTF date: `},
		{"bad EDTF in an object", head + event + ", date: {edtf: yesterday, basis: stated}}", "5:46: /events/0/date/edtf: ", `"yesterday" is no EDTF date`},
		{"missing id", head + "events:\n- title: T\n  type: call", "5:3: /events/0/id: ", "required: expected 1 to 128 lower-case letters"},
		{"id that is no slug", head + "events:\n- id: Big One\n  title: T\n  type: call", "5:7: /events/0/id: ", `"Big One" is no slug`},
		{"undeclared actor", head + event + ", actors: [anna]}", "5:42: /events/0/actors/0/id: ", `no actor with the id "anna" is declared in this file; did you mean "ann"?`},
		{"undeclared speaker", head + "events:\n- id: e\n  title: T\n  type: call\n  quotes:\n  - id: q\n    speaker: bob\n    text: hi", "10:14: /events/0/quotes/0/speaker: ", `no actor with the id "bob"`},
		{"duplicate id", head + event + "}\n- id: e\n  title: T\n  type: call", "6:7: /events/1/id: ", `the event "e" is declared already, at /events/0`},
		{"inferred without text", head + event + ", date: {edtf: 2025-03, basis: inferred}}", "5:39: /events/0/date/text: ", "an inferred date needs the source's words that it rests on"},
		{"basis without edtf", head + event + ", date: {basis: stated}}", "5:39: /events/0/date/edtf: ", `required where basis is "stated"`},
		{"closed vocabulary", head + event + ", status: occurredd}", "5:41: /events/0/status: ", `"occurredd" is none of occurred, ongoing, scheduled, expected, proposed, postponed, cancelled; did you mean "occurred"?`},
		{"citation without digest", head + "sources: [{id: src, title: S}]\n" + event + ", citations: [{source: src, start: 0, end: 3}]}", "6:45: /events/0/citations/0/sha256: ", "required: the SHA-256 digest"},
		{"span the wrong way round", head + "sources: [{id: src, title: S}]\n" + event + ", citations: [{source: src, start: 3, end: 3, sha256: " + sha + "}]}", "6:74: /events/0/citations/0/end: ", "3 must be greater than start, 3"},
		{"span past the source", head + "sources: [{id: src, title: S, length: 10, not_factual: [{start: 3, end: 11, sha256: " + sha + "}]}]", "4:73: /sources/0/not_factual/0/end: ", "11 is past the end of the source, which has 10 characters"},
		{"event of another story", head + event + ", story: other}", "5:40: /events/0/story: ", `the event is in the file of the story "s"`},

		// Types
		{"number for a string", head + "events:\n- id: e\n  title: 2025\n  type: call", "6:10: /events/0/title: ", "expected a string, found a number (2025): put it in quotes"},
		{"boolean for a string", head + "events:\n- id: e\n  title: True\n  type: call", "6:10: /events/0/title: ", "expected a string, found a boolean (True): put it in quotes"},
		{"number for an id", head + event + ", actors: [2025]}", "5:42: /events/0/actors/0: ", "expected an id or an object, found a number (2025): put it in quotes"},
		{"string for a number", head + "sources: [{id: src, title: S, length: long}]", "4:39: /sources/0/length: ", "expected a whole number, found a string (long)"},
		{"fraction for a whole number", head + "sources: [{id: src, title: S, length: 1.5}]", "4:39: /sources/0/length: ", "expected a whole number, found a number (1.5)"},
		{"infinity", head + "places: [{id: p, name: P, kind: city, lat: .inf, lon: 0}]", "4:44: /places/0/lat: ", "expected a number, found a number (.inf)"},
		{"object for a list", head + "events: {id: e}", "4:9: /events: ", "expected a list, found an object"},
		{"list for an object", "dateline: 1\nstory: [s]", "2:8: /story: ", "expected an object, found a list"},
		{"list for a date", head + event + ", date: [2025]}", "5:39: /events/0/date: ", "expected a date: an EDTF string such as 2025-03-05, or an object with edtf, basis and text; found a list"},
		{"string for an object", head + "events: [e]", "4:10: /events/0: ", "expected an object, found a string (e)"},

		// The file as a whole
		{"wrong version", "dateline: 2\nstory: {}", "1:11: /dateline: ", "this program reads version 1 of the story file, found a number (2)"},
		{"version in quotes", "dateline: \"1\"\nstory: {id: s, title: T}", "1:11: /dateline: ", "expected a whole number, found a string (1)"},
		{"no version", "story: {id: s}", "1:1: the document: ", "the version line `dateline: 1` is missing"},
		{"no story", "dateline: 1", "1:1: /story/id: ", "required"},
		{"another kind of file", "- a\n- b", "1:1: the document: ", "expected a story file: an object that begins with `dateline: 1`"},
		{"empty", "", "1:1: the document: ", "the file is empty; a story file begins with `dateline: 1`"},
		{"blank", "\n  \n# nothing\n", "1:1: the document: ", "the file is empty"},
		{"not UTF-8", "dateline: 1\nstory: {id: s, title: caf\xe9}", "2:26: the document: ", "the byte 0xE9 is not UTF-8; save the file as UTF-8"},
		{"UTF-16", "\xff\xfed\x00a\x00", "1:1: the document: ", "UTF-16; save it as UTF-8"},
		{"NUL", "dateline: 1\nstory: {id: s, title: \"é\x00\"}", "2:25: the document: ", "a NUL character"},
		{"escaped NUL", "dateline: 1\nstory: {id: s, title: \"a\\0b\"}", "2:23: /story/title: ", "the text holds a NUL character"},
		{"control character", "dateline: 1\nstory: {id: s, title: a\x07}", "2:24: the document: ", "the control character U+0007"},
		{"escaped control character", "dateline: 1\nstory: {id: s, title: \"a\\a\"}", "2:23: /story/title: ", "holds the control character U+0007"},
		{"too large", strings.Repeat("#", convert.MaxStoryFile+1), "1:1: the document: ", "a story file has at most 16777216"},

		// YAML
		{"tab indentation", "dateline: 1\nstory:\n\tid: s", "3:1: the document: ", "indent with spaces"},
		{"no space behind a colon", "dateline: 1\nstory:\n  id:s\n  title: T", "3:3: the document: ", "a name is followed by a colon and a space"},
		{"unclosed quote", "dateline: 1\nstory: {id: s, title: \"T}", "2:23: the document: ", "could not find end character of double-quoted text"},
		{"unclosed bracket", "dateline: 1\nstory: {id: s", "2:", "not valid YAML: "},
		{"reserved character", "dateline: 1\nstory: {id: @s}", "2:13: the document: ", "'@' is a reserved character"},
		{"duplicate key", "dateline: 1\nstory:\n  id: s\n  title: T\n  id: t", "5:3: the document: ", `"id" stands twice in one object`},
		{"number as a name", "dateline: 1\nstory: {1: s}", "2:9: the document: ", `a name must be a string, found "1"`},
		{"null as a name", "dateline: 1\n~: s", "2:1: the document: ", `a name must be a string, found "~"`},
		{"anchor", "dateline: 1\nstory: &a {id: s}", "2:8: the document: ", "does not take an anchor (&)"},
		{"alias", "dateline: 1\nstory: *a", "2:8: the document: ", "does not take an alias (*)"},
		{"merge key", "dateline: 1\nstory:\n  <<: {id: s}", "3:3: the document: ", "does not take a merge key (<<)"},
		{"tag", "dateline: !!int 1", "1:11: the document: ", "does not take a tag (!)"},
		{"complex key", "? dateline\n: 1", "1:1: the document: ", "does not take a complex key (?)"},
		{"directive", "%YAML 1.2\n---\ndateline: 1", "1:1: the document: ", "does not take a directive (%)"},
		{"two documents", "dateline: 1\nstory: {id: s, title: T}\n---\ndateline: 1", "3:1: the document: ", "a second document begins"},
		{"text after the end", "dateline: 1\n...\nstory: {}", "3:", "text after the end of the document"},
		{"deep flow", strings.Repeat("[", 100000), "1:33: the document: ", "nested deeper than 32 levels"},
		{"deep lists", strings.Repeat("- ", 100000), "1:65: the document: ", "nested deeper than 32 levels"},
		{"deep blocks", deepBlocks(40), "33:", "nested deeper than 32 levels"},
		{"too many names", manyNames(2000), "1001:", "more than 1000 names in one object"},
		{"too many tabs", "a: \"" + strings.Repeat("\t", 5000), "1:1: the document: ", "the line has 5000 tabs"},

		// JSON
		{"JSON: syntax", "{\n  \"dateline\": 1,\n  \"story\": {\"id\": s}\n}", "3:19: the document: ", "not valid JSON: invalid character 's'"},
		{"JSON: trailing comma", "{\"dateline\": 1,}", "1:16: the document: ", "not valid JSON: "},
		{"JSON: ends early", "{\"dateline\": 1", "1:15: the document: ", "the JSON ends too early"},
		{"JSON: text behind", "{\"dateline\": 1}\n x", "2:2: the document: ", "text after the end of the JSON value"},
		{"JSON: name twice", "{\"dateline\": 1,\n \"é\": 1, \"é\": 2}", "2:10: the document: ", `"é" stands twice in one object`},
		{"JSON: unknown field", "{\"dateline\": 1,\n \"storry\": {}}", "2:2: /storry: ", `did you mean "story"?`},
		{"JSON: half a pair", `{"dateline": 1, "story": {"id": "s", "title": "\ud83d"}}`, "1:47: the document: ", "half a surrogate pair"},
		{"JSON: deep", "{\"a\":" + strings.Repeat("[", 100000), "1:", "nested deeper than 32 levels"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := faults(t, tt.file)[0]
			if !strings.HasPrefix(got, tt.want) || !strings.Contains(got, tt.expected) {
				t.Errorf("%s\nwant %s… %s", got, tt.want, tt.expected)
			}
		})
	}
}

func deepBlocks(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
	}
	return b.String()
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "n%d: 1\n", i)
	}
	return b.String()
}

// TestEveryMistakeIsReported: an editor mends a file in one go.
func TestEveryMistakeIsReported(t *testing.T) {
	t.Parallel()
	got := faults(t, head+`events:
- id: e
  title: T
  type: call
  status: gone
  date: {basis: inferred}
  actors: [bob, bob]
  codes: [""]
- id: e
  title: ""
  type: call
`)
	want := []string{
		"8:11: /events/0/status: ", "9:9: /events/0/date/edtf: ", "10:17: /events/0/actors/1: ", "11:11: /events/0/codes/0: ",
		"13:10: /events/1/title: ", "12:7: /events/1/id: ", "10:12: /events/0/actors/0/id: ", "10:17: /events/0/actors/1/id: ",
	}
	if len(got) != len(want) {
		t.Fatalf("%d faults, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%s\nwant %s…", got[i], want[i])
		}
	}
}

// TestYAMLOfPeople: what people write by hand, and what it means.
func TestYAMLOfPeople(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, value, want string }{
		{"plain", "a title", "a title"},
		{"plain over lines", "a\n    title", "a title"},
		{"single quotes", "'it''s'", "it's"},
		{"double quotes", `"\"a\"\tb \u00e9 \U0001F600 \x41"`, "\"a\"\tb é 😀 A"},
		{"surrogate pair", `"\ud83d\ude00"`, "😀"},
		{"quoted over lines", "\"a\n    title\"", "a title"},
		{"literal", "|\n    a\n    title\n", "a\ntitle\n"},
		{"literal, stripped", "|-\n    a\n    title\n", "a\ntitle"},
		{"folded", ">-\n    a\n    title\n", "a title"},
		{"comment behind", "a title # said so", "a title"},
		{"sharp inside", "C# in the news", "C# in the news"},
		{"colon inside", "a:b", "a:b"},
		{"date", "2025-03-05", "2025-03-05"},
		{"timestamp", "2025-03-05T10:00:00Z", "2025-03-05T10:00:00Z"},
		{"no", "no", "no"},
		{"yes", "Yes", "Yes"},
		{"clock time", "12:30:45", "12:30:45"},
		{"two dots", "..", ".."},
		{"dash inside", "US - Ukraine", "US - Ukraine"},
	}
	for _, tt := range tests {
		doc, err := convert.ReadStory([]byte("---\ndateline: 1\nstory:\n  title: " + tt.value + "\n  id: s\n"))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		} else if doc.Story.Title != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, doc.Story.Title, tt.want)
		}
	}
}

// TestDatesKeepTheirSpelling: YAML would take them for numbers of several bases.
func TestDatesKeepTheirSpelling(t *testing.T) {
	t.Parallel()
	for _, spelling := range []string{"0043", "2025", "0000", "-0043", "0777", "2025-03", "2025-03-05", "2025-03-05T10:00:00Z", "/..", "201X", "Y-13800000000", "2025-03-05/.."} {
		doc, err := convert.ReadStory([]byte(head + "events:\n- {id: e, title: T, type: call, date: " + spelling + "}\n- {id: f, title: T, type: call, date: {edtf: " + spelling + "}}"))
		if err != nil {
			t.Errorf("%s: %v", spelling, err)
			continue
		}
		for _, e := range doc.Events {
			if e.Date.EDTF.String() != spelling || e.Date.Basis != "stated" {
				t.Errorf("%s: %+v", spelling, e.Date)
			}
		}
	}
}

// TestPositionsCountCharacters: not bytes, and with space at the line's end.
func TestPositionsCountCharacters(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"dateline: 1\nstory: {title: 日本語 😀, id: Ü}":                        "2:27: /story/id",
		"dateline: 1\nstory:\n  title: T\n  id: Ü   \n":                    "4:7: /story/id",
		"dateline: 1\r\n# é\r\nstory:\r\n  id: Ü\r\n  title: T":            "4:7: /story/id",
		"{\"dateline\": 1, \"story\": {\"title\": \"日本\", \"id\": \"Ü\"}}": "1:48: /story/id",
	} {
		if got := faults(t, file)[0]; !strings.HasPrefix(got, want) {
			t.Errorf("%q: %s, want %s", file, got, want)
		}
	}
}

// TestWhatIsQuoted: a text stands without quotes only where every reader of
// YAML 1.1 and 1.2 takes it for itself.
func TestWhatIsQuoted(t *testing.T) {
	t.Parallel()
	quoted := []string{"~", "null", "NULL", "yes", "No", "on", "OFF", "y", "N", "true", "0", "0043", "08", "1_000", "1e3", "12e03", ".5", "0x1F", "0o17", "0b1", "1:30", "190:20:30.5",
		".inf", "-.INF", ".NaN", "2025", "2025-03", "2025-03-05", "2025-3-5", "2025-03-05 10:00:00", "2025-03-05T10:00:00Z", "-0043-03-15", "..", "../1985", "=", "<<", "- a", "-a", "? a", "a: b", "a:", "a #b", "#a",
		"&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a'", `"a"`, "{a", "[a", "]", "}", ",a", "a\tb", " a", "a ", "\u00A0a", "a\u2028b", "a\u200Bb", "\uFEFFa", "a\u202Eb", `\a`}
	plain := []string{"a", "a-b", "a b", "5 March 2025", "2024 election cycle", "C#", "a:b", "http://example.org/", "“curly”", "Зеленський", "中文", "a\u00A0b", "it's", `a "b"`, "a, b", "a [b]", "is it?", "/..", "201X", "2025-03-05/..", "2025-03~", "nothing", "nullable", "yesterday", "on the table", "7099d23f", "👩\u200D👧"}
	inFlow := []string{"a, b", "a [b]", "a]", "{b}", "a:b", "is it?"}
	title := func(s string) string {
		var b strings.Builder
		if err := convert.WriteStoryYAML(&b, &timeline.Document{Version: 1, Story: timeline.Story{ID: "s", Title: s, Topics: []string{s}}}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, s := range quoted {
		if got := title(s); strings.Count(got, `"`) < 4 || !strings.Contains(got, `title: "`) {
			t.Errorf("%q is not quoted:\n%s", s, got)
		}
	}
	for _, s := range plain {
		if got := title(s); !strings.Contains(got, "  title: "+s+"\n") {
			t.Errorf("%q is quoted without need:\n%s", s, got)
		}
	}
	for _, s := range inFlow {
		if got := title(s); !strings.Contains(got, `topics: ["`+s+`"]`) {
			t.Errorf("%q is not quoted in a flow list:\n%s", s, got)
		}
	}
}
