package api_test

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// marker stands in every id and text of a private story, and nobody in none of
// any.
const (
	marker = "zzsecret"
	nobody = "zznobody"
)

// TestNothingPrivateIsTold walks every operation of the contract in every format
// and with every parameter, as anybody, over a database with a private story. No
// answer may hold a word of it, or differ from that of a database without it;
// and who asks for something private by name is answered as one who asks for
// something that nobody has. A new route is walked as soon as it is described.
func TestNothingPrivateIsTold(t *testing.T) {
	t.Parallel()
	open, secret := newDesk(t), newDesk(t)
	for _, d := range []*desk{&open, &secret} {
		d.Handler = api.New(d.store, api.Config{Heartbeat: time.Millisecond})
	}
	every := readStory(t, "testdata/every-field.yaml", func(text string) string { return text })
	for _, d := range []desk{open, secret} {
		storetest.AddPicture(t, d.store)
		if _, err := storetest.Use(d.store).Import(t.Context(), every); err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range []desk{open, secret} {
		d.addText(t)
	}
	secret.addSecrets(t)
	signedIn(t, open.Handler, open.store, "Olena", "")
	editor := signedIn(t, secret.Handler, secret.store, "Olena", "")
	editor.addDrafts(t)
	w := walker{t: t, secret: secret, open: open, answered: map[string]bool{}}
	w.walk()
	w.hidesPictures()
	secret.addReferences(t)
	w.open.Handler = nil // public records have other revisions now
	w.walk()
	if _, told := w.answer(secret, http.MethodGet, "/v1/events/stream?since=0"); !strings.Contains(told, "event: update") {
		t.Errorf("the stream was not listened to: %s", told)
	}
	if told := secret.send(t, http.MethodGet, "/v1/events?q="+marker, "").Body.String(); !strings.Contains(told, marker) {
		t.Errorf("a holder of a token is not told either: %s", told)
	}
}

// addDrafts begins a story that nobody is to hear of before it is published, and
// changes one that is public.
func (b *browser) addDrafts(t *testing.T) {
	t.Helper()
	path, source := b.begun(t, url.Values{"text": {"The " + marker + " opened on 5 March 2025.\n"}, "title": {marker + " draft"}, "url": {"https://" + marker + ".example/"}})
	b.state(t, path+"/select", url.Values{"source": {source}, "sentence": {"1"}, "action": {"event"}})
	public := "/edit/stories/us-ukraine-peace-talks"
	b.state(t, public+"/details", url.Values{"since": {"0"}, "base": {"1"}, "title": {"A " + marker + " title"}, "summary": {marker}})
	rec := b.sendParts(t, public+"/sources/new", "", url.Values{"text": {"The " + marker + " closed.\n"}, "title": {marker}})
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("%d: %.800s", rec.Code, rec.Body)
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, rec.Header().Get("Location"), nil), marker+" closed", "")
}

