package timeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// NodeKind is the JSON type of a Node.
type NodeKind int

// The JSON types.
const (
	Null NodeKind = iota
	Bool
	Number
	String
	Array
	Object
)

// String names the kind as an error message does.
func (k NodeKind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "a list", "an object"}[k]
}

// Node is a value of a JSON or YAML document together with the place where it
// was written, so that one decoder serves every input and each mistake can be
// named by line and column.
type Node struct {
	Kind         NodeKind
	Text         string   // a scalar's text: a string's content, a number or boolean as written
	Members      []Member // of an Object, in the order written
	Items        []*Node  // of an Array
	Line, Column int      // 1-based, in characters; 0 when unknown
}

// Member is a name and a value of an Object.
type Member struct {
	Name         string
	Value        *Node
	Line, Column int // of the name
}

// maxDepth is the deepest nesting accepted: no record needs half of it.
const maxDepth = 32

// Nearest returns the node at a JSON Pointer, or the closest one above it that
// exists: a missing field is reported at the object that lacks it.
func (n *Node) Nearest(pointer string) *Node {
	at := n
	if pointer == "" {
		return at
	}
	for step := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		next := at.child(strings.NewReplacer("~1", "/", "~0", "~").Replace(step))
		if next == nil {
			return at
		}
		at = next
	}
	return at
}

func (n *Node) child(step string) *Node {
	switch n.Kind {
	case Object:
		for i := range n.Members {
			if m := &n.Members[i]; m.Name == step {
				if m.Value.Line == 0 {
					return &Node{Kind: m.Value.Kind, Line: m.Line, Column: m.Column}
				}
				return m.Value
			}
		}
	case Array:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Items) {
			return n.Items[i]
		}
	}
	return nil
}

// ParseJSON reads one JSON value (RFC 8259). It refuses what encoding/json
// would let pass in silence: a name given twice, text after the value, bytes
// that are not UTF-8 and nesting beyond a sane depth. The error is an *Error
// with code InvalidRecord that names line and column.
func ParseJSON(data []byte) (*Node, error) {
	p := &jsonReader{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	p.dec.UseNumber()
	if !utf8.Valid(data) {
		return nil, p.fault(int64(invalidUTF8At(data)), "not UTF-8: JSON is exchanged in UTF-8")
	}
	n, err := p.value(0)
	if err != nil {
		return nil, err
	}
	end := p.dec.InputOffset()
	if after := bytes.TrimLeft(data[end:], " \t\r\n"); len(after) > 0 {
		return nil, p.fault(int64(len(data)-len(after)), "text after the end of the JSON value")
	}
	return n, nil
}

func invalidUTF8At(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// jsonReader builds Nodes from tokens, counting lines as it goes forward.
type jsonReader struct {
	data []byte
	dec  *json.Decoder

	counted      int // bytes of data already counted into line and column
	line, column int // of data[counted], 0-based
}

func (p *jsonReader) value(depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, p.fault(p.dec.InputOffset(), "nested deeper than %d levels", maxDepth)
	}
	start := p.skipTo()
	tok, err := p.dec.Token()
	if err != nil {
		return nil, p.syntax(err)
	}
	n := &Node{}
	n.Line, n.Column = p.position(start)
	switch t := tok.(type) {
	case nil:
		n.Kind = Null
	case bool:
		n.Kind, n.Text = Bool, strconv.FormatBool(t)
	case json.Number:
		n.Kind, n.Text = Number, t.String()
	case string:
		n.Kind, n.Text = String, t
		if err := p.wholePairs(start, t); err != nil {
			return nil, err
		}
	case json.Delim:
		if t == '[' {
			n.Kind = Array
			return n, p.items(n, depth)
		}
		n.Kind = Object
		return n, p.members(n, depth)
	}
	return n, nil
}

func (p *jsonReader) items(n *Node, depth int) error {
	for p.dec.More() {
		item, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
	}
	_, err := p.dec.Token()
	return p.syntax(err)
}

func (p *jsonReader) members(n *Node, depth int) error {
	seen := map[string]bool{}
	for p.dec.More() {
		start := p.skipTo()
		tok, err := p.dec.Token()
		if err != nil {
			return p.syntax(err)
		}
		name, _ := tok.(string) // the decoder has refused every other kind of name
		if err := p.wholePairs(start, name); err != nil {
			return err
		}
		if seen[name] {
			return p.fault(start, "%q stands twice in one object", name)
		}
		seen[name] = true
		line, column := p.position(start)
		value, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Members = append(n.Members, Member{Name: name, Value: value, Line: line, Column: column})
	}
	_, err := p.dec.Token()
	return p.syntax(err)
}

// wholePairs refuses a string with half a surrogate pair, such as "\ud800",
// for which the decoder would put another character.
func (p *jsonReader) wholePairs(start int64, decoded string) error {
	if !strings.ContainsRune(decoded, utf8.RuneError) {
		return nil
	}
	written := p.data[start:p.dec.InputOffset()]
	for i := 0; i < len(written); i++ {
		if written[i] != '\\' {
			continue
		}
		i++
		if written[i] != 'u' {
			continue
		}
		r := escaped(written[i+1:])
		i += 4
		if utf16.IsSurrogate(r) {
			if next, ok := bytes.CutPrefix(written[i+1:], []byte(`\u`)); !ok || utf16.DecodeRune(r, escaped(next)) == utf8.RuneError {
				return p.fault(start, "the string holds half a surrogate pair, which is no character")
			}
			i += 6
		}
	}
	return nil
}

// escaped is the value of four hexadecimal digits, which the decoder has seen.
func escaped(digits []byte) rune {
	v, _ := strconv.ParseUint(string(digits[:4]), 16, 16)
	return rune(v)
}

// skipTo is the offset of the next token: past white space and separators.
func (p *jsonReader) skipTo() int64 {
	at := p.dec.InputOffset()
	for at < int64(len(p.data)) && strings.IndexByte(" \t\r\n,:", p.data[at]) >= 0 {
		at++
	}
	return at
}

// position turns a byte offset into a 1-based line and column.
func (p *jsonReader) position(offset int64) (line, column int) {
	to := min(int(offset), len(p.data))
	if to < p.counted {
		p.counted, p.line, p.column = 0, 0, 0
	}
	for p.counted < to {
		r, size := utf8.DecodeRune(p.data[p.counted:])
		p.counted += size
		p.column++
		if r == '\n' {
			p.line, p.column = p.line+1, 0
		}
	}
	return p.line + 1, p.column + 1
}

// syntax says where the text stops being JSON. The decoder of tokens does not
// know, so the check of whole texts is asked.
func (p *jsonReader) syntax(err error) error {
	if err == nil {
		return nil
	}
	var whole json.RawMessage
	syntax, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(p.data, &whole))
	if !ok || syntax.Offset >= int64(len(p.data)) && strings.HasPrefix(syntax.Error(), "unexpected end") {
		return p.fault(int64(len(p.data)), "the JSON ends too early")
	}
	return p.fault(syntax.Offset-1, "not valid JSON: %s", syntax.Error())
}

func (p *jsonReader) fault(offset int64, format string, args ...any) error {
	line, column := p.position(max(offset, 0))
	f := Fault{Line: line, Column: column, Message: fmt.Sprintf(format, args...)}
	return &Error{Code: InvalidRecord, Message: "The text cannot be read.", Faults: []Fault{f}}
}
