package edtf

// clock is a time of day as it was scanned. Its zero value is no time at all.
type clock struct {
	text   string    // as written, between T and the zone
	unit   Precision // hour, minute or second; "" if there is no time
	start  int       // seconds from the midnight that starts the written day, up to 24 hours
	zoned  bool
	offset int // minutes east of UTC
}

// fraction returns the digits after the dot, or nothing.
func (c *clock) fraction() string {
	const whole = len("10:30:15.")
	return c.text[min(whole, len(c.text)):]
}

// level is iso for the clock times that EDTF lacks.
func (c *clock) level() Level {
	if c.unit == "" || c.unit == PrecisionSecond && c.fraction() == "" {
		return Level0
	}
	return LevelISO
}

// scan reads a time that starts at pos, after the T.
func (c *clock) scan(s string, pos, end int) (int, *SyntaxError) {
	start := pos
	hour, err := scanTwo(s, pos, end, 24, "hour")
	if err != nil {
		return pos, err
	}
	c.start, c.unit = hour*secondsPerHour, PrecisionHour
	pos += 2
	if pos < end && s[pos] == ':' {
		minute, err := scanTwo(s, pos+1, end, 59, "minute")
		if err != nil {
			return pos, err
		}
		c.start, c.unit = c.start+minute*secondsPerMinute, PrecisionMinute
		pos += 3
	}
	if c.unit == PrecisionMinute && pos < end && s[pos] == ':' {
		second, err := scanTwo(s, pos+1, end, 59, "second")
		if err != nil {
			return pos, err
		}
		c.start, c.unit = c.start+second, PrecisionSecond
		pos += 3
		if pos, err = scanFraction(s, pos, end); err != nil {
			return pos, err
		}
	}
	c.text = s[start:pos]
	if hour == 24 && c.text != "24:00:00" {
		return start, faultAt(s, start, "hour 24 exists only as 24:00:00, the midnight that ends the day")
	}
	if pos < end && s[pos] == '.' {
		return pos, faultAt(s, pos, "only a second has a fraction")
	}
	return c.scanZone(s, pos, end)
}

// scanZone reads Z or an offset, if there is one.
func (c *clock) scanZone(s string, pos, end int) (int, *SyntaxError) {
	if pos >= end {
		return pos, nil
	}
	sign := 1
	switch s[pos] {
	case 'Z':
		c.zoned = true
		return pos + 1, nil
	case '-':
		sign = -1
	case '+':
	default:
		return pos, nil
	}
	start := pos
	hours, err := scanTwo(s, pos+1, end, 23, "offset hour")
	if err != nil {
		return pos, err
	}
	pos += 3
	minutes := 0
	if pos < end && s[pos] == ':' {
		if minutes, err = scanTwo(s, pos+1, end, 59, "offset minute"); err != nil {
			return pos, err
		}
		pos += 3
	} else if pos < end {
		return pos, missing(s, pos, end, "a colon between the hours and minutes of the offset")
	}
	c.zoned, c.offset = true, sign*(hours*60+minutes)
	if sign < 0 && c.offset == 0 {
		return start, faultAt(s, start, "an offset of zero is written Z or +00:00")
	}
	return pos, nil
}

// narrow cuts a day down to the hour, minute or second. The day may become
// another one: by the offset, or because 24:00:00 is the next midnight.
func (c *clock) narrow(day *Interval) {
	var length int64
	switch c.unit {
	case PrecisionHour:
		length = secondsPerHour
	case PrecisionMinute:
		length = secondsPerMinute
	case PrecisionSecond:
		length = 1
	default:
		return
	}
	day.Earliest += int64(c.start) - int64(c.offset)*secondsPerMinute
	day.Latest = day.Earliest + length
}

// scanFraction reads a dot and the digits after it, if there are any.
func scanFraction(s string, pos, end int) (int, *SyntaxError) {
	if pos >= end || s[pos] != '.' {
		return pos, nil
	}
	digits := pos + 1
	for pos = digits; pos < end && '0' <= s[pos] && s[pos] <= '9'; pos++ {
	}
	if pos == digits {
		return pos, missing(s, pos, end, "digits of the fraction")
	}
	return pos, nil
}

// scanTwo reads two digits that are at most highest.
func scanTwo(s string, pos, end, highest int, name string) (int, *SyntaxError) {
	n := 0
	for i := pos; i < pos+2; i++ {
		if i >= end || s[i] < '0' || s[i] > '9' {
			return 0, missing(s, i, end, "two digits for the "+name)
		}
		n = n*10 + int(s[i]-'0')
	}
	if n > highest {
		return 0, faultAt(s, pos, "%s %02d does not exist (00-%02d)", name, n, highest)
	}
	return n, nil
}
