package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// draftWord stands in every text of a draft, and nowhere else.
const draftWord = "zzdrafted"

const draftArticle = "Zzdrafted opens. Nobody was there. Zzdrafted cost little."

// drafting is a server with a story that is being edited and one that is not there yet.
type drafting struct {
	http.Handler
	store *store.Store
	olena *browser
	by    int64
}

func newDrafting(t *testing.T) drafting {
	t.Helper()
	st := storetest.Bundled(t)
	d := drafting{Handler: api.New(st, api.Config{}), store: st}
	d.olena = signedIn(t, d.Handler, st, "Olena", "")
	session, err := st.Session(t.Context(), strings.SplitN(d.olena.cookie, "=", 2)[1])
	if err != nil {
		t.Fatal(err)
	}
	d.by = session.Person.N
	return d
}

// What is published cites places alone; the form shows the words that stand there.
func TestWordsOfACitationWithoutThem(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	d.bridge(t)
	page := d.olena.got(t, http.StatusOK, http.MethodGet, "/edit/stories/bridge?event=new-event222", nil)
	expect(t, page, ">Zzdrafted opens.</blockquote>", "")
	expect(t, page, `<legend class="vh">Zzdrafted opens.</legend>`, `<legend class="vh">Zzdrafted report</legend>`)
}

// draft edits the draft of a story, which it begins where there is none.
func (d drafting) draft(t *testing.T, story string, edits ...store.DraftEdit) {
	t.Helper()
	if _, err := d.store.BeginDraft(t.Context(), d.by, story); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.EditDraft(t.Context(), story, d.by, "event.changed", edits); err != nil {
		t.Fatal(err)
	}
}

func newRecord(entity, id, document string) store.DraftEdit {
	return store.DraftEdit{Entity: entity, ID: id, Document: json.RawMessage(document)}
}

// bridge is the draft of a new story with an event and a person.
func (d drafting) bridge(t *testing.T) {
	t.Helper()
	words := "Zzdrafted opens."
	d.draft(t, "bridge",
		newRecord("story", "bridge", `{"title":"Zzdrafted bridge","language":"en","visibility":"public"}`),
		newRecord("source", "new-source22", `{"title":"Zzdrafted report"}`),
		newRecord("actor", "new-actor222", `{"name":"Zzdrafted Byron","kind":"person"}`),
		newRecord("event", "new-event222", fmt.Sprintf(`{"title":"Zzdrafted opening","type":"other","date":{"edtf":"2025-03-05","basis":"stated"},"actors":[{"id":"new-actor222","role":"participant"}],
			"citations":[{"source":"new-source22","start":0,"end":%d,"sha256":%q}]}`, len(words), evidence.Digest(words))))
	if err := d.store.PutDraftText(t.Context(), "bridge", "new-source22", draftArticle); err != nil {
		t.Fatal(err)
	}
}

func TestADraftIsPublished(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	d.bridge(t)
	const at = "/edit/stories/bridge/publish"
	shown := d.olena.got(t, http.StatusOK, http.MethodGet, at, nil)
	expect(t, shown, "Zzdrafted opening", `name="reason"`)
	expect(t, shown, `name="visibility" value="private"`, "What has to be mended")
	expect(t, shown, "2 sentences are cited by nothing", "new-actor222<")
	expect(t, shown, `href="/edit/stories/bridge?event=new-event222#record"`, "")
	d.olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, at, nil)
	stale := d.olena.got(t, http.StatusConflict, http.MethodPost, at, url.Values{"seq": {"7"}, "visibility": {"private"}})
	expect(t, stale, "has been edited since", "")
	expect(t, stale, `value="private" checked`, `value="public" checked`)
	rec := d.olena.do(t, http.MethodPost, at, url.Values{"seq": {"1"}, "visibility": {"public"}})
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != at {
		t.Fatalf("%d %v: %s", rec.Code, rec.Header(), rec.Body)
	}
	done := d.olena.got(t, http.StatusOK, http.MethodGet, at, nil)
	expect(t, done, `dateline-timeline story="bridge"`, `name="seq"`)
	expect(t, done, `src="/stories/bridge/card.png"`, "")
	expect(t, done, "format=atom", "")
	stranger := &browser{Handler: d.Handler}
	expect(t, stranger.got(t, http.StatusOK, http.MethodGet, "/stories/bridge", nil), "Zzdrafted opening", "new-")
	expect(t, stranger.got(t, http.StatusOK, http.MethodGet, "/v1/events/zzdrafted-opening", nil, "Accept", "application/json"), `"id":"zzdrafted-byron"`, "")
	d.olena.got(t, http.StatusSeeOther, http.MethodPost, at, url.Values{"seq": {"1"}})
}

