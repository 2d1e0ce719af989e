package edit

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/draft"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// reading is what the chosen words say of an event by themselves.
type reading struct {
	date  timeline.Date
	ahead bool // the date lies after the publication
}

// passage reads the lines in which words of a text stand, as `dateline draft` does.
// The positions in the draft count from the one that is returned.
func passage(story *timeline.Document, source *timeline.Source, of *evidence.Text, from, to int) (*draft.Draft, int) {
	text := []rune(of.String())
	for from > 0 && text[from-1] != '\n' {
		from--
	}
	for to < len(text) && text[to] != '\n' {
		to++
	}
	return draft.Read(string(text[from:to]), readingOptions(story, source, draft.KnownOf(story.Actors, story.Places))), from
}

// readingOptions are what is known of a source's text from elsewhere.
func readingOptions(story *timeline.Document, source *timeline.Source, known []draft.Known) draft.Options {
	options := draft.Options{Language: cmp.Or(source.Language, story.Story.Language), Known: known}
	if source.Published != nil {
		options.Published = source.Published.EDTF.String()
	}
	return options
}

// passage reads the lines in which the chosen words stand.
func (chosen *selection) passage() (*draft.Draft, int) {
	return passage(chosen.story, chosen.source.Record.(*timeline.Source), chosen.text, chosen.citations[0].Start, chosen.citations[len(chosen.citations)-1].End)
}

// read finds the date that the chosen words give: the first that is settled, else the
// first words for one. Of words that are not here nothing is read.
func (chosen *selection) read() reading {
	r := reading{date: timeline.Date{Basis: "unknown"}}
	if chosen.text == nil {
		return r
	}
	found, offset := chosen.passage()
	for _, d := range found.Dates {
		at := timeline.Citation{Start: d.Start + offset, End: d.End + offset}
		if !chosen.overlaps(at) {
			continue
		}
		parsed, err := edtf.Parse(d.EDTF)
		if err != nil || parsed.IsZero() {
			if r.date.Text == "" {
				r.date.Text = d.Exact
			}
			continue
		}
		r.date = timeline.Date{EDTF: parsed, Basis: "inferred", Text: d.Exact}
		if d.Derived == draft.Stated {
			r.date.Basis = "stated"
		}
		break
	}
	published := chosen.source.Record.(*timeline.Source).Published
	r.ahead = published != nil && !published.EDTF.IsZero() && !r.date.EDTF.IsZero() && r.date.EDTF.Bounds().Earliest >= published.EDTF.Bounds().Latest
	return r
}

// marks open and close quotations.
const marks = "\"'“”„‟«»‘’「」『』"

// quote is the chosen words as a quote: direct, by whom the text names, where they are
// words in quotation marks or hold some, and else indirect.
func (chosen *selection) quote() timeline.Quote {
	if chosen.text == nil {
		return chosen.quoteByPlace()
	}
	ct := chosen.citations[0]
	q := timeline.Quote{ID: placeholder(), Text: ct.Exact, Kind: "indirect", Citations: chosen.citations}
	bare := strings.TrimFunc(ct.Exact, func(r rune) bool { return strings.ContainsRune(marks, r) })
	opening, _, _ := strings.Cut(ct.Exact, bare)
	start := ct.Start + utf8.RuneCountInString(opening)
	end := start + utf8.RuneCountInString(bare)
	found, offset := chosen.passage()
	for _, quotation := range found.Quotations {
		from, to := quotation.Start+offset, quotation.End+offset
		switch {
		case from <= start && end <= to: // words of it
			q.Text = bare
		case ct.Start <= from && to <= ct.End:
			q.Text = quotation.Exact
		default:
			continue
		}
		q.Kind = timeline.DefaultQuoteKind
		if quotation.Speaker != nil {
			q.Speaker = quotation.Speaker.Actor
		}
		break
	}
	return q
}
