package api_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

var (
	fieldTags = regexp.MustCompile(`<input [^>]*>`)
	nameIn    = regexp.MustCompile(` name="([^"]+)"`)
	valueIn   = regexp.MustCompile(` value="([^"]*)"`)
	chosen    = regexp.MustCompile(`<select [^>]*name="([^"]+)"(?s:.*?)value="([^"]*)" selected`)
	areas     = regexp.MustCompile(`<textarea [^>]*name="([^"]+)"[^>]*>\n((?s:.*?))</textarea>`)
)

// filledIn is what the form of a page would send.
func filledIn(page string) url.Values {
	values := url.Values{}
	for _, tag := range fieldTags.FindAllString(page, -1) {
		if name, value := nameIn.FindStringSubmatch(tag), valueIn.FindStringSubmatch(tag); name != nil && value != nil {
			values.Set(name[1], html.UnescapeString(value[1]))
		}
	}
	for _, found := range append(chosen.FindAllStringSubmatch(page, -1), areas.FindAllStringSubmatch(page, -1)...) {
		values.Set(found[1], html.UnescapeString(found[2]))
	}
	return values
}

func editing(t *testing.T) (desk, *browser) {
	t.Helper()
	d := doubled(t)
	d.Handler = api.New(d.store, api.Config{})
	return d, signedIn(t, d.Handler, d.store, "Olena", store.ScopeWrite)
}

// A record is mended in a form, under the name of who did it, and mistakes stand beside
// their fields.
func TestMend(t *testing.T) {
	t.Parallel()
	d, b := editing(t)
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit/actors?q=yermak", nil), `href="/edit/actors/andriy-yermak"`, "mike-waltz")
	page := b.got(t, http.StatusOK, http.MethodGet, "/edit/actors/andriy-yermak", nil)
	expect(t, page, `Chief of the Presidential Office | presidential-office-of-ukraine`, "")
	form := filledIn(page)
	form.Set("aliases", "Yermak\r\n\r\n  Єрмак ")
	form.Set("offices", "Chief | presidential-office-of-ukraine | 2020-02 |\nProducer")
	form.Set("affiliations", "presidential-office-of-ukraine | 2020")
	form.Set("country", "ua")
	form.Set("wikidata", "Q1x")
	form.Set("reason", "as they write it")
	wrong := b.got(t, http.StatusUnprocessableEntity, http.MethodPost, "/edit/actors/andriy-yermak", form)
	expect(t, wrong, `id="f-wikidata-fault"`, "no such")
	expect(t, wrong, "Producer", "")
	form.Set("wikidata", "Q60749083")
	b.got(t, http.StatusSeeOther, http.MethodPost, "/edit/actors/andriy-yermak", form)
	now := ask(t, d, http.MethodGet, "/v1/actors/andriy-yermak").Body.String()
	expect(t, now, `"aliases":["Yermak","Єрмак"],`, "")
	expect(t, now, `"offices":[{"title":"Chief","organization":"presidential-office-of-ukraine","from":"2020-02"},{"title":"Producer"}],"country":"UA","wikidata":"Q60749083","affiliations":[{"actor":"presidential-office-of-ukraine","from":"2020"}]`, "")
	expect(t, ask(t, d, http.MethodGet, "/v1/actors/andriy-yermak/revisions?limit=1").Body.String(), `"by":"Olena","reason":"as they write it"`, "")
	for target, typed := range map[string]url.Values{
		"/edit/places/kiev":  {"name": {"Kyiv"}, "kind": {"city"}, "lat": {"50,45"}, "lon": {"30.52"}, "parent": {"ukraine"}, "revision": {"1"}},
		"/edit/sources/post": {"title": {"The Kyiv Post"}, "published": {"5 March 2025"}, "url": {"https://example.org/"}, "revision": {"1"}},
	} {
		b.got(t, http.StatusSeeOther, http.MethodPost, target, typed)
	}
	expect(t, ask(t, d, http.MethodGet, "/v1/places/kiev").Body.String(), `"lat":50.45,"lon":30.52,"parent":"ukraine"`, "")
	expect(t, ask(t, d, http.MethodGet, "/v1/sources/post").Body.String(), `"edtf":"2025-03-05"`, "")
	b.got(t, http.StatusNotFound, http.MethodGet, "/edit/actors/nobody", nil)
	b.got(t, http.StatusNotFound, http.MethodPost, "/edit/actors/nobody", form)
	b.got(t, http.StatusForbidden, http.MethodPost, "/edit/actors/andriy-yermak", form, "Sec-Fetch-Site", "cross-site")
}

