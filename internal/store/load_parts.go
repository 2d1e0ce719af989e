package store

import (
	"context"

	"example.org/dateline/internal/timeline"
)

// Batches are bounded by records and by the bytes that these were read from.
// What is written takes no longer for it while other writers wait for their turn.
const batchBytes = 8 << 20

// batchRecords is how many records a batch has at most. Tests make do with few.
var batchRecords = 10_000

// part is a batch of entries, or those before an error.
type part struct {
	entries []timeline.Entry
	full    bool // there may be more
	err     error
}

// inParts gathers entries into parts: the next one while who takes them is busy.
func inParts(ctx context.Context, entries Entries) <-chan part {
	parts := make(chan part)
	go func() {
		defer close(parts)
		var p part
		size := 0
		send := func() bool {
			select {
			case parts <- p:
				p, size = part{}, 0
				return true
			case <-ctx.Done():
				return false
			}
		}
		for e, err := range entries {
			if err != nil {
				p.err = err
				break
			}
			e.Raw = append([]byte(nil), e.Raw...)
			p.entries = append(p.entries, e)
			if size += len(e.Raw); len(p.entries) == batchRecords || size > batchBytes {
				p.full = true
				if !send() {
					return
				}
			}
		}
		if len(p.entries) > 0 || p.err != nil {
			send()
		}
	}()
	return parts
}
