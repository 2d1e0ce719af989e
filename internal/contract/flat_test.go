package contract_test

import (
	"encoding/json"
	"strings"
	"testing"

	"example.org/dateline/internal/contract"
)

const small = `
openapi: 3.1.1
paths:
  /v1/events:
    parameters: []
    get:
      parameters:
        - {name: fields, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200':
          content:
            application/json: {schema: {anyOf: [{$ref: '#/components/schemas/Event'}, {$ref: '#/components/schemas/PartialEvent'}]}}
            text/csv: {schema: {type: string}}
        '400': {$ref: '#/components/responses/Bad'}
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/NewEvent'}}}}
      responses: {'201': {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}}
  /v1/events/{id}:
    patch:
      requestBody: {content: {application/merge-patch+json: {schema: {type: object}}, application/json: {schema: {type: object}}}}
      responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}}
  /edit/state:
    get: {responses: {'200': {content: {application/json: {schema: {type: object}}}}}}
  /card.png:
    get: {responses: {'200': {content: {image/png: {schema: {type: string}}}}}}
components:
  responses:
    Bad: {content: {application/problem+json: {schema: {type: object}}, text/html: {schema: {type: string}}}}
  schemas:
    Slug: {type: string, examples: [a]}
    Event:
      type: object
      unevaluatedProperties: false
      properties:
        id: {$ref: '#/components/schemas/Slug', description: Its id.}
        title: {type: string, description: In one line.}
        not: {type: string}
    PartialEvent:
      type: object
      properties:
        id: {$ref: '#/components/schemas/Event/properties/id'}
    NewEvent:
      type: object
      required: [title]
      if: {required: [id]}
      properties:
        id: {$ref: '#/components/schemas/Slug'}
        title: {$ref: '#/components/schemas/Event/properties/title', description: The title.}
    Unused: {type: object}
`

func TestFlat(t *testing.T) {
	t.Parallel()
	flat, err := contract.Flat([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	var got, want any
	if err := json.Unmarshal(flat, &got); err != nil {
		t.Fatal(err)
	}
	const expected = `{"openapi":"3.1.1","paths":{
		"/v1/events":{"parameters":[],
			"get":{"parameters":[{"name":"limit","in":"query","schema":{"type":"integer"}}],
				"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Event"}}}},"400":{"$ref":"#/components/responses/Bad"}}},
			"post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewEvent"}}}},
				"responses":{"201":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Event"}}}}}}},
		"/v1/events/{id}":{"patch":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/EventPatch"}}}},
			"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Event"}}}}}}}},
	"components":{"responses":{"Bad":{"content":{"application/problem+json":{"schema":{"type":"object"}}}}},
		"schemas":{"Slug":{"type":"string"},
			"Event":{"type":"object","additionalProperties":false,"properties":{"id":{"$ref":"#/components/schemas/Slug","description":"Its id."},"title":{"type":"string","description":"In one line."},"not":{"type":"string"}}},
			"NewEvent":{"type":"object","required":["title"],"properties":{"id":{"$ref":"#/components/schemas/Slug"},"title":{"type":"string","description":"The title."}}},
			"EventPatch":{"type":"object","additionalProperties":false,"description":"What is to change of a record (RFC 7396): its members are set, those that are null are taken away.",
				"properties":{"id":{"anyOf":[{"$ref":"#/components/schemas/Slug"},{"type":"null"}]},"title":{"type":["string","null"],"description":"The title."}}}}}}`
	if err := json.Unmarshal([]byte(expected), &want); err != nil {
		t.Fatal(err)
	}
	gotText, _ := json.MarshalIndent(got, "", " ")
	wantText, _ := json.MarshalIndent(want, "", " ")
	if string(gotText) != string(wantText) {
		t.Errorf("got %s", gotText)
	}
}

func TestFlatSaysWhatIsBroken(t *testing.T) {
	t.Parallel()
	for broken, says := range map[string]string{
		`a: {$ref: '#/components/schemas/A/properties/b'}`:                                             "leads nowhere",
		`components: {schemas: {A: {properties: {b: {$ref: '#/components/schemas/A/properties/b'}}}}}`: "leads back to itself",
		`a: {$ref: 'other.yaml#/components/schemas/A/properties/b'}`:                                   "not in this contract",
		`components: {schemas: {A: {required: [x], b: {$ref: '#/components/schemas/A/required'}}}}`:    "is no object",
		`paths: {/v1/a: {get: {}}, '/v1/a/{id}': {patch: {}}}`:                                         "",
		`components: {schemas: {A: [`:                                                                  "read the contract",
	} {
		if _, err := contract.Flat([]byte(broken)); (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", broken, err)
		}
	}
}
