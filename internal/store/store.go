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
	now       func() time.Time
	author    Author           // of what is written
	patience  time.Duration    // with which writes wait for their turn; 0 for that of their context
	private   bool             // whether private stories are read
	moment    *timeline.Moment // whose data is read; nil for now
	uses      *uses            // of tokens
}

// Options are what Open may be told. The zero value is what serve uses.
type Options struct {
	Now         func() time.Time // the clock; time.Now when nil
	KeepSchema  bool             // refuse a database that needs a migration instead of migrating it
	Connections int              // readers at a time; 0 for a number that suits the machine
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
	s := &Store{dialect: d, now: opts.Now, author: Author{Name: DefaultAuthor}, uses: new(uses)}
	if s.write, err = connect(ctx, d, dsn, false, d.writers()); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx, opts); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if s.read, err = connect(ctx, d, dsn, true, opts.Connections); err != nil {
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
	if err := scanOne(s.write.WithContext(ctx).Raw("SELECT cursor_key FROM meta"), &s.cursorKey); err != nil {
		return fmt.Errorf("read the database's key: %w", err)
	}
	return nil
}

// connect opens a pool of connections. While another program makes the very
// same file a database, SQLite turns everybody else away: then it tries again.
func connect(ctx context.Context, d dialect, dsn string, readOnly bool, connections int) (*gorm.DB, error) {
	for tries := 0; ; tries++ {
		db, err := open(d, dsn, readOnly, connections)
		if err == nil || !isBusy(err) || tries == 100 || ctx.Err() != nil {
			return db, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func open(d dialect, dsn string, readOnly bool, connections int) (*gorm.DB, error) {
	db, err := gorm.Open(d.dialector(dsn, readOnly), &gorm.Config{
		SkipDefaultTransaction: true,
		PrepareStmt:            readOnly, // in a write transaction, gorm would prepare a statement for each row
		PrepareStmtMaxSize:     1000,
		PrepareStmtTTL:         time.Hour,
		Logger:                 logger.Discard,
	})
	if err != nil {
		if pool, poolErr := db.DB(); poolErr == nil {
			err = errors.Join(err, pool.Close())
		}
		return nil, d.explain(dsn, err)
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
	var errs []error
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

// DefaultAuthor is the author of what is written by nobody in particular: the
// command, or the program itself.
const DefaultAuthor = "dateline"

// By is the same store, open as long as this one, whose writes have an author.
func (s *Store) By(a Author) *Store {
	other := *s
	other.author = a
	return &other
}

// Patient is the same store, open as long as this one, whose writes wait for
// their turn no longer than a time, and then fail with code Unavailable. How
// long they take once they have it is up to their context.
func (s *Store) Patient(d time.Duration) *Store {
	other := *s
	other.patience = d
	return &other
}

// Unrestricted is the same store, open as long as this one, whose reads show
// private stories and what only they hold.
func (s *Store) Unrestricted() *Store {
	other := *s
	other.private = true
	return &other
}

// AsOf is the same store, open as long as this one, whose reads show what it
// held at a moment, as far as the reader may see it now.
func (s *Store) AsOf(m timeline.Moment) *Store {
	other := *s
	other.moment = &m
	return &other
}

// CursorKey is a secret of 32 bytes that is the same on every server of this
// database, to sign cursors with.
func (s *Store) CursorKey() []byte { return s.cursorKey }

// Ready reports whether the database answers.
func (s *Store) Ready(ctx context.Context) error {
	_, err := s.Version(ctx)
	return err
}

// Version identifies the state of all data: it grows with every write.
type Version struct {
	Seq int64     // of the last change in the log
	At  time.Time // when the last write was made, or the database itself
}

// Version reads the current version. It touches no record.
func (s *Store) Version(ctx context.Context) (Version, error) {
	var v Version
	var at int64
	err := scanOne(s.read.WithContext(ctx).Raw("SELECT seq, changed_at FROM meta"), &v.Seq, &at)
	if err != nil {
		return Version{}, translate(err, "read the data version")
	}
	v.At = fromMicros(at)
	return v, nil
}

// errNoTurn is that a write has waited for its turn in vain.
var errNoTurn = &timeline.Error{Code: timeline.Unavailable, Message: "Other writes take long, and this one was not begun. Try again later."}

// inTx runs fn in a write transaction. fn is told the last change in the log,
// and returns the last one when it is done. Writers take turns: SQLite by its
// lock, PostgreSQL by the row of meta. One that waits for another program's
// long import does so until its caller, or its patience, has enough.
func (s *Store) inTx(ctx context.Context, fn func(tx *gorm.DB, seq int64, now time.Time) (int64, error)) error {
	turn, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	waited := func() bool { return true }
	if s.patience > 0 {
		waited = time.AfterFunc(s.patience, func() { giveUp(errNoTurn) }).Stop
	}
	for {
		began := false
		err := s.oneTx(turn, func(tx *gorm.DB, seq int64, now time.Time) (int64, error) {
			if began = waited(); !began {
				return 0, errNoTurn
			}
			return fn(tx, seq, now)
		})
		switch {
		case !began && errors.Is(context.Cause(turn), errNoTurn):
			return errNoTurn
		case began || ctx.Err() != nil || !isBusy(err):
			return err
		}
	}
}

// oneTx takes the lock with its first statement. Time never goes back in the
// log, whatever the clock does. Statements of fn are not broken off: each is
// short, and the drivers take a goroutine for one that may be. Who writes many
// looks at the context between them.
func (s *Store) oneTx(ctx context.Context, fn func(tx *gorm.DB, seq int64, now time.Time) (int64, error)) error {
	return s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var seq, at int64
		now := s.now().UTC().UnixMicro()
		err := scanOne(tx.Raw("UPDATE meta SET changed_at = CASE WHEN seq > 0 AND changed_at > ? THEN changed_at ELSE ? END RETURNING seq, changed_at", now, now), &seq, &at)
		if err != nil {
			return fmt.Errorf("take the next change: %w", err)
		}
		last, err := fn(tx.WithContext(context.WithoutCancel(ctx)), seq, fromMicros(at))
		if err != nil {
			return err
		}
		if err := tx.Exec("UPDATE meta SET seq = ?", last).Error; err != nil {
			return fmt.Errorf("write the last change: %w", err)
		}
		return nil
	}, &sql.TxOptions{})
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
