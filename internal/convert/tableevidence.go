package convert

import (
	"slices"
	"strings"
)

// evidence is what the rows of a table tell of how the others are to be read.
type evidence struct {
	orders   map[int][]string // of each column with dates, the orders that all its cells can be in
	open     map[int]int      // and how many cells leave it open
	timed    map[int]bool     // some clock time there is not midnight
	anchored [2]map[int]int   // how many cells are of their column's kind, at its place and one behind
	other    [2]map[int]int   // and how many are not
	codes    bool             // some country is stated in two letters
}

// observe takes a row as evidence.
func (l *layout) observe(row *tableRow) {
	if l.seen.orders == nil {
		l.seen = evidence{orders: map[int][]string{}, open: map[int]int{}, timed: map[int]bool{}}
		for i := range l.seen.anchored {
			l.seen.anchored[i], l.seen.other[i] = map[int]int{}, map[int]int{}
		}
	}
	l.widths[len(row.cells)]++
	for column := range l.dates {
		l.observeDate(row, column)
	}
	for _, c := range l.at["country"] {
		cell := strings.TrimSpace(row.cell(c))
		l.seen.codes = l.seen.codes || len(cell) == 2 && cell != "NA" && cell == strings.ToUpper(cell)
	}
	for _, field := range []string{"date", "end", "year", "url", "lat", "lon"} {
		for _, c := range l.at[field] {
			for shift := range 2 {
				cell := strings.TrimSpace(row.cell(c + shift))
				switch {
				case cell == "" || l.missing[cell]:
				case l.isOfKind(field, cell):
					l.seen.anchored[shift][c]++
				default:
					l.seen.other[shift][c]++
				}
			}
		}
	}
}

// observeDate looks at which orders of day, month and year a cell can be in.
func (l *layout) observeDate(row *tableRow, column int) {
	text := strings.TrimSpace(row.cell(column))
	if c := clockOf(text); c != nil {
		l.seen.timed[column] = l.seen.timed[column] || !c.midnight()
		text = strings.TrimSpace(c.day)
	}
	readings := readingsOf(text)
	if len(readings) == 0 || readings[0].order == YearFirst {
		return
	}
	if _, settled := settledBy(readings, ""); !settled {
		l.seen.open[column]++
		if date := l.toldElsewhere(row, readings); date != "" {
			readings = slices.DeleteFunc(readings, func(one reading) bool { return one.date != date })
		}
	}
	in := func(order string) bool {
		return slices.ContainsFunc(readings, func(one reading) bool { return one.order == order })
	}
	if l.seen.orders[column] == nil {
		l.seen.orders[column] = slices.Clone(DayOrders)
	}
	l.seen.orders[column] = slices.DeleteFunc(l.seen.orders[column], func(order string) bool { return !in(order) })
}

// toldElsewhere is the one of several dates that another cell of the row says: its
// words for the date, or its month and day.
func (l *layout) toldElsewhere(row *tableRow, readings []reading) string {
	var told []string
	for _, c := range l.at["date_text"] {
		if date, problem := l.words.read(row.cell(c)); problem == "" && row.cell(c) != "" {
			told = append(told, date.edtf)
		}
	}
	year, month, day := l.header.index("year"), l.header.index("month"), l.header.index("day")
	if year >= 0 && row.cell(year) != "" {
		if date, problem := l.words.dateOfParts(row.cell(year), row.cell(month), row.cell(day)); problem == "" {
			told = append(told, date.edtf)
		}
	}
	found := ""
	for _, one := range readings {
		if !slices.ContainsFunc(told, func(date string) bool { return strings.HasPrefix(one.date, date) }) {
			continue
		}
		if found != "" && found != one.date {
			return "" // the year is the same in both
		}
		found = one.date
	}
	return found
}

func (l *layout) isOfKind(field, cell string) bool {
	switch field {
	case "url":
		return strings.HasPrefix(cell, "http://") || strings.HasPrefix(cell, "https://")
	case "lat", "lon":
		_, ok := coordinate(cell, true)
		return ok && strings.ContainsAny(cell, ".,")
	case "year":
		_, problem := l.words.dateOfParts(cell, "", "")
		return problem == "" && len(cell) <= 6
	}
	if readings := readingsOf(cell); readings != nil {
		return len(readings) > 0
	}
	_, problem := l.words.read(cell)
	return problem == ""
}

// conclude settles what the evidence settles. order is what was asked for, or empty.
func (l *layout) conclude(order string) {
	told := ""
	for column := range l.dates {
		if one := l.seen.orderOf(column); one != "" && told == "" {
			told = one
		} else if one != "" && one != told {
			told = "?"
		}
	}
	for column, reader := range l.dates {
		reader.noTimes = !l.seen.timed[column]
		switch reader.order = l.seen.orderOf(column); {
		case order != "":
			reader.order = order
		case l.mapping.DayOrder != "":
			reader.order = l.mapping.DayOrder
		case reader.order == "" && told != "?" && (l.seen.orders[column] == nil || slices.Contains(l.seen.orders[column], told)):
			reader.order = told // of another column
		}
	}
	l.slipped = l.slipOf()
}

// orderOf is the one order that all dates of a column can be in; empty where there are
// several, or none.
func (e *evidence) orderOf(column int) string {
	if len(e.orders[column]) != 1 {
		return ""
	}
	return e.orders[column][0]
}

// slip says where the names of columns go wrong in a table whose rows have one cell
// more than its header.
type slip struct {
	rows   bool // they have
	before int  // columns up to here stand at their place
	behind int  // columns from here on stand one behind it
}

// slipOf finds it by the columns whose cells show what they are.
func (l *layout) slipOf() slip {
	width := len(l.header.names)
	if len(l.widths) != 1 || l.widths[width+1] == 0 {
		return slip{}
	}
	s := slip{rows: true, before: -1, behind: width}
	for c := range width {
		here := l.seen.anchored[0][c] > 0 && l.seen.other[0][c] == 0
		next := l.seen.anchored[1][c] > 0 && l.seen.other[1][c] == 0
		switch {
		case here && !next:
			s.before = c
		case next && !here:
			s.behind = min(s.behind, c)
		}
	}
	return s
}

// place is where the cell of a column stands, or -1 where that is not certain.
func (s slip) place(column int) int {
	switch {
	case !s.rows || column <= s.before:
		return column
	case column >= s.behind:
		return column + 1
	}
	return -1
}

// notes say what was concluded.
func (e *evidence) notes(l *layout) []string {
	var notes []string
	columns := make([]int, 0, len(l.dates))
	for c := range l.dates {
		columns = append(columns, c)
	}
	slices.Sort(columns)
	for _, c := range columns {
		order := l.dates[c].order
		switch {
		case e.open[c] == 0:
		case order != "":
			notes = append(notes, "dates in "+l.nameOf(c)+" are read "+orderWords[order])
		default:
			notes = append(notes, "nothing tells in which order day and month stand in "+l.nameOf(c)+": --day-order does")
		}
	}
	if l.slipped.rows {
		notes = append(notes, "each row has one cell more than there are names: what is certain is read, and the cells whose names may be another's are kept in origin by their numbers")
	}
	return notes
}

var orderWords = map[string]string{DayFirst: "day first", MonthFirst: "month first", YearFirst: "year first"}
