// Package data holds the story that Dateline comes with.
package data

import _ "embed"

// BundledStory is the story file that a new database gets: an article of March
// 2025 on the US–Ukraine peace talks, fact by fact.
//
//go:embed us-ukraine-peace-talks.yaml
var BundledStory []byte

// BundledStoryID is its story's id.
const BundledStoryID = "us-ukraine-peace-talks"
