package store

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Beside records and their history, words stand in what imports have noted of rows, and in
// the answers that are kept for requests which may be made again.

// rows takes the words out of what is noted of imported rows: by its digest the same row
// still changes nothing.
func (e *eraser) rows() error {
	for _, p := range e.parts {
		if p.s != &eventSchema {
			continue
		}
		var noted []byte
		err := eachRow(e.db.Raw("SELECT citations FROM imported_rows WHERE event = ?", p.n), func(scan func(into ...any) error) error { return scan(&noted) })
		if err != nil {
			return fmt.Errorf("read an imported row: %w", err)
		}
		if noted == nil {
			continue
		}
		var cites timeline.Event
		if err := json.Unmarshal(noted, &cites.Citations); err != nil {
			return fmt.Errorf("decode the citations of an imported row: %w", err)
		}
		p.from(&cites, e.why)
		if noted, err = json.Marshal(cites.Citations); err != nil {
			return err
		}
		if err := e.exec("write an imported row", "UPDATE imported_rows SET citations = ? WHERE event = ?", string(noted), p.n); err != nil {
			return err
		}
	}
	return nil
}

// answers takes the words out of the answers that are kept for a day. An answer with a
// record has it as it is now; one to an import loses what it quotes of its file.
func (e *eraser) answers() error {
	type kept struct {
		token       int64
		key, answer string
	}
	var list []kept
	err := eachRow(e.db.Raw("SELECT token, key, answer FROM idempotency_keys"), func(scan func(into ...any) error) error {
		var k kept
		err := scan(&k.token, &k.key, &k.answer)
		list = append(list, k)
		return err
	})
	if err != nil {
		return fmt.Errorf("read kept answers: %w", err)
	}
	for _, k := range list {
		answer, err := e.answerWithout([]byte(k.answer))
		if err != nil {
			return fmt.Errorf("read a kept answer: %w", err)
		}
		if err := e.exec("write a kept answer", "UPDATE idempotency_keys SET answer = ? WHERE token = ? AND key = ?", string(answer), k.token, k.key); err != nil {
			return err
		}
	}
	return nil
}

// answerWithout is a kept answer without what is erased.
func (e *eraser) answerWithout(answer []byte) ([]byte, error) {
	var members map[string]json.RawMessage
	if json.Unmarshal(answer, &members) != nil {
		return []byte("null"), nil //nolint:nilerr // none that the program gives
	}
	if members["JSON"] == nil {
		for _, quoting := range []string{"rejects", "warnings", "notes"} {
			if members[quoting] != nil {
				members[quoting] = json.RawMessage("[]")
			}
		}
		return json.Marshal(members)
	}
	var text string
	if err := json.Unmarshal(members["JSON"], &text); err != nil {
		return nil, err
	}
	doc, err := base64.StdEncoding.DecodeString(text)
	if err != nil || !e.touches(doc) {
		return answer, err
	}
	now, err := e.recordNow(doc)
	if err != nil {
		return nil, err
	}
	return json.Marshal(now)
}

// touches tells whether a document is of a record that is erased, or names one.
func (e *eraser) touches(doc []byte) bool {
	return slices.ContainsFunc(e.parts, func(p *erasedPart) bool { return bytes.Contains(doc, []byte(`"`+p.id+`"`)) })
}

// recordNow is the record that a document is of, as it is now.
func (e *eraser) recordNow(doc []byte) (Record, error) {
	var is struct {
		ID                                                string
		Visibility, Verification, Speaker, Aliases, Notes json.RawMessage
	}
	if err := json.Unmarshal(doc, &is); err != nil {
		return Record{}, err
	}
	s := &placeSchema
	for of, field := range map[*schema]json.RawMessage{&storySchema: is.Visibility, &eventSchema: is.Verification, &quoteSchema: is.Speaker, &actorSchema: is.Aliases, &sourceSchema: is.Notes} {
		if field != nil {
			s = of
		}
	}
	return e.view().Record(s.resource, is.ID)
}
