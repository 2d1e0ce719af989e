-- Access: who may write and read what is private, and which writes were asked
-- for already. The counterpart is migrations/sqlite/0003_access.sql.
--
-- None of it is a record: changes of these tables are not in the log and do not
-- change the data version.

-- +goose Up
CREATE TABLE tokens (
    n            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text COLLATE "C" NOT NULL,
    hash         bytea  NOT NULL UNIQUE, -- SHA-256 of the secret, which is kept nowhere
    scope        text   NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
    created_at   bigint NOT NULL, -- microseconds from 1970, like the others
    expires_at   bigint NOT NULL, -- 0: never
    last_used_at bigint NOT NULL, -- 0: never; no finer than a minute
    revoked_at   bigint NOT NULL  -- 0: it is not
);
-- The name of a revoked token may be given again.
CREATE UNIQUE INDEX tokens_by_name ON tokens (name) WHERE revoked_at = 0;

-- What was answered to a write that named a key, so that the same write asked
-- for again is not made twice.
CREATE TABLE idempotency_keys (
    token  bigint NOT NULL REFERENCES tokens (n),
    key    text COLLATE "C" NOT NULL,
    digest bytea  NOT NULL, -- of what was asked
    answer text   NOT NULL,
    at     bigint NOT NULL, -- microseconds from 1970
    PRIMARY KEY (token, key)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (at);

-- +goose Down
DROP TABLE idempotency_keys;
DROP TABLE tokens;
