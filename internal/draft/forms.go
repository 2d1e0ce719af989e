package draft

import (
	"strings"
)

// fill reads the groups of a form into a date; false where they are none.
func (r *reader) fill(a *atom, w *when, g groupsOf) bool {
	switch a.form {
	case "day", "days":
		return r.fillDay(a, w, g)
	case "typed":
		return r.fillTyped(a, w, g)
	case "month":
		w.unit = unitMonth
		return w.month > 0
	case "monthOf":
		w.unit, w.relation, w.shift = unitMonth, fromPublished, word(r.shifts, g.get("r"))
		return w.month > 0
	case "monthAlone":
		w.unit, w.weekday = unitMonth, 0
		w.thisYear = strings.HasSuffix(strings.ToLower(g.line[a.from:a.to]), "this year")
		return w.month > 0 && r.connectors.monthAfter.MatchString(ahead(g.line, a.from))
	case "season":
		w.unit, w.season = unitSeason, word(r.seasons, g.get("s"))
	case "seasonOf":
		w.unit, w.season, w.relation, w.shift = unitSeason, word(r.seasons, g.get("s")), fromPublished, word(r.shifts, g.get("r"))
	case "quarter":
		return r.fillQuarter(w, g)
	case "decade":
		w.unit = unitDecade
	case "century", "era":
		return r.fillEra(a, w, g)
	case "years":
		return r.fillYears(a, w, g)
	case "year":
		w.unit = unitYear
	case "yearAlone":
		w.unit = unitYear
		return r.standsForYear(g.line, a.from, a.to)
	case "christmas":
		return fillChristmas(w, g)
	default:
		return r.fillRelative(a, w, g)
	}
	return true
}

func (r *reader) fillDay(a *atom, w *when, g groupsOf) bool {
	w.thisYear = w.yearless && strings.HasSuffix(strings.ToLower(g.line[a.from:a.to]), "this year")
	if word2 := g.get("d2"); word2 != "" {
		second := *w
		second.day = g.number("d2")
		if month := g.get("m2"); month != "" {
			second.month = word(r.months, month)
		}
		second.weekday = 0
		w.to, a.joined = &second, g.get("c")
		if !valid(completed(second).spelled()) || second.month == w.month && second.day <= w.day {
			return false
		}
	}
	return w.month > 0 && valid(completed(*w).spelled())
}

// completed is a date in a leap year where it has none of its own.
func completed(w when) when {
	if w.yearless {
		w.year, w.yearless = 2000, false
	}
	return w
}

// fillTyped leaves it to the reader of dates in words.
func (r *reader) fillTyped(_ *atom, w *when, g groupsOf) bool {
	readings := r.locale.Typed(g.line[g.m[0]:g.m[1]])
	if len(readings) == 0 {
		return false
	}
	first, ok := whenOf(readings[0])
	if !ok {
		return false
	}
	*w = first
	if len(readings) > 1 {
		w.oneOf = sorted(readings)
	}
	return true
}

func (r *reader) fillQuarter(w *when, g groupsOf) bool {
	w.unit = unitSeason
	n := r.count(g.get("n"))
	switch part := strings.ToLower(g.get("part")); {
	case (part == "half" || part == "se") && n >= 1 && n <= 2:
		w.season = 39 + n
	case (part == "quarter" || part == "tri") && n >= 1 && n <= 4:
		w.season = 32 + n
	default:
		return false
	}
	return true
}

func (r *reader) fillEra(a *atom, w *when, g groupsOf) bool {
	n := r.count(g.get("n"))
	if n == 0 {
		n = r.count(g.get("n2"))
	}
	era := strings.ToUpper(strings.ReplaceAll(g.get("era"), ".", ""))
	before := strings.HasPrefix(era, "BC")
	w.yearless = false
	if a.form == "century" {
		w.unit, w.year = unitCentury, (n-1)*100
		if before {
			w.year = -(n - 1) * 100
		}
		return n >= 1 && n <= 30 && (!before || n > 1)
	}
	w.unit, w.year = unitYear, n
	if before {
		w.year = 1 - n
	}
	return n > 0
}

// fillYears reads "1914–18" and "1894–1897".
func (r *reader) fillYears(a *atom, w *when, g groupsOf) bool {
	second := *w
	second.unit, second.year = unitYear, g.number("y2")
	if len(g.get("y2")) == 2 {
		second.year += w.year / 100 * 100
	}
	w.unit, w.to, a.joined = unitYear, &second, "–"
	return second.year > w.year && second.year < 2200
}

