package edtf

// Parts are the calendar fields of a single date, for writers of formats that
// know no EDTF. Precision says how far they go: fields that are finer, or that
// are stated only in part, are 0.
type Parts struct {
	Precision  Precision // second to year, never decade or coarser
	Year       int64     // astronomical: 0 is 1 BC
	Month, Day int       // from 1
	Season     int       // 21 to 41 as EDTF numbers them, in place of Month
	Hour       int       // local to Offset where Zoned; 24:00:00 has become 0 of the next day
	Minute     int
	Second     int
	Fraction   string // the digits after the dot of a second, as written
	Zoned      bool   // an offset from UTC is stated, Z included
	Offset     int    // minutes east of UTC
}

// Parts returns the calendar fields of d. It reports false where not even one
// year is stated (201X, 1950S2), for intervals, sets and the zero Date.
func (d Date) Parts() (Parts, bool) {
	if d.kind != Single || d.IsZero() {
		return Parts{}, false
	}
	var one single
	if err := one.scan(d.text, 0, len(d.text)); err != nil || !one.year.stated() {
		return Parts{}, false
	}
	parts := Parts{Precision: d.precision, Year: one.year.min}
	switch d.precision {
	case PrecisionYear:
	case PrecisionSeason:
		parts.Season = one.season
	case PrecisionMonth:
		parts.Month = one.month.value()
	case PrecisionDay:
		parts.Month, parts.Day = one.month.value(), one.day.value()
	default:
		local := CivilFromSeconds(d.span.Earliest + int64(one.clock.offset)*secondsPerMinute)
		parts.Year, parts.Month, parts.Day = local.Year, local.Month, local.Day
		parts.Hour, parts.Minute, parts.Second = local.Hour, local.Minute, local.Second
		parts.Fraction = one.clock.fraction()
		parts.Zoned, parts.Offset = one.clock.zoned, one.clock.offset
	}
	return parts, true
}
