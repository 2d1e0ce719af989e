// Package dateline holds the contract of the API, so that the server can give
// it out and the tests can hold the code to it.
package dateline

import _ "embed"

// OpenAPI is openapi.yaml.
//
//go:embed openapi.yaml
var OpenAPI []byte
