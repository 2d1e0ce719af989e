package edit

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/article"
	"example.org/dateline/internal/draft"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// A text may stay in the browser that it was pasted in. Here is then its digest and its
// length alone, and what is cited of it comes as places, each with the digest of the
// words there. Nobody but that browser can tell whether they stand there: the digest of
// the text only says which text is meant.

var sha256Pattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

// onDevice tells whether the text stays in the browser.
func (in *newText) onDevice() bool { return in.Get("device") != "" }

// measured is what a browser says of a text that it keeps: its length in code points and
// its digest. What came of the text itself is left alone. fault says why it is none, in
// the language of a page.
func (in *newText) measured(l *page.Language) (length int, digest, fault string) {
	in.data, in.name, in.long = nil, "", false
	length, err := strconv.Atoi(in.Get("length"))
	digest = in.Get("sha256")
	switch {
	case err != nil || length < 1 || !sha256Pattern.MatchString(digest):
		return 0, "", l.FieldFault("text")
	case length > article.MaxText:
		return 0, "", l.FieldFault("text_long")
	}
	return length, digest, ""
}

// placed reads what was chosen of a text that is not here: places within its length, by
// the digest that the text is known by.
func (chosen *selection) placed(values url.Values) error {
	source := chosen.source.Record.(*timeline.Source)
	starts, ends, digests := values["start"], values["end"], values["sha256"]
	switch {
	case source.Digest == "" || source.Length == 0 || values.Get("digest") == "":
		return refuse("The text of this source is not here: paste it first.")
	case values.Get("digest") != source.Digest:
		return refuse("The text on this device is another than the one that the source was cited from: paste that one.")
	case len(starts) == 0:
		return refuse("Nothing was chosen: mark a sentence first, then say what it is for.")
	case len(starts) > maxSentences:
		return refuse("That is more than one citation holds: choose fewer sentences at once.")
	case len(ends) != len(starts) || len(digests) != len(starts):
		return refuse("Each place in a text that is on a device has start, end and sha256.")
	}
	for i := range starts {
		start, wrong := strconv.Atoi(starts[i])
		end, bad := strconv.Atoi(ends[i])
		switch {
		case wrong != nil || bad != nil:
			return refuse("The fields start and end are positions in the text, in code points.")
		case start < 0 || start >= end || end > source.Length:
			return refuse("The words that were chosen are not in the text, which has " + strconv.Itoa(source.Length) + " characters: load the page again and choose them there.")
		case end-start > timeline.MaxText:
			return refuse("That is more than one citation holds: choose fewer sentences at once.")
		case !sha256Pattern.MatchString(digests[i]):
			return refuse("The field sha256 is the digest of the words, 64 hexadecimal digits in lower case.")
		}
		chosen.citations = append(chosen.citations, timeline.Citation{Source: source.ID, Start: start, End: end, SHA256: digests[i]})
	}
	chosen.first, _ = strconv.Atoi(values.Get("sentence")) // where the page leads back to
	if chosen.action == "quote" {
		return chosen.quoted(values)
	}
	return nil
}

// quoted takes the words of a quote, which are the record, and holds them to their place.
func (chosen *selection) quoted(values url.Values) error {
	chosen.words = strings.ReplaceAll(values.Get("words"), "\r\n", "\n")
	chosen.marked = values.Get("quoted") != ""
	ct := chosen.citations[0]
	if len(chosen.citations) == 1 && (utf8.RuneCountInString(chosen.words) != ct.End-ct.Start || evidence.Digest(chosen.words) != ct.SHA256) {
		return refuse("The words of a quote are recorded, and these are not those of the place: load the page again and choose them there.")
	}
	return nil
}

// quoteByPlace is the words of a place as a quote: direct where they stand in quotation
// marks, or hold some. It cites no more than its own words, so that the digest proves
// them whether or not the text is ever here.
func (chosen *selection) quoteByPlace() timeline.Quote {
	ct := chosen.citations[0]
	q := timeline.Quote{ID: placeholder(), Text: chosen.words, Kind: "indirect"}
	bare := strings.TrimFunc(chosen.words, func(r rune) bool { return strings.ContainsRune(marks, r) })
	found := draft.Read(chosen.words, readingOptions(chosen.story, chosen.source.Record.(*timeline.Source), draft.KnownOf(chosen.story.Actors, chosen.story.Places))).Quotations
	before := 0 // how many of the words stand before the quote, in code points
	switch {
	case len(found) > 0:
		q.Text, q.Kind, before = found[0].Exact, timeline.DefaultQuoteKind, found[0].Start
		if speaker := found[0].Speaker; speaker != nil {
			q.Speaker = speaker.Actor
		}
	case chosen.marked:
		q.Kind = timeline.DefaultQuoteKind
	case bare != "" && !strings.HasPrefix(chosen.words, bare) && !strings.HasSuffix(chosen.words, bare): // marks on both sides
		opening, _, _ := strings.Cut(chosen.words, bare)
		q.Text, q.Kind, before = bare, timeline.DefaultQuoteKind, utf8.RuneCountInString(opening)
	}
	ct.Start += before
	ct.End, ct.SHA256 = ct.Start+utf8.RuneCountInString(q.Text), evidence.Digest(q.Text)
	q.Citations = []timeline.Citation{ct}
	return q
}
