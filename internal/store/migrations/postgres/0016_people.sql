-- People, who sign in where records are edited: a person is a holder as a token is,
-- with a name in the log and keys of its own, and comes by an invitation instead of
-- a secret to send. The counterpart is migrations/sqlite/0016_people.sql.
--
-- As with tokens none of it is a record, and only the digest of a secret is kept.

-- +goose Up
ALTER TABLE tokens ADD COLUMN person smallint NOT NULL DEFAULT 0; -- 1: a person; the hash is then of a secret that nobody has

CREATE TABLE invitations (
    n          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person     bigint REFERENCES tokens (n), -- null: for the first person, who says their name
    hash       bytea  NOT NULL UNIQUE, -- SHA-256 of what stands in the link
    expires_at bigint NOT NULL  -- microseconds from 1970, like the others
);

CREATE TABLE sessions (
    n            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person       bigint NOT NULL REFERENCES tokens (n),
    hash         bytea  NOT NULL UNIQUE, -- SHA-256 of the cookie
    device       text   NOT NULL, -- as its browser calls itself
    created_at   bigint NOT NULL,
    expires_at   bigint NOT NULL,
    last_used_at bigint NOT NULL  -- no finer than a minute
);
CREATE INDEX sessions_by_person ON sessions (person);

-- What somebody signs in with instead of a link.
CREATE TABLE passkeys (
    n            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person       bigint NOT NULL REFERENCES tokens (n),
    id           bytea   NOT NULL UNIQUE, -- as its authenticator has it
    credential   text    NOT NULL, -- JSON: its public key, and what else checks a signature
    device       text    NOT NULL, -- on which it was made
    created_at   bigint NOT NULL,
    last_used_at bigint NOT NULL
);
CREATE INDEX passkeys_by_person ON passkeys (person);

-- Challenges that were answered, so that no answer is taken twice.
CREATE TABLE challenges (
    hash       bytea   NOT NULL PRIMARY KEY,
    expires_at bigint NOT NULL -- of the challenge: after that it is refused anyway
);

-- +goose Down
DROP TABLE challenges;
DROP TABLE passkeys;
DROP TABLE sessions;
DROP TABLE invitations;
ALTER TABLE tokens DROP COLUMN person;
