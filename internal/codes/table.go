package codes

import (
	"bufio"
	"fmt"
	"strings"
	"unicode"

	"example.org/dateline/data"
)

// read reads a table of data/codes: lines that begin with # say what it is, the first
// other one names the columns, and each of the rest is a row. It panics where the file
// is not so: it is part of the program, and tests read every one.
func read(name string, columns ...string) [][]string {
	text, err := data.Codes.ReadFile("codes/" + name)
	if err != nil {
		panic(fmt.Sprintf("codes: %v", err))
	}
	var rows [][]string
	lines := bufio.NewScanner(strings.NewReader(string(text)))
	for headed := false; lines.Scan(); {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "#"):
		case !headed:
			if headed = true; line != strings.Join(columns, "\t") {
				panic(fmt.Sprintf("codes: %s has the columns %q, not %q", name, line, columns))
			}
		default:
			row := strings.Split(line, "\t")
			if len(row) != len(columns) {
				panic(fmt.Sprintf("codes: %s: %d cells in %q, not %d", name, len(row), line, len(columns)))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// list is the values of a cell that may have several.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// folded is a name as it is compared: letters in lower case and digits, of words in
// their order, without articles before them.
func folded(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}
