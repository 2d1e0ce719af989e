-- People, who sign in where records are edited: a person is a holder as a token is,
-- with a name in the log and keys of its own, and comes by an invitation instead of
-- a secret to send. The counterpart is migrations/postgres/0016_people.sql.
--
-- As with tokens none of it is a record, and only the digest of a secret is kept.

-- +goose Up
ALTER TABLE tokens ADD COLUMN person INTEGER NOT NULL DEFAULT 0; -- 1: a person; the hash is then of a secret that nobody has

CREATE TABLE invitations (
    n          INTEGER PRIMARY KEY,
    person     INTEGER REFERENCES tokens (n), -- null: for the first person, who says their name
    hash       BLOB    NOT NULL UNIQUE, -- SHA-256 of what stands in the link
    expires_at INTEGER NOT NULL  -- microseconds from 1970, like the others
) STRICT;

CREATE TABLE sessions (
    n            INTEGER PRIMARY KEY,
    person       INTEGER NOT NULL REFERENCES tokens (n),
    hash         BLOB    NOT NULL UNIQUE, -- SHA-256 of the cookie
    device       TEXT    NOT NULL, -- as its browser calls itself
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL  -- no finer than a minute
) STRICT;
CREATE INDEX sessions_by_person ON sessions (person);

-- What somebody signs in with instead of a link.
CREATE TABLE passkeys (
    n            INTEGER PRIMARY KEY,
    person       INTEGER NOT NULL REFERENCES tokens (n),
    id           BLOB    NOT NULL UNIQUE, -- as its authenticator has it
    credential   TEXT    NOT NULL, -- JSON: its public key, and what else checks a signature
    device       TEXT    NOT NULL, -- on which it was made
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX passkeys_by_person ON passkeys (person);

-- Challenges that were answered, so that no answer is taken twice.
CREATE TABLE challenges (
    hash       BLOB    NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL -- of the challenge: after that it is refused anyway
) STRICT;

-- +goose Down
DROP TABLE challenges;
DROP TABLE passkeys;
DROP TABLE sessions;
DROP TABLE invitations;
ALTER TABLE tokens DROP COLUMN person;
