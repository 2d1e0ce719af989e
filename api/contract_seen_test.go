package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// unseen are the fields that no answer has, and why.
var unseen = map[string]string{
	"/components/schemas/PartialTopic/properties/events":    "a topic with its events is a whole one",
	"/components/schemas/WrittenQuote/properties/retracted": "who writes a quote that was taken back gives it out again",
	"/components/schemas/Removal/properties/id":             "messages of the stream: TestStream reads them",
	"/components/schemas/Removal/properties/seq":            "as above",
	"/components/schemas/Removal/properties/reason":         "as above",
}

// TestEveryFieldIsSeen asks for everything there is and expects every field of
// every schema in some answer: what the server never sends is not described.
func TestEveryFieldIsSeen(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	c, h, seen := theContract(t), serveAll(t), map[string]bool{}
	see := func(op operation, rec *httptest.ResponseRecorder) {
		media, _, _ := strings.Cut(rec.Header().Get("Content-Type"), ";")
		if strings.Contains(media, "json") {
			c.see(c.follow(op.pointer("responses", fmt.Sprint(rec.Code)), "content", media, "schema"), asked(t, rec), seen)
		}
	}
	for _, target := range everything(t, c) {
		op, _ := c.find(strings.Split(target, "?")[0])
		see(op, ask(t, h, http.MethodGet, target))
	}
	for _, n := range newRecords {
		op, _ := c.find(n.path)
		op, _ = op.with(http.MethodPost)
		see(op, d.send(t, http.MethodPost, n.path, n.body))
	}
	c.seeWritten(t, see)
	texts, _ := c.find("/v1/sources/minutes/text")
	texts, _ = texts.with(http.MethodPut)
	pictures, _ := c.find("/v1/media")
	pictures, _ = pictures.with(http.MethodPost)
	see(pictures, d.send(t, http.MethodPost, "/v1/media", string(aPicture(t)), "Content-Type", "image/png"))
	see(texts, harbourDesk(t).send(t, http.MethodPut, "/v1/sources/minutes/text", minutes, plainText...))
	for _, n := range slices.Backward(newRecords) {
		at := n.path + "/" + n.id
		op, _ := c.find(at)
		gone, _ := op.with(http.MethodDelete)
		see(gone, d.send(t, http.MethodDelete, at+"?reason=x", "", "If-Match", "*"))
		see(op, ask(t, d, http.MethodGet, at+"?fields=retracted"))
	}
	d.send(t, http.MethodPost, "/v1/import?story=second", `{"entity":"source","id":"gone","title":"Gone","retracted":{"reason":"never was"}}`)
	erasing, _ := c.find("/v1/sources/gone/erase")
	erasing, _ = erasing.with(http.MethodPost)
	see(erasing, d.by(t, "officer", store.ScopeAdmin).send(t, http.MethodPost, "/v1/sources/gone/erase", `{"reason":"x"}`, "If-Match", "*"))
	changes, _ := c.find("/v1/changes")
	see(changes, ask(t, d, http.MethodGet, "/v1/changes?action=erase"))
	file, _ := c.find("/v1/stories/second/document")
	see(file, ask(t, d, http.MethodGet, "/v1/stories/second/document"))
	c.seeDrafts(t, see)
	imports, _ := c.find("/v1/import")
	imports, _ = imports.with(http.MethodPost)
	see(imports, d.send(t, http.MethodPost, "/v1/import?format=ndjson", "no json"))
	see(imports, d.send(t, http.MethodPost, "/v1/import?format=story", "{}"))
	see(imports, d.send(t, http.MethodPost, "/v1/import?format=csv&file=a.csv&story=second", "title,date\nA,the day before\n"))
	for _, name := range c.names("components", "schemas") {
		if strings.HasPrefix(name, "New") {
			continue // what is sent
		}
		for _, pointer := range c.properties("/components/schemas/" + name) {
			switch {
			case !seen[pointer] && unseen[pointer] == "":
				t.Errorf("no answer has %s", pointer)
			case seen[pointer] && unseen[pointer] != "":
				t.Errorf("%s is listed as unseen, and an answer has it", pointer)
			}
		}
	}
}

