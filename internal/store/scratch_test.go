package store_test

import (
	"sync"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// A scratch store is one like any other, is read by several at a time, and has nothing
// to do with the next.
func TestAScratchStore(t *testing.T) {
	t.Parallel()
	doc := bundled(t)
	var others sync.WaitGroup
	for range 3 {
		others.Go(func() {
			st, err := store.OpenScratch(t.Context())
			if err != nil {
				t.Error(err)
				return
			}
			lib := storetest.Use(st)
			if _, err := lib.Document(t.Context(), doc.Story.ID); timeline.CodeOf(err) != timeline.NotFound {
				t.Errorf("it begins with a story: %v", err)
			}
			if _, err := lib.Import(t.Context(), doc); err != nil {
				t.Error(err)
			}
			var readers sync.WaitGroup
			for range 8 {
				readers.Go(func() {
					got, err := lib.Document(t.Context(), doc.Story.ID)
					if err != nil || len(got.Events) != len(doc.Events) {
						t.Errorf("%v", err)
					}
				})
			}
			readers.Wait()
			if err := st.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	others.Wait()
}
