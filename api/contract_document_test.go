package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/go-yaml"
	"github.com/pb33f/jsonschema/v6"
	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	"github.com/pb33f/libopenapi-validator/content"
	v3 "github.com/pb33f/libopenapi/datamodel/high/v3"

	"example.org/dateline"
)

// contract is an OpenAPI file, read once for all tests: as a model, as a
// validator of answers, and as plain JSON values for what the model hides.
type contract struct {
	model     *v3.Document
	validator func() validator.Validator // made when first asked for: it compiles every schema
	raw       any

	mu      sync.Mutex
	schemas *jsonschema.Compiler
}

var readContract = sync.OnceValues(func() (*contract, error) { return parseContract(dateline.OpenAPI) })

// theContract is openapi.yaml.
func theContract(t testing.TB) *contract {
	t.Helper()
	c, err := readContract()
	if err != nil {
		t.Fatalf("read openapi.yaml: %v", err)
	}
	return c
}

func parseContract(text []byte) (*contract, error) {
	doc, err := libopenapi.NewDocument(text)
	if err != nil {
		return nil, err
	}
	built, err := doc.BuildV3Model()
	if err != nil {
		return nil, err
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	raw, err := plain(&root)
	if err != nil {
		return nil, err
	}
	c := &contract{model: &built.Model, raw: raw, schemas: jsonschema.NewCompiler()}
	c.validator = sync.OnceValue(func() validator.Validator {
		check := validator.NewValidatorFromV3Model(c.model, config.WithBodyDecoder("application/yaml", yamlDecoder{}))
		check.SetDocument(doc)
		return check
	})
	c.schemas.DefaultDraft(jsonschema.Draft2020)
	c.schemas.AssertFormat()
	return c, c.schemas.AddResource("openapi.yaml", raw)
}

// TestContractIsOpenAPI holds the file to the meta-schema of OpenAPI 3.1.
func TestContractIsOpenAPI(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).documentComplaints())
}

func (c *contract) documentComplaints() []string {
	var list []string
	if valid, errs := c.validator().ValidateDocument(); !valid {
		for _, err := range errs {
			list = append(list, err.Error())
		}
	}
	return list
}

// plain is a YAML node as JSON values, read as YAML 1.2 does: what looks like
// a day or an instant is text.
func plain(n *yaml.Node) (any, error) {
	untime(n)
	var v any
	if err := n.Decode(&v); err != nil {
		return nil, err
	}
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
}

func untime(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!timestamp" {
		n.Tag = "!!str"
	}
	for _, child := range n.Content {
		untime(child)
	}
}

// yamlDecoder lets the validator hold answers in YAML to their schema.
type yamlDecoder struct{}

func (yamlDecoder) Decode(in *content.DecodeInput) (any, error) {
	if slices.Equal(in.Schema.Type, []string{"string"}) {
		return "text", nil // YAML that the contract only calls text
	}
	var n yaml.Node
	if err := yaml.NewDecoder(in.Body).Decode(&n); err != nil {
		return nil, err
	}
	return plain(&n)
}

// at is the value at a path of names below the file's root, references
// followed. It is nil where there is nothing.
func (c *contract) at(path ...string) any {
	v := c.raw
	for _, name := range path {
		object, _ := c.resolve(v).(map[string]any)
		v = object[name]
	}
	return c.resolve(v)
}

// resolve follows references inside the file. What stands beside a reference
// is dropped: descriptions.
func (c *contract) resolve(v any) any {
	for {
		object, _ := v.(map[string]any)
		ref, ok := object["$ref"].(string)
		if !ok {
			return v
		}
		v = c.at(pointerSteps(ref)...)
	}
}

func pointerSteps(ref string) []string {
	steps := strings.Split(strings.TrimPrefix(ref, "#/"), "/")
	for i, s := range steps {
		steps[i] = stepUnescapes.Replace(s)
	}
	return steps
}

// follow is the pointer to what stands at a path of names below a pointer,
// with references followed on the way and at its end.
func (c *contract) follow(pointer string, names ...string) string {
	pointer = c.referred(pointer)
	for _, name := range names {
		pointer = c.referred(pointer + "/" + escapeStep(name))
	}
	return pointer
}

