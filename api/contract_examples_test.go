package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pb33f/jsonschema/v6"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// example is an example of an answer in the contract.
type example struct {
	at      string // its pointer
	media   string
	status  string
	schema  string // a pointer
	request string // the address that it answers, "" where it is made up
	partial bool   // its lists are cut short
	value   any
}

// exampleHost is the host that examples were asked for.
const exampleHost = "http://localhost:8080"

// exampleIdentity is that of the database which answers in the examples.
const exampleIdentity = "00112233445566778899aabbccddeeff"

// anyIdentity finds that of any database where answers have it.
var anyIdentity = regexp.MustCompile(`(urn:dateline:|UID:event-[a-z0-9._-]+@)[0-9a-f]{32}(:|\r)`)

// exampleStamp is when everything in the examples was recorded.
var exampleStamp = time.Date(2025, time.June, 2, 14, 5, 0, 0, time.UTC)

// examples are those of every response, each once.
func (c *contract) examples() []example {
	var list []example
	seen := map[string]bool{}
	for _, op := range c.operations() {
		for _, status := range c.names("paths", op.path, "get", "responses") {
			response := c.follow(op.pointer("responses", status))
			if seen[response] {
				continue
			}
			seen[response] = true
			contents, _ := c.unresolved(response + "/content").(map[string]any)
			for _, media := range slices.Sorted(maps.Keys(contents)) {
				at := response + "/content/" + escapeStep(media)
				named, _ := c.unresolved(at + "/examples").(map[string]any)
				for _, name := range slices.Sorted(maps.Keys(named)) {
					object := c.resolve(named[name]).(map[string]any)
					request, _ := object["x-example-request"].(string)
					partial, _ := object["x-example-partial"].(bool)
					list = append(list, example{at + "/examples/" + name, media, status, at + "/schema", request, partial, object["value"]})
				}
			}
		}
	}
	return list
}

// TestExamplesAreTrue holds every example to its schema, and compares those
// that say which request they answer with the answer of a server.
func TestExamplesAreTrue(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).exampleComplaints(t, api.New(storetest.Bundled(t), api.Config{})))
}

func (c *contract) exampleComplaints(t *testing.T, h http.Handler) []string {
	var list []string
	for _, e := range c.examples() {
		if err := c.fits(e.schema, e.value); err != nil {
			list = append(list, fmt.Sprintf("%s is not what its schema says: %v", e.at, err))
		}
		if e.request == "" {
			continue
		}
		rec := ask(t, h, http.MethodGet, exampleHost+e.request)
		if fmt.Sprint(rec.Code) != e.status {
			list = append(list, fmt.Sprintf("%s answers %d: %.300s", e.request, rec.Code, rec.Body))
			continue
		}
		for _, difference := range e.differences(withExampleStamp(t, h, rec.Body.String())) {
			list = append(list, e.request+": "+difference)
		}
	}
	return list
}

// differences compares an example with an answer: text to the byte, JSON by its
// values.
func (e example) differences(answer string) []string {
	text, isText := e.value.(string)
	if isText && !e.partial {
		if text != answer {
			return []string{fmt.Sprintf("the example is %q, and the answer %q", text, answer)}
		}
		return nil
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(answer))
	if err != nil {
		return []string{err.Error()}
	}
	shown := e.value
	if isText { // of NDJSON, one line
		if shown, err = jsonschema.UnmarshalJSON(strings.NewReader(text)); err != nil {
			return []string{err.Error()}
		}
	}
	if e.partial {
		value = cutTo(shown, value)
	}
	return differences(shown, value)
}

// cutTo is an answer whose lists are no longer than those of an example.
func cutTo(example, answer any) any {
	switch in := answer.(type) {
	case map[string]any:
		shown, _ := example.(map[string]any)
		object := map[string]any{}
		for name, member := range in {
			object[name] = cutTo(shown[name], member)
		}
		return object
	case []any:
		shown, isList := example.([]any)
		if !isList || len(shown) == 0 || len(shown) > len(in) {
			return in // an example shows one item at least
		}
		list := make([]any, len(shown))
		for i := range shown {
			list[i] = cutTo(shown[i], in[i])
		}
		return list
	}
	return answer
}

// withExampleStamp is an answer as it would be had everything been recorded
// when the examples say so. The bundled story was imported at one instant.
func withExampleStamp(t *testing.T, h http.Handler, answer string) string {
	t.Helper()
	stamps := parsed[struct {
		RecordedAt time.Time `json:"recorded_at"`
	}](t, get(t, h, "/v1/stories/us-ukraine-peace-talks"))
	for _, layout := range []string{time.RFC3339Nano, time.RFC3339, "20060102T150405Z"} {
		answer = strings.ReplaceAll(answer, stamps.RecordedAt.UTC().Format(layout), exampleStamp.Format(layout))
	}
	return anyIdentity.ReplaceAllString(answer, "${1}"+exampleIdentity+"$2")
}

// TestEveryAnswerHasAnExample expects a true example of each media type of each
// success.
func TestEveryAnswerHasAnExample(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).exampleGaps())
}

