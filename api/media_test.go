package api_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// drawn is a picture of few colours.
func drawn() *image.Paletted {
	p := image.NewPaletted(image.Rect(0, 0, 700, 70), color.Palette{color.RGBA{20, 60, 120, 255}, color.RGBA{250, 240, 200, 255}})
	for i := range p.Pix {
		p.Pix[i] = uint8(i / 9 % 2)
	}
	return p
}

// aPicture is a PNG that is wider than the small one.
func aPicture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, drawn()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// uploaded is the answer to a picture that a desk uploads.
func uploaded(t *testing.T, d desk, status int) (digest string, answer map[string]any) {
	t.Helper()
	answer = d.sent(t, status, http.MethodPost, "/v1/media", string(aPicture(t)), "Content-Type", "image/png")
	digest, _ = answer["sha256"].(string)
	return digest, answer
}

// A picture is there for those with a token at once, and for everybody while an event
// that everybody may see names it.
func TestPicturesAreServed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	digest, answer := uploaded(t, d, http.StatusCreated)
	at := "/media/" + digest
	want := map[string]any{"url": "http://example.com" + at, "thumbnail": "http://example.com" + at + "?w=640", "sha256": digest, "type": "image/png", "width": 700.0, "height": 70.0, "bytes": answer["bytes"], "still": false}
	if fmt.Sprint(answer) != fmt.Sprint(want) {
		t.Errorf("uploaded is %v, and not %v", answer, want)
	}
	if again, _ := uploaded(t, d, http.StatusOK); again != digest {
		t.Errorf("sent again it is %s", again)
	}
	hidden := func(when string) {
		t.Helper()
		refused(t, ask(t, d, http.MethodGet, at), http.StatusNotFound, "not-found")
		refused(t, ask(t, d, http.MethodGet, at+"?w=640", "If-None-Match", `"`+digest+`-640"`), http.StatusNotFound, "not-found")
		rec := d.send(t, http.MethodGet, at, "")
		if rec.Code != http.StatusOK || rec.Header().Get("Cache-Control") != "private, no-cache" {
			t.Errorf("%s, with a token: %d, %v", when, rec.Code, rec.Header())
		}
	}
	hidden("uploaded")
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", fmt.Sprintf(`{"id":"lit","story":"us-ukraine-peace-talks","title":"Lit","type":"other","media":[{"url":%q,"type":"image/png","alt":"A lighthouse","thumbnail":%q}]}`, answer["url"], answer["thumbnail"]))
	rec := ask(t, d, http.MethodGet, at)
	sum := rec.Body.Bytes()
	for name, want := range map[string]string{"Content-Type": "image/png", "Cache-Control": "public, max-age=3600", "Etag": `"` + digest + `"`, "Vary": "Authorization", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox", "Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*", "Last-Modified": ""} {
		if got := rec.Header().Get(name); got != want {
			t.Errorf("%s is %q, and not %q", name, got, want)
		}
	}
	if float64(len(sum)) != answer["bytes"] {
		t.Errorf("it has %d bytes, and not %v", len(sum), answer["bytes"])
	}
	small := ask(t, d, http.MethodGet, at+"?w=640&utm_source=x")
	if config, err := png.DecodeConfig(small.Body); err != nil || config.Width != 640 || config.Height != 64 || small.Header().Get("Etag") != `"`+digest+`-640"` {
		t.Errorf("the small one is %+v, %v, %v", config, err, small.Header())
	}
	if rec := ask(t, d, http.MethodGet, at, "If-None-Match", `"`+digest+`"`); rec.Code != http.StatusNotModified || rec.Body.Len() > 0 || rec.Header().Get("Cache-Control") != "public, max-age=3600" {
		t.Errorf("to who has it: %d, %v", rec.Code, rec.Header())
	}
	if rec := ask(t, d, http.MethodHead, at); rec.Code != http.StatusOK || rec.Body.Len() > 0 {
		t.Errorf("HEAD: %d with %d bytes", rec.Code, rec.Body.Len())
	}
	refused(t, ask(t, d, http.MethodGet, at+"?w=641"), http.StatusBadRequest, "invalid-parameter")
	refused(t, ask(t, d, http.MethodGet, "/media/"+strings.ToUpper(digest)), http.StatusNotFound, "not-found")
	refused(t, ask(t, d, http.MethodGet, at, "Authorization", "Bearer dl_"+strings.Repeat("x", 40)), http.StatusUnauthorized, "unauthorized")
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/stories/us-ukraine-peace-talks", `{"visibility":"private"}`, "If-Match", "*")
	hidden("private")
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/stories/us-ukraine-peace-talks", `{"visibility":"public"}`, "If-Match", "*")
	if rec := ask(t, d, http.MethodGet, at); rec.Code != http.StatusOK {
		t.Errorf("public again it is %d", rec.Code)
	}
	d.sent(t, http.StatusOK, http.MethodDelete, "/v1/events/lit?reason=wrong", "", "If-Match", "*")
	hidden("retracted")
}

