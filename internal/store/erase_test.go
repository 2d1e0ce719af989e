package store_test

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// markedStory says a word of its own in every text of every record, and another in its
// first version: both begin alike.
const markedStory = `dateline: 1
story: {id: st, title: Qwxstory, summary: Qwxstory, language: en, topics: [sea]}
sources:
  - {id: paper, title: Qwxsource, publisher: Qwxsource, url: https://paper.example/qwxsource, notes: [{text: Qwxsource errs, citations: [{source: paper, exact: Qwxtext remark}]}]}
  - {id: other, title: The other, notes: [{text: it agrees, citations: [{source: paper, exact: Qwxtext remark}]}]}
actors:
  - {id: town, name: The town, kind: government}
  - {id: person, name: Qwxactor, kind: person, aliases: [Qwxactora], description: Qwxactor, offices: [{title: Qwxactor}], wikidata: Q42, affiliations: [{actor: town}]}
places:
  - {id: spot, name: Qwxplace, kind: city, lat: 50.5, lon: -4.25, country: GB}
events:
  - {id: happening, title: Qwxevent, summary: Qwxevent, type: ruling, date: {edtf: "1911-03", basis: inferred, text: Qwxevent}, actors: [{id: person, role: initiator}], places: [spot], topics: [light],
     citations: [{source: paper, exact: Qwxtext is cited, section: Qwxtext}], codes: ["x:1"], external_ids: ["y:2"], media: [{url: "https://m.example/qwxevent.jpg", alt: Qwxevent}],
     quotes: [{id: said, speaker: person, kind: indirect, text: Qwxquote was said, citations: [{source: paper, exact: Qwxtext remark}]}]}
  - {id: follows, title: What follows, type: other, date: 1911-04, actors: [person], places: [spot], relations: [{type: follows, event: happening}],
     quotes: [{id: heard, speaker: town, about: [person], kind: indirect, text: It was heard}]}
`

