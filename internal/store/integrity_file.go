package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// checkIntegrity looks through the file as SQLite itself does. Indexes follow from their
// tables, and full-text tables from the records: these are emptied here, and written
// anew where they are compared with the records.
func (sqliteDialect) checkIntegrity(ctx context.Context, s *Store, repair bool, found func(Finding) error) error {
	return s.onWriter(ctx, func(db *sql.Conn) error {
		faults, err := fileFaults(ctx, db)
		if err != nil || len(faults) == 0 {
			return err
		}
		left := faults
		if repair {
			if err := rebuildIndexes(ctx, db, faults); err != nil {
				return err
			}
			if left, err = fileFaults(ctx, db); err != nil {
				return err
			}
		}
		for _, fault := range faults {
			repaired := repair && !slices.Contains(left, fault)
			derived, err := ofIndex(ctx, db, fault)
			if err != nil {
				return err
			}
			if err := found(Finding{"the file", fault, derived || repaired, repaired}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (sqliteDialect) checkReferences(ctx context.Context, s *Store, found func(Finding) error) error {
	return s.onWriter(ctx, func(db *sql.Conn) error {
		wrong, err := danglingRows(ctx, db)
		for _, what := range wrong {
			if err := found(Finding{Where: "the file", What: what}); err != nil {
				return err
			}
		}
		return err
	})
}

// onWriter runs fn on the writing connection, with no transaction around it.
func (s *Store) onWriter(ctx context.Context, fn func(db *sql.Conn) error) (err error) {
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	db, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return fn(db)
}

var (
	ofIndexFault = regexp.MustCompile(`(?:missing from|entries in|entry in) index `)
	ofWordsFault = regexp.MustCompile(`(?:inverted index for FTS5 table main\.|^fts5: .* from table ")(\w+)`)
	treeFault    = regexp.MustCompile(`^Tree (\d+) `)
)

// ofIndex tells whether a fault is one of an index.
func ofIndex(ctx context.Context, db *sql.Conn, fault string) (bool, error) {
	if ofIndexFault.MatchString(fault) || ofWordsFault.MatchString(fault) {
		return true, nil
	}
	m := treeFault.FindStringSubmatch(fault)
	if m == nil {
		return false, nil
	}
	root, err := strconv.Atoi(m[1])
	if err != nil {
		return false, nil //nolint:nilerr // a number that is none is of no index
	}
	var indexes int
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE rootpage = ? AND type = 'index'", root).Scan(&indexes)
	return indexes > 0, err
}

func rebuildIndexes(ctx context.Context, db *sql.Conn, faults []string) error {
	for _, fault := range faults {
		if m := ofWordsFault.FindStringSubmatch(fault); m != nil {
			if _, err := db.ExecContext(ctx, sqliteDialect{}.forgetWords(m[1])); err != nil {
				return fmt.Errorf("empty %s: %w", m[1], err)
			}
		}
	}
	if _, err := db.ExecContext(ctx, "REINDEX"); err != nil && !isDamaged(err) {
		return fmt.Errorf("rebuild the indexes: %w", err)
	}
	return nil
}

// checkIntegrity leaves PostgreSQL's files to PostgreSQL: pg_amcheck.
func (postgresDialect) checkIntegrity(context.Context, *Store, bool, func(Finding) error) error {
	return nil
}

// checkReferences has nothing to do: PostgreSQL takes no other rows.
func (postgresDialect) checkReferences(context.Context, *Store, func(Finding) error) error {
	return nil
}
