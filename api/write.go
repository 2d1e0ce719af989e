package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	jsonpatch "github.com/evanphx/json-patch/v5"
	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	jsonType  = "application/json"
	mergeType = "application/merge-patch+json" // RFC 7396
)

// maxReason bounds why a write is made, in characters.
const maxReason = 1000

// edits are how the records of a resource are written.
type edits struct{ resource, path string }

// routes are those that write records of the resource.
func (e edits) routes(s *server) []httpserver.Route {
	routes := []httpserver.Route{
		{Method: http.MethodPost, Path: e.path, Class: admission.Write, Handle: func(c *gin.Context) error { return e.create(s, c) }},
		{Method: http.MethodPut, Path: e.path + "/:id", Class: admission.Write, Handle: e.ofRecords(s, e.replace)},
		{Method: http.MethodPatch, Path: e.path + "/:id", Class: admission.Write, Handle: e.ofRecords(s, e.merge)},
		{Method: http.MethodDelete, Path: e.path + "/:id", Class: admission.Write, Handle: e.ofRecords(s, e.retract)},
		{Method: http.MethodPost, Path: e.path + "/:id/erase", Class: admission.Write, Handle: func(c *gin.Context) error { return e.erase(s, c) }},
	}
	if store.HeldByStories(e.resource) {
		routes = append(routes, httpserver.Route{Method: http.MethodPost, Path: e.path + "/:id/merge", Class: admission.Write, Handle: func(c *gin.Context) error { return e.unite(s, c) }})
	}
	return routes
}

// ofRecords keeps a handler of records from the views of events and quotes, which
// have addresses like theirs.
func (e edits) ofRecords(s *server, h func(*server, *gin.Context) error) httpserver.Handler {
	return func(c *gin.Context) error {
		if slices.Contains(timeline.Reserved(e.resource), c.Param("id")) {
			c.Header("Allow", http.MethodGet)
			return s.MethodNotAllowed(c)
		}
		return h(s, c)
	}
}

