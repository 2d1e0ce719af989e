package convert

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"example.org/dateline/internal/timeline"
)

// header is the row that names the columns of a table.
type header struct {
	raw   string         // as it was read
	names []string       // as they are written
	plain []string       // as they are compared
	at    map[string]int // the first column of each plain name
	twice []string       // names that stand at several columns

	sorted       []string // the plain names in order, each once; nil until somebody asks
	decimalComma bool     // the separator is none, so that it may be in numbers
}

// headerOf takes a row for a header.
func headerOf(row tableRow) header {
	h := header{raw: string(row.raw), names: slices.Clone(row.cells), at: map[string]int{}}
	for i, name := range h.names {
		h.names[i] = strings.TrimSpace(name)
		plain := plainName(name)
		h.plain = append(h.plain, plain)
		if _, known := h.at[plain]; !known {
			h.at[plain] = i
		} else if plain != "" && !slices.Contains(h.twice, h.names[i]) {
			h.twice = append(h.twice, h.names[i])
		}
	}
	return h
}

// index is the number of the column with a plain name, or -1.
func (h header) index(plain string) int {
	if i, known := h.at[plain]; known {
		return i
	}
	return -1
}

// has reports whether each of some plain names is there.
func (h header) has(plain ...string) bool {
	return !slices.ContainsFunc(plain, func(name string) bool { return h.index(name) < 0 })
}

// plainName is a column's name in lower case, with one underscore for all between its
// letters and digits: "End Year", "end-year" and "end_year" are one.
func plainName(name string) string {
	var b strings.Builder
	between := false
	for _, r := range strings.ToLower(name) {
		if !unicode.In(r, unicode.L, unicode.M, unicode.N) {
			between = b.Len() > 0
			continue
		}
		if between {
			b.WriteByte('_')
			between = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// headRows are the first rows of a text's head, at most so many, for a format to be
// told by. The last may be cut off.
func headRows(head []byte, d *dialect, most int) []tableRow {
	t := newTable(bytes.NewReader(head), d)
	var rows []tableRow
	for len(rows) < most {
		row, err := t.next()
		if timeline.CodeOf(err) == timeline.InvalidRecord && len(row.cells) == 0 {
			continue
		}
		if err != nil && len(row.cells) == 0 {
			break
		}
		row.raw, row.begins = bytes.Clone(row.raw), slices.Clone(row.begins)
		rows = append(rows, row)
	}
	return rows
}

// headHeader is the first row of a text's head as a header, in whatever dialect.
func headHeader(head []byte) header {
	rows := headRows(head, nil, 1)
	if len(rows) == 0 {
		return header{}
	}
	return headerOf(rows[0])
}

// separators are those that a text may have, the likelier first.
var separators = []byte{',', ';', '\t', '|'}

// sampleRows is how many rows tell a text's separator.
const sampleRows = 50

// dialectOf finds the separator of a text by its head: the one that parts the first
// row into several cells, and as many of the others as can be into as many cells. A
// text with one column has commas.
func dialectOf(head []byte) dialect {
	best, most := commas, 0
	if i := bytes.LastIndexAny(head, "\r\n"); len(head) >= headBytes && i > 0 {
		head = head[:i+1]
	}
	for _, separator := range separators {
		d := dialect{separator: separator, quotes: true}
		rows := headRows(head, &d, sampleRows)
		if len(rows) == 0 || len(rows[0].cells) < 2 {
			continue
		}
		alike := 0
		for _, row := range rows {
			if len(row.cells) == len(rows[0].cells) {
				alike++
			}
		}
		// A row more counts for more than a cell more: text has commas, too.
		if score := alike*1000/len(rows)*100 + min(len(rows[0].cells), 99); score > most {
			best, most = d, score
		}
	}
	return best
}
