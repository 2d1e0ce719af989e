package client_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/client"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// Whoever follows the log from its beginning, in parts of any size and with
// breaks, has at its end a server that exports what the first one does, and
// shows the same records, also those that were taken back. Without a token it is
// what anybody may see, and nothing of what is private.
func TestRebuild(t *testing.T) {
	t.Parallel()
	for n := range uint64(2) {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			seed := trial.Seed(t, n)
			from := serving(t, storetest.Bundled(t))
			d := newDesk(t, from, seed)
			whole := newFollower(t, from.editor(), seed)
			open := newFollower(t, client.New(from.URL), seed+100)
			for range 5 {
				for range 10 {
					d.edit(t)
				}
				whole.follow(t, 3) // and the rest another time
				open.follow(t, 2)
			}
			whole.follow(t, -1)
			open.follow(t, -1)
			copied := everything(t, whole.to.editor())
			compare(t, copied, everything(t, from.editor()))
			seen := everything(t, client.New(open.to.URL))
			compare(t, seen, everything(t, client.New(from.URL)))
			compare(t, everything(t, open.to.editor()), seen) // a token shows no more: there is no more
			if strings.Contains(fmt.Sprint(seen), "secret") || !strings.Contains(fmt.Sprint(copied), "secret") {
				t.Error("what is private is where it should not be, or not where it should")
			}
		})
	}
}

// follower copies one server to another by the log alone.
type follower struct {
	*rand.Rand
	from    *client.Client
	to      server
	since   int64                      // the change applied last
	records map[string]json.RawMessage // the last that the log told of each, by resource/id
	at      map[string]string          // the events that quotes are in, in the copy
}

func newFollower(t *testing.T, from *client.Client, seed uint64) *follower {
	return &follower{Rand: rand.New(rand.NewPCG(seed, 8)), from: from, to: serving(t, storetest.Open(t)), records: map[string]json.RawMessage{}, at: map[string]string{}}
}

// follow applies so many parts of the log, and all that there is when parts is
// negative.
func (f *follower) follow(t *testing.T, parts int) {
	t.Helper()
	for ; parts != 0; parts-- {
		size := 1 + f.IntN(60)
		var part []client.Change
		for change, err := range f.from.Changes(t.Context(), f.since, client.Query{"limit": {fmt.Sprint(size)}}) {
			if err != nil {
				t.Fatal(err)
			}
			part = append(part, change)
			if len(part) >= size && !declaring(change) {
				break
			}
		}
		if len(part) == 0 {
			return
		}
		f.apply(t, part)
		f.since = part[len(part)-1].Seq
	}
}

// declaring tells whether what a change is about is declared or named by what
// comes after it in the log.
func declaring(c client.Change) bool {
	return slices.Contains([]string{"source", "actor", "place"}, c.Entity)
}

// apply writes what a part of the log has made of records: what stories declare
// before them, those with what they hold, and what is in them.
func (f *follower) apply(t *testing.T, part []client.Change) {
	t.Helper()
	last := map[string]client.Change{}
	var order []string
	for _, c := range part {
		key := c.Entity + "/" + c.ID
		if _, known := last[key]; !known {
			order = append(order, key)
		}
		last[key] = c
		f.records[key] = c.Record
	}
	var body bytes.Buffer
	for _, resources := range [][]string{{"source", "actor", "place"}, {"story"}, {"event", "quote"}} {
		for _, key := range order {
			c := last[key]
			if !slices.Contains(resources, c.Entity) || c.Entity == "quote" && !bytes.Contains(c.Record, []byte(`"retracted":`)) {
				continue // a quote that was not taken back comes with its event
			}
			if c.Entity == "event" {
				f.handOver(t, &body, key)
			}
			f.line(&body, key)
			if c.Holds == nil {
				continue
			}
			for resource, ids := range map[string][]string{"source": c.Holds.Sources, "actor": c.Holds.Actors, "place": c.Holds.Places} {
				for _, id := range ids {
					f.line(&body, resource+"/"+id)
				}
			}
		}
	}
	f.send(t, &body)
}

// send writes the lines gathered so far.
func (f *follower) send(t *testing.T, body *bytes.Buffer) {
	t.Helper()
	defer body.Reset()
	if body.Len() == 0 {
		return
	}
	report, err := f.to.editor().Import(t.Context(), bytes.NewReader(body.Bytes()), client.ImportOptions{Atomic: true})
	if err != nil || report.Rejected > 0 {
		t.Fatalf("after the change %d: %v %+v", f.since, err, report.Rejects)
	}
}

