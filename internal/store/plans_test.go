package store_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// filters are the shapes that a query of events can have: each driver, lists
// of alternatives, exclusions, and what is filtered on the way.
var filters = []string{
	"", "actor=country-0", "actor=country-0,pact", "actor=country-0&actor=pact", "actor=!country-0", "actor=country-0&affiliated=true",
	"actor=country-0&role=speaker", "actor=country-0,pact&role=!speaker&affiliated=true", "role=speaker", "role=!speaker",
	"actor=person-00,person-01,person-02,person-03,person-04,person-05,person-06,person-07,person-08,person-09,person-10",
	"place=inland", "place=inland,islands", "place=!inland", "place=inland&actor=pact", "topic=talks", "topic=talks,aid", "topic=!talks",
	"source=paper-0", "source=paper-0,paper-1", "source=!paper-0", "type=call", "type=call,meeting", "type=!call", "story=generated",
	"story=generated,second", "story=!second", "story=generated&type=call", "type=call,meeting&topic=talks&source=paper-0",
	"status=occurred", "verification=retracted", "verification=!disputed", "updated_since=2025-06-01", "near=48.5,31,400", "bbox=170,-20,-170,10",
	"actor=pact&near=48.5,31,400&status=occurred", "topic=talks,aid&status=occurred&story=generated", "actor=country-0,pact&type=call",
	"id=generated-0001", "id=generated-0001,generated-0002&type=call", "id=!generated-0001", "actor=country-0&id=!generated-0001", manyIDs,
	"place=inland&place_role=location", "place=inland,islands&place_role=!subject", "place_role=candidate-venue", "place_role=!location", "place=!inland&place_role=subject",
	"external_id=gdelt:shared", "external_id=gdelt:generated-0001,gdelt:generated-0002&place=inland", "external_id=!gdelt:shared", "code=cameo:040", "code=cameo:040,plover:CONSULT&actor=pact", "code=!cameo:040",
	"speaker=country-0", "speaker=country-0,pact&type=call", "speaker=!country-0", "country=UA", "country=UA,FJ", "country=!UA&story=generated", "country=UA&country=FJ", "basis=unknown", "basis=inferred,unknown&topic=talks", "basis=!stated",
	"from=2025-03&to=2025-03", "from=2025&match=certain", "to=2024", "date=2025-03-05&match=certain", "date=2025-03&match=within", "undated=only", "undated=exclude", "actor=country-0&undated=exclude&from=2025&match=certain",
	"type=call,meeting&undated=only", "actor=country-0&from=2024&to=2026",
	"actor=country-0,pact&from=2025-03-05", "q=peace", "q=peace+talks&from=2025&actor=country-0", "q=pea*+-talks&type=call,meeting", "q=of&story=!second",
}

// manyIDs asks for as many as a list may have.
var manyIDs = func() string {
	ids := make([]string, timeline.MaxChoices)
	for i := range ids {
		ids[i] = fmt.Sprintf("generated-%04d", i)
	}
	return "id=" + strings.Join(ids, ",")
}()

const someEvent = "generated-0001"

// quoteFilters are the shapes that a query of quotes can have.
var quoteFilters = []string{
	"", "speaker=country-0", "about=country-0,pact", "addressee=!country-0", "speaker=pact&about=country-0", "story=generated", "story=generated,second",
	"from=2025&to=2025&match=possible", "q=peace", "speaker=country-0,pact&q=peace&from=2024", "story=!second&match=certain&to=2025",
	"kind=direct", "kind=!direct&story=second", "topic=talks", "topic=the-very-rare", "topic=the-very-rare&speaker=country-0&from=2025&match=possible", "topic=!talks,aid&speaker=country-0", "event=" + someEvent, "event=" + someEvent + ",no-such", "event=!" + someEvent,
	"updated_since=2025-06-01", "speaker=pact&affiliated=true", "speaker=country-0&affiliated=true&kind=direct", "about=!pact&affiliated=true",
	"id=generated-q,other", "id=generated-q&speaker=country-0", "id=!generated-q", "event=" + someEvent + "&topic=talks&q=peace",
}

