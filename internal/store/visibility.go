package store

import (
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// visibility gives the events and quotes of stories whose visibility changed
// their state, and logs them: who follows the log learns of them.
func (c *cascade) visibility() error {
	tx := c.tx
	for _, story := range c.flipped {
		events, err := tx.toFlip(&eventSchema, story)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(events, renderedAtOnce()) {
			if err := tx.logFlipped(&eventSchema, story, part); err != nil {
				return err
			}
			if err := tx.touchRelated(part); err != nil {
				return err
			}
			if err := tx.render(part, true, true); err != nil {
				return err
			}
		}
		quotes, err := tx.toFlip(&quoteSchema, story)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(quotes, renderedAtOnce()) {
			if err := tx.logFlipped(&quoteSchema, story, part); err != nil {
				return err
			}
			if err := tx.flipQuotes(story, part); err != nil {
				return err
			}
		}
		if story.private {
			if err := tx.hideChanges("story = ?", story.n); err != nil {
				return err
			}
		}
	}
	c.flipped = nil
	return nil
}

// toFlip are the records of a story whose visibility changed that have the other
// state yet, or have been given theirs without an entry in the log: by a new name
// of somebody in them.
func (tx *Tx) toFlip(s *schema, story storyRow) ([]int64, error) {
	if err := tx.flush(); err != nil {
		return nil, err
	}
	other := "d.state >= 2"
	if story.private {
		other = "d.state < 2"
	}
	return tx.ints("read "+s.table, "SELECT d.n FROM "+s.table+" d WHERE d.story = ? AND ("+other+
		" OR NOT EXISTS (SELECT 1 FROM changes c WHERE c.entity = ? AND c.n = d.n AND c.seq > ?)) ORDER BY d.n", story.n, s.resource, tx.began)
}

// logFlipped logs records as they are, because others may see them now.
func (tx *Tx) logFlipped(s *schema, story storyRow, ns []int64) error {
	c := in("n", ns, false)
	var list []struct {
		N, State int64
		Revision int
		ID       string
	}
	if err := tx.db.Raw("SELECT n, id, revision, state FROM "+s.table+" WHERE "+c.sql+" ORDER BY n", c.args...).Scan(&list).Error; err != nil {
		return fmt.Errorf("read %s: %w", s.table, err)
	}
	for _, r := range list {
		action := timeline.ActionUpdate
		if r.State&stateRetract != 0 {
			action = timeline.ActionRetract
		}
		tx.log(change{entity: s.resource, n: r.N, id: r.ID, story: story.n, action: action, revision: r.Revision, public: !story.private, before: true})
	}
	return nil
}

// touchRelated gives the events that are related to some another entity tag.
func (tx *Tx) touchRelated(events []int64) error {
	c := in("n", events, false)
	var ids []string
	if err := tx.db.Raw("SELECT id FROM events WHERE "+c.sql, c.args...).Scan(&ids).Error; err != nil {
		return fmt.Errorf("read events: %w", err)
	}
	return tx.touchReferring(&eventSchema, ids)
}

func (tx *Tx) flipQuotes(story storyRow, ns []int64) error {
	if err := tx.supersede(&quoteSchema, ns, tx.seq, true); err != nil {
		return err
	}
	private := 0
	if story.private {
		private = statePrivate
	}
	c, x := in("n", ns, false), in("quote", ns, false)
	err := tx.exec("update the state of quotes", "UPDATE quotes SET since = ?, state = (state & 1) + ? WHERE "+c.sql, append([]any{tx.seq, private}, c.args...)...)
	if err != nil {
		return err
	}
	return tx.exec("update the state of quotes", "UPDATE quote_actors SET state = (state & 1) + ? WHERE "+x.sql, append([]any{private}, x.args...)...)
}

// hideChanges takes entries of the log from the sight of those who may see public
// records only.
func (tx *Tx) hideChanges(which string, args ...any) error {
	if err := tx.flush(); err != nil {
		return err
	}
	return tx.exec("hide changes", "UPDATE changes SET public = 0 WHERE public = 1 AND "+which, args...)
}
