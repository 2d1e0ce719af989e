package edtf_test

import (
	"testing"

	"example.org/dateline/internal/edtf"
)

// TestZoned: which bounds are instants, as letters for earliest, latest start,
// earliest end and latest.
func TestZoned(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2025-03-05":                    "----",
		"2025-03-05T10:30:00":           "----",
		"2025-03-05T10":                 "----",
		"2025-03-05T10:30:00Z":          "ESFL",
		"2025-03-05T10:30+02:00":        "ESFL",
		"[2025-03-05,2025-03-07]":       "----",
		"2025-03-05T10Z/2025-03-07":     "ES--",
		"2025-03-05/2025-03-07T10Z":     "--FL",
		"2025-03-05T10Z/2025-03-07T10Z": "ESFL",
		"2025-03-05T10Z/..":             "ES--",
		"2025-03-05T10Z/":               "ESF-", // it ended no earlier than it began
		"../2025-03-05T10Z":             "--FL",
		"/2025-03-05T10Z":               "-SFL", // it began no later than it ended
		"2025-03-05T10Z/2025-03-05":     "ESF-",
		"2025-03-05/2025-03-05T10Z":     "-SFL",
	} {
		d := edtf.MustParse(text)
		got := []byte("----")
		for i, letter := range []byte("ESFL") {
			if d.Zoned()&(1<<i) != 0 {
				got[i] = letter
			}
		}
		if string(got) != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