func TestPublishingAsksForAReason(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	const story = "us-ukraine-peace-talks"
	const at = "/edit/stories/" + story + "/publish"
	d.draft(t, story, store.DraftEdit{Entity: "story", ID: story, Base: 1, Document: json.RawMessage(`{"title":"Zzdrafted talks","typed":{"/language":"englsh"}}`)})
	shown := d.olena.got(t, http.StatusOK, http.MethodGet, at, nil)
	expect(t, shown, "&#34;englsh&#34; is not understood", `<button class="button button--main"`)
	expect(t, shown, story+"#language", "")
	d.olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, at, url.Values{"seq": {"1"}, "reason": {"<Because>"}})
	d.draft(t, story, store.DraftEdit{Entity: "story", ID: story, Since: 1, Document: json.RawMessage(`{"title":"Zzdrafted talks","visibility":"public"}`)})
	expect(t, d.olena.got(t, http.StatusOK, http.MethodGet, at, nil), `name="reason"`, `name="visibility"`)
	missing := d.olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, at, url.Values{"seq": {"2"}, "reason": {" "}})
	expect(t, missing, `aria-invalid="true"`, "")
	long := d.olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, at, url.Values{"seq": {"2"}, "reason": {strings.Repeat("ы", 1001)}})
	expect(t, long, "more than 1000 characters", "")
	expect(t, long, strings.Repeat("ы", 1001), "")
	expect(t, d.olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, at+"?lang=uk", url.Values{"seq": {"2"}}), "скажіть чому", "")
	d.olena.got(t, http.StatusSeeOther, http.MethodPost, at, url.Values{"seq": {"2"}, "reason": {"<Because>"}})
	expect(t, ask(t, d.Handler, http.MethodGet, "/v1/changes?since=0&limit=1000").Body.String(), `"by":"Olena","reason":"<Because>"`, "")
	d.olena.got(t, http.StatusNotFound, http.MethodGet, "/edit/stories/none/publish", nil)
	d.olena.got(t, http.StatusNotFound, http.MethodGet, "/edit/stories/Not%20a%20slug/publish", nil)
}

func TestPublishingDecidesConflicts(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	const story = "us-ukraine-peace-talks"
	const at = "/edit/stories/" + story + "/publish"
	d.draft(t, story, store.DraftEdit{Entity: "story", ID: story, Base: 1, Document: json.RawMessage(`{"title":"Zzdrafted talks","visibility":"public"}`)})
	secret, err := d.store.CreateToken(t.Context(), "sync", store.ScopeWrite, storetest.Now.AddDate(100, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPatch, "/v1/stories/"+story, strings.NewReader(`{"title":"Their talks"}`))
	for name, value := range map[string]string{"Authorization": "Bearer " + secret, "Content-Type": "application/merge-patch+json", "If-Match": "*"} {
		req.Header.Set(name, value)
	}
	rec := httptest.NewRecorder()
	if d.ServeHTTP(rec, req); rec.Code != http.StatusOK {
		t.Fatalf("%d: %s", rec.Code, rec.Body)
	}
	shown := d.olena.got(t, http.StatusOK, http.MethodGet, at, nil)
	expect(t, shown, "<bdi>Their talks</bdi>", " checked")
	name := "decide story " + story + " /title"
	expect(t, shown, `name="`+name+`" value="mine"`, "")
	again := d.olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, at, url.Values{"seq": {"1"}, "reason": {"Because"}})
	expect(t, again, `value="Because"`, " checked")
	d.olena.got(t, http.StatusSeeOther, http.MethodPost, at, url.Values{"seq": {"1"}, "reason": {"Because"}, name: {"mine"}})
	expect(t, ask(t, d.Handler, http.MethodGet, "/v1/stories/"+story).Body.String(), `"title":"Zzdrafted talks"`, "")
}

