package store_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/internal/stem"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// Each text of an event in which a wanted term stands has its snippet, and
// what is marked in it is a wanted term.
func TestSnippets(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	lib.put(t, storetest.Generate(91, 120))
	a := newAsker(t, &lib.model, 9)
	marked := 0
	for range 80 {
		q := timeline.NewQuery()
		var err error
		if q.Search, err = timeline.ParseSearch(a.search(a.eventText)); err != nil {
			continue
		}
		q.Include, q.Limit = []string{timeline.IncludeSnippets}, 30
		list, err := lib.Events(t.Context(), q, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(list.Included.Snippets) != len(list.Records) {
			t.Fatalf("%s: snippets of %d events, want %d", q.Search.Text, len(list.Included.Snippets), len(list.Records))
		}
		for _, id := range idsOf(t, list.Records) {
			marked += lib.checkSnippets(t, q.Search, lib.events.by[id], list.Included.Snippets[id])
		}
	}
	if marked < 500 {
		t.Errorf("only %d matches", marked)
	}
}

func (lib *library) checkSnippets(t *testing.T, search timeline.Search, e *event, snippets []timeline.Snippet) (marked int) {
	t.Helper()
	texts := map[string][]string{"title": {e.Title}, "summary": {e.Summary}}
	l := stem.Of(cmp.Or(e.Language, lib.stories.by[e.Story].Language))
	inEvent := &searched{language: l}
	languages := map[string]stem.Language{} // of quotes in another one
	for _, p := range e.Actors {
		actor := lib.actors.by[p.ID]
		texts["actor"] = append(append(texts["actor"], actor.Name), actor.Aliases...)
	}
	for _, v := range e.Places {
		texts["place"] = append(texts["place"], lib.places.by[v.ID].Name)
	}
	for _, q := range e.Quotes {
		texts["quote"] = append(texts["quote"], q.Text)
		languages[q.Text] = languageOfQuote(l, &q)
	}
	want := 0
	for _, field := range []string{"title", "actor", "place", "summary", "quote"} {
		for _, text := range texts[field] {
			if inEvent.holdsAny(search, heard(languageIn(languages, text, l), text)) {
				want++
			}
		}
	}
	if len(snippets) != want {
		t.Errorf("%s in %s: %d snippets, want %d: %+v", search.Text, e.ID, len(snippets), want, snippets)
	}
	for _, sn := range snippets {
		shown := strings.TrimSuffix(strings.TrimPrefix(sn.Text, "…"), "…")
		if !slices.ContainsFunc(texts[sn.Field], func(text string) bool { return strings.Contains(text, shown) }) {
			t.Errorf("%s in %s: %q is not in any %s", search.Text, e.ID, shown, sn.Field)
		}
		marked += inEvent.checkMatches(t, search, sn, languageIn(languages, shown, l))
	}
	return marked
}

// checkMatches holds what is marked in a snippet to the terms wanted.
func (s *searched) checkMatches(t *testing.T, search timeline.Search, sn timeline.Snippet, l stem.Language) int {
	t.Helper()
	runes, last := []rune(sn.Text), 0
	if len(sn.Matches) == 0 {
		t.Errorf("%s: nothing is marked in %q", search.Text, sn.Text)
	}
	for _, m := range sn.Matches {
		if m.Start < last || m.End <= m.Start || m.End > len(runes) {
			t.Errorf("%s: the matches of %q are out of order: %v", search.Text, sn.Text, sn.Matches)
			break
		}
		last = m.End
		words := heard(l, string(runes[m.Start:m.End]))
		if !slices.ContainsFunc(search.Terms, func(term timeline.Term) bool {
			length, found := s.standsAt(words, term, true)
			return !term.Exclude && found && length == len(words)
		}) {
			t.Errorf("%s: %q of %q is marked", search.Text, string(runes[m.Start:m.End]), sn.Text)
		}
	}
	return len(sn.Matches)
}

func (s *searched) holdsAny(search timeline.Search, words []heardWord) bool {
	return slices.ContainsFunc(search.Terms, func(term timeline.Term) bool {
		for at := range words {
			if _, found := s.standsAt(words[at:], term, true); !term.Exclude && found {
				return true
			}
		}
		return false
	})
}

// languageIn is that of the text of a quote, which may be cut, or else the event's.
func languageIn(quotes map[string]stem.Language, text string, event stem.Language) stem.Language {
	for quote, l := range quotes {
		if strings.Contains(quote, text) {
			return l
		}
	}
	return event
}

// A long text is cut to a piece around the first match.
func TestSnippetsOfLongTexts(t *testing.T) {
	t.Parallel()
	latin, han, block := strings.Repeat("some words of text ", 200), strings.Repeat("一二三四五六七八九十", 200), strings.Repeat("x", 4000)
	for name, tt := range map[string]struct {
		text, search  string
		before, after bool // whether it is cut there
		marked        int
	}{
		"at the start":           {"needle " + latin, "needle", false, true, 1},
		"at the end":             {latin + "needle", "needle", true, false, 1},
		"amid words":             {latin + "needle " + latin, "needle", true, true, 1},
		"twice, near":            {latin + "Needle and needle " + latin, "needle", true, true, 2},
		"twice, far apart":       {latin + "needle " + latin + "needle", "needle", true, true, 1},
		"amid signs":             {han + "針" + han, "針", true, true, 1},
		"accents count once":     {latin + "Ne\u0301edle “näher” needle " + latin, "needle", true, true, 2},
		"amid one enormous word": {block + " needle " + block, "needle", true, true, 1},
		"a match of many words":  {latin, `"` + strings.TrimSpace(strings.Repeat("some words of text ", 70)) + `"`, false, true, 1},
		"just short enough":      {strings.Repeat("word ", 38) + "needle.", "needle", false, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			search, err := timeline.ParseSearch(tt.search)
			if err != nil {
				t.Fatal(err)
			}
			doc := small("long")
			doc.Events[0].Summary = tt.text[:min(len(tt.text), timeline.MaxSummary)]
			st := storetest.Use(storetest.Open(t))
			imported(t, st, copied(doc))
			q := timeline.NewQuery()
			q.Search, q.Include = search, []string{timeline.IncludeSnippets}
			list, err := st.Events(t.Context(), q, nil)
			if err != nil || len(list.Records) != 1 || len(list.Included.Snippets["long-1"]) != 1 {
				t.Fatalf("%+v, %v", list, err)
			}
			sn := list.Included.Snippets["long-1"][0]
			if n := utf8.RuneCountInString(sn.Text); !strings.Contains(tt.search, "some") && n > 260 {
				t.Errorf("%d characters: %q", n, sn.Text)
			}
			if strings.HasPrefix(sn.Text, "…") != tt.before || strings.HasSuffix(sn.Text, "…") != tt.after || len(sn.Matches) != tt.marked {
				t.Errorf("%q, %v", sn.Text, sn.Matches)
			}
			if !utf8.ValidString(sn.Text) {
				t.Errorf("a character is cut in two: %q", sn.Text)
			}
			(&searched{}).checkMatches(t, search, sn, "")
		})
	}
}

