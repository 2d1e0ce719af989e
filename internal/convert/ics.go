package convert

import (
	"io"
	"strconv"
	"strings"
	"time"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// icsEvents is iCalendar (RFC 5545, RFC 7986), for calendars that subscribe.
//
// It has no way to say "some time in March", nor that an end is not known. A
// date that is neither exact nor a span becomes the whole days that it may
// fall on, with its words before the title; one without both bounds is left
// out. A calendar has no next page either, so it holds the whole answer.
var icsEvents = Format[timeline.Event]{
	Name: "ics", MediaType: "text/calendar; charset=utf-8", Extension: "ics", Whole: true, Write: writeICS,
}

// icsRefresh is how often a calendar program should ask again.
const icsRefresh = "PT1H"

func writeICS(w io.Writer, about About, records Records[timeline.Event]) (Loss, error) {
	var loss Loss
	out := newICSWriter(w)
	out.header(about)
	written := 0
	for e, err := range records {
		if err != nil {
			return loss, err
		}
		when, fits := icsWhenOf(e.Date)
		if !fits {
			loss.Undated++
			continue
		}
		if !when.exact {
			loss.Imprecise++
		}
		written++
		out.event(about, e, when)
		if err := out.err(); err != nil {
			return loss, err
		}
	}
	if written == 0 {
		out.emptyBody()
	}
	out.line("END", "VCALENDAR")
	return loss, out.Flush()
}

func (w *icsWriter) header(about About) {
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Dateline//Dateline//EN")
	w.line("CALSCALE", "GREGORIAN")
	w.text("NAME", about.Title)
	w.text("X-WR-CALNAME", about.Title)
	w.value("SOURCE;VALUE=URI", about.Self)
	w.line("REFRESH-INTERVAL;VALUE=DURATION", icsRefresh)
	w.line("X-PUBLISHED-TTL", icsRefresh)
	if !about.Updated.IsZero() {
		w.line("LAST-MODIFIED", icsInstant(about.Updated))
	}
}

// emptyBody writes a component that says nothing: a calendar needs one.
func (w *icsWriter) emptyBody() {
	for _, l := range [][2]string{
		{"BEGIN", "VTIMEZONE"}, {"TZID", "Etc/UTC"},
		{"BEGIN", "STANDARD"}, {"DTSTART", "19700101T000000"}, {"TZOFFSETFROM", "+0000"}, {"TZOFFSETTO", "+0000"}, {"TZNAME", "UTC"}, {"END", "STANDARD"},
		{"END", "VTIMEZONE"},
	} {
		w.line(l[0], l[1])
	}
}

func (w *icsWriter) event(about About, e *timeline.Event, when icsWhen) {
	w.line("BEGIN", "VEVENT")
	// The same on every server and after every edit: a copy replaces the last.
	w.line("UID", "event-"+e.ID+"@"+nameOr(about.Database, "dateline"))
	w.line("SEQUENCE", strconv.Itoa(max(0, e.Revision-1)))
	w.line("DTSTAMP", icsInstant(lastChange(e.Stamp, about)))
	if !e.RecordedAt.IsZero() {
		w.line("CREATED", icsInstant(e.RecordedAt))
	}
	if !e.UpdatedAt.IsZero() {
		w.line("LAST-MODIFIED", icsInstant(e.UpdatedAt))
	}
	w.dates(when)
	summary := headline(e)
	if !when.exact {
		summary = DateWords(e.Date) + ": " + summary
	}
	w.text("SUMMARY", summary)
	w.line("STATUS", icsStatus(e))
	w.line("TRANSP", "TRANSPARENT") // news keeps nobody from a meeting
	w.text("DESCRIPTION", tellEvent(e).text())
	w.text("LOCATION", strings.Join(placeNames(e, "location"), "; "))
	w.geo(e)
	w.list("CATEGORIES", append([]string{e.Type}, e.Topics...))
	if about.Origin != "" {
		w.value("URL", about.EventAddress(e.ID))
	}
	w.text("X-DATELINE-EDTF", e.Date.EDTF.String())
	w.text("X-DATELINE-BASIS", e.Date.Basis)
	w.text("X-DATELINE-STATUS", e.Status)
	w.text("X-DATELINE-VERIFICATION", e.Verification)
	w.line("END", "VEVENT")
}

// geo gives the place of an event that has exactly one.
func (w *icsWriter) geo(e *timeline.Event) {
	var at *timeline.Venue
	for i, v := range e.Places {
		if v.Role != "location" || v.Lat == nil || v.Lon == nil {
			continue
		}
		if at != nil {
			return
		}
		at = &e.Places[i]
	}
	if at != nil {
		w.line("GEO", strconv.FormatFloat(*at.Lat, 'f', -1, 64)+";"+strconv.FormatFloat(*at.Lon, 'f', -1, 64))
	}
}

// icsStatus says CANCELLED also of what was retracted, so that subscribers
// strike it out, and TENTATIVE of what is not settled.
func icsStatus(e *timeline.Event) string {
	switch {
	case e.IsRetracted() || e.Status == "cancelled":
		return "CANCELLED"
	case e.Status == "expected" || e.Status == "proposed" || e.Status == "postponed":
		return "TENTATIVE"
	}
	return "CONFIRMED"
}

// icsWhen is a date as iCalendar has it.
type icsWhen struct {
	from, to int64 // seconds; equal where an instant has no length
	allDay   bool
	exact    bool // the two say all that is known
}

// The seconds that a date of four digits can say, from year 1 on.
var (
	icsFirst, _ = edtf.SecondsFromCivil(edtf.Civil{Year: 1, Month: 1, Day: 1})
	icsLast, _  = edtf.SecondsFromCivil(edtf.Civil{Year: 9999, Month: 12, Day: 31})
)

const secondsPerDay = 24 * 60 * 60

// icsWhenOf reports false for a date with an open or unknown bound, and for
// one whose years iCalendar cannot spell.
func icsWhenOf(d timeline.Date) (when icsWhen, fits bool) {
	span := d.Interval()
	if span.Earliest < icsFirst || span.Latest > icsLast {
		return icsWhen{}, false
	}
	when = icsWhen{from: span.Earliest, to: span.Latest}
	when.allDay = edtf.FloorMod(when.from, secondsPerDay) == 0 && edtf.FloorMod(when.to, secondsPerDay) == 0
	start, end := d.EDTF, d.EDTF
	if isSpan(d) {
		start, _ = d.EDTF.Start()
		end, _ = d.EDTF.End()
	}
	switch {
	case isDay(start) && isDay(end):
		when.exact = true
	case isInstant(start) && isInstant(end):
		when.exact, when.allDay = true, false
		when.to = end.Interval().Earliest
	}
	return when, true
}

func isDay(d edtf.Date) bool {
	p, ok := exactDate(d)
	return ok && p.Precision == edtf.PrecisionDay
}

// isInstant reports whether d is a clock time with its zone, to the minute.
func isInstant(d edtf.Date) bool {
	p, ok := exactDate(d)
	return ok && p.Zoned && (p.Precision == edtf.PrecisionMinute || p.Precision == edtf.PrecisionSecond)
}

func (w *icsWriter) dates(when icsWhen) {
	if when.allDay {
		const layout = "20060102"
		w.line("DTSTART;VALUE=DATE", time.Unix(when.from, 0).UTC().Format(layout))
		w.line("DTEND;VALUE=DATE", time.Unix(when.to, 0).UTC().Format(layout)) // exclusive, as ours
		return
	}
	w.line("DTSTART", icsInstant(time.Unix(when.from, 0)))
	if when.to > when.from {
		w.line("DTEND", icsInstant(time.Unix(when.to, 0)))
	}
}

func icsInstant(t time.Time) string { return t.UTC().Format("20060102T150405Z") }
