package store_test

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// released holds a database of each release, with what the release answered
// from it; its README.md says how the next one is made.
const released = "testdata/released"

// TestReleasedDatabases opens a copy of what each release left, which migrates
// it, and expects the answers that the release gave.
func TestReleasedDatabases(t *testing.T) {
	t.Parallel()
	for _, folder := range releases(t) {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			r := restore(t, folder)
			r.compare(t)
			r.dates(t)
			r.filters(t)
			r.forms(t)
			r.tokens(t)
			r.write(t)
		})
	}
}

// releases are the folders of the releases, of which there is one at least.
func releases(t *testing.T) []string {
	t.Helper()
	folders, err := filepath.Glob(released + "/*.*.*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no database of a release: %v", err)
	}
	return folders
}

// release is an opened copy of a release's database, at the minute after its
// last change.
type release struct {
	folder string
	store  *storetest.Access
}

func restore(t *testing.T, folder string) release {
	t.Helper()
	dsn := storetest.DSN(t)
	kind := "sqlite"
	if strings.HasPrefix(dsn, "postgres") {
		kind = "postgres"
	}
	folder = filepath.Join(folder, kind)
	if kind == "postgres" {
		load(t, dsn, filepath.Join(folder, "dump.sql"))
	} else {
		unpack(t, dsn, filepath.Join(folder, "dateline.db.gz"))
	}
	lines := bytes.Split(bytes.TrimSpace(read(t, filepath.Join(folder, "answers", "changes.ndjson"))), []byte("\n"))
	var last timeline.Change
	if err := json.Unmarshal(lines[len(lines)-1], &last); err != nil {
		t.Fatal(err)
	}
	now := last.At.Add(time.Minute)
	return release{folder, storetest.Use(storetest.OpenAt(t, dsn, func() time.Time { return now }))}
}

// load runs a dump, whose many statements go to the server as one.
func load(t *testing.T, dsn, dump string) {
	t.Helper()
	db, err := sql.Open("pgx", dsn+"&default_query_exec_mode=simple_protocol")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	exec(t, db, string(read(t, dump)))
}

