package api_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http/httpguts"

	"example.org/dateline/api"
	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// attacked is the database that is attacked: the bundled story, and one with every
// field there is.
var attacked = storetest.Template{Name: "attacked", Fill: func(ctx context.Context, dsn string) error {
	st, err := store.Open(ctx, dsn, store.Options{Now: func() time.Time { return storetest.Now }})
	if err != nil {
		return err
	}
	every, err := os.ReadFile("testdata/every-field.yaml")
	for _, text := range [][]byte{data.BundledStory, every} {
		var doc *timeline.Document
		if err == nil {
			doc, err = convert.ReadStory(text)
		}
		if err == nil {
			_, err = storetest.Use(st).Import(ctx, doc)
		}
	}
	return errors.Join(err, st.Close())
}}

// attackRounds is how often each operation is attacked in a whole run, and
// attackShare how many of these rounds one database lives through: what is recorded,
// retracted and erased in it changes what the next requests meet.
const (
	attackRounds = 80
	attackShare  = 4
)

// TestAttacks makes requests out of the contract, some valid and most of them
// broken in one place or more: in the path, in parameters, in headers, in the
// body, in who asks. None may be answered with a failure of ours, each refusal has
// to be what the contract says, without a word from inside the program, what is
// refused or only asks has changed nothing in any table, and none takes more
// statements than its class allows.
func TestAttacks(t *testing.T) {
	t.Parallel()
	a := newAttacker(t, trial.Seed(t, 18))
	for left := trial.Rounds(t, attackRounds); left > 0; left -= attackShare {
		t.Run(fmt.Sprint(left, " rounds left"), func(t *testing.T) { a.begin(t).rounds(min(left, attackShare)) })
	}
	t.Logf("%d requests: %v; most statements: %v", a.made, a.statuses, a.most)
	for _, status := range []int{200, 201, 303, 400, 401, 403, 404, 405, 415, 422, 428} {
		if a.statuses[status] == 0 {
			t.Errorf("no answer is %d: too few kinds of requests are made", status)
		}
	}
}

// attacker makes requests and judges their answers.
type attacker struct {
	http.Handler
	t      *testing.T
	c      *contract
	random *rand.Rand
	log    *logged
	tables *storetest.Tables
	state  map[string]string // of the tables
	asked  atomic.Int64      // statements of the request under way
	wire   string            // the address of the same server behind a connection
	tokens []string
	given  map[string][]string // ids in the addresses of what was made, by the parameter that they are

	classes  map[string]string // of the operations, by method and path
	made     int
	statuses map[int]int
	most     map[string]int // statements of one request, by class
}

// newAttacker is one whose requests follow from a seed.
func newAttacker(t *testing.T, seed uint64) *attacker {
	t.Helper()
	a := &attacker{c: theContract(t), random: rand.New(rand.NewPCG(seed, 0)), classes: map[string]string{}, statuses: map[int]int{}, most: map[string]int{}}
	for _, r := range api.Routes() {
		a.classes[r.Method+" "+inContract(r.Path)] = string(r.Class)
	}
	return a
}

// begin is the attacker of a fresh database.
func (a *attacker) begin(t *testing.T) *attacker {
	t.Helper()
	dsn := attacked.DSN(t)
	st := storetest.OpenAt(t, dsn, func() time.Time { return storetest.Now })
	storetest.AddPicture(t, st)
	a.t, a.log, a.tables, a.given = t, &logged{}, storetest.OpenTables(t, dsn), map[string][]string{}
	a.Handler = api.New(st, api.Config{Heartbeat: time.Millisecond, MaxBody: 64 << 10, MaxImport: 256 << 10, Logger: slog.New(slog.NewTextHandler(a.log, nil))})
	a.wire = wired(t, a.Handler, a.log)
	a.tokens = nil
	for _, scope := range []string{store.ScopeRead, store.ScopeWrite, store.ScopeAdmin} {
		a.tokens = append(a.tokens, tokenFor(t, st, "holder-"+scope, scope))
	}
	for n, scope := range []string{store.ScopeWrite, store.ScopeAdmin} {
		a.given["cookie"] = append(a.given["cookie"], signedIn(t, a.Handler, st, fmt.Sprint("Editor ", n), scope).cookie)
	}
	if err := st.Watch(func(s store.Statement) {
		// When a token was last used is noted beside the answer, be that during a later request.
		if !strings.Contains(s.SQL, "SET last_used_at") {
			a.asked.Add(1)
		}
	}); err != nil {
		t.Fatal(err)
	}
	a.state = a.tables.Digest()
	return a
}

// rounds attacks each operation some times, in any order.
func (a *attacker) rounds(n int) {
	var all []operation
	for path, item := range a.c.model.Paths.PathItems.FromOldest() {
		for method := range item.GetOperations().KeysFromOldest() {
			op, _ := operation{path: path, item: item}.with(method)
			all = append(all, op)
		}
	}
	all = slices.Repeat(all, n)
	a.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, op := range all {
		raw := a.request(op)
		a.made++
		if req := readable(raw); req != nil {
			a.ask(op, req, raw)
		} else {
			a.send(raw)
		}
	}
}

