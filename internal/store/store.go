// Package store keeps records in SQLite or PostgreSQL and answers queries from
// them. It alone knows SQL and gorm.
//
// Each record is stored as the JSON document that answers show, kept up to
// date by every write, beside the columns and link tables that queries use.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"example.org/dateline/internal/timeline"
)

// Store is an open database. It is safe for concurrent use; writes take turns.
type Store struct {
	dialect   dialect
	read      *gorm.DB
	write     *gorm.DB
	cursorKey []byte
	identity  string
	now       func() time.Time
	uses      uses // of tokens
	visits    uses // of sessions
	index     index
	heads     heads

	file      *databaseFile // nil where the database is no file of ours
	shortened shortening    // of its log
	folder    *mediaFolder  // nil where pictures are in the database
	mediaMax  int64         // bytes of all pictures; 0 for no bound
	swept     atomic.Int64  // when it was last looked for pictures that nobody names, in microseconds
}

// Options are what Open may be told. The zero value is what serve uses.
type Options struct {
	Now         func() time.Time // the clock; time.Now when nil
	KeepSchema  bool             // refuse a database that needs a migration instead of migrating it
	Connections int              // readers at a time; 0 for a number that suits the machine
	MediaDir    string           // the folder that new pictures are kept in, and others were; in the database when empty
	MediaMax    int64            // bytes that all pictures may take; no bound when 0
}

// Open opens a database, creates it when it is missing and brings its schema
// up to date. dsn is the path of a SQLite file, or a postgres:// URL.
//
// It refuses a file that is no SQLite database or belongs to another program,
// and a schema that is newer than this program knows.
func Open(ctx context.Context, dsn string, opts Options) (*Store, error) {
	d, err := dialectOf(dsn)
	if err != nil {
		return nil, err
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Connections == 0 {
		opts.Connections = max(8, 4*runtime.GOMAXPROCS(0))
	}
	s := &Store{dialect: d, file: d.file(), now: opts.Now, mediaMax: opts.MediaMax, index: index{behind: make(chan struct{}, 1), wrote: make(chan struct{}, 1)}}
	if s.folder, err = openMediaFolder(opts.MediaDir); err != nil {
		return nil, err
	}
	if s.write, err = s.connect(ctx, dsn, false, d.writers()); err != nil {
		return nil, errors.Join(err, s.folder.close())
	}
	if err := s.prepare(ctx, opts); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if s.read, err = s.connect(ctx, dsn, true, opts.Connections); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.file.look(dsn); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// prepare makes the schema fit and reads what stays the same while open.
func (s *Store) prepare(ctx context.Context, opts Options) error {
	if err := s.dialect.checkOurs(ctx, s.write); err != nil {
		return err
	}
	if err := s.migrate(ctx, opts.KeepSchema); err != nil {
		return err
	}
	if err := s.makeDeferred(ctx); err != nil {
		return err
	}
	if err := scanOne(s.write.WithContext(ctx).Raw("SELECT cursor_key, identity FROM meta"), &s.cursorKey, &s.identity); err != nil {
		return fmt.Errorf("read the database's key and identity: %w", err)
	}
	return nil
}

// connect opens a pool of connections. While another program makes the very
// same file a database, SQLite turns everybody else away: then it tries again.
func (s *Store) connect(ctx context.Context, dsn string, readOnly bool, connections int) (*gorm.DB, error) {
	for tries := 0; ; tries++ {
		db, err := s.open(dsn, readOnly, connections)
		if err == nil || !isBusy(err) || tries == 100 || ctx.Err() != nil {
			return db, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (s *Store) open(dsn string, readOnly bool, connections int) (*gorm.DB, error) {
	to, err := s.dialect.dialector(dsn, readOnly, s.file)
	if err != nil {
		return nil, err
	}
	db, err := gorm.Open(to, &gorm.Config{
		SkipDefaultTransaction: true,
		Logger:                 logger.Discard,
	})
	if err != nil {
		if pool, poolErr := db.DB(); poolErr == nil {
			err = errors.Join(err, pool.Close())
		}
		return nil, s.dialect.explain(dsn, err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return db, nil
}

// Close ends all connections. What was answered before is on disk.
func (s *Store) Close() error {
	s.uses.writing.Wait()
	s.visits.writing.Wait()
	errs := []error{s.folder.close()}
	for _, db := range []*gorm.DB{s.read, s.write} {
		if db == nil {
			continue
		}
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// CursorKey is a secret of 32 bytes that is the same on every server of this
// database, to sign cursors with.
func (s *Store) CursorKey() []byte { return s.cursorKey }

// Identity names the database, 32 hexadecimal digits: made with it, and kept by
// its copies. It is no secret.
func (s *Store) Identity() string { return s.identity }

// Ready reports whether the database answers, and is the one that was opened: where
// its file has been moved away or replaced, the code is Unavailable.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.file.check(); err != nil {
		return err
	}
	_, err := s.Version(ctx)
	return err
}

// Version identifies the state of all data, or of what anybody may see of it: it
// grows with every write that changes that.
type Version struct {
	Seq int64     // of the last change in the log
	At  time.Time // when the last write was made, or the database itself
}

// Version reads the current version of all data. It touches no record.
func (s *Store) Version(ctx context.Context) (Version, error) {
	return versionOf(s.read.WithContext(ctx), true)
}

// VersionFor reads the current version of what a reader may see: without private
// records, no write of these changes it.
func (s *Store) VersionFor(ctx context.Context, opts ViewOptions) (Version, error) {
	return versionOf(s.read.WithContext(ctx), opts.Private)
}

// Version is that of the view's snapshot, of what its reader may see.
func (v *View) Version() (Version, error) { return versionOf(v.db, v.private) }

func versionOf(db *gorm.DB, private bool) (Version, error) {
	statement := "SELECT public_seq, public_changed_at FROM meta"
	if private {
		statement = "SELECT seq, changed_at FROM meta"
	}
	var v Version
	var at int64
	if err := scanOne(db.Raw(statement), &v.Seq, &at); err != nil {
		return Version{}, translate(err, "read the data version")
	}
	v.At = fromMicros(at)
	return v, nil
}

func fromMicros(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// translate gives failures that a client can act on their code. The rest are
// wrapped with what we were doing, and stay internal.
func translate(err error, doing string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return &timeline.Error{Code: timeline.NotFound, Message: "There is no such record."}
	}
	return fmt.Errorf("%s: %w", doing, err)
}
