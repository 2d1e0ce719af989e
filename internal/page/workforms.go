package page

import (
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// FormInput is what a form of a draft's record has beside its fields.
type FormInput struct {
	Since     int64             // the edit of the draft that it was made from; 0 where the draft has no such record
	Revision  int               // the revision that it was made from; 0 for a new record
	Faults    map[string]string // field → what is wrong with it, in the page's language
	Conflicts *Conflicts        // nil for none
}

// DetailsInput is what the form of a story is made from.
type DetailsInput struct {
	FormInput
	Title, Summary, Language, Topics, Visibility string // as they are filled in
}

// DetailsForm is the form of a story.
type DetailsForm struct {
	EditFrame
	DetailsInput
	Action    string
	Languages []FormOption
	Choices   []FormOption // of the visibility
}

// FormOption is one of several that a field takes.
type FormOption struct {
	Value, Label string
	Chosen       bool
}

func newDetailsForm(f EditFrame, base string, in DetailsInput) *DetailsForm {
	form := &DetailsForm{EditFrame: f, DetailsInput: in, Action: base + "/details", Languages: tongueOptions(in.Language)}
	for _, v := range timeline.Visibilities {
		form.Choices = append(form.Choices, FormOption{v, f.Language.text("edit.visibility." + v), v == in.Visibility || in.Visibility == "" && v == timeline.Public})
	}
	return form
}

// tongueOptions suggests the languages that dates are read in, each by its own name.
func tongueOptions(chosen string) []FormOption {
	var list []FormOption
	for _, l := range Languages() {
		list = append(list, FormOption{l.Tag, l.Name, l.Tag == chosen})
	}
	return list
}

// SourceFormInput is what the form of a source is made from.
type SourceFormInput struct {
	FormInput
	Title, Publisher, URL, Published, Language string // as they are filled in
	Text                                       string // for a new source, or for one whose text is not here
	Notes                                      []NoteInput
}

// NoteInput is a note on a source.
type NoteInput struct {
	N     int // from 1 on
	Text  string
	Words string // that it is on; "" where they are not known
	Cited string // where these stand, for a script that has the text; see CitedOf
}

// SourceForm is the form of a source.
type SourceForm struct {
	EditFrame
	SourceFormInput
	Action         string
	Languages      []FormOption
	PublishedShown string
}

// NewSourceForm makes it: action is where it is sent.
func NewSourceForm(f EditFrame, action string, in SourceFormInput) *SourceForm {
	form := &SourceForm{EditFrame: f, SourceFormInput: in, Action: action, Languages: tongueOptions(in.Language)}
	if in.Faults["published"] == "" {
		form.PublishedShown = f.Language.DateShown(in.Published, in.Language).Words
	}
	return form
}

// Shown is how a date that somebody typed was understood.
type Shown struct {
	Words string `json:"words"`
	EDTF  string `json:"edtf"`
}

// DateShown is how a text is understood as a date in a language, and else in that of
// the page; empty where it is not, or in more ways than one.
func (l *Language) DateShown(text, tongue string) Shown {
	dates, _ := l.ReadDate(text, tongue)
	d, err := edtf.Parse(dates)
	if err != nil || d.IsZero() {
		return Shown{}
	}
	return Shown{l.dates.Text(d), d.String()}
}

// ReadDate reads a date that somebody typed: in the language of what they work at, and
// where that says nothing, in the page's and in English. Fault says what is wrong where
// it is not understood, or may be several.
func (l *Language) ReadDate(text, tongue string) (date, fault string) {
	if strings.TrimSpace(text) == "" {
		return "", ""
	}
	var readings []string
	for _, reader := range []*Language{orNil(LanguageOf(tongue)), l, Languages()[0]} {
		if reader == nil {
			continue
		}
		if readings = reader.Typed(text); len(readings) > 0 {
			break
		}
	}
	switch len(readings) {
	case 0:
		return "", l.text("edit.fault.date")
	case 1:
		return readings[0], ""
	}
	var words []string
	for _, r := range slices.Sorted(slices.Values(readings)) {
		words = append(words, l.dateInWords(r)+" ("+r+")")
	}
	return "", l.fill("edit.fault.dates", "readings", strings.Join(words, l.text("dates.list_separator")))
}

func orNil(l *Language, found bool) *Language {
	if !found {
		return nil
	}
	return l
}

// DateField is a date as a form shows it to be edited.
func (l *Language) DateField(d timeline.Date, tongue string) string {
	if reader, found := LanguageOf(tongue); found {
		return reader.dateField(d.EDTF.String())
	}
	return l.dateField(d.EDTF.String())
}

// FieldFault words a mistake in a field by the name of its text under edit.fault.
func (l *Language) FieldFault(name string, values ...string) string {
	return l.fill("edit.fault."+name, values...)
}

// TooLong says that a field has more characters than are kept.
func (l *Language) TooLong(most int) string {
	return l.FieldFault("long", "n", l.number(int64(most)))
}
