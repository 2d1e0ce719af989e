package contract

import (
	"slices"
	"strings"
)

// onlyForValidators are the keywords of JSON Schema that say which values go together,
// which no type can.
var onlyForValidators = []string{"if", "then", "else", "not", "dependentRequired", "propertyNames", "uniqueItems"}

// simplify leaves of schemas what types can say.
func simplify(root map[string]any) {
	each(root, func(object map[string]any) {
		for name := range object {
			if name == "example" || name == "examples" || strings.HasPrefix(name, "x-example") {
				delete(object, name)
			}
		}
		if !isSchema(object) {
			return
		}
		for _, keyword := range onlyForValidators {
			delete(object, keyword)
		}
		if closed, ok := object["unevaluatedProperties"]; ok {
			delete(object, "unevaluatedProperties")
			object["additionalProperties"] = closed
		}
		wholeRecord(object)
	})
}

// isSchema tells a schema from an object whose members are named as they like, such as
// properties: one of those may be called not.
func isSchema(object map[string]any) bool {
	for _, keyword := range []string{"type", "anyOf", "oneOf", "allOf"} {
		switch object[keyword].(type) {
		case string, []any:
			return true
		}
	}
	return false
}

// wholeRecord puts the first of alternatives in the place of a record or a part of it.
func wholeRecord(schema map[string]any) {
	alternatives, _ := schema["anyOf"].([]any)
	part := slices.ContainsFunc(alternatives, func(one any) bool {
		object, _ := one.(map[string]any)
		ref, _ := object["$ref"].(string)
		return strings.HasPrefix(ref, schemas+"Partial")
	})
	if !part {
		return
	}
	delete(schema, "anyOf")
	schema["$ref"] = alternatives[0].(map[string]any)["$ref"]
}
