-- What people say is not so of what is proposed to them: passages that make no event,
-- and records that are two; and how much each person sends. The counterpart is migrations/postgres/0022_editing.sql.

-- +goose Up
-- Passages of a source that somebody who edits a draft wants proposed no more.
CREATE TABLE draft_dismissals (
    draft  INTEGER NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    source TEXT    NOT NULL,
    sha256 TEXT    NOT NULL, -- of the passage's words
    PRIMARY KEY (draft, source, sha256)
) STRICT, WITHOUT ROWID;

-- Pairs of records of a resource that are alike and two.
CREATE TABLE told_apart (
    entity TEXT    NOT NULL, -- actor, place or source
    a      INTEGER NOT NULL, -- the number of the record, the lower one first
    b      INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES tokens (n), -- who said so
    at     INTEGER NOT NULL, -- microseconds from 1970
    PRIMARY KEY (entity, a, b)
) STRICT, WITHOUT ROWID;

-- How many pictures and files each person has sent lately.
CREATE TABLE sent_files (
    person INTEGER NOT NULL REFERENCES tokens (n),
    hour   INTEGER NOT NULL, -- from 1970
    files  INTEGER NOT NULL,
    bytes  INTEGER NOT NULL,
    PRIMARY KEY (person, hour)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE sent_files;
DROP TABLE told_apart;
DROP TABLE draft_dismissals;
