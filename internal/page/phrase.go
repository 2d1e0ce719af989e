package page

import (
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
)

// Piece is a part of a date in words: a word, or a value.
type Piece struct {
	Text    string
	Value   bool   // a day, month or year, and not a word between them
	Machine string // the value as HTML's <time> may have it; empty where it can't
}

// phrase is a date in words, put together from the inside out.
type phrase []Piece

func (p phrase) String() string {
	var b strings.Builder
	for _, one := range p {
		b.WriteString(one.Text)
	}
	return b.String()
}

func word(text string) phrase { return phrase{{Text: text}} }

// around puts phrases into a pattern, where it has their names.
func around(pattern string, named map[string]phrase) phrase {
	var out phrase
	for pattern != "" {
		open := strings.IndexByte(pattern, '{')
		if open < 0 {
			return append(out, Piece{Text: pattern})
		}
		if open > 0 {
			out = append(out, Piece{Text: pattern[:open]})
		}
		name, rest, _ := strings.Cut(pattern[open+1:], "}")
		out = append(out, named[name]...)
		pattern = rest
	}
	return out
}

// speaker says dates in a language.
type speaker struct {
	*Language
	short  bool // with short months
	stated bool // an interval is a stretch that the source states, not what we know of a day
}

// say says what a date says, as it stands alone, and adds what does not belong
// to the sentence, such as that no end is stated.
func (s speaker) say(d edtf.Date) (said phrase, tail string) {
	switch {
	case d.IsZero():
		return word(s.text("dates.unknown")), ""
	case d.Kind() == edtf.Range:
		return s.interval(d)
	case d.Kind() == edtf.Single:
		return s.single(d, false, false), ""
	}
	return s.set(d), ""
}

// within is say for a date that stands behind a word such as expected.
func (s speaker) within(d edtf.Date) (said phrase, tail string) {
	if d.Kind() == edtf.Single && !d.IsZero() {
		return s.single(d, true, false), ""
	}
	return s.say(d)
}

func (s speaker) wrap(key string, date phrase) phrase {
	return around(s.text("dates."+key), map[string]phrase{"date": date})
}

func (s speaker) interval(d edtf.Date) (said phrase, tail string) {
	from, start := d.Start()
	to, end := d.End()
	switch {
	case start == edtf.Known && end == edtf.Known && from == to:
		return s.wrap("within", s.single(from, true, false)), ""
	case start == edtf.Known && end == edtf.Known:
		return s.between(from, to), ""
	case start == edtf.Known && end == edtf.Open:
		return s.wrap("from", s.single(from, true, false)), s.text("dates.no_end_stated")
	case start == edtf.Known:
		return s.wrap("from", s.single(from, true, false)), s.text("dates.end_not_known")
	case end == edtf.Known && start == edtf.Open:
		return s.wrap("until", s.single(to, true, false)), s.text("dates.no_start")
	case end == edtf.Known:
		return s.wrap("by", s.single(to, true, false)), s.text("dates.start_not_stated")
	case start == edtf.Open && end == edtf.Open:
		return word(s.text("dates.always")), ""
	case start == edtf.Open:
		return word(s.text("dates.no_start")), s.text("dates.end_not_known")
	}
	return word(s.text("dates.start_not_stated")), s.text("dates.no_end_stated")
}

func (s speaker) between(from, to edtf.Date) phrase {
	sameYear := false
	if a, ok := from.Parts(); ok && monthOrDay(a.Precision) && plainMonths(from) {
		b, ok := to.Parts()
		sameYear = ok && monthOrDay(b.Precision) && plainMonths(to) && a.Year == b.Year
	}
	first := s.text("dates.elide_year_of") == "from"
	key := "dates.between"
	if s.stated {
		key = "dates.to"
	}
	return around(s.text(key), map[string]phrase{
		"from": s.single(from, true, sameYear && first),
		"to":   s.single(to, true, sameYear && !first),
	})
}

func monthOrDay(p edtf.Precision) bool {
	return p == edtf.PrecisionDay || p == edtf.PrecisionMonth
}

// plainMonths reports whether a date is a day or month without unstated digits.
func plainMonths(d edtf.Date) bool { return !strings.Contains(d.String(), "X") }

