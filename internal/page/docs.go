package page

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// DocsInput is what the documentation is made from.
type DocsInput struct {
	Frame
	Contract      Contract
	Errors        []byte // docs/errors.md
	Accessibility []byte // docs/accessibility.md
}

// Docs is the documentation of the API, the marks and the errors.
type Docs struct {
	Frame
	Release string
	Intro   []Block
	Tags    []DocTag
	Schemas []DocSchema
	Errors  []Block
	Access  []Block
	Marks   []Specimen
	Lanes   []Narrow
}

// DocTag is a group of operations.
type DocTag struct {
	Name       string
	About      []Span
	Operations []Operation
}

// Operation is a method on a path.
type Operation struct {
	ID, Method, Path string
	Summary          string
	About            []Span
	Parameters       []DocField
	Body             []DocMedia
	Responses        []DocResponse
	Curl             string
}

// DocResponse is what an operation may answer.
type DocResponse struct {
	Status string
	About  []Span
	Media  []DocMedia
}

// DocMedia is a form that something is sent in.
type DocMedia struct {
	Name     string
	Type     []Span
	Examples []DocExample
}

// DocExample is an example of it.
type DocExample struct{ Summary, Request, Text string }

// DocSchema is a shape that has a name.
type DocSchema struct {
	Name   string
	About  []Span
	Type   []Span
	Fields []DocField
}

// Specimen is a kind of date as the pages show it.
type Specimen struct {
	When  Date
	Mark  Mark
	EDTF  string
	Basis string
	About string // in English
}

// NewDocs makes the documentation.
func NewDocs(in DocsInput) *Docs {
	c := in.Contract
	c.origin = in.Origin
	d := &Docs{Frame: in.Frame, Release: c.text(c.root, "info", "version")}
	d.Title, d.Description = in.Language.text("page.api_documentation"), in.Language.text("page.docs_is")
	d.Indexed = len(in.Query) == 0
	d.Intro = markdown(c.text(c.root, "info", "description"), "about-")
	for _, tag := range c.list(c.root, "tags") {
		d.Tags = append(d.Tags, DocTag{Name: c.text(tag, "name"), About: spans(oneLine(c.text(tag, "description")))})
	}
	for _, path := range c.items(c.root, "paths") {
		for _, method := range c.items(path.Value) {
			d.add(c.operation(fmt.Sprint(path.Key), fmt.Sprint(method.Key), method.Value))
		}
	}
	for _, item := range c.items(c.root, "components", "schemas") {
		d.Schemas = append(d.Schemas, DocSchema{
			Name: fmt.Sprint(item.Key), About: spans(oneLine(c.text(item.Value, "description"))),
			Type: c.typeOf(item.Value), Fields: c.fields(item.Value),
		})
	}
	d.Errors, d.Access = markdown(string(in.Errors), ""), markdown(string(in.Accessibility), "access-")
	d.Marks = specimens(in.Language)
	d.lanes()
	return d
}

// add files an operation under its first tag.
func (d *Docs) add(op Operation, tag string) {
	for i := range d.Tags {
		if d.Tags[i].Name == tag {
			d.Tags[i].Operations = append(d.Tags[i].Operations, op)
		}
	}
}

func (c Contract) operation(path, method string, in any) (op Operation, tag string) {
	op = Operation{
		ID: c.text(in, "operationId"), Method: strings.ToUpper(method), Path: path,
		Summary: c.text(in, "summary"), About: spans(oneLine(c.text(in, "description"))),
	}
	target, query := path, url.Values{}
	for _, p := range c.list(in, "parameters") {
		f := DocField{
			Name: c.text(p, "name"), In: c.text(p, "in"), Required: c.text(p, "required") == "true",
			Type: c.typeOf(c.member(p, "schema")), About: spans(oneLine(c.text(p, "description"))), Example: flat(c.get(p, "example")),
		}
		op.Parameters = append(op.Parameters, f)
		switch {
		case f.In == "path":
			target = strings.ReplaceAll(target, "{"+f.Name+"}", f.Example)
		case f.In == "query" && f.Required:
			query.Set(f.Name, f.Example)
		}
	}
	if method == "get" {
		op.Curl = "curl -sS '" + c.origin + addressOf(target, query) + "'"
	}
	op.Body = c.media(in, "requestBody", "content")
	for _, item := range c.items(in, "responses") {
		op.Responses = append(op.Responses, DocResponse{
			Status: fmt.Sprint(item.Key), About: spans(oneLine(c.text(item.Value, "description"))), Media: c.media(item.Value, "content"),
		})
	}
	if tags := c.list(in, "tags"); len(tags) > 0 {
		tag = fmt.Sprint(tags[0])
	}
	return op, tag
}

