package timeline

import (
	"net/url"
	"slices"
	"time"
)

// QuoteOrders are the orders of quotes, the default first: those of events but for
// the order of a story.
var QuoteOrders = []string{OrderDate, OrderDateDesc, OrderRecorded, OrderRecordedDesc, OrderRelevance}

// QuoteQuery narrows quotes: who said what, about and to whom, and when.
type QuoteQuery struct {
	Paging
	ID, Story, Event, Topic, Kind, Speaker, Via, About, Addressee, Evidence []Clause

	// Affiliated widens Speaker, Via, About and Addressee to those who belonged to
	// the actors named when it was said.
	Affiliated   bool
	Period       Period
	Search       Search
	UpdatedSince time.Time // zero for any time
	Order        string    // one of QuoteOrders; empty for the first
}

// quoteFilters are those that narrow quotes, whatever is then shown of them.
var quoteFilters = slices.Concat(
	parameters[QuoteQuery]{
		idParameter(func(q *QuoteQuery) *[]Clause { return &q.ID }),
		clauses("story", aSlug, func(q *QuoteQuery) *[]Clause { return &q.Story }),
		clauses("event", aSlug, func(q *QuoteQuery) *[]Clause { return &q.Event }),
		clauses("topic", aSlug, func(q *QuoteQuery) *[]Clause { return &q.Topic }),
		clauses("kind", anyOf(QuoteKinds), func(q *QuoteQuery) *[]Clause { return &q.Kind }),
		clauses("speaker", aSlug, func(q *QuoteQuery) *[]Clause { return &q.Speaker }),
		clauses("via", aSlug, func(q *QuoteQuery) *[]Clause { return &q.Via }),
		clauses("about", aSlug, func(q *QuoteQuery) *[]Clause { return &q.About }),
		clauses("addressee", aSlug, func(q *QuoteQuery) *[]Clause { return &q.Addressee }),
		clauses("evidence", anyOf(Grades), func(q *QuoteQuery) *[]Clause { return &q.Evidence }),
		flag("affiliated", func(q *QuoteQuery) *bool { return &q.Affiliated }),
		instant("updated_since", func(q *QuoteQuery) *time.Time { return &q.UpdatedSince }),
		searchParameter(func(q *QuoteQuery) *Search { return &q.Search }),
	},
	periodParameters(func(q *QuoteQuery) *Period { return &q.Period }),
	parameters[QuoteQuery]{asOfParameter(func(q *QuoteQuery) *Paging { return &q.Paging })},
)

var quoteParameters = slices.Concat(
	quoteFilters,
	parameters[QuoteQuery]{word("order", QuoteOrders, func(q *QuoteQuery) *string { return &q.Order })},
	pageParameters(FieldNames(new(Quote)), func(q *QuoteQuery) *Paging { return &q.Paging }),
)

// ParseQuoteQuery reads the query of a URL, as ParseQuery does.
func ParseQuoteQuery(values url.Values) (QuoteQuery, error) {
	q := QuoteQuery{Paging: Paging{Limit: DefaultLimit}, Period: anyPeriod(), Order: QuoteOrders[0]}
	if err := quoteParameters.parse(values, &q); err != nil {
		return QuoteQuery{}, err
	}
	if q.Search.IsZero() && q.Order == OrderRelevance {
		return QuoteQuery{}, invalid("order", nil, "is relevance, which needs a search in q")
	}
	return q, q.Period.check(values.Has)
}

// Values prints the query back, canonically.
func (q QuoteQuery) Values() url.Values { return quoteParameters.values(&q) }

// ActorQuery narrows actors. Search looks at names and aliases, and takes the
// last word as a prefix, as a person types.
type ActorQuery struct {
	Paging
	ID, Story, Kind, Country, Affiliation []Clause
	Search                                Search
}

var actorParameters = slices.Concat(
	parameters[ActorQuery]{
		idParameter(func(q *ActorQuery) *[]Clause { return &q.ID }),
		clauses("story", aSlug, func(q *ActorQuery) *[]Clause { return &q.Story }),
		clauses("kind", anyOf(ActorKinds), func(q *ActorQuery) *[]Clause { return &q.Kind }),
		clauses("country", aCountry, func(q *ActorQuery) *[]Clause { return &q.Country }),
		clauses("affiliation", aSlug, func(q *ActorQuery) *[]Clause { return &q.Affiliation }),
		searchParameter(func(q *ActorQuery) *Search { return &q.Search }),
	},
	parameters[ActorQuery]{asOfParameter(func(q *ActorQuery) *Paging { return &q.Paging })},
	pageParameters(FieldNames(new(Actor)), func(q *ActorQuery) *Paging { return &q.Paging }),
)

// ParseActorQuery reads the query of a URL, as ParseQuery does.
func ParseActorQuery(values url.Values) (ActorQuery, error) {
	q := ActorQuery{Paging: Paging{Limit: DefaultLimit}}
	return q, actorParameters.parse(values, &q)
}

// Values prints the query back, canonically.
func (q ActorQuery) Values() url.Values { return actorParameters.values(&q) }

// PlaceQuery narrows places. Parent keeps the places inside the ones named,
// however deep.
type PlaceQuery struct {
	Paging
	ID, Story, Kind, Country, Parent []Clause
	Search                           Search
}

