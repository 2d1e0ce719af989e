package store_test

import (
	"regexp"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// A database has an identity of its own, which stays.
func TestIdentity(t *testing.T) {
	t.Parallel()
	identity := func(dsn string) string {
		st, err := store.Open(t.Context(), dsn, store.Options{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
		return st.Identity()
	}
	one, other := storetest.DSN(t), storetest.DSN(t)
	first := identity(one)
	if !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(first) {
		t.Errorf("the identity is %q", first)
	}
	if again := identity(one); again != first {
		t.Errorf("opened again, %s is %s", first, again)
	}
	if second := identity(other); second == first {
		t.Errorf("two databases are both %s", first)
	}
}
