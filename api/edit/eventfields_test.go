package edit

import (
	"encoding/json"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// sent is what a browser sends of a form in which nothing was touched.
func sent(form *page.EventForm) url.Values {
	values := url.Values{}
	for _, section := range form.Sections {
		sendFields(values, section.Fields)
		for _, list := range section.Rows {
			sendRows(values, list)
		}
	}
	return values
}

func sendRows(values url.Values, list page.FormRows) {
	for _, row := range list.Rows {
		values.Add(list.List, row.Key)
		sendFields(values, row.Fields)
		for _, inner := range row.Lists {
			sendRows(values, inner)
		}
	}
}

func sendFields(values url.Values, fields []page.FormField) {
	chosen := func(options []page.FormOption) string {
		for _, o := range options {
			if o.Chosen {
				return o.Value
			}
		}
		if len(options) > 0 {
			return options[0].Value
		}
		return ""
	}
	for _, field := range fields {
		switch field.Kind {
		case "select":
			values.Add(field.Name, chosen(field.Options))
		case "check", "checks":
			for _, o := range field.Options {
				if o.Chosen {
					values.Add(field.Name, o.Value)
				}
			}
			values.Add(field.Name, "")
		default:
			values.Add(field.Name, strings.ReplaceAll(field.Value, "\n", "\r\n"))
		}
		if combo := field.Combo; combo != nil {
			values.Add(field.Name+"-id", combo.ID)
			if len(combo.Kinds) > 0 {
				values.Add(field.Name+"-kind", chosen(combo.Kinds))
			}
		}
	}
}

// everyField is the event that fills every field, with all that it names.
func everyField(t testing.TB) (*timeline.Document, *timeline.Event) {
	t.Helper()
	text, err := os.ReadFile("../testdata/every-field.yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := convert.ReadStory(text)
	if err != nil {
		t.Fatal(err)
	}
	for i := range doc.Events {
		if doc.Events[i].ID == "full-event" {
			return doc, &doc.Events[i]
		}
	}
	t.Fatal("there is no such event")
	return nil, nil
}

// aForm is the form of an event among others, and how it is read.
type aForm struct {
	t     testing.TB
	doc   *timeline.Document
	names *directory
	id    string
}

func newForm(t testing.TB, id string) *aForm {
	doc, _ := everyField(t)
	names, err := newDirectory(nil)
	if err != nil {
		t.Fatal(err)
	}
	next := 0
	names.newID = func() string { next++; return "new-" + string(rune('a'+next-1)) }
	know := func(resource string, c store.Called) {
		names.byID[resource+"/"+c.ID] = c
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			names.named[resource+"/"+name] = append(names.named[resource+"/"+name], c)
		}
	}
	for i := range doc.Actors {
		a := &doc.Actors[i]
		know("actor", store.Called{ID: a.ID, Name: a.Name, Kind: a.Kind, Aliases: a.Aliases})
	}
	for i := range doc.Places {
		p := &doc.Places[i]
		know("place", store.Called{ID: p.ID, Name: p.Name, Kind: p.Kind})
	}
	know("actor", store.Called{ID: "ann", Name: "Ann", Kind: "person"})
	know("actor", store.Called{ID: "ann-2", Name: "Ann", Kind: "person"})
	return &aForm{t, doc, names, id}
}

func (f *aForm) form(document json.RawMessage) *page.EventForm {
	f.t.Helper()
	l, _ := page.LanguageOf("en")
	form, err := page.NewEventForm(page.EventFormInput{
		EditFrame: page.EditFrame{Frame: page.Frame{Language: l}}, Story: "every-field", Tongue: "en", ID: f.id, Document: document,
		Names: f.names.names(f.doc), Sources: f.doc.Sources, Events: f.doc.Events, Near: published(f.t),
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return form
}

func published(t testing.TB) edtf.Date {
	d, err := edtf.Parse("2025-03-10")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// fill reads what was filled in over a document.
func (f *aForm) fill(document json.RawMessage, values url.Values) json.RawMessage {
	f.t.Helper()
	e, err := page.ReadDraftEvent(document)
	if err != nil {
		f.t.Fatal(err)
	}
	l, _ := page.LanguageOf("en")
	fields := &eventFields{values: values, page: l, tongue: "en", near: published(f.t), names: f.names, event: e}
	fields.read()
	filled, err := e.Document()
	if err != nil || fields.err != nil {
		f.t.Fatal(err, fields.err)
	}
	return filled
}

func full(t testing.TB) json.RawMessage {
	_, e := everyField(t)
	document, err := timeline.Encode(e.Authored())
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// A form that is sent as it came changes nothing, whatever the event has.
func TestAFormKeepsEveryField(t *testing.T) {
	t.Parallel()
	document := full(t)
	f := newForm(t, "full-event")
	form := f.form(document)
	if len(form.Faults) > 0 {
		t.Errorf("faults of what is right: %+v", form.Faults)
	}
	if got := f.fill(document, sent(form)); string(got) != string(document) {
		t.Errorf("the form makes of\n%s\nthis:\n%s", document, got)
	}
	if got := f.fill(document, url.Values{}); string(got) != string(document) {
		t.Errorf("an empty form makes of\n%s\nthis:\n%s", document, got)
	}
	withMore := strings.Replace(string(document), `{"id"`, `{"later":{"x":1},"typed":{"/date":"5 Marhc","/quotes/0/via":"Nobody","/quotes/0/about":"X\nY"},"id"`, 1)
	form = f.form(json.RawMessage(withMore))
	var got, want any
	if err := json.Unmarshal(f.fill(json.RawMessage(withMore), sent(form)), &got); err != nil {
		t.Fatal(err)
	}
	e, err := page.ReadDraftEvent(json.RawMessage(withMore))
	if err != nil {
		t.Fatal(err)
	}
	e.Quotes[0].Via = "" // which somebody is about to type
	again, err := e.Document()
	if err != nil || json.Unmarshal(again, &want) != nil {
		t.Fatal(err)
	}
	if a, b := encoded(t, got), encoded(t, want); a != b {
		t.Errorf("what is not understood becomes\n%s\nof\n%s", a, b)
	}
}

func encoded(t testing.TB, v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestFillIn fills in one thing after the other.
func TestFillIn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		form  string // what is filled in, over the form as it is
		want  string // the members that differ then
		fault string // the fields with faults
	}{
		{"a title", "title=+New%0D%0Aline+", `{"title":"New\nline"}`, ""},
		{"no title", "title=", `{"title":""}`, "title"},
		{"another type", "type-other=Press+Briefing", `{"type":"press-briefing"}`, ""},
		{"a type that is none", "type-other=пресбрифінг", `{"type":"пресбрифінг"}`, "type"},
		{"no key event", "key=", `{}`, ""},
		{"topics", "topics=Peace+talks,+testing%D8%8C+testing", `{"topics":["peace-talks","testing"]}`, ""},
		{"topics that are none", "topics=мир", `{"topics":["мир"]}`, "topics"},
		{"a language that is none", "language=english!", `{"language":"english!"}`, "language"},
		{"a day without a year", "date=5+March", `{"date":{"edtf":"2025-03-05","basis":"stated","text":"at half past ten"}}`, ""},
		{"two days", "date=between+26+February+and+4+March", `{"date":{"edtf":"[2025-02-26..2025-03-04]","basis":"stated","text":"at half past ten"}}`, ""},
		{"two days as a period", "date=between+26+February+and+4+March&date-kind=period", `{"date":{"edtf":"2025-02-26/2025-03-04","basis":"stated","text":"at half past ten"}}`, ""},
		{"a month as a period", "date=2025-03&date-kind=period&date-basis=inferred", `{"date":{"edtf":"2025-03/2025-03","basis":"inferred","text":"at half past ten"}}`, ""},
		{"a period as a moment", "date=2025-03/..&date-kind=moment", `{"date":{"edtf":"[2025-03..]","basis":"stated","text":"at half past ten"}}`, ""},
		{"no date", "date=&date-text=", `{"date":{"edtf":null,"basis":"unknown","text":null}}`, ""},
		{"an inferred date without words", "date-basis=inferred&date-text=", `{"date":{"edtf":"2019-06-01T10:30Z","basis":"inferred","text":null}}`, "date-text"},
		{"no date that anybody knows", "date=5+Marhc", `{"typed":{"/date":"5 Marhc"}}`, "date"},
		{"several dates", "date=05/03/2025", `{"typed":{"/date":"05/03/2025"}}`, "date"},
		{"one of several dates", "date=05/03/2025&date-reading=2025-05-03", `{"date":{"edtf":"2025-05-03","basis":"stated","text":"at half past ten"}}`, ""},
		{"a reading that is none", "date=05/03/2025&date-reading=2020", `{"typed":{"/date":"05/03/2025"}}`, "date"},
		{"more than a date", "date=days+after+5+March&date-text=&date-basis=unknown", `{"date":{"edtf":"2019-06-01T10:30Z","basis":"stated","text":null},"typed":{"/date":"days after 5 March"}}`, "date"},
		{"what comes nearest", "date=days+after+5+March&date-text=&date-basis=unknown&date-reading=[2025-03-05..]", `{"date":{"edtf":"[2025-03-05..]","basis":"inferred","text":"days after 5 March"}}`, ""},
		{"another role", "actor-0-role=target", `{"actors":[{"id":"full-actor","role":"target"},{"id":"full-body","role":"participant"}]}`, ""},
		{"another actor by an alias", "actor-1-name=The+Actor", `{"actors":[{"id":"full-actor","role":"speaker"},{"id":"full-actor","role":"participant"}]}`, ""},
		{"one who is there twice", "actor-1-name=The+Actor&actor-1-role=speaker", `{"actors":[{"id":"full-actor","role":"speaker"},{"id":"full-actor","role":"speaker"}]}`, "actor-1-name"},
		{"a new row", "actor-new-name=A+group&actor-new-role=target", `{"actors":[{"id":"full-actor","role":"speaker"},{"id":"full-body","role":"participant"},{"id":"full-group","role":"target"}]}`, ""},
		{"somebody nobody knows", "actor-new-name=Eve", `{"actors":[{"id":"full-actor","role":"speaker"},{"id":"full-body","role":"participant"},{"id":"","name":"Eve","kind":"","role":"participant"}]}`, "actor-2-name"},
		{"somebody new", "actor-new-name=Eve&actor-new-name-kind=person", `{"actors":[{"id":"full-actor","role":"speaker"},{"id":"full-body","role":"participant"},{"id":"new-a","role":"participant"}]}`, ""},
		{"somebody new who speaks, too", "actor-new-name=Eve&actor-new-name-kind=person&quote-0-speaker=Eve", `{"actors":[{"id":"full-actor","role":"speaker"},{"id":"full-body","role":"participant"},{"id":"new-a","role":"participant"}],"quotes.speaker":"new-a"}`, ""},
		{"one of two", "actor-1-name=Ann", `{"actors":[{"id":"full-actor","role":"speaker"},{"id":"","name":"Ann","kind":"","role":"participant"}]}`, "actor-1-name"},
		{"the one that was picked", "actor-1-name=Ann&actor-1-name-id=ann-2", `{"actors":[{"id":"full-actor","role":"speaker"},{"id":"ann-2","role":"participant"}]}`, ""},
		{"an id that is nobody's", "actor-1-name=Ann&actor-1-name-id=nobody", `{"actors":[{"id":"full-actor","role":"speaker"},{"id":"","name":"Ann","kind":"","role":"participant"}]}`, "actor-1-name"},
		{"no actor any more", "remove=actor-0", `{"actors":[{"id":"full-body","role":"participant"}]}`, ""},
		{"an actor without a name", "actor-0-name=", `{"actors":[{"id":"full-body","role":"participant"}]}`, ""},
		{"a new place", "place-new-name=Lviv&place-new-name-kind=city&place-0-name=", `{"places":[{"id":"full-region","role":"subject"},{"id":"new-a","role":"location"}]}`, ""},
		{"words that are locked", "quote-0-text=Otherwise.", `{}`, ""},
		{"a speaker nobody knows", "quote-0-speaker=Eve", `{"quotes.speaker":"","typed":{"/quotes/0/speaker":"Eve"}}`, "quote-0-speaker"},
		{"about others", "quote-0-about-new=A+body", `{"quotes.about":["full-group","full-body"]}`, ""},
		{"about somebody nobody knows", "quote-0-about-new=Eve", `{"typed":{"/quotes/0/about":"Eve"}}`, "quote-0-about-1"},
		{"about nobody", "quote-0-about-0=", `{"quotes.about":[]}`, ""},
		{"no quote", "remove=quote-0", `{"quotes":[]}`, ""},
		{"a link to a source", "citation=new&citation-new-source=full-source&citation-new-url=https://example.org/a&citation-new-section=S", `{"citations+":{"source":"full-source","section":"S","url":"https://example.org/a"}}`, ""},
		{"an address that is none", "citation=new&citation-new-source=full-source&citation-new-url=example.org", `{"citations+":{"source":"full-source","url":"example.org"}}`, "citation-1-url"},
		{"what it shows", "citation-0-supports=/date&citation-0-supports=/actors/1", `{"citations.supports":["/date","/actors/1"]}`, ""},
		{"what it shows when others go", "citation-0-supports=/date&citation-0-supports=/actors/1&citation-0-supports=/actors/0&remove=actor-0", `{"actors":[{"id":"full-body","role":"participant"}],"citations.supports":["/date","/actors/0"]}`, ""},
		{"a relation", "relation=new&relation-new-type=part-of&relation-new-event=full-retracted", `{"relations":[{"type":"follows","event":"full-cause"},{"type":"part-of","event":"full-retracted"}]}`, ""},
		{"no relation", "remove=relation-0", `{"relations":[]}`, ""},
		{"another picture", "media-0-url=https://example.org/b.png", `{"media":[{"url":"https://example.org/b.png","alt":"A photograph","caption":"The meeting","credit":"The Photographer"}]}`, ""},
		{"a picture that was sent", "media=new&remove=media-0&media-new-url=https://example.org/media/a&media-new-alt=A&media-new-type=image/webp&media-new-width=20&media-new-height=-4", `{"media":[{"url":"https://example.org/media/a","type":"image/webp","alt":"A","width":20}]}`, "media-0-url"},
		{"a picture nobody can see", "media-0-alt=", `{"media":[{"url":"https://example.org/photo.jpg","type":"image/jpeg","caption":"The meeting","credit":"The Photographer","width":1600,"height":900,"thumbnail":"https://example.org/small.jpg"}]}`, "media-0-alt"},
		{"rows that are copied by scripts", "actor=ROW&actor-ROW-name=A+group", `{}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newForm(t, "full-event")
			document := full(t)
			values := sent(f.form(document))
			filled, err := url.ParseQuery(tt.form)
			if err != nil {
				t.Fatal(err)
			}
			for name, list := range filled {
				if slices.Contains([]string{"actor", "citation", "relation", "media", "remove"}, name) {
					values[name] = append(values[name], list...)
				} else {
					values[name] = list
				}
			}
			got := f.fill(document, values)
			if want := changedAs(t, document, tt.want); encoded(t, plainly(t, got)) != encoded(t, want) {
				t.Errorf("it becomes\n%s\nwant\n%s", encoded(t, plainly(t, got)), encoded(t, want))
			}
			form := f.form(got)
			var fields []string
			for _, fault := range form.Faults {
				fields = append(fields, fault.Field)
			}
			if strings.Join(fields, " ") != tt.fault {
				t.Errorf("faults: %+v, want one of %q", form.Faults, tt.fault)
			}
			if again := f.fill(got, sent(form)); string(again) != string(got) {
				t.Errorf("sent again, it becomes\n%s\nof\n%s", again, got)
			}
		})
	}
}

// plainly is a document with its dates as they are stated, and without what is empty.
func plainly(t *testing.T, document json.RawMessage) map[string]any {
	t.Helper()
	var members map[string]any
	if err := json.Unmarshal(document, &members); err != nil {
		t.Fatal(err)
	}
	date := members["date"].(map[string]any)
	members["date"] = map[string]any{"edtf": date["edtf"], "basis": date["basis"], "text": date["text"]}
	if members["key"] == nil {
		members["key"] = false
	}
	for _, list := range []string{"actors", "places"} {
		for _, item := range members[list].([]any) {
			of := item.(map[string]any)
			for name, value := range of {
				if value == "" && of["id"] != "" {
					delete(of, name)
				}
			}
		}
	}
	return members
}

// changedAs is a document with other members. "quotes.x" is a field of the first quote,
// and "citations+" one more of them.
func changedAs(t *testing.T, document json.RawMessage, changes string) map[string]any {
	t.Helper()
	members := plainly(t, document)
	var other map[string]any
	if err := json.Unmarshal([]byte(changes), &other); err != nil {
		t.Fatal(err)
	}
	if changes == "{}" && strings.HasSuffix(t.Name(), "no_key_event") {
		members["key"] = false
	}
	for name, value := range other {
		list, field, inside := strings.Cut(name, ".")
		switch more, one := strings.CutSuffix(name, "+"); {
		case one:
			members[more] = append(members[more].([]any), value)
		case inside:
			members[list].([]any)[0].(map[string]any)[field] = value
		default:
			members[name] = value
		}
	}
	return members
}

// FuzzEventForm reads whatever a form may say: what becomes of it can be read again,
// and shown.
func FuzzEventForm(f *testing.F) {
	for _, seed := range []string{
		"title=A&date=5+March&actor=new&actor-new-name=Eve&actor-new-name-kind=person",
		"date=%ff&date-kind=period&date-reading=x", "quote=0&quote-0-about=0&quote-0-about-0=%00&remove=quote-0&remove=actor-0",
		"citation=0&citation-0-supports=/actors/9&citation-0-supports=/&media=-1&media=00&media-00-width=99999999999999999999",
		"actor=%2F~1&actor-%2F~1-name=%F0%9F%98%80&type-other=%E2%80%AE&topics=,,,&key=yes&key=no",
	} {
		f.Add(seed)
	}
	document := full(f)
	f.Fuzz(func(t *testing.T, form string) {
		values, err := url.ParseQuery(form)
		if err != nil || len(form) > 4096 {
			return
		}
		a := newForm(t, "full-event")
		for _, base := range []json.RawMessage{document, json.RawMessage(`{"id":"full-event"}`)} {
			filled := a.fill(base, values)
			if !json.Valid(filled) {
				t.Fatalf("no JSON: %s", filled)
			}
			shown := a.form(filled)
			again := a.fill(filled, sent(shown))
			if string(a.fill(again, sent(a.form(again)))) != string(again) {
				t.Errorf("it does not settle: %s", again)
			}
		}
	})
}
