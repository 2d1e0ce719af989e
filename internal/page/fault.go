package page

import (
	"slices"

	"example.org/dateline/internal/edtf"
)

// Fault is a mistake in a field of a form, which is shown again with what was
// typed.
type Fault struct {
	Parameter   string // the name of the field
	Value       string
	Detail      string   // in English, as the API says it
	Suggestions []string // values that were perhaps meant
	IsDate      bool     // the field takes a date, and this is none
	Dates       []string // the dates that were perhaps meant, as EDTF

	Field    string      // the label of the field
	Anchor   string      // the id of the field, "" where the form has none
	Readings []EventLink // the page with each of what was perhaps meant
}

// Typed returns the dates, as EDTF, that a text may mean to who reads the
// language; see datewords.Locale.Typed.
func (l *Language) Typed(text string) []string { return l.dates.Typed(text) }

// IsDate reports whether a text is a date as EDTF has it.
func IsDate(text string) bool {
	_, err := edtf.Parse(text)
	return err == nil
}

// dateField is a date as a form shows it: in words that are read as that date
// again, else as EDTF.
func (l *Language) dateField(text string) string {
	d, err := edtf.Parse(text)
	if err != nil || d.IsZero() {
		return text
	}
	if said := l.dates.Text(d); slices.Equal(l.dates.Typed(said), []string{d.String()}) {
		return said
	}
	return text
}

// fault makes what the page says of a mistake, in place of an answer.
func (x *Explore) fault() {
	l, f := x.Language, x.Fault
	x.Heading = l.text("page.fault_heading")
	x.Title, x.Indexed = x.Heading, false
	f.Field = f.Parameter
	if label, known := l.texts["page.filter."+f.Parameter]; known {
		f.Field = label
	}
	switch f.Parameter {
	case "q", "from", "to", "role", "date", "near", "bbox", "updated_since", "as_of":
		f.Anchor = "f-" + f.Parameter
	}
	values, titles := f.Suggestions, f.Suggestions
	if len(f.Dates) > 0 {
		values, titles = f.Dates, nil
		for _, text := range f.Dates {
			titles = append(titles, l.dateInWords(text))
		}
	}
	for i, value := range values {
		query := cloneValues(x.Query)
		query.Set(f.Parameter, value)
		f.Readings = append(f.Readings, EventLink{titles[i], x.Link(addressOf("/explore", query))})
	}
}

func (l *Language) dateInWords(text string) string {
	d, err := edtf.Parse(text)
	if err != nil {
		return text
	}
	return l.dates.Text(d)
}

// FaultIn is the mistake in a field, or nil where it is not in that.
func (x *Explore) FaultIn(name string) *Fault {
	if x.Fault != nil && x.Fault.Parameter == name {
		return x.Fault
	}
	return nil
}