// lists runs every list query in every order, first pages and later ones,
// counted and with everything included.
func lists(t *testing.T, st *storetest.Access) {
	ctx := t.Context()
	for _, filter := range filters {
		for _, order := range timeline.Orders {
			values, err := url.ParseQuery(filter)
			if err != nil {
				t.Fatal(err)
			}
			values.Set("order", order)
			values.Set("limit", "3")
			values.Set("count", "true")
			values.Set("include", "actors,places,sources")
			q, err := timeline.ParseQuery(values)
			if err != nil {
				continue // relevance without a search
			}
			pages(t, func(after *store.Position) (store.List, error) { return st.Events(ctx, q, after) })
		}
	}
	for _, order := range timeline.QuoteOrders {
		for _, filter := range quoteFilters {
			if order != timeline.OrderRelevance || strings.Contains(filter, "q=") {
				run(t, timeline.ParseQuoteQuery, st.Quotes, filter+"&order="+order)
			}
		}
	}
	run(t, timeline.ParseActorQuery, st.Actors, "id=pact,country-0", "id=pact&kind=alliance", "id=!pact", "", "kind=person", "country=UA,FR", "story=generated", "story=!second", "affiliation=pact", "affiliation=!pact", "q=pe", "q=peace&story=second&kind=person")
	run(t, timeline.ParsePlaceQuery, st.Places, "id=inland,islands", "id=!inland&country=UA", "", "kind=city", "country=UA", "story=generated,second", "parent=inland", "parent=!inland", "q=pe")
	run(t, timeline.ParseSourceQuery, st.Sources, "id=paper-0,paper-1", "id=!paper-0", "", "story=generated", "story=!second", "q=pe")
	run(t, timeline.ParseStoryQuery, st.Stories, "id=generated,second", "id=!second", "", "topic=talks", "topic=!generated-only", "q=pe")
	run(t, timeline.ParseTopicQuery, st.Topics, "id=talks,aid", "id=!talks&story=second", "", "story=generated", "story=!second", "story=generated,second")
}

func run[Q any](t *testing.T, parse func(url.Values) (Q, error), find func(context.Context, Q, *store.Position) (store.List, error), queries ...string) {
	t.Helper()
	for _, query := range queries {
		values, err := url.ParseQuery(query + "&limit=1&count=true")
		if err != nil {
			t.Fatal(err)
		}
		q, err := parse(values)
		if err != nil {
			t.Fatal(err)
		}
		pages(t, func(after *store.Position) (store.List, error) { return find(t.Context(), q, after) })
	}
}