// handOver lets other events give up the quotes that an event has taken over
// from them: a quote is in one event.
func (f *follower) handOver(t *testing.T, w *bytes.Buffer, key string) {
	t.Helper()
	e := f.event(t, key)
	for _, q := range e.Quotes {
		from := f.at[q.ID]
		if from != "" && from != e.ID {
			giving := f.event(t, "event/"+from)
			giving.Quotes = slices.DeleteFunc(giving.Quotes, func(q client.Quote) bool { return f.at[q.ID] != from })
			line, err := timeline.Encode(&giving)
			if err != nil {
				t.Fatal(err)
			}
			f.send(t, w) // an id stands once in a file
			fmt.Fprintf(w, "%s\n", line)
			f.send(t, w)
			maps.DeleteFunc(f.at, func(id, at string) bool {
				return at == from && !slices.ContainsFunc(giving.Quotes, func(q client.Quote) bool { return q.ID == id })
			})
		}
	}
	maps.DeleteFunc(f.at, func(_, at string) bool { return at == e.ID })
	for _, q := range e.Quotes {
		f.at[q.ID] = e.ID
	}
}

func (f *follower) event(t *testing.T, key string) (e client.Event) {
	t.Helper()
	if err := json.Unmarshal(f.records[key], &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// line writes a record as a line of NDJSON.
func (f *follower) line(w io.Writer, key string) {
	resource, _, _ := strings.Cut(key, "/")
	fmt.Fprintf(w, `{"entity":%q,%s`+"\n", resource, f.records[key][1:])
}

// compare holds all that a copy shows to what it is a copy of.
func compare(t *testing.T, got, want map[string]string) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if got[path] != want[path] {
			t.Errorf("%s has\n%s\nand lacks\n%s", path, beyond(got[path], want[path]), beyond(want[path], got[path]))
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d addresses, and were %d", len(got), len(want))
	}
}

// beyond are the first lines of a text where it goes on otherwise than another.
func beyond(text, other string) string {
	lines, others := strings.Split(text, "\n"), strings.Split(other, "\n")
	for len(lines) > 0 && len(others) > 0 && lines[0] == others[0] {
		lines, others = lines[1:], others[1:]
	}
	return strings.Join(lines[:min(len(lines), 5)], "\n")
}

// stamp is what a server says itself of a record.
var stamp = regexp.MustCompile(`,"revision":\d+,"recorded_at":"[^"]*","updated_at":"[^"]*"`)

// everything is what a server shows at each of its addresses, without what it
// says itself of records.
func everything(t *testing.T, c *client.Client) map[string]string {
	t.Helper()
	shown := map[string]string{}
	read := func(path string, q client.Query) {
		body, err := c.Open(t.Context(), path, q)
		if err != nil {
			t.Fatal(err)
		}
		defer body.Close()
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		shown[path+"?"+q.Encode()] = string(stamp.ReplaceAll(text, nil))
	}
	named := func(resource string) { // in any order: of the same name, the first is whom the server learned of first
		read("/v1/"+resource, client.Query{"format": {"ndjson"}})
		lines := strings.Split(shown["/v1/"+resource+"?format=ndjson"], "\n")
		slices.Sort(lines)
		shown["/v1/"+resource+"?format=ndjson"] = strings.Join(lines, "\n")
	}
	for _, s := range taken(t, c.Stories.All(t.Context(), nil)) {
		read("/v1/stories/"+s.ID+"/document", client.Query{"format": {"yaml"}})
	}
	for _, resource := range []string{"actors", "places", "sources"} {
		named(resource)
	}
	read("/v1/events", client.Query{"format": {"ndjson"}})
	read("/v1/quotes", client.Query{"format": {"ndjson"}})
	read("/v1/events", client.Query{"format": {"ndjson"}, "verification": {"retracted"}})
	read("/v1/stories", client.Query{"limit": {"1000"}})
	read("/v1/topics", client.Query{"limit": {"1000"}})
	for change, err := range c.Changes(t.Context(), 0, client.Query{"limit": {"1000"}}) {
		if err != nil {
			t.Fatal(err)
		}
		path := "/v1/" + map[string]string{"story": "stories", "source": "sources", "actor": "actors", "place": "places", "event": "events", "quote": "quotes"}[change.Entity] + "/" + change.ID
		if _, known := shown[path+"?"]; !known {
			read(path, nil)
		}
	}
	return shown
}
