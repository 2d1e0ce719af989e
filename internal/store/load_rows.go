package store

import (
	"slices"

	"example.org/dateline/internal/timeline"
)

// putRow writes what a row of a foreign format is of.
func (l *loader) putRow(tx *Tx, e timeline.Entry) error {
	event, ok := e.Record.(*timeline.Event)
	if !ok {
		return nil // the story, which is there
	}
	own := *event
	own.Story = l.story
	if e.Row.Mention {
		return l.mention(tx, own.Story, e)
	}
	own.Quotes = slices.Clone(own.Quotes)
	story, err := tx.storyOf(&own)
	if err != nil {
		return err
	}
	if err := tx.writeRow(story, &own, e.Row, l.opts.Overwrite); err != nil {
		return err
	}
	event.ID = own.ID // by which it is known where its batch is taken back
	tx.warner.warn(tx.at(""), e.Row.Warnings...)
	return nil
}
