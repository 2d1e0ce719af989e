// Package web holds what browsers get: the files that `make web` builds, as
// they are committed.
package web

import _ "embed"

// Element is the script that defines <dateline-timeline>.
//
//go:embed dist/dateline-timeline.js
var Element []byte

// Edit is the script of the pages below /edit.
//
//go:embed dist/dateline-edit.js
var Edit []byte
