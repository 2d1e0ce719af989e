package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// errNothingToWrite rolls back a write that is not to change anything, so
// that the data version stays and caches keep what they have.
var errNothingToWrite = errors.New("nothing to write")

// Import writes a story with all that belongs to it, in one transaction: all
// of it or nothing. Importing the same document again changes nothing; a
// changed one gives the changed records their next revision. Events of the
// story that the document does not hold stay, and are reported.
//
// The document must be valid, as timeline.ReadDocument makes sure. An event or
// quote whose id belongs to another story or event is refused with code
// InvalidRecord.
func (s *Store) Import(ctx context.Context, doc *timeline.Document) (*Report, error) {
	return s.writing(ctx, false, func(w *writer) error { return w.document(doc) })
}

// Preview reports what Import would do, and writes nothing.
func (s *Store) Preview(ctx context.Context, doc *timeline.Document) (*Report, error) {
	return s.writing(ctx, true, func(w *writer) error { return w.document(doc) })
}

// writing runs fn in a write transaction and settles what follows from what it
// wrote: names inside events, who may see what, the log.
func (s *Store) writing(ctx context.Context, preview bool, fn func(w *writer) error) (*Report, error) {
	var report *Report
	err := s.inTx(ctx, func(tx *gorm.DB, seq int64, now time.Time) (int64, error) {
		report = newReport()
		w := newWriter(ctx, tx, s.dialect, seq, now, s.author, report)
		if err := fn(w); err != nil {
			return 0, err
		}
		if err := w.settle(); err != nil {
			return 0, err
		}
		if preview || !report.Changed() {
			return 0, errNothingToWrite
		}
		return w.seq, nil
	})
	if err != nil && !errors.Is(err, errNothingToWrite) {
		return nil, err
	}
	return report, nil
}

// settle does what follows from all that was written.
func (w *writer) settle() error {
	for _, step := range []func() error{w.dropQuotes, w.settleNames, w.settleHoldings, w.settleVisibility, w.flush} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) document(doc *timeline.Document) error {
	story, err := w.putStory(doc.Story)
	if err != nil {
		return err
	}
	w.holder = &story
	if err := w.declarations(story, doc); err != nil {
		return err
	}
	w.inFile = map[string]bool{}
	var events, quotes []string
	at := map[string]string{}
	for i := range doc.Events {
		w.inFile[doc.Events[i].ID] = true
		events = append(events, doc.Events[i].ID)
		for j := range doc.Events[i].Quotes {
			quotes = append(quotes, doc.Events[i].Quotes[j].ID)
			at[doc.Events[i].Quotes[j].ID] = doc.Events[i].ID
		}
	}
	if err := w.lookAhead("events", events); err != nil {
		return err
	}
	if err := w.lookAhead("quotes", quotes); err != nil {
		return err
	}
	if err := w.handOver(story, doc, quotes, at); err != nil {
		return err
	}
	for i := range doc.Events {
		if err := w.putEvent(story, doc.Events[i], fmt.Sprintf("/events/%d", i)); err != nil {
			return err
		}
	}
	if err := w.notNamed(doc); err != nil {
		return err
	}
	return w.reportKept(story)
}

// declarations writes the sources, actors and places of a document.
func (w *writer) declarations(story storyRow, doc *timeline.Document) error {
	var sources, actors, places []int64
	for _, rec := range doc.Sources {
		n, err := w.putSource(rec)
		if err != nil {
			return err
		}
		sources = append(sources, n)
	}
	for _, rec := range doc.Actors {
		n, err := w.putActor(rec)
		if err != nil {
			return err
		}
		actors = append(actors, n)
	}
	for _, rec := range doc.Places {
		n, err := w.putPlace(rec)
		if err != nil {
			return err
		}
		places = append(places, n)
	}
	for table, ns := range map[string][]int64{"sources": sources, "actors": actors, "places": places} {
		if err := w.declare(table, story, ns); err != nil {
			return err
		}
	}
	if err := w.regroup(); err != nil {
		return err
	}
	return w.nest()
}

// reportKept names the events that the database has and the file has not.
func (w *writer) reportKept(story storyRow) error {
	if err := w.flush(); err != nil {
		return err
	}
	var ids []string
	if err := w.tx.Raw("SELECT id FROM events WHERE story = ? ORDER BY n", story.n).Scan(&ids).Error; err != nil {
		return fmt.Errorf("list the story's events: %w", err)
	}
	for _, id := range ids {
		if !w.inFile[id] {
			w.report.Kept = append(w.report.Kept, id)
		}
	}
	return nil
}
