package main

import (
	"runtime"
	"testing"
)

func TestGarbagePercent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		live uint64
		want int
	}{
		{0, 400}, {12 << 20, 400}, {16 << 20, 400}, {32 << 20, 200}, {64 << 20, 100}, {128 << 20, 50}, {256 << 20, 25}, {4 << 30, 25},
	} {
		if got := gcPercentOf(tt.live, gcPercent); got != tt.want {
			t.Errorf("with %d MiB in use the heap grows by %d %%, want %d", tt.live>>20, got, tt.want)
		}
	}
}

// TestCollectionsAreTold waits for two collections: what tells of the first tells of
// those that follow.
func TestCollectionsAreTold(t *testing.T) {
	t.Parallel()
	told := make(chan uint64, 1)
	afterCollections(func(live uint64) {
		select {
		case told <- live:
		default:
		}
	})
	for range 2 {
		for waiting := true; waiting; {
			runtime.GC()
			select {
			case live := <-told:
				waiting = false
				if live == 0 {
					t.Error("nothing is in use")
				}
			default:
				runtime.Gosched()
			}
		}
	}
}
