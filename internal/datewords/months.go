package datewords

import "strings"

// Months are the names of months as the language writes them within a date, alone
// and in short, in lower case, with their numbers from 1.
func (l *Locale) Months() map[string]int {
	months := map[string]int{}
	for _, names := range [][]string{l.words.Months, l.words.MonthsAlone, l.words.MonthsShort} {
		for i, name := range names {
			months[strings.TrimSuffix(strings.ToLower(name), ".")] = i + 1
		}
	}
	return months
}
