package api_test

import (
	"bytes"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

const gateRows = "No;When;Title\r\n1;13/10/2016;The gate opens\r\n2;31/31/2016;The gate is <b>painted</b>\r\n3;soon;The gate is built\r\n"

// sends sends the form to import a file, whose name and text come first; a name that is
// "" stands for what is pasted.
func (b *browser) sends(t *testing.T, name, text string, fields url.Values, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err == nil && name == "" {
		part, err = w.CreateFormField("text")
	}
	if err == nil {
		_, err = part.Write([]byte(text))
	}
	for key, values := range fields {
		if err == nil {
			err = w.WriteField(key, values[0])
		}
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, b.origin+"/edit/import", &body)
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

// looks sends a file and returns the address of the page that shows it, and that page.
func (b *browser) looks(t *testing.T, name, text string, fields url.Values) (address, shown string) {
	t.Helper()
	rec := b.sends(t, name, text, fields)
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("%d %.2000s", rec.Code, rec.Body)
	}
	address = rec.Header().Get("Location")
	return address, b.got(t, http.StatusOK, http.MethodGet, address, nil)
}

// mends sends the form of such a page.
func (b *browser) mends(t *testing.T, address string, form url.Values) string {
	t.Helper()
	b.got(t, http.StatusSeeOther, http.MethodPost, address, form)
	return b.got(t, http.StatusOK, http.MethodGet, address, nil)
}

func TestAFileIsLookedAtMendedAndImported(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit", nil), `href="/edit/import"`, "")
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit/import?lang=ar", nil), `enctype="multipart/form-data"`, "")
	address, shown := b.looks(t, "desk.csv", gateRows, url.Values{"into": {"new"}, "title": {"The gate"}})
	for _, want := range []string{"13 October 2016", "The gate opens", ">new</span>", "The gate is &lt;b&gt;painted&lt;/b&gt;", "Line 3", "Line 4", "No;When;Title", "  date: When"} {
		expect(t, shown, want, "<b>painted")
	}
	if version, err := st.Version(t.Context()); err != nil || version.Seq != 0 {
		t.Fatalf("looking writes %+v, %v", version, err)
	}
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, address, url.Values{"do": {"again"}, "mapping": {"columns: {whatever: x}"}}), `id="mapping-fault"`, "--map")
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, address, url.Values{"do": {"import"}, "encoding": {"latin-42"}}), `id="encoding-fault"`, "")
	shown = b.mends(t, address, url.Values{"do": {"again"}, "row-0": {"2;14/10/2016;The gate is painted\r\n"}, "row-1": {"3;some day;The gate is built"}})
	expect(t, shown, "3;some day;The gate is built", `id="row-1"`)
	expect(t, shown, "14 October 2016", "31/31")
	shown = b.mends(t, address, url.Values{"do": {"import"}, "row-0": {"3;Oct 2015;The gate is built"}})
	expect(t, shown, "desk.csv is imported", `id="row-0"`)
	expect(t, shown, `href="/edit/import"`, `href="/stories/the-gate"`) // which is private
	access := storetest.Use(st).Private()
	doc, err := access.Document(t.Context(), "the-gate")
	if err != nil || len(doc.Events) != 3 || doc.Story.Title != "The gate" || doc.Story.Visibility != timeline.Private {
		t.Fatalf("%+v, %v", doc, err)
	}
	changes, err := access.Changes(t.Context(), timeline.ChangeQuery{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range changes.Entries {
		if !strings.Contains(string(entry), `"by":"Olena"`) || !strings.Contains(string(entry), `"reason":"import of desk.csv"`) {
			t.Errorf("the log says %s", entry)
		}
	}

	// The same file again changes nothing.
	before, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.mends(t, address, url.Values{"do": {"import"}})
	address, shown = b.looks(t, "desk.csv", gateRows, url.Values{"into": {"story"}, "story": {"the-gate"}})
	expect(t, shown, "Nothing changes", ">new</span>")
	expect(t, b.mends(t, address, url.Values{"do": {"import"}}), "Nothing changes", "")
	if after, err := st.Version(t.Context()); err != nil || after != before {
		t.Errorf("importing again writes %+v after %+v: %v", after, before, err)
	}
	b.got(t, http.StatusSeeOther, http.MethodPost, address, url.Values{"do": {"discard"}})
	expect(t, b.got(t, http.StatusNotFound, http.MethodGet, address, nil), "not kept any more", "")
}

func TestAnUploadIsItsOwners(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	b, other := signedIn(t, h, st, "Olena", ""), signedIn(t, h, st, "Other", store.ScopeAdmin)
	address, _ := b.looks(t, "", "dateline: 1\nstory: {id: zz, title: Zzsecret}\n", url.Values{"into": {"own"}})
	expect(t, other.got(t, http.StatusNotFound, http.MethodGet, address, nil), "", "Zzsecret")
	other.got(t, http.StatusNotFound, http.MethodPost, address, url.Values{"do": {"import"}})
	(&browser{Handler: h}).got(t, http.StatusUnauthorized, http.MethodGet, address, nil)
	if rec := b.sends(t, "a.csv", gateRows, nil, "Sec-Fetch-Site", "cross-site"); rec.Code != http.StatusForbidden {
		t.Errorf("another site sends a file: %d", rec.Code)
	}
	shown := b.mends(t, address, url.Values{"do": {"import"}})
	expect(t, shown, "pasted text is imported", "")
	rec, err := storetest.Use(st).Private().Story(t.Context(), "zz")
	if err != nil || !strings.Contains(string(rec.JSON), `"visibility":"private"`) {
		t.Errorf("%s, %v", rec.JSON, err)
	}
}

func TestAStoryFileGoesWhereItSays(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	text := "dateline: 1\nstory: {id: zz, title: Named}\nevents: [{id: e, title: Event, type: x, date: 2025-03-01}]\n"
	address, shown := b.looks(t, "story.yaml", text, url.Values{"into": {"new"}, "title": {"Other"}, "visibility": {"public"}})
	expect(t, shown, "1 March 2025", "")
	b.mends(t, address, url.Values{"do": {"import"}})
	if ids, err := storetest.Use(st).StoryIDs(t.Context()); err != nil || len(ids) != 1 || ids[0] != "zz" {
		t.Errorf("%v, %v", ids, err)
	}
}

func TestWhatIsWrongIsSaidBesideItsField(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	before, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	good := url.Values{"into": {"new"}, "title": {"A & B"}}
	with := func(key, value string) url.Values {
		form := url.Values{"into": {"new"}, "title": {"A & B"}}
		form.Set(key, value)
		return form
	}
	for name, tt := range map[string]struct {
		file, text string
		form       url.Values
		field      string
		says       string
	}{
		"a PDF":               {"paper.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3", good, "file", "It is a PDF"},
		"a picture":           {"a.csv", "\x89PNG\r\n\x1a\n\x00", good, "file", "It is a picture"},
		"an encrypted xlsx":   {"a.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600), good, "file", "with a password"},
		"an empty file":       {"a.csv", "", good, "file", "nothing in this file"},
		"nothing":             {"", "", good, "file", "Choose a file"},
		"no table":            {"a.csv", "x;y\n1;2\n", good, "file", "a"},
		"prose":               {"", "Yesterday the gate opened.", good, "text", "none that is read"},
		"a cut archive":       {"a.zip", "PK\x03\x04\x00", good, "file", "ZIP archive"},
		"another format":      {"a.csv", `{"id":"a","title":"b","type":"x","date":"2025"}` + "\n", with("format", "ics"), "format", "choose ndjson"},
		"no such format":      {"a.csv", gateRows, with("format", "docx"), "format", "one of the formats"},
		"no title":            {"", strings.ReplaceAll(gateRows, "\r\n", "\n"), with("title", " "), "title", "Give the new timeline a title"},
		"a long title":        {"a.csv", gateRows, with("title", strings.Repeat("x", 301)), "title", "300"},
		"no story":            {"a.csv", gateRows, with("into", "story"), "story", "Choose the timeline"},
		"no such story":       {"a.csv", gateRows, url.Values{"into": {"story"}, "story": {"none"}, "title": {"A & B"}}, "story", "no such timeline"},
		"no story of its own": {"a.csv", gateRows, with("into", "own"), "into", "no timeline of its own"},
		"no mapping":          {"a.csv", gateRows, with("mapping", "columns: {whatever: x}"), "mapping", "1:"},
		"no encoding":         {"a.csv", gateRows, with("encoding", "latin-42"), "encoding", "no such encoding"},
		"no day order":        {"a.csv", gateRows, with("day_order", "xyz"), "day_order", "one of the orders"},
		"a wrong story file":  {"a.yaml", "dateline: 1\nstory: {id: s}\n", good, "file", "title"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rec := b.sends(t, tt.file, tt.text, tt.form)
			body := rec.Body.String()
			if rec.Code != http.StatusUnprocessableEntity {
				t.Fatalf("%d %.1500s", rec.Code, body)
			}
			said := regexp.MustCompile(`id="` + tt.field + `-fault" lang="en" dir="ltr">([^<]*)<`).FindStringSubmatch(body)
			if said == nil || !strings.Contains(said[1], tt.says) {
				t.Errorf("the field %s says %q", tt.field, said)
			}
			if tt.form.Get("title") == "A & B" {
				expect(t, body, `value="A &amp; B"`, "")
			}
			if tt.file == "" {
				expect(t, body, ">\n"+html.EscapeString(tt.text)+"</textarea>", "")
			} else {
				expect(t, body, `id="file-fault"`, "")
			}
		})
	}
	if version, err := st.Version(t.Context()); err != nil || version != before {
		t.Errorf("something of it is written: %+v, %v", version, err)
	}
}

func TestTheSizeOfAFileIsBounded(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	b := signedIn(t, api.New(st, api.Config{MaxImport: 1 << 20}), st, "Olena", "")
	rec := b.sends(t, "a.csv", strings.Repeat(gateRows, 30_000), nil)
	if rec.Code != http.StatusRequestEntityTooLarge {
		t.Fatalf("%d %.300s", rec.Code, rec.Body)
	}
	expect(t, rec.Body.String(), `id="file-fault"`, "")
	rec = b.do(t, http.MethodPost, "/edit/import", url.Values{"title": {"x"}})
	if rec.Code != http.StatusUnsupportedMediaType {
		t.Errorf("a form without a file answers %d", rec.Code)
	}
	rec = b.do(t, http.MethodPost, "/edit/import", nil, "Content-Type", "multipart/form-data")
	if rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("a form without a boundary answers %d", rec.Code)
	}
}

