package convert

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// headerRows is among how many rows the one that names the columns is looked for.
const headerRows = 50

// layout is how the rows of one table are read: which column is what, and what the
// table itself tells of that.
type layout struct {
	format  string // names what is kept in an event's origin
	header  header
	mapping Mapping
	guessed bool
	tags    []string // of each column, where the second row has them
	first   int      // the line of the first row behind header and tags; rows before it are passed over

	at      map[string][]int // the columns of each field
	figures []int            // the column of each figure of the mapping
	ignored map[int]bool
	title   template
	missing map[string]bool

	dates   map[int]*dateReader // of the columns with dates
	words   dateReader          // of what has no column of its own
	widths  map[int]int         // how many rows have so many cells
	slipped slip
	comma   bool // numbers have a decimal comma
	padded  bool // a row ends with its last cell that is not blank
	seen    evidence
}

// layoutOf finds the row that names the columns, and what they are. The error says
// what is needed.
func layoutOf(format string, rows []tableRow, given *Mapping) (*layout, error) {
	l := &layout{format: format, at: map[string][]int{}, ignored: map[int]bool{}, missing: map[string]bool{}, dates: map[int]*dateReader{}, widths: map[int]int{}}
	if given != nil {
		l.mapping = *given
	} else {
		l.guessed = true
	}
	if len(rows) == 0 {
		return nil, errors.New("there is no row in it")
	}
	if err := l.findHeader(rows); err != nil {
		return nil, err
	}
	if l.guessed {
		l.guess()
	}
	return l, l.bind()
}

// findHeader looks for the row that names the columns, and for tags below it.
func (l *layout) findHeader(rows []tableRow) error {
	if l.mapping.NoHeader {
		widest := slices.MaxFunc(rows, func(a, b tableRow) int { return len(a.cells) - len(b.cells) })
		row := tableRow{}
		for i := range widest.cells {
			row.cells = append(row.cells, strconv.Itoa(i+1))
		}
		l.header, l.first = headerOf(row), rows[0].line
		return nil
	}
	i := l.headerAt(rows)
	if i < 0 {
		return l.headerMissing(rows)
	}
	l.header, l.first = headerOf(rows[i]), rows[i].line+1
	if i+1 < len(rows) {
		if l.tags = tagsOf(rows[i+1]); l.tags != nil {
			l.first = rows[i+1].line + 1
			l.header.raw += "\n" + string(rows[i+1].raw)
		}
	}
	return nil
}

// headerAt is the number of the row that names the columns, or -1.
func (l *layout) headerAt(rows []tableRow) int {
	wanted := l.wanted()
	best, most := -1, 0
	for i, row := range rows[:min(len(rows), headerRows)] {
		h := headerOf(row)
		if !l.guessed {
			has := len(wanted) > 0 && !slices.ContainsFunc(wanted, func(name string) bool { return h.named(name) < 0 })
			if has && (best < 0 || row.line == l.mapping.HeaderRow) {
				best = i // the header of a row that is read alone has another number
			}
			continue
		}
		tags := []string(nil)
		if i+1 < len(rows) {
			tags = tagsOf(rows[i+1])
		}
		if known := knownColumns(h, tags); known > most {
			best, most = i, known
		}
	}
	return best
}

// named is the number of the column with a name as it is written or, where none has
// it, in its plain form; -1 where there is none.
func (h header) named(name string) int {
	if i := slices.Index(h.names, strings.TrimSpace(name)); i >= 0 {
		return i
	}
	return h.index(plainName(name))
}

func (l *layout) headerMissing(rows []tableRow) error {
	shown := clip(strings.Join(rows[0].cells, " | "))
	switch {
	case !l.guessed && len(l.mapping.Columns) == 0:
		return errors.New("the mapping names no column")
	case !l.guessed:
		return fmt.Errorf("no row has all columns that the mapping names (%s); the first row is %q", strings.Join(l.wanted(), ", "), shown)
	}
	return fmt.Errorf("no row names columns that are known, such as date, title, summary, place, source: the first row is %q; write such names above the rows, or say with a mapping (--map) which column is what", shown)
}

