package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pb33f/jsonschema/v6"
	v3 "github.com/pb33f/libopenapi/datamodel/high/v3"

	"example.org/dateline/api"
	"example.org/dateline/api/edit"
	"example.org/dateline/api/media"
	"example.org/dateline/api/pages"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// serveAll is a server with the bundled story and one that fills every field.
func serveAll(t *testing.T) http.Handler {
	t.Helper()
	return api.New(storeOfAll(t), api.Config{Heartbeat: time.Millisecond})
}

// storeOfAll holds the bundled story, and one with every field there is.
func storeOfAll(t *testing.T) *store.Store {
	t.Helper()
	text, err := os.ReadFile("testdata/every-field.yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := convert.ReadStory(text)
	if err != nil {
		t.Fatal(err)
	}
	st := storetest.Bundled(t)
	storetest.AddPicture(t, st)
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	return st
}

// ask sends a request, holds the answer to the contract and returns it.
func ask(t *testing.T, h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	if op, _ := theContract(t).find(req.URL.Path); op.streams() {
		ctx, hangUp := context.WithCancel(req.Context())
		defer hangUp()
		req = req.WithContext(ctx)
		h.ServeHTTP(&listening{rec, hangUp}, req) // however long it takes
	} else {
		h.ServeHTTP(rec, req)
	}
	validate(t, req, rec)
	return rec
}

// streams reports whether the answers of an operation go on until the client
// hangs up.
func (op operation) streams() bool { return op.path == "/v1/events/stream" }

// asked is an answer's JSON.
func asked(t *testing.T, rec *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(rec.Body.Bytes()))
	object, ok := value.(map[string]any)
	if err != nil || !ok {
		t.Fatalf("no JSON object: %v: %.200s", err, rec.Body)
	}
	return object
}

// target is an operation's address with the examples of its path parameters and
// of the query parameters that it needs.
func (op operation) target(t *testing.T) string {
	t.Helper()
	query := url.Values{}
	for _, p := range op.parameters("query") {
		if p.Required != nil && *p.Required {
			query[p.Name] = exampleOf(t, p)
		}
	}
	return op.address(t, query)
}

// address is an operation's address with the examples of its path parameters
// and a query. A histogram gets a range: without one it would go back to an
// event before the Earth.
func (op operation) address(t *testing.T, query url.Values) string {
	t.Helper()
	if op.view() == "histogram" && !query.Has("date") {
		for name, year := range map[string]string{"from": "2024", "to": "2025"} {
			if !query.Has(name) {
				query.Set(name, year)
			}
		}
	}
	path := op.path
	for _, p := range op.parameters("path") {
		path = strings.ReplaceAll(path, "{"+p.Name+"}", p.Example.Value)
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// view is the last part of the path of a view of events, such as facets, "" for
// no view.
func (op operation) view() string {
	name := op.path[strings.LastIndex(op.path, "/")+1:]
	if _, known := timeline.AggregateParameters()[name]; !known {
		return ""
	}
	return name
}

func TestRoutesAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).routeComplaints())
}

func report(t *testing.T, complaints []string) {
	t.Helper()
	for _, complaint := range complaints {
		t.Error(complaint)
	}
}

func (c *contract) routeComplaints() []string {
	var served, described []string
	for _, r := range api.Routes() {
		served = append(served, r.Method+" "+inContract(r.Path))
	}
	for path, item := range c.model.Paths.PathItems.FromOldest() {
		for method := range item.GetOperations().KeysFromOldest() {
			described = append(described, strings.ToUpper(method)+" "+path)
		}
	}
	return compare("the route", "api.Routes", "openapi.yaml", served, described)
}

// inContract is the path of a route as the contract writes it.
func inContract(path string) string {
	steps := strings.Split(path, "/")
	for i, s := range steps {
		if name, ok := strings.CutPrefix(strings.Replace(s, "*", ":", 1), ":"); ok {
			steps[i] = "{" + name + "}"
		}
	}
	return strings.Join(steps, "/")
}

