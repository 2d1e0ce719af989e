package convert

import "testing"

func TestNumberFormatsOfDates(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]string{
		"m/d/yyyy":                     "yyyy-mm-dd",
		"dd.mm.yy":                     "yyyy-mm-dd",
		"[$-F800]dddd, mmmm dd, yyyy":  "yyyy-mm-dd",
		`d" de "mmmm" de "yyyy;@`:      "yyyy-mm-dd",
		"yyyy-mm-dd hh:mm:ss":          "yyyy-mm-dd hh:mm:ss",
		`yyyy\-mm\-dd\Thh:mm`:          "yyyy-mm-dd hh:mm",
		"m/d/yy h:mm AM/PM":            "yyyy-mm-dd hh:mm",
		"mmm-yy":                       "yyyy-mm",
		"mmmm yyyy":                    "yyyy-mm",
		"yyyy":                         "yyyy",
		"h:mm":                         "hh:mm",
		"mm:ss":                        "",
		"d-mmm":                        "",
		"[h]:mm":                       "",
		"General":                      "",
		"":                             "",
		"0.00":                         "",
		"#,##0":                        "",
		"0%":                           "",
		`"day" 0`:                      "",
		"@":                            "",
		"[Red]0;[Blue]yyyy-mm-dd":      "",
		"_-* #,##0.00_-;-* #,##0.00_-": "",
		`[$€-2] #,##0`:                 "",
		"[$-404]e/m/d":                 "",
	} {
		if got := isoFormat(format); got != want {
			t.Errorf("%q is read as %q, want %q", format, got, want)
		}
	}
}
