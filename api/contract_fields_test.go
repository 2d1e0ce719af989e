package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/api/pages"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// records are the types, most of them of records, whose JSON a schema of the contract describes.
var records = map[string]reflect.Type{
	"Actor":          reflect.TypeFor[timeline.Actor](),
	"Affiliation":    reflect.TypeFor[timeline.Affiliation](),
	"Bucket":         reflect.TypeFor[api.Bucket](),
	"Change":         reflect.TypeFor[timeline.Change](),
	"Citation":       reflect.TypeFor[timeline.Citation](),
	"Counts":         reflect.TypeFor[timeline.Counts](),
	"Event":          reflect.TypeFor[timeline.Event](),
	"FacetValue":     reflect.TypeFor[api.FacetValue](),
	"FieldChange":    reflect.TypeFor[timeline.FieldChange](),
	"Figure":         reflect.TypeFor[timeline.Figure](),
	"Histogram":      reflect.TypeFor[api.Histogram](),
	"Holdings":       reflect.TypeFor[timeline.Holdings](),
	"LostCitation":   reflect.TypeFor[api.LostCitation](),
	"Media":          reflect.TypeFor[timeline.Media](),
	"NetworkEdge":    reflect.TypeFor[api.NetworkEdge](),
	"NetworkNode":    reflect.TypeFor[api.NetworkNode](),
	"Note":           reflect.TypeFor[timeline.Note](),
	"OEmbed":         reflect.TypeFor[pages.OEmbed](),
	"Office":         reflect.TypeFor[timeline.Office](),
	"Participant":    reflect.TypeFor[timeline.Participant](),
	"Place":          reflect.TypeFor[timeline.Place](),
	"Quote":          reflect.TypeFor[timeline.Quote](),
	"Relation":       reflect.TypeFor[timeline.Relation](),
	"Removal":        reflect.TypeFor[api.Removal](),
	"Retraction":     reflect.TypeFor[timeline.Retraction](),
	"RecordRevision": reflect.TypeFor[timeline.Revision](),
	"Snippet":        reflect.TypeFor[timeline.Snippet](),
	"Source":         reflect.TypeFor[timeline.Source](),
	"Span":           reflect.TypeFor[timeline.TextRange](),
	"Story":          reflect.TypeFor[timeline.Story](),
	"TextReport":     reflect.TypeFor[api.TextReport](),
	"Topic":          reflect.TypeFor[timeline.Topic](),
	"Warning":        reflect.TypeFor[timeline.Warning](),
	"Venue":          reflect.TypeFor[timeline.Venue](),
}

// fileRecords are the types as a story file has them.
var fileRecords = map[string]reflect.Type{
	"StoryFile":      reflect.TypeFor[timeline.Document](),
	"FileActor":      reflect.TypeFor[timeline.Actor](),
	"FileEvent":      reflect.TypeFor[timeline.Event](),
	"FilePlace":      reflect.TypeFor[timeline.Place](),
	"FileQuote":      reflect.TypeFor[timeline.Quote](),
	"FileRetraction": reflect.TypeFor[timeline.Retraction](),
	"FileSource":     reflect.TypeFor[timeline.Source](),
	"FileStory":      reflect.TypeFor[timeline.Story](),
}

// elsewhere are the schemas that no type of the domain stands behind, and what
// holds each to the code instead.
var elsewhere = map[string]string{
	"ChangePage":       "the answers of /v1/changes",
	"CountsByResource": "the answers of imports",
	"ImportReport":     "the answers of imports",
	"MergePatch":       "it may have any member",
	"Origin":           "it may have any member",
	"NewEventQuote":    "NewQuote, but for the event",
	"Reject":           "the answers of imports",
	"Date":             "TestDateIsThatOfTheContract",
	"Facets":           "TestVocabulariesAreThoseOfTheContract",
	"QuoteFacets":      "TestVocabulariesAreThoseOfTheContract",
	"Fault":            "the answers to bad records",
	"GeoJson":          "the readers of internal/convert's tests",
	"Health":           "the answers of /healthz",
	"Index":            "the answer of /v1",
	"Included":         "TestVocabulariesAreThoseOfTheContract",
	"JsonFeed":         "the readers of internal/convert's tests",
	"JsonLd":           "the readers of internal/convert's tests",
	"Links":            "the answers of every list",
	"Network":          "the answers of every network",
	"Page":             "the answers of every list",
	"Problem":          "the answers of every failure",
	"Readiness":        "the answers of /readyz",
	"TimelineJS":       "the readers of internal/convert's tests",
}

