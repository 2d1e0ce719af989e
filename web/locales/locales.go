// Package locales holds the words of the pages and of the element, a file for
// each language. README.md says how they are put together.
package locales

import "embed"

// Files are the languages: en.json and its like.
//
//go:embed *.json
var Files embed.FS
