package convert

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// Mapping says which column of a table is what. It is written by hand, or guessed of
// the names of the columns and written out to be mended.
type Mapping struct {
	Columns   []FieldColumns // in the order of tableFields
	Figures   []FigureColumn
	Constants []FieldValue // of fields that no column is
	Ignore    []string     // columns that are left out
	Title     string       // how titles are made of other cells, where no column is the title
	DayOrder  string       // as in ReadOptions
	Separator string       // between the items of a list in a cell; ";" where it is empty
	Missing   []string     // what stands where nothing is known; nil for the usual words
	Scheme    string       // of the external ids that the column id makes; "table" where it is empty
	Sheet     string       // of a spreadsheet; the first that tells of events where it is empty
	HeaderRow int          // the number of the row that names the columns; 0 where the reader finds it
	NoHeader  bool         // no row names the columns: they are called 1, 2, 3 …
}

// FieldColumns are the columns that a field is read of.
type FieldColumns struct {
	Field   string
	Columns []string
}

// FigureColumn is a column whose numbers are a figure of that name.
type FigureColumn struct{ Name, Column string }

// FieldValue is what a field is in each row.
type FieldValue struct{ Field, Value string }

// MaxMapping is the largest mapping that ReadMapping takes, in bytes.
const MaxMapping = 1 << 20

// ReadMapping reads a mapping in YAML or JSON. The error is a *timeline.Error with code
// InvalidRecord: each fault has line and column.
func ReadMapping(text []byte) (*Mapping, error) {
	if len(text) > MaxMapping {
		return nil, faultAt(1, 1, "a mapping has at most %d bytes", MaxMapping)
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if !utf8.Valid(text) {
		return nil, faultAt(1, 1, "the file is not UTF-8")
	}
	root, err := parseStory(text)
	if err != nil {
		return nil, err
	}
	r := mappingReader{}
	r.mapping(root)
	if len(r.faults) > 0 {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: "The mapping cannot be read.", Faults: r.faults}
	}
	return &r.m, nil
}

type mappingReader struct {
	m      Mapping
	faults []timeline.Fault
}

func (r *mappingReader) fault(n *timeline.Node, pointer, format string, args ...any) {
	if len(r.faults) < timeline.MaxFaults {
		r.faults = append(r.faults, timeline.Fault{Pointer: pointer, Message: fmt.Sprintf(format, args...), Line: n.Line, Column: n.Column})
	}
}

var mappingNames = []string{"columns", "figures", "constants", "ignore", "title", "day_order", "list_separator", "missing", "id_scheme", "sheet", "header_row"}

func (r *mappingReader) mapping(root *timeline.Node) {
	for _, m := range r.members(root, "") {
		at := "/" + m.Name
		switch m.Name {
		case "columns":
			r.columns(m.Value, at)
		case "figures":
			for _, f := range r.members(m.Value, at) {
				if !timeline.IsSlug(f.Name) {
					r.fault(f.Value, at, "%q is no name of a figure: lower-case letters, digits, dots, dashes and underscores", timeline.Clip(f.Name, 40))
				}
				r.m.Figures = append(r.m.Figures, FigureColumn{f.Name, r.text(f.Value, at+"/"+f.Name)})
			}
		case "constants":
			r.constants(m.Value, at)
		case "ignore":
			r.m.Ignore = r.texts(m.Value, at)
		case "title":
			r.m.Title = r.text(m.Value, at)
			if _, err := parseTemplate(r.m.Title); err != nil {
				r.fault(m.Value, at, "%s", err)
			}
		case "day_order":
			if r.m.DayOrder = r.text(m.Value, at); !slices.Contains(DayOrders, r.m.DayOrder) {
				r.fault(m.Value, at, "%q is none of %s", timeline.Clip(r.m.DayOrder, 40), strings.Join(DayOrders, ", "))
			}
		case "list_separator":
			if r.m.Separator = r.text(m.Value, at); r.m.Separator == "" {
				r.fault(m.Value, at, "it is empty")
			}
		case "missing":
			r.m.Missing = append([]string{}, r.texts(m.Value, at)...)
		case "id_scheme":
			if r.m.Scheme = r.text(m.Value, at); !timeline.IsSlug(r.m.Scheme) || len(r.m.Scheme) > 32 {
				r.fault(m.Value, at, "%q is no scheme: at most 32 lower-case letters, digits, dots, dashes and underscores", timeline.Clip(r.m.Scheme, 40))
			}
		case "sheet":
			r.m.Sheet = r.text(m.Value, at)
		case "header_row":
			r.headerRow(m.Value, at)
		default:
			r.fault(m.Value, at, "there is no such setting; there are %s", strings.Join(mappingNames, ", "))
		}
	}
}

