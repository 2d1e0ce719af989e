package store

import (
	"context"
	"database/sql"
	"os"
	"sync/atomic"
	"time"
)

// The write-ahead log of SQLite is begun anew by a commit that finds nobody reading
// from it, which may never be while many read. From a size on the store waits for
// readers: those of the moment, as later ones read the database itself.
const (
	hugeLog = 160 << 20 // bytes: then it waits longer

	// shortenEvery is how often that is tried: others wait to write for as long as it
	// takes, up to the busy timeout, when a reader stays. One that never goes, as a
	// replicator's, costs them less and less: after each failure it is tried half as often.
	shortenEvery     = 10 * time.Second
	shortenDoublings = 6

	// shortenPatience bounds the wait for the turn of a writer and the rest.
	shortenPatience = 30 * time.Second
)

// largeLog is that size, in bytes; fewer in tests. The log of a load is begun anew at this
// size where that was not done for shortenEvery, and at loadPace.log in any case.
var largeLog int64 = 80 << 20

// shortening is what is known of the last time that the log was to be begun anew.
type shortening struct {
	at     atomic.Int64 // in microseconds
	failed atomic.Int64 // how often in a row it could not be
}

// shortenLog writes a large log into the database and begins it anew, in the
// background. Readers go on; where one reads for longer than is waited, it is tried
// again after a later write.
func (s *Store) shortenLog(ctx context.Context) {
	if s.file == nil {
		return
	}
	now := time.Now().UnixMicro() // not the store's clock, which may stand still
	last := s.shortened.at.Load()
	if now-last < shortenPause(s.shortened.failed.Load()).Microseconds() {
		return
	}
	info, err := os.Stat(s.file.log())
	if err != nil || info.Size() < largeLog || !s.shortened.at.CompareAndSwap(last, now) {
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
			var busy, frames, moved int
			err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
			if err != nil || busy != 0 {
				s.shortened.failed.Add(1)
			} else {
				s.shortened.failed.Store(0)
			}
			return err
		})
	})
}

// shortenPause is how long it is until a large log is begun anew the next time, after so
// many times in a row that failed.
func shortenPause(failed int64) time.Duration {
	return shortenEvery << min(failed, shortenDoublings)
}
