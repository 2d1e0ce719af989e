package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// clock is one that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// doorkeeper is an empty store whose clock the test moves.
func doorkeeper(t *testing.T) (*storetest.Access, *clock) {
	t.Helper()
	c := &clock{now: storetest.Now}
	return storetest.Use(storetest.OpenWith(t, c.read)), c
}

func created(t *testing.T, st *storetest.Access, name, scope string, expires time.Time) string {
	t.Helper()
	secret, err := st.CreateToken(t.Context(), name, scope, expires)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// listed is the token of a name that was made last.
func listed(t *testing.T, st *storetest.Access, name string) store.Token {
	t.Helper()
	st.AwaitUses()
	list, err := st.Tokens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var found store.Token
	for _, token := range list {
		if token.Name == name {
			found = token
		}
	}
	return found
}

func TestTokens(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	desk := created(t, st, "desk", store.ScopeWrite, time.Time{})
	guest := created(t, st, "Gäste & co", store.ScopeRead, clock.read().Add(time.Hour))
	if desk == guest || !regexp.MustCompile(`^dl_[A-Za-z0-9_-]{43}$`).MatchString(desk) {
		t.Errorf("the secrets are %q and %q", desk, guest)
	}
	token, err := st.Authenticate(t.Context(), desk)
	if err != nil || token.Name != "desk" || token.Scope != store.ScopeWrite || token.N == 0 || !token.CreatedAt.Equal(storetest.Now) {
		t.Errorf("%+v, %v", token, err)
	}
	for _, secret := range []string{"", "dl_", "desk", desk[:45], desk + "x", strings.ToUpper(desk), " " + desk, "dl_" + strings.Repeat("A", 43), "dl_" + strings.Repeat("\x00", 43), strings.Repeat("x", 1<<20)} {
		if token, err := st.Authenticate(t.Context(), secret); !errors.Is(err, store.ErrToken) || token.N != 0 {
			t.Errorf("%.60q is taken for %+v, %v", secret, token, err)
		}
	}

	clock.pass(time.Hour - time.Microsecond)
	if _, err := st.Authenticate(t.Context(), guest); err != nil {
		t.Errorf("a moment before it expires: %v", err)
	}
	clock.pass(time.Microsecond)
	_, expired := st.Authenticate(t.Context(), guest)
	if err := st.RevokeToken(t.Context(), "desk"); err != nil {
		t.Fatal(err)
	}
	_, revoked := st.Authenticate(t.Context(), desk)
	if expired != store.ErrToken || revoked != store.ErrToken { //nolint:errorlint // nothing around it may tell one from the other
		t.Errorf("expired: %v; revoked: %v", expired, revoked)
	}

	again := created(t, st, "desk", store.ScopeAdmin, time.Time{})
	if token, err := st.Authenticate(t.Context(), again); err != nil || token.Scope != store.ScopeAdmin {
		t.Errorf("%+v, %v", token, err)
	}
	list, err := st.Tokens(t.Context())
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	for i, want := range []string{"desk revoked", "Gäste & co expired", "desk active"} {
		if got := list[i].Name + " " + list[i].State(clock.read()); got != want {
			t.Errorf("token %d is %s, want %s", i, got, want)
		}
	}
	if !list[0].RevokedAt.Equal(clock.read()) || !list[1].ExpiresAt.Equal(storetest.Now.Add(time.Hour)) {
		t.Errorf("%+v", list)
	}
}

func TestScopesIncludeTheLesserOnes(t *testing.T) {
	t.Parallel()
	for i, held := range store.Scopes {
		for j, needed := range store.Scopes {
			if got := (store.Token{Scope: held}).Allows(needed); got != (j <= i) {
				t.Errorf("%s allows %s: %v", held, needed, got)
			}
		}
	}
	for _, pair := range [][2]string{{"", ""}, {"", "read"}, {"root", "read"}, {"admin", ""}, {"admin", "root"}} {
		if (store.Token{Scope: pair[0]}).Allows(pair[1]) {
			t.Errorf("%q allows %q", pair[0], pair[1])
		}
	}
}

func TestTokensThatAreRefused(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	created(t, st, "taken", store.ScopeRead, clock.read().Add(time.Minute))
	clock.pass(time.Hour) // expired it still has its name
	for _, tt := range []struct {
		name, scope string
		expires     time.Time
		words       string
	}{
		{"taken", "read", time.Time{}, `a token named "taken" already: revoke it first`},
		{"", "read", time.Time{}, "1 to 100 characters, not 0"},
		{strings.Repeat("ж", 101), "read", time.Time{}, "1 to 100 characters, not 101"},
		{"two\nlines", "read", time.Time{}, "text on one line"},
		{" spaced", "read", time.Time{}, "text on one line"},
		{"bad\xff", "read", time.Time{}, "text on one line"},
		{"new", "", time.Time{}, "one of read, write, admin"},
		{"new", "Write", time.Time{}, "one of read, write, admin"},
		{"new", "read", clock.read(), "is past"},
	} {
		secret, err := st.CreateToken(t.Context(), tt.name, tt.scope, tt.expires)
		if secret != "" || timeline.CodeOf(err) != timeline.InvalidParameter || !strings.Contains(err.Error(), tt.words) {
			t.Errorf("%q, %q: %q, %v; want %q", tt.name, tt.scope, secret, err, tt.words)
		}
	}
	created(t, st, strings.Repeat("ж", 100), store.ScopeRead, clock.read().Add(time.Microsecond))
	for range 2 {
		if err := st.RevokeToken(t.Context(), "nobody"); timeline.CodeOf(err) != timeline.NotFound || !strings.Contains(err.Error(), `"nobody"`) {
			t.Errorf("revoking nobody's: %v", err)
		}
		_ = st.RevokeToken(t.Context(), "taken")
	}
	if err := st.RevokeToken(t.Context(), "taken"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("revoking twice: %v", err)
	}
}

// The database holds nothing of which a secret could be made.
func TestSecretsAreNotStored(t *testing.T) {
	t.Parallel()
	st, _ := doorkeeper(t)
	secret := created(t, st, "desk", store.ScopeRead, time.Time{})
	row := []any{new(sql.RawBytes), new(sql.RawBytes), new(sql.RawBytes), new(sql.RawBytes), new(sql.RawBytes), new(sql.RawBytes), new(sql.RawBytes), new(sql.RawBytes), new(sql.RawBytes)}
	rows, err := raw(t, st).QueryContext(t.Context(), "SELECT * FROM tokens")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if !rows.Next() {
		t.Fatal("no token is stored")
	}
	if err := rows.Scan(row...); err != nil {
		t.Fatal(err)
	}
	for i, value := range row {
		if bytes.Contains(*value.(*sql.RawBytes), []byte(secret[3:20])) {
			t.Errorf("column %d holds the secret", i)
		}
	}
	if err := rows.Err(); err != nil {
		t.Error(err)
	}
}

// updates counts the updates that a store makes from now on.
func updates(t *testing.T, st *storetest.Access) *atomic.Int64 {
	t.Helper()
	var n atomic.Int64
	if err := st.Watch(func(s store.Statement) {
		if strings.HasPrefix(s.SQL, "UPDATE") {
			n.Add(1)
		}
	}); err != nil {
		t.Fatal(err)
	}
	return &n
}

// The last use is noted once a minute, and by a write that changes no version.
func TestUsesAreNoted(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	before, err := st.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	secret := created(t, st, "desk", store.ScopeRead, time.Time{})
	writes := updates(t, st)
	use := func(times int, want time.Time) {
		t.Helper()
		for range times {
			if _, err := st.By(store.Author{Name: "x"}).Authenticate(t.Context(), secret); err != nil {
				t.Fatal(err)
			}
		}
		if got := listed(t, st, "desk").LastUsedAt; !got.Equal(want) {
			t.Errorf("last used %s, want %s", got, want)
		}
	}
	if !listed(t, st, "desk").LastUsedAt.IsZero() {
		t.Error("a token that nobody used has been used")
	}
	use(5, storetest.Now)
	clock.pass(59 * time.Second)
	use(5, storetest.Now)
	clock.pass(time.Second)
	use(5, storetest.Now.Add(time.Minute))
	if n := writes.Load(); n != 2 {
		t.Errorf("%d writes, want 2", n)
	}
	if err := st.RevokeToken(t.Context(), "desk"); err != nil {
		t.Fatal(err)
	}
	if after, err := st.Version(t.Context()); err != nil || after != before {
		t.Errorf("the data version is %+v after %+v, %v", after, before, err)
	}
}

// While another program writes, a use does not wait, fails nothing, and is then
// not noted for a while.
func TestUsesWhileOthersWrite(t *testing.T) {
	t.Parallel()
	dsn, clock := storetest.DSN(t), &clock{now: storetest.Now}
	st, other := storetest.Use(storetest.OpenAt(t, dsn, clock.read)), storetest.Use(storetest.OpenAt(t, dsn, clock.read))
	secret := created(t, st, "desk", store.ScopeRead, time.Time{})
	lock, err := raw(t, other).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lock.ExecContext(t.Context(), "UPDATE tokens SET last_used_at = 0"); err != nil {
		t.Fatal(err)
	}
	writes, began := updates(t, st), time.Now()
	for range 20 {
		if _, err := st.Authenticate(t.Context(), secret); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(began); took > 500*time.Millisecond {
		t.Errorf("20 uses took %s", took)
	}
	st.AwaitUses()
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	if n := writes.Load(); n != 1 {
		t.Errorf("tried %d times, want once", n)
	}
	clock.pass(time.Minute)
	if _, err := st.Authenticate(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if got := listed(t, st, "desk").LastUsedAt; !got.Equal(clock.read()) {
		t.Errorf("not noted later: %s", got)
	}
}

// A name is given once, however many ask for it at the same time.
func TestOneNameAtATime(t *testing.T) {
	t.Parallel()
	st, _ := doorkeeper(t)
	secrets := make([]string, 8)
	var wg sync.WaitGroup
	for i := range secrets {
		wg.Go(func() { secrets[i], _ = st.CreateToken(t.Context(), "desk", store.ScopeRead, time.Time{}) })
	}
	wg.Wait()
	made := 0
	for _, secret := range secrets {
		if secret != "" {
			made++
		}
	}
	if list, err := st.Tokens(t.Context()); err != nil || made != 1 || len(list) != 1 {
		t.Errorf("%d were made, %d are there, %v", made, len(list), err)
	}
}

// Down takes away what Up made, and no more.
func TestAccessCanBeTakenBack(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t)
	st := storetest.Use(storetest.OpenAt(t, dsn, time.Now))
	if err := st.MigrateDown(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	again := storetest.Use(storetest.OpenAt(t, dsn, time.Now))
	created(t, again, "desk", store.ScopeRead, time.Time{})
}
