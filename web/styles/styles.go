// Package styles holds the style sheets that the pages and the element share: the
// design tokens, and how marks are drawn. The element's build reads the files.
package styles

import "embed"

// Files are tokens.css and what is written in them.
//
//go:embed *.css
var Files embed.FS
