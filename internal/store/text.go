package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// SourceText is the copy of a source's text that the database holds. Where it holds
// none, or the reader may not see the source, the error has code NotFound. It is for
// those who have a token; no other read has anything of it but the words of search.
func (v *View) SourceText(id string) (string, error) {
	var n int64
	if err := scanOne(v.db.Raw("SELECT d.n FROM sources d WHERE d.id = ? AND "+v.public("d").sql, id), &n); err != nil {
		return "", translate(err, "read source "+id)
	}
	var body string
	err := scanOne(v.db.Raw("SELECT body FROM source_texts WHERE source = ? AND body IS NOT NULL", n), &body)
	if errors.Is(err, sql.ErrNoRows) {
		return "", errNoText(id)
	}
	return body, translate(err, "read the text of source "+id)
}

func errNoText(id string) error {
	return &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("No text of the source %q is held here; PUT /v1/sources/%s/text hands one over.", id, id)}
}

// heldText is what the database has of a source's text.
type heldText struct {
	text *evidence.Text // nil where the copy has been forgotten, or never was
	met  bool           // there is, or was, a copy
}

// heldTexts are the texts of sources as a transaction has read them.
type heldTexts struct {
	none   bool               // there are none at all; only where looked is true
	looked bool               // none has been found out
	by     map[int64]heldText // by the source's number
	before map[int64]heldText // those that this transaction has replaced
	bytes  int                // of the texts in by
}

// maxHeld is how much text a transaction keeps at hand, in bytes.
const maxHeld = 64 << 20

// noTexts tells whether there are no texts of any source, and never were.
func (tx *Tx) noTexts() (bool, error) {
	h := &tx.known.texts
	if !h.looked {
		found, err := tx.ints("look for texts", "SELECT source FROM source_texts LIMIT 1")
		if err != nil {
			return false, err
		}
		h.looked, h.none = true, len(found) == 0
	}
	return h.none, nil
}

// textOf is what there is of the text of a source.
func (tx *Tx) textOf(source int64) (heldText, error) {
	h := &tx.known.texts
	if none, err := tx.noTexts(); err != nil || none {
		return heldText{}, err
	}
	if t, known := h.by[source]; known {
		return t, nil
	}
	var body sql.NullString
	err := scanOne(tx.db.Raw("SELECT body FROM source_texts WHERE source = ?", source), &body)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return heldText{}, fmt.Errorf("read a source's text: %w", err)
	}
	t := heldText{met: err == nil}
	if body.Valid {
		t.text = evidence.NewText(body.String)
	}
	if h.bytes += len(body.String); h.bytes > maxHeld {
		clear(h.by)
		h.bytes = len(body.String)
	}
	h.keep(source, t)
	return t, nil
}

func (h *heldTexts) keep(source int64, t heldText) {
	if h.by == nil {
		h.by = map[int64]heldText{}
	}
	h.by[source] = t
}

// textBefore is the text of a source as it was before this transaction replaced it.
func (tx *Tx) textBefore(source int64) (heldText, error) {
	if t, replaced := tx.known.texts.before[source]; replaced {
		return t, nil
	}
	return tx.textOf(source)
}

// ownText is what there is of the text of a source by its id.
func (tx *Tx) ownText(id string) (heldText, error) {
	s, found, err := tx.source(id)
	if err != nil || !found {
		return heldText{}, err
	}
	return tx.textOf(s.n)
}

// describeText holds the digest and length of a source to its text, where that is
// held, and fills them in. Where the copy has been forgotten, what it said stays
// unless the source says otherwise.
func (c *checker) describeText(s *timeline.Source, st stored) error {
	if !st.found {
		return nil
	}
	held, err := c.textOf(st.n)
	if err != nil || !held.met {
		return err
	}
	if held.text == nil {
		if s.Digest == "" && s.Length == 0 {
			var old timeline.Source
			if err := json.Unmarshal(st.doc, &old); err != nil {
				return fmt.Errorf("decode source %s: %w", s.ID, err)
			}
			s.Digest, s.Length = old.Digest, old.Length
		}
		return nil
	}
	const remedy = "hand over the text of another version first, or leave this out"
	switch digest := held.text.Digest(); {
	case s.Digest == "":
		s.Digest = digest
	case s.Digest != digest && !c.tombstone:
		c.fault("/digest", "the text that is held of this source has the digest %s: %s", digest, remedy)
	}
	switch length := held.text.Length(); {
	case s.Length == 0:
		s.Length = length
	case s.Length != length && !c.tombstone:
		c.fault("/length", "the text that is held of this source has %d characters: %s", length, remedy)
	}
	return nil
}
