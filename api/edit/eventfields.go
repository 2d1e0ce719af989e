package edit

import (
	"net/url"
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// eventFields is the form of an event while it is read. Fields that were not sent, and
// rows of lists that were not, stay as they were.
type eventFields struct {
	values   url.Values
	page     *page.Language // that the form was in
	tongue   string         // the language of the story
	near     edtf.Date      // from which dates take a year that they leave out
	names    *directory
	event    *page.DraftEvent // as it was when the form was made, and then as it was filled in
	year     string           // that the date has taken from near, "" for none
	pictures map[string]int   // where the rows of pictures stand by now, by their keys
	err      error            // the first one
}

// read takes what was filled in over to the event. What is not understood is kept as
// it was typed.
func (f *eventFields) read() {
	e := f.event
	f.text("title", &e.Title)
	f.text("summary", &e.Summary)
	f.text("language", &e.Language)
	f.word("status", &e.Status)
	f.word("verification", &e.Verification)
	f.word("type", &e.Type)
	if other := clean(f.values.Get("type-other")); other != "" {
		e.Type = slug(other)
	}
	if f.values.Has("key") {
		e.Key = slices.Contains(f.values["key"], "yes")
	}
	if f.values.Has("topics") {
		e.Topics = topicsIn(f.values.Get("topics"))
	}
	f.date()
	f.lists()
}

// text takes over a field of prose.
func (f *eventFields) text(name string, field *string) {
	if f.values.Has(name) {
		*field = clean(f.values.Get(name))
	}
}

// word takes over a field that is chosen from a list.
func (f *eventFields) word(name string, field *string) {
	if f.values.Has(name) {
		*field = strings.TrimSpace(strings.ToValidUTF8(f.values.Get(name), ""))
	}
}

// clean is what was typed without the breaks that browsers send as two signs, and the
// space around it.
func clean(text string) string {
	return strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\uFFFD"))
}

// slug is a word as an open vocabulary has it, where it can be one.
func slug(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(text)), "-")
}

// topicsIn are topics that are parted by the commas of any language, each once.
func topicsIn(text string) []string {
	var list []string
	for _, word := range strings.FieldsFunc(clean(text), func(r rune) bool { return strings.ContainsRune(",;،؛、，；\n", r) }) {
		if topic := slug(word); topic != "" && !slices.Contains(list, topic) {
			list = append(list, topic)
		}
	}
	return list
}

// date reads the date as it was typed. One that is not understood stands beside the
// one that there was until it is.
func (f *eventFields) date() {
	if !f.values.Has("date") {
		return
	}
	e := f.event
	f.text("date-text", &e.Date.Text)
	f.word("date-basis", &e.Date.Basis)
	inferred := f.dateWords()
	if kind := f.values.Get("date-kind"); slices.Contains(timeline.DateKinds, kind) {
		e.Date.EDTF = page.AsKind(e.Date.EDTF, kind)
	}
	known := e.Date.Basis == "stated" || e.Date.Basis == "inferred"
	switch {
	case e.Date.EDTF.IsZero():
		e.Date.Basis = "unknown"
	case !known && inferred:
		e.Date.Basis = "inferred"
	case !known:
		e.Date.Basis = "stated"
	}
}

// dateWords reads the words of the date; inferred tells whether they say more than the
// date that was chosen for them.
func (f *eventFields) dateWords() (inferred bool) {
	e, words := f.event, clean(f.values.Get("date"))
	_, typed := e.Typed["/date"]
	if !typed && words == f.page.EventDate(e.Date.EDTF, f.tongue) {
		return false
	}
	delete(e.Typed, "/date")
	if words == "" {
		e.Date.EDTF = edtf.Date{}
		return false
	}
	reading := f.page.ReadEventDate(words, f.tongue, f.near)
	chosen := reading.EDTF
	if picked := f.values.Get("date-reading"); chosen == "" && slices.Contains(reading.Choices, picked) {
		chosen, inferred = picked, !reading.Several
		if inferred && e.Date.Text == "" {
			e.Date.Text = words
		}
	}
	date, err := edtf.Parse(chosen)
	if err != nil {
		e.Typed["/date"] = words
		return false
	}
	e.Date.EDTF, f.year = date, reading.Year
	return inferred
}
