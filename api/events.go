package api

import (
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func events() resource[timeline.Query] {
	return resource[timeline.Query]{
		name:    "events",
		one:     "event",
		parse:   timeline.ParseQuery,
		page:    func(q timeline.Query) timeline.Paging { return q.Paging },
		find:    (*store.View).Events,
		each:    (*store.View).EachEvent,
		lists:   exported(convert.EventFormats),
		records: exportedOne(convert.EventFormats),
	}
}

// listEvents serves GET /v1/events.
func (s *server) listEvents(c *gin.Context) error { return list(s, c, events()) }

// getEvent serves GET /v1/events/{id}.
func (s *server) getEvent(c *gin.Context) error { return record(s, c, events()) }

// listTimelineCSV serves GET /v1/timeline.csv.
func (s *server) listTimelineCSV(c *gin.Context) error { return list(s, c, sheet()) }

// sheet are the events as the sheet of a TimelineJS timeline. The widget tells a
// sheet by the end of its address.
func sheet() resource[timeline.Query] {
	n := events()
	n.address, n.lists = "/v1/timeline.csv", exported([]convert.Format[timeline.Event]{convert.TimelineCSV})[1:]
	n.parse = func(values url.Values) (timeline.Query, error) {
		if err := httpserver.OnlyParameters(values, SheetParameters()...); err != nil {
			return timeline.Query{}, err
		}
		return timeline.ParseQuery(values)
	}
	return n
}

// SheetParameters names what /v1/timeline.csv takes, without format and bom:
// what the list of events takes, but for what the sheet has no place for.
func SheetParameters() []string {
	return slices.DeleteFunc(timeline.QueryParameters(), func(name string) bool { return name == "fields" || name == "include" })
}