// flat is an example of a parameter as it stands in an address.
func flat(v any) string {
	if list, ok := v.([]any); ok {
		var words []string
		for _, one := range list {
			words = append(words, fmt.Sprint(one))
		}
		return strings.Join(words, ",")
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func (c Contract) media(in any, names ...string) []DocMedia {
	var list []DocMedia
	for _, item := range c.items(in, names...) {
		m := DocMedia{Name: fmt.Sprint(item.Key), Type: c.typeOf(c.member(item.Value, "schema"))}
		for _, e := range c.items(item.Value, "examples") {
			m.Examples = append(m.Examples, DocExample{c.text(e.Value, "summary"), c.here(c.text(e.Value, "x-example-request")), c.here(example(c.get(e.Value, "value")))})
		}
		list = append(list, m)
	}
	return list
}

// specimens are the kinds of dates that there are.
func specimens(l *Language) []Specimen {
	var list []Specimen
	for _, s := range []struct{ edtf, basis, status, about string }{
		{"2025-03-05T14:05Z", "stated", "occurred", "A moment: the time after the day, always with its zone."},
		{"2025-03-05", "stated", "occurred", "A day. Bold: the source states it."},
		{"2025-03-03/2025-03-05", "stated", "occurred", "It went on, and the source states from when to when: a solid band with two caps."},
		{"2025-03", "stated", "occurred", "A month, season, year, decade or century that the source states: the whole of it, never its first day."},
		{"[2025-02-26..2025-03-04]", "inferred", "occurred", "Somewhere in here: a hatched band with two caps, and the reason in words."},
		{"2025-03-05/2025-03-10~", "inferred", "occurred", "A dotted cap: this end is itself approximate."},
		{"2025-03-05~", "inferred", "occurred", "About a day: a hatched dot between dots."},
		{"2025-03-05?", "inferred", "occurred", "Perhaps a day: the mark of “about”, and another word."},
		{"/2025-03-10", "inferred", "occurred", "The arrow points where there is no end to it."},
		{"2025-03-05/..", "inferred", "ongoing", "Still going on when the source was written."},
		{"2025-03-05/2025-04-16~", "inferred", "expected", "Not yet happened: hollow, with a broken outline."},
		{"2025-06-12", "stated", "scheduled", "Not yet happened, the day announced: a broken ring with a solid core."},
		{"-0043-03-15", "stated", "occurred", "Years before 1 have their era; the year 0 of the format is 1 BC."},
		{"2001-21", "stated", "occurred", "A season."},
		{"18XX", "inferred", "occurred", "A century, when only its first digits are stated."},
		{"Y-13800000000", "inferred", "occurred", "Beyond a million years: years ago, with as many digits as are known."},
		{"", "unknown", "occurred", "No band at all: nothing is known. Listed and counted, never drawn on a scale."},
	} {
		e := timeline.Event{Type: "call", Status: s.status, Date: timeline.Date{Basis: s.basis}}
		if s.edtf != "" {
			e.Date.EDTF = edtf.MustParse(s.edtf)
		}
		list = append(list, Specimen{l.date(l.dates, &e), markOf(&e), s.edtf, s.basis, s.about})
	}
	return list
}

// lanes says which types are of which lane.
func (d *Docs) lanes() {
	for _, lane := range lanes {
		var types []string
		for _, kind := range timeline.EventTypes {
			if laneOf(kind) == lane {
				types = append(types, d.word("type", kind))
			}
		}
		d.Lanes = append(d.Lanes, Narrow{Name: capital(d.word("lane", lane)), Lane: laneClass(lane), Href: strings.Join(types, d.Language.text("dates.list_separator"))})
	}
}

// Render writes the documentation.
func (d *Docs) Render(w io.Writer) error { return render(w, "docs", d.Language, d) }
