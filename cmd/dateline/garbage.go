package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The heap may grow to five times what is in use before it is cleared. Nearly all that
// a request allocates is garbage when it is answered, and little stays in use: 12 MB
// more, and a third less CPU time for a page. What is in use with an index, kept answers
// or an export at work is more, and five times that would be memory for nothing: so it
// grows by no more than gcRoom, or by half where that is more.
const (
	gcPercent = 400
	gcLeast   = 50
	gcRoom    = 96 << 20
)

// gcPercentOf is the percentage of what is in use by which the heap may grow.
func gcPercentOf(live uint64) int {
	return int(min(gcPercent, max(gcLeast, 100*gcRoom/max(live, 1))))
}

// boundGarbage sets that percentage after each collection.
func boundGarbage() {
	now := gcPercent
	debug.SetGCPercent(now)
	afterCollections(func(live uint64) {
		// Setting it stops all goroutines for a moment, so what is about the same stays.
		if next := gcPercentOf(live); next < now*9/10 || next > now*10/9 {
			now = next
			debug.SetGCPercent(now)
		}
	})
}

// collection is garbage at each collection, which its finalizer tells: large enough to
// be an allocation of its own.
type collection [32]byte

// afterCollections tells fn soon after each collection of garbage how much that has left
// in use, one call after the other.
func afterCollections(fn func(live uint64)) {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var again func(c *collection)
	again = func(c *collection) {
		metrics.Read(sample)
		fn(sample[0].Value.Uint64())
		runtime.SetFinalizer(c, again)
	}
	runtime.SetFinalizer(&collection{}, again)
}
