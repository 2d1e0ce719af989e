// Flatten rewrites an OpenAPI contract, on its standard input, so that it refers
// to whole components only: what refers into one, such as
// #/components/schemas/Event/properties/id, gets a copy of what is there.
// That means the same, and oapi-codegen reads it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"
)

func main() {
	log.SetFlags(0)
	if err := flatten(os.Stdin, os.Stdout); err != nil {
		log.Fatalf("flatten: %v", err)
	}
}

func flatten(in io.Reader, out io.Writer) error {
	var c contract
	if err := yaml.NewDecoder(in).Decode(&c.root); err != nil {
		return err
	}
	flat, err := c.copied(c.root, nil)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(flat)
}

type contract struct{ root map[string]any }

// copied is a part of the contract without references into components. within
// are the references that are being followed.
func (c contract) copied(part any, within []string) (any, error) {
	switch v := part.(type) {
	case []any:
		list := make([]any, len(v))
		for i := range v {
			var err error
			if list[i], err = c.copied(v[i], within); err != nil {
				return nil, err
			}
		}
		return list, nil
	case map[string]any:
		ref, _ := v["$ref"].(string)
		if len(strings.Split(ref, "/")) <= len(strings.Split("#/components/schemas/Event", "/")) {
			object := map[string]any{}
			for name := range v {
				var err error
				if object[name], err = c.copied(v[name], within); err != nil {
					return nil, err
				}
			}
			return object, nil
		}
		return c.followed(ref, v, within)
	}
	return part, nil
}

// followed is what a reference leads to, with what stands beside it.
func (c contract) followed(ref string, beside map[string]any, within []string) (any, error) {
	for _, before := range within {
		if before == ref {
			return nil, fmt.Errorf("%s leads back to itself", ref)
		}
	}
	target, err := c.find(ref)
	if err != nil {
		return nil, err
	}
	object, err := c.copied(target, append(within, ref))
	if err != nil {
		return nil, err
	}
	whole, ok := object.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s is no object", ref)
	}
	for name, value := range maps.All(beside) {
		if name != "$ref" {
			whole[name] = value
		}
	}
	return whole, nil
}

// find follows a JSON Pointer.
func (c contract) find(ref string) (any, error) {
	pointer, here := strings.CutPrefix(ref, "#/")
	if !here {
		return nil, errors.New(ref + " is not in this contract")
	}
	var part any = c.root
	for _, name := range strings.Split(pointer, "/") {
		object, ok := part.(map[string]any)
		name = strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
		if part = object[name]; !ok || part == nil {
			return nil, errors.New(ref + " leads nowhere")
		}
	}
	return part, nil
}
