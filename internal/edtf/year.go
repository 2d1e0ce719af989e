package edtf

import "strings"

// year is the first component of a date: four digits, any of which may be X,
// or Y and more digits, perhaps with an exponent. Either may be followed by S
// and a number of significant digits.
type year struct {
	text      string    // as written, without qualifiers
	min, max  int64     // the hull of the years that fit
	precision Precision // "" where no unit of ours is that coarse
	level     Level
	unstated  bool // has an X
	alone     bool // no month may follow
}

// stated reports whether the year is a single one.
func (y *year) stated() bool { return y.min == y.max && !y.unstated }

// digits returns the four digits of a year without Y.
func (y *year) digits() string { return strings.TrimPrefix(y.text, "-")[:4] }

// scan reads a year that starts at pos, and returns where it ends.
func (y *year) scan(s string, pos, end int) (int, *SyntaxError) {
	if pos < end && s[pos] == 'Y' {
		return y.scanLong(s, pos, end)
	}
	return y.scanFour(s, pos, end)
}

func (y *year) scanFour(s string, start, end int) (int, *SyntaxError) {
	pos := start
	negative := pos < end && s[pos] == '-'
	if negative {
		pos++
		if pos < end && s[pos] == 'Y' {
			return pos, faultAt(s, pos, "the sign follows the Y, as in Y-17E7")
		}
	}
	var low, high int64 // magnitudes
	firstX, lastX := 4, -1
	for i := range 4 {
		if pos+i >= end || !isDigitOrX(s[pos+i]) {
			return pos + i, missing(s, pos+i, end, "a year of four digits")
		}
		low, high = low*10, high*10
		if c := s[pos+i]; c == 'X' {
			firstX, lastX = min(firstX, i), i
			high += 9
		} else {
			low, high = low+int64(c-'0'), high+int64(c-'0')
		}
	}
	pos += 4
	if pos < end && isDigitOrX(s[pos]) {
		return pos, faultAt(s, pos, "a year has four digits; one beyond 9999 starts with Y, and - separates month and day")
	}
	y.text = s[start:pos]
	y.unstated = firstX < 4
	y.level = Level0
	y.precision = [...]Precision{"", "", PrecisionCentury, PrecisionDecade, PrecisionYear}[firstX]
	if negative {
		y.level = Level1
		if low == 0 { // there is no year -0, so the least that fits is in the last X
			if lastX < 0 {
				return start, faultAt(s, start, "there is no year -0; year 0 is 0000")
			}
			low = [...]int64{1000, 100, 10, 1}[lastX]
		}
		low, high = -high, -low
	}
	y.min, y.max = low, high
	if pos < end && s[pos] == 'S' {
		if y.unstated {
			return pos, faultAt(s, pos, "a year with X has no significant digits to count")
		}
		return y.scanSignificant(s, start, pos, end)
	}
	return pos, nil
}

func (y *year) scanLong(s string, start, end int) (int, *SyntaxError) {
	pos := start + 1
	negative := pos < end && s[pos] == '-'
	if negative {
		pos++
	}
	digits := pos
	value, pos, fits := scanNumber(s, digits, end)
	if pos == digits || s[digits] == '0' {
		return digits, missing(s, digits, end, "a year that starts with a digit from 1 to 9")
	}
	y.level = Level1
	if pos < end && s[pos] == 'E' {
		y.level = Level2
		digits := pos + 1
		exponent, after, small := scanNumber(s, digits, end)
		if after == digits || s[digits] == '0' {
			return digits, missing(s, digits, end, "an exponent that starts with a digit from 1 to 9")
		}
		for pos = after; fits && exponent > 0; exponent-- {
			value *= 10 // stops within 12 rounds: value is at least 1, and fits at most MaxYear
			fits = small && value <= MaxYear
		}
	}
	if negative {
		value = -value
	}
	if !fits || value < MinYear || value > MaxYear {
		return start, faultAt(s, start, "the year is beyond what can be counted in seconds (Y%d to Y%d)", MinYear, MaxYear)
	}
	if -9999 <= value && value <= 9999 {
		return start, faultAt(s, start, "Y is for years of more than four digits; this one is written %s", appendYear(nil, value))
	}
	y.text = s[start:pos]
	y.min, y.max, y.precision, y.alone = value, value, PrecisionYear, true
	if pos < end && s[pos] == 'S' {
		return y.scanSignificant(s, start, pos, end)
	}
	return pos, nil
}

// scanSignificant reads S at pos and its number, for a year that starts at
// start, and widens the year to all that share the significant digits. Leading
// zeros are not significant: 0050S1 is 50 to 59.
func (y *year) scanSignificant(s string, start, pos, end int) (int, *SyntaxError) {
	digits := pos + 1
	count, after, small := scanNumber(s, digits, end)
	if after == digits || s[digits] == '0' {
		return digits, missing(s, digits, end, "a number of significant digits from 1")
	}
	size := max(y.max, -y.max)
	free := -count // digits beyond the significant ones
	for rest := size; ; rest /= 10 {
		free++
		if rest < 10 {
			break
		}
	}
	if !small || free < 0 {
		return digits, faultAt(s, digits, "S counts more digits than the year has")
	}
	step := int64(1)
	for range free {
		step *= 10
	}
	low := size - size%step
	high := low + step - 1
	if y.max < 0 {
		low, high = -high, -low
	}
	if low < MinYear || high > MaxYear {
		return start, faultAt(s, start, "these years reach beyond what can be counted in seconds (Y%d to Y%d)", MinYear, MaxYear)
	}
	y.text = s[start:after]
	y.min, y.max = low, high
	y.level, y.alone = Level2, true
	y.precision = ""
	if free < 3 {
		y.precision = [...]Precision{PrecisionYear, PrecisionDecade, PrecisionCentury}[free]
	}
	return after, nil
}

// scanNumber reads digits from pos on. It reports false for a number beyond
// MaxYear, having passed over all of its digits without computing it.
func scanNumber(s string, pos, end int) (n int64, after int, fits bool) {
	fits = true
	for ; pos < end && '0' <= s[pos] && s[pos] <= '9'; pos++ {
		if fits {
			n = n*10 + int64(s[pos]-'0')
			fits = n <= MaxYear // which is further than -MinYear
		}
	}
	return n, pos, fits
}

func isDigitOrX(c byte) bool { return '0' <= c && c <= '9' || c == 'X' }
