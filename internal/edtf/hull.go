package edtf

// measure sets the span of a scanned date: the hull of all dates that fit what
// is stated. It refuses a date that no calendar has.
func (d *single) measure(s string, start, end int) *SyntaxError {
	low, high := d.year.min, d.year.max
	switch {
	case d.components == 1:
		d.span = Interval{monthStart(low, 1), monthStart(high+1, 1)}
	case d.season != 0:
		season := seasons[d.season-firstSeason]
		d.span = Interval{monthStart(low, season.first), monthStart(high, season.first+season.months)}
	case d.components == 2:
		d.span = Interval{monthStart(low, d.firstMonth()), monthStart(high, d.lastMonth()+1)}
	case d.unstated():
		return d.measureDays(s, start, end)
	default:
		d.span.Earliest = daysFromCivil(low, d.month.value(), d.day.value()) * secondsPerDay
		d.span.Latest = d.span.Earliest + secondsPerDay
		d.clock.narrow(&d.span)
	}
	return nil
}

// measureDays finds the first and the last day that fit a pattern with X. Month
// and day are tried one by one, at most 372 of them. Years need no trying: what
// fits in one common year fits in all, and only 29 February has to look for
// leap years.
func (d *single) measureDays(s string, start, end int) *SyntaxError {
	low, high := d.year.min, d.year.max
	if _, _, ok := d.firstDay(false); !ok {
		if _, _, ok = d.firstDay(true); ok {
			low, high, ok = d.year.leapYears()
		}
		if !ok {
			return faultAt(s, start, "no day of the calendar fits %s", s[start:end])
		}
	}
	month, day, _ := d.firstDay(isLeap(low))
	d.span.Earliest = daysFromCivil(low, month, day) * secondsPerDay
	month, day, _ = d.lastDay(isLeap(high))
	d.span.Latest = (daysFromCivil(high, month, day) + 1) * secondsPerDay
	return nil
}

func (d *single) firstMonth() int {
	m := 1
	for !d.month.fits(m) { // ends: scanMonth has found one that fits
		m++
	}
	return m
}

func (d *single) lastMonth() int {
	m := 12
	for !d.month.fits(m) {
		m--
	}
	return m
}

func (d *single) firstDay(leap bool) (month, day int, ok bool) {
	for month = 1; month <= 12; month++ {
		for day = 1; d.month.fits(month) && day <= daysIn(month, leap); day++ {
			if d.day.fits(day) {
				return month, day, true
			}
		}
	}
	return 0, 0, false
}

func (d *single) lastDay(leap bool) (month, day int, ok bool) {
	for month = 12; month >= 1; month-- {
		for day = daysIn(month, leap); d.month.fits(month) && day >= 1; day-- {
			if d.day.fits(day) {
				return month, day, true
			}
		}
	}
	return 0, 0, false
}

// leapYears returns the first and the last leap year that fit. Only a year of
// four digits can be unstated, so there are at most 2,500 to try.
func (y *year) leapYears() (first, last int64, ok bool) {
	for first = y.min; first <= y.max; first++ {
		if isLeap(first) && y.fits(first) {
			break
		}
	}
	for last = y.max; last >= first; last-- {
		if isLeap(last) && y.fits(last) {
			return first, last, true
		}
	}
	return 0, 0, false
}

// fits reports whether n is among the years that the four digits may stand
// for. Its sign and size are known to be right.
func (y *year) fits(n int64) bool {
	n = max(n, -n)
	digits := y.digits()
	for i := 3; i >= 0; i-- {
		if digits[i] != 'X' && int64(digits[i]-'0') != n%10 {
			return false
		}
		n /= 10
	}
	return true
}
