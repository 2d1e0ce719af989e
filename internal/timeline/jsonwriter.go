package timeline

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// jsonWriter appends the JSON of a value of its type.
type jsonWriter func(out []byte, v reflect.Value) ([]byte, error)

// jsonAppender is implemented by what spells itself in another way than by its fields,
// and often.
type jsonAppender interface {
	appendJSON(out []byte) ([]byte, error)
}

var jsonWriters sync.Map // reflect.Type → jsonWriter

// writerOf is the writer of a type, made once. While it is made, a type that holds itself
// and others that ask for it get one that waits until it is.
func writerOf(t reflect.Type) jsonWriter {
	if known, ok := jsonWriters.Load(t); ok {
		return known.(jsonWriter)
	}
	var (
		write jsonWriter
		made  sync.WaitGroup
	)
	made.Add(1)
	known, ok := jsonWriters.LoadOrStore(t, jsonWriter(func(out []byte, v reflect.Value) ([]byte, error) {
		made.Wait()
		return write(out, v)
	}))
	if ok {
		return known.(jsonWriter)
	}
	write = newWriter(t)
	made.Done()
	jsonWriters.Store(t, write)
	return write
}

func newWriter(t reflect.Type) jsonWriter {
	switch {
	case t.Kind() == reflect.Pointer:
		return pointerWriter(t)
	case t == reflect.TypeFor[time.Time]():
		return writeTime
	case t.Implements(reflect.TypeFor[jsonAppender]()):
		return func(out []byte, v reflect.Value) ([]byte, error) {
			if v.CanAddr() {
				v = v.Addr() // without a copy
			}
			return v.Interface().(jsonAppender).appendJSON(out)
		}
	case reflect.PointerTo(t).Implements(reflect.TypeFor[json.Marshaler]()):
		return writeMarshaled
	}
	switch t.Kind() {
	case reflect.String:
		return func(out []byte, v reflect.Value) ([]byte, error) { return appendJSONString(out, v.String()) }
	case reflect.Bool:
		return func(out []byte, v reflect.Value) ([]byte, error) { return strconv.AppendBool(out, v.Bool()), nil }
	case reflect.Int, reflect.Int64:
		return func(out []byte, v reflect.Value) ([]byte, error) { return strconv.AppendInt(out, v.Int(), 10), nil }
	case reflect.Float64:
		return writeFloat
	case reflect.Struct:
		return structWriter(t)
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 { // bytes are written in base64
			return listWriter(t)
		}
	}
	return writeMarshaled
}

// writeMarshaled leaves a value to encoding/json.
func writeMarshaled(out []byte, v reflect.Value) ([]byte, error) {
	buf := bytes.NewBuffer(out)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	if v.CanAddr() {
		v = v.Addr() // without a copy, and with the methods of its pointer
	}
	err := enc.Encode(v.Interface())
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), err
}

// writeFloat leaves numbers to encoding/json that it writes with an exponent.
func writeFloat(out []byte, v reflect.Value) ([]byte, error) {
	if f := v.Float(); f == 0 || math.Abs(f) >= 1e-6 && math.Abs(f) < 1e21 {
		return strconv.AppendFloat(out, f, 'f', -1, 64), nil
	}
	return writeMarshaled(out, v)
}

// writeTime leaves times to encoding/json that are not in UTC, or in no year of four digits.
func writeTime(out []byte, v reflect.Value) ([]byte, error) {
	at, _ := v.Interface().(time.Time)
	if y := at.Year(); at.Location() != time.UTC || y < 0 || y > 9999 {
		return writeMarshaled(out, v)
	}
	return append(at.AppendFormat(append(out, '"'), time.RFC3339Nano), '"'), nil
}

func pointerWriter(t reflect.Type) jsonWriter {
	item := writerOf(t.Elem())
	return func(out []byte, v reflect.Value) ([]byte, error) {
		if v.IsNil() {
			return append(out, "null"...), nil
		}
		return item(out, v.Elem())
	}
}

func listWriter(t reflect.Type) jsonWriter {
	item := writerOf(t.Elem())
	return func(out []byte, v reflect.Value) (_ []byte, err error) {
		out = append(out, '[')
		for i := range v.Len() {
			if i > 0 {
				out = append(out, ',')
			}
			if out, err = item(out, v.Index(i)); err != nil {
				return out, err
			}
		}
		return append(out, ']'), nil
	}
}

// member is a field of a struct as its JSON has it.
type member struct {
	index     []int
	name      string // with its quotation marks and colon
	omitEmpty bool
	write     jsonWriter
}

func structWriter(t reflect.Type) jsonWriter {
	var members []member
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" || !f.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		if options != "" && options != "omitempty" {
			return writeMarshaled
		}
		members = append(members, member{f.Index, strconv.Quote(name) + ":", options != "", writerOf(f.Type)})
	}
	return func(out []byte, v reflect.Value) (_ []byte, err error) {
		out = append(out, '{')
		start := len(out)
		for i := range members {
			m := &members[i]
			field := v.FieldByIndex(m.index)
			if m.omitEmpty && isEmpty(field) {
				continue
			}
			if len(out) > start {
				out = append(out, ',')
			}
			if out, err = m.write(append(out, m.name...), field); err != nil {
				return out, err
			}
		}
		return append(out, '}'), nil
	}
}

// isEmpty is what encoding/json takes for empty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.Array, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// appendJSONString writes a text between quotation marks. One with signs that JSON has
// to escape, or that are none, is left to encoding/json.
func appendJSONString(out []byte, s string) ([]byte, error) {
	for i := range len(s) {
		switch b := s[i]; {
		case b < ' ' || b == '"' || b == '\\':
			return writeMarshaled(out, reflect.ValueOf(s))
		case b >= utf8.RuneSelf:
			if !utf8.ValidString(s[i:]) || strings.Contains(s[i:], "\u2028") || strings.Contains(s[i:], "\u2029") || slices.ContainsFunc([]byte(s[i:]), func(b byte) bool { return b < ' ' || b == '"' || b == '\\' }) {
				return writeMarshaled(out, reflect.ValueOf(s))
			}
			return append(append(append(out, '"'), s...), '"'), nil
		}
	}
	return append(append(append(out, '"'), s...), '"'), nil
}
