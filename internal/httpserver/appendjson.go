package httpserver

import (
	"bytes"
	"math"
	"strconv"
)

// AppendJSON appends a value as WriteJSON writes it. Numbers, plain text, truth and null,
// of which the rows of long answers are made, cost no more than their bytes.
func AppendJSON(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case float64:
		// Others are written with an exponent, or are no numbers.
		if size := math.Abs(v); size == 0 || 1e-6 <= size && size < 1e21 {
			return strconv.AppendFloat(b, v, 'f', -1, 64), nil
		}
	case string:
		if plain(v) {
			b = append(b, '"')
			b = append(b, v...)
			return append(b, '"'), nil
		}
	}
	var w bytes.Buffer
	err := WriteJSON(&w, v)
	return append(b, w.Bytes()...), err
}

// plain tells that a text is its own JSON: ASCII without quotes, backslashes and controls.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
