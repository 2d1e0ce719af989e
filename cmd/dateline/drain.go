package main

import (
	"context"
	"net/http"
	"time"
)

// leaving has every answer close its connection once stopping is done, so that clients
// which keep theirs go elsewhere before the server closes it: a request that is sent
// while a connection is being closed would be lost.
func leaving(stopping context.Context, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if stopping.Err() != nil {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// linger goes on serving for a while: whoever shares requests out sees that /readyz
// answers 503 and sends no more. It ends early when serving failed.
func linger(failed <-chan error, delay time.Duration) error {
	if delay <= 0 {
		return nil
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case err := <-failed:
		return err
	case <-timer.C:
		return nil
	}
}
