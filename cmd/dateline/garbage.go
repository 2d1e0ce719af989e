package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The heap of a server may grow to five times what is in use before it is cleared, that of
// an import, of which more is in use, to three times. Nearly all that a request allocates
// is garbage when it is answered, and little stays in use: 12 MB more, and a third less CPU
// time for a page. With an index, kept answers or an export at work there is more in use,
// most of it without pointers, which a collection hardly looks at, and five times that
// would be memory for nothing: so the heap grows by no more than gcRoom, or by a quarter
// where that is more.
const (
	gcPercent       = 400
	importGCPercent = 200
	gcLeast         = 25
	gcRoom          = 64 << 20
)

// gcPercentOf is the percentage of what is in use by which the heap may grow.
func gcPercentOf(live uint64, most int) int {
	return int(min(uint64(most), max(gcLeast, 100*gcRoom/max(live, 1))))
}

// boundGarbage sets that percentage after each collection.
func boundGarbage(most int) {
	now := most
	debug.SetGCPercent(now)
	afterCollections(func(live uint64) {
		// Setting it stops all goroutines for a moment, so what is about the same stays.
		if next := gcPercentOf(live, most); next < now*9/10 || next > now*10/9 {
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
