package convert

import (
	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/timeline"
)

// DateWords words a date in English, as every format for people has it beside
// the EDTF. It is never empty and has no line breaks.
func DateWords(d timeline.Date) string { return datewords.English().Text(d.EDTF) }
