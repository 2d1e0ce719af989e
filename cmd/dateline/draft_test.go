package main

import (
	"os"
	"strings"
	"testing"

	"example.org/dateline/data"
)

const articleText = `Talks go on
Mike Waltz and Andriy Yermak spoke on Wednesday. Nothing else was said of it.
“We’ll see movement soon,” Waltz told reporters. They are to meet in Geneva next week.
`

func TestDraftCanBeImportedAndVerifiedAndWritesNothing(t *testing.T) {
	inFolder(t)
	write(t, "talks.txt", articleText)
	if code, _, stderr := dateline(t, "", "import", "--db", "x.db", bundledStory(t)); code != 0 {
		t.Fatal(stderr)
	}
	_, before, _ := dateline(t, "", "export", "--db", "x.db", "--format", "archive")

	code, _, stderr := dateline(t, "", "draft", "talks.txt", "--db", "x.db", "--published", "2025-03-06", "--publisher", "Gazette", "--url", "https://gazette.example/1", "-o", "talks.yaml")
	if code != 0 || stderr != "" {
		t.Fatalf("draft: %d %s", code, stderr)
	}
	if _, after, _ := dateline(t, "", "export", "--db", "x.db", "--format", "archive"); after != before {
		t.Error("the draft changed the database")
	}
	file := readText(t, "talks.yaml")
	for _, want := range []string{
		"id: talks-story\n", "visibility: private\n", "publisher: Gazette\n", "{edtf: \"2025-03-05\", basis: inferred, text: Wednesday}", "[2025-03-10..2025-03-16]",
		"speaker: mike-waltz\n", "status: expected\n", "{id: andriy-yermak, role: mentioned}", "- {id: geneva, role: subject}", "description: Donald Trump’s National Security Advisor",
		"# confirm: “Wednesday”, counted from the publication\n",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("no %q in\n%s", want, file)
		}
	}
	if _, stdout, _ := dateline(t, "", "verify", "talks.yaml", "--source", "talks=talks.txt"); !strings.Contains(stdout, "talks-story: 4 of 4 citations proved, 3 of 5 sentences covered") || strings.Contains(stdout, "FAILED") {
		t.Errorf("verify: %s", stdout)
	}
	code, stdout, stderr := dateline(t, "", "import", "--db", "x.db", "talks.yaml", "--text", "talks=talks.txt")
	if code != 0 || !strings.Contains(stdout, "3 events created") || strings.Contains(stdout, "updated") {
		t.Errorf("import: %d %s%s: what is known already is not changed", code, stdout, stderr)
	}

	// A second article of the story goes on with it; the same source with other words is another.
	write(t, "more.txt", "It ended on 7 March 2025.\n")
	if code, stdout, stderr = dateline(t, "", "draft", "more.txt", "--db", "x.db", "--story", "talks-story"); code != 0 || !strings.Contains(stdout, "- id: talks-story-4\n") || !strings.Contains(stdout, "title: Talks go on\n") {
		t.Errorf("going on: %d %s%s", code, stdout, stderr)
	}
	write(t, "talks.txt", "Other words of 7 March 2025.\n")
	if code, _, stderr = dateline(t, "", "draft", "talks.txt", "--db", "x.db"); code != 1 || !strings.Contains(stderr, "--source ID") {
		t.Errorf("another text: %d %s", code, stderr)
	}
}

func TestDraftOfAPage(t *testing.T) {
	inFolder(t)
	write(t, "page.html", "<!doctype html><html lang=en><title>Talks go on</title><meta property='article:published_time' content='2025-03-06'><article><p>"+
		strings.Repeat("They spoke on Wednesday, and again, at length, of many things. ", 10)+"</p></article>")
	code, stdout, stderr := dateline(t, "", "draft", "page.html", "--text", "page.txt")
	if code != 0 || stderr != "" || !strings.Contains(stdout, "# confirm: as the page says of itself\n    published: \"2025-03-06\"") || !strings.Contains(stdout, "2025-03-05") {
		t.Fatalf("%d %s%s", code, stdout, stderr)
	}
	write(t, "page.yaml", stdout)
	if _, stdout, _ := dateline(t, "", "verify", "page.yaml", "--source", "page=page.txt"); strings.Contains(stdout, "FAILED") || !strings.Contains(stdout, "10 of 10 citations proved") {
		t.Error(stdout)
	}
	if _, _, stderr := dateline(t, "", "draft", "page.html"); !strings.Contains(stderr, "keep it with --text FILE") {
		t.Errorf("what the citations count in is not told: %q", stderr)
	}
}

