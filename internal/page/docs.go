package page

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// DocsInput is what the documentation is made from.
type DocsInput struct {
	Frame
	Contract      Contract
	Part          string // which part of it, "" for the first page
	Errors        []byte // docs/errors.md
	Accessibility []byte // docs/accessibility.md
}

// Docs is the documentation: on its first page how it all works, the marks, the
// errors and a list of all routes and shapes; on a page for each tag of the
// contract, its routes; on one more, the shapes.
type Docs struct {
	Frame
	Release string
	Part    string  // "" on the first page
	Intro   []Block // on the first page alone, as what follows
	Errors  []Block
	Access  []Block
	Marks   []Specimen
	Lanes   []Narrow
	Tags    []DocTag // all, with their routes
	Tag     *DocTag  // on the page of a tag, with all that is said of its routes
	Schemas []DocSchema
}

// Parts names the parts of the documentation beside its first page, in order.
func (c Contract) Parts() []string {
	var list []string
	for _, tag := range c.list(c.root, "tags") {
		list = append(list, c.text(tag, "name"))
	}
	return append(list, schemasPart)
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
	Alike            []Alike // parameters that are described with operations above
	Body             []DocMedia
	Responses        []DocResponse
	Samples          []Sample
}

// Alike are parameters that mean the same as in an operation above.
type Alike struct {
	ID, Method, Path string // of that operation
	Names            []string
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

// Specimen is a kind of date as the pages show it.
type Specimen struct {
	When  Date
	Mark  Mark
	EDTF  string
	Basis string
	About string // in English
}

// NewDocs makes a page of the documentation.
func NewDocs(in DocsInput) *Docs {
	c := in.Contract
	c.origin = in.Origin
	if in.Part != schemasPart {
		c.shapes = in.Link("/docs/" + schemasPart)
	}
	d := &Docs{Frame: in.Frame, Part: in.Part, Release: c.text(c.root, "info", "version")}
	d.Title, d.Description = in.Language.text("page.api_documentation"), in.Language.text("page.docs_is")
	d.Indexed = len(in.Query) == 0
	d.tags(c)
	switch in.Part {
	case "":
		d.Intro = markdown(c.text(c.root, "info", "description"), "about-")
		d.Errors, d.Access = markdown(string(in.Errors), ""), markdown(string(in.Accessibility), "access-")
		d.Marks = specimens(in.Language)
		d.lanes()
		for _, item := range c.items(c.root, "components", "schemas") {
			d.Schemas = append(d.Schemas, DocSchema{Name: fmt.Sprint(item.Key)})
		}
	case schemasPart:
		d.Title = in.Language.text("page.shapes") + " – " + d.Title
		for _, item := range c.items(c.root, "components", "schemas") {
			d.Schemas = append(d.Schemas, c.shape(item))
		}
	default:
		d.Title = capital(in.Part) + " – " + d.Title
	}
	return d
}

// tags files the operations under their first tag: those of the part whole, of
// the others what a list of them says.
func (d *Docs) tags(c Contract) {
	for _, tag := range c.list(c.root, "tags") {
		d.Tags = append(d.Tags, DocTag{Name: c.text(tag, "name"), About: spans(oneLine(c.text(tag, "description")))})
	}
	for _, path := range c.items(c.root, "paths") {
		shared := c.parameters(path.Value)
		for _, method := range c.items(path.Value) {
			if method.Key == "parameters" {
				continue
			}
			tag := ""
			if all := c.list(method.Value, "tags"); len(all) > 0 {
				tag = fmt.Sprint(all[0])
			}
			op := Operation{
				ID: c.text(method.Value, "operationId"), Method: strings.ToUpper(fmt.Sprint(method.Key)), Path: fmt.Sprint(path.Key),
				Summary: c.text(method.Value, "summary"),
			}
			if tag == d.Part {
				op.Parameters = slices.Clone(shared)
				c.describe(&op, method.Value)
			}
			for i := range d.Tags {
				if d.Tags[i].Name == tag {
					d.Tags[i].Operations = append(d.Tags[i].Operations, op)
				}
			}
		}
	}
	for i := range d.Tags {
		if d.Tags[i].Name == d.Part {
			d.Tag = &d.Tags[i]
			d.Tag.shareParameters()
		}
	}
}

// shareParameters leaves the description of an optional parameter to the first
// operation that has it: the filters of events are thirty, in five operations.
func (t *DocTag) shareParameters() {
	first := map[string]*Operation{}
	for i := range t.Operations {
		op := &t.Operations[i]
		op.Parameters = slices.DeleteFunc(op.Parameters, func(f DocField) bool {
			if f.shared == "" || f.Required {
				return false
			}
			above, found := first[f.shared]
			if !found {
				first[f.shared] = op
				return false
			}
			at := slices.IndexFunc(op.Alike, func(a Alike) bool { return a.ID == above.ID })
			if at < 0 {
				op.Alike, at = append(op.Alike, Alike{ID: above.ID, Method: above.Method, Path: above.Path}), len(op.Alike)
			}
			op.Alike[at].Names = append(op.Alike[at].Names, f.Name)
			return true
		})
	}
}

// parameters are those of an operation, or of all operations on a path.
func (c Contract) parameters(in any) []DocField {
	var list []DocField
	whole, _ := c.member(in, "parameters").([]any)
	for _, p := range whole {
		list = append(list, DocField{
			Name: c.text(p, "name"), In: c.text(p, "in"), Required: c.text(p, "required") == "true",
			Type: c.typeOf(c.member(p, "schema")), About: spans(oneLine(c.text(p, "description"))), Example: flat(c.get(p, "example")),
			shared: reference(p),
		})
	}
	return list
}

// describe adds all that the contract says of an operation, beside the
// parameters of its path.
func (c Contract) describe(op *Operation, in any) {
	op.About = spans(oneLine(c.text(in, "description")))
	op.Parameters = append(op.Parameters, c.parameters(in)...)
	op.Samples = c.call(op, in).samples()
	op.Body = c.media(in, "requestBody", "content")
	responses, _ := c.get(in, "responses").(yaml.MapSlice)
	for _, item := range responses {
		r := DocResponse{Status: fmt.Sprint(item.Key), About: spans(oneLine(c.text(item.Value, "description")))}
		// Of the problems that many operations share, the first page has the examples.
		if reference(item.Value) == "" || r.Status < "3" {
			r.Media = c.media(item.Value, "content")
		}
		op.Responses = append(op.Responses, r)
	}
}

// call is a request that an operation takes: the one that its first example
// answers, or else what it must be given.
func (c Contract) call(op *Operation, in any) call {
	asked := call{method: op.Method, address: op.Path, token: c.needsToken(in)}
	query := url.Values{}
	for _, f := range op.Parameters {
		switch {
		case f.In == "path":
			asked.address = strings.ReplaceAll(asked.address, "{"+f.Name+"}", url.PathEscape(f.Example))
		case f.In == "query" && f.Required:
			query.Set(f.Name, f.Example)
		case f.In == "header" && f.Required:
			asked.headers = append(asked.headers, [2]string{f.Name, f.Example})
		}
	}
	asked.address = addressOf(asked.address, query)
	for _, item := range c.items(in, "responses") {
		if !strings.HasPrefix(fmt.Sprint(item.Key), "2") {
			continue
		}
		for i, media := range c.items(item.Value, "content") {
			if i == 0 {
				asked.answer = fmt.Sprint(media.Key)
			}
			for _, e := range c.items(media.Value, "examples") {
				if request := c.text(e.Value, "x-example-request"); i == 0 && asked.method == "GET" && request != "" {
					asked.address = request
					break
				}
			}
		}
		break
	}
	asked.address = c.origin + strings.ReplaceAll(c.here(asked.address), "'", "%27")
	if media := c.items(in, "requestBody", "content"); len(media) > 0 {
		asked.headers = append([][2]string{{"Content-Type", fmt.Sprint(media[0].Key)}}, asked.headers...)
		if asked.body = c.bodyFor(media[0].Value); asked.body == nil && strings.HasPrefix(fmt.Sprint(media[0].Key), "image/") {
			asked.file = "picture.png"
		}
	}
	return asked
}

// needsToken reports whether an operation is for those alone who have a token. For
// those who are signed in there are pages, to be opened in a browser.
func (c Contract) needsToken(in any) bool {
	ways := c.list(in, "security")
	for _, way := range ways {
		if len(c.items(way, "bearer")) == 0 && c.get(way, "bearer") == nil {
			return false
		}
	}
	return len(ways) > 0
}

// bodyFor is the first example of a body.
func (c Contract) bodyFor(media any) any {
	for _, e := range c.items(media, "examples") {
		return c.get(e.Value, "value")
	}
	return nil
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
