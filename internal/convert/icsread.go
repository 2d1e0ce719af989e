package convert

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// icsReader reads iCalendar (RFC 5545), as calendars export it and planning desks
// keep it: each VEVENT is an event, and each occurrence of one that recurs.
//
// What is folded, misspelled or broken in one component concerns that alone, so lines
// and components are read here, and not by a library, of which each ends at the first
// such place, knows no line numbers, and holds the whole calendar in memory.
var icsReader = Reader{
	Name: "ics", Title: "iCalendar",
	MediaTypes: []string{"text/calendar"}, Extensions: []string{".ics", ".ical"},
	Detect: detectICS, Foreign: true, Read: readICS,
}

func detectICS(head []byte) Fit {
	head = bytes.TrimLeft(head, " \t\r\n")
	const begin = "BEGIN:VCALENDAR"
	if len(head) >= len(begin) && strings.EqualFold(string(head[:len(begin)]), begin) {
		return Certain
	}
	return Unlike
}

// Bounds of what is kept in memory, in bytes.
const (
	maxICSComponent = 10 << 20
	maxICSHeld      = 32 << 20 // of components that wait for the rest of the file
)

// icsCalendar is what a calendar says of itself.
type icsCalendar struct {
	name, about string
	language    string
	own         bool   // it was written by this program
	cancels     bool   // its METHOD takes back what it holds
	header      string // what a component needs before it, to be read alone
}

// needs adds to what a component is read behind, as far as that stays short.
func (c *icsCalendar) needs(raw []byte) {
	if len(c.header)+len(raw) <= maxICSHeader {
		c.header += string(raw)
	}
}

const maxICSHeader = 16 << 10

// icsComponent is a VEVENT as it stands in the file.
type icsComponent struct {
	line     int
	raw      []byte
	calendar *icsCalendar
	props    []icsProp
	unread   []string // what is wrong with lines of it
	fault    error    // why it cannot be read at all
}

// prop is the first property of a name, and one with an empty value where there is
// none.
func (c *icsComponent) prop(name string) icsProp {
	if i := slices.IndexFunc(c.props, func(p icsProp) bool { return p.name == name }); i >= 0 {
		return c.props[i]
	}
	return icsProp{line: c.line, name: name}
}

func (c *icsComponent) all(name string) []icsProp {
	return slices.Collect(func(yield func(icsProp) bool) {
		for _, p := range c.props {
			if p.name == name && !yield(p) {
				return
			}
		}
	})
}

// icsRead is the reading of a file.
type icsRead struct {
	in       Input
	lines    icsUnfolder
	yield    func(timeline.Entry, error) bool
	calendar *icsCalendar
	within   bool // a VCALENDAR has begun and not ended
	told     bool // the story has been told of
	events   int
	passed   map[string]int // components that are no events, by name
	zones    map[string]*icsZone
	unknown  map[string]bool // zones that have been noted
	held     []*icsComponent
	heldSize int
	ids      identities
	barren   int // rules without an occurrence
}

func readICS(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		r := &icsRead{in: in, lines: icsUnfolder{lines: lineReader{in: bufio.NewReaderSize(in.Text, 64<<10)}}, yield: yield, calendar: &icsCalendar{},
			passed: map[string]int{}, zones: map[string]*icsZone{}, unknown: map[string]bool{}}
		err := r.file()
		if err == nil {
			err = r.release()
		}
		switch {
		case errors.Is(err, errTaken):
			return
		case err != nil:
			yield(timeline.Entry{Line: max(1, r.lines.at)}, err)
			return
		}
		for _, name := range slices.Sorted(maps.Keys(r.passed)) {
			in.note(fmt.Sprintf("%d %s passed over: of a calendar its VEVENTs are events", r.passed[name], name))
		}
		if r.events == 0 {
			in.note("there is no VEVENT in it")
		}
	}
}

