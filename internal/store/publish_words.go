package store

import (
	"fmt"

	"example.org/dateline/internal/timeline"
)

// leaveOutWords takes the words out of the citations that a draft adds and that have a
// place: the text and its digest prove them, and what is published does not reprint its
// sources sentence by sentence. What was published with its words keeps them.
func (r *pendingRecord) leaveOutWords() error {
	kept := map[citedSpan]bool{}
	if r.before != nil {
		before, err := timeline.StoredRecord(r.Entity, r.before)
		if err != nil {
			return fmt.Errorf("decode %s %s: %w", r.Entity, r.ID, err)
		}
		for _, list := range citationsIn(before) {
			for i := range list {
				kept[spanOf(list[i])] = list[i].Exact != "" || kept[spanOf(list[i])]
			}
		}
	}
	for _, list := range citationsIn(r.record) {
		for i := range list {
			if ct := &list[i]; ct.Placed() && !kept[spanOf(*ct)] {
				ct.Exact, ct.Prefix, ct.Suffix = "", "", ""
			}
		}
	}
	return nil
}

// citedSpan is where the words of a citation stand.
type citedSpan struct {
	source     string
	start, end int
}

func spanOf(ct timeline.Citation) citedSpan { return citedSpan{ct.Source, ct.Start, ct.End} }

// citationsIn are the lists of citations in a record, those of an event's quotes too.
func citationsIn(r timeline.Record) [][]timeline.Citation {
	_, lists := citedBy(r)
	if e, ok := r.(*timeline.Event); ok {
		for i := range e.Quotes {
			lists = append(lists, e.Quotes[i].Citations)
		}
	}
	return lists
}
