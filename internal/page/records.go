package page

import "io"

// RecordPaths are where the people, places and sources are mended, by resource.
var RecordPaths = map[string]string{"actor": "/edit/actors", "place": "/edit/places", "source": "/edit/sources"}

// RecordRow is an actor, place or source in a list.
type RecordRow struct {
	ID, Name, Kind string // a source has no kind
	Href           string
}

// RecordsInput is what a list of actors, places or sources is made from.
type RecordsInput struct {
	EditFrame
	Resource string // actor, place or source
	Search   string // as it was typed
	Rows     []RecordRow
	Next     string // the cursor of the next page; empty on the last
	Mistake  string // what is wrong with the search, in English
}

// Records is a list of actors, places or sources.
type Records struct {
	RecordsInput
	Paths         map[string]string // RecordPaths
	More, Doubles string            // addresses: of the next page, and of the possible doubles
}

// NewRecords makes it.
func NewRecords(in RecordsInput) *Records {
	p := &Records{RecordsInput: in, Paths: RecordPaths, Doubles: in.linkTo("/edit/doubles", "of", in.Resource)}
	p.Title = in.Language.text("edit.records." + in.Resource)
	for i := range p.Rows {
		p.Rows[i].Href = p.Link(RecordPaths[in.Resource] + "/" + p.Rows[i].ID)
	}
	if in.Next != "" {
		p.More = p.linkTo(RecordPaths[in.Resource], "q", in.Search, "after", in.Next)
	}
	return p
}

// Render writes it.
func (p *Records) Render(w io.Writer) error { return render(w, "records", p.Language, p) }

// DoublesInput is what the list of possible doubles is made from.
type DoublesInput struct {
	EditFrame
	Resource string
	Pairs    []DoubleInput
}

// DoubleInput is a pair that is perhaps one.
type DoubleInput struct {
	A, B RecordRow
	Same string // wikidata or url where they share it; empty where their names are alike
}

// Doubles is the list of pairs that are perhaps one.
type Doubles struct {
	DoublesInput
	Kinds []DoublesLink
	Rows  []DoubleRow
}

// DoublesLink leads to the doubles of a resource.
type DoublesLink struct {
	Resource, Href string
	Here           bool
}

// DoubleRow is a pair in the list.
type DoubleRow struct {
	DoubleInput
	Href string // of the page on which the two are compared
}

// NewDoubles makes it.
func NewDoubles(in DoublesInput) *Doubles {
	p := &Doubles{DoublesInput: in}
	p.Title = in.Language.text("edit.records.doubles")
	for _, resource := range []string{"actor", "place", "source"} {
		p.Kinds = append(p.Kinds, DoublesLink{resource, p.linkTo("/edit/doubles", "of", resource), resource == in.Resource})
	}
	for _, pair := range in.Pairs {
		path := RecordPaths[in.Resource]
		pair.A.Href, pair.B.Href = p.Link(path+"/"+pair.A.ID), p.Link(path+"/"+pair.B.ID)
		p.Rows = append(p.Rows, DoubleRow{pair, p.linkTo(path+"/"+pair.B.ID+"/merge", "into", pair.A.ID)})
	}
	return p
}

// Render writes it.
func (p *Doubles) Render(w io.Writer) error { return render(w, "doubles", p.Language, p) }

// RecordField is a field of a form in which a record is mended.
type RecordField struct {
	Name, Value string
	Base        string   // a digest of what the field was when the form was opened
	Options     []string // it is one of these; nil for any text
	Lines       int      // how high it is; 0 for one line
	Hint        bool     // there is one
	Fault       string   // what is wrong with it, in English
	Theirs      string   // what somebody else has written meanwhile
	Differs     bool     // that is something else
}

// Required tells whether the field is never empty.
func (f RecordField) Required() bool {
	return f.Name == "name" || f.Name == "title" || f.Name == "kind"
}

// RecordFormInput is what the form of a record is made from.
type RecordFormInput struct {
	EditFrame
	Resource, ID, Name string
	Revision           int // that the form is about
	Fields             []RecordField
	Reason             string
	Conflict           bool   // somebody else has written meanwhile
	Mistake            string // what is wrong with all of it, in English
}

// RecordForm is the page on which an actor, place or source is mended.
type RecordForm struct {
	RecordFormInput
	Path, Merge, List string
	Wrong             bool // some field is
}

// NewRecordForm makes it.
func NewRecordForm(in RecordFormInput) *RecordForm {
	p := &RecordForm{RecordFormInput: in}
	path := RecordPaths[in.Resource]
	p.List, p.Path, p.Merge = p.Link(path), p.Link(path+"/"+in.ID), p.Link(path+"/"+in.ID+"/merge")
	p.Title = in.Name
	for _, f := range in.Fields {
		p.Wrong = p.Wrong || f.Fault != ""
	}
	return p
}

// Render writes it.
func (p *RecordForm) Render(w io.Writer) error { return render(w, "record", p.Language, p) }

// MergeInput is what the page on which two records are made one is made from.
type MergeInput struct {
	EditFrame
	Resource string
	From     RecordRow
	Revision int // of that
	Search   string
	Found    []RecordRow // what the search has found
	Into     *RecordRow  // nil before it is chosen
	Fields   []MergeField
	Counts   []MergeCount
	Aliases  []string // names that the other gains
	Filled   []string // its fields that are filled
	Reason   string
	Mistake  string // what was wrong, in English
	Blocked  bool   // they cannot be merged for that
}

// MergeField is a field of the two.
type MergeField struct{ Name, From, Into string }

// MergeCount is how many records of a resource name the other then.
type MergeCount struct {
	Entity string
	N      int
}

// Merging is the page on which two records are made one.
type Merging struct {
	MergeInput
	Path, Swap string
	Ready      bool // they can be merged
}

// NewMerging makes it.
func NewMerging(in MergeInput) *Merging {
	p := &Merging{MergeInput: in}
	path := RecordPaths[in.Resource]
	at := path + "/" + in.From.ID + "/merge"
	p.Title = in.Language.text("edit.records.merge")
	p.Path = p.Link(at)
	p.From.Href = p.Link(path + "/" + in.From.ID)
	for i := range p.Found {
		p.Found[i].Href = p.linkTo(at, "into", p.Found[i].ID)
	}
	if in.Into != nil {
		p.Into.Href = p.Link(path + "/" + in.Into.ID)
		p.Swap = p.linkTo(path+"/"+in.Into.ID+"/merge", "into", in.From.ID)
		p.Ready = !in.Blocked
	}
	return p
}

// Render writes it.
func (p *Merging) Render(w io.Writer) error { return render(w, "merge", p.Language, p) }

// linkTo is Link with parameters: names and values by turns, of which empty ones are
// left out.
func (f *Frame) linkTo(path string, parameters ...string) string {
	for i := 0; i+1 < len(parameters); i += 2 {
		if parameters[i+1] != "" {
			path = withParameter(path, parameters[i], parameters[i+1])
		}
	}
	return f.Link(path)
}
