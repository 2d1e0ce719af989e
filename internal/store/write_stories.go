package store

import (
	"encoding/json"
	"fmt"

	"example.org/dateline/internal/timeline"
)

// storyRow is a story as its records need it.
type storyRow struct {
	n         int64
	id        string
	private   bool
	retracted bool
}

var storyKind = kind[timeline.Story]{"story", "stories",
	func(s *timeline.Story) *timeline.Stamp { return &s.Stamp },
	func(s *timeline.Story) *timeline.Retraction { return s.Retracted },
	func(s timeline.Story) timeline.Story { s.Stamp = timeline.Stamp{}; return s }}

// putStory writes a story without what belongs to it. One that says nothing of its
// visibility keeps the one that it has, and is public when new: nothing that is
// left out makes a story public.
func (w *writer) putStory(rec timeline.Story) (storyRow, error) {
	if rec.Visibility == "" {
		row, found, err := w.storyOf(rec.ID)
		if err != nil {
			return storyRow{}, err
		}
		rec.Visibility = timeline.Public
		if found && row.private {
			rec.Visibility = timeline.Private
		}
	}
	old, st, how, err := settle(w, storyKind, rec.ID, &rec)
	if err != nil {
		return storyRow{}, err
	}
	row := storyRow{n: st.n, id: rec.ID, private: rec.Visibility == timeline.Private, retracted: rec.Retracted != nil}
	w.stories[rec.ID] = row
	if how == unchanged {
		return row, nil
	}
	if how == updated && old.Visibility != rec.Visibility {
		w.flipped = append(w.flipped, row)
	}
	columns := map[string]any{"sort_name": sortName(rec.Title), "public": oneIf(!row.private), "retracted": oneIf(rec.Retracted != nil)}
	if err := save(w, storyKind, rec.ID, &rec, st, how, st.n, !row.private, columns); err != nil {
		return row, err
	}
	if err := w.index("stories_fts", st.n, how == created, storyWords(&rec)); err != nil {
		return row, err
	}
	return row, w.fileStory(st.n, how, old.Topics, rec.Topics)
}

// fileStory links a story to its topics.
func (w *writer) fileStory(story int64, how outcome, before, topics []string) error {
	if how == updated && fmt.Sprint(before) == fmt.Sprint(topics) {
		return nil
	}
	var rows [][]any
	for _, id := range topics {
		topic, err := w.topic(id)
		if err != nil {
			return err
		}
		rows = append(rows, []any{story, topic})
	}
	if how == created {
		w.addLinks(datedLinks["story_topics"], rows)
		return nil
	}
	return w.relink(datedLinks["story_topics"], story, rows)
}

// storyOf is the story with an id, as it is stored.
func (w *writer) storyOf(id string) (row storyRow, found bool, err error) {
	if row, known := w.stories[id]; known {
		return row, true, nil
	}
	st, err := w.find("stories", id)
	if err != nil || !st.found {
		return storyRow{}, false, err
	}
	var rec timeline.Story
	if err := json.Unmarshal(st.doc, &rec); err != nil {
		return storyRow{}, false, fmt.Errorf("decode story %s: %w", id, err)
	}
	row = storyRow{n: st.n, id: id, private: rec.Visibility == timeline.Private, retracted: rec.Retracted != nil}
	w.stories[id] = row
	return row, true, nil
}

// topic is the number of a topic, which is made when first named.
func (w *writer) topic(id string) (int64, error) {
	if n, known := w.topics[id]; known {
		return n, nil
	}
	ns, err := w.ints("read topic "+id, "SELECT n FROM topics WHERE id = ?", id)
	if err != nil {
		return 0, err
	}
	if len(ns) == 0 {
		n, err := w.numberFor("topics")
		if err != nil {
			return 0, err
		}
		w.inserts.add("topics", []string{"n", "id"}, nil, []any{n, id})
		ns = []int64{n}
	}
	w.topics[id] = ns[0]
	return ns[0], nil
}
