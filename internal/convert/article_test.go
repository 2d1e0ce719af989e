package convert_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// bundledSource is the id of the bundled story's one source.
const bundledSource = "us-ukraine-forge-path"

// root is the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// article is the text that the bundled story cites. It is not ours to publish
// and lies beside the repository; where CI is set it must be there.
func article(t *testing.T) string {
	t.Helper()
	path := filepath.Join(root(t), "../shared/articles/us-ukraine-peace-talks.txt")
	data, err := os.ReadFile(path)
	switch {
	case err == nil:
	case os.Getenv("CI") != "":
		t.Fatalf("the article is needed where CI is set: %v", err)
	default:
		t.Skipf("the article is not here: %v", err)
	}
	return string(data)
}

func TestTheBundledStoryIsProvedByItsArticle(t *testing.T) {
	t.Parallel()
	doc, text := read(t, bundled(t)), article(t)
	r := evidence.Verify(doc, map[string]string{bundledSource: text})
	for _, f := range r.Failures {
		t.Error(f)
	}
	for _, u := range r.Uncovered {
		t.Error(u)
	}
	if !r.OK() || r.Citations < 100 || r.Proved != r.Citations || r.Unchecked != 0 || r.Sentences < 40 || r.Covered != r.Sentences {
		t.Errorf("%d citations, %d proved, %d unchecked; %d sentences, %d covered", r.Citations, r.Proved, r.Unchecked, r.Sentences, r.Covered)
	}
}

// TestAChangedWordIsFound: the records that cite the sentence are named, and
// no others.
func TestAChangedWordIsFound(t *testing.T) {
	t.Parallel()
	doc, text := read(t, bundled(t)), article(t)
	for _, change := range [][2]string{{"pivotal", "crucial"}, {"aligns", "agrees"}, {"on substance", "on substancc"}} {
		before, _, _ := strings.Cut(text, change[0])
		at := utf8.RuneCountInString(before)
		changed := strings.Replace(text, change[0], change[1], 1)
		want := map[string]bool{"source " + bundledSource: true}
		cites := func(record string, list []timeline.Citation) {
			for _, ct := range list {
				if ct.Start <= at && at < ct.End {
					want[record] = true
				}
			}
		}
		for i, n := range doc.Sources[0].Notes {
			cites(fmt.Sprintf("note %d of source %s", i+1, bundledSource), n.Citations)
		}
		for _, e := range doc.Events {
			cites("event "+e.ID, e.Citations)
			for _, q := range e.Quotes {
				cites("quote "+q.ID, q.Citations)
			}
		}
		got := map[string]bool{}
		r := evidence.Verify(doc, map[string]string{bundledSource: changed})
		for _, f := range r.Failures {
			got[f.Record] = true
		}
		if r.OK() || len(want) < 2 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s → %s: %v fail, want %v", change[0], change[1], got, want)
		}
		if len(r.Uncovered) == 0 || r.Proved >= r.Citations {
			t.Errorf("%s → %s: %d uncovered, %d of %d proved", change[0], change[1], len(r.Uncovered), r.Proved, r.Citations)
		}
	}
	// A word more moves all that follows.
	r := evidence.Verify(doc, map[string]string{bundledSource: strings.Replace(text, "pivotal", "very pivotal", 1)})
	if r.OK() || r.Failures[0].Message != "the text has 4368 characters; the source says 4363" || len(r.Failures) < 50 {
		t.Errorf("%d failures, the first: %v", len(r.Failures), r.Failures[0])
	}
}

// TestACarriageReturnIsSaid rather than put right.
func TestACarriageReturnIsSaid(t *testing.T) {
	t.Parallel()
	doc, text := read(t, bundled(t)), article(t)
	for message, given := range map[string]string{
		"the text has carriage returns":           strings.ReplaceAll(text, "\n", "\r\n"),
		"the text begins with a byte order mark":  "\uFEFF" + text,
		"the text is not UTF-8, from byte 4 on":   "abcd\xff",
		"the text has 0 characters; the source s": "",
	} {
		r := evidence.Verify(doc, map[string]string{bundledSource: given})
		if r.OK() || !strings.HasPrefix(r.Failures[0].String(), "source "+bundledSource+": "+message) {
			t.Errorf("want %s: %v", message, r.Failures[0])
		}
		if given != "" && (len(r.Failures) != 1 || r.Unchecked != r.Citations || r.Sentences != 0) {
			t.Errorf("%s: %d failures, %d of %d unchecked", message, len(r.Failures), r.Unchecked, r.Citations)
		}
	}
}

// TestCiteFindsWhatTheStoryCites: the words of every citation in the bundled
// story, with the same position, digest and section.
func TestCiteFindsWhatTheStoryCites(t *testing.T) {
	t.Parallel()
	doc, text := read(t, bundled(t)), article(t)
	runes := []rune(text)
	checked := 0
	for _, e := range doc.Events {
		for _, want := range e.Citations {
			words := string(runes[want.Start:want.End])
			if want.Section == "Lead" {
				want.Section = "" // not a heading of the article
			}
			list, err := evidence.Cite(bundledSource, text, words)
			if err != nil || len(list) != 1 || !reflect.DeepEqual(list[0], want) {
				t.Errorf("%q: %+v, %v, want %+v", words, list, err, want)
			}
			// The same words as somebody types them.
			typed := strings.NewReplacer("’", "'", "“", `"`, "”", `"`, "…", "...", " ", "  ").Replace(strings.ToUpper(words))
			if list, err := evidence.Cite(bundledSource, text, typed); err != nil || len(list) != 1 || !reflect.DeepEqual(list[0], want) {
				t.Errorf("%q: %+v, %v, want %+v", typed, list, err, want)
			}
			checked++
		}
	}
	if checked < 50 {
		t.Errorf("only %d citations", checked)
	}
}
