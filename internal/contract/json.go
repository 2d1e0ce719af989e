package contract

import (
	"slices"
	"strings"
)

var methods = []string{"get", "put", "post", "delete", "patch", "head", "options"}

// keepJSON leaves of each operation what is JSON.
func keepJSON(d document) {
	paths := d.at("paths")
	for path := range paths {
		if strings.HasPrefix(path, "/edit") {
			delete(paths, path) // pages for people, who sign in to them
			continue
		}
		item := d.at("paths", path)
		for _, method := range methods {
			operation, ok := item[method].(map[string]any)
			if !ok {
				continue
			}
			if d.answersOther(operation) {
				delete(item, method)
				continue
			}
			keepJSONBodies(operation)
			if list, ok := operation["parameters"].([]any); ok {
				operation["parameters"] = d.withoutFields(list)
			}
		}
		if !slices.ContainsFunc(methods, func(method string) bool { return item[method] != nil }) {
			delete(paths, path)
		}
	}
	for name := range d.at("components", "responses") {
		onlyJSON(d.at("components", "responses", name))
	}
}

// answersOther reports whether what an operation answers is never JSON: where it succeeds
// or, as those that lead on do, instead.
func (d document) answersOther(operation map[string]any) bool {
	responses, _ := operation["responses"].(map[string]any)
	for status, response := range responses {
		object, _ := response.(map[string]any)
		if ref, ok := object["$ref"].(string); ok {
			target, _ := d.find(ref)
			object, _ = target.(map[string]any)
		}
		content, _ := object["content"].(map[string]any)
		if strings.HasPrefix(status, "2") && content["application/json"] != nil {
			return false
		}
	}
	return true
}

func keepJSONBodies(operation map[string]any) {
	if body, ok := operation["requestBody"].(map[string]any); ok {
		onlyJSON(body)
	}
	responses, _ := operation["responses"].(map[string]any)
	for _, response := range responses {
		if object, ok := response.(map[string]any); ok {
			onlyJSON(object)
		}
	}
}

// onlyJSON leaves of the media types of a body JSON and problems; where it is none of
// these, all.
func onlyJSON(body map[string]any) {
	content, _ := body["content"].(map[string]any)
	kept := map[string]any{}
	for _, mediaType := range []string{"application/json", "application/problem+json"} {
		if said, ok := content[mediaType]; ok {
			kept[mediaType] = said
		}
	}
	if len(kept) > 0 {
		body["content"] = kept
	}
}

// withoutFields is a list of parameters without those that ask for something else than
// whole records as JSON.
func (d document) withoutFields(parameters []any) []any {
	return slices.DeleteFunc(parameters, func(parameter any) bool {
		object, _ := parameter.(map[string]any)
		if ref, ok := object["$ref"].(string); ok {
			target, _ := d.find(ref)
			object, _ = target.(map[string]any)
		}
		return object["name"] == "fields" || object["name"] == "format" || object["name"] == "bom"
	})
}
