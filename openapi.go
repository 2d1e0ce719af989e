// Package dateline holds the contract of the API and what its documentation
// adds, so that the server can give them out and the tests can hold the code to
// them.
package dateline

import _ "embed"

// OpenAPI is openapi.yaml.
//
//go:embed openapi.yaml
var OpenAPI []byte

// Errors is docs/errors.md, which explains each type of problem.
//
//go:embed docs/errors.md
var Errors []byte

// Accessibility is docs/accessibility.md.
//
//go:embed docs/accessibility.md
var Accessibility []byte
