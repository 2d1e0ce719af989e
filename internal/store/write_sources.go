package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// sourceText is what citations need to know of a source.
type sourceText struct {
	n         int64
	length    int // of its text in code points; 0 where it is not known
	retracted bool
}

var sourceKind = kind[timeline.Source]{"source", "sources",
	func(s *timeline.Source) *timeline.Stamp { return &s.Stamp },
	func(s *timeline.Source) *timeline.Retraction { return s.Retracted },
	func(s timeline.Source) timeline.Source { s.Stamp = timeline.Stamp{}; return s }}

// putSource writes a source, and returns its number.
func (w *writer) putSource(rec timeline.Source) (int64, error) {
	rec.Notes = slices.Clone(rec.Notes) // encoding fills their lists
	_, st, how, err := settle(w, sourceKind, rec.ID, &rec)
	if err != nil {
		return 0, err
	}
	w.sources[rec.ID] = sourceText{st.n, rec.Length, rec.Retracted != nil}
	if how == unchanged {
		return st.n, nil
	}
	public := w.isPublic(st)
	columns := map[string]any{"sort_name": sortName(rec.Title), "public": oneIf(public), "retracted": oneIf(rec.Retracted != nil)}
	if err := save(w, sourceKind, rec.ID, &rec, st, how, 0, public, columns); err != nil {
		return 0, err
	}
	return st.n, w.index("sources_fts", st.n, how == created, sourceWords(&rec))
}

// sourceOf is what is known of a source by id.
func (w *writer) sourceOf(id string) (s sourceText, found bool, err error) {
	if s, known := w.sources[id]; known {
		return s, true, nil
	}
	st, err := w.find("sources", id)
	if err != nil || !st.found {
		return sourceText{}, false, err
	}
	var rec timeline.Source
	if err := json.Unmarshal(st.doc, &rec); err != nil {
		return sourceText{}, false, fmt.Errorf("decode source %s: %w", id, err)
	}
	s = sourceText{st.n, rec.Length, rec.Retracted != nil}
	w.sources[id] = s
	return s, true, nil
}
