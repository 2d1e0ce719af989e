package convert

import (
	"bytes"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// fieldColumns are the fields that columns of tables belong to, where these are
// called otherwise.
var fieldColumns = map[string]string{
	"actor_names": "actors", "place_names": "places", "details": "origin", "lat": "places", "lon": "places", "sources": "citations", "evidence": "citations",
	"edtf": "date", "earliest": "date", "latest": "date", "earliest_seconds": "date", "latest_seconds": "date", "latest_start_seconds": "date",
	"earliest_end_seconds": "date", "precision": "date", "approximate": "date", "uncertain": "date", "basis": "date",
}

// fieldOf is which of the fields of a record a column tells of.
func fieldOf(fields []string, column string) string {
	if slices.Contains(fields, column) {
		return column
	}
	if prefix, _, found := strings.Cut(column, "_"); found && slices.Contains(fields, prefix) {
		return prefix // of a date, as in date_words
	}
	return fieldColumns[column]
}

// chosen are the columns of a table that tell of some fields, in the order of
// these, with the id before them unless it is among them; all where fields is nil.
func chosen[T, C any](columns []C, name func(C) string, fields []string) []C {
	if fields == nil {
		return columns
	}
	if !slices.Contains(fields, "id") {
		fields = append([]string{"id"}, fields...)
	}
	of, known := map[string][]C{}, timeline.FieldNames(new(T))
	for _, c := range columns {
		f := fieldOf(known, name(c))
		of[f] = append(of[f], c)
	}
	var list []C
	for _, f := range fields {
		list = append(list, of[f]...)
	}
	return list
}

// AppendFields appends the JSON object record to dst with only some of its
// top-level fields, in the record's own order; id always stays.
//
// It scans instead of decoding: stored records are compact, valid JSON, and
// most of a record is usually what is not wanted.
func AppendFields(dst, record []byte, fields []string) []byte {
	dst = append(dst, '{')
	first := true
	for rest := record[1:]; len(rest) > 0 && rest[0] != '}'; {
		member := memberLength(rest)
		if member == 0 {
			break // no record of ours
		}
		name := rest[1 : 1+bytes.IndexByte(rest[1:], '"')]
		if string(name) == "id" || slices.Contains(fields, string(name)) {
			if !first {
				dst = append(dst, ',')
			}
			first = false
			dst = append(dst, rest[:member]...)
		}
		rest = bytes.TrimPrefix(rest[member:], []byte(","))
	}
	return append(dst, '}')
}

// memberLength is how long the first member of an object's inside is, up to
// the comma or brace that ends it; 0 when nothing does.
func memberLength(inside []byte) int {
	depth := 0
	for i := 0; i < len(inside); i++ {
		switch inside[i] {
		case '"':
			i += stringLength(inside[i:]) - 1
		case '{', '[':
			depth++
		case ',':
			if depth == 0 {
				return i
			}
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return 0
}

// stringLength is how long the JSON string at the start of b is, quotes and
// all.
func stringLength(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}
