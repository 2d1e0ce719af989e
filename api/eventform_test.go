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
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// harbour is a story with one event, at which two people work.
type harbour struct {
	store       *store.Store
	olena, ivo  *browser
	path, event string
	since       string
}

func newHarbour(t *testing.T) *harbour {
	t.Helper()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	a := &harbour{store: st, olena: signedIn(t, h, st, "Olena", ""), ivo: signedIn(t, h, st, "Ivo", "")}
	path, source := a.olena.begun(t, url.Values{"text": {harbourArticle}, "published": {"6 March 2025"}, "language": {"en"}})
	made := a.olena.state(t, path+"/select", url.Values{"source": {source}, "sentence": {"2"}, "action": {"event"}})
	a.path, a.event, a.since = path, path+"/events/"+made.Event, fmt.Sprint(made.Seq)
	return a
}

// form is one of the event as it was made, with some fields filled in.
func (a *harbour) form(fields ...string) url.Values {
	values := url.Values{"since": {a.since}, "base": {"0"}}
	for i := 0; i < len(fields); i += 2 {
		values.Add(fields[i], fields[i+1])
	}
	return values
}

func (a *harbour) open(t *testing.T, b *browser, query ...string) string {
	t.Helper()
	id := a.event[strings.LastIndexByte(a.event, '/')+1:]
	return b.got(t, http.StatusOK, http.MethodGet, a.path+"?event="+id+strings.Join(query, ""), nil)
}

func (s workedAt) fault(field string) string {
	for _, f := range s.Faults {
		if f.Field == field {
			return f.Message
		}
	}
	return ""
}

func TestAnEventIsFilledIn(t *testing.T) {
	t.Parallel()
	a := newHarbour(t)
	saved := a.olena.state(t, a.event, a.form("title", "The <b>harbour</b> opens", "date", "4 March", "actor", "new", "actor-new-name", "Port Authority", "actor-new-name-id", "", "actor-new-name-kind", "organization",
		"place", "new", "place-new-name", "Odesa Harbour", "place-new-name-id", "", "place-new-name-kind", "building"))
	if date := saved.Shown["date"]; date.EDTF != "2025-03-04" || !strings.Contains(date.Words, "4 March 2025") || !strings.Contains(date.Words, "2025 is the one nearest") {
		t.Errorf("the date is understood as %+v", date)
	}
	if saved.Undo == nil || !strings.Contains(saved.Undo.What, "harbour") || saved.Since != saved.Seq {
		t.Errorf("%+v", saved)
	}
	page := a.open(t, a.olena)
	expect(t, page, `value="The &lt;b&gt;harbour&lt;/b&gt; opens"`, "<b>harbour")
	expect(t, page, `value="Port Authority"`, "")
	expect(t, page, `value="4 March 2025"`, `aria-invalid="true"`)
	expect(t, a.open(t, a.olena, "&lang=uk"), `value="4 March 2025"`, "Event") // dates stay in the language of the story

	// What is not understood stays as it was typed, beside what would be right.
	a.since = fmt.Sprint(saved.Since)
	saved = a.olena.state(t, a.event, a.form("date", "5 Marhc", "type-other", "Press Briefing", "quote", "0"))
	if !strings.Contains(saved.fault("date"), "5 March 2025") {
		t.Errorf("%+v", saved.Faults)
	}
	expect(t, a.open(t, a.olena), `value="5 Marhc" aria-describedby="date-fault date-shown date-hint" aria-invalid="true"`, "")

	// Without scripts the page leads on to the row that was asked for.
	a.since = fmt.Sprint(saved.Since)
	rec := a.olena.do(t, http.MethodPost, a.event, a.form("date", "days after 4 March", "add", "relation"))
	if at := rec.Header().Get("Location"); rec.Code != http.StatusSeeOther || !strings.HasSuffix(at, "#relation-new") {
		t.Fatalf("%d, %s", rec.Code, at)
	}
	page = a.open(t, a.olena, "&add=relation")
	expect(t, page, `id="relation-new"`, "")
	expect(t, page, `name="date-reading" value="[2025-03-04..]"`, "")
	a.olena.got(t, http.StatusNotFound, http.MethodPost, a.path+"/events/none", a.form())
	a.olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, a.event, url.Values{"title": {"x"}})
	a.olena.got(t, http.StatusRequestEntityTooLarge, http.MethodPost, a.event, a.form("summary", strings.Repeat("x", 3<<20)))
}

