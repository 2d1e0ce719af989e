package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// PersonScopes are those that a person may have: who signs in, edits.
var PersonScopes = []string{ScopeWrite, ScopeAdmin}

// InvitationLasts is how long a link of an invitation is good, unless it is used
// or another one is made for the same person.
const InvitationLasts = 24 * time.Hour

// ErrInvitation says that a secret is that of no invitation, or of one that is
// used or expired.
var ErrInvitation = errors.New("the invitation is unknown, used or expired")

// Person is somebody who may sign in: a holder as a token is, without a secret.
type Person struct {
	Token
	InvitedUntil time.Time // how long a link that nobody has used is good; zero where there is none
	Sessions     int       // that are not over
}

// Invitation is what a good link is for.
type Invitation struct {
	Name  string // of the person, "" for the first one, who chooses it
	First bool
}

// Invite makes a link for somebody, whom it adds where nobody has that name, and
// returns the secret of it. Earlier links of the same person end. Without a scope
// a new person gets ScopeWrite, and another keeps what they have.
func (s *Store) Invite(ctx context.Context, name, scope string) (secret string, err error) {
	now := s.now().UTC()
	if scope != "" && !slices.Contains(PersonScopes, scope) {
		return "", badToken("scope", "A person's scope is one of %s, not %q.", strings.Join(PersonScopes, ", "), scope)
	}
	if err := checkToken(name, ScopeWrite, time.Time{}, now); err != nil {
		return "", err
	}
	secret = newSecret()
	err = s.apart(ctx, func(db *gorm.DB) error {
		var n, person int64
		err := scanOne(db.Raw("SELECT n, person FROM tokens WHERE name = ? AND revoked_at = 0", name), &n, &person)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			if scope == "" {
				scope = ScopeWrite
			}
			n, err = addPerson(db, name, scope, now)
		case err == nil && person == 0:
			return badToken("name", "There is a token named %q already: choose another name, since the log has both.", name)
		case err == nil && scope != "":
			err = db.Exec("UPDATE tokens SET scope = ? WHERE n = ?", scope, n).Error
		}
		if err != nil {
			return err
		}
		if err := db.Exec("DELETE FROM invitations WHERE person = ? OR expires_at <= ?", n, now.UnixMicro()).Error; err != nil {
			return err
		}
		return db.Exec("INSERT INTO invitations (person, hash, expires_at) VALUES (?, ?, ?)", n, hashOf(secret), now.Add(InvitationLasts).UnixMicro()).Error
	})
	if err != nil {
		return "", translate(err, "invite a person")
	}
	return secret, nil
}

// InviteFirst makes a link for the first person, who gets ScopeAdmin and chooses a
// name, while there are no people; "" where there are. It is good until somebody
// has come.
func (s *Store) InviteFirst(ctx context.Context) (secret string, err error) {
	var free int
	if err := scanOne(s.read.WithContext(ctx).Raw("SELECT count(*) FROM meta WHERE "+nobody), &free); err != nil || free == 0 {
		return "", translate(err, "look for people")
	}
	secret = newSecret()
	now := s.now().UTC()
	if _, err := s.alone(ctx, "DELETE FROM invitations WHERE expires_at <= ?", now.UnixMicro()); err != nil {
		return "", translate(err, "forget old invitations")
	}
	made, err := s.alone(ctx, "INSERT INTO invitations (person, hash, expires_at) SELECT NULL, ?, ? WHERE "+nobody, hashOf(secret), now.Add(InvitationLasts).UnixMicro())
	if err != nil || made == 0 {
		return "", translate(err, "invite the first person")
	}
	return secret, nil
}

// nobody is the condition that there are no people.
const nobody = "NOT EXISTS (SELECT 1 FROM tokens WHERE person = 1 AND revoked_at = 0)"

func addPerson(db *gorm.DB, name, scope string, now time.Time) (n int64, err error) {
	err = scanOne(db.Raw("INSERT INTO tokens (name, hash, scope, created_at, expires_at, last_used_at, revoked_at, person) VALUES (?, ?, ?, ?, 0, 0, 0, 1) RETURNING n",
		name, hashOf(newSecret()), scope, now.UnixMicro()), &n)
	return n, err
}

// goodInvitation are those that can be used, with the person that they are for.
const goodInvitation = " FROM invitations i LEFT JOIN tokens t ON t.n = i.person WHERE i.hash = ? AND i.expires_at > ? AND (t.revoked_at = 0 OR i.person IS NULL AND " + nobody + ")"

