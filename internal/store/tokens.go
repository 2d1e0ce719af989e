package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// What a token lets its holder do. Each scope holds those before it.
const (
	ScopeRead  = "read"  // read private stories
	ScopeWrite = "write" // write records
	ScopeAdmin = "admin" // what concerns the server itself
)

// Scopes lists the scopes, each with less power than the next.
var Scopes = []string{ScopeRead, ScopeWrite, ScopeAdmin}

// Token is a permission, without its secret: that is nowhere but with its
// holder.
type Token struct {
	N          int64 // its number
	Name       string
	Scope      string
	CreatedAt  time.Time
	ExpiresAt  time.Time // zero for never
	LastUsedAt time.Time // zero for never; no finer than a minute
	RevokedAt  time.Time // zero while it is not
}

// Allows reports whether the token is good for what needs a scope.
func (t Token) Allows(scope string) bool {
	needed := slices.Index(Scopes, scope)
	return needed >= 0 && slices.Index(Scopes, t.Scope) >= needed
}

// State is what a token is at a time: active, expired or revoked.
func (t Token) State(now time.Time) string {
	switch {
	case !t.RevokedAt.IsZero():
		return "revoked"
	case !t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt):
		return "expired"
	}
	return "active"
}

const (
	secretPrefix = "dl_" // so that a secret that leaked is recognised as one
	secretBytes  = 32

	maxTokenName = 100 // characters
)

const permissionColumns = "n, name, scope, created_at, expires_at, last_used_at, revoked_at"

// CreateToken makes a token and returns its secret, which cannot be had again.
// A zero expires is never. A name that another token has is refused, unless
// that one is revoked.
func (s *Store) CreateToken(ctx context.Context, name, scope string, expires time.Time) (secret string, err error) {
	now := s.now().UTC()
	if err := checkToken(name, scope, expires, now); err != nil {
		return "", err
	}
	secret = newSecret()
	until := int64(0)
	if !expires.IsZero() {
		until = expires.UnixMicro()
	}
	made, err := s.alone(ctx, "INSERT INTO tokens (name, hash, scope, created_at, expires_at, last_used_at, revoked_at) VALUES (?, ?, ?, ?, ?, 0, 0) ON CONFLICT (name) WHERE revoked_at = 0 DO NOTHING",
		name, hashOf(secret), scope, now.UnixMicro(), until)
	if err != nil {
		return "", translate(err, "create a token")
	}
	if made == 0 {
		var person int
		if err := scanOne(s.read.WithContext(ctx).Raw("SELECT count(*) FROM tokens WHERE name = ? AND person = 1 AND revoked_at = 0", name), &person); err == nil && person > 0 {
			return "", badToken("name", "A person is named %q already: choose another name, since the log has both.", name)
		}
		return "", badToken("name", "There is a token named %q already: revoke it first, or choose another name.", name)
	}
	return secret, nil
}

// checkToken is what must hold of a token that is to be made.
func checkToken(name, scope string, expires, now time.Time) error {
	length := utf8.RuneCountInString(name)
	switch {
	case length < 1 || length > maxTokenName:
		return badToken("name", "A name has 1 to %d characters, not %d.", maxTokenName, length)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) || strings.TrimSpace(name) != name:
		return badToken("name", "A name is text on one line, without space around it, not %q.", name)
	case !slices.Contains(Scopes, scope):
		return badToken("scope", "A token's scope is one of %s, not %q.", strings.Join(Scopes, ", "), scope)
	case !expires.IsZero() && !expires.After(now):
		return badToken("expires", "The token would be expired already: %s is past.", expires.UTC().Format(time.RFC3339))
	}
	return nil
}

func badToken(parameter, format string, args ...any) error {
	return &timeline.Error{Code: timeline.InvalidParameter, Parameter: parameter, Message: fmt.Sprintf(format, args...)}
}

// newSecret makes what nobody can guess.
func newSecret() string {
	random := make([]byte, secretBytes)
	_, _ = rand.Read(random) // which never fails
	return secretPrefix + base64.RawURLEncoding.EncodeToString(random)
}

// hashOf is what is kept of a secret. It needs no salt and no slow hash: a
// secret is random, and as long as the hash itself.
func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// Tokens lists every token in the order in which they were made, expired and
// revoked ones too. People are not among them.
func (s *Store) Tokens(ctx context.Context) ([]Token, error) {
	rows, err := s.read.WithContext(ctx).Raw("SELECT " + permissionColumns + " FROM tokens WHERE person = 0 ORDER BY n").Rows()
	if err != nil {
		return nil, translate(err, "list the tokens")
	}
	defer rows.Close()
	var list []Token
	for rows.Next() {
		t, err := scanToken(rows)
		if err != nil {
			return nil, translate(err, "read a token")
		}
		list = append(list, t)
	}
	return list, translate(rows.Err(), "list the tokens")
}

// scanToken reads the permissionColumns of a row, and what follows them.
func scanToken(rows *sql.Rows, also ...any) (Token, error) {
	var t Token
	var created, expires, used, revoked int64
	err := rows.Scan(append([]any{&t.N, &t.Name, &t.Scope, &created, &expires, &used, &revoked}, also...)...)
	t.CreatedAt, t.ExpiresAt, t.LastUsedAt, t.RevokedAt = fromMicros(created), fromMicros(expires), fromMicros(used), fromMicros(revoked)
	return t, err
}

// RevokeToken ends a token at once and for good. Its name may be given again.
func (s *Store) RevokeToken(ctx context.Context, name string) error {
	ended, err := s.alone(ctx, "UPDATE tokens SET revoked_at = ? WHERE name = ? AND person = 0 AND revoked_at = 0", s.now().UTC().UnixMicro(), name)
	if err != nil {
		return translate(err, "revoke a token")
	}
	if ended == 0 {
		return &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is no token named %q that could be revoked.", name)}
	}
	return nil
}

// alone runs one statement that is a transaction of its own and no change of
// the data. It waits for other writers until its caller has enough.
func (s *Store) alone(ctx context.Context, statement string, args ...any) (rows int64, err error) {
	for {
		if err := s.file.check(); err != nil {
			return 0, err
		}
		done := s.write.WithContext(ctx).Exec(statement, args...)
		if ctx.Err() != nil || !isBusy(done.Error) {
			return done.RowsAffected, done.Error
		}
	}
}
