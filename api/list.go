package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
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

// list answers GET on the records of a resource.
func list[Q query](s *server, c *gin.Context, n resource[Q]) error {
	q, as, shown, err := decodeList(c, n)
	if err != nil {
		return err
	}
	canonical, paging := q.Values(), n.page(q)
	httpserver.Asked(c.Request, canonical)
	if err := fits(as, n.lists, canonical); err != nil {
		return err
	}
	sc := httpserver.ScopeOf(n.name, canonical)
	after, err := s.Position(sc, paging.Cursor)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	story := ""
	if n.address == "" {
		story = storyAsked(canonical)
	}
	versions, err := s.Versions(ctx, c, story)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	version := versions.Own
	showsUpTo(c, versions.Data, canonical)
	tag := httpserver.ETag{Weak: true, Opaque: httpserver.Digest(s.cfg.Version, httpserver.Audience(c), n.name, canonical.Encode(), as.name, strconv.FormatBool(shown.bom), strconv.FormatInt(version.Seq, 10))}
	if s.Unchanged(c, tag, httpserver.LastWrite(version)) {
		return nil
	}
	self := address(n.path(), canonical, shown)
	var about convert.About
	var found store.List
	whole := n.asksForAll(c.Request)
	err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) (err error) {
		if as.name != plainFormat {
			about = s.about(v, c.Request, n.name, self, canonical)
			about.Updated, about.Options = httpserver.LastWrite(version), convert.Options{BOM: shown.bom, Fields: paging.Fields}
		}
		if whole {
			return nil
		}
		if found, err = n.find(v, q, after); err == nil && as.names {
			about.Names, err = n.names(v, q, found.Records)
		}
		return err
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	if whole {
		var total func(v *store.View) (int, error)
		if paging.Count {
			total = func(v *store.View) (int, error) {
				found, err := n.find(v, q, nil)
				if err != nil {
					return 0, err
				}
				return *found.Total, nil
			}
		}
		return s.streamWhole(c, as, n.name, self, about, total, func(v *store.View, fn func(doc json.RawMessage) error) error { return n.each(v, q, fn) })
	}
	httpserver.Keep(c, story)
	if found.Total != nil {
		c.Header(httpserver.TotalHeader, strconv.Itoa(*found.Total))
	}
	p := page{List: found, limit: paging.Limit, fields: paging.Fields, self: self, about: about, loss: new(convert.Loss)}
	if asked := canonical.Get("include"); asked != "" {
		p.include = strings.Split(asked, ",")
	}
	if found.Next != nil {
		p.cursor = s.Cursor(sc, *found.Next)
		canonical.Set("cursor", p.cursor)
		p.next = address(n.path(), canonical, shown)
		p.about.Next = p.about.Origin + p.next
	}
	c.Header("Link", p.links())
	if d := as.disposition(n.name); d != "" {
		c.Header("Content-Disposition", d)
	}
	return s.Send(c, as.media, func(w *bytes.Buffer) error {
		if err := as.write(w, p); err != nil {
			return err
		}
		if lost := p.loss.String(); lost != "" {
			c.Header(httpserver.LossHeader, lost)
		}
		return nil
	})
}

// storyAsked is the story that a query asks of alone, "" where its answer may change with
// other stories: words are looked for by the languages of all records, and what was may
// lead to what is private now.
func storyAsked(canonical url.Values) string {
	ids := canonical["story"]
	if len(ids) != 1 || !timeline.IsSlug(ids[0]) || canonical.Has("q") || canonical.Has(timeline.AsOfParameter) {
		return ""
	}
	return ids[0]
}

// fits refuses what a format has no place for, and says which have.
func fits[T any](as format[T], all []format[T], asked url.Values) error {
	for name, has := range map[string]func(format[T]) bool{
		"fields":  func(f format[T]) bool { return f.fields },
		"include": func(f format[T]) bool { return f.name == plainFormat },
	} {
		if !asked.Has(name) || has(as) {
			continue
		}
		var able []string
		for _, f := range all {
			if has(f) {
				able = append(able, f.name)
			}
		}
		return &timeline.Error{Code: timeline.InvalidParameter, Parameter: name,
			Message: fmt.Sprintf("The parameter %s does not work with the format %s; it does with %s.", name, as.name, strings.Join(able, ", "))}
	}
	return nil
}

// showsUpTo says so of an answer about the present.
func showsUpTo(c *gin.Context, v store.Version, canonical url.Values) {
	if !canonical.Has(timeline.AsOfParameter) {
		c.Header(httpserver.SeqHeader, strconv.FormatInt(v.Seq, 10))
	}
}

// decodeList reads a request for a list.
func decodeList[Q query](c *gin.Context, n resource[Q]) (q Q, as format[page], shown presentation, err error) {
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return q, as, shown, err
	}
	shown.format = values.Get("format")
	if as, err = httpserver.Negotiate(c.Request, values, n.lists); err != nil {
		return q, as, shown, err
	}
	if as.name != plainFormat {
		shown.format = as.name // so that a document's address gives the same document
	}
	if slices.Contains(n.parameters(), "bom") {
		if shown.bom, err = wantsBOM(values, as.extension); err != nil {
			return q, as, shown, err
		}
	}
	if q, err = n.parse(values); timeline.CodeOf(err) == timeline.UnknownParameter {
		// The same, but with suggestions that know format and bom too.
		err = cmp.Or(httpserver.OnlyParameters(values, n.parameters()...), err)
	}
	return q, as, shown, err
}

// presentation is what a request says of the form of its answer: addresses in
// the answer repeat it.
type presentation struct {
	format string // "" for the default
	bom    bool   // a CSV file is to begin with a byte order mark
}

// wantsBOM takes the parameter bom out of values.
func wantsBOM(values url.Values, extension string) (bool, error) {
	given := values["bom"]
	delete(values, "bom")
	switch {
	case given == nil:
		return false, nil
	case len(given) > 1 || (given[0] != "true" && given[0] != "false"):
		return false, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "bom", Message: "The parameter bom is true or false, once."}
	case given[0] == "true" && extension != "csv":
		return false, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "bom", Message: "The parameter bom works with CSV alone; add format=csv."}
	}
	return given[0] == "true", nil
}

// address is the canonical address of a query: the same for all that mean the
// same. It needs no escaping in JSON or in a header.
func address(path string, canonical url.Values, as presentation) string {
	if as.format != "" {
		canonical.Set("format", as.format)
	}
	if as.bom {
		canonical.Set("bom", "true")
	}
	if encoded := canonical.Encode(); encoded != "" {
		return path + "?" + encoded
	}
	return path
}