// create answers POST on a list: a new record, with an id of the client's or a
// made one.
func (e edits) create(s *server, c *gin.Context) error {
	author, values, err := s.toWrite(c, e.creates()...)
	if err != nil {
		return err
	}
	text, err := s.text(c, jsonType)
	if err != nil {
		return err
	}
	node, err := e.node(text)
	if err != nil {
		return err
	}
	nameless := !node.Has("id")
	if nameless {
		node.Set("id", timeline.IDToBeMade)
	}
	record, err := e.decode(node)
	if err != nil {
		return s.refused(c, record, err)
	}
	if err := forReason(record, values.Get("reason")); err != nil {
		return err
	}
	once, err := onceFor(c, text)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	made, err := s.edit(ctx, c, author, func(tx *store.Tx) (store.Record, error) {
		return tx.Create(record, store.CreateOptions{Story: values.Get("story"), NoID: nameless, Once: once})
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	var known struct{ ID string }
	if err := json.Unmarshal(made.JSON, &known); err != nil {
		return err
	}
	c.Header("Location", e.path+"/"+known.ID)
	return s.sendWritten(c, http.StatusCreated, made)
}

// creates are the parameters of create.
func (e edits) creates() []string {
	if store.HeldByStories(e.resource) {
		return []string{"reason", "story"}
	}
	return []string{"reason"}
}

// replace answers PUT on a record: all of it anew.
func (e edits) replace(s *server, c *gin.Context) error {
	return e.edit(s, c, []string{jsonType}, func(text []byte) (change, error) {
		record, err := e.whole(text, c.Param("id"))
		if err != nil && record != nil {
			err = s.refused(c, record, err)
		}
		return func(store.Record) (timeline.Record, error) { return record, nil }, err
	})
}

// merge answers PATCH on a record: a merge patch (RFC 7396) of it.
func (e edits) merge(s *server, c *gin.Context) error {
	return e.edit(s, c, []string{mergeType, jsonType}, func(text []byte) (change, error) {
		if _, err := e.node(text); err != nil {
			return nil, err
		}
		return func(now store.Record) (timeline.Record, error) {
			stored, err := e.written(now.JSON)
			if err != nil {
				return nil, err
			}
			merged, err := jsonpatch.MergePatch(stored, text)
			if err != nil {
				return nil, fmt.Errorf("merge: %w", err)
			}
			return e.whole(merged, c.Param("id"))
		}, nil
	})
}

// refused is why a record is not written that has mistakes of its own: these, with
// what it refers to in vain.
func (s *server) refused(c *gin.Context, record timeline.Record, why error) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	err := s.Store.View(ctx, store.ViewOptions{Private: true}, func(v *store.View) error { return v.Refused(record, why) })
	return httpserver.Because(ctx, err)
}

// change is what becomes of a record. With an error of a record's own mistakes comes
// what could be read of it.
type change = func(now store.Record) (timeline.Record, error)

func (e edits) edit(s *server, c *gin.Context, media []string, read func(text []byte) (change, error)) error {
	author, values, err := s.toWrite(c, "reason")
	if err != nil {
		return err
	}
	cond, err := httpserver.Required(c)
	if err != nil {
		return err
	}
	text, err := s.text(c, media...)
	if err != nil {
		return err
	}
	next, err := read(text)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	written, err := s.edit(ctx, c, author, func(tx *store.Tx) (store.Record, error) {
		return tx.Edit(e.resource, c.Param("id"), func(now store.Record) (timeline.Record, error) {
			if err := cond.Holds(now); err != nil {
				return nil, err
			}
			record, err := next(now)
			if record == nil {
				return nil, err
			}
			if err := timeline.Together(err, e.stays(now, record)); err != nil {
				return nil, tx.Refused(record, err)
			}
			return record, forReason(record, values.Get("reason"))
		})
	})
	if err != nil {
		return e.named(c, httpserver.Because(ctx, err))
	}
	return s.sendWritten(c, http.StatusOK, written)
}

// retract answers DELETE on a record, which stays to be read as a tombstone.
func (e edits) retract(s *server, c *gin.Context) error {
	author, values, err := s.toWrite(c, "reason")
	if err != nil {
		return err
	}
	if values.Get("reason") == "" {
		return errNoReason
	}
	cond, err := httpserver.Required(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	tombstone, err := s.edit(ctx, c, author, func(tx *store.Tx) (store.Record, error) {
		return tx.Retract(e.resource, c.Param("id"), cond.Holds)
	})
	if err != nil {
		return e.named(c, httpserver.Because(ctx, err))
	}
	return s.sendWritten(c, http.StatusOK, tombstone)
}

// errNoReason is that a record is taken back without a reason.
var errNoReason = &timeline.Error{Code: timeline.InvalidParameter, Parameter: "reason", Message: "A record is taken back for a reason: add reason, which readers of the record will see."}

// forReason holds a record that is written as retracted to what DELETE does: it is
// for the reason of the write. When and by whom is the server's to say.
func forReason(record timeline.Record, reason string) error {
	event, ok := record.(*timeline.Event)
	if !ok || !event.IsRetracted() {
		return nil
	}
	if reason == "" {
		return errNoReason
	}
	event.SetRetraction(nil)
	return nil
}

// stays refuses to move an event to another story, or a quote to another event.
func (e edits) stays(now store.Record, record timeline.Record) error {
	var stood struct{ Story, Event string }
	if err := json.Unmarshal(now.JSON, &stood); err != nil {
		return fmt.Errorf("decode a record: %w", err)
	}
	pointer, whole, was, is := "", "", "", ""
	switch r := record.(type) {
	case *timeline.Event:
		pointer, whole, was, is = "/story", "story", stood.Story, r.Story
		r.Story = was // whatever else is wrong with it is so where it stands
	case *timeline.Quote:
		pointer, whole, was, is = "/event", "event", stood.Event, r.Event
		r.Event = was
	}
	if was == is {
		return nil
	}
	f := timeline.Fault{Pointer: pointer, Message: fmt.Sprintf("it belongs to the %s %q, and stays there: retract it, and record it anew under another id", whole, was)}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: "The record breaks one rule.", Faults: []timeline.Fault{f}}
}

// named says of a record that is not there which one that is.
func (e edits) named(c *gin.Context, err error) error {
	if timeline.CodeOf(err) == timeline.NotFound {
		return &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is no %s %q; POST to %s makes one.", e.resource, httpserver.Clip(c.Param("id"), timeline.MaxID), e.path)}
	}
	return err
}

// toWrite is under whose name the caller may write, with the parameters of the
// write, of which reason goes to the log.
func (s *server) toWrite(c *gin.Context, known ...string) (store.Author, url.Values, error) {
	return s.allowed(c, store.ScopeWrite, known...)
}

// allowed is toWrite for what another scope allows.
func (s *server) allowed(c *gin.Context, scope string, known ...string) (store.Author, url.Values, error) {
	author, err := httpserver.Author(c, scope)
	if err != nil {
		return author, nil, err
	}
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return author, nil, err
	}
	if err := httpserver.OnlyParameters(values, known...); err != nil {
		return author, nil, err
	}
	for name, given := range values {
		if err := checkWord(name, given); err != nil {
			return author, nil, err
		}
	}
	return author, values, nil
}

// edit writes one record, and returns it as it is then. Its turn comes soon, or
// not at all.
func (s *server) edit(ctx context.Context, c *gin.Context, author store.Author, write func(tx *store.Tx) (store.Record, error)) (r store.Record, err error) {
	report, err := s.Store.Update(ctx, store.UpdateOptions{Author: author, LockTimeout: s.cfg.QueryTimeout}, func(tx *store.Tx) (err error) {
		r, err = write(tx)
		return err
	})
	httpserver.Wrote(c, report)
	return r, err
}

