package edtf

import "strconv"

// FormatInstant writes an instant, given in seconds since 1970-01-01T00:00:00Z,
// as RFC 3339 in UTC where its year is 0000 to 9999. Beyond, where RFC 3339
// ends, it writes EDTF: the year where the instant starts one ("-0043",
// "Y-13800000000"), else the date at midnight, else date and time.
//
// Parse reads every result back to the same second, with one exception: EDTF
// has no months in years beyond four digits, so an instant inside such a year
// (the end of winter 9999, say) is written exactly but in no EDTF form,
// "Y10000-03-01". OpenStart and OpenEnd are no instants; callers write null.
func FormatInstant(sec int64) string {
	var room [40]byte
	return string(AppendInstant(room[:0], sec))
}

// AppendInstant appends FormatInstant's text to dst.
func AppendInstant(dst []byte, sec int64) []byte {
	c := CivilFromSeconds(sec)
	dst = appendYear(dst, c.Year)
	if midnight := FloorMod(sec, secondsPerDay) == 0; midnight && (c.Year < 0 || c.Year > 9999) {
		if c.Month == 1 && c.Day == 1 {
			return dst
		}
		return appendMonthDay(dst, c)
	}
	dst = appendTwo(append(appendMonthDay(dst, c), 'T'), c.Hour)
	dst = appendTwo(append(dst, ':'), c.Minute)
	return append(appendTwo(append(dst, ':'), c.Second), 'Z')
}

func appendMonthDay(dst []byte, c Civil) []byte {
	dst = appendTwo(append(dst, '-'), c.Month)
	return appendTwo(append(dst, '-'), c.Day)
}

func appendTwo(dst []byte, n int) []byte {
	return append(dst, byte('0'+n/10), byte('0'+n%10))
}

// appendYear writes four digits, after a minus where the year is negative, and
// Y with all its digits where four are not enough.
func appendYear(dst []byte, year int64) []byte {
	if year < -9999 || year > 9999 {
		return strconv.AppendInt(append(dst, 'Y'), year, 10)
	}
	if year < 0 {
		dst, year = append(dst, '-'), -year
	}
	return appendTwo(appendTwo(dst, int(year/100)), int(year%100))
}
