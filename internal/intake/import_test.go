package intake_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/intake"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

const desk = "No;When;What\r\n1;13/10/2016;The gate opens\r\n2;31/31/2016;The gate is painted\r\n3;;The gate is built\r\n"

// taken is what became of an import: counts of events, and rows that were rejected.
type taken struct {
	report  *store.Report
	rejects []convert.RejectedLine
}

func file(t *testing.T, in intake.Import, name, text string) (taken, error) {
	t.Helper()
	var mu sync.Mutex
	var got taken
	in.Most = 1 << 20
	in.Reject = func(e timeline.Entry, why error) error {
		mu.Lock()
		defer mu.Unlock()
		got.rejects = append(got.rejects, convert.Rejected(e, why))
		return nil
	}
	var err error
	got.report, err = in.File(t.Context(), name, strings.NewReader(text), int64(len(text)))
	return got, err
}

func must(t *testing.T, in intake.Import, name, text string) taken {
	t.Helper()
	got, err := file(t, in, name, text)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRowsAreMended(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	in := intake.Import{Store: st, Story: "gate", Title: "The gate"}
	in.Visibility, in.Listed, in.DryRun = timeline.Private, 50, true
	got := must(t, in, "desk.csv", desk)
	if got.report.Created["event"] != 1 || len(got.rejects) != 2 || got.rejects[0].Line != 3 || got.rejects[0].File != "desk.csv" || got.rejects[0].Format != "csv" {
		t.Fatalf("%+v, %+v", got.report, got.rejects)
	}
	in.Mended = []intake.Mended{{got.rejects[0], "2;14/10/2016;The gate is painted"}, {got.rejects[1], "3;also wrong;The gate is built"}}
	for _, dry := range []bool{true, false, false} {
		in.DryRun = dry
		got = must(t, in, "desk.csv", desk)
		if n := got.report.Created["event"] + got.report.Unchanged["event"]; n != 2 || len(got.rejects) != 1 || got.rejects[0].Line != 4 || got.rejects[0].Raw != "3;also wrong;The gate is built" || got.rejects[0].Format != "csv" {
			t.Errorf("%+v, %+v", got.report, got.rejects)
		}
	}
	if got.report.Changed() || len(got.report.Events()) != 2 || got.report.Events()[0].How != store.ListedUnchanged {
		t.Errorf("the second time: %+v", got.report)
	}
	doc, err := storetest.Use(st).Private().Document(t.Context(), "gate")
	if err != nil || doc.Story.Title != "The gate" || doc.Story.Visibility != timeline.Private || len(doc.Sources) != 2 {
		t.Errorf("%+v, %v", doc, err)
	}
	in.Mended[1].Now = "3;Oct 2015;The gate is built"
	if got = must(t, in, "desk.csv", desk); got.report.Created["event"] != 1 || len(got.rejects) > 0 {
		t.Errorf("%+v, %+v", got.report, got.rejects)
	}
}

func TestWhatAReportLists(t *testing.T) {
	t.Parallel()
	in := intake.Import{Store: storetest.Open(t), Story: "gate"}
	in.Listed = 2
	text := func(title string) string {
		var b strings.Builder
		b.WriteString("id,date,title\n")
		for i := range 5 {
			fmt.Fprintf(&b, "%d,2016-10-1%d,%s %d\n", i, i, title, i)
		}
		return b.String()
	}
	list := func(r *store.Report) string {
		var parts []string
		for _, l := range r.Events() {
			parts = append(parts, l.How+" "+l.Event.Title+" "+strings.Join(l.Fields, "+"))
		}
		return strings.Join(parts, ", ")
	}
	for _, step := range []struct{ text, want string }{
		{text("Gate"), "created Gate 0 , created Gate 1 "},
		{text("Gate"), "unchanged Gate 0 , unchanged Gate 1 "},
		{strings.ReplaceAll(text("Gate"), "Gate 4", "Door"), "updated Door citations+title, unchanged Gate 0 , unchanged Gate 1 "},
	} {
		if got := list(must(t, in, "gate.csv", step.text).report); got != step.want {
			t.Errorf("it lists %q, not %q", got, step.want)
		}
	}
}

// What is private stays so, whatever a file says of it, where visibility is chosen.
func TestVisibilityIsThatOfWhoImports(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	story := func(id string) string {
		return "dateline: 1\nstory: {id: " + id + ", title: S, visibility: public}\nevents: [{id: " + id + "-e, title: E, type: x, date: 2025-03-01}]\n"
	}
	lines := `{"entity":"story","id":"c","title":"C","visibility":"public"}` + "\n" + `{"id":"c-e","title":"E","type":"x","date":"2025-03-01"}` + "\n"
	in := intake.Import{Store: st}
	in.Visibility = timeline.Private
	both := zipped(t, "a.yaml", story("a"), "__MACOSX/x", "", "c.ndjson", lines, "b.yaml", story("b"))
	if got := must(t, in, "all.zip", both); got.report.Created["story"] != 3 || got.report.Created["event"] != 3 || len(got.rejects) > 0 {
		t.Fatalf("%+v %+v", got.report, got.rejects)
	}
	in.Visibility = timeline.Public
	if got := must(t, in, "all.zip", both); got.report.Changed() {
		t.Errorf("%+v", got.report)
	}
	if ids, err := storetest.Use(st).StoryIDs(t.Context()); err != nil || len(ids) > 0 {
		t.Errorf("others see %v, %v", ids, err)
	}
	in.Visibility = ""
	if got := must(t, in, "a.yaml", story("a")); got.report.Updated["story"] != 1 {
		t.Errorf("without a choice a file says who may see it: %+v", got.report)
	}
}

func TestFilesThatAreNone(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	in := intake.Import{Store: st, Story: "gate"}
	good := "id,date,title\n1,2016-10-13,The gate opens\n"
	for name, text := range map[string]string{
		"empty.csv": "", "paper.pdf": "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "picture.png": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
		"cut.zip": zipped(t, "a.csv", good)[:40], "cut.csv.gz": "\x1f\x8b\x08\x00", "two.zip": zipped(t, "a.csv", good, "b.pdf", "%PDF-1.7\n"),
		"large.zip": zipped(t, "a.csv", good+strings.Repeat("2,2016-10-14,The gate closes\n", 40_000)), "story.yaml": "dateline: 1\nstory: {id: s, title: S}\n",
	} {
		got, err := file(t, in, name, text)
		_, unknown := errors.AsType[*convert.FormatError](err)
		_, whole := errors.AsType[*intake.StoryError](err)
		if !unknown && !whole && timeline.CodeOf(err) != timeline.InvalidRecord {
			t.Errorf("%s: %+v, %v", name, got.report, err)
		}
	}
	if version, err := st.Version(t.Context()); err != nil || version.Seq != 0 {
		t.Errorf("something of them is written: %+v, %v", version, err)
	}
}