// standsForYear tells a year from another number of four digits: by the word
// before it, and where that word may count things, by what follows.
func (r *reader) standsForYear(line string, from, to int) bool {
	before := ahead(line, from)
	if !r.connectors.yearAfter.MatchString(before) {
		return false
	}
	if r.connectors.yearSurely.MatchString(before) {
		return true
	}
	behind := firstOf(line[to:], near)
	rest := strings.TrimLeft(behind, " ")
	adjective := r.connectors.yearBetween.MatchString(before)
	follows := rest != "" && len(rest) < len(behind) && rest[0] >= 'a' && rest[0] <= 'z'
	if adjective {
		return follows && (line[from:from+2] == "19" || line[from:from+2] == "20")
	}
	return !follows || r.connectors.function.MatchString(rest)
}

func fillChristmas(w *when, g groupsOf) bool {
	switch name := strings.ToLower(g.get("eve")); {
	case name == "christmas eve":
		w.month, w.day = 12, 24
	case strings.HasPrefix(name, "christmas"):
		w.month, w.day = 12, 25
	case strings.HasSuffix(name, "eve"):
		w.month, w.day = 12, 31
	default:
		w.month, w.day = 1, 1
	}
	return true
}

// fillRelative reads what is relative to the day of publication, or to a date before it.
func (r *reader) fillRelative(a *atom, w *when, g groupsOf) bool {
	shift := word(r.shifts, g.get("r"))
	w.relation, w.shift, w.yearless = fromPublished, shift, false
	switch a.form {
	case "weekday":
		if r.capitals && len(g.get("w")) < 6 || r.connectors.every.MatchString(ahead(g.line, a.from)) {
			return false
		}
		w.relation = ofWeekday
		switch {
		case g.get("r") != "" && shift < 0:
			w.relation = lastWeekday
		case g.get("r") != "" && shift > 0:
			w.relation = nextWeekday
		case g.get("soon") != "":
			w.shift = 1
		}
	case "relativeDay":
		if shift == 0 && genitive(g.line[a.to:]) {
			return false // "today’s world" is of no day
		}
	case "lastNight":
		w.shift = -1
	case "unit":
		w.unit = word(r.units, g.get("u"))
	case "ago":
		w.unit, w.shift = word(r.units, g.get("u")), -r.count(g.get("n"))
		if g.get("future") != "" {
			w.shift = -w.shift
		}
		w.approx = w.unit != unitDay
		return w.shift != 0
	case "contextDay":
		w.relation = fromContext
		switch side := strings.TrimSpace(strings.ToLower(g.get("side"))); {
		case side == "before":
			w.shift = -1
		case side == "after":
			w.shift = 1
		case strings.EqualFold(g.get("r"), "the"):
			return false
		}
	case "contextUnit":
		w.relation, w.unit = fromContext, word(r.units, g.get("u"))
	case "contextAgo":
		w.relation, w.unit, w.shift = fromContext, word(r.units, g.get("u")), shift*r.count(g.get("n"))
		w.approx = w.unit != unitDay
		return w.shift != 0
	case "clock", "clockDay":
		return r.fillClock(a, w, g)
	}
	return true
}

// fillClock reads a clock time; one that opens its line is a stamp.
func (r *reader) fillClock(a *atom, w *when, g groupsOf) bool {
	hour := g.number("h")
	minutes := g.get("min")
	switch half := strings.ToLower(strings.ReplaceAll(g.get("half"), ".", "")); {
	case half == "" && minutes == "" || half != "" && (hour < 1 || hour > 12) || hour > 23:
		return false
	case half == "am":
		hour %= 12
	case half == "pm":
		hour = hour%12 + 12
	}
	if minutes == "" {
		minutes = "00"
	}
	w.clock = "T" + twoDigits(hour) + ":" + minutes + zones[strings.ToUpper(g.get("z"))]
	w.unit, w.relation = unitClock, absolute
	a.stamp = a.from < near && strings.Trim(g.line[:a.from], " \t*#•-–—[(") == ""
	return true
}

// zones are the offsets of abbreviations that mean one thing everywhere.
var zones = map[string]string{
	"Z": "Z", "GMT": "Z", "UTC": "Z", "BST": "+01:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00",
	"EDT": "-04:00", "EST": "-05:00", "CDT": "-05:00", "PDT": "-07:00", "PST": "-08:00",
}
