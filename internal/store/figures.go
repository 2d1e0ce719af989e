package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"gorm.io/gorm"
)

// Figures are what tells how a database is doing, to whoever watches over it.
type Figures struct {
	Version               // of all data, private records too
	Bytes   int64         // of the database
	WAL     int64         // bytes of the write-ahead log beside a SQLite file; 0 with PostgreSQL, which tells of its own
	Readers int           // connections that may read at a time
	Busy    int           // of these, those that are reading
	Waits   int64         // how often a reader had to wait for a connection, since the database was opened
	Waited  time.Duration // how long they waited in all
}

// Figures are read without touching a record.
func (s *Store) Figures(ctx context.Context) (f Figures, err error) {
	pool, err := s.read.DB()
	if err != nil {
		return Figures{}, err
	}
	used := pool.Stats()
	f.Readers, f.Busy, f.Waits, f.Waited = used.MaxOpenConnections, used.InUse, used.WaitCount, used.WaitDuration
	if f.Version, err = s.Version(ctx); err != nil {
		return f, err
	}
	if f.Bytes, f.WAL, err = s.dialect.sizes(s.read.WithContext(ctx)); err != nil {
		return f, fmt.Errorf("read the size of the database: %w", err)
	}
	return f, nil
}

// sizes are those of the file and of its log, which is not there while nobody writes.
func (sqliteDialect) sizes(db *gorm.DB) (database, wal int64, err error) {
	var path string
	if err := scanOne(db.Raw("SELECT file FROM pragma_database_list WHERE name = 'main'"), &path); err != nil {
		return 0, 0, err
	}
	file, err := os.Stat(path)
	if err != nil {
		return 0, 0, err
	}
	switch log, err := os.Stat(path + "-wal"); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return 0, 0, err
	default:
		wal = log.Size()
	}
	return file.Size(), wal, nil
}

func (postgresDialect) sizes(db *gorm.DB) (database, wal int64, err error) {
	return database, 0, scanOne(db.Raw("SELECT pg_database_size(current_database())"), &database)
}
