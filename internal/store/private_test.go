package store_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// overheard is all that a store tells anybody: every list with everything
// included, every record by its id, and every document. ids are those to try.
func overheard(t *testing.T, st *storetest.Access, ids map[string][]string) string {
	t.Helper()
	var b strings.Builder
	ctx, page := t.Context(), timeline.Paging{Limit: timeline.MaxLimit, Count: true}
	tell := func(list store.List, err error) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%d of %d\n", len(list.Records), *list.Total)
		for _, r := range list.Records {
			b.Write(append(r, '\n'))
		}
		if inc := list.Included; inc != nil {
			for _, r := range slices.Concat(inc.Actors, inc.Places, inc.Sources) {
				b.Write(append(r, '\n'))
			}
			fmt.Fprintf(&b, "%v\n", inc.Snippets)
		}
	}
	q := timeline.NewQuery()
	q.Paging, q.Verification = page, []timeline.Clause{{Values: timeline.Verifications}}
	q.Include = []string{timeline.IncludeActors, timeline.IncludePlaces, timeline.IncludeSources}
	tell(st.Events(ctx, q, nil))
	for _, text := range []string{"whisper", "peace", "hall", "witness"} {
		q.Search, _ = timeline.ParseSearch(text)
		q.Include = timeline.Includes
		for _, q.Order = range timeline.Orders {
			tell(st.Events(ctx, q, nil))
		}
		tell(st.Quotes(ctx, timeline.QuoteQuery{Paging: page, Search: q.Search}, nil))
		tell(st.Actors(ctx, timeline.ActorQuery{Paging: page, Search: q.Search}, nil))
		tell(st.Places(ctx, timeline.PlaceQuery{Paging: page, Search: q.Search}, nil))
		tell(st.Sources(ctx, timeline.SourceQuery{Paging: page, Search: q.Search}, nil))
		tell(st.Stories(ctx, timeline.StoryQuery{Paging: page, Search: q.Search}, nil))
	}
	tell(st.Quotes(ctx, timeline.QuoteQuery{Paging: page}, nil))
	counts, err := st.QuoteFacets(ctx, timeline.QuoteFacetQuery{QuoteQuery: timeline.QuoteQuery{Paging: page, Affiliated: true}, By: timeline.QuoteFacets})
	fmt.Fprintf(&b, "%v %v\n", counts, err)
	tell(st.Actors(ctx, timeline.ActorQuery{Paging: page}, nil))
	tell(st.Places(ctx, timeline.PlaceQuery{Paging: page}, nil))
	tell(st.Sources(ctx, timeline.SourceQuery{Paging: page}, nil))
	tell(st.Stories(ctx, timeline.StoryQuery{Paging: page}, nil))
	tell(st.Topics(ctx, timeline.TopicQuery{Paging: page}, nil))
	for resource, get := range byID(t, st) {
		for _, id := range ids[resource] {
			if text, err := get(id); err == nil {
				b.WriteString(text + "\n")
			} else if timeline.CodeOf(err) != timeline.NotFound {
				t.Errorf("%s %s: %v", resource, id, err)
			}
		}
	}
	return b.String()
}

// byID are the ways to ask for one record.
func byID(t *testing.T, st *storetest.Access) map[string]func(id string) (string, error) {
	ctx := t.Context()
	text := func(r store.Record, err error) (string, error) { return string(r.JSON), err }
	return map[string]func(id string) (string, error){
		"event":  func(id string) (string, error) { return text(st.Event(ctx, id)) },
		"quote":  func(id string) (string, error) { return text(st.Quote(ctx, id)) },
		"actor":  func(id string) (string, error) { return text(st.Actor(ctx, id)) },
		"place":  func(id string) (string, error) { return text(st.Place(ctx, id)) },
		"source": func(id string) (string, error) { return text(st.Source(ctx, id)) },
		"story":  func(id string) (string, error) { return text(st.Story(ctx, id)) },
		"topic":  func(id string) (string, error) { return text(st.Topic(ctx, id)) },
		"document": func(id string) (string, error) {
			doc, err := st.Document(ctx, id)
			if err != nil {
				return "", err
			}
			return spelled(*doc), nil
		},
	}
}

