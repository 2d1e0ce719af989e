package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// drafts takes the words out of what is edited and not published, and out of the edits
// that could be undone. Files that somebody is looking at before they are imported are
// thrown away: nobody knows what of them is whose.
func (e *eraser) drafts() error {
	if err := e.exec("forget uploads", "DELETE FROM uploads"); err != nil {
		return err
	}
	for _, p := range e.parts {
		if p.s == &sourceSchema && p.takes(timeline.SourceText) {
			if err := e.exec("forget the texts of drafts", "DELETE FROM draft_texts WHERE source = ?", p.id); err != nil {
				return err
			}
		}
	}
	var records, edits []draftRow
	read := func(into *[]draftRow, second bool, statement string) error {
		return eachRow(e.db.Raw(statement), func(scan func(into ...any) error) error {
			r := draftRow{documents: make([]sql.NullString, 1)}
			fields := []any{&r.draft, &r.seq, &r.entity, &r.id, &r.documents[0]}
			if second {
				r.documents = make([]sql.NullString, 2)
				fields = append(fields[:4], &r.documents[0], &r.documents[1], &r.what)
			}
			err := scan(fields...)
			*into = append(*into, r)
			return err
		})
	}
	if err := read(&records, false, "SELECT draft, 0, entity, id, document FROM draft_records ORDER BY draft, entity, id"); err != nil {
		return fmt.Errorf("read drafts: %w", err)
	}
	if err := read(&edits, true, "SELECT draft, seq, entity, id, before, after, what FROM draft_edits ORDER BY draft, seq, entity, id"); err != nil {
		return fmt.Errorf("read the edits of drafts: %w", err)
	}
	for _, r := range records {
		if _, err := e.redraft(r, "UPDATE draft_records SET document = ? WHERE draft = ? AND entity = ? AND id = ?", r.draft, r.entity, r.id); err != nil {
			return err
		}
	}
	for _, r := range edits {
		differs, err := e.redraft(r, "UPDATE draft_edits SET before = ?, after = ? WHERE draft = ? AND seq = ? AND entity = ? AND id = ?", r.draft, r.seq, r.entity, r.id)
		if err != nil {
			return err
		}
		if step, title, _ := strings.Cut(r.what, " "); differs && title != "" { // which is the record's
			if err := e.exec("name a step anew", "UPDATE draft_edits SET what = ? WHERE draft = ? AND seq = ?", step, r.draft, r.seq); err != nil {
				return err
			}
		}
	}
	return nil
}

// draftRow is a record of a draft, or an edit of one with its two documents.
type draftRow struct {
	draft, seq int64
	entity, id string
	what       string // the name of the step, for an edit
	documents  []sql.NullString
}

// redraft writes the documents of a row without what is erased, where they differ by
// that.
func (e *eraser) redraft(r draftRow, statement string, key ...any) (differs bool, err error) {
	var values []any
	for _, doc := range r.documents {
		if doc.Valid {
			text, err := e.draftWithout(r.entity, r.id, []byte(doc.String))
			if err != nil {
				return false, err
			}
			differs = differs || doc.String != string(text)
			doc.String = string(text)
		}
		values = append(values, doc)
	}
	if !differs {
		return false, nil
	}
	return true, e.exec("write a draft", statement, append(values, key...)...)
}

// draftWithout is a document of a draft without what is erased. One that cannot be read
// and names what is erased is emptied.
func (e *eraser) draftWithout(entity, id string, doc []byte) ([]byte, error) {
	if !e.touches(doc) && !slices.ContainsFunc(e.parts, func(p *erasedPart) bool { return p.s.resource == entity && p.id == id }) {
		return doc, nil
	}
	r, err := timeline.StoredRecord(entity, doc)
	if err != nil {
		return json.Marshal(map[string]string{"id": id}) // what it says is not known
	}
	before, err := timeline.Encode(r.Authored())
	if err != nil {
		return nil, err
	}
	for _, p := range e.parts {
		e.draftPart(p, r, entity, id)
	}
	after, err := timeline.Encode(r.Authored())
	if err != nil || bytes.Equal(before, after) {
		return doc, err
	}
	return after, nil
}

// draftPart takes one part out of a record of a draft: its own words, those of a quote in
// it, and what it cites of a source.
func (e *eraser) draftPart(p *erasedPart, r timeline.Record, entity, id string) {
	if p.s.resource == entity && p.id == id {
		p.from(r, e.why)
	}
	if p.s == &sourceSchema && p.source == "" && p.takes(timeline.SourceText) {
		timeline.EraseCited(r, p.id)
	}
	event, ok := r.(*timeline.Event)
	if !ok || p.s != &quoteSchema {
		return
	}
	for i := range event.Quotes {
		if event.Quotes[i].ID == p.id {
			p.from(&event.Quotes[i], e.why)
		}
	}
}
