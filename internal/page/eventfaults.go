package page

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// fieldPatterns lead from a pointer into an event to the field of its form.
var fieldPatterns = []struct {
	pointer *regexp.Regexp
	field   string
}{
	{regexp.MustCompile(`^/date/(basis|text)$`), "date-$1"},
	{regexp.MustCompile(`^/date.*$`), "date"},
	{regexp.MustCompile(`^/(title|summary|type|status|verification|language|key)$`), "$1"},
	{regexp.MustCompile(`^/topics.*$`), "topics"},
	{regexp.MustCompile(`^/(actor|place)s/(\d+)/role$`), "$1-$2-role"},
	{regexp.MustCompile(`^/(actor|place)s/(\d+).*$`), "$1-$2-name"},
	{regexp.MustCompile(`^/quotes/(\d+)/about/(\d+)$`), "quote-$1-about-$2"},
	{regexp.MustCompile(`^/quotes/(\d+)/(speaker|via|addressee|kind|language)$`), "quote-$1-$2"},
	{regexp.MustCompile(`^/quotes/(\d+).*$`), "quote-$1-text"},
	{regexp.MustCompile(`^/citations/(\d+)/supports.*$`), "citation-$1-supports"},
	{regexp.MustCompile(`^/citations/(\d+)/(source|section)$`), "citation-$1-$2"},
	{regexp.MustCompile(`^/citations/(\d+).*$`), "citation-$1-url"},
	{regexp.MustCompile(`^/relations/(\d+)/type$`), "relation-$1-type"},
	{regexp.MustCompile(`^/relations/(\d+).*$`), "relation-$1-event"},
	{regexp.MustCompile(`^/media/(\d+)/(alt|caption|credit)$`), "media-$1-$2"},
	{regexp.MustCompile(`^/media/(\d+).*$`), "media-$1-url"},
}

// EventField is the name of the field of an event's form in which a JSON Pointer leads;
// "" where the form has none.
func EventField(pointer string) string {
	for _, p := range fieldPatterns {
		if p.pointer.MatchString(pointer) {
			return p.pointer.ReplaceAllString(pointer, p.field)
		}
	}
	return ""
}

// findFaults is what is wrong with the event, by the fields of its form: what was typed
// and not understood, and the rules of a record.
func (f *eventFormer) findFaults() map[string]*FieldFault {
	found := map[string]*FieldFault{}
	add := func(fault FieldFault) {
		if found[fault.Field] == nil {
			found[fault.Field] = &fault
		}
	}
	for field, message := range f.Refused {
		add(FieldFault{Field: field, Message: message, English: true})
	}
	for pointer, words := range f.event.Typed {
		for _, fault := range f.misunderstood(pointer, words) {
			add(fault)
		}
	}
	for i, p := range f.event.Actors {
		if p.ID == "" {
			add(f.unnamed("actor", fmt.Sprintf("actor-%d-name", i), p.Name))
		}
	}
	for i, v := range f.event.Places {
		if v.ID == "" {
			add(f.unnamed("place", fmt.Sprintf("place-%d-name", i), v.Name))
		}
	}
	for i := range f.event.Media {
		if strings.TrimSpace(f.event.Media[i].Alt) == "" {
			add(FieldFault{Field: fmt.Sprintf("media-%d-alt", i), Message: f.Language.text("edit.event.fault.alt"), Needed: true})
		}
	}
	for _, fault := range f.event.faults() {
		if fault.Pointer != "/id" && fault.Pointer != "/story" {
			add(f.broken(fault))
		}
	}
	return found
}

// misunderstood says why what was typed into a field is not understood.
func (f *eventFormer) misunderstood(pointer, words string) []FieldFault {
	l, field := f.Language, EventField(pointer)
	switch {
	case pointer == "/date":
		text := l.text("edit.event.fault.date")
		switch reading := l.ReadEventDate(words, f.Tongue, f.Near); {
		case reading.Several:
			text = l.text("edit.event.fault.date_several")
		case len(reading.Choices) > 0:
			text = l.text("edit.event.fault.date_more")
		}
		return []FieldFault{{Field: "date", Message: text}}
	case strings.HasSuffix(pointer, "/about"):
		n := 0
		if q := quoteAt(f.event, pointer); q != nil {
			n = len(q.About)
		}
		var list []FieldFault
		for i, name := range strings.Split(words, "\n") {
			list = append(list, f.unnamed("actor", fmt.Sprintf("%s-about-%d", strings.TrimSuffix(field, "-text"), n+i), name))
		}
		return list
	}
	return []FieldFault{f.unnamed("actor", field, words)}
}

// quoteAt is the quote in which a pointer leads.
func quoteAt(e *DraftEvent, pointer string) *timeline.Quote {
	var i int
	if _, err := fmt.Sscanf(pointer, "/quotes/%d/", &i); err != nil || i < 0 || i >= len(e.Quotes) {
		return nil
	}
	return &e.Quotes[i]
}

// unnamed says that a name is nobody's, or several people's.
func (f *eventFormer) unnamed(resource, field, words string) FieldFault {
	text := "edit.event.fault.name"
	if len(f.Names.Named[resource][words]) > 1 {
		text = "edit.event.fault.names"
	}
	return FieldFault{Field: field, Message: f.Language.text(text)}
}

var tooLong = regexp.MustCompile(`^\d+ characters; at most (\d+)`)

// broken words a rule that the event breaks.
func (f *eventFormer) broken(fault timeline.Fault) FieldFault {
	l := f.Language
	found := FieldFault{Field: EventField(fault.Pointer), Message: fault.Message, English: true}
	say := func(key string, values ...string) FieldFault {
		found.Message, found.English = l.fill("edit.event.fault."+key, values...), false
		return found
	}
	name := fault.Pointer[strings.LastIndexByte(fault.Pointer, '/')+1:]
	long := tooLong.FindStringSubmatch(fault.Message)
	switch {
	case strings.HasPrefix(fault.Message, "required"):
		found.Needed = true
		return say("needed")
	case long != nil:
		return say("long", "most", long[1])
	case found.Field == "date-text":
		found.Needed = true
		return say("inferred")
	case strings.Contains(fault.Message, "stands twice"):
		return say("twice")
	case found.Field == "topics" || found.Field == "type":
		return say("slug")
	case name == "language":
		return say("language")
	case name == "url":
		return say("address")
	}
	return found
}

// listed are the faults in the order of the fields, mistakes first; those of no field
// that the form has stand at the end.
func (f *eventFormer) listed() []FieldFault {
	var list []FieldFault
	for field, fault := range f.faults {
		fault.Label = f.labels[field]
		list = append(list, *fault)
	}
	at := func(fault FieldFault) int {
		if i := slices.Index(f.fields, fault.Field); i >= 0 {
			return i
		}
		return len(f.fields)
	}
	slices.SortFunc(list, func(a, b FieldFault) int {
		return cmp.Or(boolCompare(a.Needed, b.Needed), cmp.Compare(at(a), at(b)), strings.Compare(a.Field, b.Field))
	})
	for i := range list {
		if !slices.Contains(f.fields, list[i].Field) {
			list[i].Field = ""
		}
	}
	return list
}

// EventLabel is what the field of an event is called to which a pointer leads, such as
// /date or /actors/kyiv-post; name is that of the item in a list.
func (l *Language) EventLabel(pointer, name string) string {
	field, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	label, known := l.texts["edit.event."+field]
	if !known {
		label = field
	}
	if name == "" {
		return label
	}
	return label + l.text("page.colon") + " " + name
}
