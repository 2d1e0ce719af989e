package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"example.org/dateline/internal/stem"
	"example.org/dateline/internal/timeline"
)

// words are what a full-text table knows of a record, by its columns.
type words struct {
	columns, texts []string
	said           *sayings // what texts are made of, where they are not yet
}

// sayings are the texts of each column, of a record in a language.
type sayings struct {
	language stem.Language
	texts    [][]saying
}

// by are the words, as a lexicon knows them.
func (w words) by(x *lexicon) words {
	if w.said == nil {
		return w
	}
	return x.words(w.said.language, w.columns, w.said.texts...)
}

// setting is what the words of a record depend on beside itself. Whatever changes
// it has the events rendered: the cascade, or a text at work on what cites it.
type setting struct {
	lexicon  *lexicon                             // nil where another is to say how words are found
	aliases  func(actor string) ([]string, error) // the other names of an actor
	language string                               // of the story or event that the record belongs to, as a BCP 47 tag

	// cited are the words at a citation's span, where the text of its source is held,
	// and the language of the source; nil where no text is.
	cited func(ct timeline.Citation) (words, language string, err error)
}

// words are those of texts, one list for each column, of a record in a language.
func (about setting) words(l stem.Language, columns []string, texts ...[]saying) words {
	w := words{columns: columns, said: &sayings{l, texts}}
	if about.lexicon != nil {
		w = w.by(about.lexicon)
	}
	return w
}

// settingNow is that of a record as it is written. story is 0 where it belongs
// to none.
func (tx *Tx) settingNow(story int64) (setting, error) {
	language, err := tx.storyLanguage(story)
	return setting{tx.lexicon, tx.aliasesNow, language, tx.citedNow}, err
}

// of is the setting of a record as it is written: that of a quote is in the language of
// its event.
func (about setting) of(tx *Tx, r timeline.Record) (setting, error) {
	q, ok := r.(*timeline.Quote)
	if !ok {
		return about, nil
	}
	own, err := tx.eventLanguage(q.Event)
	about.language = cmp.Or(own, about.language)
	return about, err
}

// eventLanguage is the language that an event has of its own now; empty where it has
// none.
func (tx *Tx) eventLanguage(id string) (string, error) {
	if language, known := tx.spoken[id]; known {
		return language, nil
	}
	st, err := tx.find(&eventSchema, id)
	if err != nil || !st.found {
		return "", err
	}
	var e struct{ Language string }
	if err := json.Unmarshal(st.doc, &e); err != nil {
		return "", fmt.Errorf("decode event %s: %w", id, err)
	}
	tx.spoken[id] = e.Language
	return e.Language, nil
}

// storyLanguage is the language that a story has now.
func (tx *Tx) storyLanguage(story int64) (string, error) {
	if story == 0 {
		return "", nil
	}
	language, known := tx.known.languages[story]
	if known {
		return language, nil
	}
	if err := tx.flushTable(storySchema.table); err != nil {
		return "", err
	}
	var doc []byte
	if err := scanOne(tx.db.Raw("SELECT doc FROM stories WHERE n = ?", story), &doc); err != nil {
		return "", fmt.Errorf("read a story: %w", err)
	}
	var s timeline.Story
	if err := json.Unmarshal(doc, &s); err != nil {
		return "", fmt.Errorf("decode a story: %w", err)
	}
	tx.known.languages[story] = s.Language
	return s.Language, nil
}

// index puts the words of a record into a full-text table, in place of those
// that it had there when it is not new.
func (tx *Tx) index(table string, n int64, isNew bool, words words) error {
	if !isNew {
		if err := tx.exec("write "+table, "DELETE FROM "+table+" WHERE rowid = ?", n); err != nil {
			return err
		}
	}
	columns, holders := tx.dialect.wordColumns(words)
	tx.inserts.add(table, columns, holders, append([]any{n}, tx.dialect.wordValues(words)...))
	return nil
}

// indexPast indexes what rows say that are now versions of the past.
func (tx *Tx) indexPast(s *schema, kept []version) error {
	for _, v := range kept {
		said, err := tx.wordsBefore(s, v)
		if err != nil {
			return err
		}
		if err := tx.index(s.table+"_past_fts", v.v, true, said); err != nil {
			return err
		}
	}
	return nil
}

