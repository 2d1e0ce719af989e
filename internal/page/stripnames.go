package page

import (
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// StripName is what a key event is called above its mark.
type StripName struct {
	X    string
	Text string
	Y    int  // of the text
	End  bool // it stands before the mark
}

const (
	namesMost  = 5
	nameRows   = 2
	namePitch  = 14  // pixels of a row
	nameLength = 34  // letters of a name
	nameLetter = .62 // hundredths of the width that a letter takes where names are shown
)

// name calls the first key events by their titles, as far as there is room in two
// rows: each beginning at its mark, or ending there.
func (s *Strip) name(keys []timeline.Event, at func(e *timeline.Event) float64) {
	var taken [nameRows][][2]float64
	free := func(row int, from, to float64) bool {
		if from < 0 || to > 100 {
			return false
		}
		for _, t := range taken[row] {
			if from < t[1]+1 && t[0] < to+1 {
				return false
			}
		}
		return true
	}
	for i := range keys {
		text := shortened(keys[i].Title, nameLength)
		x, width := at(&keys[i]), nameLetter*float64(utf8.RuneCountInString(text))
		for place := range 2 * nameRows {
			row, end := place/2, place%2 == 1
			from, to := x, x+width
			if end {
				from, to = x-width, x
			}
			if len(s.Names) == namesMost || !free(row, from, to) {
				continue
			}
			taken[row] = append(taken[row], [2]float64{from, to})
			s.Names = append(s.Names, StripName{X: pct(x), Text: text, Y: 11 + row*namePitch, End: end})
			s.NamesHeight = max(s.NamesHeight, (row+1)*namePitch+4)
			break
		}
	}
}

// shortened ends a text that is too long after a word.
func shortened(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	short := string(letters[:most])
	if i := strings.LastIndex(short, " "); i > 0 {
		short = short[:i]
	}
	return strings.TrimRight(short, " ,;:–-") + "…"
}
