package httpserver_test

import (
	"bytes"
	"math"
	"testing"

	"example.org/dateline/internal/httpserver"
)

// TestAppendJSON: what is appended is what is written, whatever it is.
func TestAppendJSON(t *testing.T) {
	t.Parallel()
	for _, v := range []any{
		nil, true, false, 0, -7, int64(math.MaxInt64), 0.0, math.Copysign(0, -1), 1.5, -0.000001, 1e-7, 123456789.125, 1e20, 1e21, -1e300, math.MaxFloat64, 1.0 / 3,
		"", "plain", `a "quote"`, `back\slash`, "tab\t", "Київ", "a\u2028b", "<b>&amp;</b>", "\xff", "\x7f", map[string]int{"a": 1},
	} {
		var want bytes.Buffer
		if err := httpserver.WriteJSON(&want, v); err != nil {
			t.Fatal(err)
		}
		got, err := httpserver.AppendJSON([]byte("="), v)
		if err != nil || string(got) != "="+want.String() {
			t.Errorf("%#v is %s, want %s: %v", v, got, want.String(), err)
		}
	}
	if got, err := httpserver.AppendJSON(nil, math.NaN()); err == nil {
		t.Errorf("what is no number is %s", got)
	}
}