// TestEveryPathAnswersEveryMethod holds the answers to all methods to the
// contract: GET as described, HEAD alike, OPTIONS, a token asked for by each
// write, and 405 for the rest.
func TestEveryPathAnswersEveryMethod(t *testing.T) {
	t.Parallel()
	h := serveAll(t)
	for _, op := range theContract(t).operations() {
		t.Run(op.path, func(t *testing.T) {
			got := ask(t, h, http.MethodGet, op.target(t), "X-Request-Id", "same")
			if got.Code != http.StatusOK {
				t.Fatalf("GET answers %d: %.300s", got.Code, got.Body)
			}
			head := ask(t, h, http.MethodHead, op.target(t), "X-Request-Id", "same")
			if head.Code != got.Code || fmt.Sprint(head.Header()) != fmt.Sprint(got.Header()) {
				t.Errorf("HEAD answers %d %v, and GET %d %v", head.Code, head.Header(), got.Code, got.Header())
			}
			ask(t, h, http.MethodOptions, op.target(t))
			for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, "BREW"} {
				want := http.StatusMethodNotAllowed
				if _, writes := op.with(method); writes {
					want = http.StatusUnauthorized
				}
				if rec := ask(t, h, method, op.target(t)); rec.Code != want {
					t.Errorf("%s answers %d, not %d", method, rec.Code, want)
				}
			}
			if tag := got.Header().Get("ETag"); tag != "" {
				if rec := ask(t, h, http.MethodGet, op.target(t), "If-None-Match", tag); rec.Code != http.StatusNotModified {
					t.Errorf("GET with the ETag in If-None-Match answers %d", rec.Code)
				}
			}
			for _, coding := range []string{"gzip", "zstd"} {
				ask(t, h, http.MethodGet, op.target(t), "Accept-Encoding", coding)
			}
		})
	}
}

// resource is the resource that a list of the contract is of, "" for no list. The
// log is none: it has entries.
func (op operation) resource() string {
	name, found := strings.CutPrefix(op.path, "/v1/")
	if !found || strings.ContainsAny(name, "/.") || name == "changes" {
		return ""
	}
	return name
}

func parameterNames(list []*v3.Parameter) []string {
	var names []string
	for _, p := range list {
		names = append(names, p.Name)
	}
	return names
}

func TestParametersAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).parameterComplaints())
}

func (c *contract) parameterComplaints() []string {
	var list []string
	lists, views := timeline.ListParameters(), timeline.AggregateParameters()
	compared, shown := 0, map[string]bool{}
	for _, op := range c.operations() {
		var taken []string
		switch {
		case op.resource() != "":
			taken = append(slices.Clone(lists[op.resource()]), "format", "bom")
			compared++
		case op.path == "/v1/timeline.csv":
			taken = append(api.SheetParameters(), "format", "bom")
		case op.path == "/v1/quotes/facets":
			taken = append(timeline.QuoteFacetParameters(), "format", "bom")
		case op.view() != "":
			taken = append(slices.Clone(views[op.view()]), "format", "bom")
			shown[op.view()] = true
		case op.path == "/v1/changes":
			taken = append(timeline.ChangeParameters(), "format")
		case op.streams():
			taken = timeline.StreamParameters()
		case strings.HasSuffix(op.path, "/revisions"):
			taken = append(timeline.RevisionParameters(), "format")
		case strings.HasSuffix(op.path, "/document"):
			taken = []string{"as_of", "format"}
		case pages.Parameters()[op.path] != nil:
			taken = pages.Parameters()[op.path]
		case media.Parameters()[op.path] != nil:
			taken = media.Parameters()[op.path]
		case edit.Parameters()[op.path] != nil:
			taken = edit.Parameters()[op.path]
		case strings.HasPrefix(op.path, "/v1/topics/"):
			taken = []string{"fields", "format", "bom"}
		case strings.HasPrefix(op.path, "/v1/"):
			taken = []string{"fields", "as_of", "format", "bom"}
		}
		for _, complaint := range compare("the parameter", "the code", "openapi.yaml", taken, parameterNames(op.parameters("query"))) {
			list = append(list, op.path+": "+complaint)
		}
	}
	if compared != len(lists) {
		list = append(list, fmt.Sprintf("the contract has %d of %d lists", compared, len(lists)))
	}
	if len(shown) != len(views) {
		list = append(list, fmt.Sprintf("the contract has %d of %d views", len(shown), len(views)))
	}
	return append(list, compare("the parameter", "QueryParameters", "ListParameters", timeline.QueryParameters(), lists["events"])...)
}

