package timeline_test

import (
	"net/url"
	"testing"

	"example.org/dateline/internal/timeline"
)

// printed is a query that prints itself.
type printed interface{ Values() url.Values }

func read[Q printed](parse func(url.Values) (Q, error)) func(url.Values) (url.Values, error) {
	return func(values url.Values) (url.Values, error) {
		q, err := parse(values)
		if err != nil {
			return nil, err
		}
		return q.Values(), nil
	}
}

// FuzzQueries: a query string is refused with a code and without a word of Go's, or is read
// as what it prints.
func FuzzQueries(f *testing.F) {
	for _, query := range []string{"", "actor=a&actor=b,c&type=!call&from=2025-03&to=Y-13800000000", "bbox=170,-10,-170,10&near=46.2,6.1,50", "q=%22a+b%22+-c+d*&order=relevance&include=snippets", "by=actor,type&interval=month&tz=Europe/Kyiv",
		"group=year,actor&top=3&other=true&value=figure:attendance", "as_of=2025-03-06T00:00:00Z&undated=only&match=within", "limit=0&cursor=%00&since=-1", "figure=a%3E1,b%3C%3D2.5&external_id=gdelt:1"} {
		f.Add(query)
	}
	parsers := map[string]func(url.Values) (url.Values, error){
		"events": read(timeline.ParseQuery), "facets": read(timeline.ParseFacetQuery), "histogram": read(timeline.ParseHistogramQuery), "network": read(timeline.ParseNetworkQuery),
		"aggregate": read(timeline.ParseAggregateQuery), "changes": read(timeline.ParseChangeQuery), "quotes": read(timeline.ParseQuoteQuery), "quote facets": read(timeline.ParseQuoteFacetQuery),
		"actors": read(timeline.ParseActorQuery), "places": read(timeline.ParsePlaceQuery), "sources": read(timeline.ParseSourceQuery), "stories": read(timeline.ParseStoryQuery),
		"topics": read(timeline.ParseTopicQuery), "revisions": read(timeline.ParseRevisionQuery), "stream": read(timeline.ParseStreamQuery),
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, _ := url.ParseQuery(query) // what can be read of it
		for name, parse := range parsers {
			once, err := parse(values)
			if err != nil {
				if timeline.CodeOf(err) == timeline.Internal {
					t.Errorf("%s: %q is a failure: %v", name, query, err)
				}
				continue
			}
			again, err := parse(once)
			if err != nil || again.Encode() != once.Encode() {
				t.Errorf("%s: %q prints %q, which reads %q, %v", name, query, once.Encode(), again.Encode(), err)
			}
		}
	})
}
