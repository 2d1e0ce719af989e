package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"
)

// ErrPasskey says that an authenticator's key is nobody's, or its answer was taken
// already.
var ErrPasskey = errors.New("the passkey is unknown or its answer was used")

// maxPasskeys bounds how many somebody may have.
const maxPasskeys = 20

// Passkey is what somebody signs in with.
type Passkey struct {
	N          int64
	Person     Token
	Credential []byte // JSON
	Device     string // on which it was made, as its browser calls itself
	CreatedAt  time.Time
	LastUsedAt time.Time // zero for never
}

const passkeyColumns = "p.n, p.credential, p.device, p.created_at, p.last_used_at, t.n, t.name, t.scope" //nolint:gosec // the names of columns

// Passkeys lists those of a person in the order in which they were made.
func (s *Store) Passkeys(ctx context.Context, person int64) ([]Passkey, error) {
	return s.passkeys(ctx, "p.person = ? ORDER BY p.n", person)
}

// Passkey finds one by its authenticator's id, or fails with ErrPasskey.
func (s *Store) Passkey(ctx context.Context, id []byte) (Passkey, error) {
	list, err := s.passkeys(ctx, "p.id = ?", id)
	if err == nil && len(list) == 0 {
		err = ErrPasskey
	}
	if err != nil {
		return Passkey{}, err
	}
	return list[0], nil
}

func (s *Store) passkeys(ctx context.Context, which string, args ...any) ([]Passkey, error) {
	rows, err := s.read.WithContext(ctx).Raw("SELECT "+passkeyColumns+" FROM passkeys p JOIN tokens t ON t.n = p.person WHERE t.revoked_at = 0 AND "+which, args...).Rows()
	if err != nil {
		return nil, translate(err, "read passkeys")
	}
	defer rows.Close()
	var list []Passkey
	for rows.Next() {
		var p Passkey
		var created, used int64
		var credential string
		if err := rows.Scan(&p.N, &credential, &p.Device, &created, &used, &p.Person.N, &p.Person.Name, &p.Person.Scope); err != nil {
			return nil, translate(err, "read a passkey")
		}
		p.Credential, p.CreatedAt, p.LastUsedAt = []byte(credential), fromMicros(created), fromMicros(used)
		list = append(list, p)
	}
	return list, translate(rows.Err(), "read passkeys")
}

// Answer is an authenticator's answer that was found to be right.
type Answer struct {
	Challenge  string    // the challenge that it answers, which is taken once
	Expires    time.Time // until when the challenge would be taken
	ID         []byte    // of the authenticator's key
	Credential []byte    // JSON: the key as it is after the answer
	Device     string    // that sent it
}

// AddPasskey keeps a new one of a person. It fails with ErrPasskey where the answer
// was used already, and with code InvalidParameter where there are too many.
func (s *Store) AddPasskey(ctx context.Context, person int64, a Answer) error {
	now := s.now().UTC()
	err := s.apart(ctx, func(db *gorm.DB) error {
		if err := useChallenge(db, a, now); err != nil {
			return err
		}
		var held int
		if err := scanOne(db.Raw("SELECT count(*) FROM passkeys WHERE person = ?", person), &held); err != nil {
			return err
		}
		if held >= maxPasskeys {
			return badToken("credential", "There are %d passkeys already: remove one first.", held)
		}
		done := db.Exec("INSERT INTO passkeys (person, id, credential, device, created_at, last_used_at) SELECT n, ?, ?, ?, ?, 0 FROM tokens WHERE n = ? AND revoked_at = 0 ON CONFLICT (id) DO NOTHING",
			a.ID, string(a.Credential), deviceName(a.Device), now.UnixMicro(), person)
		if done.Error == nil && done.RowsAffected == 0 {
			return ErrPasskey
		}
		return done.Error
	})
	return translate(err, "add a passkey")
}

// EnterBy begins a session for whoever has the passkey of an answer, whose secret it
// returns. It fails with ErrPasskey where there is none, or the answer was used.
func (s *Store) EnterBy(ctx context.Context, a Answer) (secret string, err error) {
	now := s.now().UTC()
	secret = newSecret()
	err = s.apart(ctx, func(db *gorm.DB) error {
		if err := useChallenge(db, a, now); err != nil {
			return err
		}
		var person int64
		err := scanOne(db.Raw("UPDATE passkeys SET credential = ?, last_used_at = ? WHERE id = ? AND person IN (SELECT n FROM tokens WHERE revoked_at = 0) RETURNING person", string(a.Credential), now.UnixMicro(), a.ID), &person)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrPasskey
		}
		if err != nil {
			return err
		}
		return beginSession(db, person, secret, a.Device, now)
	})
	if err != nil {
		return "", translate(err, "sign in by a passkey")
	}
	return secret, nil
}

// useChallenge remembers that a challenge was answered, and forgets what nobody
// takes any more.
func useChallenge(db *gorm.DB, a Answer, now time.Time) error {
	if err := db.Exec("DELETE FROM challenges WHERE expires_at < ?", now.UnixMicro()).Error; err != nil {
		return err
	}
	done := db.Exec("INSERT INTO challenges (expires_at, hash) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", a.Expires.UnixMicro(), hashOf(a.Challenge)) // gorm takes bytes behind a parenthesis apart
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrPasskey
	}
	return done.Error
}

// RemovePasskey forgets a passkey of a person. Sessions that it began go on; one
// that is somebody else's, or gone, changes nothing.
func (s *Store) RemovePasskey(ctx context.Context, person, n int64) error {
	_, err := s.alone(ctx, "DELETE FROM passkeys WHERE n = ? AND person = ?", n, person)
	return translate(err, "remove a passkey")
}

// deviceName is how a browser calls itself, bounded and on one line.
func deviceName(agent string) string {
	return strings.Map(printable, strings.ToValidUTF8(agent[:min(len(agent), maxDevice)], ""))
}