// marked is a database with that story, in two versions, and the text of its source; and
// how to find a word in all that it has on disk.
func marked(t *testing.T) (*storetest.Access, func(word string) []string) {
	t.Helper()
	dsn, now := storetest.DSN(t), storetest.Now
	st := storetest.Use(storetest.OpenAt(t, dsn, func() time.Time { return now })).Private()
	for _, text := range []string{strings.NewReplacer("Qwxstory", "Qwxstory1", "Qwxsource", "Qwxsource1", "Qwxactor", "Qwxactor1", "Qwxplace", "Qwxplace1", "Qwxevent", "Qwxevent1", "Qwxquote", "Qwxquote1").Replace(markedStory), markedStory} {
		doc, err := convert.ReadStory([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := st.By(store.Author{Name: "desk", Reason: "as told by Qwxreason"}).Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	if _, err := st.PutText(t.Context(), "paper", "Qwxtext is cited. And a Qwxtext remark stands here.\n", false); err != nil {
		t.Fatal(err)
	}
	secret := created(t, st, "desk", store.ScopeWrite, time.Time{})
	token, err := st.Authenticate(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	once := &store.Once{Token: token.N, Key: "k", Digest: []byte("d")}
	again := &timeline.Event{ID: "again", Story: "st", Title: "Again", Type: "other", Status: "occurred", Verification: "reported", Date: timeline.Date{Basis: "unknown"}, Actors: []timeline.Participant{{ID: "person", Role: "speaker"}}}
	if _, err := st.Create(t.Context(), again, store.CreateOptions{Once: once}); err != nil {
		t.Fatal(err)
	}
	if err := st.Keep(t.Context(), &store.Once{Token: token.N, Key: "import", Digest: []byte("d")}, map[string]any{"created": map[string]int{"event": 1}, "rejects": []map[string]string{{"raw": "Qwxactor, Qwxevent"}}}); err != nil {
		t.Fatal(err)
	}
	db := raw(t, st)
	exec(t, db, fmt.Sprintf("INSERT INTO drafts (story, person, seq, created_at, updated_at) VALUES ('st', %d, 1, 0, 0)", token.N))
	const drafted = `{"id":"happening","title":"Qwxevent","summary":"Qwxevent","date":{"basis":"unknown","text":"Qwxevent"},"quotes":[{"id":"said","speaker":"person","text":"Qwxquote"}],"citations":[{"source":"paper","exact":"Qwxtext"}],"media":[{"url":"https://m.example/qwxevent.jpg"}]}`
	exec(t, db, fmt.Sprintf("INSERT INTO draft_records (draft, entity, id, base, document, seq, person, updated_at) VALUES (1, 'event', 'happening', 1, '%s', 1, %d, 0)", drafted, token.N))
	exec(t, db, fmt.Sprintf(`INSERT INTO draft_edits (draft, seq, entity, id, before, after, what, person, made_at, undoes, undone) VALUES (1, 1, 'actor', 'person', '{"id":"person","name":"Qwxactor","aliases":["Qwxactora"]}', NULL, 'actor.name Qwxactor', %d, 0, 0, 0)`, token.N))
	exec(t, db, "INSERT INTO draft_texts (draft, source, body) VALUES (1, 'paper', 'Qwxtext')")
	return st, func(word string) []string {
		if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
			return inTables(t, raw(t, st), word)
		}
		return append(inTables(t, raw(t, st), word), inFiles(t, dsn, word)...)
	}
}

// inTables lists the columns that hold a word, in plain or in base64.
func inTables(t *testing.T, db *sql.DB, word string) []string {
	t.Helper()
	list := "SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'"
	if os.Getenv("DATELINE_TEST_POSTGRES") != "" {
		list = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
	}
	var found []string
	columns := rowsIn(t, db, list)
	for _, c := range columns {
		for _, row := range rowsIn(t, db, fmt.Sprintf(`SELECT %q, 1 FROM %q`, c[1], c[0])) {
			if saysWord(row[0], word) {
				found = append(found, c[0]+"."+c[1]+": "+row[0])
			}
		}
	}
	return found
}

var encoded = regexp.MustCompile(`[A-Za-z0-9+/]{24,}={0,2}`)

// saysWord tells whether a text has a word, in whatever case, also in base64.
func saysWord(text, word string) bool {
	for _, run := range encoded.FindAllString(text, -1) {
		if plain, err := base64.StdEncoding.DecodeString(run); err == nil {
			text += string(plain)
		}
	}
	return strings.Contains(strings.ToLower(text), strings.ToLower(word))
}

func rowsIn(t *testing.T, db *sql.DB, statement string) [][2]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	defer rows.Close()
	var list [][2]string
	for rows.Next() {
		var a, b sql.NullString
		if err := rows.Scan(&a, &b); err != nil {
			t.Fatal(err)
		}
		list = append(list, [2]string{a.String, b.String})
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// inFiles tells which files of a SQLite database hold a word.
func inFiles(t *testing.T, path, word string) []string {
	t.Helper()
	var found []string
	for _, suffix := range []string{"", "-wal", "-journal"} {
		text, err := os.ReadFile(path + suffix)
		if err == nil && bytes.Contains(bytes.ToLower(text), []byte(strings.ToLower(word))) {
			found = append(found, "the file"+suffix)
		}
	}
	return found
}

// What is erased is nowhere: in no table, no index, no file; the check finds nothing
// amiss; all else is there.
func TestWhatIsErasedIsNowhere(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		resource, id string
		what         store.Erasing
		gone, stay   []string
	}{
		{"actor", "person", store.Erasing{}, []string{"qwxactor"}, []string{"qwxevent", "qwxquote", "qwxtext", "qwxplace", "qwxreason"}},
		{"actor", "person", store.Erasing{Quotes: true}, []string{"qwxactor", "qwxquote"}, []string{"qwxevent", "qwxtext"}},
		{"actor", "person", store.Erasing{Fields: []string{"/aliases"}}, []string{"qwxactora", "qwxactor1a"}, []string{"qwxactor"}},
		{"actor", "person", store.Erasing{Fields: []string{"/name", "/aliases", "/description", "/offices"}}, []string{"qwxactor"}, []string{"Q42"}},
		{"place", "spot", store.Erasing{}, []string{"qwxplace"}, []string{"qwxevent", "qwxactor"}},
		{"event", "happening", store.Erasing{}, []string{"qwxevent", "qwxquote"}, []string{"qwxactor", "qwxtext", "qwxreason"}},
		{"event", "happening", store.Erasing{Fields: []string{"/title", "/summary", "/date", "/media"}}, []string{"qwxevent"}, []string{"qwxquote", "qwxtext"}},
		{"quote", "said", store.Erasing{}, []string{"qwxquote"}, []string{"qwxevent"}},
		{"quote", "said", store.Erasing{Fields: []string{"/text"}}, []string{"qwxquote"}, []string{"qwxevent"}},
		{"source", "paper", store.Erasing{}, []string{"qwxsource", "qwxtext"}, []string{"qwxevent", "qwxquote"}},
		{"source", "paper", store.Erasing{Fields: []string{timeline.SourceText}}, []string{"qwxtext"}, []string{"qwxsource"}},
		{"story", "st", store.Erasing{Fields: []string{"/title", "/summary"}}, []string{"qwxstory"}, []string{"qwxevent"}},
	} {
		t.Run(tt.resource+" "+strings.Join(tt.what.Fields, ","), func(t *testing.T) {
			t.Parallel()
			st, find := marked(t)
			for _, word := range slices.Concat(tt.gone, tt.stay) {
				if find(word) == nil {
					t.Errorf("%s was not there before", word)
				}
			}
			last, err := st.Version(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			desk := st.By(store.Author{Name: "desk", Reason: "asked for"})
			if _, err := desk.Erase(t.Context(), tt.resource, tt.id, tt.what); err != nil {
				t.Fatal(err)
			}
			for _, word := range tt.gone {
				found := slices.DeleteFunc(inTables(t, raw(t, st), word), func(at string) bool { return strings.Contains(at, "_fts_") }) // what is not merged yet
				if len(found) > 0 {
					t.Errorf("%s is left in %.2000s", word, strings.Join(found, "\n"))
				}
			}
			if err := st.Rewrite(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, word := range tt.gone {
				if found := find(word); found != nil {
					t.Errorf("%s is left in %.2000s", word, strings.Join(found, "\n"))
				}
				for _, q := range []string{"q=" + word, "q=" + word + "&as_of=" + fmt.Sprint(last.Seq)} {
					if docs := eventsFor(t, st, q); len(docs) > 0 {
						t.Errorf("%s finds %s", q, docs)
					}
				}
			}
			for _, word := range tt.stay {
				if find(word) == nil {
					t.Errorf("%s is gone, too", word)
				}
			}
			isClean(t, st)
			checkErasure(t, st, tt.resource, tt.id, tt.what, last.Seq)
			if list, err := st.Changes(t.Context(), timeline.ChangeQuery{Limit: 1000}); err != nil || len(list.Entries) < int(last.Seq) {
				t.Errorf("the log lost entries: %d, %v", len(list.Entries), err)
			}
			again, err := desk.Erase(t.Context(), tt.resource, tt.id, tt.what)
			if err != nil || again.Versions > 0 {
				t.Errorf("erasing again: %+v, %v", again, err)
			}
		})
	}
}

// checkErasure checks what the log says of an erasure.
func checkErasure(t *testing.T, st *storetest.Access, resource, id string, what store.Erasing, since int64) {
	t.Helper()
	list, err := st.Changes(t.Context(), timeline.ChangeQuery{Since: since, Limit: 1000, Actions: []string{timeline.ActionErase}})
	if err != nil {
		t.Fatal(err)
	}
	fields := what.Fields
	if fields == nil {
		fields = []string{""}
	}
	for _, entry := range list.Entries {
		var c timeline.Change
		if err := json.Unmarshal(entry, &c); err != nil {
			t.Fatal(err)
		}
		if c.Entity == resource && c.ID == id {
			if !slices.Equal(c.Erased, fields) || c.By != "desk" || c.Reason != "asked for" || len(c.Record) == 0 {
				t.Errorf("the log says %s", entry)
			}
			return
		}
	}
	t.Errorf("the log does not say that the %s %s was erased: %s", resource, id, list.Entries)
}
