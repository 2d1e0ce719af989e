package convert

import (
	"errors"
	"regexp"
	"strings"

	"example.org/dateline/internal/timeline"
)

// The parser holds a hundred times as many bytes as it is given, and more. A text of
// more than maxYAMLWhole is given to it in parts of about yamlPartBytes, a list of
// records at the outermost level in several.
const (
	maxYAMLWhole  = 1 << 20
	yamlPartBytes = 64 << 10
)

// yamlPart is a part of a text that is a YAML text of its own.
type yamlPart struct {
	text   string
	before int  // lines before it
	goesOn bool // it holds more items of the list that the part before ends with
}

// yamlName is a line that names a field whose value follows on other lines.
var yamlName = regexp.MustCompile(`^[^\s#\[{][^:]*:[ \t]*(#.*)?\n?$`)

// yamlItem is a line that begins an item of a list.
var yamlItem = regexp.MustCompile(`^ *-(\s|$)`)

// parseYAMLParts reads a document that is one object part by part. Where a list is
// parted nothing else can stand but an item of it: whatever is inside one is indented
// deeper (YAML 1.2, section 6.1).
func parseYAMLParts(text string) (*timeline.Node, error) {
	var root *timeline.Node
	values := 0
	for part, err := range yamlParts(text) {
		if err != nil {
			return nil, err
		}
		n, err := parseYAMLWhole(part.text)
		if err != nil {
			return nil, moved(err, part.before)
		}
		if values += moveNodes(n, part.before); values > timeline.MaxValues {
			return nil, faultAt(part.before+1, 1, "the file has more than %d values: import it as NDJSON, which is read line by line", timeline.MaxValues)
		}
		switch {
		case root == nil && n.Kind == timeline.Object:
			root = n
		case part.goesOn && n.Kind == timeline.Array:
			last := root.Members[len(root.Members)-1].Value
			last.Items = append(last.Items, n.Items...)
		case !part.goesOn && n.Kind == timeline.Object:
			if err := addMembers(root, n); err != nil {
				return nil, err
			}
		default:
			return nil, faultAt(part.before+1, 1, "expected a name and a colon at the beginning of a line, or the next item of a list")
		}
	}
	return root, nil
}

// addMembers adds the fields of an object to another.
func addMembers(root, more *timeline.Node) error {
	for _, m := range more.Members {
		for _, known := range root.Members {
			if known.Name == m.Name {
				return faultAt(m.Line, m.Column, "%q stands twice in one object", timeline.Clip(m.Name, 60))
			}
		}
		root.Members = append(root.Members, m)
	}
	return nil
}

// yamlParts parts a text: before each line that is not indented, and lists before items.
func yamlParts(text string) func(yield func(yamlPart, error) bool) {
	return func(yield func(yamlPart, error) bool) {
		p := yamlParter{indent: -1}
		line := 0
		for l := range strings.Lines(text) {
			line++
			if err := p.refused(l, line); err != nil {
				yield(yamlPart{}, err)
				return
			}
			if p.begins(l) && p.size() > 0 {
				if !yield(p.part(text), nil) {
					return
				}
				p.from, p.before, p.goesOn = p.to, line-1, p.inList(l)
			}
			p.step(l)
		}
		if p.size() > 0 {
			yield(p.part(text), nil)
		}
	}
}

// yamlParter follows the lines of a text.
type yamlParter struct {
	from, to int  // the part so far, in bytes
	before   int  // lines before it
	goesOn   bool // it goes on with a list
	content  bool // it has more than comments
	named    bool // the last line with content names a field of the outermost object
	indent   int  // of the items of the list at hand; -1 where there is none
}

func (p *yamlParter) size() int {
	if !p.content {
		return 0 // comments alone belong to what follows
	}
	return p.to - p.from
}

func (p *yamlParter) part(text string) yamlPart {
	p.content = false
	return yamlPart{text[p.from:p.to], p.before, p.goesOn}
}

// refused is why a text cannot be parted.
func (p *yamlParter) refused(line string, at int) error {
	if strings.HasPrefix(line, "---") && (p.content || p.from > 0) || strings.HasPrefix(line, "...") {
		return faultAt(at, 1, "a second document begins, or one ends; a story file holds one")
	}
	if p.to-p.from+len(line) > maxYAMLWhole {
		return faultAt(p.before+1, 1, "a part of the file with more than %d bytes that is no list of records: import it as JSON, or as NDJSON, which is read line by line", maxYAMLWhole)
	}
	return nil
}

// inList tells whether a line begins an item of the list at hand.
func (p *yamlParter) inList(line string) bool {
	return p.indent >= 0 && yamlItem.MatchString(line) && indentOf(line) == p.indent
}

// begins tells whether a part may begin with a line.
func (p *yamlParter) begins(line string) bool {
	if p.inList(line) {
		return p.to-p.from >= yamlPartBytes
	}
	return !strings.ContainsAny(line[:1], " #\n-}]")
}

func (p *yamlParter) step(line string) {
	p.to += len(line)
	trimmed := strings.TrimLeft(line, " ")
	if trimmed == "\n" || strings.HasPrefix(trimmed, "#") || strings.HasPrefix(line, "---") {
		return
	}
	p.content = true
	switch {
	case p.named && yamlItem.MatchString(line):
		p.indent = indentOf(line)
	case indentOf(line) == 0 && !p.inList(line):
		p.indent = -1
	}
	p.named = indentOf(line) == 0 && yamlName.MatchString(line)
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// moved is an error whose places lie some lines further down.
func moved(err error, lines int) error {
	e, ok := errors.AsType[*timeline.Error](err)
	if !ok {
		return err
	}
	for i := range e.Faults {
		e.Faults[i].Line += lines
	}
	return e
}

// moveNodes moves values some lines further down, and returns how many they are.
func moveNodes(n *timeline.Node, lines int) int {
	count := 1
	if n.Line > 0 {
		n.Line += lines
	}
	for i := range n.Members {
		n.Members[i].Line += lines
		count += moveNodes(n.Members[i].Value, lines)
	}
	for _, item := range n.Items {
		count += moveNodes(item, lines)
	}
	return count
}
