package api

import (
	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func quotes() resource[timeline.QuoteQuery] {
	return resource[timeline.QuoteQuery]{
		name:    "quotes",
		one:     "quote",
		parse:   timeline.ParseQuoteQuery,
		page:    func(q timeline.QuoteQuery) timeline.Paging { return q.Paging },
		find:    (*store.View).Quotes,
		each:    (*store.View).EachQuote,
		names:   (*store.View).Speakers,
		lists:   exported(convert.QuoteFormats),
		records: exportedOne(convert.QuoteFormats),
	}
}

// listQuotes serves GET /v1/quotes.
func (s *server) listQuotes(c *gin.Context) error { return list(s, c, quotes()) }

// getQuote serves GET /v1/quotes/{id}.
func (s *server) getQuote(c *gin.Context) error { return record(s, c, quotes()) }
