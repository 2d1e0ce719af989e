package edtf_test

import (
	"fmt"

	"example.org/dateline/internal/edtf"
)

func ExampleParse() {
	d, err := edtf.Parse("2025-03~")
	if err != nil {
		fmt.Println(err)
		return
	}
	span := d.Interval()
	fmt.Println(d, d.Precision(), d.Approximate())
	fmt.Println(edtf.FormatInstant(span.Earliest), edtf.FormatInstant(span.Latest))
	// Output:
	// 2025-03~ month true
	// 2025-03-01T00:00:00Z 2025-04-01T00:00:00Z
}

func ExampleParse_error() {
	_, err := edtf.Parse("2025-13")
	fmt.Println(err)
	// Output:
	// date "2025-13": month 13 does not exist (01-12, or 21-41 for seasons) (at byte 5)
}

// An event dated to a month may fall on one of its days, but need not.
func ExampleBetween() {
	event := edtf.MustParse("2025-03").Interval()
	days := edtf.Between(edtf.MustParse("2025-03-05"), edtf.MustParse("2025-03-10"))
	month := edtf.Between(edtf.MustParse("2025-03"), edtf.MustParse("2025-03"))
	fmt.Println("days: ", event.Overlaps(days), event.Within(days))
	fmt.Println("month:", event.Overlaps(month), event.Within(month))
	// Output:
	// days:  true false
	// month: true true
}

func ExampleDate_Start() {
	d := edtf.MustParse("2025-03-05/..")
	start, _ := d.Start()
	_, end := d.End()
	fmt.Println(start, end == edtf.Open)
	// Output:
	// 2025-03-05 true
}

func ExampleDate_Members() {
	for _, member := range edtf.MustParse("[1667,1668,1670..1672]").Members() {
		fmt.Println(member)
	}
	// Output:
	// 1667
	// 1668
	// 1670/1672
}

func ExampleDate_Parts() {
	parts, ok := edtf.MustParse("2025-03-05T10:30-05:00").Parts()
	fmt.Println(parts.Year, parts.Month, parts.Day, parts.Hour, parts.Minute, parts.Offset, ok)
	// Output:
	// 2025 3 5 10 30 -300 true
}

func ExampleFormatInstant() {
	for _, text := range []string{"2025", "-0043-03-15", "Y-138E8"} {
		fmt.Println(edtf.FormatInstant(edtf.MustParse(text).Interval().Earliest))
	}
	// Output:
	// 2025-01-01T00:00:00Z
	// -0043-03-15
	// Y-13800000000
}

// The start of the month after an instant, for a histogram.
func ExampleSecondsFromCivil() {
	c := edtf.CivilFromSeconds(edtf.MustParse("2025-12-24").Interval().Earliest)
	next, ok := edtf.SecondsFromCivil(edtf.Civil{Year: c.Year, Month: c.Month + 1, Day: 1})
	fmt.Println(edtf.FormatInstant(next), ok)
	// Output:
	// 2026-01-01T00:00:00Z true
}
