package timeline

import "slices"

// ErasedWords stand where a record needs words, and has lost its own for good.
const ErasedWords = "[erased]"

// SourceText is the pointer by which the text of a source is erased, and the words
// that others cite of it. It is no field of the record.
const SourceText = "/text"

// erasable are, for each resource, the fields that hold words, and what takes them out.
var erasable = map[string]map[string]func(Record){
	"story": {
		"/title":   func(r Record) { r.(*Story).Title = ErasedWords },
		"/summary": func(r Record) { r.(*Story).Summary = "" },
		"/origin":  func(r Record) { r.(*Story).Origin = nil },
	},
	"source": {
		"/title":       func(r Record) { r.(*Source).Title = ErasedWords },
		"/publisher":   func(r Record) { r.(*Source).Publisher = "" },
		"/url":         func(r Record) { r.(*Source).URL = "" },
		"/published":   func(r Record) { eraseDate(r.(*Source).Published) },
		"/notes":       func(r Record) { r.(*Source).Notes = nil },
		"/not_factual": func(r Record) { r.(*Source).NotFactual = nil },
		SourceText:     func(r Record) { EraseCited(r, r.RecordID()) },
	},
	"actor": {
		"/name":        func(r Record) { r.(*Actor).Name = ErasedWords },
		"/aliases":     func(r Record) { r.(*Actor).Aliases = nil },
		"/description": func(r Record) { r.(*Actor).Description = "" },
		"/offices":     func(r Record) { r.(*Actor).Offices = nil },
		"/wikidata":    func(r Record) { r.(*Actor).Wikidata = "" },
	},
	"place": {
		"/name": func(r Record) { r.(*Place).Name = ErasedWords },
	},
	"event": {
		"/title":     func(r Record) { r.(*Event).Title = ErasedWords },
		"/summary":   func(r Record) { r.(*Event).Summary = "" },
		"/date":      func(r Record) { r.(*Event).eraseDate() },
		"/citations": func(r Record) { r.(*Event).Citations = eraseCitations(r.(*Event).Citations, "") },
		"/media":     func(r Record) { r.(*Event).Media = nil },
		"/figures":   func(r Record) { r.(*Event).Figures = nil },
		"/origin":    func(r Record) { r.(*Event).Origin = nil },
	},
	"quote": {
		"/text":      func(r Record) { r.(*Quote).Text, r.(*Quote).Kind = ErasedWords, "indirect" },
		"/date":      func(r Record) { eraseDate(r.(*Quote).Date) },
		"/citations": func(r Record) { r.(*Quote).Citations = eraseCitations(r.(*Quote).Citations, "") },
	},
}

// Erasable lists the pointers of what can be erased of records of a resource, beside
// all of one.
func Erasable(resource string) []string {
	var list []string
	for _, field := range FieldNames(NewRecord(resource)) {
		if erasable[resource]["/"+field] != nil {
			list = append(list, "/"+field)
		}
	}
	if resource == "source" {
		list = append(list, SourceText)
	}
	return list
}

// EraseFields takes the words out of fields of a record, each of them one that Erasable
// lists. What the record rests on supports no field then that says nothing.
func EraseFields(r Record, fields []string) {
	for _, field := range fields {
		erasable[r.Resource()][field](r)
	}
	unsupport(r)
}