// idsIn are all ids that a document names.
func idsIn(doc *timeline.Document) map[string][]string {
	ids := map[string][]string{"story": {doc.Story.ID}, "document": {doc.Story.ID}, "topic": slices.Clone(doc.Story.Topics)}
	for _, a := range doc.Actors {
		ids["actor"] = append(ids["actor"], a.ID)
	}
	for _, p := range doc.Places {
		ids["place"] = append(ids["place"], p.ID)
	}
	for _, s := range doc.Sources {
		ids["source"] = append(ids["source"], s.ID)
	}
	for _, e := range doc.Events {
		ids["event"] = append(ids["event"], e.ID)
		ids["topic"] = append(ids["topic"], e.Topics...)
		for _, q := range e.Quotes {
			ids["quote"] = append(ids["quote"], q.ID)
		}
	}
	return ids
}

// secretly makes up a private story of which everything can be recognised,
// and which also names what public stories name.
func secretly(w *storetest.World) *timeline.Document {
	doc := w.Story("secret", timeline.Private, 60)
	doc.Story.Title = "A whisper about peace"
	for i := range doc.Events {
		e := &doc.Events[i]
		e.Title = "whisper of peace " + e.Title
		for j := range e.Quotes {
			e.Quotes[j].Text, e.Quotes[j].Kind = "whisper: peace, "+e.Quotes[j].Text, "indirect"
		}
	}
	doc.Events[0].Actors = []timeline.Participant{{ID: "secret-witness", Role: "speaker"}, {ID: "pact", Role: "target"}}
	doc.Events[0].Places = []timeline.Venue{{ID: "secret-hall", Role: "location"}, {ID: "inland", Role: "subject"}}
	doc.Events[0].Topics = []string{"secret-only", "talks"}
	return doc
}

// A private story and what only it holds cannot be found in any way; what it
// shares with public ones can. Both follow its visibility.
func TestPrivateStories(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(71)
	secret := secretly(w)
	ids := idsIn(secret)
	lib.put(t, w.Story("open", timeline.Public, 60), secret, w.Story("other", timeline.Public, 20))
	for round := range 2 {
		hidden := overheard(t, lib.Access, ids)
		for _, word := range []string{"secret", "whisper", timeline.Private} {
			if at := strings.Index(hidden, word); at >= 0 {
				t.Fatalf("round %d: %q is told: …%s…", round, word, hidden[max(0, at-200):min(len(hidden), at+200)])
			}
		}
		if !strings.Contains(hidden, `"id":"pact"`) || !strings.Contains(hidden, `"id":"inland"`) {
			t.Error("what the stories share is hidden")
		}
		lib.check(t, uint64(round), 25)
		lib.checkRecords(t)
		if doc, err := lib.Private().Document(t.Context(), "secret"); err != nil || authored(*doc) != authored(*secret) {
			t.Errorf("the operator cannot export the private story: %v", err)
		}

		secret = copied(secret)
		secret.Story.Visibility = timeline.Public
		lib.put(t, secret)
		shown := overheard(t, lib.Access, ids)
		for resource, list := range ids {
			for _, id := range list {
				if resource != "document" && !strings.Contains(shown, `"id":"`+id+`"`) {
					t.Errorf("round %d: the %s %s of a public story is not told", round, resource, id)
				}
			}
		}
		lib.check(t, uint64(round), 25)
		lib.checkRecords(t)

		secret = copied(secret)
		secret.Story.Visibility = timeline.Private
		lib.put(t, secret)
	}
}

// To ask for a private record is to ask for one that does not exist.
func TestPrivateIDsInQuestions(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(72)
	open, secret := w.Story("open", timeline.Public, 40), secretly(w)
	person := slices.IndexFunc(secret.Actors, func(a timeline.Actor) bool { return a.Kind == "person" })
	secret.Actors[person].Affiliations = append(secret.Actors[person].Affiliations, timeline.Affiliation{Actor: "secret-witness"})
	secret.Places[1].Parent = "secret-hall"
	secret.Places[len(secret.Places)-1].Parent = ""
	lib.put(t, open, copied(secret))
	for _, tt := range []struct {
		id         string
		parameters string
	}{
		{"secret", "events.story quotes.story actors.story places.story sources.story topics.story"},
		{"secret-witness", "events.actor quotes.speaker quotes.about quotes.addressee actors.affiliation"},
		{"secret-hall", "events.place places.parent"},
		{"secret-paper", "events.source"},
		{"secret-only", "events.topic stories.topic"},
	} {
		for parameter := range strings.FieldsSeq(tt.parameters) {
			list, name, _ := strings.Cut(parameter, ".")
			for _, not := range []string{"", "!"} {
				for _, more := range []string{"", "&affiliated=true"} {
					if more != "" && (list != "events" || name != "actor") {
						continue
					}
					got, want := answer(t, lib.Access, list, name+"="+not+tt.id+more), answer(t, lib.Access, list, name+"="+not+"nobody-has-this"+more)
					if got != want {
						t.Errorf("%s?%s=%s%s%s tells of a private record: %d bytes, want %d", list, name, not, tt.id, more, len(got), len(want))
					}
				}
			}
		}
	}
}

