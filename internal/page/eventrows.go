package page

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// PlaceKinds are the kinds of places that a form offers; others are taken too.
var PlaceKinds = []string{"building", "city", "region", "country", "other"}

// rows makes a list of the form: a row for each item, and a blank one.
func rows[T any](f *eventFormer, list string, items []T, always bool, row func(key string, item *T) FormRow) FormRows {
	l := f.Language
	out := FormRows{List: list, Add: l.text("edit.event.add_" + list)}
	for i := range items {
		out.Rows = append(out.Rows, row(strconv.Itoa(i), &items[i]))
	}
	if always || f.Add == list {
		fresh := row("new", new(T))
		fresh.Fresh = true
		out.Rows = append(out.Rows, fresh)
	}
	fields := len(f.fields)
	blank := row(BlankKey, new(T))
	blank.Fresh = true
	f.fields = f.fields[:fields] // nobody sees it
	out.Blank = &blank
	for i := range out.Rows {
		out.Rows[i].List = list
	}
	out.Blank.List = list
	return out
}

// combo is a field that names an actor or place.
func (f *eventFormer) combo(name, label, resource, id, words, kind string) FormField {
	l := f.Language
	if words != "" {
		id = "" // somebody is about to name another
	}
	c := &Combo{ID: id, Suggest: f.Link(addressOf("/edit/suggest/"+resource+"s", url.Values{"story": {f.Story}}))}
	field := FormField{Kind: "combo", Name: name, Value: words, List: "known-" + resource, Combo: c}
	if of, known := f.Names.ByID[resource][id]; known {
		field.Value = of.Name
		field.Shown = f.kindWord(resource, of.Kind)
	} else if id != "" {
		field.Value = id
	}
	if id == "" {
		group, kinds := "actor_kind", timeline.ActorKinds
		if resource == "place" {
			group, kinds = "place_kind", PlaceKinds
		}
		c.Kinds = f.options(group, kinds, kind, "edit.event.choose")
		for i := range c.Kinds[1:] {
			c.Kinds[i+1].Label = f.kindWord(resource, c.Kinds[i+1].Value)
		}
		if several := f.Names.Named[resource][words]; len(several) > 1 {
			c.Picks = []FormOption{{"", l.text("edit.event.choose"), true}}
			for _, one := range several {
				c.Picks = append(c.Picks, FormOption{one.ID, one.Name + l.text("dates.list_separator") + f.kindWord(resource, one.Kind) + " (" + one.ID + ")", false})
			}
		}
	}
	return f.labelled(label, field)
}

// kindWord is the kind of an actor or place in words.
func (f *eventFormer) kindWord(resource, kind string) string {
	if text, known := f.Language.texts["edit.place_kind."+kind]; known && resource == "place" {
		return text
	}
	return f.Language.word("actor_kind", kind)
}

// nameOf is what an actor or place is called, as far as is known.
func (f *eventFormer) nameOf(resource, id string) string {
	return cmp.Or(f.Names.ByID[resource][id].Name, id)
}

func (f *eventFormer) who() EventSection {
	list := rows(f, "actor", f.event.Actors, true, func(key string, p *timeline.Participant) FormRow {
		at := "actor-" + key
		return FormRow{Key: key, Label: cmp.Or(p.Name, f.nameOf("actor", p.ID)), Fields: []FormField{
			f.combo(at+"-name", "name", "actor", p.ID, p.Name, p.Kind),
			f.labelled("role", FormField{Kind: "select", Name: at + "-role", Options: f.options("role", timeline.ActorRoles, cmp.Or(p.Role, timeline.DefaultActorRole), "")}),
		}}
	})
	return EventSection{ID: "part-who", Heading: f.Language.text("edit.event.who"), Rows: []FormRows{list}}
}

func (f *eventFormer) where() EventSection {
	list := rows(f, "place", f.event.Places, true, func(key string, v *timeline.Venue) FormRow {
		at := "place-" + key
		return FormRow{Key: key, Label: cmp.Or(v.Name, f.nameOf("place", v.ID)), Fields: []FormField{
			f.combo(at+"-name", "name", "place", v.ID, v.Name, v.Kind),
			f.labelled("role", FormField{Kind: "select", Name: at + "-role", Options: f.options("place_role", timeline.PlaceRoles, cmp.Or(v.Role, timeline.DefaultPlaceRole), "")}),
		}}
	})
	return EventSection{ID: "part-where", Heading: f.Language.text("edit.event.where"), Rows: []FormRows{list}}
}

// LockedQuote tells whether the words of a quote are those of a source, and not to be
// written otherwise.
func LockedQuote(q *timeline.Quote) bool {
	return q.Text != "" && q.Kind != "indirect" && len(q.Citations) > 0
}

