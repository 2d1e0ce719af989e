package edit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// maxRows bounds how many rows of one list a form is read of.
const maxRows = 1000

// editList reads a list of the form: the rows that the record has, then new ones, each
// by the key under which the form has it. A row that edit does not keep is taken out,
// and one that the form does not have stays. moved is where each key stands afterwards.
func editList[T any](f *eventFields, list string, items []T, edit func(at string, item *T) (keep bool)) (now []T, moved map[string]int) {
	moved = map[string]int{}
	sent := f.values[list]
	if len(sent) > maxRows {
		sent = sent[:maxRows]
	}
	take := func(key string, item T) {
		at := list + "-" + key
		if slices.Contains(sent, key) && (slices.Contains(f.values["remove"], at) || !edit(at, &item)) {
			return
		}
		moved[key] = len(now)
		now = append(now, item)
	}
	for i, item := range items {
		take(strconv.Itoa(i), item)
	}
	for i, key := range sent {
		n, err := strconv.Atoi(key)
		known := err == nil && n >= 0 && n < len(items) && strconv.Itoa(n) == key
		if !known && key != page.BlankKey && !slices.Contains(sent[:i], key) {
			take(key, *new(T))
		}
	}
	return now, moved
}

// lists reads all lists of the event.
func (f *eventFields) lists() {
	e := f.event
	moved := map[string]map[string]int{}
	e.Actors, moved["actors"] = editList(f, "actor", e.Actors, f.actor)
	e.Places, moved["places"] = editList(f, "place", e.Places, f.place)
	f.quotes(moved)
	e.Relations, _ = editList(f, "relation", e.Relations, f.relation)
	e.Media, moved["media"] = editList(f, "media", e.Media, f.media)
	e.Citations, _ = editList(f, "citation", e.Citations, f.citation)
	f.pictures = moved["media"]
	for i := range e.Citations {
		e.Citations[i].Supports = follow(e.Citations[i].Supports, moved)
	}
}

// follow leads the pointers of what a citation supports to where items of lists stand
// by now; those to what was taken out are left out.
func follow(pointers []string, moved map[string]map[string]int) []string {
	var list []string
	for _, pointer := range pointers {
		parts := strings.SplitN(pointer, "/", 4) // "", list, index, rest
		if len(parts) > 2 && moved[parts[1]] != nil {
			at, stays := moved[parts[1]][parts[2]]
			if !stays {
				continue
			}
			parts[2] = strconv.Itoa(at)
			pointer = strings.Join(parts, "/")
		}
		list = append(list, pointer)
	}
	return list
}

// person reads a field that names an actor or place; words are those that name nobody,
// or several.
func (f *eventFields) person(name, resource string, id *string) (words, kind string) {
	if !f.values.Has(name) {
		return "", ""
	}
	kind = strings.TrimSpace(f.values.Get(name + "-kind"))
	words = clean(f.values.Get(name))
	found, err := f.names.find(resource, words, f.values.Get(name+"-id"), kind)
	if f.err == nil {
		f.err = err
	}
	if *id = found; found != "" {
		words, kind = "", ""
	}
	return words, kind
}

func (f *eventFields) actor(at string, p *timeline.Participant) bool {
	if f.values.Has(at + "-name") {
		p.Name, p.Kind = f.person(at+"-name", "actor", &p.ID)
	}
	f.word(at+"-role", &p.Role)
	return p.ID != "" || p.Name != ""
}

func (f *eventFields) place(at string, v *timeline.Venue) bool {
	if f.values.Has(at + "-name") {
		v.Name, v.Kind = f.person(at+"-name", "place", &v.ID)
	}
	f.word(at+"-role", &v.Role)
	return v.ID != "" || v.Name != ""
}

// quotes reads the quotes. There are no new ones among them: a quote is made of the
// words of a source.
func (f *eventFields) quotes(moved map[string]map[string]int) {
	e := f.event
	before := e.Typed
	e.Typed = map[string]string{}
	for pointer, words := range before {
		if !strings.HasPrefix(pointer, "/quotes/") {
			e.Typed[pointer] = words
		}
	}
	typed := map[string]map[string]string{} // by the key of the row and the field
	items := len(e.Quotes)
	e.Quotes, moved["quotes"] = editList(f, "quote", e.Quotes, func(at string, q *timeline.Quote) bool {
		key := strings.TrimPrefix(at, "quote-")
		if n, err := strconv.Atoi(key); err != nil || n >= items {
			return false
		}
		typed[key] = f.quote(at, q)
		return true
	})
	for key, at := range moved["quotes"] {
		words := typed[key]
		for _, field := range []string{"speaker", "via", "addressee", "about"} {
			if f.values.Has("quote-" + key + "-" + field) {
				continue
			}
			if kept := before["/quotes/"+key+"/"+field]; kept != "" && words[field] == "" { // it was not sent
				words = with(words, field, kept)
			}
		}
		for field, text := range words {
			e.Typed[fmt.Sprintf("/quotes/%d/%s", at, field)] = text
		}
	}
}

