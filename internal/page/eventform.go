package page

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Called is an actor or place that a form may name.
type Called struct{ ID, Name, Kind string }

// FormNames are the actors and places that a form has to know, by their resource, "actor"
// or "place".
type FormNames struct {
	ByID  map[string]map[string]Called   // those that the event names, by their ids
	Named map[string]map[string][]Called // those that have a name that somebody typed, by that
	Known map[string][]string            // names to suggest where there are no scripts
}

// EventFormInput is what the form of an event is made from.
type EventFormInput struct {
	EditFrame
	FormInput
	Story    string // its id
	Tongue   string // the language of the story, in which dates are typed
	ID       string
	Document json.RawMessage // of the event in the draft, as it is or as it was filled in
	Names    FormNames
	Sources  []timeline.Source    // of the story
	Events   []timeline.Event     // of the story, in the order in which they are offered
	Near     edtf.Date            // from which dates take their year, such as the day on which the source came out
	Cited    map[CitedSpan]string // words of citations that have their place alone, where the text is here
	Refused  map[string]string    // by the field of a file, why it was not taken; in English
	Add      string               // the list that gets another empty row; "" for none
}

// CitedSpan is words of a source, from one code point of its text to before another.
type CitedSpan struct {
	Source     string
	Start, End int
}

// EventForm is the form of an event in the record pane of the work page: the template
// "event-form".
type EventForm struct {
	EditFrame
	FormInput
	ID       string // of the event
	Title    string // as it is filled in
	Action   string // where it is sent
	Remove   string // where it is sent to be taken out of the draft, or marked to be retracted
	Sections []EventSection
	Faults   []FieldFault // in the order of the fields: mistakes first, then what is needed
	Wrong    bool         // there are mistakes among them
	Lists    []NameList
	Others   []EventFact // what the form does not change
}

// EventSection is a part of the form.
type EventSection struct {
	ID, Heading string
	Fields      []FormField
	Rows        []FormRows
	Folded      bool // it is shown on demand
}

// NameList suggests values to fields where there are no scripts.
type NameList struct {
	ID     string
	Values []string
}

// EventFact is something of an event that is shown alone.
type EventFact struct{ Label, Value string }

// eventFormer makes the form.
type eventFormer struct {
	EventFormInput
	event  *DraftEvent
	faults map[string]*FieldFault
	fields []string // the names of the fields that the form has, in their order
	labels map[string]string
}

// NewEventForm makes it. Documents that nobody can read are an error with the code
// InvalidRecord.
func NewEventForm(in EventFormInput) (*EventForm, error) {
	e, err := ReadDraftEvent(in.Document)
	if err != nil {
		return nil, err
	}
	base := "/edit/stories/" + in.Story + "/events/" + in.ID
	form := &EventForm{EditFrame: in.EditFrame, FormInput: in.FormInput, ID: in.ID, Title: e.Title, Action: base, Remove: base + "/remove"}
	f := &eventFormer{EventFormInput: in, event: e, labels: map[string]string{}}
	f.faults = f.findFaults()
	form.Sections = []EventSection{f.what(), f.when(), f.who(), f.where(), f.said(), f.evidence(), f.related(), f.pictures(), f.more()}
	form.Others = f.others()
	form.Faults = f.listed()
	form.Wrong = slices.ContainsFunc(form.Faults, func(fault FieldFault) bool { return !fault.Needed })
	for _, resource := range []string{"actor", "place"} {
		form.Lists = append(form.Lists, NameList{"known-" + resource, in.Names.Known[resource]})
	}
	form.Lists = append(form.Lists, NameList{"known-language", Tags()})
	return form, nil
}

// field completes a field of the form: its label, and what is wrong with it.
func (f *eventFormer) field(one FormField) FormField {
	if one.Label == "" {
		one.Label = f.Language.text("edit.event." + one.Name)
	}
	if text, known := f.Language.texts["edit.event."+one.Name+"_hint"]; known && one.Hint == "" {
		one.Hint = text
	}
	one.Fault = f.faults[one.Name]
	f.fields = append(f.fields, one.Name)
	f.labels[one.Name] = one.Label
	return one
}

// labelled is a field whose label stands under another name, as in rows.
func (f *eventFormer) labelled(label string, one FormField) FormField {
	one.Label = f.Language.text("edit.event." + label)
	return f.field(one)
}

// options are the words of a closed list; empty, where it may be none, comes first.
func (f *eventFormer) options(group string, words []string, chosen, empty string) []FormOption {
	var list []FormOption
	if empty != "" {
		list = append(list, FormOption{"", f.Language.text(empty), chosen == ""})
	}
	if chosen != "" && !slices.Contains(words, chosen) {
		words = append(slices.Clone(words), chosen)
	}
	for _, word := range words {
		list = append(list, FormOption{word, capital(f.Language.word(group, word)), word == chosen})
	}
	return list
}

func (f *eventFormer) tongue() Tongue { return TongueOf(cmp.Or(f.event.Language, f.Tongue)) }

