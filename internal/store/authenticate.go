package store

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"time"
)

// ErrToken says that a secret is that of no token, or of one that is expired
// or revoked. Which of these, it does not say: a caller might be guessing.
var ErrToken = errors.New("the token is unknown, expired or revoked")

const (
	// useInterval is how often the last use of a token is recorded, and
	// usePatience how long that may wait for other writers.
	useInterval = time.Minute
	usePatience = time.Second
)

// Authenticate finds the token that a secret belongs to, or fails with
// ErrToken. It takes note of the use.
func (s *Store) Authenticate(ctx context.Context, secret string) (Token, error) {
	t, err := s.tokenOf(ctx, secret)
	if err != nil {
		return Token{}, err
	}
	now := s.now().UTC()
	if t.State(now) != "active" {
		return Token{}, ErrToken
	}
	s.noteUse(ctx, t, now)
	return t, nil
}

// Holds reports whether a token that was good still is: neither revoked since nor
// expired.
func (s *Store) Holds(ctx context.Context, t Token) (bool, error) {
	rows, err := s.read.WithContext(ctx).Raw("SELECT "+permissionColumns+" FROM tokens WHERE n = ?", t.N).Rows()
	if err != nil {
		return false, translate(err, "look for a token")
	}
	defer rows.Close()
	if !rows.Next() {
		return false, translate(rows.Err(), "look for a token")
	}
	now, err := scanToken(rows)
	return err == nil && now.State(s.now().UTC()) == "active", translate(err, "read a token")
}

// tokenOf finds a token by its hash. How long the search for one takes tells a
// caller nothing of use, since it cannot choose a hash; the comparison that
// decides takes the same time for all.
func (s *Store) tokenOf(ctx context.Context, secret string) (Token, error) {
	if !strings.HasPrefix(secret, secretPrefix) || len(secret) != len(secretPrefix)+base64.RawURLEncoding.EncodedLen(secretBytes) {
		return Token{}, ErrToken
	}
	hash := hashOf(secret)
	rows, err := s.read.WithContext(ctx).Raw("SELECT "+permissionColumns+", hash FROM tokens WHERE hash = ? AND person = 0", hash).Rows()
	if err != nil {
		return Token{}, translate(err, "look for a token")
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return Token{}, translate(err, "look for a token")
		}
		return Token{}, ErrToken
	}
	var kept []byte
	t, err := scanToken(rows, &kept)
	if err != nil {
		return Token{}, translate(err, "read a token")
	}
	if subtle.ConstantTimeCompare(kept, hash) != 1 {
		return Token{}, ErrToken
	}
	return t, nil
}

// uses are the notes of when tokens were used.
type uses struct {
	mu      sync.Mutex
	tried   map[int64]time.Time // by number of a token, when its use was last noted, or was to be
	writing sync.WaitGroup
}

// due reports whether a use is to be noted, which it then counts as.
func (u *uses) due(token int64, now time.Time) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if last, ok := u.tried[token]; ok && now.Sub(last) < useInterval {
		return false
	}
	if u.tried == nil {
		u.tried = map[int64]time.Time{}
	}
	u.tried[token] = now
	return true
}

// noteUse records that a token is used, at most once in a while: a read must
// not cost a write. Nor does it wait for one, or fail with it: where another
// writer has the database for long, or the disk is full, the use is forgotten,
// and not tried again before the next while has passed.
func (s *Store) noteUse(ctx context.Context, t Token, now time.Time) {
	if now.Sub(t.LastUsedAt) < useInterval || !s.uses.due(t.N, now) {
		return
	}
	s.uses.writing.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), usePatience)
		defer cancel()
		at := now.UnixMicro()
		_ = s.write.WithContext(ctx).Exec("UPDATE tokens SET last_used_at = ? WHERE n = ? AND last_used_at < ?", at, t.N, at).Error
	})
}
