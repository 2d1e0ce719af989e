// Package codegen tests that code generated from /openapi.json by a generator of
// others compiles, and works against the server that bin/dateline is.
//
// `make test-codegen` generates the code into dist, which is not committed.
package codegen

//go:generate sh -c "mkdir -p dist && go run ./served >dist/openapi.json"
//go:generate go tool oapi-codegen -config config.yaml dist/openapi.json

import _ "github.com/oapi-codegen/runtime" // what generated code stands on
