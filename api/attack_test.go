package api_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http/httpguts"

	"example.org/dateline/api"
	"example.org/dateline/data"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/trial"
)

// TestAttacks makes requests out of the contract, some valid and most of them
// broken in one place or more: in the path, in parameters, in headers, in the
// body, in who asks. None may be answered with a failure of ours, each refusal has
// to be what the contract says, without a word from inside the program, and
// what is refused has changed nothing, in no table.
func TestAttacks(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	dsn := storetest.DSN(t)
	st := storetest.OpenAt(t, dsn, func() time.Time { return storetest.Now })
	doc, err := convert.ReadStory(data.BundledStory)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	addEverything(t, st)
	a := &attacker{
		t: t, c: theContract(t), random: rand.New(rand.NewPCG(trial.Seed(t, 18), 0)), log: &log, tables: openTables(t, dsn), store: st,
		Handler: api.New(st, api.Config{Heartbeat: time.Millisecond, Logger: slog.New(slog.NewTextHandler(&log, nil))}),
		tokens:  []string{tokenFor(t, st, "reader", store.ScopeRead), tokenFor(t, st, "writer", store.ScopeWrite), tokenFor(t, st, "chief", store.ScopeAdmin)},
	}
	each := trial.Rounds(t, 24)
	for path, item := range a.c.model.Paths.PathItems.FromOldest() {
		for method := range item.GetOperations().KeysFromOldest() {
			op, _ := operation{path: path, item: item}.with(method)
			a.cookie = signedIn(t, a.Handler, st, fmt.Sprint("Editor ", a.made), []string{"", store.ScopeAdmin}[a.made%2]).cookie
			before := a.tables.digest()
			for range each {
				before = a.attack(op, before)
				if t.Failed() && a.failures > 40 {
					t.FailNow()
				}
			}
		}
	}
	t.Logf("%d requests: %v", a.made, a.statuses)
	if a.statuses[http.StatusOK] == 0 || a.statuses[http.StatusUnprocessableEntity] == 0 || a.statuses[http.StatusBadRequest] == 0 {
		t.Errorf("too few kinds of answers: %v", a.statuses)
	}
}

// attacker makes requests and judges their answers.
type attacker struct {
	http.Handler
	t        *testing.T
	c        *contract
	random   *rand.Rand
	log      *bytes.Buffer
	tables   tables
	store    *store.Store
	tokens   []string
	cookie   string
	made     int
	failures int
	statuses map[int]int
}

// attack makes one request of an operation, and returns the digest of the tables
// after it.
func (a *attacker) attack(op operation, before string) string {
	raw, header, body := a.request(op)
	req, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
	if err != nil {
		return before // net/http answers it, and nothing of ours is asked
	}
	for name, values := range header {
		if slices.ContainsFunc(values, func(v string) bool { return !httpguts.ValidHeaderFieldValue(v) }) {
			continue // as above
		}
		if name == "Host" {
			req.Host = values[0]
			continue
		}
		req.Header[name] = values
	}
	req.Body, req.ContentLength, req.RemoteAddr = http.NoBody, 0, "192.0.2.1:1234"
	if len(body) > 0 {
		sent := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		req.Body, req.ContentLength = sent.Body, sent.ContentLength
	}
	ctx, hangUp := context.WithCancel(a.t.Context())
	defer hangUp()
	req = req.WithContext(ctx)
	a.log.Reset()
	rec := httptest.NewRecorder()
	if op.streams() && rec != nil {
		a.ServeHTTP(&listening{rec, hangUp}, req)
	} else {
		a.ServeHTTP(rec, req)
	}
	a.made++
	if a.statuses == nil {
		a.statuses = map[int]int{}
	}
	a.statuses[rec.Code]++
	complaints := a.judge(op, req, rec)
	after := before
	if a.tables.written() {
		if after = a.tables.digest(); rec.Code >= http.StatusBadRequest && after != before {
			complaints = append(complaints, "it was refused, and the database is another one")
		}
	}
	for _, complaint := range complaints {
		a.failures++
		a.t.Errorf("%.300s %.600q %.600q\nanswers %d: %s: %.600s", raw, fmt.Sprint(header), body, rec.Code, complaint, rec.Body)
	}
	return after
}

// inside is what only the program and its log may say.
var inside = regexp.MustCompile(`goroutine \d|\.go:\d|runtime error|SQLITE|SQLSTATE|sql:|fts5:|gorm|pgx|strconv\.|reflect\.|\bjson: |\byaml: |interface \{\}|map\[string\]|%!|\*?(timeline|store|convert|httpserver|gin)\.[A-Z]|/tmp/|/work/|unmarshal|syntax error`)

// judge says what is wrong with an answer.
func (a *attacker) judge(op operation, req *http.Request, rec *httptest.ResponseRecorder) []string {
	var list []string
	if logged := a.log.String(); strings.Contains(logged, "panic") || strings.Contains(logged, "level=ERROR") && rec.Code != http.StatusServiceUnavailable && rec.Code != http.StatusNotImplemented {
		list = append(list, "the log says "+logged)
	}
	if rec.Code >= 500 && rec.Code != http.StatusServiceUnavailable && rec.Code != http.StatusNotImplemented {
		list = append(list, "it is a failure of ours")
	}
	if found := inside.FindString(rec.Body.String()); rec.Code >= http.StatusBadRequest && found != "" {
		list = append(list, "it tells of the inside: "+found)
	}
	for name, values := range rec.Header() {
		for _, v := range values {
			if !httpguts.ValidHeaderFieldValue(v) {
				list = append(list, fmt.Sprintf("the header %s is %q", name, v))
			}
		}
	}
	if known, found := a.c.find(req.URL.Path); !found || known.path != op.path || strings.Contains(req.URL.EscapedPath(), "%2F") {
		return list // another operation by now, or none
	}
	if rec.Code >= http.StatusBadRequest || rec.Body.Len() < 4000 {
		return append(list, a.c.complaints(req, rec.Result())...)
	}
	return list
}