// inputs are the records as they are written.
var inputs = map[string]reflect.Type{
	"NewActor":  reflect.TypeFor[timeline.Actor](),
	"NewEvent":  reflect.TypeFor[timeline.Event](),
	"NewPlace":  reflect.TypeFor[timeline.Place](),
	"NewQuote":  reflect.TypeFor[timeline.Quote](),
	"NewSource": reflect.TypeFor[timeline.Source](),
	"NewStory":  reflect.TypeFor[timeline.Story](),
}

func TestFieldsAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).fieldComplaints())
}

func (c *contract) fieldComplaints() []string {
	var list []string
	for name, record := range records {
		all, required := jsonFields(record)
		list = append(list, c.compareFields(name, all, required)...)
	}
	for name, record := range fileRecords {
		all, required := taggedFields(record, "yaml")
		list = append(list, c.compareFields(name, all, required)...)
	}
	for name, record := range inputs {
		all, _ := jsonFields(record)
		all = slices.DeleteFunc(all, func(field string) bool {
			return slices.Contains([]string{"retracted", "revision", "recorded_at", "updated_at"}, field)
		})
		for _, complaint := range compare("the field", "the code", "openapi.yaml", all, c.names("components", "schemas", name, "properties")) {
			list = append(list, name+": "+complaint)
		}
	}
	for _, name := range c.names("components", "schemas") {
		schema, _ := c.at("components", "schemas", name).(map[string]any)
		if schema["type"] != "object" || records[name] != nil || fileRecords[name] != nil || inputs[name] != nil {
			continue
		}
		whole, partial := strings.CutPrefix(name, "Partial")
		stored, written := strings.CutPrefix(name, "Written")
		switch {
		case written:
			all := append(slices.Clone(c.names("components", "schemas", stored, "properties")), "warnings")
			list = append(list, c.compareFields(name, all, c.words("components", "schemas", stored, "required"))...)
		case partial:
			list = append(list, c.compareFields(name, c.names("components", "schemas", whole, "properties"), []string{"id"})...)
		case strings.HasSuffix(name, "List") && records[singular(name)] != nil:
		case elsewhere[name] == "":
			list = append(list, "the schema "+name+" belongs to no type that this test knows")
		}
	}
	slices.Sort(list)
	return list
}

func singular(list string) string {
	return strings.NewReplacer("Storie", "Story").Replace(strings.TrimSuffix(list, "List"))
}

func (c *contract) compareFields(schema string, all, required []string) []string {
	var list []string
	for what, sides := range map[string][2][]string{
		"field":          {all, c.names("components", "schemas", schema, "properties")},
		"required field": {required, c.words("components", "schemas", schema, "required")},
	} {
		for _, complaint := range compare("the "+what, "the code", "openapi.yaml", sides[0], sides[1]) {
			list = append(list, schema+": "+complaint)
		}
	}
	if closed := c.at("components", "schemas", schema, "unevaluatedProperties"); closed != false {
		list = append(list, schema+" does not say that it has no other fields")
	}
	return list
}

// TestDateIsThatOfTheContract looks at what dates marshal to, since their
// shape is nobody else's business.
func TestDateIsThatOfTheContract(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(timeline.Date{Basis: "unknown"})
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(fields))
	report(t, theContract(t).compareFields("Date", names, names))
}

func TestFieldsParametersListTheFields(t *testing.T) {
	t.Parallel()
	c := theContract(t)
	for name, want := range map[string][]string{
		"Actor": timeline.FieldNames(new(timeline.Actor)), "Event": timeline.FieldNames(new(timeline.Event)),
		"Place": timeline.FieldNames(new(timeline.Place)), "Quote": timeline.FieldNames(new(timeline.Quote)),
		"Source": timeline.FieldNames(new(timeline.Source)), "Story": timeline.FieldNames(new(timeline.Story)),
		"Topic": timeline.FieldNames(new(timeline.Topic)),
	} {
		if got := c.words("components", "parameters", name+"Fields", "schema", "items", "enum"); !slices.Equal(got, want) {
			t.Errorf("%sFields takes %q in the contract, and %q in the code", name, got, want)
		}
	}
}

// TestVocabulariesAreThoseOfTheContract compares every closed list of words.
func TestVocabulariesAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).vocabularyComplaints())
}

