package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"

	"github.com/KimMachineGun/automemlimit/memlimit"

	"example.org/dateline/api"
	"example.org/dateline/internal/admission"
)

// admission is what the API is told, as far as flags say it. It sets o.proxies.
func (o *serveOptions) admission() (api.Config, error) {
	cfg := api.Config{QueryTimeout: o.queryTimeout, ChangeTimeout: o.changeTimeout, PublicURL: o.publicURL, MaxBody: o.maxBody, MaxImport: o.maxImport, Version: programVersion()}
	if o.connections < 2 {
		return cfg, fmt.Errorf("--max-connections is at least 2, not %d", o.connections)
	}
	var err error
	if o.proxies, err = admission.ParseProxies(o.trusted); err != nil {
		return cfg, fmt.Errorf("--trusted-proxies: %w", err)
	}
	if cfg.Rate, err = admission.ParseRate(o.rate); err != nil {
		return cfg, fmt.Errorf("--rate-limit: %w", err)
	}
	if cfg.Limits, err = admission.Default(runtime.GOMAXPROCS(0)).AtOnce(o.atOnce); err != nil {
		return cfg, fmt.Errorf("--at-once: %w", err)
	}
	cfg.Proxies = o.proxies
	return cfg, nil
}

// memoryShare is how much of the memory of the machine or the container the heap of
// Go may take. SQLite's caches and the page cache of the system take the rest.
const memoryShare = 0.75

// boundMemory lets Go collect garbage sooner instead of growing past what there is, and
// in a server that keeps much no later than garbageRoom says. GOMEMLIMIT and GOGC say
// otherwise.
func boundMemory(ctx context.Context, logger *slog.Logger) {
	if _, set := os.LookupEnv("GOGC"); !set {
		paceCollection()
	}
	if _, set := os.LookupEnv("GOMEMLIMIT"); set {
		return
	}
	bound, err := memlimit.Set(memlimit.WithRatio(memoryShare), memlimit.WithProvider(memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)))
	if err != nil {
		logger.DebugContext(ctx, "how much memory there is cannot be told; set GOMEMLIMIT", "error", err)
		return
	}
	logger.DebugContext(ctx, "memory is bounded", "bytes", bound)
}

// By how much the heap may grow before it is cleared: to five times what is in use where
// that is little, since nearly all that a request allocates is garbage when it is
// answered (12 MB more, and a third less CPU time for a page); but not by several
// hundred megabytes of garbage since an index and answers are kept, which the collector
// hardly looks at, as there are no pointers in them.
const (
	gcPercent    = 400
	leastPercent = 25
	garbageRoom  = 64 << 20
)

// percentFor is how many percent the heap may grow by with so many bytes in use.
func percentFor(live uint64) int {
	return int(min(gcPercent, max(leastPercent, garbageRoom*100/max(live, 1))))
}

// paceCollection sets after each collection by how much the heap may grow until the
// next, for as long as the program runs.
var paceCollection = sync.OnceFunc(func() { pace(0) })

func pace(percent int) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if next := percentFor(live[0].Value.Uint64()); next != percent {
		percent = next
		debug.SetGCPercent(percent)
	}
	runtime.AddCleanup(new([64]byte), pace, percent) // of what is garbage at once: it runs after the next collection
}