func (c *contract) exampleGaps() []string {
	shown := map[string]bool{}
	for _, e := range c.examples() {
		shown[e.schema] = shown[e.schema] || e.request != ""
	}
	var list []string
	for _, op := range c.operations() {
		contents, _ := c.at("paths", op.path, "get", "responses", "200", "content").(map[string]any)
		for media := range contents {
			switch {
			case strings.HasSuffix(op.path, "/document") || op.tagged("server"): // whole files, and what no two servers answer alike
			case (op.tagged("pages") || strings.HasPrefix(op.path, "/edit")) && slices.Contains([]string{"text/html", "text/css", "text/javascript", "image/svg+xml", "image/png"}, media): // to be looked at; web/test does
			case op.tagged("media"): // binary: TestPicturesAreServed has them
			case op.streams(): // without an end: TestStream reads it
			case media == parquetMedia: // binary: TestParquetColumnsAreTrue has its columns instead
				if described, _ := c.at("paths", op.path, "get", "responses", "200", "content", media, "schema", "description").(string); !columnRow.MatchString(described) {
					list = append(list, op.path+" does not describe the columns of its Parquet")
				}
			case !shown[op.pointer("responses", "200", "content", media, "schema")]:
				list = append(list, fmt.Sprintf("%s has no example of %s that names its request", op.path, media))
			}
		}
	}
	return list
}

// tagged reports whether an operation has a tag.
func (op operation) tagged(tag string) bool { return slices.Contains(op.get.Tags, tag) }

// TestSmallExamplesFit holds the examples of parameters and headers to their
// schemas.
func TestSmallExamplesFit(t *testing.T) {
	t.Parallel()
	c := theContract(t)
	var pointers []string
	for _, op := range c.operations() {
		parameters, _ := c.at("paths", op.path, "get", "parameters").([]any)
		for i := range parameters {
			pointers = append(pointers, c.follow(op.pointer("parameters", fmt.Sprint(i))))
		}
	}
	for _, name := range c.names("components", "headers") {
		pointers = append(pointers, "/components/headers/"+name)
	}
	slices.Sort(pointers)
	for _, at := range slices.Compact(pointers) {
		value := c.unresolved(at + "/example")
		if value == nil {
			t.Errorf("%s has no example", at)
			continue
		}
		if err := c.fits(at+"/schema", value); err != nil {
			t.Errorf("%s: %v", at, err)
		}
	}
}

// differences compares an example with an answer, leaving out what differs
// from server to server.
func differences(example, answer any) []string {
	one, other := steady(example), steady(answer)
	if reflect.DeepEqual(one, other) {
		return nil
	}
	var list []string
	compareValues("", one, other, &list)
	return list
}

// steady is a value without stamps, request ids and the text of cursors.
func steady(value any) any {
	switch v := value.(type) {
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = steady(item)
		}
		return list
	case map[string]any:
		object := map[string]any{}
		for name, member := range v {
			text, isText := member.(string)
			switch {
			case name == "recorded_at" || name == "updated_at" || name == "request_id":
				object[name] = "…"
			case name == "next" && isText && strings.HasPrefix(text, "/"):
				object[name] = withoutCursor(text)
			case name == "next" && isText:
				object[name] = "…"
			default:
				object[name] = steady(member)
			}
		}
		return object
	case json.Number:
		f, err := v.Float64()
		if err == nil {
			return f
		}
	}
	return value
}

func withoutCursor(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	query := u.Query()
	query.Set("cursor", "…")
	return u.Path + "?" + query.Encode()
}

func compareValues(at string, one, other any, list *[]string) {
	a, isObject := one.(map[string]any)
	b, both := other.(map[string]any)
	x, isList := one.([]any)
	y, bothLists := other.([]any)
	switch {
	case isObject && both:
		for _, name := range slices.Sorted(maps.Keys(a)) {
			if _, there := b[name]; !there {
				*list = append(*list, at+"/"+name+" is in the example alone")
				continue
			}
			compareValues(at+"/"+name, a[name], b[name], list)
		}
		for name := range b {
			if _, there := a[name]; !there {
				*list = append(*list, at+"/"+name+" is in the answer alone")
			}
		}
	case isList && bothLists && len(x) == len(y):
		for i := range x {
			compareValues(fmt.Sprintf("%s/%d", at, i), x[i], y[i], list)
		}
	case !reflect.DeepEqual(one, other):
		*list = append(*list, fmt.Sprintf("%s is %v in the example, and %v in the answer", at, one, other))
	}
}

