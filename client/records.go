package client

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
)

// Records are the records of one resource.
type Records[T any] struct {
	client *Client
	path   string
}

// Versioned is a record with the ETag of its version, which changes are made
// under.
type Versioned[T any] struct {
	Record   T
	ETag     string
	Location string    // of a record that was created, from the root of the server
	Warnings []Warning // what is perhaps wrong in an event or quote that was just written
}

// AnyETag stands for whatever version there is: what is written under it
// overwrites what others may have changed meanwhile.
const AnyETag = "*"

// Write is what a change may be told beside the record.
type Write struct {
	Reason         string // why, for the log
	Story          string // of a new source, actor or place: the story that declares it
	IdempotencyKey string // of Create and Import; made anew for each call when empty
}

func (w Write) query() Query {
	q := Query{}
	for name, value := range map[string]string{"reason": w.Reason, "story": w.Story} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

func (w Write) key() string {
	if w.IdempotencyKey == "" {
		return rand.Text()
	}
	return w.IdempotencyKey
}

// All goes through all records that a query keeps, page after page. An error is
// the last that it yields. limit is the size of a page.
func (r Records[T]) All(ctx context.Context, q Query) iter.Seq2[T, error] {
	return pages[T](ctx, r.client, r.path, q)
}

// Get reads a record, also a retracted one. The query may hold as_of.
func (r Records[T]) Get(ctx context.Context, id string, q Query) (Versioned[T], error) {
	return r.versioned(ctx, &request{method: http.MethodGet, path: r.at(id), query: q})
}

// Revisions are the versions of a record, the newest first.
func (r Records[T]) Revisions(ctx context.Context, id string) iter.Seq2[Revision, error] {
	return pages[Revision](ctx, r.client, r.at(id)+"/revisions", nil)
}

// Create records what is new. Where it has no id, one is made. It is done once,
// however often it has to be sent: under w.IdempotencyKey, or one that is made
// for the call.
func (r Records[T]) Create(ctx context.Context, record T, w Write) (Versioned[T], error) {
	req := &request{method: http.MethodPost, path: r.path, query: w.query()}
	req.set("Idempotency-Key", w.key())
	return r.write(ctx, req, "application/json", record)
}

// Replace writes all of a record anew, over the version with the ETag.
func (r Records[T]) Replace(ctx context.Context, id, etag string, record T, w Write) (Versioned[T], error) {
	req := &request{method: http.MethodPut, path: r.at(id), query: w.query()}
	req.set("If-Match", etag)
	return r.write(ctx, req, "application/json", record)
}

// Patch merges changes into the version of a record with the ETag (RFC 7396):
// whatever is written as a JSON object, such as map[string]any{"title": "Talks",
// "summary": nil}. A nil takes a member away; lists are replaced whole.
func (r Records[T]) Patch(ctx context.Context, id, etag string, changes any, w Write) (Versioned[T], error) {
	req := &request{method: http.MethodPatch, path: r.at(id), query: w.query()}
	req.set("If-Match", etag)
	return r.write(ctx, req, "application/merge-patch+json", changes)
}

// Retract takes back the version of a record with the ETag, for a reason that
// its readers will see, and returns what stays of it.
func (r Records[T]) Retract(ctx context.Context, id, etag, reason string) (Versioned[T], error) {
	req := &request{method: http.MethodDelete, path: r.at(id), query: Query{"reason": {reason}}}
	req.set("If-Match", etag)
	return r.versioned(ctx, req)
}

// Merged is what came of merging a record into another.
type Merged[T any] struct {
	Into    string         `json:"into"`    // the id of the other
	Changed map[string]int `json:"changed"` // records that named the one and name the other, by noun
	Aliases []string       `json:"aliases"` // names that the other has gained
	Filled  []string       `json:"filled"`  // its fields that were empty
	Record  T              `json:"record"`  // the other, as it is then
}

// Merge makes one record out of two sources, actors or places: the version of the
// first with the ETag becomes a tombstone that leads to the other, and what named it
// names that. Get follows, and so do filters. Other resources have no such address.
func (r Records[T]) Merge(ctx context.Context, id, etag, into string, w Write) (done Merged[T], err error) {
	text, err := json.Marshal(map[string]string{"into": into})
	if err != nil {
		return done, fmt.Errorf("write the id as JSON: %w", err)
	}
	req := &request{method: http.MethodPost, path: r.at(id) + "/merge", query: w.query()}
	req.set("If-Match", etag)
	req.sent("application/json", text)
	_, err = r.client.decoded(ctx, req, &done)
	return done, err
}

// Erase takes the words of fields, given by JSON Pointers such as "/summary", out of a
// record and its history for good, or without fields all that it says: what the law
// asks to be forgotten. It needs the scope admin, and the reason stays to be read.
func (r Records[T]) Erase(ctx context.Context, id, etag string, what Erasing) (Erased[T], error) {
	text, err := json.Marshal(what)
	if err != nil {
		return Erased[T]{}, err
	}
	req := &request{method: http.MethodPost, path: r.at(id) + "/erase"}
	if what.DryRun {
		req.query = Query{"dry_run": {"true"}}
	}
	req.set("If-Match", etag)
	req.sent("application/json", text)
	var erased Erased[T]
	_, err = r.client.decoded(ctx, req, &erased)
	return erased, err
}

// Erasing says what is to be erased of a record, and why.
type Erasing struct {
	Reason string   `json:"reason"`
	Fields []string `json:"fields,omitempty"` // JSON Pointers; none for all of the record
	Quotes bool     `json:"quotes,omitempty"` // with an actor: all that it says in quotes, too
	DryRun bool     `json:"-"`                // only tell what would be erased
}

// Erased is what an erasure has taken out.
type Erased[T any] struct {
	Record   T         `json:"record"`   // as it is then
	Versions int       `json:"versions"` // earlier states that were rewritten
	Merged   []string  `json:"merged"`   // ids of what was merged into it, from which it was erased, too
	Quotes   []string  `json:"quotes"`   // ids of those that were erased with it
	Citing   []string  `json:"citing"`   // what cites a source without its words now, such as "event brussels"
	Text     bool      `json:"text"`     // the text of a source is forgotten
	Warnings []Warning `json:"warnings"` // what may still say what was erased
}

func (r Records[T]) at(id string) string { return r.path + "/" + url.PathEscape(id) }

func (r Records[T]) write(ctx context.Context, req *request, media string, record any) (Versioned[T], error) {
	text, err := json.Marshal(record)
	if err != nil {
		return Versioned[T]{}, fmt.Errorf("write the record as JSON: %w", err)
	}
	req.sent(media, withoutEmptyID(text))
	return r.versioned(ctx, req)
}

// withoutEmptyID leaves out the id of a record that has none: the first member
// of every record.
func withoutEmptyID(text []byte) []byte {
	if rest, empty := bytes.CutPrefix(text, []byte(`{"id":"",`)); empty {
		return append([]byte(`{`), rest...)
	}
	return text
}

func (r Records[T]) versioned(ctx context.Context, req *request) (v Versioned[T], err error) {
	var text json.RawMessage
	header, err := r.client.decoded(ctx, req, &text)
	if err != nil {
		return Versioned[T]{}, err
	}
	var beside struct {
		Warnings []Warning `json:"warnings"`
	}
	if err := errors.Join(json.Unmarshal(text, &v.Record), json.Unmarshal(text, &beside)); err != nil {
		return Versioned[T]{}, fmt.Errorf("read the answer to %s %s: %w", req.method, req.path, err)
	}
	v.Warnings = beside.Warnings
	v.ETag, v.Location = header.Get("ETag"), header.Get("Location")
	return v, nil
}
