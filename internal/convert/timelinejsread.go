package convert

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// timelineJSReader reads the JSON of TimelineJS, of version 3 and of version 1, bare or
// in a call or assignment (JSONP). The title slide is the story, and comes first
// wherever it stands; a slide is an event, an era is one of type era. What an event has
// no field for stays with it in its origin, for our exports to TimelineJS to give back.
var timelineJSReader = Reader{
	Name: "timelinejs", Title: "TimelineJS timeline (JSON)", Foreign: true,
	MediaTypes: []string{"application/vnd.timelinejs+json", "application/json"}, Extensions: []string{".json", ".jsonp", ".js"},
	Detect: detectTimelineJS, Read: readTimelineJS,
}

// maxTimelineJS is how long a timeline may be, in bytes: it is kept while it is read,
// as its title may stand at its end. The widget loads it whole as well, and none that
// it can show is a hundredth of this.
const maxTimelineJS = 64 << 20

// jsonpPattern is what stands before the JSON in a script.
var jsonpPattern = regexp.MustCompile(`^\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]{0,99}\s*[=(]\s*\{`)

// insideJSONP is where the JSON of a text begins.
func insideJSONP(text []byte) int {
	if at := jsonpPattern.FindIndex(text[:min(len(text), headBytes)]); at != nil {
		return at[1] - 1
	}
	return 0
}

// detectTimelineJS is certain of an object that has slides as members in the way of
// either version.
func detectTimelineJS(head []byte) Fit {
	from := insideJSONP(head)
	object, isJSON := jsonHeadOf(head[from:])
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(object.names, name) })
	}
	holds := func(name string) bool { return bytes.Contains(head, []byte(`"`+name+`"`)) }
	switch {
	case !isJSON || has("dateline", "entity", "version"):
		return Unlike
	case has("timeline") && (holds("startDate") || holds("date") && holds("headline")),
		has("events", "eras", "title") && holds("start_date") && holds("year"),
		has("events") && has("eras", "scale"):
		return Certain
	}
	return Unlike
}

func readTimelineJS(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		text, err := readAtMost(in.Text, maxTimelineJS)
		if err != nil {
			yield(timeline.Entry{Line: 1}, err)
			return
		}
		r := tlReader{tlSource: tlSource{in: in}, text: text, yield: yield, line: 1}
		r.read()
	}
}

// readAtMost is a whole text without its byte order mark. The error is what to tell of
// one that is longer.
func readAtMost(r io.Reader, most int) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err != nil {
		return nil, err
	}
	if len(text) > most {
		return nil, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "format",
			Message: fmt.Sprintf("The timeline has more than %d MiB: divide it into several.", most>>20)}
	}
	return bytes.TrimPrefix(text, []byte("\uFEFF")), nil
}

// tlReader reads the slides of a text.
type tlReader struct {
	tlSource
	text  []byte
	yield func(timeline.Entry, error) bool

	oneLine bool // the slides stand on one line
	counted int  // bytes whose lines are counted
	line    int  // of text[counted]
	done    bool // nobody wants more
}

// tlSpan is where the value of a member stands.
type tlSpan struct {
	name     string
	from, to int // to is that of the text where the value does not end
}

// read hands out the records of all values in the text: of a whole timeline or, as in
// what was rejected before, of single slides.
func (r *tlReader) read() {
	base := insideJSONP(r.text)
	r.oneLine = !bytes.Contains(bytes.TrimSpace(r.text), []byte("\n"))
	for from := base; !r.done; {
		from += len(r.text[from:]) - len(bytes.TrimLeft(r.text[from:], " \t\r\n"))
		if from == len(r.text) || base > 0 && from > base { // what is behind the JSON in a script closes it
			break
		}
		members, to, err := r.members(from)
		switch {
		case err == nil && r.isTimeline(members), err != nil && len(members) > 0 && r.isTimeline(members):
			r.timeline(members)
		case err == nil && isSlide(members):
			r.slide(tlSpan{from: from, to: to}, false, members[0].name == "startDate" || hasMember(members, "startDate"))
		case err == nil:
			r.give(from, from, nil, nil, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "format",
				Message: "This is not TimelineJS: expected an object with events, of which each has a start_date, or that of version 1 with a timeline."})
			return
		}
		if err != nil {
			r.give(from, min(to, len(r.text)), nil, nil, r.faultAt(to, "the JSON breaks off or is wrong here: %s", jsonReason(err)))
			return
		}
		from = to
	}
	if !r.done {
		r.end()
	}
}

