package main

import (
	"strings"
	"testing"
)

func TestFlatten(t *testing.T) {
	t.Parallel()
	const contract = `
components:
  schemas:
    Slug: {type: string}
    Event:
      type: object
      properties:
        id: {$ref: '#/components/schemas/Slug', description: Its id.}
        date: {type: string, description: When.}
    Part:
      properties:
        id: {$ref: '#/components/schemas/Event/properties/id', description: The same.}
        list: {type: array, items: {$ref: '#/components/schemas/Event/properties/date'}}
`
	var out strings.Builder
	if err := flatten(strings.NewReader(contract), &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"Part":{"properties":{"id":{"$ref":"#/components/schemas/Slug","description":"The same."},"list":{"items":{"description":"When.","type":"string"},"type":"array"}}}`,
		`"Event":{"properties":{"date":{"description":"When.","type":"string"},"id":{"$ref":"#/components/schemas/Slug","description":"Its id."}},"type":"object"}`,
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s lacks %s", &out, want)
		}
	}
	for broken, says := range map[string]string{
		`a: {$ref: '#/components/schemas/A/properties/b'}`:                                             "leads nowhere",
		`components: {schemas: {A: {properties: {b: {$ref: '#/components/schemas/A/properties/b'}}}}}`: "leads back to itself",
		`a: {$ref: 'other.yaml#/components/schemas/A/properties/b'}`:                                   "not in this contract",
		`components: {schemas: {A: {required: [x], b: {$ref: '#/components/schemas/A/required'}}}}`:    "is no object",
		`components: {schemas: {A: [`:                                                                  "",
	} {
		if err := flatten(strings.NewReader(broken), &out); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", broken, err)
		}
	}
}
