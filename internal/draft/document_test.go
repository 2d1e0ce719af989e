package draft_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/draft"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

func setting(published string) draft.Setting {
	s := draft.Setting{
		Story:  timeline.Story{ID: "story", Title: "A story", Language: "en", Visibility: "private"},
		Source: timeline.Source{ID: "text", Title: "A text", Language: "en"},
	}
	if published != "" {
		s.Source.Published = &timeline.Date{EDTF: edtf.MustParse(published), Basis: "stated"}
	}
	return s
}

// written is the story file of a text, read back.
func written(t *testing.T, text string, opts draft.Options, s draft.Setting) (*timeline.Document, string) {
	t.Helper()
	doc, comments := draft.Read(text, opts).Document(s)
	var file bytes.Buffer
	if err := convert.WriteCommentedStoryYAML(&file, doc, comments); err != nil {
		t.Fatal(err)
	}
	again, err := convert.ReadStory(file.Bytes())
	if err != nil {
		t.Fatalf("%v in\n%s", err, &file)
	}
	for pointer := range comments {
		if strings.Contains(comments[pointer], "confirm") && strings.Count(file.String(), "confirm") == 0 {
			t.Errorf("the comment on %s is not written", pointer)
		}
	}
	report := evidence.Verify(again, map[string]string{"text": text})
	if len(report.Failures) > 0 || report.Proved != report.Citations {
		t.Errorf("%d of %d citations proved: %v", report.Proved, report.Citations, report.Failures)
	}
	return again, file.String()
}

// Every marked text gives a file that imports as it is and whose citations hold, with
// an event for each date and quotation.
func TestDocumentsOfMarkedTexts(t *testing.T) {
	files, _ := filepath.Glob("testdata/marked/*.txt")
	for _, file := range files {
		text := read(t, file)
		m, err := draft.ReadMarks([]byte(read(t, strings.TrimSuffix(file, ".txt")+".json")), text)
		if err != nil {
			t.Fatal(err)
		}
		doc, _ := written(t, text, draft.Options{Published: m.Published, Language: m.Language}, setting(m.Published))
		quotes := 0
		for _, e := range doc.Events {
			quotes += len(e.Quotes)
			for _, c := range e.Citations {
				if c.SHA256 == "" || c.Source != "text" {
					t.Errorf("%s: %s cites %+v", file, e.ID, c)
				}
			}
		}
		if len(doc.Events) < 10 || quotes < len(m.Quotations)*8/10 {
			t.Errorf("%s: %d events and %d quotes", file, len(doc.Events), quotes)
		}
	}
}

func TestEventsOfADocument(t *testing.T) {
	text := "A title\nThe pilots met on Monday. Nothing is in this sentence. “We are done,” the mayor said. “It is over.” They will meet on Friday in Geneva.\n" +
		"She waited. “Who knows when?” It was at a time of no date.\n"
	s := setting("2024-09-12")
	s.Places = []timeline.Place{{ID: "geneva", Name: "Geneva", Kind: "city", Parent: "switzerland"}, {ID: "switzerland", Name: "Switzerland", Kind: "country"}}
	s.Actors = []timeline.Actor{
		{ID: "pilots", Name: "Pilots", Aliases: []string{"The pilots"}, Kind: "group", Description: "Kept whole.", Affiliations: []timeline.Affiliation{{Actor: "union"}}},
		{ID: "union", Name: "Pilots’ Union", Kind: "organization"},
		{ID: "mayor", Name: "Another mayor", Kind: "person"},
	}
	doc, file := written(t, text, draft.Options{Published: "2024-09-12", Language: "en", Known: draft.KnownOf(s.Actors, s.Places)}, s)
	if len(doc.Events) != 4 {
		t.Fatalf("%d events, want 4:\n%s", len(doc.Events), file)
	}
	met, said, will, who := doc.Events[0], doc.Events[1], doc.Events[2], doc.Events[3]
	if met.Date.EDTF.String() != "2024-09-09" || met.Date.Basis != "inferred" || met.Date.Text != "Monday" || met.Title != "The pilots met on Monday." || met.Actors[0].ID != "pilots" {
		t.Errorf("the meeting is %+v", met)
	}
	if len(said.Quotes) != 2 || said.Quotes[0].Speaker != "mayor-2" || said.Quotes[1].Speaker != "mayor-2" || said.Quotes[1].Text != "It is over." || said.Type != "statement" || !said.Date.EDTF.IsZero() {
		t.Errorf("what was said is %+v", said)
	}
	if will.Date.EDTF.String() != "2024-09-13" || will.Status != "expected" || len(will.Places) != 1 {
		t.Errorf("what is to come is %+v", will)
	}
	if len(who.Quotes) != 0 || !strings.Contains(file, "# confirm: who says “Who knows when?”") {
		t.Errorf("words of nobody are %+v", who)
	}
	if len(doc.Actors) != 3 || doc.Actors[0].Description != "Kept whole." || doc.Actors[1].ID != "union" || doc.Actors[2].Name != "mayor" || len(doc.Places) != 2 {
		t.Errorf("declared are %+v and %+v", doc.Actors, doc.Places)
	}
	for _, comment := range []string{"# confirm: “Monday”, counted from the publication", "# confirm: who speaks: “the mayor”, as of the words before", "# confirm: the words of the text", "# confirm: expected, scheduled or proposed"} {
		if !strings.Contains(file, comment) {
			t.Errorf("no comment %q in\n%s", comment, file)
		}
	}
}

// Ids of events that are there already are not taken again.
func TestDocumentsGoOn(t *testing.T) {
	s := setting("")
	s.Taken = map[string]bool{"story-2": true}
	doc, _ := written(t, "It began on 5 March 2025. It ended on 6 March 2025.", draft.Options{Language: "en"}, s)
	if len(doc.Events) != 2 || doc.Events[0].ID == "story-2" || doc.Events[1].ID == "story-2" {
		t.Errorf("%+v", doc.Events)
	}
}

func TestTheHeadOfAnEntryDatesIt(t *testing.T) {
	text := "4:06 p.m. EDT\nThe descent has begun.\n4:17 p.m. EDT\nThey are down. “The Eagle has landed,” Armstrong says."
	doc, file := written(t, text, draft.Options{Published: "1969-07-20", Language: "en"}, setting("1969-07-20"))
	if len(doc.Events) != 1 || doc.Events[0].Date.EDTF.String() != "1969-07-20T16:17-04:00" || len(doc.Events[0].Citations) != 2 {
		t.Errorf("%s", file)
	}
}

func FuzzDocument(f *testing.F) {
	for _, c := range dateCases {
		f.Add(c.text)
	}
	for _, c := range quotationCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		text, err := evidence.ReadText([]byte(raw))
		if err != nil || strings.ContainsFunc(strings.ReplaceAll(raw, "\n", ""), unicode.IsControl) {
			return // no text of a source, or one that no record can quote
		}
		written(t, text.String(), draft.Options{Published: "2025-03-06", Language: "en"}, setting("2025-03-06"))
	})
}