// pages reads the first two pages.
func pages(t *testing.T, find func(after *store.Position) (store.List, error)) {
	t.Helper()
	list, err := find(nil)
	if err == nil && list.Next != nil {
		_, err = find(list.Next)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// statements are all that listing asks of the database, each once.
func statements(t *testing.T, dsn string) (*storetest.Access, []store.Statement) {
	t.Helper()
	st := storetest.Use(storetest.OpenAt(t, dsn, func() time.Time { return storetest.Now }))
	w := storetest.NewWorld(21)
	for _, doc := range []*timeline.Document{w.Story("generated", timeline.Public, 120), w.Story("second", timeline.Public, 40)} {
		if _, err := st.Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	var found []store.Statement
	var mu sync.Mutex
	known := map[string]bool{}
	err := st.Watch(func(s store.Statement) {
		mu.Lock()
		defer mu.Unlock()
		if !known[s.SQL] {
			known[s.SQL] = true
			found = append(found, s)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	lists(t, st)
	if len(found) < 300 {
		t.Fatalf("only %d statements: the lists are not all there", len(found))
	}
	return st, found
}

// explain is the plan of a statement, a step a line.
func explain(t *testing.T, st *storetest.Access, how string, s store.Statement) string {
	t.Helper()
	db, err := st.Readers()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(t.Context(), how+" "+s.SQL, s.Args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, s.SQL)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for rows.Next() {
		into := make([]any, len(columns))
		for i := range into {
			into[i] = new(string)
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		b.WriteString(*into[len(into)-1].(*string) + "\n") // the last column says it
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	scanned  = regexp.MustCompile(`(?m)^SCAN (\S+)(.*)$`)
	ordered  = regexp.MustCompile(`(?m)^USE TEMP B-TREE FOR .*ORDER BY$`)
	ofEvents = regexp.MustCompile(`(?m)^SEARCH d USING (COVERING )?INDEX quotes_by_event(_date)? \(event=\?`)
	inMemory = regexp.MustCompile(`(?m)^SCAN \d* ?CONSTANT ROWS?$`)
)

// complain says what is wrong with SQLite's plan of a statement, or nothing.
// Lists walk along an index in the order of the list. They look everything
// else up, sort nothing, and read no table from end to end.
func complain(sql, plan string) string {
	page, counts := strings.Contains(sql, " LIMIT "), strings.Contains(sql, "count(*)")
	own := false // whether it reads the list's own table without an index
	for _, step := range scanned.FindAllStringSubmatch(plan, -1) {
		name, how := step[1], step[2]
		switch {
		case inMemory.MatchString(step[0]), name == "selected", name == "few", strings.Contains(how, "VIRTUAL TABLE"):
		case name != "d":
			return "looks through " + name
		case !page && !counts:
			return "looks through the table where it should look up"
		default:
			own = own || !strings.Contains(how, " INDEX ")
		}
	}
	switch {
	case own && strings.Contains(sql, "ORDER BY n"): // the order in which the table lies
	case own && counts && strings.Contains(sql, "FROM topics d"): // which is nothing but names
	case own:
		return "reads a table from end to end"
	}
	switch {
	case strings.Contains(plan, "AUTOMATIC"):
		return "makes an index of its own"
	case page && ordered.MatchString(plan) && !ofPeriod(sql, plan):
		return "sorts a page"
	case page && strings.Contains(sql, " UNION ") && !strings.Contains(sql, "UNION ALL") && !strings.Contains(plan, "MERGE (UNION)"):
		return "does not merge its arms"
	}
	return ""
}

// ofPeriod tells what lists are sorted: those of ids that were named, those of the
// few quotes of an event, or of those of a rare topic, and what was recorded last of a period alone. No index has
// both orders, and this one holds the period only.
func ofPeriod(sql, plan string) bool {
	if strings.Contains(plan, "SEARCH d USING INDEX sqlite_autoindex_") && strings.Contains(plan, "(id=?") {
		return true
	}
	if ofEvents.MatchString(plan) {
		return true
	}
	return strings.Contains(sql, "ORDER BY n") && (strings.HasPrefix(plan, "SEARCH d USING COVERING INDEX events_by_date (earliest") || strings.HasPrefix(plan, "SEARCH d USING COVERING INDEX quotes_by_date (earliest"))
}

func TestPlansOfLists(t *testing.T) {
	t.Parallel()
	st, found := statements(t, filepath.Join(t.TempDir(), "dateline.db"))
	merged := 0
	for _, s := range found {
		plan := explain(t, st, "EXPLAIN QUERY PLAN", s)
		if wrong := complain(s.SQL, plan); wrong != "" {
			t.Errorf("%s: %s\n%s", wrong, s.SQL, plan)
		}
		merged += strings.Count(plan, "MERGE (UNION)")
	}
	if merged < 20 {
		t.Errorf("only %d merges", merged)
	}
}

// PostgreSQL chooses its plans by the sizes of tables; here it shows that it
// understands every statement.
func TestPlansOnPostgreSQL(t *testing.T) {
	t.Parallel()
	if os.Getenv("DATELINE_TEST_POSTGRES") == "" {
		return // the same statements are looked at above, as SQLite has them
	}
	st, found := statements(t, storetest.DSN(t))
	for _, s := range found {
		if plan := explain(t, st, "EXPLAIN", s); plan == "" {
			t.Errorf("no plan for %s", s.SQL)
		}
	}
}

// The checker finds what it is there to find.
func TestPlansThatAreWrong(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.OpenAt(t, filepath.Join(t.TempDir(), "dateline.db"), func() time.Time { return storetest.Now }))
	for _, tt := range []struct{ sql, want string }{
		{"SELECT d.n FROM events d WHERE d.revision = 1 LIMIT 1", "reads a table from end to end"},
		{"SELECT count(*) FROM quotes d WHERE d.revision = 1", "reads a table from end to end"},
		{"SELECT d.n FROM events d WHERE d.type = 'call' ORDER BY d.latest LIMIT 1", "sorts a page"},
		{"SELECT d.n FROM events d WHERE d.type = 'call' ORDER BY d.type, d.latest LIMIT 1", "sorts a page"},
		{"SELECT d.n AS n FROM events d WHERE EXISTS (SELECT 1 FROM event_actors x WHERE x.roles = d.n) ORDER BY n LIMIT 1", "makes an index of its own"},
		{"SELECT d.n FROM events d WHERE EXISTS (SELECT 1 FROM event_actors x WHERE +x.event = d.n AND +x.actor = 1) ORDER BY d.n LIMIT 1", "looks through x"},
		{"SELECT d.doc FROM actors d WHERE d.n IN (SELECT x.actor FROM event_actors x WHERE +x.event = 1)", "looks through x"},
		{"SELECT d.doc FROM actors d WHERE d.kind = 'person'", "looks through the table where it should look up"},
		{"SELECT d.earliest AS k, d.n FROM events d WHERE d.story = 1 UNION SELECT d.earliest, d.n + 1 FROM events d WHERE d.type = 'a' ORDER BY k LIMIT 1", "sorts a page"},
		{"SELECT d.earliest AS k, d.n AS n FROM events d WHERE d.type = 'call' AND d.state = 0 AND (d.earliest, d.n) > (1, 1) ORDER BY k, n LIMIT 1", ""},
		{"SELECT d.n AS n FROM events d WHERE d.status = 'occurred' ORDER BY n LIMIT 1", ""},
	} {
		plan := explain(t, st, "EXPLAIN QUERY PLAN", store.Statement{SQL: tt.sql})
		if got := complain(tt.sql, plan); got != tt.want {
			t.Errorf("%q, want %q of %s\n%s", got, tt.want, tt.sql, plan)
		}
	}
}
