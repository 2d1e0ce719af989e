package api_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

const harbourArticle = "Harbour opens\n\nThe harbour opened on 5 March 2025. “We are glad,” said Mike Waltz. <script>alert(1)</script>\nSign up for our newsletter.\n"

// sendParts sends a form with an article.
func (b *browser) sendParts(t *testing.T, target, file string, fields url.Values, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range fields {
		for _, value := range values {
			if name == "file" {
				part, err := w.CreateFormFile(name, file)
				if err == nil {
					_, err = part.Write([]byte(value))
				}
				if err != nil {
					t.Fatal(err)
				}
				continue
			}
			if err := w.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, b.origin+target, &body)
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Cookie", b.cookie)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	b.ServeHTTP(rec, req)
	validate(t, req, rec)
	return rec
}

// begun is a story that was begun with the article of the harbour: its path, and the
// id of its source.
func (b *browser) begun(t *testing.T, fields url.Values) (path, source string) {
	t.Helper()
	rec := b.sendParts(t, "/edit/new", "", fields)
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("%d: %.800s", rec.Code, rec.Body)
	}
	at, err := url.Parse(rec.Header().Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	return at.Path, at.Query().Get("source")
}

// workedAt is the state of a draft as a script is told it.
type workedAt struct {
	Seq, Since int64
	Undo, Redo *struct{ What string }
	Others     []string
	Coverage   struct{ Cited, Of int }
	Faults     []struct{ Field, Message string }
	Shown      map[string]struct{ Words, EDTF string }
	Event      string
	Href       string
}

// state sends a form as a script does.
func (b *browser) state(t *testing.T, target string, form url.Values) workedAt {
	t.Helper()
	var state workedAt
	text := b.got(t, http.StatusOK, http.MethodPost, target, form, "Accept", "application/json")
	if err := json.Unmarshal([]byte(text), &state); err != nil {
		t.Fatal(err)
	}
	return state
}

func TestATimelineIsBegunWithAnArticle(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	b := signedIn(t, h, st, "Olena", "")
	b.got(t, http.StatusOK, http.MethodGet, "/edit/new", nil)
	path, source := b.begun(t, url.Values{"text": {harbourArticle}, "title": {"Harbour opens"}, "published": {"6 March 2025"}, "url": {"https://news.example/harbour"}, "language": {"en"}})
	if path != "/edit/stories/harbour-opens" || !strings.HasPrefix(source, "new-") {
		t.Fatalf("%s, %s", path, source)
	}
	page := b.got(t, http.StatusOK, http.MethodGet, path, nil)
	expect(t, page, "&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert")
	expect(t, page, `id="s2" data-start="15" data-end="50" class="uncited"`, "")
	expect(t, page, "0 of 5", "")
	made := b.state(t, path+"/select", url.Values{"source": {source}, "sentence": {"2"}, "action": {"event"}})
	if made.Coverage.Cited != 1 || made.Coverage.Of != 5 || made.Undo == nil || made.Event == "" {
		t.Errorf("%+v", made)
	}
	page = b.got(t, http.StatusOK, http.MethodGet, path+"?event="+made.Event, nil)
	expect(t, page, `class="cited"`, "")
	b.state(t, path+"/undo", nil)
	expect(t, b.got(t, http.StatusOK, http.MethodGet, path, nil), "0 of 5", `class="cited"`)
}

var asScript = []string{"Accept", "application/json"}

// seeDrafts has two people edit a draft by script, each with what can be told.
func (c *contract) seeDrafts(t *testing.T, see func(operation, *httptest.ResponseRecorder)) {
	t.Helper()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	olena, ivo := signedIn(t, h, st, "Olena", ""), signedIn(t, h, st, "Ivo", "")
	path, source := olena.begun(t, url.Values{"text": {harbourArticle}, "language": {"en"}})
	send := func(b *browser, status int, target string, form url.Values) {
		t.Helper()
		op, _ := c.find(target)
		op, _ = op.with(http.MethodPost)
		rec := b.do(t, http.MethodPost, target, form, asScript...)
		if rec.Code != status {
			t.Fatalf("%s answers %d: %s", target, rec.Code, rec.Body)
		}
		see(op, rec)
	}
	send(ivo, http.StatusOK, path+"/details", url.Values{"since": {"1"}, "base": {"0"}, "title": {"Harbour of Ivo"}})
	send(olena, http.StatusConflict, path+"/details", url.Values{"since": {"1"}, "base": {"0"}, "title": {"Harbour of Olena"}})
	send(olena, http.StatusOK, path+"/select", url.Values{"source": {source}, "start": {"15"}, "end": {"50"}, "action": {"event"}})
	send(olena, http.StatusOK, path+"/undo", nil)
	send(olena, http.StatusOK, path+"/sources/"+source, url.Values{"since": {"1"}, "base": {"0"}, "published": {"5 Marhc"}})
	send(olena, http.StatusOK, path+"/sources/"+source, url.Values{"since": {"1"}, "base": {"0"}, "published": {"5 March 2025"}})
}
