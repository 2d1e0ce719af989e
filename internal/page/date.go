package page

import (
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// Date is a date as a page shows it: what is known, in words, and how.
type Date struct {
	EDTF   string
	Groups [][]Piece // the sentence, a group for each value with the words before it
	Tail   string    // what does not belong to the sentence: "no end stated"
	Basis  string    // stated, inferred or unknown
	Off    bool      // the date was called off or put off
	Why    []Piece   // how the date is known; Value marks the source's own words
	Span   string    // the date in one line
}

// ahead are the statuses of what had not happened when it was told.
var ahead = []string{"scheduled", "expected", "proposed"}

// Ahead lists the statuses of what had not happened when it was told.
func Ahead() []string { return slices.Clone(ahead) }

// isAhead reports whether an event belongs below the now line.
func isAhead(e *timeline.Event) bool { return slices.Contains(ahead, e.Status) }

// date says the date of an event.
func (s speaker) date(e *timeline.Event) Date {
	d := Date{EDTF: e.Date.EDTF.String(), Basis: e.Date.Basis}
	s.stated = e.Date.Basis == "stated"
	said, tail := s.say(e.Date.EDTF)
	off := e.Status == "postponed" || e.Status == "cancelled"
	switch {
	case e.Date.EDTF.IsZero() && isAhead(e):
		tail = s.text("dates." + e.Status + "_undated")
	case e.Date.EDTF.IsZero():
	case isAhead(e) || off:
		said, tail = s.within(e.Date.EDTF)
		said = s.wrap(e.Status, said)
		d.Off = off
	}
	if len(said) > 0 {
		said[0].Text = capital(said[0].Text)
	}
	d.Groups, d.Tail = groups(said), tail
	d.Span = said.String()
	if tail != "" {
		d.Span += s.text("dates.list_separator") + tail
	}
	d.Why = s.why(e.Date.Basis, []string{e.Date.Text})
	return d
}

// why says how a date is known. Several texts are those of several events that
// share the date.
func (s speaker) why(basis string, texts []string) []Piece {
	key := "dates.basis_" + basis
	switch {
	case len(texts) > 1 && basis != "stated":
		key += "_several"
	case len(texts) == 1 && texts[0] != "":
		key += "_words"
	}
	text := ""
	if len(texts) == 1 {
		text = texts[0]
	}
	return around(s.text(key), map[string]phrase{
		"basis": {{Text: capital(s.word("basis", basis)), Machine: "basis"}},
		"words": {{Text: text, Value: true}},
	})
}

// groups parts a phrase before each word that comes before a value, so that a
// line breaks there.
func groups(p phrase) [][]Piece {
	var out [][]Piece
	var open []Piece
	valued := false
	for i, one := range p {
		last := !slices.ContainsFunc(p[i:], func(later Piece) bool { return later.Value })
		if valued && !last {
			out, open, valued = append(out, open), nil, false
		}
		open = append(open, one)
		valued = valued || one.Value
	}
	return append(out, open)
}

// inOneLine is a date that belongs to no event, such as a source's, in a line.
func (s speaker) inOneLine(d timeline.Date) string {
	said, tail := s.say(d.EDTF)
	text := said.String()
	if tail != "" {
		text += s.text("dates.list_separator") + tail
	}
	return strings.TrimSpace(text)
}