func unpack(t *testing.T, path, packed string) {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(read(t, packed)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// compare asks what the release was asked, with the right to see all.
func (r release) compare(t *testing.T) {
	t.Helper()
	asked := map[string]string{}
	for line := range strings.Lines(string(read(t, filepath.Join(r.folder, "questions")))) {
		name, address, _ := strings.Cut(strings.TrimSpace(line), " ")
		asked[name] = address
	}
	files, err := os.ReadDir(filepath.Join(r.folder, "answers"))
	if err != nil {
		t.Fatal(err)
	}
	stories := 0
	for _, file := range files {
		want := read(t, filepath.Join(r.folder, "answers", file.Name()))
		var got []byte
		story, isStory := strings.CutPrefix(strings.TrimSuffix(file.Name(), ".json"), "story-")
		switch address := asked[file.Name()]; {
		case isStory:
			stories++
			got = r.story(t, story)
		case address == "":
			t.Errorf("%s/answers/%s has no question", r.folder, file.Name())
			continue
		default:
			delete(asked, file.Name())
			got, want = r.ask(t, address, want)
			got = ungraded(t, got, want)
		}
		if got, want = asReleased(got), asReleased(want); !bytes.Equal(got, want) {
			t.Errorf("%s/%s: answered\n%s\nnot\n%s", r.folder, file.Name(), got, want)
		}
	}
	if len(asked) > 0 {
		t.Errorf("%s: no answers to %v", r.folder, asked)
	}
	if ids, err := r.store.Private().StoryIDs(t.Context()); err != nil || len(ids) != stories || stories < 2 {
		t.Errorf("%s: stories %v, %v, of which %d are compared", r.folder, ids, err, stories)
	}
}

// added are the fields that versions after the first have added to answers.
var added = []*regexp.Regexp{
	regexp.MustCompile(`"kind":"(moment|period)",("earliest":)`),
	regexp.MustCompile(`"latest_start":(null|"[^"]*"),"earliest_end":(null|"[^"]*"),()`),
}

// asReleased is an answer without them.
func asReleased(answer []byte) []byte {
	for _, field := range added {
		answer = field.ReplaceAll(answer, []byte("${"+strconv.Itoa(field.NumSubexp())+"}"))
	}
	return answer
}

// forms expects words to be found in other forms, now and in the past, and by
// names that have other apostrophes: the words have been written anew.
func (r release) forms(t *testing.T) {
	t.Helper()
	count := func(address string) (n int) {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q, err := timeline.ParseQuery(u.Query())
		if err != nil {
			t.Fatal(err)
		}
		err = r.store.Private().EachEvent(t.Context(), q, func(json.RawMessage) error { n++; return nil })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, when := range []string{"", "&as_of=91"} {
		written, form, both := count(`?q="negotiate"`+when), count(`?q="negotiations"`+when), count("?q=negotiations"+when)
		if written == 0 || form == 0 || both < max(written, form) || both != count("?q=negotiating"+when) || both != count("?q=Negotiation’s"+when) {
			t.Errorf("%s%s: %d events with one form, %d with another, and %d with any", r.folder, when, written, form, both)
		}
	}
	if n := count("?q=Delegation&order=relevance"); n == 0 || n != count("?q=delegations") {
		t.Errorf("%s: %d events with a delegation", r.folder, n)
	}
}

// ungraded is an answer as releases without grades gave it: whatever these cited is
// placed.
func ungraded(t *testing.T, got, want []byte) []byte {
	t.Helper()
	if bytes.Contains(want, []byte(`"grade":`)) {
		return got
	}
	grade := []byte(`"grade":"placed",`)
	if n := bytes.Count(got, []byte(`"start":`)); n != bytes.Count(got, grade) {
		t.Errorf("%d spans, and %d of them are placed", n, bytes.Count(got, grade))
	}
	return bytes.ReplaceAll(got, grade, nil)
}

// story is the story file that export writes.
func (r release) story(t *testing.T, id string) []byte {
	t.Helper()
	doc, err := r.store.Private().Document(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := convert.WriteStoryJSON(&text, doc); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// ask answers an address, and brings the answer that is wanted into the same
// form: a record a line.
func (r release) ask(t *testing.T, address string, want []byte) (got, wanted []byte) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	values := u.Query()
	values.Del("format")
	st, path := r.store.Private(), strings.Split(u.Path, "/")
	line := func(doc json.RawMessage) error { got = append(append(got, doc...), '\n'); return nil }
	switch {
	case u.Path == "/v1/changes":
		q, problem := timeline.ParseChangeQuery(values)
		err = errors.Join(problem, st.EachChange(t.Context(), q, line))
	case u.Path == "/v1/events":
		q, problem := timeline.ParseQuery(values)
		err = errors.Join(problem, st.EachEvent(t.Context(), q, func(doc json.RawMessage) error {
			return line(append([]byte(`{"entity":"event",`), doc[1:]...))
		}))
	case len(path) == 5 && path[4] == "revisions":
		var l store.List
		l, err = st.Revisions(t.Context(), strings.TrimSuffix(path[2], "s"), path[3], timeline.Paging{Limit: timeline.DefaultLimit}, nil)
		for _, doc := range l.Records {
			err = errors.Join(err, line(doc))
		}
		want = rows(t, want)
	default:
		t.Fatalf("%s is nothing that a release is asked", address)
	}
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return got, want
}

// rows are the records of a list, one a line.
func rows(t *testing.T, list []byte) []byte {
	t.Helper()
	var page struct{ Data []json.RawMessage }
	if err := json.Unmarshal(list, &page); err != nil || len(page.Data) == 0 {
		t.Fatalf("%s: %v", list, err)
	}
	var lines []byte
	for _, doc := range page.Data {
		lines = append(append(lines, doc...), '\n')
	}
	return lines
}

// tokens expects the token, the revoked one, and the answer that is kept under
// an idempotency key.
func (r release) tokens(t *testing.T) {
	t.Helper()
	token, err := r.store.Authenticate(t.Context(), strings.TrimSpace(string(read(t, filepath.Join(r.folder, "token")))))
	if err != nil || token.Name != "desk" || token.Scope != "write" {
		t.Errorf("%s: the token is %v, %v", r.folder, token, err)
	}
	r.store.AwaitUses()
	states := map[string]string{}
	all, err := r.store.Tokens(t.Context())
	for _, token := range all {
		states[token.Name] = token.State(storetest.Now)
	}
	if err != nil || len(states) != 2 || states["desk"] != "active" || states["former"] != "revoked" {
		t.Errorf("%s: the tokens are %v, %v", r.folder, states, err)
	}
	var answer json.RawMessage
	known, err := r.store.Recall(t.Context(), &store.Once{Token: token.N, Key: "announced-1", Digest: []byte("of another request")}, &answer)
	if timeline.CodeOf(err) != timeline.KeyReused {
		t.Errorf("%s: the idempotency key is free: %v, %v", r.folder, known, err)
	}
}

// write finds that what was exported is what is there, and changes a record.
func (r release) write(t *testing.T) {
	t.Helper()
	doc, err := convert.ReadStory(read(t, filepath.Join(r.folder, "answers", "story-unpublished.json")))
	if err != nil {
		t.Fatal(err)
	}
	st := r.store.Private().By(store.Author{Name: "desk"})
	if report, err := st.Import(t.Context(), doc); err != nil || report.Changed() {
		t.Errorf("%s: an import of what is there wrote %v, %v", r.folder, report, err)
	}
	doc.Story.Title = "What the desk has found"
	report, err := st.Import(t.Context(), doc)
	if err != nil || report.Updated["story"] != 1 || len(report.Created) > 0 {
		t.Errorf("%s: an import of a new title wrote %v, %v", r.folder, report, err)
	}
}
