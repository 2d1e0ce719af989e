package convert

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// ownTable reads what csvEvents writes: events with their own ids, as NDJSON has them.
// Where a cell that shows a part of a field no longer agrees with what the details say
// of it, somebody has changed the cell, and it counts.
type ownTable struct {
	header header
	ids    knownIDs
}

// own is the table if Dateline has written it, or nil.
func (t *table) own() (*ownTable, bool) {
	for row, err := range t.looked() {
		if err != nil {
			return nil, false
		}
		h := headerOf(row)
		return &ownTable{header: h}, isOwnTable(h)
	}
	return nil, false
}

func (o *ownTable) read(t *table, in Input, yield func(timeline.Entry, error) bool) {
	first, some := true, false
	for row, err := range t.rows() {
		if first {
			first = false
			continue
		}
		some = true
		entry := row.entry(o.header.raw)
		if err == nil {
			entry.Record, err = o.event(&row)
		}
		if !yield(entry, err) {
			return
		}
	}
	if !some {
		in.note("there is no row below the names of the columns")
	}
}

// cellOf is what a column of a row says, without what keeps a spreadsheet from running
// it.
func (o *ownTable) cellOf(row *tableRow, column string) string {
	return PlainCell(row.cell(o.header.index(column)))
}

func (o *ownTable) event(row *tableRow) (timeline.Record, error) {
	node, err := o.node(row)
	if err != nil {
		return nil, err
	}
	record, err := timeline.DecodeRecord("event", node)
	if err != nil {
		if te, ok := errors.AsType[*timeline.Error](err); ok {
			for i := range te.Faults {
				f := &te.Faults[i]
				f.Line, f.Column = row.place(max(o.columnOf(f.Pointer), 0))
			}
		}
		return nil, err
	}
	if first, taken := o.ids.add("event", record.RecordID(), row.line, row.raw); taken {
		return nil, row.fault(o.header.index("id"), "the event %q is in the file already, at line %d: leave one of them out", record.RecordID(), first)
	}
	return record, nil
}

// columnOf is the column that a field of a record is read of.
func (o *ownTable) columnOf(pointer string) int {
	field, inside, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	if field == "date" {
		if inside == "" {
			inside = "edtf"
		}
		field = "date_" + inside
	}
	return o.header.index(field)
}

// node is the event of a row as JSON would have it.
func (o *ownTable) node(row *tableRow) (*timeline.Node, error) {
	if len(row.cells) > len(o.header.names) {
		return nil, row.fault(len(o.header.names), "the row has more cells (%d) than the header (%d): a cell with a separator or a line break stands in quotes", len(row.cells), len(o.header.names))
	}
	n := &timeline.Node{Kind: timeline.Object}
	cell := func(column string) string { return o.cellOf(row, column) }
	set := func(name string, kind timeline.NodeKind, text string) {
		if text != "" {
			n.Members = append(n.Members, timeline.Member{Name: name, Value: &timeline.Node{Kind: kind, Text: text}})
		}
	}
	for _, name := range []string{"id", "story", "title", "summary", "type", "status", "verification", "language"} {
		set(name, timeline.String, cell(name))
	}
	set("key", timeline.Bool, cell("key"))
	date := &timeline.Node{Kind: timeline.Object}
	for _, name := range []string{"edtf", "basis", "text"} {
		if text := cell("date_" + name); text != "" {
			date.Members = append(date.Members, timeline.Member{Name: name, Value: &timeline.Node{Kind: timeline.String, Text: text}})
		}
	}
	n.Members = append(n.Members, timeline.Member{Name: "date", Value: date})
	for _, name := range []string{"topics", "codes", "external_ids"} {
		addList(n, name, SplitList(cell(name)), nodeOf)
	}
	addList(n, "relations", SplitList(cell("relations")), func(item string) *timeline.Node { return pairNode(item, "type", "event") })
	addList(n, "figures", SplitList(cell("figures")), figureNode)
	return n, o.details(row, n)
}

