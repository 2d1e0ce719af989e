package convert

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"example.org/dateline/internal/timeline"
)

// parseYAML reads one YAML document into Nodes, or says at which line and
// column it cannot.
func parseYAML(text string) (*timeline.Node, error) {
	// Every line break means a line feed to YAML; the lexer counts others twice.
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	if err := checkTabs(text); err != nil {
		return nil, err
	}
	if len(text) > maxYAMLWhole {
		return parseYAMLParts(text)
	}
	return parseYAMLWhole(text)
}

// parseYAMLWhole is parseYAML of a text whose tokens fit into memory.
func parseYAMLWhole(text string) (root *timeline.Node, err error) {
	defer func() {
		if failure := recover(); failure != nil { // the parser's own, on a text it did not foresee
			root, err = nil, faultAt(1, 1, "not valid YAML")
		}
	}()
	tokens := lexer.Tokenize(text)
	if err := checkTokens(tokens); err != nil {
		return nil, err
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey()) // object finds them, in their own object
	if err != nil {
		return nil, syntaxFault(err)
	}
	reader := yamlReader{lines: strings.Split(text, "\n")}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			return reader.node(doc.Body)
		}
	}
	return nil, faultAt(1, 1, "the file is empty; a story file begins with `dateline: 1`")
}

// syntaxFault turns the parser's error into one fault without its excerpt of
// the source.
func syntaxFault(err error) error {
	if syntax, ok := errors.AsType[yaml.Error](err); ok {
		at := syntax.GetToken().Position
		message := strings.Join(strings.Fields(syntax.GetMessage()), " ")
		if message == "unexpected key name" {
			message = "a name is followed by a colon and a space, on one line"
		}
		return faultAt(at.Line, at.Column, "not valid YAML: %s", message)
	}
	return faultAt(1, 1, "not valid YAML")
}

// yamlReader turns a tree of the parser into Nodes.
type yamlReader struct{ lines []string }

func (r yamlReader) node(n ast.Node) (*timeline.Node, error) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return r.object(n.Start, n.Values)
	case *ast.MappingValueNode: // a single pair in a flow list
		return r.object(n.Start, []*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		return r.array(n)
	case *ast.StringNode:
		return r.scalar(timeline.String, n.Value, n.Token), nil
	case *ast.LiteralNode:
		return r.scalar(timeline.String, n.Value.Value, n.Start), nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return r.scalar(timeline.Number, n.GetToken().Value, n.GetToken()), nil
	case *ast.BoolNode:
		return r.scalar(timeline.Bool, n.Token.Value, n.Token), nil
	case *ast.NullNode:
		if n.Token.Type == token.ImplicitNullType {
			return &timeline.Node{Kind: timeline.Null}, nil // reported where its name stands
		}
		return r.scalar(timeline.Null, "", n.Token), nil
	}
	line, column := r.position(n.GetToken())
	return nil, faultAt(line, column, "%s is not taken in a story file", strings.ToLower(n.Type().String()))
}

func (r yamlReader) scalar(kind timeline.NodeKind, text string, tk *token.Token) *timeline.Node {
	n := &timeline.Node{Kind: kind, Text: text}
	n.Line, n.Column = r.position(tk)
	return n
}

// position is where a token begins. The lexer puts an unquoted scalar that
// ends its line too far to the right, by the spaces behind it.
func (r yamlReader) position(tk *token.Token) (line, column int) {
	line, column = tk.Position.Line, tk.Position.Column
	endsLine := tk.Next == nil || tk.Next.Position.Line > line
	if tk.Indicator != token.NotIndicator || !endsLine || line > len(r.lines) {
		return line, column
	}
	text := r.lines[line-1]
	if spaces := len(text) - len(strings.TrimRight(text, " \t")); spaces > 0 {
		runes := []rune(text)
		value, _, _ := strings.Cut(tk.Value, "\n")
		first, _, _ := strings.Cut(value, " ")
		if from := min(max(column-1, 0), len(runes)); column > spaces && !strings.HasPrefix(string(runes[from:]), first) {
			column -= spaces
		}
	}
	return line, column
}

func (r yamlReader) object(start *token.Token, pairs []*ast.MappingValueNode) (*timeline.Node, error) {
	if len(pairs) > 0 && start.Type != token.MappingStartType {
		start = pairs[0].Key.GetToken()
	}
	n := r.scalar(timeline.Object, "", start)
	seen := make(map[string]bool, len(pairs))
	for _, pair := range pairs {
		key := pair.Key.GetToken()
		line, column := r.position(key)
		name, ok := pair.Key.(*ast.StringNode)
		if !ok {
			return nil, faultAt(line, column, "a name must be a string, found %q; put it in quotes if it is one", timeline.Clip(key.Value, 60))
		}
		if seen[name.Value] {
			return nil, faultAt(line, column, "%q stands twice in one object", timeline.Clip(name.Value, 60))
		}
		seen[name.Value] = true
		value, err := r.node(pair.Value)
		if err != nil {
			return nil, err
		}
		n.Members = append(n.Members, timeline.Member{Name: name.Value, Value: value, Line: line, Column: column})
	}
	return n, nil
}

func (r yamlReader) array(s *ast.SequenceNode) (*timeline.Node, error) {
	n := r.scalar(timeline.Array, "", s.Start)
	for i, value := range s.Values {
		item, err := r.node(value)
		if err != nil {
			return nil, err
		}
		if item.Line == 0 && i < len(s.Entries) {
			item.Line, item.Column = r.position(s.Entries[i].Start)
		}
		n.Items = append(n.Items, item)
	}
	return n, nil
}
