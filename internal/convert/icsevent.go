package convert

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// placeKind is the kind of a place of which nothing but its name is told.
const placeKind = "place"

// icsWhole is a VEVENT as an event, with when it is.
type icsWhole struct {
	itemEvent
	start icsTime
	end   *icsTime // exclusive; nil where none is stated
	uid   string
	says  string // what it says, without what every export says anew
}

// build makes an event of a VEVENT: all but its date and its external id.
func (r *icsRead) build(c *icsComponent) (*icsWhole, error) {
	if c.fault != nil {
		return nil, c.fault
	}
	w := &icsWhole{itemEvent: itemEvent{line: c.line}, uid: strings.TrimSpace(icsUnescaped(c.prop("UID").value))}
	if err := r.times(c, w); err != nil {
		return nil, err
	}
	var says strings.Builder
	for _, p := range c.props {
		if p.name != "DTSTAMP" {
			fmt.Fprintf(&says, "%s%v:%s\n", p.name, p.params, p.value)
		}
	}
	w.says = says.String()
	w.texts(c)
	w.people(c)
	w.where(c)
	w.links(c)
	w.filed(slices.Concat(mapped(c.all("CATEGORIES"), icsProp.list)...))
	w.Type = icsType(w.Topics)
	w.Status = icsStatusOf(c)
	w.rest(c)
	if c.calendar.own {
		w.ours(c)
	}
	for _, fault := range c.unread {
		w.warn("", fault+"; it was passed over", "the other properties are taken")
	}
	return w, nil
}

func mapped[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = f(a)
	}
	return out
}

// times reads when it starts and ends.
func (r *icsRead) times(c *icsComponent, w *icsWhole) error {
	p := c.prop("DTSTART")
	if strings.TrimSpace(p.value) == "" {
		return rowFault(c.line, 1, "the VEVENT has no DTSTART: a calendar's event needs the day or time at which it starts")
	}
	list, err := icsTimes(p, r.zone)
	if err != nil {
		return rowFault(p.line, 1, "%v", err)
	}
	w.start = list[0]
	if p = c.prop("DTEND"); strings.TrimSpace(p.value) != "" {
		if list, err = icsTimes(p, r.zone); err != nil {
			return rowFault(p.line, 1, "%v", err)
		}
		w.end = &list[0]
		return nil
	}
	if p = c.prop("DURATION"); strings.TrimSpace(p.value) == "" {
		return nil
	}
	days, clock, err := icsDuration(p.value)
	if err != nil {
		w.warn("/date", fmt.Sprintf("line %d: %v", p.line, err), "the start is taken, and no end")
		return nil
	}
	end := w.start.at(w.start.wall.AddDate(0, 0, days))
	if !end.day && clock > 0 {
		if end.zone == nil {
			end.wall = end.wall.Add(clock)
		} else {
			end.wall = end.zone.clock(end.instant().Add(clock))
		}
	}
	if end.wall.After(w.start.wall) {
		w.end = &end
	}
	return nil
}

// dated gives the event its date: a period where it has an end, whose day is one
// that it lasts to.
func (e *itemEvent) dated(start icsTime, end *icsTime) {
	text := start.edtf()
	if end != nil {
		last := *end
		if start.day && end.day && end.wall.After(start.wall) {
			last.wall = end.wall.AddDate(0, 0, -1) // DTEND is exclusive
		}
		alike := start.day == last.day && (start.zone == nil) == (last.zone == nil)
		switch before := last.instant().Before(start.instant()); {
		case alike && before:
			e.warn("/date", fmt.Sprintf("it ends, at %s, before it begins, at %s", last.edtf(), text), "the start is taken as its date; mend the end in the calendar")
			e.Date.Text = "from " + text + " to " + last.edtf()
		case alike && last.instant().Equal(start.instant()):
		default:
			if _, err := edtf.Parse(text + "/" + last.edtf()); err == nil {
				text += "/" + last.edtf()
				break
			}
			e.warn("/date", fmt.Sprintf("from %s to %s is no period", text, last.edtf()), "the start is taken as its date; mend the end in the calendar")
			e.Date.Text = "from " + text + " to " + last.edtf()
		}
	}
	e.Date.Basis = "stated"
	e.Date.EDTF, _ = edtf.Parse(text) // a time of a calendar is one
}

