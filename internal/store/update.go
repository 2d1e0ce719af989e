package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// DefaultAuthor is the author of what is written by nobody in particular: the
// command, or the program itself.
const DefaultAuthor = "dateline"

// Author says who makes a change and why. Both are kept in the log.
type Author struct {
	Name   string // of the token, or of the command; DefaultAuthor when empty
	Reason string // empty where none is given
}

// UpdateOptions are what Update may be told. The zero value writes as
// DefaultAuthor, and waits for the lock as long as its context lasts.
type UpdateOptions struct {
	Author Author

	// LockTimeout bounds how long the write waits for other writers. How long it
	// takes once it has the lock is up to its context.
	LockTimeout time.Duration

	DryRun bool // write nothing, and report what would be written

	// Visibility is that of stories that are new and say nothing of it; timeline.Public
	// when empty.
	Visibility string

	Listed int // how many events the report lists, and as many that stay as they are

	bulk bool // it is one of many batches
}

// errLockTimeout is that a write has waited for the lock in vain.
var errLockTimeout = &timeline.Error{Code: timeline.Unavailable, Message: "Other writes take long, and this one was not begun. Try again later."}

// errNothingToWrite rolls back a write that is not to change anything, so
// that the data version stays and caches keep what they have.
var errNothingToWrite = errors.New("nothing to write")

// Update runs fn in a write transaction: all that it writes, with what follows
// from it, or nothing after an error, which is returned. The report says what
// was written.
//
// Writers take turns: SQLite by its lock, PostgreSQL by the row of meta. One
// whose LockTimeout passes first is refused with code Unavailable.
func (s *Store) Update(ctx context.Context, opts UpdateOptions, fn func(tx *Tx) error) (*Report, error) {
	if opts.Author.Name == "" {
		opts.Author.Name = DefaultAuthor
	}
	var report *Report
	var seq int64
	err := s.locked(ctx, opts.LockTimeout, opts.bulk, func(db *gorm.DB, last int64, now time.Time) (written, error) {
		tx := newTx(ctx, db, s.dialect, opts.Author, last, now)
		defer func() { _ = tx.behind.wait() }()
		report = tx.report
		report.most, tx.visibility = opts.Listed, cmp.Or(opts.Visibility, tx.visibility)
		if err := fn(tx); err != nil {
			return written{}, err
		}
		if err := tx.reconcile(); err != nil {
			return written{}, err
		}
		if opts.DryRun || !report.Changed() {
			return written{}, errNothingToWrite
		}
		shows, err := tx.shows()
		if err == nil {
			err = tx.stampStories(shows)
		}
		seq = tx.seq
		return written{tx.seq, shows}, err
	})
	if err != nil && !errors.Is(err, errNothingToWrite) {
		return nil, err
	}
	if err == nil {
		report.Seq = seq
	}
	return report, nil
}

// written is what a transaction has written: the last change of the log with it,
// and whether it changes what anybody may see.
type written struct {
	seq    int64
	public bool
}

// locked runs fn in a transaction that has the lock. fn is told the last change
// in the log. bulk is that of transaction.
func (s *Store) locked(ctx context.Context, timeout time.Duration, bulk bool, fn func(db *gorm.DB, seq int64, now time.Time) (written, error)) error {
	waiting, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	inTime := func() bool { return true }
	if timeout > 0 {
		inTime = time.AfterFunc(timeout, func() { giveUp(errLockTimeout) }).Stop
	}
	for {
		began := false
		err := s.lockOnce(waiting, bulk, func(db *gorm.DB, seq int64, now time.Time) (written, error) {
			if began = inTime(); !began {
				return written{}, errLockTimeout
			}
			return fn(db, seq, now)
		})
		switch {
		case !began && errors.Is(context.Cause(waiting), errLockTimeout):
			return errLockTimeout
		case err == nil:
			s.shortenLog(ctx)
			return nil
		case began || ctx.Err() != nil || !isBusy(err):
			return err
		}
	}
}

// lockOnce takes the lock with the first statement of its transaction, or fails
// after the busy timeout of SQLite. Time never goes back in the log, whatever
// the clock does.
//
// Statements of fn are not broken off when the context ends: each is short, and
// the drivers take a goroutine for one that may be. Who runs many looks at the
// context between them.
func (s *Store) lockOnce(ctx context.Context, bulk bool, fn func(db *gorm.DB, seq int64, now time.Time) (written, error)) error {
	defer s.index.written()
	defer s.heads.writes.Add(1) // whatever became of it: what was known before is read again
	return s.transaction(ctx, bulk, func(db *gorm.DB) error {
		var seq, at int64
		now := s.now().UTC().UnixMicro()
		err := scanOne(db.Raw("UPDATE meta SET changed_at = CASE WHEN seq > 0 AND changed_at > ? THEN changed_at ELSE ? END RETURNING seq, changed_at", now, now), &seq, &at)
		if err != nil {
			return fmt.Errorf("take the next change: %w", err)
		}
		w, err := fn(db.WithContext(context.WithoutCancel(ctx)), seq, fromMicros(at))
		if err != nil {
			return err
		}
		if err := db.Exec("UPDATE meta SET seq = ?", w.seq).Error; err != nil {
			return fmt.Errorf("write the last change: %w", err)
		}
		if !w.public {
			return s.file.check() // nobody without a token can tell that there was a write
		}
		if err := db.Exec("UPDATE meta SET public_seq = seq, public_changed_at = changed_at").Error; err != nil {
			return fmt.Errorf("write the last change: %w", err)
		}
		return s.file.check()
	})
}

// transaction runs fn in a transaction of a writer, whose connection fn finds in the
// pool of db, too. In bulk the database need not look whether what a row refers to is
// there, which fn has done.
func (s *Store) transaction(ctx context.Context, bulk bool, fn func(db *gorm.DB) error) error {
	return s.write.WithContext(ctx).Connection(func(db *gorm.DB) (err error) {
		conn, _ := db.Statement.ConnPool.(*sql.Conn)
		if bulk {
			if err := s.dialect.trust(ctx, conn, true); err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.dialect.trust(context.WithoutCancel(ctx), conn, false)) }()
		}
		return db.Transaction(func(db *gorm.DB) error {
			db = db.WithContext(ctx) // with a statement of its own: what ends the transaction asks that of db
			db.Statement.ConnPool = connected{db.Statement.ConnPool, conn}
			return fn(db)
		}, &sql.TxOptions{})
	})
}

// connected is a transaction, and the connection that it is of.
type connected struct {
	gorm.ConnPool
	conn *sql.Conn
}