// EraseAll leaves of a record what it is and to what it belongs, as a tombstone: its id,
// its kind and, of a story, its language and who may see it, of a source the digest and
// length of its text, of a quote who speaks, of an event its ids elsewhere.
func EraseAll(r Record, why Retraction) {
	why.Erased = true
	switch r := r.(type) {
	case *Story:
		*r = Story{ID: r.ID, Title: ErasedWords, Language: r.Language, Visibility: r.Visibility, Stamp: r.Stamp}
	case *Source:
		*r = Source{ID: r.ID, Title: ErasedWords, Digest: r.Digest, Length: r.Length, Stamp: r.Stamp}
	case *Actor:
		*r = Actor{ID: r.ID, Name: ErasedWords, Kind: r.Kind, Stamp: r.Stamp}
	case *Place:
		*r = Place{ID: r.ID, Name: ErasedWords, Kind: r.Kind, Stamp: r.Stamp}
	case *Event:
		*r = Event{ID: r.ID, Story: r.Story, Title: ErasedWords, Type: "other", Status: DefaultStatus, Date: Date{Basis: "unknown"}, ExternalIDs: r.ExternalIDs, Stamp: r.Stamp}
	case *Quote:
		*r = Quote{ID: r.ID, Event: r.Event, Speaker: r.Speaker, Text: ErasedWords, Kind: "indirect", Date: &Date{Basis: "unknown"}, Stamp: r.Stamp}
	}
	why.Into = r.Retraction().MergedInto() // which is nobody's words, and leads on
	r.SetRetraction(&why)
}

// EraseCited takes the words of a source out of what a record cites of it. It reports
// whether there were any.
func EraseCited(r Record, source string) bool {
	cited := false
	for _, c := range citationsOf(r) {
		if slices.ContainsFunc(*c.list, func(ct Citation) bool { return ct.Source == source && !ct.SameAs(linkTo(ct)) }) {
			*c.list, cited = eraseCitations(*c.list, source), true
		}
	}
	if s, ok := r.(*Source); ok && s.ID == source && len(s.NotFactual) > 0 {
		s.NotFactual, cited = nil, true // it declares its own words
	}
	return cited
}

// citing is a list of citations in a record, and the record whose fields they support.
type citing struct {
	of   Record
	list *[]Citation
}

// citationsOf are the lists of citations in a record, those of an event's quotes among
// them, but for the words that a source declares.
func citationsOf(r Record) []citing {
	var lists []citing
	switch r := r.(type) {
	case *Event:
		lists = append(lists, citing{r, &r.Citations})
		for i := range r.Quotes {
			lists = append(lists, citing{&r.Quotes[i], &r.Quotes[i].Citations})
		}
	case *Quote:
		lists = append(lists, citing{r, &r.Citations})
	case *Source:
		for i := range r.Notes {
			lists = append(lists, citing{r, &r.Notes[i].Citations})
		}
	}
	return lists
}

// linkTo is what is left of a citation without its words: that it is of the source.
func linkTo(ct Citation) Citation {
	grade := ct.Grade
	if grade != "" {
		grade = GradeLinked
	}
	return Citation{Source: ct.Source, Grade: grade, Supports: ct.Supports}
}

// eraseCitations are citations of a source without their words, each once; of all
// sources where it is empty.
func eraseCitations(list []Citation, source string) []Citation {
	var kept []Citation
	for _, ct := range list {
		if source == "" || ct.Source == source {
			ct = linkTo(ct)
		}
		if !slices.ContainsFunc(kept, ct.SameAs) {
			kept = append(kept, ct)
		}
	}
	return kept
}

// eraseDate takes the words out of the date of an event, and of its quotes that have it
// as theirs.
func (e *Event) eraseDate() {
	for i := range e.Quotes {
		if d := e.Quotes[i].Date; d != nil && *d == e.Date {
			own := *d
			eraseDate(&own)
			e.Quotes[i].Date = &own
		}
	}
	eraseDate(&e.Date)
}

// eraseDate takes the source's own words out of a date, which an inferred one rests on.
func eraseDate(d *Date) {
	if d == nil || d.Text == "" {
		return
	}
	if d.Text = ""; d.Basis == "inferred" {
		d.Text = ErasedWords
	}
}

// unsupport drops from what a record cites the pointers to fields that say nothing, and
// what supports nothing else.
func unsupport(r Record) {
	for _, c := range citationsOf(r) {
		var kept []Citation
		for _, ct := range *c.list {
			had := len(ct.Supports)
			ct.Supports = slices.DeleteFunc(slices.Clone(ct.Supports), func(pointer string) bool { return !resolves(c.of, pointer) })
			if had == 0 || len(ct.Supports) > 0 {
				kept = append(kept, ct)
			}
		}
		*c.list = kept
	}
}