// texts takes what the event says of itself.
func (w *icsWhole) texts(c *icsComponent) {
	summary, description := c.prop("SUMMARY"), c.prop("DESCRIPTION")
	text := description.text()
	if text == "" {
		if alt := c.prop("X-ALT-DESC"); strings.EqualFold(alt.param("FMTTYPE"), "text/html") {
			text = textOfHTML(icsUnescaped(alt.value)).text
		}
	} else if looksLikeHTML(text) {
		html := textOfHTML(text)
		text = html.text
		for _, l := range html.links {
			w.cite(l.address, l.words)
		}
	}
	w.titled(summary.text())
	w.summed(text)
	w.keepLanguage(summary.param("LANGUAGE"), description.param("LANGUAGE"))
	if timeline.IsBlank(w.Title) {
		w.titled(icsTitle(c, text))
	}
}

// keepLanguage takes the first that is one.
func (e *itemEvent) keepLanguage(tags ...string) {
	for _, t := range tags {
		if e.Language == "" && timeline.IsLanguage(t) {
			e.Language = t
		}
	}
}

// icsTitle makes a title of what else is named: the first line of the description, or
// the place.
func icsTitle(c *icsComponent, description string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(description), "\n")
	if first = inOneLine(first); !timeline.IsBlank(timeline.Printable(first)) {
		return timeline.Clip(first, 100)
	}
	title := "Calendar entry"
	if place := inOneLine(c.prop("LOCATION").text()); place != "" {
		return title + " at " + timeline.Clip(place, 100)
	}
	if c.calendar.name != "" {
		return title + " of " + timeline.Clip(inOneLine(c.calendar.name), 100)
	}
	return title
}

// looksLikeHTML tells of a text that some calendars write where the standard has
// plain text.
func looksLikeHTML(text string) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc([]string{"<br>", "<br/>", "<br />", "</p>", "</a>", "</div>", "</span>", "</li>", "</b>", "</html>"}, func(tag string) bool { return strings.Contains(lower, tag) })
}

// people takes who organizes and attends, by the names that the calendar shows.
// Addresses are personal data: none is kept. Who a calendar does not say to be
// something else is an individual (RFC 5545, 3.2.3).
func (w *icsWhole) people(c *icsComponent) {
	kinds := map[string]string{"": "person", "INDIVIDUAL": "person", "GROUP": "group", "UNKNOWN": "group"}
	var absent, rooms []string
	for _, p := range append(c.all("ORGANIZER"), c.all("ATTENDEE")...) {
		name := inOneLine(p.param("CN"))
		if name == "" || isMailAddress(name) {
			continue
		}
		role := timeline.DefaultActorRole
		if p.name == "ORGANIZER" {
			role = "initiator"
		} else if strings.EqualFold(p.param("ROLE"), "NON-PARTICIPANT") {
			role = "mentioned"
		}
		kind, known := kinds[strings.ToUpper(p.param("CUTYPE"))]
		switch {
		case strings.EqualFold(p.param("PARTSTAT"), "DECLINED"):
			absent = append(absent, name)
		case !known: // a room or a thing
			rooms = append(rooms, name)
		case len(w.Actors) == maxICSPeople:
			w.warn("/actors", fmt.Sprintf("more than %d people are named", maxICSPeople), "the first of them are taken")
			return
		case role != timeline.DefaultActorRole || !w.organizedBy(name, kind):
			w.actor(name, kind, role)
		}
	}
	w.keep("declined", absent)
	w.keep("resources", rooms)
}

// maxICSPeople is how many people one event names.
const maxICSPeople = 500

// organizedBy tells whether somebody organizes the event: one that does and attends
// is named once.
func (w *icsWhole) organizedBy(name, kind string) bool {
	return slices.Contains(w.Actors, timeline.Participant{Name: name, Kind: kind, Role: "initiator"})
}

