package edtf_test

import (
	"testing"

	"example.org/dateline/internal/edtf"
)

func BenchmarkParse(b *testing.B) {
	for _, text := range []string{
		"2025-03-05", "2025-03", "2025-03~", "2025-02-26/2025-03-04", "2025-03-05/..",
		"2025-03-05T10:30:15Z", "Y-138E8", "156X-12-25", "156X-02-29", "[1667,1668,1670..1672]",
	} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := edtf.Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAppendInstant(b *testing.B) {
	var room [40]byte
	b.ReportAllocs()
	for b.Loop() {
		edtf.AppendInstant(room[:0], 1741132800)
	}
}

// TestParseAllocates guards the common dates: an import reads millions.
func TestParseAllocates(t *testing.T) {
	for _, text := range []string{"2025-03-05", "2025-03", "2025-03~", "2025-02-26/2025-03-04", "2025-03-05T10:30:15Z"} {
		if n := testing.AllocsPerRun(100, func() { _, _ = edtf.Parse(text) }); n > 0 {
			t.Errorf("Parse(%q) allocates %v times, want none", text, n)
		}
	}
}
