package api_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/pb33f/jsonschema/v6"
	v3 "github.com/pb33f/libopenapi/datamodel/high/v3"
)

// always are the headers that every answer of any server may have; the
// contract does not list them.
var always = []string{
	"Connection", "Content-Length", "Content-Type", "Date",
	"Content-Security-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Content-Type-Options",
}

// validate holds a recorded answer to openapi.yaml: its status, headers, media
// type and content, and that these agree with one another and the request.
func validate(t testing.TB, req *http.Request, rec *httptest.ResponseRecorder) {
	t.Helper()
	for _, complaint := range theContract(t).complaints(req, rec.Result()) {
		t.Errorf("%s %s: %s", req.Method, req.URL.RequestURI(), complaint)
	}
}

// complaints is what is wrong with an answer, in sentences.
func (c *contract) complaints(req *http.Request, res *http.Response) []string {
	body, err := decoded(res)
	if err != nil {
		return []string{"the content cannot be read: " + err.Error()}
	}
	if req.Method == http.MethodHead && len(body) > 0 {
		return []string{"an answer to HEAD has content"}
	}
	op, known := c.find(req.URL.Path)
	switch {
	case req.Method == http.MethodOptions && known:
		return optionsComplaints(op, res, body)
	case !known:
		return c.failureComplaints(req, res, body, http.StatusNotFound)
	}
	if read := req.Method == http.MethodGet || req.Method == http.MethodHead; !read || op.get == nil {
		var described bool
		if op, described = op.with(req.Method); !described {
			return c.failureComplaints(req, res, body, http.StatusMethodNotAllowed)
		}
	}
	described := op.get.Responses.Codes.GetOrZero(strconv.Itoa(res.StatusCode))
	if described == nil {
		return []string{fmt.Sprintf("the status %d is not in the contract", res.StatusCode)}
	}
	list := c.headerComplaints(op, described, req, res)
	if described.Content == nil && res.StatusCode != http.StatusNotModified {
		if len(body) > 0 {
			list = append(list, "an answer that has none has content")
		}
		return list
	}
	if req.Method == http.MethodHead {
		return append(list, mediaComplaints(described, res)...)
	}
	if res.StatusCode == http.StatusNotModified {
		if len(body) > 0 || res.Header.Get("Content-Type") != "" {
			list = append(list, "a 304 has content")
		}
		return list
	}
	list = append(list, mediaComplaints(described, res)...)
	if mediaOf(res) == "application/x-ndjson" {
		return append(list, c.lineComplaints(op, req, body)...)
	}
	list = append(list, c.bodyComplaints(op, req, res, body)...)
	if media := mediaOf(res); len(list) == 0 && media == "text/csv" {
		if err := c.fits(op.pointer("responses", "200", "content", media, "schema"), string(body)); err != nil {
			list = append(list, err.Error())
		}
	}
	if op.method != "get" && res.StatusCode < http.StatusBadRequest {
		return list
	}
	if media := mediaOf(res); len(list) > 0 || (media != "application/json" && media != "application/problem+json") {
		return list
	}
	return c.agreementComplaints(op, req, res, body)
}

// lineComplaints holds each line of NDJSON to the schema of its record: the
// validator knows no JSON of many values.
func (c *contract) lineComplaints(op operation, req *http.Request, body []byte) []string {
	schema, _ := c.recordSchema(op)
	fields := fieldsAsked(req)
	var list []string
	for line := range bytes.Lines(body) {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			return append(list, err.Error())
		}
		if op.view() != "" {
			if err := c.fits("/components/schemas/AggregateRow", value); err != nil {
				list = append(list, err.Error())
			}
			continue
		}
		record, _ := value.(map[string]any)
		if op.path == "/v1/changes" {
			list = append(list, c.recordComplaints("Change", record, nil)...)
			continue
		}
		if resource := strings.ToLower(schema); record["entity"] != resource {
			list = append(list, fmt.Sprintf("the entity is %v, not %s", record["entity"], resource))
		}
		delete(record, "entity")
		list = append(list, c.recordComplaints(schema, record, fields)...)
	}
	return list
}

// decoded is the content of an answer, decompressed.
func decoded(res *http.Response) ([]byte, error) {
	body, err := io.ReadAll(res.Body)
	if err != nil || len(body) == 0 {
		return nil, err
	}
	switch coding := res.Header.Get("Content-Encoding"); coding {
	case "":
		return body, nil
	case "gzip":
		r, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	case "zstd":
		r, err := zstd.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		defer r.Close()
		return io.ReadAll(r)
	default:
		return nil, fmt.Errorf("it is in the coding %q", coding)
	}
}

