package datewords_test

import (
	"testing"

	"example.org/dateline/internal/datewords"
)

func TestMonths(t *testing.T) {
	for tag, want := range map[string]map[string]int{
		"en": {"march": 3, "mar": 3}, "es": {"marzo": 3}, "uk": {"березня": 3, "березень": 3}, "ar": {"مارس": 3}, "zh": {"3月": 3},
	} {
		l, _ := datewords.For(tag)
		months := l.Months()
		for name, n := range want {
			if months[name] != n {
				t.Errorf("%s: %s is %d, want %d: %v", tag, name, months[name], n, months)
			}
		}
	}
}