// A picture comes with the form of an event; what is none is said beside its field, and
// all else is saved.
func TestAPictureComesWithAnEvent(t *testing.T) {
	t.Parallel()
	a := newHarbour(t)
	send := func(status int, fields url.Values, files map[string]string) string {
		t.Helper()
		rec := a.olena.sendForm(t, a.event, fields, files)
		if rec.Code != status {
			t.Fatalf("%d: %.600s", rec.Code, rec.Body)
		}
		return rec.Body.String()
	}
	send(http.StatusSeeOther, a.form("title", "Opening", "media", "new", "media-new-url", "", "media-new-alt", "A ship"), map[string]string{"media-new-file": string(aPicture(t))})
	page := a.open(t, a.olena)
	expect(t, page, `name="media-0-url" type="text" dir="auto" autocomplete="off" value="/media/`, "")
	expect(t, page, `value="image/png"`, "")
	a.since = fmt.Sprint(a.olena.state(t, a.event, a.form("title", "Opening")).Since)
	page = send(http.StatusUnprocessableEntity, a.form("title", "Opening again", "media", "0", "media", "new"), map[string]string{"media-0-file": "no picture", "media-new-file": "<b>nor this"})
	expect(t, page, `id="media-0-file" name="media-0-file" type="file" data-picture accept="image/jpeg,image/png,image/webp,image/gif" aria-describedby="media-0-file-fault media-0-file-shown media-0-file-hint" aria-invalid="true"`, "")
	expect(t, page, `href="#media-new-file"`, "<b>nor")
	expect(t, page, `value="Opening again"`, "")
	expect(t, a.open(t, a.olena), `value="Opening again"`, "")
	many := map[string]string{}
	for i := range 5 {
		many[fmt.Sprintf("media-%d-file", i)] = "x"
	}
	expect(t, send(http.StatusUnprocessableEntity, a.form("title", "Last"), many), "more than 4 pictures at once", "")
}

// Two people fill in different fields, and then the same one.
func TestTwoPeopleFillInAnEvent(t *testing.T) {
	t.Parallel()
	a := newHarbour(t)
	first := a.olena.state(t, a.event, a.form("title", "Opening", "summary", ""))
	second := a.ivo.state(t, a.event, a.form("title", "", "summary", "It was windy."))
	if second.Since <= first.Since {
		t.Errorf("%+v, %+v", first, second)
	}
	form := a.form("title", "Inauguration", "summary", "", "status", "ongoing")
	var conflict struct {
		By        string
		Since     int64
		Conflicts []struct{ Field, Label, Mine, Theirs string }
	}
	text := a.ivo.got(t, http.StatusConflict, http.MethodPost, a.event, form, asScript...)
	if err := json.Unmarshal([]byte(text), &conflict); err != nil || len(conflict.Conflicts) != 1 || conflict.Conflicts[0].Field != "title" || conflict.Conflicts[0].Theirs != "Opening" || conflict.Conflicts[0].Mine != "Inauguration" {
		t.Errorf("%v: %s", err, text)
	}
	page := a.ivo.got(t, http.StatusConflict, http.MethodPost, a.event, form)
	expect(t, page, `name="keep-title" value="theirs"`, "checked>")
	expect(t, page, `value="Inauguration"`, "")
	form.Set("conflict", "title")
	a.ivo.got(t, http.StatusConflict, http.MethodPost, a.event, form) // still undecided
	form.Set("keep-title", "mine")
	expect(t, a.ivo.got(t, http.StatusConflict, http.MethodPost, a.event, form), fmt.Sprintf(`name="decided" value="%d"`, conflict.Since), "") // of no state that it says
	form.Set("decided", fmt.Sprint(conflict.Since))
	// While one decides, another changes the same once more: what is newest is shown, and
	// what was decided of the state before is not taken for it.
	third := a.olena.state(t, a.event, url.Values{"since": {fmt.Sprint(second.Since)}, "base": {"0"}, "title": {"Reopening"}})
	page = a.ivo.got(t, http.StatusConflict, http.MethodPost, a.event, form)
	expect(t, page, "Reopening", `<span dir="auto">Opening</span>`)
	expect(t, page, fmt.Sprintf(`name="decided" value="%d"`, third.Since), fmt.Sprintf(`name="since" value="%d"`, third.Since))
	expect(t, a.open(t, a.olena), `value="Reopening"`, `value="Inauguration"`)
	form.Set("decided", fmt.Sprint(third.Since))
	a.ivo.got(t, http.StatusSeeOther, http.MethodPost, a.event, form)
	page = a.open(t, a.olena)
	expect(t, page, `value="Inauguration"`, `value="Opening"`)
	expect(t, page, "It was windy.", "")
	form = a.form("title", "Third", "status", "cancelled", "conflict", "title", "keep-title", "theirs", "conflict", "status", "keep-status", "mine")
	text = a.olena.got(t, http.StatusConflict, http.MethodPost, a.event, form, asScript...)
	if err := json.Unmarshal([]byte(text), &conflict); err != nil {
		t.Fatal(err)
	}
	form.Set("decided", fmt.Sprint(conflict.Since))
	a.olena.got(t, http.StatusSeeOther, http.MethodPost, a.event, form)
	page = a.open(t, a.olena)
	expect(t, page, `value="Inauguration"`, `value="Third"`)
	expect(t, page, `<option value="cancelled" selected>`, "")
}