// TestAnImportThatGoesOn shows what is seen while one goes on, and when it was cut off.
func TestAnImportThatGoesOn(t *testing.T) {
	t.Parallel()
	var ago atomic.Int64 // by how much the clock of the store is late
	st := storetest.OpenWith(t, func() time.Time { return time.Now().Add(-time.Duration(ago.Load())) })
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	address, _ := b.looks(t, "desk.csv", gateRows, url.Values{"into": {"new"}, "title": {"The gate"}})
	me, err := st.Session(t.Context(), strings.TrimPrefix(b.cookie, "dateline-session="))
	if err != nil {
		t.Fatal(err)
	}
	u, err := st.Upload(t.Context(), me.Person.N, address[strings.LastIndex(address, "/")+1:])
	if err != nil {
		t.Fatal(err)
	}
	begin := func() {
		t.Helper()
		if begun, err := st.BeginUpload(t.Context(), u, time.Now().Add(time.Hour)); err != nil || !begun {
			t.Fatal(err)
		}
	}
	begin()
	expect(t, b.got(t, http.StatusOK, http.MethodGet, address, nil), `http-equiv="refresh"`, "<textarea")
	expect(t, b.mends(t, address, url.Values{"do": {"import"}}), `http-equiv="refresh"`, "is imported")
	ago.Store(int64(time.Hour))
	begin()
	expect(t, b.got(t, http.StatusOK, http.MethodGet, address, nil), "was cut off", `http-equiv="refresh"`)
	ago.Store(0)
	expect(t, b.mends(t, address, url.Values{"do": {"import"}}), "is imported", `http-equiv="refresh"`)
}

