package page

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/timeline"
)

// ExploreInput is what the page of a query is made from.
type ExploreInput struct {
	Frame
	Asked    timeline.Query
	Events   []timeline.Event
	Stories  map[string]timeline.Story
	Total    int
	Certain  int // of them those that certainly fall in the range asked for; -1 without one
	Possible int
	Counted  bool // the answer is small enough to count and draw
	Facets   []FacetInput
	Hist     *Histogram
	Nodes    []Node
	Edges    []Edge
	Places   []timeline.Place
	// PlaceCounts are the events of each of them.
	PlaceCounts []int
	Next        string
	Fault       *Fault // a mistake in the form, without an answer to show
}

// FacetInput are the counts of a facet.
type FacetInput struct {
	Name   string
	Values []FacetCount
	More   int // values that are not among them
}

// FacetCount is one of them.
type FacetCount struct {
	Value, Label string
	Events       int
}

// Explore is the page of a query.
type Explore struct {
	ExploreInput
	Heading    string
	Filters    []Filter
	Rows       []Event
	Reported   []Group
	Ahead      []Group
	FacetViews []Facet
	Fields     map[string]string
	Others     []Field // filters with a field of their own in the part that is folded away
	Hidden     []Hidden
	Network    *Network
	Map        *Map
	Unplaced   int
	Intervals  []Narrow
	Views      []Narrow
	People     *Option // whether the people of the actors asked for count as them
	List       bool    // shown as a list
	Ranged     bool
	SortHref   string
	Backward   bool
	NextPage   string
	FirstPage  string
	Address    string
	Formats    []EventLink
	Curl       string
	OtherOpen  bool
	Choices    []Choice // filters of which one value is chosen from a list
}

// Facet is a group of values with counts.
type Facet struct {
	Name, Title string
	Options     []Option
	More        string // the address that shows more of them
	MoreCount   int
}

// Option is a value of a facet: a link that asks for it, or drops it again.
type Option struct {
	Value, Label string
	Tongue       string
	Events       int
	Share        string
	On           bool
	Href         string // the page with this value asked for, or without it where it is
}

// Choice is a list to choose one value of a filter from.
type Choice struct {
	Name, Label string
	Options     []Option
}

// Field is a text field.
type Field struct{ Name, Label, Value, Hint string }

// NewExplore makes the page of a query.
func NewExplore(in ExploreInput) *Explore {
	x := &Explore{ExploreInput: in}
	x.List = in.Query.Get("view") == "list"
	x.Backward = in.Asked.Order == timeline.OrderDateDesc
	x.Ranged = in.Fault == nil && (in.Query.Has("from") || in.Query.Has("to") || in.Query.Has("date"))
	at := func(values url.Values) string { return x.Link(addressOf("/explore", values)) }
	labels := x.labels()
	x.Filters = filtersOf(in.Language, in.Query, nil, at, labels)
	if x.Heading = x.heading(in.Language); x.Fault != nil {
		x.fault()
	}
	x.Title, x.Description = x.Heading, in.Language.text("page.explore_description")
	x.Indexed = len(in.Query) == 0
	x.events(in.Language)
	x.form()
	x.facets(at, labels)
	x.views(at)
	x.take()
	return x
}

// heading says how many events there are, and what was asked for.
func (x *Explore) heading(l *Language) string {
	said := l.count("page.n_events", x.Total)
	var parts []string
	for _, f := range x.Filters {
		switch f.Parameter {
		case "from", "to", "date", "match", "affiliated", "tz":
		case "actor":
			if x.Asked.Affiliated {
				f.Value = l.fill("page.and_people", "name", f.Value)
			}
			parts = append(parts, f.Value)
		default:
			parts = append(parts, f.Value)
		}
	}
	if period := x.period(l); period != "" {
		parts = append(parts, period)
	}
	if len(parts) == 0 || len(parts) > 5 {
		return said
	}
	return said + l.text("page.colon") + " " + strings.Join(parts, l.text("dates.list_separator"))
}