func hasMember(members []tlSpan, names ...string) bool {
	return slices.ContainsFunc(members, func(m tlSpan) bool { return slices.Contains(names, m.name) })
}

func (r *tlReader) isTimeline(members []tlSpan) bool {
	return hasMember(members, "events", "eras", "title", "timeline")
}

func isSlide(members []tlSpan) bool {
	return hasMember(members, "start_date", "startDate") || hasMember(members, "text", "headline") && !hasMember(members, "entity")
}

// members finds those of the object at an offset, and where it ends. With an error they
// are those before it, and the end is where the text is wrong.
func (r *tlReader) members(from int) (list []tlSpan, to int, err error) {
	dec := json.NewDecoder(bytes.NewReader(r.text[from:]))
	dec.UseNumber() // one may be beyond what Go counts with
	at := func() int { return from + int(dec.InputOffset()) }
	first, err := dec.Token()
	if err != nil {
		return nil, r.wrongAt(from), err
	}
	if first != json.Delim('{') {
		return nil, at(), errNoObject
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return list, r.wrongAt(from), err
		}
		value := at()
		value += len(r.text[value:]) - len(bytes.TrimLeft(r.text[value:], ": \t\r\n"))
		m := tlSpan{from: value, to: len(r.text)}
		m.name, _ = name.(string)
		var raw json.RawMessage
		err = dec.Decode(&raw)
		if err == nil {
			m.to = at()
		}
		list = append(list, m)
		if err != nil {
			return list, r.wrongAt(from), err
		}
	}
	if _, err = dec.Token(); err != nil {
		return list, r.wrongAt(from), err
	}
	return list, at(), nil
}

// timeline hands out the records of a timeline.
func (r *tlReader) timeline(members []tlSpan) {
	old := false
	if i := slices.IndexFunc(members, func(m tlSpan) bool { return m.name == "timeline" }); i >= 0 && !hasMember(members, "events") {
		old = true
		whole := members[i]
		members, _, _ = r.members(whole.from) // what is wrong in it was told of the whole
		r.oldTitle(whole, members)
	} else {
		r.title(members)
	}
	for _, m := range members {
		switch m.name {
		case "events", "date":
			r.each(m, func(slide tlSpan) { r.slide(slide, false, old) })
		case "eras", "era":
			r.each(m, func(slide tlSpan) { r.slide(slide, true, old) })
		}
		if r.done {
			return
		}
	}
}

// title hands out the title slide as a story. A scale alone makes none.
func (r *tlReader) title(members []tlSpan) {
	i := slices.IndexFunc(members, func(m tlSpan) bool { return m.name == "title" })
	if i < 0 || members[i].to == len(r.text) {
		return
	}
	n, err := r.parsed(members[i])
	rest := &timeline.Node{Kind: timeline.Object}
	if j := slices.IndexFunc(members, func(m tlSpan) bool { return m.name == "scale" }); j >= 0 && err == nil {
		if scale, wrong := r.parsed(members[j]); wrong == nil && scale.Text != "" {
			put(rest, "scale", textNode(scale.Text, 0, 0))
		}
	}
	if err == nil && n.Kind == timeline.Null {
		return
	}
	r.giveStory(members[i], n, rest, err)
}

func (r *tlReader) giveStory(at tlSpan, n, rest *timeline.Node, err error) {
	line := r.lineOf(at.from)
	var record timeline.Record
	var row *timeline.Row
	if err == nil && n.Kind != timeline.Object {
		err = rowFault(line, n.Column, "the title is no slide: expected an object")
	}
	if err == nil {
		record, row, err = r.story(tlTidied(n, ""), rest, line, r.section("title slide"))
	}
	r.give(at.from, at.to, record, row, err)
}

