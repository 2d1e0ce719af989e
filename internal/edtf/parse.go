package edtf

import "strings"

// MaxLength is the longest date read, in bytes. It bounds the work and memory
// of a parse; a set of forty days fits.
const MaxLength = 512

// Parse reads one EDTF date, which must fill s: nothing is trimmed. The error
// is a *SyntaxError. The Date may share the memory of s.
func Parse(s string) (Date, error) {
	d, err := parse(s)
	if err != nil {
		return Date{}, err
	}
	return d, nil
}

// MustParse is Parse for tests and constants: it panics on an error.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

func parse(s string) (Date, *SyntaxError) {
	if s == "" {
		return Date{}, faultAt(s, 0, "expected a date, but the text is empty")
	}
	if len(s) > MaxLength {
		return Date{}, faultAt(s, MaxLength, "a date is at most %d bytes long", MaxLength)
	}
	var room [64]byte // enough for most dates, so that only others allocate
	var d Date
	var text []byte
	var err *SyntaxError
	if s[0] == '[' || s[0] == '{' {
		text, err = d.parseSet(room[:0], s)
	} else if slash := strings.IndexByte(s, '/'); slash >= 0 {
		text, err = d.parseRange(room[:0], s, slash)
	} else {
		text, err = d.parseSingle(room[:0], s, 0, len(s))
	}
	if err != nil {
		return Date{}, err
	}
	if len(text) > MaxLength {
		return Date{}, faultAt(s, 0, "the canonical spelling of this date is longer than %d bytes", MaxLength)
	}
	if d.text = s; string(text) != s {
		d.text = string(text)
	}
	return d, nil
}

// parseSingle reads the single date in s[start:end] into d, and appends its
// canonical spelling to dst.
func (d *Date) parseSingle(dst []byte, s string, start, end int) ([]byte, *SyntaxError) {
	var one single
	if err := one.scan(s, start, end); err != nil {
		return dst, err
	}
	*d = Date{
		span:      one.span,
		precision: one.precision(),
		level:     one.level(),
		flags:     one.qualifiers.all(),
	}
	if one.clock.zoned {
		d.zoned = zonedWholly
	}
	return one.appendTo(dst), nil
}
