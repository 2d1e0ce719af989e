package convert

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// rowReader makes an event of one row.
type rowReader struct {
	*layout
	row    *tableRow
	used   map[int]bool // columns whose cells have a home
	event  *timeline.Event
	with   *timeline.Row
	faults []timeline.Fault
}

// read makes an entry of a row that stands behind the header.
func (l *layout) read(row *tableRow, ids *identities) (timeline.Entry, error) {
	entry := row.entry(l.header.raw)
	r := rowReader{layout: l, row: row, used: map[int]bool{}, event: &timeline.Event{ID: timeline.IDToBeMade}, with: &timeline.Row{}}
	if err := r.width(); err != nil {
		return entry, err
	}
	r.texts()
	r.date()
	r.actors()
	r.place()
	r.sources()
	r.media()
	r.counts()
	r.title()
	r.identity(ids)
	r.origin()
	err := timeline.Complete(r.event)
	if len(r.faults) > 0 {
		err = timeline.Together(&timeline.Error{Code: timeline.InvalidRecord, Message: "The row cannot be read.", Faults: r.faults}, err)
	}
	if err != nil {
		return entry, r.placed(err)
	}
	for i := range r.with.Warnings {
		r.with.Warnings[i].Line = row.line
	}
	entry.Record, entry.NoID, entry.Row = r.event, true, r.with
	return entry, nil
}

// placed gives faults without a place that of the row.
func (r *rowReader) placed(err error) error {
	if te, ok := errors.AsType[*timeline.Error](err); ok {
		for i := range te.Faults {
			if f := &te.Faults[i]; f.Line == 0 {
				f.Line, f.Column = r.row.line, 1
			}
		}
	}
	return err
}

func (r *rowReader) fault(column int, pointer, format string, args ...any) {
	line, at := r.row.place(max(r.standsAt(column), 0))
	r.faults = append(r.faults, timeline.Fault{Pointer: pointer, Message: fmt.Sprintf(format, args...), Line: line, Column: at})
}