// answer is what a list answers, as text.
func answer(t *testing.T, st *storetest.Access, list, query string) string {
	t.Helper()
	values, err := url.ParseQuery(query + "&count=true&limit=1000")
	if err != nil {
		t.Fatal(err)
	}
	var found store.List
	switch list {
	case "events":
		found, err = asked(values, timeline.ParseQuery, func(q timeline.Query) (store.List, error) { return st.Events(t.Context(), q, nil) })
	case "quotes":
		found, err = asked(values, timeline.ParseQuoteQuery, func(q timeline.QuoteQuery) (store.List, error) { return st.Quotes(t.Context(), q, nil) })
	case "actors":
		found, err = asked(values, timeline.ParseActorQuery, func(q timeline.ActorQuery) (store.List, error) { return st.Actors(t.Context(), q, nil) })
	case "places":
		found, err = asked(values, timeline.ParsePlaceQuery, func(q timeline.PlaceQuery) (store.List, error) { return st.Places(t.Context(), q, nil) })
	case "sources":
		found, err = asked(values, timeline.ParseSourceQuery, func(q timeline.SourceQuery) (store.List, error) { return st.Sources(t.Context(), q, nil) })
	case "stories":
		found, err = asked(values, timeline.ParseStoryQuery, func(q timeline.StoryQuery) (store.List, error) { return st.Stories(t.Context(), q, nil) })
	case "topics":
		found, err = asked(values, timeline.ParseTopicQuery, func(q timeline.TopicQuery) (store.List, error) { return st.Topics(t.Context(), q, nil) })
	}
	if err != nil {
		t.Fatalf("%s?%s: %v", list, query, err)
	}
	return fmt.Sprintf("%d %s", *found.Total, found.Records)
}

func asked[Q any](values url.Values, parse func(url.Values) (Q, error), find func(Q) (store.List, error)) (store.List, error) {
	q, err := parse(values)
	if err != nil {
		return store.List{}, err
	}
	return find(q)
}

// A topic belongs to the stories whose events are under it, as far as anybody
// may see them.
func TestTopicsOfStories(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	for id, verification := range map[string]string{"told": "reported", "retracted": timeline.Retracted} {
		doc := small(id)
		doc.Events[0].Topics, doc.Events[0].Verification = []string{"talks"}, verification
		lib.put(t, copied(doc))
	}
	lib.checkTopics(t)
	for id, want := range map[string][]string{"told": {"talks"}, "retracted": nil, "!told": nil, "!retracted": {"talks"}} {
		q, err := timeline.ParseTopicQuery(url.Values{"story": {id}})
		if err != nil {
			t.Fatal(err)
		}
		list, err := lib.Topics(t.Context(), q, nil)
		if err != nil {
			t.Fatal(err)
		}
		sameIDs(t, "topics?story="+id, idsOf(t, list.Records), want)
	}
}

