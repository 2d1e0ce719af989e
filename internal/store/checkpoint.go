package store

import (
	"context"
	"database/sql"
	"os"
	"time"
)

// The write-ahead log of SQLite is begun anew by a commit that finds nobody reading
// from it, which may never be while many read. From a size on the store waits for
// readers: those of the moment, as later ones read the database itself.
const (
	hugeLog = 160 << 20 // bytes: then it waits longer

	// shortenEvery is how often that is tried: others wait to write for as long as it
	// takes, up to the busy timeout, when a reader stays.
	shortenEvery = 10 * time.Second

	// shortenPatience bounds the wait for the turn of a writer and the rest.
	shortenPatience = 30 * time.Second
)

// largeLog is more than a load lets the log grow to, in bytes; fewer in tests.
var largeLog int64 = 80 << 20

// shortenLog writes a large log into the database and begins it anew, in the
// background. Readers go on; where one reads for longer than is waited, it is tried
// again after a later write.
func (s *Store) shortenLog(ctx context.Context) {
	if s.file == nil {
		return
	}
	now := time.Now().UnixMicro() // not the store's clock, which may stand still
	last := s.shortened.Load()
	if now-last < shortenEvery.Microseconds() {
		return
	}
	info, err := os.Stat(s.file.log())
	if err != nil || info.Size() < largeLog || !s.shortened.CompareAndSwap(last, now) {
		return
	}
	s.uses.writing.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shortenPatience)
		defer cancel()
		// Where it could not be done nothing is lost, and the next time may do.
		_ = s.onWriter(ctx, func(db *sql.Conn) error {
			if info.Size() > hugeLog {
				_, _ = db.ExecContext(ctx, "PRAGMA busy_timeout = 3000")
				defer func() { _, _ = db.ExecContext(ctx, "PRAGMA busy_timeout = 1000") }()
			}
			_, err := db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
			return err
		})
	})
}