// details adds the fields that cells show a part of.
func (o *ownTable) details(row *tableRow, n *timeline.Node) error {
	text := o.cellOf(row, "details")
	if text == "" {
		text = "{}"
	}
	tree, err := timeline.ParseJSON([]byte(text))
	var e timeline.Event
	if err == nil && tree.Kind == timeline.Object {
		err = json.Unmarshal([]byte(text), &e)
	}
	if err != nil || tree.Kind != timeline.Object {
		return row.fault(o.header.index("details"), "it is not the JSON that an export has there: leave the cell blank, and the other cells count")
	}
	for _, f := range []struct {
		name, says string
		item       func(item string) *timeline.Node
	}{
		{"actors", listCell(e.Actors, participantCell), func(item string) *timeline.Node { return pairNode(item, "id", "role") }},
		{"places", listCell(e.Places, venueCell), func(item string) *timeline.Node { return pairNode(item, "id", "role") }},
		{"quotes", listCell(e.Quotes, quoteCell), nil},
		{"citations", listCell(e.Citations, citationCell), func(item string) *timeline.Node {
			source, _, _ := strings.Cut(item, "#")
			return nodeOf(source)
		}},
		{"media", listCell(e.Media, func(m timeline.Media) string { return m.URL }), func(item string) *timeline.Node { return pairNode(item, "url", "") }},
	} {
		cell := o.cellOf(row, f.name)
		i := slices.IndexFunc(tree.Members, func(m timeline.Member) bool { return m.Name == f.name })
		switch {
		case i >= 0 && (cell == f.says || o.header.index(f.name) < 0):
			n.Members = append(n.Members, tree.Members[i])
		case f.item != nil:
			addList(n, f.name, SplitList(cell), f.item)
		case cell != "":
			return row.fault(o.header.index(f.name), "the %s differ from those in the column details, which has all of them: change them there", f.name)
		}
	}
	if i := slices.IndexFunc(tree.Members, func(m timeline.Member) bool { return m.Name == "origin" }); i >= 0 {
		n.Members = append(n.Members, tree.Members[i])
	}
	return nil
}

func addList(n *timeline.Node, name string, items []string, node func(item string) *timeline.Node) {
	if len(items) == 0 {
		return
	}
	list := &timeline.Node{Kind: timeline.Array}
	for _, item := range items {
		list.Items = append(list.Items, node(item))
	}
	n.Members = append(n.Members, timeline.Member{Name: name, Value: list})
}

func nodeOf(text string) *timeline.Node { return &timeline.Node{Kind: timeline.String, Text: text} }

// pairNode is an object of what stands before a colon and behind it; of all of it where
// the second has no name.
func pairNode(item, first, second string) *timeline.Node {
	n := &timeline.Node{Kind: timeline.Object}
	before, behind, both := strings.Cut(item, ":")
	if second == "" {
		before, both = item, false
	}
	n.Members = append(n.Members, timeline.Member{Name: first, Value: nodeOf(before)})
	if both {
		n.Members = append(n.Members, timeline.Member{Name: second, Value: nodeOf(behind)})
	}
	return n
}

// figureNode is what figureCell wrote.
func figureNode(item string) *timeline.Node {
	n := &timeline.Node{Kind: timeline.Object}
	for i, text := range SplitFields(item) {
		name := fmt.Sprint(i) // one too many, which no figure has
		kind := timeline.String
		if names := []string{"name", "value", "low", "high", "unit"}; i < len(names) {
			name = names[i]
		}
		if _, err := strconv.ParseFloat(text, 64); err == nil && i > 0 && i < 4 {
			kind = timeline.Number
		}
		if text != "" {
			n.Members = append(n.Members, timeline.Member{Name: name, Value: &timeline.Node{Kind: kind, Text: text}})
		}
	}
	return n
}
