package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"

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

// boundMemory lets Go collect garbage sooner instead of growing past what there is,
// since the heap may grow by up to most percent of what is in use; see boundGarbage. GOMEMLIMIT
// and GOGC say otherwise.
func boundMemory(ctx context.Context, most int, logger *slog.Logger) {
	if _, set := os.LookupEnv("GOGC"); !set {
		boundGarbage(most)
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
