package edtf_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
)

func TestZeroDate(t *testing.T) {
	t.Parallel()
	var d edtf.Date
	if !d.IsZero() || d.String() != "" || d.Level() != "" || d.Precision() != "" || d.Approximate() || d.Uncertain() {
		t.Errorf("the zero Date says something: %#v", d)
	}
	if got, want := d.Interval(), (edtf.Interval{Earliest: edtf.OpenStart, Latest: edtf.OpenEnd}); got != want {
		t.Errorf("Interval() = %v, want %v", got, want)
	}
	if start, end := d.Start(); !start.IsZero() || end != edtf.Unknown {
		t.Errorf("Start() = %q, %v", start, end)
	}
	if _, ok := d.Parts(); ok || d.Members() != nil {
		t.Error("the zero Date has parts or members")
	}
	if d.Equal(edtf.MustParse("1970")) {
		t.Error("the zero Date equals 1970")
	}
}

func TestMustParsePanics(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("MustParse returned")
		}
	}()
	edtf.MustParse("yesterday")
}

func TestEndpoints(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text       string
		kind       edtf.Kind
		start      string
		startKnown edtf.Endpoint
		end        string
		endKnown   edtf.Endpoint
	}{
		{"2025-03-05", edtf.Single, "2025-03-05", edtf.Known, "2025-03-05", edtf.Known},
		{"2025-02-26/2025-03-04", edtf.Range, "2025-02-26", edtf.Known, "2025-03-04", edtf.Known},
		{"1984?/2004-06~", edtf.Range, "1984?", edtf.Known, "2004-06~", edtf.Known},
		{"2025-03-05/..", edtf.Range, "2025-03-05", edtf.Known, "", edtf.Open},
		{"2025-03-05/", edtf.Range, "2025-03-05", edtf.Known, "", edtf.Unknown},
		{"../1985", edtf.Range, "", edtf.Open, "1985", edtf.Known},
		{"/1985", edtf.Range, "", edtf.Unknown, "1985", edtf.Known},
		{"/..", edtf.Range, "", edtf.Unknown, "", edtf.Open},
		{"[1667,1668]", edtf.OneOf, "", edtf.Unknown, "", edtf.Unknown},
		{"{1667,1668}", edtf.AllOf, "", edtf.Unknown, "", edtf.Unknown},
	} {
		t.Run(strings.ReplaceAll(c.text, "/", "|"), func(t *testing.T) {
			t.Parallel()
			d := edtf.MustParse(c.text)
			if d.Kind() != c.kind {
				t.Errorf("Kind() = %v, want %v", d.Kind(), c.kind)
			}
			if got, known := d.Start(); got.String() != c.start || known != c.startKnown {
				t.Errorf("Start() = %q, %v, want %q, %v", got, known, c.start, c.startKnown)
			}
			if got, known := d.End(); got.String() != c.end || known != c.endKnown {
				t.Errorf("End() = %q, %v, want %q, %v", got, known, c.end, c.endKnown)
			}
		})
	}
}

func TestMembers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"2025-03-05":                 nil,
		"2025-02-26/2025-03-04":      nil,
		"[1667,1668,1670..1672]":     {"1667", "1668", "1670/1672"},
		"{..1984,1990?,2001-21..}":   {"../1984", "1990?", "2001-21/.."},
		"[1672,1667]":                {"1672", "1667"},
		"[1667-05-01..1667-05-03]":   {"1667-05-01/1667-05-03"},
		"{Y17E7,-0100..0100,1950S2}": {"Y17E7", "-0100/0100", "1950S2"},
	} {
		var got []string
		for _, member := range edtf.MustParse(text).Members() {
			got = append(got, member.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("members of %s are %q, want %q", text, got, want)
		}
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]edtf.Parts{
		"2025":           {Precision: "year", Year: 2025},
		"-0043":          {Precision: "year", Year: -43},
		"Y-138E8":        {Precision: "year", Year: -13800000000},
		"1950S4":         {Precision: "year", Year: 1950},
		"2025-03~":       {Precision: "month", Year: 2025, Month: 3},
		"2001-34":        {Precision: "season", Year: 2001, Season: 34},
		"2025-03-XX":     {Precision: "month", Year: 2025, Month: 3},
		"1560-XX-25":     {Precision: "year", Year: 1560},
		"1984-1X":        {Precision: "year", Year: 1984},
		"2004-06~-11":    {Precision: "day", Year: 2004, Month: 6, Day: 11},
		"2025-03-05T10Z": {Precision: "hour", Year: 2025, Month: 3, Day: 5, Hour: 10, Zoned: true},
		"2025-03-05T10:30-04:30": {
			Precision: "minute", Year: 2025, Month: 3, Day: 5, Hour: 10, Minute: 30, Zoned: true, Offset: -270,
		},
		"2025-03-05T23:30:15.050+14": {
			Precision: "second", Year: 2025, Month: 3, Day: 5, Hour: 23, Minute: 30, Second: 15,
			Fraction: "050", Zoned: true, Offset: 840,
		},
		"2025-12-31T24:00:00": {Precision: "second", Year: 2026, Month: 1, Day: 1},
	} {
		got, ok := edtf.MustParse(text).Parts()
		if !ok || got != want {
			t.Errorf("Parts of %s = %+v, %t, want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{"201X", "1950S2", "156X-12-25", "XXXX-12-XX", "2025/2026", "[2025]"} {
		if got, ok := edtf.MustParse(text).Parts(); ok {
			t.Errorf("Parts of %s = %+v, want none", text, got)
		}
	}
}