// optionsComplaints holds an answer to what the contract says of OPTIONS in
// its description.
func optionsComplaints(op operation, res *http.Response, body []byte) []string {
	var list []string
	want := []string{"OPTIONS"}
	for method := range op.item.GetOperations().KeysFromOldest() {
		want = append(want, strings.ToUpper(method))
	}
	if op.get != nil {
		want = append(want, "HEAD")
	}
	slices.Sort(want)
	if res.StatusCode != http.StatusNoContent || len(body) > 0 {
		list = append(list, fmt.Sprintf("OPTIONS is answered %d with %d bytes, not 204 without content", res.StatusCode, len(body)))
	}
	for _, name := range []string{"Allow", "Access-Control-Allow-Methods"} {
		got := strings.Split(res.Header.Get(name), ", ")
		if slices.Sort(got); !slices.Equal(got, want) {
			list = append(list, fmt.Sprintf("%s is %q, not %q", name, got, want))
		}
	}
	for _, name := range []string{"Access-Control-Allow-Headers", "Access-Control-Allow-Origin", "X-Request-Id"} {
		if res.Header.Get(name) == "" {
			list = append(list, "OPTIONS is answered without "+name)
		}
	}
	return list
}

// failureComplaints holds an answer outside any operation to its description.
func (c *contract) failureComplaints(req *http.Request, res *http.Response, body []byte, status int) []string {
	if res.StatusCode != status && res.StatusCode != http.StatusRequestURITooLong {
		return []string{fmt.Sprintf("the status is %d, not %d", res.StatusCode, status)}
	}
	var list []string
	if status == http.StatusMethodNotAllowed && res.Header.Get("Allow") == "" {
		list = append(list, "a 405 has no Allow")
	}
	if got := res.Header.Get("Content-Type"); got != "application/problem+json" {
		list = append(list, fmt.Sprintf("the media type is %q", got))
	}
	if req.Method == http.MethodHead {
		return list
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err == nil {
		err = c.fits("/components/schemas/Problem", value)
	}
	if err != nil {
		return append(list, err.Error())
	}
	return append(list, problemComplaints(req, res, value.(map[string]any))...)
}

// headerComplaints finds headers that are missing, wrong or not described.
func (c *contract) headerComplaints(op operation, described *v3.Response, req *http.Request, res *http.Response) []string {
	var list []string
	for name, header := range described.Headers.FromOldest() {
		values := res.Header.Values(name)
		if len(values) == 0 {
			if header.Required {
				list = append(list, "the header "+name+" is missing")
			}
			continue
		}
		joined := strings.Join(values, ", ")
		var value any = joined
		if slices.Contains(header.Schema.Schema().Type, "integer") {
			value = json.Number(joined)
		}
		schema := c.follow(op.pointer("responses", strconv.Itoa(res.StatusCode)), "headers", name, "schema")
		if err := c.fits(schema, value); err != nil {
			list = append(list, fmt.Sprintf("the header %s is %q: %v", name, joined, err))
		}
	}
	for name := range res.Header {
		_, declared := described.Headers.Get(name)
		for written := range described.Headers.KeysFromOldest() {
			declared = declared || strings.EqualFold(written, name)
		}
		if !declared && !slices.Contains(always, name) {
			list = append(list, "the header "+name+" is not in the contract")
		}
	}
	slices.Sort(list)
	return list
}

// mediaOf is the media type of an answer, without parameters.
func mediaOf(res *http.Response) string {
	media, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";")
	return media
}

func mediaComplaints(described *v3.Response, res *http.Response) []string {
	media := mediaOf(res)
	if text := res.Header.Get("Content-Type"); text != media && text != media+"; charset=utf-8" {
		return []string{fmt.Sprintf("the media type is %q", text)}
	}
	if _, ok := described.Content.Get(media); !ok {
		return []string{fmt.Sprintf("the media type is %q, not one of %s", media, slices.Collect(described.Content.KeysFromOldest()))}
	}
	return nil
}

// bodyComplaints asks the validator about the content.
func (c *contract) bodyComplaints(op operation, req *http.Request, res *http.Response, body []byte) []string {
	asked := req.Clone(req.Context())
	asked.Method = strings.ToUpper(op.method)
	answered := *res
	answered.Header = http.Header{"Content-Type": res.Header.Values("Content-Type")}
	for name := range res.Header {
		answered.Header[name] = res.Header[name]
	}
	answered.Body = io.NopCloser(bytes.NewReader(body))
	_, errs := c.validator().GetResponseBodyValidator().ValidateResponseBodyWithPathItem(asked, &answered, op.item, op.path)
	var list []string
	for _, err := range errs {
		text := err.Message + ": " + err.Reason
		for _, cause := range err.SchemaValidationErrors {
			text += "; " + cause.Reason + " at " + strings.Join(cause.InstancePath, "/")
		}
		list = append(list, text)
	}
	return list
}