// period says the range that was asked for.
func (x *Explore) period(l *Language) string {
	from, to := x.Asked.Period.From, x.Asked.Period.To
	var said string
	switch {
	case !from.IsZero() && !to.IsZero():
		said = l.dates.Short().Span(from, to)
	case !from.IsZero():
		said = l.dates.From(from)
	case !to.IsZero():
		said = l.dates.Until(to)
	default:
		return ""
	}
	switch x.Asked.Period.Match {
	case timeline.MatchCertain:
		return said + " (" + l.text("page.certainly") + ")"
	case timeline.MatchWithin:
		return said + " (" + l.text("page.wholly") + ")"
	}
	return said
}

// labels names the records that the filters may be about.
func (x *Explore) labels() map[string]string {
	labels := map[string]string{}
	for _, f := range x.Facets {
		for _, v := range f.Values {
			labels[f.Name+" "+v.Value] = v.Label
		}
	}
	for i := range x.Events {
		e := &x.Events[i]
		labels["id "+e.ID] = e.Title
		for _, a := range e.Actors {
			labels["actor "+a.ID], labels["speaker "+a.ID] = a.Name, a.Name
		}
		for _, v := range e.Places {
			labels["place "+v.ID] = v.Name
		}
	}
	for id, s := range x.Stories {
		labels["story "+id] = s.Title
	}
	for _, group := range []string{"type", "status", "verification", "evidence", "basis", "role", "place_role"} {
		for key := range labels {
			if strings.HasPrefix(key, group+" ") {
				delete(labels, key) // words of the language
			}
		}
	}
	return labels
}

// events makes the rows of the table and the groups of the list.
func (x *Explore) events(l *Language) {
	maker := func(dates *datewords.Locale) *eventMaker {
		return &eventMaker{
			Language: l, dates: dates, link: x.Link, people: people{}, filter: "/explore", history: x.History,
			tongue: func(story string) Tongue { return TongueOf(x.Stories[story].Language) },
			href:   func(e *timeline.Event) string { return x.Link(EventPath(e)) },
		}
	}
	table := maker(l.dates.Short())
	for i := range x.Events {
		x.Rows = append(x.Rows, table.event(&x.Events[i]))
	}
	x.Reported, x.Ahead = maker(l.dates).groups(x.Events)
}

// form fills the fields of the form.
func (x *Explore) form() {
	x.Fields = map[string]string{}
	shown := []string{"q", "from", "to", "match", "order", "cursor", "facet"}
	for _, name := range []string{"q", "from", "to"} {
		x.Fields[name] = x.Query.Get(name)
	}
	for _, name := range []string{"from", "to"} {
		x.Fields[name] = x.Language.dateField(x.Fields[name])
	}
	for _, f := range []struct{ name, hint string }{
		{"date", "2025-03"}, {"external_id", "gdelt:1234"}, {"near", "46.2,6.1,100"}, {"bbox", "22,44,40,53"}, {"updated_since", "2025-06-01"}, {"as_of", "2026-01-31T12:00:00Z"}, {"tz", "Europe/Kyiv"},
	} {
		shown = append(shown, f.name)
		x.Others = append(x.Others, Field{f.name, x.Language.text("page.filter." + f.name), x.Query.Get(f.name), f.hint})
		if f.name == "date" {
			x.Others[len(x.Others)-1].Value = x.Language.dateField(x.Query.Get(f.name))
		}
		x.OtherOpen = x.OtherOpen || x.Query.Has(f.name)
	}
	for _, c := range []struct {
		name  string
		words []string
	}{{"role", timeline.ActorRoles}, {"place_role", timeline.PlaceRoles}} {
		asked := x.Query[c.name]
		if len(asked) > 1 || len(asked) == 1 && !slices.Contains(c.words, asked[0]) {
			continue // more than a list can show: it stays as it is
		}
		shown = append(shown, c.name)
		choice := Choice{Name: c.name, Label: x.Language.text("page.filter." + c.name)}
		for _, word := range c.words {
			choice.Options = append(choice.Options, Option{Value: word, Label: x.word(c.name, word), On: slices.Contains(asked, word)})
		}
		x.Choices = append(x.Choices, choice)
		x.OtherOpen = x.OtherOpen || len(asked) > 0
	}
	x.Hidden = hidden(x.Query, shown...)
	if x.Chosen {
		x.Hidden = append(x.Hidden, Hidden{"lang", x.Language.Tag})
	}
}

