package convert

import (
	"slices"

	"example.org/dateline/internal/timeline"
)

var csvEvents = csvFormat(slices.Concat(
	[]column[timeline.Event]{
		{"id", func(e *timeline.Event) string { return e.ID }, true},
		{"story", func(e *timeline.Event) string { return e.Story }, true},
		{"title", func(e *timeline.Event) string { return e.Title }, false},
		{"summary", func(e *timeline.Event) string { return e.Summary }, false},
		{"type", func(e *timeline.Event) string { return e.Type }, true},
		{"status", func(e *timeline.Event) string { return e.Status }, true},
		{"verification", func(e *timeline.Event) string { return e.Verification }, true},
	},
	dateColumns("date_", func(e *timeline.Event) *timeline.Date { return &e.Date }),
	[]column[timeline.Event]{
		{"actors", func(e *timeline.Event) string { return listCell(e.Actors, participantCell) }, false},
		{"actor_names", func(e *timeline.Event) string {
			return listCell(e.Actors, func(p timeline.Participant) string { return nameOr(p.Name, p.ID) })
		}, false},
		{"places", func(e *timeline.Event) string { return listCell(e.Places, venueCell) }, false},
		{"place_names", func(e *timeline.Event) string {
			return listCell(e.Places, func(v timeline.Venue) string { return nameOr(v.Name, v.ID) })
		}, false},
		{"lat", func(e *timeline.Event) string { return floatCell(located(e).Lat) }, true},
		{"lon", func(e *timeline.Event) string { return floatCell(located(e).Lon) }, true},
		{"topics", func(e *timeline.Event) string { return JoinList(e.Topics) }, false},
		{"quotes", func(e *timeline.Event) string { return listCell(e.Quotes, quoteCell) }, false},
		{"sources", func(e *timeline.Event) string { return JoinList(e.Sources()) }, false},
		{"citations", func(e *timeline.Event) string { return listCell(e.Citations, citationCell) }, false},
		{"evidence", func(e *timeline.Event) string { return timeline.Evidence(e.Citations) }, true},
		{"relations", func(e *timeline.Event) string {
			return listCell(e.Relations, func(r timeline.Relation) string { return r.Type + ":" + r.Event })
		}, false},
		{"language", func(e *timeline.Event) string { return e.Language }, true},
		{"key", func(e *timeline.Event) string { return flagCell(e.Key) }, true},
		{"media", func(e *timeline.Event) string {
			return listCell(e.Media, func(m timeline.Media) string { return m.URL })
		}, false},
		{"codes", func(e *timeline.Event) string { return JoinList(e.Codes) }, false},
		{"external_ids", func(e *timeline.Event) string { return JoinList(e.ExternalIDs) }, false},
		{"figures", func(e *timeline.Event) string { return listCell(e.Figures, figureCell) }, false},
	},
	stampColumns(func(e *timeline.Event) timeline.Stamp { return e.Stamp }),
	[]column[timeline.Event]{{"details", detailsCell, false}},
))

func participantCell(p timeline.Participant) string { return p.ID + ":" + p.Role }

func venueCell(v timeline.Venue) string { return v.ID + ":" + v.Role }

func quoteCell(q timeline.Quote) string { return q.Speaker + ": " + q.Text }

func figureCell(f timeline.Figure) string {
	return JoinFields(f.Name, floatCell(f.Value), floatCell(f.Low), floatCell(f.High), f.Unit)
}

// located is the first place that the event was at and that has coordinates.
func located(e *timeline.Event) timeline.Venue {
	for _, v := range e.Places {
		if v.Role == timeline.DefaultPlaceRole && v.Lat != nil && v.Lon != nil {
			return v
		}
	}
	return timeline.Venue{}
}
