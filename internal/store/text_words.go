package store

import (
	"cmp"
	"fmt"
	"strings"

	"example.org/dateline/internal/stem"
	"example.org/dateline/internal/timeline"
)

// An event is found by the words of the spans that it cites, too, as long as the
// texts are held. The index has these words alone, and nothing shows them.

// maxCited bounds the words that an event is found by in this way, in bytes.
const maxCited = 100_000

// citedIn are the words at the spans that an event and its quotes cite, each span
// once. tag is the event's language.
func citedIn(e *timeline.Event, tag string, about setting) ([]saying, error) {
	if about.cited == nil {
		return nil, nil
	}
	type span struct {
		source     string
		start, end int
	}
	var list []saying
	met := map[span]bool{}
	left := maxCited
	add := func(citations []timeline.Citation) error {
		for _, ct := range citations {
			at := span{ct.Source, ct.Start, ct.End}
			if ct.Grade != timeline.GradeProved || met[at] || left <= 0 {
				continue
			}
			met[at] = true
			words, language, err := about.cited(ct)
			if err != nil {
				return err
			}
			if len(words) > left {
				words = strings.ToValidUTF8(words[:left], "")
			}
			left -= len(words)
			list = append(list, saying{stem.Of(cmp.Or(language, tag)), words})
		}
		return nil
	}
	if err := add(e.Citations); err != nil {
		return nil, err
	}
	for i := range e.Quotes {
		if err := add(e.Quotes[i].Citations); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// citedNow are the words at a citation's span as the text is.
func (tx *Tx) citedNow(ct timeline.Citation) (words, language string, err error) {
	return tx.citedOf(ct, tx.textOf)
}

// citedBefore are those as the text was before this transaction replaced it.
func (tx *Tx) citedBefore(ct timeline.Citation) (words, language string, err error) {
	return tx.citedOf(ct, tx.textBefore)
}

func (tx *Tx) citedOf(ct timeline.Citation, textOf func(int64) (heldText, error)) (words, language string, err error) {
	source, found, err := tx.source(ct.Source)
	if err != nil || !found {
		return "", "", err
	}
	held, err := textOf(source.n)
	if err != nil || held.text == nil {
		return "", "", err
	}
	words, _ = held.text.Words(ct)
	return words, source.language, nil
}

// forgetWords takes the words of a text that has been forgotten out of the index of
// the past. That of the present has been written anew.
func (tx *Tx) forgetWords(source int64) error {
	if err := tx.flush(); err != nil {
		return err
	}
	then := reindexer{Tx: tx}
	if err := then.learn(); err != nil {
		return err
	}
	const cite = "SELECT v AS key, n, until, story, doc FROM events_past WHERE v > ? AND n IN" +
		" (SELECT event FROM event_sources WHERE source = ? UNION SELECT event FROM event_sources_past WHERE source = ?) ORDER BY v LIMIT ?"
	for after := int64(-1); ; {
		var rows []everRow
		if err := tx.db.Raw(cite, after, source, source, batch).Scan(&rows).Error; err != nil {
			return fmt.Errorf("read the past of events: %w", err)
		}
		for _, row := range rows {
			after = row.Key
			e, err := decodeEvent(row.Doc)
			if err != nil {
				return fmt.Errorf("decode an event: %w", err)
			}
			about := then.setting(row)
			about.cited = tx.citedNow
			said, err := eventResource{}.words(&e, about)
			if err != nil {
				return err
			}
			if err := tx.index(eventSchema.table+"_past_fts", row.Key, false, said); err != nil {
				return err
			}
		}
		if len(rows) < batch {
			return tx.flush()
		}
	}
}
