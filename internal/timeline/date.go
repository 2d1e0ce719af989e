package timeline

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"

	"example.org/dateline/internal/edtf"
)

// Date says when something was, as far as it is known, and how that is known.
//
// The zero EDTF means that nothing bounds the date; then Basis is "unknown"
// and Text may still hold the source's own words ("earlier").
type Date struct {
	EDTF  edtf.Date
	Basis string // stated, inferred or unknown
	Text  string // the source's own words for it, verbatim
}

// The kinds of dates.
const (
	KindMoment = "moment" // happened once, some time within its bounds
	KindPeriod = "period" // went on from one time to another
)

// DateKinds lists both.
var DateKinds = []string{KindMoment, KindPeriod}

// maxDateText is the longest excerpt a date may rest on, in characters.
const maxDateText = 500

// Interval is the half-open span of seconds in which the date lies, open at
// both ends when nothing bounds it.
func (d Date) Interval() edtf.Interval {
	if d.EDTF.IsZero() {
		return edtf.Interval{Earliest: edtf.OpenStart, Latest: edtf.OpenEnd}
	}
	return d.EDTF.Interval()
}

// Bounds are between which times it began, and between which it ended: all of
// time when nothing bounds it.
func (d Date) Bounds() edtf.Bounds { return d.EDTF.Bounds() }

// Kind is KindPeriod for what went on from one time to another, and KindMoment
// for what happened once.
func (d Date) Kind() string {
	if d.EDTF.IsPeriod() {
		return KindPeriod
	}
	return KindMoment
}

// IsZero reports whether the date says nothing at all: no EDTF and no words.
func (d Date) IsZero() bool { return d.EDTF.IsZero() && d.Text == "" }

// dateShape is the Date of the contract: the EDTF string with what follows
// from it. A client may send all of it back; only what it states is read.
type dateShape struct {
	EDTF        *string `json:"edtf" input:"edtf"`
	Kind        string  `json:"kind" input:"-"`
	Earliest    *string `json:"earliest" input:"-"`
	Latest      *string `json:"latest" input:"-"`
	LatestStart *string `json:"latest_start" input:"-"`
	EarliestEnd *string `json:"earliest_end" input:"-"`
	Precision   *string `json:"precision" input:"-"`
	Approximate bool    `json:"approximate" input:"-"`
	Uncertain   bool    `json:"uncertain" input:"-"`
	Basis       string  `json:"basis"`
	Text        *string `json:"text"`
}

// MarshalJSON writes the contract's Date: bounds as RFC 3339 instants in UTC
// where the year fits 0000–9999 and as EDTF beyond, null where open.
func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(d.shape()) }

// appendJSON writes the same. A text is escaped for HTML, as MarshalJSON does: so are
// those that were stored.
func (d Date) appendJSON(out []byte) ([]byte, error) {
	shape := d.shape()
	if strings.ContainsAny(d.Text, "<>&") || strings.ContainsAny(d.Basis, "<>&") {
		text, err := json.Marshal(shape)
		return append(out, text...), err
	}
	return writerOf(reflect.TypeFor[dateShape]())(out, reflect.ValueOf(&shape).Elem())
}

func (d Date) shape() dateShape {
	shape := dateShape{Kind: d.Kind(), Basis: d.Basis}
	if d.Text != "" {
		shape.Text = &d.Text
	}
	if !d.EDTF.IsZero() {
		written := d.EDTF.String()
		shape.EDTF = &written
		shape.Approximate, shape.Uncertain = d.EDTF.Approximate(), d.EDTF.Uncertain()
		if p := string(d.EDTF.Precision()); p != "" {
			shape.Precision = &p
		}
		b := d.EDTF.Bounds()
		shape.Earliest, shape.Latest = bound(b.Earliest), bound(b.Latest)
		if d.EDTF.IsPeriod() {
			shape.LatestStart, shape.EarliestEnd = bound(b.LatestStart), bound(b.EarliestEnd)
		}
	}
	return shape
}

// bound is an end of an interval as the contract writes it, nil when open.
func bound(sec int64) *string {
	if sec == edtf.OpenStart || sec == edtf.OpenEnd {
		return nil
	}
	s := edtf.FormatInstant(sec)
	return &s
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (d *Date) UnmarshalJSON(data []byte) error {
	n, err := ParseJSON(data)
	if err != nil {
		return err
	}
	var fs Faults
	d.decodeNode(n, "", &fs)
	return fs.Err(n)
}

// MarshalYAML writes the short form where it says everything: a stated date
// without words of its own is its EDTF string.
func (d Date) MarshalYAML() (any, error) {
	if !d.EDTF.IsZero() && d.Basis == "stated" && d.Text == "" {
		return d.EDTF.String(), nil
	}
	return struct {
		EDTF  string `yaml:"edtf,omitempty"`
		Basis string `yaml:"basis"`
		Text  string `yaml:"text,omitempty"`
	}{d.EDTF.String(), d.Basis, d.Text}, nil
}

// decodeNode accepts an object or, for a stated date, its bare EDTF string.
// A year is a number to YAML, so numbers are read as they are written.
func (d *Date) decodeNode(n *Node, pointer string, fs *Faults) {
	switch n.Kind {
	case Null:
	case String, Number:
		d.Basis = "stated"
		d.EDTF = decodeEDTF(n.Text, pointer, fs)
	case Object:
		d.decodeObject(n, pointer, fs)
	default:
		fs.Add(pointer, "expected a date: an EDTF string such as 2025-03-05, or an object with edtf, basis and text; found %s", n.Kind)
	}
}

func (d *Date) decodeObject(n *Node, pointer string, fs *Faults) {
	var shape dateShape
	decode(n, pointer, &shape, fs)
	d.Basis = shape.Basis
	if shape.Text != nil {
		d.Text = *shape.Text
	}
	if shape.EDTF != nil {
		d.EDTF = decodeEDTF(*shape.EDTF, pointer+"/edtf", fs)
		if d.Basis == "" {
			d.Basis = "stated"
		}
	}
	if d.Basis == "" {
		d.Basis = "unknown"
	}
}

func decodeEDTF(text, pointer string, fs *Faults) edtf.Date {
	date, err := edtf.Parse(text)
	if err != nil {
		fs.Add(pointer, "%q is no EDTF date: %s", Clip(text, 60), edtfMessage(err))
	}
	return date
}

func (d Date) validate(c checker) {
	c.in("basis").oneOf(d.Basis, Bases)
	c.in("text").text(d.Text, maxDateText)
	switch {
	case d.EDTF.IsZero() && d.Basis != "unknown":
		c.in("edtf").fault("required where basis is %q; a date that nothing bounds has basis unknown", d.Basis)
	case !d.EDTF.IsZero() && d.Basis == "unknown":
		c.in("basis").fault("a date with an edtf is stated or inferred; leave edtf out where nothing is known")
	case d.Basis == "inferred" && strings.TrimSpace(d.Text) == "":
		c.in("text").fault("an inferred date needs the source's words that it rests on")
	}
}

// edtf checks an optional bare EDTF string, such as a term of office.
func (c checker) edtf(s string) {
	if s == "" {
		return
	}
	if _, err := edtf.Parse(s); err != nil {
		c.fault("%q is no EDTF date: %s", Clip(s, 60), edtfMessage(err))
	}
}

// edtfMessage is what the parser expected, without its repetition of the input.
func edtfMessage(err error) string {
	if syntax, ok := errors.AsType[*edtf.SyntaxError](err); ok {
		return syntax.Message
	}
	return err.Error()
}
