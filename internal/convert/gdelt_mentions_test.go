package convert_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// gdeltMention is a row of GDELT's mentions, the end of it left out.
func gdeltMention(event, kind, source, identifier, sentence, confidence, translated string) string {
	return strings.Join([]string{event, "20250305101500", "20250306101500", kind, source, identifier, sentence, "-1", "120", "88", "1", confidence, "2579", "0.83", translated, ""}, "\t")
}

var _ = example("gdelt-mentions", gdeltMention("700000001", "1", "news.example", "https://news.example/2025/visit", "4", "80", "srclc:ara;eng:GT-ARA 1.0")+"\n")

// A mention is a citation of an event that its id alone tells.
func TestReadGDELTMentions(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		row     string
		section string
		source  string // the id but for its digest, title, publisher, address and language
	}{
		"on the web":     {gdeltMention("1", "1", "news.example", "https://news.example/2025/visit", "4", "80", "srclc:ara;eng:GT-ARA 1.0"), "sentence 4, confidence 80 %", "news-example-2025-visit|news.example/2025/visit|news.example|https://news.example/2025/visit|ar"},
		"in English":     {gdeltMention("1", "1", "", "https://www.news.example/a|b", "1", "", ""), "sentence 1", "news-example-a-b|news.example/a%7Cb||https://www.news.example/a%7Cb|"},
		"no language":    {gdeltMention("1", "1", "", "https://news.example/", "", "20", "srclc:???"), "confidence 20 %", "news-example|news.example/||https://news.example/|"},
		"a citation":     {gdeltMention("1", "2", "BBC Monitoring", "Radio Example, Kyiv", "2", "100", ""), "Radio Example, Kyiv, sentence 2, confidence 100 %", "bbc|BBC Monitoring|||"},
		"not of the web": {gdeltMention("1", "1", "", "unspecified", "2", "100", ""), "sentence 2, confidence 100 %", "|unspecified|||"},
	} {
		entries, errs, _ := readRows(t, "gdelt-mentions", tt.row+"\n")
		if len(entries) != 1 || errs[0] != nil {
			t.Errorf("%s: %v", name, errs)
			continue
		}
		e, row := entries[0].Record.(*timeline.Event), entries[0].Row
		s := row.Parts[0].(*timeline.Source)
		cited := fmt.Sprintf("%s|%s|%s|%s|%s", s.ID[:strings.LastIndex(s.ID, "-")+1], s.Title, s.Publisher, s.URL, s.Language)
		if cited = strings.Replace(cited, "-|", "|", 1); cited != tt.source || !row.Mention || len(row.Parts) != 1 || len(e.Citations) != 1 ||
			e.Citations[0].Source != s.ID || e.Citations[0].Section != tt.section || e.ExternalIDs[0] != "gdelt:1" || e.Title != "" {
			t.Errorf("%s: %s, %+v", name, cited, e)
		}
		if err := timeline.Complete(s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// pandas writes a header, commas and a column more.
func TestGDELTMentionsWithHeader(t *testing.T) {
	t.Parallel()
	text := "globaleventid,eventtimedate,mentiontimedate,mentiontype,mentionsourcename,mentionidentifier,sentenceid,actor1charoffset,actor2charoffset,actioncharoffset,inrawtext,confidence,mentiondoclen,mentiondoctone,mentiondoctranslationinfo,extras\n" +
		"1,20250305101500,20250305101500,1,news.example,\"https://news.example/a,b\",3,-1,1,2,1,100,99,0.5,,\n" +
		"x,20250305101500,20250305101500,1,news.example,https://news.example/,3,-1,1,2,1,100,99,0.5,,\n" +
		"2,20250305101500,20250305101500,1,,,3,-1,1,2,1,100,99,0.5,,\n" +
		"3.0,20250305101500,20250305101500,1,,https://news.example/,3,-1,1,2,1,100,99,0.5,,\n"
	entries, errs, _ := readRows(t, "gdelt-mentions", text)
	if len(entries) != 4 || errs[0] != nil || errs[3] != nil {
		t.Fatalf("%d entries, %v", len(entries), errs)
	}
	if e := entries[0].Record.(*timeline.Event); entries[0].Line != 2 || e.Citations[0].Section != "sentence 3, confidence 100 %" || entries[0].Row.Parts[0].(*timeline.Source).URL != "https://news.example/a,b" {
		t.Errorf("%+v", e)
	}
	if e := entries[3].Record.(*timeline.Event); e.ExternalIDs[0] != "gdelt:3" {
		t.Errorf("%+v", e)
	}
	for i, want := range []string{"", `3:1: the document: globaleventid: "x" is no id`, "4:36: the document: mentionidentifier: the mention names no source"} {
		if i > 0 && !strings.Contains(errs[i].Error(), want) {
			t.Errorf("line %d: %v, want %s", entries[i].Line, errs[i], want)
		}
	}
}
