package api

import (
	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func stories() resource[timeline.StoryQuery] {
	return resource[timeline.StoryQuery]{
		name:    "stories",
		one:     "story",
		parse:   timeline.ParseStoryQuery,
		page:    func(q timeline.StoryQuery) timeline.Paging { return q.Paging },
		find:    (*store.View).Stories,
		each:    (*store.View).EachStory,
		lists:   exported(convert.StoryFormats),
		records: exportedOne(convert.StoryFormats),
	}
}

// listStories serves GET /v1/stories.
func (s *server) listStories(c *gin.Context) error { return list(s, c, stories()) }

// getStory serves GET /v1/stories/{id}.
func (s *server) getStory(c *gin.Context) error { return record(s, c, stories()) }
