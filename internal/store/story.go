package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

type storyResource struct{}

var storySchema = schema{
	resource: "story", table: "stories",
	columns:   byName + byNameVersions,
	referrers: []referrer{{"event", "SELECT e.id FROM events e WHERE e.story = @n AND e.state IN (0, 2)"}},
}

func (storyResource) schema() *schema { return &storySchema }

// Stories lists stories by title.
func (v *View) Stories(q timeline.StoryQuery, after *Position) (List, error) {
	return listed(v, q, q.Paging, after, selectStories)
}

// EachStory is EachEvent for stories.
func (v *View) EachStory(q timeline.StoryQuery, fn func(doc json.RawMessage) error) error {
	return eachNamed(v, q, q.AsOf, selectStories, fn)
}

func selectStories(v *View, q timeline.StoryQuery) (*nameList, error) {
	l := &nameList{schema: &storySchema, search: q.Search}
	if err := l.ids(v, q.ID, v.numbers(&storySchema)); err != nil {
		return nil, err
	}
	return l, l.linked(q.Topic, v.topicNumbers, existsIn("story_topics", "story"), "x.topic")
}

// StoryIDs lists the stories that may be seen, in the order in which this
// database learned of them.
func (v *View) StoryIDs() ([]string, error) {
	var ids []string
	err := v.raw("SELECT d.id FROM {stories} d WHERE " + v.public("d").sql + " ORDER BY d.n").Scan(&ids).Error
	return ids, translate(err, "list stories")
}

// storyRow is a story as its records need it.
type storyRow struct {
	n         int64
	id        string
	private   bool
	retracted bool
}

func (storyResource) check(*Tx, timeline.Record) (awaited bool, err error) { return false, nil }

func (storyResource) write(tx *Tx, r timeline.Record) (awaited bool, err error) {
	_, err = tx.putStory(*r.(*timeline.Story))
	return false, err
}

func (n storyResource) retract(tx *Tx, r timeline.Record) error {
	r.SetRetraction(tx.retraction())
	_, err := n.write(tx, r)
	return err
}

func (storyResource) words(r timeline.Record, about setting) (words, error) {
	s, l := r.(*timeline.Story), languageOf(r, "")
	return about.words(l, []string{"title", "summary"}, said(l, s.Title), said(l, s.Summary)), nil
}

// putStory writes a story without what belongs to it. One that says nothing of its
// visibility keeps the one that it has, and is as the transaction has it when new,
// public if not said otherwise: nothing that is left out makes a story public.
func (tx *Tx) putStory(rec timeline.Story) (storyRow, error) {
	if rec.Visibility == "" {
		row, found, err := tx.story(rec.ID)
		if err != nil {
			return storyRow{}, err
		}
		switch {
		case !found:
			rec.Visibility = tx.visibility
		case row.private:
			rec.Visibility = timeline.Private
		default:
			rec.Visibility = timeline.Public
		}
	}
	old, st, how, err := revise(tx, &rec)
	if err != nil {
		return storyRow{}, err
	}
	row := storyRow{n: st.n, id: rec.ID, private: rec.Visibility == timeline.Private, retracted: rec.Retracted != nil}
	tx.known.stories[rec.ID] = row
	if how == unchanged {
		return row, nil
	}
	if how == updated && old.Visibility != rec.Visibility {
		tx.cascade.visibilityChanged(row)
	}
	if how == updated && old.Language != rec.Language {
		tx.cascade.languageChanged(st.n, old.Language)
	}
	tx.known.languages[st.n] = rec.Language
	columns := map[string]any{"sort_name": sortName(rec.Title), "public": oneIf(!row.private), "retracted": oneIf(rec.Retracted != nil)}
	if err := tx.save(&rec, st, how, st.n, !row.private, columns); err != nil {
		return row, err
	}
	return row, tx.linkTopics(st.n, how, old.Topics, rec.Topics)
}

// linkTopics links a story to its topics.
func (tx *Tx) linkTopics(story int64, how outcome, before, topics []string) error {
	if how == updated && slices.Equal(before, topics) {
		return nil
	}
	var rows [][]any
	for _, id := range topics {
		topic, err := tx.topic(id)
		if err != nil {
			return err
		}
		rows = append(rows, []any{story, topic})
	}
	if how == created {
		tx.addLinks(storyTopics, rows)
		return nil
	}
	return tx.relink(storyTopics, story, rows)
}

// story is the story with an id, as it is stored.
func (tx *Tx) story(id string) (row storyRow, found bool, err error) {
	if row, known := tx.known.stories[id]; known {
		return row, true, nil
	}
	st, err := tx.find(&storySchema, id)
	if err != nil || !st.found {
		return storyRow{}, false, err
	}
	var rec timeline.Story
	if err := json.Unmarshal(st.doc, &rec); err != nil {
		return storyRow{}, false, fmt.Errorf("decode story %s: %w", id, err)
	}
	row = storyRow{n: st.n, id: id, private: rec.Visibility == timeline.Private, retracted: rec.Retracted != nil}
	tx.known.stories[id] = row
	return row, true, nil
}

// openStory is a story that records may be written to. pointer is where it is
// named.
func (tx *Tx) openStory(pointer, id string) (storyRow, error) {
	story, found, err := tx.story(id)
	switch {
	case err != nil:
		return story, err
	case !found:
		return story, refuse(pointer, "there is no story with the id %q", id)
	case story.retracted:
		return story, refuse(pointer, "the story %q is retracted", id)
	}
	return story, nil
}
