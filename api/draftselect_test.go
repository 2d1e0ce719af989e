package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// drafted is an event of a draft.
func drafted(t *testing.T, st *store.Store, story, id string) timeline.Event {
	t.Helper()
	d, err := st.Draft(t.Context(), story)
	if err != nil {
		t.Fatal(err)
	}
	r, found, err := st.DraftRecord(t.Context(), d, "event", id)
	if err != nil || !found {
		t.Fatalf("%v, %v", found, err)
	}
	var e timeline.Event
	if err := json.Unmarshal(r.Document, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// Words of a source become what they were chosen for, cited by every sign there is.
func TestWordsAreUsed(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	path, source := b.begun(t, url.Values{"text": {harbourArticle}, "language": {"en"}, "published": {"6 March 2025"}})
	use := path + "/select"
	made := b.state(t, use, url.Values{"source": {source}, "sentence": {"2", "3"}, "action": {"event"}})
	e := drafted(t, st, "harbour-opens", made.Event)
	if len(e.Citations) != 1 || e.Citations[0].Exact != "The harbour opened on 5 March 2025. “We are glad,” said Mike Waltz." || e.Citations[0].Start != 15 || e.Citations[0].SHA256 == "" || e.Title != "" {
		t.Errorf("%+v", e)
	}
	if e.Date.EDTF.String() != "2025-03-05" || e.Date.Basis != "stated" || !strings.Contains(e.Date.Text, "5 March 2025") {
		t.Errorf("the date is %+v", e.Date)
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, addressOf(made.Href), nil), "Take as a quote", "")
	b.state(t, use, url.Values{"source": {source}, "sentence": {"3"}, "action": {"quote"}, "event": {e.ID}})
	b.state(t, use, url.Values{"source": {source}, "sentence": {"5"}, "action": {"evidence"}, "event": {e.ID}})
	again := b.state(t, use, url.Values{"source": {source}, "sentence": {"5"}, "action": {"evidence"}, "event": {e.ID}})
	e = drafted(t, st, "harbour-opens", e.ID)
	if len(e.Quotes) != 1 || e.Quotes[0].Kind != "direct" || e.Quotes[0].Text != "We are glad" || len(e.Citations) != 2 {
		t.Errorf("%+v", e)
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, addressOf(again.Href), nil), "cited by 1 event", "Take as a quote")
	if s := b.state(t, use, url.Values{"source": {source}, "sentence": {"4"}, "action": {"not-factual"}}); s.Coverage.Cited != 4 {
		t.Errorf("%+v", s.Coverage)
	}
	if s := b.state(t, use, url.Values{"source": {source}, "start": {"85"}, "end": {"90"}, "action": {"not-factual"}}); s.Coverage.Cited != 3 {
		t.Errorf("said of it again: %+v", s.Coverage)
	}
	for _, tt := range []struct {
		form url.Values
		says string
	}{
		{url.Values{"action": {"event"}}, "Nothing was chosen"},
		{url.Values{"action": {"event"}, "sentence": {"6"}}, "not in the text"},
		{url.Values{"action": {"event"}, "sentence": {"x"}}, "not in the text"},
		{url.Values{"action": {"event"}, "start": {"13"}, "end": {"15"}}, "No words were chosen"},
		{url.Values{"action": {"event"}, "start": {"5"}, "end": {"900"}}, "not in the text"},
		{url.Values{"action": {"event"}, "start": {"5"}}, "positions in the text"},
		{url.Values{"action": {"evidence"}, "sentence": {"1"}}, "Choose the event"},
		{url.Values{"action": {"quote"}, "sentence": {"1", "3"}, "event": {e.ID}}, "stand together"},
		{url.Values{"action": {"dance"}, "sentence": {"1"}}, "action is event"},
		{url.Values{"action": {"event"}, "sentence": {"1"}, "source": {"none"}}, "The source of these words"},
	} {
		if !tt.form.Has("source") {
			tt.form.Set("source", source)
		}
		expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, use, tt.form), tt.says, "")
		expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, use, tt.form, asScript...), tt.says, "<main")
	}
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, use, url.Values{"source": {source}, "action": {"evidence"}, "sentence": {"1"}}), `value="1" checked`, "")
	b.got(t, http.StatusNotFound, http.MethodGet, path+"?event=none", nil)
	b.got(t, http.StatusNotFound, http.MethodGet, path+"?source=none", nil)
	b.got(t, http.StatusNotFound, http.MethodGet, "/edit/stories/none", nil)
	b.got(t, http.StatusNotFound, http.MethodPost, "/edit/stories/none/undo", nil)
	stranger := &browser{Handler: b.Handler}
	expect(t, stranger.got(t, http.StatusUnauthorized, http.MethodPost, use, url.Values{"source": {source}}, asScript...), "signed out", "<main")
}

