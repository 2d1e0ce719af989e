package convert

import (
	"fmt"
	"iter"
	"strings"

	"golang.org/x/text/language"

	"example.org/dateline/internal/timeline"
)

// gdeltMentionsReader reads GDELT's mentions: where an event of GDELT's is reported.
// Each adds a citation to that event.
var gdeltMentionsReader = Reader{
	Name: "gdelt-mentions", Title: "GDELT mentions, citations of its events",
	MediaTypes: []string{"text/tab-separated-values", "text/csv"}, Extensions: []string{".csv", ".tsv", ".txt"},
	Detect: gdeltMentions.detect, Read: readGDELTMentions, Foreign: true,
}

var gdeltMentions = &gdeltTable{what: "GDELT mentions", needs: []string{"globaleventid", "mentiontype", "mentionidentifier"},
	layouts: []*header{gdeltLayout(`GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID
		Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras`)},
	digits: []int{0, 14, 14, 1}}

func readGDELTMentions(in Input) iter.Seq2[timeline.Entry, error] {
	return gdeltMentions.read(in, gdeltMention)
}

// webMention is the type of a mention whose identifier is an address of the web.
const webMention = "1"

// gdeltMention is a row as a citation of an event that is known by its id alone.
func gdeltMention(row *namedRow) (timeline.Record, *timeline.Row, error) {
	id, identifier, publisher := row.whole("globaleventid"), row.line1("mentionidentifier"), row.line1("mentionsourcename")
	if id == "" {
		return nil, nil, row.wrong("globaleventid", "%q is no id of GDELT's: digits are expected", timeline.Clip(row.get("globaleventid"), 40))
	}
	if identifier == "" && publisher == "" {
		return nil, nil, row.wrong("mentionidentifier", "the mention names no source")
	}
	var section []string
	source := linkedSource(safeAddress(identifier), "")
	if row.whole("mentiontype") != webMention || source == nil || timeline.Complete(source) != nil {
		if publisher == "" {
			publisher, identifier = identifier, ""
		}
		if source = namedSource(publisher); identifier != "" && identifier != publisher {
			section = append(section, timeline.Clip(identifier, timeline.MaxTitle/2))
		}
	} else {
		source.Publisher, source.Language = timeline.Clip(publisher, timeline.MaxTitle), translatedFrom(row.get("mentiondoctranslationinfo"))
	}
	if sentence := row.whole("sentenceid"); sentence != "" {
		section = append(section, "sentence "+timeline.Clip(sentence, 20))
	}
	if confidence := row.whole("confidence"); confidence != "" {
		section = append(section, fmt.Sprintf("confidence %s %%", timeline.Clip(confidence, 20)))
	}
	e := &timeline.Event{ID: timeline.IDToBeMade, ExternalIDs: []string{externalID("gdelt", id)},
		Citations: []timeline.Citation{{Source: source.ID, Section: strings.Join(section, ", ")}}}
	return e, &timeline.Row{Mention: true, Parts: []timeline.Record{source}}, nil
}

// translatedFrom is the language of an article that was translated to be read by
// GDELT: ara in "srclc:ara;eng:GT-ARA 1.0". It is empty of one in English.
func translatedFrom(info string) string {
	rest, found := strings.CutPrefix(info, "srclc:")
	if !found {
		return ""
	}
	code, _, _ := strings.Cut(rest, ";")
	base, err := language.ParseBase(code)
	if err != nil {
		return ""
	}
	return base.String()
}
