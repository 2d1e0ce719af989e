package convert_test

import (
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// A text is what it begins as. The name of its file counts where that leaves it
// open, and what is asked for and a media type of one format count first.
func TestReaderOf(t *testing.T) {
	t.Parallel()
	type clues = convert.Clues
	const (
		actor = `{"entity":"actor","id":"a","name":"A","kind":"person"}` + "\n"
		event = `{"id":"e","type":"call","title":"E"}` + "\n"
		yaml  = "# a comment\ndateline: 1\nstory: {id: s, title: S}\n"
		json  = "{\n  \"story\": {\"id\": \"s\", \"title\": \"dateline: {}\"},\n  \"dateline\": 1\n}\n"
		prose = "Nothing of the kind: dateline.\n"
	)
	none := "it looks like none that is read"
	long := `{"entity":"actor","id":"a","name":"A","kind":"person","description":"` + strings.Repeat("x", 100_000) + `"}` + "\n"
	for name, tt := range map[string]struct {
		text string
		by   clues
		want string // the format, or how it is refused
	}{
		"YAML":                       {yaml, clues{}, "story"},
		"YAML behind a mark":         {"\uFEFF" + yaml, clues{}, "story"},
		"a quoted version":           {"'dateline': 1\n", clues{}, "story"},
		"JSON":                       {json, clues{}, "story"},
		"JSON on one line":           {strings.ReplaceAll(json, "\n", " "), clues{}, "story"},
		"JSON with an unfinished":    {`{"dateline": 1, "story": {"id": "s`, clues{}, "story"},
		"a record with its resource": {actor, clues{}, "ndjson"},
		"behind a mark and a blank":  {"\uFEFF\n" + actor, clues{}, "ndjson"},
		"an event":                   {event, clues{}, "ndjson"},
		"an object of another kind":  {`{"a":1}` + "\n", clues{}, "ndjson"},
		"a long line":                {long, clues{}, "ndjson"},
		"a word in a text":           {`{"id":"e","title":"\ndateline: 1"}` + "\n", clues{}, "ndjson"},
		"a version inside a record":  {`{"id":"e","figures":[{"dateline":1}]}` + "\n", clues{}, "ndjson"},
		"a record on many lines":     {"{\n\"entity\": \"actor\"}\n", clues{}, none},
		"a list":                     {`[{"dateline":1}]`, clues{}, none},
		"prose":                      {prose, clues{}, none},
		"nothing":                    {"", clues{}, "there is nothing in it"},
		"nothing, by a foreign name": {"", clues{Name: "a.csv"}, "there is nothing in it"},
		"an indented version line":   {"a:\n  dateline: 1\n", clues{}, none},
		"prose, by its name":         {prose, clues{Name: "notes/story.YML"}, "story"},
		"a bad line, by its name":    {prose, clues{Name: "records.jsonl"}, "ndjson"},
		"nothing, by its name":       {"", clues{Name: "records.ndjson"}, "ndjson"},
		"a name that says nothing":   {prose, clues{Name: "story"}, none},
		"content before the name":    {yaml, clues{Name: "story.ndjson"}, "story"},
		"records in another's name":  {actor, clues{Name: "records.yaml"}, "ndjson"},
		"what is asked for":          {prose, clues{Format: "ndjson", Media: "application/yaml", Name: "a.yaml"}, "ndjson"},
		"another than asked for":     {yaml, clues{Format: "ndjson"}, "it looks like story (story file (YAML or JSON)), not like ndjson"},
		"auto":                       {yaml, clues{Format: "auto"}, "story"},
		"a type of one alone":        {prose, clues{Media: "application/x-ndjson"}, "ndjson"},
		"a type of several":          {actor, clues{Media: "application/json"}, "ndjson"},
		"a type that says nothing":   {yaml, clues{Media: "text/plain"}, "story"},
		"a format that there is not": {yaml, clues{Format: "storry"}, `there is no format "storry"`},
	} {
		r, text, err := convert.ReaderOf(strings.NewReader(tt.text), tt.by)
		if err != nil {
			if err.Error() != tt.want {
				t.Errorf("%s: %v; want %s", name, err, tt.want)
			}
			continue
		}
		if all, err := io.ReadAll(text); r.Name != tt.want || err != nil || string(all) != tt.text {
			t.Errorf("%s: %s, want %s; %d bytes of %d are left, %v", name, r.Name, tt.want, len(all), len(tt.text), err)
		}
	}
	_, _, err := convert.ReaderOf(io.MultiReader(strings.NewReader("{"), brokenReader{}), clues{Name: "a.yaml"})
	if !errors.Is(err, errBroken) {
		t.Errorf("a text that breaks off: %v", err)
	}
}

// Where several formats fit, the best fit decides, then the name; otherwise
// none is chosen.
func TestAmbiguousTexts(t *testing.T) {
	t.Parallel()
	row := func(name, extension, certain, possible string) convert.Reader {
		return convert.Reader{Name: name, Extensions: []string{extension}, Detect: func(head []byte) convert.Fit {
			switch text := string(head); {
			case certain != "" && strings.Contains(text, certain):
				return convert.Certain
			case possible != "" && strings.Contains(text, possible):
				return convert.Possible
			}
			return convert.Unlike
		}}
	}
	rows := []convert.Reader{row("table", ".csv", "", ","), row("clashes", ".csv", "event_date,", ""), row("slides", ".sheet", "Headline,", "Year,")}
	for _, tt := range []struct{ head, name, want string }{
		{"a,b", "", "table"},
		{"a,event_date,b", "", "clashes"},
		{"a,event_date,b", "a.sheet", "clashes"},
		{"Year,a", "", "it may be table or slides"},
		{"Year,a", "a.sheet", "slides"},
		{"Year,a", "a.txt", "it may be table or slides"},
		{"event_date,Headline,", "a.csv", "clashes"},
		{"event_date,Headline,", "", "it may be clashes or slides"},
		{"a", "a.csv", "it may be table or clashes"},
		{"a", "a.sheet", "slides"},
		{"a", "a.txt", "it looks like none that is read"},
	} {
		r, err := convert.Detected([]byte(tt.head), tt.name, rows)
		got := r.Name
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%q in %q: %s, want %s", tt.head, tt.name, got, tt.want)
		}
	}
}

