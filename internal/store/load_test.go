package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// lines are the records of a file of NDJSON; a bad line ends them.
func lines(text string) store.Entries {
	return func(yield func(timeline.Entry, error) bool) {
		for line, err := range convert.ReadNDJSON(strings.NewReader(text)) {
			if !yield(line.Entry, err) || err != nil {
				return
			}
		}
	}
}

// archive is all that a store holds, as NDJSON.
func archive(t *testing.T, st *storetest.Access) string {
	t.Helper()
	ids, err := st.Private().StoryIDs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = convert.WriteArchiveNDJSON(&b, func(yield func(convert.WholeStory, error) bool) {
		for _, id := range ids {
			doc, err := st.Private().Document(t.Context(), id)
			if err != nil {
				t.Error(err)
				return
			}
			if !yield(convert.Whole(doc), nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func loaded(t *testing.T, st *storetest.Access, text string, opts store.LoadOptions) (*store.Report, []string) {
	t.Helper()
	var rejects []string
	opts.Reject = func(e timeline.Entry, why error) error {
		rejects = append(rejects, fmt.Sprintf("%d: %v", e.Line, why))
		return nil
	}
	report, err := st.Load(t.Context(), lines(text), opts)
	if err != nil {
		t.Fatal(err)
	}
	return report, rejects
}

// An archive that is loaded into another database is exported byte for byte as
// it was, whatever the order of its lines; loaded again, it changes nothing.
func TestLoadTakesAnArchiveBack(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(5)
	from := newLibrary(t)
	from.put(t, w.Story("one", timeline.Public, 700), w.Story("two", timeline.Private, 900), w.Story("three", timeline.Public, 3))
	text := archive(t, from.Access)
	to := storetest.Use(storetest.Open(t))
	report, rejects := loaded(t, to, text, store.LoadOptions{})
	if len(rejects) > 0 || report.Created["event"] != 1603 || report.Created["story"] != 3 {
		t.Fatalf("%v, %+v", rejects, report)
	}
	if archive(t, to) != text {
		t.Error("exported again, it is another archive")
	}
	for _, word := range []string{"peace", "talks"} {
		if a, b := search(t, from.Access, word), search(t, to, word); !slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))) {
			t.Errorf("a search for %s finds %d and %d events", word, len(a), len(b))
		}
	}
	before, err := to.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	report, rejects = loaded(t, to, text, store.LoadOptions{})
	if after, err := to.Version(t.Context()); err != nil || report.Changed() || len(rejects) > 0 || after != before {
		t.Errorf("loaded again: %+v, %v, %v", report, rejects, err)
	}
}

// Sources, actors and places may come in any order before the events.
func TestLoadInAnyOrder(t *testing.T) {
	t.Parallel()
	from := newLibrary(t)
	from.put(t, storetest.NewWorld(8).Story("one", timeline.Public, 40))
	text := strings.Split(strings.TrimSuffix(archive(t, from.Access), "\n"), "\n")
	first := slices.IndexFunc(text, func(line string) bool { return strings.HasPrefix(line, `{"entity":"event"`) })
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(first-1, func(i, j int) { text[1+i], text[1+j] = text[1+j], text[1+i] })
	to := storetest.Use(storetest.Open(t))
	if _, rejects := loaded(t, to, strings.Join(text, "\n"), store.LoadOptions{}); len(rejects) > 0 {
		t.Fatal(rejects)
	}
	sortedLines := func(s string) []string {
		list := strings.Split(s, "\n")
		slices.Sort(list)
		return list
	}
	if !slices.Equal(sortedLines(archive(t, to)), sortedLines(archive(t, from.Access))) {
		t.Error("the stores hold other records")
	}
}

const loadable = `{"entity":"story","id":"s","title":"S"}
{"entity":"source","id":"paper","title":"Paper","length":10}
{"entity":"actor","id":"a","name":"A","kind":"person","affiliations":["body"]}
{"entity":"actor","id":"body","name":"Body","kind":"organization"}
{"id":"e","title":"E","type":"other","date":"2025","actors":["a",{"id":"new","name":"New","kind":"group"}],"places":[{"id":"there","name":"There","kind":"city","lat":1,"lon":2}],"quotes":[{"id":"q","speaker":"a","text":"Words."}]}
{"entity":"quote","id":"q2","event":"e","speaker":"new","text":"More words."}
`

// What events show, and by what they are found, is that of the actors and places
// as they are in the end, wherever in a file these are.
func TestLoadOfNamesBehindTheirEvents(t *testing.T) {
	t.Parallel()
	from, w := newLibrary(t), storetest.NewWorld(14)
	doc := w.Story("one", timeline.Public, 60)
	from.put(t, doc)
	before := archive(t, from.Access)
	doc = copied(doc)
	var asked []string
	for i := range doc.Actors {
		a := &doc.Actors[i]
		a.Name, a.Aliases, a.Affiliations = fmt.Sprintf("Person%d", i), []string{fmt.Sprintf("Alias%d", i)}, nil
		if i > 0 && i%2 == 0 {
			a.Affiliations = []timeline.Affiliation{{Actor: doc.Actors[0].ID}}
		}
		asked = append(asked, "q="+a.Name, "q="+a.Aliases[0], "affiliated=true&actor="+a.ID)
	}
	for i := range doc.Places {
		p := &doc.Places[i]
		p.Name, p.Parent = fmt.Sprintf("Town%d", i), ""
		if i > 0 {
			p.Parent = doc.Places[0].ID
		}
		asked = append(asked, "q="+p.Name, "place="+p.ID)
	}
	for i := range doc.Events {
		doc.Events[i].Title += " again"
	}
	from.put(t, doc)
	text := strings.Split(strings.TrimSuffix(archive(t, from.Access), "\n"), "\n")
	slices.SortStableFunc(text[1:], func(a, b string) int { return behind(a) - behind(b) })
	for _, opts := range []store.LoadOptions{{}, {Atomic: true}} {
		to := storetest.Use(storetest.Open(t))
		loaded(t, to, before, store.LoadOptions{})
		if _, rejects := loaded(t, to, strings.Join(text, "\n"), opts); len(rejects) > 0 {
			t.Fatal(rejects)
		}
		for _, query := range append(asked, "") {
			if got, want := shownBy(t, to, query), shownBy(t, from.Access, query); !slices.Equal(got, want) {
				t.Errorf("%+v, %s: %d events are\n%.600s\nand %d should be\n%.600s", opts, query, len(got), got, len(want), want)
			}
		}
	}
}

// behind puts events before the actors and places that they name.
func behind(line string) int {
	if strings.HasPrefix(line, `{"entity":"actor"`) || strings.HasPrefix(line, `{"entity":"place"`) {
		return 1
	}
	return 0
}

// shownBy are the events that a query finds, without what the store says of them.
func shownBy(t *testing.T, st *storetest.Access, query string) []string {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	q, err := timeline.ParseQuery(values)
	if err != nil {
		t.Fatal(err)
	}
	q.Limit = timeline.MaxLimit
	list, err := st.Events(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	docs := make([]string, len(list.Records))
	for i, doc := range list.Records {
		docs[i], _, _ = strings.Cut(string(doc), `,"revision":`)
	}
	return docs
}

func TestLoadRejectsRowByRow(t *testing.T) {
	t.Parallel()
	digest := strings.Repeat("0", 64)
	for _, tt := range []struct{ name, lines, want string }{
		{"all is well", ``, ``},
		{"an actor that is not there", `{"id":"x","title":"X","type":"other","date":"2025","actors":["a","nobody"]}`, `7: /actors/1/id: there is no actor with the id "nobody"`},
		{"a place that is not there", `{"id":"x","title":"X","type":"other","date":"2025","places":["nowhere"]}`, `7: /places/0/id: there is no place with the id "nowhere"`},
		{"a story that is not there", `{"id":"x","story":"z","title":"X","type":"other","date":"2025"}`, `7: /story: there is no story with the id "z"`},
		{"words past the end", `{"id":"x","title":"X","type":"other","date":"2025","citations":[{"source":"paper","start":1,"end":11,"sha256":"` + digest + `"}]}`, `7: /citations/0/end: 11 is past the end of the source, which has 10 characters`},
		{"a source that is not there", `{"id":"x","title":"X","type":"other","date":"2025","citations":[{"source":"gone","start":1,"end":11,"sha256":"` + digest + `"}]}`, `7: /citations/0/source: there is no source with the id "gone"`},
		{"another event's quote", `{"id":"x","title":"X","type":"other","date":"2025","quotes":[{"id":"q","speaker":"a","text":"W"}]}`, `7: /quotes/0/id: the quote "q" belongs to the event "e": give this one another id`},
		{"a quote of nothing", `{"entity":"quote","id":"q3","event":"gone","speaker":"a","text":"W"}`, `7: /event: there is no event with the id "gone"`},
		{"a quote of nobody", `{"entity":"quote","id":"q3","event":"e","speaker":"nobody","text":"W","about":["no-one"]}`, "7: /speaker: there is no actor with the id \"nobody\"\n/about/0: there is no actor with the id \"no-one\""},
		{"actors that wait for each other", `{"entity":"actor","id":"l","name":"L","kind":"group","affiliations":["m"]}` + "\n" + `{"entity":"actor","id":"m","name":"M","kind":"group","affiliations":["l"]}`,
			"7: /affiliations/0/actor: there is no actor with the id \"m\"\n8: /affiliations/0/actor: there is no actor with the id \"l\""},
		{"a place in itself", `{"entity":"place","id":"in","name":"In","kind":"city","parent":"there"}` + "\n" + `{"entity":"place","id":"there","name":"There","kind":"city","parent":"in"}`, `8: /parent: "in" lies in "there", perhaps through others: this would be a circle`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			st := storetest.Use(storetest.Open(t))
			end := "\n" + `{"id":"last","title":"Last","type":"other","date":"2025"}`
			_, rejects := loaded(t, st, loadable+tt.lines+end, store.LoadOptions{})
			if got := strings.Join(rejects, "\n"); got != tt.want {
				t.Errorf("rejected\n%s\nwant\n%s", got, tt.want)
			}
			if ids := each(t, st.EachEvent, timeline.NewQuery()); !slices.Equal(slices.Sorted(slices.Values(ids)), []string{"e", "last"}) {
				t.Errorf("events: %v", ids)
			}
			if ids := each(t, st.EachQuote, timeline.QuoteQuery{}); len(ids) != 2 {
				t.Errorf("quotes: %v", ids)
			}
		})
	}
}

// What an earlier file has may be said anew, as long as it makes no circle.
func TestLoadRejectsCircles(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	if _, rejects := loaded(t, st, loadable+`{"id":"f","title":"F","type":"other","relations":[{"type":"part-of","event":"e"}]}`, store.LoadOptions{}); len(rejects) > 0 {
		t.Fatal(rejects)
	}
	_, rejects := loaded(t, st, `{"entity":"actor","id":"body","name":"Body","kind":"organization","affiliations":["a"]}
{"id":"e","title":"E","type":"other","relations":[{"type":"part-of","event":"f"}]}`, store.LoadOptions{Story: "s"})
	want := `1: /affiliations/0/actor: "a" is affiliated with "body", perhaps through others: this would be a circle
2: /relations/0/event: "f" is itself part of this event, "e", directly or through others: leave one of the relations out`
	if got := strings.Join(rejects, "\n"); got != want {
		t.Errorf("rejected\n%s\nwant\n%s", got, want)
	}
}

func TestLoadOptions(t *testing.T) {
	t.Parallel()
	bare := `{"id":"x","title":"X","type":"other","date":"2025"}`
	st := storetest.Use(storetest.Open(t))
	if _, rejects := loaded(t, st, bare, store.LoadOptions{}); len(rejects) != 1 || !strings.Contains(rejects[0], "names no story") {
		t.Errorf("without a story: %v", rejects)
	}
	for round, want := range []int{1, 0} {
		if report, rejects := loaded(t, st, bare, store.LoadOptions{Story: "made"}); len(rejects) > 0 || report.Created["story"] != want || report.Created["event"] != want {
			t.Errorf("round %d: %v, %+v", round, rejects, report)
		}
	}
	before, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	report, rejects := loaded(t, st, loadable, store.LoadOptions{UpdateOptions: store.UpdateOptions{DryRun: true}})
	if after, err := st.Version(t.Context()); err != nil || after != before || len(rejects) > 0 || report.Created["event"] != 1 || report.Updated["event"] != 1 {
		t.Errorf("a preview: %v, %+v, %v", rejects, report, err)
	}
	_, err = st.Load(t.Context(), lines(loadable+`{"id":"y","title":"Y","type":"other","date":"2025","actors":["nobody"]}`), store.LoadOptions{Atomic: true})
	if after, versionErr := st.Version(t.Context()); versionErr != nil || after != before || timeline.CodeOf(err) != timeline.InvalidRecord {
		t.Errorf("all or nothing: %v, %v", err, versionErr)
	}
	broken := errors.New("the line is gone")
	_, err = st.Load(t.Context(), func(yield func(timeline.Entry, error) bool) {
		for e := range lines(loadable) {
			yield(e, nil)
		}
		yield(timeline.Entry{}, broken)
	}, store.LoadOptions{})
	if ids := each(t, st.EachEvent, timeline.NewQuery()); !errors.Is(err, broken) || len(ids) != 2 {
		t.Errorf("cut off: %v, %v", err, ids)
	}
	before, _ = st.Version(t.Context())
	_, err = st.Load(t.Context(), func(yield func(timeline.Entry, error) bool) { yield(timeline.Entry{}, broken) }, store.LoadOptions{Story: "never"})
	if after, versionErr := st.Version(t.Context()); !errors.Is(err, broken) || versionErr != nil || after != before {
		t.Errorf("what is no file makes a story: %v, %v", err, versionErr)
	}
}

// A private story's actors are never seen, though they come before its events.
func TestLoadOfAPrivateStory(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	loaded(t, st, strings.Replace(loadable, `"title":"S"`, `"title":"S","visibility":"private"`, 1), store.LoadOptions{})
	for _, id := range []string{"a", "body", "new"} {
		if _, err := st.Actor(t.Context(), id); timeline.CodeOf(err) != timeline.NotFound {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := st.Source(t.Context(), "paper"); timeline.CodeOf(err) != timeline.NotFound {
		t.Error(err)
	}
}

// Who gives entries is not asked for another when Load has returned, however
// it ends: the body that they come from is no longer its own.
func TestLoadWaitsForItsReader(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string]store.LoadOptions{"in batches": {}, "whole": {Atomic: true}, "tried": {UpdateOptions: store.UpdateOptions{DryRun: true}}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reading := false // under -race: written by who reads, then read here
			_, err := storetest.Use(storetest.Open(t)).Load(t.Context(), func(yield func(timeline.Entry, error) bool) {
				reading = true
				defer func() { reading = false }()
				for e, err := range lines(strings.Repeat(`{"id":"x","title":"X","type":"other","story":"none"}`+"\n", 5000)) {
					if e.Line > 1000 { // the first batch is refused while the next comes slowly
						time.Sleep(time.Millisecond)
					}
					if !yield(e, err) {
						return
					}
				}
			}, opts)
			if timeline.CodeOf(err) != timeline.InvalidRecord {
				t.Errorf("the load ends with %v", err)
			}
			if reading {
				t.Error("entries are still read")
			}
		})
	}
}
