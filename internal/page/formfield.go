package page

// FormField is a field of a form. The template "field" shows it with its label, its hint,
// what is wrong with it (in #NAME-fault) and how it was understood (in #NAME-shown).
type FormField struct {
	Kind     string // text, area, select, check, checks, combo, file (of a picture) or hidden
	Name     string // also its id
	Label    string
	Value    string
	Options  []FormOption // of a select, and of checks
	Hint     string
	Shown    string // how it was understood
	EDTF     string // of a date that was understood
	Fault    *FieldFault
	Tongue   Tongue // of what is filled in
	Locked   bool   // it is shown, and not to be changed
	Required bool   // publishing needs it
	List     string // the id of the list that suggests values; "" for none
	Choice   *FormChoice
	Combo    *Combo
}

// FieldFault is what is wrong with a field, or needed in it.
type FieldFault struct {
	Field   string `json:"field"`
	Message string `json:"message"`
	Label   string `json:"-"` // of the field
	English bool   `json:"-"` // the message is in English whatever the page is in
	Needed  bool   `json:"-"` // nothing is wrong: publishing needs it
}

// FormChoice is what a field may mean that is not understood; one of it can be taken.
type FormChoice struct {
	Name, Label string
	Options     []FormOption
}

// Combo is what a field has beside the name of a record that somebody types.
type Combo struct {
	ID      string       // of the record, "" where the name is not understood
	Suggest string       // the address that suggests names
	Kinds   []FormOption // what a new record may be; none where none can be made here
	Picks   []FormOption // the records that have the name, where there are several
}

// FormRows is a list of a record in its form, a row for each item.
type FormRows struct {
	List  string // the name of the field that lists the keys of rows
	Hint  string
	Rows  []FormRow
	Blank *FormRow // a row to be copied by scripts, with the key ROW; nil where none can be added
	Add   string   // the label of the button that adds a row, "" for none
}

// FormRow is an item of a list in a form.
type FormRow struct {
	List, Key string
	Label     string // what it is, for those who cannot see where it stands
	Words     string // quoted words of a source, "" for none
	Cited     string // where they stand, for a script that has the text; see CitedOf
	Tongue    Tongue // of these
	Notes     []string
	Fields    []FormField
	Lists     []FormRows // inside the item
	Fresh     bool       // it is not in the record yet
}

// Name is that of the row, with which the names of its fields begin.
func (r FormRow) Name() string { return r.List + "-" + r.Key }

// BlankKey is the key of a row that scripts copy.
const BlankKey = "ROW"
