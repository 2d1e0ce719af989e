package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
	"unicode"

	"gorm.io/gorm"
)

// SessionLasts is how long somebody stays signed in on a device.
const SessionLasts = 30 * 24 * time.Hour

// ErrSession says that a secret is that of no session, or of one that is over.
var ErrSession = errors.New("the session is unknown or over")

// maxDevice bounds what is kept of how a browser calls itself, in bytes.
const maxDevice = 300

// Session is a device on which somebody is signed in.
type Session struct {
	N          int64
	Person     Token
	Device     string // as its browser calls itself
	CreatedAt  time.Time
	ExpiresAt  time.Time
	LastUsedAt time.Time // no finer than a minute
}

const sessionColumns = "s.n, s.device, s.created_at, s.expires_at, s.last_used_at"

// scan reads the sessionColumns of a row, which others may precede.
func (x *Session) scan(rows *sql.Rows, before ...any) error {
	var created, expires, used int64
	err := rows.Scan(append(before, &x.N, &x.Device, &created, &expires, &used)...)
	x.CreatedAt, x.ExpiresAt, x.LastUsedAt = fromMicros(created), fromMicros(expires), fromMicros(used)
	return err
}

// Session finds the session that a secret belongs to, or fails with ErrSession.
// It takes note of the use.
func (s *Store) Session(ctx context.Context, secret string) (Session, error) {
	now := s.now().UTC()
	rows, err := s.read.WithContext(ctx).Raw("SELECT t.n, t.name, t.scope, "+sessionColumns+" FROM sessions s JOIN tokens t ON t.n = s.person WHERE s.hash = ? AND s.expires_at > ? AND t.revoked_at = 0",
		hashOf(secret), now.UnixMicro()).Rows()
	if err != nil {
		return Session{}, translate(err, "look for a session")
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return Session{}, translate(err, "look for a session")
		}
		return Session{}, ErrSession
	}
	var x Session
	if err := x.scan(rows, &x.Person.N, &x.Person.Name, &x.Person.Scope); err != nil {
		return Session{}, translate(err, "read a session")
	}
	s.noteSession(ctx, x, now)
	return x, nil
}

// noteSession is noteUse for a session and its person.
func (s *Store) noteSession(ctx context.Context, x Session, now time.Time) {
	if now.Sub(x.LastUsedAt) < useInterval || !s.visits.due(x.N, now) {
		return
	}
	s.visits.writing.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), usePatience)
		defer cancel()
		at := now.UnixMicro()
		if s.write.WithContext(ctx).Exec("UPDATE sessions SET last_used_at = ? WHERE n = ? AND last_used_at < ?", at, x.N, at).Error == nil {
			_ = s.write.WithContext(ctx).Exec("UPDATE tokens SET last_used_at = ? WHERE n = ? AND last_used_at < ?", at, x.Person.N, at).Error
		}
	})
}

// printable drops control characters, which no device has in its name.
func printable(r rune) rune {
	if unicode.IsControl(r) {
		return -1
	}
	return r
}

// beginSession adds a session, and forgets those that are over.
func beginSession(db *gorm.DB, person int64, secret, device string, now time.Time) error {
	if err := db.Exec("DELETE FROM sessions WHERE expires_at <= ?", now.UnixMicro()).Error; err != nil {
		return err
	}
	return db.Exec("INSERT INTO sessions (person, hash, device, created_at, expires_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?)",
		person, hashOf(secret), deviceName(device), now.UnixMicro(), now.Add(SessionLasts).UnixMicro(), now.UnixMicro()).Error
}

// Sessions lists the sessions of a person that are not over, the latest first.
func (s *Store) Sessions(ctx context.Context, person int64) ([]Session, error) {
	rows, err := s.read.WithContext(ctx).Raw("SELECT "+sessionColumns+" FROM sessions s WHERE s.person = ? AND s.expires_at > ? ORDER BY s.last_used_at DESC, s.n DESC", person, s.now().UTC().UnixMicro()).Rows()
	if err != nil {
		return nil, translate(err, "list the sessions")
	}
	defer rows.Close()
	var list []Session
	for rows.Next() {
		var x Session
		if err := x.scan(rows); err != nil {
			return nil, translate(err, "read a session")
		}
		list = append(list, x)
	}
	return list, translate(rows.Err(), "list the sessions")
}

// EndSession ends a session of a person at once. One that is over already, or is
// somebody else's, changes nothing.
func (s *Store) EndSession(ctx context.Context, person, n int64) error {
	_, err := s.alone(ctx, "DELETE FROM sessions WHERE n = ? AND person = ?", n, person)
	return translate(err, "end a session")
}

// EndOtherSessions ends all sessions of a person but one.
func (s *Store) EndOtherSessions(ctx context.Context, person, but int64) error {
	_, err := s.alone(ctx, "DELETE FROM sessions WHERE person = ? AND n <> ?", person, but)
	return translate(err, "end the other sessions")
}

// apart runs statements in a transaction of their own that are no change of the
// data. It takes the lock of all writes first, so that what it reads stays as it
// is, and waits for that until its caller has enough.
func (s *Store) apart(ctx context.Context, fn func(db *gorm.DB) error) error {
	for {
		err := s.write.WithContext(ctx).Transaction(func(db *gorm.DB) error {
			if err := db.Exec("UPDATE meta SET seq = seq").Error; err != nil {
				return err
			}
			if err := fn(db); err != nil {
				return err
			}
			return s.file.check()
		})
		if ctx.Err() != nil || !isBusy(err) {
			return err
		}
	}
}