func TestDraftOfAWordFile(t *testing.T) {
	word, err := os.ReadFile("../../internal/article/testdata/libreoffice.docx")
	if err != nil {
		t.Fatal(err)
	}
	inFolder(t)
	write(t, "tugs.docx", string(word))
	code, stdout, stderr := dateline(t, "", "draft", "tugs.docx", "--text", "tugs.txt", "--published", "2024-09-13")
	if code != 0 || stderr != "" || !strings.Contains(stdout, "title: Tugs move again\n") || !strings.Contains(stdout, "language: en-GB\n") || !strings.Contains(stdout, "{edtf: \"2024-09-12\", basis: inferred, text: Thursday}") {
		t.Fatalf("%d %s%s", code, stdout, stderr)
	}
	write(t, "tugs.yaml", stdout)
	if _, stdout, _ := dateline(t, "", "verify", "tugs.yaml", "--source", "tugs=tugs.txt"); strings.Contains(stdout, "FAILED") || !strings.Contains(stdout, "citations proved") {
		t.Error(stdout)
	}
}

func TestDraftSaysWhatIsWrong(t *testing.T) {
	inFolder(t)
	write(t, "a.pdf", "%PDF-1.7\n")
	write(t, "a.txt", "It began on 5 March 2025.")
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"draft"}, 2, "name one article"},
		{[]string{"draft", "gone.txt"}, 1, "cannot read gone.txt"},
		{[]string{"draft", "a.pdf"}, 1, "a PDF is not read yet"},
		{[]string{"draft", "a.txt", "--published", "last week"}, 2, "--published takes a date in EDTF"},
		{[]string{"draft", "a.txt", "--db", "gone.db"}, 1, "there is no database gone.db"},
		{[]string{"draft", "a.txt", "--story", "A story"}, 2, "give one with --story ID"},
		{[]string{"draft", "a.txt", "--source", "A"}, 2, "give one with --source ID"},
		{[]string{"draft", "a.txt", "--url", "nowhere"}, 1, "/sources/0/url"},
		{[]string{"init"}, 2, "give the story one name"},
		{[]string{"init", "The Story"}, 2, "such as harbour-strike"},
		{[]string{"init", "no/such/story"}, 1, "no such file or directory"},
	} {
		code, stdout, stderr := dateline(t, "", c.args...)
		if code != c.code || !strings.Contains(stderr, c.want) || stdout != "" {
			t.Errorf("%v: %d %q %q, want %d %q", c.args, code, stdout, stderr, c.code, c.want)
		}
	}
}

func TestInitWritesAStoryToStartFrom(t *testing.T) {
	inFolder(t)
	if code, stdout, stderr := dateline(t, "", "init", "my-story"); code != 0 || !strings.Contains(stdout, "dateline import my-story.yaml") {
		t.Fatalf("%d %s%s", code, stdout, stderr)
	}
	if code, _, stderr := dateline(t, "", "init", "my-story.yaml"); code != 1 || !strings.Contains(stderr, "is left alone") {
		t.Errorf("again: %d %s", code, stderr)
	}
	if file := readText(t, "my-story.yaml"); strings.Contains(file, "harbour-strike") || !strings.Contains(file, "  id: my-story #") {
		t.Error("it has not the name given")
	}
	if code, stdout, stderr := dateline(t, "", "import", "--db", "x.db", "my-story.yaml"); code != 0 || !strings.Contains(stdout, "3 events created, 1 quote created") {
		t.Errorf("import: %d %s%s", code, stdout, stderr)
	}
}

func readText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// bundledStory is the bundled story's file.
func bundledStory(t *testing.T) string {
	t.Helper()
	return write(t, "bundled.yaml", string(data.BundledStory))
}
