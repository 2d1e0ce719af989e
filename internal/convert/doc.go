// Package convert reads and writes the formats that timelines travel in, one
// file a format. What it reads becomes records of package timeline, and a
// mistake in a file is named by its line and column.
package convert
