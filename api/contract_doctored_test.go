package api_test

import (
	"bytes"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/dateline"
	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

// TestContractChecksComplain doctors the contract, or the page about errors,
// in every way that a comparison with the code must notice.
func TestContractChecksComplain(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	errors := func(c *contract) []string { return c.errorComplaints(string(page)) }
	h := api.New(storetest.Bundled(t), api.Config{})
	examples := func(c *contract) []string { return c.exampleComplaints(t, h) }
	columns := func(c *contract) []string { return c.parquetComplaints(t, h) }
	tests := []struct {
		name, before, after string
		check               func(*contract) []string
		want                string
	}{
		{"a place that parameters are never in", "in: path", "in: body", (*contract).documentComplaints, "$.components.parameters.EventId.in"},
		{"a route with another path", "  /v1/topics/{id}:\n", "  /v1/subjects/{id}:\n", (*contract).routeComplaints, "the route GET /v1/topics/{id} is not in openapi.yaml"},
		{"a route more", "  /healthz:\n    get:\n", "  /healthz:\n    delete: {responses: {'204': {description: Gone}}}\n    get:\n", (*contract).routeComplaints, "the route DELETE /healthz is not in api.Routes"},
		{"a parameter with another name", "    Speaker:\n      name: speaker\n", "    Speaker:\n      name: by\n", (*contract).parameterComplaints, "/v1/quotes: the parameter speaker is not in openapi.yaml"},
		{"a parameter twice", "    Speaker:\n      name: speaker\n", "    Speaker:\n      name: about\n", (*contract).parameterComplaints, "/v1/quotes: the parameter about is twice in openapi.yaml"},
		{"a field more", "        wikidata:\n", "        colour: {type: string}\n        wikidata:\n", (*contract).fieldComplaints, "Actor: the field colour is not in the code"},
		{"a field with another name", "        section:\n", "        heading:\n", (*contract).fieldComplaints, "Citation: the field section is not in openapi.yaml"},
		{"a field that may be left out", "required: [id, events]", "required: [id]", (*contract).fieldComplaints, "Topic: the required field events is not in openapi.yaml"},
		{"a schema that takes anything", "      required: [text, citations]\n      unevaluatedProperties: false\n", "      required: [text, citations]\n", (*contract).fieldComplaints, "Note does not say that it has no other fields"},
		{"a word more", "enum: [direct, indirect]", "enum: [direct, indirect, sung]", (*contract).vocabularyComplaints, "sung"},
		{"an order gone", "enum: [date, -date, story, recorded,", "enum: [date, story, recorded,", (*contract).vocabularyComplaints, "order/schema/enum"},
		{"a bound", "maximum: 1000, default: 50", "maximum: 500, default: 50", (*contract).boundComplaints, "components/parameters/Limit/schema/maximum is 500"},
		{"a format of a list gone", "jsonfeed, timelinejs, timelinejs-csv, parquet], default", "jsonfeed, timelinejs, parquet], default", (*contract).formatComplaints, "the formats of /v1/events are"},
		{"a media type more", "            application/geo+json:\n", "            text/x-none: {schema: {type: string}}\n            application/geo+json:\n", (*contract).formatComplaints, "the media types of /v1/places are"},
		{"a format of imports more", "enum: [auto, story, ndjson, ", "enum: [auto, story, ndjson, docx, ", (*contract).importComplaints, "the formats of imports are"},
		{"a media type of imports gone", "          application/octet-stream:\n            schema: {type: string}\n", "", (*contract).importComplaints, "the media types of imports are"},
		{"a type of problem gone", "            - /docs#unavailable\n", "", errors, "the code unavailable is not in openapi.yaml"},
		{"a status gone", "enum: [400, 401, 403, 404,", "enum: [401, 403, 404,", errors, "the status 400 is not in openapi.yaml"},
		{"another example of a problem", "Did you mean actor?", "Did you mean role?", errors, "unknown-parameter has another example than openapi.yaml"},
		{"an example that does not fit", "x-example-request: \"/v1/places/geneva\"\n                  value:\n", "x-example-request: \"/v1/places/geneva\"\n                  value:\n                    capital: no\n", examples, "/capital is in the example alone"},
		{"a media type without an example", "              examples:\n                call: {$ref: '#/components/examples/CallAtom'}\n", "", (*contract).exampleGaps, "/v1/events has no example of application/atom+xml"},
		{"an example in text that is not true", "DTSTART;VALUE=DATE:20250305", "DTSTART;VALUE=DATE:20250306", examples, "/v1/events?type=call&format=ics: the example is"},
		{"an example cut short that is not true", `"length":4363,"notes"`, `"length":4362,"notes"`, examples, "/v1/sources?format=ndjson: /length is 4362 in the example"},
		{"an item of an example cut short that is not true", "        - '@id': http://localhost:8080/v1/sources?format=jsonld\n", "        - '@id': http://localhost:8080/v1/sources?format=json\n", examples, "/v1/sources?format=jsonld: /@graph/0/@id is"},
		{"a column of Parquet gone", "        | `uncertain` | true or false |\n", "", columns, "/v1/quotes sends in Parquet"},
		{"columns of Parquet gone", "        | `", "        - `", (*contract).exampleGaps, "/v1/events does not describe the columns of its Parquet"},
		{"an example that is not true", "value: {status: ready}", "value: {status: ok}", examples, "/status is ok in the example, and ready in the answer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.ReplaceAll(string(dateline.OpenAPI), tt.before, tt.after)
			if text == string(dateline.OpenAPI) {
				t.Fatalf("%q is not in openapi.yaml", tt.before)
			}
			c, err := parseContract([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(tt.check(c), "\n"); !strings.Contains(got, tt.want) {
				t.Errorf("complaints = %q, want %q among them", got, tt.want)
			}
		})
	}
}

func TestErrorsPageChecksComplain(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, before, after, want string }{
		{"a section gone", "## unavailable\n", "### unavailable\n", "the code unavailable is not in docs/errors.md"},
		{"a section more", "## unavailable\n", "## teapot\n", "the code teapot is not in api.Codes"},
		{"another status", "**404.**", "**410.**", "not-found does not begin with its status, 404"},
		{"no advice", "**Do:** ask in several requests.", "", "uri-too-long does not say what to do"},
		{"an example that does not fit", `"title": "URI too long",`, ``, "uri-too-long has an example that is no problem"},
		{"an example of another code", `"type": "/docs#uri-too-long"`, `"type": "/docs#not-found"`, "uri-too-long has an example of /docs#not-found with 414"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			page := strings.Replace(string(text), tt.before, tt.after, 1)
			if complaints := theContract(t).errorComplaints(page); !slices.ContainsFunc(complaints, func(s string) bool { return strings.Contains(s, tt.want) }) {
				t.Errorf("complaints = %q, want %q among them", complaints, tt.want)
			}
		})
	}
}