// wordsBefore are the words by which a stored document was found until now.
func (tx *Tx) wordsBefore(s *schema, v version) (words, error) {
	var record timeline.Record
	if e := tx.decoded[v.n]; e != nil && s == &eventSchema {
		record = e
	} else {
		var err error
		if record, err = timeline.StoredRecord(s.resource, v.doc); err != nil {
			return words{}, fmt.Errorf("decode a record of %s: %w", s.table, err)
		}
	}
	about, err := tx.settingNow(v.story)
	if err != nil {
		return words{}, err
	}
	current := tx.cascade.rendered
	if s == &quoteSchema {
		current = tx.cascade.indexed
	}
	if !current[v.n] {
		about.aliases, about.cited = tx.aliasesBefore, tx.citedBefore
		if before, changed := tx.cascade.before[v.story]; changed {
			about.language = before
		}
	}
	if q, ok := record.(*timeline.Quote); ok {
		if before, changed := tx.cascade.spoke[q.Event]; changed && !current[v.n] {
			about.language = cmp.Or(before, about.language)
		} else if about, err = about.of(tx, q); err != nil {
			return words{}, err
		}
	}
	return resourceNamed(s.resource).words(record, about)
}

// languages brings the quotes up to date of stories whose language changed; their
// events have been rendered.
func (c *cascade) languages() error {
	for story := range c.before {
		quotes, err := c.tx.ints("read the quotes of a story", "SELECT n FROM quotes WHERE story = ? ORDER BY n", story)
		if err != nil {
			return err
		}
		quotes = slices.DeleteFunc(quotes, func(n int64) bool { return c.indexed[n] })
		for part := range slices.Chunk(quotes, renderedAtOnce()) {
			if err := c.tx.reindexQuotes(story, part); err != nil {
				return err
			}
		}
	}
	clear(c.before)
	for _, id := range slices.Sorted(maps.Keys(c.spoke)) {
		if err := c.respeak(id); err != nil {
			return err
		}
	}
	clear(c.spoke)
	return nil
}

// respeak brings the quotes of an event up to date whose language changed.
func (c *cascade) respeak(event string) error {
	if err := c.tx.flush(); err != nil {
		return err
	}
	st, err := c.tx.find(&eventSchema, event)
	if err != nil {
		return err
	}
	e, err := decodeEvent(st.doc)
	if err != nil {
		return fmt.Errorf("decode event %s: %w", event, err)
	}
	story, _, err := c.tx.story(e.Story)
	if err != nil {
		return err
	}
	quotes, err := c.tx.ints("read the quotes of an event", "SELECT n FROM quotes WHERE event = ? ORDER BY n", st.n)
	if err != nil {
		return err
	}
	quotes = slices.DeleteFunc(quotes, func(n int64) bool { return c.indexed[n] })
	for part := range slices.Chunk(quotes, renderedAtOnce()) {
		if err := c.tx.reindexQuotes(story.n, part); err != nil {
			return err
		}
	}
	return nil
}

// reindexQuotes writes the words of quotes anew, as of the last change.
func (tx *Tx) reindexQuotes(story int64, ns []int64) error {
	if err := tx.supersede(&quoteSchema, ns, tx.seq, true); err != nil {
		return err
	}
	c := in("n", ns, false)
	if err := tx.exec("write quotes", "UPDATE quotes SET since = ? WHERE "+c.sql, append([]any{tx.seq}, c.args...)...); err != nil {
		return err
	}
	var list []struct {
		N   int64
		Doc []byte
	}
	if err := tx.db.Raw("SELECT n, doc FROM quotes WHERE "+c.sql+" ORDER BY n", c.args...).Scan(&list).Error; err != nil {
		return fmt.Errorf("read quotes: %w", err)
	}
	about, err := tx.settingNow(story)
	if err != nil {
		return err
	}
	for _, row := range list {
		q, err := timeline.StoredRecord(quoteSchema.resource, row.Doc)
		if err != nil {
			return fmt.Errorf("decode a quote: %w", err)
		}
		own, err := about.of(tx, q)
		if err != nil {
			return err
		}
		words, err := quoteResource{}.words(q, own)
		if err != nil {
			return err
		}
		if err := tx.index(quoteSchema.fts(), row.N, false, words); err != nil {
			return err
		}
		tx.cascade.indexed[row.N] = true
	}
	return tx.flush()
}