// Two who mend one record are brought together where they changed different fields, and
// shown what differs where they did not: nothing is lost.
func TestMendAtTheSameTime(t *testing.T) {
	t.Parallel()
	d, b := editing(t)
	other := signedIn(t, d.Handler, d.store, "Taras", store.ScopeWrite)
	const at = "/edit/places/kiev"
	open := filledIn(b.got(t, http.StatusOK, http.MethodGet, at, nil))
	form := func(changes ...string) url.Values {
		mine := url.Values{}
		for name, values := range open {
			mine[name] = values
		}
		for i := 0; i < len(changes); i += 2 {
			mine.Set(changes[i], changes[i+1])
		}
		return mine
	}
	other.got(t, http.StatusSeeOther, http.MethodPost, at, form("name", "Kyiv"))
	b.got(t, http.StatusSeeOther, http.MethodPost, at, form("country", "UA"))
	expect(t, ask(t, d, http.MethodGet, "/v1/places/kiev").Body.String(), `"name":"Kyiv","kind":"city","country":"UA"`, "")
	page := b.got(t, http.StatusConflict, http.MethodPost, at, form("name", "Kiew"))
	expect(t, page, `value="Kiew"`, "")
	expect(t, page, `id="f-name-theirs"`, `id="f-country-theirs"`)
	again := filledIn(page)
	b.got(t, http.StatusSeeOther, http.MethodPost, at, again)
	expect(t, ask(t, d, http.MethodGet, "/v1/places/kiev").Body.String(), `"name":"Kiew","kind":"city","country":"UA"`, "")
}

// Two are compared, and merged by a button; then the old page leads on.
func TestMergeByForm(t *testing.T) {
	t.Parallel()
	d, b := editing(t)
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit/doubles", nil), `/edit/actors/andrii/merge?into=andriy-yermak`, "mike-waltz")
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit/actors/andrii/merge?q=yermak", nil), `href="/edit/actors/andrii/merge?into=andriy-yermak"`, `merge?into=andrii"`)
	page := b.got(t, http.StatusOK, http.MethodGet, "/edit/actors/andrii/merge?into=andriy-yermak", nil)
	expect(t, page, "event: 1", "Please correct")
	expect(t, page, "Wikidata item", "")
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodGet, "/edit/actors/andrii/merge?into=andrii", nil), "cannot be merged into itself", `name="into" value="andrii"`)
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodGet, "/edit/actors/andrii/merge?into=nobody", nil), "no actor", `name="into"`)
	form := url.Values{"into": {"andriy-yermak"}, "revision": {"7"}, "reason": {"one person"}}
	expect(t, b.got(t, http.StatusConflict, http.MethodPost, "/edit/actors/andrii/merge", form), "one person", "")
	form.Set("revision", "1")
	if rec := b.do(t, http.MethodPost, "/edit/actors/andrii/merge", form); rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/edit/actors/andriy-yermak" {
		t.Errorf("the merge answers %d, %v", rec.Code, rec.Header())
	}
	if rec := b.do(t, http.MethodGet, "/edit/actors/andrii", nil); rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/edit/actors/andriy-yermak" {
		t.Errorf("the old page answers %d, %v", rec.Code, rec.Header())
	}
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, "/edit/actors/andrii/merge", form), "was merged into", "")
	expect(t, ask(t, d, http.MethodGet, "/v1/changes?id=andrii&action=retract").Body.String(), `"by":"Olena","reason":"one person"`, "")
}

// What is in a record is text, wherever it is shown.
func TestMendShowsText(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	b := signedIn(t, h, st, "Olena", store.ScopeWrite)
	hostile := `</textarea><script>alert(1)</script>`
	form := filledIn(b.got(t, http.StatusOK, http.MethodGet, "/edit/actors/nato", nil))
	form.Set("description", hostile)
	form.Set("name", hostile)
	b.got(t, http.StatusSeeOther, http.MethodPost, "/edit/actors/nato", form)
	for _, target := range []string{"/edit/actors", "/edit/actors/nato", "/edit/actors/nato/merge?into=mike-waltz"} {
		if page := b.got(t, http.StatusOK, http.MethodGet, target, nil); strings.Contains(page, "<script>alert") || !strings.Contains(page, "&lt;script&gt;alert(1)") {
			t.Errorf("%s runs what is in a record", target)
		}
	}
}
