package contract

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// Flat is an OpenAPI 3.1 contract, in YAML, as JSON (RFC 8259) for generators:
//
//   - a request or an answer that may be JSON is JSON alone, and an operation that
//     never answers JSON is left out, as is what lies below /edit, which is for people;
//   - where a whole record or a part of one may stand, there is the whole, and the
//     parameter `fields`, which asks for parts, is left out;
//   - a body that is merged into a record (RFC 7396) has the members of that record,
//     each of which may be null;
//   - a reference leads to a whole component: what refers into one gets a copy;
//   - what only a validator heeds (which values go together) is left out, and
//     unevaluatedProperties is additionalProperties, as no schema is made of others;
//   - examples and components that nothing refers to are left out.
//
// A contract that refers to what is not in it is an error that names the reference.
func Flat(contract []byte) ([]byte, error) {
	var root map[string]any
	if err := yaml.Unmarshal(contract, &root); err != nil {
		return nil, fmt.Errorf("read the contract: %w", err)
	}
	d := document{root}
	keepJSON(d)
	if err := typePatches(d); err != nil {
		return nil, err
	}
	simplify(root)
	flat, err := d.withoutDeepReferences(root, nil)
	if err != nil {
		return nil, err
	}
	whole, _ := flat.(map[string]any)
	dropUnused(document{whole})
	return json.Marshal(whole)
}

// document is a contract as maps and lists.
type document struct{ root map[string]any }

// at is the object at the end of names; nil where there is none. What is changed in it
// is changed in the contract.
func (d document) at(names ...string) map[string]any {
	object := d.root
	for _, name := range names {
		object, _ = object[name].(map[string]any)
	}
	return object
}

// find follows a JSON Pointer (RFC 6901) in a reference.
func (d document) find(ref string) (any, error) {
	pointer, here := strings.CutPrefix(ref, "#/")
	if !here {
		return nil, fmt.Errorf("%s is not in this contract", ref)
	}
	var part any = d.root
	for name := range strings.SplitSeq(pointer, "/") {
		object, ok := part.(map[string]any)
		name = strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
		if part = object[name]; !ok || part == nil {
			return nil, fmt.Errorf("%s leads nowhere", ref)
		}
	}
	return part, nil
}

// each calls visit with every object of a part, the outer before the inner.
func each(part any, visit func(object map[string]any)) {
	switch v := part.(type) {
	case []any:
		for _, item := range v {
			each(item, visit)
		}
	case map[string]any:
		visit(v)
		for _, member := range v {
			each(member, visit)
		}
	}
}
