package edtf

import "strings"

// parseRange reads the interval s, whose first slash is given, into d. Its ends
// are single dates, or open, or unknown.
func (d *Date) parseRange(dst []byte, s string, slash int) ([]byte, *SyntaxError) {
	if more := strings.IndexByte(s[slash+1:], '/'); more >= 0 {
		return dst, faultAt(s, slash+1+more, "an interval has one slash, between two dates")
	}
	if len(s) == 1 {
		return dst, faultAt(s, 0, "an interval needs a date or .. on one side of its slash")
	}
	*d = Date{kind: Range, level: Level0, precision: PrecisionInterval}
	from, dst, err := d.parseSide(dst, s, 0, slash, OpenStart)
	if err != nil {
		return dst, err
	}
	to, dst, err := d.parseSide(append(dst, '/'), s, slash+1, len(s), OpenEnd)
	if err != nil {
		return dst, err
	}
	if to.Latest <= from.Earliest {
		return dst, faultAt(s, slash+1, "the interval is reversed: its end is over before its start begins")
	}
	d.span = Interval{from.Earliest, to.Latest}
	d.inner = inner{latestStart: min(from.Latest, to.Latest), earliestEnd: max(to.Earliest, from.Earliest)}
	d.zoned = zonesOf(from, to)
	return dst, nil
}

// zonesOf tells which bounds of an interval are instants: each is that of the
// end that it comes from.
func zonesOf(from, to side) (z Zoned) {
	if from.zoned {
		z |= ZonedEarliest
	}
	if to.zoned {
		z |= ZonedLatest
	}
	if from.Latest <= to.Latest && from.zoned || to.Latest < from.Latest && to.zoned {
		z |= ZonedLatestStart
	}
	if to.Earliest >= from.Earliest && to.zoned || from.Earliest > to.Earliest && from.zoned {
		z |= ZonedEarliestEnd
	}
	return z
}

// side is what one end of an interval covers, and whether it is an instant.
type side struct {
	Interval
	zoned bool
}

// parseSide reads one end of an interval, adds to d what that end implies for
// the whole, and returns what the end alone covers: all of time where it is
// unknown, and where it is open the very end of time that open stands for.
func (d *Date) parseSide(dst []byte, s string, start, end int, open int64) (side, []byte, *SyntaxError) {
	if text := s[start:end]; text == "" || text == ".." {
		d.level = max(d.level, Level1)
		covers := Interval{OpenStart, OpenEnd}
		if text == ".." {
			covers = Interval{open, open}
		}
		return side{Interval: covers}, append(dst, text...), nil
	}
	var one single
	if err := one.scan(s, start, end); err != nil {
		return side{}, dst, err
	}
	d.flags |= one.qualifiers.all()
	d.level = max(d.level, one.level())
	switch { // an interval may take less than its ends could alone
	case one.clock.unit != "":
		d.level = LevelISO
	case one.unstated():
		d.level = max(d.level, Level2)
	}
	return side{one.span, one.clock.zoned}, one.appendTo(dst), nil
}
