package api

import (
	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func topics() resource[timeline.TopicQuery] {
	return resource[timeline.TopicQuery]{
		name:    "topics",
		one:     "topic",
		parse:   timeline.ParseTopicQuery,
		page:    func(q timeline.TopicQuery) timeline.Paging { return q.Paging },
		find:    (*store.View).Topics,
		each:    (*store.View).EachTopic,
		get:     (*store.View).Topic,
		counted: true,
		lists:   exported(convert.TopicFormats),
		records: exportedOne(convert.TopicFormats),
	}
}

// listTopics serves GET /v1/topics.
func (s *server) listTopics(c *gin.Context) error { return list(s, c, topics()) }

// getTopic serves GET /v1/topics/{id}.
func (s *server) getTopic(c *gin.Context) error { return record(s, c, topics()) }
