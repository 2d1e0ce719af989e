package edtf

import "strings"

// parseSet reads the set s, which starts with a bracket or a brace, into d.
func (d *Date) parseSet(dst []byte, s string) ([]byte, *SyntaxError) {
	*d = Date{
		kind: OneOf, level: Level2, precision: PrecisionInterval,
		span: Interval{OpenEnd, OpenStart}, // holds nothing yet
	}
	closing := byte(']')
	if s[0] == '{' {
		d.kind, closing = AllOf, '}'
	}
	last := strings.IndexByte(s, closing)
	if last < 0 {
		return dst, faultAt(s, len(s), "expected %q to close the set that starts with %q", closing, s[0])
	}
	if last < len(s)-1 {
		return dst, faultAt(s, last+1, "a set stands alone, but more follows")
	}
	dst = append(dst, s[0])
	for start := 1; start <= last; {
		end := last
		if comma := strings.IndexByte(s[start:last], ','); comma >= 0 {
			end = start + comma
		}
		var err *SyntaxError
		if dst, err = d.parseMember(dst, s, start, end); err != nil {
			return dst, err
		}
		dst = append(dst, s[end])
		start = end + 1
	}
	return dst, nil
}

// parseMember reads one member of a set, a date or a range with two dots, and
// widens d to hold it.
func (d *Date) parseMember(dst []byte, s string, start, end int) ([]byte, *SyntaxError) {
	dots := strings.Index(s[start:end], "..")
	if dots < 0 {
		date, dst, err := d.parseElement(dst, s, start, end)
		d.span.Earliest = min(d.span.Earliest, date.span.Earliest)
		d.span.Latest = max(d.span.Latest, date.span.Latest)
		return dst, err
	}
	dots += start
	if dots == start && dots+2 == end {
		return dst, faultAt(s, dots, "expected a date before or after the two dots")
	}
	from := Date{span: Interval{Earliest: OpenStart}}
	to := Date{span: Interval{Latest: OpenEnd}}
	var err *SyntaxError
	if dots > start {
		if from, dst, err = d.parseElement(dst, s, start, dots); err != nil {
			return dst, err
		}
	}
	dst = append(dst, ".."...)
	if dots+2 < end {
		if to, dst, err = d.parseElement(dst, s, dots+2, end); err != nil {
			return dst, err
		}
	}
	if dots > start && dots+2 < end {
		switch {
		case from.precision != to.precision:
			return dst, faultAt(s, dots, "the dates on both sides of .. need the same precision")
		case to.span.Latest <= from.span.Earliest:
			return dst, faultAt(s, dots, "nothing lies between these dates: the second is over before the first begins")
		}
	}
	d.span.Earliest = min(d.span.Earliest, from.span.Earliest)
	d.span.Latest = max(d.span.Latest, to.span.Latest)
	return dst, nil
}

// parseElement reads a single date of a set. EDTF lists no clock times, and
// two dots could not be told from the dot of a fraction.
func (d *Date) parseElement(dst []byte, s string, start, end int) (Date, []byte, *SyntaxError) {
	if start == end {
		return Date{}, dst, faultAt(s, start, "expected a date as member of the set")
	}
	if t := strings.IndexByte(s[start:end], 'T'); t >= 0 {
		return Date{}, dst, faultAt(s, start+t, "a set has no clock times")
	}
	var one Date
	dst, err := one.parseSingle(dst, s, start, end)
	d.flags |= one.flags
	return one, dst, err
}