func TestADraftIsPreviewed(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	d.bridge(t)
	const at = "/edit/stories/bridge/preview"
	rec := d.olena.do(t, http.MethodGet, at+"/", nil)
	expect(t, rec.Body.String(), "Zzdrafted opening", `href="/stories/`)
	expect(t, rec.Body.String(), `href="`+at+`/stories/bridge?`, `class="masthead`)
	expect(t, rec.Body.String(), "this is not published", "left out")
	for name, want := range map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer", "Etag": "", "Last-Modified": ""} {
		if got := rec.Header().Get(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	if policy := rec.Header().Get("Content-Security-Policy"); !strings.HasSuffix(policy, "; frame-ancestors 'self'") || strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %q", policy)
	}
	for _, link := range regexp.MustCompile(`<(?:a|form|link|script|img)[^>]* (?:href|src|action)="(/[^"]*)"[^>]*>`).FindAllStringSubmatch(rec.Body.String(), -1) {
		within := strings.HasPrefix(link[1], at+"/")
		if strings.HasPrefix(link[0], "<a") && within == strings.Contains(link[0], "_top") {
			t.Errorf("%s", link[0])
		}
		if within {
			d.olena.got(t, http.StatusOK, http.MethodGet, strings.ReplaceAll(link[1], "&amp;", "&"), nil)
		}
	}
	expect(t, d.olena.got(t, http.StatusOK, http.MethodGet, at+"/v1/events?story=bridge", nil), `"grade":"proved"`, "")
	d.olena.got(t, http.StatusOK, http.MethodGet, at+"/v1/events/histogram?story=bridge", nil)
	expect(t, d.olena.got(t, http.StatusOK, http.MethodGet, at+"/v1/stories/bridge", nil), "Zzdrafted bridge", "")
	for _, target := range []string{"/v1/changes", "/v1/sources/new-source22/text", "/v1/events/stream", "/edit", "/stories/us-ukraine-peace-talks", "//"} {
		d.olena.got(t, http.StatusNotFound, http.MethodGet, at+target, nil, "Accept", "application/json")
	}
	d.olena.got(t, http.StatusBadRequest, http.MethodGet, at+"/?actor=%00", nil)
	moved := d.olena.do(t, http.MethodGet, at+"/?type=", nil)
	if moved.Code != http.StatusSeeOther || moved.Header().Get("Location") != at+"/stories/bridge" {
		t.Errorf("%d %v", moved.Code, moved.Header())
	}
	// What is edited shows at once, and what is wrong is left out and told of.
	d.draft(t, "bridge", newRecord("event", "new-event333", `{"title":"","type":"","date":{"edtf":"2025-03-06","basis":"guess"},"actors":[{"id":"nobody"}],"summary":"Zzdrafted again","quotes":[{"speaker":"new-actor222","text":"Never","kind":"direct","citations":[{"source":"new-source22","exact":"Nobody was there."}]}]}`))
	now := d.olena.got(t, http.StatusOK, http.MethodGet, at+"/", nil)
	expect(t, now, "Zzdrafted again", "Never")
	expect(t, now, "parts with mistakes are left out", "")
	// A published story without a draft is shown as it is, and one with its draft.
	const story = "us-ukraine-peace-talks"
	expect(t, d.olena.got(t, http.StatusOK, http.MethodGet, "/edit/stories/"+story+"/preview/", nil), "this is not published", draftWord)
	d.olena.got(t, http.StatusNotFound, http.MethodGet, "/edit/stories/none/preview/", nil)
}

