package timeline

import (
	"net/url"
	"slices"
	"strings"
)

// QuoteFacets are the properties by which quotes can be counted. Each value is
// one that the filter of that name takes, but of year, which date takes.
var QuoteFacets = []string{"speaker", "via", "about", "addressee", "kind", "topic", "story", "event", "year", "evidence"}

// QuoteFacetQuery asks how many quotes have each value of some properties.
type QuoteFacetQuery struct {
	QuoteQuery
	By []string // of QuoteFacets
}

var quoteFacetParameters = slices.Concat(
	lift(quoteFilters, func(q *QuoteFacetQuery) *QuoteQuery { return &q.QuoteQuery }),
	parameters[QuoteFacetQuery]{
		wordList("by", QuoteFacets, func(q *QuoteFacetQuery) *[]string { return &q.By }),
		limitParameter(func(q *QuoteFacetQuery) *int { return &q.Limit }, DefaultFacetValues),
	},
)

// ParseQuoteFacetQuery reads the query of a URL, as ParseQuery does.
func ParseQuoteFacetQuery(values url.Values) (QuoteFacetQuery, error) {
	q := QuoteFacetQuery{QuoteQuery: QuoteQuery{Paging: Paging{Limit: DefaultFacetValues}, Period: anyPeriod()}}
	if err := quoteFacetParameters.parse(values, &q); err != nil {
		return QuoteFacetQuery{}, err
	}
	if len(q.By) == 0 {
		return QuoteFacetQuery{}, invalid("by", nil, "is required: one or more of %s", strings.Join(QuoteFacets, ", "))
	}
	return q, q.Period.check(values.Has)
}

// Values prints the query back, canonically.
func (q QuoteFacetQuery) Values() url.Values { return quoteFacetParameters.values(&q) }

// QuoteFacetParameters names the parameters that ParseQuoteFacetQuery takes.
func QuoteFacetParameters() []string { return quoteFacetParameters.names() }