// TestDescribedParametersAreTaken sends the example of every parameter, and
// TestOthersAreRefused every parameter that the contract has elsewhere and a few
// that it has nowhere.
func TestDescribedParametersAreTaken(t *testing.T) {
	t.Parallel()
	h := serveAll(t)
	for _, op := range theContract(t).operations() {
		for _, p := range op.parameters("query") {
			t.Run(op.path+" "+p.Name, func(t *testing.T) {
				query := url.Values{p.Name: exampleOf(t, p)}
				for _, needed := range op.parameters("query") {
					if needed.Required != nil && *needed.Required {
						query[needed.Name] = exampleOf(t, needed)
					}
				}
				if p.Name == "cursor" && pages.Parameters()[op.path] != nil {
					return // TestLongStory has a story of several pages
				}
				if p.Name == "cursor" && strings.HasSuffix(op.path, "/revisions") {
					return // TestRevisions has a record of several pages
				}
				if p.Name == "cursor" {
					list := strings.Replace(op.target(t), "timeline.csv", "events", 1) // the sheet pages as the list does
					first := asked(t, ask(t, h, http.MethodGet, list+"?limit=1"))
					next, _ := first["page"].(map[string]any)["next"].(string)
					if next == "" {
						t.Fatal("the list has too few records to have a second page")
					}
					query.Set("cursor", next)
				}
				if rec := ask(t, h, http.MethodGet, op.address(t, query)); rec.Code != http.StatusOK {
					t.Errorf("?%s answers %d: %s", query.Encode(), rec.Code, rec.Body)
				}
			})
		}
	}
}

// exampleOf spells a parameter's example as its style says.
func exampleOf(t *testing.T, p *v3.Parameter) []string {
	t.Helper()
	if p.Example == nil {
		t.Fatal("the parameter has no example")
	}
	value, err := plain(p.Example)
	if err != nil {
		t.Fatal(err)
	}
	list, many := value.([]any)
	if !many {
		return []string{fmt.Sprint(value)}
	}
	var words []string
	for _, item := range list {
		words = append(words, fmt.Sprint(item))
	}
	if p.Explode != nil && !*p.Explode {
		return []string{strings.Join(words, ",")}
	}
	return words
}

// TestOthersAreRefused holds the API to that, and all else, which readers come to
// by addresses that others have written, to ignoring them.
func TestOthersAreRefused(t *testing.T) {
	t.Parallel()
	h := serveAll(t)
	all := []string{"no-such-parameter", "Limit", "data"}
	for _, op := range theContract(t).operations() {
		all = append(all, parameterNames(op.parameters("query"))...)
	}
	slices.Sort(all)
	for _, op := range theContract(t).operations() {
		described := parameterNames(op.parameters("query"))
		if !strings.HasPrefix(op.path, "/v1") {
			query := url.Values{}
			for _, name := range all {
				query.Set(name, "1")
			}
			for _, p := range op.parameters("query") {
				if query.Del(p.Name); p.Required != nil && *p.Required {
					query[p.Name] = exampleOf(t, p)
				}
			}
			if rec := ask(t, h, http.MethodGet, op.address(t, query)); rec.Code != http.StatusOK {
				t.Errorf("%s answers %d for parameters that it does not know", op.path, rec.Code)
			}
			continue
		}
		for _, name := range slices.Compact(slices.Clone(all)) {
			if slices.Contains(described, name) {
				continue
			}
			target := op.address(t, url.Values{name: {"1"}})
			rec := ask(t, h, http.MethodGet, target)
			if got := asked(t, rec); got["type"] != "/docs#unknown-parameter" || got["parameter"] != name {
				t.Errorf("%s answers %d, %v for %v", target, rec.Code, got["type"], got["parameter"])
			}
		}
	}
}

// TestPagesFollowOneAnother walks each list by its links, one record a page,
// and finds every record once.
func TestPagesFollowOneAnother(t *testing.T) {
	t.Parallel()
	h := serveAll(t)
	for _, op := range theContract(t).operations() {
		if op.resource() == "" {
			continue
		}
		t.Run(op.path, func(t *testing.T) {
			whole := asked(t, ask(t, h, http.MethodGet, op.path+"?limit=1000&count=true&fields=id"))
			var walked []any
			for next := any(op.path + "?fields=id&limit=1"); next != nil && len(walked) < 1000; {
				page := asked(t, ask(t, h, http.MethodGet, next.(string)))
				walked = append(walked, page["data"].([]any)...)
				next = page["links"].(map[string]any)["next"]
			}
			if got, want := fmt.Sprint(walked), fmt.Sprint(whole["data"]); got != want {
				t.Errorf("page by page: %s\nin one page: %s", got, want)
			}
			if total := whole["page"].(map[string]any)["total"]; total != json.Number(fmt.Sprint(len(walked))) {
				t.Errorf("total is %v, and there are %d", total, len(walked))
			}
		})
	}
}
