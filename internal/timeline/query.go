package timeline

import (
	"net/url"
	"slices"
	"strconv"
	"time"
)

// The orders of events. The first is the default.
const (
	OrderDate         = "date"      // earliest first; what has no known start comes first
	OrderDateDesc     = "-date"     // the same backwards
	OrderStory        = "story"     // earliest first; what is known by its end alone before the day of it, what has no known date last
	OrderRecorded     = "recorded"  // in the order in which this server learned of them
	OrderRecordedDesc = "-recorded" // the same backwards
	OrderRelevance    = "relevance" // best match of q first
)

// Orders lists them, the default first.
var Orders = []string{OrderDate, OrderDateDesc, OrderStory, OrderRecorded, OrderRecordedDesc, OrderRelevance}

// What `include` adds to a list of events.
const (
	IncludeSnippets = "snippets" // where each event matches q
	IncludeActors   = "actors"   // the full records of the actors on the page
	IncludePlaces   = "places"   // of the places
	IncludeSources  = "sources"  // of the sources cited
)

// Includes lists them.
var Includes = []string{IncludeSnippets, IncludeActors, IncludePlaces, IncludeSources}

// Query is the question that every view of events answers: the list, counts,
// exports, feeds and pages. The zero value is not a Query; see NewQuery.
type Query struct {
	Paging
	ID, ExternalID, Story, Actor, Role, Speaker, Type, Code, Status, Verification, Place, PlaceRole, Country, Topic, Source, Evidence, Basis []Clause

	// Affiliated widens Actor to those who belong to the actors named, when
	// they did.
	Affiliated   bool
	Key          bool // key events alone
	Period       Period
	Search       Search
	Near         *Circle
	Box          *Box
	UpdatedSince time.Time // zero for any time
	Order        string
	Include      []string
}

// NewQuery is the query for everything, with the defaults of the contract.
func NewQuery() Query {
	return Query{Paging: Paging{Limit: DefaultLimit}, Period: anyPeriod(), Order: OrderDate}
}

// filterParameters are those that narrow events, whatever is then shown of
// them.
var filterParameters = slices.Concat(
	parameters[Query]{
		idParameter(func(q *Query) *[]Clause { return &q.ID }),
		clausesOf("external_id", beforeSchemes, aCode, func(q *Query) *[]Clause { return &q.ExternalID }),
		clauses("story", aSlug, func(q *Query) *[]Clause { return &q.Story }),
		clauses("actor", aSlug, func(q *Query) *[]Clause { return &q.Actor }),
		clauses("role", anyOf(ActorRoles), func(q *Query) *[]Clause { return &q.Role }),
		clauses("speaker", aSlug, func(q *Query) *[]Clause { return &q.Speaker }),
		clauses("type", aSlug, func(q *Query) *[]Clause { return &q.Type }),
		clausesOf("code", beforeSchemes, aCode, func(q *Query) *[]Clause { return &q.Code }),
		clauses("status", anyOf(Statuses), func(q *Query) *[]Clause { return &q.Status }),
		clauses("verification", anyOf(Verifications), func(q *Query) *[]Clause { return &q.Verification }),
		clauses("place", aSlug, func(q *Query) *[]Clause { return &q.Place }),
		clauses("place_role", anyOf(PlaceRoles), func(q *Query) *[]Clause { return &q.PlaceRole }),
		inCapitals(clauses("country", aCountry, func(q *Query) *[]Clause { return &q.Country })),
		clauses("topic", aSlug, func(q *Query) *[]Clause { return &q.Topic }),
		clauses("source", aSlug, func(q *Query) *[]Clause { return &q.Source }),
		clauses("evidence", anyOf(Grades), func(q *Query) *[]Clause { return &q.Evidence }),
		clauses("basis", anyOf(Bases), func(q *Query) *[]Clause { return &q.Basis }),
		flag("affiliated", func(q *Query) *bool { return &q.Affiliated }),
		flag("key", func(q *Query) *bool { return &q.Key }),
	},
	periodParameters(func(q *Query) *Period { return &q.Period }),
	parameters[Query]{
		searchParameter(func(q *Query) *Search { return &q.Search }),
		one("near", func(q *Query, v string) (err error) { q.Near, err = parseCircle(v); return },
			func(q *Query) string {
				if q.Near == nil {
					return ""
				}
				return printNumbers(q.Near.Lat, q.Near.Lon, q.Near.Km)
			}),
		one("bbox", func(q *Query, v string) (err error) { q.Box, err = parseBox(v); return },
			func(q *Query) string {
				if q.Box == nil {
					return ""
				}
				return printNumbers(q.Box.West, q.Box.South, q.Box.East, q.Box.North)
			}),
		one("updated_since", func(q *Query, v string) (err error) { q.UpdatedSince, err = parseInstant(v); return },
			func(q *Query) string {
				if q.UpdatedSince.IsZero() {
					return ""
				}
				return q.UpdatedSince.Format(time.RFC3339Nano)
			}),
		asOfParameter(func(q *Query) *Paging { return &q.Paging }),
	},
)