// readable is a request as a handler gets it, nil for one that net/http refuses.
func readable(raw []byte) *http.Request {
	req, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil || !httpguts.ValidHostHeader(req.Host) || req.Method == http.MethodConnect {
		return nil
	}
	for name, values := range req.Header {
		if !httpguts.ValidHeaderFieldName(name) || slices.ContainsFunc(values, func(v string) bool { return !httpguts.ValidHeaderFieldValue(v) }) {
			return nil
		}
	}
	req.RemoteAddr = "192.0.2.1:1234"
	return req
}

// ask has a request answered, and judges the answer.
func (a *attacker) ask(op operation, req *http.Request, raw []byte) {
	ctx, hangUp := context.WithCancel(a.t.Context())
	defer hangUp()
	req = req.WithContext(ctx)
	a.log.Reset()
	a.asked.Store(0)
	rec := httptest.NewRecorder()
	if op.streams() {
		a.ServeHTTP(&listening{rec, hangUp}, req)
	} else {
		a.ServeHTTP(rec, req)
	}
	a.statuses[rec.Code]++
	a.remember(rec)
	for _, complaint := range a.complaints(op, req, rec) {
		a.t.Errorf("%.1000q\nanswers %d: %s: %.600s", raw, rec.Code, complaint, rec.Body)
	}
}

// complaints are what is wrong with an answer, and with what it took and did.
func (a *attacker) complaints(op operation, req *http.Request, rec *httptest.ResponseRecorder) []string {
	return slices.Concat(a.judge(op, req, rec), a.costs(op, rec), a.changes(op, req, rec))
}

// remember keeps what an answer gives for the next request: entity tags, cursors, and the
// ids in the address of something new.
func (a *attacker) remember(rec *httptest.ResponseRecorder) {
	keep := func(name, value string) { a.given[name] = append(a.given[name], value) }
	if tag := rec.Header().Get("ETag"); tag != "" {
		keep("If-Match", tag)
	}
	if next := nextCursor.FindStringSubmatch(rec.Body.String()); next != nil {
		keep("cursor", next[1])
	}
	path, _, _ := strings.Cut(rec.Header().Get("Location"), "?")
	made, known := a.c.find(path)
	if !known || rec.Code >= http.StatusBadRequest {
		return
	}
	steps := strings.Split(path, "/")
	for i, step := range strings.Split(made.path, "/") {
		if name, is := strings.CutPrefix(step, "{"); is && i < len(steps) {
			keep(strings.TrimSuffix(name, "}"), steps[i])
		}
	}
}

var nextCursor = regexp.MustCompile(`"next":"([^"/]+)"`)

// dearest is how many statements a request of each class may take in the stories that are
// attacked, and one that is refused: some more than any took of 50,000. What takes more has
// found a loop that grows with what is sent. Writes grow with what they change, most of all the
// erasure of a source that every event of a story cites; one that is
// refused late has been written, and is taken back.
var dearest = map[string]int{
	"cached": 4, "page": 60, "aggregate": 40, "as_of": 40, "export": 20, "stream": 20, "write": 8000, "import": 3000,
	"refused cached": 2, "refused page": 40, "refused aggregate": 20, "refused export": 20, "refused stream": 10, "refused write": 3000, "refused import": 200,
}

// costs holds the statements of a request to its class.
func (a *attacker) costs(op operation, rec *httptest.ResponseRecorder) []string {
	class := a.classes[strings.ToUpper(op.method)+" "+op.path]
	if rec.Code >= http.StatusBadRequest {
		class = "refused " + class
	}
	asked := int(a.asked.Load())
	a.most[class] = max(a.most[class], asked)
	if asked > dearest[class] {
		return []string{fmt.Sprintf("it takes %d statements, which is dearer than %s may be", asked, class)}
	}
	return nil
}

// changes holds what is refused, and what only asks, to leaving the tables as they were.
func (a *attacker) changes(op operation, req *http.Request, rec *httptest.ResponseRecorder) []string {
	if !a.tables.Written() {
		return nil
	}
	before := a.state
	a.state = a.tables.Digest()
	safe := slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions}, req.Method)
	if rec.Code < http.StatusBadRequest && !safe {
		return nil
	}
	list := slices.DeleteFunc(storetest.ChangedTables(before, a.state), func(table string) bool { return notes(op, rec, table) })
	if len(list) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("it changes %q", list)}
}

// notes tells whether a table may change although nothing is done: it has what the
// server notes of people.
func notes(op operation, rec *httptest.ResponseRecorder, table string) bool {
	switch table {
	case "sent_files": // how much each has sent, which is bounded whatever becomes of it
		return true
	case "draft_visits": // who was where lately
		return strings.HasPrefix(op.path, "/edit/stories/{story}")
	case "drafts", "draft_records", "draft_edits": // a draft keeps what was typed, with its mistakes, and the page shows both
		return rec.Code == http.StatusUnprocessableEntity && strings.HasPrefix(op.path, "/edit/stories/{story}") && strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html")
	}
	return false
}
