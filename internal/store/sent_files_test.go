package store_test

import (
	"errors"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// Each person sends so many files in an hour and so many bytes in a day, and is told
// when there is room again.
func TestSentFilesAreBounded(t *testing.T) {
	t.Parallel()
	now := storetest.Now.Truncate(time.Hour).Add(50 * time.Minute)
	d := deskOf(t, storetest.Use(storetest.OpenAt(t, storetest.DSN(t), func() time.Time { return now })))
	for range store.SentPerHour {
		must(t, d.CountSent(t.Context(), d.olena, 1))
	}
	refused := func(err error, wait time.Duration) {
		t.Helper()
		one, is := errors.AsType[*store.SentTooMuchError](err)
		if !is || one.Wait != wait || timeline.CodeOf(err) != timeline.TooManyUploads {
			t.Errorf("%v, want to wait %v", err, wait)
		}
	}
	refused(d.CountSent(t.Context(), d.olena, 1), 10*time.Minute)
	must(t, d.CountSent(t.Context(), d.ivo, store.SentPerDay))
	refused(d.CountSent(t.Context(), d.ivo, 1), 23*time.Hour+10*time.Minute)
	now = now.Add(time.Hour)
	must(t, d.CountSent(t.Context(), d.olena, 1))
	refused(d.CountSent(t.Context(), d.ivo, 1), 22*time.Hour+10*time.Minute)
	now = now.Add(24 * time.Hour)
	must(t, d.CountSent(t.Context(), d.ivo, store.SentPerDay))
}