// seeWritten writes an event and a quote with every field once more, and what is
// warned of; then it takes them back, and answers for what is gone.
func (c *contract) seeWritten(t *testing.T, see func(operation, *httptest.ResponseRecorder)) {
	t.Helper()
	st := storeOfAll(t)
	d := desk{api.New(st, api.Config{}), st, tokenFor(t, st, "desk", store.ScopeWrite)}
	const event, quote, line = "/v1/events/full-event", "/v1/quotes/full-quote", `{"id":"late","story":"every-field","type":"call","title":"Late","date":"9998"}`
	for _, w := range []struct{ method, path, body string }{
		{http.MethodPatch, event, `{}`},
		{http.MethodPatch, quote, `{}`},
		{http.MethodPatch, event, `{"date":"9998"}`},
		{http.MethodPatch, quote, `{"date":"9999"}`},
		{http.MethodPost, "/v1/import?format=ndjson", line},
		{http.MethodPatch, event + "?reason=x", `{"verification":"retracted"}`},
	} {
		op, _ := c.find(strings.Split(w.path, "?")[0])
		op, _ = op.with(w.method)
		see(op, d.send(t, w.method, w.path, w.body, "If-Match", "*"))
	}
}

// everything are addresses whose answers together have every field.
func everything(t *testing.T, c *contract) []string {
	targets := []string{
		"/v1/events?q=every&order=relevance&include=snippets,actors,places,sources",
		"/v1/events?verification=retracted",
		"/v1/events?acto=1",
		"/v1/events?limit=1",
		"/v1/stories/every-field/document",
		"/v1/events/facets?by=" + strings.Join(timeline.Facets, ","),
		"/v1/events/aggregate?group=auto,type&top=1&other=true&measure=count,possible,certain,estimate&from=2024&to=2025",
		"/v1/events/histogram?by=type&from=2024&to=2025",
		"/v1/events/network",
		"/v1/quotes/facets?by=" + strings.Join(timeline.QuoteFacets, ","),
	}
	for _, op := range c.operations() {
		if op.resource() != "" {
			targets = append(targets, op.path+"?limit=1000&count=true")
			continue
		}
		targets = append(targets, op.target(t))
		if whole, _ := c.recordSchema(op); whole != "" {
			for _, field := range c.names("components", "schemas", whole, "properties") {
				record := strings.NewReplacer("{id}", "full-"+strings.ToLower(whole)).Replace(op.path)
				if whole == "Story" || whole == "Topic" {
					record = strings.NewReplacer("{id}", map[string]string{"Story": "every-field", "Topic": "testing"}[whole]).Replace(op.path)
				}
				targets = append(targets, record+"?fields="+field)
			}
		}
	}
	return targets
}

// see notes which properties of the schema at a pointer a value has, down to
// its last part.
func (c *contract) see(pointer string, value any, seen map[string]bool) {
	schema, _ := c.unresolved(pointer).(map[string]any)
	if ref, ok := schema["$ref"].(string); ok {
		c.see(strings.TrimPrefix(ref, "#"), value, seen)
		return
	}
	for _, either := range []string{"anyOf", "oneOf"} {
		choices, _ := schema[either].([]any)
		for i := range choices {
			if choice := fmt.Sprintf("%s/%s/%d", pointer, either, i); c.fits(choice, value) == nil {
				c.see(choice, value, seen)
				break
			}
		}
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			c.see(pointer+"/items", item, seen)
		}
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for name, member := range v {
			at := pointer + "/additionalProperties"
			if properties[name] != nil {
				at = pointer + "/properties/" + name
				seen[at] = true
			}
			c.see(at, member, seen)
		}
	}
}

// properties are the pointers of all properties that a schema has itself, not
// by reference.
func (c *contract) properties(pointer string) []string {
	var list []string
	switch v := c.unresolved(pointer).(type) {
	case map[string]any:
		for name := range v {
			at := pointer + "/" + escapeStep(name)
			if strings.HasSuffix(pointer, "/properties") {
				list = append(list, at)
			}
			if name != "required" && name != "enum" && name != "examples" {
				list = append(list, c.properties(at)...)
			}
		}
	case []any:
		for i := range v {
			list = append(list, c.properties(fmt.Sprintf("%s/%d", pointer, i))...)
		}
	}
	slices.Sort(list)
	return list
}
