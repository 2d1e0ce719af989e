package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

// tableOf are the rows of the first table of a text, its head before them.
func tableOf(text string) []string {
	var rows []string
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "| "):
			rows = append(rows, strings.TrimSpace(line))
		case len(rows) > 0 && !strings.HasPrefix(line, "|"):
			return rows
		}
	}
	return rows
}

func formatsPage(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repositoryRoot(t), "docs", "formats.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ticks are a mark for each format of a resource.
func ticks[T any](formats []convert.Format[T]) map[string]string {
	marks := map[string]string{"json": "✓"}
	for _, f := range formats {
		marks[f.Name] = "✓"
	}
	return marks
}

// TestWrittenFormatsAreSaidAlike holds the first table of docs/formats.md to the
// formats that are written. TestFormatsAreThoseOfTheContract in package api does
// so with the contract.
func TestWrittenFormatsAreSaidAlike(t *testing.T) {
	resources := []map[string]string{ticks(convert.EventFormats), ticks(convert.QuoteFormats), ticks(convert.ActorFormats), ticks(convert.PlaceFormats), ticks(convert.SourceFormats), ticks(convert.StoryFormats), ticks(convert.TopicFormats)}
	want := []string{"| format | media type | events | quotes | actors | places | sources | stories | topics | answers |"}
	row := func(name, mediaType, answers string) {
		media, _, _ := strings.Cut(mediaType, ";")
		line := "| " + name + " | " + media
		for _, marks := range resources {
			line += strings.TrimRight(" | "+marks[name], " ")
		}
		want = append(want, line+" | "+answers+" |")
	}
	row("json", "application/json", "a page")
	for _, f := range convert.EventFormats {
		answers := "a page"
		if f.Whole {
			answers = "all"
		}
		row(f.Name, f.MediaType, answers)
	}
	if rows := tableOf(formatsPage(t)); !slices.Equal(rows, want) {
		t.Errorf("docs/formats.md has\n%s\nand what is written is\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
}

// TestReadFormatsAreSaidAlike holds the help of import, what a shell offers for
// its --format and the table of docs/formats.md to the formats that are read.
// TestImportIsThatOfTheContract in package api does so with the contract.
func TestReadFormatsAreSaidAlike(t *testing.T) {
	_, help, _ := dateline(t, "", "import", "--help")
	_, offered, _ := dateline(t, "", "__complete", "import", "--format", "")
	_, section, _ := strings.Cut(formatsPage(t), "\n## What can be read\n")
	rows := tableOf(section)
	want := []string{"| format | what it is | files | media types | imported |"}
	offers := []string{convert.Auto + "\tas each file begins or is named"}
	for _, r := range convert.Readers {
		imported := "record by record"
		if r.ReadWhole != nil {
			imported = "whole or not at all"
		}
		files := strings.Join(r.Extensions, ", ")
		want = append(want, "| "+strings.Join([]string{r.Name, r.Title, files, strings.Join(r.MediaTypes, ", "), imported}, " | ")+" |")
		offers = append(offers, r.Name+"\t"+r.Title)
		if !slices.ContainsFunc(strings.Split(help, "\n"), func(line string) bool {
			fields := strings.Fields(line)
			return len(fields) > 0 && fields[0] == r.Name && strings.HasSuffix(line, r.Title+": "+files)
		}) {
			t.Errorf("the help of import does not list %s:\n%s", r.Name, help)
		}
	}
	if !slices.Equal(rows, want) {
		t.Errorf("docs/formats.md has\n%s\nand what is read is\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
	if got := strings.Split(strings.TrimSpace(offered), "\n"); !slices.Equal(got[:len(got)-1], offers) {
		t.Errorf("a shell offers %q, and %q are read", got, offers)
	}
	if list := "the format of the files: " + strings.Join(convert.ImportFormats, ", "); !strings.Contains(help, list) {
		t.Errorf("the help of --format does not name %q", list)
	}
}

func TestFilesOfUnknownFormat(t *testing.T) {
	inFolder(t)
	write(t, "notes.txt", "It is a fine day.\n")
	write(t, "unnamed", story)
	write(t, "mistaken.yaml", "title: T\n")
	const want = "it looks like none that is read; say which it is (--format), or, of an article, write a first story file with dateline draft\n"
	if code, out, errs := dateline(t, "", "import", "notes.txt"); code != 1 || out != "" || errs != "dateline: cannot tell the format of notes.txt: "+want {
		t.Errorf("%d: %s%s", code, out, errs)
	}
	if code, out, errs := dateline(t, "fine\n", "import", "-"); code != 1 || out != "" || errs != "dateline: cannot tell the format of standard input: "+want {
		t.Errorf("%d: %s%s", code, out, errs)
	}
	if code, _, errs := dateline(t, "", "import", "mistaken.yaml"); code != 1 || !strings.Contains(errs, "mistaken.yaml:1:1: the document: no story file") {
		t.Errorf("by its name alone: %d: %s", code, errs)
	}
	if code, _, errs := dateline(t, "", "import", "--story", "lamp", "unnamed"); code != 1 || !strings.Contains(errs, "unnamed is a story file (YAML or JSON), which names its story") {
		t.Errorf("with a story's id: %d: %s", code, errs)
	}
	if code, out, errs := dateline(t, "", "import", "unnamed"); code != 0 || !strings.Contains(out, "2 events created") {
		t.Errorf("by its content: %d: %s%s", code, out, errs)
	}
	if code, out, errs := dateline(t, "", "import", "--format", "ndjson", "-"); code != 0 || out != "-: nothing to change\n" || errs != "standard input: note: there is no record in it\n" {
		t.Errorf("without a record: %d: %s%s", code, out, errs)
	}
}
