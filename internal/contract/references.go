package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

const schemas = "#/components/schemas/"

// withoutDeepReferences is a copy of a part in which every reference leads to a whole
// component. following are the references that lead here.
func (d document) withoutDeepReferences(part any, following []string) (any, error) {
	switch v := part.(type) {
	case []any:
		list := make([]any, len(v))
		for i := range v {
			var err error
			if list[i], err = d.withoutDeepReferences(v[i], following); err != nil {
				return nil, err
			}
		}
		return list, nil
	case map[string]any:
		ref, _ := v["$ref"].(string)
		if strings.Count(ref, "/") > strings.Count(schemas, "/") || (ref != "" && !strings.HasPrefix(ref, "#/")) {
			return d.copied(ref, v, following)
		}
		object := make(map[string]any, len(v))
		for name := range v {
			var err error
			if object[name], err = d.withoutDeepReferences(v[name], following); err != nil {
				return nil, err
			}
		}
		return object, nil
	}
	return part, nil
}

// copied is a copy of what a reference leads to, with what stands beside the reference.
func (d document) copied(ref string, beside map[string]any, following []string) (any, error) {
	if slices.Contains(following, ref) {
		return nil, fmt.Errorf("%s leads back to itself", ref)
	}
	target, err := d.find(ref)
	if err != nil {
		return nil, err
	}
	part, err := d.withoutDeepReferences(target, append(slices.Clone(following), ref))
	if err != nil {
		return nil, err
	}
	object, ok := part.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s is no object", ref)
	}
	object = maps.Clone(object)
	for name, value := range beside {
		if name != "$ref" {
			object[name] = value
		}
	}
	return object, nil
}

// dropUnused takes components away that nothing refers to, and those that only these
// referred to.
func dropUnused(d document) {
	components := d.at("components")
	used := map[string]bool{}
	var follow func(part any)
	follow = func(part any) {
		each(part, func(object map[string]any) {
			ref, ok := object["$ref"].(string)
			if !ok || used[ref] {
				return
			}
			used[ref] = true
			if target, err := d.find(ref); err == nil {
				follow(target)
			}
		})
	}
	for name, part := range d.root {
		if name != "components" {
			follow(part)
		}
	}
	for kind := range components {
		if kind == "securitySchemes" {
			continue // named, not referred to
		}
		group := d.at("components", kind)
		maps.DeleteFunc(group, func(name string, _ any) bool { return !used["#/components/"+kind+"/"+name] })
		if len(group) == 0 {
			delete(components, kind)
		}
	}
}