// agreementComplaints compares the parts of an answer that say the same, and
// what was asked for with what came: a schema cannot.
func (c *contract) agreementComplaints(op operation, req *http.Request, res *http.Response, body []byte) []string {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return []string{err.Error()}
	}
	object, _ := value.(map[string]any)
	if _, asks := object["conflicts"]; asks {
		return nil // no failure, but a question: WorkConflict
	}
	if res.StatusCode != http.StatusOK {
		return problemComplaints(req, res, object)
	}
	asked := req.URL.Query()
	full, isList := c.recordSchema(op)
	if full == "" {
		return nil // no records
	}
	fields := fieldsAsked(req)
	if !isList {
		return c.recordComplaints(full, object, fields)
	}
	list := listComplaints(object, res, asked.Get("count") == "true", strings.Join(asked["include"], ","))
	for _, record := range object["data"].([]any) {
		list = append(list, c.recordComplaints(full, record.(map[string]any), fields)...)
	}
	return list
}

// fieldsAsked are the fields that a request names; nil for all.
func fieldsAsked(req *http.Request) []string {
	asked := req.URL.Query()
	if !asked.Has("fields") {
		return nil
	}
	return strings.Split(strings.Join(asked["fields"], ","), ",")
}

// recordSchema is the name of the schema of an operation's whole records, and
// whether it answers with a list of them.
func (c *contract) recordSchema(op operation) (name string, isList bool) {
	schema, _ := c.at("paths", op.path, "get", "responses", "200", "content", "application/json", "schema").(map[string]any)
	if properties, ok := schema["properties"].(map[string]any); ok {
		data, _ := properties["data"].(map[string]any)
		schema, _ = data["items"].(map[string]any)
		isList = data != nil
	}
	either, _ := schema["anyOf"].([]any)
	if len(either) == 0 {
		return "", false
	}
	ref, _ := either[0].(map[string]any)["$ref"].(string)
	return strings.TrimPrefix(ref, "#/components/schemas/"), isList
}

// recordComplaints holds a record to the fields that were asked for: nil for
// all of them.
func (c *contract) recordComplaints(schema string, record map[string]any, fields []string) []string {
	if fields == nil {
		if err := c.fits("/components/schemas/"+schema, record); err != nil {
			return []string{fmt.Sprintf("%v is not a whole %s: %v", record["id"], schema, err)}
		}
		return nil
	}
	var list []string
	for name := range record {
		if name != "id" && !slices.Contains(fields, name) {
			list = append(list, fmt.Sprintf("%v has the field %s, which was not asked for", record["id"], name))
		}
	}
	for _, name := range append(c.words("components", "schemas", schema, "required"), "id") {
		if _, there := record[name]; !there && (name == "id" || slices.Contains(fields, name)) {
			list = append(list, fmt.Sprintf("%v lacks the field %s, which was asked for", record["id"], name))
		}
	}
	return list
}

func listComplaints(object map[string]any, res *http.Response, counted bool, include string) []string {
	var list []string
	page, links := object["page"].(map[string]any), object["links"].(map[string]any)
	if _, total := page["total"]; total != counted {
		list = append(list, fmt.Sprintf("page.total is there: %t; it was asked for: %t", total, counted))
	}
	if (page["next"] == nil) != (links["next"] == nil) {
		list = append(list, "page.next and links.next disagree on whether there is a next page")
	}
	header := fmt.Sprintf(`<%v>; rel="self"`, links["self"])
	if links["next"] != nil {
		header += fmt.Sprintf(`, <%v>; rel="next"`, links["next"])
	}
	if got := res.Header.Get("Link"); got != header {
		list = append(list, fmt.Sprintf("the header Link is %q, and links make %q", got, header))
	}
	included, _ := object["included"].(map[string]any)
	got := strings.Join(slices.Sorted(maps.Keys(included)), ",")
	want := strings.Split(include, ",")
	slices.Sort(want)
	if got != strings.Join(slices.Compact(want), ",") {
		list = append(list, fmt.Sprintf("included has %q, and %q was asked for", got, include))
	}
	return list
}

func problemComplaints(req *http.Request, res *http.Response, problem map[string]any) []string {
	var list []string
	for _, same := range []struct {
		what      string
		got, want any
	}{
		{"status", fmt.Sprint(problem["status"]), strconv.Itoa(res.StatusCode)},
		{"instance", problem["instance"], req.URL.EscapedPath()},
		{"request_id", problem["request_id"], res.Header.Get("X-Request-Id")},
	} {
		if same.got != same.want {
			list = append(list, fmt.Sprintf("the problem's %s is %v, not %v", same.what, same.got, same.want))
		}
	}
	if detail, _ := problem["detail"].(string); strings.TrimSpace(detail) == "" {
		list = append(list, "the problem has no detail")
	}
	return list
}
