package store

import (
	"encoding/json"
	"fmt"

	"example.org/dateline/internal/timeline"
)

// words are what a full-text table knows of a record, by its columns.
type words struct{ columns, texts []string }

func storyWords(s *timeline.Story) words {
	return words{[]string{"title", "summary"}, []string{searchable(s.Title), searchable(s.Summary)}}
}

func sourceWords(s *timeline.Source) words {
	return words{[]string{"title", "names"}, []string{searchable(s.Title), searchable(s.Publisher)}}
}

func actorWords(a *timeline.Actor) words {
	return words{[]string{"title", "names"}, []string{searchable(a.Name), searchable(a.Aliases...)}}
}

func placeWords(p *timeline.Place) words {
	return words{[]string{"title"}, []string{searchable(p.Name)}}
}

func quoteWords(q *timeline.Quote) words {
	return words{[]string{"title"}, []string{searchable(q.Text)}}
}

// eventWords takes the other names of an event's actors from aliases, as they
// are no part of its document.
func eventWords(e *timeline.Event, aliases func(actor string) ([]string, error)) (words, error) {
	var names, quotes []string
	for _, a := range e.Actors {
		others, err := aliases(a.ID)
		if err != nil {
			return words{}, err
		}
		names = append(append(names, a.Name), others...)
	}
	for _, p := range e.Places {
		names = append(names, p.Name)
	}
	for _, q := range e.Quotes {
		quotes = append(quotes, q.Text)
	}
	return words{[]string{"title", "names", "summary", "quotes"},
		[]string{searchable(e.Title), searchable(names...), searchable(e.Summary), searchable(quotes...)}}, nil
}

// index puts the words of a record into a full-text table, in place of those
// that it had there when it is not new.
func (w *writer) index(table string, n int64, isNew bool, words words) error {
	if !isNew {
		if err := w.exec("write "+table, "DELETE FROM "+table+" WHERE rowid = ?", n); err != nil {
			return err
		}
	}
	columns, holders, values := w.dialect.words(n, words)
	w.inserts.add(table, columns, holders, values)
	return nil
}

// keepWords indexes what rows say that are now versions of the past.
func (w *writer) keepWords(table string, kept []version) error {
	for _, v := range kept {
		said, err := w.wordsIn(table, v)
		if err != nil {
			return err
		}
		if err := w.index(table+"_past_fts", v.v, true, said); err != nil {
			return err
		}
	}
	return nil
}

// wordsIn are the words by which a stored document was found until now.
func (w *writer) wordsIn(table string, v version) (words, error) {
	doc := v.doc
	switch table {
	case "stories":
		return wordsOfDoc(doc, storyWords)
	case "sources":
		return wordsOfDoc(doc, sourceWords)
	case "actors":
		return wordsOfDoc(doc, actorWords)
	case "places":
		return wordsOfDoc(doc, placeWords)
	case "quotes":
		return wordsOfDoc(doc, quoteWords)
	}
	e := w.decoded[v.n]
	if e == nil {
		read, err := decodeEvent(doc)
		if err != nil {
			return words{}, fmt.Errorf("decode an event: %w", err)
		}
		e = &read
	}
	if w.current[v.n] {
		return eventWords(e, w.aliasesNow)
	}
	return eventWords(e, w.aliasesBefore)
}

func wordsOfDoc[T any](doc []byte, said func(*T) words) (words, error) {
	var record T
	if err := json.Unmarshal(doc, &record); err != nil {
		return words{}, fmt.Errorf("decode a record: %w", err)
	}
	return said(&record), nil
}
