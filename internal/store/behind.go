package store

import (
	"context"
	"database/sql"

	"gorm.io/gorm"
)

// behind writes rows of a transaction while that works out the next ones. One lot is on
// its way at a time, and every other statement of the transaction waits for it: whoever
// reads, reads what was written.
type behind struct {
	gorm.ConnPool
	ended chan error // of the lot on its way; nil for none
	err   error      // of one before; nothing is written any more
}

// withBehind is a session of a transaction that is open, whose statements wait.
func withBehind(db *gorm.DB) (*gorm.DB, *behind) {
	b := &behind{ConnPool: db.Statement.ConnPool}
	db = db.WithContext(db.Statement.Context) // with a statement of its own
	db.Statement.ConnPool = b
	return db, b
}

// start runs fn, which writes by the pool that it is given, after what is on its way.
func (b *behind) start(fn func(gorm.ConnPool) error) error {
	if err := b.wait(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	b.ended = ended
	go func() { ended <- fn(b.ConnPool) }()
	return nil
}

// wait returns when nothing is on its way, with the error of what was.
func (b *behind) wait() error {
	if b.ended != nil {
		b.err = <-b.ended
		b.ended = nil
	}
	return b.err
}

func (b *behind) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := b.wait(); err != nil {
		return nil, err
	}
	return b.ConnPool.PrepareContext(ctx, query)
}

func (b *behind) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := b.wait(); err != nil {
		return nil, err
	}
	return b.ConnPool.ExecContext(ctx, query, args...)
}

func (b *behind) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := b.wait(); err != nil {
		return nil, err
	}
	return b.ConnPool.QueryContext(ctx, query, args...)
}

// QueryRowContext cannot tell of an error: the next statement does.
func (b *behind) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	_ = b.wait()
	return b.ConnPool.QueryRowContext(ctx, query, args...)
}
