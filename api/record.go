package api

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// entry is a single record, as its formats write it.
type entry struct {
	store.Record
	fields []string // nil for all
}

// record answers GET on one record of a resource.
func record[Q query](s *server, c *gin.Context, n resource[Q]) error {
	as, fields, asOf, err := decodeRecord(c, n)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	id := c.Param("id")
	if !timeline.IsSlug(id) {
		return n.missing(id)
	}
	opts := httpserver.Reader(c)
	opts.AsOf = asOf
	var found store.Record
	err = s.Store.View(ctx, opts, func(v *store.View) (err error) {
		if n.get != nil {
			found, err = n.get(v, id)
		} else {
			found, err = v.Record(n.one, id)
		}
		return err
	})
	if timeline.CodeOf(err) == timeline.NotFound {
		return n.missing(id)
	}
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	if s.Unchanged(c, revisionTag(found, variant(as.name, fields)), found.UpdatedAt) {
		return nil
	}
	return s.Send(c, as.media, func(w *bytes.Buffer) error { return as.write(w, entry{found, fields}) })
}

// decodeRecord reads a request for one record, which takes fields, format and,
// unless the resource is counted anew each time, as_of.
func decodeRecord[Q query](c *gin.Context, n resource[Q]) (as format[entry], fields []string, asOf *timeline.Moment, err error) {
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return as, nil, nil, err
	}
	if as, err = httpserver.Negotiate(c.Request, values, n.records); err != nil {
		return as, nil, nil, err
	}
	known := []string{"fields", timeline.AsOfParameter}
	if n.counted {
		known = known[:1]
	}
	if err := httpserver.OnlyParameters(values, known...); err != nil {
		return as, nil, nil, err
	}
	q, err := n.parse(values) // they mean here what they mean in the list
	if err != nil {
		return as, nil, nil, err
	}
	p := n.page(q)
	return as, p.Fields, p.AsOf, nil
}

// missing is the answer for a record that does not exist, or that the caller
// may not know of: nobody can tell one from the other.
func (n resource[Q]) missing(id string) error {
	return httpserver.Missing(n.one, id)
}

// variant marks a representation that is not the plain record: "" for that.
func variant(format string, fields []string) string {
	if format == plainFormat && fields == nil {
		return ""
	}
	sorted := slices.Sorted(slices.Values(fields))
	return "." + httpserver.Digest(format, strings.Join(sorted, ","))[:8]
}

// revisionTag is REVISION, or REVISION-SEQ when a name shown inside the record
// changed after its last revision, with the variant behind it. That of anybody says
// nothing of references that are left out: who is shown these has another one. The
// revision comes first, so that If-Match can be held against it.
func revisionTag(r store.Record, variant string) httpserver.ETag {
	opaque := strconv.Itoa(r.Revision)
	if r.Touched > 0 {
		opaque += "-" + strconv.FormatInt(r.Touched, 10)
	}
	if r.Secretive {
		opaque += "." + httpserver.Digest(string(r.JSON))[:8]
	}
	return httpserver.ETag{Opaque: opaque + variant}
}

// plainFormat is the one that a record is stored in.
const plainFormat = "json"

// recordJSON is the format json of single records.
func recordJSON() format[entry] {
	return format[entry]{name: plainFormat, media: "application/json", write: writeRecordJSON}
}

func writeRecordJSON(w *bytes.Buffer, e entry) error {
	if e.fields == nil {
		w.Write(e.JSON)
		return nil
	}
	w.Write(appendFields(w.AvailableBuffer(), e.JSON, e.fields))
	return nil
}
