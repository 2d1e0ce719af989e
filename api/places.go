package api

import (
	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func places() resource[timeline.PlaceQuery] {
	return resource[timeline.PlaceQuery]{
		name:    "places",
		one:     "place",
		parse:   timeline.ParsePlaceQuery,
		page:    func(q timeline.PlaceQuery) timeline.Paging { return q.Paging },
		find:    (*store.View).Places,
		each:    (*store.View).EachPlace,
		lists:   exported(convert.PlaceFormats),
		records: exportedOne(convert.PlaceFormats),
	}
}

// listPlaces serves GET /v1/places.
func (s *server) listPlaces(c *gin.Context) error { return list(s, c, places()) }

// getPlace serves GET /v1/places/{id}.
func (s *server) getPlace(c *gin.Context) error { return record(s, c, places()) }
