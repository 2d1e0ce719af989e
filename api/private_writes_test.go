package api_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	v3 "github.com/pb33f/libopenapi/datamodel/high/v3"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// TestPrivateWritesChangeNothing asks every operation of the contract in every
// format and with every parameter as anybody, lets a hundred private writes of all
// kinds be made, and asks again: not a byte may differ, in headers neither. The
// public records refer to private ones from the beginning, and the writes let
// these lead to other public ones.
func TestPrivateWritesChangeNothing(t *testing.T) {
	t.Parallel()
	var minutes atomic.Int64
	st := storetest.OpenWith(t, func() time.Time { return storetest.Now.Add(time.Duration(minutes.Add(1)) * time.Minute) })
	for _, name := range []string{"../data/us-ukraine-peace-talks.yaml", "testdata/every-field.yaml"} {
		if _, err := storetest.Use(st).Import(t.Context(), readStory(t, name, func(text string) string { return text })); err != nil {
			t.Fatal(err)
		}
	}
	d := desk{api.New(st, api.Config{Heartbeat: time.Millisecond}), st, tokenFor(t, st, "desk", store.ScopeWrite)}
	d.addSecrets(t)
	d.addReferences(t)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/actors", `{"id":"held-by-none","name":"Held by none","kind":"person"}`)
	w := walker{t: t, secret: d}
	before := w.everything()
	d.writePrivately(t)
	after := w.everything()
	if len(before) < 500 {
		t.Errorf("only %d answers were compared", len(before))
	}
	differ := 0
	for _, target := range slices.Sorted(maps.Keys(before)) {
		if before[target] == after[target] {
			continue
		}
		if differ++; differ <= 20 {
			at := 0
			for at < min(len(before[target]), len(after[target])) && before[target][at] == after[target][at] {
				at++
			}
			t.Errorf("GET %s answers …%s…\nand after private writes …%s…", target, around(before[target], at), around(after[target], at))
		}
	}
	if differ > 0 {
		t.Errorf("%d of %d answers tell of private writes", differ, len(before))
	}
	const led = "/v1/events?actor=nato&affiliated=true"
	if told := d.send(t, http.MethodGet, led, "").Body.String(); !strings.Contains(told, `"id":"yermak-waltz-call"`) || strings.Contains(after[led], `"id":"yermak-waltz-call"`) {
		t.Error("the private actor between two public ones leads nobody, or everybody")
	}
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/actors/held-by-none", `{"name":"Another name"}`, "If-Match", "*")
	if changed := w.whole("/v1/events"); changed == after["/v1/events"] {
		t.Error("a public write changes nothing either")
	}
}

// TestTagsFollowWhatIsPublished reads, as anybody, a public record that refers to
// a private one: its tag says nothing of that, and is another one whenever what
// is shown of the record changes.
func TestTagsFollowWhatIsPublished(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.addSecrets(t)
	d.addReferences(t)
	addresses := []string{"/v1/events/yermak-waltz-call", "/v1/actors/mike-waltz", "/v1/places/geneva", "/v1/sources/us-ukraine-forge-path"}
	shown := map[string]string{} // by address and tag
	read := func(at string) string {
		rec := get(t, d.Handler, at)
		key, body := at+" "+rec.Header().Get("Etag"), rec.Body.String()
		if before, known := shown[key]; known && before != body {
			t.Errorf("%s is the tag of\n%s\nand of\n%s", key, before, body)
		}
		shown[key] = body
		return body
	}
	for _, at := range addresses {
		read(at)
		if shown[at+` "2"`] == "" {
			t.Errorf("%s has not the tag of its revision", at)
		}
		if tag := d.send(t, http.MethodGet, at, "").Header().Get("Etag"); !strings.HasPrefix(tag, `"2.`) {
			t.Errorf("%s has the tag %s for who is shown more", at, tag)
		}
	}
	for _, visibility := range []string{"public", "private", "public"} {
		d.sent(t, http.StatusOK, http.MethodPatch, "/v1/stories/"+marker+"-story", `{"visibility":"`+visibility+`"}`, "If-Match", "*")
		for _, at := range addresses {
			if body := read(at); strings.Contains(body, marker) != (visibility == "public") {
				t.Errorf("%s of a %s story: %s", at, visibility, body)
			}
		}
	}
}

