package store_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// Both databases find the same words, whatever script they are in, and take
// nothing in a search for an operator of theirs.
func TestSearches(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 3000)
	titles := []string{
		"हिन्दी भाषा", "ह न द", "Zürich Straße ØRSTED", "데이터 한국어", "データ通信", "北京 and 東京都", "ﷺ ligature", "fractions ½ and ⑴",
		"NEAR AND OR NOT", "don’t co-operate", "x86 2025-03-05", long + " tail", "𐐀𐐨 Deseret", "Ꭰ ꭰ Cherokee", "İstanbul IĞDIR ISPARTA", "ﹰ ͺ nothing",
		"ᏣᎳᎩ 𞤀𞤣𞤤𞤢𞤥", "e\u0301te\u0301 ÉTÉ été", "O'Brien's \"quoted\" back\\slash 100% a_b", "Ελλάς ΕΛΛΑΣ", "אֵין 'שָׁלוֹם'",
	}
	doc := small("words")
	doc.Events = nil
	for i, title := range titles {
		e := timeline.Event{ID: fmt.Sprint("e", i), Title: "t", Summary: title, Type: "call", Date: timeline.Date{Basis: "unknown"}}
		doc.Events = append(doc.Events, e)
	}
	st := storetest.Use(storetest.Open(t))
	imported(t, st, copied(doc))
	for _, tt := range []struct {
		search string
		want   []int
	}{
		{"हिन्दी", []int{0}}, {"ह", []int{1}}, {"हिन्*", []int{0}}, {"भाषा", []int{0}}, {`"ह न"`, []int{1}},
		{"zurich", []int{2}}, {"STRASSE orsted", []int{2}}, {"strass*", []int{2}}, {"zür", nil},
		{"한국어", []int{3}}, {"한국*", []int{3}}, {"한구*", []int{3}}, {"데이터", []int{3}},
		{"データ", []int{4}}, {"テータ", []int{4}}, {"通信", []int{4}}, {"信通", nil}, {"京", []int{5}}, {"北京", []int{5}}, {"京都", []int{5}}, {"東*", []int{5}},
		{"الله", []int{6}}, {"ﷺ", []int{6}}, {"1", []int{7}}, {"½", []int{7}}, {"⑴", []int{7}},
		{"NEAR", []int{8}}, {"not", []int{8}}, {"AND OR", []int{8}}, {"NEAR(and or)", []int{8}}, {`"near and"`, []int{8}}, {"and -not", []int{5, 7}},
		{"don't", []int{9}}, {"dont", nil}, {"cooperate", nil}, {"co-operate", []int{9}}, {"operate", []int{9}}, {"-", nil},
		{"x86", []int{10}}, {"x*86", nil}, {"2025-03", []int{10}}, {"03/05", []int{10}}, {"title:x86", nil}, {"^x86", []int{10}}, {"{x86}", []int{10}},
		{"tail", []int{11}}, {"aa*", []int{11}}, {strings.Repeat("a", 1500), []int{11}}, {"𐐨𐐨", []int{12}}, {"deseret", []int{12}}, {"ꭰ", []int{13}},
		{"istanbul igdir", []int{14}}, {"ISTANBUL", []int{14}}, {"ısparta", []int{14}}, {"ﹰ", nil}, {"ͺ", nil}, {"nothing -ﹰ", []int{15}}, {"ﹰ nothing", []int{15}}, {"ͺ*", nil},
		{"ᏣᎳᎩ", []int{16}}, {"𞤢𞤣𞤤𞤢𞤥", []int{16}}, {"ete", []int{17}}, {"été", []int{17}}, {`"ete ete ete"`, []int{17}},
		{"o'brien", []int{18}}, {"quoted", []int{18}}, {`back\slash`, []int{18}}, {"100%", []int{18}}, {"%", nil}, {"a_b", []int{18}}, {"a'b''c", nil}, {`\`, nil}, {"')--", nil},
		{"ελλας", []int{19}}, {"ελλασ", []int{19}}, {"אין", []int{20}}, {"שלום", []int{20}}, {strings.Repeat("ﷺ", 200), nil},
	} {
		search, err := timeline.ParseSearch(tt.search)
		if err != nil {
			if tt.want != nil {
				t.Errorf("%q: %v", tt.search, err)
			}
			continue
		}
		var want []string
		for _, i := range tt.want {
			want = append(want, fmt.Sprint("e", i))
		}
		sameSet(t, tt.search, searchFor(t, st, search), want)
		typed := timeline.ActorQuery{Paging: timeline.Paging{Limit: 1}, Search: search}
		if _, err := st.Actors(t.Context(), typed, nil); err != nil {
			t.Errorf("actors?q=%s: %v", tt.search, err)
		}
	}
}

// A phrase stands in one text: not half in a name and half in the next.
func TestPhrasesEndWithTheirText(t *testing.T) {
	t.Parallel()
	doc := small("phrases")
	doc.Actors = append(doc.Actors, timeline.Actor{ID: "a", Name: "John North", Kind: "person", Aliases: []string{"East Wind", "West Side"}})
	doc.Places = timeline.Places{{ID: "p", Name: "South Gate", Kind: "building"}, {ID: "r", Name: "River Bank", Kind: "area"}}
	e := &doc.Events[0]
	e.Title, e.Summary = "first title", "second summary"
	e.Actors = []timeline.Participant{{ID: "a"}, {ID: "shared"}}
	e.Places = []timeline.Venue{{ID: "p"}, {ID: "r"}}
	e.Quotes = []timeline.Quote{{ID: "q1", Event: e.ID, Speaker: "a", Text: "one two", Kind: "direct"}, {ID: "q2", Event: e.ID, Speaker: "a", Text: "three four", Kind: "direct"}}
	st := storetest.Use(storetest.Open(t))
	imported(t, st, copied(doc))
	for phrase, found := range map[string]bool{
		"first title": true, "title second": false, "title john": false, "john north": true, "north east": false, "east wind": true, "wind west": false,
		"side shared": false, "shared by all": true, "all south": false, "south gate": true, "gate river": false, "bank second": false, "second summary": true,
		"summary one": false, "one two": true, "two three": false, "three four": true, "¶": false, "north ¶ east": false,
	} {
		search, err := timeline.ParseSearch(`"` + phrase + `"`)
		if err != nil {
			if found {
				t.Error(err)
			}
			continue
		}
		if got := searchFor(t, st, search); (len(got) == 1) != found {
			t.Errorf("%q: %v", phrase, got)
		}
	}
	actors := timeline.ActorQuery{Paging: timeline.Paging{Limit: 5}}
	if actors.Search, _ = timeline.ParseSearch(`"wind west"`); len(each(t, st.EachActor, actors)) > 0 {
		t.Error("a phrase is found across two aliases")
	}
}

// What is valid can be stored, however much there is to index.
func TestImportOfVeryLongTexts(t *testing.T) {
	t.Parallel()
	doc := small("long")
	e := &doc.Events[0]
	for i := range 100 {
		text := strings.Repeat(fmt.Sprintf("word%d other%d ", i, i*7), 600) + fmt.Sprintf("last%d", i)
		e.Quotes = append(e.Quotes, timeline.Quote{ID: fmt.Sprint("q", i), Event: e.ID, Speaker: "shared", Text: text, Kind: "direct"})
	}
	e.Summary = strings.Repeat("ก", timeline.MaxSummary)
	doc.Actors[0].Aliases = []string{strings.Repeat("ab", timeline.MaxTitle/2), strings.Repeat("ﷺ", timeline.MaxTitle)}
	st := storetest.Use(storetest.Open(t))
	imported(t, st, copied(doc))
	for _, text := range []string{"word0", "last1", strings.Repeat("ab", timeline.MaxTitle/2), `"other0 word0"`} {
		search, err := timeline.ParseSearch(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := searchFor(t, st, search); len(got) != 1 {
			t.Errorf("%s: %v", text, got)
		}
	}
}
