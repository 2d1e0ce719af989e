package page

import (
	"slices"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/timeline"
)

// Date is a date as a page shows it: what is known, in words, and how.
type Date struct {
	EDTF   string
	Groups [][]datewords.Piece // the sentence, a group for each value with the words before it
	Tail   string              // what does not belong to the sentence: "no end stated"
	Basis  string              // stated, inferred or unknown
	Cited  bool                // the event cites a source
	Off    bool                // the date was called off or put off
	Why    []datewords.Piece   // how the date is known; Value marks the source's own words
	Span   string              // the date in one line
}

// ahead are the statuses of what had not happened when it was told.
var ahead = []string{"scheduled", "expected", "proposed", "postponed"}

// Ahead lists the statuses of what had not happened when it was told.
func Ahead() []string { return slices.Clone(ahead) }

// isAhead reports whether an event belongs below the now line.
func isAhead(e *timeline.Event) bool { return slices.Contains(ahead, e.Status) }

// date puts the date of an event into words, with long months or short ones.
func (l *Language) date(words *datewords.Locale, e *timeline.Event) Date {
	d := Date{EDTF: e.Date.EDTF.String(), Basis: e.Date.Basis, Cited: len(e.Citations) > 0}
	d.Off = !e.Date.EDTF.IsZero() && (e.Status == "postponed" || e.Status == "cancelled")
	phrase, note := words.Event(e.Date.EDTF, e.Status)
	phrase[0].Text = capital(phrase[0].Text)
	d.Groups, d.Tail, d.Span = groups(phrase), note, words.WithNote(phrase, note)
	d.Why = l.why(e.Date.Basis, []string{e.Date.Text}, d.Cited)
	return d
}

// why says how a date is known. Several texts are those of several events that
// share the date. Where no source is cited, none is said to state anything.
func (l *Language) why(basis string, texts []string, cited bool) []datewords.Piece {
	key := "dates.basis_" + basis
	switch {
	case len(texts) > 1 && basis != "stated":
		key += "_several"
	case len(texts) == 1 && texts[0] != "":
		key += "_words"
	case !cited:
		key = "dates.basis_uncited"
	}
	text := ""
	if len(texts) == 1 {
		text = texts[0]
	}
	return datewords.Fill(l.text(key), map[string]datewords.Phrase{
		"basis": {{Text: capital(l.word("basis", basis)), Machine: "basis"}},
		"words": {{Text: text, Value: true}},
	})
}

// groups parts a phrase before each word that comes before a value, so that a
// line breaks there.
func groups(p datewords.Phrase) [][]datewords.Piece {
	var out [][]datewords.Piece
	var open []datewords.Piece
	valued := false
	for i, one := range p {
		last := !slices.ContainsFunc(p[i:], func(later datewords.Piece) bool { return later.Value })
		if valued && !last {
			out, open, valued = append(out, open), nil, false
		}
		open = append(open, one)
		valued = valued || one.Value
	}
	return append(out, open)
}
