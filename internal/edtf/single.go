package edtf

import "time"

// single is one date as it was scanned: no interval, no set.
type single struct {
	year       year
	month, day pair
	season     int // 21 to 41 in place of a month, or 0
	components int // 1 to 3: how many of year, month and day are written
	qualifiers qualifiers
	clock      clock
	span       Interval
}

// pair is a month or a day as written: two digits, either of which may be X.
type pair [2]byte

func (p pair) stated() bool { return p[0] != 'X' && p[1] != 'X' }
func (p pair) blank() bool  { return p[0] == 'X' && p[1] == 'X' }
func (p pair) value() int   { return int(p[0]-'0')*10 + int(p[1]-'0') }

// fits reports whether n, from 0 to 99, is among the values p may have.
func (p pair) fits(n int) bool {
	return (p[0] == 'X' || int(p[0]-'0') == n/10) && (p[1] == 'X' || int(p[1]-'0') == n%10)
}

// scan reads the single date that fills s[start:end].
func (d *single) scan(s string, start, end int) *SyntaxError {
	pos, err := d.scanComponent(s, start, end, 0)
	for n := 1; err == nil && n < 3 && pos < end && s[pos] == '-'; n++ {
		switch {
		case d.year.alone:
			return faultAt(s, pos, "a year with Y or S stands alone, without month or day")
		case d.season != 0:
			return faultAt(s, pos, "a season has no day")
		}
		pos, err = d.scanComponent(s, pos+1, end, n)
	}
	if err != nil {
		return err
	}
	if pos < end && s[pos] == 'T' {
		switch {
		case d.components < 3 || d.year.unstated || !d.month.stated() || !d.day.stated():
			return faultAt(s, pos, "a clock time needs a complete date before it")
		case d.qualifiers.all() != 0:
			return faultAt(s, pos, "a date with a clock time has no qualifiers")
		}
		if pos, err = d.clock.scan(s, pos+1, end); err != nil {
			return err
		}
		if pos < end && qualifierOf(s[pos]) != 0 {
			return faultAt(s, pos, "a qualifier follows a date, not a clock time")
		}
	}
	if pos < end {
		return surplus(s, pos)
	}
	return d.measure(s, start, end)
}

// scanComponent reads year, month or day (n is 0, 1 or 2) with its qualifiers.
func (d *single) scanComponent(s string, pos, end, n int) (int, *SyntaxError) {
	if pos < end {
		if q := qualifierOf(s[pos]); q != 0 {
			d.qualifiers.before(n, q)
			pos++
		}
	}
	var err *SyntaxError
	switch n {
	case 0:
		pos, err = d.year.scan(s, pos, end)
	case 1:
		pos, err = d.scanMonth(s, pos, end)
	case 2:
		pos, err = d.scanDay(s, pos, end)
	}
	if err != nil {
		return pos, err
	}
	d.components = n + 1
	if pos < end {
		if q := qualifierOf(s[pos]); q != 0 {
			d.qualifiers.after(n, q)
			pos++
			d.qualifiers.parted = d.qualifiers.parted || pos < end
		}
	}
	return pos, nil
}

func (d *single) scanMonth(s string, pos, end int) (int, *SyntaxError) {
	var err *SyntaxError
	if d.month, err = scanPair(s, pos, end, "a month of two digits"); err != nil {
		return pos, err
	}
	if !d.month.stated() {
		for m := 1; m <= 12; m++ {
			if d.month.fits(m) {
				return pos + 2, nil
			}
		}
		return pos, faultAt(s, pos, "no month fits %s (01-12; X does not stand for seasons)", s[pos:pos+2])
	}
	switch v := d.month.value(); {
	case firstSeason <= v && v <= lastSeason:
		d.season = v
	case v < 1 || v > 12:
		return pos, faultAt(s, pos, "month %02d does not exist (01-12, or 21-41 for seasons)", v)
	}
	return pos + 2, nil
}

func (d *single) scanDay(s string, pos, end int) (int, *SyntaxError) {
	var err *SyntaxError
	if d.day, err = scanPair(s, pos, end, "a day of two digits"); err != nil {
		return pos, err
	}
	if !d.day.stated() {
		return pos + 2, nil // whether one fits is for measureDays to find out
	}
	day := d.day.value()
	if day < 1 || day > 31 {
		return pos, faultAt(s, pos, "day %02d does not exist (01-31)", day)
	}
	if d.year.stated() && d.month.stated() {
		month := d.month.value()
		if days := daysIn(month, isLeap(d.year.min)); day > days {
			return pos, faultAt(s, pos, "%s of %s has %d days", time.Month(month), d.year.text, days)
		}
	}
	return pos + 2, nil
}

func scanPair(s string, pos, end int, wanted string) (pair, *SyntaxError) {
	for i := pos; i < pos+2; i++ {
		if i >= end || !isDigitOrX(s[i]) {
			return pair{}, missing(s, i, end, wanted)
		}
	}
	return pair{s[pos], s[pos+1]}, nil
}

// unstated reports whether a digit of the date is X.
func (d *single) unstated() bool {
	return d.year.unstated ||
		d.components > 1 && !d.month.stated() ||
		d.components > 2 && !d.day.stated()
}

// level is the lowest level whose grammar has the date as it is spelled.
func (d *single) level() Level {
	level := max(d.bareLevel(), d.clock.level())
	switch {
	case d.qualifiers.parted:
		return max(level, Level2)
	case d.qualifiers.all() != 0:
		return max(level, Level1)
	}
	return level
}

// bareLevel is the level of the date without its qualifiers and clock time.
func (d *single) bareLevel() Level {
	level := d.year.level
	switch {
	case d.season > lastLevel1Season:
		level = Level2
	case d.season != 0:
		level = max(level, Level1)
	}
	if d.unstated() {
		level = max(level, d.unstatedLevel())
	}
	return level
}

// unstatedLevel is 1 where all that is unstated are whole components at the
// end, or the last one or two digits of a year that stands alone.
func (d *single) unstatedLevel() Level {
	monthAndDay := !d.year.unstated && d.season == 0
	switch d.components {
	case 1:
		if digits := d.year.digits(); digits[1] != 'X' && digits[0] != 'X' && digits[3] == 'X' {
			return Level1
		}
	case 2:
		if monthAndDay && d.month.blank() {
			return Level1
		}
	case 3:
		if monthAndDay && d.day.blank() && (d.month.stated() || d.month.blank()) {
			return Level1
		}
	}
	return Level2
}

// precision is the finest unit that is wholly stated, reading from the left.
func (d *single) precision() Precision {
	switch {
	case d.clock.unit != "":
		return d.clock.unit
	case d.components == 1 || d.year.unstated || !d.month.stated():
		return d.year.precision
	case d.season != 0:
		return PrecisionSeason
	case d.components == 2 || !d.day.stated():
		return PrecisionMonth
	}
	return PrecisionDay
}