// What leaves the site has the whole address of a picture; pages show it from their own
// origin; and what was told may be written back.
func TestPicturesAreToldWithTheirAddress(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	digest, answer := uploaded(t, d, http.StatusCreated)
	whole := "http://example.com/media/" + digest
	made := d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", fmt.Sprintf(`{"id":"lit","story":"us-ukraine-peace-talks","title":"Lit","type":"other","date":"2025-03-05","media":[{"url":%q,"type":"image/png","alt":"A lighthouse"}]}`, answer["url"]))
	expect(t, fmt.Sprint(made["media"]), whole, "")
	for _, target := range []string{"/v1/events/lit", "/v1/events?external_id=&q=lit", "/v1/events/lit?format=jsonld", "/v1/events?q=lit&format=csv", "/v1/events?q=lit&format=ndjson", "/v1/events?q=lit&format=atom", "/v1/events?q=lit&format=timelinejs",
		"/v1/events/lit/revisions", "/v1/changes?since=1&limit=1000", "/v1/stories/us-ukraine-peace-talks/document?format=yaml", "/v1/timeline.csv?q=lit"} {
		target = strings.Replace(target, "external_id=&", "", 1)
		rec := get(t, d, target)
		if body := rec.Body.String(); rec.Code != http.StatusOK || !strings.Contains(body, whole) || strings.Contains(strings.ReplaceAll(body, whole, ""), "/media/"+digest) {
			t.Errorf("%s answers %d without the whole address: %.300s", target, rec.Code, around(body, strings.Index(body, "/media/")))
		}
	}
	for _, target := range []string{"/stories/us-ukraine-peace-talks", "/embed/us-ukraine-peace-talks"} {
		rec := ask(t, d, http.MethodGet, target, "Accept", "text/html")
		expect(t, rec.Body.String(), `src="/media/`+digest+`"`, "")
		expect(t, rec.Header().Get("Content-Security-Policy"), "img-src 'self'", "")
	}
	document := get(t, d, "/v1/stories/us-ukraine-peace-talks/document").Body.String()
	report := d.sent(t, http.StatusOK, http.MethodPost, "/v1/import?format=story", document)
	expect(t, fmt.Sprint(report), "", "updated:map[event")
	if again := get(t, d, "/v1/stories/us-ukraine-peace-talks/document").Body.String(); again != document {
		t.Error("importing what was exported changes it")
	}
	put := get(t, d, "/v1/events/lit").Body.String()
	if rec := d.send(t, http.MethodPut, "/v1/events/lit", put, "If-Match", "*"); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), `"revision":1`) {
		t.Errorf("putting what was got answers %d: %s", rec.Code, rec.Body)
	}
}