var placeParameters = slices.Concat(
	parameters[PlaceQuery]{
		idParameter(func(q *PlaceQuery) *[]Clause { return &q.ID }),
		clauses("story", aSlug, func(q *PlaceQuery) *[]Clause { return &q.Story }),
		clauses("kind", aSlug, func(q *PlaceQuery) *[]Clause { return &q.Kind }),
		clauses("country", aCountry, func(q *PlaceQuery) *[]Clause { return &q.Country }),
		clauses("parent", aSlug, func(q *PlaceQuery) *[]Clause { return &q.Parent }),
		searchParameter(func(q *PlaceQuery) *Search { return &q.Search }),
	},
	parameters[PlaceQuery]{asOfParameter(func(q *PlaceQuery) *Paging { return &q.Paging })},
	pageParameters(FieldNames(new(Place)), func(q *PlaceQuery) *Paging { return &q.Paging }),
)

// ParsePlaceQuery reads the query of a URL, as ParseQuery does.
func ParsePlaceQuery(values url.Values) (PlaceQuery, error) {
	q := PlaceQuery{Paging: Paging{Limit: DefaultLimit}}
	return q, placeParameters.parse(values, &q)
}

// Values prints the query back, canonically.
func (q PlaceQuery) Values() url.Values { return placeParameters.values(&q) }

// SourceQuery narrows sources. Search looks at titles and publishers.
type SourceQuery struct {
	Paging
	ID, Story []Clause
	Search    Search
}

var sourceParameters = slices.Concat(
	parameters[SourceQuery]{
		idParameter(func(q *SourceQuery) *[]Clause { return &q.ID }),
		clauses("story", aSlug, func(q *SourceQuery) *[]Clause { return &q.Story }),
		searchParameter(func(q *SourceQuery) *Search { return &q.Search }),
	},
	parameters[SourceQuery]{asOfParameter(func(q *SourceQuery) *Paging { return &q.Paging })},
	pageParameters(FieldNames(new(Source)), func(q *SourceQuery) *Paging { return &q.Paging }),
)

// ParseSourceQuery reads the query of a URL, as ParseQuery does.
func ParseSourceQuery(values url.Values) (SourceQuery, error) {
	q := SourceQuery{Paging: Paging{Limit: DefaultLimit}}
	return q, sourceParameters.parse(values, &q)
}

// Values prints the query back, canonically.
func (q SourceQuery) Values() url.Values { return sourceParameters.values(&q) }

// StoryQuery narrows stories. Search looks at titles and summaries.
type StoryQuery struct {
	Paging
	ID, Topic []Clause
	Search    Search
}

var storyParameters = slices.Concat(
	parameters[StoryQuery]{
		idParameter(func(q *StoryQuery) *[]Clause { return &q.ID }),
		clauses("topic", aSlug, func(q *StoryQuery) *[]Clause { return &q.Topic }),
		searchParameter(func(q *StoryQuery) *Search { return &q.Search }),
	},
	parameters[StoryQuery]{asOfParameter(func(q *StoryQuery) *Paging { return &q.Paging })},
	pageParameters(FieldNames(new(Story)), func(q *StoryQuery) *Paging { return &q.Paging }),
)

// ParseStoryQuery reads the query of a URL, as ParseQuery does.
func ParseStoryQuery(values url.Values) (StoryQuery, error) {
	q := StoryQuery{Paging: Paging{Limit: DefaultLimit}}
	return q, storyParameters.parse(values, &q)
}

// Values prints the query back, canonically.
func (q StoryQuery) Values() url.Values { return storyParameters.values(&q) }

// TopicQuery narrows topics.
type TopicQuery struct {
	Paging
	ID, Story []Clause
}

var topicParameters = slices.Concat(
	parameters[TopicQuery]{
		idParameter(func(q *TopicQuery) *[]Clause { return &q.ID }),
		clauses("story", aSlug, func(q *TopicQuery) *[]Clause { return &q.Story }),
	},
	parameters[TopicQuery]{asOfParameter(func(q *TopicQuery) *Paging { return &q.Paging })},
	pageParameters(FieldNames(new(Topic)), func(q *TopicQuery) *Paging { return &q.Paging }),
)

// ParseTopicQuery reads the query of a URL, as ParseQuery does.
func ParseTopicQuery(values url.Values) (TopicQuery, error) {
	q := TopicQuery{Paging: Paging{Limit: DefaultLimit}}
	return q, topicParameters.parse(values, &q)
}

// Values prints the query back, canonically.
func (q TopicQuery) Values() url.Values { return topicParameters.values(&q) }

// idParameter names the records wanted, or those not wanted.
func idParameter[Q any](at func(q *Q) *[]Clause) parameter[Q] { return clauses("id", aSlug, at) }

// instant makes a parameter that holds a moment; none where it is left out.
func instant[Q any](name string, at func(q *Q) *time.Time) parameter[Q] {
	return one(name, func(q *Q, v string) (err error) { *at(q), err = parseInstant(v); return },
		func(q *Q) string {
			if at(q).IsZero() {
				return ""
			}
			return at(q).Format(time.RFC3339Nano)
		})
}

func aCountry(v string) *Error {
	if countryPattern.MatchString(v) {
		return nil
	}
	return invalid("", nil, "holds %q: expected a two-letter country code in capitals such as UA", Clip(v, 40))
}

// ListParameters names the query parameters of each list, by resource.
func ListParameters() map[string][]string {
	return map[string][]string{
		"events":  queryParameters.names(),
		"quotes":  quoteParameters.names(),
		"actors":  actorParameters.names(),
		"places":  placeParameters.names(),
		"sources": sourceParameters.names(),
		"stories": storyParameters.names(),
		"topics":  topicParameters.names(),
	}
}
