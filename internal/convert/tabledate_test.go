package convert

import (
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
)

// What a cell says for certain is read, and what it may mean in two ways is not.
func TestDatesInCells(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ order, text, want string }{
		{"", "2003-02-18", "2003-02-18"},
		{"", "2003-02", "2003-02"},
		{"", "2003", "2003"},
		{"", "2003.0", "2003"},
		{"", "2003-02-18/2003-02-20", "2003-02-18/2003-02-20"},
		{"", "2003-02~", "2003-02~"},
		{"", "20030218", "2003-02-18"},
		{"", "2003/2/8", "2003-02-08"},
		{"", "2003-2-8", "2003-02-08"},
		{"", "Feb. 18, 2003", "2003-02-18 words"},
		{"", "18 February 2003", "2003-02-18 words"},
		{"", "02 March 2021", "2021-03-02 words"},
		{"", "Sept. 3, 2010", "2010-09-03 words"},
		{"", "2-Mar-2021", "2021-03-02 words"},
		{"", "2-Mar-21", "2021-03-02 words"},
		{"", "2-Mar-70", "1970-03-02 words"},
		{"", "5 березня 2025", "2025-03-05 words"},
		{"", "5 de marzo de 2025", "2025-03-05 words"},
		{"", "Wed, 05 Mar 2025", "2025-03-05 words"},
		{"", "the 1990s", "199X words"},
		{"", "about 1910", "1910~ words"},
		{"", "5.3.2025", "2025-03-05"},
		{"", "5.3.25", "2025-03-05"},
		{"", "25/03/2025", "2025-03-25"},
		{"", "03/25/2025", "2025-03-25"},
		{"", "5/5/2025", "2025-05-05"},
		{"dmy", "05/03/2025", "2025-03-05"},
		{"mdy", "05/03/2025", "2025-05-03"},
		{"mdy", "05-03-2025", "2025-05-03"},
		{"dmy", "11/10/16", "2016-10-11"},
		{"mdy", "11/10/16", "2016-11-10"},
		{"ymd", "11/10/16", "2011-10-16"},
		{"mdy", "25/03/2025", "2025-03-25"},
		{"", "2025-03-05 14:30", "2025-03-05T14:30"},
		{"", "2025-03-05T14:30:00Z", "2025-03-05T14:30:00Z"},
		{"", "2025-03-05 14:30:15.000 UTC", "2025-03-05T14:30:15Z"},
		{"", "2025-03-05 14:30:00+0200", "2025-03-05T14:30:00+02:00"},
		{"dmy", "05/03/2025 2:30 PM", "2025-03-05T14:30"},
		{"", "March 5, 2025 at 12:05 a.m.", "2025-03-05T00:05 words"},
		{"", "2025-03-05 00:00:00", "2025-03-05T00:00:00"},

		{"", "05/03/2025", `! "05/03/2025" may be 2025-03-05 or 2025-05-03: say in which order`},
		{"", "11/10/16", `! "11/10/16" may be 2016-10-11 or 2016-11-10 or 2011-10-16: say in which order day, month and year stand (--day-order dmy)`},
		{"", "31/02/2025", `! "31/02/2025" is no day that there is`},
		{"", "Mar-46", `! "Mar-46" may be a day or a year of that month`},
		{"", "Oct-06", `! "Oct-06" may be a day or a year`},
		{"", "6-Oct", `! "6-Oct" may be a day or a year`},
		{"", "2.02E+13", `! "2.02E+13" is what a spreadsheet shows of a long number`},
		{"", "2,02E+13", `! "2,02E+13" is what a spreadsheet shows`},
		{"", "45123", `! "45123" is no date: a spreadsheet shows days as such numbers`},
		{"", "12", `! "12" is no date`},
		{"", "20031318", `! "20031318" is no date`},
		{"", "########", `! a spreadsheet shows ###`},
		{"", "Tue, 05 Mar 2025", `! 2025-03-05 is no Tue`},
		{"", "yesterday", `! "yesterday" is no date that is understood`},
		{"", "March 2025 14:30", `! "March 2025 14:30" has a clock time, and no single day`},
		{"", "2025-03-05 25:30", `! "2025-03-05 25:30" is no date`},
		{"", "2025-03-05 14:75", `! "2025-03-05 14:75" has a clock time that there is not`},
	} {
		r := dateReader{order: tt.order}
		for range 2 { // the second time it is remembered
			got, problem := r.read(tt.text)
			said := got.edtf
			if got.words {
				said += " words"
			}
			if problem != "" {
				said = "! " + problem
			}
			if said != tt.want && (!strings.HasPrefix(tt.want, "!") || !strings.HasPrefix(said, tt.want)) {
				t.Errorf("%s %q: %s, want %s", tt.order, tt.text, said, tt.want)
			}
		}
	}
	r := dateReader{noTimes: true}
	if got, problem := r.read("2025-03-05 00:00:00"); got.edtf != "2025-03-05" || problem != "" {
		t.Errorf("midnight everywhere: %+v, %s", got, problem)
	}
}

func TestDatesInParts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ year, month, day, want string }{
		{"1912", "09", "08", "1912-09-08"},
		{"1912", "9", "", "1912-09"},
		{"1912", "September", "8", "1912-09-08"},
		{"1912", "Sep", "8.0", "1912-09-08"},
		{"1912.0", "", "", "1912"},
		{"1912", "0", "0", "1912"},
		{"-44", "3", "15", "! the year \"-44\" has less than three digits"},
		{"-0043", "3", "15", "-0043-03-15"},
		{"the 1990s", "", "", "199X"},
		{"1912", "", "8", "! there is a day, and no month"},
		{"1912", "13", "", `! "13" is no month`},
		{"1912", "2", "30", `! "1912-02-30" is no day`},
		{"x", "2", "3", `! "x" is no year`},
		{"12", "", "", `! the year "12" has less than three digits`},
	} {
		got, problem := (&dateReader{}).dateOfParts(tt.year, tt.month, tt.day)
		if said := got.edtf; problem != "" && !strings.HasPrefix("! "+problem, tt.want) || problem == "" && said != tt.want {
			t.Errorf("%q %q %q: %s %s, want %s", tt.year, tt.month, tt.day, said, problem, tt.want)
		}
	}
}

// What is read is a date.
func FuzzDatesInCells(f *testing.F) {
	for _, seed := range []string{"2003-02-18", "11/10/16", "Feb. 18, 2003 at 2:30 pm", "Mar-46", "20030218", "5.3.25", "Wed, 5 Mar 2025 10:00 GMT"} {
		f.Add(seed, "dmy")
	}
	f.Fuzz(func(t *testing.T, text, order string) {
		r := dateReader{order: order}
		got, problem := r.read(text)
		if _, err := edtf.Parse(got.edtf); problem == "" && err != nil {
			t.Fatalf("%q is read as %q", text, got.edtf)
		}
	})
}