func (r *mappingReader) headerRow(n *timeline.Node, at string) {
	text := r.text(n, at)
	if text == "none" {
		r.m.NoHeader = true
		return
	}
	row, err := strconv.Atoi(text)
	if err != nil || row < 1 || row > headerRows {
		r.fault(n, at, "expected the number of a row from 1 to %d, or none where no row names the columns", headerRows)
	}
	r.m.HeaderRow = row
}

func (r *mappingReader) columns(n *timeline.Node, at string) {
	for _, m := range r.members(n, at) {
		field, known := fieldNamed(m.Name)
		if !known {
			r.fault(m.Value, at+"/"+m.Name, "there is no such field; there are %s", strings.Join(tableFieldNames(), ", "))
			continue
		}
		list := r.texts(m.Value, at+"/"+m.Name)
		if len(list) > 1 && !field.several {
			r.fault(m.Value, at+"/"+m.Name, "it is of one column")
		}
		r.m.Columns = append(r.m.Columns, FieldColumns{m.Name, list})
	}
}

func (r *mappingReader) constants(n *timeline.Node, at string) {
	for _, m := range r.members(n, at) {
		if _, known := fieldNamed(m.Name); !known || m.Name == "id" {
			r.fault(m.Value, at+"/"+m.Name, "there is no such field for a constant; there are %s", strings.Join(tableFieldNames()[1:], ", "))
			continue
		}
		r.m.Constants = append(r.m.Constants, FieldValue{m.Name, r.text(m.Value, at+"/"+m.Name)})
	}
}

// members are those of an object, each name once.
func (r *mappingReader) members(n *timeline.Node, at string) []timeline.Member {
	if n.Kind == timeline.Null {
		return nil
	}
	if n.Kind != timeline.Object {
		r.fault(n, at, "expected names with values, found %s", n.Kind)
		return nil
	}
	return n.Members
}

func (r *mappingReader) text(n *timeline.Node, at string) string {
	if n.Kind != timeline.String && n.Kind != timeline.Number && n.Kind != timeline.Bool {
		r.fault(n, at, "expected a text, found %s", n.Kind)
	}
	return n.Text
}

// texts takes one text, or a list of them.
func (r *mappingReader) texts(n *timeline.Node, at string) []string {
	if n.Kind != timeline.Array {
		return []string{r.text(n, at)}
	}
	var list []string
	for i, item := range n.Items {
		list = append(list, r.text(item, fmt.Sprintf("%s/%d", at, i)))
	}
	return list
}

// YAML is the mapping as ReadMapping takes it. Each line of about stands before it as
// a comment.
func (m *Mapping) YAML(about ...string) []byte {
	var out bytes.Buffer
	for _, line := range about {
		out.WriteString("# " + inOneLine(line) + "\n")
	}
	tree := &object{}
	inner := func(name string, members []member) {
		if len(members) > 0 {
			tree.members = append(tree.members, member{name, &object{members: members}})
		}
	}
	var columns, figures, constants []member
	for _, c := range m.Columns {
		columns = append(columns, member{c.Field, oneOrList(c.Columns)})
	}
	for _, f := range m.Figures {
		figures = append(figures, member{f.Name, f.Column})
	}
	for _, c := range m.Constants {
		constants = append(constants, member{c.Field, c.Value})
	}
	inner("columns", columns)
	inner("figures", figures)
	inner("constants", constants)
	add := func(name string, value any, said bool) {
		if said {
			tree.members = append(tree.members, member{name, value})
		}
	}
	add("ignore", textsOf(m.Ignore), len(m.Ignore) > 0)
	add("title", m.Title, m.Title != "")
	add("day_order", m.DayOrder, m.DayOrder != "")
	add("list_separator", m.Separator, m.Separator != "")
	add("missing", textsOf(m.Missing), m.Missing != nil)
	add("id_scheme", m.Scheme, m.Scheme != "")
	add("sheet", m.Sheet, m.Sheet != "")
	add("header_row", number(strconv.Itoa(m.HeaderRow)), m.HeaderRow > 0)
	add("header_row", "none", m.NoHeader)
	yamlWriter{&out, nil}.object(tree, "", "", "")
	return out.Bytes()
}

func oneOrList(columns []string) any {
	if len(columns) == 1 {
		return columns[0]
	}
	return textsOf(columns)
}

func textsOf(texts []string) *list {
	l := &list{flow: true}
	for _, text := range texts {
		l.items = append(l.items, text)
	}
	return l
}

// columnsOf are the columns of a field, and nil where it has none.
func (m *Mapping) columnsOf(field string) []string {
	for _, c := range m.Columns {
		if c.Field == field {
			return c.Columns
		}
	}
	return nil
}