func TestPicturesAreRefused(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	d := desk{api.New(st, api.Config{}), st, tokenFor(t, st, "desk", store.ScopeWrite)}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, drawn(), nil); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, body, media string
		status            int
		code, says        string
	}{
		{"text", "Not a picture.", "image/png", 422, "invalid-picture", "Send JPEG, PNG, WebP or GIF"},
		{"nothing", "", "image/png", 422, "invalid-picture", "There is no picture"},
		{"half of one", photo.String()[:photo.Len()/2], "image/jpeg", 422, "invalid-picture", "cut off or damaged"},
		{"HEIC", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "image/heic", 422, "invalid-picture", "Save it as JPEG"},
		{"a page", "<script>alert(1)</script>", "text/html", 415, "unsupported-media-type", "send the bytes of one"},
		{"a page that lies", "<script>alert(1)</script>", "image/png", 422, "invalid-picture", "no picture that is read here"},
		{"a form with none", "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\na\r\n--x--\r\n", "multipart/form-data; boundary=x", 422, "invalid-picture", "The form has no picture"},
		{"half of a form", "--x\r\nContent-Disposition: form-data; name=\"picture\"\r\n\r\na", "multipart/form-data; boundary=x", 422, "invalid-picture", "Send it again"},
		{"too much", strings.Repeat("x", 20<<20+1), "image/png", 413, "body-too-large", "20971520"},
	} {
		p := refused(t, d.send(t, http.MethodPost, "/v1/media", tt.body, "Content-Type", tt.media), tt.status, tt.code)
		expect(t, p.Detail, tt.says, "")
	}
	none := httptest.NewRequest(http.MethodPost, "/v1/media", http.NoBody)
	none.ContentLength = 20<<20 + 1 // and nothing of it is read
	none.Header.Set("Authorization", d.token)
	none.Header.Set("Content-Type", "image/png")
	rec := httptest.NewRecorder()
	d.ServeHTTP(rec, none)
	refused(t, rec, http.StatusRequestEntityTooLarge, "body-too-large")
	refused(t, ask(t, d, http.MethodPost, "/v1/media"), http.StatusUnauthorized, "unauthorized")
	reader := desk{d.Handler, st, tokenFor(t, st, "reader", store.ScopeRead)}
	refused(t, reader.send(t, http.MethodPost, "/v1/media", photo.String(), "Content-Type", "image/jpeg"), http.StatusForbidden, "forbidden")
	refused(t, d.send(t, http.MethodPost, "/v1/media?alt=x", photo.String(), "Content-Type", "image/jpeg"), http.StatusBadRequest, "unknown-parameter")
	if digests, err := st.Pictures(t.Context(), 10); err != nil || len(digests) > 0 {
		t.Errorf("kept are %v, %v", digests, err)
	}
}