// What is included is what the events of the page name themselves, by name.
func TestIncluded(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	lib.put(t, storetest.Generate(92, 40))
	q := timeline.NewQuery()
	q.Include = []string{timeline.IncludeActors, timeline.IncludePlaces, timeline.IncludeSources}
	for q.Limit = 1; q.Limit < 40; q.Limit += 6 {
		list, err := lib.Events(t.Context(), q, nil)
		if err != nil {
			t.Fatal(err)
		}
		named := map[string]bool{}
		for _, id := range idsOf(t, list.Records) {
			e := lib.events.by[id]
			for _, p := range e.Actors {
				named["actor "+p.ID] = true
			}
			for _, v := range e.Places {
				named["place "+v.ID] = true
			}
			for _, id := range sourcesOf(e) {
				named["source "+id] = true
			}
		}
		inc := list.Included
		sameIDs(t, "actors", idsOf(t, inc.Actors), kept(lib.findActors(timeline.ActorQuery{}), "actor ", named))
		sameIDs(t, "places", idsOf(t, inc.Places), kept(lib.findPlaces(timeline.PlaceQuery{}), "place ", named))
		sameIDs(t, "sources", idsOf(t, inc.Sources), kept(lib.findSources(timeline.SourceQuery{}), "source ", named))
	}
	q.Actor = []timeline.Clause{{Values: []string{"nobody-has-this"}}}
	list, err := lib.Events(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, records := range [][]string{idsOf(t, list.Included.Actors), idsOf(t, list.Included.Places), idsOf(t, list.Included.Sources)} {
		if records == nil || len(records) > 0 {
			t.Errorf("beside no event: %v", records)
		}
	}
}

func kept(ids []string, resource string, named map[string]bool) []string {
	return slices.DeleteFunc(ids, func(id string) bool { return !named[resource+id] })
}

// However many records are on a page, it takes as many statements.
func TestStatementsDoNotGrowWithPages(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	imported(t, st, storetest.Generate(93, 200))
	ran, lookups := 0, map[string]bool{}
	if err := st.Watch(func(s store.Statement) {
		// What a page refers to is looked up in one statement for each resource, if
		// anything on the page does.
		if strings.HasPrefix(s.SQL, "SELECT now.id FROM ") {
			table := strings.Fields(s.SQL)[3]
			if lookups[table] {
				ran++
			}
			lookups[table] = true
			return
		}
		ran++
	}); err != nil {
		t.Fatal(err)
	}
	counted := func(fn func(limit int) (store.List, error), limit int) int {
		t.Helper()
		ran = 0
		clear(lookups)
		if _, err := fn(limit); err != nil {
			t.Fatal(err)
		}
		return ran
	}
	q := timeline.NewQuery()
	q.Count, q.Include, q.Verification = true, timeline.Includes, []timeline.Clause{{Values: timeline.Verifications}}
	q.Search, _ = timeline.ParseSearch("pe*")
	ctx := t.Context()
	for name, fn := range map[string]func(limit int) (store.List, error){
		"events": func(limit int) (store.List, error) { q := q; q.Limit = limit; return st.Events(ctx, q, nil) },
		"quotes": func(limit int) (store.List, error) {
			return st.Quotes(ctx, timeline.QuoteQuery{Paging: timeline.Paging{Limit: limit, Count: true}}, nil)
		},
		"actors": func(limit int) (store.List, error) {
			return st.Actors(ctx, timeline.ActorQuery{Paging: timeline.Paging{Limit: limit, Count: true}}, nil)
		},
		"topics": func(limit int) (store.List, error) {
			return st.Topics(ctx, timeline.TopicQuery{Paging: timeline.Paging{Limit: limit, Count: true}}, nil)
		},
		"documents": func(int) (store.List, error) { _, err := st.Document(ctx, "generated"); return store.List{}, err },
	} {
		few, many := counted(fn, 2), counted(fn, 150)
		if few != many || few == 0 || few > 9 {
			t.Errorf("%s: %d statements for a small page, %d for a large one", name, few, many)
		}
	}
	ran = 0
	imported(t, st, storetest.Generate(93, 200))
	if ran > 200+200+100 { // 200 events and what they name, each looked up, and a few at a time what their dates may contradict
		t.Errorf("%d statements to import what is there already", ran)
	}
	ranked := func(limit int) (store.List, error) {
		q := q
		q.Limit, q.Order = limit, timeline.OrderRelevance
		return st.Events(ctx, q, nil)
	}
	if few, many := counted(ranked, 2), counted(ranked, 150); few > many || many > 11 {
		t.Errorf("ranked events: %d and %d statements", few, many)
	}
}