func readStory(t *testing.T, name string, change func(text string) string) *timeline.Document {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := convert.ReadStory([]byte(change(string(text))))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

var prose = regexp.MustCompile(`((?:title|name|summary|description|publisher|alt|caption|credit|section|unit|text|exact): "?)([A-Za-z])`)

// addSecrets adds a private story with every field, and what writes do to it.
func (d desk) addSecrets(t *testing.T) {
	t.Helper()
	doc := readStory(t, "testdata/every-field.yaml", func(text string) string {
		text = prose.ReplaceAllString(text, "${1}"+marker+" ${2}")
		text = strings.NewReplacer("name: "+marker+" attendance", "name: "+marker+"-attendance", "full-", marker+"-full-", "id: every-field", "id: "+marker+"-story", "[testing]", "["+marker+"-topic]", "[The Actor]", "["+marker+" alias]",
			"type: meeting", "type: "+marker+"-type", "language: en\n  topics", "language: en\n  visibility: private\n  topics").Replace(text)
		return text
	})
	if _, err := storetest.Use(d.store).By(store.Author{Name: marker, Reason: marker}).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	d.sent(t, http.StatusOK, http.MethodPut, "/v1/sources/"+marker+"-full-source/text?reason="+marker, "Of "+marker+" things.", plainText...)
	event := "/v1/events/" + marker + "-meets-public"
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events?reason="+marker, `{"id":"`+marker+`-meets-public","story":"`+marker+`-story","title":"`+marker+` calls","type":"call","date":"2025-03-05",
		"actors":["mike-waltz",{"id":"`+marker+`-made","name":"`+marker+` made","kind":"person"}],"places":["geneva"],"topics":["peace-talks"],
		"quotes":[{"id":"`+marker+`-said","speaker":"mike-waltz","text":"`+marker+` said"}]}`)
	d.sent(t, http.StatusOK, http.MethodPatch, event+"?reason="+marker, `{"summary":"`+marker+` summary"}`, "If-Match", "*")
	d.sent(t, http.StatusOK, http.MethodDelete, "/v1/quotes/"+marker+"-said?reason="+marker, "", "If-Match", "*")
	picture := d.sent(t, http.StatusCreated, http.MethodPost, "/v1/media", string(aPicture(t)), "Content-Type", "image/png")
	d.sent(t, http.StatusOK, http.MethodPatch, event+"?reason="+marker, fmt.Sprintf(`{"media":[{"url":%q,"alt":%q}]}`, picture["url"], marker+" picture"), "If-Match", "*")
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/actors?story="+marker+"-story", `{"id":"`+marker+`-declared","name":"`+marker+` declared","kind":"person"}`)
}

// addText hands over the text of a public source, of which one event cites a part.
// The rest of it is as private as all else that has the marker in it.
func (d desk) addText(t *testing.T) {
	t.Helper()
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/sources", `{"id":"minutes","title":"Minutes"}`)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/events", `{"id":"opens","story":"us-ukraine-peace-talks","title":"Opening","type":"meeting","citations":[{"source":"minutes","exact":"at nine"}]}`)
	d.sent(t, http.StatusOK, http.MethodPut, "/v1/sources/minutes/text", marker+" opened at nine "+marker, plainText...)
}

// addReferences lets public records refer to private ones.
func (d desk) addReferences(t *testing.T) {
	t.Helper()
	for at, patch := range map[string]string{
		"/v1/events/yermak-waltz-call":      `{"relations":[{"type":"follows","event":"` + marker + `-full-event"}]}`,
		"/v1/actors/mike-waltz":             `{"affiliations":["` + marker + `-full-body"],"offices":[{"title":"Chair","organization":"` + marker + `-full-body"}]}`,
		"/v1/places/geneva":                 `{"parent":"` + marker + `-full-region"}`,
		"/v1/sources/us-ukraine-forge-path": `{"notes":[{"text":"Remark.","citations":[{"source":"` + marker + `-full-source","start":0,"end":4,"sha256":"` + strings.Repeat("a", 64) + `"}]}]}`,
	} {
		d.sent(t, http.StatusOK, http.MethodPatch, at, patch, "If-Match", "*")
	}
}

// walker asks as anybody.
type walker struct {
	t            *testing.T
	secret, open desk // open is nil where its answers are others
	answered     map[string]bool
}

func (w walker) walk() {
	c := theContract(w.t)
	for path, item := range c.model.Paths.PathItems.FromOldest() {
		for method := range item.GetOperations().KeysFromOldest() {
			if method != "get" {
				w.ask(strings.ToUpper(method), strings.NewReplacer("{id}", "mike-waltz").Replace(path))
				w.ask(strings.ToUpper(method), strings.NewReplacer("{id}", marker+"-full-event").Replace(path)+"?reason=x&q="+marker)
			}
		}
	}
	for path := range c.model.Paths.PathItems.FromOldest() {
		if !c.needsToken(path) {
			continue
		}
		ids := []string{"minutes", "us-ukraine-forge-path", marker + "-full-source", "No"}
		if !strings.Contains(path, "{id}") {
			ids = ids[:1] // one address, whatever there is
		}
		for _, id := range ids {
			if w.ask(http.MethodGet, strings.Replace(path, "{id}", id, 1)) != http.StatusUnauthorized {
				w.t.Errorf("%s of %s is told without a token", path, id)
			}
		}
	}
	for _, op := range c.operations() {
		base := op.target(w.t)
		if w.ask(http.MethodGet, base) != http.StatusOK {
			w.t.Errorf("%s is not walked: its example is not answered", op.path)
		}
		for _, p := range op.parameters("query") {
			if w.open.Handler == nil && !slices.Contains([]string{"format", "include", "fields", "as_of", "since"}, p.Name) {
				continue // walked before there were references, and a filter hides none
			}
			for _, value := range w.values(p.Name, enumOf(c.parameterSchema(op.path, p.Name))) {
				w.ask(http.MethodGet, with(base, p.Name, value))
			}
		}
		for _, target := range w.private(op) {
			w.ask(http.MethodGet, target)
			for _, format := range w.formats(c, op, target) {
				w.ask(http.MethodGet, with(target, "format", format))
			}
		}
	}
}

// formats are those that an address is asked in. What a format makes of records does not
// depend on the database: on PostgreSQL each address has one of them, and each of them some.
func (w walker) formats(c *contract, op operation, target string) []string {
	all := enumOf(c.parameterSchema(op.path, "format"))
	if len(all) == 0 || os.Getenv("DATELINE_TEST_POSTGRES") == "" {
		return all
	}
	turn := fnv.New32a()
	fmt.Fprint(turn, target)
	at := int(turn.Sum32()) % len(all)
	return all[at : at+1]
}

// hidesPictures asks for the picture of a private event, small and large, which is
// answered as one that nobody has.
func (w walker) hidesPictures() {
	known := w.secret.sent(w.t, http.StatusOK, http.MethodPost, "/v1/media", string(aPicture(w.t)), "Content-Type", "image/png")
	digest, _ := known["sha256"].(string)
	if rec := w.secret.send(w.t, http.MethodGet, "/media/"+digest, ""); rec.Code != http.StatusOK {
		w.t.Errorf("a holder of a token is not shown it either: %d", rec.Code)
	}
	nobodys := strings.Repeat("0", len(digest))
	for _, target := range []string{"/media/" + digest, "/media/" + digest + "?w=640"} {
		status, body := w.answer(w.secret, http.MethodGet, target)
		otherStatus, other := w.answer(w.secret, http.MethodGet, strings.Replace(target, digest, nobodys, 1))
		w.same("GET "+target, "of what nobody has", status, otherStatus, body, strings.ReplaceAll(other, nobodys, digest))
		if status != http.StatusNotFound {
			w.t.Errorf("GET %s answers %d", target, status)
		}
	}
}

// private are the addresses of an operation with the ids of private records.
func (w walker) private(op operation) []string {
	if !strings.Contains(op.path, "{id}") {
		return nil
	}
	_, query := parts(op.target(w.t))
	var list []string
	for _, id := range []string{"-story", "-full-event", "-meets-public", "-full-quote", "-said", "-full-actor", "-made", "-declared", "-full-place", "-full-source", "-topic"} {
		list = append(list, strings.Replace(op.path, "{id}", marker+id, 1)+"?"+query.Encode())
	}
	return list
}

// values are what a parameter is asked with: each of its words, what it may name
// of a private story, and what finds everything.
func (w walker) values(name string, words []string) []string {
	named := map[string][]string{
		"story": {"-story"}, "actor": {"-full-actor", "-made"}, "place": {"-full-place"}, "topic": {"-topic"}, "source": {"-full-source"}, "type": {"-type"}, "speaker": {"-full-actor"},
		"about": {"-full-group"}, "addressee": {"-full-body"}, "affiliation": {"-full-body"}, "parent": {"-full-region"}, "q": {"", "*"}, "event": {"-full-event"}, "entity": {},
		"via": {"-full-actor"}, "id": {"-full-event", "-full-quote", "-full-actor", "-full-place", "-full-source", "-story", "-topic"},
	}[name]
	list := slices.Clone(words)
	for _, n := range named {
		list = append(list, marker+n, "!"+marker+n)
	}
	switch name {
	case "q":
		list = append(list, "a*", "-"+marker+" a*")
	case "verification":
		list = append(list, "retracted", "!retracted")
	case "as_of":
		list = append(list, "0", "60", "2999-01-01T00:00:00Z")
	case "url":
		list = append(list, "http://example.com/stories/"+marker+"-story", "http://example.com/stories/us-ukraine-peace-talks")
	case "since":
		list = append(list, "0", "100")
	case "near":
		list = append(list, "46.5,6.6,500")
	case "date", "from", "to":
		list = append(list, "2025-03-05", "2019-06", "-14000000000")
	case "by":
		list = append(list, "actor", "topic", "type", "story", "place", "source", "country", "speaker", marker, "!"+marker)
	case "count", "affiliated", "bom":
		list = append(list, "true")
	case "limit":
		list = append(list, "1", "1000")
	case "include":
		list = append(list, "actors,places,sources")
	}
	return list
}

// enumOf are the words of a parameter, or of each of its values.
func enumOf(schema map[string]any) []string {
	if items, ok := schema["items"].(map[string]any); ok {
		schema = items
	}
	if schema["enum"] == nil {
		return nil
	}
	return texts(schema["enum"])
}

// with is an address with another parameter.
func with(target, name, value string) string {
	path, query := parts(target)
	query.Set(name, value)
	return path + "?" + query.Encode()
}

func parts(target string) (path string, query url.Values) {
	path, raw, _ := strings.Cut(target, "?")
	query, _ = url.ParseQuery(raw)
	return path, query
}

// ask asks, holds the answer to what may be told, and returns its status.
func (w walker) ask(method, target string) int {
	if w.answered[method+target] && w.open.Handler != nil {
		return 0
	}
	w.answered[method+target] = true
	status, body := w.answer(w.secret, method, target)
	what := method + " " + target
	if !strings.Contains(target, marker) {
		if strings.Contains(body, marker) {
			w.t.Errorf("%s tells: %s", what, around(body, strings.Index(body, marker)))
		}
		if w.open.Handler != nil && !numbered(target) {
			otherStatus, other := w.answer(w.open, method, target)
			w.same(what, "without the private story", status, otherStatus, body, other)
		}
		return status
	}
	otherStatus, other := w.answer(w.secret, method, strings.ReplaceAll(target, marker, nobody))
	w.same(what, "of what nobody has", status, otherStatus, body, strings.NewReplacer(nobody, marker, "Zznobody", "Zzsecret").Replace(other))
	return status
}

// same compares an answer with another that must not differ.
func (w walker) same(what, than string, status, otherStatus int, body, other string) {
	if status == otherStatus && body == other {
		return
	}
	body, other = unsealed(body), unsealed(other)
	if status == otherStatus && body == other {
		return
	}
	at := 0
	for at < len(body) && at < len(other) && body[at] == other[at] {
		at++
	}
	w.t.Errorf("%s answers %d, …%s…\nand %s %d, …%s…", what, status, around(body, at), than, otherStatus, around(other, at))
}

// numbered are addresses whose answers hold numbers of changes, which differ
// where more was changed.
func numbered(target string) bool {
	return strings.HasPrefix(target, "/v1/changes") || strings.Contains(target, "/revisions") || strings.Contains(target, "as_of=") || strings.Contains(target, "/stream")
}

var cursors = regexp.MustCompile(`data-(state|options)="[^"]*"|cursor=[A-Za-z0-9_-]+|"next":"[A-Za-z0-9_-]+"|"(self|next)":"[^"]*"|<[^>]*>; rel="(self|next)"`)

// unsealed is an answer without its cursors, which are bound to their query, and
// without the challenges of passkeys, which are made by chance.
func unsealed(body string) string { return cursors.ReplaceAllString(body, "") }

func (w walker) answer(d desk, method, target string) (int, string) {
	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()
	req := httptest.NewRequestWithContext(ctx, method, target, http.NoBody)
	req.Header.Set("X-Request-Id", "same")
	rec := httptest.NewRecorder()
	d.ServeHTTP(&listening{rec, cancel}, req)
	var headers strings.Builder
	for _, name := range []string{"Link", "Content-Disposition", "Location", "Dateline-Loss", "Allow"} {
		headers.WriteString(rec.Header().Get(name) + "\n")
	}
	body := rec.Body.String()
	if first := strings.Index(body, beat); strings.Contains(target, "/stream") && first >= 0 {
		body, _, _ = strings.Cut(body[first+len(beat):], beat)
	}
	return rec.Code, headers.String() + body
}

// beat is what a stream says when it has said all that there is.
const beat = ": here\n"

// listening hangs up on a stream when it has nothing more to say: it beats when
// it begins, and again when it has told what there was.
type listening struct {
	*httptest.ResponseRecorder
	hangUp func()
}

func (l *listening) Flush() {
	l.ResponseRecorder.Flush()
	if strings.Count(l.Body.String(), beat) > 1 {
		l.hangUp()
	}
}

func around(body string, at int) string { return body[max(0, at-100):min(len(body), at+100)] }
