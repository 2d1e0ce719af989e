package edtf_test

import (
	"errors"
	"testing"

	"example.org/dateline/internal/edtf"
)

// FuzzParse holds, for any text: no panic; an error that points into the text;
// and for a date, that its canonical spelling is a fixed point that says the
// same, and that its interval and parts are sound.
func FuzzParse(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.edtf)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := edtf.Parse(text)
		if err != nil {
			syntax, ok := errors.AsType[*edtf.SyntaxError](err)
			if !ok || syntax.Offset < 0 || syntax.Offset > len(text) || syntax.Input != text || syntax.Message == "" {
				t.Fatalf("Parse(%q) has the error %#v", text, err)
			}
			return
		}
		if d.IsZero() || len(d.String()) > edtf.MaxLength {
			t.Fatalf("Parse(%q) = %q", text, d)
		}
		checkRoundTrip(t, d)
		checkSound(t, d)
	})
}

// checkSound holds what is true of every date.
func checkSound(t *testing.T, d edtf.Date) {
	t.Helper()
	span := d.Interval()
	if span.Earliest >= span.Latest {
		t.Errorf("%s lasts from %d to %d", d, span.Earliest, span.Latest)
	}
	if !span.Within(span) || !span.Overlaps(span) || edtf.Compare(d, d) != 0 || !span.Within(edtf.Between(d, d)) {
		t.Errorf("%s does not match itself", d)
	}
	_, _ = edtf.FormatInstant(span.Earliest), edtf.FormatInstant(span.Latest)
	if start, known := d.Start(); known == edtf.Known && start.Interval().Earliest != span.Earliest {
		t.Errorf("%s starts with %s", d, start)
	}
	if end, known := d.End(); known == edtf.Known && end.Interval().Latest != span.Latest {
		t.Errorf("%s ends with %s", d, end)
	}
	for _, member := range d.Members() {
		if !member.Interval().Within(span) {
			t.Errorf("%s does not hold its member %s", d, member)
		}
		if member.Approximate() && !d.Approximate() || member.Uncertain() && !d.Uncertain() {
			t.Errorf("%s loses the qualifiers of %s", d, member)
		}
	}
	if parts, ok := d.Parts(); ok {
		if d.Kind() != edtf.Single || parts.Precision != d.Precision() {
			t.Errorf("%s has the parts %+v", d, parts)
		}
	}
}
