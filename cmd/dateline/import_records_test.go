package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

const records = `{"entity":"story","id":"lamp","title":"The lamp"}
{"entity":"actor","id":"keeper","name":"The Keeper","kind":"person"}

{"id":"lamp-lit","title":"The lamp is lit","type":"other","date":"1911-04-02","actors":["keeper"]}
`

func TestArchiveThereAndBack(t *testing.T) {
	inFolder(t)
	write(t, "story.yaml", story)
	must := func(args ...string) string {
		t.Helper()
		code, out, errs := dateline(t, records, args...)
		if code != 0 {
			t.Fatalf("%v: %s%s", args, out, errs)
		}
		return out
	}
	must("import", "--db", "a.db", "story.yaml")
	if out := must("import", "--db", "a.db", "-"); out != "-: 1 story created, 1 actor created, 1 event created\n" {
		t.Errorf("standard input: %q", out)
	}
	archive := must("export", "--db", "a.db", "--format", "archive", "-o", "archive.ndjson") + read(t, "archive.ndjson")
	if out := must("import", "--db", "b.db", "archive.ndjson"); !strings.Contains(out, "2 stories created, 2 actors created, 3 events created") {
		t.Errorf("the archive: %q", out)
	}
	if again := must("export", "--db", "b.db", "--format", "archive"); again != archive {
		t.Errorf("exported again:\n%s\nwas\n%s", again, archive)
	}
	if out := must("import", "--db", "b.db", "archive.ndjson"); out != "archive.ndjson: nothing to change\n" {
		t.Errorf("again: %q", out)
	}
	if one := must("export", "--db", "b.db", "--format", "archive", "--story", "lamp"); strings.Count(one, "\n") != 3 || strings.Contains(one, "lighthouse") {
		t.Errorf("one story: %s", one)
	}
	must("export", "--db", "a.db", "--format", "ndjson", "-o", "events.ndjson")
	if out := must("import", "--db", "a.db", "--dry-run", "events.ndjson"); out != "events.ndjson: nothing to change\n" {
		t.Errorf("the events alone: %q", out)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestRejectedLines(t *testing.T) {
	inFolder(t)
	bad := records + `{"id":"out","title":"Out","type":"other","date":"April"}` + "\n" +
		`{"id":"sold","title":"Sold","type":"other","date":"1912","actors":["buyer"]}` + "\n" + `{"id":` + "\n" +
		`{"id":"dark","title":"It is dark","type":"other","date":"1913","story":"lamp"}` + "\n"
	write(t, "lamp.jsonl", bad)
	code, out, errs := dateline(t, "", "import", "lamp.jsonl", "--rejects", "rejects.ndjson")
	if code != 3 || out != "lamp.jsonl: 1 story created, 1 actor created, 2 events created, 3 lines rejected\n" || !strings.Contains(errs, "3 lines rejected: mend raw in rejects.ndjson, and import that file") {
		t.Errorf("%d: %s%s", code, out, errs)
	}
	file, err := os.Open("rejects.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	got := map[int]convert.RejectedLine{}
	for scan := bufio.NewScanner(file); scan.Scan(); {
		var line convert.RejectedLine
		if err := json.Unmarshal(scan.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		got[line.Line] = line
	}
	for at, want := range map[int][2]string{5: {"/date", "April"}, 6: {`/actors/0/id: there is no actor with the id "buyer"`, "buyer"}, 7: {"", `{"id":`}} {
		if line := got[at]; line.File != "lamp.jsonl" || line.Column < 1 || !strings.Contains(line.Reason, want[0]) || !strings.Contains(line.Raw, want[1]) {
			t.Errorf("line %d: %+v", at, line)
		}
	}
	code, out, errs = dateline(t, "", "import", "lamp.jsonl")
	if code != 3 || out != "lamp.jsonl: 3 lines rejected\n" || !strings.Contains(errs, `lamp.jsonl:6:1: /actors/0/id: there is no actor with the id "buyer"`) || !strings.Contains(errs, "--rejects FILE keeps them") {
		t.Errorf("without a file: %d: %s%s", code, out, errs)
	}
	write(t, "mended.ndjson", `{"id":"sold","title":"Sold","type":"other","date":"1912","actors":[{"id":"buyer","name":"The Buyer","kind":"person"}]}`)
	if code, out, errs = dateline(t, "", "import", "mended.ndjson", "--story", "lamp"); code != 0 || !strings.Contains(out, "1 actor created, 1 event created") {
		t.Errorf("mended: %d: %s%s", code, out, errs)
	}
}

// A file of rejects is that of the last import alone: where nothing is rejected
// it holds nothing, and it is not made.
func TestRejectsOfEarlierRuns(t *testing.T) {
	inFolder(t)
	write(t, "good.ndjson", records)
	write(t, "bad.ndjson", `{"id":`)
	write(t, "story.yaml", story)
	if code, _, errs := dateline(t, "", "import", "good.ndjson", "--rejects", "rejects.ndjson"); code != 0 {
		t.Fatal(errs)
	}
	if _, err := os.Stat("rejects.ndjson"); err == nil {
		t.Error("a file is made though nothing is rejected")
	}
	for _, args := range [][]string{{"good.ndjson"}, {"story.yaml"}, {"--dry-run", "good.ndjson"}} {
		if code, _, _ := dateline(t, "", "import", "bad.ndjson", "--rejects", "rejects.ndjson"); code != 3 || read(t, "rejects.ndjson") == "" {
			t.Fatalf("%d: nothing is rejected", code)
		}
		if code, _, errs := dateline(t, "", append([]string{"import", "--rejects", "rejects.ndjson"}, args...)...); code != 0 || read(t, "rejects.ndjson") != "" {
			t.Errorf("%v: %d: %s; rejects of an earlier run are still there: %s", args, code, errs, read(t, "rejects.ndjson"))
		}
	}
	if code, _, errs := dateline(t, "", "import", "good.ndjson", "--rejects", os.DevNull); code != 0 {
		t.Errorf("to no file: %d: %s", code, errs)
	}
	for _, input := range []string{"good.ndjson", "story.yaml"} {
		before := read(t, input)
		if code, _, errs := dateline(t, "", "import", input, "--rejects", "./"+input); code != 2 || read(t, input) != before || !strings.Contains(errs, "--rejects") {
			t.Errorf("%s, its own file of rejects: %d: %s", input, code, errs)
		}
	}
}

func TestDryRunOfRecordsMakesNoDatabase(t *testing.T) {
	inFolder(t)
	write(t, "lamp.ndjson", records)
	code, out, errs := dateline(t, "", "import", "--dry-run", "lamp.ndjson")
	if _, err := os.Stat(defaultDatabase); code != 0 || err == nil || out != "lamp.ndjson: 1 story would be created, 1 actor would be created, 1 event would be created\n" {
		t.Errorf("%d: %s%s", code, out, errs)
	}
}

// A title that nobody can see is none, and an id stands once in a file: with the
// line of the first, however often the file is imported.
func TestBlankTitlesAndRepeatedIDs(t *testing.T) {
	inFolder(t)
	write(t, "blank-title.ndjson", `{"entity":"story","id":"blank","title":"Blank"}
{"id":"blank-a","title":"\u200b","type":"other","date":"1911"}
`)
	write(t, "repeated-id.ndjson", `{"entity":"story","id":"dup","title":"Dup"}
{"id":"dup-7","title":"Seven","type":"other","date":"2013-11-12"}
{"id":"dup-7","title":"Seven","type":"other","date":"2014-01-01"}
`)
	for _, tt := range []struct{ story, file, out, err string }{
		{"blank", "blank-title.ndjson", "1 story created, 1 story updated, 1 line rejected", `blank-title.ndjson:2:25: /title: required, and not blank: "\u200b" has no sign that can be seen`},
		{"blank", "blank-title.ndjson", "1 line rejected", "has no sign that can be seen"},
		{"dup", "repeated-id.ndjson", "1 story created, 1 event created, 1 story updated, 1 line rejected", `repeated-id.ndjson:3:7: the document: the event "dup-7" is in the file already, at line 2: leave one of them out`},
		{"dup", "repeated-id.ndjson", "1 line rejected", "at line 2"},
	} {
		code, out, errs := dateline(t, "", "import", "--db", "a.db", "--story", tt.story, tt.file)
		if code != 3 || !strings.Contains(out, tt.file+": "+tt.out+"\n") || !strings.Contains(errs, tt.err) {
			t.Errorf("%s: exit code %d\n%s%s", tt.file, code, out, errs)
		}
	}
}

// What is perhaps wrong is told with its line, a hundred times, and no failure.
func TestWarningsOfFiles(t *testing.T) {
	inFolder(t)
	var many strings.Builder
	many.WriteString(`{"entity":"story","id":"ahead","title":"Ahead"}` + "\n")
	for range 103 {
		many.WriteString(strings.ReplaceAll(`{"id":"eN","title":"E","type":"other","date":"9998"}`, "N", strconv.Itoa(many.Len())) + "\n")
	}
	write(t, "ahead.ndjson", many.String())
	for _, out := range []string{"ahead.ndjson: 1 story created, 103 events created\n", "ahead.ndjson: nothing to change\n"} {
		code, got, errs := dateline(t, "", "import", "ahead.ndjson")
		if code != 0 || got != out || strings.Count(errs, "\n") != 101 || !strings.Contains(errs, "ahead.ndjson:2: warning: /status: the event has occurred, and its date, 9998, ") || !strings.HasSuffix(errs, "\nahead.ndjson: 3 warnings more\n") {
			t.Errorf("exit code %d: %s%.2000s", code, got, errs)
		}
	}
	dateline(t, "", "export", "--format", "story", "--story", "ahead", "-o", "ahead.yaml")
	if code, _, errs := dateline(t, "", "import", "ahead.yaml"); code != 0 || !strings.Contains(errs, "ahead.yaml: warning: /events/0/status: ") {
		t.Errorf("a story file: exit code %d: %.300s", code, errs)
	}
}
