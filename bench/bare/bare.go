// Package bare asks SQLite with nothing around it but its driver: what is left of a
// request, or of an import, when the program is taken away. Contexts that can be cancelled
// cost the driver something for each statement; others do not.
package bare

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// DB is a connection to a SQLite file. It is not for several goroutines.
type DB struct{ conn driver.Conn }

// Open opens a file, which is made when it is missing, with as much memory for its pages
// as Dateline gives to a connection that reads.
func Open(file string) (*DB, error) {
	conn, err := new(sqlite3.SQLiteDriver).Open("file:" + (&url.URL{Path: file}).EscapedPath() + "?_cache_size=-4000")
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	return &DB{conn}, nil
}

// Close closes the connection.
func (db *DB) Close() error { return db.conn.Close() }

// statement is one that is prepared, and runs as often as wanted.
type statement struct {
	driver.Stmt
	args []driver.NamedValue
}

func (db *DB) prepare(text string, args int) (*statement, error) {
	prepared, err := db.conn.Prepare(text)
	if err != nil {
		return nil, err
	}
	s := &statement{Stmt: prepared, args: make([]driver.NamedValue, args)}
	for i := range s.args {
		s.args[i].Ordinal = i + 1
	}
	return s, nil
}

func (s *statement) exec(ctx context.Context) error {
	_, err := s.Stmt.(driver.StmtExecContext).ExecContext(ctx, s.args) //nolint:forcetypeassert // of this driver
	return err
}

// rows calls a function with each row, which holds its values until the next.
func (s *statement) rows(ctx context.Context, row []driver.Value, each func()) (err error) {
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, s.args) //nolint:forcetypeassert // of this driver
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for {
		if err := rows.Next(row); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		each()
	}
}

// Numbers are the numbers of events with some ids, in their order; 0 for one that is not
// there.
func (db *DB) Numbers(ctx context.Context, ids []string) (ns []int64, err error) {
	s, err := db.prepare("SELECT n FROM events WHERE id = ?", 1)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	row := make([]driver.Value, 1)
	for _, id := range ids {
		n := int64(0)
		s.args[0].Value = id
		if err := s.rows(ctx, row, func() { n, _ = row[0].(int64) }); err != nil {
			return nil, err
		}
		ns = append(ns, n)
	}
	return ns, nil
}

// Pages is a prepared statement that reads the documents of some events.
type Pages struct{ s *statement }

// Pages prepares it for pages of a size.
func (db *DB) Pages(size int) (*Pages, error) {
	s, err := db.prepare("SELECT n, doc FROM events WHERE n IN (?"+strings.Repeat(", ?", size-1)+")", size)
	return &Pages{s}, err
}

// Close ends it.
func (p *Pages) Close() error { return p.s.Close() }

// Read reads a page of documents, by the numbers of the events, and returns how many bytes
// they have.
func (p *Pages) Read(ctx context.Context, ns []int64) (bytes int, err error) {
	for i, n := range ns {
		p.s.args[i].Value = n
	}
	row := make([]driver.Value, 2)
	err = p.s.rows(ctx, row, func() {
		switch doc := row[1].(type) {
		case string:
			bytes += len(doc)
		case []byte:
			bytes += len(doc)
		}
	})
	return bytes, err
}

// Insert writes lines as rows of a new table, in one transaction.
func (db *DB) Insert(ctx context.Context, lines iter.Seq[[]byte]) (err error) {
	if err := db.run(ctx, "CREATE TABLE lines (n INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT"); err != nil {
		return err
	}
	s, err := db.prepare("INSERT INTO lines (line) VALUES (?)", 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := db.run(ctx, "BEGIN"); err != nil {
		return err
	}
	for line := range lines {
		s.args[0].Value = string(line)
		if err := s.exec(ctx); err != nil {
			return errors.Join(err, db.run(ctx, "ROLLBACK"))
		}
	}
	return db.run(ctx, "COMMIT")
}

func (db *DB) run(ctx context.Context, text string) error {
	s, err := db.prepare(text, 0)
	if err != nil {
		return err
	}
	return errors.Join(s.exec(ctx), s.Close())
}
