package draft_test

import (
	"slices"
	"testing"

	"example.org/dateline/internal/draft"
)

// Published is a Thursday.
var dateCases = []struct{ text, published, want string }{
	{"It began on March 5, 2025.", "", "March 5, 2025=2025-03-05"},
	{"It began on 5 March 2025.", "2025-03-06", "5 March 2025=2025-03-05"},
	{"It began on the 5th of March, 2025, at noon.", "", "the 5th of March, 2025=2025-03-05"},
	{"On Wednesday, March 5, 2025, they met.", "", "Wednesday, March 5, 2025=2025-03-05"},
	{"They met on 2025-03-05.", "", "2025-03-05=2025-03-05"},
	{"They met on 05/03/2025.", "", "05/03/2025=[2025-03-05,2025-05-03]"},
	{"They met on 25.3.2025.", "", "25.3.2025=2025-03-25"},
	{"They met in March 2025.", "", "March 2025=2025-03"},
	{"They met in early 2025.", "", "early 2025=2025-37~"},
	{"They met in early March 2025.", "", "early March 2025=2025-03"},
	{"It was built in the 1990s.", "", "the 1990s=199X"},
	{"It was built in the 19th century.", "", "the 19th century=18XX"},
	{"Caesar was killed in 44 BC.", "", "44 BC=-0043"},
	{"They met in the summer of 1869.", "", "the summer of 1869=1869-22"},
	{"They met in the first quarter of 2025.", "", "the first quarter of 2025=2025-33"},
	{"The strike lasted from February 26 to March 4, 2025.", "", "from February 26 to March 4, 2025=2025-02-26/2025-03-04"},
	{"The strike of February 26–March 4, 2025, is over.", "", "February 26–March 4, 2025=2025-02-26/2025-03-04"},
	{"The strike of 3–5 March is over.", "2025-03-06", "3–5 March=2025-03-03/2025-03-05"},
	{"They met on March 3 and 5.", "2025-03-06", "March 3 and 5={2025-03-03,2025-03-05}"},
	{"The war of 1914–18 was long.", "", "1914–18=1914/1918"},
	{"It has been so since 2022.", "", "since 2022=2022/.."},
	{"It was so until 1956.", "", "until 1956=/1956"},
	{"It was ready by June 2024.", "", "by June 2024=[..2024-06]"},
	{"It happened before 1865.", "", "before 1865=[..1864]"},
	{"It happened after 5 March 2025.", "", "after 5 March 2025=[2025-03-06..]"},
	{"It was found about 1340.", "", "about 1340=1340~"},
	{"The 2024 election was close.", "", "2024=2024"},

	{"They met on Wednesday.", "2025-03-06", "Wednesday=2025-03-05"},
	{"They met on Thursday.", "2025-03-06", "Thursday=2025-03-06"},
	{"They will meet on Wednesday.", "2025-03-06", "Wednesday=2025-03-12"},
	{"They are to meet on Friday.", "2025-03-06", "Friday=2025-03-07"},
	{"They said on Tuesday that talks would go on.", "2025-03-06", "Tuesday=2025-03-04"},
	{"They met last Wednesday.", "2025-03-06", "last Wednesday=2025-02-26"},
	{"They met last Monday.", "2025-03-06", "last Monday=[2025-02-24,2025-03-03]"},
	{"They meet next Monday.", "2025-03-06", "next Monday=2025-03-10"},
	{"They met yesterday.", "2025-03-06", "yesterday=2025-03-05"},
	{"They met last week.", "2025-03-06", "last week=[2025-02-24..2025-03-02]"},
	{"They met last month.", "2025-03-06", "last month=2025-02"},
	{"They met two days ago.", "2025-03-06", "two days ago=2025-03-04"},
	{"They met five years ago.", "2025-03-06", "five years ago=2020~"},
	{"They met on March 5.", "2025-03-06", "March 5=2025-03-05"},
	{"They met on December 20.", "2025-01-06", "December 20=2024-12-20"},
	{"They will meet on January 20.", "2024-12-06", "January 20=2025-01-20"},
	{"They met in February.", "2025-03-06", "February=2025-02"},
	{"They met on Wednesday at 5:40 p.m.", "2025-03-06", "Wednesday at 5:40 p.m.=2025-03-05T17:40"},
	{"They talked from Monday to Wednesday.", "2025-03-06", "from Monday to Wednesday=2025-03-03/2025-03-05"},
	{"The vote was moved from Monday to Wednesday.", "2025-03-06", "Monday=2025-03-03 Wednesday=2025-03-05"},
	{"It opened on 17 November 1869. The ships reached Suez on 20 November.", "2019-11-17", "17 November 1869=1869-11-17 20 November=1869-11-20"},
	{"It opened on 17 November 1869. The next day it rained.", "2019-11-17", "17 November 1869=1869-11-17 The next day=1869-11-18"},

	// What is not settled has no value, and what is no date is none.
	{"They met on Wednesday.", "", "Wednesday="},
	{"They met yesterday.", "2025", "yesterday="},
	{"They met on March 5.", "", "March 5=XXXX-03-05"},
	{"On 31 June 2024 nothing happened.", "", "June 2024=2024-06"},
	{"They march on; they may; 2000 people came; alarm 1202 rang.", "2025-03-06", ""},
	{"Every Wednesday they meet, and on Fridays.", "2025-03-06", ""},
	{"Today’s ships carry about 1500 containers for $2024.", "2025-03-06", ""},
	{"The Sun rose at 5:40 a.m.", "2025-03-06", ""},
}

func TestDates(t *testing.T) {
	for _, c := range dateCases {
		d := draft.Read(c.text, draft.Options{Published: c.published, Language: "en"})
		got := ""
		for _, f := range d.Dates {
			if got != "" {
				got += " "
			}
			got += f.Exact + "=" + f.EDTF
			if (f.EDTF == "") != (f.Derived == draft.Open) {
				t.Errorf("%s: %q is %s", c.text, f.EDTF, f.Derived)
			}
		}
		if got != c.want {
			t.Errorf("%s (published %s)\n got %s\nwant %s", c.text, c.published, got, c.want)
		}
	}
}

func TestHowDatesAreDerived(t *testing.T) {
	d := draft.Read("It opened on 17 November 1869. The next day it rained. They met again on Monday.", draft.Options{Published: "2019-11-17", Language: "en"})
	var how []string
	for _, f := range d.Dates {
		how = append(how, f.Derived)
	}
	if want := []string{draft.Stated, draft.Context, draft.Relative}; !slices.Equal(how, want) {
		t.Errorf("derived %q, want %q", how, want)
	}
}

// A live blog's entries begin with the time; past midnight it is the next day.
func TestStamps(t *testing.T) {
	text := "Live\n10:56 p.m. EDT\nHe is on the surface.\n* 23:15 They work.\n1:11 a.m. EDT, Monday\nBoth are inside."
	d := draft.Read(text, draft.Options{Published: "1969-07-20", Language: "en"})
	var got []string
	for _, f := range d.Dates {
		if !f.Stamp {
			t.Errorf("%q is no stamp", f.Exact)
		}
		got = append(got, f.EDTF)
	}
	if want := []string{"1969-07-20T22:56-04:00", "1969-07-20T23:15", "1969-07-21T01:11-04:00"}; !slices.Equal(got, want) {
		t.Errorf("stamps %q, want %q", got, want)
	}
}
