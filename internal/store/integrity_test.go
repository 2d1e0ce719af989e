package store_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// findings are what a check finds.
func findings(t *testing.T, st *storetest.Access, repair bool) []store.Finding {
	t.Helper()
	var list []store.Finding
	err := st.CheckIntegrity(t.Context(), repair, func(f store.Finding) error {
		list = append(list, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func isClean(t *testing.T, st *storetest.Access) {
	t.Helper()
	list := findings(t, st, false)
	for _, f := range list[:min(20, len(list))] {
		t.Errorf("%s", f)
	}
	if len(list) > 20 {
		t.Errorf("and %d more", len(list)-20)
	}
}

// What the program writes is as it ought to be, and a repair changes nothing of it.
func TestIntegrityOfWhatIsWritten(t *testing.T) {
	t.Parallel()
	world := newWorld(t)
	isClean(t, world.Access)
	before, err := world.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	world.now = world.now.Add(time.Hour)
	if list := findings(t, world.Access, true); len(list) > 0 {
		t.Errorf("repaired: %v", list)
	}
	if after, err := world.Version(t.Context()); err != nil || after != before {
		t.Errorf("%v, and was %v; %v", after, before, err)
	}
	isClean(t, storetest.Use(storetest.Bundled(t)))
	isClean(t, storetest.Use(storetest.Open(t)))
}

const intactStory = `dateline: 1
story: {id: harbour, title: The harbour, language: en, topics: [sea]}
sources:
  - {id: paper, title: The paper, publisher: Press, url: https://paper.example/1}
actors:
  - {id: town, name: The town, kind: government}
  - {id: board, name: Harbour Board, kind: organization, aliases: [The board], affiliations: [{actor: town}]}
  - {id: keeper, name: Ada Keeper, kind: person, affiliations: [{actor: board}]}
places:
  - {id: coast, name: The coast, kind: region}
  - {id: rock, name: The rock, kind: building, parent: coast, lat: 50.5, lon: -4.25, country: GB}
events:
  - {id: kept, title: The light is kept, type: ruling, date: 1911-03, actors: [{id: keeper, role: initiator}], places: [rock], topics: [light],
     citations: [{source: paper, exact: the light is kept}], codes: ["x:1"], external_ids: ["y:2"],
     media: [{url: /media/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f, alt: A light}],
     quotes: [{id: said, speaker: keeper, text: I keep the light, citations: [{source: paper, exact: I keep the light}]}]}
  - {id: lit, title: The light is lit, type: other, date: 1911-04-02/1911-04-05, actors: [board], relations: [{type: follows, event: kept}]}
`

// intact holds a story with all that a check looks at: links of each kind, what belongs
// to what, a quote, a text, a private story beside it, and versions of the past.
var intact = storetest.Template{Name: "intact", Fill: func(ctx context.Context, dsn string) error {
	st, err := store.Open(ctx, dsn, store.Options{Now: func() time.Time { return storetest.Now }})
	if err != nil {
		return err
	}
	use := storetest.Use(st)
	for _, text := range []string{intactStory, strings.Replace(intactStory, "The light is lit", "The lamp is lit", 1),
		"dateline: 1\nstory: {id: secret, title: A secret, visibility: private}\nactors: [{id: spy, name: Spy, kind: person}]\nevents: [{id: hush, title: Hush, type: other, date: 1912, actors: [spy]}]\n"} {
		doc, err := convert.ReadStory([]byte(text))
		if err == nil {
			_, err = use.Import(ctx, doc)
		}
		if err != nil {
			return errors.Join(err, st.Close())
		}
	}
	_, err = use.PutText(ctx, "paper", "Here the light is kept. I keep the light, she says.\n", false)
	return errors.Join(err, st.Close())
}}

func openIntact(t *testing.T) *storetest.Access {
	t.Helper()
	return storetest.Use(intact.Open(t, func() time.Time { return storetest.Now }))
}

// answersOf are some answers that come from what a check looks at.
func answersOf(t *testing.T, st *storetest.Access) string {
	t.Helper()
	var answers strings.Builder
	for _, q := range []string{"actor=town&affiliated=true", "place=coast", "topic=light", "source=paper", "speaker=keeper", "code=x:1", "external_id=y:2", "country=GB", "q=lamp", "q=board", "from=1911-04&to=1911-04", "evidence=proved"} {
		docs := eventsFor(t, st, q)
		answers.WriteString(q + "\n")
		for _, doc := range docs {
			answers.WriteString(doc + "\n")
		}
	}
	doc, err := st.Document(t.Context(), "harbour")
	if err == nil {
		err = convert.WriteStoryYAML(&answers, doc)
	}
	if err != nil {
		t.Fatal(err)
	}
	return answers.String()
}

func eventsFor(t *testing.T, st *storetest.Access, query string) (docs []string) {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	q, err := timeline.ParseQuery(values)
	if err != nil {
		t.Fatal(err)
	}
	list, err := st.Events(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range list.Records {
		docs = append(docs, string(doc))
	}
	return docs
}

// TestIntegrityFindsAndRepairs damages a database in each way that a check knows: it is
// found, and what follows from something else is written anew, so that all answers are
// as they were.
func TestIntegrityFindsAndRepairs(t *testing.T) {
	t.Parallel()
	first := openIntact(t)
	isClean(t, first)
	before := answersOf(t, first)
	if strings.Count(before, `"id":"kept"`) < 9 || strings.Count(before, `"id":"lit"`) < 3 {
		t.Fatalf("little is asked for: %s", before)
	}
	event := func(id string) string { return "(SELECT n FROM events WHERE id = '" + id + "')" }
	for _, tt := range []struct{ name, damage, finding string }{
		{"bounds", "UPDATE events SET earliest = earliest + 86400 WHERE id = 'lit'", "event lit: earliest is"},
		{"state", "UPDATE events SET state = 0 WHERE id = 'hush'", "event hush: state is 0, and its document says 2"},
		{"kept counts", "UPDATE story_counts SET quotes = 7", "story harbour: what story_counts keeps of it is not what its events come to"},
		{"kept names", "DELETE FROM story_names WHERE kind = 1", "story harbour: what story_names keeps of it"},
		{"kept dates", "UPDATE story_dates SET events = events + 1 WHERE seconds = 86400", "story secret: what story_dates keeps of it"},
		{"evidence", "UPDATE events SET evidence = 'none' WHERE id = 'kept'", `event kept: evidence is "none", and its document says "proved"`},
		{"type", "UPDATE events SET type = 'call', status = 'expected' WHERE id = 'kept'", `event kept: status is "expected", and its document says "occurred"; type is "call"`},
		{"quote", "UPDATE quotes SET kind = 'indirect', state = 1 WHERE id = 'said'", `quote said: kind is "indirect"`},
		{"name", "UPDATE actors SET sort_name = 'zzz' WHERE id = 'board'", `actor board: sort_name is "zzz"`},
		{"coordinates", "UPDATE places SET lat = 0, z = NULL WHERE id = 'rock'", "place rock: lat is 0, and its document says 50.5; z is nothing"},
		{"visibility", "UPDATE stories SET public = 1 WHERE id = 'secret'", "story secret: public is 1, and its document says 0"},
		{"link missing", "DELETE FROM event_actors WHERE event = " + event("kept"), "event kept: its rows in event_actors are not what its document says: 3 missing"},
		{"link too many", "INSERT INTO event_topics (topic, earliest, event, latest, latest_start, earliest_end, state) SELECT topic, 0, " + event("lit") + ", 1, 1, 0, 0 FROM event_topics", "event lit: its rows in event_topics are not what its document says: 0 missing or otherwise, 1 too many"},
		{"link otherwise", "UPDATE event_places SET all_roles = 0 WHERE event = " + event("kept"), "event kept: its rows in event_places"},
		{"code", "UPDATE event_codes SET code = 'x:9'", "event kept: its rows in event_codes"},
		{"picture", "DELETE FROM event_media", "event kept: its rows in event_media"},
		{"relation", "DELETE FROM event_relations", "event lit: its rows in event_relations"},
		{"people of a quote", "UPDATE quote_actors SET roles = 2", "quote said: its rows in quote_actors"},
		{"affiliation", "DELETE FROM actor_affiliations WHERE actor = (SELECT n FROM actors WHERE id = 'keeper')", "actor keeper: its rows in actor_affiliations are not what its document says: 2 missing"},
		{"place inside", "UPDATE place_ancestors SET public = 0", "place rock: its rows in place_ancestors"},
		{"topic of a story", "DELETE FROM story_topics", "story harbour: its rows in story_topics"},
		{"membership", "DELETE FROM story_actors WHERE actor = (SELECT n FROM actors WHERE id = 'keeper')", "event kept: its story does not hold a record of actors that it names"},
		{"hidden member", "UPDATE actors SET public = 0 WHERE id = 'keeper'", "actor keeper: is kept as private, and a public story holds it"},
		{"shown name", "UPDATE events SET doc = replace(doc, 'Harbour Board', 'Haven Board') WHERE id = 'lit'", "event lit: its document shows actors and places otherwise"},
		{"words missing", "DELETE FROM events_fts WHERE rowid = " + event("lit"), "event lit: the search index does not have its words"},
		{"words of no record", "DELETE FROM sources_fts WHERE rowid = 1", "source paper: the search index does not have its words"},
		{"words of the past", "DELETE FROM events_past_fts", "the search index: versions of the past of events that have no words"},
		{"span", "DELETE FROM cited_spans WHERE resource = 'quote'", "quote said: spans that it cites are not on file: 1"},
		{"span of no record", "UPDATE cited_spans SET record = 99 WHERE resource = 'quote'", "cited_spans: rows of no record of quotes: 1"},
		{"last change", "UPDATE meta SET seq = seq - 1", "the log: ends at"},
		{"last public change", "UPDATE meta SET public_seq = seq + 5", "the log: the last public change is said to be"},
		{"hidden change", "UPDATE changes SET public = 1", "the log: changes of private records of events are public: 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			st := openIntact(t)
			exec(t, raw(t, st), tt.damage)
			found := findings(t, st, false)
			at := slices.IndexFunc(found, func(f store.Finding) bool { return strings.HasPrefix(f.String(), tt.finding) })
			if at < 0 {
				t.Fatalf("found is %v", found)
			}
			if f := found[at]; !f.Repairable || f.Repaired {
				t.Errorf("%+v", f)
			}
			repaired := findings(t, st, true)
			if !slices.ContainsFunc(repaired, func(f store.Finding) bool { return strings.HasPrefix(f.String(), tt.finding) && f.Repaired }) {
				t.Errorf("repaired is %v", repaired)
			}
			isClean(t, st)
			if after := answersOf(t, st); after != before {
				t.Errorf("the answers are\n%s\nand were\n%s", after, before)
			}
		})
	}
}

// What follows from nothing else is found, and left as it is.
func TestIntegrityFindsWhatIsLost(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, damage, finding string }{
		{"gap", "DELETE FROM changes WHERE seq = 3", "the log: after change 2 there is none"},
		{"beginning", "DELETE FROM changes WHERE seq = 1", "the log: begins with change 2, and not with 1"},
		{"end", "DELETE FROM changes WHERE seq = (SELECT max(seq) FROM changes)", "the log: ends at"},
		{"time", "UPDATE changes SET at = at - 1000000 WHERE seq = 5", "the log: change 5 is older than the one before it"},
		{"revision of a row", "UPDATE events SET revision = 7 WHERE id = 'lit'", "event lit: has revision 7, and its last entry in the log"},
		{"revision of a document", "UPDATE events SET doc = replace(doc, '\"revision\":2', '\"revision\":8') WHERE id = 'lit'", "event lit: has revision 2, and its document is of revision 8"},
		{"name in the log", "UPDATE changes SET id = 'other' WHERE id = 'rock'", `place rock: is called "other" in the log`},
		{"record out of the log", "UPDATE changes SET n = 99 WHERE id = 'rock'", "place rock: is not in the log"},
		{"log without a record", "UPDATE changes SET n = 99 WHERE id = 'rock'", "the log: change"},
		{"version of the past", "DELETE FROM events_past WHERE since = (SELECT min(since) FROM events_past WHERE id = 'kept')", "record 1 of events: its versions of the past"},
		{"document", "UPDATE actors SET doc = '{\"id\":' WHERE id = 'spy'", "actor spy: its document cannot be read"},
		{"document of another", "UPDATE sources SET doc = replace(doc, '\"id\":\"paper\"', '\"id\":\"pager\"') WHERE id = 'paper'", `source paper: its document is that of "pager"`},
		{"reference", "UPDATE events SET doc = replace(doc, '\"id\":\"spy\"', '\"id\":\"nobody\"') WHERE id = 'hush'", "event hush: names a record that is not there"},
		{"text", "UPDATE source_texts SET body = 'Here the lamp is kept.'", "source paper: its text has not the digest"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			st := openIntact(t)
			exec(t, raw(t, st), tt.damage)
			for _, repair := range []bool{false, true, false} {
				found := findings(t, st, repair)
				if !slices.ContainsFunc(found, func(f store.Finding) bool {
					return strings.HasPrefix(f.String(), tt.finding) && !f.Repairable && !f.Repaired
				}) {
					t.Errorf("found is %v", found)
				}
			}
		})
	}
}

// A check beside writers sees each part as it is at one moment, and a repair takes its
// turn: neither finds anything.
func TestIntegrityBesideWriters(t *testing.T) {
	t.Parallel()
	st := openIntact(t)
	var writer sync.WaitGroup
	begun, stop := make(chan struct{}, 1), make(chan struct{})
	writer.Go(func() {
		for n := 0; ; n++ {
			_, err := st.Edit(t.Context(), "actor", "keeper", func(now store.Record) (timeline.Record, error) {
				record, err := timeline.StoredRecord("actor", now.JSON)
				record.(*timeline.Actor).Name = fmt.Sprintf("Ada Keeper %d", n)
				record.(*timeline.Actor).Affiliations = record.(*timeline.Actor).Affiliations[:0]
				if n%2 == 0 {
					record.(*timeline.Actor).Affiliations = []timeline.Affiliation{{Actor: "town"}}
				}
				return record, err
			})
			if err != nil {
				t.Error(err)
				return
			}
			select {
			case begun <- struct{}{}:
			case <-stop:
				return
			}
		}
	})
	for range 4 {
		<-begun
		for _, repair := range []bool{false, true} {
			if list := findings(t, st, repair); len(list) > 0 {
				t.Errorf("found is %v", list)
			}
		}
	}
	close(stop)
	writer.Wait()
}