func (l *layout) wanted() []string {
	var wanted []string
	for _, c := range l.mapping.Columns {
		wanted = append(wanted, c.Columns...)
	}
	return wanted
}

// tagsOf are the tags of a row of them, as HXL has it below the header; nil where it
// is another.
func tagsOf(row tableRow) []string {
	tags := make([]string, len(row.cells))
	some := false
	for i, cell := range row.cells {
		tags[i] = strings.ToLower(strings.Join(strings.Fields(cell), ""))
		if tags[i] == "" {
			continue
		}
		if !hxlTag.MatchString(tags[i]) {
			return nil
		}
		some = true
	}
	if !some {
		return nil
	}
	return tags
}

// knownColumns is how many fields a header has columns for; 0 where none of them
// tells of an event.
func knownColumns(h header, tags []string) int {
	known, tells := 0, false
	for _, f := range tableFields {
		if len(f.columnsIn(h, tags)) > 0 {
			known++
			tells = tells || slices.Contains(telling, f.name)
		}
	}
	if !tells {
		return 0
	}
	return known
}

// columnsIn are the columns that a field may be in a table, the likelier first: by
// their tags, and where none has its tag, by their names.
func (f tableField) columnsIn(h header, tags []string) []int {
	var list []int
	for i, tag := range tags {
		if tag != "" && f.hxl != nil && f.hxl.MatchString(tag) && i < len(h.names) {
			list = append(list, i)
		}
	}
	if list != nil {
		return list
	}
	for _, plain := range f.plain {
		for i, name := range h.plain {
			if name == plain && (i >= len(tags) || tags[i] == "" || f.hxl == nil) {
				list = append(list, i)
			}
		}
	}
	return list
}

// guess makes a mapping of the names and tags of the columns.
func (l *layout) guess() {
	taken := map[int]bool{}
	for _, f := range tableFields {
		columns := slices.DeleteFunc(f.columnsIn(l.header, l.tags), func(i int) bool { return taken[i] || l.nameTwice(i) })
		if len(columns) == 0 {
			continue
		}
		if !f.several {
			columns = columns[:1]
		}
		names := make([]string, len(columns))
		for i, c := range columns {
			names[i], taken[c] = l.header.names[c], true
		}
		l.mapping.Columns = append(l.mapping.Columns, FieldColumns{f.name, names})
	}
	for i, plain := range l.header.plain {
		name := ""
		if slices.Contains(countWords, plain) {
			name = strings.ReplaceAll(plain, "_", "-")
		} else if i < len(l.tags) {
			if m := countTag.FindStringSubmatch(l.tags[i]); m != nil {
				name = m[1]
			}
		}
		known := slices.ContainsFunc(l.mapping.Figures, func(f FigureColumn) bool { return f.Name == name })
		if name != "" && !known && !taken[i] && !l.nameTwice(i) {
			l.mapping.Figures = append(l.mapping.Figures, FigureColumn{name, l.header.names[i]})
		}
	}
	if l.mapping.columnsOf("date") != nil { // the parts of a date that stands there whole
		l.mapping.Columns = slices.DeleteFunc(l.mapping.Columns, func(c FieldColumns) bool { return slices.Contains([]string{"year", "month", "day"}, c.Field) })
	}
	if l.mapping.columnsOf("title") == nil {
		l.mapping.Title = l.mapping.titleOf()
	}
}

// nameTwice tells whether an earlier column has the name of this one: a mapping could
// not tell them apart.
func (l *layout) nameTwice(i int) bool { return l.header.named(l.header.names[i]) != i }

// titleOf is the template by which titles are made of other fields than the title. A
// date alone is none where there is a column for titles.
func (m *Mapping) titleOf() string {
	if m.columnsOf("summary") != nil {
		return "{summary}"
	}
	parts := []struct{ field, form string }{
		{"type", "[{type}: ]"}, {"speaker", "[{speaker}: ]"}, {"quote", "[“{quote}”]"},
		{"actors", "[{actors}, ]"}, {"people", "[{people}, ]"}, {"organizations", "[{organizations}, ]"},
		{"place", "[{place}, ]"}, {"city", "[{city}, ]"}, {"region", "[{region}, ]"}, {"country", "[{country}, ]"},
	}
	text := ""
	for _, p := range parts {
		if m.columnsOf(p.field) != nil {
			text += p.form
		}
	}
	for _, f := range m.Figures {
		text += "[" + f.Name + ": {" + f.Name + "}, ]"
	}
	for _, date := range []string{"date_text", "date", "year"} {
		if m.columnsOf(date) != nil && m.columnsOf("title") == nil {
			return text + "{" + date + "}"
		}
	}
	return text
}