func (c *contract) vocabularyComplaints() []string {
	var list []string
	complain := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for at, want := range map[string][]string{
		"components/schemas/ActorKind/enum":                        timeline.ActorKinds,
		"components/schemas/Change/properties/action/enum":         timeline.Actions,
		"components/schemas/Change/properties/entity/enum":         timeline.Resources,
		"components/schemas/Removal/properties/reason/enum":        store.Gone,
		"components/schemas/RecordRevision/properties/action/enum": timeline.Actions,
		"components/schemas/Date/properties/basis/enum":            timeline.Bases,
		"components/schemas/Date/properties/kind/enum":             timeline.DateKinds,
		"components/schemas/Event/properties/status/enum":          timeline.Statuses,
		"components/schemas/Event/properties/verification/enum":    timeline.Verifications,
		"components/schemas/Participant/properties/role/enum":      timeline.ActorRoles,
		"components/schemas/Quote/properties/kind/enum":            timeline.QuoteKinds,
		"components/schemas/Relation/properties/type/enum":         timeline.RelationTypes,
		"components/schemas/Story/properties/visibility/enum":      timeline.Visibilities,
		"components/schemas/Venue/properties/role/enum":            timeline.PlaceRoles,
		"components/parameters/Match/schema/enum":                  timeline.Matches,
		"components/parameters/Undated/schema/enum":                timeline.Undateds,
		"paths/~1v1~1events/get/parameters/order/schema/enum":      timeline.Orders,
		"paths/~1v1~1events/get/parameters/include/schema/items":   timeline.Includes,

		"paths/~1v1~1quotes/get/parameters/order/schema/enum": timeline.QuoteOrders,

		"paths/~1v1~1changes/get/parameters/entity/schema/items":            timeline.Resources,
		"paths/~1v1~1changes/get/parameters/action/schema/items":            timeline.Actions,
		"paths/~1v1~1quotes~1facets/get/parameters/by/schema/items":         timeline.QuoteFacets,
		"paths/~1v1~1events~1facets/get/parameters/by/schema/items":         timeline.Facets,
		"paths/~1v1~1events~1histogram/get/parameters/by/schema/enum":       timeline.Facets,
		"paths/~1v1~1events~1histogram/get/parameters/interval/schema/enum": timeline.HistogramIntervals,
		"components/schemas/Histogram/properties/interval/enum":             timeline.Intervals,
	} {
		if got := c.wordsAt(at); !slices.Equal(got, want) {
			complain("%s is %q in the contract, and %q in the code", at, got, want)
		}
	}
	if got := c.names("components", "schemas", "Included", "properties"); len(compare("", "", "", got, timeline.Includes)) > 0 {
		complain("Included has %q, and include takes %q", got, timeline.Includes)
	}
	if got := c.names("components", "schemas", "Facets", "properties", "data", "properties"); len(compare("", "", "", got, timeline.Facets)) > 0 {
		complain("Facets has %q, and by takes %q", got, timeline.Facets)
	}
	if got := c.names("components", "schemas", "QuoteFacets", "properties", "data", "properties"); len(compare("", "", "", got, timeline.QuoteFacets)) > 0 {
		complain("QuoteFacets has %q, and by takes %q", got, timeline.QuoteFacets)
	}
	for parameter, words := range map[string][]string{"role": timeline.ActorRoles, "status": timeline.Statuses, "verification": timeline.Verifications} {
		one := "(" + strings.Join(words, "|") + ")"
		if got, want := c.parameterSchema("/v1/events", parameter)["items"].(map[string]any)["pattern"], "^!?"+one+"(,"+one+")*$"; got != want {
			complain("the parameter %s has the pattern %s, and the code makes %s", parameter, got, want)
		}
	}
	description := c.at("components", "schemas", "Event").(map[string]any)["properties"].(map[string]any)["type"].(map[string]any)["description"].(string)
	if core := strings.Join(timeline.EventTypes, ", "); !strings.Contains(strings.Join(strings.Fields(description), " "), core) {
		complain("the description of Event.type does not list %s", core)
	}
	return list
}

// wordsAt is an enum. A name after parameters/ is that of a parameter of the
// operation, and items stands for its enum.
func (c *contract) wordsAt(at string) []string {
	if path, rest, ok := strings.Cut(at, "/get/parameters/"); ok {
		name, _, _ := strings.Cut(rest, "/")
		schema := c.parameterSchema(pointerSteps("#/" + path)[1], name)
		if items, ok := schema["items"].(map[string]any); ok {
			schema = items
		}
		return texts(schema["enum"])
	}
	return c.words(pointerSteps("#/" + at)...)
}

func texts(list any) []string {
	var words []string
	for _, w := range list.([]any) {
		words = append(words, fmt.Sprint(w))
	}
	return words
}