func TestAnEventIsRemovedAndBroughtBack(t *testing.T) {
	t.Parallel()
	a := newHarbour(t)
	saved := a.olena.state(t, a.event, a.form("title", "Opening"))
	a.ivo.got(t, http.StatusConflict, http.MethodPost, a.event+"/remove", a.form())
	a.since = fmt.Sprint(saved.Since)
	if gone := a.olena.state(t, a.event+"/remove", a.form()); gone.Coverage.Cited != 0 || gone.Undo == nil || !strings.Contains(gone.Undo.What, "Opening") {
		t.Errorf("%+v", gone)
	}
	a.olena.got(t, http.StatusNotFound, http.MethodGet, a.path+"?event="+a.event[strings.LastIndexByte(a.event, '/')+1:], nil)
	back := a.olena.state(t, a.event+"/remove", url.Values{"restore": {"yes"}})
	if back.Coverage.Cited != 1 {
		t.Errorf("%+v", back)
	}
	expect(t, a.open(t, a.olena), `value="Opening"`, "")
	a.olena.got(t, http.StatusConflict, http.MethodPost, a.event+"/remove", url.Values{"restore": {"yes"}})

	// One that is published is marked, and stays on the page of the story.
	path := "/edit/stories/us-ukraine-peace-talks"
	published := path + "/events/yermak-waltz-call"
	text := a.olena.got(t, http.StatusOK, http.MethodGet, path+"?event=yermak-waltz-call", nil)
	base := text[strings.Index(text, `name="base" value="`)+len(`name="base" value="`):]
	base = base[:strings.IndexByte(base, '"')]
	a.olena.got(t, http.StatusSeeOther, http.MethodPost, published+"/remove", url.Values{"since": {"0"}, "base": {base}})
	expect(t, a.olena.got(t, http.StatusOK, http.MethodGet, path+"?pane=record", nil), `name="restore"`, "")
	a.olena.got(t, http.StatusSeeOther, http.MethodPost, published+"/remove", url.Values{"restore": {"yes"}})
	expect(t, a.olena.got(t, http.StatusOK, http.MethodGet, path+"?event=yermak-waltz-call", nil), `id="event-heading"`, `name="restore"`)
}

func TestNamesAreSuggested(t *testing.T) {
	t.Parallel()
	a := newHarbour(t)
	suggested := func(target string) string {
		t.Helper()
		var list []struct{ ID, Name string }
		if err := json.Unmarshal([]byte(a.olena.got(t, http.StatusOK, http.MethodGet, target, nil, asScript...)), &list); err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, one := range list {
			names = append(names, one.Name)
		}
		return strings.Join(names, ", ")
	}
	new := a.form("actor", "new", "actor-new-name", "Yermolenko Port", "actor-new-name-id", "", "actor-new-name-kind", "organization")
	saved := a.olena.state(t, a.event, new)
	story := "&story=" + strings.TrimPrefix(a.path, "/edit/stories/")
	if got := suggested("/edit/suggest/actors?q=yerm" + story); got != "Yermolenko Port, Andriy Yermak" {
		t.Errorf("suggested: %s", got)
	}
	if got := suggested("/edit/suggest/actors?q=yerm"); got != "Andriy Yermak" {
		t.Errorf("to others: %s", got)
	}
	if got := suggested("/edit/suggest/places?q=%25%00%ff" + story); got != "" {
		t.Errorf("for no word: %s", got)
	}
	// Whoever is called otherwise by the form that made them stays one; nobody is left behind.
	a.since = fmt.Sprint(saved.Since)
	page := a.open(t, a.olena)
	id := page[strings.Index(page, `name="actor-0-name-id" value="`)+len(`name="actor-0-name-id" value="`):]
	id = id[:strings.IndexByte(id, '"')]
	saved = a.olena.state(t, a.event, a.form("actor", "0", "actor-0-name", "Yermolenko Harbour", "actor-0-name-id", id))
	if got := suggested("/edit/suggest/actors?q=yermol" + story); got != "Yermolenko Harbour" {
		t.Errorf("called otherwise: %s", got)
	}
	a.since = fmt.Sprint(saved.Since)
	a.olena.state(t, a.event, a.form("actor", "0", "remove", "actor-0"))
	if got := suggested("/edit/suggest/actors?q=yermol" + story); got != "" {
		t.Errorf("left behind: %s", got)
	}
}

// sendForm sends a form of parts, with files in some of its fields.
func (b *browser) sendForm(t *testing.T, target string, fields url.Values, files map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range fields {
		for _, value := range values {
			if err := w.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, file := range files {
		part, err := w.CreateFormFile(name, "picture")
		if err == nil {
			_, err = part.Write([]byte(file))
		}
		if err != nil {
			t.Fatal(err)
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
	rec := httptest.NewRecorder()
	b.ServeHTTP(rec, req)
	validate(t, req, rec)
	return rec
}
