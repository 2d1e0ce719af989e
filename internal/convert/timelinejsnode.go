package convert

import (
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// A slide of TimelineJS is read as a tree, whichever form of the format it comes in:
// what version 3 has as JSON. What is blank is no part of it, and its members have an
// order, so that the same slide is the same tree. An event keeps it in its origin.

// tlMember names the member of an event's or story's origin in which the tree is.
const tlMember = "timelinejs"

// tlOrder is the order of members in each object of a slide; others follow in theirs.
var tlOrder = map[string][]string{
	"":           {"unique_id", "start_date", "end_date", "display_date", "text", "media", "group", "background", "autolink"},
	"text":       {"headline", "text"},
	"media":      {"url", "caption", "credit", "alt", "title", "thumbnail", "link", "link_target"},
	"background": {"url", "alt", "color"},
	"start_date": tlDateOrder,
	"end_date":   tlDateOrder,
}

var tlDateOrder = []string{"year", "month", "day", "hour", "minute", "second", "millisecond", "display_date", "format"}

// tlTidied is an object of a slide without what is blank, in its order; nil where
// nothing is left. name is what the object is to the slide.
func tlTidied(n *timeline.Node, name string) *timeline.Node {
	switch n.Kind {
	case timeline.Null:
		return nil
	case timeline.String:
		if strings.TrimSpace(n.Text) == "" {
			return nil
		}
		return n
	case timeline.Object:
	default:
		return n
	}
	tidy := &timeline.Node{Kind: timeline.Object, Line: n.Line, Column: n.Column}
	for _, m := range n.Members {
		if name == "" && m.Name == tlOurMember {
			continue
		}
		if name == "" && m.Name == "uniqueid" && !n.Has("unique_id") { // as an editor of long ago spelled it
			m.Name = "unique_id"
		}
		if m.Value = tlTidied(m.Value, m.Name); m.Value != nil {
			tidy.Members = append(tidy.Members, m)
		}
	}
	if len(tidy.Members) == 0 {
		return nil
	}
	order := tlOrder[name]
	place := func(m timeline.Member) int {
		if i := slices.Index(order, m.Name); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(tidy.Members, func(a, b timeline.Member) int { return place(a) - place(b) })
	return tidy
}

// nodeAt is a member of a member, and so on; nil where it is not there, or null.
func nodeAt(n *timeline.Node, path ...string) *timeline.Node {
	for _, name := range path {
		if n == nil || n.Kind != timeline.Object {
			return nil
		}
		i := slices.IndexFunc(n.Members, func(m timeline.Member) bool { return m.Name == name })
		if i < 0 || n.Members[i].Value.Kind == timeline.Null {
			return nil
		}
		n = n.Members[i].Value
	}
	return n
}

// wordsAt is what a member says: a string, or a number or boolean as it is written.
func wordsAt(n *timeline.Node, path ...string) string {
	at := nodeAt(n, path...)
	if at == nil || at.Kind == timeline.Object || at.Kind == timeline.Array {
		return ""
	}
	return at.Text
}

// put sets a member of an object to a node; it is left out where it is nil.
func put(n *timeline.Node, name string, value *timeline.Node) {
	if value != nil {
		n.Members = append(n.Members, timeline.Member{Name: name, Value: value})
	}
}

// textNode is a string as a node, at the place where it was written.
func textNode(text string, line, column int) *timeline.Node {
	return &timeline.Node{Kind: timeline.String, Text: text, Line: line, Column: column}
}

// shift moves a tree that was read by itself to where it stands in its file.
func shift(n *timeline.Node, lines, columns int) {
	move := func(line, column *int) {
		if *line == 1 {
			*column += columns
		}
		*line += lines
	}
	move(&n.Line, &n.Column)
	for i := range n.Members {
		move(&n.Members[i].Line, &n.Members[i].Column)
		shift(n.Members[i].Value, lines, columns)
	}
	for _, item := range n.Items {
		shift(item, lines, columns)
	}
}
