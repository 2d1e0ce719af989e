package timeline

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// nodeDecoder is implemented by types that accept short forms, such as a bare
// string for a date.
type nodeDecoder interface {
	decodeNode(n *Node, pointer string, fs *Faults)
}

// decode fills target, a pointer to a struct with json tags, from a node.
//
// It is strict: a name that the struct does not have is a fault with a
// suggestion, and so is a value of another kind. Fields tagged `input:"-"` are
// the server's own: accepted, because clients send back what they were given,
// and ignored. Those tagged `input:"edtf"` are dates: a year is a number to
// YAML, and is read as it is written.
func decode(n *Node, pointer string, target any, fs *Faults) {
	decodeValue(n, pointer, reflect.ValueOf(target).Elem(), fs)
}

func decodeValue(n *Node, pointer string, v reflect.Value, fs *Faults) {
	if d, ok := v.Addr().Interface().(nodeDecoder); ok {
		d.decodeNode(n, pointer, fs)
		return
	}
	decodePlain(n, pointer, v, fs)
}

func decodePlain(n *Node, pointer string, v reflect.Value, fs *Faults) {
	if n.Kind == Null {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		decodeValue(n, pointer, v.Elem(), fs)
	case reflect.Struct:
		decodeStruct(n, pointer, v, fs)
	case reflect.Slice:
		decodeSlice(n, pointer, v, fs)
	default:
		if wrong := decodeLeaf(n, v); wrong != "" {
			fs.Add(pointer, "%s", wrong)
		}
	}
}

// isLeaf reports whether decodeLeaf reads a type. Most values are leaves: nobody puts
// together where they stand unless something is wrong with them.
func isLeaf(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Int, reflect.Int64, reflect.Float64, reflect.Bool:
		return !reflect.PointerTo(t).Implements(reflect.TypeFor[nodeDecoder]())
	}
	return false
}

// decodeLeaf fills a value that holds no others. It returns what is wrong with the
// node, if anything.
func decodeLeaf(n *Node, v reflect.Value) (wrong string) {
	if n.Kind == Null {
		return ""
	}
	switch v.Kind() {
	case reflect.String:
		if n.Kind != String {
			return fmt.Sprintf("expected a string, found %s%s", n.Kind, quotingHint(n))
		}
		if err := checkText(n.Text); err != nil {
			return err.Error()
		}
		v.SetString(n.Text)
	case reflect.Int, reflect.Int64:
		i, err := strconv.ParseInt(n.Text, 10, 64)
		if n.Kind != Number || err != nil {
			return "expected a whole number, found " + n.describe()
		}
		v.SetInt(i)
	case reflect.Float64:
		f, err := strconv.ParseFloat(n.Text, 64)
		if n.Kind != Number || err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			if errors.Is(err, strconv.ErrRange) {
				return Clip(n.Text, 40) + " is too large a number"
			}
			return "expected a number, found " + n.describe()
		}
		if whole := strconv.FormatFloat(f, 'f', -1, 64); math.Abs(f) >= 1<<53 && whole != n.Text && !strings.ContainsAny(n.Text, ".eE") {
			return fmt.Sprintf("%s has more digits than can be kept; %s would be", Clip(n.Text, 40), Clip(whole, 40))
		}
		v.SetFloat(f)
	case reflect.Bool:
		if n.Kind != Bool {
			return "expected true or false, found " + n.describe()
		}
		v.SetBool(strings.EqualFold(n.Text, "true"))
	default:
		panic(fmt.Sprintf("timeline: cannot decode into %s", v.Type()))
	}
	return ""
}

// checkText refuses what no database of ours can keep and no reader can see.
func checkText(text string) error {
	switch {
	case !utf8.ValidString(text):
		return errNotUTF8
	case strings.ContainsRune(text, 0):
		return errNUL
	}
	return nil
}

var (
	errNotUTF8 = errors.New("the text is not valid UTF-8")
	errNUL     = errors.New("the text holds a NUL character")
)

// maxItems bounds every list inside one record. The lists of records in a
// Document are recordLists, bounded by the size of the file alone.
const maxItems = 1000

type recordList interface{ recordList() }

