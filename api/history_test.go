package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
)

// says tells of what a page is to have and has not.
func says(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(page, word) {
			_, body, _ := strings.Cut(page, "<main")
			t.Errorf("the page does not have %q: %.3000s", word, body)
		}
	}
}

// lacks tells of what a page has and is not to have.
func lacks(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, word := range words {
		if strings.Contains(page, word) {
			t.Errorf("the page has %q", word)
		}
	}
}

// The history of a record says in words what each revision changed, and leads back to one.
func TestHistory(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	editor := signedIn(t, d.Handler, d.store, "Olena", store.ScopeWrite)
	for _, n := range newRecords[:5] {
		d.sent(t, http.StatusCreated, http.MethodPost, n.path+"?reason=as+told", n.body)
	}
	const at = "/edit/history/event/arrival"
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/arrival?reason=better+known", `{"title":"Late arrival","date":"2025-03-08","summary":"Nobody came to the <door>."}`, "If-Match", "*")
	page := editor.got(t, http.StatusOK, http.MethodGet, at, nil)
	says(t, page, "Revision 2", "Revision 1", "better known", "as told", ">Arrival<", ">Late arrival<", "<mark>8</mark> March 2025", "<mark>about</mark> March 2025", "Keith Kellogg", "Nobody came to the &lt;door&gt;.", `name="seen" value="2"`, `name="revision" value="1"`)
	lacks(t, page, `name="revision" value="2"`, "<door>", `"edtf"`)
	says(t, editor.got(t, http.StatusOK, http.MethodGet, at+"?lang=uk", nil), "Історія змін", "Назва")
	says(t, editor.got(t, http.StatusOK, http.MethodGet, "/edit", nil), `href="/edit/history/story/second"`)

	back := url.Values{"revision": {"1"}, "seen": {"2"}, "reason": {"It was right before."}}
	for name, form := range map[string]url.Values{
		"A reason is":         {"revision": {"1"}, "seen": {"2"}, "reason": {" "}},
		"no such revision":    {"revision": {"7"}, "seen": {"2"}, "reason": {"kept words"}},
		"at revision 2 now":   {"revision": {"1"}, "seen": {"1"}, "reason": {"kept words"}},
		"is 1 to 1000 charac": {"revision": {"1"}, "seen": {"2"}, "reason": {strings.Repeat("x", 1001)}},
	} {
		says(t, editor.got(t, http.StatusUnprocessableEntity, http.MethodPost, at, form), name, `role="alert"`)
	}
	says(t, editor.got(t, http.StatusUnprocessableEntity, http.MethodPost, at, url.Values{"revision": {"1"}, "seen": {"1"}, "reason": {"kept words"}}), `value="kept words"`, "<details open>")
	editor.got(t, http.StatusSeeOther, http.MethodPost, at, back)
	says(t, editor.got(t, http.StatusOK, http.MethodGet, at, nil), "Revision 3", "It was right before.", "<bdi>Olena</bdi>")
	if event := get(t, d, "/v1/events/arrival").Body.String(); !strings.Contains(event, `"title":"Arrival"`) || !strings.Contains(event, `"revision":3`) || strings.Contains(event, "Nobody") {
		t.Errorf("it went back to %s", event)
	}
	says(t, editor.got(t, http.StatusOK, http.MethodGet, at+"?before=3", nil), "Revision 2", "The newest revisions", `name="seen" value="3"`)
}

// Each resource has a history, and goes back; what is gone by now is said as a fault.
func TestHistoryOfEachResource(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	editor := signedIn(t, d.Handler, d.store, "Olena", store.ScopeWrite)
	for _, n := range newRecords {
		d.sent(t, http.StatusCreated, http.MethodPost, n.path, n.body)
		d.sent(t, http.StatusOK, http.MethodPatch, n.path+"/"+n.id, n.patch, "If-Match", "*")
	}
	entity := map[string]string{"/v1/stories": "story", "/v1/sources": "source", "/v1/actors": "actor", "/v1/places": "place", "/v1/events": "event", "/v1/quotes": "quote"}
	for _, n := range slices.Backward(newRecords) {
		at := "/edit/history/" + entity[n.path] + "/" + n.id
		seen := url.Values{"revision": {"1"}, "seen": {"2"}, "reason": {"back"}}
		if n.path == "/v1/events" {
			seen.Set("seen", "5") // its quote came, was changed, and went back
		}
		says(t, editor.got(t, http.StatusOK, http.MethodGet, at, nil), "Patched")
		editor.got(t, http.StatusSeeOther, http.MethodPost, at, seen)
		if now := get(t, d, n.path+"/"+n.id).Body.String(); strings.Contains(now, `"Patched"`) && n.path != "/v1/events" {
			t.Errorf("%s went back to %s", at, now)
		}
	}
	for _, at := range []string{"/edit/history/event/nobody", "/edit/history/topic/x", "/edit/history/event/NO"} {
		editor.got(t, http.StatusNotFound, http.MethodGet, at, nil)
		editor.got(t, http.StatusNotFound, http.MethodPost, at, url.Values{"revision": {"1"}, "seen": {"1"}, "reason": {"x"}})
	}
}

func TestHistoryCannotBringBackWhatIsGone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	editor := signedIn(t, d.Handler, d.store, "Olena", store.ScopeWrite)
	for _, n := range newRecords[:5] {
		d.sent(t, http.StatusCreated, http.MethodPost, n.path, n.body)
	}
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/arrival", `{"places":[]}`, "If-Match", "*")
	d.sent(t, http.StatusOK, http.MethodDelete, "/v1/places/jeddah?reason=x", "", "If-Match", "*")
	page := editor.got(t, http.StatusUnprocessableEntity, http.MethodPost, "/edit/history/event/arrival", url.Values{"revision": {"1"}, "seen": {"2"}, "reason": {"kept words"}})
	says(t, page, "/places/0/id", "is retracted", `value="kept words"`)
	d.sent(t, http.StatusOK, http.MethodDelete, "/v1/events/arrival?reason=never+was", "", "If-Match", "*")
	page = editor.got(t, http.StatusOK, http.MethodGet, "/edit/history/event/arrival", nil)
	says(t, page, "This record is retracted", "never was")
	lacks(t, page, "<form class=\"edit-form\"")
	editor.got(t, http.StatusUnprocessableEntity, http.MethodPost, "/edit/history/event/arrival", url.Values{"revision": {"1"}, "seen": {"3"}, "reason": {"x"}})
}
