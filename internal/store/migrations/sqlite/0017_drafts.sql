-- Drafts: what is edited and not yet published. It is no record: no list, count, log,
-- export or as_of has anything of it. The counterpart is
-- migrations/postgres/0017_drafts.sql.

-- +goose Up
CREATE TABLE drafts (
    n          INTEGER PRIMARY KEY,
    story      TEXT    NOT NULL UNIQUE, -- the id that the story has, or will have
    person     INTEGER NOT NULL REFERENCES tokens (n), -- who began it
    seq        INTEGER NOT NULL, -- of the last edit
    created_at INTEGER NOT NULL, -- microseconds from 1970, like the others
    updated_at INTEGER NOT NULL
) STRICT;

-- The records of a draft as they are now.
CREATE TABLE draft_records (
    draft      INTEGER NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    entity     TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    base       INTEGER NOT NULL, -- the revision that it was taken from, 0 for a new record
    document   TEXT,             -- null: taken out of the draft, or to be retracted
    seq        INTEGER NOT NULL, -- of the edit that it is from
    person     INTEGER NOT NULL REFERENCES tokens (n), -- who made that
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (draft, entity, id)
) STRICT, WITHOUT ROWID;

-- Every edit since the draft began, so that it can be undone, and so that two edits of
-- one record can be put together. An edit of several records has a row for each.
CREATE TABLE draft_edits (
    draft   INTEGER NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    seq     INTEGER NOT NULL,
    entity  TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    before  TEXT,             -- the document; null: there was none
    after   TEXT,
    what    TEXT    NOT NULL, -- a name for it, such as "event.added"
    person  INTEGER NOT NULL REFERENCES tokens (n),
    made_at INTEGER NOT NULL,
    undoes  INTEGER NOT NULL, -- the edit that this one takes back or makes again, 0 for none
    undone  INTEGER NOT NULL, -- 1: it was taken back
    PRIMARY KEY (draft, seq, entity, id)
) STRICT, WITHOUT ROWID;

-- Texts of sources that are not published yet.
CREATE TABLE draft_texts (
    draft  INTEGER NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    source TEXT    NOT NULL,
    body   TEXT    NOT NULL,
    PRIMARY KEY (draft, source)
) STRICT, WITHOUT ROWID;

-- Who has a draft open.
CREATE TABLE draft_visits (
    draft  INTEGER NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES tokens (n),
    at     INTEGER NOT NULL,
    PRIMARY KEY (draft, person)
) STRICT, WITHOUT ROWID;

-- Links by which somebody without an account sees the preview of a draft.
CREATE TABLE draft_links (
    n          INTEGER PRIMARY KEY,
    draft      INTEGER NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    person     INTEGER NOT NULL REFERENCES tokens (n), -- who gave it
    hash       BLOB    NOT NULL UNIQUE, -- SHA-256 of what stands in the link
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_links_by_draft ON draft_links (draft);

-- +goose Down
DROP TABLE draft_links;
DROP TABLE draft_visits;
DROP TABLE draft_texts;
DROP TABLE draft_edits;
DROP TABLE draft_records;
DROP TABLE drafts;