// OneValued are the facets of which an event has one value each: several values
// there mean one or the other, and elsewhere all of them.
var OneValued = []string{"type", "status", "verification", "evidence", "basis", "story"}

// listed reports whether the values of a facet can show a clause.
func listed(facet, clause string) bool {
	return !strings.HasPrefix(clause, "!") && (slices.Contains(OneValued, facet) || !strings.Contains(clause, ","))
}

func (x *Explore) facets(at func(url.Values) string, labels map[string]string) {
	for _, f := range x.Facets {
		view := Facet{Name: f.Name, Title: x.Language.text("page.filter." + f.Name), MoreCount: f.More}
		var checked []string
		for _, clause := range x.Query[f.Name] {
			if listed(f.Name, clause) {
				checked = append(checked, strings.Split(clause, ",")...)
			}
		}
		most := 1
		for _, v := range f.Values {
			most = max(most, v.Events)
		}
		for _, v := range f.Values {
			view.Options = append(view.Options, x.option(f.Name, v, most, slices.Contains(checked, v.Value), at))
		}
		for _, value := range checked {
			if !slices.ContainsFunc(f.Values, func(v FacetCount) bool { return v.Value == value }) {
				label := value
				if l := labels[f.Name+" "+value]; l != "" {
					label = l
				}
				view.Options = append(view.Options, x.option(f.Name, FacetCount{Value: value, Label: label}, most, true, at))
			}
		}
		if f.More > 0 {
			more := cloneValues(x.Query)
			more.Set("facet", f.Name)
			view.More = at(more) + "#facet-" + f.Name
		}
		if len(view.Options) > 0 {
			x.FacetViews = append(x.FacetViews, view)
		}
	}
}

func (x *Explore) option(facet string, v FacetCount, most int, on bool, at func(url.Values) string) Option {
	label := v.Label
	switch facet {
	case "type", "status", "verification", "evidence", "basis":
		label = capital(x.word(facet, v.Value))
	case "topic":
		label = capital(strings.ReplaceAll(v.Value, "-", " "))
	}
	return Option{Value: v.Value, Label: label, Events: v.Events, Share: pct(100 * float64(v.Events) / float64(most)), On: on,
		Href: at(toggled(x.Query, facet, v.Value, on))}
}

// toggled is a query with a value of a facet, or without it where it is on.
func toggled(query url.Values, facet, value string, on bool) url.Values {
	values := cloneValues(query)
	values.Del("cursor")
	var list []string
	joined := false
	for _, clause := range values[facet] {
		if !listed(facet, clause) {
			list = append(list, clause)
			continue
		}
		kept := slices.DeleteFunc(strings.Split(clause, ","), func(one string) bool { return on && one == value })
		if !on && !joined && slices.Contains(OneValued, facet) {
			kept, joined = append(kept, value), true
		}
		if len(kept) > 0 {
			list = append(list, strings.Join(kept, ","))
		}
	}
	if !on && !joined {
		list = append(list, value)
	}
	if values[facet] = list; len(list) == 0 {
		values.Del(facet)
	}
	if !values.Has("actor") {
		values.Del("affiliated")
	}
	return values
}

