package draft

import (
	"example.org/dateline/internal/evidence"
)

// Options say what the text does not.
type Options struct {
	Published string // EDTF: a day, month or year; what relative dates are counted from
	Language  string // BCP 47
	Known     []Known
}

// Draft is what was found in a text, each list in the order of the text.
type Draft struct {
	Digest     string      `json:"digest"`
	Length     int         `json:"length"`
	Sentences  []Span      `json:"sentences"`
	Quotations []Quotation `json:"quotations"`
	Dates      []Date      `json:"dates"`
	Names      []Name      `json:"names"`
	runes      []rune
}

// Read finds what a text holds. The text is as evidence.ReadText returns it: UTF-8
// with line feeds. Patterns see it as one types it: no-break and other spaces are
// spaces, no-break hyphens are hyphens, and spaces without width, soft hyphens and the
// marks that give a direction are not there. Spans are of the text as it is, and have
// what is within them. The same text and options always give the same draft.
func Read(words string, opts Options) *Draft {
	t := newText(words)
	r := readerFor(opts.Language)
	d := &Draft{Digest: evidence.Digest(words), Length: len(t.whole), Dates: r.dates(t, opts.Published), runes: t.whole}
	for i, s := range t.sentences {
		d.Sentences = append(d.Sentences, t.span(t.bytes[i][0], t.bytes[i][0]+len(s.Text)))
	}
	d.Names = names(t, opts.Known)
	d.Quotations = r.quotations(t, d.Names)
	return d
}
