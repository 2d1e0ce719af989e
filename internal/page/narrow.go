package page

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"example.org/dateline/internal/timeline"
)

// cloneValues copies values, so that an address can be changed.
func cloneValues(values url.Values) url.Values {
	clone := make(url.Values, len(values))
	for name, list := range values {
		clone[name] = slices.Clone(list)
	}
	return clone
}

// presentational are the parameters that do not narrow what is shown.
var presentational = []string{"order", "cursor", "event", "limit", "lang", "view", "interval", "count", "include", "fields", "format"}

// narrowing makes the links that narrow the story, and those that take a
// filter off again.
func (s *Story) narrowing(path string) {
	at := func(values url.Values) string { return s.Link(addressOf(path, values)) }
	s.Filters = filtersOf(s.Language, s.Query, []string{"match"}, at, s.labels())
	for _, lane := range lanes {
		n := Narrow{Name: capital(s.word("lane", lane)), Lane: laneClass(lane)}
		var types []string
		for slug, events := range s.Counts["type"] {
			if laneOf(slug) == lane {
				types = append(types, slug)
				n.Events += events
			}
		}
		if n.Events == 0 {
			continue
		}
		slices.Sort(types)
		n.Href = at(url.Values{"type": {strings.Join(types, ",")}})
		n.On = s.Query.Get("type") == strings.Join(types, ",")
		s.Lanes = append(s.Lanes, n)
	}
	for _, a := range s.Actors {
		if events := s.Counts["actor"][a.ID]; a.Kind == "person" && events > 0 {
			s.People = append(s.People, Narrow{Name: a.Name, Href: at(url.Values{"actor": {a.ID}}), Events: events, On: s.Query.Get("actor") == a.ID})
		}
	}
	slices.SortStableFunc(s.People, func(a, b Narrow) int { return b.Events - a.Events })
	s.People = s.People[:min(len(s.People), 6)]
}

// word is a word of the vocabulary.
func (f *Frame) word(group, slug string) string { return f.Language.word(group, slug) }

// labels names the records that a filter may be about.
func (s *Story) labels() map[string]string {
	labels := map[string]string{}
	for _, a := range s.Actors {
		labels["actor "+a.ID], labels["speaker "+a.ID] = a.Name, a.Name
	}
	for _, src := range s.Sources {
		labels["source "+src.ID] = src.Title
	}
	for i := range s.Events {
		labels["id "+s.Events[i].ID] = s.Events[i].Title
		for _, v := range s.Events[i].Places {
			labels["place "+v.ID] = v.Name
		}
	}
	return labels
}

// filtersOf lists the filters that are on in a query, each with the address
// without it. What qualifies another filter goes unmentioned.
func filtersOf(l *Language, query url.Values, qualifying []string, at func(url.Values) string, labels map[string]string) []Filter {
	var list []Filter
	for _, name := range timeline.FilterParameters() {
		if slices.Contains(presentational, name) || slices.Contains(qualifying, name) {
			continue
		}
		for i, value := range query[name] {
			without := cloneValues(query)
			without[name] = slices.Delete(slices.Clone(query[name]), i, i+1)
			if len(without[name]) == 0 {
				without.Del(name)
			}
			if name != "q" && !without.Has("from") && !without.Has("to") && !without.Has("date") {
				without.Del("match")
			}
			if !without.Has("actor") {
				without.Del("affiliated")
			}
			without.Del("cursor")
			list = append(list, Filter{name, l.text("page.filter." + name), filterValue(l, name, value, labels), at(without)})
		}
	}
	return list
}

// filterValue says the value of a filter with the names of what it is about.
func filterValue(l *Language, name, value string, labels map[string]string) string {
	list, excluded := strings.CutPrefix(value, "!")
	group := map[string]string{"type": "type", "status": "status", "verification": "verification", "evidence": "evidence", "role": "role", "place_role": "place_role", "basis": "basis"}[name]
	var words []string
	if values := strings.Split(list, ","); name == "source" && len(values) > 3 && !excluded {
		return l.count("page.sources", len(values))
	}
	for _, one := range strings.Split(list, ",") {
		switch {
		case name == timeline.AsOfParameter:
			one = l.moment(one)
		case labels[name+" "+one] != "":
			one = labels[name+" "+one]
		case group != "":
			one = l.word(group, one)
		case name == "topic":
			one = strings.ReplaceAll(one, "-", " ")
		case name == "match":
			one = l.text(map[string]string{timeline.MatchPossible: "page.possibly", timeline.MatchCertain: "page.certainly", timeline.MatchWithin: "page.wholly"}[one])
		case name == "from" || name == "to" || name == "date":
			one = l.dateInWords(one)
		case name == "affiliated" || name == "key":
			one = l.text("page.yes")
		case name == "q" || name == "near" || name == "bbox" || name == "code" || name == "external_id":
			return value
		}
		words = append(words, one)
	}
	said := l.dates.Or(words)
	if excluded {
		return l.fill("page.not", "value", said)
	}
	return said
}

// moment words an instant; the number of a change stays one.
func (l *Language) moment(value string) string {
	at, err := time.Parse(time.RFC3339Nano, value)
	if err != nil {
		return value
	}
	return l.dayOf(at.UTC()) + l.text("dates.list_separator") + at.UTC().Format("15:04") + " UTC"
}

// form is the filter form of the story's page. Of what it does not show, it
// keeps what is asked for.
func (s *Story) form() Form {
	f := Form{
		Action: "/stories/" + s.Story.ID,
		Words:  s.Query.Get("q"), From: s.Query.Get("from"), To: s.Query.Get("to"),
		Certain:    s.Query.Get("match") == timeline.MatchCertain,
		Descending: s.Query.Get("order") == timeline.OrderDateDesc,
	}
	f.Open = f.Words != "" || f.From != "" || f.To != "" || f.Descending
	f.Hidden = hidden(s.Query, "q", "from", "to", "match", "order", "cursor", "event")
	if s.Chosen {
		f.Hidden = append(f.Hidden, Hidden{"lang", s.Language.Tag})
	}
	return f
}

// hidden are the fields of a query but for those that a form shows or drops.
func hidden(query url.Values, but ...string) []Hidden {
	var list []Hidden
	names := make([]string, 0, len(query))
	for name := range query {
		if !slices.Contains(but, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range query[name] {
			list = append(list, Hidden{name, value})
		}
	}
	return list
}

// formats are the other forms of what the page shows.
func (s *Story) formats() []EventLink {
	query := cloneValues(s.Query)
	for _, name := range presentational {
		query.Del(name)
	}
	query.Set("story", s.Story.ID)
	var list []EventLink
	for _, f := range []struct{ name, label string }{
		{"json", "JSON"}, {"csv", "CSV"}, {"ics", "iCal"}, {"atom", "Atom"}, {"jsonld", "JSON-LD"}, {"timelinejs", "TimelineJS"},
	} {
		query.Set("format", f.name)
		list = append(list, EventLink{f.label, addressOf("/v1/events", query)})
	}
	return list
}
