package page

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// wording says what the fields of a record hold.
type wording struct {
	*Language
	names Names
}

// lines are what a field of a state says, an item of a list a line.
func (w *wording) lines(s state, field string) []said {
	raw := s.fields[field]
	if raw == nil {
		return nil
	}
	switch field {
	case "title", "summary", "text", "name", "description":
		return []said{{decodeAs[string](raw), s.tongue}}
	case "date", "published":
		return w.own(w.date(decodeAs[timeline.Date](raw)))
	case "type", "status", "verification", "visibility", "kind", "language", "country", "wikidata", "url", "publisher", "digest":
		return w.own(w.closed(s.record.Resource(), field, decodeAs[string](raw)))
	case "story", "event":
		return w.own(w.name(field, decodeAs[string](raw)))
	case "speaker", "via", "addressee":
		return w.own(w.name("actor", decodeAs[string](raw)))
	case "parent":
		return w.own(w.name("place", decodeAs[string](raw)))
	case "key":
		return w.own(w.text("page.yes"))
	case "retracted":
		return w.own(decodeAs[timeline.Retraction](raw).Reason)
	case "lat", "lon", "length":
		return w.own(string(raw))
	case "origin":
		return []said{{string(raw), Tongue{Dir: "ltr"}}}
	case "topics", "aliases", "codes", "external_ids":
		return each(raw, func(text string) string { return text })
	case "about":
		return each(raw, func(id string) string { return w.name("actor", id) })
	}
	return w.parts(raw, field)
}

// parts words the lists of what has parts of its own.
func (w *wording) parts(raw json.RawMessage, field string) []said {
	switch field {
	case "actors":
		return each(raw, func(p timeline.Participant) string {
			return w.joined(w.called("actor", p.ID, p.Name), w.word("role", p.Role))
		})
	case "places":
		return each(raw, func(v timeline.Venue) string {
			return w.joined(w.called("place", v.ID, v.Name), w.word("place_role", v.Role))
		})
	case "quotes":
		return each(raw, w.quote)
	case "citations", "not_factual":
		return each(raw, w.citation)
	case "relations":
		return each(raw, func(r timeline.Relation) string {
			return w.word("relation", r.Type) + w.text("page.colon") + " " + w.name("event", r.Event)
		})
	case "figures":
		return each(raw, func(f timeline.Figure) string {
			return w.word("figure", f.Name) + w.text("page.colon") + " " + figure(w.Language, f)
		})
	case "media":
		return each(raw, func(m timeline.Media) string {
			size := ""
			if m.Width != nil && m.Height != nil {
				size = fmt.Sprintf("%d × %d", *m.Width, *m.Height)
			}
			return w.joined(m.URL, m.Alt, m.Caption, m.Credit, m.Type, size, m.Thumbnail)
		})
	case "offices":
		return each(raw, func(o timeline.Office) string {
			return w.joined(o.Title, w.name("actor", o.Organization), w.term(o.From, o.To))
		})
	case "affiliations":
		return each(raw, func(a timeline.Affiliation) string {
			return w.joined(w.name("actor", a.Actor), w.term(a.From, a.To))
		})
	case "notes":
		return each(raw, func(n timeline.Note) string {
			words := []string{n.Text}
			for _, ct := range n.Citations {
				words = append(words, w.citation(ct))
			}
			return w.joined(words...)
		})
	}
	return nil
}

// decodeAs reads a value that a record has encoded.
func decodeAs[T any](raw json.RawMessage) T {
	var value T
	_ = json.Unmarshal(raw, &value) // the record was decoded from it
	return value
}

// each words the items of a list.
func each[T any](raw json.RawMessage, words func(T) string) []said {
	var list []said
	for _, item := range decodeAs[[]T](raw) {
		list = append(list, said{words(item), Tongue{Dir: "auto"}})
	}
	return list
}

// own is a line that mixes words of the page with those of a record.
func (*wording) own(text string) []said { return []said{{text, Tongue{Dir: "auto"}}} }

// joined are the parts that say something.
func (w *wording) joined(parts ...string) string {
	var list []string
	for _, p := range parts {
		if p != "" {
			list = append(list, p)
		}
	}
	return strings.Join(list, w.text("dates.doubt_separator"))
}

// name is what a record is called.
func (w *wording) name(resource, id string) string { return w.called(resource, id, "") }

// called is what a record is called: a name that stands beside its id, or one that is known.
func (w *wording) called(resource, id, name string) string {
	if name == "" && id != "" && w.names != nil {
		name = w.names(resource, id)
	}
	if name == "" {
		return id
	}
	return name
}

// closed is a word of a closed vocabulary, or a text that stands as it is.
func (w *wording) closed(resource, field, value string) string {
	group := field
	switch {
	case field == "kind" && resource == "actor":
		group = "actor_kind"
	case field == "kind" && resource == "quote":
		group = "quote_kind"
	case field == "visibility":
		return w.text("history." + value)
	}
	if word, ok := w.texts["vocabulary."+group+"."+value]; ok {
		return word
	}
	return value
}

// date says a date, how it is known, and the source's own words for it.
func (w *wording) date(d timeline.Date) string {
	when := w.text("dates.unknown")
	if !d.EDTF.IsZero() {
		when = w.dates.Text(d.EDTF)
	}
	text := ""
	if d.Text != "" {
		text = "“" + d.Text + "”"
	}
	return w.joined(when, w.word("basis", d.Basis), text)
}

// term says from when to when something was.
func (w *wording) term(from, to string) string {
	var words []string
	for _, end := range []struct {
		text string
		says func(edtf.Date) string
	}{{from, w.dates.From}, {to, w.dates.Until}} {
		if d, err := edtf.Parse(end.text); end.text != "" && err == nil {
			words = append(words, end.says(d))
		}
	}
	return strings.Join(words, " ")
}

// quote says who said what, and how that is known.
func (w *wording) quote(q timeline.Quote) string {
	words := []string{w.name("actor", q.Speaker) + w.text("page.colon") + " “" + q.Text + "”", w.word("quote_kind", q.Kind)}
	if q.Via != "" {
		words = append(words, w.fill("page.quoted_by", "who", w.name("actor", q.Via)))
	}
	for _, id := range append([]string{q.Addressee}, q.About...) {
		words = append(words, w.name("actor", id))
	}
	if q.Date != nil {
		words = append(words, w.date(*q.Date))
	}
	for _, ct := range q.Citations {
		words = append(words, w.citation(ct))
	}
	return w.joined(append(words, q.Language)...)
}

// citation says which words of a source are meant.
func (w *wording) citation(ct timeline.Citation) string {
	words := []string{w.name("source", ct.Source)}
	if ct.Exact != "" {
		words = append(words, "“"+ct.Exact+"”")
	}
	if ct.Placed() {
		words = append(words, w.fill("page.characters", "start", strconv.Itoa(ct.Start), "end", strconv.Itoa(ct.End)))
	}
	words = append(words, ct.Section, ct.URL, strings.Join(ct.Supports, w.text("dates.list_separator")))
	return w.joined(words...)
}