// A document holds all that it refers to, also what another story has written
// into a record that both hold; and nothing that is not to be seen.
func TestDocumentsAreComplete(t *testing.T) {
	t.Parallel()
	lib, w := newLibrary(t), storetest.NewWorld(73)
	one, two := w.Story("one", timeline.Public, 10), w.Story("two", timeline.Public, 10)
	body := timeline.Actor{ID: "two-body", Name: "Body", Kind: "group", Affiliations: []timeline.Affiliation{{Actor: "two-witness"}}}
	two.Actors = append(two.Actors, body)
	if !slices.ContainsFunc(two.Actors, func(a timeline.Actor) bool { return a.ID == "two-witness" }) {
		two.Actors = append(two.Actors, timeline.Actor{ID: "two-witness", Name: "Witness", Kind: "person"})
	}
	pact := slices.IndexFunc(two.Actors, func(a timeline.Actor) bool { return a.ID == "pact" })
	two.Actors[pact].Offices = []timeline.Office{{Title: "Member", Organization: "two-body"}}
	for i := range two.Actors {
		if a := &two.Actors[i]; a.ID == "two-witness" {
			a.Affiliations = nil
		} else if a.ID == "press" {
			a.Affiliations = []timeline.Affiliation{{Actor: "two-body"}}
		}
	}
	two.Places[2].Parent = "two-hall"
	two.Places[len(two.Places)-1].Parent = ""
	two.Sources[0].Notes = []timeline.Note{{Text: "See the other.", Citations: []timeline.Citation{{Source: "two-paper", Start: 0, End: 5, SHA256: strings.Repeat("0", 64)}}}}
	two = copied(two)
	lib.put(t, one, two)
	doc := publicDocument(t, lib.Access, "one")
	file := authored(*copied(doc)) // which validates it
	for _, id := range []string{"two-body", "two-witness", "two-hall", "two-paper"} {
		if !strings.Contains(file, `{"id":"`+id+`"`) {
			t.Errorf("the document refers to %s and does not hold it", id)
		}
	}
	again := storetest.Use(storetest.Open(t))
	imported(t, again, doc)
	if export(t, again, "one") != file {
		t.Error("exported, imported and exported again, it is another document")
	}
	two = copied(two)
	two.Story.Visibility = timeline.Private
	lib.put(t, two)
	if file := spelled(*copied(publicDocument(t, lib.Access, "one"))); strings.Contains(file, "two-") {
		t.Errorf("the document tells of a private story: %s", file)
	}
}

// A private story's file may say more of a record that public ones hold, too:
// it leads nobody to what is private.
func TestReferencesToPrivateRecords(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	actor := func(id, name string) timeline.Actor { return timeline.Actor{ID: id, Name: name, Kind: "organization"} }
	public := &timeline.Document{Version: 1, Story: timeline.Story{ID: "open", Title: "Open", Visibility: timeline.Public},
		Sources: timeline.Sources{{ID: "paper", Title: "Paper"}}, Actors: timeline.Actors{actor("known", "Known"), actor("union", "Union")},
		Places: timeline.Places{{ID: "hall", Name: "Hall", Kind: "building"}}}
	secret := copied(public)
	secret.Story = timeline.Story{ID: "closed", Title: "Closed", Visibility: timeline.Private}
	secret.Sources = append(secret.Sources, timeline.Source{ID: "whisper-leak", Title: "Leak"})
	secret.Actors = append(secret.Actors, actor("whisper-cell", "Cell"))
	secret.Places = append(secret.Places, timeline.Place{ID: "whisper-cellar", Name: "Cellar", Kind: "building"})
	secret.Sources[0].Notes = []timeline.Note{{Text: "As told elsewhere.", Citations: []timeline.Citation{{Source: "whisper-leak", Start: 0, End: 4}}}}
	secret.Actors[0].Affiliations = []timeline.Affiliation{{Actor: "whisper-cell"}, {Actor: "union"}}
	secret.Actors[0].Offices = []timeline.Office{{Title: "Head", Organization: "whisper-cell"}}
	secret.Places[0].Parent = "whisper-cellar"
	for _, doc := range []*timeline.Document{public, secret} {
		if _, err := st.Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	ids := map[string][]string{"actor": {"known"}, "place": {"hall"}, "source": {"paper"}, "document": {"open"}}
	if told := overheard(t, st, ids); strings.Contains(told, "whisper-") {
		t.Errorf("told to anybody:\n%s", told)
	}
	if told := overheard(t, st.Private(), ids); strings.Count(told, `"organization":"whisper-cell"`) < 2 || !strings.Contains(told, `"parent":"whisper-cellar"`) {
		t.Errorf("told to who may know:\n%s", told)
	}
	for secretive, st := range map[bool]*storetest.Access{false: st, true: st.Private()} {
		for _, read := range []func() (store.Record, error){
			func() (store.Record, error) { return st.Actor(t.Context(), "known") },
			func() (store.Record, error) { return st.Place(t.Context(), "hall") },
			func() (store.Record, error) { return st.Source(t.Context(), "paper") },
		} {
			if r, err := read(); err != nil || r.Secretive != secretive {
				t.Errorf("%s (%v) says %t of whether it leads to what is private, want %t", r.JSON, err, r.Secretive, secretive)
			}
		}
	}
	if r, err := st.Actor(t.Context(), "known"); err != nil || !strings.Contains(string(r.JSON), `"actor":"union"`) {
		t.Errorf("%s (%v) has lost its public affiliation", r.JSON, err)
	}
	if r, err := st.Private().Actor(t.Context(), "union"); err != nil || r.Secretive {
		t.Errorf("%s (%v) says that it leads to what is private", r.JSON, err)
	}
}