// Two people at one form: what only one changed is merged, and where both changed the
// same the one who saves later decides, with nothing chosen beforehand.
func TestConflictsAreDecided(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	olena, ivo := signedIn(t, h, st, "Olena", ""), signedIn(t, h, st, "Ivo", "")
	path, _ := olena.begun(t, url.Values{"text": {harbourArticle}})
	details := path + "/details"
	of := func(more ...string) url.Values {
		form := url.Values{"since": {"1"}, "base": {"0"}}
		for i := 0; i+1 < len(more); i += 2 {
			form.Add(more[i], more[i+1])
		}
		return form
	}
	ivo.got(t, http.StatusSeeOther, http.MethodPost, details, of("title", "Of Ivo", "summary", "Said by Ivo"))
	asked := olena.got(t, http.StatusConflict, http.MethodPost, details, of("title", "Of <Olena>", "topics", "harbours, sea trade"))
	expect(t, asked, `name="keep-title" value="theirs"`, "keep-summary")
	expect(t, asked, "Of &lt;Olena&gt;", `value="theirs" checked`)
	expect(t, asked, `name="decided" value="2"`, `value="mine" checked`)
	expect(t, olena.got(t, http.StatusConflict, http.MethodPost, details, of("title", "Of <Olena>", "conflict", "title", "decided", "2")), "still undecided", "")
	olena.got(t, http.StatusSeeOther, http.MethodPost, details, of("title", "Of <Olena>", "topics", "harbours, sea trade", "conflict", "title", "keep-title", "theirs", "decided", "2"))
	ivo.got(t, http.StatusOK, http.MethodGet, path, nil)
	page := olena.got(t, http.StatusOK, http.MethodGet, path, nil)
	expect(t, page, `value="Of Ivo"`, "Of &lt;Olena&gt;")
	expect(t, page, "Said by Ivo", "")
	expect(t, page, `value="harbours, sea-trade"`, "")
	expect(t, page, "Ivo is here too", "")
	olena.got(t, http.StatusSeeOther, http.MethodPost, details, of("title", "Of <Olena>", "conflict", "title", "keep-title", "mine", "decided", "3"))
	expect(t, olena.got(t, http.StatusOK, http.MethodGet, path, nil), `value="Of &lt;Olena&gt;"`, "")
	// What one undoes leaves alone what the other has made of it since.
	ivo.got(t, http.StatusConflict, http.MethodPost, path+"/undo", nil)
	expect(t, ivo.got(t, http.StatusConflict, http.MethodPost, path+"/undo", nil, asScript...), "Olena has changed the same", "<main")
	wrong := olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, details, url.Values{"since": {"4"}, "base": {"0"}, "topics": {"море"}, "language": {"Ukrainian!"}, "title": {""}})
	expect(t, wrong, "море is not", "")
	expect(t, wrong, "It needs a title", "")
	expect(t, olena.got(t, http.StatusOK, http.MethodGet, path, nil), `value="море"`, "")
	olena.got(t, http.StatusUnprocessableEntity, http.MethodPost, details, url.Values{"title": {"x"}})
}

// A source without a text takes that which it was cited from, and no other.
func TestATextIsBroughtAfterwards(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	b := signedIn(t, d.Handler, d.store, "Olena", "")
	path := "/edit/stories/us-ukraine-peace-talks"
	expect(t, b.got(t, http.StatusOK, http.MethodGet, path, nil), "is not here", "")
	rec := b.sendParts(t, path+"/sources/us-ukraine-forge-path/text", "", url.Values{"text": {"Another text."}})
	if rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("%d", rec.Code)
	}
	expect(t, rec.Body.String(), "its digest differs", "")
	expect(t, rec.Body.String(), ">Another text.</textarea>", "")
}

// A form has all fields of its record, those too in which it changes nothing: deciding
// what is in conflict takes back nothing else that the other has changed.
func TestDecidingAConflictKeepsTheRest(t *testing.T) {
	t.Parallel()
	for _, keep := range []string{"mine", "theirs"} {
		t.Run(keep, func(t *testing.T) {
			t.Parallel()
			st := storetest.Bundled(t)
			h := api.New(st, api.Config{})
			olena, ivo := signedIn(t, h, st, "Olena", ""), signedIn(t, h, st, "Ivo", "")
			path, _ := olena.begun(t, url.Values{"text": {harbourArticle}})
			details := path + "/details"
			sent := func(title, summary, topics string) url.Values {
				return url.Values{"since": {"1"}, "base": {"0"}, "title": {title}, "summary": {summary}, "topics": {topics}}
			}
			ivo.got(t, http.StatusSeeOther, http.MethodPost, details, sent("Of Ivo", "Said by Ivo", ""))
			form := sent("Of Olena", "", "trade")
			expect(t, olena.got(t, http.StatusConflict, http.MethodPost, details, form), `name="since" value="1"`, "")
			form["conflict"], form["keep-title"], form["decided"] = []string{"title"}, []string{keep}, []string{"2"}
			olena.got(t, http.StatusSeeOther, http.MethodPost, details, form)
			page := olena.got(t, http.StatusOK, http.MethodGet, path, nil)
			expect(t, page, map[string]string{"mine": `value="Of Olena"`, "theirs": `value="Of Ivo"`}[keep], "")
			expect(t, page, "Said by Ivo", "")
			expect(t, page, `value="trade"`, "")
			// What was decided of one state is not decided of the next.
			form.Set("title", "Of Olena again")
			form.Set("keep-title", "mine")
			expect(t, olena.got(t, http.StatusConflict, http.MethodPost, details, form), `name="decided" value="3"`, "")
		})
	}
}

// addressOf is what a browser asks for of an address: without the fragment.
func addressOf(href string) string {
	address, _, _ := strings.Cut(href, "#")
	return address
}