func decodeSlice(n *Node, pointer string, v reflect.Value, fs *Faults) {
	if n.Kind != Array {
		fs.Add(pointer, "expected a list, found %s", n.describe())
		return
	}
	if _, records := v.Addr().Interface().(recordList); !records && len(n.Items) > maxItems {
		fs.Add(pointer, "the list has %d items; at most %d are taken", len(n.Items), maxItems)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
	leaf := isLeaf(v.Type().Elem())
	for i, item := range n.Items {
		if leaf && decodeLeaf(item, v.Index(i)) == "" {
			continue
		}
		decodeValue(item, pointer+"/"+strconv.Itoa(i), v.Index(i), fs)
	}
}

func decodeStruct(n *Node, pointer string, v reflect.Value, fs *Faults) {
	if n.Kind != Object {
		fs.Add(pointer, "expected an object, found %s", n.describe())
		return
	}
	fields := fieldsOf(v.Type())
	for _, m := range n.Members {
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == m.Name })
		if i < 0 {
			names := make([]string, len(fields))
			for i, f := range fields {
				names[i] = f.name
			}
			fs.addName(pointer+"/"+escapePointer(m.Name), m, "there is no such field%s", didYouMean(suggest(m.Name, names)))
			continue
		}
		f, value := &fields[i], m.Value
		if f.input == "-" {
			continue
		}
		if f.input == "edtf" {
			value = value.asWritten()
		}
		target := v.FieldByIndex(f.index)
		if f.leaf && decodeLeaf(value, target) == "" {
			continue
		}
		decodeValue(value, pointer+"/"+escapePointer(m.Name), target, fs)
	}
}

// decodeID reads the short form of a record: its id alone. It reports false
// for an object, which is the long form.
func decodeID(n *Node, pointer string, id *string, fs *Faults) bool {
	switch n.Kind {
	case String:
		*id = n.Text
	case Bool, Number:
		fs.Add(pointer, "expected an id or an object, found %s%s", n.Kind, quotingHint(n))
	default:
		return false
	}
	return true
}

// asWritten is a number as the string that it was written as.
func (n *Node) asWritten() *Node {
	if n.Kind != Number {
		return n
	}
	text := *n
	text.Kind = String
	return &text
}

func (n *Node) describe() string {
	if n.Kind == String || n.Kind == Number || n.Kind == Bool {
		return fmt.Sprintf("%s (%s)", n.Kind, Clip(n.Text, 40))
	}
	return n.Kind.String()
}

func quotingHint(n *Node) string {
	if n.Kind == Number || n.Kind == Bool {
		return fmt.Sprintf(" (%s): put it in quotes", Clip(n.Text, 40))
	}
	return ""
}

// The escapes of JSON Pointer (RFC 6901).
var (
	pointerEscapes   = strings.NewReplacer("~", "~0", "/", "~1")
	pointerUnescapes = strings.NewReplacer("~1", "/", "~0", "~")
)

func escapePointer(name string) string {
	if !strings.ContainsAny(name, "~/") {
		return name
	}
	return pointerEscapes.Replace(name)
}

// field is a struct field as its json tag names it.
type field struct {
	name  string
	index []int
	input string // "-" for what the server says itself, "edtf" for a date
	leaf  bool
}

var fieldCache sync.Map // reflect.Type → []field

// fieldsOf lists the JSON fields of a struct, embedded structs flattened.
func fieldsOf(t reflect.Type) []field {
	if cached, ok := fieldCache.Load(t); ok {
		return cached.([]field)
	}
	var fields []field
	for _, sf := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if sf.Anonymous || name == "" || name == "-" {
			continue
		}
		fields = append(fields, field{name: name, index: sf.Index, input: sf.Tag.Get("input"), leaf: isLeaf(sf.Type)})
	}
	fieldCache.Store(t, fields)
	return fields
}

// FieldNames lists the JSON fields of a record in their order, such as the values
// that `fields=` takes. record is a pointer to a struct.
func FieldNames(record any) []string {
	var names []string
	for _, f := range fieldsOf(reflect.TypeOf(record).Elem()) {
		names = append(names, f.name)
	}
	return names
}

// Clip shortens text for a message, to at most so many characters.
func Clip(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