func (c *contract) parameterSchema(path, name string) map[string]any {
	list, _ := c.at("paths", path, "get", "parameters").([]any)
	for _, p := range list {
		if object, _ := c.resolve(p).(map[string]any); object["name"] == name {
			schema, _ := c.resolve(object["schema"]).(map[string]any)
			return schema
		}
	}
	return nil
}

// TestBoundsAreThoseOfTheContract compares the numbers.
func TestBoundsAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).boundComplaints())
}

func (c *contract) boundComplaints() []string {
	var list []string
	for at, want := range map[string]int{
		"components/parameters/Limit/schema/maximum":                timeline.MaxLimit,
		"components/parameters/Limit/schema/default":                timeline.DefaultLimit,
		"components/parameters/FacetLimit/schema/maximum":           timeline.MaxLimit,
		"components/parameters/FacetLimit/schema/default":           timeline.DefaultFacetValues,
		"components/parameters/NetworkLimit/schema/maximum":         timeline.MaxLimit,
		"components/parameters/NetworkLimit/schema/default":         timeline.DefaultLimit,
		"components/schemas/Histogram/properties/data/maxItems":     timeline.MaxBuckets,
		"components/schemas/Bucket/properties/by/maxProperties":     timeline.MaxSeries,
		"components/parameters/SeriesLimit/schema/maximum":          timeline.MaxSeries,
		"components/parameters/SeriesLimit/schema/default":          timeline.DefaultSeries,
		"components/schemas/SlugClauses/maxItems":                   timeline.MaxRepeats,
		"components/schemas/SlugClauses/items/maxLength":            timeline.MaxValue,
		"components/schemas/SearchText/maxLength":                   timeline.MaxValue,
		"components/schemas/Slug/maxLength":                         timeline.MaxID,
		"components/schemas/Title/maxLength":                        timeline.MaxTitle,
		"components/schemas/Event/properties/summary/maxLength":     timeline.MaxSummary,
		"components/schemas/Story/properties/summary/maxLength":     timeline.MaxSummary,
		"components/schemas/Quote/properties/text/maxLength":        timeline.MaxText,
		"components/schemas/StoryFile/properties/dateline/const":    timeline.DocumentVersion,
		"components/schemas/Actor/properties/description/maxLength": timeline.MaxSummary,
	} {
		if got := fmt.Sprint(c.at(pointerSteps("#/" + at)...)); got != fmt.Sprint(want) {
			list = append(list, fmt.Sprintf("%s is %s in the contract, and %d in the code", at, got, want))
		}
	}
	for parameter, want := range map[string]int{"Interval": timeline.MaxBuckets} {
		if text, _ := c.at("components", "parameters", parameter, "description").(string); !strings.Contains(text, fmt.Sprintf(" %d ", want)) {
			list = append(list, fmt.Sprintf("the description of %s does not say %d", parameter, want))
		}
	}
	slug := regexp.MustCompile(c.at("components", "schemas", "Slug", "pattern").(string))
	for _, s := range []string{"a", "0.a_b-c", "-a", "A", "", "a b", "é", strings.Repeat("a", 128), strings.Repeat("a", 129), "a\n"} {
		if slug.MatchString(s) != timeline.IsSlug(s) {
			list = append(list, fmt.Sprintf("the contract and the code disagree on whether %q is a slug", s))
		}
	}
	return list
}

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
	see(texts, harbourDesk(t).send(t, http.MethodPut, "/v1/sources/minutes/text", minutes, plainText...))
	for _, n := range slices.Backward(newRecords) {
		at := n.path + "/" + n.id
		op, _ := c.find(at)
		gone, _ := op.with(http.MethodDelete)
		see(gone, d.send(t, http.MethodDelete, at+"?reason=x", "", "If-Match", "*"))
		see(op, ask(t, d, http.MethodGet, at+"?fields=retracted"))
	}
	d.send(t, http.MethodPost, "/v1/import?story=second", `{"entity":"source","id":"gone","title":"Gone","retracted":{"reason":"never was"}}`)
	file, _ := c.find("/v1/stories/second/document")
	see(file, ask(t, d, http.MethodGet, "/v1/stories/second/document"))
	imports, _ := c.find("/v1/import")
	imports, _ = imports.with(http.MethodPost)
	see(imports, d.send(t, http.MethodPost, "/v1/import?format=ndjson", "no json"))
	see(imports, d.send(t, http.MethodPost, "/v1/import?format=story", "{}"))
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
