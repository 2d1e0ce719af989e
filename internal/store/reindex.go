package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"example.org/dateline/internal/timeline"
)

// wordsMigration is the seventh migration. No table changes, but what the
// full-text tables hold: words with one kind of apostrophe, and stems. It writes
// the words of every record anew, of now and of the past. No revision is made and
// nothing is logged: the records say what they said.
const wordsMigration = 7

func wordsStep(d dialect) *goose.Migration {
	return goose.NewGoMigration(wordsMigration, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		db, err := gorm.Open(d.within(tx), &gorm.Config{SkipDefaultTransaction: true, Logger: logger.Discard})
		if err != nil {
			return err
		}
		r := reindexer{Tx: newTx(ctx, db.WithContext(ctx), d, Author{}, 0, time.Time{})}
		return r.run()
	}}, nil)
}

// reindexer writes the words of all records anew.
type reindexer struct {
	*Tx
	languages, aliases history
}

// history has what records said, from which change on and until which: languages
// of stories by their numbers, and aliases of actors by their ids.
type history map[any][]saidThen

type saidThen struct {
	since, until int64
	values       []string
}

// at is what was said just before a change.
func (h history) at(key any, until int64) []string {
	for _, held := range h[key] {
		if held.since < until && until <= held.until {
			return held.values
		}
	}
	return nil
}

// everRow is a row of now or of the past: until is the change at which it ended.
type everRow struct {
	Key, N, Since, Until, Story int64
	SortName                    string
	Doc                         []byte
}

func (r *reindexer) run() error {
	if err := r.learn(); err != nil {
		return err
	}
	for _, res := range resources {
		for _, past := range []bool{false, true} {
			if err := r.table(res, past); err != nil {
				return err
			}
		}
	}
	return nil
}

// learn reads what the words of records depend on beside themselves.
func (r *reindexer) learn() error {
	r.languages, r.aliases = history{}, history{}
	for _, past := range []bool{false, true} {
		err := r.each(&storySchema, past, func(row everRow) error {
			var s struct{ Language string }
			err := json.Unmarshal(row.Doc, &s)
			r.languages[row.N] = append(r.languages[row.N], saidThen{row.Since, row.Until, []string{s.Language}})
			return err
		})
		if err != nil {
			return err
		}
		err = r.each(&actorSchema, past, func(row everRow) error {
			var a struct {
				ID      string
				Aliases []string
			}
			err := json.Unmarshal(row.Doc, &a)
			if len(a.Aliases) > 0 {
				r.aliases[a.ID] = append(r.aliases[a.ID], saidThen{row.Since, row.Until, a.Aliases})
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// each calls fn with the rows of a resource, a bounded number of them at a time.
func (r *reindexer) each(s *schema, past bool, fn func(everRow) error) error {
	table, key, until, story, name := s.table, "n", fmt.Sprint(int64(math.MaxInt64)), "0", "sort_name"
	if past {
		table, key, until = s.table+"_past", "v", "until"
	}
	if s.dated {
		story, name = "story", "''"
	}
	statement := "SELECT " + key + " AS key, n, since, " + until + " AS until, " + story + " AS story, " + name + " AS sort_name, doc FROM " + table + " WHERE " + key + " > ? ORDER BY " + key + " LIMIT ?"
	for after := int64(-1); ; {
		var rows []everRow
		if err := r.db.Raw(statement, after, batch).Scan(&rows).Error; err != nil {
			return fmt.Errorf("read %s: %w", table, err)
		}
		for _, row := range rows {
			after = row.Key
			if err := fn(row); err != nil {
				return fmt.Errorf("index row %d of %s: %w", row.Key, table, err)
			}
		}
		if len(rows) < batch {
			return nil
		}
	}
}

// table writes the words of a resource's records anew.
func (r *reindexer) table(res resource, past bool) error {
	s := res.schema()
	table, key := s.table, "n"
	if past {
		table, key = s.table+"_past", "v"
	}
	if err := r.exec("empty "+table+"_fts", r.dialect.forgetWords(table+"_fts")); err != nil {
		return err
	}
	waiting := 0
	err := r.each(s, past, func(row everRow) error {
		record, err := timeline.StoredRecord(s.resource, row.Doc)
		if err != nil {
			return err
		}
		if name := sortedBy(record); name != row.SortName {
			if err := r.exec("write "+table, "UPDATE "+table+" SET sort_name = ? WHERE "+key+" = ?", name, row.Key); err != nil {
				return err
			}
		}
		said, err := res.words(record, r.setting(row))
		if err != nil {
			return err
		}
		if err := r.index(table+"_fts", row.Key, true, said); err != nil {
			return err
		}
		if waiting++; waiting%batch > 0 {
			return nil
		}
		return r.flush()
	})
	if err != nil {
		return err
	}
	return r.flush()
}

// setting is that of a row as long as it was there.
func (r *reindexer) setting(row everRow) setting {
	about := setting{lexicon: r.lexicon, aliases: func(actor string) ([]string, error) { return r.aliases.at(actor, row.Until), nil }}
	if l := r.languages.at(row.Story, row.Until); l != nil {
		about.language = l[0]
	}
	return about
}

// sortedBy is the name that a list sorts a record by, empty for what is sorted by
// its date.
func sortedBy(r timeline.Record) string {
	switch r := r.(type) {
	case *timeline.Story:
		return sortName(r.Title)
	case *timeline.Source:
		return sortName(r.Title)
	case *timeline.Actor:
		return sortName(r.Name)
	case *timeline.Place:
		return sortName(r.Name)
	}
	return ""
}
