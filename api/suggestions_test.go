package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

// Events are suggested of a text where somebody asks for them, each is taken or
// dismissed, and nothing is saved before.
func TestEventsAreSuggested(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	const article = "Harbour opens\n\nThe harbour opened on 5 March 2025. “We are glad,” said Mike Waltz. “So am I,” said Nobody <b>Known</b>.\nNATO met in Geneva on 6 March 2025.\nNobody came on 7 March 2025.\n"
	path, source := b.begun(t, url.Values{"text": {article}, "language": {"en"}, "published": {"8 March 2025"}, "title": {"Harbour opens"}})
	ask, use := path+"?suggest=1&source="+source, path+"/select"
	expect(t, b.got(t, http.StatusOK, http.MethodGet, path, nil), `suggest=1#suggestions"`, "Dismiss")
	page := b.got(t, http.StatusOK, http.MethodGet, ask, nil)
	expect(t, page, "5 Mar 2025", "<b>Known")
	expect(t, page, "Mike Waltz", "")
	expect(t, page, ">We are glad</q>", "")
	expect(t, page, `value="take"`, "")
	if d, err := st.Draft(t.Context(), "harbour-opens"); err != nil || d.Seq != 1 {
		t.Errorf("asking has changed the draft: %+v, %v", d, err)
	}
	at := func(words string) url.Values {
		before, _, _ := strings.Cut(article, words)
		start := utf8.RuneCountInString(before)
		return url.Values{"source": {source}, "start": {fmt.Sprint(start)}, "end": {fmt.Sprint(start + len(words))}, "action": {"take"}}
	}
	made := b.state(t, use, at("NATO met in Geneva on 6 March 2025."))
	e := drafted(t, st, "harbour-opens", made.Event)
	if e.Date.EDTF.String() != "2025-03-06" || len(e.Actors) != 1 || e.Actors[0].ID != "nato" || len(e.Places) != 1 || e.Places[0].ID != "geneva" ||
		len(e.Citations) != 1 || e.Citations[0].Exact != "NATO met in Geneva on 6 March 2025." {
		t.Errorf("%+v", e)
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, addressOf(made.Href), nil), "NATO met in Geneva", "")
	form := at("Nobody came on 7 March 2025.")
	form.Set("action", "dismiss")
	rec := b.do(t, http.MethodPost, use, form)
	if rec.Code != http.StatusSeeOther || !strings.Contains(rec.Header().Get("Location"), "suggest=1") {
		t.Errorf("%d %v", rec.Code, rec.Header())
	}
	page = b.got(t, http.StatusOK, http.MethodGet, ask, nil)
	expect(t, page, ">We are glad</q>", `class="desk suggestions" role="list">  `)
	for _, gone := range []string{"suggestion-%s\">NATO", "suggestion-%s\">Nobody came"} {
		expect(t, page, "", fmt.Sprintf(gone, form.Get("start")))
	}
	form.Set("action", "take")
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, use, form), "not there any more", "")
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, use, at("NATO met in Geneva on 6 March 2025.")), "not there any more", "")
}

// Whom the text names and nobody knows is proposed in words, and no record is made of it.
func TestUnknownSpeakersAreNamedInWords(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	const article = "“It is open,” said Ada Harbourmaster on 5 March 2025.\n"
	path, source := b.begun(t, url.Values{"text": {article}, "language": {"en"}, "title": {"Harbour"}})
	expect(t, b.got(t, http.StatusOK, http.MethodGet, path+"?suggest=1&source="+source, nil), ">Ada Harbourmaster<", "")
	made := b.state(t, path+"/select", url.Values{"source": {source}, "start": {"0"}, "end": {fmt.Sprint(len([]rune(article)) - 1)}, "action": {"take"}})
	e := drafted(t, st, "harbour", made.Event)
	if len(e.Quotes) != 1 || e.Quotes[0].Speaker != "" || e.Quotes[0].Text != "It is open" || len(e.Actors) != 1 || e.Actors[0].ID != "" || e.Actors[0].Name != "Ada Harbourmaster" {
		t.Errorf("%+v", e)
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, addressOf(made.Href), nil), `value="Ada Harbourmaster"`, "")
	d, err := st.Draft(t.Context(), "harbour")
	if err != nil {
		t.Fatal(err)
	}
	records, err := st.DraftRecords(t.Context(), d)
	for _, r := range records {
		if r.Entity == "actor" {
			t.Errorf("%v, %v", r, err)
		}
	}
}
