package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
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
	send := func(b *browser, status int, target string, form url.Values) *httptest.ResponseRecorder {
		t.Helper()
		op, _ := c.find(target)
		op, _ = op.with(http.MethodPost)
		rec := b.do(t, http.MethodPost, target, form, asScript...)
		if rec.Code != status {
			t.Fatalf("%s answers %d: %s", target, rec.Code, rec.Body)
		}
		see(op, rec)
		return rec
	}
	send(ivo, http.StatusOK, path+"/details", url.Values{"since": {"1"}, "base": {"0"}, "title": {"Harbour of Ivo"}})
	send(olena, http.StatusConflict, path+"/details", url.Values{"since": {"1"}, "base": {"0"}, "title": {"Harbour of Olena"}})
	send(olena, http.StatusOK, path+"/select", url.Values{"source": {source}, "start": {"15"}, "end": {"50"}, "action": {"event"}})
	send(olena, http.StatusOK, path+"/undo", nil)
	var saved workedAt
	text := send(olena, http.StatusOK, path+"/sources/"+source, url.Values{"since": {"1"}, "base": {"0"}, "published": {"5 Marhc"}}).Body.Bytes()
	if err := json.Unmarshal(text, &saved); err != nil {
		t.Fatal(err)
	}
	send(olena, http.StatusOK, path+"/sources/"+source, url.Values{"since": {fmt.Sprint(saved.Since)}, "base": {"0"}, "published": {"5 March 2025"}})
}

// What is wrong with an article is said beside its field, and what was filled in stays.
func TestAnArticleThatIsNone(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	for _, tt := range []struct {
		name, file string
		fields     url.Values
		says       string
	}{
		{"nothing", "", url.Values{"text": {" "}}, "Paste the text of the article"},
		{"a PDF", "a.pdf", url.Values{"file": {"%PDF-1.7"}}, "a PDF is not read yet"},
		{"a paste of 30 MB", "", url.Values{"text": {strings.Repeat("words ", 5<<20)}}, "longer than an article"},
		{"a file of 11 MB", "a.txt", url.Values{"file": {strings.Repeat("words ", 2<<20)}}, "longer than an article"},
		{"a picture", "a.txt", url.Values{"file": {"\x89PNG"}}, "a picture has no text"},
		{"a date that nobody understands", "", url.Values{"text": {harbourArticle}, "published": {"5 Marhc"}}, "not understood as a date"},
		{"a date of two meanings", "", url.Values{"text": {harbourArticle}, "published": {"05/03/2025"}}, "2025-03-05"},
		{"no address", "", url.Values{"text": {harbourArticle}, "url": {"harbour"}}, "begins with https://"},
		{"no language", "", url.Values{"text": {harbourArticle}, "language": {"English, please"}}, "en, uk or pt-BR"},
		{"a title of a page", "", url.Values{"text": {harbourArticle}, "title": {strings.Repeat("x", 301)}}, "longer than 300"},
		{"a story's title of a page", "", url.Values{"text": {harbourArticle}, "story": {strings.Repeat("x", 301)}}, "longer than 300"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.fields.Set("publisher", "The <Quay>")
			for _, target := range []string{"/edit/new", "/edit/stories/us-ukraine-peace-talks/sources/new"} {
				if target != "/edit/new" && tt.fields.Has("story") {
					continue
				}
				rec := b.sendParts(t, target, tt.file, tt.fields)
				if rec.Code != http.StatusUnprocessableEntity {
					t.Fatalf("%d: %.300s", rec.Code, rec.Body)
				}
				expect(t, rec.Body.String(), tt.says, "")
				expect(t, rec.Body.String(), "The &lt;Quay&gt;", "")
				if tt.fields.Get("text") == harbourArticle {
					expect(t, rec.Body.String(), "The harbour opened on 5 March 2025.", "")
				}
			}
		})
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit", nil), "Nothing is being edited", "")
	b.got(t, http.StatusUnprocessableEntity, http.MethodPost, "/edit/new", nil, "Content-Type", "multipart/form-data; boundary=x")
	b.got(t, http.StatusUnsupportedMediaType, http.MethodPost, "/edit/new", nil, "Content-Type", "application/json")
}

// What is pasted is words, and a file tells by its name what it is.
func TestArticlesComeInAsTheyAre(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	const web = "<!doctype html><html lang=uk><title>Гавань</title><p>Гавань відкрили 5 березня 2025 року. Прийшло багато людей, і всі були раді, що її нарешті відкрили."
	path, _ := b.begun(t, url.Values{"text": {web}, "title": {"Pasted"}})
	expect(t, b.got(t, http.StatusOK, http.MethodGet, path, nil), "&lt;!doctype html&gt;", "<title>Гавань</title>")
	rec := b.sendParts(t, "/edit/new", "harbour.html", url.Values{"file": {web}, "text": {""}})
	if rec.Code != http.StatusSeeOther || !strings.HasPrefix(rec.Header().Get("Location"), "/edit/stories/gavan?") {
		t.Fatalf("%d %s: %.300s", rec.Code, rec.Header().Get("Location"), rec.Body)
	}
	page := b.got(t, http.StatusOK, http.MethodGet, rec.Header().Get("Location"), nil)
	expect(t, page, `lang="uk"`, "&lt;p&gt;")
	expect(t, b.got(t, http.StatusSeeOther, http.MethodPost, "/edit/new", url.Values{"text": {"Line one.\r\nLine two."}}), "", "")
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit/stories/line-one", nil), `data-start="10" data-end="19"`, "")
}
