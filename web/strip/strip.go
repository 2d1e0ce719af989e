// Package strip holds what readers do with the strip of a timeline, a script that
// the pages and the element share. The element's build reads the file.
package strip

import (
	"bytes"
	_ "embed"
)

//go:embed strip.js
var module []byte

// Script is the module as a script that has no exports, for pages: in a sandbox
// a browser does not load modules from the page's own origin.
func Script() []byte { return bytes.Replace(module, []byte("export function"), []byte("function"), 1) }
