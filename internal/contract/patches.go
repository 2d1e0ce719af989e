package contract

import (
	"fmt"
	"maps"
	"strings"
)

// typePatches gives the body of each PATCH the members of the record that it is merged
// into: schemas EventPatch and so on, made of NewEvent and so on, which POST takes on
// the path above.
func typePatches(d document) error {
	components := d.at("components", "schemas")
	for path := range d.at("paths") {
		patch := d.at("paths", path, "patch")
		if patch == nil {
			continue
		}
		list := path[:strings.LastIndex(path, "/")]
		written, _ := d.at("paths", list, "post", "requestBody", "content", "application/json", "schema")["$ref"].(string)
		name := strings.TrimPrefix(written, schemas+"New")
		record := d.at("components", "schemas", "New"+name)
		if name == written || record == nil {
			return fmt.Errorf("PATCH %s: POST %s takes no record", path, list)
		}
		schema, err := d.nullable(record)
		if err != nil {
			return err
		}
		components[name+"Patch"] = schema
		body := d.at("paths", path, "patch", "requestBody", "content", "application/json")
		body["schema"] = map[string]any{"$ref": schemas + name + "Patch"}
	}
	return nil
}

// nullable is the schema of a merge patch (RFC 7396) of a record: each member may be
// left out, which leaves it as it is, and null, which takes it away.
func (d document) nullable(record map[string]any) (map[string]any, error) {
	members, _ := record["properties"].(map[string]any)
	properties := make(map[string]any, len(members))
	for name, schema := range members {
		part, err := d.withoutDeepReferences(schema, nil)
		if err != nil {
			return nil, err
		}
		properties[name] = orNull(part)
	}
	return map[string]any{
		"type":                 "object",
		"description":          "What is to change of a record (RFC 7396): its members are set, those that are null are taken away.",
		"properties":           properties,
		"additionalProperties": false,
	}, nil
}

// orNull is a schema that takes null too.
func orNull(part any) any {
	schema, _ := part.(map[string]any)
	if kind, ok := schema["type"].(string); ok && schema["enum"] == nil && schema["const"] == nil {
		schema = maps.Clone(schema)
		schema["type"] = []any{kind, "null"}
		return schema
	}
	either := map[string]any{"anyOf": []any{schema, map[string]any{"type": "null"}}}
	if said, ok := schema["description"]; ok {
		schema = maps.Clone(schema)
		delete(schema, "description")
		either = map[string]any{"anyOf": []any{schema, map[string]any{"type": "null"}}, "description": said}
	}
	return either
}
