-- Erasure: what the law asks to be forgotten. The log says that a record was erased, and
-- which of its fields: a JSON list of pointers, of which "" is all of it.
-- The counterpart is migrations/postgres/0019_erasures.sql.

-- +goose Up
CREATE TABLE changes_anew (
    seq      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    entity   TEXT NOT NULL CHECK (entity IN ('story', 'source', 'actor', 'place', 'event', 'quote')),
    n        INTEGER NOT NULL,
    id       TEXT NOT NULL,
    story    INTEGER NOT NULL,
    action   TEXT NOT NULL CHECK (action IN ('create', 'update', 'retract', 'erase')),
    revision INTEGER NOT NULL,
    author   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    public   INTEGER NOT NULL CHECK (public IN (0, 1))
) STRICT;
INSERT INTO changes_anew SELECT seq, at, entity, n, id, story, action, revision, author, reason, public FROM changes ORDER BY seq;
DROP TABLE changes;
ALTER TABLE changes_anew RENAME TO changes;
CREATE INDEX changes_of_record ON changes (entity, n, seq);
CREATE INDEX changes_of_story ON changes (story, seq);
CREATE INDEX changes_by_time ON changes (at, seq);

CREATE TABLE erasures (
    seq    INTEGER PRIMARY KEY, -- of the entry in changes
    fields TEXT    NOT NULL
) STRICT;

-- +goose Down
DROP TABLE erasures;
CREATE TABLE changes_anew (
    seq      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    entity   TEXT NOT NULL CHECK (entity IN ('story', 'source', 'actor', 'place', 'event', 'quote')),
    n        INTEGER NOT NULL,
    id       TEXT NOT NULL,
    story    INTEGER NOT NULL,
    action   TEXT NOT NULL CHECK (action IN ('create', 'update', 'retract')),
    revision INTEGER NOT NULL,
    author   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    public   INTEGER NOT NULL CHECK (public IN (0, 1))
) STRICT;
INSERT INTO changes_anew SELECT seq, at, entity, n, id, story, CASE action WHEN 'erase' THEN 'update' ELSE action END, revision, author, reason, public FROM changes ORDER BY seq;
DROP TABLE changes;
ALTER TABLE changes_anew RENAME TO changes;
CREATE INDEX changes_of_record ON changes (entity, n, seq);
CREATE INDEX changes_of_story ON changes (story, seq);
CREATE INDEX changes_by_time ON changes (at, seq);
