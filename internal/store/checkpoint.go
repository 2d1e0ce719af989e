package store

import (
	"context"
	"os"
	"time"
)

// largeLog is how many bytes the write-ahead log of SQLite may have before it is
// begun anew. SQLite does so by itself only when a commit finds nobody reading from
// the log, which may never be while many read.
const largeLog = 32 << 20

// shortenEvery is how often that is tried: others wait to write for as long as it
// takes, up to the busy timeout, when a reader stays.
const shortenEvery = 5 * time.Second

// shortenPatience bounds the wait for the turn of a writer and the checkpoint itself.
const shortenPatience = 30 * time.Second

// shortenLog writes a large log into the database and begins it anew, in the
// background. Readers go on; a long one has it tried again after a later write.
func (s *Store) shortenLog(ctx context.Context) {
	if s.file == nil {
		return
	}
	now := time.Now().UnixMicro() // not the store's clock: it may stand still
	last := s.shortened.Load()
	if now-last < shortenEvery.Microseconds() {
		return
	}
	info, err := os.Stat(s.file.parts[1].path)
	if err != nil || info.Size() < largeLog || !s.shortened.CompareAndSwap(last, now) {
		return
	}
	s.uses.writing.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shortenPatience)
		defer cancel()
		var busy, frames, moved int64 // nothing is lost where it could not be done
		_ = scanOne(s.write.WithContext(ctx).Raw("PRAGMA wal_checkpoint(TRUNCATE)"), &busy, &frames, &moved)
	})
}
