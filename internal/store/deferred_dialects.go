package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// deferIndexes also has the words of events and quotes merged rarely while the load
// runs: when there are many parts of them, and not with every batch.
func (sqliteDialect) deferIndexes(db *gorm.DB, table string) error {
	const indexes = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql LIKE 'CREATE INDEX %'"
	if err := deferEach(db, indexes, table); err != nil {
		return err
	}
	if table != eventExternalIDs.name { // by which rows of other formats are looked up
		if err := heap(db, table); err != nil {
			return err
		}
	}
	for _, s := range []*schema{&eventSchema, &quoteSchema} {
		if s.table != table {
			continue
		}
		merge := "INSERT INTO " + s.fts() + " (" + s.fts() + ", rank) VALUES ('automerge', "
		if err := db.Exec("INSERT INTO deferred (name, statement) VALUES (?, ?)", s.fts(), merge+"4)").Error; err != nil { // SQLite's own default
			return err
		}
		if err := db.Exec(merge + "0)").Error; err != nil {
			return err
		}
	}
	return nil
}

func (postgresDialect) deferIndexes(db *gorm.DB, table string) error {
	const indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ? AND indexdef LIKE 'CREATE INDEX %'"
	return deferEach(db, indexes, table)
}

// deferEach takes the indexes away that a statement names, with what makes each.
func deferEach(db *gorm.DB, indexes, table string) error {
	type index struct{ name, statement string }
	var list []index
	err := eachRow(db.Raw(indexes, table), func(scan func(into ...any) error) error {
		var x index
		err := scan(&x.name, &x.statement)
		list = append(list, x)
		return err
	})
	if err != nil {
		return err
	}
	for _, x := range list {
		if err := db.Exec("INSERT INTO deferred (name, statement) VALUES (?, ?)", x.name, x.statement).Error; err != nil {
			return err
		}
		if err := db.Exec("DROP INDEX " + x.name).Error; err != nil {
			return err
		}
	}
	return nil
}

// pace is what the writer's connection is for: how many KiB of pages it keeps, at how
// many pages of 4 KiB the log is written back, how many threads help it sort, and where
// rows wait that are sorted or that take back a statement.
type pace struct {
	cache, log, threads int
	temporary           string
}

// A load has more memory for pages, so that a batch finds those that it writes to
// again, and the log grows further before it is written back: a page that many batches
// write to goes to the file once. Indexes are then made with less, as a sort has as much
// for rows beside, and each thread of its: where rows are more they wait in files.
var (
	usualPace  = pace{16_000, 1000, 0, "FILE"} // as the drivers are told, and by SQLite's own defaults
	loadPace   = pace{64 << 10, 64 << 10, 0, "MEMORY"}
	makingPace = pace{24 << 10, 16 << 10, 1, "FILE"}
)

func (sqliteDialect) bulk(ctx context.Context, s *Store, p pace) error {
	for _, pragma := range []string{
		fmt.Sprintf("PRAGMA cache_size = -%d", p.cache), fmt.Sprintf("PRAGMA wal_autocheckpoint = %d", p.log),
		fmt.Sprintf("PRAGMA threads = %d", p.threads), "PRAGMA temp_store = " + p.temporary,
	} {
		if err := s.write.WithContext(ctx).Exec(pragma).Error; err != nil {
			return fmt.Errorf("%s: %w", pragma, err)
		}
	}
	return nil
}

// bulk has nothing to do: memory is for PostgreSQL's own settings to say.
func (postgresDialect) bulk(context.Context, *Store, pace) error { return nil }

// trust also spares SQLite the copies of pages by which it could take back a statement
// of many rows: it keeps them for each that looks up what rows refer to.
func (sqliteDialect) trust(ctx context.Context, conn *sql.Conn, on bool) error {
	pragma := "PRAGMA foreign_keys = 1"
	if on {
		pragma = "PRAGMA foreign_keys = 0"
	}
	if _, err := conn.ExecContext(ctx, pragma); err != nil {
		return fmt.Errorf("%s: %w", pragma, err)
	}
	return nil
}

// trust has nothing to do: PostgreSQL looks up what COPY refers to all the same.
func (postgresDialect) trust(context.Context, *sql.Conn, bool) error { return nil }

// learn has nothing to do: what SQLite does is in the statements.
func (sqliteDialect) learn(context.Context, *Store) error { return nil }

// learn does at once what autovacuum does a minute later, and has not yet done for the
// first who ask: plans are chosen by what is in the tables, and what is read from an
// index alone is not, before a VACUUM, looked up in its table again.
func (postgresDialect) learn(ctx context.Context, s *Store) error {
	tables := append(deferrable(), "changes", "cited_spans", "actors", "story_actors", "story_dates", "story_names")
	if err := s.write.WithContext(ctx).Exec("VACUUM (ANALYZE) " + strings.Join(tables, ", ")).Error; err != nil {
		return fmt.Errorf("take statistics of the tables: %w", err)
	}
	return nil
}