// Invitation looks at a link without using it, or fails with ErrInvitation.
func (s *Store) Invitation(ctx context.Context, secret string) (Invitation, error) {
	var inv Invitation
	var n int64
	err := scanOne(s.read.WithContext(ctx).Raw("SELECT coalesce(t.name, ''), coalesce(t.n, 0)"+goodInvitation, hashOf(secret), s.now().UTC().UnixMicro()), &inv.Name, &n)
	if errors.Is(err, sql.ErrNoRows) {
		return Invitation{}, ErrInvitation
	}
	inv.First = n == 0
	return inv, translate(err, "look for an invitation")
}

// Enter uses up a link and begins a session on a device, whose secret it returns.
// Who comes first says a name. It fails with ErrInvitation where the link is not
// good, and with code InvalidParameter for a name that cannot be; the link is good
// then as before.
func (s *Store) Enter(ctx context.Context, invitation, name, device string) (secret string, err error) {
	now := s.now().UTC()
	secret = newSecret()
	err = s.apart(ctx, func(db *gorm.DB) error {
		var n int64
		err := scanOne(db.Raw("SELECT coalesce(t.n, 0)"+goodInvitation, hashOf(invitation), now.UnixMicro()), &n)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrInvitation
		}
		if err != nil {
			return err
		}
		if n == 0 {
			if n, err = addFirst(db, name, now); err != nil {
				return err
			}
		}
		if err := db.Exec("DELETE FROM invitations WHERE hash = ? OR person IS NULL", hashOf(invitation)).Error; err != nil {
			return err
		}
		return beginSession(db, n, secret, device, now)
	})
	if err != nil {
		return "", translate(err, "use an invitation")
	}
	return secret, nil
}

// addFirst adds the first person under the name that they say.
func addFirst(db *gorm.DB, name string, now time.Time) (int64, error) {
	if err := checkToken(name, ScopeAdmin, time.Time{}, now); err != nil {
		return 0, err
	}
	var taken int
	if err := scanOne(db.Raw("SELECT count(*) FROM tokens WHERE name = ? AND revoked_at = 0", name), &taken); err != nil {
		return 0, err
	}
	if taken > 0 {
		return 0, badToken("name", "There is a token named %q already: choose another name, since the log has both.", name)
	}
	return addPerson(db, name, ScopeAdmin, now)
}

// People lists everybody in the order in which they were invited, revoked ones too.
func (s *Store) People(ctx context.Context) ([]Person, error) {
	now := s.now().UTC().UnixMicro()
	rows, err := s.read.WithContext(ctx).Raw("SELECT "+permissionColumns+", coalesce((SELECT max(i.expires_at) FROM invitations i WHERE i.person = tokens.n AND i.expires_at > ?), 0), (SELECT count(*) FROM sessions s WHERE s.person = tokens.n AND s.expires_at > ?) FROM tokens WHERE person = 1 ORDER BY n", now, now).Rows()
	if err != nil {
		return nil, translate(err, "list the people")
	}
	defer rows.Close()
	var list []Person
	for rows.Next() {
		var p Person
		var until int64
		if p.Token, err = scanToken(rows, &until, &p.Sessions); err != nil {
			return nil, translate(err, "read a person")
		}
		p.InvitedUntil = fromMicros(until)
		list = append(list, p)
	}
	return list, translate(rows.Err(), "list the people")
}

// RevokePerson ends all that somebody may do here, at once and for good: sessions,
// links, passkeys. Their name may be given again, to another person in the log.
func (s *Store) RevokePerson(ctx context.Context, name string) error {
	now := s.now().UTC().UnixMicro()
	err := s.apart(ctx, func(db *gorm.DB) error {
		var n int64
		err := scanOne(db.Raw("UPDATE tokens SET revoked_at = ? WHERE name = ? AND person = 1 AND revoked_at = 0 RETURNING n", now, name), &n)
		if errors.Is(err, sql.ErrNoRows) {
			return &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is nobody named %q who could be revoked.", name)}
		}
		if err != nil {
			return err
		}
		for _, table := range []string{"sessions", "invitations", "passkeys"} {
			if err := db.Exec("DELETE FROM "+table+" WHERE person = ?", n).Error; err != nil {
				return err
			}
		}
		return nil
	})
	return translate(err, "revoke a person")
}
