package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/trial"
)

// injected are texts that would be something else than text to a careless writer: an
// element, an attribute or a script of a page, the end of what they stand in, an address
// that runs, a template, SQL, a query of the index, a formula, a property of a calendar, a
// header, a line of another file, words that read backwards. What they would make is named
// xqz, so that it is found.
var injected = []string{
	`"><xqz onxqz=1></script></style></textarea></title></svg><xqz/>' onxqz=1 x='` + "` onxqz=1" + `<!--<xqz>-->]]><xqz>`,
	`javascript:xqz//</a><xqz>`,
	`=HYPERLINK("http://xqz";"<xqz>")`,
	"@xqz\u2028+xqz\u2029-xqz",
	"xqz;RRULE:FREQ=SECONDLY,\\nBEGIN:VALARM\\n\u202exqz\u2066" + strings.Repeat(" ж", 60),
	`{{xqz}}{{printf "%s" .}}${xqz}<%= xqz %>&lt;xqz&gt;&xqz;%3Cxqz%3E` + "\ufeff",
	`' OR 1=1 --"; DROP TABLE events; -- NEAR(xqz, 3) xqz* ^xqz title:xqz`,
}

// TestNothingInjectedRuns records a story in which each field that holds text has one of
// the injected, in turn, and asks for it by every route in every format, as anybody and as
// somebody who works at it: each answer is what its format is, and what was injected is
// text in it. web/test opens some of the pages in a browser.
func TestNothingInjectedRuns(t *testing.T) {
	t.Parallel()
	first := int(trial.Seed(t, 0) / 1000)
	for n := range trial.Rounds(t, len(injected)) {
		turn := first + n
		in := injection{t, theContract(t), browser{}, func(i int) string { return injected[(i+turn)%len(injected)] }}
		in.walk()
	}
}

type injection struct {
	t *testing.T
	c *contract
	browser
	text func(i int) string
}

// hostileField finds what the hostile story has in a field that holds text.
var hostileField = regexp.MustCompile(`"<script>document\.title=(?:[^"\\]|\\.)*"`)

func (in injection) walk() {
	st := storetest.Open(in.t)
	fields := 0
	doc := readStory(in.t, "../web/test/stories/hostile.yaml", func(text string) string {
		text = strings.ReplaceAll(text, "kind: direct", "kind: indirect") // what is cited is something else
		return hostileField.ReplaceAllStringFunc(text, func(string) string {
			fields++
			quoted, err := json.Marshal(in.text(fields))
			if err != nil {
				in.t.Error(err)
			}
			return string(quoted)
		})
	})
	if _, err := storetest.Use(st).Import(in.t.Context(), doc); err != nil {
		in.t.Fatal(err)
	}
	h := api.New(st, api.Config{Heartbeat: time.Millisecond})
	in.browser = *signedIn(in.t, h, st, `Olena "><xqz onxqz=1>`, store.ScopeAdmin)
	in.got(in.t, http.StatusSeeOther, http.MethodPost, "/edit/stories/hostile/details", url.Values{"base": {"1"}, "since": {"0"}, "title": {in.text(1)}, "summary": {in.text(2)}, "topics": {"testing"}})
	asked := 0
	for _, op := range in.c.operations() {
		for _, target := range in.targets(op) {
			asked++
			var rec *httptest.ResponseRecorder
			if strings.HasPrefix(op.path, "/edit") {
				rec = in.do(in.t, http.MethodGet, target, nil)
			} else {
				rec = ask(in.t, h, http.MethodGet, target, "Accept", "text/html, */*;q=0.1")
			}
			for _, complaint := range unsafe(op, target, rec) {
				in.t.Errorf("%s: %s", target, complaint)
			}
		}
	}
	if fields < 25 || asked < 150 {
		in.t.Errorf("%d fields are injected and %d answers looked at", fields, asked)
	}
}

// targets are the addresses at which an operation shows the story: in each format, and,
// where people read it, with what is injected as what they ask for.
func (in injection) targets(op operation) []string {
	path := op.path
	for _, p := range op.parameters("path") {
		path = strings.ReplaceAll(path, "{"+p.Name+"}", in.id(op, p.Name, p.Example.Value))
	}
	query := url.Values{}
	for _, p := range op.parameters("query") {
		switch {
		case p.Name == "url":
			query.Set("url", "http://example.com/stories/hostile")
		case p.Required != nil && *p.Required:
			query[p.Name] = exampleOf(in.t, p)
		}
	}
	if op.view() == "histogram" {
		query.Set("from", "2019")
		query.Set("to", "2030")
	}
	address := path + "?" + query.Encode()
	list := []string{address}
	for _, format := range enumOf(in.c.parameterSchema(op.path, "format")) {
		list = append(list, with(address, "format", format))
	}
	names := parameterNames(op.parameters("query"))
	if !strings.HasPrefix(path, "/v1") {
		list = append(list, with(address, in.text(0), in.text(1)))
		if slices.Contains(names, "lang") {
			list = append(list, with(address, "lang", "ar"), with(address, "lang", in.text(0)))
		}
	}
	if slices.Contains(names, "q") {
		list = append(list, with(address, "q", in.text(0)), with(address, "q", "xqz"))
	}
	return list
}

// id is what stands in a path for one of the story's records.
func (in injection) id(op operation, name, example string) string {
	noun := strings.Split(strings.TrimPrefix(strings.TrimPrefix(op.path, "/v1"), "/edit"), "/")[1]
	switch {
	case name == "entity":
		return "event"
	case name == "path":
		return "stories/hostile"
	case name == "story", name == "id" && (noun == "stories" || noun == "embed"):
		return "hostile"
	case name == "event", name == "id" && (noun == "events" || noun == "history"):
		return "hostile-event"
	case name == "source", name == "id" && noun == "sources":
		return "hostile-source"
	case name == "id" && noun == "topics":
		return "testing"
	case name == "id":
		return "hostile-" + strings.TrimSuffix(noun, "s")
	}
	return example
}