// everything are the whole answers of every GET by its address.
func (w walker) everything() map[string]string {
	c := theContract(w.t)
	targets := map[string]bool{}
	for _, op := range c.operations() {
		base := op.target(w.t)
		targets[base] = true
		for _, p := range op.parameters("query") {
			for _, value := range w.values(p.Name, enumOf(c.parameterSchema(op.path, p.Name))) {
				targets[with(base, p.Name, value)] = true
			}
		}
		for _, target := range append(w.private(op), w.public(op)...) {
			targets[target] = true
			for _, format := range w.formats(c, op, target) {
				targets[with(target, "format", format)] = true
			}
		}
	}
	answers := map[string]string{}
	for target := range targets {
		answers[target] = w.whole(target)
	}
	return answers
}

// public are the addresses of an operation with what private records lead to.
func (w walker) public(op operation) []string {
	base := op.target(w.t)
	list := []string{"/v1/events?actor=nato&affiliated=true"}
	if strings.Contains(op.path, "{id}") {
		_, query := parts(base)
		for _, id := range []string{"mike-waltz", "nato", "held-by-none", "geneva", "crimea", "us-ukraine-forge-path", "yermak-waltz-call", "peace-talks", "us-ukraine-peace-talks"} {
			list = append(list, strings.Replace(op.path, "{id}", id, 1)+"?"+query.Encode())
		}
	}
	for name, value := range map[string]string{"affiliation": "nato", "parent": "crimea", "place": "crimea", "topic": "peace-talks", "source": "us-ukraine-forge-path", "actor": "nato", "speaker": "held-by-none", "q": "secret"} {
		if slices.ContainsFunc(op.get.Parameters, func(p *v3.Parameter) bool { return p.In == "query" && p.Name == name }) {
			list = append(list, with(base, name, value), with(base, name, "!"+value))
			if name == "actor" {
				list = append(list, with(with(base, name, value), "affiliated", "true"), with(with(base, name, "!"+value), "affiliated", "true"))
			}
		}
	}
	return list
}

var (
	streamID = regexp.MustCompile(`(?m)^id: \d+\n`)
	perAsk   = []string{"Date", "X-Request-Id"}
)

// whole is the answer to anybody, with its headers.
func (w walker) whole(target string) string {
	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()
	req := httptest.NewRequestWithContext(ctx, http.MethodGet, target, http.NoBody)
	req.Header.Set("X-Request-Id", "same")
	rec := httptest.NewRecorder()
	w.secret.ServeHTTP(&listening{rec, cancel}, req)
	for _, name := range perAsk {
		rec.Header().Del(name)
	}
	var b strings.Builder
	fmt.Fprintln(&b, rec.Code)
	for _, name := range slices.Sorted(maps.Keys(rec.Header())) {
		fmt.Fprintln(&b, name, rec.Header()[name])
	}
	body := rec.Body.String()
	if strings.Contains(target, "/stream") {
		if first := strings.Index(body, beat); first >= 0 {
			body, _, _ = strings.Cut(body[first+len(beat):], beat)
		}
		body = streamID.ReplaceAllString(body, "")
	}
	b.WriteString(body)
	return b.String()
}

