// Package data holds the story that Dateline comes with.
package data

import "embed"

// BundledStory is the story file that a new database gets: an article of March
// 2025 on the US–Ukraine peace talks, fact by fact.
//
//go:embed us-ukraine-peace-talks.yaml
var BundledStory []byte

// BundledStoryID is its story's id.
const BundledStoryID = "us-ukraine-peace-talks"

// Codes are the vocabularies of codes by which others name countries, actors and
// events: tables of tab-separated values, each with what it is in its first lines.
// internal/codes reads them.
//
//go:embed codes/*.tsv
var Codes embed.FS
