package api

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// list answers GET on the records of a noun.
func list[Q query](s *server, c *gin.Context, n noun[Q]) error {
	q, as, shown, err := decodeList(c, n)
	if err != nil {
		return err
	}
	canonical, paging := q.Values(), n.page(q)
	sc := scopeOf(n.name, canonical)
	after, err := s.position(sc, paging.Cursor)
	if err != nil {
		return err
	}
	ctx, cancel := s.deadline(c)
	defer cancel()
	version, err := s.store.Version(ctx)
	if err != nil {
		return because(ctx, err)
	}
	tag := etag{weak: true, opaque: digest(s.cfg.Version, n.name, canonical.Encode(), as.name, strconv.FormatInt(version.Seq, 10))}
	if s.unchanged(c, tag, lastWrite(version)) {
		return nil
	}
	found, err := n.find(s.store, ctx, q, after)
	if err != nil {
		return because(ctx, err)
	}
	p := page{List: found, limit: paging.Limit, fields: paging.Fields, self: address(n.path(), canonical, shown)}
	if asked := canonical.Get("include"); asked != "" {
		p.include = strings.Split(asked, ",")
	}
	if found.Next != nil {
		p.cursor = sealCursor(s.store.CursorKey(), sc, *found.Next)
		canonical.Set("cursor", p.cursor)
		p.next = address(n.path(), canonical, shown)
	}
	c.Header("Link", p.links())
	return s.send(c, as.media, func(w *bytes.Buffer) error { return as.write(w, p) })
}

// lastWrite is when the data last changed: at the epoch of Unix, as good as any
// past, when nothing was ever written.
func lastWrite(v store.Version) time.Time {
	if v.At.IsZero() {
		return time.Unix(0, 0)
	}
	return v.At
}

// decodeList reads a request for a list. shown is the format that the query
// names, "" when Accept chose it: addresses in the answer repeat it.
func decodeList[Q query](c *gin.Context, n noun[Q]) (q Q, as format[page], shown string, err error) {
	values, err := parameters(c.Request)
	if err != nil {
		return q, as, "", err
	}
	shown = values.Get("format")
	if as, err = negotiate(c.Request, values, n.lists); err != nil {
		return q, as, "", err
	}
	if q, err = n.parse(values); timeline.CodeOf(err) == timeline.UnknownParameter {
		err = onlyParameters(values, n.parameters()...) // the same, but knowing format too
	}
	return q, as, shown, err
}

// position is where a page begins, nil for the first.
func (s *server) position(sc scope, cursor string) (*store.Position, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // the first page has no position, and that is no failure
	}
	p, err := openCursor(s.store.CursorKey(), sc, cursor)
	return &p, err
}

// address is the canonical address of a query: the same for all that mean the
// same. It needs no escaping in JSON or in a header.
func address(path string, canonical url.Values, format string) string {
	if format != "" {
		canonical.Set("format", format)
	}
	if encoded := canonical.Encode(); encoded != "" {
		return path + "?" + encoded
	}
	return path
}
