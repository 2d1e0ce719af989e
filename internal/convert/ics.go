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
// period is its start and end; a moment that is not exact begins at its earliest
// and has no end, which would read as duration. Their words stand before the
// title. What has no known start, and a period without both bounds, is left out.
// A calendar has no next page either, so it holds the whole answer.
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
	floating bool // clock times are those of the place, of no zone
	exact    bool // the two say all that is known
}

// The seconds that a date of four digits can say, from year 1 on.
var (
	icsFirst, _ = edtf.SecondsFromCivil(edtf.Civil{Year: 1, Month: 1, Day: 1})
	icsLast, _  = edtf.SecondsFromCivil(edtf.Civil{Year: 9999, Month: 12, Day: 31})
)

const secondsPerDay = 24 * 60 * 60

// icsWhenOf reports false for a date without a known start, for a period without
// a known end, and for years that iCalendar cannot spell.
func icsWhenOf(d timeline.Date) (when icsWhen, fits bool) {
	span, period := d.Interval(), d.EDTF.IsPeriod()
	if span.Earliest < icsFirst || span.Earliest > icsLast || period && span.Latest > icsLast {
		return icsWhen{}, false
	}
	when = icsWhen{from: span.Earliest, to: span.Latest}
	start, end := d.EDTF, d.EDTF
	if period {
		start, _ = d.EDTF.Start()
		end, _ = d.EDTF.End()
	}
	when.allDay = isMidnight(when.from) && isMidnight(when.to)
	when.floating = isLocal(start) && isLocal(end)
	switch {
	case isDay(start) && isDay(end):
		when.exact, when.allDay = true, true
	case isClock(start) && isClock(end) && isLocal(start) == isLocal(end):
		when.exact, when.allDay = true, false
		when.to = end.Interval().Earliest
	case !period:
		when.allDay = isMidnight(when.from)
		when.to = when.from
	case isLocalTime(start) && !isLocal(end), !isLocal(start) && isLocalTime(end):
		// A time in a zone and one in none: calendars want both alike.
		when.allDay = true
		when.from = edtf.FloorDiv(when.from, secondsPerDay) * secondsPerDay
		when.to = -edtf.FloorDiv(-when.to, secondsPerDay) * secondsPerDay
	}
	return when, when.to <= icsLast
}

func isMidnight(sec int64) bool { return edtf.FloorMod(sec, secondsPerDay) == 0 }

func isDay(d edtf.Date) bool {
	p, ok := exactDate(d)
	return ok && p.Precision == edtf.PrecisionDay
}

// isClock reports whether d is a clock time to the minute.
func isClock(d edtf.Date) bool {
	p, ok := exactDate(d)
	return ok && (p.Precision == edtf.PrecisionMinute || p.Precision == edtf.PrecisionSecond)
}

// isLocal reports whether d is a date or time of no zone.
func isLocal(d edtf.Date) bool {
	p, ok := d.Parts()
	return !ok || !p.Zoned
}

// isLocalTime reports whether d is a clock time of no zone.
func isLocalTime(d edtf.Date) bool { return isLocal(d) && strings.Contains(d.String(), "T") }

func (w *icsWriter) dates(when icsWhen) {
	spell := icsInstant
	name := ""
	switch {
	case when.allDay:
		name, spell = ";VALUE=DATE", func(t time.Time) string { return t.UTC().Format("20060102") }
	case when.floating:
		spell = func(t time.Time) string { return t.UTC().Format("20060102T150405") }
	}
	w.line("DTSTART"+name, spell(time.Unix(when.from, 0)))
	if when.to > when.from {
		w.line("DTEND"+name, spell(time.Unix(when.to, 0))) // exclusive, as ours
	}
}

func icsInstant(t time.Time) string { return t.UTC().Format("20060102T150405Z") }