// each calls fn for the items of a list, up to where the text is wrong, if it is.
func (r *tlReader) each(list tlSpan, fn func(item tlSpan)) {
	dec := json.NewDecoder(bytes.NewReader(r.text[list.from:]))
	dec.UseNumber() // one may be beyond what Go counts with
	if first, err := dec.Token(); err != nil || first != json.Delim('[') {
		if err == nil && first != nil { // null is none
			r.give(list.from, list.to, nil, nil, r.faultAt(list.from, "%s is no list of slides", list.name))
		}
		return
	}
	for dec.More() && !r.done {
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			return // told of the whole
		}
		to := list.from + int(dec.InputOffset())
		fn(tlSpan{from: to - len(raw), to: to})
	}
}

// slide hands out a slide as an event.
func (r *tlReader) slide(at tlSpan, era, old bool) {
	what, count := "slide", &r.slides
	if era {
		what, count = "era", &r.eras
	}
	*count++
	n, err := r.parsed(at)
	line := r.lineOf(at.from)
	var record timeline.Record
	var row *timeline.Row
	switch {
	case err != nil:
	case n.Kind != timeline.Object:
		err = rowFault(n.Line, n.Column, "%s is no %s: expected an object", n.Kind, what)
	default:
		if old {
			n, err = slideOfOld(n, r.in.DayOrder)
		}
		if err == nil {
			record, row, err = r.event(tlTidied(n, ""), nodeAt(n, tlOurMember), era, line, r.section(fmt.Sprintf("%s %d", what, *count)))
		}
	}
	r.give(at.from, at.to, record, row, err)
}

// section is where a slide stands, where its line does not tell.
func (r *tlReader) section(what string) string {
	if r.oneLine {
		return what
	}
	return ""
}

// parsed is the value at a place, as a tree that knows its places in the file.
func (r *tlReader) parsed(at tlSpan) (*timeline.Node, error) {
	lines := r.lineOf(at.from) - 1
	begin := bytes.LastIndexByte(r.text[:at.from], '\n') + 1
	columns := utf8.RuneCount(r.text[begin:at.from])
	n, err := timeline.ParseJSON(r.text[at.from:at.to])
	if te, ok := err.(*timeline.Error); ok { //nolint:errorlint // as ParseJSON returns it
		for i := range te.Faults {
			if te.Faults[i].Line == 1 {
				te.Faults[i].Column += columns
			}
			te.Faults[i].Line += lines
		}
		return nil, te
	}
	shift(n, lines, columns)
	return n, err
}

// lineOf is the line of an offset.
func (r *tlReader) lineOf(offset int) int {
	if offset < r.counted {
		r.counted, r.line = 0, 1
	}
	r.line += bytes.Count(r.text[r.counted:offset], []byte("\n"))
	r.counted = offset
	return r.line
}

// give hands out what stands between two offsets.
func (r *tlReader) give(from, to int, record timeline.Record, row *timeline.Row, err error) {
	if r.done {
		return
	}
	e := timeline.Entry{Line: r.lineOf(from), Raw: r.text[from:min(to, from+maxRow)], Record: record, NoID: record != nil, Row: row}
	r.done = !r.yield(e, err) || err != nil && timeline.CodeOf(err) != timeline.InvalidRecord
}

func (r *tlReader) faultAt(offset int, format string, args ...any) error {
	offset = min(offset, len(r.text))
	begin := bytes.LastIndexByte(r.text[:offset], '\n') + 1
	return rowFault(r.lineOf(offset), utf8.RuneCount(r.text[begin:offset])+1, format, args...)
}

var errNoObject = fmt.Errorf("expected an object")

// wrongAt is where the text stops being JSON, which begins at an offset. A decoder does
// not tell: it does not count what stands between tokens.
func (r *tlReader) wrongAt(from int) int {
	var whole json.RawMessage
	syntax, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(r.text[from:], &whole))
	if !ok || syntax.Error() == "unexpected end of JSON input" {
		return len(r.text)
	}
	return max(from, from+int(syntax.Offset)-1)
}

func jsonReason(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends too early"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}
