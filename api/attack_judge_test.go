package api_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/net/http/httpguts"
)

// inside is what only the program and its log may say.
var inside = regexp.MustCompile(`goroutine \d|\.go:\d|runtime error|SQLITE|SQLSTATE|sql:|fts5:|gorm|pgx|strconv\.|reflect\.|\bjson: |\byaml: |interface \{\}|map\[string\]|%!|\*?(timeline|store|convert|httpserver|gin)\.[A-Z]|/tmp/|/work/|unmarshal|syntax error`)

// judge says what is wrong with an answer.
func (a *attacker) judge(op operation, req *http.Request, rec *httptest.ResponseRecorder) []string {
	var list []string
	if logged := a.log.String(); strings.Contains(logged, "panic") || strings.Contains(logged, "level=ERROR") {
		list = append(list, "the log says "+logged)
	}
	if rec.Code >= http.StatusInternalServerError && rec.Code != http.StatusServiceUnavailable && rec.Code != http.StatusNotImplemented { // which oEmbed has for what it does not write
		list = append(list, "it is a failure of ours")
	}
	if rec.Code >= http.StatusBadRequest {
		body, err := decoded(&http.Response{Header: rec.Header(), Body: io.NopCloser(bytes.NewReader(rec.Body.Bytes()))})
		if found := inside.Find(body); err != nil || found != nil {
			list = append(list, fmt.Sprintf("it tells of the inside: %q, %v", found, err))
		}
	}
	for name, values := range rec.Header() {
		for _, v := range values {
			if !httpguts.ValidHeaderFieldValue(v) {
				list = append(list, fmt.Sprintf("the header %s is %q", name, v))
			}
		}
	}
	known, found := a.c.find(req.URL.Path)
	if !found || known.path != op.path || strings.Contains(req.URL.EscapedPath(), "%2F") {
		return list // another operation by now, or none
	}
	if _, has := known.with(strings.Replace(req.Method, http.MethodHead, http.MethodGet, 1)); !has || req.Method != strings.ToUpper(req.Method) {
		return append(list, a.elsewhere(known, req, rec)...)
	}
	if rec.Code >= http.StatusBadRequest || rec.Body.Len() < 4000 {
		return append(list, a.c.complaints(req, rec.Result())...)
	}
	return list
}

// elsewhere judges an answer to a method that the path does not have: a problem, unless
// it is one to OPTIONS.
func (a *attacker) elsewhere(known operation, req *http.Request, rec *httptest.ResponseRecorder) []string {
	if req.Method == http.MethodOptions && rec.Code == http.StatusNoContent {
		return optionsComplaints(known, rec.Result(), rec.Body.Bytes())
	}
	for _, status := range []int{http.StatusMethodNotAllowed, http.StatusBadRequest, http.StatusUnauthorized, http.StatusRequestEntityTooLarge} {
		if rec.Code == status && strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") {
			return nil // a page, to those who accept one
		}
		if rec.Code == status {
			return a.c.failureComplaints(req, rec.Result(), rec.Body.Bytes(), status)
		}
	}
	return []string{"a method that is not there is answered so"}
}

// logged is what was logged, by whichever goroutine.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// Reset forgets it.
func (l *logged) Reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Reset()
}
