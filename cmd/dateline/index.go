package main

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"example.org/dateline/internal/store"
)

// keepIndex has an index built in memory and kept up to date, until the function that it
// returns is called, or the context ends.
func keepIndex(ctx context.Context, st *store.Store, most int64, logger *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	began := time.Now()
	ready := func(state store.IndexState) {
		if ctx.Err() != nil {
			return
		}
		debug.FreeOSMemory() // to build it takes several times what it keeps
		logger.InfoContext(ctx, "index in memory: it counts from now on", "events", state.Events, "bytes", state.Bytes, "took", time.Since(began).Round(time.Millisecond))
	}
	failed := func(err error) {
		if errors.Is(err, store.ErrIndexTooLarge) {
			logger.WarnContext(ctx, "no index in memory: the database counts, which takes longer; --index-memory says how many bytes it may take", "error", err)
			return
		}
		logger.ErrorContext(ctx, "the index in memory stays behind, and the database counts meanwhile", "error", err)
	}
	var keeping sync.WaitGroup
	keeping.Go(func() { st.KeepIndex(ctx, most, ready, failed) })
	return func() {
		cancel()
		keeping.Wait()
	}
}
