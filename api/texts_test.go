package api_test

import (
	"net/http"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
)

// minutes is a source's text as it is handed over.
const minutes = "\uFEFFMinutes of the harbour board\r\nThe chair opened the meeting at nine.\r\nThe chair closed it.\r\n"

const folded = "Minutes of the harbour board\nThe chair opened the meeting at nine.\nThe chair closed it.\n"

// plainText are the headers of a text in a body.
var plainText = []string{"Content-Type", "text/plain; charset=utf-8"}

// harbourDesk is a desk with a source whose text is not held, and an event that cites it.
func harbourDesk(t *testing.T) desk {
	t.Helper()
	d := newDesk(t)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/sources", `{"id":"minutes","title":"Minutes"}`)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", `{"id":"opens","story":"us-ukraine-peace-talks","title":"Opening","type":"meeting","citations":[{"source":"minutes","exact":"at nine"},{"source":"minutes","exact":"never said"}]}`)
	return d
}

// by is a desk with another token.
func (d desk) by(t *testing.T, name, scope string) desk {
	t.Helper()
	return desk{d.Handler, d.store, tokenFor(t, d.store, name, scope)}
}

// A source's text is handed over, read by those who have a token, and forgotten.
func TestSourceTexts(t *testing.T) {
	t.Parallel()
	d := harbourDesk(t)
	const at = "/v1/sources/minutes/text"
	if rec := d.send(t, http.MethodGet, at, ""); rec.Code != http.StatusNotFound {
		t.Errorf("before there is one: %d", rec.Code)
	}
	const counted = `"length":88,"proved":1,"filled":1,"lost":[{"entity":"event","id":"opens","pointer":"/citations/1","reason":"the words do not stand in the text`
	for _, target := range []string{at + "?dry_run=true", at} {
		rec := d.send(t, http.MethodPut, target, minutes, plainText...)
		if body := rec.Body.String(); !strings.Contains(body, counted) {
			t.Errorf("PUT %s answers %s", target, body)
		}
	}
	rec := d.send(t, http.MethodGet, at, "")
	if h := rec.Header(); rec.Body.String() != folded || h.Get("Content-Type") != "text/plain; charset=utf-8" || h.Get("Cache-Control") != "no-store" {
		t.Errorf("GET answers %q, %v", rec.Body, h)
	}
	if rec := d.by(t, "reader", store.ScopeRead).send(t, http.MethodGet, at, ""); rec.Code != http.StatusOK {
		t.Errorf("with a token of the scope read: %d", rec.Code)
	}
	if rec := ask(t, d, http.MethodGet, at); rec.Code != http.StatusUnauthorized || strings.Contains(rec.Body.String(), "chair") {
		t.Errorf("without a token it answers %d, %s", rec.Code, rec.Body)
	}
	if rec := ask(t, d, http.MethodGet, "/v1/sources/nobody/text"); rec.Code != http.StatusUnauthorized {
		t.Errorf("without a token, of what is not there, it answers %d", rec.Code)
	}
	source := d.send(t, http.MethodGet, "/v1/sources/minutes", "").Body.String()
	if !strings.Contains(source, `"length":88`) || !strings.Contains(source, `"revision":2`) || strings.Contains(source, "chair") {
		t.Errorf("the source is %s", source)
	}
	if found := d.send(t, http.MethodGet, "/v1/events?evidence=lost", "").Body.String(); !strings.Contains(found, `"id":"opens"`) || !strings.Contains(found, `"grade":"proved","start":58,"end":65`) {
		t.Errorf("evidence=lost finds %s", found)
	}
	if rec := d.send(t, http.MethodDelete, at, ""); rec.Code != http.StatusForbidden {
		t.Errorf("forgotten with a token of the scope write: %d", rec.Code)
	}
	admin := d.by(t, "admin", store.ScopeAdmin)
	if rec := admin.send(t, http.MethodDelete, at+"?reason=withdrawn", ""); rec.Code != http.StatusNoContent || rec.Body.Len() > 0 {
		t.Errorf("forgotten: %d, %s", rec.Code, rec.Body)
	}
	for _, method := range []string{http.MethodGet, http.MethodDelete} {
		if rec := admin.send(t, method, at, ""); rec.Code != http.StatusNotFound {
			t.Errorf("%s of what is forgotten answers %d", method, rec.Code)
		}
	}
}

func TestSourceTextsThatAreRefused(t *testing.T) {
	t.Parallel()
	d := harbourDesk(t)
	d.Handler = api.New(d.store, api.Config{MaxBody: 1000})
	const at = "/v1/sources/minutes/text"
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/sources/minutes", `{"publisher":"Board"}`, "If-Match", "*")
	for _, tt := range []struct {
		name, target, body string
		header             []string
		status             int
		says               string
	}{
		{"empty", at, " \r\n", plainText, 422, "is empty"},
		{"no body", at, "", plainText, 422, "is empty"},
		{"not UTF-8", at, "a\xffb", plainText, 422, "not UTF-8, from byte 1 on"},
		{"NUL", at, "a\x00b", plainText, 422, "a NUL at byte 1"},
		{"carriage returns", at, "a\rb", plainText, 422, "carriage returns"},
		{"too long", at, strings.Repeat("a", 1001), plainText, 413, "more than 1000 bytes"},
		{"JSON", at, `"a"`, []string{"Content-Type", "application/json"}, 415, "text/plain"},
		{"a source that is not there", "/v1/sources/nobody/text", "a", plainText, 404, `no source \"nobody\"`},
		{"no slug", "/v1/sources/No/text", "a", plainText, 404, `no source \"No\"`},
		{"another revision", at, "a", append([]string{"If-Match", `"1"`}, plainText...), 412, "revision 2"},
		{"a bad condition", at, "a", append([]string{"If-Match", `1`}, plainText...), 400, "If-Match"},
		{"another parameter", at + "?story=x", "a", plainText, 400, "story"},
		{"dry_run", at + "?dry_run=yes", "a", plainText, 400, "true or false"},
	} {
		rec := d.send(t, http.MethodPut, tt.target, tt.body, tt.header...)
		if rec.Code != tt.status || !strings.Contains(rec.Body.String(), tt.says) {
			t.Errorf("%s: %d, %s", tt.name, rec.Code, rec.Body)
		}
	}
	d.sent(t, http.StatusOK, http.MethodPut, at, "The chair opened at nine.", append([]string{"If-Match", `"2"`}, plainText...)...)
	rec := d.send(t, http.MethodPatch, "/v1/events/opens", `{"citations":[{"source":"minutes","exact":"the chair"}]}`, "If-Match", "*")
	if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), `"pointer":"/citations/0/exact"`) {
		t.Errorf("words that the text does not have: %d, %s", rec.Code, rec.Body)
	}
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/sources", `{"id":"gone","title":"Gone"}`)
	d.sent(t, http.StatusOK, http.MethodDelete, "/v1/sources/gone?reason=wrong", "", "If-Match", "*")
	if rec := d.send(t, http.MethodPut, "/v1/sources/gone/text", "a", plainText...); rec.Code != http.StatusConflict {
		t.Errorf("the text of a retracted source: %d, %s", rec.Code, rec.Body)
	}
}