// readable has, for each format that is read, a text in it. A format's own test
// adds its text by example.
var readable = map[string]string{}

// example adds a text to those that TestReaders reads.
func example(format, text string) bool {
	readable[format] = text
	return true
}

var (
	_ = example("story", string(data.BundledStory))
	_ = example("rejects", `{"file":"a.ndjson","line":3,"column":1,"reason":"","raw":"{\"id\":\"e\",\"type\":\"call\",\"title\":\"E\"}","format":"ndjson"}`+"\n")
	_ = example("ndjson", `{"id":"e","type":"call","title":"E","date":"2025"}`+"\n")
)

// Each row can be told from the others by what it reads, and has what its
// callers need.
func TestReaders(t *testing.T) {
	t.Parallel()
	for _, r := range convert.Readers {
		if (r.Read == nil) == (r.ReadWhole == nil) || r.Title == "" || len(r.MediaTypes) == 0 || len(r.Extensions) == 0 {
			t.Errorf("%s is not complete: %+v", r.Name, r)
		}
		for _, e := range r.Extensions {
			if !strings.HasPrefix(e, ".") || e != strings.ToLower(e) {
				t.Errorf("%s: the extension %q", r.Name, e)
			}
		}
		text := readable[r.Name]
		if text == "" {
			t.Errorf("%s has no example", r.Name)
		}
		for _, other := range convert.Readers {
			if fit := other.Detect([]byte(text)); (fit == convert.Certain) != (other.Name == r.Name) {
				t.Errorf("an example of %s fits %s: %d", r.Name, other.Name, fit)
			}
		}
		if r.ReadWhole != nil {
			if doc, err := r.ReadWhole(convert.Input{Text: strings.NewReader(text)}); err != nil || len(doc.Events) == 0 {
				t.Errorf("%s: %v", r.Name, err)
			}
			continue
		}
		for e, err := range r.Read(convert.Input{Text: strings.NewReader(text)}) {
			if err != nil || e.Line < 1 || e.Record == nil || e.Record.RecordID() == "" || len(e.Raw) == 0 {
				t.Errorf("%s: %+v, %v", r.Name, e, err)
			}
		}
	}
}

func TestNotesOfReaders(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{"": {"there is no record in it"}, "\n \n": {"there is no record in it"}, "{}\n": nil, "{": nil} {
		var notes []string
		_, ndjson, err := convert.ReaderOf(strings.NewReader(text), convert.Clues{Format: "ndjson"})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(convert.Readers, func(r convert.Reader) bool { return r.Name == "ndjson" })
		for range convert.Readers[i].Read(convert.Input{Text: ndjson, Note: func(note string) { notes = append(notes, note) }}) { // to its end
		}
		if !slices.Equal(notes, want) {
			t.Errorf("%q: %q, want %q", text, notes, want)
		}
	}
}

// An entry that cannot be read is rejected and passed over; another error, or
// one of reject, is the last that comes.
func TestAccepted(t *testing.T) {
	t.Parallel()
	bad := &timeline.Error{Code: timeline.InvalidRecord, Message: "bad"}
	conflict := &timeline.Error{Code: timeline.Conflict, Message: "conflict"}
	entries := func(errs ...error) iter.Seq2[timeline.Entry, error] {
		return func(yield func(timeline.Entry, error) bool) {
			for i, err := range errs {
				if !yield(timeline.Entry{Line: i + 1}, err) {
					return
				}
			}
		}
	}
	for name, tt := range map[string]struct {
		errs    []error
		refuse  error
		lines   []int // that come, the one with the last error included
		rejects []int
		last    error
	}{
		"none is bad":       {[]error{nil, nil}, nil, []int{1, 2}, nil, nil},
		"one is bad":        {[]error{nil, bad, nil}, nil, []int{1, 3}, []int{2}, nil},
		"it ends all":       {[]error{nil, bad, nil}, errBroken, []int{1, 2}, []int{2}, errBroken},
		"the text breaks":   {[]error{nil, errBroken, nil}, nil, []int{1, 2}, nil, errBroken},
		"another domain's":  {[]error{conflict, nil}, nil, []int{1}, nil, conflict},
		"nothing is in it":  {nil, nil, nil, nil, nil},
		"all of it is bad ": {[]error{bad, bad}, nil, nil, []int{1, 2}, nil},
	} {
		var lines, rejects []int
		var last error
		for e, err := range convert.Accepted(entries(tt.errs...), func(e timeline.Entry, why error) error {
			if !errors.Is(why, bad) {
				t.Errorf("%s: rejected for %v", name, why)
			}
			rejects = append(rejects, e.Line)
			return tt.refuse
		}) {
			lines, last = append(lines, e.Line), err
		}
		if !slices.Equal(lines, tt.lines) || !slices.Equal(rejects, tt.rejects) || !errors.Is(last, tt.last) {
			t.Errorf("%s: lines %v, rejected %v, %v; want %v, %v, %v", name, lines, rejects, last, tt.lines, tt.rejects, tt.last)
		}
	}
}