// writePrivately makes a hundred writes of what only holders of a token may see.
func (d desk) writePrivately(t *testing.T) {
	t.Helper()
	patch := func(at, body string) {
		t.Helper()
		d.sent(t, http.StatusOK, http.MethodPatch, at, body, "If-Match", "*")
	}
	post := func(at, body string) { t.Helper(); d.sent(t, http.StatusCreated, http.MethodPost, at, body) }
	story := marker + "-story"

	// Private records that public ones refer to lead to other public ones.
	patch("/v1/actors/"+marker+"-full-body", `{"affiliations":["nato","united-states"],"offices":[{"title":"Seat","organization":"nato"}]}`)
	patch("/v1/places/"+marker+"-full-region", `{"parent":"crimea"}`)
	patch("/v1/sources/"+marker+"-full-source", `{"notes":[{"text":"Remark.","citations":[{"source":"us-ukraine-forge-path","start":0,"end":4,"sha256":"`+strings.Repeat("a", 64)+`"}]}]}`)
	patch("/v1/events/"+marker+"-full-event", `{"relations":[{"type":"follows","event":"yermak-waltz-call"},{"type":"part-of","event":"white-house-clash"}],"places":["crimea"],"topics":["peace-talks"]}`)
	for i := range 10 {
		post("/v1/actors?story="+story, fmt.Sprintf(`{"id":"%s-agent-%d","name":"Agent %d","kind":"person","affiliations":["nato"]}`, marker, i, i))
		post("/v1/places?story="+story, fmt.Sprintf(`{"id":"%s-room-%d","name":"Room %d","kind":"building","parent":"geneva"}`, marker, i, i))
	}
	patch("/v1/actors/"+marker+"-full-body", fmt.Sprintf(`{"affiliations":["%s-agent-0"]}`, marker))
	post("/v1/stories", `{"id":"`+marker+`-second","title":"`+marker+` second","visibility":"private","topics":["peace-talks"]}`)
	for i := range 20 {
		event := fmt.Sprintf("%s-event-%d", marker, i)
		post("/v1/events", fmt.Sprintf(`{"id":"%s","story":"%s-second","title":"%s talks %d","type":"call","date":"2025-03-05","actors":["mike-waltz","held-by-none","%s-agent-%d"],
			"places":["geneva","%s-room-%d"],"topics":["peace-talks","%s-topic-%d"],"relations":[{"type":"follows","event":"yermak-waltz-call"}],
			"quotes":[{"id":"%s-said","speaker":"mike-waltz","text":"secret words","about":["nato"]}],
			"citations":[{"source":"us-ukraine-forge-path","start":0,"end":4,"sha256":"%s"}]}`, event, marker, marker, i, marker, i%10, marker, i%10, marker, i, event, strings.Repeat("a", 64)))
		patch("/v1/events/"+event, `{"title":"`+marker+` other talks","verification":"disputed"}`)
		if i%3 == 0 {
			d.sent(t, http.StatusOK, http.MethodDelete, "/v1/quotes/"+event+"-said?reason=wrong", "", "If-Match", "*")
		}
		if i%4 == 0 {
			d.sent(t, http.StatusOK, http.MethodDelete, "/v1/events/"+event+"?reason=wrong", "", "If-Match", "*")
		}
	}
	for i := range 10 {
		patch(fmt.Sprintf("/v1/actors/%s-agent-%d", marker, i), fmt.Sprintf(`{"name":"Agent renamed %d","aliases":["secret agent"]}`, i))
		patch(fmt.Sprintf("/v1/places/%s-room-%d", marker, i), `{"parent":"crimea"}`)
	}
	lines := fmt.Sprintf(`{"entity":"story","id":"%[1]s-third","title":"%[1]s third","visibility":"private"}
{"entity":"actor","id":"%[1]s-imported","name":"Imported","kind":"person","affiliations":["nato"]}
{"entity":"event","id":"%[1]s-imported-event","title":"%[1]s imported","type":"call","date":"2025-03-05","actors":["%[1]s-imported","mike-waltz","held-by-none"],"places":["crimea"],"topics":["peace-talks"]}
`, marker)
	d.sent(t, http.StatusOK, http.MethodPost, "/v1/import", lines, "Content-Type", "application/x-ndjson")
	text := "/v1/sources/" + marker + "-full-source/text"
	d.sent(t, http.StatusOK, http.MethodPut, text, "Another version of it.", plainText...)
	d.sent(t, http.StatusOK, http.MethodPut, text+"?dry_run=true", "A third one.", plainText...)
	if rec := (desk{d.Handler, d.store, tokenFor(t, d.store, "another", store.ScopeAdmin)}).send(t, http.MethodDelete, text, ""); rec.Code != http.StatusNoContent {
		t.Errorf("the private text is not forgotten: %d", rec.Code)
	}
	patch("/v1/stories/"+marker+"-second", `{"title":"`+marker+` renamed"}`)
	d.sent(t, http.StatusOK, http.MethodPatch, "/v1/events/"+marker+"-full-event", `{"relations":[]}`, "If-Match", "*")
}
