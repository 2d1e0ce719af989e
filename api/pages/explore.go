package pages

import (
	"bytes"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	exploreCounted = 100_000 // events up to which the page counts and draws an answer
	exploreValues  = 8       // values of a facet that it shows at first
	exploreNodes   = 12      // actors in the network
	explorePlaces  = 40      // places on the map
	exploreIgnored = 10      // parameters that it names of those that it ignored
)

// exploreFacets are those that the page counts by. Each is a filter too.
var exploreFacets = []string{"actor", "speaker", "type", "status", "verification", "evidence", "basis", "place", "country", "topic", "source", "code", "story"}

// exploreParameters names what the page of a query takes beside lang.
func exploreParameters() []string {
	return append(timeline.FilterParameters(), "order", "cursor", "interval", "view", "facet")
}

// getExplorePage serves GET /explore: one query, looked at in many ways.
func (s *server) getExplorePage(c *gin.Context) error {
	a, err := s.askPage(c, exploreParameters()...)
	if err != nil {
		return err
	}
	for _, name := range a.ignored[:min(len(a.ignored), exploreIgnored)] {
		meant := timeline.Suggest(name, append(exploreParameters(), languageParameter))
		a.frame.Ignored = append(a.frame.Ignored, page.Ignored{Name: httpserver.Clip(name, 64), Meant: meant})
	}
	if a.values.Get("view") == "table" { // as the page is without it
		a.values.Del("view")
		a.tidy = a.frame.Self()
	}
	for i, v := range a.values["country"] {
		if capitals := strings.ToUpper(v); capitals != v { // as the facet has it
			a.values["country"][i] = capitals
			a.tidy = a.frame.Self()
		}
	}
	if a.tidy != "" {
		return redirect(c, a.tidy)
	}
	q, interval, err := exploreQuery(a)
	if fault, ok := faultOf(a, err); ok && wantsPage(c.Request) {
		return s.sendExploreFault(c, a, fault)
	}
	if err != nil {
		return err
	}
	in, held := page.ExploreInput{Frame: a.frame, Asked: q}, false
	err = s.read(c, func(v *store.View) error {
		version, err := v.Version()
		if err != nil {
			return err
		}
		if held = s.pageUnchanged(c, a, version, ""); held {
			return nil
		}
		return s.readExplore(v, &in, interval, a.values.Get("facet"))
	})
	if err != nil || held {
		return err
	}
	return s.sendPage(c, a, func(w *bytes.Buffer) error { return page.NewExplore(in).Render(w) })
}

// exploreQuery reads the query, and what is said of its views.
func exploreQuery(a askedPage) (q timeline.Query, interval string, err error) {
	values := map[string][]string{}
	for name, list := range a.values {
		switch name {
		case "interval", "view", "facet":
			known := map[string][]string{"interval": timeline.Intervals, "view": {"table", "list"}, "facet": exploreFacets}[name]
			if len(list) != 1 || !slices.Contains(known, list[0]) {
				return q, "", &timeline.Error{Code: timeline.InvalidParameter, Parameter: name, Suggestions: timeline.Suggest(list[0], known),
					Message: "The parameter " + name + " is one of " + strings.Join(known, ", ") + ", once."}
			}
		default:
			values[name] = list
		}
	}
	q, err = timeline.ParseQuery(values)
	return q, a.values.Get("interval"), err
}

// readExplore reads what the page of a query shows.
func (s *server) readExplore(v *store.View, in *page.ExploreInput, interval, facet string) error {
	q := in.Asked
	sc := httpserver.ScopeOf("explore page", q.Values())
	after, err := s.Position(sc, q.Cursor)
	if err != nil {
		return err
	}
	q.Count = true
	list, err := v.Events(q, after)
	if err != nil {
		return err
	}
	in.Total, in.Counted = *list.Total, *list.Total <= exploreCounted
	if list.Next != nil {
		in.Next = s.Cursor(sc, *list.Next)
	}
	if in.Events, err = decodedAs[timeline.Event](list); err != nil {
		return err
	}
	if err := readMatches(v, in); err != nil {
		return err
	}
	if in.Counted {
		if err := readFacets(v, in, facet); err != nil {
			return err
		}
		spread, err := v.Spread(q)
		if err != nil {
			return err
		}
		if in.Hist, err = histogramOf(in.Language, &spread, interval, in.Total); err != nil {
			return err
		}
		if err := readNetwork(v, in); err != nil {
			return err
		}
	}
	return readStories(v, in)
}