func (f *eventFormer) what() EventSection {
	e := f.event
	return EventSection{ID: "part-what", Heading: f.Language.text("edit.event.what"), Fields: []FormField{
		f.field(FormField{Kind: "text", Name: "title", Value: e.Title, Tongue: f.tongue(), Required: true}),
		f.field(FormField{Kind: "area", Name: "summary", Value: e.Summary, Tongue: f.tongue()}),
		f.field(FormField{Kind: "select", Name: "type", Options: f.options("type", timeline.EventTypes, e.Type, "edit.event.choose"), Required: true}),
		f.field(FormField{Kind: "text", Name: "type-other"}),
		f.field(FormField{Kind: "select", Name: "status", Options: f.options("status", timeline.Statuses, cmp.Or(e.Status, timeline.DefaultStatus), "")}),
		f.field(FormField{Kind: "select", Name: "verification", Options: f.options("verification", f.verifications(), cmp.Or(e.Verification, timeline.DefaultVerification), "")}),
		f.field(FormField{Kind: "check", Name: "key", Options: []FormOption{{"yes", f.Language.text("edit.event.key"), e.Key}}}),
	}}
}

// verifications are those that a form offers: an event is retracted by being taken out.
func (f *eventFormer) verifications() []string {
	return slices.DeleteFunc(slices.Clone(timeline.Verifications), func(v string) bool { return v == timeline.Retracted })
}

func (f *eventFormer) when() EventSection {
	l, e := f.Language, f.event
	date := FormField{Kind: "text", Name: "date", Value: l.EventDate(e.Date.EDTF, f.Tongue), Shown: l.datePhrase(e.Date.EDTF), EDTF: e.Date.EDTF.String()}
	if words, typed := e.Typed["/date"]; typed {
		date.Value, date.Shown, date.EDTF = words, "", ""
		reading := l.ReadEventDate(words, f.Tongue, f.Near)
		if len(reading.Choices) > 0 {
			date.Choice = &FormChoice{Name: "date-reading", Label: l.text("edit.event.date_reading")}
			for _, choice := range reading.Choices {
				date.Choice.Options = append(date.Choice.Options, FormOption{Value: choice, Label: l.dateInWords(choice) + " (" + choice + ")"})
			}
		}
	}
	basis := e.Date.Basis
	if basis == "" {
		basis = "unknown"
	}
	kinds := []FormOption{{"", l.text("edit.event.kind_as_said"), true}}
	for _, kind := range timeline.DateKinds {
		kinds = append(kinds, FormOption{kind, l.text("edit.event.kind_" + kind), false})
	}
	return EventSection{ID: "part-when", Heading: l.text("edit.event.when"), Fields: []FormField{
		f.field(date),
		f.field(FormField{Kind: "select", Name: "date-kind", Options: kinds}),
		f.field(FormField{Kind: "select", Name: "date-basis", Options: f.options("basis", timeline.Bases, basis, "")}),
		f.field(FormField{Kind: "text", Name: "date-text", Value: e.Date.Text, Tongue: f.tongue()}),
	}}
}

func (f *eventFormer) more() EventSection {
	e := f.event
	return EventSection{ID: "part-more", Heading: f.Language.text("edit.event.more"), Folded: f.quiet("topics", "language"), Fields: []FormField{
		f.field(FormField{Kind: "text", Name: "topics", Value: strings.Join(e.Topics, f.Language.text("dates.list_separator"))}),
		f.field(FormField{Kind: "text", Name: "language", Value: e.Language, List: "known-language"}),
	}}
}

// quiet tells whether nothing is wrong in fields whose names begin so.
func (f *eventFormer) quiet(names ...string) bool {
	for field, fault := range f.faults {
		if fault != nil && slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(field, name) }) {
			return false
		}
	}
	return true
}

// others are what an event may have and the form does not change.
func (f *eventFormer) others() []EventFact {
	l, e := f.Language, f.event
	var facts []EventFact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, EventFact{label, value})
		}
	}
	sep := l.text("dates.list_separator")
	add(l.text("page.codes"), strings.Join(e.Codes, sep))
	add(l.text("page.external_ids"), strings.Join(e.ExternalIDs, sep))
	for _, one := range e.Figures {
		add(strings.ReplaceAll(one.Name, "-", " "), figure(l, one))
	}
	add(l.text("edit.event.origin"), string(e.Origin))
	return facts
}

// Understood is how the fields of the form were understood, by their names. A year is
// that which the date has taken from the source, "" for none.
func (p *EventForm) Understood(year string) map[string]Shown {
	found := map[string]Shown{}
	add := func(fields []FormField) {
		for _, field := range fields {
			if field.Shown != "" {
				found[field.Name] = Shown{Words: field.Shown, EDTF: field.EDTF}
			}
		}
	}
	for _, section := range p.Sections {
		add(section.Fields)
		for _, list := range section.Rows {
			for _, row := range list.Rows {
				add(row.Fields)
			}
		}
	}
	if date, known := found["date"]; known && year != "" {
		date.Words += " " + p.Language.fill("edit.event.year_taken", "year", year)
		found["date"] = date
	}
	return found
}
