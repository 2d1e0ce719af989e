package api

import (
	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func actors() resource[timeline.ActorQuery] {
	return resource[timeline.ActorQuery]{
		name:    "actors",
		one:     "actor",
		parse:   timeline.ParseActorQuery,
		page:    func(q timeline.ActorQuery) timeline.Paging { return q.Paging },
		find:    (*store.View).Actors,
		each:    (*store.View).EachActor,
		lists:   exported(convert.ActorFormats),
		records: exportedOne(convert.ActorFormats),
	}
}

// listActors serves GET /v1/actors.
func (s *server) listActors(c *gin.Context) error { return list(s, c, actors()) }

// getActor serves GET /v1/actors/{id}.
func (s *server) getActor(c *gin.Context) error { return record(s, c, actors()) }