// readMatches counts what is in the range certainly, and possibly.
func readMatches(v *store.View, in *page.ExploreInput) error {
	in.Possible, in.Certain = in.Total, in.Total
	if !in.Query.Has("from") && !in.Query.Has("to") && !in.Query.Has("date") {
		return nil
	}
	q := in.Asked
	q.Count, q.Limit, q.Cursor, q.Order = true, 1, "", timeline.OrderDate
	for match, into := range map[string]*int{timeline.MatchPossible: &in.Possible, timeline.MatchCertain: &in.Certain} {
		if q.Period.Match = match; match == in.Asked.Period.Match {
			continue
		}
		list, err := v.Events(q, nil)
		if err != nil {
			return err
		}
		*into = *list.Total
	}
	return nil
}

// readFacets counts by each facet. Where an event has but one value of it, what
// is asked for of that facet is left out: the boxes say what else there is.
func readFacets(v *store.View, in *page.ExploreInput, whole string) error {
	together := []string{}
	counts := map[string][]page.FacetCount{}
	ask := func(q timeline.Query, by []string) error {
		q.Limit = timeline.MaxLimit
		found, err := v.Facets(timeline.FacetQuery{Query: q, By: by})
		for name, values := range found {
			for _, v := range values {
				counts[name] = append(counts[name], page.FacetCount{Value: v.Value, Label: v.Label, Events: v.Count})
			}
		}
		return err
	}
	for _, name := range exploreFacets {
		if !slices.Contains(page.OneValued, name) || !in.Query.Has(name) {
			together = append(together, name)
			continue
		}
		if err := ask(without(in.Asked, name), []string{name}); err != nil {
			return err
		}
	}
	if err := ask(in.Asked, together); err != nil {
		return err
	}
	for _, name := range exploreFacets {
		f := page.FacetInput{Name: name, Values: counts[name]}
		if name == "place" {
			if err := readPlaces(v, in, f.Values); err != nil {
				return err
			}
		}
		shown := exploreValues
		if name == whole {
			shown = timeline.DefaultFacetValues
		}
		if len(f.Values) > shown {
			f.More, f.Values = len(f.Values)-shown, f.Values[:shown]
		}
		in.Facets = append(in.Facets, f)
	}
	return nil
}

// without is a query without its filter on a facet of one value.
func without(q timeline.Query, facet string) timeline.Query {
	switch facet {
	case "type":
		q.Type = nil
	case "status":
		q.Status = nil
	case "verification":
		q.Verification = nil
	case "evidence":
		q.Evidence = nil
	case "basis":
		q.Basis = nil
	case "story":
		q.Story = nil
	}
	return q
}

func readPlaces(v *store.View, in *page.ExploreInput, values []page.FacetCount) error {
	values = values[:min(len(values), explorePlaces)]
	ids := make([]string, len(values))
	for i, v := range values {
		ids[i] = v.Value
	}
	places, err := v.PlacesByID(ids)
	for _, v := range values {
		if p, found := places[v.Value]; found {
			in.Places = append(in.Places, p)
			in.PlaceCounts = append(in.PlaceCounts, v.Events)
		}
	}
	return err
}

func readNetwork(v *store.View, in *page.ExploreInput) error {
	q := in.Asked
	q.Limit = exploreNodes
	found, err := v.Network(timeline.NetworkQuery{Query: q})
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, n := range found.Nodes {
		at[n.ID] = i
		in.Nodes = append(in.Nodes, page.Node{ID: n.ID, Name: n.Name, Events: n.Events})
	}
	for _, e := range found.Edges {
		in.Edges = append(in.Edges, page.Edge{From: at[e.Source], To: at[e.Target], Events: e.Events})
	}
	return nil
}

// readStories reads the stories that the events on the page belong to, for
// their language and title.
func readStories(v *store.View, in *page.ExploreInput) (err error) {
	ids := make([]string, len(in.Events))
	for i := range in.Events {
		ids[i] = in.Events[i].Story
	}
	in.Stories, err = v.StoriesByID(ids)
	return err
}
