package api

import (
	"bytes"
	"slices"
)

// appendFields appends the JSON object record to dst with only some of its
// top-level fields, in the record's own order; id always stays.
//
// It scans instead of decoding: stored records are compact, valid JSON, and
// most of a record is usually what is not wanted.
func appendFields(dst, record []byte, fields []string) []byte {
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
