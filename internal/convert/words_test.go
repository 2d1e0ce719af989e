package convert_test

import (
	"os"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

func TestDateWords(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"":                             "date unknown",
		"2025-03-05":                   "5 March 2025",
		"2025-03":                      "March 2025",
		"2025":                         "2025",
		"2025-03~":                     "about March 2025",
		"1984?":                        "perhaps 1984",
		"%1984":                        "about 1984, perhaps",
		"2004-06-11%":                  "about 11 June 2004, perhaps",
		"2004-06~-11":                  "11 June 2004 (year and month approximate)",
		"2004?-~06-~04":                "4 June 2004 (year uncertain; month and day approximate)",
		"?-2004-06":                    "June 2005 BC (year uncertain)",
		"2025-02-26/2025-03-04":        "between 26 February 2025 and 4 March 2025",
		"2025-02-26~/2025-03-04":       "between about 26 February 2025 and 4 March 2025",
		"1984%/2004":                   "between perhaps about 1984 and 2004",
		"2004/2004":                    "within 2004",
		"-0100/0100":                   "between 101 BC and AD 100",
		"2025-03-05/":                  "from 5 March 2025, end not known",
		"2025-03-05/..":                "since 5 March 2025",
		"2025-03-05~/..":               "since about 5 March 2025",
		"../1985":                      "until 1985",
		"/1985":                        "until 1985, start not known",
		"/..":                          "since an unknown date",
		"../":                          "until an unknown date",
		"../..":                        "at all times",
		"201X":                         "the 2010s",
		"201X~":                        "about the 2010s",
		"000X":                         "a year from 1 BC to AD 9",
		"19XX":                         "the 20th century",
		"-01XX":                        "the 2nd century BC",
		"1XXX":                         "a year from 1000 to 1999",
		"1XX3":                         "a year of the form 1XX3",
		"XXXX":                         "an unstated year",
		"XXXX-12-XX":                   "a day in December in an unstated year",
		"156X-12-25":                   "25 December in the 1560s",
		"2004-XX":                      "a month in 2004",
		"1985-04-XX":                   "a day in April 1985",
		"1985-XX-XX":                   "a day in 1985",
		"2025-XX-30":                   "the 30th of a month in 2025",
		"1984-1X":                      "a month from October to December 1984",
		"2004-X1":                      "January or November 2004",
		"2004-X3":                      "March 2004",
		"2023-02-X9":                   "9 or 19 February 2023",
		"2024-02-X9":                   "9, 19 or 29 February 2024",
		"2023-02-2X":                   "a day from 20 to 28 February 2023",
		"2025-04-3X":                   "30 April 2025",
		"1950S2":                       "about 1950 (1900 to 1999)",
		"1950S4":                       "1950",
		"2001-21":                      "spring 2001",
		"2001-24~":                     "about winter 2001",
		"2001-26":                      "northern summer 2001",
		"2001-32":                      "southern winter 2001",
		"2001-34":                      "second quarter of 2001",
		"2001-39":                      "last third of 2001",
		"2001-41":                      "second half of 2001",
		"-0043-03-15":                  "15 March 44 BC",
		"0000":                         "1 BC",
		"0044-03":                      "March AD 44",
		"Y170000002":                   "AD 170,000,002",
		"Y-170000002":                  "170,000,003 BC",
		"Y-10000":                      "10,001 BC",
		"Y-13800000000~":               "about 13,800,000,000 BC",
		"Y-138E8S3":                    "about 13,800,000,000 BC (13,900,000,000 BC to 13,800,000,000 BC)",
		"2025-03-05T10:30Z":            "5 March 2025, 10:30 UTC",
		"2025-03-05T10:30":             "5 March 2025, 10:30",
		"2025-03-05T10:30:15.5-05:30":  "5 March 2025, 10:30:15.5 UTC-05:30",
		"2025-03-05T10:30+02:00":       "5 March 2025, 10:30 UTC+02:00",
		"2025-03-05T10Z":               "5 March 2025, the hour from 10:00 UTC",
		"2025-03-05T24:00:00Z":         "6 March 2025, 00:00:00 UTC",
		"2025-03-05T22:00Z/..":         "since 5 March 2025, 22:00 UTC",
		"[1667]":                       "1667",
		"[1667,1668,1670..1672]":       "one of 1667, 1668 or 1670 to 1672",
		"{1667,1668,1670..1672}":       "all of 1667, 1668 and 1670 to 1672",
		"[1667-05-01..1667-05-03]":     "one of 1 May 1667 to 3 May 1667",
		"[..1984]":                     "1984 or earlier",
		"{1984..}":                     "1984 and later",
		"[..1760,1800..]":              "one of up to 1760 or from 1800 on",
		"{?1960,1961-12}":              "all of perhaps 1960 and December 1961",
		"[2025-03-05~,2025-03-06]":     "one of about 5 March 2025 or 6 March 2025",
		"2004-06-XX/2004-07-03":        "between a day in June 2004 and 3 July 2004",
		"2025-03-05T10:30Z/2025-03-06": "between 5 March 2025, 10:30 UTC and 6 March 2025",
	} {
		var d timeline.Date
		if written != "" {
			d.EDTF = edtf.MustParse(written)
		}
		if got := convert.DateWords(d); got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
}

// TestDateWordsOfEveryKind says every date that the package's vectors know.
func TestDateWordsOfEveryKind(t *testing.T) {
	t.Parallel()
	vectors, err := os.ReadFile("../edtf/testdata/edtf.tsv")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(vectors)) {
		cells := strings.Split(line, "\t")
		if cells[1] != "yes" {
			continue
		}
		seen++
		words := convert.DateWords(timeline.Date{EDTF: edtf.MustParse(cells[0])})
		if words == "" || strings.ContainsAny(words, "\r\n\t") || strings.Contains(words, "  ") || strings.TrimSpace(words) != words {
			t.Errorf("%q is %q", cells[0], words)
		}
	}
	if seen < 150 {
		t.Errorf("only %d vectors", seen)
	}
}

// FuzzDateWords says every date that there is, in few words.
func FuzzDateWords(f *testing.F) {
	for _, seed := range []string{"2025-03-05", "?-2004-06", "Y-138E8S3", "[..1760,1800..]", "1X-X2-3X", "/..", "2025-03-05T24:00:00Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, written string) {
		d, err := edtf.Parse(written)
		if err != nil {
			return
		}
		words := convert.DateWords(timeline.Date{EDTF: d})
		if words == "" || len(words) > 40*len(written)+40 {
			t.Errorf("%q is %q", written, words)
		}
	})
}
