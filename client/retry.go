package client

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// longestPause bounds how long a request waits before it is made again. Where a
// server asks for more patience, the caller is told at once.
const longestPause = time.Minute

// backoff is the pause before a retry: it doubles from one to the next, and
// up to half of it is left to chance, so that clients which failed together do
// not come back together.
func backoff(first time.Duration, attempt int) time.Duration {
	pause := min(first<<min(attempt, 20), longestPause)
	if pause <= 0 {
		return 0
	}
	return pause/2 + rand.N(pause/2+1) //nolint:gosec // it need not be unpredictable
}

// retryAfter is how long a server asks to wait (RFC 9110, section 10.2.3): in
// seconds, or until a moment by its own clock.
func retryAfter(h http.Header) (time.Duration, bool) {
	given := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(given); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 1<<30)) * time.Second, true
	}
	at, err := http.ParseTime(given)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return max(0, at.Sub(now)), true
}

// waitFor waits, or less when the context ends first, whose error it returns.
func waitFor(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
