package convert_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

// A period is worded alike in every format that words dates, whoever states it.
func TestPeriodsAreWordedAlike(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]string{
		"2025-03-05/2025-03-07":    "5 to 7 March 2025",
		"2013-01-01/2013-01-01":    "1 January 2013",
		"[2025-03-05..2025-03-07]": "between 5 and 7 March 2025",
		"-XXXX":                    "an unstated year BC",
	} {
		for _, basis := range []string{"stated", "inferred"} {
			e := anEvent("e", date)
			e.Date.Basis, e.Date.Text = basis, "that time"
			for _, f := range convert.EventFormats {
				var out strings.Builder
				if _, err := f.Write(&out, onServer, recordsOf(e)); err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
				switch f.Name {
				case "csv", "atom", "jsonfeed", "timelinejs", "timelinejs-csv":
					if !strings.Contains(out.String(), want) {
						t.Errorf("%s of %s (%s) does not say %q: %s", f.Name, date, basis, want, out.String())
					}
				}
			}
		}
	}
}

// What we spell ourselves is no formula, and all else stays harmless.
func TestYearsBCInCSV(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]map[string]string{
		"-0043-03-15": {"date_edtf": "-0043-03-15", "date_kind": "moment", "date_earliest": "-0043-03-15", "date_latest": "-0043-03-16", "date_latest_start": "", "date_earliest_end": "",
			"date_words": "15 March 44 BC", "title": "'-0043", "date_text": "'-0043-03-15"},
		"-0044/-0042": {"date_edtf": "-0044/-0042", "date_kind": "period", "date_earliest": "-0044", "date_latest": "-0041", "date_latest_start": "-0043", "date_earliest_end": "-0042"},
		"-XXXX":       {"date_edtf": "-XXXX", "date_words": "an unstated year BC"},
	} {
		e := anEvent("e", date)
		e.Title, e.Date.Text = "-0043", "-0043-03-15"
		row := csvRows(t, csvText(t, convert.CSVEvents, convert.About{}, e))[0]
		for column, cell := range want {
			if row[column] != cell {
				t.Errorf("%s: %s is %q, want %q", date, column, row[column], cell)
			}
		}
	}
}
