package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// errNothingToWrite rolls back an import that is not to change anything, so
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
	return s.importing(ctx, doc, false)
}

// Preview reports what Import would do, and writes nothing.
func (s *Store) Preview(ctx context.Context, doc *timeline.Document) (*Report, error) {
	return s.importing(ctx, doc, true)
}

func (s *Store) importing(ctx context.Context, doc *timeline.Document, preview bool) (*Report, error) {
	report := newReport()
	err := s.inTx(ctx, func(tx *gorm.DB, seq int64, now time.Time) error {
		w := &writer{ctx: ctx, tx: tx, dialect: s.dialect, seq: seq, now: now, next: map[string]int64{},
			actors: map[string]*actorName{}, places: map[string]*placeName{}, sources: map[string]int64{}, topics: map[string]int64{}, report: report}
		if err := w.document(doc); err != nil {
			return err
		}
		if preview || !report.Changed() {
			return errNothingToWrite
		}
		return nil
	})
	if err != nil && !errors.Is(err, errNothingToWrite) {
		return nil, err
	}
	return report, nil
}

func (w *writer) document(doc *timeline.Document) error {
	story, err := w.story(doc.Story)
	if err != nil {
		return err
	}
	if err := w.declareSources(story, doc.Sources); err != nil {
		return err
	}
	if err := w.declareActors(story, doc.Actors); err != nil {
		return err
	}
	if err := w.declarePlaces(story, doc.Places); err != nil {
		return err
	}
	w.inFile = map[string]bool{}
	for i := range doc.Events {
		w.inFile[doc.Events[i].ID] = true
	}
	written := map[int64]bool{}
	for i := range doc.Events {
		n, how, err := w.event(story, doc.Events[i], fmt.Sprintf("/events/%d", i))
		if err != nil {
			return err
		}
		if how != unchanged {
			written[n] = true
		}
	}
	if err := w.dropQuotes(); err != nil {
		return err
	}
	if err := w.refreshTouched(story, written); err != nil {
		return err
	}
	if err := w.publish(story); err != nil {
		return err
	}
	return w.reportKept(story)
}

// reportKept names the events that the database has and the file has not.
func (w *writer) reportKept(story storyRow) error {
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

// storyRow is the story being written.
type storyRow struct {
	n       int64
	private bool
	flipped bool // its visibility changed
}

func (w *writer) story(rec timeline.Story) (storyRow, error) {
	st, err := w.find("stories", rec.ID)
	if err != nil {
		return storyRow{}, err
	}
	var old timeline.Story
	how, err := settle(w, "story", "stories", &rec, &old, &st,
		func(r *timeline.Story) *timeline.Stamp { return &r.Stamp },
		func(r timeline.Story) timeline.Story { r.Stamp = timeline.Stamp{}; return r })
	if err != nil {
		return storyRow{}, err
	}
	row := storyRow{n: st.n, private: rec.Visibility == timeline.Private}
	row.flipped = how == updated && old.Visibility != rec.Visibility
	public := 1
	if row.private {
		public = 0
	}
	err = w.save("stories", rec.ID, st, how, rec.Stamp, &rec, map[string]any{"sort_name": sortName(rec.Title), "public": public})
	if err != nil || how == unchanged {
		return row, err
	}
	if err := w.exec("file the story", "DELETE FROM story_topics WHERE story = ?", st.n); err != nil {
		return row, err
	}
	var rows [][]any
	for _, id := range rec.Topics {
		topic, err := w.topic(id)
		if err != nil {
			return row, err
		}
		rows = append(rows, []any{st.n, topic})
	}
	if err := w.insertRows("story_topics", []string{"story", "topic"}, rows); err != nil {
		return row, err
	}
	err = w.dialect.index(w.tx, "stories_fts", st.n, []string{"title", "summary"}, []string{searchable(rec.Title), searchable(rec.Summary)})
	return row, err
}

// topic is the number of a topic, which is made when first named.
func (w *writer) topic(id string) (int64, error) {
	if n, known := w.topics[id]; known {
		return n, nil
	}
	var ns []int64
	if err := w.tx.Raw("SELECT n FROM topics WHERE id = ?", id).Scan(&ns).Error; err != nil {
		return 0, fmt.Errorf("read topic %s: %w", id, err)
	}
	if len(ns) == 0 {
		n, err := w.numberFor("topics")
		if err != nil {
			return 0, err
		}
		if err := w.exec("write topic "+id, "INSERT INTO topics (n, id) VALUES (?, ?)", n, id); err != nil {
			return 0, err
		}
		ns = []int64{n}
	}
	w.topics[id] = ns[0]
	return ns[0], nil
}

// declare notes which records a story holds, in the order of its file. What it
// held before and its events may still use comes after.
func (w *writer) declare(table, column string, story int64, ns []int64) error {
	var before []int64
	if err := w.tx.Raw("SELECT "+column+" FROM "+table+" WHERE story = ? ORDER BY position", story).Scan(&before).Error; err != nil {
		return fmt.Errorf("read %s: %w", table, err)
	}
	listed := map[int64]bool{}
	order := append(append([]int64(nil), ns...), before...)
	var rows [][]any
	for _, n := range order {
		if !listed[n] {
			listed[n] = true
			rows = append(rows, []any{story, n, len(rows)})
		}
	}
	if sameOrder(before, rows) {
		return nil
	}
	w.report.redeclared = true
	if err := w.exec("write "+table, "DELETE FROM "+table+" WHERE story = ?", story); err != nil {
		return err
	}
	return w.insertRows(table, []string{"story", column, "position"}, rows)
}

func sameOrder(before []int64, rows [][]any) bool {
	if len(before) != len(rows) {
		return false
	}
	for i, n := range before {
		if rows[i][1] != n {
			return false
		}
	}
	return true
}

// publish settles what may be seen: records that only private stories hold
// are private with them.
func (w *writer) publish(story storyRow) error {
	for _, held := range []struct{ table, links, column string }{
		{"sources", "story_sources", "source"}, {"actors", "story_actors", "actor"}, {"places", "story_places", "place"},
	} {
		statement := "UPDATE " + held.table + " SET public = CASE WHEN EXISTS (SELECT 1 FROM " + held.links + " h JOIN stories s ON s.n = h.story WHERE h." + held.column + " = " + held.table + ".n AND s.public = 1) THEN 1 ELSE 0 END" +
			" WHERE n IN (SELECT " + held.column + " FROM " + held.links + " WHERE story = ?)"
		if err := w.exec("publish "+held.table, statement, story.n); err != nil {
			return err
		}
	}
	return nil
}
