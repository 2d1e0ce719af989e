package store_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/timeline"
	"example.org/dateline/internal/trial"
)

// asker makes up questions about what a model holds: frequent values, rare
// ones and some that nothing has.
type asker struct {
	*rand.Rand
	*model
}

func newAsker(t *testing.T, m *model, n uint64) asker {
	t.Helper()
	return asker{rand.New(rand.NewPCG(trial.Seed(t, n), 2)), m}
}

// ask parses the parameters of 1 to 4 conditions, as a caller would spell them.
func ask[Q any](t *testing.T, a asker, conditions map[string]condition, parse func(url.Values) (Q, error)) (Q, string) {
	t.Helper()
	names := make([]string, 0, len(conditions))
	for name := range conditions {
		names = append(names, name)
	}
	slices.Sort(names)
	for range 100 {
		values := url.Values{}
		for range 1 + a.IntN(4) {
			name := names[a.IntN(len(names))]
			values.Set(name, conditions[name].value())
			if conditions[name].repeats && a.IntN(4) == 0 {
				values.Add(name, conditions[name].value())
			}
		}
		if values.Has("role") && a.IntN(2) == 0 {
			values.Set("actor", conditions["actor"].value())
		}
		if values.Has("place_role") && a.IntN(2) == 0 {
			values.Set("place", conditions["place"].value())
		}
		if values.Has("actor") && a.IntN(3) == 0 {
			values.Set("affiliated", "true")
		}
		if (values.Has("speaker") || values.Has("about") || values.Has("addressee") || values.Has("via")) && a.IntN(2) == 0 {
			values.Set("affiliated", "true")
		}
		if values.Has("from") || values.Has("to") || values.Has("date") {
			values.Set("match", timeline.Matches[a.IntN(3)])
		}
		if a.IntN(6) == 0 {
			values.Set("undated", timeline.Undateds[1+a.IntN(2)])
		}
		if _, ordered := conditions["order"]; ordered && values.Has("q") && a.IntN(2) == 0 {
			values.Set("order", timeline.OrderRelevance)
		}
		if q, err := parse(values); err == nil {
			spelled, _ := url.QueryUnescape(values.Encode())
			return q, spelled
		}
	}
	panic("no question in a hundred that can be asked")
}

// condition makes up values of a parameter, which may stand twice, for AND, where
// several make sense.
type condition struct {
	value   func() string
	repeats bool
}

func once(value func() string) condition { return condition{value: value} }

// clause is some of the values, now and then many, or all but them.
func (a asker) clause(values []string) condition {
	return a.clauseOf(func() []string { return values })
}

// clauseOf is a clause of values that are looked for when it is asked.
func (a asker) clauseOf(values func() []string) condition {
	return condition{repeats: true, value: func() string {
		var list []string
		values := values()
		for range 1 + []int{0, 0, 0, 1, 2, 11}[a.IntN(6)] {
			f := a.Float64()
			list = append(list, values[int(f*f*float64(len(values)))])
		}
		if a.IntN(5) == 0 {
			return "!" + strings.Join(list, ",")
		}
		return strings.Join(list, ",")
	}}
}

func ids[T any](t table[T], id func(*T) string) []string {
	list := make([]string, 0, len(t.list)+1)
	for _, record := range t.list {
		list = append(list, id(record))
	}
	return append(list, "nobody-has-this")
}

func (a asker) storyIDs() []string {
	return ids(a.stories, func(s *timeline.Story) string { return s.ID })
}

func (a asker) actorIDs() []string {
	return ids(a.actors, func(r *timeline.Actor) string { return r.ID })
}

func (a asker) placeIDs() []string {
	return ids(a.places, func(r *timeline.Place) string { return r.ID })
}

// eventIDs are some ids of events.
func (a asker) eventIDs() []string {
	list := make([]string, 0, 101)
	for range 100 {
		list = append(list, a.events.list[a.IntN(len(a.events.list))].ID)
	}
	return append(list, "nobody-has-this")
}

func (a asker) externalIDs() []string {
	list := []string{"gdelt:shared"}
	for _, e := range a.events.list {
		list = append(list, e.ExternalIDs...)
	}
	return append(list, "nobody:has-this")
}

func (a asker) sourceIDs() []string {
	return ids(a.sources, func(s *timeline.Source) string { return s.ID })
}

func (a asker) quoteIDs() []string {
	return ids(a.quotes, func(s *said) string { return s.ID })
}

// quotedIDs are the events that quotes belong to.
func (a asker) quotedIDs() []string {
	return ids(a.quotes, func(s *said) string { return s.in.ID })
}

func (a asker) topicIDs() []string {
	topics, _ := a.findTopics(timeline.TopicQuery{})
	for _, s := range a.stories.list {
		topics = append(topics, s.ID+"-only")
	}
	return topics
}