func TestPicturesNeedRoom(t *testing.T) {
	t.Parallel()
	st, err := store.Open(t.Context(), storetest.DSN(t), store.Options{MediaMax: 10, Now: func() time.Time { return storetest.Now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	d := desk{api.New(st, api.Config{}), st, tokenFor(t, st, "desk", store.ScopeWrite)}
	p := refused(t, d.send(t, http.MethodPost, "/v1/media", string(aPicture(t)), "Content-Type", "image/png"), http.StatusInsufficientStorage, "storage-full")
	expect(t, p.Detail, "--media-max", "")
}

// formOf is a form with a picture, and its type.
func formOf(t *testing.T, file []byte) (body, media string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("picture", "lighthouse.png")
	if err == nil {
		_, err = part.Write(file)
	}
	if err != nil || form.Close() != nil {
		t.Fatal(err)
	}
	return b.String(), form.FormDataContentType()
}

// send sends a body as a browser does.
func (b *browser) send(t *testing.T, target, body, media string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	req.Header.Set("Content-Type", media)
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Cookie", b.cookie)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	b.ServeHTTP(rec, req)
	validate(t, req, rec)
	return rec
}

func TestPeopleUploadPictures(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	b := signedIn(t, h, st, "Olena", store.ScopeWrite)
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit/media", nil), `enctype="multipart/form-data"`, "desk__picture")
	body, media := formOf(t, aPicture(t))
	rec := b.send(t, "/edit/media", body, media)
	if rec.Code != http.StatusOK {
		t.Fatalf("answers %d: %s", rec.Code, rec.Body)
	}
	expect(t, rec.Body.String(), `role="status"`, "")
	rec = b.send(t, "/edit/media", string(aPicture(t)), "image/png", "Accept", "application/json")
	answer := parsed[map[string]any](t, rec)
	at, _ := answer["url"].(string)
	if rec.Code != http.StatusOK || !strings.HasPrefix(at, "/media/") {
		t.Errorf("a script is answered %d: %v", rec.Code, answer)
	}
	shown := b.do(t, http.MethodGet, "/edit"+at+"?w=640", nil)
	if shown.Code != http.StatusOK || shown.Header().Get("Content-Type") != "image/png" || shown.Header().Get("Cache-Control") != "private, no-cache" || shown.Header().Get("Cross-Origin-Resource-Policy") != "same-origin" {
		t.Errorf("the picture is %d, %v", shown.Code, shown.Header())
	}
	if rec := b.do(t, http.MethodGet, "/edit"+at, nil, "If-None-Match", shown.Header().Get("Etag")); rec.Code != http.StatusOK {
		t.Errorf("the large one is taken for the small one: %d", rec.Code)
	}
	if rec := b.do(t, http.MethodGet, "/edit"+at+"?w=640", nil, "If-None-Match", shown.Header().Get("Etag")); rec.Code != http.StatusNotModified {
		t.Errorf("to who has it: %d", rec.Code)
	}
	b.got(t, http.StatusNotFound, http.MethodGet, "/edit/media/"+strings.Repeat("0", 64), nil)
	b.got(t, http.StatusBadRequest, http.MethodGet, "/edit"+at+"?w=1", nil)
	stranger := &browser{Handler: h}
	stranger.got(t, http.StatusUnauthorized, http.MethodGet, "/edit"+at, nil)
	stranger.got(t, http.StatusUnauthorized, http.MethodGet, "/edit/media", nil)
	if rec := ask(t, h, http.MethodGet, at, "Cookie", b.cookie); rec.Code != http.StatusNotFound {
		t.Errorf("the cookie is heard outside /edit: %d", rec.Code)
	}
	if rec := b.send(t, "/edit/media", body, media, "Sec-Fetch-Site", "cross-site"); rec.Code != http.StatusForbidden {
		t.Errorf("sent from another site it answers %d", rec.Code)
	}
}

// A mistake stands beside the field, or is a problem for a script.
func TestPeopleUploadWhatIsNoPicture(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", store.ScopeWrite)
	for _, tt := range []struct {
		file   []byte
		status int
		says   string
	}{
		{[]byte("%PDF-1.7"), 422, "Export the page as PNG or JPEG"}, {nil, 422, "There is no picture"}, {make([]byte, 20<<20+1), 413, "20971520 bytes"},
	} {
		body, media := formOf(t, tt.file)
		rec := b.send(t, "/edit/media", body, media)
		if rec.Code != tt.status {
			t.Errorf("answers %d, not %d", rec.Code, tt.status)
		}
		expect(t, rec.Body.String(), tt.says, "")
		expect(t, rec.Body.String(), `aria-describedby="picture-hint mistake"`, `role="status"`)
	}
	rec := b.send(t, "/edit/media", "no picture", "image/png", "Accept", "*/*")
	refused(t, rec, http.StatusUnprocessableEntity, "invalid-picture")
	if rec := b.send(t, "/edit/media", "a=b", formMedia); rec.Code != http.StatusUnsupportedMediaType {
		t.Errorf("another form answers %d", rec.Code)
	}
}

// Who has sent as many pictures as one person may is told when there is room again, on
// the page, beside the field of an event's form, and in JSON.
func TestPicturesOfOnePersonAreBounded(t *testing.T) {
	t.Parallel()
	a := newHarbour(t)
	token, err := a.store.Session(t.Context(), strings.SplitN(a.olena.cookie, "=", 2)[1])
	if err != nil {
		t.Fatal(err)
	}
	for range store.SentPerHour {
		if err := a.store.CountSent(t.Context(), token.Person.N, 0); err != nil {
			t.Fatal(err)
		}
	}
	rec := a.olena.sendForm(t, "/edit/media", nil, map[string]string{"picture": string(aPicture(t))})
	if rec.Code != http.StatusTooManyRequests || rec.Header().Get("Retry-After") == "" {
		t.Errorf("%d %v", rec.Code, rec.Header())
	}
	expect(t, rec.Body.String(), "one person may send no more", "")
	rec = a.olena.sendForm(t, a.event, a.form("title", "Opening", "media", "new"), map[string]string{"media-new-file": string(aPicture(t))})
	expect(t, rec.Body.String(), "one person may send no more", "")
	expect(t, rec.Body.String(), `value="Opening"`, "")
	rec = a.olena.sendForm(t, "/edit/import", url.Values{"text": {"title,date\nOpening,2025-03-05\n"}, "format": {"auto"}, "into": {"new"}, "title": {"Imported"}, "visibility": {"public"}}, nil)
	if rec.Code != http.StatusTooManyRequests || rec.Header().Get("Retry-After") == "" {
		t.Errorf("%d %v", rec.Code, rec.Header())
	}
	expect(t, rec.Body.String(), "one person may send no more", "")
	expect(t, rec.Body.String(), "Opening,2025-03-05", "")
	rec = a.ivo.sendForm(t, "/edit/media", nil, map[string]string{"picture": string(aPicture(t))})
	if rec.Code != http.StatusOK {
		t.Errorf("another person is answered %d", rec.Code)
	}
}