func (f *eventFormer) said() EventSection {
	l, e := f.Language, f.event
	out := FormRows{List: "quote", Hint: l.text("edit.event.quotes_hint")}
	for i := range e.Quotes {
		q, key := &e.Quotes[i], strconv.Itoa(i)
		at := "quote-" + key
		person := func(field, id string) FormField {
			return f.combo(at+"-"+field, field, "actor", id, e.Typed["/quotes/"+key+"/"+field], "")
		}
		row := FormRow{List: "quote", Key: key, Label: timeline.Clip(q.Text, 60), Fields: []FormField{
			f.labelled("text", FormField{Kind: "area", Name: at + "-text", Value: q.Text, Locked: LockedQuote(q), Tongue: TongueOf(cmp.Or(q.Language, e.Language, f.Tongue)), Required: true}),
			person("speaker", q.Speaker),
			f.labelled("quote_kind", FormField{Kind: "select", Name: at + "-kind", Options: f.options("quote_kind", timeline.QuoteKinds, cmp.Or(q.Kind, timeline.DefaultQuoteKind), "")}),
			person("addressee", q.Addressee),
			person("via", q.Via),
			f.labelled("language", FormField{Kind: "text", Name: at + "-language", Value: q.Language, List: "known-language"}),
		}, Lists: []FormRows{f.about(at, q, e.Typed["/quotes/"+key+"/about"])}}
		for _, ct := range q.Citations {
			row.Notes = append(row.Notes, f.evidenceWords(ct))
		}
		if q.Date != nil {
			row.Notes = append(row.Notes, l.text("edit.event.date")+l.text("page.colon")+" "+l.dates.Text(q.Date.EDTF))
		}
		out.Rows = append(out.Rows, row)
	}
	return EventSection{ID: "part-said", Heading: l.text("edit.event.said"), Rows: []FormRows{out}}
}

// about is whom a quote speaks of.
func (f *eventFormer) about(at string, q *timeline.Quote, typed string) FormRows {
	items := slices.Clone(q.About)
	known := len(items)
	if typed != "" {
		items = append(items, strings.Split(typed, "\n")...)
	}
	list := at + "-about"
	out := FormRows{List: list}
	row := func(key, id, words string) FormRow {
		return FormRow{List: list, Key: key, Label: cmp.Or(words, f.nameOf("actor", id)), Fields: []FormField{f.combo(list+"-"+key, "about_name", "actor", id, words, "")}}
	}
	for i, item := range items {
		key := strconv.Itoa(i)
		if i < known {
			out.Rows = append(out.Rows, row(key, item, ""))
		} else {
			out.Rows = append(out.Rows, row(key, "", item))
		}
	}
	fresh := row("new", "", "")
	fresh.Fresh = true
	out.Rows = append(out.Rows, fresh)
	return out
}

// evidenceWords says what a citation is of, and how well it is known.
func (f *eventFormer) evidenceWords(ct timeline.Citation) string {
	grade := cmp.Or(ct.Grade, ct.Stated())
	return f.sourceTitle(ct.Source) + f.Language.text("dates.list_separator") + f.Language.word("evidence", grade)
}

func (f *eventFormer) sourceTitle(id string) string {
	if source := f.source(id); source != nil {
		return cmp.Or(source.Title, id)
	}
	return id
}

// source is a source of the story; nil for none.
func (f *eventFormer) source(id string) *timeline.Source {
	for i := range f.Sources {
		if f.Sources[i].ID == id {
			return &f.Sources[i]
		}
	}
	return nil
}

func (f *eventFormer) evidence() EventSection {
	l := f.Language
	list := rows(f, "citation", f.event.Citations, false, func(key string, ct *timeline.Citation) FormRow {
		at := "citation-" + key
		words := cmp.Or(ct.Exact, f.Cited[CitedSpan{ct.Source, ct.Start, ct.End}])
		row := FormRow{Key: key, Label: cmp.Or(timeline.Clip(words, 60), f.sourceTitle(ct.Source)), Words: words, Tongue: f.tongueOfSource(ct.Source)}
		if source := f.source(ct.Source); source != nil {
			row.Cited = CitedOf(source, *ct)
		}
		if ct.Placed() || ct.Exact != "" {
			row.Notes = []string{f.evidenceWords(*ct)}
		} else {
			row.Fields = append(row.Fields, f.labelled("source", FormField{Kind: "select", Name: at + "-source", Options: f.sources(ct.Source), Required: true}))
		}
		row.Fields = append(row.Fields,
			f.labelled("citation_url", FormField{Kind: "text", Name: at + "-url", Value: ct.URL}),
			f.labelled("section", FormField{Kind: "text", Name: at + "-section", Value: ct.Section}))
		if supports := f.supports(ct.Supports); key != BlankKey && len(supports) > 0 {
			row.Fields = append(row.Fields, f.labelled("supports", FormField{Kind: "checks", Name: at + "-supports", Options: supports}))
		}
		return row
	})
	return EventSection{ID: "part-evidence", Heading: l.text("edit.event.evidence"), Rows: []FormRows{list}}
}

func (f *eventFormer) tongueOfSource(id string) Tongue {
	for i := range f.Sources {
		if f.Sources[i].ID == id && f.Sources[i].Language != "" {
			return TongueOf(f.Sources[i].Language)
		}
	}
	return TongueOf(f.Tongue)
}

