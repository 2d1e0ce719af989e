package api

import (
	"bytes"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
)

// index is what there is under /v1.
type index struct {
	Title         string     `json:"title"`
	Contract      string     `json:"contract"`
	Documentation string     `json:"documentation"`
	Resources     []resident `json:"resources"`
}

// resident is a resource and where it is.
type resident struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Summary string `json:"summary"`
}

// indexed are the resources of the index.
func indexed() []resident {
	return []resident{
		{"events", "/v1/events", "What happened, is said to have happened, or is expected"},
		{"facets", "/v1/events/facets?by=type", "How many events there are of each value"},
		{"aggregate", "/v1/events/aggregate?group=month,type", "Events in cells by one or two groups, as flat rows"},
		{"histogram", "/v1/events/histogram", "How events are spread over time"},
		{"network", "/v1/events/network", "Who appears with whom"},
		{"stream", "/v1/events/stream", "What becomes of events, as Server-Sent Events"},
		{"quotes", "/v1/quotes", "What was said, by whom, about and to whom"},
		{"actors", "/v1/actors", "People and bodies"},
		{"places", "/v1/places", "Where events are located"},
		{"sources", "/v1/sources", "The texts that records cite"},
		{"stories", "/v1/stories", "Collections of events that belong together"},
		{"topics", "/v1/topics", "The subjects of stories and events"},
		{"changes", "/v1/changes", "The log of every change"},
	}
}

// getIndex serves GET /v1: where everything is.
func (s *server) getIndex(c *gin.Context) error {
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return err
	}
	if err := httpserver.OnlyParameters(values); err != nil {
		return err
	}
	var body bytes.Buffer
	if err := httpserver.WriteJSON(&body, index{"Dateline", "/openapi.yaml", "/docs", indexed()}); err != nil {
		return err
	}
	if s.Unchanged(c, httpserver.ETag{Opaque: httpserver.Digest(body.String())}, time.Time{}) {
		return nil
	}
	return s.Send(c, "application/json", func(w *bytes.Buffer) error {
		w.Write(body.Bytes())
		return nil
	})
}
