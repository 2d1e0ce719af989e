package world

import (
	"fmt"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Years that events lie in, the last one included.
const (
	FirstYear = 2000
	LastYear  = 2025
)

var (
	firstDay = time.Date(FirstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	seconds  = int64(time.Date(LastYear+1, 1, 1, 0, 0, 0, 0, time.UTC).Sub(firstDay) / time.Second)
)

// date is a date as sources state them: three in five to the day, the others
// finer, coarser, about or between two. Few are open, and hardly any is not
// known at all: such may lie in any year that is asked for, and would fill
// every page.
func (w *writer) date() timeline.Date {
	at := firstDay.Add(time.Duration(w.random.Int64N(seconds)) * time.Second)
	day := at.Format(time.DateOnly)
	text := day
	switch n := w.random.IntN(10_000); {
	case n < 6000:
	case n < 7000:
		text = at.Format("2006-01-02T15:04:05Z")
	case n < 8200:
		text = at.Format("2006-01")
	case n < 8600:
		text = at.Format("2006")
	case n < 9200:
		text = at.Format("2006-01") + "~"
	case n < 9800:
		text = day + "/" + at.AddDate(0, 0, 1+w.random.IntN(20)).Format(time.DateOnly)
	case n < 9989:
		text = fmt.Sprintf("%d-%d", at.Year(), 21+w.random.IntN(4)) // a season
	case n < 9999:
		text = day + "/.."
	default:
		return timeline.Date{Basis: "unknown"}
	}
	return timeline.Date{EDTF: edtf.MustParse(text), Basis: "stated"}
}