func TestDifferencesAreFound(t *testing.T) {
	t.Parallel()
	value := func(text string) any {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	example := value(`{"data":[{"id":"a","n":1,"recorded_at":"2025"}],"page":{"next":"x"},"links":{"next":"/v1/events?cursor=x&limit=1"}}`)
	for answer, want := range map[string][]string{
		`{"data":[{"id":"a","n":1.0,"recorded_at":"2026"}],"page":{"next":"y"},"links":{"next":"/v1/events?cursor=y&limit=1"}}`: nil,
		`{"data":[{"id":"b","n":1,"recorded_at":"2026"}],"page":{"next":"y"},"links":{"next":"/v1/events?cursor=y&limit=1"}}`:   {"/data/0/id is a in the example, and b in the answer"},
		`{"data":[{"id":"a","recorded_at":"2026"}],"page":{"next":"y"},"links":{"next":"/v1/events?cursor=y&limit=1"}}`:         {"/data/0/n is in the example alone"},
		`{"data":[{"id":"a","n":1,"recorded_at":"2026"}],"page":{"next":null},"links":{"next":"/v1/events?cursor=y&limit=1"}}`:  {"/page/next is … in the example, and <nil> in the answer"},
		`{"data":[{"id":"a","n":1,"recorded_at":"2026"}],"page":{"next":"y"},"links":{"next":"/v1/events?cursor=y&limit=2"}}`:   {"/links/next is /v1/events?cursor=%E2%80%A6&limit=1 in the example, and /v1/events?cursor=%E2%80%A6&limit=2 in the answer"},
	} {
		if got := differences(example, value(answer)); !slices.Equal(got, want) {
			t.Errorf("differences with %s = %q, want %q", answer, got, want)
		}
	}
}

// TestExamplesAreCutShort only where they show something.
func TestExamplesAreCutShort(t *testing.T) {
	t.Parallel()
	example := map[string]any{"list": []any{map[string]any{"in": []any{"a"}}}, "none": []any{}}
	answer := map[string]any{"list": []any{map[string]any{"in": []any{"a", "b"}}, "c"}, "none": []any{"d"}, "more": []any{"e"}}
	want := map[string]any{"list": []any{map[string]any{"in": []any{"a"}}}, "none": []any{"d"}, "more": []any{"e"}}
	if got := cutTo(example, answer); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

var (
	heading  = regexp.MustCompile(`(?m)^## (\S+)$`)
	bold     = regexp.MustCompile(`^\*\*(\d{3})\.\*\* `)
	jsonCode = regexp.MustCompile("(?s)```json\n(.*?)```")
)

// TestErrorsAreThoseOfTheContract compares the codes of the code with the
// types of the contract and the headings of docs/errors.md, and each section
// of that page with the code it is about.
func TestErrorsAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	report(t, theContract(t).errorComplaints(string(page)))
}

func (c *contract) errorComplaints(page string) []string {
	var list, codes, types, statuses, headings []string
	for code, status := range api.Codes() {
		codes = append(codes, string(code))
		if text := fmt.Sprint(status); !slices.Contains(statuses, text) {
			statuses = append(statuses, text)
		}
	}
	for _, code := range timeline.Codes {
		if !slices.Contains(codes, string(code)) {
			list = append(list, "the api has no status for "+string(code))
		}
	}
	for _, name := range c.words("components", "schemas", "Problem", "properties", "type", "enum") {
		types = append(types, strings.TrimPrefix(name, "/docs#"))
	}
	sections := heading.Split(page, -1)[1:]
	for i, match := range heading.FindAllStringSubmatch(page, -1) {
		headings = append(headings, match[1])
		for _, complaint := range c.sectionComplaints(match[1], strings.TrimSpace(sections[i])) {
			list = append(list, "docs/errors.md: "+match[1]+" "+complaint)
		}
	}
	return slices.Concat(list,
		compare("the code", "api.Codes", "openapi.yaml", codes, types),
		compare("the code", "api.Codes", "docs/errors.md", codes, headings),
		compare("the status", "api.Codes", "openapi.yaml", statuses, texts(c.at("components", "schemas", "Problem", "properties", "status", "enum"))))
}

// sectionComplaints holds a section of docs/errors.md to its code: the status in
// bold at its start, one example of the problem, and what to do.
func (c *contract) sectionComplaints(code, section string) []string {
	var list []string
	status := fmt.Sprint(api.Codes()[timeline.Code(code)])
	if match := bold.FindStringSubmatch(section); match == nil || match[1] != status {
		list = append(list, "does not begin with its status, "+status)
	}
	if !strings.Contains(section, "**Do:** ") {
		list = append(list, "does not say what to do")
	}
	blocks := jsonCode.FindAllStringSubmatch(section, -1)
	if len(blocks) != 1 {
		return append(list, fmt.Sprintf("has %d examples, not one", len(blocks)))
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(blocks[0][1]))
	if err == nil {
		err = c.fits("/components/schemas/Problem", value)
	}
	if err != nil {
		return append(list, "has an example that is no problem: "+err.Error())
	}
	if object := value.(map[string]any); object["type"] != "/docs#"+code || fmt.Sprint(object["status"]) != status {
		list = append(list, fmt.Sprintf("has an example of %v with %v", object["type"], object["status"]))
	}
	for _, e := range c.examples() {
		object, _ := e.value.(map[string]any)
		if object["type"] == "/docs#"+code && !reflect.DeepEqual(e.value, value) {
			list = append(list, "has another example than openapi.yaml")
		}
	}
	return list
}