func TestAStoryIsCopied(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	address := "/edit/stories/us-ukraine-peace-talks/copy"
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit", nil), `href="`+address+`"`, "")
	expect(t, b.got(t, http.StatusOK, http.MethodGet, address, nil), `value="Copy of `, "")
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, address, url.Values{"title": {""}, "visibility": {"private"}}), "Give the copy a title", "")
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, address, url.Values{"title": {strings.Repeat("x", 301)}, "visibility": {"private"}}), "300", "")
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, address, url.Values{"title": {"<i>"}, "visibility": {"x"}}), `value="&lt;i&gt;"`, "")
	b.got(t, http.StatusSeeOther, http.MethodPost, address, url.Values{"title": {"Our talks"}, "visibility": {"private"}})
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit", nil), "Our talks</b>", "")
	b.got(t, http.StatusNotFound, http.MethodGet, "/edit/stories/none/copy", nil)
	b.got(t, http.StatusNotFound, http.MethodPost, "/edit/stories/none/copy", url.Values{"title": {"x"}, "visibility": {"private"}})
	access := storetest.Use(st)
	was, err := access.Document(t.Context(), "us-ukraine-peace-talks")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := access.Document(t.Context(), "our-talks"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("others see the copy: %v", err)
	}
	now, err := access.Private().Document(t.Context(), "our-talks")
	if err != nil || len(now.Events) != len(was.Events) || len(now.Sources) != len(was.Sources) {
		t.Errorf("%v", err)
	}
}