func (s speaker) set(d edtf.Date) phrase {
	key, join := "dates.one_of", "dates.or"
	if d.Kind() == edtf.AllOf {
		key, join = "dates.all_of", "dates.and"
	}
	var list []string
	for _, m := range d.Members() {
		said, tail := s.within(m)
		text := said.String()
		if from, start := m.Start(); m.Kind() == edtf.Range && start == edtf.Known {
			if to, end := m.End(); end == edtf.Known {
				text = s.fill("dates.to", "from", s.single(from, true, false).String(), "to", s.single(to, true, false).String())
			}
		}
		if tail != "" {
			text += " (" + tail + ")"
		}
		list = append(list, text)
	}
	return around(s.text(key), map[string]phrase{"dates": {{Text: s.list(join, list), Value: true}}})
}

// single says a date of kind Single; bare leaves its year out.
func (s speaker) single(d edtf.Date, within, bare bool) phrase {
	text := d.String()
	marks := strings.Count(text, "~") + strings.Count(text, "?") + strings.Count(text, "%")
	switch {
	case marks == 0:
		return s.plain(d, within, bare)
	case marks == 1 && strings.ContainsAny(text[len(text)-1:], "~?%"):
		key := map[byte]string{'~': "about", '?': "perhaps", '%': "perhaps_about"}[text[len(text)-1]]
		return s.wrap(key, s.plain(d, true, bare))
	}
	return s.wrap("partly", s.plain(d, within, bare))
}

// plain says a date of kind Single without its qualifiers.
func (s speaker) plain(d edtf.Date, within, bare bool) phrase {
	text := strings.NewReplacer("~", "", "?", "", "%", "").Replace(d.String())
	parts, ok := d.Parts()
	switch {
	case !ok:
		return s.vague(d, text, within)
	case strings.Contains(text, "T"):
		return s.moment(parts, text, within, bare)
	case strings.HasSuffix(text, "-XX-XX"):
		return s.wrap("some_day", phrase{s.yearPiece(parts.Year, true)})
	case parts.Precision == edtf.PrecisionYear && strings.HasSuffix(text, "-XX"):
		return s.wrap("some_month", phrase{s.yearPiece(parts.Year, true)})
	case parts.Precision == edtf.PrecisionMonth && strings.HasSuffix(text, "-XX"):
		return s.wrap("some_day", phrase{s.calendar(parts, true, bare)})
	case strings.Contains(text, "X"):
		return s.hull(d)
	case parts.Precision == edtf.PrecisionSeason:
		return phrase{s.season(parts)}
	case parts.Precision == edtf.PrecisionYear:
		return phrase{s.yearPiece(parts.Year, within)}
	}
	return phrase{s.calendar(parts, within, bare)}
}

// vague says a year with digits that are not stated, or only significant ones.
func (s speaker) vague(d edtf.Date, text string, within bool) phrase {
	digits, bc := strings.CutPrefix(text, "-")
	form := ""
	if within {
		form = "_within"
	}
	switch d.Precision() {
	case edtf.PrecisionDecade:
		if len(digits) == 4 && !bc && digits > "0999" {
			return phrase{{Text: s.fill("dates.decade"+form, "year", digits[:3]+"0"), Value: true}}
		}
	case edtf.PrecisionCentury:
		if len(digits) == 4 {
			n, _ := strconv.Atoi(digits[:2])
			said := s.fill("dates.century"+form, "century", s.century(n+1))
			if bc {
				said = s.fill("dates.bce", "year", said)
			}
			return phrase{{Text: said, Value: true}}
		}
	}
	return s.hull(d)
}

// hull says the first and last day of all that a date may stand for.
func (s speaker) hull(d edtf.Date) phrase {
	span := d.Interval()
	first, last := edtf.CivilFromSeconds(span.Earliest), edtf.CivilFromSeconds(span.Latest-1)
	day := func(c edtf.Civil) phrase {
		return phrase{s.calendar(edtf.Parts{Precision: edtf.PrecisionDay, Year: c.Year, Month: c.Month, Day: c.Day}, true, false)}
	}
	if first.Month == 1 && first.Day == 1 && last.Month == 12 && last.Day == 31 {
		day = func(c edtf.Civil) phrase { return phrase{s.yearPiece(c.Year, true)} }
	}
	return around(s.text("dates.between"), map[string]phrase{"from": day(first), "to": day(last)})
}