// referred is a pointer, or the one that a reference there leads to.
func (c *contract) referred(pointer string) string {
	for {
		object, _ := c.unresolved(pointer).(map[string]any)
		ref, ok := object["$ref"].(string)
		if !ok {
			return pointer
		}
		pointer = strings.TrimPrefix(ref, "#")
	}
}

// unresolved is the value at a pointer without following what stands there.
func (c *contract) unresolved(pointer string) any {
	v := c.raw
	for _, step := range pointerSteps("#" + pointer) {
		switch in := v.(type) {
		case map[string]any:
			v = in[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(in) {
				return nil
			}
			v = in[i]
		default:
			return nil
		}
	}
	return v
}

func escapeStep(name string) string { return stepEscapes.Replace(name) }

// A step of a pointer escapes two signs (RFC 6901).
var stepEscapes, stepUnescapes = strings.NewReplacer("~", "~0", "/", "~1"), strings.NewReplacer("~1", "/", "~0", "~")

// names are the keys of an object of the contract, sorted.
func (c *contract) names(path ...string) []string {
	object, _ := c.at(path...).(map[string]any)
	return slices.Sorted(maps.Keys(object))
}

// words are a list of strings of the contract, in its order.
func (c *contract) words(path ...string) []string {
	list, _ := c.at(path...).([]any)
	var words []string
	for _, w := range list {
		if s, ok := w.(string); ok {
			words = append(words, s)
		}
	}
	return words
}

// fits holds a JSON value to the schema at a pointer, such as
// /components/schemas/Event.
func (c *contract) fits(pointer string, value any) error {
	c.mu.Lock()
	schema, err := c.schemas.Compile("openapi.yaml#" + pointer)
	c.mu.Unlock()
	if err != nil {
		return fmt.Errorf("compile %s: %w", pointer, err)
	}
	return schema.Validate(value)
}

// operation is a path of the contract with its GET operation.
type operation struct {
	path   string
	item   *v3.PathItem
	get    *v3.Operation // what the path does with the method: most are reads
	method string
}

// operations are the reads of every path, in the file's order.
func (c *contract) operations() []operation {
	var list []operation
	for path, item := range c.model.Paths.PathItems.FromOldest() {
		if item.Get != nil && !c.needsToken(path) && !strings.HasPrefix(path, "/edit/preview/") { // which needs a link
			list = append(list, operation{path, item, item.Get, "get"})
		}
	}
	return list
}

// needsToken tells whether nobody without a token may GET a path.
func (c *contract) needsToken(path string) bool {
	required, stated := c.at("paths", path, "get", "security").([]any)
	return stated && len(required) == 1 && len(required[0].(map[string]any)) > 0
}

// with is the operation of the same path with another method, if it has it.
func (op operation) with(method string) (operation, bool) {
	method = strings.ToLower(method)
	other := op.item.GetOperations().GetOrZero(method)
	return operation{op.path, op.item, other, method}, other != nil
}

// find is the operation that a request's path belongs to: the one whose
// template has most of its text.
func (c *contract) find(path string) (best operation, found bool) {
	for template, item := range c.model.Paths.PathItems.FromOldest() {
		if pathMatches(template, path) && (!found || strings.Count(template, "{") < strings.Count(best.path, "{")) {
			best, found = operation{template, item, item.Get, "get"}, true
		}
	}
	return best, found
}

func pathMatches(template, path string) bool {
	want, have := strings.Split(template, "/"), strings.Split(path, "/")
	if last := len(want) - 1; want[last] == "{path}" && len(have) > last { // which has slashes in it
		have = append(have[:last:last], strings.Join(have[last:], "/")+"/")
	}
	if len(want) != len(have) {
		return false
	}
	for i, step := range want {
		if strings.HasPrefix(step, "{") {
			if have[i] == "" {
				return false
			}
		} else if step != have[i] {
			return false
		}
	}
	return true
}

// pointer is where something of the operation stands in the file.
func (op operation) pointer(steps ...string) string {
	all := append([]string{"paths", op.path, op.method}, steps...)
	for i, s := range all {
		all[i] = escapeStep(s)
	}
	return "/" + strings.Join(all, "/")
}

// parameters are the names of an operation's parameters that stand there.
func (op operation) parameters(in string) []*v3.Parameter {
	var list []*v3.Parameter
	for _, p := range op.get.Parameters {
		if p.In == in {
			list = append(list, p)
		}
	}
	return list
}
