package timeline

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// Encode writes a record as the JSON of the contract: every list present,
// nothing escaped for HTML, no line break at the end. v must be a pointer; what
// it points to is only read, so that several may encode one record at a time.
func Encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(withLists(v)); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// withLists is a copy of a record in which every nil list is an empty one, so
// that JSON shows [] and never null. v must be a pointer.
func withLists(v any) any {
	record := reflect.ValueOf(v).Elem()
	filled := reflect.New(record.Type())
	filled.Elem().Set(record)
	fillLists(filled.Elem())
	return filled.Interface()
}

// fillLists fills a value that is a copy, and copies what it shares before it
// fills that.
func fillLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() || v.Type() == reflect.TypeFor[Origin]() {
			return // JSON already
		}
		if v.Len() == 0 {
			if v.IsNil() {
				v.Set(reflect.MakeSlice(v.Type(), 0, 0))
			}
			return
		}
		if kind := v.Type().Elem().Kind(); kind != reflect.Struct && kind != reflect.Slice && kind != reflect.Pointer {
			return // of values without lists
		}
		items := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(items, v)
		v.Set(items)
		for i := range v.Len() {
			fillLists(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[Citation]() {
			return // shows its list where it has one
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillLists(v.Field(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			item := reflect.New(v.Type().Elem())
			item.Elem().Set(v.Elem())
			v.Set(item)
			fillLists(item.Elem())
		}
	}
}
