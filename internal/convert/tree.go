package convert

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// The tree of a story file: what is written, in its order, before it is
// spelled as YAML or JSON. A value is an *object, a *list, a string or a number.
type (
	object struct {
		members []member
		flow    bool // on one line in YAML
	}
	member struct {
		name  string
		value any
	}
	list struct {
		items []any
		flow  bool
	}
	number string // as both formats spell it
)

// marshaler is the part of YAML's encoders that records implement for their
// short forms.
type marshaler interface{ MarshalYAML() (any, error) }

// oneLine are the records that stand on one line each.
var oneLine = map[reflect.Type]bool{
	reflect.TypeFor[timeline.Date]():        true,
	reflect.TypeFor[timeline.Citation]():    true,
	reflect.TypeFor[timeline.Office]():      true,
	reflect.TypeFor[timeline.Affiliation](): true,
	reflect.TypeFor[timeline.Participant](): true,
	reflect.TypeFor[timeline.Venue]():       true,
	reflect.TypeFor[timeline.Relation]():    true,
	reflect.TypeFor[timeline.Figure]():      true,
}

func valueOf(v reflect.Value) (any, error) {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	flow := oneLine[v.Type()]
	if o, ok := v.Interface().(timeline.Origin); ok {
		n, err := o.Node()
		if err != nil {
			return nil, err
		}
		return treeOfNode(n), nil
	}
	if m, ok := v.Interface().(marshaler); ok {
		short, err := m.MarshalYAML()
		if err != nil {
			return nil, err
		}
		v = reflect.ValueOf(short)
	}
	switch v.Kind() {
	case reflect.Struct:
		return objectOf(v, flow)
	case reflect.Slice:
		return listOf(v)
	case reflect.String:
		if !utf8.ValidString(v.String()) {
			return nil, fmt.Errorf("the text %q is not UTF-8", v.String())
		}
		return v.String(), nil
	case reflect.Bool:
		return number(strconv.FormatBool(v.Bool())), nil // as a number, it stands without quotes
	case reflect.Int:
		return number(strconv.FormatInt(v.Int(), 10)), nil
	case reflect.Float64:
		return numberOf(v.Float())
	}
	return nil, fmt.Errorf("a story file holds no %s", v.Type())
}

// treeOfNode is JSON of others as it is.
func treeOfNode(n *timeline.Node) any {
	switch n.Kind {
	case timeline.Object:
		o := &object{}
		for _, m := range n.Members {
			o.members = append(o.members, member{m.Name, treeOfNode(m.Value)})
		}
		return o
	case timeline.Array:
		l := &list{}
		for _, item := range n.Items {
			l.items = append(l.items, treeOfNode(item))
		}
		return l
	case timeline.String:
		return n.Text
	case timeline.Null:
		return number("null")
	default:
		return number(n.Text)
	}
}

func objectOf(v reflect.Value, flow bool) (*object, error) {
	o := &object{flow: flow}
	for i := range v.NumField() {
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		f := v.Field(i)
		if name == "-" || name == "" || (strings.Contains(options, "omitempty") && isEmpty(f)) {
			continue
		}
		value, err := valueOf(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if l, ok := value.(*list); ok && strings.Contains(options, "flow") {
			l.flow = true
		}
		o.members = append(o.members, member{name, value})
	}
	return o, nil
}

// isEmpty reports whether nothing was said: a pointer to zero says zero.
func isEmpty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	return v.IsZero()
}

func listOf(v reflect.Value) (*list, error) {
	l := &list{items: make([]any, v.Len())}
	for i := range v.Len() {
		item, err := valueOf(v.Index(i))
		if err != nil {
			return nil, fmt.Errorf("%d: %w", i, err)
		}
		l.items[i] = item
	}
	return l, nil
}

// numberOf spells a number so that JSON, YAML 1.1 and YAML 1.2 agree on it:
// YAML 1.1 knows no exponent without a decimal point.
func numberOf(f float64) (number, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "", fmt.Errorf("%v is no number that a file can hold", f)
	}
	if size := math.Abs(f); size == 0 || (size >= 1e-6 && size < 1e21) {
		return number(strconv.FormatFloat(f, 'f', -1, 64)), nil
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	if mantissa, exponent, _ := strings.Cut(s, "e"); !strings.Contains(mantissa, ".") {
		s = mantissa + ".0e" + exponent
	}
	return number(s), nil
}