func with(words map[string]string, field, text string) map[string]string {
	if words == nil {
		words = map[string]string{}
	}
	words[field] = text
	return words
}

// quote reads a quote, and returns the names in it that are nobody's, by their fields.
func (f *eventFields) quote(at string, q *timeline.Quote) (typed map[string]string) {
	typed = map[string]string{}
	locked := page.LockedQuote(q)
	f.word(at+"-kind", &q.Kind)
	if !locked {
		f.text(at+"-text", &q.Text)
	}
	f.text(at+"-language", &q.Language)
	for _, one := range []struct {
		field string
		id    *string
	}{{"speaker", &q.Speaker}, {"via", &q.Via}, {"addressee", &q.Addressee}} {
		if words, _ := f.person(at+"-"+one.field, "actor", one.id); words != "" {
			typed[one.field] = words
		}
	}
	var unknown []string
	list := at + "-about"
	if !f.values.Has(list) {
		return typed
	}
	about, _ := editList(f, list, q.About, func(row string, id *string) bool {
		words, _ := f.person(row, "actor", id)
		if words != "" {
			unknown = append(unknown, strings.ReplaceAll(words, "\n", " "))
		}
		return *id != ""
	})
	q.About = nil
	for _, id := range about {
		if !slices.Contains(q.About, id) {
			q.About = append(q.About, id)
		}
	}
	if len(unknown) > 0 {
		typed["about"] = strings.Join(unknown, "\n")
	}
	return typed
}

func (f *eventFields) relation(at string, r *timeline.Relation) bool {
	f.word(at+"-type", &r.Type)
	f.word(at+"-event", &r.Event)
	return r.Event != ""
}

// citation reads a citation. Its words are not the form's to change.
func (f *eventFields) citation(at string, ct *timeline.Citation) bool {
	if !ct.Placed() && ct.Exact == "" {
		f.word(at+"-source", &ct.Source)
	}
	f.text(at+"-url", &ct.URL)
	f.text(at+"-section", &ct.Section)
	if f.values.Has(at + "-supports") {
		ct.Supports = slices.DeleteFunc(slices.Clone(f.values[at+"-supports"]), func(pointer string) bool { return !strings.HasPrefix(pointer, "/") })
	}
	return ct.Source != "" || ct.URL != "" || ct.Section != ""
}

// media reads a picture. Of another picture nothing is known that was known of the one
// before.
func (f *eventFields) media(at string, m *timeline.Media) bool {
	before := *m
	f.text(at+"-url", &m.URL)
	f.text(at+"-alt", &m.Alt)
	f.text(at+"-caption", &m.Caption)
	f.text(at+"-credit", &m.Credit)
	f.word(at+"-type", &m.Type)
	f.word(at+"-thumbnail", &m.Thumbnail)
	f.pixels(at+"-width", &m.Width)
	f.pixels(at+"-height", &m.Height)
	filled := m.Thumbnail != "" && m.Thumbnail == m.URL+timeline.SmallPicture // of what was uploaded just now
	if before.URL != "" && before.URL != m.URL && !filled {
		m.Type = otherThan(m.Type, before.Type)
		m.Thumbnail = otherThan(m.Thumbnail, before.Thumbnail)
		if same(m.Width, before.Width) && same(m.Height, before.Height) {
			m.Width, m.Height = nil, nil
		}
	}
	return m.URL != "" || m.Alt != "" || m.Caption != "" || m.Credit != ""
}

func otherThan(now, before string) string {
	if now == before {
		return ""
	}
	return now
}

func same(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// pixels reads a size, which scripts fill in; what is none is left out.
func (f *eventFields) pixels(name string, size **int) {
	if !f.values.Has(name) {
		return
	}
	*size = nil
	if n, err := strconv.Atoi(f.values.Get(name)); err == nil && n > 0 && n <= timeline.MaxPixels {
		*size = &n
	}
}