// where takes the place, with the coordinates that the calendar has for it.
func (w *icsWhole) where(c *icsComponent) {
	text := strings.Join(strings.FieldsFunc(c.prop("LOCATION").text(), func(r rune) bool { return r == '\n' }), ", ")
	lat, lon, located := icsCoordinates(c)
	switch {
	case strings.HasPrefix(text, "http://"), strings.HasPrefix(text, "https://"):
		if w.keep("location", text); !located {
			return
		}
		text = ""
	case text == "" && !located:
		return
	}
	venue := timeline.Venue{Name: text, Kind: placeKind}
	if located {
		venue.Lat, venue.Lon = &lat, &lon
		if text == "" {
			venue.Name = strconv.FormatFloat(lat, 'f', -1, 64) + ", " + strconv.FormatFloat(lon, 'f', -1, 64)
		}
	}
	w.place(venue)
}

// icsCoordinates are those of GEO, or of Apple's structured location. 0, 0 is how
// some programs write that there are none.
func icsCoordinates(c *icsComponent) (lat, lon float64, found bool) {
	text, separator := c.prop("GEO").value, ";"
	if text == "" {
		text, found = strings.CutPrefix(strings.ToLower(c.prop("X-APPLE-STRUCTURED-LOCATION").value), "geo:")
		if separator = ","; !found {
			return 0, 0, false
		}
	}
	north, east, _ := strings.Cut(strings.ReplaceAll(text, `\`, ""), separator)
	lat, err := strconv.ParseFloat(strings.TrimSpace(north), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(east), 64)
	within := lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180
	return lat, lon, err == nil && err2 == nil && within && (lat != 0 || lon != 0)
}

// links takes the event's address, and what is attached to it.
func (w *icsWhole) links(c *icsComponent) {
	if p := c.prop("URL"); p.value != "" && !w.cite(p.value, w.Title) {
		w.keep("url", timeline.Clip(p.value, 1000))
	}
	var others []string
	for _, p := range append(c.all("ATTACH"), c.all("IMAGE")...) {
		address := strings.TrimSpace(p.value)
		switch {
		case strings.EqualFold(p.param("VALUE"), "BINARY"), strings.EqualFold(p.param("ENCODING"), "BASE64"):
			w.warn("/media", fmt.Sprintf("line %d: a file is inside the calendar", p.line), "media are kept by their address; publish the file and name that")
		case (isPlayable(p.param("FMTTYPE")) || p.name == "IMAGE") && w.show(timeline.Media{URL: address, Type: p.param("FMTTYPE"), Caption: p.param("FILENAME")}):
		case w.cite(address, p.param("FILENAME")):
		default:
			others = append(others, timeline.Clip(address, 200))
		}
	}
	if len(others) > 20 {
		others = others[:20]
	}
	w.keep("attached", others)
}

// icsType is the first topic that is one of the types every reader may expect.
func icsType(topics []string) string {
	for _, t := range topics {
		if slices.Contains(timeline.EventTypes, t) {
			return t
		}
	}
	return "other"
}

// icsStatusOf is the status of what a calendar announces. A calendar says what is
// planned and never that it took place, so that nothing in it has occurred, and the
// same file says the same on every day.
func icsStatusOf(c *icsComponent) string {
	status := strings.ToUpper(strings.TrimSpace(c.prop("STATUS").value))
	switch {
	case status == "CANCELLED" || c.calendar.cancels:
		return "cancelled"
	case status == "TENTATIVE":
		return "proposed"
	}
	return "scheduled"
}

// icsTaken are the properties that become fields, are taken note of otherwise, or
// are addresses of people.
var icsTaken = map[string]bool{"SUMMARY": true, "DESCRIPTION": true, "X-ALT-DESC": true, "DTSTART": true, "DTEND": true, "DURATION": true, "DTSTAMP": true, "UID": true,
	"RDATE": true, "EXDATE": true, "RECURRENCE-ID": true, "LOCATION": true, "GEO": true, "X-APPLE-STRUCTURED-LOCATION": true, "URL": true, "ATTACH": true, "IMAGE": true,
	"CATEGORIES": true, "STATUS": true, "ORGANIZER": true, "ATTENDEE": true, "CONTACT": true, "CREATED": true}

// rest keeps what no field is for.
func (w *icsWhole) rest(c *icsComponent) {
	size := 0
	for _, p := range c.props {
		name := strings.ToLower(strings.ReplaceAll(p.name, "-", "_"))
		if icsTaken[p.name] || strings.HasPrefix(p.name, "X-DATELINE-") || strings.Contains(strings.ToLower(p.value), "mailto:") || p.value == "" || w.origin[name] != nil {
			continue
		}
		text := timeline.Clip(p.text(), 1000)
		if size += len(name) + len(text); size > maxICSRest {
			w.warn("/origin", "it has more properties than can be kept", "they are in the file")
			break
		}
		w.keep(name, text)
	}
	if class := strings.ToUpper(c.prop("CLASS").value); class == "PRIVATE" || class == "CONFIDENTIAL" {
		w.warn("", "the calendar says of it CLASS:"+class, "import it into a private story unless it may be shown")
	}
	if changed, err := icsTimeOf(strings.TrimSpace(c.prop("LAST-MODIFIED").value), "", func(string) *icsZone { return nil }); err == nil && changed.zone == icsUTC {
		w.version = changed.wall.Unix()
	}
}

// maxICSRest is how much is kept of properties that no field is for, in bytes.
const maxICSRest = 8000

// ours takes from a calendar that this program wrote what the standard has no
// property for.
func (w *icsWhole) ours(c *icsComponent) {
	value := func(name string) string { return c.prop("X-DATELINE-" + name).text() }
	w.Type = cmpSlug(strings.ToLower(icsUnescaped(firstOf(c.prop("CATEGORIES").list()))), w.Type)
	w.Topics = slices.DeleteFunc(w.Topics, func(t string) bool { return t == w.Type })
	if s := value("STATUS"); slices.Contains(timeline.Statuses, s) {
		w.Status = s
	}
	if v := value("VERIFICATION"); slices.Contains(timeline.Verifications, v) && v != timeline.Retracted {
		w.Verification = v
	}
	said := ownProse(&w.itemEvent)
	date, err := edtf.Parse(value("EDTF"))
	if err != nil {
		return
	}
	w.Date = timeline.Date{EDTF: date, Basis: "stated", Text: said}
	if value("BASIS") == "inferred" {
		w.Date.Basis = "inferred"
		w.Date.Text = nameOr(said, date.String())
	}
	w.Title = strings.TrimPrefix(w.Title, DateWords(w.Date)+": ")
}

// cmpSlug is a text that is a slug, or else another.
func cmpSlug(s, otherwise string) string {
	if timeline.IsSlug(s) {
		return s
	}
	return otherwise
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// ownProse leaves of a summary that is tellEvent's prose what an author wrote, and
// returns the words of the source that a date rests on.
func ownProse(e *itemEvent) (said string) {
	labels := []string{"Date: ", "Status: ", "Verification: ", "Actors: ", "Location: ", "Candidate venues, not settled: ", "Places it is about: "}
	var kept []string
	for paragraph := range strings.SplitSeq(e.Summary, "\n\n") {
		i := slices.IndexFunc(labels, func(l string) bool { return strings.HasPrefix(paragraph, l) })
		if i < 0 {
			kept = append(kept, paragraph)
		}
		if i == 0 {
			_, said, _ = strings.Cut(paragraph, "“")
			said, _, _ = strings.Cut(said, "”")
		}
	}
	e.Summary = strings.Join(kept, "\n\n")
	return said
}

// single gives a VEVENT that does not recur.
func (r *icsRead) single(c *icsComponent) error {
	w, err := r.build(c)
	if err != nil {
		return r.give(c, nil, err)
	}
	if w.Date.EDTF.IsZero() {
		w.dated(w.start, w.end)
	}
	w.ExternalIDs = []string{r.ids.of("ics", w.uid, w.says)}
	return r.give(c, &w.itemEvent, nil)
}

// icsSpan is how long an event takes on the clock of its start.
func (w *icsWhole) span() time.Duration {
	return w.end.in(w.start).wall.Sub(w.start.wall)
}