// views makes what shows the answer other than as a list of events.
func (x *Explore) views(at func(url.Values) string) {
	if x.Hist != nil {
		for _, name := range x.Hist.Intervals {
			values := cloneValues(x.Query)
			values.Set("interval", name)
			x.Intervals = append(x.Intervals, Narrow{Name: x.Language.text("page.interval." + name), Href: at(values), On: name == x.Hist.Interval})
		}
		x.Hist.link(func(from, to string) string {
			values := cloneValues(x.Query)
			for _, name := range []string{"date", "cursor", "interval"} {
				values.Del(name)
			}
			values.Set("from", from)
			values.Set("to", to)
			return at(values)
		})
	}
	var asked []string
	for _, clause := range x.Query["actor"] {
		asked = append(asked, strings.Split(clause, ",")...)
	}
	nodes := slices.Clone(x.Nodes)
	for i := range nodes {
		values := cloneValues(x.Query)
		values.Del("cursor")
		if nodes[i].On = slices.Contains(asked, nodes[i].ID); !nodes[i].On {
			values.Add("actor", nodes[i].ID)
		}
		nodes[i].Href = at(values)
	}
	for _, view := range []string{"table", "list"} {
		values := cloneValues(x.Query)
		if values.Set("view", view); view == "table" {
			values.Del("view")
		}
		x.Views = append(x.Views, Narrow{Name: x.Language.text("page." + view), Href: at(values) + "#results", On: x.List == (view == "list")})
	}
	if x.Query.Has("actor") {
		values := toggled(x.Query, "affiliated", "true", x.Asked.Affiliated)
		x.People = &Option{Label: x.Language.text("page.filter.affiliated"), On: x.Asked.Affiliated, Href: at(values)}
	}
	edges := slices.Clone(x.Edges)
	for i := range edges {
		values := cloneValues(x.Query)
		values.Del("cursor")
		for _, id := range []string{nodes[edges[i].From].ID, nodes[edges[i].To].ID} {
			if !slices.Contains(asked, id) {
				values.Add("actor", id)
			}
		}
		edges[i].Href = at(values)
	}
	x.Network = newNetwork(nodes, edges)
	x.Map = newMap(x.spots(at))
	sorted := cloneValues(x.Query)
	sorted.Del("cursor")
	if x.Backward {
		sorted.Del("order")
	} else {
		sorted.Set("order", timeline.OrderDateDesc)
	}
	x.SortHref = at(sorted)
	if x.Next != "" {
		next := cloneValues(x.Query)
		next.Set("cursor", x.Next)
		x.NextPage = at(next)
	}
	if x.Query.Has("cursor") {
		first := cloneValues(x.Query)
		first.Del("cursor")
		x.FirstPage = at(first)
	}
}

// spots are the places with coordinates, those in most events first.
func (x *Explore) spots(at func(url.Values) string) []Spot {
	roles := map[string]map[string]int{}
	for i := range x.Events {
		for _, v := range x.Events[i].Places {
			if roles[v.ID] == nil {
				roles[v.ID] = map[string]int{}
			}
			roles[v.ID][v.Role]++
		}
	}
	var spots []Spot
	for i, p := range x.Places {
		if p.Lat == nil || p.Lon == nil {
			x.Unplaced++
			continue
		}
		values := cloneValues(x.Query)
		values.Del("cursor")
		values.Set("place", p.ID)
		s := Spot{Name: p.Name, Href: at(values), Role: "subject", Events: x.PlaceCounts[i], Lat: *p.Lat, Lon: *p.Lon}
		for _, role := range timeline.PlaceRoles {
			if roles[p.ID][role] > roles[p.ID][s.Role] {
				s.Role = role
			}
		}
		spots = append(spots, s)
	}
	return spots
}

// take says how to take the query away.
func (x *Explore) take() {
	values := cloneValues(x.Query)
	for _, name := range []string{"view", "interval", "facet", "cursor"} {
		values.Del(name)
	}
	x.Address = x.Origin + addressOf("/v1/events", values)
	x.Curl = "curl -sS '" + strings.ReplaceAll(x.Address, "'", "%27") + "'"
	names := map[string]string{"ndjson": "NDJSON", "csv": "CSV", "jsonld": "JSON-LD", "geojson": "GeoJSON", "ics": "iCal", "atom": "Atom",
		"jsonfeed": "JSON Feed", "timelinejs": "TimelineJS", "timelinejs-csv": "TimelineJS CSV", "parquet": "Parquet"}
	formats := []string{"json"}
	for _, f := range convert.EventFormats {
		formats = append(formats, f.Name)
	}
	for _, name := range formats {
		label := names[name]
		if label == "" {
			label = strings.ToUpper(name)
		}
		values.Set("format", name)
		x.Formats = append(x.Formats, EventLink{label, addressOf("/v1/events", values)})
	}
}

// Render writes the page of a query.
func (x *Explore) Render(w io.Writer) error { return render(w, "explore", x.Language, x) }
