package api

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// entry is a single record, as its formats write it.
type entry struct {
	store.Record
	fields []string // nil for all
	about  convert.About
	loss   *convert.Loss // what the format could not carry, once it is written
}

// record answers GET on one record of a resource.
func record[Q query](s *server, c *gin.Context, n resource[Q]) error {
	q, as, shown, err := decodeRecord(c, n)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	id, p := c.Param("id"), n.page(q)
	if !timeline.IsSlug(id) {
		return n.missing(id)
	}
	opts := httpserver.Reader(c)
	opts.AsOf = p.AsOf
	e := entry{fields: p.Fields, loss: new(convert.Loss)}
	tag, led := variant(as.name, p.Fields), false
	err = s.Store.View(ctx, opts, func(v *store.View) (err error) {
		if n.get != nil {
			e.Record, err = n.get(v, id)
		} else {
			e.Record, err = v.Record(n.one, id)
		}
		if err == nil && n.get == nil && bytes.Contains(e.JSON, []byte(`"merged_into"`)) {
			led, err = s.ledOn(c, v, n.one, id, n.path(), "")
		}
		if err != nil || led || as.name == plainFormat {
			return err
		}
		e.about = s.aboutOne(c, n.path()+"/"+id, q.Values(), shown, e)
		tag = "." + httpserver.Digest(s.cfg.Version, e.about.Self)[:8]
		if !as.names {
			return nil
		}
		version, err := v.Version()
		if err != nil {
			return err
		}
		tag += "." + strconv.FormatInt(version.Seq, 10) // names change without the record
		e.about.Names, err = n.names(v, q, []json.RawMessage{e.JSON})
		return err
	})
	if timeline.CodeOf(err) == timeline.NotFound {
		return n.missing(id)
	}
	if err != nil || led {
		return httpserver.Because(ctx, err)
	}
	etag := revisionTag(e.Record, tag)
	etag.Weak = as.name != plainFormat
	if s.Unchanged(c, etag, e.UpdatedAt) {
		return nil
	}
	httpserver.Keep(c, "")
	if d := as.disposition(n.one + "-" + id); d != "" {
		c.Header("Content-Disposition", d)
	}
	return s.Send(c, as.media, func(w *bytes.Buffer) error {
		if err := as.write(w, e); err != nil {
			return err
		}
		if lost := e.loss.String(); lost != "" {
			c.Header(httpserver.LossHeader, lost)
		}
		return nil
	})
}

// aboutOne is what a document with one record says of itself.
func (s *server) aboutOne(c *gin.Context, path string, canonical url.Values, shown presentation, e entry) convert.About {
	origin := s.Origin(c.Request)
	return convert.About{Title: calledIn(e.JSON), Origin: origin, Self: origin + address(path, canonical, shown), Database: s.Store.Identity(),
		Updated: e.UpdatedAt, Options: convert.Options{BOM: shown.bom, Fields: e.fields}}
}

// decodeRecord reads a request for one record, which takes fields, format, bom
// where there is CSV and, unless the resource is counted anew each time, as_of.
func decodeRecord[Q query](c *gin.Context, n resource[Q]) (q Q, as format[entry], shown presentation, err error) {
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return q, as, shown, err
	}
	if as, err = httpserver.Negotiate(c.Request, values, n.records); err != nil {
		return q, as, shown, err
	}
	if as.name != plainFormat {
		shown.format = as.name // so that a document's address gives the same document
	}
	if shown.bom, err = wantsBOM(values, as.extension); err != nil {
		return q, as, shown, err
	}
	known := []string{"fields", "format", "bom", timeline.AsOfParameter}
	if n.counted {
		known = known[:3]
	}
	if err := httpserver.OnlyParameters(values, known...); err != nil {
		return q, as, shown, err
	}
	if q, err = n.parse(values); err != nil { // they mean here what they mean in the list
		return q, as, shown, err
	}
	return q, as, shown, fits(as, n.records, q.Values())
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
	return format[entry]{name: plainFormat, media: "application/json", fields: true, write: writeRecordJSON}
}

func writeRecordJSON(w *bytes.Buffer, e entry) error {
	if e.fields == nil {
		w.Write(e.JSON)
		return nil
	}
	w.Write(convert.AppendFields(w.AvailableBuffer(), e.JSON, e.fields))
	return nil
}