// checkWord is what must hold of a parameter of a write: a reason or an id.
func checkWord(name string, given []string) error {
	var rule string
	switch value := given[0]; {
	case len(given) > 1:
		rule = "is taken once"
	case name == "story" && !timeline.IsSlug(value):
		rule = "is a story's id"
	case (name == "dry_run" || name == "atomic") && value != "true" && value != "false":
		rule = "is true or false"
	case name == "format" && !slices.Contains(convert.ImportFormats, value):
		rule = "is one of " + strings.Join(convert.ImportFormats, ", ")
	case name == "reason" && (value == "" || utf8.RuneCountInString(value) > maxReason || !utf8.ValidString(value) || strings.ContainsRune(value, 0)):
		rule = fmt.Sprintf("is text of 1 to %d characters", maxReason)
	default:
		return nil
	}
	return &timeline.Error{Code: timeline.InvalidParameter, Parameter: name, Message: fmt.Sprintf("The parameter %s %s.", name, rule)}
}

// text is the whole body of a request for one record.
func (s *server) text(c *gin.Context, media ...string) ([]byte, error) {
	body, err := s.Body(c, s.cfg.MaxBody, media...)
	if err != nil {
		return nil, err
	}
	text, err := whole(body)
	switch {
	case err != nil:
		return nil, err
	case len(bytes.TrimSpace(text)) == 0:
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: "The request has no body: send the record as a JSON object."}
	}
	return text, nil
}

// whole reads all of a body.
func whole(body io.Reader) ([]byte, error) {
	text, err := io.ReadAll(body)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, &timeline.Error{Code: timeline.InvalidRecord, Message: "The body ends before its announced length."}
	}
	return text, err
}

// node reads a body that must be a JSON object.
func (e edits) node(text []byte) (*timeline.Node, error) {
	node, err := timeline.ParseJSON(text)
	if err == nil && node.Kind != timeline.Object {
		err = &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("The body is %s; the %s is to be a JSON object.", node.Kind, e.resource)}
	}
	return node, err
}

// whole reads all of a record, whose id is that of the address. With an error of its
// own mistakes comes what could be read of it.
func (e edits) whole(text []byte, id string) (timeline.Record, error) {
	node, err := e.node(text)
	if err != nil {
		return nil, err
	}
	if !node.Has("id") {
		node.Set("id", id)
	}
	record, err := e.decode(node)
	if record.RecordID() != id {
		f := timeline.Fault{Pointer: "/id", Message: fmt.Sprintf("the address says %q, and an id never changes", id)}
		err = timeline.Together(err, &timeline.Error{Code: timeline.InvalidRecord, Message: "The record breaks one rule.", Faults: []timeline.Fault{f}})
	}
	return record, err
}

// decode reads a record. Only of an event may it say that it is retracted;
// others are taken back by DELETE, which looks at who names them.
func (e edits) decode(node *timeline.Node) (timeline.Record, error) {
	record, err := timeline.DecodeRecord(e.resource, node)
	if _, ok := record.(*timeline.Event); !ok {
		record.SetRetraction(nil)
	}
	return record, err
}

// written is a record as an editor would write it.
func (e edits) written(doc []byte) ([]byte, error) {
	record, err := timeline.StoredRecord(e.resource, doc)
	if err != nil {
		return nil, err
	}
	return timeline.Encode(record.Authored())
}

// onceFor reads the Idempotency-Key of a request, nil where there is none.
func onceFor(c *gin.Context, text []byte) (*store.Once, error) {
	given := c.Request.Header.Values("Idempotency-Key")
	if len(given) == 0 {
		return nil, nil //nolint:nilnil // none was asked for
	}
	key := given[0]
	if len(given) > 1 || len(key) < 1 || len(key) > 255 || strings.ContainsFunc(key, func(r rune) bool { return r < 0x21 || r > 0x7e }) {
		return nil, &timeline.Error{Code: httpserver.InvalidHeader,
			Message: "The header Idempotency-Key is 1 to 255 visible ASCII characters, such as a UUID, once."}
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s %s\n", c.Request.Method, asked(c.Request.URL))
	sum.Write(text)
	return &store.Once{Token: httpserver.TokenOf(c.Request).N, Key: key, Digest: sum.Sum(nil)}, nil
}

// asked is the address of a request without what others append to addresses.
func asked(u *url.URL) string {
	heeded := *u
	pieces := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(piece string) bool {
		name, _, _ := strings.Cut(piece, "=")
		name, err := url.QueryUnescape(name)
		return err == nil && httpserver.Appended(name)
	})
	heeded.RawQuery = strings.Join(pieces, "&")
	return heeded.RequestURI()
}

// sendWritten answers with a record as it now is, and what is perhaps wrong in it.
func (s *server) sendWritten(c *gin.Context, status int, r store.Record) error {
	s.watch.notify()
	r.JSON = timeline.Told(r.JSON, s.Origin(c.Request))
	h := c.Writer.Header()
	h.Set("Etag", revisionTag(r, "").With(""))
	httpserver.SetModified(h, r.UpdatedAt)
	h.Set("Cache-Control", "no-store")
	return s.SendAs(c, status, jsonType, func(w *bytes.Buffer) error {
		if len(r.Warnings) == 0 {
			w.Write(r.JSON)
			return nil
		}
		warnings, err := timeline.Encode(&r.Warnings)
		if err != nil {
			return err
		}
		w.Write(bytes.TrimSuffix(r.JSON, []byte("}")))
		w.WriteString(`,"warnings":`)
		w.Write(warnings)
		w.WriteString("}")
		return nil
	})
}
