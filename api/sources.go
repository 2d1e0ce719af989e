package api

import (
	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func sources() resource[timeline.SourceQuery] {
	return resource[timeline.SourceQuery]{
		name:    "sources",
		one:     "source",
		parse:   timeline.ParseSourceQuery,
		page:    func(q timeline.SourceQuery) timeline.Paging { return q.Paging },
		find:    (*store.View).Sources,
		each:    (*store.View).EachSource,
		lists:   exported(convert.SourceFormats),
		records: exportedOne(convert.SourceFormats),
	}
}

// listSources serves GET /v1/sources.
func (s *server) listSources(c *gin.Context) error { return list(s, c, sources()) }

// getSource serves GET /v1/sources/{id}.
func (s *server) getSource(c *gin.Context) error { return record(s, c, sources()) }
