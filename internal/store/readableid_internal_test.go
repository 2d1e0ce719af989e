package store

import "testing"

func TestLatin(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Carlos Muñoz":          "carlos-munoz",
		"Андрій Єрмак":          "andrii-yermak",
		"Юрій Їжакевич":         "yurii-yizhakevych",
		"Згурський, Знам’янка":  "zgurskiy-znamyanka", // nothing in these words is Ukrainian alone
		"Згурські":              "zghurski",
		"Верхньої Рози":         "verkhnoi-rozi",
		"Владимир Путин":        "vladimir-putin",
		"Горбачёв":              "gorbachyov",
		"Αθήνα":                 "athina",
		"محمد":                  "mhmd",
		"Łódź & Straße":         "lodz-strasse",
		"  What’s next? (2025)": "whats-next-2025",
		"北京":                    "",
		"\u200b!?":              "",
		"½ of it":               "12-of-it",
		"İstanbul":              "istanbul",
		"A very long title of an event that goes on for longer than an id": "a-very-long-title-of-an-event-that-goes-on-for-longer-than",
	} {
		if got := latin(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