// event makes up a query of events.
func (a asker) event(t *testing.T) (timeline.Query, string) {
	return ask(t, a, a.eventConditions(), timeline.ParseQuery)
}

// quote makes up a query of quotes.
func (a asker) quote(t *testing.T) (timeline.QuoteQuery, string) {
	return ask(t, a, map[string]condition{
		"id":        a.clauseOf(a.quoteIDs),
		"story":     a.clauseOf(a.storyIDs),
		"event":     a.clauseOf(a.quotedIDs),
		"topic":     a.clauseOf(a.topicIDs),
		"kind":      a.clause(timeline.QuoteKinds),
		"speaker":   a.clauseOf(a.actorIDs),
		"via":       a.clauseOf(a.actorIDs),
		"about":     a.clauseOf(a.actorIDs),
		"addressee": a.clauseOf(a.actorIDs),
		"evidence":  a.clause(timeline.Grades),
		"from":      once(a.bound),
		"to":        once(a.bound),
		"date":      once(a.bound),
		"tz":        once(func() string { return zones[a.IntN(len(zones))] }),
		"q": once(func() string {
			return a.search(func() string { return a.quotes.list[a.IntN(len(a.quotes.list))].Text })
		}),
		"updated_since": once(func() string { return a.quotes.list[a.IntN(len(a.quotes.list))].updated.Format(time.RFC3339Nano) }),
		"order":         once(func() string { return timeline.QuoteOrders[a.IntN(4)] }),
	}, timeline.ParseQuoteQuery)
}

// eventText is some text in which a search may find an event.
func (a asker) eventText() string {
	e := a.events.list[a.IntN(len(a.events.list))]
	texts := []string{e.Title, e.Title, e.Summary}
	for _, p := range e.Actors {
		actor := a.actors.by[p.ID]
		texts = append(append(texts, actor.Name), actor.Aliases...)
	}
	for _, v := range e.Places {
		texts = append(texts, a.places.by[v.ID].Name)
	}
	for _, q := range e.Quotes {
		texts = append(texts, q.Text)
	}
	return texts[a.IntN(len(texts))]
}

// search makes up one to three terms out of texts: words in any case, phrases
// and prefixes, wanted or not.
func (a asker) search(text func() string) string {
	var terms []string
	for range 1 + a.IntN(3) {
		words := strings.Fields(text())
		if len(words) == 0 {
			continue
		}
		from := a.IntN(len(words))
		term := words[from]
		if a.IntN(3) == 0 {
			to := min(len(words), from+1+a.IntN(3))
			term = `"` + strings.ReplaceAll(strings.Join(words[from:to], " "), `"`, " ") + `"`
		} else if runes := []rune(term); len(runes) > 2 && a.IntN(3) == 0 {
			term = string(runes[:2+a.IntN(len(runes)-2)]) + "*"
		}
		if len(terms) > 0 && a.IntN(4) == 0 {
			term = "-" + term
		}
		if a.IntN(4) == 0 {
			term = strings.ToUpper(term)
		}
		terms = append(terms, term)
	}
	return strings.Join(terms, " ")
}

// point is the place of some place, or any.
func (a asker) point() (lat, lon float64) {
	if p := a.places.list[a.IntN(len(a.places.list))]; p.Lat != nil && a.IntN(4) > 0 {
		return *p.Lat, *p.Lon
	}
	return float64(a.IntN(181) - 90), float64(a.IntN(361) - 180)
}

func (a asker) near() string {
	lat, lon := a.point()
	km := []float64{0.001, 1, 30, 400, 2500, 9000, 19_990, 20_015.2, 20_038}[a.IntN(9)]
	return numbers(lat, lon, km)
}

func (a asker) box() string {
	south, west := a.point()
	north, east := a.point()
	if a.IntN(3) == 0 {
		west, east = []float64{170, -180, 180, 179.98}[a.IntN(4)], []float64{180, -180, -179.9, -170}[a.IntN(4)]
	}
	return numbers(west, min(south, north), east, max(south, north))
}

func numbers(list ...float64) string {
	parts := make([]string, len(list))
	for i, n := range list {
		parts[i] = strconv.FormatFloat(n, 'f', -1, 64)
	}
	return strings.Join(parts, ",")
}

// limit is a size of pages that makes a list of n records a few pages long.
func (a asker) limit(n int) int {
	if a.IntN(8) == 0 {
		return timeline.MaxLimit
	}
	return min(timeline.MaxLimit, 1+a.IntN(1+n/[]int{1, 2, 4, 7}[a.IntN(4)]))
}

// describe names a failed question.
func describe(resource, question string, limit int) string {
	return fmt.Sprintf("%s?%s by %d", resource, question, limit)
}