// TestValidateComplains doctors a true answer in every way that validate must
// notice.
func TestValidateComplains(t *testing.T) {
	t.Parallel()
	c, h := theContract(t), serveAll(t)
	tests := []struct {
		name, target string
		doctor       func(rec *httptest.ResponseRecorder)
		want         string
	}{
		{"nothing", "/v1/events/full-event", func(*httptest.ResponseRecorder) {}, ""},
		{"a status", "/v1/events", func(rec *httptest.ResponseRecorder) { rec.Code = 201 }, "the status 201 is not in the contract"},
		{"a header gone", "/v1/events", func(rec *httptest.ResponseRecorder) { rec.Header().Del("ETag") }, "the header ETag is missing"},
		{"a header more", "/v1/events", func(rec *httptest.ResponseRecorder) { rec.Header().Set("X-Powered-By", "x") }, "the header X-Powered-By is not in the contract"},
		{"a header's value", "/v1/events", func(rec *httptest.ResponseRecorder) { rec.Header().Set("ETag", `"1"`) }, `the header ETag is "\"1\""`},
		{"a media type", "/v1/events", func(rec *httptest.ResponseRecorder) { rec.Header().Set("Content-Type", "text/html") }, `the media type is "text/html"`},
		{"a field more", "/v1/events/full-event", replace(`"id":`, `"colour":"red","id":`), "colour"},
		{"a field gone", "/v1/events/full-event", replace(`"codes":["cameo:040"],`, ``), "is not a whole Event"},
		{"a field more, inside", "/v1/events/full-event", replace(`"role":"speaker"`, `"role":"speaker","rank":1`), "rank"},
		{"a word", "/v1/events/full-event", replace(`"status":"occurred"`, `"status":"done"`), "status"},
		{"a null", "/v1/events/full-event", replace(`"topics":["testing"]`, `"topics":null`), "topics"},
		{"a field that was not asked for", "/v1/events/full-event?fields=title", replace(`"title":`, `"codes":[],"title":`), "codes, which was not asked for"},
		{"a field that was asked for", "/v1/events/full-event?fields=title", replace(`,"title":"An event with every field"`, ``), "lacks the field title"},
		{"a total", "/v1/events?limit=1", replace(`"limit":1,`, `"limit":1,"total":3,`), "page.total"},
		{"a link", "/v1/events?limit=1", replace(`"self":"/v1/events?`, `"self":"/v1/event?`), "the header Link"},
		{"an extra", "/v1/events?include=actors", replace(`"included":{`, `"included":{"places":[],`), "included has"},
		{"JSON", "/v1/events?limit=1", replace(`{"data":`, `{"data"`), "decode"},
		{"a file's field", "/v1/stories/every-field/document?format=yaml", replace("summary: It exists", "colour: red\n  summary: It exists"), "colour"},
		{"a type of problem", "/v1/events/nothing", replace("/docs#not-found", "/docs#gone"), "type"},
		{"a problem's instance", "/v1/events/nothing", replace(`"instance":"/v1/events/nothing"`, `"instance":"/v1/events"`), "the problem's instance"},
		{"a problem's request", "/v1/events/nothing", func(rec *httptest.ResponseRecorder) { rec.Header().Set("X-Request-Id", "other") }, "the problem's request_id"},
		{"a problem anywhere", "/nothing", replace(`"detail":`, `"code":1,"detail":`), "code"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			req, rec := httptest.NewRequest(http.MethodGet, tt.target, nil), httptest.NewRecorder()
			h.ServeHTTP(rec, req)
			before := rec.Body.String()
			tt.doctor(rec)
			if tt.want != "" && rec.Body.String() == before && strings.HasPrefix(tt.name, "a field") {
				t.Fatalf("nothing to doctor in %.300s", before)
			}
			got := strings.Join(c.complaints(req, doctored(rec).Result()), "\n")
			if (tt.want == "") != (got == "") || !strings.Contains(got, tt.want) {
				t.Errorf("complaints = %q, want %q among them", got, tt.want)
			}
		})
	}
}

func replace(before, after string) func(*httptest.ResponseRecorder) {
	return func(rec *httptest.ResponseRecorder) {
		rec.Body = bytes.NewBuffer(bytes.Replace(rec.Body.Bytes(), []byte(before), []byte(after), 1))
	}
}

// doctored is the answer that a recorder holds now, not the one that it saw.
func doctored(rec *httptest.ResponseRecorder) *httptest.ResponseRecorder {
	again := httptest.NewRecorder()
	maps.Copy(again.Header(), rec.Header())
	again.WriteHeader(rec.Code)
	_, _ = again.Write(rec.Body.Bytes())
	return again
}
