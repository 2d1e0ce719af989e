package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/api"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// deviceArticle is a text that no server is to see.
const deviceArticle = "The zzkept harbour\n\nThe zzkept harbour opened on 5 March 2025. “We are zzglad,” said Mike Waltz. Nobody came.\n"

// keptText is what a browser sends in place of a text.
func keptText(fields url.Values) url.Values {
	form := url.Values{"device": {"1"}, "length": {fmt.Sprint(utf8.RuneCountInString(deviceArticle))}, "sha256": {evidence.Digest(deviceArticle)}, "title": {"Harbour opens"}}
	for name, values := range fields {
		form[name] = values
	}
	return form
}

// placeOf is where words stand in the text on the device, as a browser sends it.
func placeOf(t *testing.T, form url.Values, words ...string) url.Values {
	t.Helper()
	form.Set("digest", evidence.Digest(deviceArticle))
	for _, w := range words {
		before, _, found := strings.Cut(deviceArticle, w)
		if !found {
			t.Fatalf("%q is not in the text", w)
		}
		start := utf8.RuneCountInString(before)
		form.Add("start", fmt.Sprint(start))
		form.Add("end", fmt.Sprint(start+utf8.RuneCountInString(w)))
		form.Add("sha256", evidence.Digest(w))
	}
	return form
}

// Words of a text that is on a device are used by their place: citations have no words,
// and a quote has its own alone.
func TestWordsAreUsedByPlace(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	// A text that comes all the same is not kept.
	path, source := b.begun(t, keptText(url.Values{"text": {deviceArticle}, "published": {"6 March 2025"}, "language": {"en"}}))
	d, err := st.Draft(t.Context(), "harbour-opens")
	if err != nil {
		t.Fatal(err)
	}
	if _, found, err := st.DraftText(t.Context(), d, source); err != nil || found {
		t.Errorf("the text is here: %v, %v", found, err)
	}
	use := path + "/select"
	form := func(action, event string, words ...string) url.Values {
		return placeOf(t, url.Values{"source": {source}, "action": {action}, "event": {event}}, words...)
	}
	made := b.state(t, use, form("event", "", "The zzkept harbour opened on 5 March 2025.", "Nobody came."))
	b.state(t, use, form("evidence", made.Event, "The zzkept harbour"))
	said := form("quote", made.Event, "“We are zzglad,” said Mike Waltz.")
	said.Set("words", "“We are zzglad,” said Mike Waltz.")
	b.state(t, use, said)
	inside := form("quote", made.Event, "are zzglad")
	inside.Set("words", "are zzglad")
	inside.Set("quoted", "1")
	b.state(t, use, inside)
	e := drafted(t, st, "harbour-opens", made.Event)
	if len(e.Citations) != 3 || slices.ContainsFunc(e.Citations, func(ct timeline.Citation) bool { return ct.Exact+ct.Prefix+ct.Suffix+ct.Section != "" }) {
		t.Errorf("%+v", e.Citations)
	}
	if !e.Date.EDTF.IsZero() || e.Date.Basis != "unknown" {
		t.Errorf("the date is %+v", e.Date)
	}
	for i, want := range []string{"We are zzglad", "are zzglad"} {
		q := e.Quotes[i]
		if q.Kind != "direct" || q.Text != want || len(q.Citations) != 1 || q.Citations[0].SHA256 != evidence.Digest(want) || q.Citations[0].End-q.Citations[0].Start != utf8.RuneCountInString(want) || q.Unproved(nil) != "" {
			t.Errorf("%+v", q)
		}
	}
	b.state(t, use, form("note", "", "Nobody came."))
	b.state(t, use, form("not-factual", "", "The zzkept harbour"))
	work := b.got(t, http.StatusOK, http.MethodGet, path, nil)
	expect(t, work, "data-device-source", "zzkept")
	expect(t, work, evidence.Digest("Nobody came."), "")
	publish := b.got(t, http.StatusOK, http.MethodGet, path+"/publish", nil)
	expect(t, publish, "2 quotes cite are not here", "")
}

// A place is within the length that was told, of the text that was told.
func TestPlacesThatAreNone(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	path, source := b.begun(t, keptText(nil))
	for _, tt := range []struct {
		name, says string
		change     url.Values
	}{
		{"another text", "another than the one", url.Values{"digest": {evidence.Digest("x")}}},
		{"no digest of the text", "paste it first", url.Values{"digest": nil}},
		{"past the end", "not in the text, which has 110 characters", url.Values{"end": {"111"}}},
		{"before the beginning", "not in the text", url.Values{"start": {"-1"}}},
		{"nothing between", "not in the text", url.Values{"start": {"18"}}},
		{"no numbers", "in code points", url.Values{"start": {"x"}}},
		{"no end", "start, end and sha256", url.Values{"end": nil}},
		{"no digest", "start, end and sha256", url.Values{"sha256": nil}},
		{"a digest that is none", "64 hexadecimal digits", url.Values{"sha256": {"<b>"}}},
		{"nothing", "Nothing was chosen", url.Values{"start": nil, "end": nil, "sha256": nil}},
		{"sentences alone", "Nothing was chosen", url.Values{"start": nil, "end": nil, "sha256": nil, "sentence": {"1"}}},
		{"too many", "fewer sentences", url.Values{"start": slices.Repeat([]string{"1"}, 1001)}},
		{"a quote of other words", "not those of the place", url.Values{"action": {"quote"}, "words": {"The zzkept harbou!"}}},
		{"a quote without words", "not those of the place", url.Values{"action": {"quote"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			form := placeOf(t, url.Values{"source": {source}, "action": {"event"}}, "The zzkept harbour")
			for name, values := range tt.change {
				form[name] = values
			}
			expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, path+"/select", form, asScript...), tt.says, "<main")
			expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, path+"/select", form), tt.says, "")
		})
	}
}

// What stands for a text is a length and a digest, and of the title nothing is known.
func TestATextThatStaysIsTold(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	for _, tt := range []struct {
		says   string
		change url.Values
	}{
		{"Paste the text of the article", url.Values{"length": {"0"}}},
		{"Paste the text of the article", url.Values{"length": {"many"}}},
		{"longer than an article", url.Values{"length": {"1048577"}}},
		{"Paste the text of the article", url.Values{"sha256": {strings.Repeat("A", 64)}}},
		{"It needs a title", url.Values{"title": {" "}}},
	} {
		for _, target := range []string{"/edit/new", "/edit/stories/us-ukraine-peace-talks/sources/new"} {
			rec := b.sendParts(t, target, "", keptText(tt.change))
			if rec.Code != http.StatusUnprocessableEntity {
				t.Fatalf("%v: %d", tt.change, rec.Code)
			}
			expect(t, rec.Body.String(), tt.says, "")
		}
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit", nil), "Nothing is being edited", "")
}

// A script that begins a timeline is told its state, and the page that shows it.
func TestAScriptBeginsATimeline(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	b := signedIn(t, api.New(st, api.Config{}), st, "Olena", "")
	rec := b.sendParts(t, "/edit/new", "", keptText(nil), asScript...)
	if rec.Code != http.StatusOK {
		t.Fatalf("%d: %.300s", rec.Code, rec.Body)
	}
	expect(t, rec.Body.String(), `"href":"/edit/stories/harbour-opens?`, "")
}
