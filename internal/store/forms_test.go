package store_test

import (
	"fmt"
	"slices"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// inLanguages has a story for each language, of events with the titles given.
func inLanguages(titles map[string][]string) []*timeline.Document {
	var docs []*timeline.Document
	for language, list := range titles {
		doc := small("in-" + language)
		doc.Story.Language = language
		doc.Events = nil
		for i, title := range list {
			doc.Events = append(doc.Events, timeline.Event{ID: fmt.Sprintf("%s%d", language, i), Title: title, Type: "call", Date: timeline.Date{Basis: "unknown"}})
		}
		docs = append(docs, doc)
	}
	return docs
}

// A word finds its forms in records of its language, apostrophes are one, and
// what is not read is not there.
func TestForms(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	for _, doc := range inLanguages(map[string][]string{
		"en": {"The delegation", "Two delegations", "The delegations' plane", "DELEGATION’S word", "soft\u00adhyphen", "Zelenskyy meets O'Brien", "Zelenskyy’s plan", "un cas"},
		"uk": {"Кам'янець", "Камʼянець", "Кам’янця", "переговори у Києві", "після переговорів", "із переговорами", "Camp David’s echo"},
		"ru": {"переговоры", "с переговорами"},
		"fr": {"l’accord de paix", "les accords", "un cas", "d'un nouvel ACCORD"},
		"es": {"la negociación", "negociaciones", "dos casas"},
		"de": {"Verhandlung", "Die Verhandlungen"},
		"ar": {"الدولة", "دولة"},
		"it": {"la delegazione", "delegazioni", "dell'accordo", "Zelensky's"},
	}) {
		imported(t, st, copied(doc))
	}
	for q, want := range map[string][]string{
		"delegation": {"en0", "en1", "en2", "en3"}, "delegations": {"en0", "en1", "en2", "en3"}, "delegations'": {"en0", "en1", "en2", "en3"}, "delegation‘s": {"en0", "en1", "en2", "en3"},
		`"delegation"`: {"en0"}, `"delegations"`: {"en1", "en2"}, "delegation*": {"en0", "en1", "en2", "en3"}, "delegations -plane": {"en0", "en1", "en3"},
		"zelenskyy -plans": {"en5"}, `zelenskyy -"plans"`: {"en5", "en6"},
		"softhyphen": {"en4"}, "soft": nil, "soft\u00adhyphens": {"en4"}, "soft-hyphen": nil,
		"o`brien": {"en5"}, "O’Brien's": {"en5"}, "brien": nil, `"zelenskyy"`: {"en5"}, "zelensky": {"it3"}, "zelensky’s": {"it3"}, "davids": nil, "echoes": nil, "david": {"uk6"},
		"Кам'янець": {"uk0", "uk1", "uk2"}, "камʼянця": {"uk0", "uk1", "uk2"}, "Кам‘янцем": {"uk0", "uk1", "uk2"}, "Кам＇янець": {"uk0", "uk1", "uk2"}, `"Кам´янець"`: {"uk0", "uk1"}, "янець": nil,
		"переговори": {"uk3", "uk4", "uk5", "ru0", "ru1"}, "переговорами": {"uk3", "uk4", "uk5", "ru0", "ru1"}, "переговорів": {"uk3", "uk4", "uk5"}, "Київ": {"uk3"},
		"переговорах": {"uk3", "uk4", "uk5", "ru0", "ru1"}, "accord": {"fr0", "fr1", "fr3"}, "l'accord": {"fr0"}, "accords": {"fr0", "fr1", "fr3"}, "accordo": {"it2"},
		"negociaciones": {"es0", "es1"}, "negociacion": {"es0", "es1"},
		"casas": {"es2", "fr2"}, "cas": {"en7", "es2", "fr2"}, // in French, casas may be a form of cas
		"verhandlungen": {"de0", "de1"}, "دولة": {"ar0", "ar1"}, "delegazione": {"it0"}, "§en": nil, "§endeleg": nil, "delegat": nil,
	} {
		search, err := timeline.ParseSearch(q)
		if err != nil {
			t.Fatal(err)
		}
		sameSet(t, q, searchFor(t, st, search), want)
	}
}

// Events with the words as written come first, wherever they stand; pages of one
// event find each of them once.
func TestExactFormsComeFirst(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	doc := small("ranked")
	doc.Story.Language = "en"
	doc.Events = nil
	for i, texts := range [][2]string{
		{"sanctions", ""}, {"a sanction on trading", ""}, {"other", "a sanction on trade"}, {"a sanction", "on trade"}, {"trade sanction", ""}, {"sanctions on traded goods", ""}, {"other", "sanctions, trades"}, {"other", "nothing"},
	} {
		doc.Events = append(doc.Events, timeline.Event{ID: fmt.Sprint("e", i), Title: texts[0], Summary: texts[1], Type: "call", Date: timeline.Date{Basis: "unknown"}})
	}
	imported(t, st, copied(doc))
	q := timeline.NewQuery()
	q.Search, _ = timeline.ParseSearch("sanction trade")
	q.Order, q.Include = timeline.OrderRelevance, []string{timeline.IncludeSnippets}
	want := []string{"e4", "e3", "e2", "e5", "e1", "e6"}
	list, err := st.Events(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := idsOf(t, list.Records); !slices.Equal(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
	var marked []string
	for _, m := range list.Included.Snippets["e5"][0].Matches {
		marked = append(marked, doc.Events[5].Title[m.Start:m.End])
	}
	if !slices.Equal(marked, []string{"sanctions", "traded"}) {
		t.Errorf("%q are marked", marked)
	}
	q.Limit, q.Include = 1, nil
	var paged []string
	for after := (*store.Position)(nil); ; {
		page, err := st.Events(t.Context(), q, after)
		if err != nil {
			t.Fatal(err)
		}
		paged = append(paged, idsOf(t, page.Records)...)
		if after = page.Next; after == nil {
			break
		}
	}
	if !slices.Equal(paged, want) {
		t.Errorf("page by page: %v, want %v", paged, want)
	}
}

// A story in another language is found by other stems from then on, and as of
// before by those of before, its quotes too; records get no revision.
func TestAnotherLanguage(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	doc := small("moved")
	doc.Story.Language = "ja"
	doc.Events[0].Title = "Delegations arrive"
	doc.Events[0].Quotes = []timeline.Quote{{ID: "q", Event: doc.Events[0].ID, Speaker: "shared", Text: "We have delegations.", Kind: "direct"}}
	imported(t, st, copied(doc))
	before, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	doc.Story.Language = "en-GB"
	report, err := st.Import(t.Context(), copied(doc))
	if err != nil || report.Updated["event"]+report.Updated["quote"] > 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	for _, tt := range []struct {
		asOf  *timeline.Moment
		found int
	}{{nil, 1}, {&timeline.Moment{Seq: before.Seq}, 0}} {
		q, quotes := timeline.NewQuery(), timeline.QuoteQuery{Paging: timeline.Paging{Limit: 5}}
		q.Search, _ = timeline.ParseSearch("delegation")
		q.AsOf, quotes.Search, quotes.AsOf = tt.asOf, q.Search, tt.asOf
		events, err := st.Events(t.Context(), q, nil)
		if err != nil || len(events.Records) != tt.found {
			t.Errorf("as of %v: %d events, %v", tt.asOf, len(events.Records), err)
		}
		said, err := st.Quotes(t.Context(), quotes, nil)
		if err != nil || len(said.Records) != tt.found {
			t.Errorf("as of %v: %d quotes, %v", tt.asOf, len(said.Records), err)
		}
	}
}
