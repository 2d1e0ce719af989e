package convert

import (
	"slices"
	"strconv"

	"example.org/dateline/internal/timeline"
)

var csvQuotes = csvFormat(slices.Concat(
	[]column[timeline.Quote]{
		{"id", func(q *timeline.Quote) string { return q.ID }, true},
		{"event", func(q *timeline.Quote) string { return q.Event }, true},
		{"speaker", func(q *timeline.Quote) string { return q.Speaker }, true},
		{"via", func(q *timeline.Quote) string { return q.Via }, true},
		{"text", func(q *timeline.Quote) string { return q.Text }, false},
		{"language", func(q *timeline.Quote) string { return q.Language }, true},
		{"kind", func(q *timeline.Quote) string { return q.Kind }, true},
		{"about", func(q *timeline.Quote) string { return JoinList(q.About) }, false},
		{"addressee", func(q *timeline.Quote) string { return q.Addressee }, true},
	},
	dateColumns("date_", func(q *timeline.Quote) *timeline.Date { return q.Date }),
	[]column[timeline.Quote]{
		{"citations", func(q *timeline.Quote) string { return listCell(q.Citations, citationCell) }, false},
		{"evidence", func(q *timeline.Quote) string { return timeline.Evidence(q.Citations) }, true},
	},
	stampColumns(func(q *timeline.Quote) timeline.Stamp { return q.Stamp }),
))

var csvActors = csvFormat(slices.Concat(
	[]column[timeline.Actor]{
		{"id", func(a *timeline.Actor) string { return a.ID }, true},
		{"name", func(a *timeline.Actor) string { return a.Name }, false},
		{"kind", func(a *timeline.Actor) string { return a.Kind }, true},
		{"aliases", func(a *timeline.Actor) string { return JoinList(a.Aliases) }, false},
		{"description", func(a *timeline.Actor) string { return a.Description }, false},
		{"offices", func(a *timeline.Actor) string {
			return listCell(a.Offices, func(o timeline.Office) string { return JoinFields(o.Title, o.Organization, o.From, o.To) })
		}, false},
		{"country", func(a *timeline.Actor) string { return a.Country }, true},
		{"wikidata", func(a *timeline.Actor) string { return a.Wikidata }, true},
		{"affiliations", func(a *timeline.Actor) string {
			return listCell(a.Affiliations, func(af timeline.Affiliation) string { return JoinFields(af.Actor, af.From, af.To) })
		}, false},
	},
	stampColumns(func(a *timeline.Actor) timeline.Stamp { return a.Stamp }),
))

var csvPlaces = csvFormat(slices.Concat(
	[]column[timeline.Place]{
		{"id", func(p *timeline.Place) string { return p.ID }, true},
		{"name", func(p *timeline.Place) string { return p.Name }, false},
		{"kind", func(p *timeline.Place) string { return p.Kind }, true},
		{"lat", func(p *timeline.Place) string { return floatCell(p.Lat) }, true},
		{"lon", func(p *timeline.Place) string { return floatCell(p.Lon) }, true},
		{"country", func(p *timeline.Place) string { return p.Country }, true},
		{"parent", func(p *timeline.Place) string { return p.Parent }, true},
	},
	stampColumns(func(p *timeline.Place) timeline.Stamp { return p.Stamp }),
))

var csvStories = csvFormat(slices.Concat(
	[]column[timeline.Story]{
		{"id", func(s *timeline.Story) string { return s.ID }, true},
		{"title", func(s *timeline.Story) string { return s.Title }, false},
		{"summary", func(s *timeline.Story) string { return s.Summary }, false},
		{"language", func(s *timeline.Story) string { return s.Language }, true},
		{"topics", func(s *timeline.Story) string { return JoinList(s.Topics) }, false},
		{"visibility", func(s *timeline.Story) string { return s.Visibility }, true},
	},
	stampColumns(func(s *timeline.Story) timeline.Stamp { return s.Stamp }),
))

var csvTopics = csvFormat([]column[timeline.Topic]{
	{"id", func(t *timeline.Topic) string { return t.ID }, true},
	{"events", func(t *timeline.Topic) string { return strconv.Itoa(t.Events) }, true},
})

var csvSources = csvFormat(slices.Concat(
	[]column[timeline.Source]{
		{"id", func(s *timeline.Source) string { return s.ID }, true},
		{"title", func(s *timeline.Source) string { return s.Title }, false},
		{"publisher", func(s *timeline.Source) string { return s.Publisher }, false},
		{"url", func(s *timeline.Source) string { return s.URL }, false},
	},
	dateColumns("published_", func(s *timeline.Source) *timeline.Date { return s.Published }),
	[]column[timeline.Source]{
		{"language", func(s *timeline.Source) string { return s.Language }, true},
		{"digest", func(s *timeline.Source) string { return s.Digest }, true},
		{"length", func(s *timeline.Source) string { return countCell(s.Length) }, true},
		{"notes", func(s *timeline.Source) string {
			return listCell(s.Notes, func(n timeline.Note) string { return n.Text })
		}, false},
		{"not_factual", func(s *timeline.Source) string { return listCell(s.NotFactual, citationCell) }, false},
	},
	stampColumns(func(s *timeline.Source) timeline.Stamp { return s.Stamp }),
))