func TestAPreviewIsForThoseWhoMay(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	d.bridge(t)
	stranger := &browser{Handler: d.Handler}
	for _, target := range []string{"/edit/stories/bridge/preview/", "/edit/stories/bridge/preview/v1/events", "/edit/stories/bridge/publish", "/edit/stories/bridge/links", "/edit/stories/bridge/discard"} {
		expect(t, stranger.got(t, http.StatusUnauthorized, http.MethodGet, target, nil), "dateline user invite", "Zzdrafted")
	}
	for _, target := range []string{"/stories/bridge", "/v1/stories/bridge", "/v1/events?q=" + draftWord, "/v1/stories", "/v1/changes?since=0&limit=1000", "/", "/sitemap.xml", "/edit/preview/dl_none/", "/edit/preview/dl_none/v1/events"} {
		for _, b := range []*browser{stranger, d.olena} {
			if rec := b.do(t, http.MethodGet, target, nil); strings.Contains(strings.ToLower(strings.ReplaceAll(rec.Body.String(), "q="+draftWord, "")), "zzdrafted o") {
				t.Errorf("%s tells", target)
			}
		}
	}
	const at = "/edit/stories/bridge/links"
	expect(t, d.olena.got(t, http.StatusOK, http.MethodGet, at, nil), "There are no links", "dl_")
	expect(t, d.olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, at, url.Values{"days": {"365"}}), "1, 7 or 30 days", "")
	made := d.olena.got(t, http.StatusOK, http.MethodPost, at, url.Values{"days": {"30"}})
	link := regexp.MustCompile(`/edit/preview/dl_[A-Za-z0-9_-]{43}/`).FindString(made)
	expect(t, d.olena.got(t, http.StatusOK, http.MethodGet, at, nil), "Olena", link)
	rec := stranger.do(t, http.MethodGet, link, nil)
	expect(t, rec.Body.String(), "Zzdrafted opening", `href="/stories/bridge`)
	if rec.Header().Get("Referrer-Policy") != "no-referrer" || rec.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%v", rec.Header())
	}
	expect(t, stranger.got(t, http.StatusOK, http.MethodGet, link+"v1/events", nil), "Zzdrafted opening", "Olena")
	stranger.got(t, http.StatusUnauthorized, http.MethodGet, "/edit/stories/bridge/preview/", nil)
	n := regexp.MustCompile(`name="link" value="(\d+)"`).FindStringSubmatch(made)
	d.olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, at+"/revoke", url.Values{"link": {"x"}})
	d.olena.got(t, http.StatusSeeOther, http.MethodPost, at+"/revoke", url.Values{"link": {n[1]}})
	expect(t, stranger.got(t, http.StatusNotFound, http.MethodGet, link, nil, "Accept", "application/json"), "leads to no preview", "Zzdrafted")
	link = regexp.MustCompile(`/edit/preview/dl_[A-Za-z0-9_-]{43}/`).FindString(d.olena.got(t, http.StatusOK, http.MethodPost, at, nil))
	stranger.got(t, http.StatusOK, http.MethodGet, link, nil)
	expect(t, d.olena.got(t, http.StatusOK, http.MethodGet, "/edit/stories/bridge/discard", nil), "4 records", "")
	d.olena.got(t, http.StatusSeeOther, http.MethodPost, "/edit/stories/bridge/discard", nil)
	stranger.got(t, http.StatusNotFound, http.MethodGet, link, nil)
	d.olena.got(t, http.StatusNotFound, http.MethodGet, at, nil)
	d.olena.got(t, http.StatusNotFound, http.MethodPost, at, nil)
	d.olena.got(t, http.StatusSeeOther, http.MethodPost, "/edit/stories/bridge/discard", nil)
}

// Previews are made and looked at by many at a time, while the draft is edited.
func TestPreviewsAtTheSameTime(t *testing.T) {
	t.Parallel()
	d := newDrafting(t)
	d.bridge(t)
	done := make(chan string)
	for i := range 12 {
		go func() {
			req := httptest.NewRequest(http.MethodGet, "/edit/stories/bridge/preview/", nil)
			req.Header.Set("Cookie", d.olena.cookie)
			rec := httptest.NewRecorder()
			d.ServeHTTP(rec, req)
			for rec.Code == http.StatusServiceUnavailable && rec.Header().Get("Retry-After") != "" { // a machine that is busy says so
				rec = httptest.NewRecorder()
				d.ServeHTTP(rec, req)
			}
			if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), "Zzdrafted opening") {
				done <- fmt.Sprintf("%d answers %d: %.300s", i, rec.Code, rec.Body)
				return
			}
			done <- ""
		}()
	}
	for i := range 12 {
		if i == 3 {
			d.draft(t, "bridge", newRecord("event", "new-event444", `{"title":"Zzdrafted late","type":"other","date":"2025"}`))
		}
		if wrong := <-done; wrong != "" {
			t.Error(wrong)
		}
	}
}
