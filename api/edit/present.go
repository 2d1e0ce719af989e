package edit

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// present is a record of a story as it is in the draft, or as it is published where
// the draft leaves it alone.
type present struct {
	timeline.Record
	typed map[string]string // what was typed and not understood, by the JSON Pointer of its field
	since int64             // the edit of the draft that it is from, 0 for none
	base  int               // the revision that it began with, 0 for a new record
}

// present reads a record to edit it. Code NotFound: there is none, or it is taken out.
func (s *server) present(ctx context.Context, c *gin.Context, w *work, entity, id string) (*present, error) {
	r, found := w.Of(entity, id)
	if !found {
		r = store.DraftRecord{}
		err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) (err error) {
			r.Document, r.Base, err = v.Authored(entity, id)
			return err
		})
		if err != nil {
			return nil, httpserver.Because(ctx, err)
		}
	}
	if r.Document == nil {
		return nil, httpserver.Missing(entity, id)
	}
	return presentOf(entity, id, r)
}

// presentOf reads a record of a draft.
func presentOf(entity, id string, r store.DraftRecord) (*present, error) {
	record, err := timeline.StoredRecord(entity, r.Document)
	if err != nil {
		return nil, fmt.Errorf("decode %s %s of a draft: %w", entity, id, err)
	}
	timeline.SetRecordID(record, id)
	var kept struct{ Typed map[string]string }
	if err := json.Unmarshal(r.Document, &kept); err != nil {
		return nil, err
	}
	if kept.Typed == nil {
		kept.Typed = map[string]string{}
	}
	return &present{Record: record, typed: kept.Typed, since: r.Seq, base: r.Base}, nil
}

// edit is what is to become of the record, once it has been changed. What a form was
// made from is said by the form: see began.
func (p *present) edit() (store.DraftEdit, error) {
	document, err := draftDocument(p.Record, p.typed)
	return store.DraftEdit{Entity: p.Resource(), ID: p.RecordID(), Since: p.since, Base: p.base, Document: document}, err
}

// began takes from a form which state of the record it was made from, so that what
// others have changed since stays.
func (p *present) began(values url.Values) error {
	since, err := strconv.ParseInt(values.Get("since"), 10, 64)
	if err == nil && since >= 0 {
		p.since = since
		p.base, err = strconv.Atoi(values.Get("base"))
	}
	if err != nil || since < 0 || p.base < 0 {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: "The fields since and base say what the form was made from, as numbers: load the page again."}
	}
	return nil
}

// draftDocument is a record as a draft keeps it: as its author has it, and beside that
// what was typed and not understood, by the JSON Pointers of the fields.
func draftDocument(r timeline.Record, typed map[string]string) (json.RawMessage, error) {
	document, err := timeline.Encode(r.Authored())
	if err != nil || len(typed) == 0 {
		return document, err
	}
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(document, &members); err != nil {
		return nil, err
	}
	words := maps.Clone(typed)
	if members["typed"], err = json.Marshal(words); err != nil {
		return nil, err
	}
	return json.Marshal(members)
}
