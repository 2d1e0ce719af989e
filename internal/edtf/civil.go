package edtf

import "math"

// MinYear and MaxYear are the first and last year that lie wholly within
// int64 seconds from 1970. Parse refuses every year beyond them.
const (
	MinYear int64 = -292277022656
	MaxYear int64 = 292277026595
)

const (
	secondsPerMinute = 60
	secondsPerHour   = 60 * secondsPerMinute
	secondsPerDay    = 24 * secondsPerHour

	// An era of the Gregorian calendar is the 400 years after which it repeats.
	yearsPerEra = 400
	daysPerEra  = 146097

	// Days from 1 March of year 0, where an era starts, to 1 January 1970.
	epochDays = 719468
)

// Civil is a second of the proleptic Gregorian calendar in UTC. Unlike
// time.Time it covers every int64 second, back beyond the age of the universe.
// Month and Day count from 1.
type Civil struct {
	Year                             int64
	Month, Day, Hour, Minute, Second int
}

// CivilFromSeconds returns the calendar reading of an instant, given in seconds
// since 1970-01-01T00:00:00Z. It is defined for every int64.
func CivilFromSeconds(sec int64) Civil {
	year, month, day := civilFromDays(FloorDiv(sec, secondsPerDay))
	rest := int(FloorMod(sec, secondsPerDay))
	return Civil{
		Year: year, Month: month, Day: day,
		Hour:   rest / secondsPerHour,
		Minute: rest / secondsPerMinute % 60,
		Second: rest % 60,
	}
}

// SecondsFromCivil returns the instant of a calendar reading in seconds since
// 1970-01-01T00:00:00Z. Fields outside their usual range carry into the next
// larger one, as in time.Date: month 13 is January of the next year, and day 0
// the last of the month before. It reports false where the instant does not
// fit int64, or where a field other than Year is beyond ±2^40.
func SecondsFromCivil(c Civil) (sec int64, ok bool) {
	const farthest = 1 << 40
	for _, field := range [...]int{c.Month, c.Day, c.Hour, c.Minute, c.Second} {
		if int64(field) > farthest || int64(field) < -farthest {
			return 0, false
		}
	}
	if c.Year > 2*MaxYear || c.Year < 2*MinYear {
		return 0, false
	}
	month := int64(c.Month) - 1
	year := c.Year + FloorDiv(month, 12)
	rest := int64(c.Hour)*secondsPerHour + int64(c.Minute)*secondsPerMinute + int64(c.Second)
	days := daysFromCivil(year, int(FloorMod(month, 12))+1, 1) +
		int64(c.Day) - 1 + FloorDiv(rest, secondsPerDay)
	rest = FloorMod(rest, secondsPerDay)

	if days < 0 { // count back from the next midnight: the last one may not fit
		days, rest = days+1, rest-secondsPerDay
	}
	if days > math.MaxInt64/secondsPerDay || days < math.MinInt64/secondsPerDay {
		return 0, false
	}
	sec = days*secondsPerDay + rest
	return sec, (rest >= 0) == (sec >= days*secondsPerDay)
}

// FloorDiv divides rounding down, so that instants before 1970 fall into the
// bucket that holds them: FloorDiv(-1, 3600) is -1. b must be positive.
func FloorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// FloorMod is what FloorDiv leaves over, from 0 to b-1. b must be positive.
func FloorMod(a, b int64) int64 {
	r := a % b
	if r < 0 {
		r += b
	}
	return r
}

// daysFromCivil counts days from 1970-01-01. Its years start in March, which
// puts the leap day at the end and makes the month lengths a linear formula
// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
func daysFromCivil(year int64, month, day int) int64 {
	if month <= 2 {
		year--
		month += 12
	}
	era := FloorDiv(year, yearsPerEra)
	yearOfEra := year - era*yearsPerEra
	dayOfYear := int64((153*(month-3)+2)/5 + day - 1)
	return era*daysPerEra + yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear - epochDays
}

// civilFromDays inverts daysFromCivil.
func civilFromDays(days int64) (year int64, month, day int) {
	days += epochDays
	era := FloorDiv(days, daysPerEra)
	dayOfEra := days - era*daysPerEra
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	fromMarch := int(5*dayOfYear+2) / 153
	year = era*yearsPerEra + yearOfEra
	month = fromMarch + 3
	day = int(dayOfYear) - (153*fromMarch+2)/5 + 1
	if month > 12 {
		return year + 1, month - 12, day
	}
	return year, month, day
}

// monthStart is the first second of a month. Month 13 and up are next year's.
// The year must be within MinYear and MaxYear+1.
func monthStart(year int64, month int) int64 {
	if month > 12 {
		year, month = year+1, month-12
	}
	return daysFromCivil(year, month, 1) * secondsPerDay
}

func isLeap(year int64) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

func daysIn(month int, leap bool) int {
	switch month {
	case 2:
		if leap {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
