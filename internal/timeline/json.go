package timeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is the deepest nesting of lists and objects accepted: no record
// needs half of it.
const maxDepth = 32

// MaxValues is how many values a document may have, lists and objects among them: each
// takes a hundred times the memory of its text, where that is short.
const MaxValues = 1_000_000

// ParseJSON reads one JSON value (RFC 8259). It refuses what encoding/json
// would let pass in silence: a name given twice, half a surrogate pair, text
// after the value, bytes that are not UTF-8 and nesting beyond a sane depth.
// The error is an *Error with code InvalidRecord that names line and column.
//
// It is written by hand because every imported record passes through it: the
// standard library knows no places, and its tokens cost ten times the allocations.
func ParseJSON(data []byte) (*Node, error) { return parseJSON(data, nil) }

func parseJSON(data []byte, into *NodeRoom) (*Node, error) {
	p, _ := jsonReaders.Get().(*jsonReader)
	p.data, p.names, p.into = data, nil, into
	defer p.release()
	if !utf8.Valid(data) {
		return nil, p.fault(InvalidUTF8At(data), "not UTF-8: JSON is exchanged in UTF-8")
	}
	n, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if p.space(); p.at < len(data) {
		return nil, p.fault(p.at, "text after the end of the JSON value")
	}
	return n, nil
}

// InvalidUTF8At is the offset of the first byte that is no part of UTF-8, or the
// length of a text that is all UTF-8.
func InvalidUTF8At(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// jsonReader builds Nodes, counting lines as it goes forward.
type jsonReader struct {
	data  []byte
	at    int               // the byte to read next
	names map[string]string // names that no record has, each once; nil before there is one
	into  *NodeRoom         // nil where the nodes stay
	room  []Node            // allocated, and not yet used
	made  int               // values

	open  []Member // of the objects that are being read, one in the other
	items []*Node  // of such lists

	counted      int // bytes of data already counted into line and column
	line, column int // of data[counted], 0-based
}

// jsonReaders are at rest: what they have grown for members and items stays.
var jsonReaders = sync.Pool{New: func() any { return new(jsonReader) }}

// maxKept is how many members or items a reader at rest may have room for.
const maxKept = 200

func (p *jsonReader) release() {
	open, items := p.open[:cap(p.open)], p.items[:cap(p.items)]
	if len(open) > maxKept || len(items) > maxKept {
		return
	}
	clear(open)
	clear(items)
	*p = jsonReader{open: open[:0], items: items[:0]}
	jsonReaders.Put(p)
}

// recordNames are the names that records have, each once.
var recordNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	var add func(t reflect.Type)
	met := map[reflect.Type]bool{}
	add = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || met[t] {
			return
		}
		met[t] = true
		for _, f := range fieldsOf(t) {
			names[f.name] = f.name
			add(t.FieldByIndex(f.index).Type)
		}
	}
	for _, r := range recordTypes {
		add(reflect.TypeOf(r.blank()))
	}
	add(reflect.TypeFor[dateShape]())
	return names
})

// peek is the next byte, 0 at the end: no JSON text has a NUL outside strings.
func (p *jsonReader) peek() byte {
	if p.at < len(p.data) {
		return p.data[p.at]
	}
	return 0
}

func (p *jsonReader) space() {
	for p.at < len(p.data) {
		switch p.data[p.at] {
		case ' ', '\t', '\r', '\n':
			p.at++
		default:
			return
		}
	}
}

// took steps over b, if it is the next byte.
func (p *jsonReader) took(b byte) bool {
	if p.peek() == b {
		p.at++
		return true
	}
	return false
}

func (p *jsonReader) node() *Node {
	if len(p.room) == 0 {
		p.room = p.into.nodes()
	}
	n := &p.room[0]
	p.room = p.room[1:]
	n.Line, n.Column = p.position(p.at)
	return n
}

func (p *jsonReader) value(depth int) (*Node, error) {
	p.space()
	if p.made++; p.made > MaxValues {
		return nil, p.fault(p.at, "more than %d values: import them as NDJSON, which is read line by line", MaxValues)
	}
	n := p.node()
	var err error
	switch b := p.peek(); b {
	case '{', '[':
		if depth == maxDepth {
			return nil, p.fault(p.at, "nested deeper than %d levels", maxDepth)
		}
		p.at++
		if b == '[' {
			n.Kind = Array
			return n, p.list(n, depth)
		}
		n.Kind = Object
		return n, p.object(n, depth)
	case '"':
		n.Kind = String
		n.Text, err = p.text(false)
	case 't':
		n.Kind, n.Text, err = Bool, "true", p.word("true")
	case 'f':
		n.Kind, n.Text, err = Bool, "false", p.word("false")
	case 'n':
		n.Kind, err = Null, p.word("null")
	default:
		n.Kind = Number
		n.Text, err = p.number()
	}
	return n, err
}

func (p *jsonReader) word(w string) error {
	if !bytes.HasPrefix(p.data[p.at:], []byte(w)) {
		return p.syntax()
	}
	p.at += len(w)
	return nil
}

// number steps over -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?
func (p *jsonReader) number() (string, error) {
	start := p.at
	p.took('-')
	whole := p.took('0') || p.digits()
	if whole && p.took('.') {
		whole = p.digits()
	}
	if whole && (p.took('e') || p.took('E')) {
		_ = p.took('+') || p.took('-')
		whole = p.digits()
	}
	if !whole {
		return "", p.syntax()
	}
	return string(p.data[start:p.at]), nil
}

// digits steps over one digit and more.
func (p *jsonReader) digits() bool {
	start := p.at
	for b := p.peek(); '0' <= b && b <= '9'; b = p.peek() {
		p.at++
	}
	return p.at > start
}