var queryParameters = slices.Concat(
	filterParameters,
	parameters[Query]{
		word("order", Orders, func(q *Query) *string { return &q.Order }),
		wordSet("include", Includes, func(q *Query) *[]string { return &q.Include }),
	},
	pageParameters(FieldNames(new(Event)), func(q *Query) *Paging { return &q.Paging }),
)

// QueryParameters lists the names of the parameters that ParseQuery takes.
func QueryParameters() []string { return queryParameters.names() }

// FilterParameters lists the names of those that narrow events.
func FilterParameters() []string { return filterParameters.names() }

// ParseQuery reads the query of a URL. Its error is an *Error with code
// UnknownParameter or InvalidParameter that names the parameter at fault.
func ParseQuery(values url.Values) (Query, error) {
	q := NewQuery()
	if err := queryParameters.parse(values, &q); err != nil {
		return Query{}, err
	}
	if err := q.Period.check(values.Has); err != nil {
		return Query{}, err
	}
	if q.Search.IsZero() && q.Order == OrderRelevance {
		return Query{}, invalid("order", nil, "is relevance, which needs a search in q")
	}
	if q.Search.IsZero() && q.Includes(IncludeSnippets) {
		return Query{}, invalid("include", nil, "asks for snippets, which need a search in q")
	}
	return q, nil
}

// Values prints the query back: parsing them gives an equal Query, and
// queries that mean the same print the same.
func (q Query) Values() url.Values { return queryParameters.values(&q) }

// Includes reports whether the query asks for an extra.
func (q Query) Includes(extra string) bool { return slices.Contains(q.Include, extra) }

// ShowsRetracted reports whether the query asks for retracted events, which
// every other query leaves out.
func (q Query) ShowsRetracted() bool {
	return slices.ContainsFunc(q.Verification, func(c Clause) bool {
		return !c.Exclude && slices.Contains(c.Values, Retracted)
	})
}

// parseInstant takes an RFC 3339 instant, or an EDTF date for its first second.
func parseInstant(v string) (time.Time, error) {
	const rule = "takes an RFC 3339 instant such as 2025-03-05T10:00:00Z, or a day"
	if t, err := time.Parse(time.RFC3339Nano, v); err == nil {
		if t = t.UTC().Truncate(time.Microsecond); t.Year() < 0 || t.Year() > 9999 {
			return t, invalid("", nil, "%s; %q is outside the years 0000 to 9999 in UTC", rule, Clip(v, 60))
		}
		return t, nil
	}
	d, err := parseBound(v)
	if err != nil {
		return time.Time{}, invalid("", nil, "%s, not %q", rule, Clip(v, 60))
	}
	sec := d.Interval().Earliest
	if year := time.Unix(sec, 0).UTC().Year(); sec < -62167219200 || year > 9999 {
		return time.Time{}, invalid("", nil, "%s; %s is outside the years 0000 to 9999", rule, strconv.Quote(Clip(v, 60)))
	}
	return time.Unix(sec, 0).UTC(), nil
}
