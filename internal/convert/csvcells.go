package convert

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// safeCell makes a cell that no spreadsheet runs as a formula: an apostrophe
// stands before =, +, - or @ (their full-width forms too), and before a tab or
// line break, at the start of the cell, also behind spaces. The same goes for
// the start of what follows a semicolon, tab or line break inside the cell: a
// spreadsheet that takes other separators than the comma sees a cell there.
// What begins with apostrophes already gets one more, so that PlainCell can
// undo it.
func safeCell(s string) string {
	if !strings.ContainsAny(s, "=+-@＝＋－＠\t\r\n") {
		return s
	}
	var b strings.Builder
	copied := 0
	for at := 0; at >= 0; at = nextCell(s, at) {
		if runsAt(s, at) {
			b.WriteString(s[copied:at])
			b.WriteByte('\'')
			copied = at
		}
	}
	b.WriteString(s[copied:])
	return b.String()
}

// PlainCell undoes what keeps a cell of Dateline's CSV from being run as a
// formula.
func PlainCell(cell string) string {
	if !strings.Contains(cell, "'") {
		return cell
	}
	var b strings.Builder
	copied := 0
	for at := 0; at >= 0; at = nextCell(cell, at) {
		if strings.HasPrefix(cell[at:], "'") && runsAt(cell, at) {
			b.WriteString(cell[copied:at])
			copied = at + 1
		}
	}
	b.WriteString(cell[copied:])
	return b.String()
}

// nextCell is the offset behind the next separator from at on, or -1.
func nextCell(s string, at int) int {
	i := strings.IndexAny(s[at:], ";\t\r\n")
	if i < 0 {
		return -1
	}
	return at + i + 1
}

// runsAt reports whether s, from at on, would run if a cell began there.
func runsAt(s string, at int) bool {
	rest := strings.TrimLeft(s[at:], "'")
	if at == 0 && rest != "" && strings.IndexByte("\t\r\n", rest[0]) >= 0 {
		return true
	}
	for _, r := range rest {
		switch r {
		case '=', '+', '-', '@', '＝', '＋', '－', '＠':
			return true
		case '\t', '\r', '\n':
			return false // the next cell's matter
		}
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return false
}

// JoinList puts a list into one cell: its items are parted by "; ", and a
// backslash stands before each semicolon and backslash inside them. SplitList
// reads it back. A list of one blank item is a lone backslash, so that it
// differs from no list.
func JoinList(items []string) string {
	if len(items) == 1 && items[0] == "" {
		return `\`
	}
	escaped := make([]string, len(items))
	for i, item := range items {
		escaped[i] = listEscapes.Replace(item)
	}
	return strings.Join(escaped, "; ")
}

var (
	listEscapes  = strings.NewReplacer(`\`, `\\`, ";", `\;`)
	fieldEscapes = strings.NewReplacer(`\`, `\\`, "|", `\|`)
)

// SplitList takes apart a cell that JoinList made, after PlainCell. The space
// behind a semicolon may be missing, as where a person typed the cell.
func SplitList(cell string) []string {
	if cell == "" {
		return nil
	}
	items := split(cell, ';')
	for i := 1; i < len(items); i++ {
		items[i] = strings.TrimPrefix(items[i], " ")
	}
	return items
}

// JoinFields puts the fields of one item of a list together: parted by "|",
// with a backslash before each bar and backslash inside them. Blank fields at
// the end are left out.
func JoinFields(fields ...string) string {
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	escaped := make([]string, len(fields))
	for i, field := range fields {
		escaped[i] = fieldEscapes.Replace(field)
	}
	return strings.Join(escaped, "|")
}

// SplitFields takes apart what JoinFields made.
func SplitFields(item string) []string {
	if item == "" {
		return nil
	}
	return split(item, '|')
}

// split parts s at a separator and takes away its escapes.
func split(s string, separator byte) []string {
	var parts []string
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i++; i < len(s) {
				b.WriteByte(s[i])
			}
		case separator:
			parts = append(parts, b.String())
			b.Reset()
		default:
			b.WriteByte(s[i])
		}
	}
	return append(parts, b.String())
}

// listCell is a cell with one item for each of a list's.
func listCell[T any](list []T, item func(T) string) string {
	if len(list) == 0 {
		return ""
	}
	items := make([]string, len(list))
	for i, v := range list {
		items[i] = item(v)
	}
	return JoinList(items)
}

func citationCell(c timeline.Citation) string {
	if !c.Placed() {
		return c.Source
	}
	return c.Source + "#" + strconv.Itoa(c.Start) + "-" + strconv.Itoa(c.End)
}

func boundCell(sec int64) string {
	if sec == edtf.OpenStart || sec == edtf.OpenEnd {
		return ""
	}
	return edtf.FormatInstant(sec)
}

// floatCell is blank for a number that is not stated. Only what would be very
// long has an exponent.
func floatCell(f *float64) string {
	if f == nil {
		return ""
	}
	form := byte('f')
	if size := math.Abs(*f); size >= 1e21 || size != 0 && size < 1e-6 {
		form = 'g'
	}
	return strconv.FormatFloat(*f, form, -1, 64)
}

// flagCell is blank for false.
func flagCell(b bool) string {
	if b {
		return "true"
	}
	return ""
}

// countCell is blank for 0, which stands for nothing said.
func countCell(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
