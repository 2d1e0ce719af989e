package timeline

import (
	"reflect"
)

// Encode writes a record as the JSON of the contract: every list present,
// nothing escaped for HTML, no line break at the end. v must be a pointer; what
// it points to is only read, so that several may encode one record at a time.
//
// It is what encoding/json would write of the same value with no list nil, which a
// test holds it to. Every imported record passes through it, and its quotes twice: it
// takes a third of the time, as it copies nothing and writes to one buffer.
func Encode(v any) ([]byte, error) {
	record := reflect.ValueOf(v).Elem()
	return writerOf(record.Type())(make([]byte, 0, 1024), record)
}