// bind finds the columns of a mapping in the header.
func (l *layout) bind() error {
	var unknown []string
	find := func(name string) int {
		i := l.header.named(name)
		if i < 0 {
			unknown = append(unknown, strconv.Quote(name))
		}
		return i
	}
	for _, c := range l.mapping.Columns {
		for _, name := range c.Columns {
			i := find(name)
			l.at[c.Field] = append(l.at[c.Field], i)
			if slices.Contains([]string{"date", "end"}, c.Field) {
				l.dates[i] = &dateReader{}
			}
		}
	}
	for _, f := range l.mapping.Figures {
		l.figures = append(l.figures, find(f.Column))
	}
	for _, name := range l.mapping.Ignore {
		if i := l.header.named(name); i >= 0 {
			l.ignored[i] = true
		}
	}
	if len(unknown) > 0 {
		return fmt.Errorf("the mapping names columns that are not there: %s; there are %s", strings.Join(unknown, ", "), strings.Join(l.header.names, ", "))
	}
	missing := l.mapping.Missing
	if missing == nil {
		missing = missingWords
	}
	for _, word := range missing {
		l.missing[word] = true
	}
	title := l.mapping.Title
	if title == "" {
		title = l.mapping.titleOf()
	}
	var err error
	if l.title, err = parseTemplate(title); err != nil {
		return fmt.Errorf("the template of titles: %w", err)
	}
	for _, name := range l.title.names() {
		_, isField := fieldNamed(name)
		isFigure := slices.ContainsFunc(l.mapping.Figures, func(f FigureColumn) bool { return f.Name == name })
		if !isField && !isFigure && l.header.named(name) < 0 {
			return fmt.Errorf("the template of titles names %q, which is no field, figure or column", name)
		}
	}
	return nil
}

// noteOf says how a table is read, for whoever imports it.
func (l *layout) noteOf() []string {
	var notes []string
	if l.guessed {
		var known, kept []string
		used := map[int]bool{}
		for _, c := range l.mapping.Columns {
			known = append(known, strings.Join(c.Columns, ", ")+" as "+c.Field)
			for _, i := range l.at[c.Field] {
				used[i] = true
			}
		}
		for i, f := range l.mapping.Figures {
			known, used[l.figures[i]] = append(known, f.Column+" as figure "+f.Name), true
		}
		for i := range l.header.names {
			if !used[i] && l.nameOf(i) != "" {
				kept = append(kept, l.nameOf(i))
			}
		}
		text := "the columns are read by their names: " + strings.Join(known, "; ")
		if len(kept) > 0 {
			text += "; kept in origin: " + strings.Join(kept, ", ")
		}
		notes = append(notes, text+". --dry-run shows this as a mapping, which --map takes")
	}
	if len(l.header.twice) > 0 {
		notes = append(notes, "several columns are called "+strings.Join(l.header.twice, ", ")+": the first of each is read as that")
	}
	return append(notes, l.seen.notes(l)...)
}

// nameOf is what a column is called in an event's origin.
func (l *layout) nameOf(i int) string {
	if i >= len(l.header.names) || l.header.names[i] == "" {
		return "column " + strconv.Itoa(i+1)
	}
	name := l.header.names[i]
	if n := slices.Index(l.header.names, name); n < i {
		nth := 1
		for _, other := range l.header.names[:i] {
			if other == name {
				nth++
			}
		}
		return name + " (" + strconv.Itoa(nth) + ")"
	}
	return name
}

// tableError is that of a whole table, which ends the reading.
func tableError(err error) error {
	return &timeline.Error{Code: timeline.InvalidParameter, Message: err.Error()}
}