// sources are those of the story, and the one that is cited.
func (f *eventFormer) sources(chosen string) []FormOption {
	list := []FormOption{{"", f.Language.text("edit.event.choose"), chosen == ""}}
	for i := range f.Sources {
		id := f.Sources[i].ID
		list = append(list, FormOption{id, f.sourceTitle(id), id == chosen})
	}
	if chosen != "" && !slices.ContainsFunc(list, func(o FormOption) bool { return o.Value == chosen }) {
		list = append(list, FormOption{chosen, chosen, true})
	}
	return list
}

// supports are the fields that a citation may be for: those that the event has, and
// whatever it says already.
func (f *eventFormer) supports(chosen []string) []FormOption {
	e, l := f.event, f.Language
	var list []FormOption
	add := func(is bool, pointer, label string) {
		if is {
			list = append(list, FormOption{pointer, label, slices.Contains(chosen, pointer)})
		}
	}
	add(e.Title != "", "/title", l.text("edit.event.title"))
	add(!e.Date.IsZero(), "/date", l.text("edit.event.date"))
	add(e.Summary != "", "/summary", l.text("edit.event.summary"))
	for i, p := range e.Actors {
		add(p.ID != "", fmt.Sprintf("/actors/%d", i), f.nameOf("actor", p.ID))
	}
	for i, v := range e.Places {
		add(v.ID != "", fmt.Sprintf("/places/%d", i), f.nameOf("place", v.ID))
	}
	for _, pointer := range chosen {
		add(!slices.ContainsFunc(list, func(o FormOption) bool { return o.Value == pointer }), pointer, pointer)
	}
	return list
}

func (f *eventFormer) related() EventSection {
	list := rows(f, "relation", f.event.Relations, false, func(key string, r *timeline.Relation) FormRow {
		at := "relation-" + key
		return FormRow{Key: key, Label: f.eventTitle(r.Event), Fields: []FormField{
			f.labelled("relation_type", FormField{Kind: "select", Name: at + "-type", Options: f.options("relation", timeline.RelationTypes, cmp.Or(r.Type, timeline.RelationTypes[0]), "")}),
			f.labelled("relation_event", FormField{Kind: "select", Name: at + "-event", Options: f.events(r.Event), Required: true}),
		}}
	})
	return EventSection{ID: "part-related", Heading: f.Language.text("edit.event.relations"), Rows: []FormRows{list}, Folded: len(f.event.Relations) == 0 && f.Add != "relation"}
}

func (f *eventFormer) eventTitle(id string) string {
	for i := range f.Events {
		if f.Events[i].ID == id {
			return cmp.Or(f.Events[i].Title, f.Language.text("edit.event.untitled"))
		}
	}
	return id
}

// events are the others of the story, and the one that is related.
func (f *eventFormer) events(chosen string) []FormOption {
	list := []FormOption{{"", f.Language.text("edit.event.choose"), chosen == ""}}
	for i := range f.Events {
		if id := f.Events[i].ID; id != f.ID {
			list = append(list, FormOption{id, f.eventTitle(id), id == chosen})
		}
	}
	if chosen != "" && !slices.ContainsFunc(list, func(o FormOption) bool { return o.Value == chosen }) {
		list = append(list, FormOption{chosen, chosen, true})
	}
	return list
}

func (f *eventFormer) pictures() EventSection {
	list := rows(f, "media", f.event.Media, false, func(key string, m *timeline.Media) FormRow {
		at := "media-" + key
		hidden := func(name, value string) FormField {
			return f.labelled("media_url", FormField{Kind: "hidden", Name: at + "-" + name, Value: value})
		}
		pixels := func(n *int) string {
			if n == nil {
				return ""
			}
			return strconv.Itoa(*n)
		}
		return FormRow{Key: key, Label: cmp.Or(timeline.Clip(m.Alt, 60), m.URL), Fields: []FormField{
			f.labelled("media_url", FormField{Kind: "text", Name: at + "-url", Value: m.URL, Required: true}),
			f.labelled("media_file", FormField{Kind: "file", Name: at + "-file", Hint: f.Language.text("edit.picture_hint")}),
			f.labelled("alt", FormField{Kind: "area", Name: at + "-alt", Value: m.Alt, Tongue: f.tongue(), Required: true}),
			f.labelled("caption", FormField{Kind: "text", Name: at + "-caption", Value: m.Caption, Tongue: f.tongue()}),
			f.labelled("credit", FormField{Kind: "text", Name: at + "-credit", Value: m.Credit}),
			hidden("type", m.Type), hidden("width", pixels(m.Width)), hidden("height", pixels(m.Height)), hidden("thumbnail", m.Thumbnail),
		}}
	})
	return EventSection{ID: "part-pictures", Heading: f.Language.text("edit.event.media"), Rows: []FormRows{list}, Folded: len(f.event.Media) == 0 && f.Add != "media"}
}
