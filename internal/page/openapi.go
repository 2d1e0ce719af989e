package page

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// Contract is an OpenAPI file as ordered maps. It does not change once read.
type Contract struct {
	root   yaml.MapSlice
	origin string // of the server that shows it
	shapes string // the address of the page that has the schemas, "" on that page
}

// exampleOrigin is where the server of the contract's examples is.
const exampleOrigin = "http://localhost:8080"

// here is an example with the addresses that it has on this server, so that it
// can be followed.
func (c Contract) here(example string) string {
	return strings.NewReplacer(exampleOrigin, c.origin, url.QueryEscape(exampleOrigin), url.QueryEscape(c.origin)).Replace(example)
}

// ReadContract reads an OpenAPI file in YAML.
func ReadContract(text []byte) (Contract, error) {
	var root yaml.MapSlice
	err := yaml.UnmarshalWithOptions(text, &root, yaml.UseOrderedMap())
	return Contract{root: root}, err
}

// get is what stands under a name, with references followed. It is nil where
// there is nothing.
func (c Contract) get(in any, names ...string) any {
	for _, name := range names {
		m, _ := c.follow(in).(yaml.MapSlice)
		in = nil
		for _, item := range m {
			if fmt.Sprint(item.Key) == name {
				in = item.Value
			}
		}
	}
	return c.follow(in)
}

// stepUnescapes undoes what escapes two signs in a step of a pointer (RFC 6901).
var stepUnescapes = strings.NewReplacer("~1", "/", "~0", "~")

// follow leads from a reference to what it means.
func (c Contract) follow(in any) any {
	for range 20 { // references to references, but no circles
		ref := reference(in)
		if ref == "" {
			return in
		}
		at := any(c.root)
		for step := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
			m, _ := at.(yaml.MapSlice)
			at = nil
			for _, item := range m {
				if fmt.Sprint(item.Key) == stepUnescapes.Replace(step) {
					at = item.Value
				}
			}
		}
		in = at
	}
	return nil
}

// reference is where a value only points to, "" for a value of its own.
func reference(in any) string {
	m, _ := in.(yaml.MapSlice)
	for _, item := range m {
		if item.Key == "$ref" {
			return fmt.Sprint(item.Value)
		}
	}
	return ""
}

func (c Contract) text(in any, names ...string) string {
	if v := c.get(in, names...); v != nil {
		return strings.TrimSpace(fmt.Sprint(v))
	}
	return ""
}

func (c Contract) items(in any, names ...string) yaml.MapSlice {
	m, _ := c.get(in, names...).(yaml.MapSlice)
	return m
}

func (c Contract) list(in any, names ...string) []any {
	l, _ := c.get(in, names...).([]any)
	return l
}

// DocField is a member of an object, or a parameter.
type DocField struct {
	Name, In string
	Required bool
	Type     []Span
	About    []Span
	Example  string
	shared   string // the reference to what others have too: a parameter, or the field of another shape
}

// schemaReference is what a reference to a shape begins with; its name follows.
const schemaReference = "#/components/schemas/"

// typeOf says what a schema lets through.
func (c Contract) typeOf(schema any) []Span {
	if name, named := strings.CutPrefix(reference(schema), schemaReference); named && !strings.Contains(name, "/") {
		return []Span{{Style: "link", Text: name, Href: c.shapes + "#schema-" + name}}
	}
	schema = c.follow(schema)
	for _, choice := range []string{"anyOf", "oneOf", "allOf"} {
		if all := c.list(schema, choice); len(all) > 0 {
			join := map[string]string{"anyOf": " or ", "oneOf": " or ", "allOf": " and "}[choice]
			var said []Span
			for i, one := range all {
				if i > 0 {
					said = append(said, Span{Text: join})
				}
				said = append(said, c.typeOf(one)...)
			}
			return said
		}
	}
	if v := c.get(schema, "const"); v != nil {
		return []Span{{Style: "code", Text: fmt.Sprint(v)}}
	}
	if words := c.list(schema, "enum"); len(words) > 0 {
		var said []Span
		for i, w := range words {
			if i > 0 {
				said = append(said, Span{Text: ", "})
			}
			said = append(said, Span{Style: "code", Text: fmt.Sprint(w)})
		}
		return said
	}
	kind := c.text(schema, "type")
	if kinds := c.list(schema, "type"); len(kinds) > 0 {
		var words []string
		for _, k := range kinds {
			words = append(words, fmt.Sprint(k))
		}
		kind = strings.Join(words, " or ")
	}
	switch {
	case strings.HasPrefix(kind, "array"):
		return append([]Span{{Text: "list of "}}, c.typeOf(c.member(schema, "items"))...)
	case kind == "":
		return []Span{{Text: "any"}}
	}
	said := kind
	if f := c.text(schema, "format"); f != "" {
		said += " (" + f + ")"
	}
	low, high := c.text(schema, "minimum"), c.text(schema, "maximum")
	switch {
	case low != "" && high != "":
		said += ", " + low + " to " + high
	case low != "":
		said += ", from " + low
	}
	if d := c.text(schema, "default"); d != "" {
		said += ", " + d + " by default"
	}
	return []Span{{Text: said}}
}

// member is get for one name, without following what stands there: a name is
// worth more than what it means.
func (c Contract) member(in any, name string) any {
	m, _ := c.follow(in).(yaml.MapSlice)
	for _, item := range m {
		if fmt.Sprint(item.Key) == name {
			return item.Value
		}
	}
	return nil
}

// fields are the members of a schema, those of the schemas that it is put
// together from included.
func (c Contract) fields(schema any) []DocField {
	required := c.list(schema, "required")
	var list []DocField
	for _, part := range c.list(schema, "allOf") {
		list = append(list, c.fields(part)...)
	}
	for _, item := range c.items(schema, "properties") {
		name := fmt.Sprint(item.Key)
		list = append(list, DocField{
			Name: name, Required: slices.Contains(required, any(name)),
			Type: c.typeOf(item.Value), About: spans(oneLine(c.ownDescription(item.Value))), shared: reference(item.Value),
		})
	}
	return list
}

// ownDescription is what stands beside a reference, or else what is said of the
// schema itself where that has no name to look it up under.
func (c Contract) ownDescription(schema any) string {
	m, _ := schema.(yaml.MapSlice)
	for _, item := range m {
		if item.Key == "description" {
			return fmt.Sprint(item.Value)
		}
	}
	return ""
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// example is a value as it is sent.
func example(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	text, err := json.MarshalIndent(plainValue(v), "", "  ")
	if err != nil {
		return fmt.Sprint(v)
	}
	return strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(string(text))
}

// pair and object keep the order of a map on its way to JSON.
type pair struct {
	name  string
	value any
}

type object []pair

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return []byte(b.String()), nil
}

func plainValue(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		o := make(object, len(v))
		for i, item := range v {
			o[i] = pair{fmt.Sprint(item.Key), plainValue(item.Value)}
		}
		return o
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = plainValue(item)
		}
		return list
	}
	return v
}