func (r *rowReader) warn(pointer, hint, format string, args ...any) {
	r.with.Warnings = append(r.with.Warnings, timeline.Warning{Pointer: pointer, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// width refuses a row with more cells than there are columns: which of them slipped is
// not told.
func (r *rowReader) width() error {
	have, want := len(r.row.cells), len(r.header.names)
	for i := want; i < have; i++ {
		if strings.TrimSpace(r.row.cells[i]) != "" && !r.slips() {
			return r.row.fault(i, "the row has more cells (%d) than the header (%d): a cell with a separator or a line break stands in quotes", have, want)
		}
	}
	if have < want && !r.padded {
		r.warn("", "a row has a cell for each column", "the row has fewer cells (%d) than the header (%d): those at its end are taken as blank", have, want)
	}
	return nil
}

func (r *rowReader) slips() bool { return r.slipped.rows && len(r.row.cells) == len(r.header.names)+1 }

// standsAt is where the cell of a column stands in the row; -1 where that is not certain.
func (r *rowReader) standsAt(column int) int {
	if r.slips() {
		return r.slipped.place(column)
	}
	return column
}

// cell is what stands in a column; blank where that says that it is not known.
func (r *rowReader) cell(column int) string {
	text := strings.TrimSpace(strings.ReplaceAll(r.row.cell(r.standsAt(column)), "\r\n", "\n"))
	if r.missing[text] {
		return ""
	}
	return text
}

// take is the cell of a field with one column, whose home it then has, or the constant
// that stands for it. column is -1 for that.
func (r *rowReader) take(field string) (text string, column int) {
	text, column = r.look(field)
	if column >= 0 && text != "" {
		r.used[column] = true
	}
	return text, column
}

// look is take for a cell whose home is yet to be found.
func (r *rowReader) look(field string) (text string, column int) {
	column = -1
	if columns := r.at[field]; len(columns) > 0 {
		if column = columns[0]; r.cell(column) != "" {
			return r.cell(column), column
		}
	}
	if text := r.constant(field); text != "" {
		return text, -1
	}
	return "", column
}

func (r *rowReader) constant(field string) string {
	for _, c := range r.mapping.Constants {
		if c.Field == field {
			return strings.TrimSpace(c.Value)
		}
	}
	return ""
}

// list are the items of a field with several columns, each once.
func (r *rowReader) list(field string) []string {
	var items []string
	add := func(text string) {
		for item := range strings.SplitSeq(text, r.separator()) {
			if item = inOneLine(item); item != "" && !r.missing[item] && !slices.Contains(items, item) {
				items = append(items, item)
			}
		}
	}
	for _, column := range r.at[field] {
		if text := r.cell(column); text != "" {
			r.used[column] = true
			add(text)
		}
	}
	if items == nil {
		add(r.constant(field))
	}
	return items
}

func (r *rowReader) separator() string {
	if r.mapping.Separator != "" {
		return r.mapping.Separator
	}
	return ";"
}

// texts fills in what is taken as it stands.
func (r *rowReader) texts() {
	e := r.event
	e.Summary, _ = r.take("summary")
	e.Type = "other"
	if text, column := r.look("type"); text != "" {
		if slug, ok := slugIn(text); ok {
			e.Type, r.used[column] = slug, true
		} else if column >= 0 {
			r.warn("/type", "a type is written in letters a to z", "%q is kept in origin", clip(text))
		}
	}
	for _, f := range []struct {
		field string
		words []string
		to    *string
	}{{"status", timeline.Statuses, &e.Status}, {"verification", []string{"reported", "confirmed", "disputed"}, &e.Verification}} {
		text, column := r.look(f.field)
		if slug, _ := slugIn(text); slices.Contains(f.words, slug) {
			*f.to, r.used[column] = slug, true
		} else if text != "" {
			r.warn("/"+f.field, "one of "+strings.Join(f.words, ", "), "%q is kept in origin", clip(text))
		}
	}
	for _, column := range r.at["topics"] {
		all := true
		for item := range strings.SplitSeq(r.cell(column), r.separator()) {
			all = r.topic(item) && all
		}
		r.used[column] = r.used[column] || all
	}
	if e.Topics == nil {
		for item := range strings.SplitSeq(r.constant("topics"), r.separator()) {
			r.topic(item)
		}
	}
	if text, column := r.look("language"); timeline.IsLanguage(text) {
		e.Language, r.used[column] = text, true
	}
}

// topic adds a topic, and reports whether it could be.
func (r *rowReader) topic(item string) bool {
	if strings.TrimSpace(item) == "" {
		return true
	}
	slug, ok := slugIn(item)
	if ok && !slices.Contains(r.event.Topics, slug) {
		r.event.Topics = append(r.event.Topics, slug)
	}
	return ok
}

// slugIn is a text as a slug, and false where it has letters that none can have.
func slugIn(text string) (string, bool) {
	for _, c := range text {
		if c >= 0x80 {
			return "", false
		}
	}
	slug := slugOf(text, timeline.MaxID)
	return slug, slug != "x" || strings.EqualFold(strings.TrimSpace(text), "x")
}

// actors fills in who took part.
func (r *rowReader) actors() {
	for _, f := range []struct{ field, kind, role string }{
		{"actors", "group", "participant"}, {"people", "person", "participant"}, {"organizations", "organization", "participant"}, {"speaker", "person", "speaker"},
	} {
		for _, name := range r.list(f.field) {
			r.event.Actors = append(r.event.Actors, timeline.Participant{Name: name, Kind: f.kind, Role: f.role})
		}
	}
}

// sources fills in what the row cites.
func (r *rowReader) sources() {
	names, links := r.list("source"), []string(nil)
	for _, column := range r.at["url"] {
		all := true
		for item := range strings.FieldsSeq(strings.ReplaceAll(r.cell(column), r.separator(), " ")) {
			if linkedSource(item, "") == nil {
				all = false
			} else if !slices.Contains(links, item) {
				links = append(links, item)
			}
		}
		if r.used[column] = all; !all {
			r.warn("/citations", "an address begins with http:// or https://", "%q is kept in origin", clip(r.cell(column)))
		}
	}
	named := names[:0:0]
	for _, name := range names {
		if linkedSource(name, "") == nil {
			named = append(named, name)
		} else if !slices.Contains(links, name) {
			links = append(links, name)
		}
	}
	paired := len(named) == len(links)
	for i, link := range links {
		s := linkedSource(link, "")
		if paired {
			s.Publisher = timeline.Clip(named[i], timeline.MaxTitle)
		}
		r.cite(s)
	}
	if paired {
		return
	}
	for _, name := range named {
		r.cite(namedSource(name))
	}
}

func (r *rowReader) cite(s *timeline.Source) {
	r.event.Citations, r.with.Parts = cite(r.event.Citations, r.with.Parts, s)
}

// media fills in pictures and films.
func (r *rowReader) media() {
	for _, column := range r.at["media"] {
		text := r.cell(column)
		if text == "" {
			continue
		}
		if !timeline.IsAddress(text) {
			continue // a file's name: it is kept in origin
		}
		m := timeline.Media{URL: text}
		r.used[column] = true
		if len(r.event.Media) == 0 {
			m.Caption, _ = r.take("media_caption")
			m.Credit, _ = r.take("media_credit")
		}
		r.event.Media = append(r.event.Media, m)
	}
}

// counts fills in figures.
func (r *rowReader) counts() {
	for i, f := range r.mapping.Figures {
		text := r.cell(r.figures[i])
		if text == "" {
			continue
		}
		value, ok := r.numberIn(text)
		if !ok {
			r.warn("/figures", "a number is written in digits", "%q, of %s, is kept in origin", clip(text), f.Column)
			continue
		}
		r.used[r.figures[i]] = true
		r.event.Figures = append(r.event.Figures, timeline.Figure{Name: f.Name, Value: &value})
	}
}

// title fills in the title, which is made of other cells where no cell is it.
func (r *rowReader) title() {
	text, column := r.look("title")
	if text = inOneLine(text); text == "" {
		text = r.titleOfOthers()
		column = -1
	}
	if text == "" {
		r.faults = append(r.faults, timeline.Fault{Pointer: "/title", Message: "nothing tells of what the row is: no cell is a title, and those of which one is made are blank", Line: r.row.line, Column: 1})
		return
	}
	r.event.Title = timeline.Clip(text, timeline.MaxTitle)
	switch {
	case column < 0:
	case r.event.Title == text:
		r.used[column] = true
	case r.event.Summary == "":
		r.event.Summary, r.used[column] = text, true
	}
}

// titleOfOthers is the title that the template makes.
func (r *rowReader) titleOfOthers() string {
	return r.layout.title.fill(func(name string) string {
		if _, isField := fieldNamed(name); isField {
			if columns := r.at[name]; len(columns) > 0 {
				var cells []string
				for _, c := range columns {
					if text := r.cell(c); text != "" {
						cells = append(cells, text)
					}
				}
				return strings.Join(cells, ", ")
			}
			return r.constant(name)
		}
		for i, f := range r.mapping.Figures {
			if f.Name == name {
				return r.cell(r.figures[i])
			}
		}
		return r.cell(r.header.named(name))
	})
}

// scheme is that of the external ids of tables.
const scheme = "table"

// identity gives the event the external id by which it is known again.
func (r *rowReader) identity(ids *identities) {
	of := scheme
	if r.mapping.Scheme != "" {
		of = r.mapping.Scheme
	}
	text, column := r.look("id")
	if text != "" {
		if problem := damaged(text); problem != "" {
			r.warn("/external_ids", "an id is text: format its column as text before saving the table", "%s: the row is known by what it says instead", problem)
			text = ""
		} else {
			r.used[column] = true
		}
	}
	external := ids.of(of, text, r.says())
	if text != "" && external != externalID(of, text) {
		r.warn("/external_ids", "an id is one row's alone", "another row has the id %q: this one is known by what it says", clip(text))
	}
	r.event.ExternalIDs = []string{external}
}

// says is what a row says, whatever the order of its columns.
func (r *rowReader) says() string {
	var cells []string
	for i, cell := range r.row.cells {
		if cell = strings.TrimSpace(cell); cell != "" && !r.missing[cell] {
			cells = append(cells, strconv.Quote(r.nameAt(i))+":"+strconv.Quote(strings.ReplaceAll(cell, "\r\n", "\n")))
		}
	}
	slices.Sort(cells)
	return strings.Join(cells, "\n")
}

// nameAt is what the cell at a place of the row is called.
func (r *rowReader) nameAt(place int) string {
	if !r.slips() {
		return r.nameOf(place)
	}
	for column := range r.header.names {
		if r.slipped.place(column) == place {
			return r.nameOf(column)
		}
	}
	return "cell " + strconv.Itoa(place+1)
}

// origin keeps what has no home.
func (r *rowReader) origin() {
	at := map[int]bool{} // places of cells that have one
	for column := range r.used {
		at[r.standsAt(column)] = r.used[column]
	}
	for column := range r.ignored {
		at[r.standsAt(column)] = true
	}
	kept := &timeline.Node{Kind: timeline.Object}
	size := 0
	var left []string
	for i, cell := range r.row.cells {
		cell = strings.TrimSpace(strings.ReplaceAll(cell, "\r\n", "\n"))
		if at[i] || cell == "" || r.missing[cell] && !r.isCountry(i) {
			continue
		}
		if size += len(strconv.Quote(cell)) + len(r.nameAt(i)) + 8; size > timeline.MaxOrigin*3/4 {
			size -= len(strconv.Quote(cell)) + len(r.nameAt(i)) + 8
			left = append(left, r.nameAt(i))
			continue
		}
		kept.Set(r.nameAt(i), cell)
	}
	if left != nil {
		r.warn("/origin", "say with a mapping which field it is, or that it is ignored", "what has no field of its own is more than is kept: %s is left out", strings.Join(left, ", "))
	}
	if len(kept.Members) == 0 {
		return
	}
	o, err := timeline.OriginOf(&timeline.Node{Kind: timeline.Object, Members: []timeline.Member{{Name: r.format, Value: kept}}})
	if err != nil {
		if te, ok := errors.AsType[*timeline.Error](err); ok {
			r.faults = append(r.faults, te.Faults...)
		}
		return
	}
	r.event.Origin = o
}

// isCountry tells whether NA may be Namibia in a cell.
func (r *rowReader) isCountry(place int) bool {
	return r.seen.codes && strings.TrimSpace(r.row.cell(place)) == "NA" && slices.ContainsFunc(r.at["country"], func(c int) bool { return r.standsAt(c) == place })
}
