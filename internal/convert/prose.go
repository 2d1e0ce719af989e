package convert

import (
	"html"
	"strings"

	"example.org/dateline/internal/timeline"
)

// prose is a record told in paragraphs, for formats made to be read.
type prose []paragraph

type paragraph struct {
	label string // what the paragraph is, such as "Date"; may be empty
	text  string
	quote bool // the text is verbatim what the label's person said
}

func (p *prose) add(label string, text ...string) {
	if joined := strings.Join(text, ", "); joined != "" {
		*p = append(*p, paragraph{label: label, text: joined})
	}
}

// text is the prose without markup.
func (p prose) text() string {
	parts := make([]string, len(p))
	for i, one := range p {
		parts[i] = one.text
		if one.quote {
			parts[i] = "“" + one.text + "”"
		}
		if one.label != "" {
			parts[i] = one.label + ": " + parts[i]
		}
	}
	return strings.Join(parts, "\n\n")
}

// html is the prose as HTML; nothing in a record becomes markup.
func (p prose) html() string {
	var b strings.Builder
	for _, one := range p {
		text := strings.ReplaceAll(html.EscapeString(one.text), "\n", "<br>")
		label := html.EscapeString(one.label)
		switch {
		case one.quote:
			b.WriteString("<p>" + label + ":</p><blockquote><p>" + text + "</p></blockquote>")
		case label != "":
			b.WriteString("<p><strong>" + label + ":</strong> " + text + "</p>")
		default:
			b.WriteString("<p>" + text + "</p>")
		}
	}
	return b.String()
}

// tellEvent says in prose what a reader should know of an event: first how
// well its date and the event itself are established, then all else.
func tellEvent(e *timeline.Event) prose {
	var p prose
	p.add("Date", dateAndBasis(e.Date))
	if e.Status != timeline.DefaultStatus {
		p.add("Status", e.Status)
	}
	if e.Verification != timeline.DefaultVerification {
		p.add("Verification", e.Verification)
	}
	p.add("", e.Summary)
	for _, q := range e.Quotes {
		p.addQuote(&q, actorName(e, q.Speaker))
	}
	p.add("Actors", participantNames(e)...)
	p.add("Location", placeNames(e, "location")...)
	p.add("Candidate venues, not settled", placeNames(e, "candidate-venue")...)
	p.add("Places it is about", placeNames(e, "subject")...)
	return p
}

func (p *prose) addQuote(q *timeline.Quote, speaker string) {
	if q.Kind == "indirect" {
		p.add(speaker+", in paraphrase", q.Text)
		return
	}
	*p = append(*p, paragraph{label: speaker, text: q.Text, quote: true})
}

// dateAndBasis is a date in words, with the source's own words where the date
// rests on them.
func dateAndBasis(d timeline.Date) string {
	said := DateWords(d)
	switch {
	case d.Basis == "inferred" && d.Text != "":
		return said + " (inferred from “" + d.Text + "”)"
	case d.Basis == "inferred":
		return said + " (inferred)"
	case d.EDTF.IsZero() && d.Text != "":
		return said + " (the source says “" + d.Text + "”)"
	}
	return said
}

// actorName is the name of an actor in an event, or its id where the event
// does not list it.
func actorName(e *timeline.Event, id string) string {
	for _, a := range e.Actors {
		if a.ID == id && a.Name != "" {
			return a.Name
		}
	}
	return id
}

func participantNames(e *timeline.Event) []string {
	names := make([]string, len(e.Actors))
	for i, a := range e.Actors {
		names[i] = nameOr(a.Name, a.ID) + " (" + a.Role + ")"
	}
	return names
}

func placeNames(e *timeline.Event, role string) []string {
	var names []string
	for _, v := range e.Places {
		if v.Role == role {
			names = append(names, nameOr(v.Name, v.ID))
		}
	}
	return names
}

func nameOr(name, id string) string {
	if name != "" {
		return name
	}
	return id
}

// headline is an event's title, which says so where it was taken back.
func headline(e *timeline.Event) string {
	if e.IsRetracted() {
		return "Retracted: " + e.Title
	}
	return e.Title
}
