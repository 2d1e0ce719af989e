package client

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"strings"
)

// pages goes through the records of a list, as its links lead on.
func pages[T any](ctx context.Context, c *Client, path string, q Query) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for req := (&request{method: http.MethodGet, path: path, query: q}); ; {
			var page struct {
				Data  []T
				Links struct{ Next string }
			}
			if _, err := c.decoded(ctx, req, &page); err != nil {
				yield(none, err)
				return
			}
			for _, record := range page.Data {
				if !yield(record, nil) {
					return
				}
			}
			next := page.Links.Next
			switch {
			case next == "":
				return
			case !strings.HasPrefix(next, "/v1/"):
				yield(none, fmt.Errorf("the next page of %s is said to be at %s, which is none of this server", path, beginning(next)))
				return
			}
			req = &request{method: http.MethodGet, path: next} // with its query
		}
	}
}

// Topics are the subjects of stories and events.
func (c *Client) Topics(ctx context.Context, q Query) iter.Seq2[Topic, error] {
	return pages[Topic](ctx, c, "/v1/topics", q)
}

// Changes are the entries of the log after a change, 0 for all, to the end that
// it has meanwhile. Who keeps a copy remembers the Seq of the entry applied last
// and goes on after it next time. The query may hold entity, story, id, by, action
// and limit.
func (c *Client) Changes(ctx context.Context, since int64, q Query) iter.Seq2[Change, error] {
	asked := Query{"since": {fmt.Sprint(since)}}
	for name, values := range q {
		asked[name] = values
	}
	return pages[Change](ctx, c, "/v1/changes", asked)
}
