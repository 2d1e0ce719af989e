-- Drafts: what is edited and not yet published. It is no record: no list, count, log,
-- export or as_of has anything of it. The counterpart is
-- migrations/sqlite/0017_drafts.sql.

-- +goose Up
CREATE TABLE drafts (
    n          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    story      text    NOT NULL UNIQUE, -- the id that the story has, or will have
    person     bigint NOT NULL REFERENCES tokens (n), -- who began it
    seq        bigint NOT NULL, -- of the last edit
    created_at bigint NOT NULL, -- microseconds from 1970, like the others
    updated_at bigint NOT NULL
);

-- The records of a draft as they are now.
CREATE TABLE draft_records (
    draft      bigint NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    entity     text    NOT NULL,
    id         text    NOT NULL,
    base       bigint NOT NULL, -- the revision that it was taken from, 0 for a new record
    document   text,             -- null: taken out of the draft, or to be retracted
    seq        bigint NOT NULL, -- of the edit that it is from
    person     bigint NOT NULL REFERENCES tokens (n), -- who made that
    updated_at bigint NOT NULL,
    PRIMARY KEY (draft, entity, id)
);

-- Every edit since the draft began, so that it can be undone, and so that two edits of
-- one record can be put together. An edit of several records has a row for each.
CREATE TABLE draft_edits (
    draft   bigint NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    seq     bigint NOT NULL,
    entity  text    NOT NULL,
    id      text    NOT NULL,
    before  text,             -- the document; null: there was none
    after   text,
    what    text    NOT NULL, -- a name for it, such as "event.added"
    person  bigint NOT NULL REFERENCES tokens (n),
    made_at bigint NOT NULL,
    undoes  bigint NOT NULL, -- the edit that this one takes back or makes again, 0 for none
    undone  bigint NOT NULL, -- 1: it was taken back
    PRIMARY KEY (draft, seq, entity, id)
);

-- Texts of sources that are not published yet.
CREATE TABLE draft_texts (
    draft  bigint NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    source text    NOT NULL,
    body   text    NOT NULL,
    PRIMARY KEY (draft, source)
);

-- Who has a draft open.
CREATE TABLE draft_visits (
    draft  bigint NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    person bigint NOT NULL REFERENCES tokens (n),
    at     bigint NOT NULL,
    PRIMARY KEY (draft, person)
);

-- Links by which somebody without an account sees the preview of a draft.
CREATE TABLE draft_links (
    n          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    draft      bigint NOT NULL REFERENCES drafts (n) ON DELETE CASCADE,
    person     bigint NOT NULL REFERENCES tokens (n), -- who gave it
    hash       bytea    NOT NULL UNIQUE, -- SHA-256 of what stands in the link
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX draft_links_by_draft ON draft_links (draft);

-- +goose Down
DROP TABLE draft_links;
DROP TABLE draft_visits;
DROP TABLE draft_texts;
DROP TABLE draft_edits;
DROP TABLE draft_records;
DROP TABLE drafts;