// file reads all lines.
func (r *icsRead) file() error {
	for begun := false; ; begun = true {
		l, err := r.lines.next()
		if errors.Is(err, io.EOF) {
			if !begun {
				return errors.New("it is empty; a calendar begins with BEGIN:VCALENDAR")
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("read line %d: %w", r.lines.at, err)
		}
		p, err := parseICSLine(l.number, l.text)
		if !begun && (err != nil || p.name != "BEGIN") {
			return fmt.Errorf("it is no iCalendar: it begins with %q, and not with BEGIN:VCALENDAR", timeline.Clip(inOneLine(l.text), 40))
		}
		if err != nil {
			continue // stands outside of any component that is read
		}
		if err := r.line(l, p); err != nil {
			return err
		}
	}
}

// line reads a line outside of components, and the component that it begins.
func (r *icsRead) line(l icsLine, p icsProp) error {
	switch name := strings.ToUpper(strings.TrimSpace(p.value)); p.name {
	case "BEGIN":
		switch name {
		case "VCALENDAR":
			r.calendar, r.within = &icsCalendar{header: "BEGIN:VCALENDAR\n"}, true
		case "VEVENT":
			return r.event(l)
		case "VTIMEZONE":
			return r.timezone(l)
		default:
			r.passed[name]++
			_, err := r.component(l, name)
			return err
		}
	case "END":
		r.within = r.within && name != "VCALENDAR"
	case "X-WR-CALNAME", "NAME":
		r.calendar.name, r.calendar.language = p.text(), p.param("LANGUAGE")
	case "X-WR-CALDESC", "DESCRIPTION":
		r.calendar.about = p.text()
	case "PRODID":
		r.calendar.own = strings.HasPrefix(p.value, "-//Dateline//")
		r.calendar.needs(l.raw)
	case "METHOD":
		r.calendar.cancels = name == "CANCEL"
		r.calendar.needs(l.raw)
	}
	return nil
}

// component reads on to the end of a component. What other components inside it say
// is passed over, but for those of a VTIMEZONE.
func (r *icsRead) component(l icsLine, name string) (*icsComponent, error) {
	c := &icsComponent{line: l.number, raw: l.raw, calendar: r.calendar}
	inside := []string{name}
	for {
		l, err := r.lines.next()
		if errors.Is(err, io.EOF) {
			c.fault = rowFault(c.line, 1, "the %s has no END:%s", name, name)
			return c, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read line %d: %w", r.lines.at, err)
		}
		if len(c.raw)+len(l.raw) <= maxICSComponent {
			c.raw = append(c.raw, l.raw...)
		} else if c.fault == nil {
			c.fault = rowFault(c.line, 1, "the %s is longer than %d bytes", name, maxICSComponent)
		}
		p, err := parseICSLine(l.number, l.text)
		value := strings.ToUpper(strings.TrimSpace(p.value))
		switch {
		case l.fault != "":
			if len(inside) == 1 && c.fault == nil {
				c.fault = rowFault(l.number, 1, "%s", l.fault)
			}
		case err != nil:
			if len(inside) == 1 && len(c.unread) < 10 {
				c.unread = append(c.unread, fmt.Sprintf("line %d: %v", l.number, err))
			}
		case p.name == "BEGIN":
			if inside = append(inside, value); name == "VTIMEZONE" && len(c.props) < maxICSProps {
				c.props = append(c.props, p)
			}
		case p.name == "END":
			if inside = inside[:len(inside)-1]; value == name {
				return c, nil
			}
			if len(inside) == 0 { // the end of something else
				c.fault = rowFault(c.line, 1, "the %s ends with END:%s", name, timeline.Clip(value, 40))
				r.within = r.within && value != "VCALENDAR"
				return c, nil
			}
		case len(inside) == 1 || name == "VTIMEZONE":
			if len(c.props) < maxICSProps {
				c.props = append(c.props, p)
			} else if c.fault == nil {
				c.fault = rowFault(l.number, 1, "the %s has more than %d properties", name, maxICSProps)
			}
		}
	}
}

// maxICSProps is how many properties a component may have.
const maxICSProps = 20_000

// timezone learns a zone that the calendar defines.
func (r *icsRead) timezone(l icsLine) error {
	c, err := r.component(l, "VTIMEZONE")
	if err != nil || c.fault != nil {
		return err
	}
	r.calendar.needs(c.raw)
	name := c.prop("TZID").value
	if _, known := r.zones[name]; known || len(r.zones) >= 1000 || icsZoneNamed(name) != nil {
		return nil
	}
	var parts []icsObservance
	for _, p := range c.props {
		if p.name == "BEGIN" {
			parts = append(parts, icsObservance{})
			continue
		}
		if len(parts) == 0 {
			continue
		}
		switch part := &parts[len(parts)-1]; p.name {
		case "DTSTART":
			part.start = p.value
		case "RRULE":
			part.rule = p.value
		case "RDATE":
			part.extra = append(part.extra, p)
		case "TZOFFSETFROM":
			part.from = strings.TrimSpace(p.value)
		case "TZOFFSETTO":
			part.to = strings.TrimSpace(p.value)
		}
	}
	if len(parts) <= 1000 {
		r.zones[name] = icsZoneOf(parts)
	}
	return nil
}

// zone is the zone of a name. Where there is none, times in it are those of no zone,
// which is noted once.
func (r *icsRead) zone(name string) *icsZone {
	if z, known := r.zones[name]; known && z != nil {
		return z
	}
	z := icsZoneNamed(name)
	if z != nil {
		if len(r.zones) < 1000 {
			r.zones[name] = z
		}
		return z
	}
	if !r.unknown[name] && len(r.unknown) < 100 {
		r.unknown[name] = true
		r.in.note(fmt.Sprintf("the time zone %q is neither one of the IANA database nor defined in the file: times in it are kept as local times of no zone", timeline.Clip(name, 60)))
	}
	return nil
}

// knows tells whether the zones of a component's times are known already.
func (r *icsRead) knows(c *icsComponent) bool {
	return !slices.ContainsFunc(c.props, func(p icsProp) bool {
		name := p.param("TZID")
		return name != "" && r.zones[name] == nil && icsZoneNamed(name) == nil
	})
}

// event reads a VEVENT. One that recurs waits for the rest of the file, which may say
// otherwise of single occurrences, and so do those.
func (r *icsRead) event(l icsLine) error {
	c, err := r.component(l, "VEVENT")
	if err != nil {
		return err
	}
	r.events++
	if err := r.tellStory(c); err != nil {
		return err
	}
	waits := c.prop("RRULE").value != "" || c.prop("RDATE").value != "" || c.prop("RECURRENCE-ID").value != "" || !r.knows(c)
	if c.fault != nil || !waits {
		return r.single(c)
	}
	if r.heldSize += len(c.raw); r.heldSize > maxICSHeld {
		return fmt.Errorf("line %d: events that recur have more than %d bytes together: import the calendar in parts", c.line, maxICSHeld)
	}
	r.held = append(r.held, c)
	return nil
}

// tellStory gives what the first calendar says of itself, before its first event.
func (r *icsRead) tellStory(c *icsComponent) error {
	if r.told {
		return nil
	}
	r.told = true
	story, named := storyEntry(1, []byte("BEGIN:VCALENDAR"), c.calendar.name, c.calendar.about, c.calendar.language)
	if named && !r.yield(story, nil) {
		return errTaken
	}
	return nil
}

// give hands out an event, or why there is none.
func (r *icsRead) give(c *icsComponent, e *itemEvent, err error) error {
	entry := timeline.Entry{Line: c.line, Raw: c.raw}
	if err == nil {
		entry, err = e.entry("ics", c.raw)
	}
	entry.Header = c.calendar.header
	if !r.yield(entry, err) {
		return errTaken
	}
	return nil
}