func (p *jsonReader) list(n *Node, depth int) error {
	if p.space(); p.took(']') {
		return nil
	}
	first := len(p.items)
	for {
		item, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		p.items = append(p.items, item)
		p.space()
		if p.took(']') {
			n.Items = p.into.copyItems(p.items[first:])
			p.items = p.items[:first]
			return nil
		}
		if !p.took(',') {
			return p.syntax()
		}
	}
}

func (p *jsonReader) object(n *Node, depth int) error {
	if p.space(); p.took('}') {
		return nil
	}
	first := len(p.open)
	for {
		m, err := p.member(depth)
		if err != nil {
			return err
		}
		p.open = append(p.open, m)
		p.space()
		if p.took('}') {
			n.Members = p.into.copyMembers(p.open[first:])
			p.open = p.open[:first]
			return checkNames(n)
		}
		if !p.took(',') {
			return p.syntax()
		}
	}
}

func (p *jsonReader) member(depth int) (m Member, err error) {
	p.space()
	start := p.at
	if p.peek() != '"' {
		return m, p.syntax()
	}
	m.Line, m.Column = p.position(start)
	if m.Name, err = p.text(true); err != nil {
		return m, err
	}
	if p.space(); !p.took(':') {
		return m, p.syntax()
	}
	m.Value, err = p.value(depth + 1)
	return m, err
}

// text reads the string at p.at. A name is likely to come again.
func (p *jsonReader) text(name bool) (string, error) {
	start := p.at
	p.at++
	for p.at < len(p.data) {
		switch b := p.data[p.at]; {
		case b == '"':
			content := p.data[start+1 : p.at]
			p.at++
			if name {
				return p.name(content), nil
			}
			return string(content), nil
		case b == '\\':
			return p.escapedText(start)
		case b < ' ':
			return "", p.syntax()
		default:
			p.at++
		}
	}
	return "", p.syntax()
}

// name is a name that is likely to come again.
func (p *jsonReader) name(content []byte) string {
	if known, ok := recordNames()[string(content)]; ok {
		return known
	}
	if known, ok := p.names[string(content)]; ok {
		return known
	}
	s := string(content)
	if p.names == nil {
		p.names = map[string]string{}
	}
	if len(p.names) < 1000 {
		p.names[s] = s
	}
	return s
}

// escapedText reads the string at start, whose first escape is at p.at.
func (p *jsonReader) escapedText(start int) (string, error) {
	out := slices.Clone(p.data[start+1 : p.at])
	for p.at < len(p.data) {
		b := p.data[p.at]
		p.at++
		switch {
		case b == '"':
			return string(out), nil
		case b < ' ':
			return "", p.syntax()
		case b != '\\':
			out = append(out, b)
			continue
		}
		b = p.peek()
		p.at++
		if i := bytes.IndexByte([]byte(`"\/bfnrt`), b); i >= 0 {
			out = append(out, "\"\\/\b\f\n\r\t"[i])
			continue
		}
		r, ok := p.hexadecimal()
		if b != 'u' || !ok {
			return "", p.syntax()
		}
		if utf16.IsSurrogate(r) {
			low := rune(-1)
			if bytes.HasPrefix(p.data[p.at:], []byte(`\u`)) {
				p.at += 2
				low, _ = p.hexadecimal()
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return "", p.fault(start, "the string holds half a surrogate pair, which is no character")
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return "", p.syntax()
}

// hexadecimal reads the four digits of an escape.
func (p *jsonReader) hexadecimal() (rune, bool) {
	if p.at+4 > len(p.data) {
		return -1, false
	}
	v, err := strconv.ParseUint(string(p.data[p.at:p.at+4]), 16, 16)
	p.at += 4
	return rune(v), err == nil
}

// position turns a byte offset into a 1-based line and column.
func (p *jsonReader) position(offset int) (line, column int) {
	to := min(offset, len(p.data))
	if to < p.counted {
		p.counted, p.line, p.column = 0, 0, 0
	}
	passed := p.data[p.counted:to]
	p.counted = to
	if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
		p.line, p.column = p.line+bytes.Count(passed, []byte("\n")), 0
		passed = passed[last+1:]
	}
	p.column += utf8.RuneCount(passed)
	return p.line + 1, p.column + 1
}

// syntax says where the text stops being JSON, in the words of the standard
// library.
func (p *jsonReader) syntax() error {
	var whole json.RawMessage
	syntax, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(p.data, &whole))
	if !ok || syntax.Error() == "unexpected end of JSON input" {
		return p.fault(len(p.data), "the JSON ends too early")
	}
	return p.fault(int(syntax.Offset-1), "not valid JSON: %s", syntax.Error())
}

func (p *jsonReader) fault(offset int, format string, args ...any) error {
	line, column := p.position(max(offset, 0))
	f := Fault{Line: line, Column: column, Message: fmt.Sprintf(format, args...)}
	return &Error{Code: InvalidRecord, Message: "The text cannot be read.", Faults: []Fault{f}}
}

// checkNames refuses an object with a name that stands twice in it.
func checkNames(n *Node) error {
	const few = 16 // up to which comparing is quicker than counting
	var seen map[string]bool
	if len(n.Members) > few {
		seen = make(map[string]bool, len(n.Members))
	}
	for i, m := range n.Members {
		twice := seen[m.Name]
		if seen == nil {
			twice = slices.ContainsFunc(n.Members[:i], func(before Member) bool { return before.Name == m.Name })
		} else {
			seen[m.Name] = true
		}
		if twice {
			f := Fault{Line: m.Line, Column: m.Column, Message: fmt.Sprintf("%q stands twice in one object", m.Name)}
			return &Error{Code: InvalidRecord, Message: "The text cannot be read.", Faults: []Fault{f}}
		}
	}
	return nil
}
